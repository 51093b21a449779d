//! One person of a roster in another's place: whose seat it is then, and who is told.

use super::house::{House, NOW, Person, minutes};
use super::roster::{employer, hr};
use super::roster_loop::{entry, lines, news, registered, state, strict_coach};
use crate::kit::databases::number;
use returnline::domain::health::HealthCode;
use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::registration::News;
use returnline::domain::roster::{Decision, Entry, RosterState};
use returnline::domain::seat::SeatState;
use returnline::store::roster::{Passed, ReplaceError, RosterLine};

/// A confirmed worker with a seat on a coach.
async fn seated(house: &House, firm: &EmployerId, by: &StaffId) -> (Person, RosterLine) {
    let person = registered(house, 0, firm).await;
    let coach = strict_coach(house, "HS-1").await;
    house.seat(&coach, &person, NOW).await;
    let line = lines(house, firm).await.remove(0);
    let mut tx = house.tx().await;
    tx.decide_roster_line(&line.id, &Decision::Confirm, by, NOW)
        .await
        .unwrap();
    let seat = tx.active_seat(&person.worker).await.unwrap().unwrap();
    tx.confirm_seat(&seat.seat, &person.worker, NOW)
        .await
        .unwrap();
    let seat = tx.active_seat(&person.worker).await.unwrap().unwrap();
    tx.issue_ticket(&house.store, &seat, &person.worker, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    news(house, &person).await;
    (person, line)
}

pub async fn replace(
    house: &House,
    line: &RosterLine,
    with: &Entry,
    by: &StaffId,
) -> Result<Passed, ReplaceError> {
    let mut tx = house.tx().await;
    let until = minutes(24 * 60);
    let passed = tx
        .replace_on_roster(&house.store, &line.id, with, by, (until, NOW))
        .await;
    match passed.is_ok() {
        true => tx.commit().await.unwrap(),
        false => tx.rollback().await.unwrap(),
    }
    passed
}

pub async fn a_replaced_worker_hands_the_seat_over(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let (old, line) = seated(house, &firm, &hr).await;
    let new = registered(house, 1, &firm).await;
    assert!(matches!(
        replace(house, &line, &entry(0), &hr).await,
        Err(ReplaceError::Same)
    ));
    let mut tx = house.tx().await;
    let before = tx.active_seat(&old.worker).await.unwrap().unwrap();
    tx.rollback().await.unwrap();
    let passed = replace(house, &line, &entry(1), &hr).await.unwrap();
    assert_eq!(passed, Passed::Theirs);
    let mut tx = house.tx().await;
    assert!(tx.active_seat(&old.worker).await.unwrap().is_none());
    assert!(tx.valid_ticket(&old.worker).await.unwrap().is_none());
    let seat = tx.active_seat(&new.worker).await.unwrap().unwrap();
    assert_eq!((seat.seat, seat.state), (before.seat, SeatState::Reserved));
    tx.rollback().await.unwrap();
    assert_eq!(state(house, &firm, &old).await, RosterState::Replaced);
    assert_eq!(state(house, &firm, &new).await, RosterState::Confirmed);
    assert!(matches!(
        news(house, &old).await.as_slice(),
        [News::RosterReplaced { .. }]
    ));
    assert!(matches!(
        news(house, &new).await.as_slice(),
        [News::RosterConfirmed { .. }]
    ));
    assert!(matches!(
        replace(house, &line, &entry(2), &hr).await,
        Err(ReplaceError::NoLine)
    ));
}

pub async fn a_seat_is_kept_for_somebody_not_registered(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let (_, line) = seated(house, &firm, &hr).await;
    let mut nameless = entry(3);
    nameless.mobile = None;
    assert!(matches!(
        replace(house, &line, &nameless, &hr).await,
        Err(ReplaceError::MobileNeeded)
    ));
    let passed = replace(house, &line, &entry(3), &hr).await.unwrap();
    assert_eq!(passed, Passed::Kept(minutes(24 * 60)));
    let mut tx = house.tx().await;
    let free = "SELECT COUNT(*) FROM seat WHERE state = 'held' AND worker_id IS NOT NULL";
    assert_eq!(number(&mut tx, free).await, 1);
    let lapsed = tx.expire_holds(10, minutes(24 * 60 + 1)).await.unwrap();
    assert_eq!(lapsed.len(), 1, "nobody waits for ever");
    tx.rollback().await.unwrap();
}

pub async fn who_may_not_travel_takes_no_seat_and_nothing_changes(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let (old, line) = seated(house, &firm, &hr).await;
    let red = registered(house, 1, &firm).await;
    let mut tx = house.tx().await;
    tx.set_health(&red.worker, HealthCode::Red, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        replace(house, &line, &entry(1), &hr).await,
        Err(ReplaceError::Lacks(_))
    ));
    assert_eq!(state(house, &firm, &old).await, RosterState::Confirmed);
    let mut tx = house.tx().await;
    assert!(tx.active_seat(&old.worker).await.unwrap().is_some());
    assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM declared").await, 0);
    tx.rollback().await.unwrap();
}
