//! Where and when a worker gets on, and why there is no ticket yet.

use super::Phone;
use crate::kit::databases::{on_both, sql, texts};
use returnline::domain::id::TripId;
use returnline::store::Store;
use returnline::store::demo::load_demo;
use std::time::Duration;

/// The demo with its coach from Yongzhou, 08:00, made to come from Hengyang: it is in Yongzhou at 10:30.
async fn world(store: &Store) -> TripId {
    load_demo(store).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for statement in [
        "UPDATE trip_stop SET ordinal = 2, meeting_point = '永州南站', departs_at = \
         (SELECT departs_at + 9000000 FROM trip t WHERE t.id = trip_id) \
         WHERE trip_id = (SELECT id FROM trip WHERE code = 'YZ-0225')",
        "INSERT INTO trip_stop (trip_id, place, ordinal) SELECT id, '430400', 1 FROM trip WHERE code = 'YZ-0225'",
        "UPDATE trip SET requirements = replace(requirements, '\"certificate\":false', '\"certificate\":true') \
         WHERE code = 'YZ-0225'",
    ] {
        sql(&mut tx, statement).await;
    }
    let mut ids = texts(&mut tx, "SELECT id FROM trip WHERE code = 'YZ-0225'").await;
    tx.commit().await.unwrap();
    TripId::new(ids.remove(0))
}

async fn moves(store: &Store, trip: &TripId, hours: u64, phone: &Phone) {
    use returnline::clock::Clock;
    let mut tx = store.write().await.unwrap();
    let (admin, _) = tx.staff_by_login("admin").await.unwrap().unwrap();
    let to = tx.trip(trip).await.unwrap().unwrap().departs_at;
    let to = to.plus(Duration::from_secs(hours * 3600));
    tx.move_trip(trip, to, "封路", &admin.id, phone.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    phone.settle().await;
}

#[tokio::test]
async fn whoever_gets_on_at_the_second_stop_is_told_its_place_and_time() {
    on_both("second stop", async |store| {
        let trip = world(&store).await;
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        let said = phone.queued().await.join("\n");
        assert!(
            said.contains("10:30") && said.contains("Meet at: 永州南站"),
            "{said}"
        );
        assert!(
            !said.contains("25 Feb, 08:00") && !said.contains("汽车站"),
            "{said}"
        );
        moves(&store, &trip, 1, &phone).await;
        let said = phone.queued().await.join("\n");
        let told = "now leaves Tue 25 Feb, 11:30, not Tue 25 Feb, 10:30";
        assert!(said.contains(told), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_a_move_has_ended_says_what_is_missing() {
    on_both("lacks", async |store| {
        let trip = world(&store).await;
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        phone.queued().await;
        // The certificate is valid until 1 March.
        moves(&store, &trip, 7 * 24, &phone).await;
        let said = phone.queued().await.join("\n");
        assert!(said.contains("your ticket does not count"), "{said}");
        for asked in ["status", "ticket"] {
            phone.say(asked).await;
            let said = phone.queued().await.join("\n");
            assert!(
                said.to_lowercase().contains("no ticket yet"),
                "{asked}: {said}"
            );
            assert!(!said.contains("HR must still confirm"), "{asked}: {said}");
        }
    })
    .await;
}
