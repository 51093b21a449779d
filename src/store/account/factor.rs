//! The second step of signing in: codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), and
//! recovery codes for when the telephone is gone. The secret is sealed; recovery codes are kept as keyed hashes.
//!
//! Races: two uses of one code meet at the conditional update that notes its step of time (or marks the recovery
//! code), and only one changes the row.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, execute, rows};
use crate::domain::id::StaffId;
use crate::domain::time::Timestamp;
use data_encoding::BASE32_NOPAD;
use std::time::Duration;

/// Seconds for which a code stands.
pub const STEP_SECONDS: i64 = 30;
/// Recovery codes given out at once.
pub const RECOVERY_CODES: usize = 10;
/// Bytes of a secret: as many as SHA-1 gives (RFC 4226 §4).
const SECRET_BYTES: usize = 20;
/// Bytes of a recovery code: 50 bits, tried only a few times an hour.
const RECOVERY_BYTES: usize = 10;
/// Characters of a recovery code.
const RECOVERY_CHARS: usize = 10;
/// How long a second step may be left half set up.
const SET_UP_WITHIN: Duration = Duration::from_secs(30 * 60);

/// Context of the sealed secret.
const SECRET: &str = "staff_factor.secret";
/// Context of the hash of a recovery code.
const RECOVERY: &str = "staff recovery code";

/// A second step in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Since when.
    pub since: Timestamp,
    /// Recovery codes not used yet.
    pub codes_left: i64,
}

/// A second step being set up.
#[derive(Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The secret as apps take it: base32.
    pub secret: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetUp(…)")
    }
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeOutcome {
    /// It was right and is used up.
    Right,
    /// A recovery code was right and is used up.
    Recovered,
    /// It was wrong, too old or used before.
    Wrong,
}

