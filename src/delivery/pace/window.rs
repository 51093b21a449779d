//! Never more messages within any one second, by the server's own count, than the account may send.
//!
//! A bucket alone spaces departures; calls that dawdle on the way arrive closer together than they left. So a message
//! takes a place from its departure until a second after the server can last have counted it: when its answer came,
//! less what the next message needs to get there. What differs between calls so costs a little time, and no refusal.

use crate::domain::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// Servers state their limits by the second.
const SECOND: Duration = Duration::from_secs(1);

/// Our clock's step: a moment may be later than it reads by almost this.
const TICK: Duration = Duration::from_millis(1);

/// A call that takes longer than this is waited for no more: it is assumed to have been counted by then.
const PATIENCE: Duration = Duration::from_millis(500);

/// Longest time that a place is taken.
const LONGEST: Duration = Duration::from_millis(1_501);

/// Calls after which their times are believed.
const ENOUGH: u32 = 100;

/// How long the quickest call is remembered, at least; at most twice as long.
const MEMORY: Duration = Duration::from_secs(30);

/// How long calls take of late.
#[derive(Debug, Default)]
struct Travel {
    /// The quickest of this stretch of time, which began then, and of the one before it.
    quickest: Option<Duration>,
    since: Option<Timestamp>,
    before: Option<Duration>,
    /// Running average of the calls so far.
    average: Duration,
    calls: u32,
}

impl Travel {
    fn note(&mut self, took: Duration, at: Timestamp) {
        let since = *self.since.get_or_insert(at);
        if at.since(since) >= MEMORY {
            self.before = self.quickest.take();
            self.since = Some(at);
        }
        self.quickest = Some(self.quickest.map_or(took, |least| least.min(took)));
        self.calls = self.calls.saturating_add(1);
        self.average = match self.calls {
            1 => took,
            calls => {
                let weight = calls.min(16);
                (self.average * (weight - 1) + took) / weight
            }
        };
    }

    /// What the way there of one call and the way back of another take at least, as far as can be told: the quickest
    /// call, less what calls differ by.
    fn least(&self) -> Duration {
        let quickest = self.quickest.into_iter().chain(self.before).min();
        match quickest {
            Some(quickest) if self.calls >= ENOUGH => {
                let spread = self.average.saturating_sub(quickest);
                quickest.saturating_sub(spread)
            }
            Some(_) | None => Duration::ZERO,
        }
    }
}

/// A message that counts against the limit.
#[derive(Debug)]
struct Place {
    left: Timestamp,
    free_at: Timestamp,
    landed: bool,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Window {
    limit: usize,
    places: VecDeque<Place>,
    travel: Travel,
}

impl Window {
    /// At most `limit` messages within a second.
    pub(super) fn new(limit: u32) -> Self {
        Self {
            limit: usize_of(limit),
            places: VecDeque::new(),
            travel: Travel::default(),
        }
    }

    /// From now on, at most so many.
    pub(super) fn set_limit(&mut self, limit: u32) {
        self.limit = usize_of(limit);
    }

    /// How long until a message may leave, unless one may now.
    pub(super) fn wait(&mut self, now: Timestamp) -> Option<Duration> {
        // One further ahead than any can be is left from before the clock was set back.
        self.places
            .retain(|place| (TICK..=LONGEST).contains(&place.free_at.since(now)));
        let over = self.places.len().checked_sub(self.limit)?;
        let mut free_at: Vec<_> = self.places.iter().map(|place| place.free_at).collect();
        let (_, free_at, _) = free_at.select_nth_unstable(over);
        Some(free_at.since(now))
    }

    /// A message leaves.
    pub(super) fn leave(&mut self, now: Timestamp) {
        self.places.push_back(Place {
            left: now,
            free_at: now.plus(PATIENCE + SECOND),
            landed: false,
        });
    }

    /// The answer has come to a message that left then.
    pub(super) fn landed(&mut self, left: Timestamp, now: Timestamp) {
        let took = now.since(left);
        self.travel.note(took.saturating_sub(TICK), now);
        let free_at = now.plus(SECOND + TICK).minus(self.travel.least());
        let mut open = self.places.iter_mut();
        if let Some(place) = open.find(|place| !place.landed && place.left == left) {
            place.landed = true;
            place.free_at = place.free_at.min(free_at);
        }
    }
}

fn usize_of(limit: u32) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX).max(1)
}
