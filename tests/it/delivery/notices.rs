//! Notices: who gets one, how often, and what the numbers say meanwhile.

use super::world::{Running, Script, World, letter, on_both, until};
use returnline::clock::SystemClock;
use returnline::delivery::Pace;
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::notice::{
    Audience, AudienceStatus, NoticeAction, NoticeError, NoticeOptions, NoticeState, NoticeText,
    Test,
};
use returnline::store::StoreError;
use returnline::store::notice::{NoticeActError, NoticeDraft, Reach, content_hash};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

async fn reach(world: &World, audience: &Audience) -> Reach {
    let mut tx = world.store.read().await.unwrap();
    tx.reach(audience, world.now()).await.unwrap()
}

/// These texts, for everyone.
fn draft(texts: &[NoticeText]) -> NoticeDraft {
    NoticeDraft {
        texts: texts.to_vec(),
        ..NoticeDraft::default()
    }
}

/// Everyone written to; fails when anyone was twice.
fn recipients(script: &Script) -> HashSet<String> {
    let all = script.delivered();
    let once: HashSet<_> = all.iter().map(|(to, _)| to.clone()).collect();
    assert_eq!(once.len(), all.len(), "somebody got it twice");
    once
}

#[tokio::test]
async fn a_person_with_two_chats_gets_one_in_the_chat_seen_last() {
    on_both(|world| async move {
        world.people(3).await;
        world.second_chats(2).await;
        world
            .execute("UPDATE chat SET last_seen_at = last_seen_at + 60 WHERE id = 's000002'".into())
            .await;
        assert_eq!(reach(&world, &Audience::default()).await.people, 3);
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 3);
        let mut delivered = script.delivered();
        delivered.sort();
        let own_language = |to: &str, body: &str| (to.to_owned(), body.to_owned());
        assert_eq!(
            delivered,
            [
                own_language("1", "回来吧"),
                own_language("3", "回来吧"),
                own_language("s2", "Come back")
            ]
        );
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
        assert_eq!(delivery.step().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn who_registers_during_a_fan_out_gets_one() {
    on_both(|world| async move {
        world.people(4).await;
        let notice = world.notice(&Audience::default()).await;
        let fan_out = async || {
            let mut tx = world.store.write().await.unwrap();
            let batch = tx.fan_out_batch(&notice, 2, world.now()).await.unwrap();
            tx.commit().await.unwrap();
            batch
        };
        assert_eq!(fan_out().await.added, 2);
        // The first has a second chat as well, which they were never written to in.
        world.second_chats(1).await;
        world
            .execute("UPDATE chat SET last_seen_at = last_seen_at + 60 WHERE id = 's000001'".into())
            .await;
        while !fan_out().await.done {}
        let rows = "SELECT COUNT(*) FROM outbox WHERE notice_id IS NOT NULL";
        assert_eq!(world.count(rows).await, 4);
        let first = "SELECT COUNT(*) FROM outbox WHERE chat_id IN ('p000001', 's000001')";
        assert_eq!(world.count(first).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_opted_out_and_the_blocked_are_left_out_and_counted() {
    on_both(|world| async move {
        world.people(10).await;
        world.second_chats(3).await;
        for sql in [
            "UPDATE chat SET contact = 'opted_out' WHERE id IN ('p000005', 's000001')",
            "UPDATE chat SET contact = 'blocked' WHERE id IN ('p000002', 'p000006', 'p000003', 's000003')",
        ] {
            world.execute(sql.into()).await;
        }
        let reached = reach(&world, &Audience::default()).await;
        assert_eq!((reached.people, reached.opted_out, reached.blocked), (6, 2, 2));
        let notice = world.notice(&Audience::default()).await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 6);
        let written_to = recipients(&script);
        assert!(written_to.contains("s2"), "the other chat of one who blocks the first");
        let progress = world.progress(&notice).await;
        assert_eq!((progress.audience, progress.sent, progress.excluded), (10, 6, 4));
    })
    .await;
}

#[tokio::test]
async fn who_opts_out_while_a_notice_waits_is_left_out_too() {
    on_both(|world| async move {
        world.people(2).await;
        let notice = world.notice(&Audience::default()).await;
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world
            .execute("UPDATE chat SET contact = 'opted_out' WHERE id = 'p000001'".into())
            .await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 1);
        let progress = world.progress(&notice).await;
        assert_eq!((progress.sent, progress.excluded), (1, 1));
        assert_eq!(world.notice_state(&notice).await, NoticeState::Done);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p10_in_small_paused_and_resumed_everyone_once() {
    on_both(|world| async move {
        // 5,000 rows, 120 of them second chats, 4 opted out: 4,876 people.
        world.people(4_880).await;
        world.second_chats(120).await;
        world.execute("UPDATE chat SET contact = 'opted_out' WHERE id IN ('p000001', 'p001000', 'p002000', 'p004880')".into()).await;
        let notice = world.notice(&Audience::default()).await;
        let bo = StaffId::new("bo");
        let script = Script::slow(Duration::from_millis(2));
        let clock = Arc::new(SystemClock);
        let running = Running::start(world.delivery_by(clock, &script, Pace::UNLIMITED));
        until("two thousand", async || script.calls() >= 2_000).await;
        world.act(&notice, NoticeAction::Pause, &bo).await;
        until("quiet", async || world.progress(&notice).await.sending == 0).await;
        let paused_at = script.calls();
        assert!(paused_at < 2_000 + 600, "{paused_at} at the pause");
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(script.calls(), paused_at, "paused");
        let now = world.progress(&notice).await;
        assert_eq!(now.audience, now.queued + now.sent + now.excluded);
        world.act(&notice, NoticeAction::Resume, &bo).await;
        running.wake.notify_one();
        until("the end", async || world.notice_state(&notice).await == NoticeState::Done).await;
        running.stop().await;
        assert_eq!(recipients(&script).len(), 4_876);
        let progress = world.progress(&notice).await;
        assert_eq!((progress.sent, progress.excluded, progress.doubtful), (4_876, 4, 0));
    })
    .await;
}

#[tokio::test]
async fn a_fan_out_that_dies_between_batches_goes_on_where_it_stopped() {
    on_both(|world| async move {
        world.people(95).await;
        let notice = world.notice(&Audience::default()).await;
        let mut tx = world.store.write().await.unwrap();
        for _ in 0..3 {
            let batch = tx.fan_out_batch(&notice, 10, world.now()).await.unwrap();
            assert_eq!((batch.added, batch.done), (10, false));
        }
        tx.commit().await.unwrap();
        let mut lost = world.store.write().await.unwrap();
        lost.fan_out_batch(&notice, 10, world.now()).await.unwrap();
        drop(lost);
        let restarted = world.reopened().await;
        let rows = "SELECT COUNT(*) FROM outbox";
        assert_eq!(restarted.count(rows).await, 30);
        let mut tx = restarted.store.write().await.unwrap();
        let mut added = 0;
        while !{
            let batch = tx.fan_out_batch(&notice, 10, world.now()).await.unwrap();
            added += batch.added;
            batch.done
        } {}
        tx.commit().await.unwrap();
        assert_eq!(added, 65);
        assert_eq!(restarted.count(rows).await, 95);
        assert_eq!(
            restarted
                .count("SELECT COUNT(DISTINCT person) FROM outbox")
                .await,
            95
        );
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_notice_goes_no_further() {
    on_both(|world| async move {
        world.people(10).await;
        let notice = world.notice(&Audience::default()).await;
        let mut tx = world.store.write().await.unwrap();
        tx.fan_out_batch(&notice, 100, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world
            .act(&notice, NoticeAction::Cancel, &StaffId::new("bo"))
            .await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 0);
        assert_eq!(world.pending().await, 0);
        assert_eq!(world.progress(&notice).await.queued, 10);
    })
    .await;
}

async fn act(
    world: &World,
    id: &NoticeId,
    action: NoticeAction,
    actor: &StaffId,
) -> Result<NoticeState, NoticeActError> {
    let mut tx = world.store.write().await.unwrap();
    let done = tx.act_on_notice(id, action, actor, world.now()).await;
    if done.is_ok() {
        tx.commit().await.unwrap();
    }
    done
}

#[tokio::test]
async fn the_author_does_not_approve_and_what_is_approved_is_frozen() {
    on_both(|world| async move {
        let (ann, bo) = (world.staff("ann").await, world.staff("bo").await);
        let mut tx = world.store.write().await.unwrap();
        let id = tx
            .create_notice(&ann, &draft(&letter()[1..]), world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let own = act(&world, &id, NoticeAction::Approve, &ann).await;
        assert!(matches!(
            own,
            Err(NoticeActError::Rule(NoticeError::OwnNotice))
        ));
        let no_text = act(&world, &id, NoticeAction::Approve, &bo).await;
        assert!(matches!(
            no_text,
            Err(NoticeActError::Rule(NoticeError::NoText))
        ));
        let mut tx = world.store.write().await.unwrap();
        tx.revise_draft(&id, &draft(&letter())).await.unwrap();
        tx.commit().await.unwrap();
        let approved = act(&world, &id, NoticeAction::Approve, &bo).await.unwrap();
        assert_eq!(approved, NoticeState::Approved);
        let mut tx = world.store.write().await.unwrap();
        let revised = tx.revise_draft(&id, &draft(&letter())).await;
        assert!(matches!(revised, Err(StoreError::Refused(_))));
        let notice = tx.notice(&id).await.unwrap().unwrap();
        assert_eq!(
            notice.content_hash.as_deref(),
            Some(content_hash(&letter(), &NoticeOptions::default(), None).as_str())
        );
        assert_eq!(
            (notice.author_name.as_str(), notice.approver),
            ("ann", Some(bo))
        );
        assert_eq!(tx.notices().await.unwrap().len(), 1);
        drop(tx);
        let audit = "SELECT COUNT(*) FROM audit WHERE action = 'notice.approve' AND actor = 'bo'";
        assert_eq!(world.count(audit).await, 1);
        let gone = act(&world, &NoticeId::new("none"), NoticeAction::Send, &ann).await;
        assert!(matches!(gone, Err(NoticeActError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn an_audience_is_filtered_by_how_far_people_have_come() {
    on_both(|world| async move {
        world.people(6).await;
        world.second_chats(4).await;
        let registered = |n: u32, origin: &str, code: &str, state: &str| {
            format!(
                "INSERT INTO registration (id, worker_id, state, origin, mode, health_code, health_observed_at, \
                 certificate_sealed, submitted_at, updated_at) \
                 SELECT 'r{n}', id, '{state}', '{origin}', 'coach', '{code}', 0, id_sealed, 0, 0 \
                 FROM worker WHERE id = 'w{n:06}'"
            )
        };
        for sql in [
            registered(1, "520102", "green", "submitted"),
            registered(2, "520201", "red", "submitted"),
            registered(3, "500235", "green", "withdrawn"),
            "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, \
             requirements, source) VALUES ('t', 't', 'coach', '330302', '', 0, 'open', FALSE, 0, '{}', 'demo')".into(),
            "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
             VALUES ('l', 't', 'w000002', 'p000002', 1, 'waiting', 0)".into(),
        ] {
            world.execute(sql).await;
        }
        for (status, people) in [
            (AudienceStatus::Anyone, 6),
            (AudienceStatus::Started, 3),
            (AudienceStatus::Registered, 2),
            (AudienceStatus::Seated, 0),
            (AudienceStatus::Waiting, 1),
            (AudienceStatus::Unseated, 1),
        ] {
            let audience = Audience::all_of([Test::Status(vec![status])]);
            assert_eq!(reach(&world, &audience).await.people, people, "{status}");
        }
        let from = |code: &str| serde_json::json!({ "origin": code });
        for (audience, people) in [
            (from("520000"), 2),
            (from("520100"), 1),
            (from("500000"), 1),
            (serde_json::json!({ "health_code": "red" }), 1),
            (serde_json::json!({ "origin": "520000", "health_code": "green" }), 1),
            (serde_json::json!({ "employer": "nobody" }), 0),
        ] {
            let audience: Audience = serde_json::from_value(audience).unwrap();
            assert_eq!(reach(&world, &audience).await.people, people, "{audience:?}");
        }
        let mut tx = world.store.read().await.unwrap();
        let sample = tx.sample(&Audience::default(), 2, world.now()).await.unwrap();
        assert_eq!(sample.len(), 2);
    })
    .await;
}
