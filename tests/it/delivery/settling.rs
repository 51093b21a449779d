//! Many outcomes written down together: each once, in order, and none of an attempt that is no longer the row's.

use super::world::{World, on_both, text};
use returnline::domain::delivery::{ChannelKind, Lane};
use returnline::domain::id::{ChatId, NoticeId};
use returnline::domain::notice::{Audience, NoticeOptions};
use returnline::domain::time::Timestamp;
use returnline::store::outbox::{Claimed, PutOff, Shown, Taken};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Everyone has a row of a notice that is being sent.
async fn fanned_out(world: &World) -> NoticeId {
    let notice = world.notice(&Audience::default()).await;
    let mut tx = world.store.write().await.unwrap();
    while !tx
        .fan_out_batch(&notice, 1_000, world.now())
        .await
        .unwrap()
        .done
    {}
    tx.commit().await.unwrap();
    notice
}

fn attempts(rows: &[Claimed]) -> BTreeMap<i64, i64> {
    rows.iter().map(|row| (row.id, row.attempt)).collect()
}

#[tokio::test]
async fn more_than_fit_into_one_statement_are_settled_alike() {
    on_both(|world| async move {
        world.people(1_300).await;
        let notice = fanned_out(&world).await;
        let rows = world.claim(Lane::Bulk, 1_300).await;
        let refs: Vec<_> = rows.iter().map(|row| format!("m{}", row.id)).collect();
        let taken: Vec<_> = rows
            .iter()
            .zip(&refs)
            .take(1_200)
            .map(|(row, message_ref)| Taken {
                id: row.id,
                message_ref,
            })
            .collect();
        let later = Timestamp::from_millis(world.now().millis() + 5_000);
        let put_off: Vec<_> = rows[1_200..]
            .iter()
            .map(|row| PutOff {
                id: row.id,
                due_at: later,
                reason: "waits",
            })
            .collect();
        let mut tx = world.store.write().await.unwrap();
        let ours = tx.still_ours(&attempts(&rows)).await.unwrap();
        assert_eq!(ours.len(), 1_300);
        tx.settle_taken(&taken, world.now()).await.unwrap();
        tx.hand_back_all(&put_off).await.unwrap();
        tx.commit().await.unwrap();
        let progress = world.progress(&notice).await;
        assert_eq!((progress.sent, progress.queued), (1_200, 100));
        let right = "SELECT COUNT(*) FROM outbox WHERE state = 'sent' AND message_ref = 'm' || id AND unplaced AND seq IS NULL \
                     AND lease_until IS NULL AND settled_at IS NOT NULL";
        assert_eq!(world.count(right).await, 1_200);
        let waiting = format!(
            "SELECT COUNT(*) FROM outbox WHERE state = 'queued' AND due_at = {} AND error = 'waits' \
             AND lease_until IS NULL AND failures = 0",
            later.millis()
        );
        assert_eq!(world.count(&waiting).await, 100);
        let untouched = "SELECT COUNT(*) FROM chat WHERE last_seq = 0";
        assert_eq!(world.count(untouched).await, 1_300);
    })
    .await;
}

