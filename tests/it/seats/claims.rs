//! Taking, keeping and losing a seat (bulletin P4; invariants 1 to 3).

use super::house::{House, NOW, Person, coach, minutes};
use returnline::domain::id::TripId;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::trip::{Mode, TripState};
use returnline::store::seat::{Claim, SeatExit};
use returnline::store::trip::VehicleSeats;
use returnline::store::waitlist::WaitState;
use std::collections::BTreeSet;

/// Claims, and joins the line when there is nothing to be had; the number drawn, if any.
async fn claim_or_wait(house: &House, trip: &TripId, person: &Person) -> Option<i64> {
    let mut tx = house.tx().await;
    let wished = tx.trip(trip).await.unwrap().expect("a trip");
    let claim = tx
        .claim_seat(&wished, &person.worker, minutes(10), NOW)
        .await
        .unwrap();
    let place = match claim {
        Claim::Held(_) => None,
        Claim::Full => {
            let waiting = tx
                .join_waitlist(trip, &person.worker, &person.chat, NOW)
                .await
                .unwrap();
            assert_eq!(waiting.state, WaitState::Waiting);
            Some(waiting.place)
        }
        Claim::AlreadySeated(_) => panic!("nobody has a seat yet"),
    };
    tx.commit().await.unwrap();
    place
}

pub fn neighbours(map: &[VehicleSeats]) -> usize {
    let taken = |v: &VehicleSeats| -> Vec<(i64, i64)> {
        let taken = v.seats.iter().filter(|s| s.state != SeatState::Free);
        taken.map(|s| (s.block, s.column)).collect()
    };
    map.iter()
        .map(taken)
        .map(|seats| {
            seats
                .iter()
                .filter(|(block, column)| seats.contains(&(*block, column + 1)))
                .count()
        })
        .sum()
}

/// Acceptance 3, invariants 1 and 2: 100 requests at once for a spaced coach of 40 → 20 seats, 80 in line.
pub async fn invariant_1_a_hundred_at_once_for_twenty_seats(house: &House) {
    let trip = house.coaches("HS-1", &[VehicleKind::Coach40], true).await;
    let people = house.people(0..100).await;
    let places = futures::future::join_all(
        people
            .iter()
            .map(|person| claim_or_wait(house, &trip, person)),
    )
    .await;
    let places: BTreeSet<i64> = places.into_iter().flatten().collect();
    assert_eq!(places, (1..=80).collect(), "80 in line, in one order");

    let mut tx = house.store.read().await.unwrap();
    let map = tx.seat_map(&trip).await.unwrap();
    let taken = map[0]
        .seats
        .iter()
        .filter(|s| s.state == SeatState::Held)
        .count();
    assert_eq!((taken, neighbours(&map)), (20, 0));
    for person in &people {
        let seat = tx.active_seat(&person.worker).await.unwrap();
        let waiting = tx.waiting(&person.worker).await.unwrap();
        assert!(seat.is_some() != waiting.is_some());
        if let Some(waiting) = waiting {
            assert_eq!(waiting.ahead, waiting.place - 1);
        }
    }
    let summary = &tx.trips().await.unwrap()[0];
    assert_eq!(
        (
            summary.capacity,
            summary.free,
            summary.held,
            summary.waiting
        ),
        (20, 0, 20, 80)
    );
}

/// Invariant 3, with eight chats of one person on two trips at once.
pub async fn invariant_3_one_active_seat_a_worker(house: &House) {
    let trips = [
        house.coaches("HS-1", &[VehicleKind::Coach40], true).await,
        house.coaches("HS-2", &[VehicleKind::Coach44], true).await,
    ];
    let person = house.person(1).await;
    let claims =
        futures::future::join_all((0..8).map(|n| house.claim(&trips[n % 2], &person, NOW))).await;
    let mut seats = BTreeSet::new();
    let mut held = 0;
    for claim in claims {
        match claim {
            Claim::Held(seat) => {
                held += 1;
                seats.insert(seat.seat);
            }
            Claim::AlreadySeated(seat) => {
                seats.insert(seat.seat);
            }
            Claim::Full => panic!("both trips are empty"),
        }
    }
    assert_eq!((held, seats.len()), (1, 1));
}

pub async fn a_hold_runs_out(house: &House) {
    let trip = house.small_coach("HS-1", 1).await;
    let people = house.people(0..2).await;
    let Claim::Held(seat) = house.claim(&trip, &people[0], NOW).await else {
        panic!("the seat is free")
    };
    assert_eq!(seat.held_until, Some(minutes(10)));

    let mut tx = house.tx().await;
    assert_eq!(tx.expire_holds(10, minutes(9)).await.unwrap(), []);
    assert!(
        !tx.reserve_seat(&seat.seat, &people[0].worker, minutes(10))
            .await
            .unwrap(),
        "too late"
    );
    tx.commit().await.unwrap();
    assert_eq!(
        house.claim(&trip, &people[1], minutes(9)).await,
        Claim::Full
    );

    let mut tx = house.tx().await;
    let expired = tx.expire_holds(10, minutes(10)).await.unwrap();
    assert_eq!(expired.len(), 1);
    assert_eq!(expired[0].worker, people[0].worker);
    assert_eq!(tx.active_seat(&people[0].worker).await.unwrap(), None);
    tx.commit().await.unwrap();
    let again = house.claim(&trip, &people[1], minutes(10)).await;
    assert!(matches!(again, Claim::Held(s) if s.seat == seat.seat));
}

