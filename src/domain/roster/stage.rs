//! How far an employer's roster as a whole has come: declared → screened → approved or returned → HR confirmed →
//! locked (domain reference §2). HR's confirmation of the final roster is our design decision (§0).

use super::super::staff::Role;
use super::super::words;

words! {
    /// How far a roster has come.
    RosterStage {
        /// HR has declared people, or changed something since.
        Declared => "declared",
        /// A clerk has looked through it.
        Screened => "screened",
        /// The bureau agrees.
        Approved => "approved",
        /// The bureau asks for changes.
        Returned => "returned",
        /// HR says that this is the final list.
        Confirmed => "confirmed",
        /// Nothing changes any more.
        Locked => "locked",
    }
}

words! {
    /// What moves a roster on.
    StageStep {
        /// The bureau has looked through it.
        Screen => "screen",
        /// The bureau agrees.
        Approve => "approve",
        /// The bureau asks for changes, with remarks.
        Return => "return",
        /// HR confirms the final list.
        Confirm => "confirm",
        /// Nobody changes it any more.
        Lock => "lock",
        /// An administrator opens it again, with a reason.
        Unlock => "unlock",
    }
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StageError {
    /// Not from this stage.
    #[error("the roster is {0}")]
    Stage(RosterStage),
    /// Not by this role.
    #[error("this step is another's")]
    Role,
    /// Remarks of 2 to 500 characters are needed.
    #[error("remarks of 2 to 500 characters are needed")]
    Remarks,
    /// Somebody on it still waits for HR.
    #[error("somebody still waits for an answer")]
    Waiting,
}

impl StageStep {
    /// Whether the role takes such steps: HR declares and confirms its own firm's, clerks screen, administrators
    /// approve and override (domain reference §2).
    pub const fn is_for(self, role: Role) -> bool {
        match (self, role) {
            (Self::Screen | Self::Return, Role::Clerk | Role::Admin)
            | (Self::Approve | Self::Unlock, Role::Admin)
            | (Self::Confirm, Role::Hr)
            | (Self::Lock, Role::Hr | Role::Admin) => true,
            (
                Self::Screen
                | Self::Return
                | Self::Approve
                | Self::Unlock
                | Self::Confirm
                | Self::Lock,
                Role::Clerk | Role::Admin | Role::Hr | Role::Crew,
            ) => false,
        }
    }

    /// Whether the step needs words: what to change, or why it is opened again.
    pub const fn needs_remarks(self) -> bool {
        match self {
            Self::Return | Self::Unlock => true,
            Self::Screen | Self::Approve | Self::Confirm | Self::Lock => false,
        }
    }
}

impl RosterStage {
    /// Stage after a step.
    ///
    /// # Errors
    /// [`StageError::Stage`] when the step does not begin here.
    pub const fn after(self, step: StageStep) -> Result<Self, StageError> {
        match (self, step) {
            (Self::Declared, StageStep::Screen) => Ok(Self::Screened),
            (Self::Screened, StageStep::Approve) => Ok(Self::Approved),
            (Self::Declared | Self::Screened | Self::Approved, StageStep::Return) => {
                Ok(Self::Returned)
            }
            (Self::Approved, StageStep::Confirm) => Ok(Self::Confirmed),
            (Self::Confirmed, StageStep::Lock) => Ok(Self::Locked),
            (Self::Locked, StageStep::Unlock) => Ok(Self::Declared),
            (
                Self::Declared
                | Self::Screened
                | Self::Approved
                | Self::Returned
                | Self::Confirmed
                | Self::Locked,
                StageStep::Screen
                | StageStep::Approve
                | StageStep::Return
                | StageStep::Confirm
                | StageStep::Lock
                | StageStep::Unlock,
            ) => Err(StageError::Stage(self)),
        }
    }

    /// Stage after somebody was added, replaced or taken off: what was approved is screened anew.
    ///
    /// # Errors
    /// [`StageError::Stage`] once it is locked.
    pub const fn after_change(self) -> Result<Self, StageError> {
        match self {
            Self::Declared | Self::Screened | Self::Approved | Self::Returned | Self::Confirmed => {
                Ok(Self::Declared)
            }
            Self::Locked => Err(StageError::Stage(self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_way_to_a_locked_roster() {
        let mut stage = RosterStage::Declared;
        for (step, after) in [
            (StageStep::Return, RosterStage::Returned),
            (StageStep::Screen, RosterStage::Returned),
        ] {
            stage = stage.after(step).unwrap_or(stage);
            assert_eq!(stage, after);
        }
        stage = stage.after_change().unwrap();
        for step in [
            StageStep::Screen,
            StageStep::Approve,
            StageStep::Confirm,
            StageStep::Lock,
        ] {
            stage = stage.after(step).unwrap();
        }
        assert_eq!(stage, RosterStage::Locked);
        assert!(stage.after_change().is_err());
        assert_eq!(stage.after(StageStep::Unlock), Ok(RosterStage::Declared));
    }

    proptest! {
        #[test]
        fn nothing_is_locked_that_the_bureau_has_not_approved_since_its_last_change(
            moves in prop::collection::vec(0..=StageStep::ALL.len(), 0..40)
        ) {
            let (mut stage, mut approved) = (RosterStage::Declared, false);
            for one in moves {
                match StageStep::ALL.get(one) {
                    Some(step) => if let Ok(next) = stage.after(*step) {
                        approved = matches!(step, StageStep::Approve | StageStep::Confirm | StageStep::Lock)
                            && (approved || *step == StageStep::Approve);
                        stage = next;
                    },
                    None => if let Ok(next) = stage.after_change() {
                        (stage, approved) = (next, false);
                    },
                }
                prop_assert!(stage != RosterStage::Locked || approved);
            }
        }
    }
}
