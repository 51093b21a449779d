//! The log's page: what is in it, filtered, page after page, and taken away.

use super::harness::{Desk, START};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

async fn lines(desk: &Desk, count: i64) {
    desk.sql(&format!(
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1) \
         INSERT INTO audit (at, actor, action, subject, reason, origin) \
         SELECT {} - 1000 * i, CASE i % 3 WHEN 0 THEN 'clerk' WHEN 1 THEN 'admin' ELSE 'line' END, \
           CASE i % 2 WHEN 0 THEN 'trip.opened' ELSE 'unheard.of' END, 't' || i, '=cmd|x', 'console 192.0.2.7' FROM n",
        START.millis()
    ))
    .await;
}

fn subjects(body: &str) -> Vec<String> {
    let parts = body
        .split("class=\"hash\" href=\"/console/audit?subject=")
        .skip(1);
    parts
        .map(|part| part[..part.find('"').unwrap()].to_owned())
        .collect()
}

#[tokio::test]
async fn the_log_is_read_filtered_and_paged_by_administrators() {
    let desk = Desk::open().await;
    lines(&desk, 120).await;
    let mut admin = desk.signed_in("admin").await;
    let page = admin
        .get("/console/audit?until=2020-02-23&action=trip.opened")
        .await
        .body;
    for said in [
        "Opened a trip",
        "console, 192.0.2.7",
        "Name of clerk",
        "the system (line)",
        "60 lines",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let first = subjects(&page);
    assert_eq!((first.len(), first[0].as_str()), (50, "t0"));
    let next = page
        .split("rel=\"next\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap();
    let next = next[..next.find('"').unwrap()].replace("&amp;", "&");
    let second = subjects(&admin.get(&next).await.body);
    assert_eq!(second.first().map(String::as_str), Some("t100"));
    assert_eq!(second.len(), 10);
    let oldest = admin
        .get("/console/audit?order=oldest&actor=clerk")
        .await
        .body;
    assert_eq!(subjects(&oldest)[0], "t117");
    let unheard = admin.get("/console/audit?action=unheard.of").await.body;
    assert!(
        unheard.contains("unheard.of"),
        "a name nobody has worded stands as it is"
    );
    for (query, error) in [
        ("actor=nobody", "Nobody has this sign-in name"),
        ("from=soon", "Not a day"),
    ] {
        let page = admin.get(&format!("/console/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains(error) && subjects(&page.body).is_empty(),
            "{}",
            page.body
        );
    }
    let none = admin.get("/console/audit?until=2019-01-01").await.body;
    assert!(none.contains("Nothing in the log fits"), "{none}");
}

#[tokio::test]
async fn the_log_is_taken_away_as_text_and_that_is_in_the_log() {
    let desk = Desk::open().await;
    lines(&desk, 5_000).await;
    let mut admin = desk.signed_in("admin").await;
    let book = admin
        .get("/console/audit/audit.xlsx?actor=clerk&order=oldest")
        .await;
    let mut book = Xlsx::new(Cursor::new(book.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<_> = range.rows().skip(2).collect();
    assert_eq!(rows.len(), 1667);
    assert_eq!(rows[0][5], Data::String("t4998".into()));
    assert_eq!(
        rows[0][6],
        Data::String("=cmd|x".into()),
        "text, not a formula"
    );
    let mut seen: Vec<_> = rows.iter().map(|row| row[5].to_string()).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 1667, "no line twice");
    let taken = "SELECT actor FROM audit WHERE action = 'audit.exported'";
    assert_eq!(desk.texts(taken).await, ["admin"]);
}

#[tokio::test]
async fn signing_in_and_writing_to_a_worker_are_in_it_with_their_origin() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get("/console/inbox/pw1").await;
    clerk
        .post(
            "/console/inbox/pw1",
            &[("step", "answer"), ("text", "在的")],
        )
        .await;
    let all = "SELECT action || ' ' || origin FROM audit WHERE actor = 'clerk' ORDER BY id";
    assert_eq!(
        desk.texts(all).await,
        [
            "signed_in_by_link console 127.0.0.1",
            "help.taken console 127.0.0.1",
            "help.answered console 127.0.0.1"
        ]
    );
}
