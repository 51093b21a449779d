//! Every route for everybody: one table.

mod accounts;
mod at_desk;
mod complete;
mod district;
mod doors_and_plans;
mod employers;

use super::harness::{Browser, Desk, START};
use super::roles_figures;
use axum::http::StatusCode;

/// Who browses: nobody, a clerk of every district, a clerk of Yongjia, an administrator, HR of the first employer
/// (in Lucheng), HR of another, crew.
const PEOPLE: [&str; 7] = ["none", "clerk", "yongjia", "admin", "hr", "hr2", "crew"];

pub type Page = (&'static str, [u16; 7]);
type Form = (&'static str, (&'static str, &'static str), [u16; 7]);

/// Route, then the status for each of [`PEOPLE`]. 303 of a GET leads to the door or to the own roster. The trip,
/// the first employer, its line and the conversation belong to Lucheng.
const PAGES: &[Page] = &[
    ("/console/workers", [303, 200, 200, 200, 403, 403, 403]),
    ("/console", [303, 200, 200, 200, 303, 303, 303]),
    ("/console/trips", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/trips/t1", [303, 200, 404, 200, 403, 403, 403]),
    (
        "/console/trips/t1/crew",
        [303, 200, 404, 200, 403, 403, 403],
    ),
    ("/console/boarding", [303, 403, 403, 403, 403, 403, 303]),
    ("/console/boarding/v1", [303, 403, 403, 403, 403, 403, 200]),
    (
        "/console/boarding/v1/state",
        [303, 403, 403, 403, 403, 403, 200],
    ),
    (
        "/console/boarding/v1/leave",
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/temperatures",
        [303, 403, 403, 403, 403, 403, 200],
    ),
    (
        "/console/boarding/v1/walk-up",
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/answer/no",
        [303, 403, 403, 403, 403, 403, 404],
    ),
    ("/console/boarding/no", [303, 403, 403, 403, 403, 403, 404]),
    (
        "/console/boarding/no/state",
        [303, 403, 403, 403, 403, 403, 404],
    ),
    ("/console/trips/no", [303, 404, 404, 404, 403, 403, 403]),
    ("/console/trips/new", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/trips/file", [303, 200, 200, 200, 403, 403, 403]),
    (
        "/console/trips/template/trips.csv",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/trips/template/no",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    // It is open, so it is no draft any more.
    (
        "/console/trips/t1/edit",
        [303, 422, 404, 422, 403, 403, 403],
    ),
    // HR of the first employer has nobody on it.
    ("/console/manifest/v1", [303, 200, 404, 200, 404, 404, 403]),
    ("/console/manifest/no", [303, 404, 404, 404, 404, 404, 403]),
    ("/console/tickets/w1", [303, 404, 404, 404, 403, 403, 403]),
    (
        "/console/tickets/w1/calendar.ics",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    ("/console/arrivals", [303, 403, 403, 403, 200, 200, 403]),
    ("/console/arrivals/v1", [303, 403, 403, 403, 404, 404, 403]),
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
        "/console/notices/n1/receipt",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/notices/n1/report.xlsx",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    ("/console/notices/no", [303, 404, 404, 404, 403, 403, 403]),
    (
        "/console/notices/no/feed",
        [303, 404, 404, 404, 403, 403, 403],
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
    (
        "/console/rosters/e1/upload",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/rosters/e1/declared",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/rosters/e1/manifest.xlsx",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/rosters/e1/uploads/no",
        [303, 404, 404, 404, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/uploads/no/marked.xlsx",
        [303, 404, 404, 404, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/lw1/replace",
        [303, 403, 404, 200, 200, 404, 403],
    ),
    ("/console/password", [303, 200, 200, 200, 200, 200, 200]),
    ("/console/nowhere", [303, 404, 404, 404, 404, 404, 404]),
    ("/console/sign-in", [200, 303, 303, 303, 303, 303, 303]),
];

/// Forms, sent with the right token but with nothing in them that could be carried out: 422 or 400 means that this
/// person may send it, 303 of nobody is the door.
const FORMS: &[Form] = &[
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
        "/console/notices/count",
        ("g0", "all"),
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/notices/n1/people-to-call",
        ("nothing", ""),
        [303, 404, 403, 404, 403, 403, 403],
    ),
    (
        "/console/notices/n1/schedule",
        ("moment", ""),
        [303, 403, 403, 422, 403, 403, 403],
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
        "/console/rosters/e1/upload",
        ("nothing", ""),
        [303, 422, 404, 422, 422, 404, 403],
    ),
    (
        "/console/rosters/e1/stage",
        ("step", ""),
        [303, 400, 404, 400, 400, 404, 403],
    ),
    (
        "/console/rosters/e1/stage",
        ("step", "approve"),
        [303, 403, 404, 422, 403, 404, 403],
    ),
    (
        "/console/rosters/e1/uploads/no",
        ("step", "accept"),
        [303, 404, 404, 404, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/declared",
        ("strike", ""),
        [303, 403, 404, 403, 404, 404, 403],
    ),
    (
        "/console/rosters/e1/lw1/replace",
        ("name", ""),
        [303, 403, 404, 422, 422, 404, 403],
    ),
    (
        "/console/password",
        ("new", ""),
        [303, 422, 422, 422, 422, 422, 422],
    ),
    (
        "/console/trips/t1/crew",
        ("action", ""),
        [303, 400, 404, 400, 403, 403, 403],
    ),
    (
        "/console/trips/t1/crew/new",
        ("name", ""),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/boarding/v1/check",
        ("code", ""),
        [303, 403, 403, 403, 403, 403, 422],
    ),
    (
        "/console/boarding/v1/undo",
        ("why", ""),
        [303, 403, 403, 403, 403, 403, 400],
    ),
    (
        "/console/boarding/v1/sync",
        ("records", ""),
        [303, 403, 403, 403, 403, 403, 400],
    ),
    (
        "/console/boarding/no/sync",
        ("records", "[]"),
        [303, 403, 403, 403, 403, 403, 404],
    ),
    (
        "/console/trips/new",
        ("step", "save"),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    (
        "/console/trips/file",
        ("x", ""),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    (
        "/console/trips/t1",
        ("step", "cancel"),
        [303, 403, 404, 422, 403, 403, 403],
    ),
    (
        "/console/trips/t1/settle",
        ("vehicle", "v1"),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/manifest/v1",
        ("form", ""),
        [303, 400, 400, 400, 400, 400, 403],
    ),
    (
        "/console/tickets/w1",
        ("reason", ""),
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/arrivals/v1",
        ("remark", ""),
        [303, 403, 403, 403, 404, 404, 403],
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
            login => desk.signed_in(login).await,
        });
    }
    browsers
}

pub async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    desk.sql(at_desk::CHAT).await;
    // The crew's vehicle leaves tomorrow.
    desk.sql("INSERT INTO vehicle_crew VALUES ('v1', 'crew', 'medic', 'admin', 0)")
        .await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, audience, created_at) \
         VALUES ('n1', 'draft', 'clerk', '{{}}', {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    desk
}

/// The pages of every table.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    let desk = PAGES.iter().chain(at_desk::PAGES).chain(employers::PAGES);
    let more = accounts::PAGES.iter().chain(roles_figures::PAGES);
    desk.chain(more).chain(doors_and_plans::PAGES)
}

/// The forms of every table.
fn forms() -> impl Iterator<Item = &'static Form> {
    let desk = FORMS.iter().chain(at_desk::FORMS).chain(employers::FORMS);
    let more = accounts::FORMS.iter().chain(roles_figures::FORMS);
    desk.chain(more).chain(doors_and_plans::FORMS)
}

#[tokio::test]
async fn every_route_for_every_role() {
    let desk = furnished().await;
    let mut browsers = browsers(&desk).await;
    for &(path, expected) in pages() {
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
    for &(path, field, expected) in forms() {
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
