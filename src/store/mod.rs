//! Everything durable. A [`Store`] opens transactions; each aggregate adds its methods to [`Tx`] in a file of its
//! own. Callers hold a transaction across one unit of work: what a worker is told and what is stored commit
//! together or not at all.

pub mod account;
pub mod audit;
pub mod boarding;
pub mod chat;
pub mod db;
pub mod demand;
pub mod demo;
pub mod desk;
pub mod employer;
pub mod figures;
pub mod help;
pub mod hr_chat;
pub mod inspect;
pub mod keys;
pub mod lease;
pub mod meta;
pub mod notice;
pub mod outbox;
pub mod party;
pub mod plan;
pub mod privacy;
pub mod registration;
pub mod report;
pub mod roster;
pub mod row;
pub mod seat;
pub mod seat_move;
pub mod staff;
pub mod staff_chat;
mod statement;
pub mod ticket;
mod traced;
pub mod trip;
pub mod waitlist;
pub mod waiver;
pub mod worker;

pub use db::{Result, StoreError, Tx};

use audit::Origin;
use db::Db;
use keys::Keys;
use std::sync::Arc;

/// A handle on the database and its keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    keys: Arc<Keys>,
    origin: Origin,
}

impl Store {
    /// Connects and brings the schema up to date. `url` is `sqlite:FILE`, `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError`] when the address is not understood, the server not reached or a migration fails.
    pub async fn open(url: &str, keys: Keys) -> Result<Self> {
        let db = Db::connect(url).await?;
        db.migrate().await?;
        Ok(Self {
            db,
            keys: Arc::new(keys),
            origin: Origin::House,
        })
    }

    /// Connects beside a running server, whose schema it leaves alone.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the server is of another version; otherwise as [`Store::open`].
    pub async fn open_beside(url: &str, keys: Keys) -> Result<Self> {
        let db = Db::connect(url).await?;
        let schema = inspect::read(&db).await?;
        if !schema.pending.is_empty() {
            db.close().await;
            let why = "the server that is running is of an older version; stop it first";
            return Err(StoreError::Refused(why.into()));
        }
        Ok(Self {
            db,
            keys: Arc::new(keys),
            origin: Origin::House,
        })
    }

    /// The same store for somebody elsewhere: what its transactions write into the audit log says so.
    #[must_use]
    pub fn seen_from(&self, origin: Origin) -> Self {
        Self {
            origin,
            ..self.clone()
        }
    }

    /// A transaction that writes. On SQLite it waits for its turn: there is one writer.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn write(&self) -> Result<Tx> {
        self.db.write(&self.origin).await
    }

    /// A transaction that only reads, beside the writer.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn read(&self) -> Result<Tx> {
        self.db.read().await
    }

    /// The installation's keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Closes every connection once it is idle.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Whether this is SQLite, where only one process serves and sends; commands may write beside it.
    pub fn is_embedded(&self) -> bool {
        matches!(self.db, Db::Sqlite { .. })
    }
}

/// A fresh identifier: a version 7 UUID as 32 hexadecimal digits, so rows made together lie together.
pub(crate) fn fresh_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
