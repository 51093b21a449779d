//! What must hold between the ledger and what the messenger saw.
//!
//! An attempt is one call, and it ends in one of three ways: its answer is written down; its answer was ambiguous
//! and that is written down; or a kill comes first, and the next life of the program finds it under way. The last
//! two leave a doubt, and only they do. So for each chat, with
//!
//! - *d*, the messages it was shown, and *s*, 1 if the ledger says sent and else 0,
//! - *a*, the ambiguous answers the messenger gave, and *k*, the kills at which the chat's message was under way,
//! - *n*, the doubts the ledger has counted,
//!
//! 1. d ≤ s + n: what it was shown and the ledger does not know of is a doubt, so each duplicate is covered by one,
//! 2. max(a, k) ≤ n ≤ a + k: no doubt is missing and none is made up; an attempt that a kill cut off may have been
//!    answered ambiguously as well, and counts once,
//! 3. d ≤ s + a' + k', of those whose call took effect: a duplicate comes of a call that was in flight at a kill, or
//!    of an ambiguous answer, and of nothing else.

use super::PER_SECOND;
use super::look::Row;
use super::people::{Fate, Town};
use crate::fake_bot_api::{Call, FakeBotApi};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// A kill: how many calls the messenger had seen, and to which chats a message was under way, in which attempt.
pub struct Kill {
    pub calls: usize,
    pub under_way: Vec<(i64, i64)>,
}

/// What both sides know of a chat.
#[derive(Debug, Clone, Default)]
pub struct Account {
    state: String,
    reason: Option<String>,
    sent: i64,
    attempts: i64,
    doubts: i64,
    shown: i64,
    calls: i64,
    ambiguous: i64,
    ambiguous_shown: i64,
    under_way: i64,
    /// Kills at which the chat had been shown a message of which the ledger did not know yet.
    unsettled: i64,
}

pub struct Books {
    accounts: BTreeMap<i64, Account>,
    /// For each kill, how many were under way and how many of these had been shown.
    kills: Vec<(usize, usize)>,
}

impl Books {
    pub fn of(rows: &[Row], calls: &[Call], kills: &[Kill]) -> Self {
        let mut accounts: BTreeMap<i64, Account> = BTreeMap::new();
        for row in rows {
            let account = Account {
                state: row.state.clone(),
                reason: row.error.clone(),
                sent: i64::from(row.state == "sent"),
                attempts: row.attempts,
                doubts: row.doubtful,
                ..Account::default()
            };
            let before = accounts.insert(row.address.parse().unwrap(), account);
            assert!(before.is_none(), "two rows for {}", row.address);
        }
        // A call cut off while it was being written has no chat.
        for (call, chat) in calls.iter().filter_map(|call| Some((call, call.chat?))) {
            let account = accounts.get_mut(&chat).expect("a call about nobody");
            let ambiguous = call.fault.as_ref().is_some_and(|f| f.is_ambiguous());
            account.calls += 1;
            account.shown += i64::from(call.applied);
            account.ambiguous += i64::from(ambiguous);
            account.ambiguous_shown += i64::from(ambiguous && call.applied);
        }
        let mut books = Self {
            accounts,
            kills: Vec::new(),
        };
        let mut from = 0;
        let mut entered = HashSet::new();
        for kill in kills {
            // A life too short to take over what the one before left under way has it under way still.
            let own = kill.under_way.iter().filter(|one| entered.insert(**one));
            let chats: Vec<i64> = own.map(|(chat, _)| *chat).collect();
            books.enter(&chats, &calls[from..kill.calls]);
            from = kill.calls;
        }
        books
    }

    /// Enters a kill at which a message was under way to `chats`, after these calls of the life that it ended.
    fn enter(&mut self, chats: &[i64], calls: &[Call]) {
        // Its last call of this life, whose answer may be the one that nobody wrote down.
        let mut last: HashMap<i64, bool> = HashMap::new();
        for call in calls {
            if let Some(chat) = call.chat {
                last.insert(chat, call.applied);
            }
        }
        let mut shown = 0;
        for chat in chats {
            let account = self.accounts.get_mut(chat).expect("nobody under way");
            account.under_way += 1;
            if last.get(chat) == Some(&true) {
                account.unsettled += 1;
                shown += 1;
            }
        }
        self.kills.push((chats.len(), shown));
    }

