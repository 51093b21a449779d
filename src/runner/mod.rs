//! Between the channels and the dialogue: one update, one transaction.
//!
//! For each update the runner opens a write transaction, notes the update as applied, locks the chat, loads the
//! facts, steps the dialogue, performs its commands, answers its queries (each answer is the next step, in a
//! bounded loop), queues the replies in the outbox and saves the session. Then it commits, and only then does the
//! channel get its receipt.
//!
//! Races: the same update twice meets at the primary key of `inbound`; two updates of one chat, or an update and
//! news, meet at the chat's row lock; updates of one address are handed on in the order they came ([`intake`]).

pub mod desk;
mod export;
mod hr;
mod intake;
mod own_seat;
mod party;
mod perform;
mod privacy;
mod render;
pub mod retention;
mod seating;
mod staff_link;
mod submit;
mod tick;
mod understand;
mod unit;

use crate::channel::{Inbound, Receipt, Said};
use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::ChatId;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use crate::locale;
use crate::store::audit::Origin;
use crate::store::chat::PendingNews;
use crate::store::{Result, Store, StoreError, Tx};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;
use tokio::sync::Notify;
use unit::Unit;

/// Applies updates and news to chats. Shared by every channel.
#[derive(Debug)]
pub struct Runner {
    store: Store,
    clock: SharedClock,
    /// Tells the delivery that the outbox has something.
    wake: Arc<Notify>,
    /// When this process began; whoever was last heard before gets a recap.
    started_at: Timestamp,
    lanes: intake::Lanes,
    terms: Terms,
    /// When lines were last looked through for people to be told that they have moved, in epoch milliseconds.
    lines_seen: AtomicI64,
}

/// What a bureau settles about its conversations.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long HR may take to answer a claim.
    pub hr_wait: Duration,
    /// Days after arrival when health data goes (domain reference §3).
    pub health_days: u32,
    /// The hours in which HR is not asked in its chats about people who wait; it is asked when they are over.
    pub quiet: QuietHours,
}

impl Default for Terms {
    /// A day for HR, thirty days for health data, no quiet hours.
    fn default() -> Self {
        Self {
            hr_wait: Duration::from_secs(24 * 3600),
            health_days: 30,
            quiet: QuietHours::NONE,
        }
    }
}

impl Runner {
    /// A runner over a store; `wake` is notified after each commit that queued a reply.
    pub fn new(store: Store, clock: SharedClock, wake: Arc<Notify>) -> Arc<Self> {
        Self::on_terms(store, clock, wake, Terms::default())
    }

    /// As [`Runner::new`], on terms of the bureau's own.
    pub fn on_terms(
        store: Store,
        clock: SharedClock,
        wake: Arc<Notify>,
        terms: Terms,
    ) -> Arc<Self> {
        let started_at = clock.now();
        Arc::new(Self {
            store,
            clock,
            wake,
            started_at,
            lanes: intake::Lanes::default(),
            terms,
            lines_seen: AtomicI64::new(0),
        })
    }

    /// Applies one update in one transaction.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it happened and it may be tried again.
    pub async fn apply(&self, inbound: &Inbound) -> Result<Receipt> {
        let now = self.clock.now();
        let origin = Origin::Chat(inbound.channel);
        let mut tx = self.store.seen_from(origin).write().await?;
        let greeting = locale::negotiate(inbound.locale_hint.as_deref());
        let id = tx
            .ensure_chat(inbound.channel, &inbound.address, greeting, now)
            .await?;
        // Before the chat is locked and its session opened, so that a replay costs next to nothing.
        if !tx.note_inbound(&id, known_by(inbound), now).await? {
            tx.rollback().await?;
            return Ok(Receipt::Duplicate);
        }
        let mut unit = self.unit(tx, &id, now).await?;
        match &inbound.said {
            Said::Blocked => unit.chat.contact = unit.chat.contact.blocked(),
            Said::Unblocked => unit.chat.contact = unit.chat.contact.unblocked(),
            Said::Start { .. }
            | Said::Text(_)
            | Said::Button(_)
            | Said::Photo(_)
            | Said::Contact { .. }
            | Said::Unreadable => {
                unit.chat.contact = unit.chat.contact.unblocked();
                unit.hear(inbound).await?;
            }
        }
        // Blocking us is no sign of life.
        let seen = (inbound.said != Said::Blocked).then_some(now);
        unit.save(seen).await?;
        self.wake.notify_one();
        Ok(Receipt::Applied)
    }

    /// Applies one piece of news in one transaction; `false` when it had been applied meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it happened and it may be tried again.
    pub async fn apply_news(&self, pending: &PendingNews) -> Result<bool> {
        let now = self.clock.now();
        let tx = self.store.write().await?;
        let mut unit = self.unit(tx, &pending.chat, now).await?;
        let Some(news) = unit.tx.take_news(pending.id).await? else {
            unit.tx.rollback().await?;
            return Ok(false);
        };
        unit.hear_news(news).await?;
        unit.save(None).await?;
        self.wake.notify_one();
        Ok(true)
    }

    async fn unit(&self, mut tx: Tx, id: &ChatId, now: Timestamp) -> Result<Unit<'_>> {
        let chat = tx.lock_chat(&self.store, id).await?;
        let chat = chat.ok_or_else(|| StoreError::Refused(format!("chat {id} is gone")))?;
        Ok(Unit::new(self, tx, chat, now))
    }
}

/// What an update is known by.
fn known_by(inbound: &Inbound) -> (ChannelKind, &str, &str) {
    (inbound.channel, &inbound.address, &inbound.update_id)
}
