//! One-time sign-in links for the demo's staff.

use crate::console;
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::store::{Store, StoreError};

/// Roles that a link is made for, in the order printed.
const ROLES: [Role; 3] = [Role::Clerk, Role::Admin, Role::Hr];

/// A link that signs in once.
#[derive(Clone)]
pub struct SignInLink {
    /// Whose.
    pub role: Role,
    /// Name of the account.
    pub login: String,
    /// The whole address; whoever has it can sign in.
    pub url: String,
}

impl std::fmt::Debug for SignInLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignInLink({}, …)", self.role)
    }
}

/// Makes a link for the first account of each role. Only hashes of their tokens are stored.
pub(super) async fn make(
    store: &Store,
    now: Timestamp,
    base_url: &str,
) -> Result<Vec<SignInLink>, StoreError> {
    let mut links = Vec::new();
    for role in ROLES {
        let mut tx = store.read().await?;
        let first = tx.first_staff(role).await?;
        tx.rollback().await?;
        let Some(staff) = first else {
            continue;
        };
        let path = console::sign_in_path(store, &staff.id, now).await?;
        links.push(SignInLink {
            role,
            login: staff.login,
            url: format!("{base_url}{path}"),
        });
    }
    Ok(links)
}
