//! Requirements that an administrator has waived for one worker on one trip (bulletin P1: an override needs a reason
//! and is audited).

use super::db::{Result, StoreError, Tx, execute, rows};
use super::row::word;
use crate::domain::id::{StaffId, TripId, WorkerId};
use crate::domain::time::Timestamp;
use crate::domain::trip::Unmet;
use std::collections::HashMap;

/// Why a requirement is not waived.
#[derive(Debug, thiserror::Error)]
pub enum WaiverError {
    /// This one is never waived.
    #[error("{0} is never waived")]
    Never(Unmet),
    /// It needs a reason of 2 to 200 characters.
    #[error("a waiver needs a reason of 2 to 200 characters")]
    Reason,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tx {
    /// What is waived on a trip, by worker.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError), also naming a row that cannot be read.
    pub(in crate::store) async fn waived_on(
        &mut self,
        trip: &TripId,
    ) -> Result<HashMap<WorkerId, Vec<Unmet>>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT worker_id, requirement FROM waiver WHERE trip_id = $1 ORDER BY worker_id, requirement",
            trip.as_str(),
        )?;
        let mut all: HashMap<WorkerId, Vec<Unmet>> = HashMap::new();
        for (worker, one) in found {
            let one = word("waiver", &worker, "requirement", &one, Unmet::parse)?;
            all.entry(WorkerId::new(worker)).or_default().push(one);
        }
        Ok(all)
    }

    /// What is waived for the worker on this trip.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waived(&mut self, worker: &WorkerId, trip: &TripId) -> Result<Vec<Unmet>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT requirement FROM waiver WHERE worker_id = $1 AND trip_id = $2 ORDER BY requirement",
            worker.as_str(),
            trip.as_str(),
        )?;
        found
            .into_iter()
            .map(|(one,)| word("waiver", worker.as_str(), "requirement", &one, Unmet::parse))
            .collect()
    }

    /// Waives a requirement for the worker on this trip, at every stage, and writes it to the audit with who and why.
    /// A free seat that they wait for is offered at once.
    ///
    /// # Errors
    /// [`WaiverError::Never`] for what protects others: health code, bookings that are closed.
    pub async fn waive(
        &mut self,
        (worker, trip): (&WorkerId, &TripId),
        requirement: Unmet,
        reason: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), WaiverError> {
        let reason = reason.trim();
        if !requirement.can_be_waived() {
            return Err(WaiverError::Never(requirement));
        }
        if !(2..=200).contains(&reason.chars().count()) {
            return Err(WaiverError::Reason);
        }
        self.lock_worker(worker).await?;
        execute!(
            self,
            "INSERT INTO waiver (worker_id, trip_id, requirement, reason, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (worker_id, trip_id, requirement) DO UPDATE SET reason = excluded.reason, \
             by_staff = excluded.by_staff, at = excluded.at",
            worker.as_str(),
            trip.as_str(),
            requirement.as_str(),
            reason,
            by.as_str(),
            now.millis(),
        )
        .map_err(StoreError::from)?;
        let action = format!("requirement.waived.{requirement}");
        let subject = format!("{worker} {trip}");
        self.audit(by.as_str(), &action, &subject, Some(reason), now)
            .await?;
        self.offer_next(trip, now).await?;
        Ok(())
    }
}
