//! The database a command works on: its own, or beside a server that is running.

use crate::app::lock::FileLock;
use crate::app::{self, world};
use crate::clock::SharedClock;
use crate::config::Config;
use crate::store::audit::Origin;
use crate::store::{Store, StoreError};

/// An open database with its clock.
pub struct Place {
    /// The database.
    pub store: Store,
    /// Its time.
    pub clock: SharedClock,
    /// Kept while no server runs on the file, so that none starts meanwhile.
    _lock: Option<FileLock>,
}

impl Place {
    /// Opens the database.
    ///
    /// # Errors
    /// Whatever keeps it from being used; a database that nobody has started a server on yet.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let (store, lock, beside) = match app::lock_database(config) {
            Ok(lock) => (app::open_database(config).await?, lock, false),
            Err(StoreError::InUse(_)) => (app::open_beside(config).await?, None, true),
            Err(error) => return Err(error.into()),
        };
        let store = store.seen_from(Origin::CommandLine);
        let mut read = store.read().await?;
        let empty = read.is_empty().await?;
        read.rollback().await?;
        anyhow::ensure!(
            !empty,
            "this database is empty: start `returnline serve` on it first"
        );
        let clock = match beside {
            true => world::clock_beside(&store).await?,
            false => {
                let world = world::settle(&store, config.demo).await?;
                world::clock(&store, world).await?.0
            }
        };
        Ok(Self {
            store,
            clock,
            _lock: lock,
        })
    }
}
