//! One worker at the desk: found by number, helped with a reason.

use super::harness::{Desk, START};
use axum::http::StatusCode;
use returnline::domain::identity::{Mobile, PersonName, ResidentId};

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

async fn audited(desk: &Desk, worker: &str) -> Vec<String> {
    desk.texts(&format!(
        "SELECT actor || ' ' || action || ' ' || reason FROM audit WHERE subject LIKE '{worker}%' ORDER BY action"
    ))
    .await
}

#[tokio::test]
async fn a_worker_is_found_by_number_and_the_number_is_shown_in_part() {
    let desk = Desk::open().await;
    known(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    let find = [("step", "find"), ("resident_id", ID)];
    let page = clerk.post("/console/workers", &find).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("王小明") && page.body.contains("520199********0013"));
    assert!(!page.body.contains(ID), "{}", page.body);
    assert!(
        !page.body.contains("name=\"requirement\""),
        "an administrator's"
    );
    let nobody = [("step", "find"), ("resident_id", "520199199105060027")];
    let page = clerk.post("/console/workers", &nobody).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_done_for_a_worker_needs_a_reason_and_is_audited() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    let mut admin = desk.signed_in("admin").await;
    let class = [
        ("step", "class"),
        ("worker", worker.as_str()),
        ("class", "medical"),
    ];
    let waive = [
        ("step", "waive"),
        ("worker", worker.as_str()),
        ("trip", "t1"),
        ("requirement", "employer_missing"),
    ];
    let name = [
        ("step", "name"),
        ("worker", worker.as_str()),
        ("name", "王晓明"),
    ];
    for fields in [class.as_slice(), waive.as_slice(), name.as_slice()] {
        let reply = admin.post("/console/workers", fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let with_reason = [fields, &[("reason", " 有证明 ")]].concat();
        let reply = admin.post("/console/workers", &with_reason).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    }
    assert_eq!(
        audited(&desk, &worker).await,
        [
            "admin requirement.waived.employer_missing 有证明",
            "admin waitlist.class.medical 有证明",
            "admin worker.name_corrected 有证明",
        ]
    );
    let never = [
        ("step", "waive"),
        ("worker", worker.as_str()),
        ("trip", "t1"),
        ("requirement", "code_not_green"),
        ("reason", "有证明"),
    ];
    let reply = admin.post("/console/workers", &never).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut clerk = desk.signed_in("clerk").await;
    let with_reason = [waive.as_slice(), &[("reason", "有证明")]].concat();
    let reply = clerk.post("/console/workers", &with_reason).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}
