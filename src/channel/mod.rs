//! Channels: where workers talk to us. A channel turns its own updates into [`Inbound`] and shows [`Outbound`];
//! it decides nothing. It hands updates to an [`Intake`] and acknowledges them to its own server only after the
//! receipt, that is, after the transaction that applied them has committed.

pub mod telegram;
pub mod terminal;
pub mod web;

use crate::domain::delivery::{ChannelKind, Content, Gone};
use crate::domain::notice::NoticeFile;
use crate::domain::time::Timestamp;
use futures::future::BoxFuture;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// One thing a worker did on a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Where it came from.
    pub channel: ChannelKind,
    /// The chat's address on that channel: opaque, unique within it, never a secret (the web channel uses a
    /// hash of its cookie).
    pub address: String,
    /// The channel's own identifier of this update, unique within the address; a repeat changes nothing.
    pub update_id: String,
    /// What was done.
    pub said: Said,
    /// Language the channel reports (BCP 47), used for the first greeting only.
    pub locale_hint: Option<String>,
    /// The message a button was pressed on, so that the answer can replace it.
    pub on_message: Option<String>,
}

/// What a worker did.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// Opened the chat, perhaps by a link with a payload of at most 64 of `[A-Za-z0-9_-]`.
    Start {
        /// Payload of the link, unverified.
        payload: Option<String>,
    },
    /// Typed text, as received.
    Text(String),
    /// Pressed a button; the payload is unverified.
    Button(String),
    /// Sent a photo.
    Photo(Photo),
    /// Shared a telephone number through the channel's own button.
    Contact {
        /// The number, unverified.
        mobile: String,
        /// Whether the channel vouches that it is the sender's own.
        own: bool,
    },
    /// Something the dialogue cannot read: a sticker, a voice message, a location.
    Unreadable,
    /// Blocked us.
    Blocked,
    /// Unblocked us.
    Unblocked,
}

/// Shows the kind only: what a worker says may hold personal data, and `Debug` ends up in logs.
impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Start { .. } => "Start",
            Self::Text(_) => "Text(…)",
            Self::Button(_) => "Button(…)",
            Self::Photo(_) => "Photo(…)",
            Self::Contact { .. } => "Contact(…)",
            Self::Unreadable => "Unreadable",
            Self::Blocked => "Blocked",
            Self::Unblocked => "Unblocked",
        })
    }
}

/// A photo's bytes, as downloaded by the channel; at most [`Photo::MAX_BYTES`].
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// Media type found by looking at the bytes, `image/jpeg` or `image/png`.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Photo {
    /// Largest photo taken, in bytes.
    pub const MAX_BYTES: usize = 10 * 1024 * 1024;

    /// Recognises JPEG and PNG by their first bytes; `None` for anything else or for more than
    /// [`Photo::MAX_BYTES`].
    pub fn recognise(bytes: Vec<u8>) -> Option<Self> {
        let mime = match bytes.as_slice() {
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            _ => return None,
        };
        (bytes.len() <= Self::MAX_BYTES).then(|| Self {
            mime: mime.to_owned(),
            bytes,
        })
    }
}

/// What became of an inbound update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// Applied and committed.
    Applied,
    /// Had been applied before; nothing changed.
    Duplicate,
    /// Failed three times; kept in the dead-letter table, the worker was told.
    DeadLettered,
}

/// The house is closing or could not take the request; the channel must not acknowledge the update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server is shutting down; try again")]
pub struct IntakeClosed;

/// What a channel asks of the house; the runner answers.
#[derive(Debug)]
pub enum Request {
    /// Apply this update.
    Inbound {
        /// The update.
        inbound: Inbound,
        /// Answered after the commit.
        reply: oneshot::Sender<Receipt>,
    },
    /// Read back what has been shown in a chat.
    History {
        /// Channel of the chat.
        channel: ChannelKind,
        /// Its address.
        address: String,
        /// Only bubbles after this position.
        after: i64,
        /// Most rows wanted.
        limit: i64,
        /// The bubbles, oldest first.
        reply: oneshot::Sender<Vec<Bubble>>,
    },
    /// Read the file that came with a bubble of a chat.
    File {
        /// Channel of the chat.
        channel: ChannelKind,
        /// Its address.
        address: String,
        /// Position of the bubble.
        seq: i64,
        /// Hash of the file that the asker has already; then only whether it is still that one is told.
        has: Option<String>,
        /// The file; [`Fetched::None`] for a bubble without one, or one of another chat.
        reply: oneshot::Sender<Fetched>,
    },
}

/// What became of asking for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// There is none.
    None,
    /// The asker has it already.
    Same,
    /// The file.
    File(Arc<FileToSend>),
}

/// Handle through which a channel delivers updates. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake(mpsc::Sender<Request>);

impl Intake {
    /// An intake and the end from which the runner serves it; `depth` requests may wait.
    pub fn new(depth: usize) -> (Self, mpsc::Receiver<Request>) {
        let (tx, rx) = mpsc::channel(depth);
        (Self(tx), rx)
    }

