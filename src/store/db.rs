//! The two databases behind one face: a [`Tx`] is a transaction on either, and the macros run one SQL text on
//! both. Where PostgreSQL must lock rows and SQLite must not, the macro adds the clause.

use super::audit::Origin;
use super::traced::Traced;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::str::FromStr;
use std::time::Duration;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Db(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A row holds something that the domain does not know.
    #[error("row of {table} {id}: {what}")]
    BadRow {
        /// Table.
        table: &'static str,
        /// Identifier of the row.
        id: String,
        /// What is wrong, without personal data.
        what: String,
    },
    /// The address of the database is not understood.
    #[error("database address {0:?}: use sqlite:FILE, sqlite::memory: or postgres://…")]
    Address(String),
    /// Another process has the database file.
    #[error(
        "{0} is in use by another returnline; stop that one first, or name another file with --database-url"
    )]
    InUse(String),
    /// A key file that cannot be used.
    #[error("{0}")]
    Key(String),
    /// The operation's precondition no longer holds; nothing was changed.
    #[error("{0}")]
    Refused(String),
}

/// Result of a store operation.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Pools of one database.
#[derive(Debug, Clone)]
pub(super) enum Db {
    /// One writer and several readers beside it.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction on either database. Dropped without [`Tx::commit`], it rolls back.
#[derive(Debug)]
pub enum Tx {
    /// SQLite.
    Sqlite(Traced<Sqlite>),
    /// PostgreSQL.
    Postgres(Traced<Postgres>),
}

impl Db {
    pub(super) async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = PgPoolOptions::new()
                .max_connections(20)
                .acquire_timeout(Duration::from_secs(30))
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        // Our statements are many and short: compiling one costs more than it saves.
                        sqlx::query("SET jit = off").execute(connection).await?;
                        Ok(())
                    })
                });
            return Ok(Self::Postgres(pool.connect(url).await?));
        }
        if !url.starts_with("sqlite:") {
            return Err(StoreError::Address(url.to_owned()));
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|_| StoreError::Address(url.to_owned()))?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // A seat taken touches some ten pages: with the usual 1,000 every hundredth commit would move the log into
            // the file and wait for the disk thrice. The log stays below 32 MB.
            .pragma("wal_autocheckpoint", "8000")
            .busy_timeout(Duration::from_secs(10))
            // A batch's rows at once: each time the buffer is full, two threads have to take turns.
            .row_buffer_size(1_024);
        // The writer is one connection, so writers queue in the pool instead of meeting "database is locked".
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(60))
            .connect_with(options.clone())
            .await?;
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let read = if in_memory {
            // A memory database lives in its one connection.
            write.clone()
        } else {
            SqlitePoolOptions::new()
                .max_connections(4)
                .connect_with(options)
                .await?
        };
        Ok(Self::Sqlite { write, read })
    }

    pub(super) async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => sqlx::migrate!("migrations/sqlite").run(write).await?,
            Self::Postgres(pool) => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    pub(super) async fn write(&self, origin: &Origin) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                let tx = write.begin_with("BEGIN IMMEDIATE").await?;
                Tx::Sqlite(Traced::new(tx, origin))
            }
            Self::Postgres(pool) => Tx::Postgres(Traced::new(pool.begin().await?, origin)),
        })
    }

    pub(super) async fn read(&self) -> Result<Tx> {
        let origin = &Origin::House;
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(Traced::new(read.begin().await?, origin)),
            Self::Postgres(pool) => Tx::Postgres(Traced::new(pool.begin().await?, origin)),
        })
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// From where the transaction was begun.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Sqlite(traced) => traced.origin(),
            Self::Postgres(traced) => traced.origin(),
        }
    }

    /// Makes everything done in this transaction durable.
    ///
    /// # Errors
    /// [`StoreError::Db`]; then nothing of it happened, or on a lost connection it is not known.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(traced) => traced.into_inner().commit().await?,
            Self::Postgres(traced) => traced.into_inner().commit().await?,
        }
        Ok(())
    }

    /// Gives up everything done in this transaction.
    ///
    /// # Errors
    /// [`StoreError::Db`] when the connection is gone, which has the same effect.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(traced) => traced.into_inner().rollback().await?,
            Self::Postgres(traced) => traced.into_inner().rollback().await?,
        }
        Ok(())
    }
}

