//! The polling loop: updates in, the offset moved only after their commit.
//!
//! Races, and what settles them:
//! - *A crash after the commit, before the offset moved*: Telegram sends the update again; the runner knows it.
//! - *Two updates of one chat, the first a photo still being downloaded*: the second waits for its turn, other chats
//!   do not.
//! - *The receipt is dropped*: the update may or may not have been applied; it is handed over again, and it is not
//!   confirmed before a receipt has come.
//! - *Shutting down*: what is finished is confirmed, what is not comes again after the restart.

use super::Telegram;
use super::call::CallError;
use super::job::{Answers, Ending, Job};
use super::update::{self, Arrival, Numbered};
use super::window::Window;
use crate::channel::{Intake, SendError};
use rand::Rng;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use teloxide::payloads::{GetUpdates, GetUpdatesSetters};
use teloxide::types::AllowedUpdate;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Most updates a poll returns.
const BATCH: u8 = 100;
/// How long a poll that brought nothing new waits for something to finish.
const BREATH: Duration = Duration::from_millis(200);
/// How long unfinished updates may take when shutting down.
const GRACE: Duration = Duration::from_secs(1);
/// Photos that may be in memory at once, from download to commit.
const PHOTOS: usize = 8;
/// How much longer than the server may hold a poll we wait for its answer.
const POLL_MARGIN: Duration = Duration::from_secs(10);
/// Least pause when only a person can put it right.
const OPERATOR_PAUSE: Duration = Duration::from_secs(2);
/// Longest and first pause after failed polls.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const FIRST_PAUSE: Duration = Duration::from_millis(500);

impl Telegram {
    /// Takes updates until `shutdown` or until the intake is closed, handing each chat's over in their order. An
    /// update is confirmed to Telegram only after its receipt. Never fails: whatever is wrong is logged and tried
    /// again.
    pub async fn poll(self: Arc<Self>, intake: Intake, shutdown: CancellationToken) {
        let mut poller = Poller::new(self, intake);
        shutdown.run_until_cancelled(poller.run()).await;
        poller.close().await;
    }
}

/// Who hands over last in a chat, and the signal that it has done so.
struct Turn {
    update: u32,
    passed: oneshot::Receiver<()>,
}

/// What a running job is about.
struct About {
    update: u32,
    address: String,
}

struct Poller {
    telegram: Arc<Telegram>,
    intake: Intake,
    window: Window,
    running: JoinSet<Ending>,
    about: HashMap<Id, About>,
    turns: HashMap<String, Turn>,
    photos: Arc<Semaphore>,
    answers: Answers,
    closed: bool,
}

impl Poller {
    fn new(telegram: Arc<Telegram>, intake: Intake) -> Self {
        Self {
            answers: Answers::new(Arc::clone(&telegram)),
            telegram,
            intake,
            window: Window::default(),
            running: JoinSet::new(),
            about: HashMap::new(),
            turns: HashMap::new(),
            photos: Arc::new(Semaphore::new(PHOTOS)),
            closed: false,
        }
    }

    async fn run(&mut self) {
        let mut pause = FIRST_PAUSE;
        while !self.closed {
            let (offset, asked) = (self.window.offset(), Instant::now());
            match self.fetch(offset, BATCH, self.telegram.poll_timeout).await {
                Ok(batch) => {
                    pause = FIRST_PAUSE;
                    self.window.confirm(offset);
                    let taken = self.take(&batch);
                    let full = batch.len() >= usize::from(BATCH);
                    let hasty = taken == 0 && asked.elapsed() < BREATH;
                    self.breathe(full, hasty).await;
                }
                Err(error) => {
                    sleep(explain(error, pause)).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                    self.reap();
                }
            }
        }
    }

    async fn fetch(
        &self,
        offset: u32,
        limit: u8,
        wait: Duration,
    ) -> Result<Vec<Box<RawValue>>, CallError> {
        let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
        let payload = GetUpdates::new()
            // The Bot API's numbers have 31 bits.
            .offset(i32::try_from(offset).unwrap_or(i32::MAX))
            .limit(limit)
            .timeout(seconds)
            .allowed_updates([
                AllowedUpdate::Message,
                AllowedUpdate::CallbackQuery,
                AllowedUpdate::MyChatMember,
            ]);
        let limit = wait + POLL_MARGIN;
        self.telegram.api.call_within(&payload, limit).await
    }

    /// Starts on each update that is not in hand yet; returns how many.
    fn take(&mut self, batch: &[Box<RawValue>]) -> usize {
        let mut taken = 0;
        for raw in batch {
            let Ok(Numbered { update_id }) = serde_json::from_str(raw.get()) else {
                tracing::error!("an update without a number can be neither applied nor confirmed");
                continue;
            };
            if !self.window.begin(update_id) {
                continue;
            }
            taken += 1;
            match update::read(update_id, raw) {
                Some(arrival) => self.start(update_id, arrival),
                None => self.window.finish(update_id),
            }
        }
        taken
    }

