//! From a notice that is being sent to rows in the outbox, batch by batch beside the senders; and the two chores
//! that nobody's message triggers: taking back expired rows and closing finished notices.

use super::{POLL, REST};
use crate::clock::SharedClock;
use crate::store::outbox::Recovered;
use crate::store::{Result, Store};
use std::sync::Arc;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// People looked at in one transaction: long enough to be cheap, short enough (some 20 ms) that a reply waiting
/// for SQLite's one writer does not notice.
const BATCH: i64 = 1_000;

/// Fans notices out.
#[derive(Debug)]
pub(super) struct FanOutWorker {
    store: Store,
    clock: SharedClock,
    senders: Vec<Arc<Notify>>,
    bell: Arc<Notify>,
}

impl FanOutWorker {
    /// A worker that rings `senders` when there is something to send, and is rung itself by `bell`.
    pub(super) fn new(
        store: Store,
        clock: SharedClock,
        bell: Arc<Notify>,
        senders: Vec<Arc<Notify>>,
    ) -> Self {
        Self {
            store,
            clock,
            senders,
            bell,
        }
    }

    /// Rung when there may be something to fan out, or to finish.
    pub(super) fn bell(&self) -> &Notify {
        &self.bell
    }

    /// Works until `shutdown`.
    pub(super) async fn run(self: Arc<Self>, shutdown: CancellationToken) {
        let mut recovered = Instant::now();
        loop {
            let all_done = match self.chores(&mut recovered).await {
                Ok(all_done) => all_done,
                Err(error) => {
                    tracing::error!(%error, "fan-out failed; it goes on where it stopped");
                    rest(&shutdown).await;
                    true
                }
            };
            if shutdown.is_cancelled() {
                return;
            }
            if !all_done {
                tokio::task::yield_now().await;
                continue;
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = self.bell.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    async fn chores(&self, recovered: &mut Instant) -> Result<bool> {
        self.start_due().await?;
        let all_done = self.round().await?;
        if recovered.elapsed() >= REST {
            *recovered = Instant::now();
            self.recover().await?;
        }
        if all_done {
            self.finish().await?;
        }
        Ok(all_done)
    }

    /// Starts scheduled notices whose moment has come.
    pub(super) async fn start_due(&self) -> Result<()> {
        let now = self.clock.now();
        let mut read = self.store.read().await?;
        let due = read.has_due_notice(now).await?;
        read.rollback().await?;
        if due {
            let mut tx = self.store.write().await?;
            tx.start_due_notices(now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// One batch for each notice that needs it; whether none needs another.
    pub(super) async fn round(&self) -> Result<bool> {
        let mut read = self.store.read().await?;
        let waiting = read.notices_to_fan_out().await?;
        read.rollback().await?;
        let mut all_done = true;
        for notice in waiting {
            let mut tx = self.store.write().await?;
            let batch = tx.fan_out_batch(&notice, BATCH, self.clock.now()).await?;
            tx.commit().await?;
            all_done &= batch.done;
            if batch.added > 0 {
                self.senders.iter().for_each(|sender| sender.notify_one());
            }
        }
        Ok(all_done)
    }

    /// Takes back rows whose sender disappeared.
    pub(super) async fn recover(&self) -> Result<()> {
        let mut tx = self.store.write().await?;
        let recovered = tx.recover_expired(self.clock.now()).await?;
        tx.commit().await?;
        if recovered != Recovered::default() {
            let Recovered { again, held } = recovered;
            tracing::warn!(
                again,
                held,
                "messages of unknown outcome: some are sent again, some wait for a person"
            );
        }
        Ok(())
    }

    /// Closes notices whose every recipient has an outcome.
    pub(super) async fn finish(&self) -> Result<()> {
        let mut read = self.store.read().await?;
        let finished = read.finished_notices().await?;
        read.rollback().await?;
        if finished.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        tx.finish_notices(self.clock.now()).await?;
        tx.commit().await
    }
}

async fn rest(shutdown: &CancellationToken) {
    tokio::select! {
        () = shutdown.cancelled() => {}
        () = tokio::time::sleep(REST) => {}
    }
}
