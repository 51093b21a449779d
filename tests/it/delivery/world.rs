//! A store to tell a story in.

pub use super::script::{Answer, Script};
use crate::kit::postgres::Database;
use returnline::clock::{ManualClock, SharedClock};
use returnline::delivery::{Delivery, Pace};
use returnline::domain::delivery::{Button, ChannelKind, Content, Lane};
use returnline::domain::id::{ChatId, NoticeId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::notice::{Audience, NoticeAction, NoticeOptions, NoticeState, NoticeText};
use returnline::domain::time::Timestamp;
use returnline::store::Store;
use returnline::store::keys::Keys;
use returnline::store::notice::{NoticeDraft, Progress};
use returnline::store::outbox::Claimed;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Tells a story on a fresh SQLite file, and on a fresh PostgreSQL database where there is a server.
pub async fn on_both<F, Fut>(story: F)
where
    F: Fn(World) -> Fut,
    Fut: Future<Output = ()>,
{
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("it.db").display());
    story(World::open(&url).await).await;
    if let Some(database) = Database::fresh().await {
        story(World::open(&database.url).await).await;
    }
}

/// Direct access to the tables, for what the product has no use for.
enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

pub struct World {
    pub store: Store,
    pub clock: Arc<ManualClock>,
    pub url: String,
    raw: Raw,
}

impl World {
    pub async fn open(url: &str) -> Self {
        let keys = Keys::from_root(&[7; 32]);
        let store = Store::open(url, keys).await.unwrap();
        let raw = match store.is_embedded() {
            true => Raw::Sqlite(SqlitePool::connect(url).await.unwrap()),
            false => Raw::Postgres(PgPool::connect(url).await.unwrap()),
        };
        Self {
            store,
            clock: Arc::new(ManualClock::at(Timestamp::from_millis(1_582_416_000_000))),
            url: url.to_owned(),
            raw,
        }
    }

    /// The same database as another process sees it.
    pub async fn reopened(&self) -> Self {
        let mut again = Self::open(&self.url).await;
        again.clock = self.clock.clone();
        again
    }

    pub fn now(&self) -> Timestamp {
        use returnline::clock::Clock;
        self.clock.now()
    }

    pub fn delivery(&self, script: &Arc<Script>, pace: Pace) -> Delivery {
        self.delivery_by(self.clock.clone(), script, pace)
    }

    pub fn delivery_by(&self, clock: SharedClock, script: &Arc<Script>, pace: Pace) -> Delivery {
        Delivery::paced(self.store.clone(), clock, vec![script.clone()], move |_| {
            pace
        })
    }

