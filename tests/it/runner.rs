//! The runner: one update, one transaction, applied once; told to both databases.

mod closing;
mod desk;
mod hr_chat;
mod news;
mod roster;
mod staff_chat;
mod stops;
mod wishes;

use crate::kit::databases::on_both;
use chrono::NaiveTime;
use returnline::channel::{Inbound, Photo, Receipt, Said};
use returnline::clock::ManualClock;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::notice::Audience;
use returnline::domain::quiet::QuietHours;
use returnline::domain::time::Timestamp;
use returnline::runner::{Runner, Terms};
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::keys::Keys;
use returnline::store::outbox::{Says, ShownSide};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

const ID: &str = "520199199003070013";
const MOBILE: &str = "15400009001";
const CERTIFICATE: &str = "HN-2020-018877";

/// One person at a phone.
struct Phone {
    runner: Arc<Runner>,
    store: Store,
    clock: Arc<ManualClock>,
    address: String,
    said: u32,
}

impl Phone {
    async fn new(store: &Store, address: &str) -> Self {
        let clock = Arc::new(ManualClock::at(DEMO_START));
        let runner = Runner::new(store.clone(), clock.clone(), Arc::new(Notify::new()));
        Self {
            runner,
            store: store.clone(),
            clock,
            address: address.to_owned(),
            said: 0,
        }
    }

    fn inbound(&self, update: u32, said: Said) -> Inbound {
        Inbound {
            channel: ChannelKind::Telegram,
            address: self.address.clone(),
            update_id: update.to_string(),
            said,
            locale_hint: Some("en".into()),
            on_message: None,
        }
    }

    async fn do_(&mut self, said: Said) -> Receipt {
        self.said += 1;
        self.clock.advance(Duration::from_secs(5));
        self.runner
            .apply(&self.inbound(self.said, said))
            .await
            .unwrap()
    }

    /// Everything that is due without anybody saying anything.
    async fn settle(&self) {
        while self.runner.tick_once().await.unwrap() > 0 {}
    }

    /// From nine in the evening to seven in the morning nobody is woken.
    fn quiet_at_night(&mut self) {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let terms = Terms {
            quiet: QuietHours::new(hour(21), hour(7)),
            ..Terms::default()
        };
        let (store, clock) = (self.store.clone(), self.clock.clone());
        self.runner = Runner::on_terms(store, clock, Arc::default(), terms);
    }

    async fn say(&mut self, text: &str) -> Receipt {
        self.do_(Said::Text(text.into())).await
    }

    async fn register(&mut self) {
        for text in [
            "hi",
            "3",
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
            assert_eq!(self.say(text).await, Receipt::Applied, "{text}");
        }
    }

    /// Everything queued for this chat, as text; nothing is delivered in these tests.
    async fn queued(&self) -> Vec<String> {
        let mut tx = self.store.write().await.unwrap();
        let now = DEMO_START.plus(Duration::from_secs(3600));
        let mut texts = Vec::new();
        loop {
            let lane = returnline::domain::delivery::Lane::Reply;
            let claimed = tx
                .claim(
                    ChannelKind::Telegram,
                    lane,
                    100,
                    Duration::from_secs(60),
                    now,
                )
                .await
                .unwrap();
            if claimed.is_empty() {
                tx.rollback().await.unwrap();
                return texts;
            }
            for row in claimed {
                let Says::This(content) = row.says else {
                    panic!("no notice is sent here");
                };
                let title = content.title.clone().unwrap_or_default();
                texts.push(format!("{title}\n{}", content.body));
                tx.settle_sent(row.id, row.attempt, "1", now).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn runner_applies_an_update_once_however_often_it_comes() {
    on_both("replay", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        let before = phone.queued().await;
        assert!(
            before.iter().any(|text| text.contains("YZ-0225")),
            "{before:?}"
        );
        for update in 1..=phone.said {
            let replay = phone.inbound(update, Said::Text("something else".into()));
            assert_eq!(
                phone.runner.apply(&replay).await.unwrap(),
                Receipt::Duplicate
            );
        }
        assert_eq!(phone.queued().await, before);
    })
    .await;
}

#[tokio::test]
async fn runner_keeps_a_refusal_of_notices_through_a_block() {
    on_both("opt-out", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.say("hi").await;
        let reach = async || {
            let mut tx = store.read().await.unwrap();
            let reach = tx
                .reach(&Audience::default(), Timestamp::from_millis(0))
                .await
                .unwrap();
            tx.rollback().await.unwrap();
            (reach.people, reach.opted_out, reach.blocked)
        };
        assert_eq!(reach().await, (1, 0, 0));
        phone.say("退订").await;
        assert_eq!(reach().await, (0, 1, 0));
        phone.do_(Said::Blocked).await;
        assert_eq!(reach().await, (0, 1, 0), "refused and blocked: refused");
        phone.do_(Said::Unblocked).await;
        assert_eq!(reach().await, (0, 1, 0), "still refused");
        phone.say("/start").await;
        assert_eq!(reach().await, (1, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn runner_leaves_personal_numbers_nowhere_in_the_clear() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("house.db");
    let store = Store::open(
        &format!("sqlite:{}", file.display()),
        Keys::from_root(&[7; 32]),
    )
    .await
    .unwrap();
    load_demo(&store).await.unwrap();
    let mut phone = Phone::new(&store, "1").await;
    phone.register().await;
    phone.say("0").await;
    phone
        .say(&format!("my number is {MOBILE}, my ID {ID}"))
        .await;
    let photo =
        Photo::recognise([&[0xff_u8, 0xd8, 0xff][..], b"PHOTOGRAPH-BYTES"].concat()).unwrap();
    phone.do_(Said::Photo(photo)).await;
    let mut other = Phone::new(&store, "2").await;
    for text in ["hi", "3", "1", "1", "1", "green"] {
        other.say(text).await;
    }
    let photo =
        Photo::recognise([&[0xff_u8, 0xd8, 0xff][..], b"PHOTOGRAPH-BYTES"].concat()).unwrap();
    other.do_(Said::Photo(photo)).await;
    store.close().await;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for secret in [ID, MOBILE, CERTIFICATE, "PHOTOGRAPH-BYTES"] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {}", path.display());
        }
        // The search itself works: the demo's firm is there to be found.
        if path == file {
            assert!(
                bytes
                    .windows(12)
                    .any(|window| window == "德赛集团".as_bytes())
            );
        }
    }
}

#[tokio::test]
async fn runner_masks_numbers_in_the_transcript() {
    on_both("transcript", async |store| {
        load_demo(&store).await.unwrap();
        let mut phone = Phone::new(&store, "1").await;
        phone.register().await;
        phone.queued().await;
        let mut tx = store.read().await.unwrap();
        let chat = tx
            .chat_at(ChannelKind::Telegram, "1")
            .await
            .unwrap()
            .unwrap();
        let said: Vec<String> = tx
            .history(&chat, 0, 1000)
            .await
            .unwrap()
            .into_iter()
            .filter_map(|shown| match shown.side {
                ShownSide::Worker(text) => Some(text),
                ShownSide::Bureau(_) | ShownSide::Notice(..) => None,
            })
            .collect();
        tx.rollback().await.unwrap();
        assert!(
            said.contains(&"520199********0013".to_owned())
                && said.contains(&"154****9001".to_owned())
                && said.contains(&"2020-03-01".to_owned()),
            "{said:?}"
        );
        assert!(said.contains(&"永州".to_owned()));
    })
    .await;
}