pub async fn a_hold_that_ran_out_does_not_stand_in_the_way(house: &House) {
    let (first, second) = (
        house.small_coach("HS-1", 1).await,
        house.small_coach("HS-2", 1).await,
    );
    let person = house.person(1).await;
    house.claim(&first, &person, NOW).await;
    assert!(matches!(
        house.claim(&second, &person, minutes(9)).await,
        Claim::AlreadySeated(_)
    ));
    let Claim::Held(seat) = house.claim(&second, &person, minutes(11)).await else {
        panic!("the old hold is over")
    };
    assert_eq!(seat.trip.id, second);
    let mut tx = house.store.read().await.unwrap();
    assert!(
        tx.seat_map(&first).await.unwrap()[0]
            .seats
            .iter()
            .all(|s| s.state == SeatState::Free)
    );
}

pub async fn a_seat_goes_from_held_to_confirmed_and_back(house: &House) {
    let trip = house.small_coach("HS-1", 2).await;
    let people = house.people(0..2).await;
    let seat = house.seat(&trip, &people[0], NOW).await;
    assert_eq!(
        (
            seat.state,
            seat.held_until,
            seat.vehicle_ordinal,
            seat.seat_number
        ),
        (SeatState::Reserved, None, 1, 1)
    );
    assert_eq!(
        (seat.seat_label.as_str(), seat.vehicle_label.as_str()),
        ("1A", "HS-1/1")
    );
    let mut tx = house.tx().await;
    let (worker, other) = (&people[0].worker, &people[1].worker);
    assert!(
        !tx.confirm_seat(&seat.seat, other, NOW).await.unwrap(),
        "not theirs"
    );
    assert!(tx.confirm_seat(&seat.seat, worker, NOW).await.unwrap());
    assert!(
        !tx.confirm_seat(&seat.seat, worker, NOW).await.unwrap(),
        "once"
    );
    assert_eq!(tx.expire_holds(10, minutes(600)).await.unwrap(), []);
    let cancelled = SeatExit::Cancelled;
    assert!(
        !tx.release_seat(&seat.seat, other, cancelled, NOW)
            .await
            .unwrap()
    );
    assert!(
        tx.release_seat(&seat.seat, worker, cancelled, NOW)
            .await
            .unwrap()
    );
    assert!(
        !tx.release_seat(&seat.seat, worker, cancelled, NOW)
            .await
            .unwrap()
    );
    assert_eq!(tx.active_seat(worker).await.unwrap(), None);
    tx.commit().await.unwrap();
}

pub async fn nothing_is_sold_on_a_closed_trip(house: &House) {
    let mut draft = coach("HS-1", &[VehicleKind::Coach40], true);
    draft.state = TripState::Draft;
    let mut tx = house.tx().await;
    let draft = tx.insert_trip(&draft, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let open = house.small_coach("HS-2", 1).await;
    let person = house.person(1).await;
    assert_eq!(house.claim(&draft, &person, NOW).await, Claim::Full);
    let departure = minutes(48 * 60);
    assert_eq!(house.claim(&open, &person, departure).await, Claim::Full);
    let mut tx = house.tx().await;
    let refused = tx
        .join_waitlist(&draft, &person.worker, &person.chat, NOW)
        .await;
    assert!(refused.is_err());
    drop(tx);
    let mut tx = house.store.read().await.unwrap();
    let from = super::house::place("341002");
    let open = tx.departures(from, Mode::Coach, NOW).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].capacity, open[0].free, open[0].waiting), (1, 1, 0));
    assert_eq!(
        tx.departures(from, Mode::Coach, departure).await.unwrap(),
        []
    );
    assert_eq!(tx.departures(from, Mode::Train, NOW).await.unwrap(), []);
    let elsewhere = super::house::place("520100");
    assert_eq!(
        tx.departures(elsewhere, Mode::Coach, NOW).await.unwrap(),
        []
    );
}

/// Bulletin P4: seats are given coach by coach in turn; a train fills from the first carriage on.
pub async fn coaches_take_turns_and_trains_fill_by_carriage(house: &House) {
    let coaches = house
        .coaches("HH-1", &[VehicleKind::Coach49; 3], true)
        .await;
    let people = house.people(0..5).await;
    let mut given = Vec::new();
    for person in &people[..4] {
        let seat = house.seat(&coaches, person, NOW).await;
        given.push((seat.vehicle_ordinal, seat.seat_label));
    }
    let given: Vec<_> = given.iter().map(|(v, s)| (*v, s.as_str())).collect();
    assert_eq!(given, [(1, "1A"), (2, "1A"), (3, "1A"), (1, "1C")]);

    let mut train = coach("T-1", &[VehicleKind::Train900; 2], false);
    train.mode = Mode::Train;
    let mut tx = house.tx().await;
    let train = tx.insert_trip(&train, NOW).await.unwrap();
    let map = tx.seat_map(&train).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(map.iter().map(|v| v.seats.len()).sum::<usize>(), 1_800);
    let seat = house.seat(&train, &people[4], NOW).await;
    assert_eq!(
        (seat.vehicle_ordinal, seat.seat_label.as_str()),
        (1, "01-01A")
    );
}
