//! How close a notice comes to what a server allows, in a minute of real time over real HTTP, with replies going out
//! meanwhile. Four servers at once: one that looks at the last second and one that fills a bucket, each at the rate
//! we are set to and at a lower one that it does not tell. All of them allow a chat one message a second.
//!
//! `cargo bench --bench notice_pace`, or with another number of seconds: `… -- 120`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use reqwest::Url;
use returnline::channel::telegram::Telegram;
use returnline::clock::{Clock, SystemClock};
use returnline::delivery::{Delivery, Pace};
use returnline::domain::delivery::{ChannelKind, Content};
use returnline::domain::id::StaffId;
use returnline::domain::language::Locale;
use returnline::domain::notice::{NoticeAction, NoticeText};
use returnline::store::Store;
use returnline::store::keys::Keys;
use returnline::store::notice::NoticeDraft;
use secrecy::SecretString;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqlitePool};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

/// What we are set to.
const CONFIGURED: f64 = 30.0;

/// Time from one reply to the next.
const REPLIES: Duration = Duration::from_millis(250);

const TOKEN: &str = "42:bench";
const TEXT: &str = "各位工友：返程的车已经安排好了，请在这里登记，选好座位。";

/// How a server counts.
#[derive(Debug, Clone, Copy)]
enum Count {
    Window,
    Bucket,
}

/// One call as the server saw it.
struct Call {
    at: Instant,
    chat: i64,
    taken: bool,
}

struct Server {
    count: Count,
    limit: f64,
    recent: VecDeque<Instant>,
    tokens: f64,
    filled: Instant,
    chats: HashMap<i64, Instant>,
    calls: Vec<Call>,
}

impl Server {
    fn takes(&mut self, chat: i64, now: Instant) -> bool {
        let far_apart = |before: &Instant| now - *before >= SECOND;
        let chat_is_free = self.chats.get(&chat).is_none_or(far_apart);
        let takes = chat_is_free
            && match self.count {
                Count::Window => {
                    self.recent.retain(|at| !far_apart(at));
                    (self.recent.len() as f64) < self.limit
                }
                Count::Bucket => {
                    let more = (now - self.filled).as_secs_f64() * self.limit;
                    self.tokens = (self.tokens + more).min(self.limit);
                    self.filled = now;
                    self.tokens >= 1.0
                }
            };
        if takes {
            self.recent.push_back(now);
            self.tokens -= 1.0;
            self.chats.insert(chat, now);
        }
        self.calls.push(Call {
            at: now,
            chat,
            taken: takes,
        });
        takes
    }
}

type Shared = Arc<Mutex<Server>>;

