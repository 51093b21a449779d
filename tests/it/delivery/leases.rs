//! Leases, and replicas that take over from one another.

use super::world::{Running, Script, on_both, text, until};
use returnline::clock::SystemClock;
use returnline::delivery::Pace;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::language::Locale;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

const TTL: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_lease_has_one_holder_and_the_fence_grows_with_each_new_one() {
    on_both(|world| async move {
        let mut tx = world.store.write().await.unwrap();
        let mut now = world.now();
        assert_eq!(
            tx.acquire_lease("s", "ann", TTL, now).await.unwrap(),
            Some(1)
        );
        assert_eq!(tx.acquire_lease("s", "bo", TTL, now).await.unwrap(), None);
        now = now.plus(Duration::from_secs(9));
        assert_eq!(
            tx.acquire_lease("s", "ann", TTL, now).await.unwrap(),
            Some(1),
            "prolonged"
        );
        now = now.plus(Duration::from_secs(9));
        assert_eq!(tx.acquire_lease("s", "bo", TTL, now).await.unwrap(), None);
        now = now.plus(Duration::from_secs(1));
        assert_eq!(
            tx.acquire_lease("s", "bo", TTL, now).await.unwrap(),
            Some(2)
        );
        assert!(!tx.holds_lease("s", "ann", 1, now).await.unwrap());
        assert!(tx.holds_lease("s", "bo", 2, now).await.unwrap());
        tx.release_lease("s", "ann").await.unwrap();
        assert!(
            tx.holds_lease("s", "bo", 2, now).await.unwrap(),
            "not ann's to release"
        );
        tx.release_lease("s", "bo").await.unwrap();
        assert_eq!(
            tx.acquire_lease("s", "ann", TTL, now).await.unwrap(),
            Some(3)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_replicas_one_sends_and_the_other_takes_over() {
    on_both(|world| async move {
        if world.store.is_embedded() {
            return;
        }
        let chat = world.chat("1").await;
        world.reply(&chat, "1", &text("a")).await;
        let scripts = [Script::new(), Script::new()];
        let start = |script| {
            let clock = Arc::new(SystemClock);
            Running::start(world.delivery_by(clock, script, Pace::UNLIMITED))
        };
        let first = start(&scripts[0]);
        until("the first to lead", async || scripts[0].to("1").len() == 1).await;
        let second = start(&scripts[1]);
        for _ in 0..20 {
            world.reply(&chat, "1", &text("b")).await;
        }
        until("all replies", async || world.pending().await == 0).await;
        assert_eq!((scripts[0].calls(), scripts[1].calls()), (21, 0));
        first.stop().await;
        world.reply(&chat, "1", &text("c")).await;
        until("the second to take over", async || {
            scripts[1].to("1") == ["c"]
        })
        .await;
        second.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_that_share_a_channel_send_nothing_twice() {
    on_both(|world| async move {
        if world.store.is_embedded() {
            return;
        }
        let mut tx = world.store.write().await.unwrap();
        for n in 0..300 {
            let address = format!("c{}", n % 150);
            let chat = tx
                .ensure_chat(ChannelKind::Web, &address, Locale::En, world.now())
                .await
                .unwrap();
            let content = text(n.to_string());
            tx.queue_reply(
                &chat,
                ChannelKind::Web,
                &address,
                &content,
                None,
                world.now(),
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let scripts = [Script::of(ChannelKind::Web), Script::of(ChannelKind::Web)];
        let replicas: Vec<_> = scripts
            .iter()
            .map(|script| {
                let clock = Arc::new(SystemClock);
                Running::start(world.delivery_by(clock, script, Pace::UNLIMITED))
            })
            .collect();
        until("all replies", async || world.pending().await == 0).await;
        for replica in replicas {
            replica.stop().await;
        }
        let mut times: HashMap<String, usize> = HashMap::new();
        for (_, body) in scripts.iter().flat_map(|script| script.delivered()) {
            *times.entry(body).or_default() += 1;
        }
        assert_eq!(times.len(), 300);
        assert!(times.values().all(|n| *n == 1), "something was sent twice");
        assert!(
            scripts.iter().all(|script| script.calls() > 0),
            "both took part"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_the_lease_sends_nothing_until_it_is_free_again() {
    on_both(|world| async move {
        if world.store.is_embedded() {
            return;
        }
        let chat = world.chat("1").await;
        world.reply(&chat, "1", &text("a")).await;
        let script = Script::new();
        let clock = Arc::new(SystemClock);
        let running = Running::start(world.delivery_by(clock, &script, Pace::UNLIMITED));
        until("it to lead", async || world.pending().await == 0).await;
        let taken = "UPDATE lease SET holder = 'other', fence = fence + 1, until = 9000000000000";
        world.execute(taken.into()).await;
        world.reply(&chat, "1", &text("b")).await;
        running.wake.notify_one();
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(script.calls(), 1, "the account is somebody else's");
        world.execute("UPDATE lease SET until = 0".into()).await;
        until("it to lead again", async || script.calls() == 2).await;
        running.stop().await;
    })
    .await;
}
