//! What phones without a connection leave open, over HTTP: at the door, before departure, and at the bureau after it.

use super::boarding_coach::{Coach, begin, coach};
use super::harness::{Browser, Desk, START};
use axum::http::StatusCode;
use returnline::domain::id::WorkerId;
use returnline::domain::seat::VehicleKind;

const FORTY: &[VehicleKind] = &[VehicleKind::Coach40];

/// A phone without a connection has let somebody aboard, and sends it now.
async fn sent_later(crew: &mut Browser, coach: &Coach, record: &str, person: usize) {
    let records = format!(
        r#"[{{"id":"{record}","kind":"board","at":{},"code":"{}","temperature":365,"colour":"green"}}]"#,
        START.millis(),
        coach.people[person].1.payload,
    );
    let fields = [("records", records.as_str()), ("device", "phone-2")];
    let answer = crew.post(&coach.at("/sync"), &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

/// Issues somebody's ticket anew.
async fn reissued(desk: &Desk, coach: &Coach, person: usize) {
    let worker = WorkerId::new(coach.people[person].0.as_str());
    let mut tx = desk.store.write().await.unwrap();
    let seat = tx.active_seat(&worker).await.unwrap().unwrap();
    tx.issue_ticket(&desk.store, &seat, &worker, START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn seat_of(desk: &Desk, person: &str) -> String {
    let sql = format!("SELECT label FROM seat WHERE worker_id = '{person}'");
    desk.texts(&sql).await.remove(0)
}

/// Supplies, then off with so many aboard.
async fn leave(crew: &mut Browser, coach: &Coach, aboard: &str, absent: &str) {
    let all = [
        "masks",
        "disinfectant",
        "thermometers",
        "protection",
        "aboard",
    ]
    .map(|name| (name, "yes"));
    crew.post(&coach.at("/supplies"), &all).await;
    let left = crew
        .post(
            &coach.at("/leave"),
            &[("aboard", aboard), ("absent", absent), ("early", "yes")],
        )
        .await;
    assert_eq!(left.location(), coach.at("?done=left"));
}

#[tokio::test]
async fn doubts_are_named_before_departure_and_counted_after_a_look() {
    let desk = Desk::open().await;
    let coach = coach(&desk, FORTY, 1).await;
    let mut crew = desk.signed_in("crew").await;
    begin(&mut crew, &coach).await;
    let before = crew.get(&coach.at("/leave")).await.body;
    assert!(!before.contains("To be settled before you leave"));
    reissued(&desk, &coach, 0).await;
    sent_later(&mut crew, &coach, "old", 0).await;
    let whose = format!("Seat {} · 张**", seat_of(&desk, "p0").await);
    let page = crew.get(&coach.at("/leave")).await.body;
    for said in [
        "To be settled before you leave: 1",
        "Let aboard offline: please look",
        "This ticket no longer counts",
        whose.as_str(),
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let door = crew.get(&coach.at("")).await.body;
    assert!(
        door.contains(&coach.at("/count")) && door.contains("data-aboard=\"0\""),
        "{door}"
    );
    let counted = crew.post(&coach.at("/count"), &[("record", "old")]).await;
    assert_eq!(counted.location(), coach.at("?done=counted"));
    let door = crew.get(counted.location()).await.body;
    assert!(
        door.contains("They are counted as aboard") && door.contains("data-aboard=\"1\""),
        "{door}"
    );
    assert!(!door.contains(&coach.at("/count")), "nothing is open");
    let again = crew.post(&coach.at("/count"), &[("record", "old")]).await;
    assert_eq!(again.location(), coach.at("?done=nothing-open"));
    let audited = "SELECT actor FROM audit WHERE action = 'boarding.upheld'";
    assert_eq!(desk.texts(audited).await, ["crew"]);
}

#[tokio::test]
async fn what_is_told_after_departure_names_seat_and_person_until_the_bureau_closes_it() {
    let desk = Desk::open().await;
    let coach = coach(&desk, FORTY, 1).await;
    let mut crew = desk.signed_in("crew").await;
    begin(&mut crew, &coach).await;
    let seat = seat_of(&desk, "p0").await;
    leave(&mut crew, &coach, "0", "1").await;
    sent_later(&mut crew, &coach, "late", 0).await;
    let door = crew.get(&coach.at("")).await.body;
    assert!(
        door.contains("told after departure") && door.contains(&format!("Seat {seat} · 张**")),
        "{door}"
    );
    assert!(!door.contains("张三丰"), "masked for the crew");

    let mut clerk = desk.signed_in("clerk").await;
    let trip = format!("/console/trips/{}", coach.trip);
    let page = clerk.get(&trip).await.body;
    for said in [
        "Still open at the door: 1",
        "told after departure",
        "/console/workers/p0",
        &format!("{seat} 张三丰"),
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let settle = format!("{trip}/settle");
    let vehicle = coach.vehicles[0].as_str();
    let fields = |record, found| [("vehicle", vehicle), ("record", record), ("found", found)];
    let unsaid = clerk.post(&settle, &fields("late", " ")).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Write what you found out"));
    let elsewhere = [
        ("vehicle", "v1"),
        ("record", "late"),
        ("found", "乘了这趟车"),
    ];
    assert_eq!(
        clerk.post(&settle, &elsewhere).await.status,
        StatusCode::NOT_FOUND
    );
    let closed = clerk.post(&settle, &fields("late", "乘了这趟车")).await;
    assert_eq!(closed.location(), format!("{trip}?done=settled"));
    let page = clerk.get(closed.location()).await.body;
    assert!(page.contains("The record is closed") && !page.contains("Still open at the door"));
    let again = clerk.post(&settle, &fields("late", "乘了这趟车")).await;
    assert_eq!(again.location(), format!("{trip}?done=none-open"));
    let audited = "SELECT actor || ' ' || reason FROM audit WHERE action = 'boarding.settled'";
    assert_eq!(desk.texts(audited).await, ["clerk 乘了这趟车"]);
    assert!(!crew.get(&coach.at("")).await.body.contains("told after"));
}
