//! How fast a channel may be written to: one bucket for the bot's account and one for each chat, shared by
//! replies and notices, the window in which the server counts, the pauses that it asks for, and the lower rate it may
//! in fact insist on.

mod ceiling;
mod rate;
mod window;

pub use rate::{Pace, Rate};

use crate::clock::SharedClock;
use crate::domain::delivery::Lane;
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;
use ceiling::Ceiling;
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{InsufficientCapacity, NotUntil, RateLimiter};
use rate::PaceClock;
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::time::Duration;
use window::Window;

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

/// The account's bucket and window, and what its server lets us put into them.
#[derive(Debug)]
struct Account {
    rate: Rate,
    bucket: Bucket,
    window: Window,
    ceiling: Ceiling,
}

impl Account {
    fn new(rate: Rate, clock: &PaceClock, now: Timestamp) -> Self {
        let per_second = rate.per_second.get();
        Self {
            rate,
            bucket: RateLimiter::new(
                rate.account_quota(),
                InMemoryState::default(),
                clock.clone(),
            ),
            window: Window::new(per_second),
            ceiling: Ceiling::new(per_second, now),
        }
    }

    /// Goes on at the ceiling's rate, with an empty bucket.
    fn change(&mut self, clock: &PaceClock) {
        let per_second = self.ceiling.allowed();
        let quota = Rate::new(per_second, self.rate.burst.get()).account_quota();
        self.bucket = RateLimiter::new(quota, InMemoryState::default(), clock.clone());
        // A full bucket would be a burst at the worst moment.
        let _ = self.bucket.check_n(quota.burst_size());
        self.window.set_limit(per_second);
    }
}

/// What each chat may be sent.
#[derive(Debug)]
struct ChatPace {
    buckets: Chats,
    burst: NonZeroU32,
}

impl ChatPace {
    fn new(rate: Rate, clock: &PaceClock) -> Self {
        let chats = DefaultKeyedStateStore::default();
        Self {
            buckets: RateLimiter::new(rate.chat_quota(), chats, clock.clone()),
            burst: rate.burst,
        }
    }

    /// A notice takes a chat's whole burst: it comes only to who is not just being answered, and what is said after
    /// it keeps its distance, because not every server tolerates bursts.
    fn take(&self, chat: &ChatId, lane: Lane) -> Result<(), NotUntil<Duration>> {
        let cost = match lane {
            Lane::Reply => NonZeroU32::MIN,
            Lane::Bulk => self.burst,
        };
        match self.buckets.check_key_n(chat, cost) {
            Ok(taken) => taken,
            // Cannot be: the burst is what fits in.
            Err(InsufficientCapacity(_)) => self.buckets.check_key(chat),
        }
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
    chats: Option<ChatPace>,
    paused_until: Option<Timestamp>,
    paused_chats: HashMap<ChatId, Timestamp>,
    tidied_at: Timestamp,
}

impl Pacer {
    /// How often what is known of quiet chats is forgotten: where the account has no limit, a notice writes to
    /// thousands of them a second.
    const TIDY: Duration = Duration::from_secs(5);

    pub(super) fn new(pace: Pace, clock: SharedClock) -> Self {
        let tidied_at = clock.now();
        let clock = PaceClock::new(clock);
        Self {
            account: pace
                .account
                .map(|rate| Account::new(rate, &clock, tidied_at)),
            chats: pace.chat.map(|rate| ChatPace::new(rate, &clock)),
            clock,
            in_hand: false,
            paused_until: None,
            paused_chats: HashMap::new(),
            tidied_at,
        }
    }

    /// Asks to send one message of a lane to `chat` now; a yes is spent at once, and [`Pacer::landed`] has to follow.
    pub(super) fn admit(&mut self, chat: &ChatId, lane: Lane, now: Timestamp) -> Result<(), Wait> {
        self.account_ready(now).map_err(Wait::Account)?;
        self.chat_ready(chat, lane, now).map_err(Wait::Chat)?;
        self.in_hand = false;
        if let Some(account) = &mut self.account {
            account.window.leave(now);
        }
        Ok(())
    }

    /// The answer to a message that left then is here, whatever it says.
    pub(super) fn landed(&mut self, left: Timestamp, now: Timestamp) {
        if let Some(account) = &mut self.account {
            account.window.landed(left, now);
        }
    }

    fn account_ready(&mut self, now: Timestamp) -> Result<(), Duration> {
        if let Some(left) = self.pause_left(now) {
            return Err(left);
        }
        let Some(account) = &mut self.account else {
            return Ok(());
        };
        if let Some(wait) = account.window.wait(now) {
            return Err(wait);
        }
        if self.in_hand {
            return Ok(());
        }
        let taken = account.bucket.check();
        self.in_hand = taken.is_ok();
        taken.map_err(|not| self.wait(&not))
    }

    fn chat_ready(&mut self, chat: &ChatId, lane: Lane, now: Timestamp) -> Result<(), Duration> {
        if let Some(until) = self.paused_chats.get(chat).filter(|until| **until > now) {
            return Err(until.since(now));
        }
        match &self.chats {
            Some(chats) => chats.take(chat, lane).map_err(|not| self.wait(&not)),
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

    /// Messages a second that the account is set to, where it has a limit.
    pub(super) fn limit(&self) -> Option<u32> {
        let account = self.account.as_ref()?;
        Some(account.rate.per_second.get())
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
            chats.buckets.retain_recent();
            chats.buckets.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests;
