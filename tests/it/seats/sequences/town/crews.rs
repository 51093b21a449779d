//! What crews do at their doors, and what is swept meanwhile.

use super::{CREW, RESERVE, TICKETED, Town, among, member};
use crate::seats::door::id;
use crate::seats::eligible::lacks;
use returnline::domain::boarding::{Duty, Refusal, Temperature, UndoReason};
use returnline::domain::health::HealthCode;
use returnline::domain::trip::{Stage, TripState};
use returnline::store::Tx;
use returnline::store::boarding::{Attempt, BoardingKind, LeaveError, Shown, Undo};
use std::time::Duration;

impl Town {
    pub(super) async fn serve(&mut self, tx: &mut Tx, vehicle: usize, staff: usize, duty: Duty) {
        let (vehicle, staff) = (among(&self.vehicles, vehicle).clone(), member(staff));
        // Refused where they serve elsewhere then, or it has left.
        let put = tx
            .put_on_crew(&vehicle, &staff, duty, &id("a"), self.now())
            .await;
        self.did(if put.is_ok() {
            "serves"
        } else {
            "serves elsewhere"
        });
    }

    /// Invariants 4, 5 and 7 at the door: whoever is let aboard lacks nothing at that moment and is cool enough.
    pub(super) async fn board(
        &mut self,
        tx: &mut Tx,
        person: usize,
        wrong_door: bool,
        (tenths, seen): (Option<u16>, Option<HealthCode>),
    ) {
        let Some(person) = self.one_of(tx, TICKETED, person).await else {
            return;
        };
        let ticket = tx
            .valid_ticket(&person.worker)
            .await
            .unwrap()
            .expect("a ticket");
        let seat = tx
            .active_seat(&person.worker)
            .await
            .unwrap()
            .expect("its seat");
        let map = tx.seat_map(&seat.trip.id).await.unwrap();
        let at = usize::try_from(seat.vehicle_ordinal - 1).unwrap();
        let own = map[at].vehicle.clone();
        let vehicle = if wrong_door {
            among(&self.vehicles, self.step as usize).clone()
        } else {
            own.clone()
        };
        let attempt = Attempt {
            id: format!("r{}", self.step),
            vehicle: vehicle.clone(),
            shown: Shown::Qr(ticket.payload.clone()),
            temperature: tenths.and_then(|tenths| Temperature::from_tenths(tenths).ok()),
            code_seen: seen,
            device: "phone".into(),
            staff: id("c"),
            happened_at: self.now(),
            offline: false,
        };
        // A vehicle that has left takes nobody.
        let Ok(answer) = tx.board(&self.house.store, &attempt, self.now()).await else {
            return self.did("too late");
        };
        if answer.kind != BoardingKind::Boarded {
            if answer.reasons.contains(&Refusal::Hot) {
                self.did("too hot");
            }
            return self.did("turned away");
        }
        assert_eq!(vehicle, own, "aboard another vehicle than the ticket's");
        assert!(
            tenths.is_some_and(|tenths| tenths <= 373),
            "invariant 7: {tenths:?}"
        );
        let lacks = lacks(
            &self.house,
            tx,
            &person.worker,
            &seat.trip.id,
            Stage::Board,
            self.now(),
        )
        .await;
        assert_eq!(lacks, [], "invariants 4 and 5");
        self.records.push((attempt.id, vehicle));
        self.did("boarded");
    }

    pub(super) async fn undo(&mut self, tx: &mut Tx, record: usize) {
        if self.records.is_empty() {
            return;
        }
        let (record, vehicle) = among(&self.records, record).clone();
        let undo = Undo {
            id: format!("u{}", self.step),
            record,
            vehicle,
            why: UndoReason::Mistake,
            device: "phone".into(),
            staff: id("c"),
            happened_at: self.now(),
            offline: false,
        };
        if tx.undo_boarding(&undo, self.now()).await.unwrap() {
            self.did("taken back");
        }
    }

    pub(super) async fn depart(&mut self, tx: &mut Tx, vehicle: usize) {
        let vehicle = among(&self.vehicles, vehicle).clone();
        if !self.is_near(tx, &vehicle, Duration::ZERO).await {
            return;
        }
        let left = tx.depart(&vehicle, &id("d"), self.now()).await;
        self.did(if left.is_ok() { "left" } else { "held back" });
        held_back_only(left.map(drop));
    }

    /// The end of the two days: what still stands at its stop gets whom and what it lacks, and leaves.
    pub async fn see_everybody_off(&mut self) {
        let vehicles = self.vehicles.clone();
        for (vehicle, reserve) in vehicles.iter().zip(RESERVE.chunks(CREW.len())) {
            let mut tx = self.house.tx().await;
            let door = tx.door(vehicle).await.unwrap().expect("a vehicle");
            let runs = matches!(door.trip.state, TripState::Open | TripState::Boarding);
            if door.departed_at.is_some() || !runs {
                continue;
            }
            let by = id("a");
            for (login, duty) in reserve.iter().zip(CREW) {
                let member = id(login);
                let put = tx.put_on_crew(vehicle, &member, *duty, &by, self.now());
                put.await.unwrap();
            }
            let checked = tx.check_supplies(vehicle, true, &by, self.now());
            checked.await.unwrap();
            tx.depart(vehicle, &id("d"), self.now()).await.unwrap();
            tx.commit().await.unwrap();
            self.did("left");
        }
    }

    pub(super) async fn sweep(&mut self, tx: &mut Tx) {
        let now = self.now();
        tx.expire_holds(50, now).await.unwrap();
        tx.expire_offers(50, now).await.unwrap();
        tx.close_lines(50, now).await.unwrap();
        tx.end_no_shows(50, now).await.unwrap();
        tx.tell_cancelled(50, now).await.unwrap();
    }
}

/// A refusal by the rules is an answer; a failure of the store is not.
pub(super) fn held_back_only(done: Result<(), LeaveError>) {
    if let Err(LeaveError::Store(error)) = done {
        panic!("{error}");
    }
}
