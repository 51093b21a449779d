//! A notice whose text the server refuses: it pauses by itself and says why.

use super::world::{Running, Script, World, on_both, until};
use returnline::channel::SendError;
use returnline::clock::SystemClock;
use returnline::delivery::Pace;
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::notice::{Audience, NoticeAction, NoticeState};
use std::sync::Arc;
use std::time::Duration;

const REASON: &str = "Bad Request: can't parse entities";

fn refuse(script: &Script, addresses: std::ops::RangeInclusive<u32>, reason: &str) {
    for address in addresses {
        script.fail(&address.to_string(), [SendError::Rejected(reason.into())]);
    }
}

async fn paused_reason(world: &World, notice: &NoticeId) -> Option<String> {
    let mut tx = world.store.read().await.unwrap();
    tx.notice(notice).await.unwrap().unwrap().paused_reason
}

#[tokio::test]
async fn twenty_in_a_row_are_counted_across_a_restart() {
    on_both(|world| async move {
        world.people(25).await;
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        refuse(&script, 1..=25, REASON);
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let later = "UPDATE outbox SET due_at = due_at + 60000 WHERE person > 'p000019'";
        world.execute(later.into()).await;
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 19);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Sending);
        let last = "UPDATE outbox SET due_at = due_at + 60000 WHERE person > 'p000020'";
        world.execute(last.into()).await;

        let world = world.reopened().await;
        world.clock.advance(Duration::from_secs(60));
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Paused);
        assert_eq!(
            paused_reason(&world, &notice).await.as_deref(),
            Some(REASON)
        );
        let audited =
            "SELECT COUNT(*) FROM audit WHERE actor = 'delivery' AND action = 'notice.pause'";
        assert_eq!(world.count(audited).await, 1);
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(delivery.step().await.unwrap(), 0, "the rest is spared");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_taken_in_between_or_refused_for_other_reasons_goes_on() {
    on_both(|world| async move {
        world.people(60).await;
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        refuse(&script, 1..=19, REASON);
        refuse(&script, 21..=39, REASON);
        refuse(&script, 40..=58, "Bad Request: another");
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 60);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
        let progress = world.progress(&notice).await;
        assert_eq!((progress.sent, progress.failed), (3, 57));
        assert_eq!(world.count("SELECT COUNT(*) FROM notice_refusal").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_not_burnt_through_and_goes_on_when_resumed() {
    on_both(|world| async move {
        world.people(2_000).await;
        let notice = world.notice(&Audience::default()).await;
        let script = Script::slow(Duration::from_millis(4));
        refuse(&script, 1..=2_000, REASON);
        let clock = Arc::new(SystemClock);
        let running = Running::start(world.delivery_by(clock, &script, Pace::UNLIMITED));
        until("the pause", async || {
            world.notice_state(&notice).await == NoticeState::Paused
        })
        .await;
        until("quiet", async || world.progress(&notice).await.sending == 0).await;
        assert!(script.calls() <= 150, "{} were tried", script.calls());
        let now = world.progress(&notice).await;
        assert_eq!(now.audience, now.queued + now.failed);
        for address in 1..=2_000 {
            script.forgive(&address.to_string());
        }
        world
            .act(&notice, NoticeAction::Resume, &StaffId::new("bo"))
            .await;
        assert_eq!(paused_reason(&world, &notice).await, None);
        running.wake.notify_one();
        until("the end", async || {
            world.notice_state(&notice).await == NoticeState::Done
        })
        .await;
        running.stop().await;
        let end = world.progress(&notice).await;
        assert_eq!((end.audience, end.sent + end.failed), (2_000, 2_000));
        assert_eq!(end.failed, now.failed);
    })
    .await;
}
