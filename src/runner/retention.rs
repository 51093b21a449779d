//! The daily sweep: health data whose time is up goes by itself (domain reference §3).
//!
//! One replica sweeps at a time, by lease. A sweep works in small transactions, one for each person, so that nobody
//! who writes meanwhile waits long; what it leaves for want of time the next one finds. Each sweep writes what it
//! removed, also when that is nothing: it is the proof that somebody looked.

use super::Runner;
use super::unit::forget_health;
use crate::dialogue::state::STATE_VERSION;
use crate::domain::privacy::RetentionKind;
use crate::domain::time::Timestamp;
use crate::store::privacy::{DuePerson, RetentionRun};
use crate::store::{Result, fresh_id};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is asked whether a sweep is due.
const LOOK: Duration = Duration::from_secs(600);
/// How long after the last sweep the next is due.
const EVERY: Duration = Duration::from_secs(24 * 3600);
/// Most people, and most rows of a kind, looked for at once.
const BATCH: i64 = 200;
/// Most batches of one sweep.
const BATCHES: usize = 500;
/// Who may sweep.
const LEASE: &str = "retention";
/// How long that right lasts without being prolonged; far more than a batch takes.
const LEASE_FOR: Duration = Duration::from_secs(300);
/// When the last sweep was.
const LAST: &str = "retention.last";

/// What a sweep has removed so far, by kind.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// People whose answers about health went.
    pub answers: u64,
    /// Photos.
    pub photos: u64,
    /// Messages that lost their words.
    pub messages: u64,
    /// Temperatures taken on the way.
    pub temperatures: u64,
    /// Notes at doors.
    pub doors: u64,
    /// Expired links, codes, sessions and files.
    pub expired: u64,
}

impl Swept {
    /// How many of a kind.
    pub const fn of(&self, kind: RetentionKind) -> u64 {
        match kind {
            RetentionKind::Answers => self.answers,
            RetentionKind::Photos => self.photos,
            RetentionKind::Messages => self.messages,
            RetentionKind::Temperatures => self.temperatures,
            RetentionKind::Doors => self.doors,
            RetentionKind::Expired => self.expired,
        }
    }
}

impl Runner {
    /// Sweeps once a day until told to stop.
    pub async fn keep_retention(self: Arc<Self>, shutdown: CancellationToken) {
        let me = fresh_id();
        loop {
            if let Err(error) = self.sweep_if_due(&me, &shutdown).await {
                tracing::error!(%error, "the retention sweep failed; trying again");
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Sweeps if a day has passed since the last sweep and no other replica is at it; `None` when not. `me` tells
    /// replicas apart.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError); what was removed until then stays so.
    pub async fn sweep_if_due(
        &self,
        me: &str,
        shutdown: &CancellationToken,
    ) -> Result<Option<Swept>> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let last = tx.meta(LAST).await?;
        tx.rollback().await?;
        let last = last.and_then(|last| last.parse().ok());
        let last = Timestamp::from_millis(last.unwrap_or(0));
        if now.since(last) < EVERY {
            return Ok(None);
        }
        self.sweep(me, shutdown).await
    }

    /// Sweeps now; `None` when another replica is at it.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError); what was removed until then stays so.
    pub async fn sweep(&self, me: &str, shutdown: &CancellationToken) -> Result<Option<Swept>> {
        let mut swept = Swept::default();
        for _ in 0..BATCHES {
            if !self.may_sweep(me).await? {
                return Ok(None);
            }
            let more = self.sweep_batch(&mut swept).await?;
            if !more || shutdown.is_cancelled() {
                break;
            }
        }
        self.write_report(me, &swept).await?;
        Ok(Some(swept))
    }

    async fn may_sweep(&self, me: &str) -> Result<bool> {
        let mut tx = self.store.write().await?;
        let now = self.clock.now();
        let fence = tx.acquire_lease(LEASE, me, LEASE_FOR, now).await?;
        tx.commit().await?;
        Ok(fence.is_some())
    }

    /// One batch of each kind; whether there may be more.
    async fn sweep_batch(&self, swept: &mut Swept) -> Result<bool> {
        let now = self.clock.now();
        let days = Duration::from_secs(u64::from(self.terms.health_days) * 24 * 3600);
        let cutoff = now.minus(days);
        let mut tx = self.store.read().await?;
        let due = tx.health_due(cutoff, BATCH).await?;
        tx.rollback().await?;
        let mut done = 0;
        for person in &due {
            done += u64::from(self.retire(person, cutoff, swept).await?);
        }
        let mut tx = self.store.write().await?;
        let (temperatures, doors) = tx.retire_readings(cutoff, BATCH).await?;
        let expired = tx.sweep_expired(BATCH, now).await?;
        tx.commit().await?;
        swept.temperatures += temperatures;
        swept.doors += doors;
        swept.expired += expired;
        let full = |n: u64| n >= BATCH.unsigned_abs();
        Ok(full(done) || full(temperatures) || full(doors) || full(expired))
    }

    /// One person, in a transaction of their own.
    async fn retire(
        &self,
        person: &DuePerson,
        cutoff: Timestamp,
        swept: &mut Swept,
    ) -> Result<bool> {
        let now = self.clock.now();
        let store = &self.store;
        let mut tx = store.write().await?;
        let Some(chats) = tx.lock_due(person, cutoff).await? else {
            tx.rollback().await?;
            return Ok(false);
        };
        let mut stays = None;
        for id in &chats {
            let Some(chat) = tx.lock_chat(store, id).await? else {
                continue;
            };
            let Some((bytes, kept)) = forget_health(chat.session.as_deref(), cutoff, now)? else {
                continue;
            };
            stays = stays.max(kept);
            tx.save_session(store, &chat, &bytes, STATE_VERSION, None)
                .await?;
        }
        let at = (cutoff, now);
        let (photos, messages) = tx.retire_health(store, person, &chats, stays, at).await?;
        tx.commit().await?;
        swept.answers += 1;
        swept.photos += photos;
        swept.messages += messages;
        Ok(true)
    }

    async fn write_report(&self, me: &str, swept: &Swept) -> Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let (answers, readings) = tx.oldest_health().await?;
        for kind in RetentionKind::ALL {
            let oldest_kept = match kind {
                RetentionKind::Answers => answers,
                RetentionKind::Temperatures | RetentionKind::Doors => readings,
                RetentionKind::Photos | RetentionKind::Messages | RetentionKind::Expired => None,
            };
            let run = RetentionRun {
                at: now,
                kind: *kind,
                removed: i64::try_from(swept.of(*kind)).unwrap_or(i64::MAX),
                oldest_kept,
            };
            tx.note_retention(&run).await?;
        }
        tx.set_meta(LAST, &now.millis().to_string()).await?;
        tx.release_lease(LEASE, me).await?;
        tx.commit().await
    }
}
