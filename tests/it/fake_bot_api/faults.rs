//! What can go wrong between bot and server, switched on by a test.

use super::FakeBotApi;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::Duration;

/// A fault of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429, with the seconds to wait if they are told.
    TooMany(Option<u32>),
    /// A 5xx; nothing has been done.
    ServerError(u16),
    /// Refused with this code and description; nothing has been done.
    Refuse(u16, &'static str),
    /// The connection is reset; nothing has been done.
    ResetBefore,
    /// Done, then the connection is reset without an answer.
    ResetAfter,
    /// Done, then half of the answer and no more.
    CutAfter,
    /// Nothing is done and no answer comes.
    Hang,
    /// Done, and no answer comes.
    HangAfter,
    /// Done after a while.
    Slow(Duration),
}

impl Fault {
    /// Whether it leaves the bot in doubt: the request was taken and no answer comes that can be understood.
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::ResetBefore
            | Self::ResetAfter
            | Self::CutAfter
            | Self::Hang
            | Self::HangAfter => true,
            Self::TooMany(_) | Self::ServerError(_) | Self::Refuse(..) | Self::Slow(_) => false,
        }
    }
}

/// Whether a chat can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Yes.
    #[default]
    Open,
    /// The person has blocked the bot.
    Blocked,
    /// The account is deleted.
    Deactivated,
    /// The person has never written to the bot.
    NeverStarted,
    /// The chat has become another.
    Migrated(i64),
}

/// Enforced rates, in messages a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Over all chats.
    pub overall: usize,
    /// Within one chat.
    pub per_chat: usize,
}

impl Limits {
    /// What Telegram says of itself.
    pub const TELEGRAM: Self = Self {
        overall: 30,
        per_chat: 1,
    };
}

#[derive(Debug)]
struct Rule {
    method: String,
    chat: Option<i64>,
    fault: Fault,
    /// Calls that still fail.
    left: usize,
    /// Only each of so many.
    every: usize,
    seen: usize,
}

/// Faults that strike at random.
#[derive(Debug)]
struct Dice {
    method: String,
    random: StdRng,
    /// Each with its share of all calls, 0 to 1.
    shares: Vec<(Fault, f64)>,
}

impl Dice {
    fn throw(&mut self) -> Option<Fault> {
        let mut left: f64 = self.random.random();
        let struck = self.shares.iter().find(|(_, share)| {
            left -= share;
            left < 0.0
        });
        struck.map(|(fault, _)| fault.clone())
    }
}

/// The faults switched on.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Vec<Rule>,
    dice: Vec<Dice>,
    pub limits: Option<Limits>,
}

impl Faults {
    /// The fault of this call, if any: by a rule or else by the dice.
    pub fn strike(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let by_rule = self.by_rule(method, chat);
        by_rule.or_else(|| {
            let mut dice = self.dice.iter_mut();
            dice.find(|dice| dice.method == method)?.throw()
        })
    }

    fn by_rule(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let rule = self.rules.iter_mut().find(|rule| {
            rule.left > 0
                && (rule.method == "*" || rule.method == method)
                && (rule.chat.is_none() || rule.chat == chat)
        })?;
        rule.seen += 1;
        if rule.seen % rule.every != 0 {
            return None;
        }
        rule.left -= 1;
        Some(rule.fault.clone())
    }

    fn add(&mut self, method: &str, chat: Option<i64>, fault: Fault, left: usize, every: usize) {
        self.rules.push(Rule {
            method: method.to_lowercase(),
            chat,
            fault,
            left,
            every,
            seen: 0,
        });
    }
}

impl FakeBotApi {
    /// The next `times` calls of `method` (`*` for any; `file` for a download) fail.
    pub fn fail(&self, method: &str, fault: Fault, times: usize) {
        self.lock().faults.add(method, None, fault, times, 1);
    }

    /// Calls of `method` about one chat fail until [`FakeBotApi::clear_faults`].
    pub fn fail_in(&self, chat: i64, method: &str, fault: Fault) {
        let mut state = self.lock();
        state.faults.add(method, Some(chat), fault, usize::MAX, 1);
    }

    /// Each `every`th call of `method` fails until [`FakeBotApi::clear_faults`].
    pub fn fail_every(&self, method: &str, fault: Fault, every: usize) {
        let mut state = self.lock();
        state.faults.add(method, None, fault, usize::MAX, every);
    }

    /// Calls of `method` fail at random until [`FakeBotApi::clear_faults`], each way in its share (0 to 1) of all
    /// calls. The same `seed` strikes the same calls, counted from now.
    pub fn fail_at_random(&self, method: &str, seed: u64, shares: &[(Fault, f64)]) {
        self.lock().faults.dice.push(Dice {
            method: method.to_lowercase(),
            random: StdRng::seed_from_u64(seed),
            shares: shares.to_vec(),
        });
    }

    /// Switches all faults off; limits stay.
    pub fn clear_faults(&self) {
        let faults = &mut self.lock().faults;
        faults.rules.clear();
        faults.dice.clear();
    }

    /// Enforces rates, or none.
    pub fn limit(&self, limits: Option<Limits>) {
        self.lock().faults.limits = limits;
    }

    /// Makes a chat reachable or not. No update tells the bot; see [`FakeBotApi::block`] for that.
    pub fn set_reach(&self, chat: i64, reach: Reach) {
        self.lock().chat(chat).reach = reach;
    }
}
