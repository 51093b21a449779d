//! The order of the line: class, then time; nobody is passed over in silence; people hear when they have moved.

use super::changed_trips::admin;
use super::house::{House, NOW, Person, minutes};
use super::line::{cancel, full_coach, news, waiting};
use crate::kit::databases::number;
use returnline::domain::health::HealthCode;
use returnline::domain::line::LineClass;
use returnline::domain::registration::News;
use returnline::store::waitlist::{ClassError, WaitState};

pub async fn class_comes_before_time_with_a_reason(house: &House) {
    let (_, seat, people) = full_coach(house, 4).await;
    let admin = admin(house).await;
    let mut tx = house.tx().await;
    let worker = &people[4].worker;
    let nothing = tx
        .set_line_class(worker, LineClass::Medical, " ", &admin, NOW)
        .await;
    assert!(matches!(nothing, Err(ClassError::Reason)));
    for (person, class) in [
        (&people[3], LineClass::Pregnant),
        (&people[4], LineClass::Medical),
    ] {
        tx.set_line_class(&person.worker, class, "医院证明", &admin, NOW)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let mut ahead = Vec::new();
    for person in &people[1..] {
        ahead.push(waiting(house, person).await.unwrap().ahead);
    }
    assert_eq!(ahead, [2, 3, 1, 0]);
    cancel(house, &seat, &people[0]).await;
    assert_eq!(
        waiting(house, &people[4]).await.unwrap().state,
        WaitState::Offered
    );

    let mut tx = house.tx().await;
    let audited = "SELECT COUNT(*) FROM audit WHERE action LIKE 'waitlist.class.%' AND actor = 'admin' AND reason = '医院证明'";
    assert_eq!(number(&mut tx, audited).await, 2);
    assert_eq!(
        tx.line_class(&people[1].worker).await.unwrap(),
        LineClass::Ordinary
    );
    // The class goes along into another line.
    let trip = house.small_coach("HS-9", 1);
    drop(tx);
    let trip = trip.await;
    house.seat(&trip, &house.person(60).await, NOW).await;
    super::line::join(house, &trip, &people[1]).await;
    super::line::join(house, &trip, &people[3]).await;
    assert_eq!(waiting(house, &people[3]).await.unwrap().ahead, 0);
    assert_eq!(waiting(house, &people[1]).await.unwrap().ahead, 1);
}

async fn passed(house: &House, person: &Person) -> i64 {
    let id = waiting(house, person).await.unwrap().id;
    let mut tx = house.store.read().await.unwrap();
    let text =
        format!("SELECT COUNT(*) FROM audit WHERE action = 'waitlist.passed' AND subject = '{id}'");
    number(&mut tx, &text).await
}

pub async fn whoever_is_passed_over_stands_in_the_audit_once(house: &House) {
    let (trip, seat, people) = full_coach(house, 2).await;
    let mut tx = house.tx().await;
    for person in &people[1..] {
        tx.set_health(&person.worker, HealthCode::Yellow, NOW)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    cancel(house, &seat, &people[0]).await;
    for minute in 0..5 {
        let mut tx = house.tx().await;
        assert_eq!(tx.offer_next(&trip, minutes(minute)).await.unwrap(), None);
        tx.commit().await.unwrap();
    }
    assert_eq!(passed(house, &people[1]).await, 1);
    assert_eq!(passed(house, &people[2]).await, 1);
    let mut tx = house.tx().await;
    let why =
        "SELECT COUNT(*) FROM audit WHERE action = 'waitlist.passed' AND reason = 'code_not_green'";
    assert_eq!(number(&mut tx, why).await, 2);
    tx.set_health(&people[1].worker, HealthCode::None, NOW)
        .await
        .unwrap();
    tx.set_health(&people[2].worker, HealthCode::Green, NOW)
        .await
        .unwrap();
    assert!(tx.offer_next(&trip, NOW).await.unwrap().is_some());
    tx.commit().await.unwrap();
    assert_eq!(passed(house, &people[1]).await, 1, "the same reason");
    assert_eq!(
        waiting(house, &people[2]).await.unwrap().state,
        WaitState::Offered
    );
}

pub async fn people_in_line_hear_when_they_have_moved(house: &House) {
    let (trip, seat, people) = full_coach(house, 6).await;
    let mut tx = house.tx().await;
    for (person, ahead) in people[1..].iter().zip(0..) {
        let id = tx.waiting(&person.worker).await.unwrap().unwrap().id;
        tx.note_told(&id, ahead).await.unwrap();
    }
    assert_eq!(tx.moved_in_line(100).await.unwrap(), []);
    assert_eq!(tx.offered_lately(&trip, NOW).await.unwrap(), 0);
    tx.commit().await.unwrap();
    cancel(house, &seat, &people[0]).await;
    let mut tx = house.tx().await;
    tx.leave_waitlist(&people[2].worker, NOW).await.unwrap();
    // One is offered a seat and one has left: who was second behind them is first now; 5 → 3 is not worth telling.
    let moved = tx.moved_in_line(100).await.unwrap();
    let heard: Vec<_> = moved
        .iter()
        .map(|(_, told, ahead)| (*told, *ahead))
        .collect();
    let mut sorted = heard.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [(2, 0), (3, 1), (4, 2)]);
    for one in &moved {
        assert!(tx.tell_move(one, NOW).await.unwrap());
        assert!(
            !tx.tell_move(one, NOW).await.unwrap(),
            "told by another replica"
        );
    }
    assert_eq!(tx.offered_lately(&trip, NOW).await.unwrap(), 1);
    assert_eq!(tx.offered_lately(&trip, minutes(25 * 60)).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert!(matches!(
        news(house, &people[3]).await.as_slice(),
        [News::LineMoved { .. }]
    ));
    assert_eq!(news(house, &people[6]).await, []);
}
