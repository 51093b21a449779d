//! What is left of a notice: receipt, report, people to call, and its place in the list.

use super::harness::{Desk, Reply, START};
use super::notice_after::notice;
use super::notices::written;
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use std::time::Duration;

#[tokio::test]
async fn the_papers_hold_what_was_approved_and_what_became_of_everyone() {
    let desk = Desk::open().await;
    let people = [
        ("sent", ""),
        ("sent", ""),
        ("failed", "blocked"),
        ("excluded", "opted out"),
    ];
    notice(&desk, "done", &people).await;
    desk.clock.advance(Duration::from_secs(60));
    let mut clerk = desk.signed_in("clerk").await;
    let receipt = clerk.get("/console/notices/n1/receipt").await.body;
    for told in [
        "abc123",
        "Name of clerk",
        "Name of admin",
        "has blocked us",
        "各位工友",
    ] {
        assert!(receipt.contains(told), "{told}: {receipt}");
    }
    let report = clerk.get("/console/notices/n1/report.xlsx").await;
    let rows = rows(&report);
    assert_eq!(rows[0][0], "=信", "text, not a formula");
    let people = |outcome: &str| {
        let row = rows.iter().find(|row| row[0] == outcome);
        row.unwrap_or_else(|| panic!("{outcome} in {rows:?}"))[2].clone()
    };
    assert_eq!(
        (people("Sent"), people("Failed"), people("Audience")),
        ("2".into(), "1".into(), "4".into())
    );

    let page = clerk.get("/console/notices/n1").await.body;
    assert!(page.contains("2 people to call"), "{page}");
    let calls = clerk.post("/console/notices/n1/people-to-call", &[]).await;
    assert_eq!(calls.status, StatusCode::OK, "{}", calls.body);
    assert!(!rows_of(&calls).is_empty());
    let audited = "SELECT actor FROM audit WHERE action = 'notice.followup_exported'";
    assert_eq!(desk.texts(audited).await, ["clerk"]);
    let mut yongjia = desk.signed_in("yongjia").await;
    let refused = yongjia
        .post("/console/notices/n1/people-to-call", &[])
        .await;
    assert_eq!(
        refused.status,
        StatusCode::FORBIDDEN,
        "everybody's numbers are not a district's"
    );
    assert!(
        !yongjia
            .get("/console/notices/n1")
            .await
            .body
            .contains("people to call")
    );
    let by_link = clerk.get("/console/notices/n1/people-to-call").await;
    assert_eq!(
        by_link.status,
        StatusCode::METHOD_NOT_ALLOWED,
        "no link downloads numbers"
    );
}

#[tokio::test]
async fn papers_of_what_has_not_happened_do_not_exist() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let path = written(&mut clerk).await;
    for paper in ["receipt", "report.xlsx", "file", "nothing"] {
        let reply = clerk.get(&format!("{path}/{paper}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{paper}");
    }
    let calls = clerk.post(&format!("{path}/people-to-call"), &[]).await;
    assert_eq!(calls.status, StatusCode::NOT_FOUND);
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM audit WHERE action LIKE '%followup%'")
            .await,
        0
    );
}

#[tokio::test]
async fn the_list_has_pages_and_puts_what_is_under_way_first() {
    let desk = Desk::open().await;
    notice(
        &desk,
        "sending",
        &[("sent", ""), ("failed", "blocked"), ("queued", "")],
    )
    .await;
    for number in 0..55 {
        desk.sql(&format!(
            "INSERT INTO notice (id, state, author_id, audience, created_at, finished_at) \
             VALUES ('c{number:02}', 'cancelled', 'clerk', '{{}}', {at}, {at}); \
             INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('c{number:02}', 'en', 'Letter {number}', 'x')",
            at = START.millis() + number,
        ))
        .await;
    }
    let mut clerk = desk.signed_in("clerk").await;
    let first = clerk.get("/console/notices").await.body;
    let (sending, newest) = (first.find("=信").unwrap(), first.find("Letter 54").unwrap());
    assert!(sending < newest && first.contains("page=2") && !first.contains("Letter 3<"));
    let second = clerk.get("/console/notices?page=2").await.body;
    assert!(second.contains("Letter 3<") && second.contains("page=1"));
    let beyond = clerk.get("/console/notices?page=99").await.body;
    assert!(beyond.contains("Letter 3<"), "the last page");
}

fn rows(reply: &Reply) -> Vec<Vec<String>> {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert!(
        reply.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    rows_of(reply)
}

fn rows_of(reply: &Reply) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(reply.bytes.clone())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}
