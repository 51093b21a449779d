//! What happens without a worker doing anything: news goes through the dialogue, holds and offers run out.

use super::Runner;
use crate::store::chat::PendingNews;
use crate::store::roster::DecideError;
use crate::store::{Result, StoreError};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often to look.
const PERIOD: Duration = Duration::from_millis(250);
/// Most rows taken in one look.
const BATCH: i64 = 200;
/// How often lines are looked through for people who have moved.
const LINES_EVERY: Duration = Duration::from_secs(60);
/// Most people of a roster settled in one look: some 50 ms of the writer.
const ROSTER_BATCH: i64 = 50;
/// How often news is tried before it goes to the dead letters.
const TRIES: i64 = 3;

impl Runner {
    /// Looks for due news and expiries until told to stop.
    pub async fn tick(self: Arc<Self>, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(PERIOD) => {}
            }
            if let Err(error) = self.tick_once().await {
                tracing::error!(%error, "news and expiries could not be handled; trying again");
            }
        }
    }

    /// Handles everything that is due now; gives the number of things done.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError) when the database cannot be reached.
    pub async fn tick_once(&self) -> Result<usize> {
        // Neither may hold up the other.
        let mut done = self.expire().await.unwrap_or_else(|error| {
            tracing::error!(%error, "expiries could not be handled; trying again");
            0
        });
        done += self.roster_chores().await.unwrap_or_else(|error| {
            tracing::error!(%error, "rosters could not be looked after; trying again");
            0
        });
        done += self.tell_hr().await.unwrap_or_else(|error| {
            tracing::error!(%error, "HR could not be told who waits; trying again");
            0
        });
        done += self.tell_wishes().await.unwrap_or_else(|error| {
            tracing::error!(%error, "wishes could not be answered; trying again");
            0
        });
        done += self.tell_lines().await?;
        let mut tx = self.store.read().await?;
        let due = tx.due_news(BATCH, self.clock.now()).await?;
        tx.rollback().await?;
        for pending in due {
            match self.apply_news(&pending).await {
                Ok(_) => done += 1,
                Err(error) => {
                    tracing::warn!(news = pending.id, attempt = pending.attempts + 1, %error, "news not applied");
                    if let Err(error) = self.put_off(&pending, &error.to_string()).await {
                        tracing::error!(news = pending.id, %error, "news neither applied nor put off");
                    }
                }
            }
        }
        Ok(done)
    }

    /// Frees what ran out and offers it on. Looks first without writing: mostly there is nothing.
    async fn expire(&self) -> Result<usize> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let due = tx.expiries_due(now).await?;
        tx.rollback().await?;
        if !due {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        // First, so that nobody is told a seat went to the next when the trip has left.
        let lines = tx.close_lines(BATCH, now).await?;
        let cancelled = tx.tell_cancelled(BATCH, now).await?;
        let moved = tx.tell_moved(BATCH, now).await?;
        let absent = tx.end_no_shows(BATCH, now).await?;
        let holds = tx.expire_holds(BATCH, now).await?;
        let offers = tx.expire_offers(BATCH, now).await?;
        tx.commit().await?;
        let told = cancelled.len() + moved.len();
        Ok(lines.len() + told + absent.len() + holds.len() + offers.len())
    }

    /// Tells people in line who have moved notably, once a minute: there is no hurry, and lines are long.
    async fn tell_lines(&self) -> Result<usize> {
        let now = self.clock.now();
        let seen = self.lines_seen.load(Ordering::Relaxed);
        if now.millis() - seen < LINES_EVERY.as_millis() as i64 {
            return Ok(0);
        }
        self.lines_seen.store(now.millis(), Ordering::Relaxed);
        let mut tx = self.store.read().await?;
        let moved = tx.moved_in_line(BATCH as usize).await?;
        tx.rollback().await?;
        if moved.is_empty() {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        let mut told = 0;
        for one in &moved {
            told += usize::from(tx.tell_move(one, now).await?);
        }
        tx.commit().await?;
        Ok(told)
    }

    /// Confirms who was declared, ends claims that HR has not answered, clears expired uploads away.
    async fn roster_chores(&self) -> Result<usize> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let due = tx.roster_chores_due(now).await?;
        tx.rollback().await?;
        if !due {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        let done = match tx.roster_chores(ROSTER_BATCH, now).await {
            Ok(done) => done,
            Err(DecideError::Store(error)) => return Err(error),
            Err(error @ (DecideError::NoLine | DecideError::Refused(_))) => {
                return Err(StoreError::Refused(error.to_string()));
            }
        };
        tx.commit().await?;
        Ok(done)
    }

    /// Tells HR's chats that people wait, unless it is night.
    async fn tell_hr(&self) -> Result<usize> {
        let now = self.clock.now();
        if self.terms.quiet.end(now).is_some() {
            return Ok(0);
        }
        let mut tx = self.store.read().await?;
        let waiting = tx.hr_to_tell(BATCH, now).await?;
        tx.rollback().await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        let mut told = 0;
        for one in &waiting {
            told += usize::from(tx.tell_hr(one, now).await?);
        }
        tx.commit().await?;
        Ok(told)
    }

    /// Tells those whose wish is recorded of trips that have opened, unless it is night.
    async fn tell_wishes(&self) -> Result<usize> {
        let now = self.clock.now();
        if self.terms.quiet.end(now).is_some() {
            return Ok(0);
        }
        let mut tx = self.store.read().await?;
        let due = tx.wishes_due().await?;
        tx.rollback().await?;
        if !due {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        let looked_at = tx.tell_wishes(BATCH, now).await?;
        tx.commit().await?;
        Ok(looked_at)
    }

    async fn put_off(&self, pending: &PendingNews, error: &str) -> Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if pending.attempts + 1 < TRIES {
            tx.postpone_news(pending.id, now.plus(Duration::from_secs(1)))
                .await?;
        } else {
            tx.bury_news(&self.store, pending, error, now).await?;
        }
        tx.commit().await
    }
}
