//! HR's decision and whom it can be told to.

use super::house::{House, NOW, Person, coach, minutes, place};
use returnline::domain::delivery::ChannelKind;
use returnline::domain::employer::Listing;
use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::roster::Decision;
use returnline::domain::seat::VehicleKind;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::Requirements;
use returnline::store::employer::NewEmployer;

use crate::kit::databases::sql;

pub async fn a_chat_that_blocks_us_is_the_last_resort(house: &House) {
    let person = house.person(0).await;
    let mut tx = house.tx().await;
    let second = tx
        .ensure_chat(ChannelKind::Web, "second", Locale::ZhHans, NOW)
        .await
        .unwrap();
    let join = format!(
        "UPDATE chat SET worker_id = '{}', last_seen_at = {} WHERE id = '{second}'",
        person.worker,
        minutes(5).millis()
    );
    sql(&mut tx, &join).await;
    let own = format!(
        "UPDATE chat SET worker_id = '{}' WHERE id = '{}'",
        person.worker, person.chat
    );
    sql(&mut tx, &own).await;
    let both = [second.clone(), person.chat.clone()];
    assert_eq!(tx.chats_of(&person.worker).await.unwrap(), both);
    let blocked = format!("UPDATE chat SET contact = 'blocked' WHERE id = '{second}'");
    sql(&mut tx, &blocked).await;
    let both = [person.chat.clone(), second];
    assert_eq!(tx.chats_of(&person.worker).await.unwrap(), both);
    tx.commit().await.unwrap();
}

pub async fn employer(house: &House) -> EmployerId {
    let mut tx = house.tx().await;
    let new = NewEmployer {
        name: "甲厂".to_owned(),
        district: place("330302"),
        zone: None,
        listing: Listing::No,
        link_code: "a".to_owned(),
        source: "made up".to_owned(),
    };
    let id = tx.insert_employer(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub async fn hr(house: &House, employer: &EmployerId) -> StaffId {
    let hr = Staff {
        id: StaffId::new("hr"),
        login: "hr".to_owned(),
        name: "人事".to_owned(),
        role: Role::Hr,
        employer: Some(employer.clone()),
        district: None,
        locale: Locale::ZhHans,
    };
    let mut tx = house.tx().await;
    tx.insert_staff(&hr, None, NOW).await.unwrap();
    tx.commit().await.unwrap();
    hr.id
}

/// Whether somebody without a chat keeps a seat on such a trip after HR has rejected them.
async fn keeps_seat(house: &House, person: &Person, code: &str, asks: bool, hr: &StaffId) -> bool {
    let mut new = coach(code, &[VehicleKind::Coach40], false);
    new.requirements = Requirements {
        roster_confirmed: asks,
        ..Requirements::default()
    };
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    house.seat(&trip, person, NOW).await;
    let mut tx = house.tx().await;
    let line = tx.roster_line_of(&person.worker).await.unwrap().unwrap();
    let reason = "不认识".to_owned();
    tx.decide_roster_line(&line, &Decision::Reject { reason }, hr, NOW)
        .await
        .unwrap();
    let seat = tx.active_seat(&person.worker).await.unwrap();
    tx.commit().await.unwrap();
    seat.is_some()
}

pub async fn a_rejected_worker_without_a_chat_gives_up_the_seat(house: &House) {
    let employer = employer(house).await;
    let hr = hr(house, &employer).await;
    let mut tx = house.tx().await;
    let first = house.register(&mut tx, 0, Some(employer.clone())).await;
    let second = house.register(&mut tx, 1, Some(employer)).await;
    sql(&mut tx, "UPDATE chat SET worker_id = NULL").await;
    tx.commit().await.unwrap();
    assert!(!keeps_seat(house, &first, "HS-1", true, &hr).await);
    assert!(keeps_seat(house, &second, "HS-2", false, &hr).await);
}
