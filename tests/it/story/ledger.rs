//! What the database says after a run, read from outside the program, and what must hold of it.

use super::run::World;
use returnline::domain::delivery::Content;
use returnline::domain::line::worth_telling;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{PgPool, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// A look into a database, beside the program that works on it.
#[derive(Debug, Clone)]
pub enum Look {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Rows of one SQL text on either database.
macro_rules! read {
    ($look:expr, $row:ty, $sql:expr) => {
        match $look {
            Look::Sqlite(pool) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)
                    .fetch_all(pool)
                    .await
            }
            Look::Postgres(pool) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)
                    .fetch_all(pool)
                    .await
            }
        }
        .unwrap()
    };
}

/// A number of rows.
macro_rules! count {
    ($look:expr, $sql:expr) => {
        read!($look, (i64,), $sql)[0].0
    };
}

impl Look {
    pub async fn at(url: &str) -> Self {
        if url.starts_with("postgres") {
            return Self::Postgres(PgPoolOptions::new().connect(url).await.unwrap());
        }
        let options = SqliteConnectOptions::from_str(url).unwrap().read_only(true);
        Self::Sqlite(
            SqlitePoolOptions::new()
                .connect_with(options)
                .await
                .unwrap(),
        )
    }

    pub async fn close(self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Messages, news and offers that have not come to anything yet.
    pub async fn unsettled(&self) -> i64 {
        count!(
            self,
            "SELECT (SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending')) \
             + (SELECT COUNT(*) FROM chat_event) + (SELECT COUNT(*) FROM seat WHERE state = 'held')"
        )
    }

    /// People in line who will hear that they have moved, which the program looks for once a minute.
    pub async fn moves_to_tell(&self) -> usize {
        let lines = read!(
            self,
            (i64, i64),
            "SELECT told_ahead, ahead FROM (SELECT told_ahead, \
             ROW_NUMBER() OVER (PARTITION BY trip_id ORDER BY turn) - 1 AS ahead \
             FROM waitlist WHERE state = 'waiting') l WHERE told_ahead IS NOT NULL"
        );
        let moved = lines
            .iter()
            .filter(|(told, ahead)| worth_telling(*told, *ahead));
        moved.count()
    }

    /// Everything that a replay could change, as numbers and lists that can be compared.
    pub async fn everything(&self) -> BTreeMap<&'static str, Vec<String>> {
        let mut all = BTreeMap::new();
        for (what, sql) in [
            (
                "inbound",
                "SELECT address || ' ' || update_id || ' ' || COALESCE(seq, 0) FROM inbound ORDER BY 1",
            ),
            (
                "outbox",
                "SELECT address || ' ' || id || ' ' || state || ' ' || attempts FROM outbox ORDER BY 1",
            ),
            (
                "seats",
                "SELECT id || ' ' || state || ' ' || COALESCE(worker_id, '') FROM seat ORDER BY 1",
            ),
            (
                "registrations",
                "SELECT worker_id || ' ' || state || ' ' || mode || ' ' || updated_at FROM registration ORDER BY 1",
            ),
            (
                "waitlist",
                "SELECT trip_id || ' ' || place || ' ' || worker_id || ' ' || state FROM waitlist ORDER BY 1",
            ),
            (
                "tickets",
                "SELECT id || ' ' || COALESCE(revoked_at, 0) FROM ticket ORDER BY 1",
            ),
            (
                "seat history",
                "SELECT seat_id || ' ' || what || ' ' || at FROM seat_event \
                 UNION ALL SELECT id || ' held ' || claimed_at FROM seat WHERE claimed_at IS NOT NULL ORDER BY 1",
            ),
            (
                "consents",
                "SELECT chat_id || ' ' || kind || ' ' || at FROM consent ORDER BY 1",
            ),
            (
                "chats",
                "SELECT address || ' ' || last_seq || ' ' || last_seen_at FROM chat ORDER BY 1",
            ),
        ] {
            let rows = read!(self, (String,), sql);
            all.insert(what, rows.into_iter().map(|(row,)| row).collect());
        }
        all
    }

