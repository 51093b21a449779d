//! A sender at work: rows in hand, calls in flight, outcomes to be settled, and one transaction under way beside
//! them.

mod closing;
mod turns;

use super::POLL;
use super::pace::{Pacer, Wait};
use super::sender::{Sender, put_off};
use super::turn::Turn;
use super::verdict::Outcome;
use crate::channel::{Delivered, SendError};
use crate::domain::delivery::Lane;
use crate::domain::time::Timestamp;
use crate::store::Result;
use crate::store::outbox::Claimed;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::MutexGuard;
use tokio::task::{self, JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

/// Calls in flight at once.
const IN_FLIGHT: usize = 64;

/// Of these, at most so many of notices: a reply finds a free slot even when every call is slow.
const BULK_IN_FLIGHT: usize = 48;

/// Replies in hand at once.
const REPLIES_IN_HAND: usize = 64;

/// Rows of notices in hand at once where nothing limits the account: enough for the calls made during a turn.
const BULK_IN_HAND: usize = 512;

/// Rows of notices in hand at once where the account is limited, at least and at most: a quarter of a second's worth,
/// so that a crash leaves few of which nobody knows.
const PACED_BULK_IN_HAND: usize = 8;
const MOST_PACED_IN_HAND: usize = 32;

/// Waiting longer than this is done in the outbox, not in memory.
const PATIENCE: Duration = Duration::from_secs(5);

/// Longest time in hand: with the longest call it stays well within the row's lease.
const HOLD: Duration = Duration::from_secs(30);

/// Refused notices that are written down before more go out: a row of refusals that pauses one is not overrun.
const REFUSALS_BEFORE_TURN: usize = 10;

/// A row in hand, not to be tried before a moment.
struct InHand {
    row: Claimed,
    since: Timestamp,
    not_before: Timestamp,
}

/// A call under way, and when it left.
struct Call {
    row: Arc<Claimed>,
    left: Timestamp,
}

/// A call that ended, or whose task did.
type Landed = Result<(task::Id, Result<Delivered, SendError>), JoinError>;

/// See the module.
pub(super) struct Desk<'a> {
    sender: &'a Arc<Sender>,
    pacer: MutexGuard<'a, Pacer>,
    replies: VecDeque<InHand>,
    bulk: VecDeque<InHand>,
    calls: JoinSet<Result<Delivered, SendError>>,
    called: HashMap<task::Id, Call>,
    bulk_calls: usize,
    /// To be settled by the next turn, and by the one under way.
    finished: Vec<Outcome>,
    settling: Arc<Vec<Outcome>>,
    /// How many of these are refused texts of notices, and whether a reply is among those of the next turn.
    refused: usize,
    reply_finished: bool,
    turn: Option<AbortOnDropHandle<Result<Turn>>>,
    /// Whether there may be something to claim.
    hungry: bool,
    /// The minute in which quiet hours were last looked at.
    minute: Option<i64>,
    /// Whether somebody has just queued something.
    rung: bool,
    /// When the last turn began; no other before the second moment, after a failed one.
    turned_at: Instant,
    rest_until: Instant,
    next_poll: Instant,
}

impl<'a> Desk<'a> {
    pub(super) async fn new(sender: &'a Arc<Sender>) -> Self {
        Self {
            pacer: sender.pacer.lock().await,
            sender,
            replies: VecDeque::new(),
            bulk: VecDeque::new(),
            calls: JoinSet::new(),
            called: HashMap::new(),
            bulk_calls: 0,
            finished: Vec::new(),
            settling: Arc::default(),
            refused: 0,
            reply_finished: false,
            turn: None,
            hungry: true,
            minute: None,
            rung: true,
            turned_at: Instant::now(),
            rest_until: Instant::now(),
            next_poll: Instant::now() + POLL,
        }
    }

