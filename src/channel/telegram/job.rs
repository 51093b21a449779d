//! One update on its way from Telegram into the house.

use super::Telegram;
use super::call::CallError;
use super::update::Arrival;
use crate::channel::{Intake, IntakeClosed, SendError};
use std::sync::Arc;
use std::time::Duration;
use teloxide::payloads::AnswerCallbackQuery;
use teloxide::types::CallbackQueryId;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

/// How long an update whose receipt was dropped waits before it is handed over again.
const AGAIN: Duration = Duration::from_secs(1);
/// Answers to button presses that may be under way at once.
const ANSWERS: usize = 16;
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// How long answers may take when shutting down.
const ANSWER_GRACE: Duration = Duration::from_millis(300);

/// How an update ended.
pub(super) enum Ending {
    /// Applied, now or before, or put with the dead letters.
    Applied,
    /// Not applied: the house is closing.
    Closed,
}

/// An update in hand.
pub(super) struct Job {
    pub telegram: Arc<Telegram>,
    pub intake: Intake,
    /// Room for photos in memory.
    pub photos: Arc<Semaphore>,
    pub answers: Answers,
    pub arrival: Arrival,
    /// Comes when the chat's previous update has been handed over.
    pub before: Option<oneshot::Receiver<()>>,
    /// Tells the chat's next update that this one has been handed over, also by being dropped.
    pub pass: oneshot::Sender<()>,
}

impl Job {
    /// Waits for its turn in the chat, fetches what belongs to the update, hands it over and waits for the receipt.
    pub(super) async fn run(self) -> Ending {
        if let Some(before) = self.before {
            // An error only means that the one before ended early; the turn has come all the same.
            let _ = before.await;
        }
        let mut inbound = self.arrival.inbound;
        // Only once the turn has come: a photo waiting for its turn would hold the room the one before it needs.
        let mut room = None;
        if let Some(file) = &self.arrival.file {
            room = self.photos.acquire_owned().await.ok();
            inbound.said = self.telegram.fetch_photo(file).await;
        }
        let mut pass = Some(self.pass);
        loop {
            let Ok(receipt) = self.intake.enqueue(inbound.clone()).await else {
                tracing::info!("{IntakeClosed}");
                return Ending::Closed;
            };
            drop(pass.take());
            if receipt.await.is_ok() {
                break;
            }
            tracing::warn!(
                update = inbound.update_id,
                "no receipt for an update; it is handed over again"
            );
            sleep(AGAIN).await;
        }
        drop(room);
        if let Some(query) = self.arrival.callback {
            self.answers.send(query);
        }
        Ending::Applied
    }
}

/// Answers to button presses, so that the button stops spinning. A courtesy: nothing waits for them.
#[derive(Clone)]
pub(super) struct Answers {
    telegram: Arc<Telegram>,
    tasks: TaskTracker,
    room: Arc<Semaphore>,
}

impl Answers {
    pub(super) fn new(telegram: Arc<Telegram>) -> Self {
        Self {
            telegram,
            tasks: TaskTracker::new(),
            room: Arc::new(Semaphore::new(ANSWERS)),
        }
    }

    fn send(&self, query: CallbackQueryId) {
        let Self { telegram, room, .. } = self.clone();
        self.tasks.spawn(async move {
            let _room = room.acquire_owned().await;
            let payload = AnswerCallbackQuery::new(query);
            let answered: Result<bool, CallError> =
                telegram.api.call_within(&payload, ANSWER_TIMEOUT).await;
            if let Err(error) = answered {
                tracing::debug!(error = %SendError::from(error), "a button keeps spinning");
            }
        });
    }

    /// Gives the last ones a moment.
    pub(super) async fn finish(&self) {
        self.tasks.close();
        let _ = timeout(ANSWER_GRACE, self.tasks.wait()).await;
    }
}
