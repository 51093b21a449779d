//! A notice from its first word to its last recipient.

use super::harness::{Browser, Desk, START};
use axum::http::StatusCode;

pub const LETTER: [(&str, &str); 4] = [
    ("title-zh-Hans", "致全体工友"),
    ("body-zh-Hans", "各位工友：\r\n欢迎回来。"),
    ("title-en", "To all workers"),
    ("body-en", "Welcome back."),
];

pub fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    LETTER.iter().chain(more).copied().collect()
}

/// The hash of what the page of a notice shows.
pub async fn seen(browser: &mut Browser, path: &str) -> String {
    let body = browser.get(path).await.body;
    let seen = body.split("name=\"seen\" value=\"").nth(1).expect(path);
    seen.split('"').next().unwrap().to_owned()
}

pub async fn written(author: &mut Browser) -> String {
    let reply = author
        .post("/console/notices/new", &with(&[("step", "save")]))
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn written_approved_by_another_sent_paused_resumed_cancelled() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut clerk = desk.signed_in("clerk").await;
    let mut admin = desk.signed_in("admin").await;
    let path = written(&mut clerk).await;
    let act = path.clone();

    let page = clerk.get(&path).await.body;
    assert!(
        page.contains("Reaches 1 person") && page.contains("Waiting for an administrator"),
        "{page}"
    );
    assert!(
        page.contains("they get") && page.contains("Simplified Chinese"),
        "the fallback of Traditional readers"
    );
    for action in ["approve", "send", "pause", "resume"] {
        let reply = clerk.post(&act, &[("action", action)]).await;
        assert_eq!(
            reply.status,
            StatusCode::FORBIDDEN,
            "a clerk may not {action}"
        );
    }
    let early = admin.post(&act, &[("action", "send")]).await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not before it is approved"
    );

    let hash = seen(&mut admin, &path).await;
    for (action, state) in [
        ("approve", "approved"),
        ("send", "sending"),
        ("pause", "paused"),
        ("resume", "sending"),
        ("cancel", "cancelled"),
    ] {
        let reply = admin
            .post(&act, &[("action", action), ("seen", &hash)])
            .await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}");
        assert_eq!(desk.texts("SELECT state FROM notice").await, [state]);
    }
    let again = admin.post(&act, &[("action", "resume")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bodies = desk
        .texts("SELECT body FROM notice_text WHERE locale = 'zh-Hans'")
        .await;
    assert_eq!(bodies, ["各位工友：\n欢迎回来。"]);
}

#[tokio::test]
async fn nobody_approves_their_own_nor_a_text_that_changed() {
    let desk = Desk::open().await;
    let mut author = desk.signed_in("boss").await;
    let mut admin = desk.signed_in("admin").await;
    let path = written(&mut author).await;
    let act = path.clone();
    let page = author.get(&path).await.body;
    assert!(page.contains("You wrote this"), "says why");
    assert!(!page.contains("value=\"approve\""));
    let hash = seen(&mut admin, &path).await;
    let own = author
        .post(&act, &[("action", "approve"), ("seen", &hash)])
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("You wrote this"));

    let edit = admin
        .post(&format!("{path}/edit"), &with(&[("step", "save")]))
        .await;
    assert_eq!(edit.status, StatusCode::FORBIDDEN, "only the author edits");
    let fields = [("body-zh-Hans", "改过的"), ("step", "save")];
    let reply = author.post(&format!("{path}/edit"), &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let stale = admin
        .post(&act, &[("action", "approve"), ("seen", &hash)])
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("read it again"));
    assert_eq!(desk.texts("SELECT state FROM notice").await, ["draft"]);

    let hash = seen(&mut admin, &path).await;
    admin
        .post(&act, &[("action", "approve"), ("seen", &hash)])
        .await;
    let late = author.post(&format!("{path}/edit"), &fields).await;
    assert_eq!(
        late.status,
        StatusCode::FORBIDDEN,
        "an approved text is frozen"
    );
}

