//! What a vehicle leaves behind: boardings that people have to look at, no-shows, and what employers say of both.

use super::door::{Door, board, door, id, state};
use super::house::{House, NOW, Person, minutes};
use super::roster::{employer, hr};
use crate::kit::databases::sql;
use returnline::domain::arrival::Difference;
use returnline::domain::boarding::{Refusal, Temperature, UndoReason};
use returnline::domain::health::HealthCode;
use returnline::domain::seat::SeatState;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::Unmet;
use returnline::store::boarding::{Attempt, Doubt, Undo, Upheld};
use returnline::store::seat::SeatExit;

async fn leave(house: &House, door: &Door, now: Timestamp) {
    let mut tx = house.tx().await;
    tx.check_supplies(&door.vehicle, true, &id("d"), now)
        .await
        .unwrap();
    tx.depart(&door.vehicle, &id("d"), now).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody let aboard by a phone without a connection, on a ticket that has been issued anew.
async fn with_the_old_ticket(house: &House, door: &Door, record: &str, person: usize) -> Attempt {
    let (who, _) = &door.people[person];
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&who.worker).await.unwrap().unwrap();
    tx.issue_ticket(&house.store, &seat, &who.worker, minutes(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut attempt = door.scan(record, person);
    attempt.offline = true;
    attempt
}

async fn open(house: &House, door: &Door) -> Vec<(String, Doubt)> {
    let mut tx = house.tx().await;
    let open = tx.open_records(&door.vehicle).await.unwrap();
    open.into_iter()
        .map(|(one, doubt)| (one.id, doubt))
        .collect()
}

async fn uphold(house: &House, door: &Door, record: &str) -> Upheld {
    let mut tx = house.tx().await;
    let upheld = tx
        .uphold_boarding(&door.vehicle, record, &id("c"), minutes(47 * 60))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    upheld
}

async fn registered(house: &House, person: &Person) -> &'static str {
    let mut tx = house.tx().await;
    let found = tx.registration(&house.store, &person.worker).await.unwrap();
    found.unwrap().state.as_str()
}

pub async fn a_late_boarding_tells_whose_it_is_until_it_is_settled(house: &House) {
    let door = door(house, 2).await;
    let now = minutes(48 * 60);
    let (who, _) = &door.people[1];
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&who.worker).await.unwrap().unwrap();
    drop(tx);
    leave(house, &door, now).await;
    let before = registered(house, who).await;
    let mut late = door.scan("late", 1);
    late.offline = true;
    board(house, &late).await;
    let mut tx = house.tx().await;
    let records = tx.open_records(&door.vehicle).await.unwrap();
    let (record, doubt) = &records[0];
    let holder = record.holder.as_ref().unwrap();
    assert_eq!((records.len(), *doubt), (1, Doubt::Late));
    assert_eq!(
        (holder.seat_label.as_str(), holder.name.as_str()),
        (seat.seat_label.as_str(), who.name.as_str())
    );
    assert!(who.id.ends_with(&holder.id_tail) && !holder.masked().contains(&who.name));
    let absent = tx.no_shows_on(&door.vehicle, None).await.unwrap();
    let absent: Vec<_> = absent.into_iter().map(|one| one.worker).collect();
    assert_eq!(absent.len(), 2, "both seats were given up");
    assert!(absent.contains(&who.worker));
    let bureau = id("e");
    let by = (&bureau, now);
    let other = tx.settle_record(&door.vehicle, "other", "rode along", by);
    assert!(!other.await.unwrap());
    let settled = tx.settle_record(&door.vehicle, "late", "rode along", by);
    assert!(settled.await.unwrap());
    let again = tx.settle_record(&door.vehicle, "late", "rode along", by);
    assert!(!again.await.unwrap(), "settled once");
    tx.commit().await.unwrap();
    assert_eq!(open(house, &door).await, []);
    assert_eq!(state(house, who).await, None, "no seat comes back");
    assert_eq!(registered(house, who).await, before);
}