#[tokio::test]
async fn messages_without_a_place_are_read_where_they_get_it_later_and_an_old_attempt_gets_none() {
    on_both(|world| async move {
        world.people(3).await;
        world.execute("UPDATE chat SET last_seq = 7".into()).await;
        fanned_out(&world).await;
        // Another notice went to the same chats.
        world
            .execute(
                "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at) \
                 SELECT chat_id, channel, address, lane, notice_id, person || 'x', 'queued', due_at, created_at FROM outbox"
                    .into(),
            )
            .await;
        let rows = world.claim(Lane::Bulk, 10).await;
        assert_eq!(rows.len(), 6);
        let lost = rows[1].id;
        world
            .execute(format!("UPDATE outbox SET attempts = attempts + 1 WHERE id = {lost}"))
            .await;
        let mut tx = world.store.write().await.unwrap();
        let ours = tx.still_ours(&attempts(&rows)).await.unwrap();
        assert_eq!(ours.len(), 5);
        assert!(!ours.contains(&lost));
        let taken: Vec<_> = rows
            .iter()
            .filter(|row| ours.contains(&row.id))
            .map(|row| Taken {
                id: row.id,
                message_ref: "m",
            })
            .collect();
        tx.settle_taken(&taken, world.now()).await.unwrap();
        assert!(tx.still_ours(&attempts(&rows)).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        for (chat, seqs) in [("p000001", vec![8, 9]), ("p000002", vec![8]), ("p000003", vec![8, 9])] {
            assert_eq!(places(&world, chat, 0).await, seqs, "{chat}");
            assert_eq!(places(&world, chat, 8).await, seqs[1..], "{chat}, from there on");
        }
        let id = ChatId::new("p000001");
        let (before, mut order) = (shown(&world, &id, 0).await, rows.iter().filter(|row| row.chat == id));
        // Something is said, and so they get the places at which they were shown.
        world.reply(&id, "1", &text("answer")).await;
        let reply = world.claim(Lane::Reply, 1).await.remove(0);
        let mut tx = world.store.write().await.unwrap();
        assert!(tx.settle_sent(reply.id, reply.attempt, "r", world.now()).await.unwrap());
        tx.commit().await.unwrap();
        let after = shown(&world, &id, 0).await;
        assert_eq!((&after[..2], after.len(), after[2].seq), (&before[..], 3, 10));
        let in_order = format!(
            "SELECT COUNT(*) FROM outbox WHERE NOT unplaced AND ((id = {} AND seq = 8) OR (id = {} AND seq = 9))",
            order.next().unwrap().id, order.next().unwrap().id
        );
        assert_eq!(world.count(&in_order).await, 2);
        assert_eq!(world.count("SELECT COUNT(*) FROM chat WHERE id = 'p000001' AND last_seq = 10").await, 1);
        assert_eq!(places(&world, "p000002", 0).await, [8], "nothing was said there");
    })
    .await;
}

async fn shown(world: &World, chat: &ChatId, after: i64) -> Vec<Shown> {
    let mut tx = world.store.read().await.unwrap();
    tx.history(chat, after, 10).await.unwrap()
}

async fn places(world: &World, chat: &str, after: i64) -> Vec<i64> {
    let shown = shown(world, &ChatId::new(chat), after).await;
    shown.iter().map(|bubble| bubble.seq).collect()
}

#[tokio::test]
async fn who_has_opted_out_in_another_chat_is_left_out_when_their_turn_comes() {
    on_both(|world| async move {
        world.people(4).await;
        world.second_chats(3).await;
        let notice = fanned_out(&world).await;
        for (chat, contact) in [("s000001", "opted_out"), ("s000002", "blocked_opted_out"), ("s000003", "blocked")] {
            let sql = format!("UPDATE chat SET contact = '{contact}' WHERE id = '{chat}'");
            world.execute(sql).await;
        }
        let rows = world.claim(Lane::Bulk, 10).await;
        let chats: BTreeSet<_> = rows.iter().map(|row| row.chat.as_str()).collect();
        assert_eq!(chats, BTreeSet::from(["p000003", "p000004"]));
        let progress = world.progress(&notice).await;
        assert_eq!((progress.excluded, progress.sending, progress.audience), (2, 2, 4));
        let named = "SELECT COUNT(*) FROM outbox WHERE state = 'excluded' AND error = 'opted out' AND settled_at > 0";
        assert_eq!(world.count(named).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_turn_that_is_not_committed_yet_holds_up_no_reply_being_queued_and_claimed() {
    on_both(|world| async move {
        if world.store.is_embedded() {
            return;
        }
        world.people(300).await;
        fanned_out(&world).await;
        let rows = world.claim(Lane::Bulk, 300).await;
        let mut turn = world.store.write().await.unwrap();
        assert_eq!(turn.still_ours(&attempts(&rows)).await.unwrap().len(), 300);
        let taken: Vec<_> = rows
            .iter()
            .map(|row| Taken {
                id: row.id,
                message_ref: "m",
            })
            .collect();
        turn.settle_taken(&taken, world.now()).await.unwrap();
        // On another replica: to one of its chats, and to one that has nothing to do with it.
        let beside = async {
            let other = world.chat("x").await;
            for (chat, address) in [(&rows[7].chat, rows[7].address.as_str()), (&other, "x")] {
                world.reply(chat, address, &text("ticket")).await;
            }
            let replies = world.claim(Lane::Reply, 10).await;
            assert_eq!(replies.len(), 2);
            let reply = replies.iter().find(|row| row.chat == other).unwrap();
            let mut tx = world.store.write().await.unwrap();
            assert!(
                tx.settle_sent(reply.id, reply.attempt, "r", world.now())
                    .await
                    .unwrap()
            );
            let taken_back = tx
                .recover_channel(ChannelKind::Telegram, world.now())
                .await
                .unwrap();
            assert_eq!(
                taken_back.again, 1,
                "the other reply; rows being settled are passed over"
            );
            tx.commit().await.unwrap();
        };
        // Waiting for the turn would be waiting for ever.
        tokio::time::timeout(Duration::from_secs(20), beside)
            .await
            .expect("no wait for a lock");
        turn.commit().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_that_meet_in_the_same_chats_do_not_lock_each_other_out() {
    on_both(|world| async move {
        world.people(200).await;
        world.staff("ann").await;
        world.staff("bo").await;
        let mut lists = Vec::new();
        for _ in 0..2 {
            let notice = world
                .notice_by(&Audience::default(), NoticeOptions::default())
                .await;
            let mut tx = world.store.write().await.unwrap();
            while !tx
                .fan_out_batch(&notice, 1_000, world.now())
                .await
                .unwrap()
                .done
            {}
            tx.commit().await.unwrap();
            lists.push(world.claim(Lane::Bulk, 200).await);
        }
        // One list from the front, the other from the back.
        lists[1].reverse();
        let turns = lists.into_iter().map(|rows| {
            let (store, now) = (world.store.clone(), world.now());
            tokio::spawn(async move {
                for rows in rows.chunks(50) {
                    let mut tx = store.write().await.unwrap();
                    tx.still_ours(&attempts(rows)).await.unwrap();
                    let taken: Vec<_> = rows
                        .iter()
                        .map(|row| Taken {
                            id: row.id,
                            message_ref: "m",
                        })
                        .collect();
                    tx.settle_taken(&taken, now).await.unwrap();
                    tx.commit().await.unwrap();
                }
            })
        });
        let turns: Vec<_> = turns.collect();
        for turn in turns {
            turn.await.unwrap();
        }
        for chat in ["p000001", "p000100", "p000200"] {
            assert_eq!(places(&world, chat, 0).await, [1, 2], "{chat}");
        }
    })
    .await;
}
