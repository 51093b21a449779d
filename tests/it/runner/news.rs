//! News and expiries: nothing that fails holds up the rest.

use super::Phone;
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ChatId, HelpId, WaitlistId};
use returnline::domain::registration::News;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use std::time::Duration;

/// A chat that has said something, and its identifier.
async fn chat(store: &Store) -> (Phone, ChatId) {
    load_demo(store).await.unwrap();
    let mut phone = Phone::new(store, "1").await;
    phone.say("hi").await;
    let mut tx = store.read().await.unwrap();
    let chat = tx.chat_at(ChannelKind::Telegram, "1").await.unwrap();
    tx.rollback().await.unwrap();
    (phone, chat.unwrap())
}

/// Queues news that nobody can read and, behind it, news from a clerk.
async fn queue_both(store: &Store, chat: &ChatId) {
    let at = DEMO_START.millis();
    let mut tx = store.write().await.unwrap();
    sql(
        &mut tx,
        &format!(
            "INSERT INTO chat_event (chat_id, due_at, event, created_at) VALUES ('{chat}', {at}, '{{\"kind\":', {at})"
        ),
    )
    .await;
    let news = News::ClerkClosed {
        help: HelpId::new("h"),
    };
    tx.queue_news(chat, &news, DEMO_START).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(store: &Store, table: &str) -> i64 {
    let mut tx = store.read().await.unwrap();
    let count = number(&mut tx, &format!("SELECT COUNT(*) FROM {table}")).await;
    tx.rollback().await.unwrap();
    count
}

#[tokio::test]
async fn runner_buries_news_that_nobody_can_read() {
    on_both("unreadable news", async |store| {
        let (phone, chat) = chat(&store).await;
        queue_both(&store, &chat).await;
        for left in [1, 1, 0] {
            phone.runner.tick_once().await.unwrap();
            phone.clock.advance(Duration::from_secs(2));
            assert_eq!(count(&store, "chat_event").await, left);
        }
        assert_eq!(count(&store, "dead_letter").await, 1);
        assert_eq!(phone.runner.tick_once().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn runner_goes_on_when_failed_news_cannot_be_buried() {
    on_both("no dead letters", async |store| {
        let (phone, chat) = chat(&store).await;
        queue_both(&store, &chat).await;
        let mut tx = store.write().await.unwrap();
        sql(&mut tx, "UPDATE chat_event SET attempts = 2").await;
        sql(&mut tx, "ALTER TABLE dead_letter RENAME TO elsewhere").await;
        tx.commit().await.unwrap();
        assert_eq!(phone.runner.tick_once().await.unwrap(), 1);
        assert_eq!(count(&store, "chat_event").await, 1, "the unreadable one");
    })
    .await;
}

#[tokio::test]
async fn runner_applies_news_when_expiries_fail() {
    on_both("broken expiries", async |store| {
        let (phone, chat) = chat(&store).await;
        // Somebody else's hold has run out, on a trip whose row cannot be read.
        Phone::new(&store, "2").await.register().await;
        let mut tx = store.write().await.unwrap();
        sql(
            &mut tx,
            "UPDATE seat SET state = 'held', held_until = 0 WHERE worker_id IS NOT NULL",
        )
        .await;
        sql(&mut tx, "UPDATE trip SET state = 'opne'").await;
        tx.commit().await.unwrap();
        queue_both(&store, &chat).await;
        assert_eq!(phone.runner.tick_once().await.unwrap(), 1);
        assert_eq!(count(&store, "chat_event").await, 1, "the unreadable one");
    })
    .await;
}

#[tokio::test]
async fn runner_tells_that_a_line_is_closed() {
    on_both("closed line", async |store| {
        let (phone, chat) = chat(&store).await;
        let before = phone.queued().await.len();
        let mut tx = store.write().await.unwrap();
        let news = News::LineClosed {
            waitlist: WaitlistId::new("w"),
            code: "YZ-0225".to_owned(),
        };
        tx.queue_news(&chat, &news, DEMO_START).await.unwrap();
        tx.commit().await.unwrap();
        phone.runner.tick_once().await.unwrap();
        let told = phone.queued().await;
        assert_eq!(told.len(), before + 1, "{told:?}");
        assert!(told[before].contains("YZ-0225"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn runner_tells_who_was_recognised_to_submit_again() {
    on_both("recognised", async |store| {
        let (phone, chat) = chat(&store).await;
        Phone::new(&store, "2").await.register().await;
        let mut tx = store.write().await.unwrap();
        let other = tx.chat_at(ChannelKind::Telegram, "2").await.unwrap();
        let other = tx.lock_chat(&store, &other.unwrap()).await.unwrap();
        let worker = other.unwrap().worker.unwrap();
        let help = tx.note_claim(&chat, &worker, DEMO_START).await.unwrap();
        let again = tx.note_claim(&chat, &worker, DEMO_START).await.unwrap();
        assert_eq!(help, again, "one conversation");
        let item = tx.help(&help).await.unwrap().unwrap();
        assert_eq!(item.claims.as_ref().map(|c| &c.worker), Some(&worker));
        let clerk = tx.staff_by_login("clerk").await.unwrap().unwrap();
        for expected in [true, false] {
            let done = tx
                .recognise(&item, &worker, &clerk.0.id, "phoned", DEMO_START)
                .await
                .unwrap();
            assert_eq!(done, expected);
        }
        tx.commit().await.unwrap();
        phone.runner.tick_once().await.unwrap();
        let told = phone.queued().await;
        assert!(
            told.iter().any(|text| text.contains("submit once more")),
            "{told:?}"
        );
        let mut tx = store.write().await.unwrap();
        let chat = tx.lock_chat(&store, &chat).await.unwrap().unwrap();
        assert_eq!(chat.worker, Some(worker));
        assert_eq!(tx.help(&help).await.unwrap().unwrap().claims, None);
    })
    .await;
}
