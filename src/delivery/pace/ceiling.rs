//! What the account's server really allows, where that is less than we were told: lower at once to just below what
//! it was seen to accept, stay there, then feel upward in growing steps, and wait longer after each vain attempt.
//!
//! A refusal costs a pause of a second or more, so at 20 messages a second feeling upward every half minute costs
//! some 3% and one call in five hundred; halving and creeping up again would cost several times that.

use crate::domain::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// Span over which messages are counted: servers state their limits by the second.
const SECOND: Duration = Duration::from_secs(1);

/// Share of what was seen to be accepted: leaves room for calls that arrive closer together than they left, and
/// for the catching up that [`Ceiling::burst`] allows.
const BELOW: f64 = 0.93;

/// Lowest share of the rate in one step, because few may have been accepted for other reasons.
const DEEPEST: f64 = 0.5;

/// Smallest step down that a refusal brings.
const SHALLOWEST: f64 = 0.97;

/// Never fewer messages a second than this: a server's own pauses go on holding below it.
const LEAST: f64 = 1.0;

/// How long a rate is kept before a higher one is tried.
const HOLD: Duration = Duration::from_secs(30);

/// The longest it is kept, after attempts in vain.
const LONGEST_HOLD: Duration = Duration::from_secs(240);

/// Ceilings that differ by no more than this share are the same.
const SAME: f64 = 0.1;

/// First step up, as a share of the configured rate; each further one is twice as large.
const STEP: f64 = 0.05;

/// Below this rate a burst of two is a large share of a second's messages.
const FEW: f64 = 15.0;

/// Seconds' worth of messages that must be accepted at a rate before it counts as allowed.
const PROOF: f64 = 5.0;

/// See the module. Rates are in messages a second.
#[derive(Debug)]
pub(super) struct Ceiling {
    configured: f64,
    allowed: f64,
    /// When the messages of the last second were accepted.
    recent: VecDeque<Timestamp>,
    /// Accepted since the rate changed.
    proof: u32,
    hold: Duration,
    rise_at: Timestamp,
    /// Steps up since the last one down.
    risen: u32,
    /// Messages accepted in the second before the last refusal.
    seen: f64,
}

impl Ceiling {
    pub(super) fn new(configured: u32, now: Timestamp) -> Self {
        Self {
            configured: configured.into(),
            allowed: configured.into(),
            recent: VecDeque::new(),
            proof: 0,
            hold: HOLD,
            rise_at: now,
            risen: 0,
            seen: 0.0,
        }
    }

    /// The rate, where it is below the configured one.
    pub(super) fn lowered(&self) -> Option<f64> {
        (self.allowed < self.configured).then_some(self.allowed)
    }

    /// Messages at once at the present, lowered rate. A second one lets a call that left late be caught up with,
    /// which on a busy machine is a tenth of the pace; where few are allowed it would pass the limit.
    pub(super) fn burst(&self) -> u32 {
        if self.allowed < FEW { 1 } else { 2 }
    }

    /// A message has been accepted; the new rate if that lets it rise.
    pub(super) fn accepted(&mut self, now: Timestamp) -> Option<f64> {
        self.recent.push_back(now);
        self.forget(now);
        self.lowered()?;
        self.proof += 1;
        let proven = f64::from(self.proof) >= self.allowed * PROOF;
        if now < self.rise_at || !proven {
            return None;
        }
        let step = self.configured * STEP * f64::from(1 << self.risen.min(8));
        self.allowed = (self.allowed + step).min(self.configured);
        self.risen += 1;
        self.proof = 0;
        Some(self.allowed)
    }

    /// The account was told that it is too fast; the new rate.
    pub(super) fn refused(&mut self, now: Timestamp) -> f64 {
        self.forget(now);
        let seen = self.recent.len() as f64;
        let lower = (seen * BELOW).clamp(self.allowed * DEEPEST, self.allowed * SHALLOWEST);
        self.allowed = lower.max(LEAST);
        if self.risen > 0 {
            // Felt upward in vain when the ceiling is about where it was.
            let same = (seen - self.seen).abs() <= self.seen * SAME;
            self.hold = match same {
                true => (self.hold * 2).min(LONGEST_HOLD),
                false => HOLD,
            };
        }
        self.seen = seen;
        self.rise_at = now.plus(self.hold);
        self.risen = 0;
        self.proof = 0;
        self.allowed
    }

    /// Whether the account has lately been about as fast as it may be, so that a refusal is likely its own.
    pub(super) fn is_busy(&mut self, now: Timestamp) -> bool {
        self.forget(now);
        self.recent.len() as f64 >= self.allowed * DEEPEST
    }

    fn forget(&mut self, now: Timestamp) {
        while self
            .recent
            .front()
            .is_some_and(|at| now.since(*at) >= SECOND)
        {
            self.recent.pop_front();
        }
    }
}
