//! Accounts as administrators see them: who has one, of which role, since when unused; and what is done to them.
//!
//! Races: two administrators who disable each other at once meet at the rows of the administrators, which either
//! locks whole before counting them; so one is always left.

mod change;
mod factor;
mod session;
mod tries;

pub use change::{AccountError, Standing};
pub use factor::{CodeOutcome, Factor, RECOVERY_CODES, STEP_SECONDS, SetUp, code_at};
pub use session::{Half, SessionLine};
pub use tries::{Attempt, Tried};

use super::db::{Result, Tx};
use super::row::{place, word};
use super::statement::{Statement, built_rows};
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::language::Locale;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;
use crate::domain::words;

words! {
    /// How an account stands.
    AccountState {
        /// Invited: nobody has signed in with it yet.
        New => "new",
        /// In use.
        Active => "active",
        /// Shut: nobody can sign in with it.
        Disabled => "disabled",
    }
}

words! {
    /// What a list of accounts is ordered by.
    AccountSort {
        /// Name.
        Name => "name",
        /// Sign-in name.
        Login => "login",
        /// Role.
        Role => "role",
        /// When it was made.
        Made => "made",
        /// When it was used last.
        Seen => "seen",
    }
}

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub staff: Staff,
    /// How it stands.
    pub state: AccountState,
    /// The firm's name, for HR.
    pub firm: Option<String>,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether signing in takes a second step.
    pub has_factor: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was used last.
    pub seen_at: Option<Timestamp>,
}

/// Which accounts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Part of the sign-in name or the firm's name; empty takes all.
    pub words: String,
    /// Of this role.
    pub role: Option<Role>,
    /// That stand so.
    pub state: Option<AccountState>,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    login: String,
    name: String,
    role: String,
    employer_id: Option<String>,
    district: Option<String>,
    locale: String,
    state: String,
    firm: Option<String>,
    has_password: bool,
    has_factor: bool,
    created_at: i64,
    seen_at: Option<i64>,
}

/// How an account stands, of `staff AS s`.
const STATE: &str =
    "CASE WHEN s.disabled THEN 'disabled' WHEN s.seen_at IS NULL THEN 'new' ELSE 'active' END";

impl AccountRow {
    fn read(self) -> Result<Account> {
        let district = self.district.as_deref();
        Ok(Account {
            state: word("staff", &self.id, "state", &self.state, AccountState::parse)?,
            staff: Staff {
                role: word("staff", &self.id, "role", &self.role, Role::parse)?,
                locale: word("staff", &self.id, "locale", &self.locale, Locale::parse)?,
                district: district
                    .map(|code| place("staff", &self.id, "district", code))
                    .transpose()?,
                employer: self.employer_id.map(EmployerId::new),
                id: StaffId::new(self.id),
                login: self.login,
                name: self.name,
            },
            firm: self.firm,
            has_password: self.has_password,
            has_factor: self.has_factor,
            made_at: Timestamp::from_millis(self.created_at),
            seen_at: self.seen_at.map(Timestamp::from_millis),
        })
    }
}

fn select() -> Statement {
    let mut wanted = Statement::default();
    wanted
        .push("SELECT s.id, s.login, s.name, s.role, s.employer_id, s.district, s.locale, ")
        .push(STATE)
        .push(
            " AS state, e.name AS firm, s.password_hash IS NOT NULL AS has_password, \
             EXISTS (SELECT 1 FROM staff_factor AS f WHERE f.staff_id = s.id AND f.confirmed_at IS NOT NULL) AS has_factor, \
             s.created_at, s.seen_at FROM staff AS s LEFT JOIN employer AS e ON e.id = s.employer_id",
        );
    wanted
}

impl AccountFilter {
    fn restrict(&self, to: &mut Statement) {
        to.push(" WHERE 1 = 1");
        if let Some(role) = self.role {
            to.push(" AND s.role = ").bind(role.as_str());
        }
        if let Some(state) = self.state {
            to.push(" AND ").push(STATE);
            to.push(" = ").bind(state.as_str());
        }
        let words = self.words.trim().to_lowercase();
        if words.is_empty() {
            return;
        }
        let mut like = String::from("%");
        for c in words.chars() {
            if matches!(c, '%' | '_' | '\\') {
                like.push('\\');
            }
            like.push(c);
        }
        like.push('%');
        for (before, column) in [(" AND (", "s.login"), (" OR ", "COALESCE(e.name, '')")] {
            to.push(before).push("LOWER(").push(column);
            to.push(") LIKE ").bind(like.as_str()).push(" ESCAPE '\\'");
        }
        to.push(")");
    }
}

impl AccountSort {
    fn column(self) -> &'static str {
        match self {
            Self::Name => "s.name",
            Self::Login => "s.login",
            Self::Role => "s.role",
            Self::Made => "s.created_at",
            // Never used is longest unused.
            Self::Seen => "COALESCE(s.seen_at, 0)",
        }
    }
}

impl Tx {
    /// Accounts of a filter, disabled ones included, in an order.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn accounts(
        &mut self,
        filter: &AccountFilter,
        sort: AccountSort,
        down: bool,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Account>> {
        let mut wanted = select();
        filter.restrict(&mut wanted);
        let way = if down { " DESC" } else { "" };
        wanted.push(" ORDER BY ").push(sort.column()).push(way);
        wanted.push(", s.login LIMIT ").bind(limit);
        wanted.push(" OFFSET ").bind(offset);
        let found = built_rows!(self, fetch_all, AccountRow, wanted)?;
        found.into_iter().map(AccountRow::read).collect()
    }

    /// How many accounts a filter takes.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn count_accounts(&mut self, filter: &AccountFilter) -> Result<i64> {
        let mut wanted = Statement::default();
        wanted.push(
            "SELECT COUNT(*) FROM staff AS s LEFT JOIN employer AS e ON e.id = s.employer_id",
        );
        filter.restrict(&mut wanted);
        let (count,) = built_rows!(self, fetch_one, (i64,), wanted)?;
        Ok(count)
    }

    /// One account, also when it is disabled.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn account(&mut self, id: &StaffId) -> Result<Option<Account>> {
        let mut wanted = select();
        wanted.push(" WHERE s.id = ").bind(id.as_str());
        let found = built_rows!(self, fetch_optional, AccountRow, wanted)?;
        found.map(AccountRow::read).transpose()
    }

    /// The identifier behind a sign-in name, also of a disabled account.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn account_of_login(&mut self, login: &str) -> Result<Option<StaffId>> {
        let mut wanted = Statement::default();
        wanted
            .push("SELECT id FROM staff WHERE login = ")
            .bind(login);
        let found = built_rows!(self, fetch_optional, (String,), wanted)?;
        Ok(found.map(|(id,)| StaffId::new(id)))
    }
}
