//! At the coach door (bulletin P3, invariants 4, 6 and 7).

use super::house::{House, Person, coach, minutes};
use returnline::domain::boarding::{
    CrewRule, Duty, Gap, Refusal, Temperature, TicketFault, UndoReason,
};
use returnline::domain::health::HealthCode;
use returnline::domain::id::{StaffId, TripId, VehicleId};
use returnline::domain::language::Locale;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::{TripState, Unmet};
use returnline::store::Tx;
use returnline::store::boarding::{Answer, Attempt, BoardingKind, LeaveError, Shown, Undo};
use returnline::store::ticket::Ticket;

pub(super) const FORTY: &[VehicleKind] = &[VehicleKind::Coach40];

/// A trip with a rule for its crew, staff to fill it, and people with tickets.
pub(super) struct Door {
    pub(super) trip: TripId,
    pub(super) vehicle: VehicleId,
    pub(super) people: Vec<(Person, Ticket)>,
}

pub(super) fn id(login: &str) -> StaffId {
    StaffId::new(login)
}

/// A vehicle with its crew that lets people aboard.
pub(super) async fn door(house: &House, people: usize) -> Door {
    let door = door_of(house, FORTY, people).await;
    let mut tx = house.tx().await;
    full_crew(&mut tx, &door.vehicle).await;
    assert!(
        tx.open_doors(&door.vehicle, &id("c"), minutes(46 * 60))
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    door
}

pub(super) async fn full_crew(tx: &mut Tx, vehicle: &VehicleId) {
    for (who, duty) in [
        ("a", Duty::Driver),
        ("b", Duty::Driver),
        ("c", Duty::Medic),
        ("d", Duty::Official),
    ] {
        tx.put_on_crew(vehicle, &id(who), duty, &id("e"), super::house::NOW)
            .await
            .unwrap();
    }
}

pub(super) async fn door_of(house: &House, vehicles: &[VehicleKind], people: usize) -> Door {
    let mut new = coach("HS-1", vehicles, false);
    new.requirements.crew = Some(CrewRule::FULL);
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, super::house::NOW).await.unwrap();
    for login in ["a", "b", "c", "d", "e"] {
        tx.insert_staff(&crew(login), None, super::house::NOW)
            .await
            .unwrap();
    }
    let vehicle = tx.seat_map(&trip).await.unwrap()[0].vehicle.clone();
    tx.commit().await.unwrap();
    let mut ticketed = Vec::new();
    for person in house.people(0..people).await {
        let seat = house.seat(&trip, &person, super::house::NOW).await;
        let mut tx = house.tx().await;
        let ticket = tx
            .issue_ticket(&house.store, &seat, &person.worker, super::house::NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        ticketed.push((person, ticket));
    }
    Door {
        trip,
        vehicle,
        people: ticketed,
    }
}

impl Door {
    /// Somebody with a cool head showing their QR.
    fn attempt(&self, record: &str, shown: Shown) -> Attempt {
        Attempt {
            id: record.into(),
            vehicle: self.vehicle.clone(),
            shown,
            temperature: Temperature::from_tenths(365).ok(),
            code_seen: None,
            device: "phone 1".into(),
            staff: id("c"),
            happened_at: minutes(47 * 60),
            offline: false,
        }
    }

    pub(super) fn scan(&self, record: &str, person: usize) -> Attempt {
        self.attempt(record, Shown::Qr(self.people[person].1.payload.clone()))
    }

    fn undo(&self, record: &str, of: &str) -> Undo {
        Undo {
            id: record.into(),
            record: of.into(),
            vehicle: self.vehicle.clone(),
            why: UndoReason::Mistake,
            device: "phone 1".into(),
            staff: id("c"),
            happened_at: minutes(47 * 60),
            offline: false,
        }
    }
}

pub(super) async fn board(house: &House, attempt: &Attempt) -> Answer {
    let mut tx = house.tx().await;
    let answer = tx
        .board(&house.store, attempt, minutes(47 * 60))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    answer
}

pub(super) async fn state(house: &House, person: &Person) -> Option<SeatState> {
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&person.worker).await.unwrap();
    seat.map(|seat| seat.state)
}

pub(super) fn turned_away(answer: &Answer, why: &[Refusal]) {
    assert_eq!(answer.kind, BoardingKind::Refused);
    assert_eq!(answer.reasons, why);
}

