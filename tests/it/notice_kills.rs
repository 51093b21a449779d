//! `kill -9` at random moments of one notice on its way to a whole town, from a server that errs in one call of
//! twenty: everyone is reached or left out for a named reason, nobody is lost, and what may have come twice is
//! counted.
//!
//! Who the people are is in `people`, what the database says between the lives of the program in `look`, and what
//! the books of both sides must agree on in `books`.

mod books;
mod look;
mod people;

use crate::fake_bot_api::{FakeBotApi, Fault};
use crate::kit::databases::ROOT;
use crate::kit::postgres::Database;
use crate::kit::server::{Server, Setup, program};
use books::{Books, Kill};
use look::Look;
use people::Town;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::task::block_in_place;

/// How long nothing may happen before a run is called stuck.
const STUCK: Duration = Duration::from_secs(90);

/// Messages a second the account is set to, the most that can be: the server sets no limit.
const PER_SECOND: u32 = 1_000;

/// The faults, by their shares of all calls: 5 % together. Those that keep the bot waiting are the rarest, because
/// each holds up one of its few calls for [`TIMEOUT`].
const FAULTS: [(Fault, f64); 5] = [
    (Fault::ServerError(500), 0.015),
    (Fault::ResetBefore, 0.015),
    (Fault::ResetAfter, 0.015),
    (Fault::Hang, 0.0025),
    (Fault::HangAfter, 0.0025),
];

/// Seconds the bot waits for an answer: so long that a busy machine is not taken for a hanging server.
const TIMEOUT: &str = "5";

/// When a kill comes: after so many calls of all, and then this long.
struct Moment {
    after: usize,
    and: Duration,
    /// Whether it is killed once more while it picks up again, after this long.
    again: Option<Duration>,
}

/// So many kills: the first while the rows are being made, one in four again before the program has found its feet.
fn moments(random: &mut StdRng, calls: usize, kills: usize) -> Vec<Moment> {
    let millis = |random: &mut StdRng, most| Duration::from_millis(random.random_range(0..most));
    let again = kills / 4;
    let mut moments: Vec<Moment> = (0..kills - again)
        .map(|at| Moment {
            after: match at {
                0 => 0,
                _ => random.random_range(0..calls),
            },
            and: millis(random, 300),
            again: (at < again).then(|| millis(random, 400)),
        })
        .collect();
    moments.sort_by_key(|moment| moment.after);
    moments
}

/// A town, its messenger, and the program between them.
struct World {
    api: FakeBotApi,
    town: Town,
    url: String,
    notice: String,
    kills: Vec<Kill>,
}

impl World {
    /// People in the database, and a notice to all of them that is being sent, though nobody is there to do so yet.
    async fn of(people: i64, url: &str, dir: &Path, seed: u64) -> Self {
        let town = Town { people };
        town.settle(url).await;
        let api = FakeBotApi::start().await;
        town.open_chats(&api);
        api.fail_at_random("sendMessage", seed, &FAULTS);
        Self {
            api,
            town,
            url: url.to_owned(),
            notice: send_notice(url, dir),
            kills: Vec::new(),
        }
    }

    fn serve(&self) -> Server {
        let setup = Setup::demo()
            .argument("--no-demo")
            .database(&self.url)
            .variable("TELOXIDE_TOKEN", self.api.token())
            .variable("TELOXIDE_API_URL", &self.api.url())
            .variable("RETURNLINE_KEY", &key())
            .variable("RETURNLINE_LOG", "warn")
            .variable("RETURNLINE_TELEGRAM_PER_SECOND", &PER_SECOND.to_string())
            .variable("RETURNLINE_TELEGRAM_TIMEOUT_SECONDS", TIMEOUT)
            // At any time of day.
            .variable("RETURNLINE_NOTICES_QUIET_FROM", "00:00")
            .variable("RETURNLINE_NOTICES_QUIET_UNTIL", "00:00");
        // Starting waits for the program, which in turn asks the fake who it is.
        block_in_place(|| setup.start())
    }

    /// Kills the program and sees what it left under way.
    async fn kill(&mut self, server: &mut Server) {
        block_in_place(|| server.kill());
        let calls = self.quiet().await;
        let look = Look::at(&self.url).await;
        look.wait_alone().await;
        let under_way = look.under_way().await;
        look.close().await;
        println!(
            "killed after {calls} calls, with {} under way",
            under_way.len()
        );
        self.kills.push(Kill { calls, under_way });
    }

