//! One-time links that sign in to an account.

use super::guard::{LINK, fresh_token};
use crate::domain::id::StaffId;
use crate::domain::time::Timestamp;
use crate::store::account::{AccountError, Tried};
use crate::store::{Result, Store, Tx};
use std::time::Duration;

/// How long a one-time sign-in link may be used.
pub const LINK_LIFE: Duration = Duration::from_secs(24 * 3600);

/// A link that is yet to be stored: what its owner is shown, and what is kept.
pub(super) struct FreshLink {
    token: String,
    /// Hash of its token.
    pub hash: String,
    /// Until when it can be used.
    pub until: Timestamp,
}

impl FreshLink {
    /// One that is valid for [`LINK_LIFE`].
    pub fn new(store: &Store, now: Timestamp) -> Self {
        let token = fresh_token();
        Self {
            hash: store.keys().hash(LINK, &token),
            until: now.plus(LINK_LIFE),
            token,
        }
    }

    /// Its path, `/console/enter/…`, for its owner alone.
    pub fn path(&self) -> String {
        format!("/console/enter/{}", self.token)
    }
}

/// Makes a one-time sign-in link for an account and returns its path, `/console/enter/…`: valid for [`LINK_LIFE`],
/// stored only as a hash. Show the path to that person alone and keep it out of logs.
///
/// # Errors
/// [`crate::store::StoreError`] when the account does not exist or the store fails.
pub async fn sign_in_path(store: &Store, staff: &StaffId, now: Timestamp) -> Result<String> {
    let link = FreshLink::new(store, now);
    let mut tx = store.write().await?;
    tx.make_sign_in_link(staff, &link.hash, link.until).await?;
    tx.commit().await?;
    Ok(link.path())
}

/// Makes an account as if it were new, forgets the attempts that have locked it, and returns the path of the link
/// that signs in to it once, as [`sign_in_path`] does. Audited as done by `by`.
///
/// # Errors
/// [`AccountError`]; then nothing was changed.
pub async fn reset_path(
    store: &Store,
    staff: &StaffId,
    login: &str,
    by: &StaffId,
    now: Timestamp,
) -> std::result::Result<String, AccountError> {
    let link = FreshLink::new(store, now);
    let mut tx = store.write().await?;
    tx.reset_account(staff, &link.hash, link.until, by, now)
        .await?;
    unlock(store, &mut tx, login, staff).await?;
    tx.commit().await?;
    Ok(link.path())
}

/// Forgets the attempts at a password or a code that have locked an account.
pub(super) async fn unlock(store: &Store, tx: &mut Tx, login: &str, staff: &StaffId) -> Result<()> {
    for tried in [Tried::Password(login), Tried::Code(staff.as_str())] {
        tx.attempt_was_right(store, &tried).await?;
    }
    Ok(())
}
