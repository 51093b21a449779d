//! The town: a firm with its people, trips that leave one after the other, crews, and what each of them does.

mod crews;
mod people;

use super::super::claims_train::{LISTED, confirm_everybody, firm};
use super::super::door::{crew, id};
use super::super::eligible::lacks;
use super::super::house::{House, NOW, Person, coach, place};
use super::ops::Op;
use crate::kit::databases::{number, sql, texts};
use crews::held_back_only;
use returnline::domain::boarding::{CrewRule, Duty};
use returnline::domain::id::{EmployerId, StaffId, TripId, VehicleId};
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, Stage};
use returnline::store::Tx;
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
/// Four for each vehicle, and a dozen to spare.
const STAFF: &[&str] = &[
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9",
];
/// Those who come in at the end, for vehicles that still lack somebody: four for each.
const RESERVE: &[&str] = &[
    "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "s0", "s1", "s2", "s3", "s4", "s5",
    "s6", "s7", "s8", "s9", "t0", "t1", "t2", "t3",
];
/// Who serves on a vehicle before anybody changes anything (bulletin P3).
const CREW: &[Duty] = &[Duty::Driver, Duty::Driver, Duty::Medic, Duty::Official];

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
        for login in STAFF.iter().chain(RESERVE) {
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
        // Drawing lots alone would hardly ever bring a whole crew together, and nobody would board.
        for (vehicle, crew) in vehicles.iter().zip(STAFF.chunks(CREW.len())) {
            for (login, duty) in crew.iter().zip(CREW) {
                let (member, by) = (id(login), id("a"));
                let put = tx.put_on_crew(vehicle, &member, *duty, &by, NOW);
                put.await.unwrap();
            }
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
                let now = tx.trip(trip).await.unwrap().expect("a trip").departs_at;
                let later = now.plus(Duration::from_secs(minutes * 60));
                let to = later.minus(Duration::from_secs(45 * 60));
                // Refused where it has left or nothing would change.
                let _ = tx
                    .move_trip(trip, to, "the road is closed", &id("a"), self.now())
                    .await;
            }
            Op::Call { trip, sure } => {
                if *sure < 2 {
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
