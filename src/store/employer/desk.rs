//! Employers as the bureau keeps them: entered, changed, their invitation links made anew; and what each has.
//!
//! Races: two edits of one employer meet at its version, and the second is told. Two new names meet at the unique
//! name; spellings that differ in their marks only are looked for before.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::search::{Query, Reading};
use super::{EmployerRow, bounds};
use crate::domain::employer::{Employer, EmployerDraft, name_key};
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use data_encoding::BASE32_NOPAD;

/// Random bytes of an invitation link's code: 80 bits, 16 letters and digits.
const CODE_BYTES: usize = 10;

/// Why an employer was not entered or changed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EmployerError {
    /// No such employer.
    #[error("no such employer")]
    NoEmployer,
    /// Another employer has this name, perhaps written a little differently: as it is there.
    #[error("an employer of this name is there already: {0}")]
    NameTaken(String),
    /// Somebody else has changed it meanwhile.
    #[error("it was changed meanwhile")]
    Changed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for EmployerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// An employer with the number of its edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerEdit {
    /// It.
    pub employer: Employer,
    /// Which edit this is; to be given back with the next.
    pub version: i64,
}

/// An employer with what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerSummary {
    /// It.
    pub employer: Employer,
    /// Workers whose registration names it and stands.
    pub registered: i64,
    /// Workers whom its HR has confirmed.
    pub confirmed: i64,
    /// Workers who wait for its HR.
    pub waiting: i64,
    /// Seats its workers have: reserved, confirmed or boarded.
    pub seats: i64,
    /// The first person to call: name, role, masked number.
    pub contact: Option<(String, String, String)>,
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    #[sqlx(flatten)]
    employer: EmployerRow,
    registered: i64,
    confirmed: i64,
    waiting: i64,
    seats: i64,
    contact: Option<String>,
    contact_role: Option<String>,
    phone_mask: Option<String>,
}

impl SummaryRow {
    fn into_summary(self) -> Result<EmployerSummary> {
        let contact = match (self.contact, self.contact_role, self.phone_mask) {
            (Some(name), Some(role), Some(mask)) => Some((name, role, mask)),
            _ => None,
        };
        Ok(EmployerSummary {
            employer: self.employer.into_employer()?,
            registered: self.registered,
            confirmed: self.confirmed,
            waiting: self.waiting,
            seats: self.seats,
            contact,
        })
    }
}

macro_rules! summary_sql {
    ($tail:literal) => {
        concat!(
            "SELECT e.id, e.name, e.district, e.zone, e.listed, e.listed_from, e.listed_until, e.link_code, \
                    COALESCE(r.registered, 0) AS registered, COALESCE(r.seats, 0) AS seats, \
                    COALESCE(l.confirmed, 0) AS confirmed, COALESCE(l.waiting, 0) AS waiting, \
                    c.name AS contact, c.role AS contact_role, c.phone_mask \
             FROM employer e \
             LEFT JOIN (SELECT g.employer_id, \
                    COUNT(CASE WHEN g.state NOT IN ('rejected', 'withdrawn', 'erased') THEN 1 END) AS registered, \
                    COUNT(CASE WHEN s.state IN ('reserved', 'confirmed', 'boarded') THEN 1 END) AS seats \
                    FROM registration g LEFT JOIN seat s ON s.worker_id = g.worker_id GROUP BY g.employer_id) r \
               ON r.employer_id = e.id \
             LEFT JOIN (SELECT employer_id, COUNT(CASE WHEN state = 'confirmed' THEN 1 END) AS confirmed, \
                    COUNT(CASE WHEN state = 'claimed' THEN 1 END) AS waiting \
                    FROM roster_line GROUP BY employer_id) l ON l.employer_id = e.id \
             LEFT JOIN employer_contact c ON c.id = \
                    (SELECT MIN(o.id) FROM employer_contact o WHERE o.employer_id = e.id) ",
            $tail
        )
    };
}

