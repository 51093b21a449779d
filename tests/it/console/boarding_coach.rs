//! A coach at its stop, for tests of its door.

use super::harness::{Browser, Desk, START};
use returnline::domain::boarding::{CrewRule, Duty};
use returnline::domain::id::{StaffId, TripId, VehicleId};
use returnline::domain::language::Locale;
use returnline::domain::seat::VehicleKind;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::{Mode, Requirements, TripState};
use returnline::store::ticket::Ticket;
use returnline::store::trip::NewTrip;
use std::time::Duration;

/// A coach that leaves today at noon, with people who have tickets.
pub struct Coach {
    pub trip: TripId,
    pub vehicles: Vec<VehicleId>,
    pub people: Vec<(String, Ticket)>,
}

impl Coach {
    pub fn at(&self, page: &str) -> String {
        format!("/console/boarding/{}{page}", self.vehicles[0])
    }
}

/// A trip of these vehicles; who gets a seat sits on the first, then the second, in turns. Its crew is `crew` and
/// three more, on the first vehicle.
pub async fn coach(desk: &Desk, vehicles: &[VehicleKind], people: usize) -> Coach {
    let departs_at = START.plus(Duration::from_secs(4 * 3600));
    let new = NewTrip {
        code: "HS-0223".into(),
        mode: Mode::Coach,
        district: "330302".parse().unwrap(),
        stops: vec!["431200".parse().unwrap()],
        meeting_point: "汽车站".into(),
        departs_at,
        state: TripState::Open,
        spaced: false,
        fare_fen: 0,
        requirements: Requirements {
            crew: Some(CrewRule::FULL),
            code_within_hours: Some(48),
            ..Requirements::default()
        },
        vehicles: vehicles.to_vec(),
        crew_seats: 0,
        source: "made up".into(),
    };
    let mut tx = desk.store.write().await.unwrap();
    let trip = tx.insert_trip(&new, START).await.unwrap();
    let vehicles: Vec<_> = tx
        .seat_map(&trip)
        .await
        .unwrap()
        .into_iter()
        .map(|v| v.vehicle)
        .collect();
    let (admin, crew) = (StaffId::new("admin"), StaffId::new("crew"));
    tx.put_on_crew(&vehicles[0], &crew, Duty::Medic, &admin, START)
        .await
        .unwrap();
    for (login, duty) in [
        ("d1", Duty::Driver),
        ("d2", Duty::Driver),
        ("off", Duty::Official),
    ] {
        let staff = staff(login);
        tx.insert_staff(&staff, None, START).await.unwrap();
        tx.put_on_crew(&vehicles[0], &staff.id, duty, &admin, START)
            .await
            .unwrap();
    }
    tx.insert_staff(&staff("stranger"), None, START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut coach = Coach {
        trip,
        vehicles,
        people: Vec::new(),
    };
    for number in 0..people {
        let id = format!("p{number}");
        desk.worker(&id, "张三丰", "e1", true).await;
        let ticket = ticket(desk, &coach.trip, &id).await;
        coach.people.push((id, ticket));
    }
    desk.sql(&format!(
        "UPDATE registration SET health_observed_at = {}",
        START.millis()
    ))
    .await;
    coach
}

fn staff(login: &str) -> Staff {
    Staff {
        id: StaffId::new(login),
        login: login.into(),
        name: format!("Name of {login}"),
        role: Role::Crew,
        employer: None,
        district: None,
        locale: Locale::En,
    }
}

/// Takes a seat for a worker, and its ticket.
pub async fn ticket(desk: &Desk, trip: &TripId, worker: &str) -> Ticket {
    let worker = returnline::domain::id::WorkerId::new(worker);
    let mut tx = desk.store.write().await.unwrap();
    let until = START.plus(Duration::from_secs(600));
    let wished = tx.trip(trip).await.unwrap().expect("a trip");
    let claim = tx.claim_seat(&wished, &worker, until, START).await.unwrap();
    let returnline::store::seat::Claim::Held(seat) = claim else {
        panic!("{claim:?}")
    };
    tx.reserve_seat(&seat.seat, &worker, START).await.unwrap();
    let seat = tx.active_seat(&worker).await.unwrap().unwrap();
    let ticket = tx
        .issue_ticket(&desk.store, &seat, &worker, START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    ticket
}

pub async fn begin(crew: &mut Browser, coach: &Coach) {
    let begun = crew.post(&coach.at("/begin"), &[("early", "yes")]).await;
    assert_eq!(begun.location(), coach.at("?done=begun"));
}
