//! A notice is sent to one's own chat to look at, once a chat is bound.

use super::harness::{Desk, START};
use super::notices::written;
use axum::http::StatusCode;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::language::Locale;

/// The code that a page shows, without what goes before it.
fn code(page: &str) -> String {
    let (_, rest) = page.split_once("/start s_").expect("a code");
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect()
}

#[tokio::test]
async fn a_test_goes_to_the_own_chat_and_nowhere_else() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let path = written(&mut clerk).await;
    let page = clerk.get(&path).await.body;
    assert!(page.contains("bind a chat first"), "{page}");
    let without = clerk.post(&format!("{path}/test"), &[]).await;
    assert!(
        without.body.contains("bind a chat first"),
        "{}",
        without.body
    );

    let shown = clerk.post("/console/own-chat", &[]).await.body;
    let mut tx = desk.store.write().await.unwrap();
    for address in ["mine", "another"] {
        tx.ensure_chat(ChannelKind::Web, address, Locale::En, START)
            .await
            .unwrap();
    }
    let chat = tx.chat_at(ChannelKind::Web, "mine").await.unwrap().unwrap();
    let bound = tx
        .bind_staff_chat(&desk.store, &code(&shown), &chat, START)
        .await;
    assert!(bound.unwrap().is_some());
    tx.commit().await.unwrap();

    let sent = clerk.post(&format!("{path}/test"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = clerk.get(sent.location()).await.body;
    assert!(page.contains("on its way to your chat"), "{page}");
    let to = desk
        .texts("SELECT DISTINCT address FROM outbox WHERE lane = 'reply'")
        .await;
    assert_eq!(to, ["mine"]);
    let queued = "SELECT COUNT(*) FROM outbox WHERE notice_id IS NOT NULL";
    assert_eq!(desk.count(queued).await, 0, "a test is not in the ledger");

    // Somebody else's chat is theirs alone.
    let mut boss = desk.signed_in("boss").await;
    assert!(boss.get(&path).await.body.contains("bind a chat first"));
    clerk.post("/console/own-chat/forget", &[]).await;
    assert!(clerk.get(&path).await.body.contains("bind a chat first"));
}

#[tokio::test]
async fn a_chat_of_ones_own_is_for_the_bureau_and_for_hr() {
    let desk = Desk::open().await;
    for (login, offered) in [
        ("clerk", true),
        ("admin", true),
        ("hr", true),
        ("crew", false),
    ] {
        let mut browser = desk.signed_in(login).await;
        let page = browser.get("/console/password").await.body;
        assert_eq!(page.contains("Your own chat"), offered, "{login}");
        let asked = browser.post("/console/own-chat", &[]).await;
        assert_eq!(asked.status == StatusCode::OK, offered, "{login}");
    }
}
