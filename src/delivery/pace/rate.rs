//! Rates, and the quotas that governor makes of them.

use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::time::Timestamp;
use governor::Quota;
use governor::clock::Clock as GovernorClock;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How much longer than its limit says a chat is left alone: two calls may arrive closer together than they left.
const CHAT_MARGIN: f64 = 1.02;

/// So many messages a second in the long run, and so many at once after a rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Messages a second.
    pub per_second: NonZeroU32,
    /// Messages at once.
    pub burst: NonZeroU32,
}

impl Rate {
    /// A rate; zero counts as one.
    pub fn new(per_second: u32, burst: u32) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            per_second: at_least_one(per_second),
            burst: at_least_one(burst),
        }
    }

    /// The account's quota at this rate. A burst of several also lets a message that leaves late be caught up with.
    pub(super) fn account_quota(self) -> Quota {
        Quota::per_second(self.per_second).allow_burst(self.burst)
    }

    /// The quota of each chat.
    pub(super) fn chat_quota(self) -> Quota {
        let period = Duration::from_secs_f64(CHAT_MARGIN / f64::from(self.per_second.get()));
        let quota = Quota::with_period(period).map(|quota| quota.allow_burst(self.burst));
        quota.unwrap_or_else(|| Quota::per_second(self.per_second))
    }
}

/// Limits of one channel; `None` is unlimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Of the account as a whole.
    pub account: Option<Rate>,
    /// Of each chat.
    pub chat: Option<Rate>,
}

impl Pace {
    /// No limits.
    pub const UNLIMITED: Self = Self {
        account: None,
        chat: None,
    };

    /// What a channel's server is known to allow. Telegram: about 30 messages a second an account and one a
    /// second a chat, short bursts tolerated (its bot FAQ).
    pub fn of(kind: ChannelKind) -> Self {
        match kind {
            ChannelKind::Telegram => Self {
                account: Some(Rate::new(30, 3)),
                chat: Some(Rate::new(1, 5)),
            },
            ChannelKind::Web | ChannelKind::Terminal | ChannelKind::Desk => Self::UNLIMITED,
        }
    }
}

/// Our clock as governor reads it: never backwards, even when the machine's is set back.
#[derive(Debug, Clone)]
pub(super) struct PaceClock {
    clock: SharedClock,
    reading: Arc<Mutex<(Timestamp, Duration)>>,
}

impl PaceClock {
    pub(super) fn new(clock: SharedClock) -> Self {
        let reading = Arc::new(Mutex::new((clock.now(), Duration::ZERO)));
        Self { clock, reading }
    }
}

impl GovernorClock for PaceClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let now = self.clock.now();
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, elapsed) = *reading;
        *reading = (now, elapsed + now.since(before));
        reading.1
    }
}
