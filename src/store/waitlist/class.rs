//! Priority in line: set by a person of the staff, with a reason that stands in the audit.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{StaffId, WorkerId};
use crate::domain::line::LineClass;
use crate::domain::time::Timestamp;

/// Why a priority is not set.
#[derive(Debug, thiserror::Error)]
pub enum ClassError {
    /// It needs a reason of 2 to 200 characters.
    #[error("a priority needs a reason of 2 to 200 characters")]
    Reason,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] super::StoreError),
}

impl Tx {
    /// The worker's class in any line.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn line_class(&mut self, worker: &WorkerId) -> Result<LineClass> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT class FROM line_class WHERE worker_id = $1",
            worker.as_str(),
        )?;
        match row {
            Some((class,)) => word(
                "line_class",
                worker.as_str(),
                "class",
                &class,
                LineClass::parse,
            ),
            None => Ok(LineClass::Ordinary),
        }
    }

    /// Sets the worker's class, from now on and in the line they stand in: they keep their place by time within the
    /// class. Written to the audit. Locks the worker.
    ///
    /// # Errors
    /// [`ClassError::Reason`] for a reason too short or too long.
    pub async fn set_line_class(
        &mut self,
        worker: &WorkerId,
        class: LineClass,
        reason: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), ClassError> {
        let reason = reason.trim();
        if !(2..=200).contains(&reason.chars().count()) {
            return Err(ClassError::Reason);
        }
        self.lock_worker(worker).await?;
        execute!(
            self,
            "INSERT INTO line_class (worker_id, class, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (worker_id) DO UPDATE SET class = excluded.class, reason = excluded.reason, \
             set_by = excluded.set_by, set_at = excluded.set_at",
            worker.as_str(),
            class.as_str(),
            reason,
            by.as_str(),
            now.millis(),
        )
        .map_err(super::StoreError::from)?;
        execute!(
            self,
            "UPDATE waitlist SET turn = $2 + place WHERE worker_id = $1 AND state IN ('waiting', 'offered')",
            worker.as_str(),
            class.turn(0),
        )
        .map_err(super::StoreError::from)?;
        let action = format!("waitlist.class.{class}");
        self.audit(by.as_str(), &action, worker.as_str(), Some(reason), now)
            .await?;
        Ok(())
    }
}