/// The code of a secret for a step of time; `None` when the secret is not one of ours.
pub fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let secret: [u8; SECRET_BYTES] = secret.try_into().ok()?;
    let seconds = u64::try_from(step.checked_mul(STEP_SECONDS)?).ok()?;
    let codes = totp_rs::Builder::new().with_secret(secret).build().ok()?;
    Some(codes.generate(seconds).to_string())
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// A recovery code as it is hashed: capitals and digits only.
fn plain(code: &str) -> String {
    let kept = code.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// A recovery code as it is shown: two groups of five.
fn fresh_recovery_code() -> String {
    let bytes: [u8; RECOVERY_BYTES] = rand::random();
    let code: String = BASE32_NOPAD
        .encode(&bytes)
        .chars()
        .take(RECOVERY_CHARS)
        .collect();
    let (front, back) = code.split_at(RECOVERY_CHARS / 2);
    format!("{front}-{back}")
}

impl Tx {
    /// The second step of an account, where it is in use.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn factor(&mut self, id: &StaffId) -> Result<Option<Factor>> {
        let row = rows!(
            self,
            fetch_optional,
            (i64, i64),
            "SELECT f.confirmed_at, \
               (SELECT COUNT(*) FROM recovery_code AS c WHERE c.staff_id = f.staff_id AND c.used_at IS NULL) \
             FROM staff_factor AS f WHERE f.staff_id = $1 AND f.confirmed_at IS NOT NULL",
            id.as_str(),
        )?;
        Ok(row.map(|(since, codes_left)| Factor {
            since: Timestamp::from_millis(since),
            codes_left,
        }))
    }

    /// Begins to set up a second step with a fresh secret, in place of one that was only begun; `false` when one is
    /// in use.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn begin_factor(
        &mut self,
        store: &Store,
        id: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let secret: [u8; SECRET_BYTES] = rand::random();
        let changed = execute!(
            self,
            "INSERT INTO staff_factor (staff_id, secret_sealed, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (staff_id) DO UPDATE SET secret_sealed = excluded.secret_sealed, \
               created_at = excluded.created_at, last_step = 0 \
             WHERE staff_factor.confirmed_at IS NULL",
            id.as_str(),
            store.keys().seal(SECRET, &secret),
            now.millis(),
        )?;
        Ok(changed == 1)
    }

    /// The second step that is being set up, for half an hour.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or when the secret cannot be opened with this installation's key.
    pub async fn factor_begun(
        &mut self,
        store: &Store,
        id: &StaffId,
        now: Timestamp,
    ) -> Result<Option<SetUp>> {
        let row = rows!(
            self,
            fetch_optional,
            (Vec<u8>,),
            "SELECT secret_sealed FROM staff_factor \
             WHERE staff_id = $1 AND confirmed_at IS NULL AND created_at > $2",
            id.as_str(),
            now.minus(SET_UP_WITHIN).millis(),
        )?;
        row.map(|(sealed,)| {
            let secret = open(store, &sealed)?;
            Ok(SetUp {
                secret: BASE32_NOPAD.encode(&secret),
            })
        })
        .transpose()
    }

    /// Puts the second step that is being set up into use, by a code that its app shows; gives the recovery codes,
    /// which are not to be had again. `None` for a wrong code or when nothing is being set up. Audited.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn confirm_factor(
        &mut self,
        store: &Store,
        id: &StaffId,
        code: &str,
        real_now: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>> {
        if self.factor_begun(store, id, now).await?.is_none()
            || !self.use_app_code(store, id, code, real_now).await?
        {
            return Ok(None);
        }
        let confirmed = execute!(
            self,
            "UPDATE staff_factor SET confirmed_at = $1 WHERE staff_id = $2 AND confirmed_at IS NULL",
            now.millis(),
            id.as_str(),
        )?;
        if confirmed != 1 {
            return Ok(None);
        }
        self.audit(id.as_str(), "factor.on", id.as_str(), None, now)
            .await?;
        self.fresh_recovery_codes(store, id).await.map(Some)
    }

    /// Uses a code up: six digits of the app, or a recovery code. `real_now` is the time the app goes by. A
    /// recovery code is audited.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn use_code(
        &mut self,
        store: &Store,
        id: &StaffId,
        code: &str,
        real_now: Timestamp,
        now: Timestamp,
    ) -> Result<CodeOutcome> {
        let code = plain(code);
        if code.len() == 6 {
            let right = self.use_app_code(store, id, &code, real_now).await?;
            return Ok(match right {
                true => CodeOutcome::Right,
                false => CodeOutcome::Wrong,
            });
        }
        let used = execute!(
            self,
            "UPDATE recovery_code SET used_at = $1 WHERE staff_id = $2 AND code_hash = $3 AND used_at IS NULL",
            now.millis(),
            id.as_str(),
            store.keys().hash(RECOVERY, &code),
        )?;
        if used != 1 {
            return Ok(CodeOutcome::Wrong);
        }
        self.audit(id.as_str(), "factor.recovery_used", id.as_str(), None, now)
            .await?;
        Ok(CodeOutcome::Recovered)
    }

    /// New recovery codes in place of the old ones, which do not work any more. Audited.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn renew_recovery_codes(
        &mut self,
        store: &Store,
        id: &StaffId,
        now: Timestamp,
    ) -> Result<Vec<String>> {
        self.audit(id.as_str(), "factor.codes_renewed", id.as_str(), None, now)
            .await?;
        self.fresh_recovery_codes(store, id).await
    }

    /// Turns one's own second step off. Audited.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn turn_factor_off(&mut self, id: &StaffId, now: Timestamp) -> Result<()> {
        if self.remove_factor(id).await? {
            self.audit(id.as_str(), "factor.off", id.as_str(), None, now)
                .await?;
        }
        Ok(())
    }

    /// Removes a second step with its recovery codes; whether one was in use.
    pub(super) async fn remove_factor(&mut self, id: &StaffId) -> Result<bool> {
        let had = self.factor(id).await?.is_some();
        execute!(
            self,
            "DELETE FROM recovery_code WHERE staff_id = $1",
            id.as_str()
        )?;
        execute!(
            self,
            "DELETE FROM staff_factor WHERE staff_id = $1",
            id.as_str()
        )?;
        Ok(had)
    }

    async fn fresh_recovery_codes(&mut self, store: &Store, id: &StaffId) -> Result<Vec<String>> {
        execute!(
            self,
            "DELETE FROM recovery_code WHERE staff_id = $1",
            id.as_str()
        )?;
        let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| fresh_recovery_code()).collect();
        for code in &codes {
            execute!(
                self,
                "INSERT INTO recovery_code (staff_id, code_hash) VALUES ($1, $2)",
                id.as_str(),
                store.keys().hash(RECOVERY, &plain(code)),
            )?;
        }
        Ok(codes)
    }

    /// Uses up six digits: of this step of time, the one before or the one after, and of none used already.
    async fn use_app_code(
        &mut self,
        store: &Store,
        id: &StaffId,
        code: &str,
        real_now: Timestamp,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (Vec<u8>, i64),
            "SELECT secret_sealed, last_step FROM staff_factor WHERE staff_id = $1",
            id.as_str(),
        )?;
        let Some((sealed, last)) = row else {
            return Ok(false);
        };
        let secret = open(store, &sealed)?;
        let present = real_now.millis() / (STEP_SECONDS * 1000);
        let code = plain(code);
        let fits = |step: &i64| code_at(&secret, *step).is_some_and(|right| same(&right, &code));
        let Some(step) = (present - 1..=present + 1).find(|step| *step > last && fits(step)) else {
            return Ok(false);
        };
        let used = execute!(
            self,
            "UPDATE staff_factor SET last_step = $1 WHERE staff_id = $2 AND last_step < $1",
            step,
            id.as_str(),
        )?;
        Ok(used == 1)
    }
}

fn open(store: &Store, sealed: &[u8]) -> Result<Vec<u8>> {
    let unreadable = || StoreError::Key("a second step was sealed with another key".into());
    store.keys().open(SECRET, sealed).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six digits of its SHA-1 column.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let found = code_at(secret, seconds / STEP_SECONDS);
            assert_eq!(found.as_deref(), Some(code), "{seconds}");
        }
        assert_eq!(code_at(secret, -1), None);
        assert_eq!(code_at(b"short", 1), None);
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        let code = fresh_recovery_code();
        assert_eq!(code.len(), RECOVERY_CHARS + 1);
        let typed = format!(" {} ", code.to_lowercase().replace('-', " "));
        assert_eq!(plain(&typed), plain(&code));
        assert_ne!(fresh_recovery_code(), code);
    }
}
