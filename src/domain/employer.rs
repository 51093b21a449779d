//! An employer: who may fill a charter train is a matter of its listing (bulletin P1).

mod draft;
mod helper;
mod phone;

pub use draft::{EmployerDraft, NAME_CHARS, SHORT_CHARS, clean_name, clean_short, name_key};
pub use helper::{HelperDuty, given_twice};
pub use phone::Phone;

use super::id::EmployerId;
use super::place::PlaceCode;
use super::time::Timestamp;

/// A firm that workers return to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// Identifier.
    pub id: EmployerId,
    /// Registered name, in Chinese.
    pub name: String,
    /// County-level district whose bureau looks after it; policies follow this district.
    pub district: PlaceCode,
    /// Zone tag such as 浙南产业集聚区, which is not a county.
    pub zone: Option<String>,
    /// Listing among the “四类企业” or on the “白名单” (bulletin P1).
    pub listing: Listing,
    /// Code in the invitation link and QR; at most 32 of `[A-Za-z0-9_-]`, no meaning of its own.
    pub link_code: String,
}

/// Whether, and for how long, a firm is listed for charter trains (bulletin P1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Not listed.
    No,
    /// Listed between two moments; an absent bound is open.
    Yes {
        /// First moment of validity.
        from: Option<Timestamp>,
        /// First moment after validity.
        until: Option<Timestamp>,
    },
}

impl Listing {
    /// Whether the listing holds at `at`: from inclusive, until exclusive.
    pub fn holds(self, at: Timestamp) -> bool {
        match self {
            Self::No => false,
            Self::Yes { from, until } => {
                from.is_none_or(|f| f <= at) && until.is_none_or(|u| at < u)
            }
        }
    }
}