pub async fn a_ticket_boards_by_scan_or_by_code_and_once(house: &House) {
    let door = door(house, 2).await;
    let answer = board(house, &door.scan("r1", 0)).await;
    assert_eq!(
        (answer.kind, answer.reasons.len()),
        (BoardingKind::Boarded, 0)
    );
    assert_eq!(
        state(house, &door.people[0].0).await,
        Some(SeatState::Boarded)
    );
    // The same record sent again: a phone that lost the answer.
    assert_eq!(board(house, &door.scan("r1", 0)).await, answer);
    let again = board(house, &door.scan("r2", 0)).await;
    turned_away(&again, &[Refusal::Ticket(TicketFault::AlreadyBoarded)]);

    let typed = door.people[1].1.code.to_lowercase().replace('-', " ");
    let answer = board(house, &door.attempt("r3", Shown::Code(typed))).await;
    assert_eq!(answer.kind, BoardingKind::Boarded);
    let mut tx = house.tx().await;
    let manifest = tx
        .manifest(&door.vehicle, minutes(47 * 60))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(manifest.passengers.len(), 2);
    assert!(
        manifest
            .passengers
            .iter()
            .all(|p| p.state == SeatState::Boarded)
    );
    assert_eq!(manifest.records.len(), 3);
    let (person, _) = &door.people[0];
    let tail = &manifest.passengers[0].id_tail;
    assert!(
        person.id.ends_with(tail.as_str()) && tail.len() == 4,
        "{tail}"
    );
}

