//! One-time sign-in links: for the demo's staff, and for the first administrator of a new house.

use super::World;
use crate::console;
use crate::domain::id::StaffId;
use crate::domain::language::Locale;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;
use crate::store::{Store, StoreError, fresh_id};

/// The demo's roles that a link is made for, in the order printed.
const ROLES: [Role; 4] = [Role::Clerk, Role::Admin, Role::Hr, Role::Crew];

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

/// Makes links for whoever needs one to get in: in the demo the first account of each role, otherwise the first
/// administrator (made here when there is none) for as long as no password is set. Only hashes of their tokens
/// are stored.
pub(super) async fn make(
    store: &Store,
    world: World,
    now: Timestamp,
    base_url: &str,
) -> Result<Vec<SignInLink>, StoreError> {
    let staff = match world {
        World::Demo => first_of_each(store).await?,
        World::Live => new_administrator(store, now).await?.into_iter().collect(),
    };
    let mut links = Vec::new();
    for staff in staff {
        let path = console::sign_in_path(store, &staff.id, now).await?;
        links.push(SignInLink {
            role: staff.role,
            login: staff.login,
            url: format!("{base_url}{path}"),
        });
    }
    Ok(links)
}

async fn first_of_each(store: &Store) -> Result<Vec<Staff>, StoreError> {
    let mut tx = store.read().await?;
    let mut found = Vec::new();
    for role in ROLES {
        found.extend(tx.first_staff(role).await?);
    }
    tx.rollback().await?;
    Ok(found)
}

/// The first administrator, unless they have a password and so need no link.
async fn new_administrator(store: &Store, now: Timestamp) -> Result<Option<Staff>, StoreError> {
    let mut tx = store.write().await?;
    if let Some(staff) = tx.first_staff(Role::Admin).await? {
        let known = tx.staff_by_login(&staff.login).await?;
        tx.rollback().await?;
        let has_password = known.is_some_and(|(_, hash)| hash.is_some());
        return Ok((!has_password).then_some(staff));
    }
    let staff = Staff {
        id: StaffId::new(fresh_id()),
        login: "admin".to_owned(),
        name: "admin".to_owned(),
        role: Role::Admin,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    };
    tx.insert_staff(&staff, None, now).await?;
    tx.commit().await?;
    Ok(Some(staff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;

    #[tokio::test]
    async fn a_new_house_has_an_administrator_who_needs_a_link_until_a_password_is_set() {
        let keys = Keys::from_root(&[7; 32]);
        let store = Store::open("sqlite::memory:", keys).await.unwrap();
        let now = Timestamp::from_millis(0);
        let links = async || make(&store, World::Live, now, "http://x").await.unwrap();
        let first = links().await;
        assert_eq!((first.len(), first[0].role), (1, Role::Admin));
        assert!(first[0].url.starts_with("http://x/console/enter/"));
        assert!(!format!("{first:?}").contains("enter"));
        assert_eq!(links().await.len(), 1, "the same account again");

        let mut tx = store.write().await.unwrap();
        let (staff, _) = tx.staff_by_login("admin").await.unwrap().unwrap();
        tx.set_password_hash(&staff.id, "x", None).await.unwrap();
        tx.commit().await.unwrap();
        assert!(links().await.is_empty());
    }
}
