//! Wrong attempts at passwords and codes, counted in the database so that several processes and restarts agree.
//!
//! An attempt is counted before it is checked: a hundred at once are a hundred. Whether there is such an account
//! plays no part, so nothing can be learnt from a lock.

use super::super::Store;
use super::super::db::{Result, Tx, execute, rows};
use crate::domain::time::Timestamp;
use std::time::Duration;

/// Wrong attempts in a row that are free.
const FREE: u32 = 5;
/// The lock after the last free one; each further wrong one doubles it.
const FIRST_LOCK: Duration = Duration::from_secs(60);
/// The longest lock.
const LONGEST_LOCK: Duration = Duration::from_secs(3600);
/// Wrong attempts are forgotten after a day without one.
const FORGET_AFTER: Duration = Duration::from_secs(24 * 3600);

/// Context of the hash of what is tried.
const TRIED: &str = "sign-in attempt";

/// What somebody tries to get past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried<'a> {
    /// The password of a sign-in name, known or not.
    Password(&'a str),
    /// The code of an account.
    Code(&'a str),
}

impl Tried<'_> {
    fn key(&self, store: &Store) -> String {
        store.keys().hash(
            TRIED,
            &match self {
                Self::Password(login) => format!("password {login}"),
                Self::Code(account) => format!("code {account}"),
            },
        )
    }
}

/// Whether an attempt may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It is counted as wrong until [`Tx::attempt_was_right`].
    Counted {
        /// Until when the next one is locked out, should this one be wrong.
        locks_until: Option<Timestamp>,
    },
    /// It is not even looked at.
    Locked {
        /// Until when.
        until: Timestamp,
    },
}

/// How long the `failures`-th wrong attempt in a row locks, if it does.
fn lock_after(failures: u32) -> Option<Duration> {
    let doublings = failures.checked_sub(FREE)?;
    let factor = 2_u32.saturating_pow(doublings);
    Some(FIRST_LOCK.saturating_mul(factor).min(LONGEST_LOCK))
}

impl Tx {
    /// Counts an attempt, as wrong to begin with. Commit before checking it.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn count_attempt(
        &mut self,
        store: &Store,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<Attempt> {
        let key = tried.key(store);
        let forget = now.minus(FORGET_AFTER).millis();
        execute!(
            self,
            "DELETE FROM sign_in_attempt WHERE last_at < $1 AND key_hash <> $2",
            forget,
            key.as_str(),
        )?;
        let counted = rows!(
            self,
            fetch_optional,
            (i64,),
            "INSERT INTO sign_in_attempt (key_hash, failures, last_at) VALUES ($1, 1, $2) \
             ON CONFLICT (key_hash) DO UPDATE SET last_at = excluded.last_at, \
               failures = CASE WHEN sign_in_attempt.last_at < $3 THEN 1 ELSE sign_in_attempt.failures + 1 END \
             WHERE sign_in_attempt.locked_until <= excluded.last_at RETURNING failures",
            key.as_str(),
            now.millis(),
            forget,
        )?;
        let Some((failures,)) = counted else {
            let (until,) = rows!(
                self,
                fetch_one,
                (i64,),
                "SELECT locked_until FROM sign_in_attempt WHERE key_hash = $1",
                key.as_str(),
            )?;
            let until = Timestamp::from_millis(until);
            return Ok(Attempt::Locked { until });
        };
        let lock = lock_after(u32::try_from(failures).unwrap_or(u32::MAX));
        let locks_until = lock.map(|lock| now.plus(lock));
        if let Some(until) = locks_until {
            execute!(
                self,
                "UPDATE sign_in_attempt SET locked_until = $1 WHERE key_hash = $2",
                until.millis(),
                key.as_str(),
            )?;
        }
        Ok(Attempt::Counted { locks_until })
    }

    /// Forgets the wrong attempts: one was right, or an administrator says so.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn attempt_was_right(&mut self, store: &Store, tried: &Tried<'_>) -> Result<()> {
        execute!(
            self,
            "DELETE FROM sign_in_attempt WHERE key_hash = $1",
            tried.key(store),
        )?;
        Ok(())
    }

    /// Until when something is locked, if it is.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn locked_until(
        &mut self,
        store: &Store,
        tried: &Tried<'_>,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT locked_until FROM sign_in_attempt WHERE key_hash = $1 AND locked_until > $2",
            tried.key(store),
            now.millis(),
        )?;
        Ok(row.map(|(until,)| Timestamp::from_millis(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_begin_after_the_free_ones_double_and_are_bounded() {
        let minutes = |failures| lock_after(failures).map(|lock| lock.as_secs() / 60);
        assert_eq!(minutes(0), None);
        assert_eq!(minutes(FREE - 1), None);
        assert_eq!(minutes(FREE), Some(1));
        assert_eq!(minutes(FREE + 3), Some(8));
        assert_eq!(minutes(FREE + 6), Some(60));
        assert_eq!(minutes(u32::MAX), Some(60));
    }
}
