//! A worker's whole story: what happened, what was said and what became of it, what stands in the audit.

use super::{employer, known};
use crate::kit::databases::{on_both, sql};
use returnline::domain::delivery::{ChannelKind, Content, DeliveryState, Lane};
use returnline::domain::id::{StaffId, WorkerId};
use returnline::domain::language::Locale;
use returnline::domain::registration::ConsentKind;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::time::Timestamp;
use returnline::store::demo::DEMO_START;
use returnline::store::desk::{LineSide, Said, SeatChange, What};
use returnline::store::{Store, Tx};
use std::time::Duration;

async fn clerk(tx: &mut Tx) {
    let one = Staff {
        id: StaffId::new("clerk"),
        login: "clerk".to_owned(),
        name: "Name of clerk".to_owned(),
        role: Role::Clerk,
        employer: None,
        district: None,
        locale: Locale::En,
    };
    tx.insert_staff(&one, None, DEMO_START).await.unwrap();
}

/// Somebody with something in every table that the story is gathered from.
async fn furnish(tx: &mut Tx, store: &Store) -> WorkerId {
    clerk(tx).await;
    employer(tx, "a", "330302").await;
    let worker = known(tx, store, "王小明", "520199199003070013", "15400000001").await;
    let chat = tx.ensure_chat(ChannelKind::Telegram, "1", Locale::ZhHans, DEMO_START);
    let chat = chat.await.unwrap();
    let at = |minutes: i64| DEMO_START.millis() + minutes * 60_000;
    for statement in [
        format!("UPDATE chat SET worker_id = '{worker}' WHERE id = '{chat}'"),
        "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, requirements, \
         source) VALUES ('t', 'HH-1', 'coach', '330302', 'x', 1, 'arrived', TRUE, 0, '{}', 'x')"
            .to_owned(),
        format!(
            "INSERT INTO vehicle (id, trip_id, ordinal, label, kind, arrived_at) \
             VALUES ('v', 't', 1, '1', 'coach_40', {})",
            at(90)
        ),
        format!(
            "INSERT INTO seat (id, trip_id, vehicle_id, number, label, carriage, row_no, column_no, block_no, sellable, \
             give_order, state, worker_id, changed_at) \
             VALUES ('s', 't', 'v', 1, '1A', 1, 1, 0, 1, TRUE, 1, 'boarded', '{worker}', 0)"
        ),
        format!(
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) \
             VALUES ('s', 't', '{worker}', 'reserved', {})",
            at(10)
        ),
        format!(
            "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
             VALUES ('l', 't', '{worker}', '{chat}', 1, 'left', {})",
            at(5)
        ),
        format!(
            "INSERT INTO ticket (id, seat_id, trip_id, worker_id, payload, code, issued_at, revoked_at) \
             VALUES ('k', 's', 't', '{worker}', 'p', 'ABCD-1234', {}, {})",
            at(11),
            at(12)
        ),
        format!(
            "INSERT INTO roster_line (id, employer_id, worker_id, state, reason, decided_by, decided_at, created_at) \
             VALUES ('line', 'a', '{worker}', 'rejected', '不是本厂的', 'clerk', {}, 0)",
            at(20)
        ),
        format!(
            "INSERT INTO boarding (id, vehicle_id, seat_id, worker_id, kind, reasons, temperature, device, staff_id, \
             offline, happened_at, received_at) \
             VALUES ('b', 'v', 's', '{worker}', 'boarded', '', 365, 'd', 'clerk', FALSE, {}, 0)",
            at(60)
        ),
        format!(
            "INSERT INTO waiver (worker_id, trip_id, requirement, reason, by_staff, at) \
             VALUES ('{worker}', 't', 'employer_not_listed', '有证明', 'clerk', {})",
            at(30)
        ),
        format!(
            "INSERT INTO help (id, chat_id, state, opened_at) VALUES ('help', '{chat}', 'closed', {})",
            at(40)
        ),
    ] {
        sql(tx, &statement).await;
    }
    let consent = tx.record_consent(&chat, ConsentKind::Health, true, DEMO_START);
    consent.await.unwrap();
    worker
}

#[tokio::test]
async fn desk_tells_what_happened_newest_first() {
    on_both("story", async |store| {
        let mut tx = store.write().await.unwrap();
        let worker = furnish(&mut tx, &store).await;
        let story = tx.story_of(&worker, 100).await.unwrap();
        let what: Vec<_> = story.iter().map(|one| &one.what).collect();
        assert_eq!(*what[0], What::Arrived("HH-1".into(), "1".into()));
        assert!(
            matches!(what[1], What::Door(_, trip, _, Some(365), None) if trip == "HH-1"),
            "{what:?}"
        );
        assert_eq!(story[1].by.as_deref(), Some("Name of clerk"));
        assert!(matches!(what[2], What::Help(_)));
        assert!(matches!(what[3], What::Waived(Some(_), _, why) if why == "有证明"));
        assert!(matches!(what[4], What::Roster(_, _, Some(why)) if why == "不是本厂的"));
        assert_eq!(*what[5], What::TicketGone("HH-1".into()));
        let code = What::Ticket("HH-1".into(), "1234".into());
        assert_eq!(*what[6], code, "only the code's end");
        let seat = What::Seat(
            Some(SeatChange::Reserved),
            "HH-1".into(),
            "1".into(),
            "1A".into(),
        );
        assert_eq!(*what[7], seat);
        assert!(matches!(what[8], What::Line(..)));
        assert_eq!(
            *what[9],
            What::Consent(ConsentKind::Health, "1".into(), true)
        );
        assert_eq!(what.len(), 10);
        assert_eq!(tx.story_of(&worker, 3).await.unwrap().len(), 3);
    })
    .await;
}

