//! The demo holds exactly the figures of domain reference §5.

use crate::seats::house::House;
use returnline::domain::health::Certificate;
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::ticket::decode;
use returnline::domain::trip::{Mode, Stage, Traveller, TripState, Unmet, unmet};
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::trip::TripSummary;
use returnline::store::{Store, Tx};

async fn demo() -> (House, Store) {
    let house = House::on_sqlite().await;
    let store = load(&house).await;
    (house, store)
}

async fn load(house: &House) -> Store {
    let summary = load_demo(&house.store).await.unwrap();
    let vehicles = (summary.coaches, summary.trains, summary.workers);
    assert_eq!(vehicles, (23, 2, 492));
    assert_eq!(summary.wishes, 117);
    let others = (summary.trips, summary.employers, summary.staff);
    assert_eq!(others, (12, 28, 8));
    house.store.clone()
}

fn seated(trip: &TripSummary) -> i64 {
    trip.reserved + trip.confirmed
}

/// Workers per vehicle of a trip.
async fn loads(tx: &mut Tx, trip: &TripSummary) -> Vec<usize> {
    let map = tx.seat_map(&trip.trip.id).await.unwrap();
    map.iter()
        .map(|v| v.seats.iter().filter(|s| s.worker.is_some()).count())
        .collect()
}

#[tokio::test]
async fn the_demo_seats_492_workers_on_23_coaches_as_the_bulletin_says() {
    let (_house, store) = demo().await;
    has_the_bulletins_figures(&store).await;
}

#[tokio::test]
async fn the_demo_has_the_same_figures_on_postgres() {
    if let Some(house) = House::on_postgres().await {
        let store = load(&house).await;
        has_the_bulletins_figures(&store).await;
    }
}

async fn has_the_bulletins_figures(store: &Store) {
    let mut tx = store.read().await.unwrap();
    let trips = tx.trips().await.unwrap();
    let by_county = |district: &str, mode: Mode| -> Vec<&TripSummary> {
        trips
            .iter()
            .filter(|t| t.trip.district.to_string() == district && t.trip.mode == mode)
            .collect()
    };
    for (district, coaches, workers) in [
        ("330324", 12, 240),
        ("330302", 6, 22 + 118),
        ("330304", 1, 28),
        ("330326", 4, 84),
    ] {
        let trips = by_county(district, Mode::Coach);
        let vehicles: i64 = trips.iter().map(|t| t.vehicles).sum();
        let seated: i64 = trips.iter().map(|t| seated(t)).sum();
        assert_eq!((vehicles, seated), (coaches, workers), "{district}");
    }
    let trains = by_county("330300", Mode::Train);
    let capacity: i64 = trains.iter().map(|t| t.capacity).sum();
    assert_eq!((trains.len(), capacity), (2, 1_800));

    let trip = |code: &str| trips.iter().find(|t| t.trip.code == code).unwrap();
    assert_eq!(loads(&mut tx, trip("HH-0225")).await, [24, 24, 24, 23, 23]);
    assert_eq!(loads(&mut tx, trip("HS-0224")).await, [22]);
    assert_eq!(loads(&mut tx, trip("WN-0224")).await, [20, 20, 20]);
    assert_eq!(loads(&mut tx, trip("GY-0226")).await, [21, 21]);
    assert!(!trip("YZ-0225").trip.spaced && trip("YZ-0225").capacity == 49);
    for summary in &trips {
        assert_eq!(
            (summary.trip.state, summary.trip.fare_fen),
            (TripState::Open, 0)
        );
        assert_eq!(summary.held + summary.boarded + summary.waiting, 0);
        let from = summary.trip.departs_at.date().to_string();
        assert!(("2020-02-24"..="2020-02-26").contains(&from.as_str()));
    }
}

