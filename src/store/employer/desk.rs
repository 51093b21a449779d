//! Employers as the bureau keeps them: entered, changed, their invitation links made anew; and what each has.
//!
//! Races: two edits of one employer meet at its version, and the second is told. Two new names meet at the unique
//! name; spellings that differ in their marks only are looked for before.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::bounds;
use super::search::{Query, Reading};
use crate::domain::employer::{Employer, EmployerDraft, name_key};
use crate::domain::id::{EmployerId, StaffId};
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
        self.enter_employer(draft, source, by, now).await
    }

    /// As [`Tx::create_employer`], for who has looked at all names already: a whole table of employers is entered
    /// without reading them again for each.
    ///
    /// # Errors
    /// [`EmployerError`]; of a name taken only where it is written the very same.
    pub async fn enter_employer(
        &mut self,
        draft: &EmployerDraft,
        source: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<EmployerId, EmployerError> {
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
        if name_key(&was.employer.name) != name_key(&draft.name) {
            self.refuse_name_taken(&draft.name, Some(id)).await?;
        }
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
