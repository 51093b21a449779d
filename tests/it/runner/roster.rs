//! A worker's claim in the chat: confirmed because HR has declared them, or given up because HR does not answer.

use super::{ID, MOBILE, Phone};
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::roster::{EntryCells, EntryRow};
use returnline::runner::Terms;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::roster::UploadOutcome;
use std::time::Duration;

/// HR of the firm the worker names declares them.
async fn declare(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let (hr, _) = tx.staff_by_login("hr").await.unwrap().unwrap();
    let firm = hr.employer.unwrap();
    let upload = tx
        .begin_upload(&firm, "a.csv", &hr.id, DEMO_START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let row = EntryRow {
        number: 2,
        cells: EntryCells {
            name: "王小明".to_owned(),
            resident_id: ID.to_owned(),
            mobile: MOBILE.to_owned(),
            second: false,
        },
        columns: [Some(0), Some(1), Some(2)],
    };
    let (outcome, today) = (UploadOutcome::default(), DEMO_START.date());
    store
        .fill_upload(&upload, &[row], &outcome, today, || DEMO_START)
        .await
        .unwrap();
    let mut tx = store.write().await.unwrap();
    let added = tx
        .accept_upload(&upload.id, &firm, &hr.id, DEMO_START)
        .await;
    assert_eq!(added.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// Lines of the worker in a state.
async fn lines(store: &Store, state: &str) -> i64 {
    let mut tx = store.read().await.unwrap();
    let text = format!(
        "SELECT COUNT(*) FROM roster_line l JOIN worker w ON w.id = l.worker_id \
         WHERE w.source = 'self' AND l.state = '{state}'"
    );
    let count = number(&mut tx, &text).await;
    tx.rollback().await.unwrap();
    count
}

fn heard(texts: &[String], words: &str) -> bool {
    texts.iter().any(|text| text.contains(words))
}

#[tokio::test]
async fn runner_confirms_whom_hr_has_declared_whenever_they_register() {
    for declared_first in [true, false] {
        on_both("declared", async |store| {
            load_demo(&store).await.unwrap();
            let mut phone = Phone::new(&store, "1").await;
            if declared_first {
                declare(&store).await;
                phone.register().await;
                assert_eq!(lines(&store, "confirmed").await, 1, "at once");
            } else {
                phone.register().await;
                declare(&store).await;
                assert_eq!(lines(&store, "claimed").await, 1);
            }
            // Once for the roster, once for the news of it.
            phone.runner.tick_once().await.unwrap();
            phone.runner.tick_once().await.unwrap();
            assert_eq!(lines(&store, "confirmed").await, 1);
            let texts = phone.queued().await;
            assert!(
                heard(&texts, "Your employer has confirmed you"),
                "{texts:?}"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn runner_gives_a_seat_up_that_hr_has_not_answered_for() {
    on_both("unanswered", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        let mut tx = store.write().await.unwrap();
        let strict = "UPDATE trip SET requirements = REPLACE(requirements, '\"roster_confirmed\":false', '\"roster_confirmed\":true')";
        sql(&mut tx, strict).await;
        tx.commit().await.unwrap();
        let seated = async || {
            let mut tx = store.read().await.unwrap();
            let text = "SELECT COUNT(*) FROM seat s JOIN worker w ON w.id = s.worker_id WHERE w.source = 'self'";
            let count = number(&mut tx, text).await;
            tx.rollback().await.unwrap();
            count
        };
        phone.clock.advance(Terms::default().hr_wait - Duration::from_secs(30));
        phone.runner.tick_once().await.unwrap();
        assert_eq!(seated().await, 1);
        phone.clock.advance(Duration::from_secs(30));
        phone.runner.tick_once().await.unwrap();
        phone.runner.tick_once().await.unwrap();
        assert_eq!(seated().await, 0);
        assert_eq!(lines(&store, "claimed").await, 1, "HR may still say yes");
        let mut tx = store.read().await.unwrap();
        let told = "SELECT COUNT(*) FROM outbox WHERE content LIKE '%has not confirmed you in time, so your seat%'";
        assert_eq!(number(&mut tx, told).await, 1);
        tx.rollback().await.unwrap();
    })
    .await;
}
