//! What a notice to a million people costs: the time of its fan-out, the time until the last one has it, and above
//! all the memory of the process that sends it, which must not grow with the audience. On SQLite and, where it is
//! installed, on a PostgreSQL of its own.
//!
//! `cargo bench --bench notice_million`, or with another number of people: `… -- 50000`. Fails when the process took
//! more than [`LIMIT`].
//!
//! The messenger, the filling of the database and each sender are processes of their own, all of them this program,
//! so that a sender's memory is a sender's.

#[path = "../tests/it/kit/mod.rs"]
mod kit;

use axum::body::Bytes;
use axum::routing::{get, post};
use axum::{Json, Router};
use kit::databases::{ROOT, number, sql};
use kit::postgres::Database;
use kit::process::Guarded;
use returnline::channel::telegram::Telegram;
use returnline::clock::{Clock, SystemClock};
use returnline::delivery::{Delivery, Pace, Rate};
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::notice::{NoticeAction, NoticeText};
use returnline::store::Store;
use returnline::store::keys::Keys;
use returnline::store::notice::NoticeDraft;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const PEOPLE: i64 = 1_000_000;

/// Most memory a sender may take, in bytes.
const LIMIT: u64 = 120_000_000;

/// One person in so many has opted out; another has a second chat, on the web, where they were seen earlier.
const SOME: i64 = 100;

const TOKEN: &str = "42:bench";
const TEXT: &str = "各位工友：返程的车已经安排好了，请在这里登记，选好座位。";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["serve"] => serve().await,
        ["seed", url, people] => seed(url, people.parse().unwrap()).await,
        ["send", url, people, api] => return send(url, people.parse().unwrap(), api).await,
        // cargo adds arguments of its own.
        _ => {
            let people = words.iter().find_map(|word| word.parse().ok());
            return both(people.unwrap_or(PEOPLE)).await;
        }
    }
    ExitCode::SUCCESS
}

/// A notice to so many on either database.
async fn both(people: i64) -> ExitCode {
    let mut messenger = Guarded::spawn(
        itself(&["serve"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped()),
    );
    let mut api = String::new();
    let said = messenger.child().stdout.take().unwrap();
    BufReader::new(said).read_line(&mut api).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("million.db").display());
    let mut fine = measure("SQLite", &url, people, api.trim());
    if let Some(database) = Database::fresh().await {
        fine &= measure("PostgreSQL", &database.url, people, api.trim());
    }
    match fine {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Fills a database and sends from it; whether the sender kept within its memory.
fn measure(name: &str, url: &str, people: i64, api: &str) -> bool {
    println!("{name}, {people} people");
    let people = people.to_string();
    let ends_well = |arguments: &[&str]| {
        let mut child = Guarded::spawn(itself(arguments).stdin(Stdio::null()));
        child.child().wait().unwrap().success()
    };
    assert!(ends_well(&["seed", url, &people]), "{name} is not filled");
    ends_well(&["send", url, &people, api])
}

fn itself(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments);
    command
}

// The messenger --------------------------------------------------------------------------------------------------

static SHOWN: AtomicI64 = AtomicI64::new(0);

/// A Bot API that accepts everything and counts it, until its stdin ends.
async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .route("/shown", get(async || Json(SHOWN.load(Ordering::Relaxed))))
        .route("/{bot}/{method}", post(accept));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let end = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    end.await.unwrap().unwrap();
    std::process::exit(0);
}

async fn accept(_: Bytes) -> Json<Value> {
    let id = SHOWN.fetch_add(1, Ordering::Relaxed) + 1;
    Json(json!({ "ok": true, "result": { "message_id": id } }))
}

async fn shown(api: &str) -> i64 {
    let answer = reqwest::get(format!("{api}/shown")).await.unwrap();
    answer.json().await.unwrap()
}

// The people -----------------------------------------------------------------------------------------------------

async fn open(url: &str) -> Store {
    Store::open(url, Keys::from_root(&ROOT)).await.unwrap()
}

