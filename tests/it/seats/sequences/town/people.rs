//! What workers do, and HR: as the conversation does it, one transaction each.

use super::{HELD, HOLD, OFFERED, SEATED, Town, among};
use crate::seats::house::Person;
use returnline::domain::id::{SeatId, StaffId};
use returnline::domain::roster::{Decision, RosterState};
use returnline::domain::trip::Stage;
use returnline::store::Tx;
use returnline::store::seat::{Claim, SeatExit};
use returnline::store::waitlist::WaitState;

impl Town {
    /// As the conversation does it: the rule, then the seat or the line.
    pub(super) async fn submit(&mut self, tx: &mut Tx, person: usize, trip: usize) {
        let (person, trip) = (
            among(&self.people, person).clone(),
            among(&self.trips, trip).clone(),
        );
        tx.lock_worker(&person.worker).await.unwrap();
        if self.lacks(tx, &person, &trip, Stage::Hold).await {
            return self.did("refused");
        }
        let until = self.now().plus(HOLD);
        let wished = tx.trip(&trip).await.unwrap().expect("a trip");
        match tx
            .claim_seat(&wished, &person.worker, until, self.now())
            .await
            .unwrap()
        {
            Claim::Held(_) => self.did("held"),
            Claim::Full => {
                if tx.active_seat(&person.worker).await.unwrap().is_none() {
                    tx.join_waitlist(&trip, &person.worker, &person.chat, self.now())
                        .await
                        .unwrap();
                    self.did("in line");
                }
            }
            _ => self.did("not now"),
        }
    }

    pub(super) async fn confirm(&mut self, tx: &mut Tx, person: usize) {
        let Some(person) = self.one_of(tx, HELD, person).await else {
            return;
        };
        let seat = tx
            .active_seat(&person.worker)
            .await
            .unwrap()
            .expect("a seat");
        tx.reserve_seat(&seat.seat, &person.worker, self.now())
            .await
            .unwrap();
        if self.lacks(tx, &person, &seat.trip.id, Stage::Confirm).await {
            return self.did("not confirmed");
        }
        if tx
            .confirm_seat(&seat.seat, &person.worker, self.now())
            .await
            .unwrap()
        {
            let seat = tx
                .active_seat(&person.worker)
                .await
                .unwrap()
                .expect("the seat just confirmed");
            tx.issue_ticket(&self.house.store, &seat, &person.worker, self.now())
                .await
                .unwrap();
            self.did("confirmed");
        }
    }

    pub(super) async fn answer(&mut self, tx: &mut Tx, person: usize, yes: bool) {
        let Some(Person { worker, .. }) = self.one_of(tx, OFFERED, person).await else {
            return;
        };
        let waiting = tx.waiting(&worker).await.unwrap().expect("an offer");
        assert_eq!(waiting.state, WaitState::Offered);
        if yes {
            tx.accept_offer(&waiting.id, &worker, self.now())
                .await
                .unwrap();
        } else {
            tx.decline_offer(&waiting.id, &worker, self.now())
                .await
                .unwrap();
        }
        self.did("answered");
    }

    pub(super) async fn cancel(&mut self, tx: &mut Tx, person: usize) {
        let Some(Person { worker, .. }) = self.one_of(tx, SEATED, person).await else {
            return;
        };
        if let Some(seat) = tx.active_seat(&worker).await.unwrap() {
            let exit = SeatExit::Cancelled;
            tx.release_seat(&seat.seat, &worker, exit, self.now())
                .await
                .unwrap();
            self.did("cancelled");
        }
    }

    pub(super) async fn change(&mut self, tx: &mut Tx, person: usize, trip: usize) {
        let trip = among(&self.trips, trip).clone();
        let Some(person) = self.one_of(tx, SEATED, person).await else {
            return;
        };
        let old = tx
            .active_seat(&person.worker)
            .await
            .unwrap()
            .expect("a seat");
        if old.trip.id == trip || self.lacks(tx, &person, &trip, Stage::Hold).await {
            return;
        }
        let until = self.now().plus(HOLD);
        let wished = tx.trip(&trip).await.unwrap().expect("a trip");
        let moved = tx
            .move_seat(&old, &wished, &person.worker, until, self.now())
            .await
            .unwrap();
        let now = tx
            .active_seat(&person.worker)
            .await
            .unwrap()
            .map(|seat| seat.trip.id);
        match moved {
            Claim::Held(_) => {
                assert_eq!(now.as_ref(), Some(&trip));
                self.did("changed");
            }
            _ => assert_eq!(
                now,
                Some(old.trip.id),
                "the old seat stays until the new one is held"
            ),
        }
    }

    pub(super) async fn pick(&mut self, tx: &mut Tx, person: usize, seat: usize) {
        let Some(Person { worker, .. }) = self.one_of(tx, SEATED, person).await else {
            return;
        };
        let old = tx.active_seat(&worker).await.unwrap().expect("a seat");
        let free = tx.free_seats(&old.trip.id).await.unwrap();
        if free.is_empty() {
            return;
        }
        let wished = SeatId::new(among(&free, seat).id.clone());
        if tx
            .change_seat(&worker, &wished, self.now())
            .await
            .unwrap()
            .is_some()
        {
            self.did("picked");
        }
    }

    pub(super) async fn decide(&mut self, tx: &mut Tx, person: usize, ours: bool) {
        let worker = among(&self.people, person).worker.clone();
        let lines = tx.roster(&self.firm).await.unwrap();
        let open = lines
            .into_iter()
            .find(|line| line.worker == worker && line.state == RosterState::Claimed);
        if let Some(line) = open {
            let decision = match ours {
                true => Decision::Confirm,
                false => Decision::Reject {
                    reason: "not one of ours".to_owned(),
                },
            };
            let hr = StaffId::new("hr");
            tx.decide_roster_line(&line.id, &decision, &hr, self.now())
                .await
                .unwrap();
            self.did("decided");
        }
    }
}
