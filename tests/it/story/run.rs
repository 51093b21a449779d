//! A run: people, their phones, and the real program behind the fake Bot API.

use super::cast::Person;
use super::ledger::Look;
use super::worker::{Arrived, Diary, Worker, reason_names};
use crate::fake_bot_api::FakeBotApi;
use crate::kit::databases::ROOT;
use crate::kit::server::{Server, Setup};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long nothing may happen before a run is called stuck.
const STUCK: Duration = Duration::from_secs(60);

/// People and what became of them.
pub struct World {
    pub api: FakeBotApi,
    pub people: Arc<Vec<Person>>,
    diaries: Arc<Vec<Mutex<Diary>>>,
    done: CancellationToken,
    tasks: TaskTracker,
    begun: Instant,
}

impl World {
    pub async fn of(people: Vec<Person>) -> Self {
        Self {
            api: FakeBotApi::start().await,
            diaries: Arc::new(people.iter().map(|_| Mutex::default()).collect()),
            people: Arc::new(people),
            done: CancellationToken::new(),
            tasks: TaskTracker::new(),
            begun: Instant::now(),
        }
    }

    /// The program on a fresh demo, connected to the fake and allowed to send as fast as it can be told to.
    pub fn server(&self, database: Option<&str>) -> Server {
        let key: String = ROOT.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut setup = Setup::demo()
            .variable("TELOXIDE_TOKEN", self.api.token())
            .variable("TELOXIDE_API_URL", &self.api.url())
            .variable("RETURNLINE_KEY", &key)
            .variable("RETURNLINE_LOG", "warn")
            .variable("RETURNLINE_TELEGRAM_PER_SECOND", "1000")
            .variable("RETURNLINE_TELEGRAM_PER_CHAT_PER_SECOND", "30")
            .variable("RETURNLINE_TELEGRAM_PER_CHAT_BURST", "100")
            .variable("RETURNLINE_TELEGRAM_POLL_SECONDS", "5");
        if let Some(url) = database {
            setup = setup.database(url);
        }
        // Starting waits for the program, which in turn asks the fake who it is.
        tokio::task::block_in_place(|| setup.start())
    }

    /// Everybody opens the bot at once.
    pub fn begin(&mut self) {
        self.begun = Instant::now();
        for at in 0..self.people.len() {
            let (people, diaries) = (Arc::clone(&self.people), Arc::clone(&self.diaries));
            let (api, done) = (self.api.clone(), self.done.clone());
            self.tasks.spawn(async move {
                let worker = Worker {
                    person: &people[at],
                    api: &api,
                    diary: &diaries[at],
                };
                worker.live(done).await;
            });
        }
        self.tasks.close();
    }

    /// What became of somebody so far.
    pub fn diary(&self, person: &Person) -> MutexGuard<'_, Diary> {
        let at = self.people.iter().position(|one| one.chat == person.chat);
        self.diaries[at.unwrap()].lock().unwrap()
    }

    fn diaries(&self) -> impl Iterator<Item = MutexGuard<'_, Diary>> {
        self.diaries.iter().map(|diary| diary.lock().unwrap())
    }

    /// Updates caused so far.
    pub fn updates(&self) -> Vec<i64> {
        self.diaries()
            .flat_map(|diary| diary.updates.clone())
            .collect()
    }

    /// How many updates have been caused so far.
    pub fn progress(&self) -> usize {
        self.diaries().map(|diary| diary.updates.len()).sum()
    }

    /// How often anybody had to answer the same question once more.
    pub fn second_answers(&self) -> usize {
        self.diaries().map(|diary| diary.second_answers).sum()
    }

    /// Whether everybody has arrived somewhere.
    pub fn all_arrived(&self) -> bool {
        self.diaries().all(|diary| diary.arrived.is_some())
    }

    /// Waits until everybody has arrived, every update and replay has been taken and nothing is left to be sent.
    ///
    /// # Panics
    /// When nothing happens for a minute; with what those see who are stuck.
    pub async fn settle(&self, look: &Look, server: &Server) {
        let mut last = (Instant::now(), (0, 0, 0));
        loop {
            let open = match self.all_arrived() && self.api.waiting() == 0 {
                true => look.unsettled().await,
                false => -1,
            };
            if open == 0 && self.api.waiting() == 0 && self.all_arrived() {
                return;
            }
            let now = (
                self.progress(),
                self.api.waiting(),
                self.api.count("sendmessage"),
            );
            if now != last.1 {
                last = (Instant::now(), now);
            }
            assert!(
                last.0.elapsed() < STUCK,
                "stuck with {open} unsettled: {}\n{}",
                self.stuck(),
                server.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn stuck(&self) -> String {
        let stuck = self
            .people
            .iter()
            .filter(|person| self.diary(person).arrived.is_none());
        let scene = |person: &Person| {
            let view = self.api.chat(person.chat);
            format!("{person:?}\n{:#?}", view.last())
        };
        let scenes: Vec<String> = stuck.clone().take(3).map(scene).collect();
        format!("{} people\n{}", stuck.count(), scenes.join("\n"))
    }

    /// Ends the story for everybody.
    pub async fn end(&self) {
        self.done.cancel();
        self.tasks.wait().await;
    }

    /// Says in a line how it goes; shown when a test fails.
    pub fn tell(&self, what: &str) {
        let mut endings: BTreeMap<&str, usize> = BTreeMap::new();
        for diary in self.diaries() {
            *endings.entry(name(diary.arrived.as_ref())).or_default() += 1;
        }
        println!(
            "{what} after {:.1} s: {} people, {} updates, {} messages, {} second answers; {endings:?}",
            self.begun.elapsed().as_secs_f64(),
            self.people.len(),
            self.progress(),
            self.api.count("sendmessage") + self.api.count("editmessagetext"),
            self.second_answers(),
        );
    }

    /// Holds that everybody's story ended as it was to, and that whoever got nothing knows why.
    pub fn check_arrivals(&self) {
        for person in self.people.iter() {
            let diary = self.diary(person);
            let arrived = diary.arrived.as_ref();
            assert!(
                arrived.is_some_and(|arrived| arrived.fits(person)),
                "{person:?} arrived at {:?}",
                name(arrived)
            );
            let reason = diary.reason.as_deref().unwrap_or_default();
            assert!(
                reason_names(person, reason),
                "{person:?} was told {reason:?}"
            );
        }
    }
}

fn name(arrived: Option<&Arrived>) -> &'static str {
    match arrived {
        None => "nowhere",
        Some(Arrived::Ticket(_)) => "ticket",
        Some(Arrived::InLine) => "in line",
        Some(Arrived::WaitsForHr) => "waits for HR",
        Some(Arrived::Demand) => "wish",
        Some(Arrived::SelfReturn) => "own way",
        Some(Arrived::Code) => "code",
        Some(Arrived::Refused) => "refused",
        Some(Arrived::GaveUp) => "gave up",
    }
}
