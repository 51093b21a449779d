//! What the account's server really allows, where that is less than we were told: lower at once to what it was seen
//! to accept, stay there, then feel upward in growing steps, and wait longer after each vain attempt.
//!
//! Servers count in two ways. One that looks at the last second refuses within a second of starting, and what it
//! accepted in that second is its limit. One that fills a bucket refuses once the bucket is empty, a while later,
//! and its limit is what it accepted between two refusals, over the time between them.
//!
//! A refusal costs a pause of a second or more, so at 20 messages a second feeling upward every half minute costs
//! some 3% and one call in five hundred; halving and creeping up again would cost several times that.

use crate::domain::time::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// Span over which messages are counted: servers state their limits by the second.
const SECOND: Duration = Duration::from_secs(1);

/// Lowest share of the rate in one step, because few may have been accepted for other reasons.
const DEEPEST: f64 = 0.5;

/// Smallest step down that a refusal brings.
const SHALLOWEST: f64 = 0.97;

/// Never fewer messages a second than this: a server's own pauses go on holding below it.
const LEAST: u32 = 1;

/// How long a rate is kept before a higher one is tried.
const HOLD: Duration = Duration::from_secs(30);

/// The longest it is kept, after attempts in vain.
const LONGEST_HOLD: Duration = Duration::from_secs(240);

/// A ceiling of at least this share of the one before is the same.
const SAME: f64 = 0.9;

/// First step up, as a share of the configured rate; each further one is twice as large.
const STEP: f64 = 0.05;

/// Seconds' worth of messages that must be accepted at a rate before it counts as allowed.
const PROOF: u32 = 5;

/// Who looks at the last second refuses no later than this after a pause.
const AT_ONCE: Duration = Duration::from_millis(1_200);

/// A bucket that lasts longer is emptied so slowly that its limit is close to the rate.
const SLOWLY: Duration = Duration::from_secs(5);

/// What happened since the last refusal.
#[derive(Debug, Clone, Copy)]
struct Since {
    refused: Timestamp,
    /// The first message accepted after it.
    resumed: Option<Timestamp>,
    accepted: u32,
}

/// See the module. Rates are in messages a second.
#[derive(Debug)]
pub(super) struct Ceiling {
    configured: u32,
    allowed: u32,
    /// When the messages of the last second were accepted.
    recent: VecDeque<Timestamp>,
    /// Accepted since the rate changed.
    proof: u32,
    hold: Duration,
    rise_at: Timestamp,
    /// Steps up since the last one down, and the rate that was last found to be allowed.
    risen: u32,
    proven: u32,
    since: Option<Since>,
}

impl Ceiling {
    pub(super) fn new(configured: u32, now: Timestamp) -> Self {
        Self {
            configured,
            allowed: configured,
            recent: VecDeque::new(),
            proof: 0,
            hold: HOLD,
            rise_at: now,
            risen: 0,
            proven: LEAST,
            since: None,
        }
    }

    /// The rate.
    pub(super) fn allowed(&self) -> u32 {
        self.allowed
    }

    /// A message has been accepted; the new rate if that lets it rise.
    pub(super) fn accepted(&mut self, now: Timestamp) -> Option<u32> {
        self.recent.push_back(now);
        self.forget(now);
        if let Some(since) = &mut self.since {
            since.resumed.get_or_insert(now);
            since.accepted += 1;
        }
        if self.allowed >= self.configured {
            return None;
        }
        self.proof += 1;
        if now < self.rise_at || self.proof < self.allowed * PROOF {
            return None;
        }
        let step = share(self.configured, STEP).max(1) << self.risen.min(8);
        self.proven = self.allowed;
        self.allowed = (self.allowed + step).min(self.configured);
        self.risen += 1;
        self.proof = 0;
        Some(self.allowed)
    }

    /// The account was told that it is too fast; the new rate.
    pub(super) fn refused(&mut self, now: Timestamp) -> u32 {
        self.forget(now);
        let seen = u32::try_from(self.recent.len()).unwrap_or(u32::MAX);
        // Felt upward in vain when the ceiling is about where it was.
        let in_vain = f64::from(seen) >= f64::from(self.proven) * SAME;
        let found = match self.risen > 0 {
            true if in_vain => self.proven,
            true => seen,
            false => self.between_refusals(now).unwrap_or(seen),
        };
        let highest = share(self.allowed, SHALLOWEST).min(self.allowed - 1);
        let lowest = share(self.allowed, DEEPEST).min(highest);
        self.allowed = found.clamp(lowest, highest).max(LEAST);
        if self.risen > 0 {
            self.hold = match in_vain {
                true => (self.hold * 2).min(LONGEST_HOLD),
                false => HOLD,
            };
        }
        self.rise_at = now.plus(self.hold);
        self.risen = 0;
        self.proof = 0;
        self.since = Some(Since {
            refused: now,
            resumed: None,
            accepted: 0,
        });
        self.allowed
    }

    /// The rate between the last refusal and this one, if it looks as if a bucket was emptied. Of the pause between
    /// them no more than a second counts: a bucket holds about that much.
    fn between_refusals(&self, now: Timestamp) -> Option<u32> {
        let since = self.since?;
        let resumed = since.resumed?;
        let active = now.since(resumed);
        if active <= AT_ONCE || active >= SLOWLY {
            return None;
        }
        let time = active + resumed.since(since.refused).min(SECOND);
        let rate = f64::from(since.accepted) / time.as_secs_f64();
        Some(share(1, rate))
    }

    /// Whether the account has lately been about as fast as it may be, so that a refusal is likely its own.
    pub(super) fn is_busy(&mut self, now: Timestamp) -> bool {
        self.forget(now);
        self.recent.len() as f64 >= f64::from(self.allowed) * DEEPEST
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

/// A share of a rate, to the nearest whole number.
fn share(rate: u32, share: f64) -> u32 {
    // Between zero and a few times the largest rate there is: `as` only rounds off.
    (f64::from(rate) * share).round() as u32
}
