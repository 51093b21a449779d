//! How fast a channel may be written to: one bucket for the bot's account and one for each chat, shared by
//! replies and notices, and the pauses that the server asks for.

use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;
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

type Account = RateLimiter<NotKeyed, InMemoryState, PaceClock, NoOpMiddleware<Duration>>;
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
            account: pace.account.map(|rate| {
                RateLimiter::new(rate.quota(), InMemoryState::default(), clock.clone())
            }),
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
            account.check().map_err(|not| self.wait(&not))?;
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
mod tests {
    use super::*;
    use crate::clock::{Clock, ManualClock};

    fn setting(pace: Pace) -> (Arc<ManualClock>, Pacer) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000_000)));
        let pacer = Pacer::new(pace, clock.clone());
        (clock, pacer)
    }

    /// Asks once a millisecond for `span` on behalf of ever new chats; how often the answer was yes.
    fn admitted(clock: &ManualClock, pacer: &mut Pacer, span: u64) -> usize {
        (0..span)
            .filter(|i| {
                let yes = pacer.admit(&ChatId::new(format!("{i}")), clock.now());
                clock.advance(Duration::from_millis(1));
                yes.is_ok()
            })
            .count()
    }

    #[test]
    fn an_account_sends_at_its_rate_and_no_faster() {
        let (clock, mut pacer) = setting(Pace::of(ChannelKind::Telegram));
        let sent = admitted(&clock, &mut pacer, 60_000);
        assert!((1_800..=1_803).contains(&sent), "{sent} in a minute");
    }

    #[test]
    fn a_chat_has_its_burst_and_then_one_a_second_without_costing_the_account() {
        let (clock, mut pacer) = setting(Pace {
            account: Some(Rate::new(30, 30)),
            chat: Some(Rate::new(1, 5)),
        });
        let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
        let burst = (0..20).filter(|_| pacer.admit(&ann, clock.now()).is_ok());
        assert_eq!(burst.count(), 5);
        let wait = pacer.admit(&ann, clock.now());
        assert_eq!(wait, Err(Wait::Chat(Duration::from_secs(1))));
        let others = (0..40).filter(|i| {
            pacer
                .admit(&ChatId::new(i.to_string()), clock.now())
                .is_ok()
        });
        assert_eq!(others.count(), 25, "only messages sent cost the account");
        clock.advance(Duration::from_secs(1));
        assert!(pacer.admit(&ann, clock.now()).is_ok() && pacer.admit(&bo, clock.now()).is_ok());
    }

    #[test]
    fn a_pause_lasts_exactly_as_long_as_it_says() {
        let (clock, mut pacer) = setting(Pace::UNLIMITED);
        let (ann, bo) = (ChatId::new("ann"), ChatId::new("bo"));
        pacer.pause_chat(&ann, clock.now().plus(Duration::from_secs(7)));
        clock.advance(Duration::from_millis(6_999));
        let wait = pacer.admit(&ann, clock.now());
        assert_eq!(wait, Err(Wait::Chat(Duration::from_millis(1))));
        assert!(
            pacer.admit(&bo, clock.now()).is_ok(),
            "another chat goes on"
        );
        clock.advance(Duration::from_millis(1));
        assert!(pacer.admit(&ann, clock.now()).is_ok());
        pacer.pause_account(clock.now().plus(Duration::from_secs(3)));
        let wait = pacer.admit(&bo, clock.now());
        assert_eq!(wait, Err(Wait::Account(Duration::from_secs(3))));
    }
}
