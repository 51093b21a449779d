//! How fast a notice goes out where the server sets no limit, as a share of a bare loop of the same HTTP client
//! against the same server just before. The ledger is an SQLite file with durable commits; then PostgreSQL, where it
//! is installed, in the tests' cluster, which does not wait for the disk.
//!
//! The server is the tests' fake Bot API without its limits: it reads what it is sent, knows its chats and keeps their
//! messages. Then, as the hardest case there is, one that only answers and does not even look at what it gets. Both run
//! in this process, so what a server does counts on both sides.
//!
//! Beside the share of the messages a second stands the share of the processor time a message, which others who use
//! the machine disturb less.
//!
//! `cargo bench --bench notice_throughput`, or with another number of people: `… -- 50000`.

#[path = "../tests/it/fake_bot_api/mod.rs"]
mod fake_bot_api;
#[path = "../tests/it/kit/mod.rs"]
mod kit;

use axum::body::Bytes;
use axum::routing::post;
use axum::{Json, Router};
use fake_bot_api::{FakeBotApi, TOKEN};
use kit::databases::sql;
use kit::postgres::Database;
use reqwest::{Client, Url};
use returnline::channel::telegram::Telegram;
use returnline::clock::{Clock, SystemClock};
use returnline::delivery::{Delivery, Pace};
use returnline::domain::id::{NoticeId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::notice::{NoticeAction, NoticeState, NoticeText};
use returnline::store::Store;
use returnline::store::keys::Keys;
use returnline::store::notice::NoticeDraft;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

const PEOPLE: u32 = 20_000;

/// Calls at once of the bare loop: as many as a notice may have.
const IN_FLIGHT: usize = 48;

const TEXT: &str = "各位工友：返程的车已经安排好了，请在这里登记，选好座位。";

/// Pairs of loop and notice on each database.
const RUNS: usize = 3;

#[tokio::main]
async fn main() {
    // cargo adds arguments of its own.
    let people = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse::<u32>().ok());
    let people = people.unwrap_or(PEOPLE);
    println!("server      ledger         bare loop         notice    share    of processor time");
    for server in [Server::Fake, Server::Mute] {
        for _ in 0..RUNS {
            let dir = tempfile::tempdir().unwrap();
            let url = format!("sqlite:{}", dir.path().join("bench.db").display());
            compare(server, "SQLite", &url, people).await;
        }
        for _ in 0..RUNS {
            if let Some(database) = Database::fresh().await {
                compare(server, "PostgreSQL", &database.url, people).await;
            }
        }
    }
}

/// What the messages are sent to.
#[derive(Debug, Clone, Copy)]
enum Server {
    /// The tests' fake Bot API, which sets no limit.
    Fake,
    /// One that accepts everything unread.
    Mute,
}

impl Server {
    fn name(self) -> &'static str {
        match self {
            Self::Fake => "Bot API",
            Self::Mute => "mute",
        }
    }

    /// Starts one that so many people have written to; it lives as long as what keeps it.
    async fn start(self, people: u32) -> (Url, Option<FakeBotApi>) {
        match self {
            Self::Fake => {
                let fake = FakeBotApi::start().await;
                for person in 1..=people {
                    fake.say(person.into(), "/start");
                }
                (fake.url().parse().unwrap(), Some(fake))
            }
            Self::Mute => (serve().await, None),
        }
    }
}

async fn compare(server: Server, ledger: &str, url: &str, people: u32) {
    let (base, fake) = server.start(people).await;
    let before = processor_time();
    let bare = bare(&base, people).await;
    let between = processor_time();
    let notice = notice(&base, url, people).await;
    let after = processor_time();
    let a_second = |took: Duration| f64::from(people) / took.as_secs_f64();
    let (bare, notice) = (a_second(bare), a_second(notice));
    let time = (between - before).as_secs_f64() / (after - between).as_secs_f64();
    if let Some(fake) = fake {
        check_alike(&fake, people);
    }
    println!(
        "{:<11} {ledger:<10} {bare:>10.0} /s {notice:>10.0} /s {:>6.0} % {:>6.0} %",
        server.name(),
        100.0 * notice / bare,
        100.0 * time
    );
}

