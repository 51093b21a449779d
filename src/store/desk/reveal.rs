//! Full numbers, shown to one person once, on record (domain reference §2: reveal, logged).

use super::super::db::{Result, Tx};
use super::super::{Store, StoreError};
use crate::domain::id::{StaffId, WorkerId};
use crate::domain::identity::{Mobile, ResidentId};
use crate::domain::time::Timestamp;

/// Somebody's numbers in full. `Debug` shows their masks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// Resident ID.
    pub resident_id: ResidentId,
    /// Mobile.
    pub mobile: Mobile,
}

impl Tx {
    /// A worker's numbers in full, written to the audit as `worker.revealed` with who asked and why.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such worker; [`StoreError::BadRow`] when the numbers were sealed under
    /// another key. Then nothing is shown and nothing recorded.
    pub async fn reveal(
        &mut self,
        store: &Store,
        worker: &WorkerId,
        (by, reason): (&StaffId, &str),
        now: Timestamp,
    ) -> Result<Revealed> {
        let found = self.worker(store, worker).await?;
        let found =
            found.ok_or_else(|| StoreError::Refused(format!("there is no worker {worker}")))?;
        self.audit(
            by.as_str(),
            "worker.revealed",
            worker.as_str(),
            Some(reason),
            now,
        )
        .await?;
        Ok(Revealed {
            resident_id: found.resident_id,
            mobile: found.mobile,
        })
    }
}
