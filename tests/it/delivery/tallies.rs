//! What a notice's chart and its forecast are made of.

use super::world::{Script, World, on_both};
use chrono::NaiveTime;
use returnline::channel::SendError;
use returnline::delivery::Pace;
use returnline::domain::delivery::{ChannelKind, Gone, Lane};
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::notice::{Audience, Forecast, NoticeAction, NoticeOptions, OnDoubt};
use returnline::domain::quiet::QuietHours;
use returnline::domain::time::Timestamp;
use returnline::store::notice::{Tally, TallyStretch};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

async fn tally(world: &World, notice: &NoticeId) -> Vec<TallyStretch> {
    let mut tx = world.store.read().await.unwrap();
    tx.notice_tally(notice).await.unwrap()
}

async fn forecast(world: &World, notice: &NoticeId, house: QuietHours) -> Option<Forecast> {
    let mut tx = world.store.read().await.unwrap();
    let at_thirty = |_| Some(30);
    tx.notice_forecast(notice, house, at_thirty, world.now())
        .await
        .unwrap()
}

fn total(stretches: &[TallyStretch]) -> Tally {
    stretches.iter().fold(Tally::default(), |sum, one| Tally {
        sent: sum.sent + one.tally.sent,
        failed: sum.failed + one.tally.failed,
        unknown: sum.unknown + one.tally.unknown,
    })
}

#[tokio::test]
async fn every_end_is_counted_in_its_minute_and_the_sums_are_those_of_the_ledger() {
    on_both(|world| async move {
        world.people(9).await;
        world.staff("ann").await;
        world.staff("bo").await;
        let holds = NoticeOptions {
            doubt: OnDoubt::Hold,
            ..NoticeOptions::default()
        };
        let notice = world.notice_by(&Audience::default(), holds).await;
        let script = Script::new();
        script.fail("1", [SendError::Gone(Gone::Blocked)]);
        script.fail("2", [SendError::Rejected("no".into())]);
        script.fail("3", [SendError::Ambiguous("?".into())]);
        script.fail("4", [SendError::Later("502".into())]);
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        // Found blocked when its turn comes, and one whose sender is never heard of again.
        world
            .execute("UPDATE chat SET contact = 'blocked' WHERE id = 'p000005'".into())
            .await;
        world
            .execute("UPDATE outbox SET due_at = due_at - 1 WHERE address = '6'".into())
            .await;
        assert_eq!(world.claim(Lane::Bulk, 1).await[0].address, "6");
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 7);
        world.clock.advance(MINUTE);
        assert_eq!(
            delivery.step().await.unwrap(),
            1,
            "the one that failed for a while"
        );
        let found = tally(&world, &notice).await;
        let of = |at: usize| {
            (
                found[at].tally.sent,
                found[at].tally.failed,
                found[at].tally.unknown,
            )
        };
        assert_eq!((found.len(), of(0), of(1)), (2, (3, 3, 1), (1, 0, 1)));
        assert_eq!(found[1].from, found[0].from.plus(MINUTE));
        assert_eq!(found[0].span, MINUTE);
        let (sum, progress) = (total(&found), world.progress(&notice).await);
        assert_eq!((sum.sent, sum.failed, sum.unknown), (4, 3, 2));
        assert_eq!(
            (progress.sent, progress.failed, progress.unknown),
            (4, 3, 2)
        );
        assert_eq!(progress.audience, 9);
    })
    .await;
}

#[tokio::test]
async fn a_long_notice_has_a_chart_of_no_more_than_120_stretches() {
    on_both(|world| async move {
        world.people(1).await;
        let notice = world.notice(&Audience::default()).await;
        assert_eq!(tally(&world, &notice).await, []);
        let first = world.now().millis() / 60_000;
        world
            .execute(format!(
                "INSERT INTO notice_tally (notice_id, channel, minute, sent, failed, unknown) \
                 WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) \
                 SELECT '{notice}', CASE WHEN i % 2 = 0 THEN 'web' ELSE 'telegram' END, {first} + i, 2, 1, 0 FROM n"
            ))
            .await;
        let found = tally(&world, &notice).await;
        assert!(found.len() <= 120, "{}", found.len());
        assert_eq!(total(&found), Tally { sent: 8_002, failed: 4_001, unknown: 0 });
        let in_order = found.windows(2).all(|two| two[1].from == two[0].from.plus(two[0].span));
        assert!(in_order, "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_forecast_follows_what_goes_out_and_says_what_holds_it() {
    on_both(|world| async move {
        world.people(3_000).await;
        let notice = world.notice(&Audience::default()).await;
        let none = QuietHours::NONE;
        assert_eq!(forecast(&world, &notice, none).await, Some(Forecast::Unknown), "still counting");
        let mut tx = world.store.write().await.unwrap();
        while !tx.fan_out_batch(&notice, 1_000, world.now()).await.unwrap().done {}
        tx.commit().await.unwrap();
        let as_set = Forecast::Finishes(world.now().plus(Duration::from_secs(100)));
        assert_eq!(forecast(&world, &notice, none).await, Some(as_set));
        // Two minutes later 1,200 have gone: ten a second.
        let minute = world.now().millis() / 60_000;
        world.clock.advance(2 * MINUTE);
        world
            .execute(format!(
                "INSERT INTO notice_tally (notice_id, channel, minute, sent, failed, unknown) VALUES \
                 ('{notice}', 'telegram', {minute}, 600, 0, 0), ('{notice}', 'telegram', {minute} + 1, 590, 10, 0)"
            ))
            .await;
        let settled = "UPDATE outbox SET state = 'sent' WHERE CAST(address AS BIGINT) <= 1200";
        world.execute(settled.into()).await;
        let as_seen = Forecast::Finishes(world.now().plus(Duration::from_secs(180)));
        assert_eq!(forecast(&world, &notice, none).await, Some(as_seen));
        // Nothing for five minutes more.
        world.clock.advance(10 * MINUTE);
        assert_eq!(forecast(&world, &notice, none).await, Some(Forecast::Unknown));
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let morning = QuietHours::new(time(7), time(9));
        let until = Timestamp::shanghai(world.now().date(), 9, 0).unwrap();
        let finishes = Some(until.plus(MINUTE));
        let held = Forecast::HeldUntil { until, finishes };
        assert_eq!(forecast(&world, &notice, morning).await, Some(held));
        world.act(&notice, NoticeAction::Pause, &StaffId::new("bo")).await;
        assert_eq!(forecast(&world, &notice, none).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_notice_waits_for_those_before_it() {
    on_both(|world| async move {
        world.people(600).await;
        let first = world.notice(&Audience::default()).await;
        world.clock.advance(Duration::from_millis(1));
        let second = world
            .notice_by(&Audience::default(), NoticeOptions::default())
            .await;
        let mut tx = world.store.write().await.unwrap();
        for notice in [&first, &second] {
            while !tx
                .fan_out_batch(notice, 1_000, world.now())
                .await
                .unwrap()
                .done
            {}
        }
        let now = world.now();
        let rate = tx
            .notice_rate(ChannelKind::Telegram, now, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rate, None, "too early to tell");
        let after = |seconds| Some(Forecast::Finishes(now.plus(Duration::from_secs(seconds))));
        assert_eq!(forecast(&world, &first, QuietHours::NONE).await, after(20));
        assert_eq!(forecast(&world, &second, QuietHours::NONE).await, after(40));
    })
    .await;
}
