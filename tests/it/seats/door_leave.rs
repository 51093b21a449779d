//! A vehicle leaves early, while its trip is open: nothing of it is sold or on offer any more. And a departure that
//! moves leaves nobody on two vehicles at one time.

use super::door::{door_of, full_crew, id};
use super::house::{House, NOW, coach, minutes};
use returnline::domain::boarding::Duty;
use returnline::domain::seat::VehicleKind;
use returnline::domain::trip::TripState;
use returnline::store::seat::{Claim, SeatExit};
use returnline::store::waitlist::WaitState;

pub async fn a_vehicle_that_has_left_sells_no_seat(house: &House) {
    let door = door_of(house, &[VehicleKind::Coach40, VehicleKind::Coach44], 1).await;
    let mut tx = house.tx().await;
    full_crew(&mut tx, &door.vehicle).await;
    tx.check_supplies(&door.vehicle, true, &id("c"), NOW)
        .await
        .unwrap();
    let left = tx
        .depart(&door.vehicle, &id("c"), minutes(60))
        .await
        .unwrap();
    assert_eq!((left.no_shows.len(), left.trip_departed), (1, false));
    let trip = tx.trip(&door.trip).await.unwrap().unwrap();
    assert_eq!(trip.state, TripState::Boarding);
    let free = tx.free_seats(&door.trip).await.unwrap();
    assert!(!free.is_empty() && free.iter().all(|seat| seat.ordinal == 2));
    tx.commit().await.unwrap();
    let late = house.person(50).await;
    let claim = house.claim(&door.trip, &late, minutes(61)).await;
    assert!(matches!(claim, Claim::Full));
}

pub async fn a_vehicle_that_has_left_keeps_no_seat_on_offer(house: &House) {
    let door = door_of(house, &[VehicleKind::Coach40], 40).await;
    let mut tx = house.tx().await;
    let other = coach("HS-2", &[VehicleKind::Coach44], false);
    let other = tx.insert_trip(&other, NOW).await.unwrap();
    tx.commit().await.unwrap();
    // Somebody with a seat elsewhere is offered the one that is given up, and keeps both for now.
    let waits = house.person(50).await;
    house.seat(&other, &waits, NOW).await;
    let mut tx = house.tx().await;
    tx.join_waitlist(&door.trip, &waits.worker, &waits.chat, NOW)
        .await
        .unwrap();
    let (gives_up, ticket) = &door.people[0];
    let gone = tx.release_seat(
        &ticket.seat,
        &gives_up.worker,
        SeatExit::Cancelled,
        minutes(50),
    );
    assert!(gone.await.unwrap());
    let offer = tx.waiting(&waits.worker).await.unwrap().unwrap();
    assert_eq!(offer.state, WaitState::Offered);
    full_crew(&mut tx, &door.vehicle).await;
    tx.check_supplies(&door.vehicle, true, &id("c"), NOW)
        .await
        .unwrap();
    tx.depart(&door.vehicle, &id("c"), minutes(60))
        .await
        .unwrap();
    let ended = tx.waitlist_entry(&offer.id).await.unwrap().unwrap();
    assert_eq!(ended.state, WaitState::Expired);
    let taken = tx.accept_offer(&offer.id, &waits.worker, minutes(61)).await;
    assert_eq!(taken.unwrap(), None);
    let own = tx.active_seat(&waits.worker).await.unwrap().unwrap();
    assert_eq!(own.trip.id, other, "theirs all the same");
    tx.commit().await.unwrap();
}

pub async fn invariant_6_a_departure_that_moves_parts_its_crew(house: &House) {
    let door = door_of(house, &[VehicleKind::Coach40], 0).await;
    let mut later = coach("HS-2", &[VehicleKind::Coach44], false);
    later.departs_at = minutes((48 + 40) * 60);
    let mut tx = house.tx().await;
    let later = tx.insert_trip(&later, NOW).await.unwrap();
    let vehicle = tx.seat_map(&later).await.unwrap()[0].vehicle.clone();
    for (vehicle, who) in [(&door.vehicle, "a"), (&vehicle, "a"), (&vehicle, "b")] {
        tx.put_on_crew(vehicle, &id(who), Duty::Driver, &id("e"), NOW)
            .await
            .unwrap();
    }
    tx.move_trip(&later, minutes(50 * 60), "snow", &id("e"), minutes(1))
        .await
        .unwrap();
    let left: Vec<_> = tx.crew(&vehicle).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|one| one.staff).collect();
    assert_eq!(left, [id("b")]);
    assert_eq!(tx.crew(&door.vehicle).await.unwrap().len(), 1);
    // Nobody serves on what does not run.
    tx.cancel_trip(&later, "snow", &id("e"), minutes(2))
        .await
        .unwrap();
    let put = tx
        .put_on_crew(&vehicle, &id("c"), Duty::Medic, &id("e"), minutes(3))
        .await;
    assert!(put.is_err());
    tx.commit().await.unwrap();
}
