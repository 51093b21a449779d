//! Somebody of the staff binds a chat and gets a notice to look at.

use super::Phone;
use crate::kit::databases::{number, on_both};
use returnline::channel::Said;
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::notice::NoticeText;
use returnline::domain::staff::Role;
use returnline::locale::notice::samples;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::notice::NoticeDraft;
use returnline::store::staff_chat::{CODE_LIFE, TestError};

const CODE: &str = "ABCDEFGHIJKLMNOP";

async fn make_code(store: &Store, staff: &StaffId) {
    let mut tx = store.write().await.unwrap();
    tx.make_staff_chat_code(store, staff, CODE, DEMO_START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A draft in two languages, and a clerk.
async fn draft(store: &Store) -> (StaffId, NoticeId) {
    load_demo(store).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let clerk = tx.first_staff(Role::Clerk).await.unwrap().unwrap().id;
    let text = |locale, body: &str| NoticeText {
        locale,
        title: String::new(),
        body: body.into(),
    };
    let draft = NoticeDraft {
        texts: vec![
            text(Locale::ZhHans, "回来吧"),
            text(Locale::En, "Come back"),
        ],
        ..NoticeDraft::default()
    };
    let notice = tx.create_notice(&clerk, &draft, DEMO_START).await.unwrap();
    tx.commit().await.unwrap();
    (clerk, notice)
}

async fn test(store: &Store, notice: &NoticeId, staff: &StaffId) -> Result<usize, TestError> {
    let mut tx = store.write().await.unwrap();
    let samples = samples(notice, &tx.notice_message(notice).await.unwrap());
    let sent = tx
        .send_notice_test(notice, &samples, staff, DEMO_START)
        .await;
    tx.commit().await.unwrap();
    sent
}

#[tokio::test]
async fn runner_binds_the_chat_of_who_made_the_code_and_a_test_goes_there() {
    on_both("own chat", async |store| {
        let (clerk, notice) = draft(&store).await;
        let none = test(&store, &notice, &clerk).await;
        assert!(matches!(none, Err(TestError::NoChat)));
        make_code(&store, &clerk).await;
        let mut stranger = Phone::new(&store, "9").await;
        stranger.say("/start s_AAAAAAAAAAAAAAAA").await;
        let mut phone = Phone::new(&store, "1").await;
        phone.do_(Said::Start {
            payload: Some(format!("s_{CODE}")),
        })
        .await;
        // Once only, whoever comes second.
        stranger.say(&format!("/start s_{}", CODE.to_lowercase())).await;
        let mut tx = store.read().await.unwrap();
        let own = tx.staff_chat(&clerk).await.unwrap().unwrap();
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'staff.chat_bound' AND origin LIKE 'chat %'";
        assert_eq!(number(&mut tx, lines).await, 1, "the log says that it came from a chat");
        tx.rollback().await.unwrap();
        assert_eq!(own.address, "1");
        assert_eq!(test(&store, &notice, &clerk).await.unwrap(), 2);
        let mut tx = store.read().await.unwrap();
        let queued = "SELECT COUNT(*) FROM outbox WHERE address = '1' AND lane = 'reply' AND notice_id IS NULL \
                      AND (content LIKE '%回来吧%' OR content LIKE '%Come back%')";
        assert_eq!(number(&mut tx, queued).await, 2);
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn runner_refuses_a_code_that_is_too_old() {
    on_both("old code", async |store| {
        let (clerk, _) = draft(&store).await;
        make_code(&store, &clerk).await;
        let mut phone = Phone::new(&store, "1").await;
        phone.clock.advance(CODE_LIFE);
        phone.say(&format!("/start s_{CODE}")).await;
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.staff_chat(&clerk).await.unwrap(), None);
        tx.rollback().await.unwrap();
    })
    .await;
}