    /// Holds the invariants of seats, lines and tickets.
    pub async fn check_seats(&self) {
        let none = |what: &str, rows: i64| assert_eq!(rows, 0, "{what}");
        none(
            "seats taken that are not for sale",
            count!(
                self,
                "SELECT COUNT(*) FROM seat WHERE state <> 'free' AND NOT sellable"
            ),
        );
        none(
            "taken seats without worker, or the other way round",
            count!(
                self,
                "SELECT COUNT(*) FROM seat WHERE (state = 'free') <> (worker_id IS NULL)"
            ),
        );
        none(
            "workers with two seats",
            count!(
                self,
                "SELECT COUNT(worker_id) - COUNT(DISTINCT worker_id) FROM seat"
            ),
        );
        none(
            "neighbours in a spaced block",
            count!(
                self,
                "SELECT COUNT(*) FROM seat a JOIN trip t ON t.id = a.trip_id AND t.spaced \
                 JOIN seat b ON b.vehicle_id = a.vehicle_id AND b.block_no = a.block_no \
                 AND b.row_no = a.row_no AND b.column_no = a.column_no + 1 \
                 WHERE a.state <> 'free' AND b.state <> 'free'"
            ),
        );
        none(
            "tickets for a seat that is not their worker's",
            count!(
                self,
                "SELECT COUNT(*) FROM ticket k LEFT JOIN seat s ON s.id = k.seat_id AND s.worker_id = k.worker_id \
                 WHERE k.revoked_at IS NULL AND s.id IS NULL"
            ),
        );
        none(
            "seats without ticket on trips that need no HR",
            count!(
                self,
                "SELECT COUNT(*) FROM seat s JOIN trip t ON t.id = s.trip_id LEFT JOIN ticket k \
                 ON k.seat_id = s.id AND k.revoked_at IS NULL \
                 WHERE s.state <> 'free' AND t.mode = 'coach' AND k.id IS NULL"
            ),
        );
        none(
            "lines beside free seats",
            count!(
                self,
                "SELECT COUNT(*) FROM waitlist w WHERE w.state = 'waiting' AND EXISTS \
                 (SELECT 1 FROM seat s WHERE s.trip_id = w.trip_id AND s.sellable AND s.state = 'free')"
            ),
        );
        none(
            "seats taken more often than given up",
            count!(
                self,
                "SELECT COUNT(*) FROM (SELECT e.seat_id FROM (SELECT seat_id, what FROM seat_event \
                 UNION ALL SELECT id, 'held' FROM seat WHERE claimed_at IS NOT NULL) AS e GROUP BY e.seat_id HAVING \
                 SUM(CASE WHEN e.what IN ('held', 'offered') THEN 1 WHEN e.what IN ('reserved', 'confirmed') THEN 0 \
                 ELSE -1 END) NOT IN (0, 1)) AS odd"
            ),
        );
        self.check_lines().await;
    }

    /// Places are 1..n without gaps, and nobody was passed over.
    async fn check_lines(&self) {
        let places = read!(
            self,
            (String, i64, String),
            "SELECT t.code, w.place, w.state FROM waitlist w JOIN trip t ON t.id = w.trip_id ORDER BY t.code, w.place"
        );
        let mut lines: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
        for (trip, place, state) in places {
            lines.entry(trip).or_default().push((place, state));
        }
        for (trip, line) in lines {
            let numbers: Vec<i64> = line.iter().map(|(place, _)| *place).collect();
            let all: Vec<i64> = (1..=line.len() as i64).collect();
            assert_eq!(numbers, all, "places in the line of {trip}");
            let waits = line.iter().position(|(_, state)| state == "waiting");
            let served = line.iter().rposition(|(_, state)| state == "accepted");
            assert!(
                waits.is_none() || served.is_none() || served < waits,
                "somebody in the line of {trip} was passed over: {line:?}"
            );
        }
    }

