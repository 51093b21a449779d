//! What the desk asks of the store, told to SQLite and to PostgreSQL.

use super::super::kit::databases::on_both;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ChatId, StaffId, WorkerId};
use returnline::domain::language::Locale;
use returnline::domain::registration::News;
use returnline::domain::roster::{Decision, RosterState};
use returnline::domain::staff::Staff;
use returnline::domain::time::Timestamp;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::roster::{DecideError, RosterLine};
use std::time::Duration;

fn at(minutes: u64) -> Timestamp {
    DEMO_START.plus(Duration::from_secs(60 * minutes))
}

async fn staff(store: &Store, login: &str) -> Staff {
    let mut tx = store.read().await.unwrap();
    tx.staff_by_login(login).await.unwrap().unwrap().0
}

/// The lines of HR's firm that wait, in the demo.
async fn claims(store: &Store) -> Vec<RosterLine> {
    let employer = staff(store, "hr").await.employer.unwrap();
    let mut lines = store.read().await.unwrap().roster(&employer).await.unwrap();
    lines.retain(|line| line.state == RosterState::Claimed);
    lines
}

/// A chat of a worker, last seen at a minute.
async fn chat(store: &Store, worker: &WorkerId, address: &str, seen: u64) -> ChatId {
    let mut tx = store.write().await.unwrap();
    let id = tx
        .ensure_chat(ChannelKind::Web, address, Locale::En, at(0))
        .await
        .unwrap();
    let mut chat = tx.lock_chat(store, &id).await.unwrap().unwrap();
    chat.worker = Some(worker.clone());
    tx.save_session(store, &chat, b"{}", 1, Some(at(seen)))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn links_sessions_and_passwords() {
    on_both("accounts", async |store| {
        load_demo(&store).await.unwrap();
        let clerk = staff(&store, "clerk").await;
        let mut tx = store.write().await.unwrap();
        tx.make_sign_in_link(&clerk.id, "link", at(10))
            .await
            .unwrap();
        assert!(tx.sign_in_link_works("link", at(9)).await.unwrap());
        assert!(!tx.sign_in_link_works("link", at(10)).await.unwrap());
        assert_eq!(tx.use_sign_in_link("link", at(10)).await.unwrap(), None);
        let used = tx.use_sign_in_link("link", at(9)).await.unwrap();
        assert_eq!(used, Some(clerk.clone()));
        assert_eq!(tx.use_sign_in_link("link", at(9)).await.unwrap(), None);
        assert!(tx.used_link_since(&clerk.id, at(9)).await.unwrap());
        assert!(!tx.used_link_since(&clerk.id, at(10)).await.unwrap());

        for token in ["one", "two"] {
            tx.open_session(&clerk.id, token, "csrf", at(0), at(60))
                .await
                .unwrap();
        }
        let found = tx.session("one", at(59)).await.unwrap();
        assert_eq!(found, Some((clerk.clone(), "csrf".to_owned())));
        assert_eq!(tx.session("one", at(60)).await.unwrap(), None);
        tx.set_password_hash(&clerk.id, "hash", Some("one"))
            .await
            .unwrap();
        assert!(tx.session("one", at(1)).await.unwrap().is_some());
        assert_eq!(
            tx.session("two", at(1)).await.unwrap(),
            None,
            "the others end"
        );
        tx.close_session("one").await.unwrap();
        assert_eq!(tx.session("one", at(1)).await.unwrap(), None);
        let (_, hash) = tx.staff_by_login("clerk").await.unwrap().unwrap();
        assert_eq!(hash.as_deref(), Some("hash"));
        tx.set_staff_locale(&clerk.id, Locale::En).await.unwrap();
        assert_eq!(
            tx.staff(&clerk.id).await.unwrap().unwrap().locale,
            Locale::En
        );
        let new = Staff {
            id: StaffId::new("new"),
            login: "new".into(),
            ..clerk
        };
        tx.insert_staff(&new, None, at(0)).await.unwrap();
        assert_eq!(tx.staff(&new.id).await.unwrap().unwrap().login, "new");
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn decisions_reach_the_latest_chat_once() {
    on_both("roster", async |store| {
        load_demo(&store).await.unwrap();
        let hr = staff(&store, "hr").await;
        let lines = claims(&store).await;
        let [first, second, ..] = lines.as_slice() else {
            panic!("the demo has claims");
        };
        chat(&store, &first.worker, "old", 1).await;
        let latest = chat(&store, &first.worker, "new", 2).await;

        let mut tx = store.write().await.unwrap();
        let waiting = tx.claims_waiting(&first.employer).await.unwrap();
        assert_eq!(waiting, lines.len() as i64);
        let confirm = tx
            .decide_roster_line(&first.id, &Decision::Confirm, &hr.id, at(3))
            .await
            .unwrap();
        assert_eq!(confirm, RosterState::Confirmed);
        let again = tx
            .decide_roster_line(&first.id, &Decision::Confirm, &hr.id, at(3))
            .await;
        assert!(matches!(again, Err(DecideError::Refused(_))));
        let due = tx.due_news(10, at(3)).await.unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].chat, latest);
        let news = tx.take_news(due[0].id).await.unwrap();
        assert!(matches!(news, Some(News::RosterConfirmed { line, .. }) if line == first.id));

        let reason = "不是我们的人".to_owned();
        tx.decide_roster_line(&second.id, &Decision::Reject { reason }, &hr.id, at(3))
            .await
            .unwrap();
        let line = tx.roster_line(&second.id).await.unwrap().unwrap();
        assert_eq!(line.reason.as_deref(), Some("不是我们的人"));
        assert_eq!(line.decided_by.as_deref(), Some(hr.name.as_str()));
        let all = tx
            .confirm_claims(&first.employer, at(60), &hr.id, at(4))
            .await
            .unwrap();
        assert_eq!(all, waiting - 2);
        let counts = tx.roster_counts(None, 100, DEMO_START).await.unwrap();
        let own = counts
            .iter()
            .find(|c| c.employer == first.employer)
            .unwrap();
        assert_eq!((own.claimed, own.rejected), (0, 1));
        assert!(
            tx.roster_counts(Some(own.district), 100, DEMO_START)
                .await
                .unwrap()
                .len()
                < counts.len()
        );
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_decisions_at_once_are_one() {
    on_both("decisions", async |store| {
        load_demo(&store).await.unwrap();
        let hr = staff(&store, "hr").await;
        let line = claims(&store).await.remove(0);
        let decide = async |decision: Decision| {
            let mut tx = store.write().await.unwrap();
            let decided = tx
                .decide_roster_line(&line.id, &decision, &hr.id, at(1))
                .await;
            tx.commit().await.unwrap();
            decided.is_ok()
        };
        let reason = "不是我们的人".to_owned();
        let (a, b) = tokio::join!(
            decide(Decision::Confirm),
            decide(Decision::Reject { reason })
        );
        assert!(a != b, "one of them");
    })
    .await;
}

#[tokio::test]
async fn a_conversation_opens_once_and_waits_since_the_first_unanswered_word() {
    on_both("help", async |store| {
        load_demo(&store).await.unwrap();
        let clerk = staff(&store, "clerk").await;
        let worker = claims(&store).await.remove(0).worker;
        let chat = chat(&store, &worker, "a", 1).await;
        let mut tx = store.write().await.unwrap();
        let help = tx.open_help(&chat, at(0)).await.unwrap();
        assert_eq!(tx.open_help(&chat, at(1)).await.unwrap(), help);
        let waits = async |tx: &mut returnline::store::Tx| {
            let item = tx.inbox().await.unwrap().remove(0);
            item.waiting_since
        };
        assert_eq!(
            waits(&mut tx).await,
            Some(at(0)),
            "wordless, since it was opened"
        );
        assert!(tx.say_in_help(&help, None, "在吗", at(2)).await.unwrap());
        assert!(
            tx.say_in_help(&help, Some(&clerk.id), "在", at(3))
                .await
                .unwrap()
        );
        assert_eq!(waits(&mut tx).await, None);
        for minute in [4, 5] {
            tx.say_in_help(&help, None, "再问", at(minute))
                .await
                .unwrap();
        }
        assert_eq!(waits(&mut tx).await, Some(at(4)));
        let item = tx.help(&help).await.unwrap().unwrap();
        assert!(item.name.is_some() && item.employer.is_some() && item.district.is_some());
        assert_eq!(tx.help_messages(&help).await.unwrap().len(), 4);
        assert!(tx.close_help(&help, "worker", at(6)).await.unwrap());
        assert!(!tx.close_help(&help, "worker", at(6)).await.unwrap());
        assert!(!tx.say_in_help(&help, None, "还在吗", at(7)).await.unwrap());
        assert!(tx.inbox().await.unwrap().is_empty());
        assert_ne!(tx.open_help(&chat, at(8)).await.unwrap(), help);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_overview_adds_up() {
    on_both("report", async |store| {
        let demo = load_demo(&store).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let districts = tx.registrations_by_district(None, at(0)).await.unwrap();
        let total: i64 = districts.iter().map(|d| d.total).sum();
        assert_eq!(total, (demo.workers + demo.wishes) as i64);
        let one = districts[0].district;
        let own = tx.registrations_by_district(one, at(0)).await.unwrap();
        assert_eq!(own, districts[..1]);
        let mut seated = 0;
        for trip in tx.trips().await.unwrap() {
            let found = tx.seated_people(&trip.trip.id, 1000, 0).await.unwrap();
            seated += found.len();
        }
        assert_eq!(seated, demo.workers);
        assert!(tx.waiting_lines(one).await.unwrap().is_empty());
        let wishes = tx.demand_by_route(None, 100).await.unwrap();
        let wishes: i64 = wishes.iter().map(|row| row.workers).sum();
        assert_eq!(wishes, demo.wishes as i64);
    })
    .await;
}
