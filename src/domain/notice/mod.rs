//! Bulk notices: the bureau's open letter and its kin (bulletin P10, P11).

mod audience;
mod file;
mod forecast;
mod list;
mod message;
mod options;
mod text;

pub use audience::{Audience, AudienceStatus, Group, Rule, Test};
pub use file::{FileError, FileInfo, FileKind, NoticeFile};
pub use forecast::{Forecast, Rest, forecast};
pub use list::{EntryError, ListEntry, ListRead, ListReader, Number, Unread};
pub use message::{Known, KnownTrip, NoticeMessage};
pub use options::{NoticeButton, NoticeOptions, OnDoubt};
pub use text::{NoticeText, check_text, check_texts, text_for};

use super::id::StaffId;
use super::language::Locale;
use super::letter::LetterError;
use super::staff::Role;
use super::words;

words! {
    /// State of a notice: draft → approved (→ scheduled) → sending ⇄ paused → done; cancelled.
    NoticeState {
        /// Being written.
        Draft => "draft",
        /// Approved by a second person; its text is frozen.
        Approved => "approved",
        /// Will start by itself at its time.
        Scheduled => "scheduled",
        /// Going out.
        Sending => "sending",
        /// Stopped for the moment.
        Paused => "paused",
        /// Every recipient has an outcome.
        Done => "done",
        /// Will not go out (any further).
        Cancelled => "cancelled",
    }
}

words! {
    /// What a person does with a notice.
    NoticeAction {
        /// Approve the draft.
        Approve => "approve",
        /// Start sending now.
        Send => "send",
        /// Start sending at a later moment.
        Schedule => "schedule",
        /// Stop for the moment.
        Pause => "pause",
        /// Go on.
        Resume => "resume",
        /// Give it up.
        Cancel => "cancel",
        /// Once it is done, try again whom it failed to reach.
        Retry => "retry",
    }
}

/// Why an action is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// Invariant 9: a notice's author is not its approver.
    #[error("the author of a notice cannot approve it")]
    OwnNotice,
    /// Not possible in this state.
    #[error("a notice that is {0} cannot be changed in this way")]
    State(NoticeState),
    /// The authoritative text (Simplified Chinese) is missing.
    #[error("the Simplified Chinese text is missing")]
    NoText,
    /// The moment it is to start has passed.
    #[error("the moment has passed")]
    Past,
    /// A text in another language has a heading only.
    #[error("the text in {0} is empty; fill it in or leave that language out")]
    EmptyText(Locale),
    /// A heading longer than [`MAX_TITLE`].
    #[error("the heading in {locale} has {length} characters; at most {MAX_TITLE} fit")]
    TitleTooLong {
        /// Language.
        locale: Locale,
        /// Its length in characters.
        length: usize,
    },
    /// Longer than a message may be, with the longest name, employer and trip in the placeholders' stead.
    #[error(
        "the text in {locale} takes up to {units} characters; at most {MAX_UNITS} fit one message"
    )]
    TooLong {
        /// Language.
        locale: Locale,
        /// Its length in UTF-16 code units; an emoji counts for two or more.
        units: usize,
    },
    /// A text that cannot be sent as it is.
    #[error("the text in {locale}: {error}")]
    Letter {
        /// Language.
        locale: Locale,
        /// Why.
        error: LetterError,
    },
    /// A button to read more, and no page to open.
    #[error("the button to read more needs an address beginning with https://")]
    ReadMoreNeedsAddress,
    /// An address that no page can have.
    #[error("{0:?} is not the whole address of a page, which begins with https://")]
    BadAddress(String),
    /// The same button twice.
    #[error("the button {0} is there twice")]
    ButtonTwice(NoticeButton),
    /// A file that cannot be sent.
    #[error(transparent)]
    File(FileError),
}

/// Longest heading, in characters.
pub const MAX_TITLE: usize = 80;

/// Longest message, heading included, in UTF-16 code units: Telegram's limit.
pub const MAX_UNITS: usize = 4096;

