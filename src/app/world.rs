//! Whether a database plays the demo, which it decides once, and the clock that goes with it.

use crate::clock::{OffsetClock, SharedClock, SystemClock};
use crate::domain::time::Timestamp;
use crate::store::{Store, StoreError, demo};
use anyhow::Context;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const WORLD: &str = "world";
const CLOCK: &str = "clock";

/// How often the demo's time is noted.
const NOTE_EVERY: Duration = Duration::from_secs(30);

/// How far ahead it is noted, so that time does not run backwards even after a crash between two notes.
const NOTE_AHEAD: Duration = Duration::from_secs(60);

/// What a database is for. Decided at its first start and never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// Plays the demo in February 2020.
    Demo,
    /// Real work.
    Live,
}

/// Decides what the database is for and, in a demo, fills it. Safe to repeat after a crash on the way.
///
/// # Errors
/// When the demo cannot be loaded, or when real work is asked of a database that plays the demo.
pub async fn settle(store: &Store, demo: bool) -> anyhow::Result<World> {
    let mut tx = store.write().await?;
    let fresh = tx.is_empty().await? && demo;
    let word = tx
        .settle_meta(WORLD, if fresh { "demo" } else { "live" })
        .await?;
    tx.commit().await?;
    match word.as_str() {
        "live" => Ok(World::Live),
        "demo" if demo => fill(store).await.map(|()| World::Demo),
        "demo" => anyhow::bail!(
            "this database plays the demo; to start without it, name another one with --database-url"
        ),
        other => anyhow::bail!("this database is for {other:?}, which this version does not know"),
    }
}

async fn fill(store: &Store) -> anyhow::Result<()> {
    if !is_empty(store).await? {
        return Ok(());
    }
    let loaded = demo::load_demo(store).await.map(drop);
    // Another replica may have been quicker.
    if loaded.is_err() && !is_empty(store).await? {
        return Ok(());
    }
    loaded.context("the demo cannot be loaded")
}

async fn is_empty(store: &Store) -> Result<bool, StoreError> {
    let mut tx = store.read().await?;
    let empty = tx.is_empty().await?;
    tx.rollback().await?;
    Ok(empty)
}

/// The clock of a world; for the demo with the task that notes its time.
///
/// # Errors
/// When the noted time cannot be read.
pub async fn clock(
    store: &Store,
    world: World,
) -> Result<(SharedClock, Option<ClockKeeper>), StoreError> {
    match world {
        World::Live => Ok((Arc::new(SystemClock), None)),
        World::Demo => {
            let start = noted_time(store).await?;
            let clock: SharedClock =
                Arc::new(OffsetClock::starting_at(start.max(demo::DEMO_START)));
            let keeper = ClockKeeper {
                store: store.clone(),
                clock: clock.clone(),
            };
            keeper.note(NOTE_AHEAD).await?;
            Ok((clock, Some(keeper)))
        }
    }
}

/// The demo's time as noted last; its beginning where there is no note.
async fn noted_time(store: &Store) -> Result<Timestamp, StoreError> {
    let mut tx = store.read().await?;
    let noted = tx.meta(CLOCK).await?;
    tx.rollback().await?;
    let noted = noted.and_then(|ms| ms.parse().ok());
    Ok(noted.map_or(demo::DEMO_START, Timestamp::from_millis))
}

/// The clock of a database that a running server keeps: a demo's is read and not noted.
///
/// # Errors
/// When the noted time cannot be read.
pub async fn clock_beside(store: &Store) -> Result<SharedClock, StoreError> {
    let mut tx = store.read().await?;
    let world = tx.meta(WORLD).await?;
    tx.rollback().await?;
    match world.as_deref() {
        Some("demo") => {
            let start = noted_time(store).await?;
            let behind = start.minus(NOTE_AHEAD);
            Ok(Arc::new(OffsetClock::starting_at(
                behind.max(demo::DEMO_START),
            )))
        }
        Some(_) | None => Ok(Arc::new(SystemClock)),
    }
}

/// Notes the demo's time, so that the next start goes on from there.
#[derive(Debug)]
pub struct ClockKeeper {
    store: Store,
    clock: SharedClock,
}

impl ClockKeeper {
    /// Runs until `closing`. A failed note is logged and tried again: the one before reaches far enough ahead.
    pub async fn run(self, closing: CancellationToken) -> anyhow::Result<()> {
        while closing
            .run_until_cancelled(tokio::time::sleep(NOTE_EVERY))
            .await
            .is_some()
        {
            if let Err(error) = self.note(NOTE_AHEAD).await {
                tracing::warn!(%error, "the demo's time could not be noted");
            }
        }
        Ok(self.note(Duration::ZERO).await?)
    }

    async fn note(&self, ahead: Duration) -> Result<(), StoreError> {
        let until = self.clock.now().plus(ahead).millis().to_string();
        let mut tx = self.store.write().await?;
        tx.set_meta(CLOCK, &until).await?;
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;

    async fn store() -> Store {
        Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn an_empty_database_plays_the_demo_and_keeps_to_it() {
        let store = store().await;
        assert_eq!(settle(&store, true).await.unwrap(), World::Demo);
        assert!(!is_empty(&store).await.unwrap());
        assert_eq!(settle(&store, true).await.unwrap(), World::Demo);
        let refused = settle(&store, false).await.unwrap_err().to_string();
        assert!(refused.contains("plays the demo"), "{refused}");
    }

    #[tokio::test]
    async fn a_database_started_without_the_demo_never_gets_it() {
        let store = store().await;
        assert_eq!(settle(&store, false).await.unwrap(), World::Live);
        assert_eq!(settle(&store, true).await.unwrap(), World::Live);
        assert!(is_empty(&store).await.unwrap());
    }

    #[tokio::test]
    async fn demo_time_never_runs_backwards() {
        let store = store().await;
        let (first, _) = clock(&store, World::Demo).await.unwrap();
        assert_eq!(first.now().date(), demo::DEMO_START.date());
        // As after a crash: nothing was noted at the end.
        let last = first.now();
        let (second, keeper) = clock(&store, World::Demo).await.unwrap();
        assert!(second.now() >= last);
        // As after a proper end.
        let closing = CancellationToken::new();
        closing.cancel();
        keeper.unwrap().run(closing).await.unwrap();
        let last = second.now();
        let (third, _) = clock(&store, World::Demo).await.unwrap();
        assert!(third.now().since(last) < Duration::from_secs(5));
    }
}
