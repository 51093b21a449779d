//! The examples of the domain reference, P1 to P4, as they are stored and asked of the store.

use super::claims::neighbours;
use super::claims_train::{LISTED, firm, staff_of, trains};
use super::eligible::lacks;
use super::house::{House, NOW, Person, coach, submission};
use chrono::NaiveDate;
use returnline::domain::boarding::{CrewRule, Duty, Gap};
use returnline::domain::employer::Listing;
use returnline::domain::health::Certificate;
use returnline::domain::id::{EmployerId, StaffId, TripId, VehicleId};
use returnline::domain::language::Locale;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::{Stage, Unmet};
use returnline::store::boarding::LeaveError;

async fn held_against(house: &House, person: &Person, trip: &TripId, stage: Stage) -> Vec<Unmet> {
    let mut tx = house.store.read().await.unwrap();
    lacks(house, &mut tx, &person.worker, trip, stage, NOW).await
}

async fn one_of(house: &House, firm: &EmployerId, number: usize) -> Person {
    staff_of(house, firm, number..number + 1).await.remove(0)
}

pub async fn p1_a_firm_that_is_not_listed_is_refused(house: &House) {
    let trip = trains(house).await;
    let unlisted = firm(house, Listing::No, "330304", None).await;
    let over = Listing::Yes {
        from: None,
        until: Some(NOW),
    };
    let over = firm(house, over, "330304", None).await;
    for (number, firm) in [unlisted, over].iter().enumerate() {
        let person = one_of(house, firm, number).await;
        let why = held_against(house, &person, &trip, Stage::Hold).await;
        assert_eq!(why, [Unmet::EmployerNotListed]);
    }
    let nobody = house.person(2).await;
    let why = held_against(house, &nobody, &trip, Stage::Hold).await;
    assert_eq!(why, [Unmet::EmployerMissing]);
}

pub async fn p1_listed_firms_of_ouhai_and_of_the_zone_are_served_free(house: &House) {
    let trip = trains(house).await;
    let ouhai = firm(house, LISTED, "330304", None).await;
    let zone = firm(house, LISTED, "330303", Some("浙南产业集聚区")).await;
    for (number, firm) in [ouhai, zone].iter().enumerate() {
        let person = one_of(house, firm, number).await;
        assert_eq!(held_against(house, &person, &trip, Stage::Hold).await, []);
    }
    let elsewhere = firm(house, LISTED, "330302", None).await;
    let person = one_of(house, &elsewhere, 2).await;
    let why = held_against(house, &person, &trip, Stage::Hold).await;
    assert_eq!(why, [Unmet::EmployerElsewhere]);
    let mut tx = house.store.read().await.unwrap();
    assert_eq!(tx.trip(&trip).await.unwrap().unwrap().fare_fen, 0);
}

/// A worker whose certificate is valid through a day, for a trip that leaves on 25 February at eight.
async fn with_certificate(house: &House, day: u32) -> Vec<Vec<Unmet>> {
    let trip = house.small_coach("HS-1", 5).await;
    let person = house.person(1).await;
    let mut answers = submission(1, None);
    answers.certificate = Certificate::Numbered {
        number: "T-1234".to_owned(),
        valid_until: NaiveDate::from_ymd_opt(2020, 2, day).unwrap(),
    };
    let mut tx = house.tx().await;
    let (worker, chat) = (&person.worker, &person.chat);
    tx.save_registration(&house.store, worker, chat, &answers, NOW)
        .await
        .unwrap();
    let departs = tx.trip(&trip).await.unwrap().unwrap().departs_at;
    assert_eq!(
        departs.date(),
        NaiveDate::from_ymd_opt(2020, 2, 25).unwrap()
    );
    tx.commit().await.unwrap();
    let mut found = Vec::new();
    for stage in [Stage::Hold, Stage::Confirm, Stage::Board] {
        found.push(held_against(house, &person, &trip, stage).await);
    }
    found
}

pub async fn p2_certificate_valid_through_the_day_before_is_refused(house: &House) {
    let why = with_certificate(house, 24).await;
    assert_eq!(why, vec![vec![Unmet::CertificateExpires]; 3]);
}

pub async fn p2_certificate_valid_through_departure_day_is_accepted(house: &House) {
    assert_eq!(with_certificate(house, 25).await, vec![vec![]; 3]);
}

