//! A desk on a database of its own, and people who browse it.

use axum::http::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use returnline::clock::ManualClock;
use returnline::console::{ChatLinks, Console, Proxies, password_hash, router, sign_in_path};
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::quiet::QuietHours;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::time::Timestamp;
use returnline::runner::Runner;
use returnline::store::Store;
use returnline::store::keys::Keys;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::Notify;

/// 2020-02-23T08:00+08:00.
pub const START: Timestamp = Timestamp::from_millis(1_582_416_000_000);
pub const PASSWORD: &str = "three plain words";

/// A running desk.
pub struct Desk {
    pub base: String,
    pub store: Store,
    pub clock: Arc<ManualClock>,
    pub wake: Arc<Notify>,
    raw: SqlitePool,
    dir: tempfile::TempDir,
}

/// An answer, read to its end.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Nine in the evening to seven in the morning.
fn night() -> QuietHours {
    let time = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    QuietHours::new(time(21), time(7))
}

/// Serves a console; the tests themselves are its proxy.
async fn serve(store: &Store, clock: &Arc<ManualClock>, wake: &Arc<Notify>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let console = Console {
        store: store.clone(),
        clock: clock.clone(),
        runner: Runner::new(store.clone(), clock.clone(), wake.clone()),
        wake: wake.clone(),
        chat: ChatLinks {
            web: "https://chat.example/".into(),
            telegram: Some("example_bot".into()),
        },
        secure_cookies: false,
        quiet: night(),
        ceilings: [(ChannelKind::Telegram, 30)].into(),
        real_clock: clock.clone(),
        proxies: Proxies::new([("127.0.0.1".parse().unwrap(), 32)]),
        base_url: base.clone(),
    };
    let service = router(console).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    base
}

impl Desk {
    pub async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("desk.db");
        let url = format!("sqlite:{}", file.display());
        let store = Store::open(&url, Keys::from_root(&[5; 32])).await.unwrap();
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .busy_timeout(std::time::Duration::from_secs(10));
        let raw = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .unwrap();
        let (clock, wake) = (Arc::new(ManualClock::at(START)), Arc::new(Notify::new()));
        let base = serve(&store, &clock, &wake).await;
        let desk = Self {
            base,
            store,
            clock,
            wake,
            raw,
            dir,
        };
        desk.furnish().await;
        desk
    }

    /// Two employers in two districts, staff of every role, a trip with a seat, a worker in a chat.
    async fn furnish(&self) {
        for (id, name, district) in [
            ("e1", "示例企业01", "330302"),
            ("e2", "示例企业02", "330324"),
        ] {
            self.sql(&format!(
                "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
                 VALUES ('{id}', '{name}', 'shili', 'sl', '{district}', 1, '{id}', 'made up', 0)"
            ))
            .await;
        }
        let mut tx = self.store.write().await.unwrap();
        let hash = password_hash(PASSWORD).unwrap();
        for (login, role, employer, district) in [
            ("admin", Role::Admin, None, None),
            ("boss", Role::Admin, None, None),
            ("clerk", Role::Clerk, None, None),
            ("yongjia", Role::Clerk, None, Some("330324")),
            ("hr", Role::Hr, Some("e1"), None),
            ("hr2", Role::Hr, Some("e2"), None),
            ("crew", Role::Crew, None, None),
        ] {
            let staff = Staff {
                id: StaffId::new(login),
                login: login.into(),
                name: format!("Name of {login}"),
                role,
                employer: employer.map(EmployerId::new),
                district: district.map(|code| code.parse().unwrap()),
                locale: Locale::En,
            };
            tx.insert_staff(&staff, Some(&hash), START).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.sql(
            "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, \
                requirements, source) \
             VALUES ('t1', 'HH-0224', 'coach', '330302', '汽车站', 1582502400000, 'open', 1, 0, '{}', 'made up'); \
             INSERT INTO trip_stop (trip_id, ordinal, place) VALUES ('t1', 1, '431200'); \
             INSERT INTO vehicle (id, trip_id, ordinal, label, kind) VALUES ('v1', 't1', 1, '1', 'coach_40')",
        )
        .await;
        for (number, column, sellable) in [(1, 0, 1), (2, 1, 0), (3, 3, 1), (4, 4, 0)] {
            self.sql(&format!(
                "INSERT INTO seat (id, trip_id, vehicle_id, number, label, carriage, row_no, column_no, block_no, \
                    sellable, give_order, state, changed_at) \
                 VALUES ('s{number}', 't1', 'v1', {number}, '1{number}', 1, 1, {column}, 1, {sellable}, {number}, 'free', 0)"
            ))
            .await;
        }
    }

    /// A folder of its own, gone with it.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Runs statements beside the store.
    pub async fn sql(&self, text: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(text))
            .execute(&self.raw)
            .await
            .unwrap();
    }

    /// Reads one number.
    pub async fn count(&self, text: &str) -> i64 {
        let (count,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(text))
            .fetch_one(&self.raw)
            .await
            .unwrap();
        count
    }

    /// Reads one text column.
    pub async fn texts(&self, text: &str) -> Vec<String> {
        let found: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(text))
            .fetch_all(&self.raw)
            .await
            .unwrap();
        found.into_iter().map(|(text,)| text).collect()
    }

    /// A registered worker who claims to work for an employer; with a chat unless told otherwise.
    pub async fn worker(&self, id: &str, name: &str, employer: &str, chat: bool) {
        self.sql(&format!(
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                source, created_at, updated_at) \
             VALUES ('{id}', '{name}', 'h{id}', x'00', '520199********0013', 'm{id}', x'00', '154****0001', 'made up', 0, 0); \
             INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
                health_observed_at, certificate_sealed, submitted_at, updated_at) \
             VALUES ('r{id}', '{id}', 'submitted', '431200', '{employer}', 'coach', 'green', 0, x'00', {now}, {now}); \
             INSERT INTO roster_line (id, employer_id, worker_id, state, created_at) \
             VALUES ('l{id}', '{employer}', '{id}', 'claimed', {now})",
            now = START.millis(),
        ))
        .await;
        if chat {
            self.sql(&format!(
                "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
                 VALUES ('c{id}', 'web', 'a{id}', 'zh-Hans', '{id}', 0, 1)"
            ))
            .await;
        }
    }

    /// An open conversation of a worker's chat with these words.
    pub async fn help(&self, worker: &str, words: &str) {
        self.sql(&format!(
            "INSERT INTO help (id, chat_id, state, opened_at) VALUES ('p{worker}', 'c{worker}', 'open', {now}); \
             INSERT INTO help_message (help_id, text, at) VALUES ('p{worker}', '{words}', {now})",
            now = START.millis(),
        ))
        .await;
    }

    /// Another console on the same database; its address.
    pub async fn another_process(&self) -> String {
        serve(&self.store, &self.clock, &self.wake).await
    }

    /// A browser in which nobody is signed in.
    pub fn stranger(&self) -> Browser {
        self.stranger_at(&self.base)
    }

    /// The same, at another console.
    pub fn stranger_at(&self, base: &str) -> Browser {
        Browser {
            base: base.to_owned(),
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            cookies: HashMap::new(),
            csrf: String::new(),
            forwarded: None,
        }
    }

    /// A browser in which somebody has signed in by a one-time link.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let path = sign_in_path(&self.store, &StaffId::new(login), START)
            .await
            .unwrap();
        let mut browser = self.stranger();
        browser.get(&path).await;
        let reply = browser.post(&path, &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{login}");
        browser.learn("/console/password").await;
        browser
    }
}

