//! What the database says, read from beside the program. On SQLite without writing, so that whatever a kill left in
//! the log is the program's to put right.

use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{PgPool, SqlitePool};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::{Duration, Instant};

pub enum Look {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A row of the ledger.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub address: String,
    pub state: String,
    pub attempts: i64,
    pub doubtful: i64,
    pub error: Option<String>,
    pub message_ref: Option<String>,
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

impl Look {
    pub async fn at(url: &str) -> Self {
        if url.starts_with("postgres") {
            let pool = PgPoolOptions::new().max_connections(1);
            return Self::Postgres(pool.connect(url).await.unwrap());
        }
        let options = SqliteConnectOptions::from_str(url).unwrap().read_only(true);
        let pool = SqlitePoolOptions::new().max_connections(1);
        Self::Sqlite(pool.connect_with(options).await.unwrap())
    }

    pub async fn close(self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Waits until PostgreSQL has finished what a program that is gone had told it to do. A session that does not
    /// notice the end of its program is ended.
    pub async fn wait_alone(&self) {
        let Self::Postgres(pool) = self else {
            return;
        };
        let others = "SELECT pid, CONCAT_WS(' ', state, wait_event, query) FROM pg_stat_activity \
                      WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut since = Instant::now();
        loop {
            let left = sqlx::query_as::<_, (i32, String)>(others);
            let left = left.fetch_all(pool).await.unwrap();
            if left.is_empty() {
                return;
            }
            if since.elapsed() > Duration::from_secs(5) {
                since = Instant::now();
                println!("sessions that outlive their program: {left:#?}");
                for (pid, _) in left {
                    let end = sqlx::query("SELECT pg_terminate_backend($1)").bind(pid);
                    end.execute(pool).await.unwrap();
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Chats to which a message is under way, with the number of the attempt.
    pub async fn under_way(&self) -> Vec<(i64, i64)> {
        let rows = read!(
            self,
            (String, i64),
            "SELECT address, attempts FROM outbox WHERE state = 'sending'"
        );
        let chat = |(address, attempt): (String, i64)| (address.parse().unwrap(), attempt);
        rows.into_iter().map(chat).collect()
    }

    pub async fn is_done(&self) -> bool {
        let open = read!(
            self,
            (String,),
            "SELECT id FROM notice WHERE state <> 'done'"
        );
        open.is_empty()
    }

    pub async fn states(&self) -> BTreeMap<String, i64> {
        let counted = read!(
            self,
            (String, i64),
            "SELECT state, COUNT(*) FROM outbox GROUP BY state"
        );
        counted.into_iter().collect()
    }

    pub async fn ledger(&self) -> Vec<Row> {
        read!(
            self,
            Row,
            "SELECT address, state, attempts, doubtful, error, message_ref FROM outbox"
        )
    }
}
