//! Serving the channels: updates of one address in order, different addresses at the same time, and no address in
//! the way of another.

use super::{Runner, known_by};
use crate::channel::{Bubble, Fetched, FileToSend, Inbound, Receipt, Request, Said, Side};
use crate::domain::delivery::{ChannelKind, Content};
use crate::domain::notice::{FileKind, NoticeFile};
use crate::locale::{self, message::Message};
use crate::store::Result;
use crate::store::outbox::ShownSide;
use crate::store::privacy::Download;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Updates under way at once.
const AT_ONCE: usize = 64;
/// How often an update is tried before it goes to the dead letters.
const TRIES: u32 = 3;

type Key = (ChannelKind, String);
type Job = (Inbound, oneshot::Sender<Receipt>);

/// Addresses with an update under way, each with those that wait behind it.
#[derive(Debug, Default)]
pub(super) struct Lanes(Mutex<HashMap<Key, VecDeque<Job>>>);

impl Lanes {
    fn lock(&self) -> MutexGuard<'_, HashMap<Key, VecDeque<Job>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a job; gives it back when nothing of its address is under way, to be started now.
    fn admit(&self, key: &Key, job: Job) -> Option<Job> {
        let mut lanes = self.lock();
        if let Some(waiting) = lanes.get_mut(key) {
            waiting.push_back(job);
            return None;
        }
        lanes.insert(key.clone(), VecDeque::new());
        Some(job)
    }

    /// The next job of an address, or the end of its lane.
    fn next(&self, key: &Key) -> Option<Job> {
        let mut lanes = self.lock();
        let next = lanes.get_mut(key).and_then(VecDeque::pop_front);
        if next.is_none() {
            lanes.remove(key);
        }
        next
    }

    /// Ends a lane with all that waits in it; their receipts never come.
    fn leave(&self, key: &Key) {
        self.lock().remove(key);
    }
}

/// What a job waits for before it is begun.
struct Turn {
    permits: Arc<Semaphore>,
    closing: CancellationToken,
}

impl Turn {
    /// Leave to begin the next job; `None` once the house closes.
    async fn comes(&self) -> Option<SemaphorePermit<'_>> {
        let permit = self.permits.acquire();
        // The semaphore is never closed.
        self.closing.run_until_cancelled(permit).await?.ok()
    }
}

impl Runner {
    /// Serves requests until told to stop, then finishes those under way. What only waited for its turn is left with
    /// its channel, which brings it again after the restart: working off a long queue would outlast the closing.
    pub async fn serve(
        self: Arc<Self>,
        mut requests: mpsc::Receiver<Request>,
        shutdown: CancellationToken,
    ) {
        let tasks = TaskTracker::new();
        let permits = Arc::new(Semaphore::new(AT_ONCE));
        loop {
            let request = tokio::select! {
                biased;
                () = shutdown.cancelled() => break,
                request = requests.recv() => request,
            };
            match request {
                None => break,
                Some(Request::History {
                    channel,
                    address,
                    after,
                    limit,
                    reply,
                }) => {
                    let runner = Arc::clone(&self);
                    tasks.spawn(async move {
                        match runner.history(channel, &address, after, limit).await {
                            // The channel has gone when nobody listens any more.
                            Ok(bubbles) => drop(reply.send(bubbles)),
                            Err(error) => tracing::error!(%error, "history could not be read"),
                        }
                    });
                }
                Some(Request::File {
                    channel,
                    address,
                    seq,
                    has,
                    reply,
                }) => {
                    let runner = Arc::clone(&self);
                    tasks.spawn(async move {
                        match runner.file(channel, &address, seq, has).await {
                            Ok(fetched) => drop(reply.send(fetched)),
                            Err(error) => tracing::error!(%error, "a file could not be read"),
                        }
                    });
                }
                Some(Request::Inbound { inbound, reply }) => {
                    let key = (inbound.channel, inbound.address.clone());
                    if let Some(job) = self.lanes.admit(&key, (inbound, reply)) {
                        let turn = Turn {
                            permits: Arc::clone(&permits),
                            closing: shutdown.clone(),
                        };
                        tasks.spawn(Arc::clone(&self).drain(key, job, turn));
                    }
                }
            }
        }
        tasks.close();
        tasks.wait().await;
    }

    /// Works off one address's lane.
    async fn drain(self: Arc<Self>, key: Key, first: Job, turn: Turn) {
        let mut job = Some(first);
        while let Some((inbound, reply)) = job {
            let Some(permit) = turn.comes().await else {
                self.lanes.leave(&key);
                break;
            };
            if let Some(receipt) = Arc::clone(&self).insist(inbound, &turn.closing).await {
                // Nobody listens any more when the channel is closing.
                let _ = reply.send(receipt);
            }
            drop(permit);
            job = self.lanes.next(&key);
        }
    }