#[tokio::test]
async fn the_outcomes_are_counted() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, approver_id, audience, created_at, started_at) \
         VALUES ('n1', 'sending', 'clerk', 'admin', '{{}}', {now}, {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    for (number, state) in ["sent", "sent", "failed", "unknown", "queued"]
        .iter()
        .enumerate()
    {
        desk.sql(&format!(
            "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at) \
             VALUES ('cw1', 'web', 'aw1', 'bulk', 'n1', 'p{number}', '{state}', 0, 0)"
        ))
        .await;
    }
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console/notices/n1").await.body;
    assert!(
        page.contains("4 of 5 done") && page.contains("aria-valuenow=\"4\""),
        "{page}"
    );
    assert!(
        page.contains("http-equiv=\"refresh\""),
        "fresh without scripts too"
    );
    assert!(clerk.get("/console").await.body.contains("4 of 5 done"));
}

#[tokio::test]
async fn a_notice_that_paused_by_itself_says_why() {
    let desk = Desk::open().await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, paused_reason, author_id, approver_id, audience, created_at, started_at) \
         VALUES ('n1', 'paused', 'Bad Request: <b> unclosed', 'clerk', 'admin', '{{}}', {now}, {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    let mut admin = desk.signed_in("admin").await;
    let page = admin.get("/console/notices/n1").await.body;
    assert!(
        page.contains("Paused by itself") && page.contains("Bad Request: &lt;b&gt; unclosed"),
        "{page}"
    );
    let resumed = admin
        .post("/console/notices/n1", &[("action", "resume")])
        .await;
    assert_eq!(resumed.status, StatusCode::SEE_OTHER);
    let page = admin.get("/console/notices/n1").await.body;
    assert!(!page.contains("Paused by itself"), "{page}");
}

#[tokio::test]
async fn a_notice_that_waits_for_the_morning_says_until_when() {
    let desk = Desk::open().await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, approver_id, audience, created_at, started_at) \
         VALUES ('n1', 'sending', 'clerk', 'admin', '{{}}', {now}, {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.sql(
        "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at) \
         VALUES ('cw1', 'web', 'aw1', 'bulk', 'n1', 'p1', 'queued', 0, 0)",
    )
    .await;
    let hours = |hours: u64| std::time::Duration::from_secs(hours * 3600);
    desk.clock.advance(hours(12));
    let mut admin = desk.signed_in("admin").await;
    let page = admin.get("/console/notices/n1").await.body;
    assert!(!page.contains("it waits until"), "at eight: {page}");
    desk.clock.advance(hours(1));
    let page = admin.get("/console/notices/n1").await.body;
    assert!(
        page.contains("it waits until") && page.contains("7:00"),
        "{page}"
    );
}

#[tokio::test]
async fn the_reasons_are_told_and_an_administrator_tries_the_failed_again() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, approver_id, audience, created_at, started_at, fanout_done) \
         VALUES ('n1', 'done', 'clerk', 'admin', '{{}}', {now}, {now}, TRUE); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    for (person, state, error) in [
        ("a", "sent", "NULL"),
        ("b", "failed", "'blocked'"),
        ("c", "excluded", "'opted out'"),
    ] {
        desk.sql(&format!(
            "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, error, due_at, \
             created_at) VALUES ('cw1', 'web', 'aw1', 'bulk', 'n1', '{person}', '{state}', {error}, 0, 0)"
        ))
        .await;
    }
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console/notices/n1").await.body;
    assert!(
        page.contains("has blocked us") && page.contains("has opted out"),
        "{page}"
    );
    assert!(!page.contains("value=\"retry\""), "{page}");
    let retry = [("action", "retry")];
    let reply = clerk.post("/console/notices/n1", &retry).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let mut admin = desk.signed_in("admin").await;
    let page = admin.get("/console/notices/n1").await.body;
    assert!(page.contains("Try the 1 failed again"), "{page}");
    let reply = admin.post("/console/notices/n1", &retry).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.texts("SELECT state FROM notice").await, ["sending"]);
    let queued = "SELECT COUNT(*) FROM outbox WHERE state = 'queued' AND person = 'b'";
    assert_eq!(desk.count(queued).await, 1);
}
