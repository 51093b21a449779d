//! What is sent to a chat, and what becomes of it.

use super::id::{DownloadId, NoticeId};
use super::letter::Mark;
use super::notice::FileKind;
use super::words;
use serde::{Deserialize, Serialize};

words! {
    /// A way of reaching a worker.
    ChannelKind {
        /// Telegram bot.
        Telegram => "telegram",
        /// The chat page of this server.
        Web => "web",
        /// A terminal, for trying out and for golden transcripts.
        Terminal => "terminal",
        /// The bureau's counter: the conversation is held by somebody of the staff on the worker's behalf. Nobody is
        /// reached through it.
        Desk => "desk",
    }
}

impl ChannelKind {
    /// Whether the channel has a button of its own that shares the account's telephone number.
    pub const fn shares_contacts(self) -> bool {
        match self {
            Self::Telegram => true,
            Self::Web | Self::Terminal | Self::Desk => false,
        }
    }
}

words! {
    /// Priority of an outgoing message; replies always go first.
    Lane {
        /// Answer within a conversation, or a message about one's own trip.
        Reply => "reply",
        /// Bulk notice.
        Bulk => "bulk",
    }
}

words! {
    /// Outcome of one outbox row so far.
    DeliveryState {
        /// Waiting for its turn.
        Queued => "queued",
        /// Claimed under a lease; a call may be under way.
        Sending => "sending",
        /// Accepted by the channel.
        Sent => "sent",
        /// Given up for a named reason.
        Failed => "failed",
        /// A crash or a broken answer left it open whether it arrived, and it is not sent again.
        Unknown => "unknown",
        /// In a notice's audience but not written to: opted out, or blocked us.
        Excluded => "excluded",
    }
}

words! {
    /// Whether a chat may be written to.
    ContactState {
        /// Yes.
        Open => "open",
        /// The worker does not want bulk notices; messages about the own trip still come.
        OptedOut => "opted_out",
        /// The worker blocked us or the account is gone; nothing can be sent until they write again.
        Blocked => "blocked",
        /// Both: blocked us after refusing notices. The refusal still holds when they write again.
        BlockedOptedOut => "blocked_opted_out",
    }
}

impl ContactState {
    /// After the worker has blocked us, or the account is found gone.
    pub const fn blocked(self) -> Self {
        match self {
            Self::Open | Self::Blocked => Self::Blocked,
            Self::OptedOut | Self::BlockedOptedOut => Self::BlockedOptedOut,
        }
    }

    /// After the worker has written again.
    pub const fn unblocked(self) -> Self {
        match self {
            Self::Open | Self::Blocked => Self::Open,
            Self::OptedOut | Self::BlockedOptedOut => Self::OptedOut,
        }
    }
}

/// One message as a channel is to show it, already in the worker's language.
///
/// Texts hold no markup: formatting stands beside them in [`Content::marks`], and each channel escapes for itself,
/// so a name can never break it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Short heading, shown bold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Body; lines are separated by `\n`.
    pub body: String,
    /// Formatting of the body; empty for plain text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Buttons that open a page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Answers offered, at most four, numbered from 1 where a channel has no buttons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Button>,
    /// Ways around the question (back, more, a human), shown less prominently; not numbered, each has a word.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Button>,
    /// What kind of typing is expected, so that a phone opens the right keyboard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<InputHint>,
    /// A picture that belongs to the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// A photo or document that belongs to the message; its bytes travel apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Attachment>,
}

/// A button that opens a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Text on the button.
    pub label: String,
    /// An `https` address.
    pub url: String,
}

/// A file that goes with a message, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Name as shown to the reader.
    pub name: String,
    /// Kind.
    pub kind: FileKind,
    /// Length in bytes.
    pub size: u64,
    /// The notice whose file it is, on a message that stands beside that notice's ledger: a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<NoticeId>,
    /// The reader's own data, made for this chat alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<DownloadId>,
}

/// A button: a label in the worker's language and an opaque payload of at most 64 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// Text on the button.
    pub label: String,
    /// What comes back when it is pressed; ASCII, at most 64 bytes (Telegram's limit). No personal data.
    pub payload: String,
}

words! {
    /// Kind of typing expected next.
    InputHint {
        /// Free text.
        Text => "text",
        /// Digits (and X): a resident ID.
        ResidentId => "resident_id",
        /// A telephone number; a channel that can may offer to share the account's own.
        Mobile => "mobile",
        /// A calendar day.
        Date => "date",
        /// A photo.
        Photo => "photo",
    }
}

/// A picture described by its meaning; the channel draws it in its own medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Picture {
    /// A boarding QR code.
    TicketQr {
        /// Signed payload in the QR's alphanumeric alphabet; no personal data.
        payload: String,
        /// Text fallback, at most 10 characters.
        code: String,
    },
}

/// Why a delivery failed for good; kept in the ledger and shown in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// The worker blocked us.
    Blocked,
    /// The account no longer exists.
    Deactivated,
    /// No such chat.
    NotFound,
}

impl Gone {
    /// Word kept in the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Deactivated => "deactivated",
            Self::NotFound => "chat not found",
        }
    }
}