async fn serve(count: Count, limit: f64) -> (Url, Shared) {
    let server = Arc::new(Mutex::new(Server {
        count,
        limit,
        recent: VecDeque::new(),
        tokens: limit,
        filled: Instant::now(),
        chats: HashMap::new(),
        calls: Vec::new(),
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/{bot}/{method}", post(accept))
        .with_state(server.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (format!("http://{address}").parse().unwrap(), server)
}

async fn accept(
    State(server): State<Shared>,
    Json(call): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let chat = call["chat_id"].as_i64().unwrap();
    let mut server = server.lock().unwrap();
    if server.takes(chat, Instant::now()) {
        let result = json!({ "message_id": server.calls.len() });
        return (
            StatusCode::OK,
            Json(json!({ "ok": true, "result": result })),
        );
    }
    let refusal = json!({
        "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 1",
        "parameters": { "retry_after": 1 },
    });
    (StatusCode::TOO_MANY_REQUESTS, Json(refusal))
}

#[tokio::main]
async fn main() {
    // cargo adds arguments of its own.
    let seconds = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse::<u32>().ok())
        .unwrap_or(60);
    let runs = [
        (Count::Window, 30.0),
        (Count::Bucket, 30.0),
        (Count::Window, 20.0),
        (Count::Bucket, 20.0),
    ];
    let runs = runs.map(|(count, limit)| tokio::spawn(blast(count, limit, seconds)));
    println!("server             calls    429   share of the allowed rate        replies p50, p99");
    for run in runs {
        println!("{}", run.await.unwrap());
    }
}

/// A notice to more people than can be reached in that time, and replies meanwhile; a line about both.
async fn blast(count: Count, limit: f64, seconds: u32) -> String {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bench.db").display());
    let store = Store::open(&url, Keys::from_root(&[7; 32])).await.unwrap();
    prepare(&store, &url, seconds * 40).await;
    let (base, server) = serve(count, limit).await;
    let bot = Telegram::new(SecretString::from(TOKEN), Some(base)).unwrap();
    let channels: Vec<Arc<dyn returnline::channel::Channel>> = vec![Arc::new(bot)];
    let delivery = Delivery::paced(store.clone(), Arc::new(SystemClock), channels, Pace::of);
    let bell = delivery.wake();
    let stop = CancellationToken::new();
    let until = stop.clone();
    let running = tokio::spawn(async move { delivery.run(until).await });
    while server.lock().unwrap().calls.is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let start = server.lock().unwrap().calls[0].at;
    let mut asked = HashMap::new();
    while start.elapsed() < SECOND * seconds {
        let chat = 1_000_000 + i64::try_from(asked.len()).unwrap();
        queue_reply(&store, chat).await;
        asked.insert(chat, Instant::now());
        bell.notify_one();
        tokio::time::sleep(REPLIES).await;
    }
    let line = report(&server.lock().unwrap(), start, seconds, &asked);
    stop.cancel();
    running.await.unwrap();
    line
}

async fn queue_reply(store: &Store, chat: i64) {
    let (address, now) = (chat.to_string(), SystemClock.now());
    let content = Content {
        body: "好的，已经登记。".to_owned(),
        ..Content::default()
    };
    let kind = ChannelKind::Telegram;
    let mut tx = store.write().await.unwrap();
    let id = tx.ensure_chat(kind, &address, Locale::ZhHans, now).await;
    tx.queue_reply(&id.unwrap(), kind, &address, &content, None, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn report(server: &Server, start: Instant, seconds: u32, asked: &HashMap<i64, Instant>) -> String {
    let share = |from: u32| {
        let span = start + SECOND * from..start + SECOND * seconds;
        let taken = |call: &&Call| call.taken && span.contains(&call.at);
        let taken = server.calls.iter().filter(taken).count();
        100.0 * taken as f64 / (f64::from(seconds - from) * server.limit)
    };
    let refused = server.calls.iter().filter(|call| !call.taken).count();
    let mut replies: Vec<_> = server
        .calls
        .iter()
        .filter(|call| call.taken)
        .filter_map(|call| Some(call.at - *asked.get(&call.chat)?))
        .collect();
    replies.sort_unstable();
    let at = |share: usize| replies[(replies.len() - 1) * share / 100].as_millis();
    let half = seconds / 2;
    let shares = match server.limit < CONFIGURED {
        true => format!("{:5.1} % after {half} s", share(half)),
        false => format!("{:5.1} % over {seconds} s", share(0)),
    };
    format!(
        "{:?} of {}/s {:>8} {:>6}   {shares:<30} {:>5} ms {:>5} ms",
        server.count,
        server.limit,
        server.calls.len(),
        refused,
        at(50),
        at(99),
    )
}

/// People, and a notice that is being sent to them.
async fn prepare(store: &Store, url: &str, people: u32) {
    let raw = SqlitePool::connect(url).await.unwrap();
    let chats = format!(
        "INSERT INTO chat (id, channel, address, locale, first_seen_at, last_seen_at) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) \
         SELECT 'p' || i, 'telegram', CAST(i AS TEXT), 'zh-Hans', 0, 0 FROM n"
    );
    let staff = "INSERT INTO staff (id, login, name, role, locale, created_at) \
                 VALUES ('ann', 'ann', 'ann', 'clerk', 'en', 0), ('bo', 'bo', 'bo', 'admin', 'en', 0)";
    for sql in [chats.as_str(), staff] {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query(sql).execute(&raw).await.unwrap();
    }
    raw.close().await;
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
}
