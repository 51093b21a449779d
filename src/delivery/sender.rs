//! The sender of one channel: what it is made of, and the single step that tests use.

use super::desk::Desk;
use super::letters::Letters;
use super::pace::{Pace, Pacer, Wait};
use super::turn::{Room, Standing};
use super::verdict::{Outcome, Pause, Verdict, judge};
use crate::channel::{Channel, Delivered, SendError};
use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use crate::store::outbox::Claimed;
use crate::store::{Result, Store};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How long a call may take; a channel's own, shorter limits tell more.
const CALL_LIMIT: Duration = Duration::from_secs(45);

/// How many rows a step claims at a time.
const STEP: usize = 64;

/// Reason beside a row that the pace put off.
const PACED: &str = "waits for its turn";

/// The lease of a channel whose account only one process may use.
#[derive(Debug)]
pub(super) struct AccountLease {
    pub(super) name: String,
    pub(super) holder: String,
}

/// Sends for one channel.
pub(super) struct Sender {
    pub(super) store: Store,
    pub(super) clock: SharedClock,
    pub(super) channel: Arc<dyn Channel>,
    pub(super) lease: Option<AccountLease>,
    /// When no notice goes out.
    pub(super) quiet: QuietHours,
    /// Held by whoever sends: the loop for its lifetime, a step for its own.
    pub(super) pacer: tokio::sync::Mutex<Pacer>,
    letters: Letters,
    standing: Mutex<Standing>,
    bell: Arc<Notify>,
    /// To be rung when no message of a notice is left: it may be done.
    pub(super) over: Arc<Notify>,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender")
            .field("channel", &self.channel.kind())
            .finish_non_exhaustive()
    }
}

impl Sender {
    /// A sender for `channel`, in the process known to others as `process`.
    pub(super) fn new(
        (store, clock): (Store, SharedClock),
        channel: Arc<dyn Channel>,
        pace: Pace,
        quiet: QuietHours,
        process: &str,
    ) -> Self {
        let kind = channel.kind();
        // The web only shows what was settled, and a terminal belongs to its process.
        let one_account = match kind {
            ChannelKind::Telegram => true,
            ChannelKind::Web | ChannelKind::Terminal | ChannelKind::Desk => false,
        };
        Self {
            // Only one process can have an SQLite file.
            lease: (one_account && !store.is_embedded()).then(|| AccountLease {
                name: format!("sender:{kind}"),
                holder: process.to_owned(),
            }),
            pacer: tokio::sync::Mutex::new(Pacer::new(pace, clock.clone())),
            store,
            clock,
            channel,
            quiet,
            letters: Letters::default(),
            standing: Mutex::new(Standing::Follower),
            bell: Arc::default(),
            over: Arc::default(),
        }
    }

    /// The same, ringing `over` whenever no message of a notice is left.
    pub(super) fn telling(mut self, over: Arc<Notify>) -> Self {
        self.over = over;
        self
    }

    /// Rung when there may be something to send.
    pub(super) fn bell(&self) -> Arc<Notify> {
        self.bell.clone()
    }

    pub(super) fn standing(&self) -> Standing {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stand(&self, standing: Standing) {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = standing;
    }

    /// Sends until `shutdown`.
    pub(super) async fn run(self: Arc<Self>, shutdown: CancellationToken) {
        // After a panic of an earlier run the rows it had under way count as a predecessor's.
        self.stand(Standing::Follower);
        Desk::new(&self).await.run(shutdown).await;
    }

    /// Claims, sends and settles everything that is due now, one message after the other; the number of calls.
    pub(super) async fn step(&self) -> Result<usize> {
        let mut pacer = self.pacer.lock().await;
        let now = self.clock.now();
        let (mut calls, mut finished) = (0, Vec::new());
        let mut room = Room {
            replies: STEP,
            bulk: STEP,
        };
        loop {
            if pacer.pause_left(now).is_some() {
                room = Room::default();
            }
            let turn = self.turn(&finished, room, false, Some(now)).await?;
            if turn.claimed.is_empty() {
                return Ok(calls);
            }
            finished.clear();
            for row in turn.claimed {
                match pacer.admit(&row.chat, row.lane, now) {
                    Ok(()) => {
                        let result = self.call(&row).await;
                        finished.push(self.conclude(&mut pacer, row, result, (now, now)));
                        calls += 1;
                    }
                    Err(wait) => {
                        if let Wait::Account(_) = wait {
                            room = Room::default();
                        }
                        finished.push(put_off(row, wait.time(), now));
                    }
                }
            }
        }
    }

    /// Writes a row out and sends it, within bounds of time.
    pub(super) async fn call(&self, row: &Claimed) -> Result<Delivered, SendError> {
        let message = self
            .letters
            .outbound(&self.store, row, self.clock.now())
            .await?;
        match tokio::time::timeout(CALL_LIMIT, self.channel.send(&message)).await {
            Ok(result) => result,
            Err(_) => Err(SendError::Ambiguous(format!(
                "no answer within {} s",
                CALL_LIMIT.as_secs()
            ))),
        }
    }

    /// Judges a finished call, which left and landed at these moments, and notes the pause it may bring.
    pub(super) fn conclude(
        &self,
        pacer: &mut Pacer,
        row: Claimed,
        result: Result<Delivered, SendError>,
        (left, now): (Timestamp, Timestamp),
    ) -> Outcome {
        pacer.landed(left, now);
        if let Err(error) = &result {
            tracing::info!(row = row.id, attempt = row.attempt, channel = %self.channel.kind(), %error, "not sent");
        }
        match &result {
            Ok(_) => pacer.accepted(now),
            Err(SendError::RetryAfter {
                chat_only: false, ..
            }) => pacer.too_fast(row.lane, now),
            Err(_) => {}
        }
        let (verdict, pause) = judge(&row, result, now, rand::random());
        match pause {
            Some(Pause::Account(until)) => pacer.pause_account(until),
            Some(Pause::Chat(until)) => pacer.pause_chat(&row.chat, until),
            None => {}
        }
        Outcome { row, verdict }
    }
}

/// A claimed row that has to wait for this long after all.
pub(super) fn put_off(row: Claimed, wait: Duration, now: Timestamp) -> Outcome {
    let due = now.plus(wait);
    let verdict = Verdict::HandBack { due, reason: PACED };
    Outcome { row, verdict }
}