/// People with a chat each, under identifiers as long as real ones, and those who write and approve.
async fn seed(url: &str, people: i64) {
    let store = open(url).await;
    let numbers = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})"
    );
    let id = |kind: char| format!("'{kind}0000000000000000000000' || CAST(100000000 + i AS TEXT)");
    let (person, second, worker) = (id('a'), id('b'), id('c'));
    let blob = match store.is_embedded() {
        true => "x'00'",
        false => "'\\x00'::bytea",
    };
    let statements = [
        format!(
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
             source, created_at, updated_at) {numbers} SELECT {worker}, '示例', 'h' || CAST(i AS TEXT), {blob}, '', \
             '', {blob}, '', 'synthetic', 0, 0 FROM n WHERE i % {SOME} = 2"
        ),
        format!(
            "INSERT INTO chat (id, channel, address, locale, contact, worker_id, first_seen_at, last_seen_at) \
             {numbers} SELECT {person}, 'telegram', CAST(i AS TEXT), 'zh-Hans', \
             CASE WHEN i % {SOME} = 1 THEN 'opted_out' ELSE 'open' END, \
             CASE WHEN i % {SOME} = 2 THEN {worker} END, 0, 1 FROM n"
        ),
        format!(
            "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
             {numbers} SELECT {second}, 'web', CAST(i AS TEXT), 'en', {worker}, 0, 0 FROM n WHERE i % {SOME} = 2"
        ),
        "INSERT INTO staff (id, login, name, role, locale, created_at) \
         VALUES ('ann', 'ann', 'ann', 'clerk', 'en', 0), ('bo', 'bo', 'bo', 'admin', 'en', 0)"
            .to_owned(),
        "ANALYZE".to_owned(),
    ];
    for statement in statements {
        let mut tx = store.write().await.unwrap();
        sql(&mut tx, &statement).await;
        tx.commit().await.unwrap();
    }
    store.close().await;
}

/// A notice to everyone that is being sent.
async fn prepare(store: &Store) -> NoticeId {
    let text = NoticeText {
        locale: Locale::ZhHans,
        title: String::new(),
        body: TEXT.to_owned(),
    };
    let draft = NoticeDraft {
        texts: vec![text],
        ..NoticeDraft::default()
    };
    let (ann, bo) = (StaffId::new("ann"), StaffId::new("bo"));
    let now = SystemClock.now();
    let mut tx = store.write().await.unwrap();
    let id = tx.create_notice(&ann, &draft, now).await.unwrap();
    for action in [NoticeAction::Approve, NoticeAction::Send] {
        tx.act_on_notice(&id, action, &bo, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

// The sender -----------------------------------------------------------------------------------------------------

/// Sends a notice to everyone, watching its own memory; fails when that was too much.
async fn send(url: &str, people: i64, api: &str) -> ExitCode {
    let store = open(url).await;
    let notice = prepare(&store).await;
    let before = shown(api).await;
    let bot = Telegram::new(SecretString::from(TOKEN), Some(api.parse().unwrap())).unwrap();
    // The account is not held back, so that the memory does not have more time to be given back than it would have;
    // each chat is, as always.
    let pace = Pace {
        account: None,
        chat: Some(Rate::new(1, 5)),
    };
    let clock = Arc::new(SystemClock);
    let delivery = Delivery::paced(store.clone(), clock, vec![Arc::new(bot)], move |_| pace);
    let stop = CancellationToken::new();
    let until = stop.clone();
    let start = Instant::now();
    let running = tokio::spawn(async move { delivery.run(until).await });
    let mut peaks = [memory("VmRSS"), 0, 0];
    let made = watch(&store, "fanout_done", &mut peaks[1], start).await;
    println!("  every row made  {:>8.1} s", made.as_secs_f64());
    let done = watch(&store, "state = 'done'", &mut peaks[2], start).await;
    stop.cancel();
    running.await.unwrap();
    let mut read = store.read().await.unwrap();
    let progress = read.progress(&notice).await.unwrap();
    read.rollback().await.unwrap();
    let out = people / SOME + i64::from(people % SOME > 0);
    assert_eq!((progress.audience, progress.excluded), (people, out));
    assert_eq!((progress.sent, progress.doubtful), (people - out, 0));
    assert_eq!(shown(api).await - before, people - out);
    let rate = (people - out) as f64 / done.as_secs_f64();
    println!(
        "  everyone sent   {:>8.1} s, {rate:.0} a second",
        done.as_secs_f64()
    );
    tell_memory(peaks)
}

/// Waits until a condition on the notice holds; how long after `start`. Notes the most memory seen meanwhile.
async fn watch(store: &Store, condition: &str, peak: &mut u64, start: Instant) -> Duration {
    let asks = format!("SELECT COUNT(*) FROM notice WHERE {condition}");
    loop {
        let mut read = store.read().await.unwrap();
        let holds = number(&mut read, &asks).await == 1;
        read.rollback().await.unwrap();
        *peak = memory("VmRSS").max(*peak);
        if holds {
            return start.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn tell_memory([first, making, sending]: [u64; 3]) -> ExitCode {
    let most = memory("VmHWM");
    let mb = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "  memory          {:>8.1} MB at the start, {:.1} while rows are made, {:.1} after; peak {:.1} of {:.0}",
        mb(first),
        mb(making),
        mb(sending),
        mb(most),
        mb(LIMIT)
    );
    match most <= LIMIT {
        true => ExitCode::SUCCESS,
        false => {
            println!("  that is too much");
            ExitCode::FAILURE
        }
    }
}

/// A figure of this process's memory, in bytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.unwrap().split_whitespace().nth(1).unwrap();
    kilobytes.parse::<u64>().unwrap() * 1024
}
