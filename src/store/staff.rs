//! People who sign in: accounts, one-time links, sessions.
//!
//! Tokens are stored only as keyed hashes, so that a copy of the database opens no session.
//!
//! Races: two uses of one sign-in link meet at its conditional update, and only one changes the row.

use super::db::{Result, Tx, execute, rows};
use super::row::{place, word};
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::language::Locale;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;

#[derive(sqlx::FromRow)]
struct StaffRow {
    id: String,
    login: String,
    name: String,
    role: String,
    employer_id: Option<String>,
    district: Option<String>,
    locale: String,
}

impl StaffRow {
    fn into_staff(self) -> Result<Staff> {
        let district = self.district.as_deref();
        Ok(Staff {
            role: word("staff", &self.id, "role", &self.role, Role::parse)?,
            locale: word("staff", &self.id, "locale", &self.locale, Locale::parse)?,
            district: district
                .map(|code| place("staff", &self.id, "district", code))
                .transpose()?,
            employer: self.employer_id.map(EmployerId::new),
            id: StaffId::new(self.id),
            login: self.login,
            name: self.name,
        })
    }
}

impl Tx {
    /// An account; `None` when there is none or it is disabled.
    pub async fn staff(&mut self, id: &StaffId) -> Result<Option<Staff>> {
        let row = rows!(
            self,
            fetch_optional,
            StaffRow,
            "SELECT id, login, name, role, employer_id, district, locale FROM staff \
             WHERE id = $1 AND NOT disabled",
            id.as_str(),
        )?;
        row.map(StaffRow::into_staff).transpose()
    }

    /// The account with a sign-in name, and its password's hash where one is set; `None` when there is none or it
    /// is disabled.
    pub async fn staff_by_login(&mut self, login: &str) -> Result<Option<(Staff, Option<String>)>> {
        let found = rows!(
            self,
            fetch_optional,
            (String, Option<String>),
            "SELECT id, password_hash FROM staff WHERE login = $1 AND NOT disabled",
            login,
        )?;
        let Some((id, hash)) = found else {
            return Ok(None);
        };
        let staff = self.staff(&StaffId::new(id)).await?;
        Ok(staff.map(|staff| (staff, hash)))
    }

    /// Adds an account; a taken login is an error of the database.
    pub async fn insert_staff(
        &mut self,
        staff: &Staff,
        password_hash: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO staff (id, login, name, role, employer_id, district, password_hash, locale, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            staff.id.as_str(),
            staff.login.as_str(),
            staff.name.as_str(),
            staff.role.as_str(),
            staff.employer.as_ref().map(|id| id.as_str().to_owned()),
            staff.district.map(|code| code.to_string()),
            password_hash.map(str::to_owned),
            staff.locale.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Sets a password by its hash and ends every session but `keep` (hash of a token) and every half-done sign-in,
    /// so that whoever knew the old password is out.
    pub async fn set_password_hash(
        &mut self,
        id: &StaffId,
        password_hash: &str,
        keep: Option<&str>,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE staff SET password_hash = $1 WHERE id = $2",
            password_hash,
            id.as_str(),
        )?;
        execute!(
            self,
            "DELETE FROM staff_session WHERE staff_id = $1 AND token_hash <> $2",
            id.as_str(),
            keep.unwrap_or_default(),
        )?;
        execute!(
            self,
            "DELETE FROM sign_in_half WHERE staff_id = $1",
            id.as_str()
        )?;
        Ok(())
    }

    /// Sets the language of someone's console.
    pub async fn set_staff_locale(&mut self, id: &StaffId, locale: Locale) -> Result<()> {
        execute!(
            self,
            "UPDATE staff SET locale = $1 WHERE id = $2",
            locale.as_str(),
            id.as_str(),
        )?;
        Ok(())
    }

    /// Makes a one-time sign-in link, known by the hash of its token.
    pub async fn make_sign_in_link(
        &mut self,
        id: &StaffId,
        token_hash: &str,
        expires_at: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO sign_in_link (token_hash, staff_id, expires_at) VALUES ($1, $2, $3)",
            token_hash,
            id.as_str(),
            expires_at.millis(),
        )?;
        Ok(())
    }

    /// Uses up a one-time link; `None` when it is unknown, used, expired or its account disabled.
    pub async fn use_sign_in_link(
        &mut self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<Staff>> {
        let used = rows!(
            self,
            fetch_optional,
            (String,),
            "UPDATE sign_in_link SET used_at = $1 \
             WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1 RETURNING staff_id",
            now.millis(),
            token_hash,
        )?;
        match used {
            Some((id,)) => self.staff(&StaffId::new(id)).await,
            None => Ok(None),
        }
    }

    /// Whether a one-time link could be used now; uses nothing up.
    pub async fn sign_in_link_works(&mut self, token_hash: &str, now: Timestamp) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT l.staff_id FROM sign_in_link l JOIN staff s ON s.id = l.staff_id \
             WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND NOT s.disabled",
            token_hash,
            now.millis(),
        )?;
        Ok(row.is_some())
    }

    /// Whether somebody has used a one-time link since a moment.
    pub async fn used_link_since(&mut self, id: &StaffId, since: Timestamp) -> Result<bool> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM sign_in_link WHERE staff_id = $1 AND used_at >= $2",
            id.as_str(),
            since.millis(),
        )?;
        Ok(count > 0)
    }

    /// Opens a session, known by the hash of its token, and clears away those that have ended.
    pub async fn open_session(
        &mut self,
        id: &StaffId,
        token_hash: &str,
        csrf: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "DELETE FROM staff_session WHERE expires_at <= $1",
            now.millis()
        )?;
        execute!(
            self,
            "INSERT INTO staff_session (id, token_hash, staff_id, csrf, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            super::fresh_id(),
            token_hash,
            id.as_str(),
            csrf,
            now.millis(),
            expires_at.millis(),
        )?;
        Ok(())
    }

    /// Who a session belongs to, and its CSRF token; `None` when it is unknown, ended, or the account disabled.
    pub async fn session(
        &mut self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(Staff, String)>> {
        let found = rows!(
            self,
            fetch_optional,
            (String, String),
            "SELECT staff_id, csrf FROM staff_session WHERE token_hash = $1 AND expires_at > $2",
            token_hash,
            now.millis(),
        )?;
        let Some((id, csrf)) = found else {
            return Ok(None);
        };
        let staff = self.staff(&StaffId::new(id)).await?;
        Ok(staff.map(|staff| (staff, csrf)))
    }

    /// Ends a session.
    pub async fn close_session(&mut self, token_hash: &str) -> Result<()> {
        execute!(
            self,
            "DELETE FROM staff_session WHERE token_hash = $1",
            token_hash
        )?;
        Ok(())
    }
}
