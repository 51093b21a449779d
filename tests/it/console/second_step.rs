//! The second step at the door and on the own account's page, and locks that outlast a restart.

use super::harness::{Browser, Desk, PASSWORD, Reply};
use axum::http::StatusCode;
use returnline::clock::Clock;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;
use returnline::store::account::{STEP_SECONDS, code_at};
use std::time::Duration;

const CODE: &str = "/console/sign-in/code";
const PAGE: &str = "/console/second-step";

/// The code an app shows now.
fn code(desk: &Desk, secret: &[u8]) -> String {
    let step = desk.clock.now().millis() / (STEP_SECONDS * 1000);
    code_at(secret, step).unwrap()
}

/// Later, so that the code is another.
fn wait(desk: &Desk) {
    desk.clock.advance(Duration::from_secs(STEP_SECONDS as u64));
}

/// Sets a second step up by its pages; the secret and the recovery codes.
async fn set_up(desk: &Desk, browser: &mut Browser) -> (Vec<u8>, Vec<String>) {
    browser.get(PAGE).await;
    let begun = browser.post(PAGE, &[("step", "begin")]).await;
    assert_eq!(begun.location(), PAGE);
    let page = browser.get(PAGE).await.body;
    assert!(page.contains("<svg"), "a picture to scan");
    let at = page.find("class=\"key\"").unwrap();
    let key = page[at..]
        .split(['>', '<'])
        .nth(1)
        .unwrap()
        .replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap();
    let wrong = browser
        .post(PAGE, &[("step", "confirm"), ("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("aria-invalid"), "{}", wrong.body);
    let now = code(desk, &secret);
    let done = browser
        .post(PAGE, &[("step", "confirm"), ("code", &now)])
        .await;
    let items = done
        .body
        .split("<ol class=\"codes\"")
        .nth(1)
        .expect("recovery codes");
    let items = items.split("</ol>").next().unwrap().split("<li>").skip(1);
    let codes: Vec<_> = items.map(|item| item[..11].to_owned()).collect();
    assert_eq!(codes.len(), 10);
    let later = browser.get(PAGE).await.body;
    assert!(
        !later.contains(&codes[0]) && !later.contains(&key),
        "shown once"
    );
    (secret, codes)
}

async fn password(browser: &mut Browser, login: &str, password: &str) -> Reply {
    browser.get("/console/sign-in").await;
    let fields = [
        ("login", login),
        ("password", password),
        ("next", "/console/trips"),
    ];
    browser.post("/console/sign-in", &fields).await
}

#[tokio::test]
async fn the_password_alone_opens_nothing_once_a_second_step_is_set_up() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let (secret, recovery) = set_up(&desk, &mut clerk).await;
    let mut browser = desk.stranger();
    let half = password(&mut browser, "clerk", PASSWORD).await;
    assert_eq!(half.location(), "/console/sign-in/code?next=/console/trips");
    assert!(!browser.cookies.contains_key("returnline_desk"));
    assert_eq!(
        browser.get("/console/trips").await.status,
        StatusCode::SEE_OTHER
    );
    // What stands for the first step is no session under another name.
    let token = browser.cookies["returnline_half"].clone();
    let mut thief = desk.stranger();
    thief
        .cookies
        .insert("returnline_desk".into(), token.clone());
    assert_eq!(
        thief.get("/console/trips").await.status,
        StatusCode::SEE_OTHER
    );

    browser.get(half.location()).await;
    let used = code(&desk, &secret);
    let again = browser.post(CODE, &[("code", &used)]).await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "that code was used to set it up"
    );
    wait(&desk);
    let fresh = code(&desk, &secret);
    let spaced = format!("{} {}", &fresh[..3], &fresh[3..]);
    let fields = [("code", spaced.as_str()), ("next", "/console/trips")];
    let inside = browser.post(CODE, &fields).await;
    assert_eq!(inside.location(), "/console/trips", "{}", inside.body);
    assert_eq!(browser.get("/console/trips").await.status, StatusCode::OK);
    // The half-done sign-in is used up with it.
    let mut thief = desk.stranger();
    thief.cookies.insert("returnline_half".into(), token);
    assert_eq!(thief.get(CODE).await.location(), "/console/sign-in");

    let mut lost = desk.stranger();
    password(&mut lost, "clerk", PASSWORD).await;
    lost.get(CODE).await;
    let inside = lost.post(CODE, &[("code", &recovery[2])]).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
    let page = lost.get(PAGE).await.body;
    assert!(page.contains("Recovery codes left: 9"), "{page}");
}

#[tokio::test]
async fn a_one_time_link_asks_for_the_second_step_too() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let (secret, _) = set_up(&desk, &mut hr).await;
    let path = sign_in_path(&desk.store, &StaffId::new("hr"), desk.clock.now())
        .await
        .unwrap();
    let mut browser = desk.stranger();
    browser.get(&path).await;
    assert_eq!(browser.post(&path, &[]).await.location(), CODE);
    assert_eq!(
        browser.get("/console/rosters/e1").await.status,
        StatusCode::SEE_OTHER
    );
    wait(&desk);
    browser.get(CODE).await;
    let now = code(&desk, &secret);
    assert_eq!(
        browser.post(CODE, &[("code", &now)]).await.location(),
        "/console"
    );
    assert_eq!(
        browser.get("/console/rosters/e1").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn it_is_turned_off_with_password_and_code_and_by_an_administrators_reset() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let (secret, _) = set_up(&desk, &mut clerk).await;
    wait(&desk);
    clerk.get(PAGE).await;
    let now = code(&desk, &secret);
    for (given, typed) in [("wrong", now.as_str()), (PASSWORD, "123456")] {
        let fields = [("step", "off"), ("password", given), ("code", typed)];
        let reply = clerk.post(PAGE, &fields).await;
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{given} {typed}"
        );
    }
    let fields = [
        ("step", "off"),
        ("password", PASSWORD),
        ("code", now.as_str()),
    ];
    let done = clerk.post(PAGE, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mut browser = desk.stranger();
    assert_eq!(
        password(&mut browser, "clerk", PASSWORD).await.location(),
        "/console/trips"
    );

    set_up(&desk, &mut clerk).await;
    let mut admin = desk.signed_in("admin").await;
    admin.get("/console/accounts/clerk").await;
    admin
        .post("/console/accounts/clerk", &[("step", "reset")])
        .await;
    assert_eq!(desk.count("SELECT COUNT(*) FROM staff_factor").await, 0);
    let removed = "SELECT actor FROM audit WHERE action = 'factor.removed'";
    assert_eq!(desk.texts(removed).await, ["admin"]);
}

#[tokio::test]
async fn the_first_step_lasts_ten_minutes_and_ends_with_the_account() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let (secret, _) = set_up(&desk, &mut clerk).await;
    let mut slow = desk.stranger();
    password(&mut slow, "clerk", PASSWORD).await;
    slow.get(CODE).await;
    desk.clock.advance(Duration::from_secs(600));
    let now = code(&desk, &secret);
    assert_eq!(
        slow.post(CODE, &[("code", &now)]).await.location(),
        "/console/sign-in"
    );
    let mut shut = desk.stranger();
    password(&mut shut, "clerk", PASSWORD).await;
    shut.get(CODE).await;
    desk.sql("UPDATE staff SET disabled = 1 WHERE id = 'clerk'")
        .await;
    assert_eq!(
        shut.post(CODE, &[("code", &now)]).await.location(),
        "/console/sign-in"
    );
}

