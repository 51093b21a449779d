//! Entry on someone's behalf: the same dialogue, held by somebody of the staff.

use super::{CERTIFICATE, ID, MOBILE, Phone};
use crate::kit::databases::{number, on_both, sql};
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ChatId, StaffId, WorkerId};
use returnline::domain::language::Locale;
use returnline::domain::notice::Audience;
use returnline::domain::registration::{News, RegistrationState};
use returnline::domain::staff::{Role, Staff};
use returnline::runner::desk::{Entry, Heard};
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::outbox::ShownSide;
use std::time::Duration;

/// Somebody of the staff at the counter, with a conversation open.
struct Counter<'a> {
    phone: &'a Phone,
    staff: Staff,
    chat: ChatId,
    entered: u32,
}

async fn clerk(store: &Store) -> Staff {
    let staff = Staff {
        id: StaffId::new("ann"),
        login: "ann".into(),
        name: "Ann".into(),
        role: Role::Clerk,
        employer: None,
        district: None,
        locale: Locale::En,
    };
    let mut tx = store.write().await.unwrap();
    tx.insert_staff(&staff, None, DEMO_START).await.unwrap();
    tx.commit().await.unwrap();
    staff
}

impl<'a> Counter<'a> {
    async fn open(phone: &'a Phone, worker: Option<&WorkerId>) -> Self {
        let staff = clerk(&phone.store).await;
        let chat = match worker {
            Some(worker) => phone.runner.take_up(worker, &staff).await,
            None => phone.runner.begin_at_desk(&staff).await,
        };
        Self {
            chat: chat.unwrap(),
            phone,
            staff,
            entered: 0,
        }
    }

    async fn seen(&self) -> i64 {
        let mut tx = self.phone.store.read().await.unwrap();
        let (_, seen) = tx.desk_chat(&self.chat).await.unwrap().unwrap();
        tx.rollback().await.unwrap();
        seen
    }

    async fn send(&mut self, seen: i64, entry: Entry) -> Heard {
        self.entered += 1;
        self.phone.clock.advance(Duration::from_secs(5));
        let update = (format!("update{}", self.entered), seen);
        let update = (update.0.as_str(), update.1);
        let heard = self
            .phone
            .runner
            .enter(&self.chat, update, entry, &self.staff);
        heard.await.unwrap()
    }

    async fn say(&mut self, text: &str) {
        let seen = self.seen().await;
        let heard = self.send(seen, Entry::Text(text.into())).await;
        assert_eq!(heard, Heard::Applied, "{text}");
    }

    /// Presses the button whose label holds these words.
    async fn press(&mut self, words: &str) {
        let mut tx = self.phone.store.read().await.unwrap();
        let shown = tx.history(&self.chat, 0, 1000).await.unwrap();
        tx.rollback().await.unwrap();
        let buttons = shown.iter().rev().filter_map(|one| match &one.side {
            ShownSide::Bureau(content) => Some(content.choices.iter().chain(&content.controls)),
            ShownSide::Worker(_) | ShownSide::Notice(..) => None,
        });
        let found = buttons
            .flatten()
            .find(|button| button.label.contains(words));
        let payload = found.unwrap_or_else(|| panic!("no {words} in {shown:?}"));
        let entry = Entry::Press(payload.payload.clone());
        let seen = self.seen().await;
        assert_eq!(self.send(seen, entry).await, Heard::Applied, "{words}");
    }

    /// All that was shown, as text.
    async fn shown(&self) -> String {
        let mut tx = self.phone.store.read().await.unwrap();
        let shown = tx.history(&self.chat, 0, 1000).await.unwrap();
        tx.rollback().await.unwrap();
        let text = shown.into_iter().map(|one| match one.side {
            ShownSide::Worker(words) => format!("> {words}"),
            ShownSide::Bureau(content) => {
                format!("{} {}", content.title.unwrap_or_default(), content.body)
            }
            ShownSide::Notice(..) => String::new(),
        });
        text.collect::<Vec<_>>().join("\n")
    }

