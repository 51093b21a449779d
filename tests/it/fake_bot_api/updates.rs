//! The queue of updates, with getUpdates as Telegram does it: an update is confirmed by a higher offset, and until
//! then comes again with every poll.

use super::params::Params;
use super::server::Answer;
use super::{FakeBotApi, Shared, State};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;
use tokio::time::Instant;

/// Updates waiting and gone.
pub struct Updates {
    next: i64,
    waiting: BTreeMap<i64, Value>,
    confirmed: BTreeMap<i64, Value>,
    /// Confirmed ones that come once more.
    again: VecDeque<i64>,
    /// How often each confirmed update comes again by itself.
    replays: usize,
    /// Kinds asked for by the last poll that said so; empty for all.
    allowed: BTreeSet<String>,
    /// Number of the newest poll; an older one that still waits is terminated.
    poll: u64,
    highest_offset: i64,
}

impl Default for Updates {
    fn default() -> Self {
        Self {
            next: 1000,
            waiting: BTreeMap::new(),
            confirmed: BTreeMap::new(),
            again: VecDeque::new(),
            replays: 0,
            allowed: BTreeSet::new(),
            poll: 0,
            highest_offset: 0,
        }
    }
}

impl Updates {
    /// Queues an update of this kind, unless the bot has said that it does not want it. Returns its id.
    fn push(&mut self, kind: &str, body: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        if self.allowed.is_empty() || self.allowed.contains(kind) {
            let mut update = json!({ "update_id": id });
            update[kind] = body;
            self.waiting.insert(id, update);
        }
        id
    }

    fn confirm(&mut self, offset: i64) {
        self.highest_offset = self.highest_offset.max(offset);
        let rest = self.waiting.split_off(&offset);
        let done = std::mem::replace(&mut self.waiting, rest);
        for (id, update) in done {
            self.again.extend(std::iter::repeat_n(id, self.replays));
            self.confirmed.insert(id, update);
        }
    }

    /// Replays first, each at most once a batch, then what waits.
    fn batch(&mut self, limit: usize) -> Vec<Value> {
        let mut given = BTreeSet::new();
        let mut later = VecDeque::new();
        let mut batch = Vec::new();
        while let Some(id) = self.again.pop_front() {
            if batch.len() < limit && given.insert(id) {
                batch.extend(self.confirmed.get(&id).cloned());
            } else {
                later.push_back(id);
            }
        }
        self.again = later;
        let room = limit - batch.len();
        batch.extend(self.waiting.values().take(room).cloned());
        batch
    }
}

impl State {
    pub fn push_update(&mut self, kind: &str, body: Value) -> i64 {
        self.updates.push(kind, body)
    }
}

/// getUpdates.
pub async fn get(shared: &Shared, params: &Params) -> Answer {
    let offset = params.int("offset").unwrap_or(0);
    let limit = params.int("limit").unwrap_or(100).clamp(1, 100) as usize;
    let wait = Duration::from_secs(params.int("timeout").unwrap_or(0).clamp(0, 50) as u64);
    let deadline = Instant::now() + wait;
    let poll = {
        let mut state = shared.lock();
        if state.webhook {
            return Answer::refuse(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                 webhook first",
            );
        }
        let updates = &mut state.updates;
        if let Some(Value::Array(kinds)) = params.json("allowed_updates") {
            updates.allowed = kinds
                .iter()
                .filter_map(|kind| kind.as_str().map(str::to_owned))
                .collect();
        }
        let offset = match offset {
            // Counted from the end of the queue.
            ..0 => updates.next + offset,
            _ => offset,
        };
        updates.confirm(offset);
        updates.poll += 1;
        updates.poll
    };
    shared.polled.notify_waiters();
    loop {
        let changed = shared.polled.notified();
        tokio::pin!(changed);
        changed.as_mut().enable();
        {
            let mut state = shared.lock();
            if state.updates.poll != poll {
                return Answer::refuse(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is \
                     running",
                );
            }
            let batch = state.updates.batch(limit);
            if !batch.is_empty() || Instant::now() >= deadline {
                return Answer::Result(Value::Array(batch));
            }
        }
        let _ = tokio::time::timeout_at(deadline, changed).await;
    }
}

impl FakeBotApi {
    /// Queues any update, well formed or not, and returns its id.
    pub fn push_raw(&self, kind: &str, body: Value) -> i64 {
        let id = self.lock().push_update(kind, body);
        self.0.shared.polled.notify_waiters();
        id
    }

    /// Makes a confirmed update come once more, as after a crash of Telegram's. Panics when it is not confirmed.
    pub fn redeliver(&self, update: i64) {
        let mut state = self.lock();
        assert!(
            state.updates.confirmed.contains_key(&update),
            "update {update} is not confirmed yet"
        );
        state.updates.again.push_back(update);
        drop(state);
        self.0.shared.polled.notify_waiters();
    }

    /// Makes every update confirmed from now on come `times` more.
    pub fn replay_each(&self, times: usize) {
        self.lock().updates.replays = times;
    }

    /// Ids of the updates the bot has confirmed.
    pub fn confirmed(&self) -> Vec<i64> {
        self.lock().updates.confirmed.keys().copied().collect()
    }

    /// How many updates are neither confirmed nor (for replays) given out.
    pub fn waiting(&self) -> usize {
        let state = self.lock();
        state.updates.waiting.len() + state.updates.again.len()
    }

    /// The highest offset any poll has carried.
    pub fn offset(&self) -> i64 {
        self.lock().updates.highest_offset
    }

    /// Waits until every update is confirmed and every replay given out. Panics after 60 s.
    pub async fn wait_drained(&self) {
        let drained = async {
            while self.waiting() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), drained).await;
        assert!(
            waited.is_ok(),
            "{} updates stay unconfirmed",
            self.waiting()
        );
    }
}
