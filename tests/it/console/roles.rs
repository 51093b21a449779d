//! Every route for everybody: one table.

use super::harness::{Browser, Desk, START};
use axum::http::StatusCode;

/// Who browses: nobody, a clerk of every district, a clerk of Yongjia, an administrator, HR of the first employer
/// (in Lucheng), HR of another, crew.
const PEOPLE: [&str; 7] = ["none", "clerk", "yongjia", "admin", "hr", "hr2", "crew"];

/// Route, then the status for each of [`PEOPLE`]. 303 of a GET leads to the door or to the own roster. The trip,
/// the first employer, its line and the conversation belong to Lucheng.
const PAGES: [(&str, [u16; 7]); 22] = [
    ("/console", [303, 200, 200, 200, 303, 303, 403]),
    ("/console/trips", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/trips/t1", [303, 200, 404, 200, 403, 403, 403]),
    ("/console/trips/no", [303, 404, 404, 404, 403, 403, 403]),
    ("/console/inbox", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/inbox/list", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/inbox/pw1", [303, 200, 404, 200, 403, 403, 403]),
    (
        "/console/inbox/pw1/messages",
        [303, 200, 404, 200, 403, 403, 403],
    ),
    ("/console/notices", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/notices/new", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/notices/n1", [303, 200, 200, 200, 403, 403, 403]),
    (
        "/console/notices/n1/status",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/notices/n1/edit",
        [303, 200, 403, 403, 403, 403, 403],
    ),
    ("/console/rosters", [303, 200, 200, 200, 303, 303, 403]),
    ("/console/rosters/e1", [303, 200, 404, 200, 200, 404, 403]),
    ("/console/rosters/e2", [303, 200, 200, 200, 404, 200, 403]),
    (
        "/console/rosters/e1/lw1",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/rosters/e2/lw1",
        [303, 404, 404, 404, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/confirm-all",
        [303, 403, 404, 200, 200, 404, 403],
    ),
    ("/console/password", [303, 200, 200, 200, 200, 200, 403]),
    ("/console/nowhere", [303, 404, 404, 404, 404, 404, 404]),
    ("/console/sign-in", [200, 303, 303, 303, 303, 303, 303]),
];

/// Forms, sent with the right token but with nothing in them that could be carried out: 422 or 400 means that this
/// person may send it, 303 of nobody is the door.
const FORMS: [(&str, (&str, &str), [u16; 7]); 10] = [
    (
        "/console/inbox/pw1",
        ("step", "answer"),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/inbox/no",
        ("step", "close"),
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/notices/new",
        ("step", "check"),
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/notices/n1/edit",
        ("step", "check"),
        [303, 200, 403, 403, 403, 403, 403],
    ),
    (
        "/console/notices/n1",
        ("action", ""),
        [303, 400, 400, 400, 403, 403, 403],
    ),
    (
        "/console/rosters/e1/lw1",
        ("decision", ""),
        [303, 403, 404, 400, 400, 404, 403],
    ),
    (
        "/console/rosters/e2/lw1",
        ("decision", "confirm"),
        [303, 404, 404, 404, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/confirm-all",
        ("seen_until", ""),
        [303, 403, 404, 400, 400, 404, 403],
    ),
    (
        "/console/password",
        ("new", ""),
        [303, 422, 422, 422, 422, 422, 403],
    ),
    (
        "/console/trips",
        ("x", ""),
        [303, 405, 405, 405, 405, 405, 405],
    ),
];

async fn browsers(desk: &Desk) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for who in PEOPLE {
        browsers.push(match who {
            "none" => {
                let mut stranger = desk.stranger();
                stranger.get("/console/sign-in").await;
                stranger
            }
            "crew" => {
                let mut crew = desk.signed_in(who).await;
                // Crew has no page of its own yet, but every page it is refused on has its forms.
                crew.get("/console").await;
                crew
            }
            login => desk.signed_in(login).await,
        });
    }
    browsers
}

async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, audience, created_at) \
         VALUES ('n1', 'draft', 'clerk', '{{}}', {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    desk
}

#[tokio::test]
async fn every_route_for_every_role() {
    let desk = furnished().await;
    let mut browsers = browsers(&desk).await;
    for (path, expected) in PAGES {
        for ((who, browser), expected) in PEOPLE.iter().zip(&mut browsers).zip(expected) {
            let reply = browser.get(path).await;
            assert_eq!(reply.status.as_u16(), expected, "GET {path} as {who}");
            if reply.status == StatusCode::SEE_OTHER && *who == "none" {
                assert!(reply.location().starts_with("/console/sign-in"), "{path}");
            }
            if !reply.status.is_success() {
                assert!(
                    !reply.body.contains("张三"),
                    "GET {path} as {who} shows nothing"
                );
            }
        }
    }
    for (path, field, expected) in FORMS {
        for ((who, browser), expected) in PEOPLE.iter().zip(&mut browsers).zip(expected) {
            let reply = browser.post(path, &[field]).await;
            assert_eq!(reply.status.as_u16(), expected, "POST {path} as {who}");
        }
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 0);
    assert_eq!(
        desk.texts("SELECT state FROM roster_line").await,
        ["claimed"]
    );
}

#[tokio::test]
async fn a_clerk_of_a_district_sees_its_own_only() {
    let desk = furnished().await;
    desk.worker("w2", "李四", "e2", true).await;
    let mut clerk = desk.signed_in("yongjia").await;
    for path in [
        "/console",
        "/console/trips",
        "/console/inbox",
        "/console/rosters",
    ] {
        let body = clerk.get(path).await.body;
        assert!(
            !body.contains("张三") && !body.contains("HH-0224") && !body.contains("示例企业01"),
            "{path}"
        );
    }
    assert!(
        clerk
            .get("/console/rosters")
            .await
            .body
            .contains("示例企业02")
    );
    assert!(clerk.get("/console/rosters/e2").await.body.contains("李四"));
}
