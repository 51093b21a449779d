//! Accounts through the desk: invited, changed, reset, shut; and where somebody is signed in.

use super::harness::{Browser, Desk, PASSWORD, Reply};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The one-time link that a page shows.
fn link(page: &Reply) -> String {
    let at = page.body.find("/console/enter/").expect("a link");
    let rest = &page.body[at..];
    rest[..rest.find('<').unwrap()].to_owned()
}

async fn enter(desk: &Desk, path: &str) -> Browser {
    let mut browser = desk.stranger();
    browser.get(path).await;
    assert_eq!(browser.post(path, &[]).await.status, StatusCode::SEE_OTHER);
    browser.get("/console/password").await;
    browser
}

async fn act(browser: &mut Browser, id: &str, fields: &[(&str, &str)]) -> Reply {
    let path = format!("/console/accounts/{id}");
    browser.get(&path).await;
    browser.post(&path, fields).await
}

#[tokio::test]
async fn hr_is_invited_for_an_employer_and_signs_in_by_the_link_once() {
    let desk = Desk::open().await;
    let mut admin = desk.signed_in("admin").await;
    let begun = admin.get("/console/accounts/new?employer=e1").await.body;
    assert!(begun.contains("value=\"示例企业01\""), "{begun}");
    for (fields, error) in [
        (
            vec![("name", ""), ("login", "wang"), ("role", "crew")],
            "Type a name",
        ),
        (
            vec![("name", "王"), ("login", "Wang!"), ("role", "crew")],
            "letters a–z",
        ),
        (
            vec![("name", "王"), ("login", "wang"), ("role", "")],
            "Choose a role",
        ),
        (
            vec![("name", "王"), ("login", "wang"), ("role", "hr")],
            "whose HR",
        ),
        (
            vec![
                ("name", "王"),
                ("login", "wang"),
                ("role", "hr"),
                ("firm", "qqqqqq"),
            ],
            "No firm",
        ),
        (
            vec![("name", "王"), ("login", "hr2"), ("role", "crew")],
            "is taken",
        ),
    ] {
        let reply = admin.post("/console/accounts/new", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.body.contains(error), "{error}: {}", reply.body);
        assert!(
            reply.body.contains(&format!("value=\"{}\"", fields[0].1)),
            "what was typed stays"
        );
    }
    let several = [
        ("name", "王"),
        ("login", "wang"),
        ("role", "hr"),
        ("firm", "shili"),
    ];
    let reply = admin.post("/console/accounts/new", &several).await;
    assert!(
        reply.body.contains("name=\"picked\" value=\"e2\""),
        "{}",
        reply.body
    );
    let mut picked = several.to_vec();
    picked.extend([("picked", "e2"), ("offered", "shili")]);
    let made = admin.post("/console/accounts/new", &picked).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let link = link(&made);
    let mut wang = enter(&desk, &link).await;
    assert_eq!(wang.get("/console/rosters/e2").await.status, StatusCode::OK);
    assert_eq!(
        wang.get("/console/rosters/e1").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(desk.stranger().get(&link).await.status, StatusCode::GONE);
    let audited = "SELECT reason || '/' || origin FROM audit WHERE action = 'account.invited'";
    assert_eq!(desk.texts(audited).await, ["hr e2/console 127.0.0.1"]);
}

#[tokio::test]
async fn a_change_of_rights_signs_out_and_a_reset_makes_the_account_new() {
    let desk = Desk::open().await;
    let mut admin = desk.signed_in("admin").await;
    let mut clerk = desk.signed_in("clerk").await;
    let fields = [
        ("step", "standing"),
        ("role", "clerk"),
        ("district", "330324"),
    ];
    let done = act(&mut admin, "clerk", &fields).await;
    assert_eq!(done.location(), "/console/accounts/clerk?done=standing");
    assert_eq!(clerk.get("/console").await.status, StatusCode::SEE_OTHER);
    let bound = "SELECT district FROM staff WHERE id = 'clerk'";
    assert_eq!(desk.texts(bound).await, ["330324"]);

    let mut clerk = desk.signed_in("clerk").await;
    let reset = act(&mut admin, "clerk", &[("step", "reset")]).await;
    assert_eq!(clerk.get("/console").await.status, StatusCode::SEE_OTHER);
    let mut browser = desk.stranger();
    browser.get("/console/sign-in").await;
    let old = [("login", "clerk"), ("password", PASSWORD)];
    let refused = browser.post("/console/sign-in", &old).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the old password is gone"
    );
    let mut again = enter(&desk, &link(&reset)).await;
    assert_eq!(again.get("/console").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_shut_account_is_out_at_once_and_nobody_shuts_themselves() {
    let desk = Desk::open().await;
    let mut admin = desk.signed_in("admin").await;
    let mut hr = desk.signed_in("hr").await;
    let done = act(&mut admin, "hr", &[("step", "disable")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(
        hr.get("/console/rosters/e1").await.status,
        StatusCode::SEE_OTHER
    );
    let reset = act(&mut admin, "hr", &[("step", "reset")]).await;
    assert!(reset.body.contains("Enable it first"), "{}", reset.body);
    act(&mut admin, "hr", &[("step", "enable")]).await;
    let mut browser = desk.stranger();
    browser.get("/console/sign-in").await;
    let fields = [("login", "hr"), ("password", PASSWORD)];
    let inside = browser.post("/console/sign-in", &fields).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);

    let own = admin
        .post("/console/accounts/admin", &[("step", "disable")])
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("Nobody changes their own account here"));
    let page = admin.get("/console/accounts/admin").await.body;
    assert!(!page.contains("value=\"disable\""), "{page}");
}

#[tokio::test]
async fn crew_of_a_coach_that_is_still_to_go_stays_crew() {
    let desk = Desk::open().await;
    desk.sql("INSERT INTO vehicle_crew VALUES ('v1', 'crew', 'medic', 'admin', 0)")
        .await;
    let mut admin = desk.signed_in("admin").await;
    let fields = [("step", "standing"), ("role", "clerk")];
    let refused = act(&mut admin, "crew", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Take them off it first"),
        "{}",
        refused.body
    );
    desk.sql("UPDATE trip SET state = 'cancelled'").await;
    let done = act(&mut admin, "crew", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn the_list_is_filtered_and_taken_away() {
    let desk = Desk::open().await;
    desk.sql("UPDATE staff SET name = '=1+1' WHERE id = 'hr'")
        .await;
    let mut admin = desk.signed_in("admin").await;
    let list = admin
        .get("/console/accounts?role=hr&q=%E4%BC%81%E4%B8%9A01")
        .await
        .body;
    assert!(
        list.contains("/console/accounts/hr\"") && !list.contains("/console/accounts/hr2\""),
        "{list}"
    );
    let none = admin.get("/console/accounts?state=disabled").await.body;
    assert!(none.contains("No account fits"), "{none}");
    let book = admin
        .get("/console/accounts/accounts.xlsx?role=hr&sort=-login")
        .await;
    let mut book = Xlsx::new(Cursor::new(book.bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<_> = range.rows().collect();
    assert_eq!(rows.len(), 4, "a title, headings, two accounts");
    assert_eq!(rows[2][0], Data::String("hr2".into()));
    assert_eq!(
        rows[3][1],
        Data::String("=1+1".into()),
        "text, not a formula"
    );
    let taken = "SELECT COUNT(*) FROM audit WHERE action = 'accounts.exported'";
    assert_eq!(desk.count(taken).await, 1);
}

/// The identifiers of sessions that a page offers to end.
fn offered(page: &Reply) -> Vec<String> {
    let parts = page.body.split("name=\"session\" value=\"").skip(1);
    parts
        .map(|part| part[..part.find('"').unwrap()].to_owned())
        .collect()
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_it() {
    let desk = Desk::open().await;
    let mut here = desk.signed_in("hr").await;
    let mut there = desk.signed_in("hr").await;
    let mut third = desk.signed_in("hr").await;
    let page = here.get("/console/sessions").await;
    assert!(
        page.body.contains("127.0.0.*") && page.body.contains("this one"),
        "{}",
        page.body
    );
    assert_eq!(offered(&page).len(), 2, "not the own one");
    let tokens: Vec<_> = [&here, &there]
        .map(|one| one.cookies["returnline_desk"].clone())
        .into();
    assert!(
        tokens.iter().all(|token| !page.body.contains(token)),
        "a token is never shown"
    );

    let clerk_page = desk.signed_in("clerk").await.get("/console/sessions").await;
    assert!(offered(&clerk_page).is_empty());
    let mut clerk = desk.signed_in("clerk").await;
    for id in offered(&page) {
        clerk
            .post("/console/sessions", &[("step", "end"), ("session", &id)])
            .await;
    }
    assert_eq!(
        there.get("/console/sessions").await.status,
        StatusCode::OK,
        "not somebody else's to end"
    );

    let mut own = offered(&there.get("/console/sessions").await);
    own.retain(|id| !offered(&page).contains(id));
    let refused = here
        .post(
            "/console/sessions",
            &[("step", "end"), ("session", &own[0])],
        )
        .await;
    assert_eq!(
        refused.status,
        StatusCode::BAD_REQUEST,
        "signing out ends the own one"
    );
    here.get("/console/sessions").await;
    here.post(
        "/console/sessions",
        &[("step", "end"), ("session", &offered(&page)[0])],
    )
    .await;
    let left = here.get("/console/sessions").await;
    assert_eq!(offered(&left).len(), 1);
    here.post("/console/sessions", &[("step", "end")]).await;
    assert_eq!(here.get("/console/sessions").await.status, StatusCode::OK);
    for other in [&mut there, &mut third] {
        assert_eq!(
            other.get("/console/sessions").await.status,
            StatusCode::SEE_OTHER
        );
    }

    let mut admin = desk.signed_in("admin").await;
    let page = admin.get("/console/accounts/hr").await;
    let id = offered(&page).remove(0);
    let done = admin
        .post("/console/accounts/hr", &[("step", "end"), ("session", &id)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(
        here.get("/console/sessions").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn the_address_behind_our_own_proxy_counts_and_is_in_the_log() {
    let desk = Desk::open().await;
    let mut browser = desk.stranger();
    browser.forwarded = Some("198.51.100.9, 203.0.113.5".into());
    browser.get("/console/sign-in").await;
    let fields = [("login", "clerk"), ("password", PASSWORD)];
    browser.post("/console/sign-in", &fields).await;
    let from = "SELECT origin FROM audit WHERE action = 'signed_in'";
    assert_eq!(desk.texts(from).await, ["console 203.0.113.5"]);
    let page = browser.get("/console/sessions").await.body;
    assert!(
        page.contains("203.0.113.*") && !page.contains("203.0.113.5"),
        "{page}"
    );
    // One address runs out, another does not.
    let tries = (0..45).map(async |n| {
        let mut one = desk.stranger();
        one.forwarded = Some("203.0.113.77".into());
        one.get("/console/sign-in").await;
        let login = format!("nobody{n}");
        let wrong = [("login", login.as_str()), ("password", "x")];
        one.post("/console/sign-in", &wrong).await.status
    });
    let said = futures::future::join_all(tries).await;
    assert!(said.contains(&StatusCode::TOO_MANY_REQUESTS), "{said:?}");
    let mut other = desk.stranger();
    other.forwarded = Some("203.0.113.78".into());
    other.get("/console/sign-in").await;
    let reply = other.post("/console/sign-in", &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
}
