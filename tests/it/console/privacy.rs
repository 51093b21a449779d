//! Personal data at the desk: an administrator erases somebody, and sees the proof of it and of the sweeps.

use super::harness::{Desk, START};
use axum::http::StatusCode;
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::domain::privacy::RetentionKind;
use returnline::store::privacy::RetentionRun;

const ID: &str = "520199199003070013";

async fn known(desk: &Desk) -> String {
    let mut tx = desk.store.write().await.unwrap();
    let worker = tx
        .upsert_worker(
            &desk.store,
            &PersonName::parse("王小明").unwrap(),
            &ResidentId::parse(ID, START.date()).unwrap(),
            &Mobile::parse("15400000001").unwrap(),
            "test",
            START,
        )
        .await
        .unwrap();
    tx.commit().await.unwrap();
    worker.as_str().to_owned()
}

#[tokio::test]
async fn an_administrator_erases_somebody_with_a_reason_and_a_tick() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    desk.sql(&format!(
        "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
         VALUES ('c1', 'web', 'a1', 'en', '{worker}', 0, 1)"
    ))
    .await;
    let path = format!("/console/privacy/{worker}");
    let mut admin = desk.signed_in("admin").await;
    let page = admin.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("520199********0013") && page.body.contains("154****0001"));
    assert!(
        !page.body.contains(ID) && !page.body.contains("王小明"),
        "masked"
    );

    for (reason, sure, error) in [
        ("", "yes", "reason-error"),
        ("x", "yes", "reason-error"),
        ("asked for by telephone", "", "sure-error"),
    ] {
        let page = admin
            .post(&path, &[("reason", reason), ("sure", sure)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason:?}");
        assert!(page.body.contains(error) && page.body.contains(&format!("value=\"{reason}\"")));
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM erasure").await, 0);

    let given = [("reason", "asked for by telephone"), ("sure", "yes")];
    let done = admin.post(&path, &given).await;
    assert_eq!(done.location(), "/console/privacy?done=erased");
    let list = admin.get(done.location()).await.body;
    assert!(
        list.contains("asked for by telephone")
            && list.contains("Name of admin")
            && list.contains(&worker)
    );
    assert_eq!(desk.texts("SELECT name FROM worker").await, ["*"]);
    assert_eq!(
        desk.texts(
            "SELECT actor || ' ' || action || ' ' || reason FROM audit WHERE action LIKE '%erased'"
        )
        .await,
        ["admin worker.erased asked for by telephone"]
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM chat WHERE worker_id IS NULL AND contact = 'opted_out'")
            .await,
        1
    );
    // There is nobody any more.
    assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        admin.post(&path, &given).await.status,
        StatusCode::NOT_FOUND
    );
    let book = admin.get("/console/privacy.xlsx").await;
    assert!(
        book.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains("erasures-")
    );
}

#[tokio::test]
async fn the_sweeps_stand_beside_the_erasures() {
    let desk = Desk::open().await;
    let mut admin = desk.signed_in("admin").await;
    let before = admin.get("/console/privacy").await.body;
    assert!(
        before.contains("Nothing has been looked through yet")
            && before.contains("Nobody has been erased")
    );
    let mut tx = desk.store.write().await.unwrap();
    let run = RetentionRun {
        at: START,
        kind: RetentionKind::Temperatures,
        removed: 417,
        oldest_kept: Some(START),
    };
    tx.note_retention(&run).await.unwrap();
    tx.commit().await.unwrap();
    let after = admin.get("/console/privacy").await.body;
    assert!(after.contains("Temperatures on the way") && after.contains("417"));
}
