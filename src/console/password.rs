//! Passwords: Argon2id, computed off the async threads and only a few at a time.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Fewest characters of a password.
pub const MIN_CHARS: usize = 10;
/// Most characters of a password: a longer text only costs computing time.
pub const MAX_CHARS: usize = 128;

/// Each computation takes 19 MiB and a core: more at once would let strangers exhaust the machine.
const AT_ONCE: usize = 2;

/// Computes hashes, a few at a time.
#[derive(Debug)]
pub struct Passwords(Semaphore);

impl Default for Passwords {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Passwords {
    /// Whether `password` is the one behind `hash`. Without a hash it takes as long and is never true, so that
    /// the time of an answer does not tell which logins exist.
    pub async fn verify(&self, password: String, hash: Option<String>) -> bool {
        let Ok(_turn) = self.0.acquire().await else {
            return false;
        };
        let checked = spawn_blocking(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| decoy().to_owned());
            matches(&password, &hash) && known
        });
        checked.await.unwrap_or(false)
    }

    /// Hash of a new password.
    ///
    /// # Errors
    /// A message when it cannot be computed.
    pub async fn hash(&self, password: String) -> Result<String, String> {
        let _turn = self.0.acquire().await.map_err(|e| e.to_string())?;
        spawn_blocking(move || hash(&password))
            .await
            .map_err(|e| e.to_string())?
    }
}

/// Hash of a password with a fresh salt, as a PHC string.
///
/// # Errors
/// A message when the system has no randomness to give.
pub fn hash(password: &str) -> Result<String, String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|e| e.to_string())?;
    Ok(hash.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

/// The hash that unknown logins are checked against.
fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash("nobody's password").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_login_passes() {
        let passwords = Passwords::default();
        let hash = passwords.hash("a fine long one".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            passwords
                .verify("a fine long one".into(), Some(hash.clone()))
                .await
        );
        assert!(!passwords.verify("another".into(), Some(hash)).await);
        assert!(!passwords.verify("nobody's password".into(), None).await);
        assert!(
            !passwords
                .verify("x".into(), Some("not a hash".into()))
                .await
        );
    }
}