    fn sum(&self, of: impl Fn(&Account) -> i64) -> i64 {
        self.accounts.values().map(of).sum()
    }

    /// Messages beyond the first of their chat.
    fn duplicates(&self) -> i64 {
        self.sum(|account| (account.shown - 1).max(0))
    }

    /// Everyone has one row; it says what the messenger would say, and nobody is called reached who was not.
    pub fn check_everyone(&self, town: &Town) {
        assert_eq!(self.accounts.len() as i64, town.people, "people with a row");
        for (chat, account) in &self.accounts {
            let (state, reason) = Town::fate(*chat).written();
            assert_eq!(account.state, state, "{chat}: {account:?}");
            assert_eq!(account.reason.as_deref(), reason, "{chat}: {account:?}");
            let reached = Town::fate(*chat) == Fate::Reached;
            assert_eq!(account.shown > 0, reached, "{chat}: {account:?}");
            assert!(account.calls <= account.attempts, "{chat}: {account:?}");
        }
    }

    /// Rules 1 and 2.
    pub fn check_doubts(&self) {
        for (chat, account) in &self.accounts {
            let Account {
                shown,
                sent,
                doubts,
                ambiguous,
                under_way,
                ..
            } = account;
            assert!(*shown <= sent + doubts, "{chat}: {account:?}");
            assert!(ambiguous.max(under_way) <= doubts, "{chat}: {account:?}");
            assert!(*doubts <= ambiguous + under_way, "{chat}: {account:?}");
        }
        assert!(self.duplicates() <= self.sum(|account| account.doubts));
    }

    /// Rule 3; and a kill finds no more under way than a quarter of a second's worth, however long the notice.
    pub fn check_duplicates(&self) {
        for (chat, account) in &self.accounts {
            let causes = account.ambiguous_shown + account.unsettled;
            assert!(
                account.shown <= account.sent + causes,
                "{chat}: {account:?}"
            );
        }
        for (under_way, shown) in &self.kills {
            assert!(
                *under_way <= PER_SECOND as usize / 4,
                "{under_way} under way at a kill, {shown} of them shown"
            );
        }
    }

    /// The report adds up, says of everyone what the messenger would say, and counts the doubts.
    pub fn check_report(&self, report: &str, town: &Town) {
        let figure = |name: &str| -> i64 {
            let mut lines = report.lines().filter_map(|line| line.split_once(' '));
            let found = lines.find(|(first, _)| *first == name);
            let (_, rest) = found.unwrap_or_else(|| panic!("no {name:?} in {report}"));
            rest.split_whitespace().next().unwrap().parse().unwrap()
        };
        let fates = town.fates();
        let of = |wanted: &str| -> i64 {
            let fates = fates.iter().filter(|(fate, _)| fate.written().0 == wanted);
            fates.map(|(_, people)| people).sum()
        };
        for (name, people) in [
            ("sent", of("sent")),
            ("failed", of("failed")),
            ("excluded", of("excluded")),
            ("unknown", 0),
            ("waiting", 0),
            ("audience", town.people),
            ("doubtful", self.sum(|account| account.doubts)),
        ] {
            assert_eq!(figure(name), people, "{name}: {report}");
        }
        for (fate, people) in fates {
            let (state, reason) = fate.written();
            let line = reason.map(|reason| format!("{state:<10} {people:>9}  {reason}"));
            assert!(
                line.is_none_or(|line| report.contains(&line)),
                "{fate:?}: {report}"
            );
        }
    }
}

/// Whoever is called reached was shown the very message that the ledger names.
pub fn check_references(rows: &[Row], api: &FakeBotApi) {
    for row in rows.iter().filter(|row| row.state == "sent") {
        let named = row.message_ref.as_deref().unwrap().parse::<i64>().unwrap();
        let shown = api.chat(row.address.parse().unwrap()).messages;
        assert!(shown.iter().any(|message| message.id == named), "{row:?}");
    }
}

impl fmt::Display for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} people, {} calls, {} shown; {} duplicates, {} doubts, {} ambiguous answers ({} shown); at the kills, \
             under way and shown of these: {:?}",
            self.accounts.len(),
            self.sum(|account| account.calls),
            self.sum(|account| account.shown),
            self.duplicates(),
            self.sum(|account| account.doubts),
            self.sum(|account| account.ambiguous),
            self.sum(|account| account.ambiguous_shown),
            self.kills,
        )
    }
}