    /// Waits until the messenger has dealt with what was on the line; how many calls it has seen by then.
    async fn quiet(&self) -> usize {
        loop {
            let calls = self.api.count("sendMessage");
            tokio::time::sleep(Duration::from_millis(100)).await;
            if self.api.count("sendMessage") == calls {
                return calls;
            }
        }
    }

    async fn wait_calls(&self, after: usize, look: &Look) {
        let mut waiting = Waiting::new();
        while self.api.count("sendMessage") < after && !look.is_done().await {
            waiting.tick(self.api.count("sendMessage")).await;
        }
    }

    async fn wait_done(&self, look: &Look, server: &Server) {
        let mut waiting = Waiting::new();
        while !look.is_done().await {
            if waiting.stuck() {
                panic!("stuck: {:?}\n{}", look.states().await, server.log());
            }
            waiting.tick(self.api.count("sendMessage")).await;
        }
    }
}

/// Waits as long as something happens.
struct Waiting {
    since: Instant,
    seen: usize,
}

impl Waiting {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            seen: 0,
        }
    }

    async fn tick(&mut self, seen: usize) {
        if seen != self.seen {
            *self = Self {
                since: Instant::now(),
                seen,
            };
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    fn stuck(&self) -> bool {
        self.since.elapsed() > STUCK
    }
}

fn key() -> String {
    ROOT.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What `returnline notice …` says.
fn notice(url: &str, dir: &Path, arguments: &[&str]) -> String {
    let done = program()
        .args(["notice", "--database-url", url])
        .args(arguments)
        .env("RETURNLINE_KEY", key())
        .env("RETURNLINE_DEMO", "false")
        .current_dir(dir)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let wrong = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {wrong}");
    String::from_utf8(done.stdout).unwrap()
}

/// Writes a notice, has it approved and sends it; its id.
fn send_notice(url: &str, dir: &Path) -> String {
    std::fs::write(dir.join("letter.txt"), "# 致工友\n回来吧").unwrap();
    let said = notice(url, dir, &["new", "--as", "ann", "--zh-hans", "letter.txt"]);
    let id = said.lines().next().unwrap().to_owned();
    notice(url, dir, &["approve", &id, "--as", "bo"]);
    notice(url, dir, &["send", &id, "--as", "bo"]);
    id
}

/// Sends a notice to `people` through so many kills, and holds the books of both sides against one another.
async fn survive(people: i64, database: Option<&str>, kills: usize) {
    let seed = std::env::var("RETURNLINE_TEST_SEED").ok();
    let seed: u64 = seed.map_or_else(rand::random, |seed| seed.parse().unwrap());
    println!("RETURNLINE_TEST_SEED={seed} repeats these moments and faults");
    let mut random = StdRng::seed_from_u64(seed);
    let moments = moments(&mut random, people as usize * 19 / 20, kills);
    let dir = tempfile::tempdir().unwrap();
    let own = format!("sqlite:{}", dir.path().join("house.db").display());
    let mut world = World::of(people, database.unwrap_or(&own), dir.path(), seed).await;

    let mut server = world.serve();
    for moment in moments {
        let look = Look::at(&world.url).await;
        world.wait_calls(moment.after, &look).await;
        look.close().await;
        tokio::time::sleep(moment.and).await;
        world.kill(&mut server).await;
        block_in_place(|| server.restart());
        if let Some(after) = moment.again {
            tokio::time::sleep(after).await;
            world.kill(&mut server).await;
            block_in_place(|| server.restart());
        }
    }
    assert_eq!(world.kills.len(), kills);
    let look = Look::at(&world.url).await;
    world.wait_done(&look, &server).await;
    assert_eq!(
        block_in_place(|| server.terminate()),
        Some(0),
        "{}",
        server.log()
    );
    let rows = look.ledger().await;
    look.close().await;
    let books = Books::of(&rows, &world.api.calls("sendMessage"), &world.kills);
    println!("{books}");
    books.check_everyone(&world.town);
    books::check_references(&rows, &world.api);
    books.check_doubts();
    books.check_duplicates();
    let report = notice(&world.url, dir.path(), &["report", &world.notice]);
    books.check_report(&report, &world.town);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_nobody_and_every_duplicate_is_counted_on_sqlite() {
    survive(20_000, None, 20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_nobody_and_every_duplicate_is_counted_on_postgres() {
    let Some(database) = Database::fresh().await else {
        return;
    };
    // Fewer: after each, the account's lease has to run out before anybody may send again.
    survive(3_000, Some(&database.url), 4).await;
}