    fn start(&mut self, update: u32, arrival: Arrival) {
        let address = arrival.inbound.address.clone();
        let (pass, passed) = oneshot::channel();
        let before = self
            .turns
            .insert(address.clone(), Turn { update, passed })
            .map(|turn| turn.passed);
        let job = Job {
            telegram: Arc::clone(&self.telegram),
            intake: self.intake.clone(),
            photos: Arc::clone(&self.photos),
            answers: self.answers.clone(),
            arrival,
            before,
            pass,
        };
        let id = self.running.spawn(job.run()).id();
        self.about.insert(id, About { update, address });
    }

    /// Waits as long as another poll could bring nothing but what is in hand: until something has finished or, when a
    /// full batch hides whatever comes after it, until the offset moves. Never longer than a moment, for new updates
    /// of other chats may be waiting. A server that answers an empty poll in haste is not asked in haste again.
    async fn breathe(&mut self, full: bool, hasty: bool) {
        let (before, in_hand) = (self.window.offset(), self.running.len());
        if in_hand == 0 && hasty {
            return sleep(BREATH).await;
        }
        self.reap();
        let progress = async {
            loop {
                let stuck = match full {
                    true => self.window.offset() == before,
                    false => self.running.len() == in_hand,
                };
                if !stuck || self.closed {
                    return;
                }
                let Some(ended) = self.running.join_next_with_id().await else {
                    return;
                };
                self.settle(ended);
            }
        };
        // Running out of time is no failure: the next poll looks for new updates.
        let _ = timeout(BREATH, progress).await;
        self.reap();
    }

    /// Settles whatever has ended.
    fn reap(&mut self) {
        while let Some(ended) = self.running.try_join_next_with_id() {
            self.settle(ended);
        }
    }

    fn settle(&mut self, ended: Result<(Id, Ending), JoinError>) {
        let id = match &ended {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(About { update, address }) = self.about.remove(&id) else {
            return;
        };
        if self.turns.get(&address).is_some_and(|t| t.update == update) {
            self.turns.remove(&address);
        }
        match ended {
            Ok((_, Ending::Applied)) => self.window.finish(update),
            Ok((_, Ending::Closed)) => self.closed = true,
            Err(error) if error.is_panic() => {
                tracing::error!(
                    update,
                    "a defect: handling an update panicked; it is skipped"
                );
                self.window.finish(update);
            }
            Err(_) => {}
        }
    }

    /// Waits for what is in hand, then confirms what has been applied, so that it does not come again.
    async fn close(mut self) {
        let rest = async {
            while let Some(ended) = self.running.join_next_with_id().await {
                self.settle(ended);
            }
        };
        if timeout(GRACE, rest).await.is_err() {
            let unfinished = self.window.in_flight();
            tracing::warn!(unfinished, "updates stay unconfirmed and will come again");
        }
        self.running.shutdown().await;
        if self.window.has_unconfirmed() {
            let offset = self.window.offset();
            if let Err(error) = self.fetch(offset, 1, Duration::ZERO).await {
                let error = SendError::from(error);
                tracing::warn!(%error, "applied updates are unconfirmed and will come again");
            }
        }
        self.answers.finish().await;
    }
}

/// Logs why a poll failed and what to do about it; returns how long to wait.
fn explain(error: CallError, pause: Duration) -> Duration {
    match &error {
        CallError::Refused(why) if why.webhook_is_set() => {
            tracing::error!(
                "a webhook is set for this bot, so its updates go elsewhere; call deleteWebhook, and polling resumes"
            );
            return LONGEST_PAUSE;
        }
        CallError::Refused(why) if why.code == 409 => {
            tracing::error!("another program polls this bot's token; stop it, and polling resumes");
        }
        CallError::Refused(_)
        | CallError::NotSent(_)
        | CallError::Server(_)
        | CallError::Lost(_) => {}
    }
    let error = SendError::from(error);
    tracing::warn!(%error, "polling failed and will be tried again");
    match error {
        SendError::RetryAfter { seconds, .. } => Duration::from_secs(seconds.into()),
        SendError::Misconfigured(_) => pause.max(OPERATOR_PAUSE),
        SendError::Later(_)
        | SendError::Gone(_)
        | SendError::Migrated { .. }
        | SendError::Rejected(_)
        | SendError::Ambiguous(_) => pause.mul_f64(rand::rng().random_range(0.5..1.0)),
    }
}
