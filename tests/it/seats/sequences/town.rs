//! The town: a firm with its people, trips that leave one after the other, crews, and what each of them does.

use super::super::claims_train::{LISTED, confirm_everybody, firm};
use super::super::door::{crew, id};
use super::super::eligible::lacks;
use super::super::house::{House, NOW, Person, coach, place};
use super::ops::Op;
use crate::kit::databases::{number, sql, texts};
use returnline::domain::boarding::{CrewRule, Duty, Refusal, Temperature, UndoReason};
use returnline::domain::health::HealthCode;
use returnline::domain::id::{EmployerId, SeatId, StaffId, TripId, VehicleId};
use returnline::domain::roster::{Decision, RosterState};
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, Stage};
use returnline::store::Tx;
use returnline::store::boarding::{Attempt, BoardingKind, LeaveError, Shown, Undo};
use returnline::store::seat::{Claim, SeatExit};
use returnline::store::waitlist::WaitState;
use std::collections::BTreeMap;
use std::time::Duration;

/// Time between two operations: ten thousand take 50 hours, in which every trip leaves.
const PAUSE: Duration = Duration::from_secs(18);
const HOLD: Duration = Duration::from_secs(1800);

/// People with a seat, those whose seat waits for a word, those with a ticket, and those with an offer.
const SEATED: &str = "SELECT worker_id FROM seat WHERE worker_id IS NOT NULL ORDER BY 1";
const HELD: &str = "SELECT worker_id FROM seat WHERE worker_id IS NOT NULL AND state IN ('held', 'reserved') ORDER BY 1";
const TICKETED: &str = "SELECT worker_id FROM ticket WHERE revoked_at IS NULL ORDER BY 1";
const OFFERED: &str = "SELECT worker_id FROM waitlist WHERE state = 'offered' ORDER BY 1";
const PEOPLE: usize = 300;

/// How long before departure a crew begins to let people aboard.
const BOARDING: Duration = Duration::from_secs(4 * 3600);
const STAFF: &[&str] = &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

pub struct Town {
    house: House,
    firm: EmployerId,
    people: Vec<Person>,
    trips: Vec<TripId>,
    vehicles: Vec<VehicleId>,
    /// Boardings: their record and vehicle.
    records: Vec<(String, VehicleId)>,
    step: u32,
    /// How often each thing was really done.
    done: BTreeMap<&'static str, u32>,
}

fn among<T>(all: &[T], number: usize) -> &T {
    &all[number % all.len()]
}

fn member(number: usize) -> StaffId {
    id(STAFF[number % STAFF.len()])
}

impl Town {
    pub async fn found(house: House) -> Self {
        let firm = firm(&house, LISTED, "330304", None).await;
        // Nobody has registered yet: this only makes the account of HR, which decides on each later.
        confirm_everybody(&house, &firm).await;
        let mut tx = house.tx().await;
        let mut people = Vec::new();
        for number in 0..PEOPLE {
            let employer = (number % 3 != 0).then(|| firm.clone());
            people.push(house.register(&mut tx, number, employer).await);
        }
        for login in STAFF {
            tx.insert_staff(&crew(login), None, NOW).await.unwrap();
        }
        let mut trips = Vec::new();
        let mut vehicles = Vec::new();
        for (code, kinds, spaced, hours) in TRIPS {
            let mut new = coach(code, kinds, *spaced);
            new.departs_at = NOW.plus(Duration::from_secs(hours * 3600));
            new.requirements.crew = Some(CrewRule::FULL);
            if kinds[0] == VehicleKind::Train900 {
                new.mode = Mode::Train;
                new.requirements.listed_employer = true;
                new.requirements.roster_confirmed = true;
                new.requirements.districts = vec![place("330304")];
                // As small a train as makes a line.
                new.crew_seats = 880;
            }
            let trip = tx.insert_trip(&new, NOW).await.unwrap();
            let map = tx.seat_map(&trip).await.unwrap();
            vehicles.extend(map.into_iter().map(|vehicle| vehicle.vehicle));
            trips.push(trip);
        }
        tx.commit().await.unwrap();
        Self {
            house,
            firm,
            people,
            trips,
            vehicles,
            records: Vec::new(),
            step: 0,
            done: BTreeMap::new(),
        }
    }