pub async fn who_boarded_on_a_reissued_ticket_is_counted_after_a_look(house: &House) {
    let door = door(house, 2).await;
    let (who, _) = &door.people[0];
    let before = state(house, who).await;
    let old = with_the_old_ticket(house, &door, "old", 0).await;
    board(house, &old).await;
    assert_eq!(state(house, who).await, before, "not counted yet");
    assert_eq!(
        open(house, &door).await,
        [("old".to_owned(), Doubt::Doubtful)]
    );
    let mut tx = house.tx().await;
    let bureau = id("e");
    let early = tx.settle_record(&door.vehicle, "old", "rode along", (&bureau, NOW));
    assert!(!early.await.unwrap(), "its crew settles it");
    drop(tx);
    assert_eq!(uphold(house, &door, "no such").await, Upheld::Nothing);
    assert_eq!(uphold(house, &door, "old").await, Upheld::Counted);
    assert_eq!(state(house, who).await, Some(SeatState::Boarded));
    assert_eq!(registered(house, who).await, "travelling");
    assert_eq!(open(house, &door).await, []);
    assert_eq!(uphold(house, &door, "old").await, Upheld::Nothing);
    let undo = Undo {
        id: "u1".into(),
        record: "old".into(),
        vehicle: door.vehicle.clone(),
        why: UndoReason::WrongPerson,
        device: "phone 1".into(),
        staff: id("c"),
        happened_at: minutes(47 * 60),
        offline: false,
    };
    let mut tx = house.tx().await;
    assert!(tx.undo_boarding(&undo, minutes(47 * 60)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(state(house, who).await, before, "taken back all the same");

    // Somebody whose seat is given up meanwhile is not put back on it.
    let old = with_the_old_ticket(house, &door, "gone", 1).await;
    board(house, &old).await;
    let (other, _) = &door.people[1];
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&other.worker).await.unwrap().unwrap().seat;
    tx.release_seat(&seat, &other.worker, SeatExit::Cancelled, minutes(47 * 60))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(uphold(house, &door, "gone").await, Upheld::NoSeat);
    assert_eq!(state(house, other).await, None);
}

pub async fn invariants_4_and_7_hold_for_whoever_is_counted_after_a_look(house: &House) {
    let door = door(house, 2).await;
    let mut hot = with_the_old_ticket(house, &door, "hot", 0).await;
    hot.temperature = Temperature::from_tenths(374).ok();
    board(house, &hot).await;
    let mut yellow = with_the_old_ticket(house, &door, "yellow", 1).await;
    yellow.code_seen = Some(HealthCode::Yellow);
    board(house, &yellow).await;
    let refused = |why| Upheld::Refused(vec![why]);
    assert_eq!(uphold(house, &door, "hot").await, refused(Refusal::Hot));
    assert_eq!(
        uphold(house, &door, "yellow").await,
        refused(Refusal::Unmet(Unmet::CodeNotGreen))
    );
    assert_eq!(open(house, &door).await.len(), 2, "still to be looked at");
    for (person, _) in &door.people {
        assert_ne!(state(house, person).await, Some(SeatState::Boarded));
    }
}

pub async fn an_employer_s_word_differs_in_three_ways(house: &House) {
    let door = door(house, 5).await;
    let firm = employer(house).await;
    let by = hr(house, &firm).await;
    let workers: Vec<_> = door.people.iter().map(|(p, _)| p.worker.clone()).collect();
    for (n, record) in ["r0", "r1"].into_iter().enumerate() {
        board(house, &door.scan(record, n)).await;
    }
    // The fifth names no employer.
    let mut tx = house.tx().await;
    for worker in &workers[..4] {
        let of =
            format!("UPDATE registration SET employer_id = '{firm}' WHERE worker_id = '{worker}'");
        sql(&mut tx, &of).await;
    }
    tx.commit().await.unwrap();
    leave(house, &door, minutes(48 * 60)).await;
    let there = minutes(60 * 60);
    let mut tx = house.tx().await;
    let own = tx.no_shows_on(&door.vehicle, Some(&firm)).await.unwrap();
    let own: Vec<_> = own.into_iter().map(|one| one.worker).collect();
    assert!(own.len() == 2 && own.contains(&workers[2]) && own.contains(&workers[3]));
    assert_eq!(tx.no_shows_on(&door.vehicle, None).await.unwrap().len(), 3);
    tx.arrive(&door.vehicle, &id("d"), there).await.unwrap();
    let waits = tx.unsigned(&door.vehicle).await.unwrap();
    let waits: Vec<_> = waits
        .iter()
        .map(|one| (one.employer.as_deref(), one.people))
        .collect();
    assert_eq!(waits, [(Some("甲厂"), 4), (None, 1)]);
    let here = [workers[0].clone(), workers[2].clone()];
    tx.sign_arrival(&door.vehicle, &firm, &here, "", (&by, there))
        .await
        .unwrap();
    // Who works elsewhere from now on is still what they were to this vehicle.
    sql(&mut tx, "UPDATE registration SET employer_id = NULL").await;
    let signed = tx.arrivals(&door.vehicle).await.unwrap();
    assert_eq!((signed[0].expected, signed[0].arrived), (4, 2));
    let named = signed[0].differences.iter();
    let named: Vec<_> = named.map(|one| (one.what, one.worker.clone())).collect();
    assert_eq!(
        named,
        [
            (Difference::NotArrived, workers[1].clone()),
            (Difference::CameAnyway, workers[2].clone()),
            (Difference::NoShow, workers[3].clone()),
        ]
    );
    assert_eq!(signed[0].differences[0].name, door.people[1].0.name);
    tx.commit().await.unwrap();
    // The employer's word changes nobody's registration.
    assert_eq!(registered(house, &door.people[1].0).await, "arrived");
    assert_ne!(registered(house, &door.people[2].0).await, "arrived");
}

pub async fn an_employer_of_no_shows_only_signs_as_well(house: &House) {
    let door = door(house, 1).await;
    let firm = employer(house).await;
    let by = hr(house, &firm).await;
    let mut tx = house.tx().await;
    let of = format!("UPDATE registration SET employer_id = '{firm}'");
    sql(&mut tx, &of).await;
    tx.commit().await.unwrap();
    leave(house, &door, minutes(48 * 60)).await;
    let there = minutes(60 * 60);
    let mut tx = house.tx().await;
    tx.arrive(&door.vehicle, &id("d"), there).await.unwrap();
    let own = tx.vehicles_of_employer(&firm).await.unwrap();
    let own: Vec<_> = own
        .into_iter()
        .map(|one| (one.vehicle, one.boarded, one.signed))
        .collect();
    assert_eq!(own, [(door.vehicle.clone(), 0, false)]);
    tx.sign_arrival(&door.vehicle, &firm, &[], "", (&by, there))
        .await
        .unwrap();
    assert_eq!(tx.unsigned(&door.vehicle).await.unwrap(), []);
}
