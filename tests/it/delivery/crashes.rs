//! What a crash, a stall or an order to stop leaves behind.

use super::world::{Answer, Running, Script, on_both, text, until};
use returnline::channel::SendError;
use returnline::clock::SystemClock;
use returnline::delivery::{Pace, Rate};
use returnline::domain::delivery::{ChannelKind, Lane};
use returnline::domain::notice::{Audience, NoticeOptions, NoticeState, OnDoubt};
use returnline::store::outbox::Recovered;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn a_crash_between_call_and_settling_sends_again_and_counts() {
    on_both(|world| async move {
        world.people(3).await;
        let notice = world.notice(&Audience::default()).await;
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        // A sender that claims two of three and is never heard of again.
        assert_eq!(world.claim(Lane::Bulk, 2).await.len(), 2);
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 1, "the two are under lease");
        world.clock.advance(Duration::from_secs(59));
        assert_eq!(delivery.step().await.unwrap(), 0);
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(delivery.step().await.unwrap(), 2, "the lease has run out");
        let progress = world.progress(&notice).await;
        assert_eq!(
            (progress.sent, progress.doubtful, progress.audience),
            (3, 2, 3)
        );
    })
    .await;
}

#[tokio::test]
async fn an_old_attempt_cannot_write_its_result() {
    on_both(|world| async move {
        let chat = world.chat("1").await;
        let id = world.reply(&chat, "1", &text("a")).await;
        let old = world.claim(Lane::Reply, 1).await.remove(0);
        world.clock.advance(Duration::from_secs(60));
        let mut tx = world.store.write().await.unwrap();
        assert_eq!(tx.recover_expired(world.now()).await.unwrap().again, 1);
        tx.commit().await.unwrap();
        let new = world.claim(Lane::Reply, 1).await.remove(0);
        assert_eq!((old.attempt, new.attempt), (1, 2));
        let now = world.now();
        let mut tx = world.store.write().await.unwrap();
        assert!(!tx.settle_sent(id, old.attempt, "old", now).await.unwrap());
        assert!(!tx.settle_failed(id, old.attempt, "old", now).await.unwrap());
        assert!(!tx.settle_later(id, old.attempt, now, "old").await.unwrap());
        assert!(
            !tx.settle_unknown(id, old.attempt, "old", None, now)
                .await
                .unwrap()
        );
        assert!(!tx.hand_back(id, old.attempt, now, "old").await.unwrap());
        assert!(tx.settle_sent(id, new.attempt, "new", now).await.unwrap());
        assert!(!tx.settle_sent(id, new.attempt, "twice", now).await.unwrap());
        tx.commit().await.unwrap();
        let kept =
            "SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND message_ref = 'new' AND seq = 1";
        assert_eq!(world.count(kept).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_a_call_is_survived_and_the_message_sent_again() {
    on_both(|world| async move {
        let script = Script::new();
        script.answer("1", [Answer::Panic]);
        for address in ["1", "2"] {
            let chat = world.chat(address).await;
            world.reply(&chat, address, &text("a")).await;
        }
        let delivery = world.delivery_by(Arc::new(SystemClock), &script, Pace::UNLIMITED);
        let running = Running::start(delivery);
        until("both", async || world.pending().await == 0).await;
        running.stop().await;
        assert_eq!((script.to("1").len(), script.to("2").len()), (1, 1));
        assert_eq!(
            world
                .count("SELECT doubtful FROM outbox WHERE address = '1'")
                .await,
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_to_stop_settles_what_is_in_flight_and_hands_the_rest_back() {
    on_both(|world| async move {
        let script = Script::slow(Duration::from_millis(300));
        for c in 0..200 {
            let address = format!("c{c}");
            let chat = world.chat(&address).await;
            world.reply(&chat, &address, &text("a")).await;
        }
        let delivery = world.delivery_by(Arc::new(SystemClock), &script, Pace::UNLIMITED);
        let running = Running::start(delivery);
        until("some", async || script.calls() >= 60).await;
        let took = running.stop().await;
        assert!(took < Duration::from_secs(3), "stopped after {took:?}");
        let sent = i64::try_from(script.delivered().len()).unwrap();
        assert_eq!(
            world
                .count("SELECT COUNT(*) FROM outbox WHERE state = 'sent'")
                .await,
            sent
        );
        assert_eq!(
            world
                .count("SELECT COUNT(*) FROM outbox WHERE state = 'sending'")
                .await,
            0
        );
        assert_eq!(
            world
                .count("SELECT COUNT(*) FROM outbox WHERE doubtful > 0")
                .await,
            0
        );
        assert!(sent < 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_hangs_is_cut_off_at_the_stop_and_counted_as_doubtful() {
    on_both(|world| async move {
        let script = Script::new();
        script.answer("1", [Answer::Hang]);
        let chat = world.chat("1").await;
        world.reply(&chat, "1", &text("a")).await;
        let delivery = world.delivery_by(Arc::new(SystemClock), &script, Pace::UNLIMITED);
        let running = Running::start(delivery);
        until("the call", async || script.calls() == 1).await;
        let took = running.stop().await;
        assert!(took < Duration::from_secs(8), "stopped after {took:?}");
        let again = "SELECT COUNT(*) FROM outbox WHERE state = 'queued' AND doubtful = 1";
        assert_eq!(world.count(again).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_on_sqlite_takes_back_at_once_what_was_under_way() {
    on_both(|world| async move {
        if !world.store.is_embedded() {
            return;
        }
        let chat = world.chat("1").await;
        world.reply(&chat, "1", &text("a")).await;
        assert_eq!(world.claim(Lane::Reply, 1).await.len(), 1);
        let script = Script::new();
        let pace = Pace {
            account: Some(Rate::new(30, 3)),
            chat: None,
        };
        let running = Running::start(world.delivery(&script, pace));
        until("the reply", async || script.to("1").len() == 1).await;
        running.stop().await;
    })
    .await;
}

/// A notice whose doubtful messages wait for a person.
fn holding() -> NoticeOptions {
    NoticeOptions {
        doubt: OnDoubt::Hold,
        ..NoticeOptions::default()
    }
}

#[tokio::test]
async fn a_notice_that_holds_sends_nothing_again_of_which_nobody_knows() {
    on_both(|world| async move {
        world.people(4).await;
        let resends = world.notice(&Audience::default()).await;
        let holds = world.notice_by(&Audience::default(), holding()).await;
        let script = Script::new();
        let lost = || SendError::Ambiguous("no answer".into());
        script.fail("1", [lost(), lost()]);
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 8);
        world.clock.advance(Duration::from_secs(600));
        assert_eq!(delivery.step().await.unwrap(), 1, "of the one only");
        let (again, held) = (world.progress(&resends).await, world.progress(&holds).await);
        assert_eq!((again.sent, again.unknown, again.doubtful), (4, 0, 1));
        assert_eq!((held.sent, held.unknown, held.doubtful), (3, 1, 1));
        assert_eq!(held.audience, 4);
        assert_eq!(world.notice_state(&holds).await, NoticeState::Done);
    })
    .await;
}

#[tokio::test]
async fn a_crash_leaves_what_was_under_way_to_a_person_only_where_the_notice_holds() {
    on_both(|world| async move {
        world.people(2).await;
        let resends = world.notice(&Audience::default()).await;
        let holds = world.notice_by(&Audience::default(), holding()).await;
        let mut tx = world.store.write().await.unwrap();
        for notice in [&resends, &holds] {
            tx.fan_out_batch(notice, 100, world.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let chat = world.chat("9").await;
        world.reply(&chat, "9", &text("ticket")).await;
        assert_eq!(world.claim(Lane::Bulk, 4).await.len(), 4);
        assert_eq!(world.claim(Lane::Reply, 4).await.len(), 1);
        world.clock.advance(Duration::from_secs(60));
        let mut tx = world.store.write().await.unwrap();
        let taken = tx.recover_expired(world.now()).await.unwrap();
        assert_eq!((taken.again, taken.held), (3, 2));
        let none = tx.recover_channel(ChannelKind::Telegram, world.now()).await;
        assert_eq!(none.unwrap(), Recovered::default());
        tx.commit().await.unwrap();
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 3);
        let held = world.progress(&holds).await;
        assert_eq!((held.unknown, held.doubtful, held.audience), (2, 2, 2));
        assert_eq!(world.progress(&resends).await.sent, 2);
        assert_eq!(script.to("9"), ["ticket"]);
    })
    .await;
}
