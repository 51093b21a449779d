//! How fast a channel may be written to: one bucket for the bot's account and one for each chat, shared by
//! replies and notices, the pauses that the server asks for, and the lower rate it may in fact insist on.

mod ceiling;

use crate::clock::SharedClock;
use crate::domain::delivery::{ChannelKind, Lane};
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;
use ceiling::Ceiling;
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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

    fn quota(self) -> Quota {
        Quota::per_second(self.per_second).allow_burst(self.burst)
    }

    /// The quota of a lower rate than this.
    fn lowered_quota(self, per_second: f64, burst: u32) -> Quota {
        let period = Duration::from_secs_f64(per_second.max(0.001).recip());
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        Quota::with_period(period).map_or_else(|| self.quota(), |quota| quota.allow_burst(burst))
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
            ChannelKind::Web | ChannelKind::Terminal => Self::UNLIMITED,
        }
    }
}

/// Our clock as governor reads it: never backwards, even when the machine's is set back.
#[derive(Debug, Clone)]
struct PaceClock {
    clock: SharedClock,
    reading: Arc<Mutex<(Timestamp, Duration)>>,
}

impl PaceClock {
    fn new(clock: SharedClock) -> Self {
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

type Bucket = RateLimiter<NotKeyed, InMemoryState, PaceClock, NoOpMiddleware<Duration>>;
type Chats =
    RateLimiter<ChatId, DefaultKeyedStateStore<ChatId>, PaceClock, NoOpMiddleware<Duration>>;

/// How long to wait before asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// Nobody may be written to.
    Account(Duration),
    /// This chat may not.
    Chat(Duration),
}

impl Wait {
    /// For how long.
    pub(super) fn time(self) -> Duration {
        match self {
            Self::Account(time) | Self::Chat(time) => time,
        }
    }
}

/// The account's bucket, and what its server lets us put into it.
#[derive(Debug)]
struct Account {
    rate: Rate,
    bucket: Bucket,
    ceiling: Ceiling,
}

impl Account {
    fn new(rate: Rate, clock: &PaceClock, now: Timestamp) -> Self {
        Self {
            rate,
            bucket: RateLimiter::new(rate.quota(), InMemoryState::default(), clock.clone()),
            ceiling: Ceiling::new(rate.per_second.get(), now),
        }
    }

    /// Goes on at the ceiling's rate, with an empty bucket.
    fn change(&mut self, clock: &PaceClock) {
        let quota = match self.ceiling.lowered() {
            Some(per_second) => self.rate.lowered_quota(per_second, self.ceiling.burst()),
            None => self.rate.quota(),
        };
        self.bucket = RateLimiter::new(quota, InMemoryState::default(), clock.clone());
        // A full bucket would be a burst at the worst moment.
        let _ = self.bucket.check_n(quota.burst_size());
    }
}

/// The buckets and pauses of one channel.
///
/// governor cannot take a token back, so the account's is taken first and kept in hand until a message is found
/// whose chat may be written to.
#[derive(Debug)]
pub(super) struct Pacer {
    clock: PaceClock,
    account: Option<Account>,
    in_hand: bool,
    chats: Option<Chats>,
    paused_until: Option<Timestamp>,
    paused_chats: HashMap<ChatId, Timestamp>,
    tidied_at: Timestamp,
}

impl Pacer {
    /// How often what is known of quiet chats is forgotten.
    const TIDY: Duration = Duration::from_secs(60);

    pub(super) fn new(pace: Pace, clock: SharedClock) -> Self {
        let tidied_at = clock.now();
        let clock = PaceClock::new(clock);
        Self {
            account: pace
                .account
                .map(|rate| Account::new(rate, &clock, tidied_at)),
            chats: pace.chat.map(|rate| {
                let chats = DefaultKeyedStateStore::default();
                RateLimiter::new(rate.quota(), chats, clock.clone())
            }),
            clock,
            in_hand: false,
            paused_until: None,
            paused_chats: HashMap::new(),
            tidied_at,
        }
    }

    /// Asks to send one message to `chat` now; a yes is spent at once.
    pub(super) fn admit(&mut self, chat: &ChatId, now: Timestamp) -> Result<(), Wait> {
        self.account_ready(now).map_err(Wait::Account)?;
        self.chat_ready(chat, now).map_err(Wait::Chat)?;
        self.in_hand = false;
        Ok(())
    }

    fn account_ready(&mut self, now: Timestamp) -> Result<(), Duration> {
        if let Some(left) = self.pause_left(now) {
            return Err(left);
        }
        if let (Some(account), false) = (&self.account, self.in_hand) {
            account.bucket.check().map_err(|not| self.wait(&not))?;
            self.in_hand = true;
        }
        Ok(())
    }

    fn chat_ready(&mut self, chat: &ChatId, now: Timestamp) -> Result<(), Duration> {
        if let Some(until) = self.paused_chats.get(chat).filter(|until| **until > now) {
            return Err(until.since(now));
        }
        match &self.chats {
            Some(chats) => chats.check_key(chat).map_err(|not| self.wait(&not)),
            None => Ok(()),
        }
    }

    /// Rounded up to the clock's millisecond, so that who waits this long is not turned away again.
    fn wait(&self, not: &NotUntil<Duration>) -> Duration {
        let wait = not.wait_time_from(self.clock.now());
        Duration::from_millis(
            wait.as_nanos()
                .div_ceil(1_000_000)
                .try_into()
                .unwrap_or(u64::MAX),
        )
    }

    /// Whether the account has a limit.
    pub(super) fn is_limited(&self) -> bool {
        self.account.is_some()
    }

    /// Time left of a pause of the whole account.
    pub(super) fn pause_left(&self, now: Timestamp) -> Option<Duration> {
        self.paused_until
            .filter(|until| *until > now)
            .map(|until| until.since(now))
    }

    /// The server has accepted a message: after enough of them, a lowered rate may rise.
    pub(super) fn accepted(&mut self, now: Timestamp) {
        if let Some(account) = &mut self.account
            && let Some(rate) = account.ceiling.accepted(now)
        {
            tracing::info!(rate, "trying a higher rate");
            account.change(&self.clock);
        }
    }

    /// The server has said that the account is too fast, before its pause is noted here: while one lasts, it is
    /// the same complaint. A reply refused while little is sent says nothing of the account: it is the chat's own
    /// limit, which not every server names.
    pub(super) fn too_fast(&mut self, lane: Lane, now: Timestamp) {
        if self.pause_left(now).is_some() {
            return;
        }
        if let Some(account) = &mut self.account
            && (lane == Lane::Bulk || account.ceiling.is_busy(now))
        {
            let rate = account.ceiling.refused(now);
            tracing::warn!(rate, "the server allows less than we are set to; slower");
            account.change(&self.clock);
        }
    }

    /// Nobody is written to before `until`.
    pub(super) fn pause_account(&mut self, until: Timestamp) {
        self.paused_until = self.paused_until.max(Some(until));
    }

    /// This chat is not written to before `until`.
    pub(super) fn pause_chat(&mut self, chat: &ChatId, until: Timestamp) {
        let slot = self.paused_chats.entry(chat.clone()).or_insert(until);
        *slot = (*slot).max(until);
    }

    /// Forgets chats that have been quiet; cheap to call often.
    pub(super) fn tidy(&mut self, now: Timestamp) {
        if now.since(self.tidied_at) < Self::TIDY {
            return;
        }
        self.tidied_at = now;
        self.paused_chats.retain(|_, until| *until > now);
        if let Some(chats) = &self.chats {
            chats.retain_recent();
            chats.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests;
