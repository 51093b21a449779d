//! What the bot has called, and how fast.

use super::{FakeBotApi, Fault};
use serde_json::{Map, Value};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

/// One call, as it came.
#[derive(Debug, Clone)]
pub struct Call {
    /// Method in lower case.
    pub method: String,
    /// Arguments; files are left out.
    pub params: Map<String, Value>,
    /// The chat it is about, if any.
    pub chat: Option<i64>,
    /// When it came.
    pub at: Instant,
    /// Whether it took effect, whatever the bot was answered.
    pub applied: bool,
    /// What struck it.
    pub fault: Option<Fault>,
}

/// Calls and rates so far.
#[derive(Default)]
pub struct Calls {
    pub list: Vec<Call>,
    recent: VecDeque<Instant>,
    recent_in: HashMap<i64, VecDeque<Instant>>,
    max_a_second: usize,
    max_a_second_in_chat: usize,
    pub too_fast: usize,
}

impl Calls {
    /// Messages shown within the last second: everywhere, and in this chat.
    pub fn rate(&mut self, chat: i64, now: Instant) -> (usize, usize) {
        let in_chat = self.recent_in.entry(chat).or_default();
        for times in [&mut self.recent, &mut *in_chat] {
            while times.front().is_some_and(|at| now - *at >= SECOND) {
                times.pop_front();
            }
        }
        (self.recent.len(), in_chat.len())
    }

    /// Counts a message that was shown.
    pub fn shown(&mut self, chat: i64, now: Instant) {
        let (all, here) = self.rate(chat, now);
        self.max_a_second = self.max_a_second.max(all + 1);
        self.max_a_second_in_chat = self.max_a_second_in_chat.max(here + 1);
        self.recent.push_back(now);
        self.recent_in.entry(chat).or_default().push_back(now);
    }
}

impl FakeBotApi {
    /// Every call so far of a method, or of all for `*`.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        let wanted = |call: &&Call| method == "*" || call.method.eq_ignore_ascii_case(method);
        self.lock()
            .calls
            .list
            .iter()
            .filter(wanted)
            .cloned()
            .collect()
    }

    /// How often a method has been called.
    pub fn count(&self, method: &str) -> usize {
        let same = |call: &&Call| call.method.eq_ignore_ascii_case(method);
        self.lock().calls.list.iter().filter(same).count()
    }

    /// Most messages shown within any one second: over all chats, and within one.
    pub fn max_per_second(&self) -> (usize, usize) {
        let state = self.lock();
        (state.calls.max_a_second, state.calls.max_a_second_in_chat)
    }

    /// Calls refused because the limits of [`FakeBotApi::limit`] were passed.
    pub fn too_fast(&self) -> usize {
        self.lock().calls.too_fast
    }
}
