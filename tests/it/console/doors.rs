//! Sign-in, one-time links, sessions, tokens of forms, headers.

use super::harness::{Desk, PASSWORD, START};
use axum::http::StatusCode;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;
use std::time::Duration;

#[tokio::test]
async fn the_right_password_signs_in_and_a_wrong_one_tells_nothing() {
    let desk = Desk::open().await;
    let mut browser = desk.stranger();
    let door = browser.get("/console/trips").await;
    assert_eq!(door.status, StatusCode::SEE_OTHER);
    assert_eq!(door.location(), "/console/sign-in?next=/console/trips");
    browser.get(door.location()).await;

    let mut said = Vec::new();
    for login in ["clerk", "nobody"] {
        let reply = browser
            .post(
                "/console/sign-in",
                &[("login", login), ("password", "wrong")],
            )
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        said.push(reply.body.replace(login, "…"));
    }
    assert_eq!(said[0], said[1], "an unknown login gets the same page");
    assert!(!browser.cookies.contains_key("returnline_desk"));

    let fields = [
        ("login", "clerk"),
        ("password", PASSWORD),
        ("next", "/console/trips"),
    ];
    let reply = browser.post("/console/sign-in", &fields).await;
    assert_eq!(
        (reply.status, reply.location()),
        (StatusCode::SEE_OTHER, "/console/trips")
    );
    assert_eq!(browser.get("/console/trips").await.status, StatusCode::OK);
    let stored = desk.texts("SELECT token_hash FROM staff_session").await;
    assert!(
        !stored.contains(&browser.cookies["returnline_desk"]),
        "only a hash is stored"
    );
}