    async fn audited(&self) -> Vec<String> {
        let mut tx = self.phone.store.read().await.unwrap();
        let worker = tx.desk_worker(&self.chat).await.unwrap().unwrap().unwrap();
        let entries = tx.audit_of(&worker, (0, 50)).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(
            entries.iter().all(|entry| entry.actor == "Ann"),
            "{entries:?}"
        );
        entries
            .into_iter()
            .rev()
            .map(|entry| entry.action)
            .collect()
    }
}

async fn the_worker(phone: &Phone) -> WorkerId {
    let mut tx = phone.store.read().await.unwrap();
    let chat = tx
        .chat_at(ChannelKind::Telegram, &phone.address)
        .await
        .unwrap()
        .unwrap();
    tx.rollback().await.unwrap();
    let mut tx = phone.store.write().await.unwrap();
    let chat = tx.lock_chat(&phone.store, &chat).await.unwrap().unwrap();
    tx.rollback().await.unwrap();
    chat.worker.unwrap()
}

#[tokio::test]
async fn runner_registers_somebody_without_a_phone_at_the_counter() {
    on_both("counter", async |store| {
        load_demo(&store).await.unwrap();
        let phone = Phone::new(&store, "1").await;
        let mut counter = Counter::open(&phone, None).await;
        for text in [
            "1",
            "1",
            "1",
            "green",
            CERTIFICATE,
            "2020-03-01",
            "永州",
            "德赛",
            "1",
            "王小明",
            ID,
            MOBILE,
            "coach",
            "1",
            "yes",
        ] {
            counter.say(text).await;
        }
        let shown = counter.shown().await;
        assert!(shown.contains("YZ-0225"), "{shown}");
        assert!(
            !shown.contains(ID) && shown.contains("> 520199********0013"),
            "{shown}"
        );
        assert_eq!(
            counter.audited().await,
            [
                "on_behalf.begun",
                "on_behalf.consent",
                "on_behalf.consent",
                "on_behalf.consent",
                "on_behalf.submitted"
            ]
        );
        let mut tx = store.write().await.unwrap();
        for (what, expected) in [
            (
                "SELECT COUNT(*) FROM registration WHERE by_staff = 'ann'",
                1,
            ),
            (
                "SELECT COUNT(*) FROM consent WHERE by_staff = 'ann' AND given",
                3,
            ),
            ("SELECT COUNT(*) FROM inbound WHERE by_staff = 'ann'", 15),
            ("SELECT COUNT(*) FROM chat_event", 0),
        ] {
            assert_eq!(number(&mut tx, what).await, expected, "{what}");
        }
        assert_eq!(
            tx.pending().await.unwrap().reply,
            0,
            "nothing waits to be delivered"
        );
        let reach = tx.reach(&Audience::default(), DEMO_START).await.unwrap();
        assert_eq!(reach.people, 0, "nobody is reached at the desk");
    })
    .await;
}