    fn now(&self) -> Timestamp {
        NOW.plus(PAUSE * self.step)
    }

    fn did(&mut self, what: &'static str) {
        *self.done.entry(what).or_default() += 1;
    }

    pub async fn number(&self, question: &str) -> i64 {
        let mut tx = self.house.store.read().await.unwrap();
        number(&mut tx, question).await
    }

    /// A sequence in which next to nothing worked would prove nothing.
    pub async fn check_that_much_happened(&self) {
        println!("{:?}", self.done);
        for what in [
            "held",
            "in line",
            "confirmed",
            "answered",
            "changed",
            "picked",
            "boarded",
            "turned away",
            "taken back",
            "left",
            "held back",
        ] {
            let times = self.done.get(what).copied().unwrap_or(0);
            assert!(times > 0, "never {what}: {:?}", self.done);
        }
    }

    pub async fn perform(&mut self, operation: &Op) {
        self.step += 1;
        let mut tx = self.house.tx().await;
        match operation {
            Op::Submit { person, trip } => self.submit(&mut tx, *person, *trip).await,
            Op::Confirm { person } => self.confirm(&mut tx, *person).await,
            Op::Answer { person, yes } => self.answer(&mut tx, *person, *yes).await,
            Op::Cancel { person } => self.cancel(&mut tx, *person).await,
            Op::Change { person, trip } => self.change(&mut tx, *person, *trip).await,
            Op::Pick { person, seat } => self.pick(&mut tx, *person, *seat).await,
            Op::Leave { person } => {
                let worker = &among(&self.people, *person).worker;
                tx.leave_waitlist(worker, self.now()).await.unwrap();
            }
            Op::Health { person, code } => {
                let worker = &among(&self.people, *person).worker;
                tx.set_health(worker, *code, self.now()).await.unwrap();
            }
            Op::List { listed } => {
                let text = format!(
                    "UPDATE employer SET listed = {listed} WHERE id = '{}'",
                    self.firm
                );
                sql(&mut tx, &text).await;
            }
            Op::Decide { person, ours } => self.decide(&mut tx, *person, *ours).await,
            Op::Serve {
                vehicle,
                staff,
                duty,
            } => self.serve(&mut tx, *vehicle, *staff, *duty).await,
            Op::Dismiss { vehicle, staff } => {
                let (vehicle, staff) = (among(&self.vehicles, *vehicle), member(*staff));
                tx.take_off_crew(vehicle, &staff, &id("a"), self.now())
                    .await
                    .unwrap();
            }
            Op::Supplies { vehicle, aboard } => {
                let vehicle = among(&self.vehicles, *vehicle);
                // Refused once it has left.
                let _ = tx
                    .check_supplies(vehicle, *aboard, &id("a"), self.now())
                    .await;
            }
            Op::Open { vehicle } => {
                let vehicle = among(&self.vehicles, *vehicle);
                if !self.is_near(&mut tx, vehicle, BOARDING).await {
                    return;
                }
                let opened = tx.open_doors(vehicle, &id("c"), self.now()).await;
                held_back_only(opened.map(drop));
            }
            Op::Board {
                person,
                wrong_door,
                tenths,
                seen,
            } => {
                self.board(&mut tx, *person, *wrong_door, (*tenths, *seen))
                    .await;
            }
            Op::Undo { record } => self.undo(&mut tx, *record).await,
            Op::Depart { vehicle } => self.depart(&mut tx, *vehicle).await,
            Op::Sweep => self.sweep(&mut tx).await,
            Op::Move { trip, minutes } => {
                let trip = among(&self.trips, *trip);
                let to = self.now().plus(Duration::from_secs(minutes * 60 + 3600));
                // Refused where it has left or nothing would change.
                let _ = tx
                    .move_trip(trip, to, "the road is closed", &id("a"), self.now())
                    .await;
            }
            Op::Call { trip, sure } => {
                if *sure < 4 {
                    let trip = among(&self.trips, *trip);
                    let _ = tx
                        .cancel_trip(trip, "no driver to be had", &id("a"), self.now())
                        .await;
                }
            }
        }
        tx.commit().await.unwrap();
    }