/// Sends a message of ours, or tries to.
async fn send(tx: &mut Tx, body: &str, now: Timestamp) {
    let chat = tx
        .chat_at(ChannelKind::Telegram, "1")
        .await
        .unwrap()
        .unwrap();
    let content = Content {
        body: body.into(),
        ..Content::default()
    };
    let queued = tx.queue_reply(&chat, ChannelKind::Telegram, "1", &content, None, now);
    queued.await.unwrap();
    if body == "waits" {
        return;
    }
    let lease = Duration::from_secs(60);
    let claimed = tx.claim(ChannelKind::Telegram, Lane::Reply, 1, lease, now);
    let row = claimed.await.unwrap().remove(0);
    let settled = match body {
        "arrives" => tx.settle_sent(row.id, row.attempt, "1", now).await,
        _ => tx.settle_failed(row.id, row.attempt, "blocked", now).await,
    };
    assert!(settled.unwrap());
}

#[tokio::test]
async fn desk_shows_every_message_with_what_became_of_it() {
    on_both("talk", async |store| {
        let mut tx = store.write().await.unwrap();
        let worker = furnish(&mut tx, &store).await;
        let chat = tx.chats_of(&worker).await.unwrap().remove(0);
        let kept = tx.lock_chat(&store, &chat).await.unwrap().unwrap();
        let known_by = (ChannelKind::Telegram, "1", "u1");
        assert!(tx.note_inbound(&chat, known_by, DEMO_START).await.unwrap());
        tx.echo_inbound(&kept, "u1", "你好").await.unwrap();
        for (n, body) in ["arrives", "fails", "waits"].into_iter().enumerate() {
            let later = Duration::from_secs(60 * (n as u64 + 1));
            send(&mut tx, body, DEMO_START.plus(later)).await;
        }
        let said = tx.said_with(&worker, (0, 10)).await.unwrap();
        let shown = said.into_iter().map(|line| match line.side {
            LineSide::Worker(words, None) => (words, None, None),
            LineSide::Bureau(said, state, error) => match *said {
                Said::This(content) => (content.body, Some(state), error),
                Said::Notice(..) => panic!("no notice"),
            },
            LineSide::Worker(_, Some(_)) => panic!("they said it themselves"),
        });
        let ours = |body: &str, state, error: Option<&str>| {
            (body.to_owned(), Some(state), error.map(str::to_owned))
        };
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ours("waits", DeliveryState::Queued, None),
                ours("fails", DeliveryState::Failed, Some("blocked")),
                ours("arrives", DeliveryState::Sent, None),
                ("你好".to_owned(), None, None),
            ]
        );
        assert_eq!(tx.said_with(&worker, (3, 10)).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn desk_gathers_the_audit_about_one_worker_only() {
    on_both("audit", async |store| {
        let mut tx = store.write().await.unwrap();
        let worker = furnish(&mut tx, &store).await;
        let other = known(
            &mut tx,
            &store,
            "王晓明",
            "520199199105060027",
            "15400000002",
        )
        .await;
        for (action, subject) in [
            ("worker.name_corrected", worker.as_str().to_owned()),
            ("requirement.waived.x", format!("{worker} t")),
            ("roster.rejected", "line".to_owned()),
            ("help.closed", "help".to_owned()),
            ("worker.name_corrected", other.as_str().to_owned()),
            ("worker.name_corrected", format!("{worker}x")),
        ] {
            let done = tx.audit("clerk", action, &subject, Some("why"), DEMO_START);
            done.await.unwrap();
        }
        let entries = tx.audit_of(&worker, (0, 10)).await.unwrap();
        let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(
            actions,
            [
                "help.closed",
                "roster.rejected",
                "requirement.waived.x",
                "worker.name_corrected"
            ]
        );
        assert!(entries.iter().all(|entry| entry.actor == "Name of clerk"));
        assert_eq!(tx.audit_of(&worker, (3, 10)).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn desk_records_every_look_at_full_numbers() {
    on_both("reveal", async |store| {
        let mut tx = store.write().await.unwrap();
        let worker = furnish(&mut tx, &store).await;
        let by = StaffId::new("clerk");
        let shown = tx.reveal(&store, &worker, (&by, "核对身份"), DEMO_START);
        let shown = shown.await.unwrap();
        assert_eq!(shown.resident_id.expose(), "520199199003070013");
        assert_eq!(shown.mobile.expose(), "15400000001");
        assert!(!format!("{shown:?}").contains("03070013"));
        let entries = tx.audit_of(&worker, (0, 10)).await.unwrap();
        assert_eq!(entries[0].action, "worker.revealed");
        assert_eq!(entries[0].reason.as_deref(), Some("核对身份"));
    })
    .await;
}
