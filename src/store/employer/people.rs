//! What contacts and helpers have in common: their numbers are sealed, found by their keyed hash and shown masked; the
//! whole number is given to who asks for it, and that is written to the audit.
//!
//! Races: two edits of one employer's people meet at the employer's row, which both lock first.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, rows};
use super::MAX_CONTACTS;
use crate::domain::employer::{HelperDuty, Phone};
use crate::domain::id::EmployerId;

/// Context of a sealed number and of its hash.
const PHONE: &str = "employer.phone";

/// Why people of an employer were not changed; nothing was.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// No such employer or contact.
    #[error("no such employer or contact")]
    Nobody,
    /// Somebody with this number is a contact already.
    #[error("somebody with this number is a contact already")]
    PhoneTaken,
    /// As many as an employer may have: [`MAX_CONTACTS`].
    #[error("an employer has at most {MAX_CONTACTS} contacts")]
    TooMany,
    /// This duty is given to somebody who has another (bulletin P19).
    #[error("the same person twice: {0}")]
    Twice(HelperDuty),
    /// This helper has no number.
    #[error("no number: {0}")]
    NoPhone(HelperDuty),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PeopleError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A number as stored: hash, sealed, masked.
pub(super) type Sealed = (String, Vec<u8>, String);

/// Seals a number.
pub(super) fn seal(store: &Store, phone: &Phone) -> Sealed {
    let keys = store.keys();
    (
        keys.hash(PHONE, phone.expose()),
        keys.seal(PHONE, phone.expose().as_bytes()),
        phone.masked(),
    )
}

impl Tx {
    /// Locks an employer for the rest of the transaction.
    pub(super) async fn lock_employer(&mut self, employer: &EmployerId) -> Result<(), PeopleError> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM employer WHERE id = $1",
            employer.as_str(),
        )?;
        found.map(|_| ()).ok_or(PeopleError::Nobody)
    }
}

/// Opens a sealed number.
pub(super) fn open(store: &Store, table: &'static str, id: &str, sealed: &[u8]) -> Result<Phone> {
    let plain = store.keys().open(PHONE, sealed);
    let text = plain.and_then(|plain| String::from_utf8(plain).ok());
    let phone = text.and_then(|text| Phone::parse(&text.replace('-', "转")));
    phone.ok_or_else(|| StoreError::BadRow {
        table,
        id: id.to_owned(),
        what: "phone_sealed cannot be read; was it written under another key?".to_owned(),
    })
}