    async fn lacks(&self, tx: &mut Tx, person: &Person, trip: &TripId, stage: Stage) -> bool {
        !lacks(&self.house, tx, &person.worker, trip, stage, self.now())
            .await
            .is_empty()
    }

    /// Somebody of those whom a query finds; nobody where it finds none.
    async fn one_of(&self, tx: &mut Tx, query: &str, number: usize) -> Option<Person> {
        let found = texts(tx, query).await;
        let worker = found.get(number.checked_rem(found.len())?)?;
        let person = self
            .people
            .iter()
            .find(|person| person.worker.as_str() == worker);
        person.cloned()
    }

    /// Whether the vehicle leaves within that time, or should have left.
    async fn is_near(&self, tx: &mut Tx, vehicle: &VehicleId, before: Duration) -> bool {
        let door = tx.door(vehicle).await.unwrap().expect("a vehicle");
        door.trip.departs_at <= self.now().plus(before)
    }

    /// As the conversation does it: the rule, then the seat or the line.
    async fn submit(&mut self, tx: &mut Tx, person: usize, trip: usize) {
        let (person, trip) = (
            among(&self.people, person).clone(),
            among(&self.trips, trip).clone(),
        );
        tx.lock_worker(&person.worker).await.unwrap();
        if self.lacks(tx, &person, &trip, Stage::Hold).await {
            return self.did("refused");
        }
        let until = self.now().plus(HOLD);
        match tx
            .claim_seat(&trip, &person.worker, until, self.now())
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

    async fn confirm(&mut self, tx: &mut Tx, person: usize) {
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

    async fn answer(&mut self, tx: &mut Tx, person: usize, yes: bool) {
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

    async fn cancel(&mut self, tx: &mut Tx, person: usize) {
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

    async fn change(&mut self, tx: &mut Tx, person: usize, trip: usize) {
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
        let moved = tx
            .move_seat(&old, &trip, &person.worker, until, self.now())
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

    async fn pick(&mut self, tx: &mut Tx, person: usize, seat: usize) {
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

    async fn decide(&mut self, tx: &mut Tx, person: usize, ours: bool) {
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

    async fn serve(&mut self, tx: &mut Tx, vehicle: usize, staff: usize, duty: Duty) {
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
    async fn board(
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

    async fn undo(&mut self, tx: &mut Tx, record: usize) {
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

    async fn depart(&mut self, tx: &mut Tx, vehicle: usize) {
        let vehicle = among(&self.vehicles, vehicle).clone();
        if !self.is_near(tx, &vehicle, Duration::ZERO).await {
            return;
        }
        let left = tx.depart(&vehicle, &id("d"), self.now()).await;
        self.did(if left.is_ok() { "left" } else { "held back" });
        held_back_only(left.map(drop));
    }

    async fn sweep(&mut self, tx: &mut Tx) {
        let now = self.now();
        tx.expire_holds(50, now).await.unwrap();
        tx.expire_offers(50, now).await.unwrap();
        tx.close_lines(50, now).await.unwrap();
        tx.end_no_shows(50, now).await.unwrap();
        tx.tell_cancelled(50, now).await.unwrap();
    }
}

/// A refusal by the rules is an answer; a failure of the store is not.
fn held_back_only(done: Result<(), LeaveError>) {
    if let Err(LeaveError::Store(error)) = done {
        panic!("{error}");
    }
}

type TripRow = (&'static str, &'static [VehicleKind], bool, u64);

/// Trips: code, vehicles, whether spaced, and hours until departure.
const TRIPS: &[TripRow] = &[
    ("A", &[VehicleKind::Coach49], true, 12),
    ("B", &[VehicleKind::Coach40, VehicleKind::Coach44], true, 24),
    ("C", &[VehicleKind::Coach40], false, 36),
    ("T", &[VehicleKind::Train900], false, 44),
    ("D", &[VehicleKind::Coach44], true, 48),
];