    /// Works until `shutdown`, then winds down.
    pub(super) async fn run(mut self, shutdown: CancellationToken) {
        let bell = self.sender.bell();
        loop {
            let wait = self.dispatch();
            let turn_at = self.start_turn();
            let wake = self.next_poll.min(Instant::now() + wait).min(turn_at);
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                turned = ended(&mut self.turn) => self.turned(turned),
                () = bell.notified() => (self.hungry, self.rung) = (true, true),
                Some(landed) = self.calls.join_next_with_id() => self.all_landed(landed),
                () = tokio::time::sleep_until(wake) => self.poll(),
            }
        }
        self.wind_down().await;
    }

    fn poll(&mut self) {
        let now = Instant::now();
        if now >= self.next_poll {
            self.next_poll = now + POLL;
            self.hungry = true;
            self.pacer.tidy(self.sender.clock.now());
        }
    }

    /// Calls for whatever in hand may go now, replies first; how long until something more may.
    fn dispatch(&mut self) -> Duration {
        let now = self.sender.clock.now();
        let replies = self.dispatch_lane(Lane::Reply, now);
        // Quiet hours begin with a minute.
        let minute = now.millis().div_euclid(60_000);
        if self.minute != Some(minute) {
            self.minute = Some(minute);
            self.put_back_bulk(now, |row| row.quiet.end(now).is_some());
        }
        let bulk = match self.refused >= REFUSALS_BEFORE_TURN {
            // The turn that counts these may pause the notice.
            true => POLL,
            false => self.dispatch_lane(Lane::Bulk, now),
        };
        replies.min(bulk)
    }

    fn dispatch_lane(&mut self, lane: Lane, now: Timestamp) -> Duration {
        let mut soonest = POLL;
        let mut at = 0;
        while self.has_slot(lane) {
            let in_hand = match lane {
                Lane::Reply => &self.replies,
                Lane::Bulk => &self.bulk,
            };
            let Some(next) = in_hand.get(at) else {
                break;
            };
            if now.since(next.since) > HOLD {
                self.put_back(lane, at, Duration::ZERO, now);
                continue;
            }
            if next.not_before > now {
                soonest = soonest.min(next.not_before.since(now));
                at += 1;
                continue;
            }
            match self.pacer.admit(&next.row.chat, lane, now) {
                Ok(()) => {
                    let going = self.lane(lane).remove(at);
                    going
                        .into_iter()
                        .for_each(|next| self.launch(next.row, now));
                }
                Err(Wait::Account(wait)) => return soonest.min(wait),
                Err(Wait::Chat(wait)) if wait > PATIENCE => self.put_back(lane, at, wait, now),
                Err(Wait::Chat(wait)) => {
                    if let Some(next) = self.lane(lane).get_mut(at) {
                        next.not_before = now.plus(wait);
                    }
                }
            }
        }
        soonest
    }

    fn put_back(&mut self, lane: Lane, at: usize, wait: Duration, now: Timestamp) {
        let waiting = self.lane(lane).remove(at);
        let put_off = waiting.map(|next| put_off(next.row, wait, now));
        self.finished.extend(put_off);
    }

    fn lane(&mut self, lane: Lane) -> &mut VecDeque<InHand> {
        match lane {
            Lane::Reply => &mut self.replies,
            Lane::Bulk => &mut self.bulk,
        }
    }

    fn has_slot(&self, lane: Lane) -> bool {
        let free = self.calls.len() < IN_FLIGHT;
        match lane {
            Lane::Reply => free,
            Lane::Bulk => free && self.bulk_calls < BULK_IN_FLIGHT,
        }
    }

    fn launch(&mut self, row: Claimed, left: Timestamp) {
        self.bulk_calls += usize::from(row.lane == Lane::Bulk);
        let row = Arc::new(row);
        let (sender, sent) = (self.sender.clone(), row.clone());
        let call = self.calls.spawn(async move { sender.call(&sent).await });
        self.called.insert(call.id(), Call { row, left });
    }

    fn all_landed(&mut self, first: Landed) {
        self.landed(first);
        while let Some(landed) = self.calls.try_join_next_with_id() {
            self.landed(landed);
        }
    }

    /// A call has ended, perhaps by a panic in the channel's code, which must not end the others.
    fn landed(&mut self, landed: Result<(task::Id, Result<Delivered, SendError>), JoinError>) {
        let (id, result) = landed.unwrap_or_else(|error| {
            tracing::error!(%error, channel = %self.sender.channel.kind(), "a call failed inside");
            let unknown = SendError::Ambiguous("failed inside".into());
            (error.id(), Err(unknown))
        });
        let Some(Call { row, left }) = self.called.remove(&id) else {
            return;
        };
        // Its task has let go of it.
        let row = Arc::unwrap_or_clone(row);
        self.bulk_calls -= usize::from(row.lane == Lane::Bulk);
        let now = self.sender.clock.now();
        let landed = (left, now);
        let outcome = self.sender.conclude(&mut self.pacer, row, result, landed);
        self.refused += usize::from(outcome.is_refused_notice());
        self.reply_finished |= outcome.row.lane == Lane::Reply;
        self.finished.push(outcome);
        if let Some(wait) = self.pacer.pause_left(now).filter(|wait| *wait > PATIENCE) {
            self.empty_hands(wait, now);
        }
    }

    /// Puts everything in hand back into the outbox for a while.
    fn empty_hands(&mut self, wait: Duration, now: Timestamp) {
        let in_hand = self.replies.drain(..).chain(self.bulk.drain(..));
        self.finished
            .extend(in_hand.map(|next| put_off(next.row, wait, now)));
    }
}

/// Waits for the task in `slot`; for ever while there is none.
async fn ended<T>(slot: &mut Option<AbortOnDropHandle<T>>) -> Result<T, JoinError> {
    match slot {
        Some(task) => task.await,
        None => std::future::pending().await,
    }
}
