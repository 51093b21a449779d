//! An employer's roster: who claims to be its staff, and what HR says of it (bulletin P1, domain reference §2).

mod entry;
mod stage;

pub use entry::{CellFault, Entry, EntryCells, EntryFault, EntryRow, Field};
pub use stage::{RosterStage, StageError, StageStep};

use super::words;

words! {
    /// State of one worker's line. HR's confirmation of the final roster is our design decision.
    RosterState {
        /// The worker names this employer; HR has not answered.
        Claimed => "claimed",
        /// HR has confirmed.
        Confirmed => "confirmed",
        /// HR has refused, with a reason.
        Rejected => "rejected",
        /// HR has put somebody else in their place.
        Replaced => "replaced",
        /// The worker's data were erased.
        Erased => "erased",
    }
}

words! {
    /// What a row of an uploaded roster is.
    RowKind {
        /// Somebody who has registered already.
        Matched => "matched",
        /// Somebody who has not.
        New => "new",
        /// Somebody who stands further up in the file.
        Duplicate => "duplicate",
        /// Somebody whom this employer has declared before.
        Listed => "listed",
        /// A row with an error.
        Wrong => "wrong",
    }
}

words! {
    /// How far an uploaded roster has come.
    UploadState {
        /// It is being read.
        Reading => "reading",
        /// It can be looked through, corrected and accepted.
        Ready => "ready",
        /// It cannot be read.
        Failed => "failed",
        /// Its people are on the roster.
        Accepted => "accepted",
    }
}

/// HR's answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Ours.
    Confirm,
    /// Not ours; the worker is told why.
    Reject {
        /// Reason in HR's words, 2 to 200 characters.
        reason: String,
    },
}

/// Why a decision is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// A line is decided once; corrections are new events (invariant 10).
    #[error("this line is already {0}")]
    AlreadyDecided(RosterState),
    /// Nothing changes on a locked roster.
    #[error("the roster is locked")]
    Locked,
    /// A rejection needs a reason of 2 to 200 characters.
    #[error("a rejection needs a reason of 2 to 200 characters")]
    Reason,
}

impl RosterState {
    /// State after `decision`.
    ///
    /// # Errors
    /// [`DecisionError`] when the line is already decided or the reason is too short or too long.
    pub fn decide(self, decision: &Decision) -> Result<Self, DecisionError> {
        match (self, decision) {
            (Self::Claimed, Decision::Confirm) => Ok(Self::Confirmed),
            (Self::Claimed, Decision::Reject { reason }) => match reason.trim().chars().count() {
                2..=200 => Ok(Self::Rejected),
                _ => Err(DecisionError::Reason),
            },
            (Self::Confirmed | Self::Rejected | Self::Replaced | Self::Erased, _) => {
                Err(DecisionError::AlreadyDecided(self))
            }
        }
    }
}
