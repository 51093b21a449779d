//! What HR decides about a line, and what follows from it for the worker.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{EmployerId, RosterLineId, StaffId, WorkerId};
use crate::domain::registration::{News, RegistrationState};
use crate::domain::roster::{Decision, DecisionError, RosterState};
use crate::domain::time::Timestamp;

/// Why a decision was not taken; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No such line.
    #[error("no such roster line")]
    NoLine,
    /// Against the rules.
    #[error(transparent)]
    Refused(#[from] DecisionError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for DecideError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Tx {
    /// Decides a line for HR and, in the same transaction, records it and queues the news for the worker's most
    /// recently used chat, whose dialogue then sees to the seat. A worker without a chat has nobody to tell, so
    /// their seat is seen to here: confirmed, or given up where the trip asks for HR's confirmation.
    ///
    /// # Errors
    /// [`DecideError`]; nothing was changed.
    pub async fn decide_roster_line(
        &mut self,
        id: &RosterLineId,
        decision: &Decision,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<RosterState, DecideError> {
        let locked = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT l.id FROM roster_line l JOIN roster r ON r.employer_id = l.employer_id \
             WHERE l.id = $1 AND r.stage = 'locked'",
            id.as_str(),
        )?;
        match locked {
            Some(_) => Err(DecisionError::Locked.into()),
            None => self.take_decision(id, decision, by, now).await,
        }
    }

    /// As [`Tx::decide_roster_line`], on a locked roster too.
    pub(super) async fn take_decision(
        &mut self,
        id: &RosterLineId,
        decision: &Decision,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<RosterState, DecideError> {
        let (worker,) = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT worker_id FROM roster_line WHERE id = $1",
            id.as_str(),
        )?
        .ok_or(DecideError::NoLine)?;
        let worker = WorkerId::new(worker);
        self.lock_worker(&worker).await?;
        let locked = rows!(
            self,
            fetch_optional,
            (String, String),
            lock "SELECT state, employer_id FROM roster_line WHERE id = $1",
            id.as_str(),
        )?;
        let (state, employer) = locked.ok_or(DecideError::NoLine)?;
        let state = word(
            "roster_line",
            id.as_str(),
            "state",
            &state,
            RosterState::parse,
        )?;
        let after = state.decide(decision)?;
        let (action, reason) = match decision {
            Decision::Confirm => ("roster.confirmed", None),
            Decision::Reject { reason } => ("roster.rejected", Some(reason.trim().to_owned())),
        };
        execute!(
            self,
            "UPDATE roster_line SET state = $1, reason = $2, decided_by = $3, decided_at = $4 WHERE id = $5",
            after.as_str(),
            reason.clone(),
            by.as_str(),
            now.millis(),
            id.as_str(),
        )?;
        self.audit(by.as_str(), action, id.as_str(), reason.as_deref(), now)
            .await?;
        match &reason {
            None => self.confirm_registration(&worker, &employer, now).await?,
            // Else they would be confirmed by themselves when they name this employer again.
            Some(_) => {
                let employer = EmployerId::new(employer.as_str());
                self.strike_worker(&employer, &worker).await?;
            }
        }
        let chats = self.chats_of(&worker).await?;
        match (chats.first(), reason) {
            (Some(chat), reason) => {
                let employer = self.employer_name(&employer).await?;
                let line = id.clone();
                let news = match reason {
                    None => News::RosterConfirmed { line, employer },
                    Some(reason) => News::RosterRejected {
                        line,
                        employer,
                        reason,
                    },
                };
                self.queue_news(chat, &news, now).await?;
            }
            (None, None) => {
                if let Some(seat) = self.active_seat(&worker).await? {
                    self.confirm_seat(&seat.seat, &worker, now).await?;
                }
            }
            (None, Some(_)) => {
                self.release_unconfirmed(&worker, now).await?;
            }
        }
        Ok(after)
    }

    /// Confirms every line of an employer that was claimed up to `seen_until`, the moment at which the list was
    /// shown: somebody who claims later is not confirmed unseen. Returns how many.
    pub async fn confirm_claims(
        &mut self,
        employer: &EmployerId,
        seen_until: Timestamp,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<i64, DecideError> {
        let lines = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM roster_line \
             WHERE employer_id = $1 AND state = 'claimed' AND created_at <= $2 ORDER BY worker_id",
            employer.as_str(),
            seen_until.millis(),
        )?;
        let mut count = 0;
        for (id,) in lines {
            let id = RosterLineId::new(id);
            let decided = self
                .decide_roster_line(&id, &Decision::Confirm, by, now)
                .await;
            match decided {
                Ok(_) => count += 1,
                // Somebody was quicker.
                Err(DecideError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }

    pub(super) async fn employer_name(&mut self, employer: &str) -> Result<String> {
        let (name,) = rows!(
            self,
            fetch_one,
            (String,),
            "SELECT name FROM employer WHERE id = $1",
            employer
        )?;
        Ok(name)
    }

    /// A registration with this employer that was only submitted is confirmed now.
    pub(super) async fn confirm_registration(
        &mut self,
        worker: &WorkerId,
        employer: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE registration SET state = $1, updated_at = $2 \
             WHERE worker_id = $3 AND employer_id = $4 AND state = $5",
            RegistrationState::EmployerConfirmed.as_str(),
            now.millis(),
            worker.as_str(),
            employer,
            RegistrationState::Submitted.as_str(),
        )?;
        Ok(())
    }
}