/// Both sides have sent everybody the same.
fn check_alike(fake: &FakeBotApi, people: u32) {
    let calls = fake.calls("sendmessage");
    let people = people as usize;
    assert_eq!(calls.len(), 2 * people);
    let said = |call: &fake_bot_api::Call| {
        let mut params = call.params.clone();
        params.remove("chat_id");
        params
    };
    assert_eq!(said(&calls[0]), said(&calls[people]));
}

/// Processor time of this process so far, to a hundredth of a second; zero where it cannot be read.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// A Bot API that accepts everything unread.
async fn serve() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/{bot}/{method}", post(accept));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}").parse().unwrap()
}

async fn accept(_: Bytes) -> Json<Value> {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let id = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    Json(json!({ "ok": true, "result": { "message_id": id } }))
}

/// Sends one message after the other, so many at once, and keeps nothing.
async fn bare(base: &Url, people: u32) -> Duration {
    let client = Client::builder().tcp_nodelay(true).build().unwrap();
    let url = base.join(&format!("/bot{TOKEN}/SendMessage")).unwrap();
    let next = Arc::new(AtomicU32::new(1));
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (client, url, next) = (client.clone(), url.clone(), next.clone());
        tasks.spawn(async move {
            loop {
                let chat = next.fetch_add(1, Ordering::Relaxed);
                if chat > people {
                    return;
                }
                // What the notice's messages say.
                let message = json!({
                    "chat_id": chat,
                    "text": TEXT,
                    "link_preview_options": { "is_disabled": true },
                });
                let answer = client.post(url.clone()).json(&message).send().await;
                let answer: Value = answer.unwrap().json().await.unwrap();
                assert_eq!(answer["ok"], true);
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    start.elapsed()
}

/// Sends a notice to as many people, from the moment it is sent to the moment it is done.
async fn notice(base: &Url, url: &str, people: u32) -> Duration {
    let store = Store::open(url, Keys::from_root(&[7; 32])).await.unwrap();
    let notice = prepare(&store, people).await;
    let bot = Telegram::new(SecretString::from(TOKEN), Some(base.clone())).unwrap();
    let clock = Arc::new(SystemClock);
    let unlimited = |_| Pace::UNLIMITED;
    let delivery = Delivery::paced(store.clone(), clock, vec![Arc::new(bot)], unlimited);
    let stop = CancellationToken::new();
    let until = stop.clone();
    let start = Instant::now();
    let running = tokio::spawn(async move { delivery.run(until).await });
    loop {
        let mut read = store.read().await.unwrap();
        let state = read.notice(&notice).await.unwrap().unwrap().state;
        read.rollback().await.unwrap();
        if state == NoticeState::Done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = start.elapsed();
    let mut read = store.read().await.unwrap();
    let sent = read.progress(&notice).await.unwrap().sent;
    assert_eq!(sent, i64::from(people));
    drop(read);
    stop.cancel();
    running.await.unwrap();
    took
}

/// People, and a notice that is being sent to them.
async fn prepare(store: &Store, people: u32) -> NoticeId {
    let chats = format!(
        "INSERT INTO chat (id, channel, address, locale, first_seen_at, last_seen_at) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) \
         SELECT 'p' || i, 'telegram', CAST(i AS TEXT), 'zh-Hans', 0, 0 FROM n"
    );
    let staff = "INSERT INTO staff (id, login, name, role, locale, created_at) \
                 VALUES ('ann', 'ann', 'ann', 'clerk', 'en', 0), ('bo', 'bo', 'bo', 'admin', 'en', 0)";
    let mut tx = store.write().await.unwrap();
    for statement in [chats.as_str(), staff] {
        sql(&mut tx, statement).await;
    }
    tx.commit().await.unwrap();
    let text = NoticeText {
        locale: Locale::ZhHans,
        title: String::new(),
        body: TEXT.to_owned(),
    };
    let (ann, bo) = (StaffId::new("ann"), StaffId::new("bo"));
    let now = SystemClock.now();
    let mut tx = store.write().await.unwrap();
    let draft = NoticeDraft {
        texts: vec![text],
        ..NoticeDraft::default()
    };
    let id = tx.create_notice(&ann, &draft, now).await;
    let id = id.unwrap();
    for action in [NoticeAction::Approve, NoticeAction::Send] {
        tx.act_on_notice(&id, action, &bo, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}
