//! Bulk notices: the bureau's open letter and its kin (bulletin P10, P11).

use super::health::HealthCode;
use super::id::{EmployerId, StaffId};
use super::language::Locale;
use super::place::PlaceCode;
use super::staff::Role;
use super::words;
use serde::{Deserialize, Serialize};

words! {
    /// State of a notice: draft → approved → sending ⇄ paused → done; cancelled.
    NoticeState {
        /// Being written.
        Draft => "draft",
        /// Approved by a second person; its text is frozen.
        Approved => "approved",
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
        /// Start sending.
        Send => "send",
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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
    /// Longer than a message may be.
    #[error("the text has {0} characters; at most {max} fit one message", max = MAX_CHARS)]
    TooLong(usize),
}

/// Longest heading, in characters.
pub const MAX_TITLE: usize = 80;

/// Longest text of one message: Telegram's limit, in UTF-16 units there; we count characters with headroom.
pub const MAX_CHARS: usize = 3500;

impl NoticeAction {
    /// Whether someone of this role may do it; `own_draft` says whether the notice is a draft that they wrote.
    /// Administrators act; an author may give up their own draft (domain reference §2).
    pub fn is_open_to(self, role: Role, own_draft: bool) -> bool {
        match self {
            Self::Approve | Self::Send | Self::Pause | Self::Resume | Self::Retry => {
                role == Role::Admin
            }
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
            (Self::Approved, NoticeAction::Send)
            | (Self::Paused, NoticeAction::Resume)
            | (Self::Done, NoticeAction::Retry) => Ok(Self::Sending),
            (Self::Sending, NoticeAction::Pause) => Ok(Self::Paused),
            (Self::Draft | Self::Approved | Self::Sending | Self::Paused, NoticeAction::Cancel) => {
                Ok(Self::Cancelled)
            }
            (
                Self::Draft
                | Self::Approved
                | Self::Sending
                | Self::Paused
                | Self::Done
                | Self::Cancelled,
                NoticeAction::Approve
                | NoticeAction::Send
                | NoticeAction::Pause
                | NoticeAction::Resume
                | NoticeAction::Cancel
                | NoticeAction::Retry,
            ) => Err(NoticeError::State(self)),
        }
    }
}

/// Whom a notice is for; every filter that is set must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Audience {
    /// Origin within this province, city or county.
    pub origin: Option<PlaceCode>,
    /// Target employer.
    pub employer: Option<EmployerId>,
    /// How far they have come.
    pub status: AudienceStatus,
    /// Reported health code.
    pub health_code: Option<HealthCode>,
}

words! {
    /// How far the people of an audience have come.
    #[derive(Default)]
    AudienceStatus {
        /// Everyone who ever wrote to us.
        #[default]
        Anyone => "anyone",
        /// Started but has not submitted a registration.
        Started => "started",
        /// Registered.
        Registered => "registered",
        /// Has a seat.
        Seated => "seated",
        /// Waits in line for a seat.
        Waiting => "waiting",
        /// Registered, neither seated nor in line.
        Unseated => "unseated",
    }
}

/// The text of a notice in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// Language.
    pub locale: Locale,
    /// Heading, at most 80 characters.
    pub title: String,
    /// Body; plain text with line breaks.
    pub body: String,
}

/// Picks the text for a reader: their language, else the other Chinese script for a Chinese reader, else the
/// authoritative Simplified Chinese.
pub fn text_for(texts: &[NoticeText], reader: Locale) -> Option<&NoticeText> {
    let order = match reader {
        Locale::ZhHans => [Locale::ZhHans, Locale::ZhHant, Locale::En],
        Locale::ZhHant => [Locale::ZhHant, Locale::ZhHans, Locale::En],
        Locale::En => [Locale::En, Locale::ZhHans, Locale::ZhHant],
    };
    order
        .iter()
        .find_map(|locale| texts.iter().find(|text| text.locale == *locale))
}

/// Checks a set of texts before approval: Simplified Chinese present, none longer than a message.
///
/// # Errors
/// [`NoticeError::NoText`] or [`NoticeError::TooLong`].
pub fn check_texts(texts: &[NoticeText]) -> Result<(), NoticeError> {
    if !texts
        .iter()
        .any(|t| t.locale == Locale::ZhHans && !t.body.trim().is_empty())
    {
        return Err(NoticeError::NoText);
    }
    match texts
        .iter()
        .map(|t| t.title.chars().count() + t.body.chars().count())
        .find(|n| *n > MAX_CHARS)
    {
        Some(length) => Err(NoticeError::TooLong(length)),
        None => Ok(()),
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

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let text = |locale| NoticeText {
            locale,
            title: String::new(),
            body: locale.to_string(),
        };
        let texts = [text(Locale::ZhHans), text(Locale::En)];
        assert_eq!(
            text_for(&texts, Locale::ZhHant).unwrap().locale,
            Locale::ZhHans
        );
        assert_eq!(text_for(&texts, Locale::En).unwrap().locale, Locale::En);
        assert!(text_for(&[], Locale::En).is_none());
    }
}