/// Runs a query that returns rows: `rows!(tx, fetch_all, RowType, "SQL", bind, …)`, where the method is one of
/// `fetch_all`, `fetch_optional`, `fetch_one`. With `lock "SQL"` PostgreSQL appends `FOR NO KEY UPDATE`; with
/// `skip_locked "before" "after"` it puts `FOR NO KEY UPDATE SKIP LOCKED` between the two. SQLite needs neither:
/// its one writer holds the whole database. Plain `FOR UPDATE` would also shut out rows that merely refer to the
/// locked one (news for a locked chat, a seat for a locked worker), and so deadlock. Before a key itself is changed
/// (a column of a unique index), `lock_key "SQL"` appends `FOR UPDATE`: the change needs that lock in the end, and
/// who asks for it only then, holding the weaker one, deadlocks with somebody who refers to the row and waits.
macro_rules! rows {
    ($tx:expr, $method:ident, $row:ty, lock $sql:literal $(, $bind:expr)* $(,)?) => {
        rows!(@run $tx, $method, $row, $sql, concat!($sql, " FOR NO KEY UPDATE") $(, $bind)*)
    };
    ($tx:expr, $method:ident, $row:ty, lock_key $sql:literal $(, $bind:expr)* $(,)?) => {
        rows!(@run $tx, $method, $row, $sql, concat!($sql, " FOR UPDATE") $(, $bind)*)
    };
    ($tx:expr, $method:ident, $row:ty, skip_locked $before:literal $after:literal $(, $bind:expr)* $(,)?) => {
        rows!(@run $tx, $method, $row, concat!($before, $after), concat!($before, " FOR NO KEY UPDATE SKIP LOCKED", $after) $(, $bind)*)
    };
    ($tx:expr, $method:ident, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        rows!(@run $tx, $method, $row, $sql, $sql $(, $bind)*)
    };
    (@run $tx:expr, $method:ident, $row:ty, $sqlite:expr, $postgres:expr $(, $bind:expr)*) => {
        match $tx {
            $crate::store::db::Tx::Sqlite(t) =>
                sqlx::query_as::<sqlx::Sqlite, $row>($sqlite)$(.bind($bind))*.$method(&mut **t).await,
            $crate::store::db::Tx::Postgres(t) =>
                sqlx::query_as::<sqlx::Postgres, $row>($postgres)$(.bind($bind))*.$method(&mut **t).await,
        }
    };
}

/// Runs a statement and gives the number of rows it changed: `execute!(tx, "SQL", bind, …)`. With
/// `listed "before" "after"` the rows of a list stand between the two. The list is the first value, as JSON, so that
/// the text stays the same however long it is: of each `value` the columns are `value ->> 0`, `value ->> 1`, …, to be
/// cast to their types.
macro_rules! execute {
    ($tx:expr, listed $before:literal $after:literal, $list:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::store::db::Tx::Sqlite(t) =>
                sqlx::query::<sqlx::Sqlite>(concat!($before, "json_each($1)", $after))
                    .bind($list)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected()),
            $crate::store::db::Tx::Postgres(t) =>
                sqlx::query::<sqlx::Postgres>(concat!($before, "json_array_elements(CAST($1 AS JSON))", $after))
                    .bind($list)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected()),
        }
    };
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::store::db::Tx::Sqlite(t) =>
                sqlx::query::<sqlx::Sqlite>($sql)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected()),
            $crate::store::db::Tx::Postgres(t) =>
                sqlx::query::<sqlx::Postgres>($sql)$(.bind($bind))*.execute(&mut **t).await.map(|done| done.rows_affected()),
        }
    };
}

pub(crate) use {execute, rows};
