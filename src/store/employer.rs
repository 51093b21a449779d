//! Employers, and the search that finds one from whatever a worker types.

mod contact;
mod desk;
mod helper;
mod people;
mod search;
mod summary;

pub use contact::{Contact, MAX_CONTACTS};
pub use desk::{EmployerEdit, EmployerError};
pub use helper::{Helper, NewHelper};
pub use people::PeopleError;
pub use summary::EmployerSummary;

use super::db::{Result, Tx, execute, rows};
use super::fresh_id;
use super::row::place;
use crate::domain::employer::{Employer, Listing};
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use search::{Query, Reading};

/// An employer to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmployer {
    /// Registered name, in Chinese, unique.
    pub name: String,
    /// County-level district whose bureau looks after it.
    pub district: PlaceCode,
    /// Zone tag, if any.
    pub zone: Option<String>,
    /// Listing for charter trains (bulletin P1).
    pub listing: Listing,
    /// Code of the invitation link, unique; see [`Employer::link_code`].
    pub link_code: String,
    /// Where the entry comes from.
    pub source: String,
}

#[derive(sqlx::FromRow)]
struct EmployerRow {
    id: String,
    name: String,
    district: String,
    zone: Option<String>,
    listed: bool,
    listed_from: Option<i64>,
    listed_until: Option<i64>,
    link_code: String,
}

impl EmployerRow {
    fn into_employer(self) -> Result<Employer> {
        let listing = if self.listed {
            Listing::Yes {
                from: self.listed_from.map(Timestamp::from_millis),
                until: self.listed_until.map(Timestamp::from_millis),
            }
        } else {
            Listing::No
        };
        Ok(Employer {
            district: place("employer", &self.id, "district", &self.district)?,
            id: EmployerId::new(self.id),
            name: self.name,
            zone: self.zone,
            listing,
            link_code: self.link_code,
        })
    }
}

/// A listing as its columns hold it: whether, from when, until when.
fn bounds(listing: Listing) -> (bool, Option<i64>, Option<i64>) {
    match listing {
        Listing::No => (false, None, None),
        Listing::Yes { from, until } => (
            true,
            from.map(Timestamp::millis),
            until.map(Timestamp::millis),
        ),
    }
}

impl Tx {
    /// Enters an employer.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db); a name or link code already taken is one.
    pub async fn insert_employer(
        &mut self,
        new: &NewEmployer,
        now: Timestamp,
    ) -> Result<EmployerId> {
        let id = EmployerId::new(fresh_id());
        self.insert_employer_as(&id, new, now).await?;
        Ok(id)
    }

    /// Enters an employer under an identifier of the caller's choosing.
    pub(super) async fn insert_employer_as(
        &mut self,
        id: &EmployerId,
        new: &NewEmployer,
        now: Timestamp,
    ) -> Result<()> {
        let (listed, from, until) = bounds(new.listing);
        let reading = Reading::of(&new.name);
        execute!(
            self,
            "INSERT INTO employer (id, name, pinyin, initials, district, zone, listed, listed_from, listed_until, \
             link_code, source, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id.as_str(),
            new.name.as_str(),
            reading.pinyin(),
            reading.initials(),
            new.district.to_string(),
            new.zone.as_deref(),
            listed,
            from,
            until,
            new.link_code.as_str(),
            new.source.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Reads an employer.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn employer(&mut self, id: &EmployerId) -> Result<Option<Employer>> {
        let row = rows!(
            self,
            fetch_optional,
            EmployerRow,
            "SELECT id, name, district, zone, listed, listed_from, listed_until, link_code \
             FROM employer WHERE id = $1",
            id.as_str(),
        )?;
        row.map(EmployerRow::into_employer).transpose()
    }

    /// The employer whose invitation link carries this code.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn employer_by_link(&mut self, code: &str) -> Result<Option<Employer>> {
        let row = rows!(
            self,
            fetch_optional,
            EmployerRow,
            "SELECT id, name, district, zone, listed, listed_from, listed_until, link_code \
             FROM employer WHERE link_code = $1",
            code,
        )?;
        row.map(EmployerRow::into_employer).transpose()
    }

    /// The employers a worker may mean, at most `limit`, best first: by hanzi, full pinyin, initials or a mix of
    /// them, by digits, or with one letter wrong. Exact before beginning before within before misspelt; then
    /// the shorter name.
    ///
    /// All names are read and matched here, not in SQL: which reading of a character is meant (乐 is le or yue)
    /// only the whole query tells, and that takes the matcher. Some thousands of firms take milliseconds.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn find_employers(&mut self, query: &str, limit: usize) -> Result<Vec<Employer>> {
        let Some(query) = Query::new(query) else {
            return Ok(Vec::new());
        };
        let names = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT id, name, pinyin FROM employer"
        )?;
        let mut found = Vec::new();
        for id in query.best(&names, limit) {
            found.extend(self.employer(&EmployerId::new(id)).await?);
        }
        Ok(found)
    }

    /// Employers in the order of their reading, a page at a time.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn employers(&mut self, limit: i64, offset: i64) -> Result<Vec<Employer>> {
        let found = rows!(
            self,
            fetch_all,
            EmployerRow,
            "SELECT id, name, district, zone, listed, listed_from, listed_until, link_code \
             FROM employer ORDER BY pinyin, name LIMIT $1 OFFSET $2",
            limit,
            offset,
        )?;
        found.into_iter().map(EmployerRow::into_employer).collect()
    }
}
