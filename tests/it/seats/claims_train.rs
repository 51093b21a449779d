//! The charter trains with everybody asking at once (bulletin P1, invariants 1, 3 and 5).

use super::eligible::lacks;
use super::house::{House, NOW, Person, coach, minutes, place};
use crate::kit::databases::number;
use returnline::domain::employer::Listing;
use returnline::domain::id::{EmployerId, StaffId, TripId};
use returnline::domain::language::Locale;
use returnline::domain::seat::VehicleKind;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::{Mode, Requirements, Stage};
use returnline::store::employer::NewEmployer;
use returnline::store::seat::Claim;
use std::collections::BTreeSet;

/// Seats of the two trains.
const PLACES: usize = 1_800;

pub const LISTED: Listing = Listing::Yes {
    from: None,
    until: None,
};

/// Two charter trains of 900, free of charge, for listed employers whose HR has confirmed its people.
pub async fn trains(house: &House) -> TripId {
    let mut new = coach("T-1", &[VehicleKind::Train900; 2], false);
    new.mode = Mode::Train;
    new.requirements = Requirements {
        certificate: true,
        listed_employer: true,
        roster_confirmed: true,
        districts: vec![place("330304")],
        zones: vec!["浙南产业集聚区".to_owned()],
        ..Requirements::default()
    };
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    trip
}

pub async fn firm(
    house: &House,
    listing: Listing,
    district: &str,
    zone: Option<&str>,
) -> EmployerId {
    let mut tx = house.tx().await;
    let name = format!("示例企业 {listing:?} {district} {zone:?}");
    let new = NewEmployer {
        link_code: blake3::hash(name.as_bytes()).to_hex()[..12].to_owned(),
        name,
        district: place(district),
        zone: zone.map(str::to_owned),
        listing,
        source: "made up".to_owned(),
    };
    let id = tx.insert_employer(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// People who have registered for a firm.
pub async fn staff_of(
    house: &House,
    firm: &EmployerId,
    numbers: std::ops::Range<usize>,
) -> Vec<Person> {
    let mut tx = house.tx().await;
    let mut people = Vec::new();
    for number in numbers {
        people.push(house.register(&mut tx, number, Some(firm.clone())).await);
    }
    tx.commit().await.unwrap();
    people
}

/// The firm's HR confirms everybody who claims to work there.
pub async fn confirm_everybody(house: &House, firm: &EmployerId) -> i64 {
    let hr = Staff {
        id: StaffId::new("hr"),
        login: "hr".into(),
        name: "hr".into(),
        role: Role::Hr,
        employer: Some(firm.clone()),
        district: None,
        locale: Locale::ZhHans,
    };
    let mut tx = house.tx().await;
    tx.insert_staff(&hr, None, NOW).await.unwrap();
    let confirmed = tx.confirm_claims(firm, NOW, &hr.id, NOW).await.unwrap();
    tx.commit().await.unwrap();
    confirmed
}

/// What the conversation does when somebody submits: the rule, the seat or the line, the confirmation, the ticket, all
/// in one transaction. The place in line, if that is what they got.
async fn submit(house: &House, trip: &TripId, person: &Person) -> Option<i64> {
    let mut tx = house.tx().await;
    let worker = &person.worker;
    tx.lock_worker(worker).await.unwrap();
    assert_eq!(
        lacks(house, &mut tx, worker, trip, Stage::Hold, NOW).await,
        []
    );
    let wished = tx.trip(trip).await.unwrap().expect("a trip");
    let claim = tx
        .claim_seat(&wished, worker, minutes(10), NOW)
        .await
        .unwrap();
    let place = match claim {
        Claim::Held(seat) => {
            assert!(tx.reserve_seat(&seat.seat, worker, NOW).await.unwrap());
            assert_eq!(
                lacks(house, &mut tx, worker, trip, Stage::Confirm, NOW).await,
                []
            );
            assert!(tx.confirm_seat(&seat.seat, worker, NOW).await.unwrap());
            tx.issue_ticket(&house.store, &seat, worker, NOW)
                .await
                .unwrap();
            None
        }
        Claim::Full => {
            let waiting = tx.join_waitlist(trip, worker, &person.chat, NOW).await;
            Some(waiting.unwrap().place)
        }
        Claim::AlreadySeated(_) => panic!("nobody has a seat yet"),
    };
    tx.commit().await.unwrap();
    place
}

/// Acceptance: 2,000 claims at once for the 1,800 train places.
pub async fn two_thousand_at_once_for_1_800_places(house: &House) {
    let trip = trains(house).await;
    let firm = firm(house, LISTED, "330304", None).await;
    let people = staff_of(house, &firm, 0..2_000).await;
    assert_eq!(confirm_everybody(house, &firm).await, 2_000);

    let asked = people.iter().map(|person| submit(house, &trip, person));
    let drawn: Vec<_> = futures::future::join_all(asked)
        .await
        .into_iter()
        .flatten()
        .collect();
    let places: BTreeSet<i64> = drawn.iter().copied().collect();
    assert_eq!(
        (drawn.len(), places),
        (200, (1..=200).collect()),
        "200 in line, no place twice"
    );

    let mut tx = house.store.read().await.unwrap();
    let places = i64::try_from(PLACES).unwrap();
    for (query, expected) in [
        (
            "SELECT COUNT(*) FROM seat WHERE state = 'confirmed'",
            places,
        ),
        ("SELECT COUNT(DISTINCT worker_id) FROM seat", places),
        (
            "SELECT COUNT(*) FROM seat WHERE state NOT IN ('confirmed', 'free') OR (state = 'free' AND sellable)",
            0,
        ),
        (
            "SELECT COUNT(DISTINCT worker_id) FROM ticket WHERE revoked_at IS NULL",
            places,
        ),
        ("SELECT COUNT(*) FROM ticket", places),
        (
            "SELECT COUNT(*) FROM seat WHERE worker_id IS NOT NULL AND claimed_at IS NOT NULL",
            places,
        ),
        (
            "SELECT COUNT(DISTINCT worker_id) FROM waitlist WHERE state = 'waiting'",
            200,
        ),
        ("SELECT COUNT(*) FROM waitlist", 200),
        (
            "SELECT COUNT(*) FROM waitlist w JOIN seat s ON s.worker_id = w.worker_id",
            0,
        ),
    ] {
        assert_eq!(number(&mut tx, query).await, expected, "{query}");
    }
}

/// P1: with 1,800 places, claim 1,801 is waitlisted.
pub async fn p1_claim_1801_is_waitlisted(house: &House) {
    let trip = trains(house).await;
    let firm = firm(house, LISTED, "330304", None).await;
    let people = staff_of(house, &firm, 0..PLACES + 1).await;
    confirm_everybody(house, &firm).await;
    for hundred in people[..PLACES].chunks(100) {
        let mut tx = house.tx().await;
        let wished = tx.trip(&trip).await.unwrap().expect("a trip");
        for person in hundred {
            let claim = tx
                .claim_seat(&wished, &person.worker, minutes(10), NOW)
                .await;
            assert!(matches!(claim, Ok(Claim::Held(_))), "{claim:?}");
        }
        tx.commit().await.unwrap();
    }
    assert_eq!(submit(house, &trip, &people[PLACES]).await, Some(1));
    let mut tx = house.store.read().await.unwrap();
    let summary = &tx.trips().await.unwrap()[0];
    assert_eq!(
        (summary.capacity, summary.free, summary.waiting),
        (1_800, 0, 1)
    );
}