    /// Holds that every update was applied, once, and that every message was sent.
    pub async fn check_messages(&self, world: &World) {
        let applied = read!(self, (String,), "SELECT update_id FROM inbound");
        let applied: Vec<i64> = applied.iter().map(|(id,)| id.parse().unwrap()).collect();
        let distinct: BTreeSet<i64> = applied.iter().copied().collect();
        let caused: BTreeSet<i64> = world.updates().into_iter().collect();
        let lost: Vec<_> = caused.difference(&distinct).collect();
        assert_eq!(
            (distinct.len(), lost),
            (caused.len(), vec![]),
            "updates lost"
        );
        assert_eq!(applied.len(), distinct.len(), "updates applied twice");
        let confirmed: BTreeSet<i64> = world.api.confirmed().into_iter().collect();
        assert_eq!(confirmed, caused, "updates confirmed to Telegram");
        let letters = read!(
            self,
            (String, String),
            "SELECT update_id, error FROM dead_letter"
        );
        assert_eq!(letters, [], "dead letters");
        let odd = read!(
            self,
            (i64, String, Option<String>),
            "SELECT id, state, error FROM outbox WHERE state <> 'sent'"
        );
        assert_eq!(odd, [], "messages that were not sent");
        // A second application of an answer would be a second row.
        let twice = count!(
            self,
            "SELECT COUNT(*) FROM (SELECT chat_id FROM consent GROUP BY chat_id, kind HAVING COUNT(*) > 1) AS twice"
        );
        assert_eq!(twice, 0, "consents given twice");
        let gaps = read!(
            self,
            (String, i64),
            "SELECT c.address, c.last_seq FROM chat c WHERE c.last_seq <> \
             (SELECT COUNT(DISTINCT i.seq) FROM inbound i WHERE i.chat_id = c.id) \
             + (SELECT COUNT(DISTINCT o.seq) FROM outbox o WHERE o.chat_id = c.id)"
        );
        assert_eq!(gaps, [], "gaps in transcripts");
    }

    /// Every chat's messages in the order in which they were queued.
    pub async fn queued(&self) -> BTreeMap<i64, Vec<Content>> {
        let rows = read!(
            self,
            (String, String),
            "SELECT address, content FROM outbox WHERE lane = 'reply' ORDER BY id"
        );
        let mut queued: BTreeMap<i64, Vec<Content>> = BTreeMap::new();
        for (address, content) in rows {
            let content = serde_json::from_str(&content).unwrap();
            queued
                .entry(address.parse().unwrap())
                .or_default()
                .push(content);
        }
        queued
    }

    /// Workers who have registered themselves.
    pub async fn registered(&self) -> i64 {
        let own = "SELECT COUNT(*) FROM registration r JOIN worker w ON w.id = r.worker_id WHERE w.source = 'self'";
        count!(self, own)
    }

    /// Chats with a valid ticket, and its QR code's payload.
    pub async fn tickets(&self) -> BTreeMap<i64, String> {
        let rows = read!(
            self,
            (String, String),
            "SELECT c.address, k.payload FROM ticket k JOIN chat c ON c.worker_id = k.worker_id \
             WHERE k.revoked_at IS NULL"
        );
        let chat = |(address, payload): (String, String)| (address.parse().unwrap(), payload);
        rows.into_iter().map(chat).collect()
    }

    /// Chats in a line.
    pub async fn waiting(&self) -> BTreeSet<i64> {
        let rows = read!(
            self,
            (String,),
            "SELECT c.address FROM waitlist w JOIN chat c ON c.id = w.chat_id WHERE w.state = 'waiting'"
        );
        rows.into_iter()
            .map(|(address,)| address.parse().unwrap())
            .collect()
    }

    /// Chats with a seat but no ticket.
    pub async fn awaiting_hr(&self) -> BTreeSet<i64> {
        let rows = read!(
            self,
            (String,),
            "SELECT c.address FROM seat s JOIN chat c ON c.worker_id = s.worker_id \
             WHERE NOT EXISTS (SELECT 1 FROM ticket k WHERE k.worker_id = s.worker_id AND k.revoked_at IS NULL)"
        );
        rows.into_iter()
            .map(|(address,)| address.parse().unwrap())
            .collect()
    }

    /// Chats whose wish is recorded.
    pub async fn demand(&self) -> BTreeSet<i64> {
        let rows = read!(
            self,
            (String,),
            "SELECT c.address FROM demand d JOIN chat c ON c.worker_id = d.worker_id"
        );
        rows.into_iter()
            .map(|(address,)| address.parse().unwrap())
            .collect()
    }
}
