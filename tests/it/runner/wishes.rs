//! Whoever waits for a trip hears of one that opens, once, and only if it is for them.

use super::Phone;
use crate::kit::databases::{number, on_both, sql, texts};
use returnline::clock::Clock;
use returnline::domain::boarding::CrewRule;
use returnline::domain::id::TripId;
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::VehicleKind;
use returnline::domain::trip::{Mode, Requirements, Stop, TripDraft};
use returnline::store::Store;
use returnline::store::demo::load_demo;
use std::time::Duration;

const TOLD: &str = "A trip for you is open";

/// Somebody whose trip was cancelled, so that their wish is recorded.
async fn wishing(store: &Store) -> Phone {
    load_demo(store).await.unwrap();
    let mut phone = Phone::new(store, "1").await;
    phone.register().await;
    let mut tx = store.write().await.unwrap();
    let (admin, _) = tx.staff_by_login("admin").await.unwrap().unwrap();
    let trips = texts(&mut tx, "SELECT id FROM trip WHERE code = 'YZ-0225'").await;
    let trip = TripId::new(trips[0].clone());
    tx.cancel_trip(&trip, "封路", &admin.id, phone.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    phone.settle().await;
    phone.queued().await;
    phone
}

async fn open(phone: &Phone, code: &str, place: &str, requirements: Requirements) {
    let now = phone.clock.now();
    let mut tx = phone.store.write().await.unwrap();
    let (admin, _) = tx.staff_by_login("admin").await.unwrap().unwrap();
    let draft = TripDraft {
        code: code.to_owned(),
        mode: Mode::Coach,
        district: PlaceCode::parse("330302").unwrap(),
        stops: vec![Stop {
            place: PlaceCode::parse(place).unwrap(),
            meeting_point: "火车站".to_owned(),
            departs_at: now.plus(Duration::from_secs(48 * 3600)),
        }],
        spaced: true,
        fare_fen: 0,
        requirements: Requirements {
            crew: Some(CrewRule::FULL),
            ..requirements
        },
        vehicles: vec![VehicleKind::Coach40],
        crew_seats: 0,
    };
    let id = tx
        .create_trip_draft(&draft, "test", &admin.id, now)
        .await
        .unwrap();
    tx.open_trip(&id, 1, &admin.id, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn told(phone: &Phone) -> Vec<String> {
    phone.settle().await;
    let said = phone.queued().await;
    said.into_iter().filter(|one| one.contains(TOLD)).collect()
}

#[tokio::test]
async fn whose_wish_is_recorded_hears_once_of_a_trip_that_fits() {
    on_both("wishes", async |store| {
        let phone = wishing(&store).await;
        // From Ganzhou; for another county's employers; both stay unsaid.
        open(&phone, "GZ-1", "360700", Requirements::default()).await;
        let elsewhere = Requirements {
            districts: vec![PlaceCode::parse("330326").unwrap()],
            ..Requirements::default()
        };
        open(&phone, "PY-1", "431100", elsewhere).await;
        assert_eq!(told(&phone).await, Vec::<String>::new());
        // The certificate can still be brought.
        let papers = Requirements {
            certificate: true,
            ..Requirements::default()
        };
        open(&phone, "YZ-1", "431100", papers).await;
        let said = told(&phone).await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].contains("YZ-1") && said[0].contains("20 seats are free"),
            "{said:?}"
        );
        assert_eq!(told(&phone).await.len(), 1, "once");
        let mut tx = store.write().await.unwrap();
        let open = texts(&mut tx, "SELECT id FROM trip WHERE wish_cursor IS NOT NULL").await;
        assert_eq!(open, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn whoever_has_booked_meanwhile_is_told_nothing() {
    on_both("wishes met", async |store| {
        let phone = wishing(&store).await;
        open(&phone, "YZ-1", "431100", Requirements::default()).await;
        // The news is on its way when they book.
        let mut tx = store.write().await.unwrap();
        tx.tell_wishes(200, phone.clock.now()).await.unwrap();
        let news = "SELECT COUNT(*) FROM chat_event WHERE event LIKE '%trip_opened%'";
        assert_eq!(number(&mut tx, news).await, 1);
        sql(&mut tx, "DELETE FROM demand").await;
        tx.commit().await.unwrap();
        assert_eq!(told(&phone).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn wishes_are_looked_through_a_few_at_a_time() {
    on_both("wishes by parts", async |store| {
        let phone = wishing(&store).await;
        let mut tx = store.write().await.unwrap();
        let others = "DELETE FROM demand WHERE worker_id NOT IN (SELECT worker_id FROM chat WHERE worker_id IS NOT NULL)";
        sql(&mut tx, others).await;
        for n in 0..5 {
            let worker = format!("w{n}");
            sql(
                &mut tx,
                &format!(
                    "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, \
                     mobile_mask, source, created_at, updated_at) VALUES ('{worker}', '张', 'h{n}', '00', '5', \
                     'm{n}', '00', '1', 'made up', 0, 0)"
                ),
            )
            .await;
        }
        sql(
            &mut tx,
            "INSERT INTO demand (worker_id, origin, mode, at) SELECT id, '431100', 'coach', 0 FROM worker \
             WHERE id IN ('w0', 'w1', 'w2', 'w3', 'w4')",
        )
        .await;
        tx.commit().await.unwrap();
        open(&phone, "YZ-1", "431100", Requirements::default()).await;
        let mut looked_at = Vec::new();
        loop {
            let mut tx = store.write().await.unwrap();
            let some = tx.tell_wishes(2, phone.clock.now()).await.unwrap();
            tx.commit().await.unwrap();
            if some == 0 {
                break;
            }
            looked_at.push(some);
        }
        // Six wishes, and a last look that finds none left.
        assert_eq!(looked_at, [2, 2, 2, 1]);
        assert_eq!(told(&phone).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_woken_at_night_for_a_trip() {
    on_both("wishes at night", async |store| {
        let mut phone = wishing(&store).await;
        phone.quiet_at_night();
        // The demo begins at eight in the morning.
        phone.clock.advance(Duration::from_secs(14 * 3600));
        open(&phone, "YZ-1", "431100", Requirements::default()).await;
        let open_ends = async || {
            phone.settle().await;
            let mut tx = store.write().await.unwrap();
            let waits = "SELECT COUNT(*) FROM trip WHERE wish_cursor IS NOT NULL";
            number(&mut tx, waits).await
        };
        phone.clock.advance(Duration::from_secs(9 * 3600 - 180));
        assert_eq!(open_ends().await, 1, "a little before seven");
        phone.clock.advance(Duration::from_secs(180));
        assert_eq!(open_ends().await, 0, "seven");
    })
    .await;
}
