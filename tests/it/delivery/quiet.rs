//! Quiet hours: notices wait for the morning, replies do not.

use super::world::{Running, Script, on_both, text, until};
use chrono::NaiveTime;
use returnline::clock::{OffsetClock, SharedClock};
use returnline::delivery::{Delivery, Pace, Rate};
use returnline::domain::notice::{Audience, NoticeState};
use returnline::domain::quiet::QuietHours;
use returnline::domain::time::Timestamp;
use returnline::store::Store;
use std::sync::Arc;
use std::time::Duration;

/// The story begins at 8 in the morning.
const TO_NINE_IN_THE_EVENING: Duration = Duration::from_secs(13 * 3600);
const TO_SEVEN_IN_THE_MORNING: Duration = Duration::from_secs(10 * 3600);

fn earlier(moment: Timestamp, by: Duration) -> Timestamp {
    Timestamp::from_millis(moment.millis() - i64::try_from(by.as_millis()).unwrap())
}

fn delivery(store: &Store, clock: SharedClock, script: &Arc<Script>) -> Delivery {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let night = QuietHours::new(time(21), time(7));
    let pace = |_| Pace {
        account: Some(Rate::new(200, 3)),
        chat: None,
    };
    Delivery::quiet_at(store.clone(), clock, vec![script.clone()], pace, night)
}

#[tokio::test]
async fn a_notice_waits_for_the_morning_and_a_reply_does_not() {
    on_both(|world| async move {
        world.people(3).await;
        world
            .clock
            .advance(TO_NINE_IN_THE_EVENING - Duration::from_millis(1));
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        let delivery = delivery(&world.store, world.clock.clone(), &script);
        let hold = "UPDATE outbox SET due_at = due_at + 1 WHERE address <> '1'";
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.execute(hold.into()).await;
        assert_eq!(delivery.step().await.unwrap(), 1, "the last minute");
        world.clock.advance(Duration::from_millis(1));
        let chat = world.chat("9").await;
        world.reply(&chat, "9", &text("ticket")).await;
        assert_eq!(delivery.step().await.unwrap(), 1, "the reply only");
        assert_eq!(script.to("9"), ["ticket"]);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Sending);
        world
            .clock
            .advance(TO_SEVEN_IN_THE_MORNING - Duration::from_millis(1));
        assert_eq!(delivery.step().await.unwrap(), 0);
        world.clock.advance(Duration::from_millis(1));
        assert_eq!(delivery.step().await.unwrap(), 2);
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blast_under_way_stops_at_nightfall_and_goes_on_by_itself_in_the_morning() {
    on_both(|world| async move {
        world.people(3_000).await;
        let notice = world.notice(&Audience::default()).await;
        let second = Duration::from_secs(1);
        let script = Script::slow(Duration::from_millis(20));
        let nightfall = world.now().plus(TO_NINE_IN_THE_EVENING);
        let evening = OffsetClock::starting_at(earlier(nightfall, 2 * second));
        let running = Running::start(delivery(&world.store, Arc::new(evening), &script));
        tokio::time::sleep(2 * second + second / 2).await;
        let at_night = script.calls();
        assert!((100..1_000).contains(&at_night), "{at_night} before it");
        tokio::time::sleep(second / 2).await;
        assert_eq!(script.calls(), at_night, "quiet");
        let now = world.progress(&notice).await;
        assert_eq!(now.sending, 0, "nothing is kept in hand: {now:?}");
        running.stop().await;

        let morning = nightfall.plus(TO_SEVEN_IN_THE_MORNING);
        let dawn = OffsetClock::starting_at(earlier(morning, second));
        let running = Running::start(delivery(&world.store, Arc::new(dawn), &script));
        tokio::time::sleep(second / 2).await;
        assert_eq!(script.calls(), at_night, "still quiet");
        until("the morning", async || script.calls() > at_night).await;
        running.stop().await;
    })
    .await;
}
