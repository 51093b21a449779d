//! The overview's figures, the lists behind them, and the lists of trips, rosters and notices: what is asked for stands
//! in the address and is what the workbook holds.

use super::harness::{Desk, Reply, START};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

async fn furnished() -> Desk {
    let desk = Desk::open().await;
    for (id, employer) in [("w1", "e1"), ("w2", "e1"), ("w3", "e2")] {
        desk.worker(id, "某人", employer, false).await;
    }
    desk.sql(
        "UPDATE registration SET origin = '520102', state = 'employer_confirmed' WHERE worker_id = 'w2'; \
         UPDATE registration SET submitted_at = submitted_at - 86400000 WHERE worker_id = 'w3'; \
         UPDATE roster_line SET due_at = 1 WHERE worker_id = 'w1'; \
         INSERT INTO demand (worker_id, origin, employer_id, mode, at) VALUES ('w3', '341000', 'e2', 'coach', 1), \
         ('w1', '431200', 'e1', 'train', 1)",
    )
    .await;
    desk
}

fn rows_of(reply: &Reply) -> Vec<Vec<String>> {
    assert_eq!(reply.status, StatusCode::OK);
    let mut book = Xlsx::new(Cursor::new(reply.bytes.clone())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |row: &[Data]| row.iter().map(Data::to_string).collect();
    sheet.rows().map(text).collect()
}

#[tokio::test]
async fn every_figure_leads_to_the_list_behind_it() {
    let desk = furnished().await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console").await.body;
    for link in [
        "/console/registrations?district=330302",
        "/console/registrations?employer=e1",
        "/console/registrations?origin=520000",
        "/console/registrations?origin=431200",
        "/console/registrations?day=2020-02-23",
        "/console/rosters/e1?state=claimed",
        "/console/rosters?overdue=yes",
        "/console/demand",
        "/console/trips?sort=-waiting",
    ] {
        assert!(
            page.contains(&format!("href=\"{link}\"")),
            "{link} in {page}"
        );
    }
    for (address, people) in [
        ("/console/registrations", "3 people in all"),
        ("/console/registrations?district=330302", "2 people in all"),
        ("/console/registrations?employer=e2", "1 person in all"),
        ("/console/registrations?origin=520000", "1 person in all"),
        ("/console/registrations?origin=520100", "1 person in all"),
        // As people call it, too.
        (
            "/console/registrations?origin=%E8%B4%B5%E5%B7%9E",
            "1 person in all",
        ),
        ("/console/registrations?origin=guizhou", "1 person in all"),
        ("/console/registrations?origin=nowhere", "0 people in all"),
        (
            "/console/registrations?origin=431200&employer=e1",
            "1 person in all",
        ),
        ("/console/registrations?day=2020-02-22", "1 person in all"),
        ("/console/registrations?day=2020-02-23", "2 people in all"),
        ("/console/registrations?q=02", "1 person in all"),
        ("/console/registrations?employer=none", "0 people in all"),
        ("/console/demand", "2 people in all"),
        ("/console/demand?mode=train", "1 person in all"),
        ("/console/demand?origin=340000", "1 person in all"),
        (
            "/console/registrations?origin=&day=y&page=-1&sort=nothing",
            "3 people in all",
        ),
    ] {
        let body = clerk.get(address).await.body;
        assert!(body.contains(people), "{address}: {people} in {body}");
    }
    // Whoever is erased or withdrawn does not count.
    desk.sql("UPDATE registration SET state = 'erased' WHERE worker_id = 'w3'")
        .await;
    let body = clerk.get("/console/registrations").await.body;
    assert!(body.contains("2 people in all"));
}

#[tokio::test]
async fn a_clerk_of_a_county_has_the_own_countys_figures_only() {
    let desk = furnished().await;
    let mut clerk = desk.signed_in("yongjia").await;
    for (address, people) in [
        ("/console/registrations", "1 person in all"),
        ("/console/registrations?district=330302", "1 person in all"),
        ("/console/registrations?employer=e1", "0 people in all"),
        ("/console/demand", "1 person in all"),
    ] {
        let body = clerk.get(address).await.body;
        assert!(
            body.contains(people) && !body.contains("示例企业01"),
            "{address}: {body}"
        );
    }
    let overview = clerk.get("/console").await.body;
    assert!(!overview.contains("示例企业01") && !overview.contains("origin=520000"));
    for book in ["registrations", "demand", "rosters", "trips"] {
        let rows = rows_of(&clerk.get(&format!("/console/{book}.xlsx")).await);
        let text = format!("{rows:?}");
        assert!(
            !text.contains("示例企业01") && !text.contains("HH-0224"),
            "{book}: {text}"
        );
    }
}

#[tokio::test]
async fn a_list_is_sorted_narrowed_and_taken_away_as_its_address_says() {
    let desk = furnished().await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk
        .get("/console/rosters?sort=-name&overdue=yes")
        .await
        .body;
    assert!(page.contains("示例企业01") && !page.contains("示例企业02"));
    assert!(
        page.contains("/console/rosters.xlsx?overdue=yes&amp;sort=-name"),
        "{page}"
    );
    assert!(page.contains("aria-sort=\"descending\""));
    let rows = rows_of(&clerk.get("/console/rosters.xlsx?sort=name").await);
    let names: Vec<&str> = rows[2..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["示例企业01", "示例企业02"]);
    let rows = rows_of(&clerk.get("/console/rosters.xlsx?sort=-name").await);
    assert_eq!(rows[2][0], "示例企业02");

    let trips = clerk
        .get("/console/trips?state=open&q=hh-02&sort=-waiting")
        .await
        .body;
    assert!(
        trips.contains("HH-0224")
            && trips.contains("/console/trips.xlsx?q=hh-02&amp;state=open&amp;sort=-waiting")
    );
    let none = clerk.get("/console/trips?day=2020-01-01").await.body;
    assert!(!none.contains("HH-0224"));
    let rows = rows_of(&clerk.get("/console/trips.xlsx").await);
    assert_eq!((rows[2][0].as_str(), rows[2][5].as_str()), ("HH-0224", "2"));

    let lines = clerk
        .get("/console/rosters/e1?state=claimed&sort=-origin")
        .await
        .body;
    assert!(
        lines.contains("aria-sort=\"descending\"")
            && lines.contains("?state=claimed&amp;sort=name"),
        "{lines}"
    );
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, audience, created_at) VALUES ('n1', 'draft', 'clerk', '{{}}', {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'en', 'Letter', 'x')",
        now = START.millis(),
    ))
    .await;
    let notices = clerk.get("/console/notices?state=draft&q=lett").await.body;
    assert!(
        notices.contains("Letter")
            && notices.contains("/console/notices.xlsx?q=lett&amp;state=draft")
    );
    assert!(
        !clerk
            .get("/console/notices?state=done")
            .await
            .body
            .contains("Letter")
    );
    let rows = rows_of(&clerk.get("/console/notices.xlsx").await);
    assert_eq!(rows[2][0], "Letter");
}