    pub async fn execute(&self, sql: String) {
        let sql = AssertSqlSafe(sql);
        match &self.raw {
            Raw::Sqlite(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
            Raw::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
        }
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.raw {
            Raw::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Raw::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }

    pub async fn chat(&self, address: &str) -> ChatId {
        let mut tx = self.store.write().await.unwrap();
        let chat = tx
            .ensure_chat(ChannelKind::Telegram, address, Locale::ZhHans, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        chat
    }

    pub async fn reply(&self, chat: &ChatId, address: &str, content: &Content) -> i64 {
        let mut tx = self.store.write().await.unwrap();
        let id = tx
            .queue_reply(
                chat,
                ChannelKind::Telegram,
                address,
                content,
                None,
                self.now(),
            )
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn claim(&self, lane: Lane, limit: i64) -> Vec<Claimed> {
        let mut tx = self.store.write().await.unwrap();
        let lease = Duration::from_secs(60);
        let claimed = tx
            .claim(ChannelKind::Telegram, lane, limit, lease, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        claimed
    }

    /// Chats `p000001` and on, each of a person of its own, none of them registered.
    pub async fn people(&self, n: u32) {
        let now = self.now().millis();
        self.execute(format!(
            "INSERT INTO chat (id, channel, address, locale, first_seen_at, last_seen_at) \
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n}) \
             SELECT 'p' || substr(CAST(1000000 + i AS TEXT), 2), 'telegram', CAST(i AS TEXT), 'zh-Hans', {now}, {now} \
             FROM n"
        ))
        .await;
    }

    /// Gives each of the first `n` people a worker and a second chat `s000001` and on, seen earlier.
    pub async fn second_chats(&self, n: u32) {
        let now = self.now().millis();
        let number = "substr(CAST(1000000 + i AS TEXT), 2)";
        let numbers = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n})"
        );
        let blob = match self.raw {
            Raw::Sqlite(_) => "x'00'",
            Raw::Postgres(_) => "'\\x00'::bytea",
        };
        self.execute(format!(
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
             source, created_at, updated_at) {numbers} SELECT 'w' || {number}, '示例', 'h' || {number}, {blob}, '', \
             '', {blob}, '', 'synthetic', {now}, {now} FROM n"
        ))
        .await;
        self.execute(format!(
            "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) {numbers} \
             SELECT 's' || {number}, 'telegram', 's' || CAST(i AS TEXT), 'en', 'w' || {number}, {now} - 9, {now} - 9 \
             FROM n"
        ))
        .await;
        let last = format!("p{n:06}");
        self.execute(format!(
            "UPDATE chat SET worker_id = 'w' || substr(id, 2) WHERE id LIKE 'p%' AND id <= '{last}'"
        ))
        .await;
    }

    pub async fn staff(&self, id: &str) -> StaffId {
        self.execute(format!(
            "INSERT INTO staff (id, login, name, role, locale, created_at) \
             VALUES ('{id}', '{id}', '{id}', 'admin', 'en', 0)"
        ))
        .await;
        StaffId::new(id)
    }

    /// A notice by ann, approved by bo, and being sent.
    pub async fn notice(&self, audience: &Audience) -> NoticeId {
        self.staff("ann").await;
        self.staff("bo").await;
        self.notice_by(audience, NoticeOptions::default()).await
    }

    /// One by the same two, once they are known, that goes out in its own way.
    pub async fn notice_by(&self, audience: &Audience, options: NoticeOptions) -> NoticeId {
        let (ann, bo) = (StaffId::new("ann"), StaffId::new("bo"));
        let draft = NoticeDraft {
            audience: audience.clone(),
            texts: letter(),
            options,
        };
        let mut tx = self.store.write().await.unwrap();
        let id = tx.create_notice(&ann, &draft, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.act(&id, NoticeAction::Approve, &bo).await;
        self.act(&id, NoticeAction::Send, &bo).await;
        id
    }

    pub async fn act(&self, id: &NoticeId, action: NoticeAction, actor: &StaffId) -> NoticeState {
        let mut tx = self.store.write().await.unwrap();
        let state = tx.act_on_notice(id, action, actor, self.now()).await;
        tx.commit().await.unwrap();
        state.unwrap()
    }

    pub async fn progress(&self, id: &NoticeId) -> Progress {
        let mut tx = self.store.read().await.unwrap();
        tx.progress(id).await.unwrap()
    }

    pub async fn notice_state(&self, id: &NoticeId) -> NoticeState {
        let mut tx = self.store.read().await.unwrap();
        tx.notice(id).await.unwrap().unwrap().state
    }

    pub async fn pending(&self) -> i64 {
        let mut tx = self.store.read().await.unwrap();
        let pending = tx.pending().await.unwrap();
        pending.reply + pending.bulk
    }
}

pub fn letter() -> Vec<NoticeText> {
    let text = |locale, body: &str| NoticeText {
        locale,
        title: String::new(),
        body: body.to_owned(),
    };
    vec![
        text(Locale::ZhHans, "回来吧"),
        text(Locale::En, "Come back"),
    ]
}

pub fn text(body: impl Into<String>) -> Content {
    Content {
        body: body.into(),
        ..Content::default()
    }
}

pub fn question(body: &str) -> Content {
    let yes = Button {
        label: "Yes".into(),
        payload: "y".into(),
    };
    Content {
        choices: vec![yes],
        ..text(body)
    }
}

/// Runs a delivery in the background until `stop` is called.
pub struct Running {
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
    pub wake: Arc<tokio::sync::Notify>,
}

impl Running {
    pub fn start(delivery: Delivery) -> Self {
        let stop = CancellationToken::new();
        let wake = delivery.wake();
        let until = stop.clone();
        let task = tokio::spawn(async move { delivery.run(until).await });
        Self { stop, task, wake }
    }

    /// Stops in order; how long it took.
    pub async fn stop(self) -> Duration {
        let since = Instant::now();
        self.stop.cancel();
        self.task.await.unwrap();
        since.elapsed()
    }
}

/// Waits until `done`, at most half a minute.
pub async fn until<Fut: Future<Output = bool>>(what: &str, done: impl Fn() -> Fut) {
    let end = Instant::now() + Duration::from_secs(30);
    while !done().await {
        assert!(Instant::now() < end, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
