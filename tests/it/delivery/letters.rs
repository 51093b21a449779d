//! What a notice says to whom: placeholders, buttons, a file; and that what was sent can be shown again.

use super::world::{Script, World, on_both};
use returnline::delivery::Pace;
use returnline::domain::id::{ChatId, NoticeId};
use returnline::domain::language::Locale;
use returnline::domain::letter::MarkKind;
use returnline::domain::notice::{
    FileInfo, FileKind, Known, NoticeAction, NoticeButton, NoticeFile, NoticeOptions, NoticeText,
};
use returnline::locale::notice::Prepared;
use returnline::store::StoreError;
use returnline::store::notice::NoticeDraft;
use returnline::store::outbox::ShownSide;
use std::sync::Arc;

fn draft(zh: &str, en: &str) -> NoticeDraft {
    let text = |locale, body: &str| NoticeText {
        locale,
        title: "信".to_owned(),
        body: body.to_owned(),
    };
    NoticeDraft {
        texts: vec![text(Locale::ZhHans, zh), text(Locale::En, en)],
        options: NoticeOptions {
            buttons: vec![NoticeButton::Register, NoticeButton::Stop],
            ..NoticeOptions::default()
        },
        ..NoticeDraft::default()
    }
}

/// A notice by ann, approved by bo, and being sent.
async fn send(world: &World, draft: &NoticeDraft, file: Option<&NoticeFile>) -> NoticeId {
    let (ann, bo) = (world.staff("ann").await, world.staff("bo").await);
    let mut tx = world.store.write().await.unwrap();
    let id = tx.create_notice(&ann, draft, world.now()).await.unwrap();
    if let Some(file) = file {
        tx.set_notice_file(&id, file).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.act(&id, NoticeAction::Approve, &bo).await;
    world.act(&id, NoticeAction::Send, &bo).await;
    id
}

/// Has the person of chat `p000001` an employer and a seat on a trip.
async fn settle_first(world: &World) {
    world.second_chats(1).await;
    for sql in [
        "UPDATE worker SET name = '**李**明' WHERE id = 'w000001'",
        "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
         VALUES ('e1', '示例企业01', '', '', '330302', FALSE, 'x', 'synthetic', 0)",
        "INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, health_observed_at, \
         certificate_sealed, submitted_at, updated_at) \
         SELECT 'r1', id, 'submitted', '341000', 'e1', 'coach', 'green', 0, id_sealed, 0, 0 FROM worker",
        "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, requirements, source) \
         VALUES ('t1', 'HS-0224', 'coach', '330302', '汽车站', 1582502400000, 'open', FALSE, 0, '{}', 'synthetic')",
        "INSERT INTO vehicle (id, trip_id, ordinal, kind, label) VALUES ('v1', 't1', 1, 'coach_49', '浙C')",
        "INSERT INTO seat (id, trip_id, vehicle_id, number, label, carriage, row_no, column_no, block_no, sellable, give_order, \
         state, worker_id, changed_at) VALUES ('s1', 't1', 'v1', 1, '1A', 1, 1, 0, 0, TRUE, 1, 'reserved', 'w000001', 0)",
    ] {
        world.execute(sql.to_owned()).await;
    }
}

async fn shown(world: &World, chat: &str) -> Vec<String> {
    let mut tx = world.store.read().await.unwrap();
    let all = tx.history(&ChatId::new(chat), 0, 10).await.unwrap();
    let body = |side| match side {
        ShownSide::Notice(message, reader) => {
            Prepared::new(&message)
                .content(reader.locale, &reader.known)
                .body
        }
        ShownSide::Bureau(content) => content.body,
        ShownSide::Worker(echo) => echo,
    };
    all.into_iter().map(|shown| body(shown.side)).collect()
}

#[tokio::test]
async fn each_reader_is_told_what_is_known_of_them_and_it_can_be_shown_again_as_it_was() {
    on_both(|world| async move {
        world.people(2).await;
        settle_first(&world).await;
        let draft = draft(
            "**{name|老乡}**，{employer|用工单位}：{trip|尚未订座}。",
            "x",
        );
        send(&world, &draft, None).await;
        let script = Script::new();
        let delivery = world.delivery(&script, Pace::UNLIMITED);
        assert_eq!(delivery.step().await.unwrap(), 2);
        let known = "**李**明，示例企业01：HS-0224，2月24日（周一）08:00，汽车站。";
        assert_eq!(script.to("1"), [known]);
        assert_eq!(script.to("2"), ["老乡，用工单位：尚未订座。"]);
        let messages = script.messages();
        for message in &messages {
            let content = &message.content;
            assert_eq!(content.marks.len(), 1);
            assert_eq!(content.marks[0].kind, MarkKind::Bold);
            let payloads: Vec<_> = content
                .controls
                .iter()
                .map(|b| b.payload.as_str())
                .collect();
            assert_eq!(payloads, ["0.register", "0.stop"]);
        }
        // What was said stays said, whatever becomes of the seat.
        world.execute("DELETE FROM seat".to_owned()).await;
        assert_eq!(shown(&world, "p000001").await, [known]);
        assert_eq!(
            shown(&world, "p000002").await,
            ["老乡，用工单位：尚未订座。"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_letter_without_placeholders_keeps_nothing_of_its_readers() {
    on_both(|world| async move {
        world.people(2).await;
        settle_first(&world).await;
        send(&world, &draft("{{name}}", "x"), None).await;
        let script = Script::new();
        assert_eq!(
            world
                .delivery(&script, Pace::UNLIMITED)
                .step()
                .await
                .unwrap(),
            2
        );
        assert_eq!(script.to("1"), ["{name}"]);
        let kept = "SELECT COUNT(*) FROM outbox WHERE content IS NOT NULL";
        assert_eq!(world.count(kept).await, 0);
    })
    .await;
}

fn pdf(name: &str) -> NoticeFile {
    NoticeFile::recognise(name, b"%PDF-1.7 ...".to_vec()).unwrap()
}

#[tokio::test]
async fn a_file_is_changed_in_a_draft_frozen_at_approval_and_loaded_once_for_everyone() {
    on_both(|world| async move {
        world.people(3).await;
        let id = send(&world, &draft("x", "x"), Some(&pdf("信.pdf"))).await;
        let mut tx = world.store.write().await.unwrap();
        for refused in [
            tx.set_notice_file(&id, &pdf("b.pdf")).await,
            tx.drop_notice_file(&id).await,
        ] {
            assert!(matches!(refused, Err(StoreError::Refused(_))));
        }
        let info = tx.notice_file_info(&id).await.unwrap().unwrap();
        let hash = blake3::hash(b"%PDF-1.7 ...").to_hex().to_string();
        let (name, kind, size) = ("信.pdf".to_owned(), FileKind::Pdf, 12);
        assert_eq!(
            info,
            FileInfo {
                name,
                kind,
                size,
                hash
            }
        );
        assert_eq!(tx.notice_file(&id).await.unwrap(), Some(pdf("信.pdf")));
        drop(tx);
        let script = Script::new();
        assert_eq!(
            world
                .delivery(&script, Pace::UNLIMITED)
                .step()
                .await
                .unwrap(),
            3
        );
        let messages = script.messages();
        let files: Vec<_> = messages.iter().map(|m| m.file.clone().unwrap()).collect();
        assert!(files.iter().all(|file| Arc::ptr_eq(file, &files[0])));
        assert_eq!(messages[0].content.file.as_ref().unwrap().name, "信.pdf");
        let mut tx = world.store.read().await.unwrap();
        let chat = ChatId::new("p000001");
        assert_eq!(tx.notice_shown_at(&chat, 1).await.unwrap(), Some(id));
        assert_eq!(tx.notice_shown_at(&chat, 2).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_draft_without_its_file_has_another_hash() {
    on_both(|world| async move {
        let (ann, bo) = (world.staff("ann").await, world.staff("bo").await);
        let mut hashes = Vec::new();
        for file in [None, Some(pdf("a.pdf"))] {
            let mut tx = world.store.write().await.unwrap();
            let id = tx
                .create_notice(&ann, &draft("x", "x"), world.now())
                .await
                .unwrap();
            tx.set_notice_file(&id, &pdf("b.pdf")).await.unwrap();
            tx.drop_notice_file(&id).await.unwrap();
            if let Some(file) = &file {
                tx.set_notice_file(&id, file).await.unwrap();
            }
            tx.commit().await.unwrap();
            world.act(&id, NoticeAction::Approve, &bo).await;
            let mut tx = world.store.read().await.unwrap();
            hashes.push(tx.notice(&id).await.unwrap().unwrap().content_hash.unwrap());
            let known = tx.known_of(["none"]).await.unwrap();
            assert_eq!(known.get("none"), None::<&Known>);
        }
        assert_ne!(hashes[0], hashes[1]);
    })
    .await;
}
