//! Where somebody is signed in, and sign-ins that are half done.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::id::StaffId;
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;
use std::time::Duration;

/// A session's use is noted when the last note is older than this.
const NOTE_EVERY: Duration = Duration::from_secs(5 * 60);

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Identifier; says nothing about the token.
    pub id: String,
    /// Whether it is the one that asks.
    pub here: bool,
    /// Signed in when.
    pub since: Timestamp,
    /// Last used when, to five minutes.
    pub used_at: Timestamp,
    /// From where: an address with its end cut off.
    pub address: Option<String>,
    /// Kind of device and browser.
    pub device: Option<String>,
}

/// A sign-in of which the first step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    /// Whose.
    pub staff: Staff,
    /// Whether the first step was a one-time link; otherwise it was the password.
    pub by_link: bool,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    token_hash: String,
    created_at: i64,
    used_at: Option<i64>,
    address: Option<String>,
    device: Option<String>,
}

impl Tx {
    /// Notes from where a session was opened, and that its account is in use.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn note_session(
        &mut self,
        token_hash: &str,
        address: Option<&str>,
        device: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE staff_session SET address = $1, device = $2, used_at = $3 WHERE token_hash = $4",
            address.map(str::to_owned),
            device.map(str::to_owned),
            now.millis(),
            token_hash,
        )?;
        self.note_seen(token_hash, now).await
    }

    /// Whether a session's last use was noted so long ago that it is to be noted again.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn session_use_is_old(&mut self, token_hash: &str, now: Timestamp) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT COALESCE(used_at, created_at) FROM staff_session WHERE token_hash = $1",
            token_hash,
        )?;
        let edge = now.minus(NOTE_EVERY).millis();
        Ok(row.is_some_and(|(used_at,)| used_at <= edge))
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn note_session_use(&mut self, token_hash: &str, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE staff_session SET used_at = $1 WHERE token_hash = $2",
            now.millis(),
            token_hash,
        )?;
        self.note_seen(token_hash, now).await
    }

    async fn note_seen(&mut self, token_hash: &str, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE staff SET seen_at = $1 WHERE id = (SELECT staff_id FROM staff_session WHERE token_hash = $2)",
            now.millis(),
            token_hash,
        )?;
        Ok(())
    }

    /// Sessions of an account that have not ended, last used first. `own` is the hash of the asking session's token.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn sessions_of(
        &mut self,
        id: &StaffId,
        own: &str,
        now: Timestamp,
    ) -> Result<Vec<SessionLine>> {
        let found = rows!(
            self,
            fetch_all,
            SessionRow,
            "SELECT id, token_hash, created_at, used_at, address, device FROM staff_session \
             WHERE staff_id = $1 AND expires_at > $2 ORDER BY COALESCE(used_at, created_at) DESC, id",
            id.as_str(),
            now.millis(),
        )?;
        let line = |row: SessionRow| SessionLine {
            here: row.token_hash == own,
            since: Timestamp::from_millis(row.created_at),
            used_at: Timestamp::from_millis(row.used_at.unwrap_or(row.created_at)),
            id: row.id,
            address: row.address,
            device: row.device,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// Ends one session of an account; `false` when it had ended. Audited.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn end_session(
        &mut self,
        id: &StaffId,
        session: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let ended = execute!(
            self,
            "DELETE FROM staff_session WHERE staff_id = $1 AND id = $2",
            id.as_str(),
            session,
        )?;
        if ended == 1 {
            let by = by.as_str();
            self.audit(by, "session.ended", id.as_str(), None, now)
                .await?;
        }
        Ok(ended == 1)
    }

    /// Ends every session of an account but that of the token hash `keep`. Audited when there was any.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn end_sessions(
        &mut self,
        id: &StaffId,
        keep: Option<&str>,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<u64> {
        let ended = execute!(
            self,
            "DELETE FROM staff_session WHERE staff_id = $1 AND token_hash <> $2",
            id.as_str(),
            keep.unwrap_or_default(),
        )?;
        if ended > 0 {
            let by = by.as_str();
            self.audit(by, "session.ended_all", id.as_str(), None, now)
                .await?;
        }
        Ok(ended)
    }

    /// Notes that the first step of signing in is done, known by the hash of a token, and clears old ones away.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn open_half(
        &mut self,
        id: &StaffId,
        token_hash: &str,
        by_link: bool,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "DELETE FROM sign_in_half WHERE expires_at <= $1",
            now.millis()
        )?;
        execute!(
            self,
            "INSERT INTO sign_in_half (token_hash, staff_id, by_link, expires_at) VALUES ($1, $2, $3, $4)",
            token_hash,
            id.as_str(),
            by_link,
            expires_at.millis(),
        )?;
        Ok(())
    }

    /// The half-done sign-in of a token; `None` when it is unknown, too old or the account disabled.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn half(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<Half>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, bool),
            "SELECT staff_id, by_link FROM sign_in_half WHERE token_hash = $1 AND expires_at > $2",
            token_hash,
            now.millis(),
        )?;
        let Some((id, by_link)) = row else {
            return Ok(None);
        };
        let staff = self.staff(&StaffId::new(id)).await?;
        Ok(staff.map(|staff| Half { staff, by_link }))
    }

    /// Uses a half-done sign-in up; `false` when somebody was quicker.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn close_half(&mut self, token_hash: &str) -> Result<bool> {
        let gone = execute!(
            self,
            "DELETE FROM sign_in_half WHERE token_hash = $1",
            token_hash
        )?;
        Ok(gone == 1)
    }
}
