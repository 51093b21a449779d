//! Everything durable. A [`Store`] opens transactions; each aggregate adds its methods to [`Tx`] in a file of its
//! own. Callers hold a transaction across one unit of work: what a worker is told and what is stored commit
//! together or not at all.

pub mod chat;
pub mod db;
pub mod demo;
pub mod employer;
pub mod help;
pub mod inspect;
pub mod keys;
pub mod lease;
pub mod meta;
pub mod notice;
pub mod outbox;
pub mod registration;
pub mod report;
pub mod roster;
pub mod row;
pub mod seat;
pub mod seat_move;
pub mod staff;
pub mod ticket;
pub mod trip;
pub mod waitlist;
pub mod worker;

pub use db::{Result, StoreError, Tx};

use db::Db;
use keys::Keys;
use std::sync::Arc;

/// A handle on the database and its keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    keys: Arc<Keys>,
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
        })
    }

    /// A transaction that writes. On SQLite it waits for its turn: there is one writer.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn write(&self) -> Result<Tx> {
        self.db.write().await
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

    /// Whether this is SQLite, where only one process may work on the file.
    pub fn is_embedded(&self) -> bool {
        matches!(self.db, Db::Sqlite { .. })
    }
}

/// A fresh identifier: a version 7 UUID as 32 hexadecimal digits, so rows made together lie together.
pub(crate) fn fresh_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