pub async fn forged_revoked_and_foreign_tickets_are_refused(house: &House) {
    let door = door_of(house, &[VehicleKind::Coach40, VehicleKind::Coach40], 2).await;
    let good = door.people[0].1.payload.clone();
    // A ticket somebody altered: its seat, say.
    let at = good.len() - 110;
    let other = if &good[at..=at] == "A" { "B" } else { "A" };
    let altered = format!("{}{other}{}", &good[..at], &good[at + 1..]);
    for (n, text) in [
        altered,
        "RL1:".into(),
        "https://example.com".into(),
        String::new(),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = board(house, &door.attempt(&format!("f{n}"), Shown::Qr(text))).await;
        turned_away(&answer, &[Refusal::Ticket(TicketFault::Forged)]);
        assert_eq!(answer.seat, None);
    }
    let unknown = door.attempt("f9", Shown::Code("0000-0000".into()));
    turned_away(
        &board(house, &unknown).await,
        &[Refusal::Ticket(TicketFault::Forged)],
    );

    let mut tx = house.tx().await;
    let vehicles = tx.seat_map(&door.trip).await.unwrap();
    drop(tx);
    let mut elsewhere = door.scan("w1", 0);
    elsewhere.vehicle = vehicles[1].vehicle.clone();
    let answer = board(house, &elsewhere).await;
    turned_away(&answer, &[Refusal::Ticket(TicketFault::OtherVehicle)]);

    let (person, old) = &door.people[1];
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&person.worker).await.unwrap().unwrap();
    tx.issue_ticket(&house.store, &seat, &person.worker, minutes(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let answer = board(house, &door.attempt("o1", Shown::Qr(old.payload.clone()))).await;
    turned_away(&answer, &[Refusal::Ticket(TicketFault::Revoked)]);
}

pub async fn invariant_7_refuses_37_4_and_boards_at_37_3(house: &House) {
    let door = door(house, 1).await;
    let mut attempt = door.scan("r1", 0);
    attempt.temperature = Temperature::from_tenths(374).ok();
    turned_away(&board(house, &attempt).await, &[Refusal::Hot]);
    attempt.id = "r2".into();
    attempt.temperature = None;
    turned_away(&board(house, &attempt).await, &[Refusal::NotMeasured]);
    attempt.id = "r3".into();
    attempt.temperature = Temperature::from_tenths(373).ok();
    assert_eq!(board(house, &attempt).await.kind, BoardingKind::Boarded);
}

pub async fn invariant_4_refuses_green_to_yellow_overnight(house: &House) {
    let door = door(house, 2).await;
    let mut attempt = door.scan("r1", 0);
    attempt.code_seen = Some(HealthCode::Yellow);
    let yellow = [Refusal::Unmet(Unmet::CodeNotGreen)];
    turned_away(&board(house, &attempt).await, &yellow);
    // What was seen is known from then on, also without another look.
    let mut again = door.scan("r2", 0);
    turned_away(&board(house, &again).await, &yellow);
    again.id = "r3".into();
    again.code_seen = Some(HealthCode::Green);
    assert_eq!(board(house, &again).await.kind, BoardingKind::Boarded);

    let mut tx = house.tx().await;
    tx.set_health(&door.people[1].0.worker, HealthCode::Red, minutes(60))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    turned_away(&board(house, &door.scan("r4", 1)).await, &yellow);
}

pub async fn a_boarding_is_taken_back_once(house: &House) {
    let door = door(house, 1).await;
    let person = &door.people[0].0;
    let before = state(house, person).await;
    board(house, &door.scan("r1", 0)).await;
    let mut tx = house.tx().await;
    let now = minutes(47 * 60);
    assert!(tx.undo_boarding(&door.undo("u1", "r1"), now).await.unwrap());
    assert!(
        tx.undo_boarding(&door.undo("u1", "r1"), now).await.unwrap(),
        "sent again"
    );
    assert!(!tx.undo_boarding(&door.undo("u2", "r1"), now).await.unwrap());
    assert!(
        !tx.undo_boarding(&door.undo("u3", "nothing"), now)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    assert_eq!(state(house, person).await, before);
    assert_eq!(
        board(house, &door.scan("r2", 0)).await.kind,
        BoardingKind::Boarded
    );
}

pub async fn two_offline_devices_with_one_ticket_are_in_conflict(house: &House) {
    let door = door(house, 1).await;
    let mut first = door.scan("r1", 0);
    let mut second = door.scan("r2", 0);
    (first.offline, second.offline) = (true, true);
    second.device = "phone 2".into();
    assert_eq!(board(house, &first).await.conflicts_with, None);
    // The first phone read it twice, which is no conflict.
    let mut twice = door.scan("r3", 0);
    twice.offline = true;
    assert_eq!(board(house, &twice).await.conflicts_with, None);
    let answer = board(house, &second).await;
    assert_eq!(answer.kind, BoardingKind::Boarded);
    assert_eq!(answer.conflicts_with.as_deref(), Some("r1"));
    let mut tx = house.tx().await;
    let manifest = tx
        .manifest(&door.vehicle, minutes(47 * 60))
        .await
        .unwrap()
        .unwrap();
    let told = |record: &str| {
        let found = manifest.records.iter().find(|one| one.id == record);
        found.unwrap().conflicts_with.clone()
    };
    assert_eq!(
        (told("r1"), told("r2")),
        (Some("r2".into()), Some("r1".into()))
    );
    // Settled by taking one back: they stay aboard by the other.
    tx.undo_boarding(&door.undo("u1", "r1"), minutes(47 * 60))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let seat = state(house, &door.people[0].0).await;
    assert_eq!(seat, Some(SeatState::Boarded));
}

pub async fn invariant_6_leaves_with_four_people_and_supplies_and_closes_no_shows(house: &House) {
    let door = door(house, 2).await;
    let now = minutes(48 * 60);
    board(house, &door.scan("r1", 0)).await;
    let mut tx = house.tx().await;
    tx.take_off_crew(&door.vehicle, &id("b"), &id("e"), now)
        .await
        .unwrap();
    let lacks = tx.depart(&door.vehicle, &id("d"), now).await;
    let Err(LeaveError::Lacks(lacks)) = lacks else {
        panic!("{lacks:?}")
    };
    let driver = Gap::Crew {
        duty: Duty::Driver,
        missing: 1,
    };
    assert_eq!(lacks, [driver, Gap::Supplies], "P3: one driver is too few");
    tx.put_on_crew(&door.vehicle, &id("b"), Duty::Driver, &id("e"), now)
        .await
        .unwrap();
    tx.check_supplies(&door.vehicle, true, &id("d"), now)
        .await
        .unwrap();
    let left = tx.depart(&door.vehicle, &id("d"), now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        (left.aboard, left.no_shows.len(), left.trip_departed),
        (1, 1, true)
    );
    assert_eq!(state(house, &door.people[1].0).await, None);
    let mut tx = house.tx().await;
    let trip = tx.trip(&door.trip).await.unwrap().unwrap();
    assert_eq!(trip.state, TripState::Departed);
    let again = tx.depart(&door.vehicle, &id("d"), now).await;
    assert!(matches!(again, Err(LeaveError::NotHere)));
    let late = tx.board(&house.store, &door.scan("r9", 1), now).await;
    assert!(late.is_err(), "the vehicle has left");
    drop(tx);
    let mut tx = house.tx().await;
    assert!(
        tx.arrive(&door.vehicle, &id("d"), minutes(60 * 60))
            .await
            .unwrap()
    );
    assert!(
        !tx.arrive(&door.vehicle, &id("d"), minutes(60 * 60))
            .await
            .unwrap()
    );
    let trip = tx.trip(&door.trip).await.unwrap().unwrap();
    assert_eq!(trip.state, TripState::Arrived);
    let registration = tx
        .registration(&house.store, &door.people[0].0.worker)
        .await;
    assert_eq!(registration.unwrap().unwrap().state.as_str(), "arrived");
}

pub(super) fn crew(login: &str) -> Staff {
    Staff {
        id: id(login),
        login: login.into(),
        name: login.into(),
        role: Role::Crew,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    }
}