    /// Tries an update until it is applied or must be given up; `None` when it is neither, so that the channel does
    /// not acknowledge it: not even giving up could be stored, or the house closes.
    async fn insist(
        self: Arc<Self>,
        inbound: Inbound,
        closing: &CancellationToken,
    ) -> Option<Receipt> {
        let mut error = String::new();
        for attempt in 1..=TRIES {
            let (runner, update) = (Arc::clone(&self), inbound.clone());
            // A task of its own: a panic in one update is an error of that update only.
            match tokio::spawn(async move { runner.apply(&update).await }).await {
                Ok(Ok(receipt)) => return Some(receipt),
                Ok(Err(e)) => error = e.to_string(),
                Err(_) => error = "panicked".to_owned(),
            }
            if closing.is_cancelled() {
                // The database may be closed by now. Nothing is wrong with the update itself.
                tracing::info!(update = %inbound.update_id, %error, "closing; the update stays with its channel");
                return None;
            }
            tracing::warn!(attempt, update = %inbound.update_id, channel = %inbound.channel, %error, "update not applied");
            tokio::time::sleep(Duration::from_millis(50 * u64::from(attempt * attempt))).await;
        }
        match self.give_up(&inbound, &error).await {
            Ok(()) => Some(Receipt::DeadLettered),
            Err(error) => {
                tracing::error!(%error, update = %inbound.update_id, "update neither applied nor kept; it stays with the channel");
                None
            }
        }
    }

    /// Keeps a failed update for a person and apologises to the worker.
    async fn give_up(&self, inbound: &Inbound, error: &str) -> Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let greeting = locale::negotiate(inbound.locale_hint.as_deref());
        let id = tx
            .ensure_chat(inbound.channel, &inbound.address, greeting, now)
            .await?;
        let at = known_by(inbound);
        tx.bury(&self.store, at, &payload(&inbound.said), error, now)
            .await?;
        // A later replay of it must not be applied out of order.
        tx.note_inbound(&id, at, now).await?;
        if let Some(chat) = tx.lock_chat(&self.store, &id).await? {
            let sorry = Content {
                body: locale::text(chat.locale, &Message::Sorry),
                ..Content::default()
            };
            tx.queue_reply(&chat.id, chat.channel, &chat.address, &sorry, None, now)
                .await?;
        }
        tx.commit().await?;
        self.wake.notify_one();
        Ok(())
    }

    /// The file of the notice that stands at `seq` in this chat.
    async fn file(
        &self,
        channel: ChannelKind,
        address: &str,
        seq: i64,
        has: Option<String>,
    ) -> Result<Fetched> {
        let mut tx = self.store.read().await?;
        let Some(chat) = tx.chat_at(channel, address).await? else {
            return Ok(Fetched::None);
        };
        if let Some(own) = tx.own_file_shown_at(&chat, seq).await? {
            let found = tx.download(&self.store, &own, self.clock.now()).await?;
            tx.rollback().await?;
            return Ok(found.map_or(Fetched::None, |found| {
                match has == Some(found.hash.clone()) {
                    true => Fetched::Same,
                    false => Fetched::File(own_file(found)),
                }
            }));
        }
        let Some(notice) = tx.notice_shown_at(&chat, seq).await? else {
            return Ok(Fetched::None);
        };
        let Some(info) = tx.notice_file_info(&notice).await? else {
            return Ok(Fetched::None);
        };
        if has.as_ref() == Some(&info.hash) {
            return Ok(Fetched::Same);
        }
        let file = tx.notice_file(&notice).await?;
        tx.rollback().await?;
        let hash = info.hash;
        let sent = file.map(|file| Arc::new(FileToSend { file, hash }));
        Ok(sent.map_or(Fetched::None, Fetched::File))
    }

    async fn history(
        &self,
        channel: ChannelKind,
        address: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Bubble>> {
        let mut tx = self.store.read().await?;
        let Some(chat) = tx.chat_at(channel, address).await? else {
            return Ok(Vec::new());
        };
        let shown = tx.history(&chat, after, limit).await?;
        tx.rollback().await?;
        let bubble = |shown: crate::store::outbox::Shown| Bubble {
            seq: shown.seq,
            at: shown.at,
            side: match shown.side {
                ShownSide::Worker(text) => Side::Worker(text),
                ShownSide::Bureau(content) => Side::Bureau(Box::new(content)),
                ShownSide::Notice(message, reader) => {
                    let prepared = locale::notice::Prepared::new(&message);
                    Side::Bureau(Box::new(prepared.content(reader.locale, &reader.known)))
                }
            },
        };
        Ok(shown.into_iter().map(bubble).collect())
    }
}

/// A file of the reader's own data, on its way.
fn own_file(found: Download) -> Arc<FileToSend> {
    let file = NoticeFile {
        name: found.name,
        kind: FileKind::Text,
        bytes: found.bytes,
    };
    let hash = found.hash;
    Arc::new(FileToSend { file, hash })
}

/// What was said, as it is kept (sealed) with a dead letter; a photo's bytes are not.
fn payload(said: &Said) -> Vec<u8> {
    match said {
        Said::Text(text) | Said::Button(text) => text.clone().into_bytes(),
        Said::Start { payload } => payload.clone().unwrap_or_default().into_bytes(),
        Said::Contact { mobile, .. } => mobile.clone().into_bytes(),
        Said::Photo(_) | Said::Unreadable | Said::Blocked | Said::Unblocked => {
            format!("{said:?}").into_bytes()
        }
    }
}
