//! What is held about somebody: given, erased, and gone when its time is up; told to both databases.

mod dump;
mod erased;
mod life;
mod retention;

use returnline::channel::{Fetched, Inbound, Intake, Photo, Receipt, Said};
use returnline::clock::ManualClock;
use returnline::delivery::Delivery;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ChatId, WorkerId};
use returnline::domain::identity::ResidentId;
use returnline::domain::time::Timestamp;
use returnline::runner::Runner;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub const NAME: &str = "欧阳试验";
pub const ID: &str = "520199199003070013";
pub const MOBILE: &str = "15400009001";
pub const CERTIFICATE: &str = "HN-7781";

/// A demo with people at their browsers.
pub struct Town {
    pub store: Store,
    pub clock: Arc<ManualClock>,
    pub runner: Arc<Runner>,
    pub delivery: Delivery,
    said: std::sync::atomic::AtomicU32,
}

impl Town {
    pub async fn new(store: &Store) -> Self {
        load_demo(store).await.unwrap();
        let clock = Arc::new(ManualClock::at(DEMO_START));
        let (intake, _) = Intake::new(1);
        let web = returnline::channel::web::Web::new(intake, Default::default());
        let delivery = Delivery::new(store.clone(), clock.clone(), vec![web]);
        Self {
            runner: Runner::new(store.clone(), clock.clone(), Arc::new(Notify::new())),
            store: store.clone(),
            clock,
            delivery,
            said: 0.into(),
        }
    }

    pub async fn do_(&self, who: &str, said: Said) {
        let n = self.said.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        self.clock.advance(Duration::from_secs(5));
        let inbound = Inbound {
            channel: ChannelKind::Web,
            address: who.to_owned(),
            update_id: n.to_string(),
            said,
            locale_hint: Some("en".into()),
            on_message: None,
        };
        assert_eq!(self.runner.apply(&inbound).await.unwrap(), Receipt::Applied);
        while self.runner.tick_once().await.unwrap() + self.delivery.step().await.unwrap() > 0 {}
    }

    pub async fn say(&self, who: &str, texts: &[&str]) {
        for text in texts {
            self.do_(who, Said::Text((*text).to_owned())).await;
        }
    }

    pub async fn photo(&self, who: &str) {
        let png = [&[0x89_u8][..], b"PNG\r\n\x1a\n", NAME.as_bytes()].concat();
        self.do_(who, Said::Photo(Photo::recognise(png).unwrap()))
            .await;
    }

    /// Registers for the coach from Yongzhou, and gets a seat.
    pub async fn register(&self, who: &str) {
        self.say(
            who,
            &[
                "hi",
                "3",
                "1",
                "1",
                "1",
                "green",
                CERTIFICATE,
                "2020-03-01",
                "永州",
            ],
        )
        .await;
        self.say(who, &["德赛", "1", NAME, ID, MOBILE, "coach", "1", "yes"])
            .await;
        assert!(self.worker().await.is_some(), "registered");
    }

    pub async fn worker(&self) -> Option<WorkerId> {
        let id = ResidentId::parse(ID, DEMO_START.date()).unwrap();
        let mut tx = self.store.read().await.unwrap();
        let found = tx.worker_by_resident_id(&self.store, &id).await.unwrap();
        tx.rollback().await.unwrap();
        found
    }

    pub async fn chat(&self, who: &str) -> ChatId {
        let mut tx = self.store.read().await.unwrap();
        let found = tx.chat_at(ChannelKind::Web, who).await.unwrap();
        tx.rollback().await.unwrap();
        found.unwrap()
    }

    /// Everything that stands in a chat, as its page would show it.
    pub async fn shown(&self, who: &str) -> Vec<String> {
        let chat = self.chat(who).await;
        let mut tx = self.store.read().await.unwrap();
        let shown = tx.history(&chat, 0, 1_000).await.unwrap();
        tx.rollback().await.unwrap();
        shown.iter().map(|one| format!("{:?}", one.side)).collect()
    }

    /// The file that came with the latest message of a chat, as asked for from `asker`.
    pub async fn fetch(&self, who: &str, asker: &str) -> Fetched {
        let chat = self.chat(who).await;
        let mut tx = self.store.read().await.unwrap();
        let seq = tx.history(&chat, 0, 1_000).await.unwrap();
        tx.rollback().await.unwrap();
        let with_file = seq
            .iter()
            .rev()
            .find(|one| format!("{:?}", one.side).contains(".txt"));
        let seq = with_file.expect("a message with a file").seq;
        let (intake, requests) = Intake::new(4);
        let stop = CancellationToken::new();
        let served = tokio::spawn(self.runner.clone().serve(requests, stop.clone()));
        let fetched = intake
            .file(ChannelKind::Web, asker, seq, None)
            .await
            .unwrap();
        stop.cancel();
        served.await.unwrap();
        fetched
    }

    pub fn now(&self) -> Timestamp {
        use returnline::clock::Clock;
        self.clock.now()
    }
}

fn text_of(fetched: &Fetched) -> String {
    match fetched {
        Fetched::File(sent) => String::from_utf8(sent.file.bytes.clone()).unwrap(),
        Fetched::None | Fetched::Same => String::new(),
    }
}

#[tokio::test]
async fn the_file_holds_everything_and_is_for_its_chat_only_and_not_for_long() {
    crate::kit::databases::on_both("file", async |store| {
        let town = Town::new(&store).await;
        town.register("a").await;
        town.say("a", &["0", "my aunt lives in the blue house", "end"])
            .await;
        town.say("b", &["hi"]).await;
        town.say("a", &["/privacy", "1"]).await;
        let text = text_of(&town.fetch("a", "a").await);
        for part in [
            NAME,
            ID,
            MOBILE,
            CERTIFICATE,
            "德赛",
            "blue house",
            "YZ-0225",
            "Ticket ",
            "agreed to health data",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert_eq!(town.fetch("a", "b").await, Fetched::None, "another's chat");
        town.clock.advance(Duration::from_secs(23 * 3600));
        assert!(!text_of(&town.fetch("a", "a").await).is_empty());
        town.clock.advance(Duration::from_secs(2 * 3600));
        assert_eq!(town.fetch("a", "a").await, Fetched::None, "it has expired");
    })
    .await;
}