    /// Hands over an update and waits until its transaction has committed. Updates of one address are applied
    /// in the order of these calls.
    ///
    /// # Errors
    /// [`IntakeClosed`] when the house is closing: the update was not applied, or it is not known to be.
    pub async fn submit(&self, inbound: Inbound) -> Result<Receipt, IntakeClosed> {
        self.enqueue(inbound).await?.await.map_err(|_| IntakeClosed)
    }

    /// Hands over an update and returns at once with the receipt to come; order is kept from this moment on.
    ///
    /// # Errors
    /// [`IntakeClosed`] when the house is closing.
    pub async fn enqueue(
        &self,
        inbound: Inbound,
    ) -> Result<oneshot::Receiver<Receipt>, IntakeClosed> {
        let (reply, receipt) = oneshot::channel();
        self.0
            .send(Request::Inbound { inbound, reply })
            .await
            .map_err(|_| IntakeClosed)?;
        Ok(receipt)
    }

    /// Bubbles of a chat after position `after`, oldest first; empty for an unknown chat.
    ///
    /// # Errors
    /// [`IntakeClosed`] when the house is closing.
    pub async fn history(
        &self,
        channel: ChannelKind,
        address: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Bubble>, IntakeClosed> {
        let (reply, answer) = oneshot::channel();
        let address = address.to_owned();
        let request = Request::History {
            channel,
            address,
            after,
            limit,
            reply,
        };
        self.0.send(request).await.map_err(|_| IntakeClosed)?;
        answer.await.map_err(|_| IntakeClosed)
    }
}

impl Intake {
    /// The file that came with the bubble at `seq` of this very chat. `has` is the hash of what the asker has.
    ///
    /// # Errors
    /// [`IntakeClosed`] when the house is closing.
    pub async fn file(
        &self,
        channel: ChannelKind,
        address: &str,
        seq: i64,
        has: Option<String>,
    ) -> Result<Fetched, IntakeClosed> {
        let (reply, answer) = oneshot::channel();
        let address = address.to_owned();
        let request = Request::File {
            channel,
            address,
            seq,
            has,
            reply,
        };
        self.0.send(request).await.map_err(|_| IntakeClosed)?;
        answer.await.map_err(|_| IntakeClosed)
    }
}

/// Something that has appeared in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// Position in the chat: grows by one with each bubble, so a page can resume after the last it has seen.
    pub seq: i64,
    /// When it appeared.
    pub at: Timestamp,
    /// Whose it is, and what.
    pub side: Side,
}

/// Side of a bubble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// The worker's own words, with personal numbers masked.
    Worker(String),
    /// Ours.
    Bureau(Box<Content>),
}

/// One message on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbound {
    /// Outbox row, for logs.
    pub id: i64,
    /// The chat's address on its channel.
    pub address: String,
    /// What to show; shared by all who get the same.
    pub content: Arc<Content>,
    /// Message to replace instead of adding one, where the channel can.
    pub edit: Option<String>,
    /// Earlier message whose buttons are spent and should disappear, where the channel can.
    pub spent: Option<String>,
    /// The bytes of [`Content::file`], shared by all who get it.
    pub file: Option<Arc<FileToSend>>,
}

/// A file on its way to many chats.
#[derive(Debug, PartialEq, Eq)]
pub struct FileToSend {
    /// The file.
    pub file: NoticeFile,
    /// Hash of its bytes, by which a channel knows that it has uploaded it before.
    pub hash: String,
}

/// Proof of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The channel's identifier of the message.
    pub message_ref: String,
}

/// Why a message was not delivered, by what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server names a pause.
    #[error("asked to wait {seconds} s")]
    RetryAfter {
        /// Seconds to wait.
        seconds: u32,
        /// Whether the pause names this chat only, rather than the whole account.
        chat_only: bool,
    },
    /// Surely not delivered, worth another try: connection refused, a 5xx before acceptance.
    #[error("not delivered, will retry: {0}")]
    Later(String),
    /// The recipient cannot be reached at all.
    #[error("recipient gone: {}", .0.as_str())]
    Gone(Gone),
    /// The chat has a new address.
    #[error("chat moved")]
    Migrated {
        /// The new address.
        to: String,
    },
    /// The server refuses this very message.
    #[error("message refused: {0}")]
    Rejected(String),
    /// Our credentials or set-up are wrong; an operator must act.
    #[error("channel misconfigured: {0}")]
    Misconfigured(String),
    /// The answer was lost; the message may have arrived.
    #[error("outcome unknown: {0}")]
    Ambiguous(String),
}

/// A way of sending. Implemented at the edge by each messenger.
pub trait Channel: Send + Sync {
    /// Which channel this is.
    fn kind(&self) -> ChannelKind;

    /// Sends one message.
    ///
    /// # Errors
    /// [`SendError`], classified by what the caller must do next.
    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>>;

    /// Called after the outcome of a sent message has been committed: from now on its bubble is part of the
    /// chat's history. For channels that show by reading the history back; it must return at once.
    fn shown(&self, _address: &str) {}
}