#[tokio::test]
async fn runner_tells_the_worker_what_the_bureau_has_done() {
    on_both("on behalf", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        phone.queued().await;
        let worker = the_worker(&phone).await;
        let mut counter = Counter::open(&phone, Some(&worker)).await;
        counter.press("Change").await;
        counter.press("Health code").await;
        counter.press("Yellow").await;
        let mut tx = store.read().await.unwrap();
        let registration = tx.registration(&store, &worker).await.unwrap().unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(registration.health_code.as_str(), "yellow");
        phone.runner.tick_once().await.unwrap();
        let told = phone.queued().await;
        let notice = told
            .iter()
            .position(|text| text.contains("Ann at the bureau"));
        let notice = notice.unwrap_or_else(|| panic!("{told:?}"));
        assert!(
            told[notice].contains("recorded your health code"),
            "{told:?}"
        );
        counter.say("cancel").await;
        counter.press("Yes").await;
        phone.runner.tick_once().await.unwrap();
        let told = phone.queued().await.join("\n");
        assert!(told.contains("cancelled your registration"), "{told}");
        let mut tx = store.read().await.unwrap();
        let registration = tx.registration(&store, &worker).await.unwrap().unwrap();
        let seat = tx.active_seat(&worker).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(registration.state, RegistrationState::Withdrawn);
        assert_eq!(seat, None);
        assert_eq!(
            counter.audited().await,
            [
                "on_behalf.taken_up",
                "on_behalf.health",
                "on_behalf.withdrawn"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn runner_goes_on_from_what_the_desk_has_changed() {
    on_both("refreshed", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        phone.queued().await;
        let worker = the_worker(&phone).await;
        let mut counter = Counter::open(&phone, Some(&worker)).await;
        counter.press("Change").await;
        counter.press("Transport").await;
        counter.press("driv").await;
        counter.say("yes").await;
        phone.runner.tick_once().await.unwrap();
        // The worker's own chat had a coach; it goes on from what is stored now.
        phone.say("hi").await;
        let told = phone.queued().await;
        let last = told.last().unwrap();
        assert!(last.contains("You come back on your own"), "{told:?}");
        let mut tx = store.read().await.unwrap();
        let registration = tx.registration(&store, &worker).await.unwrap().unwrap();
        assert_eq!(registration.mode.as_str(), "self_drive");
        assert_eq!(tx.active_seat(&worker).await.unwrap(), None);
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn runner_takes_an_entry_once_and_only_on_the_question_that_was_seen() {
    on_both("gone on", async |store| {
        load_demo(&store).await.unwrap();
        let phone = Phone::new(&store, "1").await;
        let mut counter = Counter::open(&phone, None).await;
        let seen = counter.seen().await;
        assert_eq!(
            counter.send(seen, Entry::Text("1".into())).await,
            Heard::Applied
        );
        assert_eq!(
            counter.send(seen, Entry::Text("2".into())).await,
            Heard::GoneOn,
            "somebody else's page"
        );
        counter.entered = 0;
        assert_eq!(
            counter.send(seen, Entry::Text("1".into())).await,
            Heard::Duplicate,
            "the same form"
        );
        let mut tx = store.write().await.unwrap();
        assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM consent").await, 1);
        assert_eq!(
            counter.send(seen, Entry::Photo(b"GIF89a".to_vec())).await,
            Heard::NoPicture
        );
    })
    .await;
}

#[tokio::test]
async fn runner_puts_news_of_somebody_without_a_chat_into_the_inbox() {
    on_both("to be called", async |store| {
        load_demo(&store).await.unwrap();
        let phone = Phone::new(&store, "1").await;
        let counter = Counter::open(&phone, None).await;
        let mut tx = store.write().await.unwrap();
        let news = News::LineClosed {
            waitlist: returnline::domain::id::WaitlistId::new("l"),
            code: "HH-1".into(),
        };
        tx.queue_news(&counter.chat, &news, DEMO_START)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        phone.runner.tick_once().await.unwrap();
        let mut tx = store.write().await.unwrap();
        let inbox = tx.inbox().await.unwrap();
        assert_eq!(inbox.len(), 1);
        assert_eq!(inbox[0].channel, ChannelKind::Desk);
        let words = inbox[0].last_text.clone().unwrap();
        assert!(words.contains("HH-1"), "{words}");
        // Closing it is no news to call about again.
        let closed = News::ClerkClosed {
            help: inbox[0].help.clone(),
        };
        tx.close_help(&inbox[0].help, "ann", DEMO_START)
            .await
            .unwrap();
        tx.queue_news(&counter.chat, &closed, DEMO_START)
            .await
            .unwrap();
        sql(&mut tx, "UPDATE chat_event SET due_at = 0").await;
        tx.commit().await.unwrap();
        phone.runner.tick_once().await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert!(tx.inbox().await.unwrap().is_empty());
        tx.rollback().await.unwrap();
    })
    .await;
}