#[tokio::test]
async fn its_workers_are_synthetic_and_their_tickets_good() {
    let (_house, store) = demo().await;
    let mut tx = store.read().await.unwrap();
    let mut people = 0;
    let mut names = std::collections::BTreeSet::new();
    for summary in tx.trips().await.unwrap() {
        let map = tx.seat_map(&summary.trip.id).await.unwrap();
        for (vehicle, seat) in map.iter().flat_map(|v| v.seats.iter().map(move |s| (v, s))) {
            let Some(id) = &seat.worker else { continue };
            people += 1;
            let worker = tx.worker(&store, id).await.unwrap().unwrap();
            assert!(worker.resident_id.expose().starts_with("520199"));
            assert!(worker.mobile.expose().starts_with("1540000"));
            names.insert(worker.name.expose().to_owned());
            let ticket = tx.valid_ticket(id).await.unwrap().unwrap();
            let (claims, signed, signature) = decode(&ticket.payload).unwrap();
            assert!(store.keys().verify(&signed, &signature));
            assert_eq!(
                (i64::from(claims.vehicle), i64::from(claims.seat)),
                (vehicle.ordinal, seat.number)
            );
            let registration = tx.registration(&store, id).await.unwrap().unwrap();
            let employer = registration.employer.clone().unwrap();
            let confirmed = tx.roster_confirmed(id, &employer).await.unwrap();
            assert_eq!(confirmed, seat.state == SeatState::Confirmed);
            let employer = tx.employer(&employer).await.unwrap();
            let who = Traveller {
                origin: registration.origin,
                health_code: registration.health_code,
                health_observed_at: registration.health_observed_at,
                certificate: &registration.certificate,
                employer: employer.as_ref(),
                roster_confirmed: confirmed,
                waived: &[],
            };
            assert_eq!(unmet(&summary.trip, &who, Stage::Confirm, DEMO_START), []);
        }
    }
    assert_eq!((people, names.len()), (492, 492));
}

#[tokio::test]
async fn the_trains_are_for_confirmed_staff_of_listed_firms_of_ouhai_and_the_zone() {
    let (_house, store) = demo().await;
    let mut tx = store.read().await.unwrap();
    let guiyang = PlaceCode::parse("520100").unwrap();
    let trains = tx
        .departures(guiyang, Mode::Train, DEMO_START)
        .await
        .unwrap();
    assert_eq!(trains.len(), 1);
    let train = &trains[0];
    assert_eq!((train.capacity, train.free), (900, 900));
    let certificate = Certificate::Numbered {
        number: "T-1".to_owned(),
        valid_until: train.trip.departs_at.date(),
    };
    let mut open_to = Vec::new();
    for employer in tx.employers(100, 0).await.unwrap() {
        let mut who = Traveller {
            origin: guiyang,
            health_code: returnline::domain::health::HealthCode::Green,
            health_observed_at: DEMO_START,
            certificate: &certificate,
            employer: Some(&employer),
            roster_confirmed: false,
            waived: &[],
        };
        let unmet_then = unmet(&train.trip, &who, Stage::Confirm, DEMO_START);
        assert!(unmet_then.contains(&Unmet::RosterNotConfirmed));
        who.roster_confirmed = true;
        if unmet(&train.trip, &who, Stage::Confirm, DEMO_START).is_empty() {
            open_to.push(employer.name.clone());
        }
    }
    assert_eq!(
        open_to,
        ["示例企业03", "示例企业04", "示例企业05", "示例企业06"]
    );
    let kinds = tx.seat_map(&train.trip.id).await.unwrap();
    assert_eq!(kinds[0].kind, VehicleKind::Train900);
}

#[tokio::test]
async fn the_demo_loads_once_and_the_same_each_time() {
    let (_house, store) = demo().await;
    let refused = load_demo(&store).await.unwrap_err();
    assert!(refused.to_string().contains("empty"), "{refused}");
    let (_other_house, other) = demo().await;
    let mut ours = store.read().await.unwrap();
    let mut theirs = other.read().await.unwrap();
    assert_eq!(ours.trips().await.unwrap(), theirs.trips().await.unwrap());
    assert_eq!(
        ours.employers(100, 0).await.unwrap(),
        theirs.employers(100, 0).await.unwrap()
    );
    let first = ours.trips().await.unwrap().remove(0).trip.id;
    assert_eq!(
        ours.seat_map(&first).await.unwrap(),
        theirs.seat_map(&first).await.unwrap()
    );
    let found = ours.find_employers("07", 4).await.unwrap();
    assert_eq!(found[0].name, "示例企业07");
}
