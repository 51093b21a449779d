//! One-time sign-in links for the demo's staff.

use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::store::{Store, StoreError};
use data_encoding::BASE64URL_NOPAD;
use std::time::Duration;

/// How long a link works, unless it is used before.
pub(super) const VALID: Duration = Duration::from_secs(24 * 3600);

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

/// Makes a link for the first account of each role. Only hashes of the tokens are stored.
pub(super) async fn make(
    store: &Store,
    now: Timestamp,
    base_url: &str,
) -> Result<Vec<SignInLink>, StoreError> {
    let mut links = Vec::new();
    let mut tx = store.write().await?;
    for role in ROLES {
        let Some(staff) = tx.first_staff(role).await? else {
            continue;
        };
        let token = BASE64URL_NOPAD.encode(&rand::random::<[u8; 24]>());
        let hash = blake3::hash(token.as_bytes()).to_hex();
        tx.make_sign_in_link(&staff.id, hash.as_str(), now.plus(VALID))
            .await?;
        links.push(SignInLink {
            role,
            login: staff.login,
            url: format!("{base_url}/console/enter/{token}"),
        });
    }
    tx.commit().await?;
    Ok(links)
}