/// An open stream of events.
pub struct Stream {
    answer: reqwest::Response,
    read: String,
}

impl Stream {
    /// All that came up to the end of the event that holds `mark`.
    pub async fn until(&mut self, mark: &str) -> String {
        loop {
            if let Some(at) = self.read.find(mark)
                && let Some(end) = self.read[at..].find("\n\n")
            {
                let rest = self.read.split_off(at + end);
                return std::mem::replace(&mut self.read, rest);
            }
            let more = self.more().await;
            assert!(more, "it ended before {mark}: {}", self.read);
        }
    }

    /// All that comes until its end.
    pub async fn rest(mut self) -> String {
        while self.more().await {}
        self.read
    }

    async fn more(&mut self) -> bool {
        let wait = std::time::Duration::from_secs(20);
        let chunk = tokio::time::timeout(wait, self.answer.chunk()).await;
        let chunk = chunk.unwrap_or_else(|_| panic!("nothing came after {}", self.read));
        let Some(bytes) = chunk.unwrap() else {
            return false;
        };
        self.read.push_str(std::str::from_utf8(&bytes).unwrap());
        true
    }
}

/// A browser that keeps cookies and remembers the token of the last form it saw.
pub struct Browser {
    base: String,
    client: reqwest::Client,
    pub cookies: HashMap<String, String>,
    pub csrf: String,
    /// Whom the proxy says it asks for.
    pub forwarded: Option<String>,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Reply {
        let request = self.client.get(format!("{}{path}", self.base));
        self.send(request).await
    }

    /// Sends a form with the token of the last form seen.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all).await
    }

    /// Sends a form with exactly these fields.
    pub async fn post_raw(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .form(fields);
        self.send(request).await
    }

    /// Sends a form that may hold files.
    pub async fn post_form(&mut self, path: &str, form: reqwest::multipart::Form) -> Reply {
        let address = format!("{}{path}", self.base);
        let request = self.client.post(address).multipart(form);
        self.send(request).await
    }

    /// Opens a stream of events.
    pub async fn open_stream(&self, path: &str) -> Stream {
        let cookies = self.cookies.iter().map(|(k, v)| format!("{k}={v}"));
        let request = self.client.get(format!("{}{path}", self.base));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let answer = request.header("cookie", cookies).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        Stream {
            answer,
            read: String::new(),
        }
    }

    async fn learn(&mut self, path: &str) {
        self.get(path).await;
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Reply {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        let request = match &self.forwarded {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        let answer = request
            .header("cookie", cookies.join("; "))
            .send()
            .await
            .unwrap();
        for value in answer.headers().get_all(SET_COOKIE) {
            let pair = value.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(token) = body.split("name=\"csrf\" value=\"").nth(1) {
            self.csrf = token.split('"').next().unwrap().to_owned();
        }
        Reply {
            status,
            headers,
            body,
            bytes,
        }
    }
}
