//! What servers answer, and what follows. The clock stands still here but for the story's own steps.

use super::world::{Script, World, on_both, text};
use returnline::channel::SendError;
use returnline::delivery::{Delivery, Pace, Rate};
use returnline::domain::delivery::Gone;
use std::sync::Arc;
use std::time::Duration;

fn busy(seconds: u32, chat_only: bool) -> SendError {
    SendError::RetryAfter { seconds, chat_only }
}

async fn replies(world: &World, addresses: &[&str]) {
    for address in addresses {
        let chat = world.chat(address).await;
        world.reply(&chat, address, &text("a")).await;
    }
}

/// Moves the clock on, and gives the number of calls made then.
async fn after(world: &World, delivery: &Delivery, millis: u64) -> usize {
    world.clock.advance(Duration::from_millis(millis));
    delivery.step().await.unwrap()
}

fn unlimited(world: &World) -> (Arc<Script>, Delivery) {
    let script = Script::new();
    let delivery = world.delivery(&script, Pace::UNLIMITED);
    (script, delivery)
}

#[tokio::test]
async fn a_pause_of_one_chat_is_kept_exactly_and_stops_nobody_else() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [busy(7, true)]);
        replies(&world, &["1", "1", "2"]).await;
        assert_eq!(delivery.step().await.unwrap(), 2);
        assert_eq!(script.delivered(), [("2".into(), "a".into())]);
        assert_eq!(after(&world, &delivery, 6_999).await, 0);
        assert_eq!(after(&world, &delivery, 1).await, 2);
        assert_eq!(script.to("1").len(), 2);
        assert_eq!(
            world
                .count("SELECT CAST(SUM(failures) AS BIGINT) FROM outbox")
                .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_pause_of_the_account_is_kept_exactly_and_stops_everybody() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [busy(30, false)]);
        replies(&world, &["1", "2", "3"]).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(after(&world, &delivery, 29_999).await, 0);
        assert_eq!(after(&world, &delivery, 1).await, 3);
        assert_eq!(script.delivered().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_pace_puts_messages_off_to_when_they_may_go() {
    on_both(|world| async move {
        let script = Script::new();
        let pace = Pace {
            account: Some(Rate::new(10, 2)),
            chat: Some(Rate::new(1, 1)),
        };
        let delivery = world.delivery(&script, pace);
        replies(&world, &["1", "2", "3", "4"]).await;
        assert_eq!(delivery.step().await.unwrap(), 2, "the burst");
        assert_eq!(after(&world, &delivery, 99).await, 0);
        assert_eq!(after(&world, &delivery, 1).await, 1);
        assert_eq!(after(&world, &delivery, 100).await, 1);
        replies(&world, &["1", "1"]).await;
        assert_eq!(after(&world, &delivery, 820).await, 1);
        assert_eq!(after(&world, &delivery, 1_019).await, 0);
        assert_eq!(after(&world, &delivery, 1).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_transient_failure_is_retried_ever_later_and_given_up_at_last() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", (0..10).map(|_| SendError::Later("502".into())));
        replies(&world, &["1"]).await;
        for attempt in 1..=10 {
            assert_eq!(delivery.step().await.unwrap(), 1, "attempt {attempt}");
            assert_eq!(delivery.step().await.unwrap(), 0, "not at once");
            world.clock.advance(Duration::from_secs(300));
        }
        assert_eq!(delivery.step().await.unwrap(), 0);
        let failed = "SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND error = '502' AND attempts = 10";
        assert_eq!(world.count(failed).await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_blocks_us_is_not_written_to_until_they_write_again() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [SendError::Gone(Gone::Blocked)]);
        replies(&world, &["1", "1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        replies(&world, &["1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 0);
        let failed = "SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND error = 'blocked'";
        assert_eq!(world.count(failed).await, 3);
        world
            .execute("UPDATE chat SET contact = 'open'".into())
            .await;
        replies(&world, &["1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_chat_that_moved_is_followed() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [SendError::Migrated { to: "-100".into() }]);
        replies(&world, &["1", "1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 3);
        assert_eq!(script.to("-100").len(), 2);
        let moved = "SELECT COUNT(*) FROM chat WHERE address = '-100'";
        assert_eq!(world.count(moved).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_refused_message_fails_with_its_reason_and_frees_the_next() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [SendError::Rejected("can't parse entities".into())]);
        replies(&world, &["1", "1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 2);
        assert_eq!(script.to("1").len(), 1);
        let failed = "SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND error = 'can''t parse entities'";
        assert_eq!(world.count(failed).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_refused_account_rests_half_a_minute_and_loses_nothing() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [SendError::Misconfigured("401".into())]);
        replies(&world, &["1", "2"]).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(after(&world, &delivery, 29_999).await, 0);
        assert_eq!(after(&world, &delivery, 1).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_lost_answer_is_sent_again_and_counted() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        script.fail("1", [SendError::Ambiguous("reset".into())]);
        replies(&world, &["1"]).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(after(&world, &delivery, 1_000).await, 1);
        let counted =
            "SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND doubtful = 1 AND attempts = 2";
        assert_eq!(world.count(counted).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_read_fails_alone() {
    on_both(|world| async move {
        let (script, delivery) = unlimited(&world);
        replies(&world, &["1", "2"]).await;
        let spoil = "UPDATE outbox SET content = '{' WHERE address = '1'";
        world.execute(spoil.into()).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(script.to("2").len(), 1);
        let failed =
            "SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND error = 'unreadable row'";
        assert_eq!(world.count(failed).await, 1);
    })
    .await;
}
