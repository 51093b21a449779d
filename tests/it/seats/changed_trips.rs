//! Trips that are cancelled or moved: everybody is told, once, and nobody is lost.

use super::house::{House, NOW, Person, minutes};
use super::line::{join, news, waiting};
use crate::kit::databases::{number, sql};
use returnline::domain::id::{StaffId, TripId};
use returnline::domain::language::Locale;
use returnline::domain::registration::News;
use returnline::domain::seat::VehicleKind;
use returnline::domain::staff::{Role, Staff};
use returnline::store::Tx;
use std::collections::BTreeSet;

pub async fn admin(house: &House) -> StaffId {
    let admin = Staff {
        id: StaffId::new("admin"),
        login: "admin".to_owned(),
        name: "管理员".to_owned(),
        role: Role::Admin,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    };
    let mut tx = house.tx().await;
    tx.insert_staff(&admin, None, NOW).await.unwrap();
    tx.commit().await.unwrap();
    admin.id
}

async fn seated(house: &House, trip: &TripId, people: &[Person]) {
    let mut tx = house.tx().await;
    let wished = tx.trip(trip).await.unwrap().expect("a trip");
    for person in people {
        tx.claim_seat(&wished, &person.worker, minutes(10), NOW)
            .await
            .unwrap();
        let seat = tx.active_seat(&person.worker).await.unwrap().unwrap();
        tx.reserve_seat(&seat.seat, &person.worker, NOW)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn count(tx: &mut Tx, what: &str) -> i64 {
    number(tx, &format!("SELECT COUNT(*) FROM {what}")).await
}

/// 230 people on a cancelled trip, told fifty at a time; the process dies after some of the batches, before their
/// commit.
pub async fn everybody_of_a_cancelled_trip_is_told_once_though_it_stops_half_way(house: &House) {
    let admin = admin(house).await;
    let trip = house
        .coaches("HS-1", &[VehicleKind::Coach49; 5], false)
        .await;
    let people = house.people(0..230).await;
    seated(house, &trip, &people).await;
    let mut tx = house.tx().await;
    // Entered by a clerk: no chat leads to them.
    let silent = &people[0];
    sql(&mut tx, "UPDATE chat SET worker_id = NULL").await;
    for person in &people[1..] {
        let (chat, worker) = (&person.chat, &person.worker);
        let link = format!("UPDATE chat SET worker_id = '{worker}' WHERE id = '{chat}'");
        sql(&mut tx, &link).await;
    }
    tx.cancel_trip(&trip, "封路", &admin, NOW).await.unwrap();
    tx.commit().await.unwrap();

    let mut told = BTreeSet::new();
    for round in 0.. {
        let mut tx = house.tx().await;
        let batch = tx.tell_cancelled(50, NOW).await.unwrap();
        assert!(batch.len() <= 50);
        if round % 3 == 1 {
            tx.rollback().await.unwrap();
            continue;
        }
        tx.commit().await.unwrap();
        for worker in &batch {
            assert!(told.insert(worker.clone()), "told twice");
        }
        if batch.is_empty() {
            break;
        }
    }
    assert_eq!(told.len(), 230);
    let mut tx = house.tx().await;
    assert!(!tx.expiries_due(NOW).await.unwrap(), "nothing left to do");
    assert_eq!(count(&mut tx, "seat WHERE worker_id IS NOT NULL").await, 0);
    assert_eq!(count(&mut tx, "demand").await, 230, "nobody is lost");
    assert_eq!(
        count(&mut tx, "chat_event WHERE event LIKE '%trip_cancelled%'").await,
        229
    );
    let untold = format!(
        "audit WHERE action = 'trip.cancelled_untold' AND subject = '{}'",
        silent.worker
    );
    assert_eq!(count(&mut tx, &untold).await, 1);
    drop(tx);
    let cancelled = News::TripCancelled {
        trip,
        code: "HS-1".to_owned(),
        departs_at: minutes(48 * 60),
        reason: "封路".to_owned(),
    };
    assert_eq!(news(house, &people[7]).await, [cancelled]);
}

pub async fn people_of_a_moved_trip_are_told_of_each_move_once(house: &House) {
    let admin = admin(house).await;
    let trip = house.small_coach("HS-1", 3).await;
    let people = house.people(0..5).await;
    for person in &people {
        let chat = format!(
            "UPDATE chat SET worker_id = '{}' WHERE id = '{}'",
            person.worker, person.chat
        );
        let mut tx = house.tx().await;
        sql(&mut tx, &chat).await;
        tx.commit().await.unwrap();
    }
    seated(house, &trip, &people[..3]).await;
    join(house, &trip, &people[3]).await;
    let (first, second) = (minutes(50 * 60), minutes(20 * 60));
    for (was, to) in [(minutes(48 * 60), first), (first, second)] {
        let mut tx = house.tx().await;
        tx.move_trip(&trip, to, "封路", &admin, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut told = 0;
        for round in 0..8 {
            let mut tx = house.tx().await;
            let batch = tx.tell_moved(2, NOW).await.unwrap().len();
            if round == 1 {
                tx.rollback().await.unwrap();
                continue;
            }
            told += batch;
            tx.commit().await.unwrap();
        }
        assert_eq!(told, 4, "three with a seat and one in line");
        let moved = News::TripMoved {
            trip: trip.clone(),
            was,
            departs_at: to,
            reason: "封路".to_owned(),
        };
        for person in &people[..4] {
            assert_eq!(news(house, person).await, std::slice::from_ref(&moved));
        }
        assert_eq!(news(house, &people[4]).await, []);
    }
    assert_eq!(waiting(house, &people[3]).await.unwrap().ahead, 0);
}
