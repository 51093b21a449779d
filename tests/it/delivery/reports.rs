//! What is said of a notice when it is done, and another try for those it failed to reach.

use super::world::{Script, World, on_both};
use returnline::channel::SendError;
use returnline::delivery::Pace;
use returnline::domain::delivery::{DeliveryState, Gone};
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::notice::{Audience, NoticeAction, NoticeState};
use returnline::store::notice::Progress;

/// Outcomes in words, `failed:blocked=1`, after holding their sum against the figures.
async fn outcomes(world: &World, notice: &NoticeId) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    let outcomes = tx.outcomes(notice).await.unwrap();
    let figures = tx.progress(notice).await.unwrap();
    assert_eq!(Progress::of(&outcomes), figures);
    let waiting = figures.queued + figures.sending;
    let settled = figures.sent + figures.failed + figures.unknown + figures.excluded;
    assert_eq!(figures.audience, settled + waiting);
    let mut words: Vec<_> = outcomes
        .iter()
        .map(|o| {
            let reason = o.reason.as_deref().unwrap_or_default();
            format!("{}:{reason}={}", o.state, o.people)
        })
        .collect();
    words.sort();
    words
}

#[tokio::test]
async fn the_report_adds_up_and_only_the_failed_are_tried_again() {
    on_both(|world| async move {
        world.people(6).await;
        let opted_out = "UPDATE chat SET contact = 'opted_out' WHERE id = 'p000006'";
        world.execute(opted_out.into()).await;
        let notice = world.notice(&Audience::default()).await;
        let bo = StaffId::new("bo");
        let script = Script::new();
        script.fail("1", [SendError::Rejected("too odd".into())]);
        script.fail("2", [SendError::Gone(Gone::Blocked)]);
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 5);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
        let first = [
            "excluded:opted out=1",
            "failed:blocked=1",
            "failed:too odd=1",
            "sent:=3",
        ];
        assert_eq!(outcomes(&world, &notice).await, first);

        let again = world.act(&notice, NoticeAction::Retry, &bo).await;
        assert_eq!(again, NoticeState::Sending);
        let waiting = outcomes(&world, &notice).await;
        assert_eq!(waiting, ["excluded:opted out=1", "queued:=2", "sent:=3"]);
        assert_eq!(
            delivery.step().await.unwrap(),
            1,
            "not to whom still blocks us"
        );
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
        let second = ["excluded:opted out=1", "failed:blocked=1", "sent:=4"];
        assert_eq!(outcomes(&world, &notice).await, second);

        let back = "UPDATE chat SET contact = 'open' WHERE id = 'p000002'";
        world.execute(back.into()).await;
        world.act(&notice, NoticeAction::Retry, &bo).await;
        assert_eq!(delivery.step().await.unwrap(), 1);
        let once = script.delivered().len();
        assert_eq!(once, 5, "everyone who can be reached, once");
        assert_eq!(world.progress(&notice).await.failed, 0);
    })
    .await;
}

#[tokio::test]
async fn a_report_of_a_notice_under_way_has_those_who_wait() {
    on_both(|world| async move {
        world.people(3).await;
        let notice = world.notice(&Audience::default()).await;
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        let queued = DeliveryState::Queued;
        let found = tx.outcomes(&notice).await.unwrap();
        assert_eq!((found[0].state, found[0].people), (queued, 3));
        let bo = StaffId::new("bo");
        let early = tx.act_on_notice(&notice, NoticeAction::Retry, &bo, world.now());
        assert!(early.await.is_err(), "it has not ended yet");
    })
    .await;
}
