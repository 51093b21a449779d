//! The rest of a vehicle's day: its doors open, the line walks up, temperatures are taken, phones come back.

use super::door::{FORTY, board, crew, door, door_of, full_crew, id, state, turned_away};
use super::house::{House, minutes};
use returnline::domain::boarding::{Duty, Gap, Refusal, Temperature};
use returnline::domain::health::HealthCode;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::trip::{TripState, Unmet};
use returnline::store::boarding::{BoardingKind, DutyError, LeaveError, Reading, WalkUp, WalkedUp};
use returnline::store::seat::{Claim, SeatExit};

pub async fn p3_one_driver_is_too_few_to_begin_boarding(house: &House) {
    let door = door_of(house, FORTY, 1).await;
    let now = minutes(46 * 60);
    let early = board(house, &door.scan("r0", 0)).await;
    turned_away(&early, &[Refusal::Unmet(Unmet::NotOpen)]);
    let mut tx = house.tx().await;
    full_crew(&mut tx, &door.vehicle).await;
    tx.take_off_crew(&door.vehicle, &id("a"), &id("e"), now)
        .await
        .unwrap();
    let lacks = tx.open_doors(&door.vehicle, &id("c"), now).await;
    let driver = Gap::Crew {
        duty: Duty::Driver,
        missing: 1,
    };
    assert!(matches!(lacks, Err(LeaveError::Lacks(lacks)) if lacks == [driver]));
    tx.put_on_crew(&door.vehicle, &id("a"), Duty::Driver, &id("e"), now)
        .await
        .unwrap();
    assert!(tx.open_doors(&door.vehicle, &id("c"), now).await.unwrap());
    assert!(!tx.open_doors(&door.vehicle, &id("c"), now).await.unwrap());
    let trip = tx.trip(&door.trip).await.unwrap().unwrap();
    assert_eq!(trip.state, TripState::Boarding);
    tx.commit().await.unwrap();
    let answer = board(house, &door.scan("r1", 0)).await;
    assert_eq!(answer.kind, BoardingKind::Boarded);
    // No new seats any more, but the line stays while the trip boards.
    let late = house.person(7).await;
    assert_eq!(house.claim(&door.trip, &late, now).await, Claim::Full);
}

pub async fn the_line_walks_up_to_a_free_seat(house: &House) {
    let trip = house.small_coach("HS-9", 2).await;
    let people = house.people(0..4).await;
    for person in &people[..2] {
        house.seat(&trip, person, super::house::NOW).await;
    }
    let mut tx = house.tx().await;
    let mut places = Vec::new();
    for person in &people[2..] {
        let place = tx
            .join_waitlist(&trip, &person.worker, &person.chat, minutes(1))
            .await
            .unwrap();
        places.push(place.id);
    }
    for login in ["a", "c"] {
        let staff = crew(login);
        tx.insert_staff(&staff, None, minutes(1)).await.unwrap();
    }
    let vehicle = tx.seat_map(&trip).await.unwrap()[0].vehicle.clone();
    tx.commit().await.unwrap();
    let now = minutes(48 * 60 + 5);
    let walk_up = |record: &str, place: usize, tenths: u16| WalkUp {
        id: record.into(),
        vehicle: vehicle.clone(),
        waitlist: places[place].clone(),
        temperature: Temperature::from_tenths(tenths).unwrap(),
        code_seen: HealthCode::Green,
        device: "phone 1".into(),
        staff: id("c"),
    };
    let mut tx = house.tx().await;
    assert!(
        tx.open_doors(&vehicle, &id("c"), minutes(47 * 60))
            .await
            .unwrap()
    );
    // Boarding, past the planned departure: the line is still there.
    assert_eq!(tx.close_lines(100, now).await.unwrap(), []);
    let full = tx.walk_up(&house.store, &walk_up("w0", 0, 365), now).await;
    assert_eq!(full.unwrap(), WalkedUp::NoSeat);
    tx.commit().await.unwrap();

    let mut tx = house.tx().await;
    let seat = tx.active_seat(&people[0].worker).await.unwrap().unwrap();
    let given_up = SeatExit::Cancelled;
    assert!(
        tx.release_seat(&seat.seat, &people[0].worker, given_up, now)
            .await
            .unwrap()
    );
    let line = tx.line_at_door(&vehicle, now).await.unwrap();
    let shown: Vec<_> = line
        .iter()
        .map(|one| (one.place, one.unmet.len()))
        .collect();
    assert_eq!(
        shown,
        [(1, 0), (2, 0)],
        "nobody is offered it while the trip boards"
    );
    let hot = tx.walk_up(&house.store, &walk_up("w1", 1, 374), now).await;
    assert_eq!(hot.unwrap(), WalkedUp::Refused(vec![Refusal::Hot]));
    let aboard = tx
        .walk_up(&house.store, &walk_up("w2", 1, 365), now)
        .await
        .unwrap();
    assert!(matches!(&aboard, WalkedUp::Aboard(on) if *on == seat.seat));
    let again = tx.walk_up(&house.store, &walk_up("w2", 1, 365), now).await;
    assert_eq!(again.unwrap(), aboard, "sent again");
    let other = tx.walk_up(&house.store, &walk_up("w3", 1, 365), now).await;
    assert_eq!(other.unwrap(), WalkedUp::NotInLine);
    assert_eq!(tx.line_at_door(&vehicle, now).await.unwrap().len(), 1);
    let told = tx.due_news(10, now).await.unwrap();
    assert_eq!(told.len(), 1, "the one who walked up is told");
    tx.commit().await.unwrap();
    assert_eq!(state(house, &people[3]).await, Some(SeatState::Boarded));

    let mut tx = house.tx().await;
    tx.depart(&vehicle, &id("c"), now).await.unwrap();
    assert_eq!(tx.close_lines(100, now).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
}

pub async fn temperatures_are_noted_of_those_aboard_while_under_way(house: &House) {
    let door = door(house, 2).await;
    let now = minutes(48 * 60);
    let boarded = board(house, &door.scan("r1", 0)).await.seat.unwrap();
    let reading = |record: &str, seat| Reading {
        id: record.into(),
        vehicle: door.vehicle.clone(),
        seat,
        temperature: Temperature::from_tenths(374).unwrap(),
        staff: id("c"),
        taken_at: now,
    };
    let mut tx = house.tx().await;
    let early = reading("t0", boarded.clone());
    assert!(!tx.note_temperature(&early).await.unwrap(), "not under way");
    let absent = tx
        .active_seat(&door.people[1].0.worker)
        .await
        .unwrap()
        .unwrap();
    tx.check_supplies(&door.vehicle, true, &id("d"), now)
        .await
        .unwrap();
    tx.depart(&door.vehicle, &id("d"), now).await.unwrap();
    for _ in 0..2 {
        let taken = reading("t1", boarded.clone());
        assert!(tx.note_temperature(&taken).await.unwrap());
    }
    let nobody = reading("t2", absent.seat);
    assert!(!tx.note_temperature(&nobody).await.unwrap());
    let log = tx.temperatures(&door.vehicle).await.unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].by.as_str(), log[0].at, log[0].temperature.tenths()),
        ("c", now, 374)
    );
    assert!(log[0].who.ends_with('*') && !log[0].who.contains(&door.people[0].0.name));
    tx.arrive(&door.vehicle, &id("d"), now).await.unwrap();
    let late = reading("t3", boarded);
    assert!(!tx.note_temperature(&late).await.unwrap(), "has arrived");
    let told_late = Reading {
        id: "t4".into(),
        taken_at: minutes(48 * 60 - 1),
        ..late
    };
    let noted = tx.note_temperature(&told_late).await.unwrap();
    assert!(noted, "taken on the way, told after it");
    tx.commit().await.unwrap();
}

