//! Quiet hours: notices wait for the morning, replies do not.

use super::world::{Running, Script, on_both, text, until};
use chrono::NaiveTime;
use returnline::clock::{OffsetClock, SharedClock};
use returnline::delivery::{Delivery, Pace, Rate};
use returnline::domain::notice::{Audience, NoticeOptions, NoticeState};
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

fn hours(from: u32, until: u32) -> NoticeOptions {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    NoticeOptions {
        quiet: Some(QuietHours::new(time(from), time(until))),
        ..NoticeOptions::default()
    }
}

#[tokio::test]
async fn a_notice_keeps_its_own_quiet_hours_while_others_go_on() {
    on_both(|world| async move {
        world.people(1).await;
        let of_the_house = world.notice(&Audience::default()).await;
        let until_ten = world.notice_by(&Audience::default(), hours(7, 10)).await;
        let never = NoticeOptions {
            quiet: Some(QuietHours::NONE),
            ..NoticeOptions::default()
        };
        let at_any_hour = world.notice_by(&Audience::default(), never).await;
        let script = Script::new();
        let delivery = delivery(&world.store, world.clock.clone(), &script);
        assert_eq!(delivery.step().await.unwrap(), 2, "eight in the morning");
        let waits = world.progress(&until_ten).await;
        assert_eq!((waits.queued, waits.audience), (1, 1));
        assert_eq!(world.notice_state(&of_the_house).await, NoticeState::Done);
        assert_eq!(world.notice_state(&at_any_hour).await, NoticeState::Done);
        world.clock.advance(Duration::from_secs(2 * 3600));
        assert_eq!(delivery.step().await.unwrap(), 1);
        assert_eq!(world.notice_state(&until_ten).await, NoticeState::Done);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_hand_is_put_back_when_the_notices_own_quiet_hours_begin() {
    on_both(|world| async move {
        world.people(2_000).await;
        let other = world.notice(&Audience::default()).await;
        let quiet = world.notice_by(&Audience::default(), hours(9, 10)).await;
        // The other is nobody's turn until the first is quiet.
        let mut tx = world.store.write().await.unwrap();
        for notice in [&other, &quiet] {
            while !tx
                .fan_out_batch(notice, 1_000, world.now())
                .await
                .unwrap()
                .done
            {}
        }
        tx.commit().await.unwrap();
        let nine = world.now().plus(Duration::from_secs(3600));
        let later = format!(
            "UPDATE outbox SET due_at = {} WHERE notice_id = '{other}'",
            nine.millis()
        );
        world.execute(later).await;
        let script = Script::slow(Duration::from_millis(20));
        let clock = OffsetClock::starting_at(earlier(nine, Duration::from_secs(1)));
        let running = Running::start(delivery(&world.store, Arc::new(clock), &script));
        until("the first to go out", async || {
            world.progress(&quiet).await.sent > 0
        })
        .await;
        until("the other to follow", async || {
            world.progress(&other).await.sent > 100
        })
        .await;
        let now = world.progress(&quiet).await;
        assert_eq!(now.sending, 0, "nothing is kept in hand: {now:?}");
        assert!(now.queued > 0, "{now:?}");
        running.stop().await;
    })
    .await;
}
