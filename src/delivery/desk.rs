//! A sender at work: rows in hand, calls in flight, outcomes to be settled, and one transaction under way beside
//! them.

mod closing;

use super::pace::{Pacer, Wait};
use super::sender::{Sender, call, outbound, put_off};
use super::turn::{Room, Turn};
use super::verdict::Outcome;
use super::{POLL, REST};
use crate::channel::{Delivered, SendError};
use crate::domain::delivery::Lane;
use crate::domain::id::NoticeId;
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

/// Rows of notices in hand at once where nothing limits the account.
const BULK_IN_HAND: usize = 256;

/// Rows of notices in hand at once where the account is limited: a quarter of a second's worth at Telegram's
/// rate, so that a pause by a person takes effect soon.
const PACED_BULK_IN_HAND: usize = 8;

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

/// A call that ended, or whose task did.
type Landed = Result<(task::Id, Result<Delivered, SendError>), JoinError>;

/// See the module.
pub(super) struct Desk<'a> {
    sender: &'a Arc<Sender>,
    pacer: MutexGuard<'a, Pacer>,
    replies: VecDeque<InHand>,
    bulk: VecDeque<InHand>,
    calls: JoinSet<Result<Delivered, SendError>>,
    called: HashMap<task::Id, Claimed>,
    bulk_calls: usize,
    /// To be settled by the next turn, and by the one under way.
    finished: Vec<Outcome>,
    settling: Arc<Vec<Outcome>>,
    turn: Option<AbortOnDropHandle<Result<Turn>>>,
    /// Whether there may be something to claim.
    hungry: bool,
    /// No turn before this moment, after a failed one.
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
            turn: None,
            hungry: true,
            rest_until: Instant::now(),
            next_poll: Instant::now() + POLL,
        }
    }

    /// Works until `shutdown`, then winds down.
    pub(super) async fn run(mut self, shutdown: CancellationToken) {
        let bell = self.sender.bell();
        loop {
            let wait = self.dispatch();
            self.start_turn();
            let wake = self.next_poll.min(Instant::now() + wait);
            tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                turned = ended(&mut self.turn) => self.turned(turned),
                () = bell.notified() => self.hungry = true,
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
        if self.sender.quiet.end(now).is_some() {
            self.put_back_bulk(now, |_| true);
        }
        let bulk = match self.is_refused_often() {
            // The turn that counts these may pause the notice.
            true => POLL,
            false => self.dispatch_lane(Lane::Bulk, now),
        };
        replies.min(bulk)
    }

    /// Whether so many texts of notices were refused that they are to be written down before the next goes out.
    fn is_refused_often(&self) -> bool {
        let uncounted = self.finished.iter().chain(self.settling.iter());
        let refused = uncounted.filter(|outcome| outcome.is_refused_notice());
        refused.count() >= REFUSALS_BEFORE_TURN
    }

    fn dispatch_lane(&mut self, lane: Lane, now: Timestamp) -> Duration {
        let mut soonest = POLL;
        let mut at = 0;
        while self.has_slot(lane) {
            let Some(next) = self.lane(lane).get(at) else {
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
            let chat = next.row.chat.clone();
            match self.pacer.admit(&chat, now) {
                Ok(()) => {
                    let going = self.lane(lane).remove(at);
                    going.into_iter().for_each(|next| self.launch(next.row));
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

    fn launch(&mut self, row: Claimed) {
        self.bulk_calls += usize::from(row.lane == Lane::Bulk);
        let channel = self.sender.channel.clone();
        let call = self.calls.spawn(call(channel, outbound(&row)));
        self.called.insert(call.id(), row);
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
        let Some(row) = self.called.remove(&id) else {
            return;
        };
        self.bulk_calls -= usize::from(row.lane == Lane::Bulk);
        let now = self.sender.clock.now();
        let outcome = self.sender.conclude(&mut self.pacer, row, result, now);
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

    /// Begins a transaction if none is under way and there is something to settle or claim.
    fn start_turn(&mut self) {
        let room = self.room();
        let claims = self.hungry && room != Room::default();
        let idle = self.finished.is_empty() && !claims;
        if self.turn.is_some() || idle || Instant::now() < self.rest_until {
            return;
        }
        self.hungry = false;
        self.begin(room);
    }

    fn begin(&mut self, room: Room) {
        self.settling = Arc::new(std::mem::take(&mut self.finished));
        let (sender, outcomes) = (self.sender.clone(), self.settling.clone());
        let turn = async move { sender.turn(&outcomes, room, true, None).await };
        self.turn = Some(AbortOnDropHandle::new(tokio::spawn(turn)));
    }

    fn room(&self) -> Room {
        if self.pacer.pause_left(self.sender.clock.now()).is_some() {
            return Room::default();
        }
        let bulk = match self.pacer.is_limited() {
            true => PACED_BULK_IN_HAND,
            false => BULK_IN_HAND,
        };
        Room {
            replies: REPLIES_IN_HAND.saturating_sub(self.replies.len()),
            bulk: bulk.saturating_sub(self.bulk.len()),
        }
    }

    fn turned(&mut self, turned: Result<Result<Turn>, JoinError>) {
        self.turn = None;
        let settling = std::mem::take(&mut self.settling);
        match turned {
            Ok(Ok(turn)) => self.take_in(turn),
            Ok(Err(error)) => self.turn_failed(&settling, &error),
            Err(error) => self.turn_failed(&settling, &error),
        }
    }

    fn take_in(&mut self, turn: Turn) {
        let since = self.sender.clock.now();
        if !turn.leads {
            // The account's new sender has taken these rows back.
            self.empty_hands(Duration::ZERO, since);
        }
        self.hungry |= turn.more;
        self.put_back_bulk(since, |notice| turn.paused.contains(notice));
        for row in turn.claimed {
            self.lane(row.lane).push_back(InHand {
                row,
                since,
                not_before: since,
            });
        }
    }

    /// Puts back the rows of notices in hand that are not to go now after all.
    fn put_back_bulk(&mut self, now: Timestamp, stops: impl Fn(&NoticeId) -> bool) {
        let in_hand = std::mem::take(&mut self.bulk).into_iter();
        let (stopped, going): (VecDeque<_>, VecDeque<_>) =
            in_hand.partition(|next| next.row.notice.as_ref().is_some_and(&stops));
        self.bulk = going;
        let stopped = stopped.into_iter();
        self.finished
            .extend(stopped.map(|next| put_off(next.row, Duration::ZERO, now)));
    }

    /// What was sent must be written down, so its outcome is kept until that succeeds.
    fn turn_failed(&mut self, settling: &[Outcome], error: &dyn std::fmt::Display) {
        tracing::error!(%error, channel = %self.sender.channel.kind(), "the outbox cannot be written; trying again");
        self.finished.splice(0..0, settling.iter().cloned());
        self.hungry = true;
        self.rest_until = Instant::now() + REST;
    }
}

/// Waits for the task in `slot`; for ever while there is none.
async fn ended<T>(slot: &mut Option<AbortOnDropHandle<T>>) -> Result<T, JoinError> {
    match slot {
        Some(task) => task.await,
        None => std::future::pending().await,
    }
}