#[tokio::test]
async fn wrong_codes_lock_until_a_time_that_is_said() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let (secret, _) = set_up(&desk, &mut clerk).await;
    wait(&desk);
    let mut browser = desk.stranger();
    password(&mut browser, "clerk", PASSWORD).await;
    browser.get(CODE).await;
    for _ in 0..5 {
        let wrong = browser.post(CODE, &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let now = code(&desk, &secret);
    let locked = browser.post(CODE, &[("code", &now)]).await;
    assert_eq!(
        locked.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the right one comes too late"
    );
    assert!(
        locked.body.contains("Try again after") || locked.body.contains("请在"),
        "{}",
        locked.body
    );
    let mut admin = desk.signed_in("admin").await;
    let page = admin.get("/console/accounts/clerk").await.body;
    assert!(page.contains("Locked until"), "{page}");
    admin
        .post("/console/accounts/clerk", &[("step", "unlock")])
        .await;
    let inside = browser.post(CODE, &[("code", &now)]).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
}

#[tokio::test]
async fn a_lock_outlasts_the_process_and_says_the_same_of_unknown_logins() {
    let desk = Desk::open().await;
    let mut said = Vec::new();
    for login in ["clerk", "nobody"] {
        let mut browser = desk.stranger();
        for _ in 0..5 {
            password(&mut browser, login, "wrong").await;
        }
        let locked = password(&mut browser, login, PASSWORD).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            locked.body.contains("2020-02-23 08:01") || locked.body.contains("08:01"),
            "{}",
            locked.body
        );
        let token = browser.csrf.clone();
        said.push(locked.body.replace(login, "…").replace(&token, "…"));
    }
    assert_eq!(said[0], said[1]);
    let stored = desk.texts("SELECT key_hash FROM sign_in_attempt").await;
    assert!(stored.iter().all(|key| key.len() == 64), "{stored:?}");
    // Another process on the same database.
    let other = desk.another_process().await;
    let mut browser = desk.stranger_at(&other);
    let locked = password(&mut browser, "clerk", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    desk.clock.advance(Duration::from_secs(60));
    let inside = password(&mut browser, "clerk", PASSWORD).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
}