pub async fn what_was_done_offline_is_kept_after_departure(house: &House) {
    let door = door(house, 2).await;
    let now = minutes(48 * 60);
    let mut away = door.scan("r1", 0);
    away.offline = true;
    let mut tx = house.tx().await;
    let hot = tx
        .turned_away(&house.store, &away, vec![Refusal::Hot], now)
        .await
        .unwrap();
    turned_away(&hot, &[Refusal::Hot]);
    tx.check_supplies(&door.vehicle, true, &id("d"), now)
        .await
        .unwrap();
    tx.depart(&door.vehicle, &id("d"), now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state(house, &door.people[0].0).await, None, "a no-show");
    let mut late = door.scan("r2", 1);
    late.offline = true;
    let answer = board(house, &late).await;
    assert_eq!(answer.reasons, [Refusal::Unmet(Unmet::Departed)]);
    let mut tx = house.tx().await;
    let manifest = tx.manifest(&door.vehicle, now).await.unwrap().unwrap();
    // Both happened at the same moment, so neither comes first.
    let kept = |kind| {
        manifest
            .records
            .iter()
            .filter(|one| one.kind == kind)
            .count()
    };
    assert_eq!(manifest.records.len(), 2);
    assert_eq!(
        (kept(BoardingKind::Refused), kept(BoardingKind::Boarded)),
        (1, 1)
    );
    drop(tx);
    assert_eq!(board(house, &late).await, answer, "sent again");
}

pub async fn invariant_6_nobody_serves_on_two_vehicles_at_once(house: &House) {
    let door = door_of(house, &[VehicleKind::Coach40, VehicleKind::Coach44], 0).await;
    let now = minutes(1);
    let mut tx = house.tx().await;
    let vehicles = tx.seat_map(&door.trip).await.unwrap();
    let second = &vehicles[1].vehicle;
    tx.put_on_crew(&door.vehicle, &id("a"), Duty::Driver, &id("e"), now)
        .await
        .unwrap();
    let twice = tx
        .put_on_crew(second, &id("a"), Duty::Medic, &id("e"), now)
        .await;
    assert!(matches!(twice, Err(DutyError::Elsewhere(on)) if on == door.vehicle));
    assert!(
        tx.take_off_crew(&door.vehicle, &id("a"), &id("e"), now)
            .await
            .unwrap()
    );
    tx.put_on_crew(second, &id("a"), Duty::Medic, &id("e"), now)
        .await
        .unwrap();
    assert_eq!(tx.crew(second).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
}
