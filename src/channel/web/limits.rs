//! How fast one browser may go. Only a chat's own flood is held back here; floods from many addresses are the
//! business of whatever stands in front of this server.

use super::refusal::Refusal;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// Chats that may begin at once and then each second, all browsers together: requests without a cookie have no
/// address of their own to count by.
const NEW_CHATS: (u32, u32) = (2_000, 200);
/// Idle chats are forgotten once in so many requests.
const SWEEP_EVERY: u32 = 1_024;

/// Counters of this process.
#[derive(Debug)]
pub(super) struct Limits {
    chats: DefaultKeyedRateLimiter<String>,
    beginnings: DefaultDirectRateLimiter,
    asked: AtomicU32,
    clock: DefaultClock,
}

impl Limits {
    pub(super) fn new(per_second: NonZeroU32, burst: NonZeroU32) -> Self {
        let (at_once, each_second) = NEW_CHATS;
        let some = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            chats: RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)),
            beginnings: RateLimiter::direct(
                Quota::per_second(some(each_second)).allow_burst(some(at_once)),
            ),
            asked: AtomicU32::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request of a chat, or refuses it with the time to wait.
    pub(super) fn chat(&self, address: &str) -> Result<(), Refusal> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.chats.retain_recent();
            self.chats.shrink_to_fit();
        }
        self.chats
            .check_key(&address.to_owned())
            .map_err(|not_yet| Refusal::TooFast(not_yet.wait_time_from(self.clock.now())))
    }

    /// Counts one new chat, or refuses it with the time to wait.
    pub(super) fn beginning(&self) -> Result<(), Refusal> {
        self.beginnings
            .check()
            .map_err(|not_yet| Refusal::TooFast(not_yet.wait_time_from(self.clock.now())))
    }
}