impl Tx {
    /// Enters an employer with an invitation link of its own. `source` says where the entry comes from.
    ///
    /// # Errors
    /// [`EmployerError`].
    pub async fn create_employer(
        &mut self,
        draft: &EmployerDraft,
        source: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<EmployerId, EmployerError> {
        self.refuse_name_taken(&draft.name, None).await?;
        let new = super::NewEmployer {
            name: draft.name.clone(),
            district: draft.district,
            zone: draft.zone.clone(),
            listing: draft.listing,
            link_code: fresh_link_code(),
            source: source.to_owned(),
        };
        let id = self.insert_employer(&new, now).await;
        let id = id.map_err(|error| taken(error, &draft.name))?;
        self.audit(by.as_str(), "employer.created", id.as_str(), None, now)
            .await?;
        Ok(id)
    }

    /// Changes an employer of which `version` is the latest edit; what changed stands in the audit. The same once more
    /// changes nothing.
    ///
    /// # Errors
    /// [`EmployerError`].
    pub async fn change_employer(
        &mut self,
        id: &EmployerId,
        version: i64,
        draft: &EmployerDraft,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), EmployerError> {
        let was = self.employer_edit(id).await?;
        let was = was.ok_or(EmployerError::NoEmployer)?;
        if was.version != version {
            return Err(EmployerError::Changed);
        }
        let changed = differences(&was.employer, draft);
        if changed.is_empty() {
            return Ok(());
        }
        self.refuse_name_taken(&draft.name, Some(id)).await?;
        let (listed, from, until) = bounds(draft.listing);
        let reading = Reading::of(&draft.name);
        let written = execute!(
            self,
            "UPDATE employer SET name = $3, pinyin = $4, initials = $5, district = $6, zone = $7, listed = $8, \
             listed_from = $9, listed_until = $10, version = version + 1, changed_at = $11 \
             WHERE id = $1 AND version = $2",
            id.as_str(),
            version,
            draft.name.as_str(),
            reading.pinyin(),
            reading.initials(),
            draft.district.to_string(),
            draft.zone.as_deref(),
            listed,
            from,
            until,
            now.millis(),
        )
        .map_err(|error| taken(error.into(), &draft.name))?;
        if written != 1 {
            return Err(EmployerError::Changed);
        }
        let what = changed.join("; ");
        self.audit(
            by.as_str(),
            "employer.changed",
            id.as_str(),
            Some(&what),
            now,
        )
        .await?;
        Ok(())
    }

    /// Gives an employer a new invitation link in place of the one with the code `old`, which then invites nobody.
    /// Gives the new code; none when the employer has another already.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn renew_employer_link(
        &mut self,
        id: &EmployerId,
        old: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Option<String>> {
        let code = fresh_link_code();
        let renewed = execute!(
            self,
            "UPDATE employer SET link_code = $3 WHERE id = $1 AND link_code = $2",
            id.as_str(),
            old,
            code.as_str(),
        )?;
        if renewed != 1 {
            return Ok(None);
        }
        self.audit(by.as_str(), "employer.link_renewed", id.as_str(), None, now)
            .await?;
        Ok(Some(code))
    }

    /// An employer with the number of its edit.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_edit(&mut self, id: &EmployerId) -> Result<Option<EmployerEdit>> {
        let version = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT version FROM employer WHERE id = $1",
            id.as_str()
        )?;
        let employer = self.employer(id).await?;
        Ok(version
            .zip(employer)
            .map(|((version,), employer)| EmployerEdit { employer, version }))
    }

    /// Employers with what they have, in the order of their reading; of one district where given.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_summaries(
        &mut self,
        district: Option<PlaceCode>,
    ) -> Result<Vec<EmployerSummary>> {
        let found = rows!(
            self,
            fetch_all,
            SummaryRow,
            summary_sql!(
                "WHERE CAST($1 AS TEXT) IS NULL OR e.district = $1 ORDER BY e.pinyin, e.name"
            ),
            district.map(|code| code.to_string()),
        )?;
        found.into_iter().map(SummaryRow::into_summary).collect()
    }

    /// One employer with what it has.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_summary(&mut self, id: &EmployerId) -> Result<Option<EmployerSummary>> {
        let row = rows!(
            self,
            fetch_optional,
            SummaryRow,
            summary_sql!("WHERE e.id = $1"),
            id.as_str()
        )?;
        row.map(SummaryRow::into_summary).transpose()
    }

    /// All employers that a query may mean, best first; misspelt ones only where nothing is spelt so. None for a query
    /// of which nothing is left.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn search_employers(&mut self, query: &str) -> Result<Option<Vec<EmployerId>>> {
        let Some(query) = Query::new(query) else {
            return Ok(None);
        };
        let names = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT id, name, pinyin FROM employer"
        )?;
        let found = query.all(&names);
        Ok(Some(found.into_iter().map(EmployerId::new).collect()))
    }

    /// The employer of this name, however its marks are written.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_named(&mut self, name: &str) -> Result<Option<EmployerEdit>> {
        let key = name_key(name);
        let names = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, name FROM employer"
        )?;
        let found = names.into_iter().find(|(_, other)| name_key(other) == key);
        match found {
            Some((id, _)) => self.employer_edit(&EmployerId::new(id)).await,
            None => Ok(None),
        }
    }

    async fn refuse_name_taken(
        &mut self,
        name: &str,
        own: Option<&EmployerId>,
    ) -> Result<(), EmployerError> {
        match self.employer_named(name).await? {
            Some(other) if Some(&other.employer.id) != own => {
                Err(EmployerError::NameTaken(other.employer.name))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// A clash at the unique name that came up at the last moment.
fn taken(error: StoreError, name: &str) -> EmployerError {
    match &error {
        StoreError::Db(sqlx::Error::Database(db)) if db.is_unique_violation() => {
            EmployerError::NameTaken(name.to_owned())
        }
        _ => EmployerError::Store(error),
    }
}

/// What an edit changes, a clause each, for the audit. Nothing about a firm is personal data.
fn differences(was: &Employer, draft: &EmployerDraft) -> Vec<String> {
    let mut changed = Vec::new();
    let mut note = |what: &str, from: String, to: String| {
        if from != to {
            changed.push(format!("{what} {from} → {to}"));
        }
    };
    note("name", was.name.clone(), draft.name.clone());
    note(
        "district",
        was.district.to_string(),
        draft.district.to_string(),
    );
    let zone = |zone: &Option<String>| zone.clone().unwrap_or_else(|| "–".to_owned());
    note("zone", zone(&was.zone), zone(&draft.zone));
    if was.listing != draft.listing {
        note("listing", listing(was.listing), listing(draft.listing));
    }
    changed
}

fn listing(listing: crate::domain::employer::Listing) -> String {
    let (listed, ..) = bounds(listing);
    if !listed {
        return "no".to_owned();
    }
    let (from, last) = listing.days();
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    format!("{}–{}", day(from), day(last))
}

/// A code that nobody guesses: letters and digits only.
fn fresh_link_code() -> String {
    let bytes: [u8; CODE_BYTES] = rand::random();
    BASE32_NOPAD.encode(&bytes)
}
