//! Replies: order, priority, transcript.

use super::world::{Running, Script, on_both, question, text, until};
use returnline::channel::Outbound;
use returnline::clock::SystemClock;
use returnline::delivery::{Pace, Rate};
use returnline::domain::delivery::{ChannelKind, ContactState, Lane};
use returnline::domain::notice::Audience;
use returnline::store::outbox::ShownSide;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn each_chat_gets_its_replies_in_order_while_many_are_served_at_once() {
    on_both(|world| async move {
        let (chats, each) = (40, 8);
        for n in 0..each {
            for c in 0..chats {
                let address = format!("c{c}");
                let chat = world.chat(&address).await;
                world.reply(&chat, &address, &text(n.to_string())).await;
            }
        }
        let script = Script::slow(Duration::from_millis(8));
        let delivery = world.delivery_by(Arc::new(SystemClock), &script, Pace::UNLIMITED);
        let running = Running::start(delivery);
        until("all replies", async || world.pending().await == 0).await;
        running.stop().await;
        let expected: Vec<_> = (0..each).map(|n| n.to_string()).collect();
        for c in 0..chats {
            assert_eq!(script.to(&format!("c{c}")), expected);
        }
        assert_eq!(script.overlaps(), 0, "two calls of one chat at once");
        assert_eq!(script.shown().len(), chats * each);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_overtakes_a_blast_of_ten_thousand() {
    on_both(|world| async move {
        world.people(10_000).await;
        let notice = world.notice(&Audience::default()).await;
        let script = Script::slow(Duration::from_millis(20));
        let pace = Pace {
            account: Some(Rate::new(200, 3)),
            chat: Some(Rate::new(1, 5)),
        };
        let delivery = world.delivery_by(Arc::new(SystemClock), &script, pace);
        let running = Running::start(delivery);
        until("the fan-out", async || {
            world.progress(&notice).await.audience == 10_000
        })
        .await;
        until("the blast", async || script.calls() > 100).await;
        let chat = world.chat("worker").await;
        world.reply(&chat, "worker", &text("ticket")).await;
        running.wake.notify_waiters();
        let before = script.calls();
        until("the reply", async || !script.to("worker").is_empty()).await;
        let overtaken_by = script.calls() - before;
        assert!(overtaken_by < 100, "{overtaken_by} others went first");
        let progress = world.progress(&notice).await;
        assert!(progress.queued > 5_000, "still waiting: {progress:?}");
        running.stop().await;
        assert_eq!(
            world.progress(&notice).await.sending,
            0,
            "all settled or handed back"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reply_queued_first_is_claimed_first_and_the_next_only_after_its_outcome() {
    on_both(|world| async move {
        let chat = world.chat("1").await;
        let first = world.reply(&chat, "1", &text("a")).await;
        let second = world.reply(&chat, "1", &text("b")).await;
        let claimed = world.claim(Lane::Reply, 10).await;
        assert_eq!(claimed.iter().map(|c| c.id).collect::<Vec<_>>(), [first]);
        assert_eq!(
            world.claim(Lane::Reply, 10).await,
            [],
            "the first is under way"
        );
        let mut tx = world.store.write().await.unwrap();
        let due = world.now().plus(Duration::from_secs(60));
        assert!(tx.settle_later(first, 1, due, "502").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            world.claim(Lane::Reply, 10).await,
            [],
            "the first waits to be tried again"
        );
        world.clock.advance(Duration::from_secs(60));
        let claimed = world.claim(Lane::Reply, 10).await;
        assert_eq!(
            (claimed[0].id, claimed[0].attempt, claimed[0].failures),
            (first, 2, 1)
        );
        let mut tx = world.store.write().await.unwrap();
        assert!(tx.settle_sent(first, 2, "m", world.now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(world.claim(Lane::Reply, 10).await[0].id, second);
    })
    .await;
}

/// The message that another takes the place of, and the one whose buttons it makes useless.
fn instead_of(sent: &Outbound) -> (Option<&str>, Option<&str>) {
    (sent.edit.as_deref(), sent.spent.as_deref())
}

#[tokio::test]
async fn the_answer_to_a_second_press_stands_below_that_to_the_first() {
    on_both(|world| async move {
        let chat = world.chat("1").await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        world.reply(&chat, "1", &question("which?")).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        let prompt = format!("m{}", script.messages()[0].id);
        // Both presses come before either answer is shown.
        let mut tx = world.store.write().await.unwrap();
        for words in ["yes, and now?", "that is gone, and now?"] {
            let to = (ChannelKind::Telegram, "1");
            let words = question(words);
            let queued = tx.queue_reply(&chat, to.0, to.1, &words, Some(&prompt), world.now());
            queued.await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(delivery.step().await.unwrap(), 2);
        let sent = script.messages();
        assert_eq!(instead_of(&sent[1]), (Some(prompt.as_str()), None));
        let first = format!("m{}", sent[1].id);
        assert_eq!(instead_of(&sent[2]), (None, Some(first.as_str())));
    })
    .await;
}

#[tokio::test]
async fn the_transcript_grows_in_order_and_the_prompt_follows_the_buttons() {
    on_both(|world| async move {
        let chat = world.chat("1").await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        world.reply(&chat, "1", &question("which?")).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        let mut tx = world.store.write().await.unwrap();
        let row = tx.lock_chat(&world.store, &chat).await.unwrap().unwrap();
        assert_eq!(row.contact, ContactState::Open);
        let prompt = row.prompt_ref.clone().unwrap();
        let update = (ChannelKind::Telegram, "1", "u1");
        tx.note_inbound(&chat, update, world.now()).await.unwrap();
        tx.echo_inbound(&row, "u1", "yes").await.unwrap();
        tx.queue_reply(
            &chat,
            ChannelKind::Telegram,
            "1",
            &question("when?"),
            Some(&prompt),
            world.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.reply(&chat, "1", &text("done")).await;
        assert_eq!(delivery.step().await.unwrap(), 2);
        let sent = script.messages();
        assert_eq!(instead_of(&sent[1]), (Some(prompt.as_str()), None));
        let second_prompt = format!("m{}", sent[1].id);
        assert_eq!(instead_of(&sent[2]), (None, Some(second_prompt.as_str())));
        let mut tx = world.store.read().await.unwrap();
        let shown = tx.history(&chat, 0, 10).await.unwrap();
        let words = |side| match side {
            ShownSide::Worker(echo) => echo,
            ShownSide::Bureau(content) => content.body,
            ShownSide::Notice(..) => panic!("no notice is sent here"),
        };
        let bubbles: Vec<_> = shown.into_iter().map(|s| (s.seq, words(s.side))).collect();
        let bubbles: Vec<_> = bubbles.iter().map(|(seq, w)| (*seq, w.as_str())).collect();
        assert_eq!(
            bubbles,
            [(1, "which?"), (2, "yes"), (3, "when?"), (4, "done")]
        );
        assert_eq!(tx.history(&chat, 3, 10).await.unwrap().len(), 1);
        drop(tx);
        let mut tx = world.store.write().await.unwrap();
        let row = tx.lock_chat(&world.store, &chat).await.unwrap().unwrap();
        assert_eq!(row.prompt_ref, None, "its buttons are spent");
    })
    .await;
}
