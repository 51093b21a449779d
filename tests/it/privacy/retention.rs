//! Health data goes by itself, when it should and not before.

use super::dump::{everything, places};
use super::{CERTIFICATE, MOBILE, NAME, Town};
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::privacy::RetentionKind;
use returnline::runner::retention::Swept;
use returnline::store::Store;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn sweep(town: &Town) -> Swept {
    let swept = town.runner.sweep("me", &CancellationToken::new()).await;
    swept.unwrap().expect("nobody else sweeps")
}

async fn count(store: &Store, text: &str) -> i64 {
    let mut tx = store.read().await.unwrap();
    let found = number(&mut tx, text).await;
    tx.rollback().await.unwrap();
    found
}

/// On board of the vehicle they have a seat on, with a temperature taken and a code seen; it has arrived.
async fn travels(town: &Town, arrived_at: i64) {
    let worker = town.worker().await.unwrap();
    let mut tx = town.store.write().await.unwrap();
    let seat = tx.active_seat(&worker).await.unwrap().unwrap().seat;
    let staff = tx.staff_by_login("admin").await.unwrap().unwrap().0.id;
    for text in [
        format!("UPDATE seat SET state = 'boarded' WHERE id = '{seat}'"),
        format!(
            "UPDATE vehicle SET departed_at = 1, arrived_at = {arrived_at} WHERE id = \
                 (SELECT vehicle_id FROM seat WHERE id = '{seat}')"
        ),
        format!(
            "INSERT INTO boarding (id, vehicle_id, seat_id, worker_id, kind, reasons, temperature, health_code, device, \
                 staff_id, offline, happened_at, received_at) SELECT 'b1', vehicle_id, id, '{worker}', 'boarded', '', 365, \
                 'green', 'd', '{staff}', FALSE, 5, 5 FROM seat WHERE id = '{seat}'"
        ),
        format!(
            "INSERT INTO temperature (id, vehicle_id, seat_id, worker_id, tenths, staff_id, taken_at) \
                 SELECT 't1', vehicle_id, id, '{worker}', 366, '{staff}', 5 FROM seat WHERE id = '{seat}'"
        ),
    ] {
        assert_eq!(sql(&mut tx, &text).await, 1, "{text}");
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn health_data_goes_thirty_days_after_arrival_and_not_a_day_before() {
    on_both("thirty days", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        town.say("a", &["change", "more", "1", "2"]).await;
        town.photo("a").await;
        town.say("a", &["2020-03-02"]).await;
        town.say("a", &["0", "I had a cough", "end"]).await;
        town.clock.advance(DAY);
        let arrived = town.now().plus(2 * DAY);
        travels(&town, arrived.millis()).await;
        let of_worker = |what: &str| {
            format!(
                "SELECT COUNT(*) FROM registration r JOIN worker w ON w.id = r.worker_id \
                     WHERE w.name = '{NAME}' AND {what}"
            )
        };
        let (known, gone) = (
            of_worker("r.health_code = 'green'"),
            of_worker("r.health_code = 'none' AND r.certificate_until IS NULL"),
        );

        town.clock.advance(31 * DAY + Duration::from_secs(3600));
        let early = sweep(&town).await;
        assert_eq!(
            (early.temperatures, early.doors, early.photos),
            (0, 0, 0),
            "{early:?}"
        );
        assert_eq!(count(&store, &known).await, 1, "29 days and some hours");

        town.clock.advance(DAY);
        let swept = sweep(&town).await;
        assert_eq!(
            (swept.temperatures, swept.doors, swept.photos),
            (1, 1, 1),
            "{swept:?}"
        );
        assert!(swept.answers >= 1 && swept.messages > 30, "{swept:?}");
        assert_eq!(count(&store, &gone).await, 1);
        let cells = everything(&store).await;
        for value in [CERTIFICATE, "cough", "154****9001"] {
            let left: Vec<_> = places(&cells, value)
                .into_iter()
                .filter(|at| at != "worker.mobile_mask")
                .collect();
            assert_eq!(left, Vec::<String>::new(), "{value}");
        }
        assert!(
            !places(&cells, NAME).is_empty() && !places(&cells, MOBILE).is_empty(),
            "the person stays"
        );
        let session = cells
            .iter()
            .find(|cell| cell.place == "chat.session_sealed" && cell.text.contains(NAME));
        let session = &session.expect("the session stays").text;
        assert!(
            session.contains("\"health_code\":null") && session.contains("\"certificate\":null"),
            "{session}"
        );

        // Again: nothing left to do, which is written down too.
        let nothing = sweep(&town).await;
        assert_eq!(nothing, Swept::default());
        let mut tx = store.read().await.unwrap();
        let runs = tx.retention_runs(100).await.unwrap();
        assert_eq!(runs.len(), 3 * RetentionKind::ALL.len());
        let proof = runs
            .iter()
            .find(|run| run.kind == RetentionKind::Temperatures && run.removed == 1);
        assert_eq!(proof.expect("a line of proof").oldest_kept, None);
        tx.rollback().await.unwrap();
        // Whoever comes back is asked about health anew.
        town.say("a", &["/status"]).await;
        assert!(town.shown("a").await.last().is_some());
    })
    .await;
}

#[tokio::test]
async fn who_never_travelled_keeps_health_until_thirty_days_after_their_trip_or_last_word() {
    on_both("never travelled", async |store| {
        let town = Town::new(&store).await;
        // One typed and left; one has a seat on the 25th and never came; one reports again much later.
        town.say(
            "t",
            &["hi", "3", "1", "1", "1", "green", CERTIFICATE, "2020-03-01"],
        )
        .await;
        town.register("a").await;
        let typed = "SELECT COUNT(*) FROM chat WHERE address = 't' AND health_gone_at IS NOT NULL";
        let known = format!(
            "SELECT COUNT(*) FROM registration r JOIN worker w ON w.id = r.worker_id \
                             WHERE w.name = '{NAME}' AND r.health_observed_at > 0"
        );
        town.clock.advance(29 * DAY);
        sweep(&town).await;
        assert_eq!(count(&store, typed).await, 0);
        town.clock.advance(2 * DAY);
        sweep(&town).await;
        assert_eq!(count(&store, typed).await, 1, "31 days after the last word");
        let cells = everything(&store).await;
        assert!(
            places(&cells, CERTIFICATE)
                .iter()
                .all(|at| at != "inbound.echo")
                || count(&store, &known).await == 1
        );
        assert_eq!(count(&store, &known).await, 1, "29 days after the trip");
        town.clock.advance(3 * DAY);
        sweep(&town).await;
        assert_eq!(count(&store, &known).await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_replica_sweeps_at_a_time_and_once_a_day() {
    on_both("one replica", async |store| {
        let town = Town::new(&store).await;
        let stop = CancellationToken::new();
        let mut tx = store.write().await.unwrap();
        let lease = Duration::from_secs(300);
        tx.acquire_lease("retention", "other", lease, town.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            town.runner.sweep_if_due("me", &stop).await.unwrap(),
            None,
            "another is at it"
        );
        town.clock.advance(lease);
        assert!(
            town.runner
                .sweep_if_due("me", &stop)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(
            town.runner.sweep_if_due("me", &stop).await.unwrap(),
            None,
            "done today"
        );
        town.clock.advance(DAY);
        assert!(
            town.runner
                .sweep_if_due("me", &stop)
                .await
                .unwrap()
                .is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn expired_links_sessions_and_files_go_and_the_others_stay() {
    on_both("expired", async |store| {
        let town = Town::new(&store).await;
        let later = town.now().plus(DAY).millis();
        let mut tx = store.write().await.unwrap();
        let staff = tx.staff_by_login("admin").await.unwrap().unwrap().0.id;
        for (id, until) in [("old", 1), ("new", later)] {
            for text in [
                format!("INSERT INTO sign_in_link (token_hash, staff_id, expires_at) VALUES ('{id}', '{staff}', {until})"),
                format!("INSERT INTO staff_session (token_hash, staff_id, csrf, created_at, expires_at) \
                         VALUES ('{id}', '{staff}', 'c', 0, {until})"),
                format!("INSERT INTO staff_chat_code (code_hash, staff_id, expires_at) VALUES ('{id}', '{staff}', {until})"),
            ] {
                assert_eq!(sql(&mut tx, &text).await, 1);
            }
        }
        tx.commit().await.unwrap();
        let swept = sweep(&town).await;
        assert_eq!(swept.expired, 3);
        for table in ["sign_in_link WHERE token_hash", "staff_session WHERE token_hash", "staff_chat_code WHERE code_hash"] {
            assert_eq!(count(&store, &format!("SELECT COUNT(*) FROM {table} = 'old'")).await, 0);
            assert_eq!(count(&store, &format!("SELECT COUNT(*) FROM {table} = 'new'")).await, 1);
        }
    })
    .await;
}