#[tokio::test]
async fn a_sixth_attempt_at_a_login_is_put_off_whatever_the_password() {
    let desk = Desk::open().await;
    let mut browser = desk.stranger();
    browser.get("/console/sign-in").await;
    for _ in 0..5 {
        let fields = [("login", "clerk"), ("password", "wrong")];
        let reply = browser.post("/console/sign-in", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let fields = [("login", "clerk"), ("password", PASSWORD)];
    let reply = browser.post("/console/sign-in", &fields).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    let fields = [("login", "hr"), ("password", PASSWORD)];
    let reply = browser.post("/console/sign-in", &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "other logins are free");
}

#[tokio::test]
async fn a_link_is_looked_at_without_harm_and_used_once() {
    let desk = Desk::open().await;
    let path = sign_in_path(&desk.store, &StaffId::new("clerk"), START)
        .await
        .unwrap();
    for _ in 0..3 {
        assert_eq!(desk.stranger().get(&path).await.status, StatusCode::OK);
    }
    let token = path.rsplit('/').next().unwrap().to_owned();
    assert!(
        !desk
            .texts("SELECT token_hash FROM sign_in_link")
            .await
            .contains(&token)
    );

    let (mut one, mut other) = (desk.stranger(), desk.stranger());
    one.get(&path).await;
    other.get(&path).await;
    let (a, b) = tokio::join!(one.post(&path, &[]), other.post(&path, &[]));
    let mut both = [a.status, b.status];
    both.sort();
    assert_eq!(
        both,
        [StatusCode::SEE_OTHER, StatusCode::GONE],
        "two at once: one gets in"
    );
    let again = desk.stranger().get(&path).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(
        again.body.contains("/console/sign-in"),
        "and says where to go"
    );
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_a_session_after_twelve_hours() {
    let desk = Desk::open().await;
    let path = sign_in_path(&desk.store, &StaffId::new("clerk"), START)
        .await
        .unwrap();
    let mut browser = desk.signed_in("clerk").await;
    desk.clock.advance(Duration::from_secs(12 * 3600 - 1));
    assert_eq!(browser.get("/console").await.status, StatusCode::OK);
    desk.clock.advance(Duration::from_secs(1));
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER);
    desk.clock.advance(Duration::from_secs(12 * 3600));
    assert_eq!(desk.stranger().get(&path).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn signing_in_changes_the_token_and_signing_out_ends_it() {
    let desk = Desk::open().await;
    let mut browser = desk.stranger();
    browser
        .cookies
        .insert("returnline_desk".into(), "planted".into());
    browser.get("/console/sign-in").await;
    let fields = [("login", "admin"), ("password", PASSWORD)];
    browser.post("/console/sign-in", &fields).await;
    let token = browser.cookies["returnline_desk"].clone();
    assert_ne!(token, "planted");

    browser.get("/console").await;
    assert_eq!(
        browser.post("/console/sign-out", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    browser.cookies.insert("returnline_desk".into(), token);
    assert_eq!(
        browser.get("/console").await.status,
        StatusCode::SEE_OTHER,
        "the old token is dead"
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM staff_session").await, 0);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let desk = Desk::open().await;
    let mut browser = desk.signed_in("clerk").await;
    desk.sql("UPDATE staff SET disabled = 1 WHERE login = 'clerk'")
        .await;
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    let mut admin = desk.signed_in("admin").await;
    let other = desk.signed_in("boss").await;
    let stranger_token = {
        let mut stranger = desk.stranger();
        stranger.get("/console/sign-in").await;
        stranger.csrf
    };
    for token in ["", "x", &other.csrf, &stranger_token] {
        for (path, field, value) in [
            ("/console/inbox/pw1", "step", "answer"),
            ("/console/inbox/pw1", "step", "close"),
            ("/console/rosters/e1/lw1", "decision", "confirm"),
            ("/console/notices/new", "step", "save"),
            ("/console/password", "new", "another long one"),
            ("/console/sign-out", "x", ""),
            ("/console/language", "locale", "zh-Hans"),
        ] {
            let reply = admin
                .post_raw(path, &[("csrf", token), (field, value)])
                .await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path} {token:?}");
        }
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 0);
    assert_eq!(desk.count("SELECT COUNT(*) FROM help_message").await, 1);
    let mut stranger = desk.stranger();
    let fields = [("login", "clerk"), ("password", PASSWORD)];
    let reply = stranger.post_raw("/console/sign-in", &fields).await;
    assert_eq!(
        reply.status,
        StatusCode::FORBIDDEN,
        "the door's form has a token too"
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let desk = Desk::open().await;
    let mut admin = desk.signed_in("admin").await;
    for path in [
        "/console",
        "/console/nowhere",
        "/console/inbox/list",
        "/console/notices/xx",
    ] {
        let reply = admin.get(path).await;
        let header = |name: &str| {
            let value = reply.headers.get(name);
            value.map_or(String::new(), |v| v.to_str().unwrap().to_owned())
        };
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert!(
            !reply.body.contains(" style=") && !reply.body.contains("<style"),
            "{path}"
        );
        assert!(
            !reply.body.contains("onclick") && !reply.body.contains("<script>"),
            "{path}"
        );
    }
    let door = desk.stranger().get("/console/sign-in").await;
    let cookie = door.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let css = desk.stranger().get("/console/assets/any/console.css").await;
    assert_eq!(css.headers["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one_or_fresh_from_a_link() {
    let desk = Desk::open().await;
    let mut elsewhere = desk.signed_in("hr").await;
    let mut browser = desk.stranger();
    browser.get("/console/sign-in").await;
    browser
        .post(
            "/console/sign-in",
            &[("login", "hr"), ("password", PASSWORD)],
        )
        .await;
    desk.clock.advance(Duration::from_secs(16 * 60));
    let page = browser.get("/console/password").await;
    assert!(page.body.contains("name=\"current\""));
    let new = "quite another one";
    for (current, first, again) in [
        ("wrong", new, new),
        (PASSWORD, "short", "short"),
        (PASSWORD, new, "different words"),
    ] {
        let fields = [("current", current), ("new", first), ("again", again)];
        let reply = browser.post("/console/password", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{first}");
        assert!(reply.body.contains("aria-invalid"));
    }
    let fields = [("current", PASSWORD), ("new", new), ("again", new)];
    assert_eq!(
        browser.post("/console/password", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser.get("/console/password").await.status,
        StatusCode::OK
    );
    assert_eq!(
        elsewhere.get("/console/rosters/e1").await.status,
        StatusCode::SEE_OTHER,
        "other sessions end"
    );
    let mut fresh = desk.stranger();
    let path = sign_in_path(&desk.store, &StaffId::new("hr"), START)
        .await
        .unwrap();
    fresh.get(&path).await;
    fresh.post(&path, &[]).await;
    let page = fresh.get("/console/password").await;
    assert!(
        !page.body.contains("name=\"current\""),
        "a link replaces a forgotten password"
    );
}

#[tokio::test]
async fn the_language_follows_browser_choice_and_account() {
    let desk = Desk::open().await;
    let mut browser = desk.stranger();
    let page = browser.get("/console/sign-in").await;
    assert!(page.body.contains("lang=\"zh-Hans\"") && page.body.contains("登录"));
    let fields = [("locale", "zh-Hant"), ("back", "https://evil.example/")];
    let reply = browser.post("/console/language", &fields).await;
    assert_eq!(reply.location(), "/console", "leads nowhere else");
    assert!(browser.get("/console/sign-in").await.body.contains("登入"));

    let mut clerk = desk.signed_in("clerk").await;
    assert!(clerk.get("/console").await.body.contains("Overview"));
    clerk
        .post(
            "/console/language",
            &[("locale", "zh-Hans"), ("back", "/console/trips")],
        )
        .await;
    assert!(clerk.get("/console").await.body.contains("总览"));
    assert_eq!(
        desk.texts("SELECT locale FROM staff WHERE login = 'clerk'")
            .await,
        ["zh-Hans"]
    );
}