/// Vehicles under the full rule for crews, and as many people of the crew.
async fn crewless(house: &House, vehicles: usize, people: usize) -> (Vec<VehicleId>, Vec<StaffId>) {
    let mut new = coach("HH-1", &vec![VehicleKind::Coach49; vehicles], true);
    new.requirements.crew = Some(CrewRule::FULL);
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, NOW).await.unwrap();
    let map = tx.seat_map(&trip).await.unwrap();
    let mut crew = Vec::new();
    for number in 0..people {
        let id = StaffId::new(format!("crew-{number}"));
        let staff = Staff {
            id: id.clone(),
            login: format!("crew-{number}"),
            name: format!("crew-{number}"),
            role: Role::Crew,
            employer: None,
            district: None,
            locale: Locale::ZhHans,
        };
        tx.insert_staff(&staff, None, NOW).await.unwrap();
        crew.push(id);
    }
    tx.commit().await.unwrap();
    (
        map.into_iter().map(|vehicle| vehicle.vehicle).collect(),
        crew,
    )
}

/// The door shows what is missing, and the vehicle stays where it is.
pub async fn p3_one_driver_blocks_departure(house: &House) {
    let (vehicles, crew) = crewless(house, 1, 3).await;
    let mut tx = house.tx().await;
    for (who, duty) in crew.iter().zip([Duty::Driver, Duty::Medic, Duty::Official]) {
        tx.put_on_crew(&vehicles[0], who, duty, who, NOW)
            .await
            .unwrap();
    }
    tx.check_supplies(&vehicles[0], true, &crew[0], NOW)
        .await
        .unwrap();
    let missing = [Gap::Crew {
        duty: Duty::Driver,
        missing: 1,
    }];
    let manifest = tx.manifest(&vehicles[0], NOW).await.unwrap().unwrap();
    assert_eq!(manifest.gaps, missing);
    let left = tx.depart(&vehicles[0], &crew[0], NOW).await;
    assert!(matches!(left, Err(LeaveError::Lacks(lacks)) if lacks == missing));
}

pub async fn p3_five_vehicles_need_10_drivers_5_medics_5_officials(house: &House) {
    let (vehicles, crew) = crewless(house, 5, 20).await;
    let mut tx = house.tx().await;
    let duties = [Duty::Driver, Duty::Driver, Duty::Medic, Duty::Official];
    let seats = vehicles
        .iter()
        .flat_map(|vehicle| duties.map(|duty| (vehicle, duty)));
    let mut put = [0, 0, 0];
    for (who, (vehicle, duty)) in crew.iter().zip(seats) {
        let before = tx.manifest(vehicle, NOW).await.unwrap().unwrap().gaps;
        assert!(before.len() > 1, "supplies and somebody");
        tx.put_on_crew(vehicle, who, duty, who, NOW).await.unwrap();
        put[Duty::ALL.iter().position(|one| *one == duty).unwrap()] += 1;
    }
    assert_eq!(put, [10, 5, 5]);
    for vehicle in &vehicles {
        let gaps = tx.manifest(vehicle, NOW).await.unwrap().unwrap().gaps;
        assert_eq!(gaps, [Gap::Supplies]);
        tx.check_supplies(vehicle, true, &crew[0], NOW)
            .await
            .unwrap();
        tx.depart(vehicle, &crew[0], NOW).await.unwrap();
    }
}

/// Sells a spaced coach out; the seats sold in each of its vehicles.
async fn sold_out(house: &House, vehicles: &[VehicleKind], people: usize) -> Vec<usize> {
    let trip = house.coaches("S-1", vehicles, true).await;
    for person in house.people(0..people).await {
        house.seat(&trip, &person, NOW).await;
    }
    let mut tx = house.store.read().await.unwrap();
    let map = tx.seat_map(&trip).await.unwrap();
    assert_eq!(neighbours(&map), 0, "no two neighbours in a block");
    let taken = map.iter().map(|vehicle| {
        let taken = vehicle
            .seats
            .iter()
            .filter(|seat| seat.state != SeatState::Free);
        taken.count()
    });
    taken.collect()
}

async fn spaced_capacity(house: &House, kind: VehicleKind, capacity: usize) {
    assert_eq!(sold_out(house, &[kind], capacity).await, [capacity]);
    let mut tx = house.store.read().await.unwrap();
    let summary = &tx.trips().await.unwrap()[0];
    assert_eq!(
        (summary.capacity, summary.free),
        (i64::try_from(capacity).unwrap(), 0)
    );
}

pub async fn p4_spaced_capacity_of_40_is_20(house: &House) {
    spaced_capacity(house, VehicleKind::Coach40, 20).await;
}

pub async fn p4_spaced_capacity_of_44_is_22(house: &House) {
    spaced_capacity(house, VehicleKind::Coach44, 22).await;
}

pub async fn p4_spaced_capacity_of_49_is_24(house: &House) {
    spaced_capacity(house, VehicleKind::Coach49, 24).await;
}

pub async fn p4_five_49_seaters_hold_118_as_24_24_24_23_23(house: &House) {
    let loads = sold_out(house, &[VehicleKind::Coach49; 5], 118).await;
    assert_eq!(loads, [24, 24, 24, 23, 23]);
}