impl NoticeAction {
    /// Whether someone of this role may do it; `own_draft` says whether the notice is a draft that they wrote.
    /// Administrators act; an author may give up their own draft (domain reference §2).
    pub fn is_open_to(self, role: Role, own_draft: bool) -> bool {
        match self {
            Self::Approve
            | Self::Send
            | Self::Schedule
            | Self::Pause
            | Self::Resume
            | Self::Retry => role == Role::Admin,
            Self::Cancel => role == Role::Admin || own_draft,
        }
    }
}

/// Refusals of a notice's text, in a row and for the same reason, after which it pauses by itself: the others would
/// be refused as well.
pub const REFUSALS_TO_PAUSE: i64 = 20;

impl NoticeState {
    /// State after `action` by `actor` on a notice written by `author`.
    ///
    /// # Errors
    /// [`NoticeError::OwnNotice`] for approving one's own, [`NoticeError::State`] where the action does not apply.
    pub fn after(
        self,
        action: NoticeAction,
        actor: &StaffId,
        author: &StaffId,
    ) -> Result<Self, NoticeError> {
        match (self, action) {
            (Self::Draft, NoticeAction::Approve) if actor == author => Err(NoticeError::OwnNotice),
            (Self::Draft, NoticeAction::Approve) => Ok(Self::Approved),
            (Self::Approved | Self::Scheduled, NoticeAction::Schedule) => Ok(Self::Scheduled),
            (Self::Approved | Self::Scheduled, NoticeAction::Send)
            | (Self::Paused, NoticeAction::Resume)
            | (Self::Done, NoticeAction::Retry) => Ok(Self::Sending),
            (Self::Sending, NoticeAction::Pause) => Ok(Self::Paused),
            (
                Self::Draft | Self::Approved | Self::Scheduled | Self::Sending | Self::Paused,
                NoticeAction::Cancel,
            ) => Ok(Self::Cancelled),
            (
                Self::Draft
                | Self::Approved
                | Self::Scheduled
                | Self::Sending
                | Self::Paused
                | Self::Done
                | Self::Cancelled,
                NoticeAction::Approve
                | NoticeAction::Send
                | NoticeAction::Schedule
                | NoticeAction::Pause
                | NoticeAction::Resume
                | NoticeAction::Cancel
                | NoticeAction::Retry,
            ) => Err(NoticeError::State(self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invariant_9_author_is_not_approver() {
        let (ann, bo) = (StaffId::new("ann"), StaffId::new("bo"));
        assert_eq!(
            NoticeState::Draft.after(NoticeAction::Approve, &ann, &ann),
            Err(NoticeError::OwnNotice)
        );
        assert_eq!(
            NoticeState::Draft.after(NoticeAction::Approve, &bo, &ann),
            Ok(NoticeState::Approved)
        );
    }

    #[test]
    fn an_approved_notice_is_sent_paused_and_resumed_but_not_approved_again() {
        let (ann, bo) = (StaffId::new("ann"), StaffId::new("bo"));
        let sending = NoticeState::Approved
            .after(NoticeAction::Send, &bo, &ann)
            .unwrap();
        let paused = sending.after(NoticeAction::Pause, &ann, &ann).unwrap();
        assert_eq!(
            paused.after(NoticeAction::Resume, &ann, &ann),
            Ok(NoticeState::Sending)
        );
        assert_eq!(
            paused.after(NoticeAction::Approve, &bo, &ann),
            Err(NoticeError::State(NoticeState::Paused))
        );
        assert!(
            NoticeState::Done
                .after(NoticeAction::Cancel, &bo, &ann)
                .is_err()
        );
    }

    #[test]
    fn the_failed_are_tried_again_once_a_notice_is_done_and_only_by_administrators() {
        let bo = StaffId::new("bo");
        for state in NoticeState::ALL {
            let next = state.after(NoticeAction::Retry, &bo, &bo);
            assert_eq!(next.is_ok(), *state == NoticeState::Done, "{state}");
        }
        assert!(NoticeAction::Retry.is_open_to(Role::Admin, false));
        assert!(!NoticeAction::Retry.is_open_to(Role::Clerk, true));
        assert!(NoticeAction::Cancel.is_open_to(Role::Clerk, true));
        assert!(!NoticeAction::Cancel.is_open_to(Role::Clerk, false));
    }
}
