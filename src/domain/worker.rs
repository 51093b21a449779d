//! A worker: the person, once for each resident ID.

use super::id::WorkerId;
use super::identity::{Mobile, PersonName, ResidentId};

/// A person as the bureau knows them. `Debug` of the parts shows only masks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Identifier.
    pub id: WorkerId,
    /// Name as typed by the worker.
    pub name: PersonName,
    /// Resident ID (GB 11643), encrypted at rest.
    pub resident_id: ResidentId,
    /// Mainland mobile number, encrypted at rest.
    pub mobile: Mobile,
}
