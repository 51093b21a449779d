//! People who sign in: roles and what each may do (domain reference §2).

use super::id::{EmployerId, StaffId};
use super::language::Locale;
use super::place::PlaceCode;
use super::words;

words! {
    /// Role of a signed-in person.
    Role {
        /// Clerk of a bureau, bound to a county.
        Clerk => "clerk",
        /// Administrator: approves, opens, overrides.
        Admin => "admin",
        /// Human resources of one employer.
        Hr => "hr",
        /// Crew of one vehicle.
        Crew => "crew",
    }
}

/// Someone who may sign in at the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Identifier.
    pub id: StaffId,
    /// Sign-in name, unique.
    pub login: String,
    /// Name shown to colleagues and, for clerks, to workers.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The firm, for HR.
    pub employer: Option<EmployerId>,
    /// The county, for a clerk; none means every county.
    pub district: Option<PlaceCode>,
    /// Language of the console.
    pub locale: Locale,
}
