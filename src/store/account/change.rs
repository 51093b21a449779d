//! What administrators do to accounts. Whoever's rights change is signed out everywhere, so that no open page goes
//! on with the old ones.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::place::PlaceCode;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;

/// What somebody may do, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Role.
    pub role: Role,
    /// The firm, for HR and nobody else.
    pub employer: Option<EmployerId>,
    /// The county a clerk is bound to.
    pub district: Option<PlaceCode>,
}

impl std::fmt::Display for Standing {
    /// As the audit log has it: the role, and the firm's or county's identifier.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.role)?;
        if let Some(employer) = &self.employer {
            write!(f, " {employer}")?;
        }
        if let Some(district) = &self.district {
            write!(f, " {district}")?;
        }
        Ok(())
    }
}

/// Why an account was not changed; nothing was.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is none.
    #[error("there is no such account")]
    Missing,
    /// The sign-in name belongs to another account.
    #[error("the sign-in name is taken")]
    LoginTaken,
    /// Nobody would be left to administer accounts.
    #[error("this is the last administrator")]
    LastAdmin,
    /// Nobody shuts out or changes themselves.
    #[error("this is one's own account")]
    Oneself,
    /// A disabled account is enabled before anything else.
    #[error("the account is disabled")]
    IsDisabled,
    /// They are on the crew of a vehicle that has not arrived.
    #[error("they are on the crew of a vehicle under way or still to go")]
    OnCrew,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AccountError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Tx {
    /// Adds an account nobody has signed in with yet. Audited.
    ///
    /// # Errors
    /// [`AccountError::LoginTaken`], also by a disabled account; or the store's.
    pub async fn invite(
        &mut self,
        staff: &Staff,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let added = execute!(
            self,
            "INSERT INTO staff (id, login, name, role, employer_id, district, locale, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (login) DO NOTHING",
            staff.id.as_str(),
            staff.login.as_str(),
            staff.name.as_str(),
            staff.role.as_str(),
            staff.employer.as_ref().map(|id| id.as_str().to_owned()),
            staff.district.map(|code| code.to_string()),
            staff.locale.as_str(),
            now.millis(),
        )?;
        if added != 1 {
            return Err(AccountError::LoginTaken);
        }
        let standing = Standing {
            role: staff.role,
            employer: staff.employer.clone(),
            district: staff.district,
        };
        let (by, subject) = (by.as_str(), staff.id.as_str());
        self.audit(
            by,
            "account.invited",
            subject,
            Some(&standing.to_string()),
            now,
        )
        .await?;
        Ok(())
    }

    /// Gives an account another standing and signs it out everywhere. Audited; the same standing changes nothing.
    ///
    /// # Errors
    /// [`AccountError`]; then nothing was changed.
    pub async fn set_standing(
        &mut self,
        id: &StaffId,
        standing: &Standing,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let (role, _) = self.lock_account(id, by).await?;
        if role != standing.role {
            if role == Role::Crew && self.serves(id).await? {
                return Err(AccountError::OnCrew);
            }
            self.keep_an_administrator(id).await?;
        }
        let changed = execute!(
            self,
            "UPDATE staff SET role = $1, employer_id = $2, district = $3 WHERE id = $4 \
             AND (role <> $1 OR COALESCE(employer_id, '') <> COALESCE($2, '') OR COALESCE(district, '') <> COALESCE($3, ''))",
            standing.role.as_str(),
            standing.employer.as_ref().map(|id| id.as_str().to_owned()),
            standing.district.map(|code| code.to_string()),
            id.as_str(),
        )?;
        if changed == 1 {
            self.sign_out_everywhere(id).await?;
            let what = standing.to_string();
            self.audit(
                by.as_str(),
                "account.changed",
                id.as_str(),
                Some(&what),
                now,
            )
            .await?;
        }
        Ok(())
    }

    /// Makes an account as if it were new: no password, no second step, no session, no link but the new one, known
    /// by its hash. Audited.
    ///
    /// # Errors
    /// [`AccountError`]; then nothing was changed.
    pub async fn reset_account(
        &mut self,
        id: &StaffId,
        link_hash: &str,
        link_until: Timestamp,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let (_, disabled) = self.lock_account(id, by).await?;
        if disabled {
            return Err(AccountError::IsDisabled);
        }
        execute!(
            self,
            "UPDATE staff SET password_hash = NULL WHERE id = $1",
            id.as_str(),
        )?;
        self.sign_out_everywhere(id).await?;
        let had = self.remove_factor(id).await?;
        self.make_sign_in_link(id, link_hash, link_until).await?;
        let by = by.as_str();
        self.audit(by, "account.reset", id.as_str(), None, now)
            .await?;
        if had {
            self.audit(by, "factor.removed", id.as_str(), None, now)
                .await?;
        }
        Ok(())
    }

    /// Shuts an account: every session, link and half-done sign-in of it ends at once. Audited.
    ///
    /// # Errors
    /// [`AccountError`]; then nothing was changed.
    pub async fn disable_account(
        &mut self,
        id: &StaffId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let (_, disabled) = self.lock_account(id, by).await?;
        if disabled {
            return Ok(());
        }
        self.keep_an_administrator(id).await?;
        execute!(
            self,
            "UPDATE staff SET disabled = TRUE WHERE id = $1",
            id.as_str()
        )?;
        self.sign_out_everywhere(id).await?;
        self.audit(by.as_str(), "account.disabled", id.as_str(), None, now)
            .await?;
        Ok(())
    }

    /// Opens a shut account again; its password and second step are what they were. Audited.
    ///
    /// # Errors
    /// [`AccountError`]; then nothing was changed.
    pub async fn enable_account(
        &mut self,
        id: &StaffId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let (_, disabled) = self.lock_account(id, by).await?;
        if disabled {
            execute!(
                self,
                "UPDATE staff SET disabled = FALSE WHERE id = $1",
                id.as_str()
            )?;
            self.audit(by.as_str(), "account.enabled", id.as_str(), None, now)
                .await?;
        }
        Ok(())
    }

    /// Locks somebody else's account, with all administrators' in one order; its role and whether it is disabled.
    async fn lock_account(
        &mut self,
        id: &StaffId,
        by: &StaffId,
    ) -> Result<(Role, bool), AccountError> {
        if id == by {
            return Err(AccountError::Oneself);
        }
        let found = rows!(
            self,
            fetch_all,
            (String, String, bool),
            lock "SELECT id, role, disabled FROM staff WHERE role = 'admin' OR id = $1 ORDER BY id",
            id.as_str(),
        )?;
        let account = found.into_iter().find(|(one, _, _)| one == id.as_str());
        let (_, role, disabled) = account.ok_or(AccountError::Missing)?;
        let role = word("staff", id.as_str(), "role", &role, Role::parse)?;
        Ok((role, disabled))
    }

    /// Refuses where `id` is the last administrator who can sign in.
    async fn keep_an_administrator(&mut self, id: &StaffId) -> Result<(), AccountError> {
        let (others, this) = rows!(
            self,
            fetch_one,
            (i64, i64),
            "SELECT COALESCE(SUM(CASE WHEN id <> $1 THEN 1 ELSE 0 END), 0), \
                    COALESCE(SUM(CASE WHEN id = $1 THEN 1 ELSE 0 END), 0) \
             FROM staff WHERE role = 'admin' AND NOT disabled",
            id.as_str(),
        )?;
        if this > 0 && others == 0 {
            return Err(AccountError::LastAdmin);
        }
        Ok(())
    }

    /// Whether somebody is on the crew of a vehicle that has not arrived.
    async fn serves(&mut self, id: &StaffId) -> Result<bool> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM vehicle_crew AS c JOIN vehicle AS v ON v.id = c.vehicle_id \
             JOIN trip AS t ON t.id = v.trip_id \
             WHERE c.staff_id = $1 AND v.arrived_at IS NULL AND t.state NOT IN ('cancelled', 'arrived')",
            id.as_str(),
        )?;
        Ok(count > 0)
    }

    /// Ends every session, link and half-done sign-in of an account.
    async fn sign_out_everywhere(&mut self, id: &StaffId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM staff_session WHERE staff_id = $1",
            id.as_str()
        )?;
        execute!(
            self,
            "DELETE FROM sign_in_half WHERE staff_id = $1",
            id.as_str()
        )?;
        execute!(
            self,
            "DELETE FROM sign_in_link WHERE staff_id = $1 AND used_at IS NULL",
            id.as_str()
        )?;
        Ok(())
    }
}
