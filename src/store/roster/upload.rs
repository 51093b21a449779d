//! Uploaded rosters, between the file and the roster: nothing of them counts until they are accepted.
//!
//! A file of 20,000 rows is written in many short transactions, so that no reply waits for SQLite's one writer; its
//! page shows how far it has come. Accepting is one statement over the stored rows, so it happens whole or not at
//! all, and a second time it finds that it has happened.
//!
//! Races: two who accept, or one who accepts and one who corrects a row, meet at the upload's row, which both lock.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::fresh_id;
use super::super::row::{json, to_json, word};
use crate::domain::id::{EmployerId, StaffId, UploadId};
use crate::domain::roster::{EntryRow, RowKind, UploadState};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long an upload is kept.
pub const UPLOAD_LIFE: Duration = Duration::from_secs(48 * 3600);
/// Uploads cleared away at once.
const CLEARED: i64 = 20;

/// An uploaded roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Identifier.
    pub id: UploadId,
    /// Whose staff it lists.
    pub employer: EmployerId,
    /// Name of the file, as it may be shown.
    pub file: String,
    /// Who uploaded it.
    pub by: StaffId,
    /// How far it has come.
    pub state: UploadState,
    /// What reading it brought.
    pub outcome: UploadOutcome,
    /// Rows stored so far.
    pub rows_done: i64,
    /// People it has put on the roster, once accepted.
    pub added: Option<i64>,
    /// When its reading last came on.
    pub touched_at: Timestamp,
}

/// What reading a file brought besides its rows. Holds nothing of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UploadOutcome {
    /// Why it cannot be read, in words of the page that read it.
    pub refused: Option<Refused>,
    /// Worksheet that was read.
    pub title: Option<String>,
    /// Worksheets that were not.
    pub others: Vec<String>,
    /// Rows about nobody.
    pub passed_over: Vec<u32>,
    /// Rows about somebody.
    pub rows: usize,
}

/// A file's refusal: a word for the reason, and the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Which reason.
    pub reason: String,
    /// Cell or row.
    pub place: String,
}

/// A stored row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// As in the file, or as corrected.
    pub row: EntryRow,
    /// What it is.
    pub kind: RowKind,
    /// Row further up with the same person.
    pub same_as: Option<i64>,
}

/// Rows of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UploadCounts {
    /// In the order of [`RowKind::ALL`].
    pub of: [i64; 5],
}

impl UploadCounts {
    /// Rows of one kind.
    pub fn of(&self, kind: RowKind) -> i64 {
        self.of[kind as usize]
    }

    /// All rows.
    pub fn all(&self) -> i64 {
        self.of.iter().sum()
    }

    /// People that accepting adds.
    pub fn to_add(&self) -> i64 {
        self.of(RowKind::Matched) + self.of(RowKind::New)
    }
}

impl Tx {
    /// Begins an upload; its rows follow by [`Store::fill_upload`](crate::store::Store::fill_upload).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_upload(
        &mut self,
        employer: &EmployerId,
        file: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Upload> {
        let upload = Upload {
            id: UploadId::new(fresh_id()),
            employer: employer.clone(),
            file: file.to_owned(),
            by: by.clone(),
            state: UploadState::Reading,
            outcome: UploadOutcome::default(),
            rows_done: 0,
            added: None,
            touched_at: now,
        };
        execute!(
            self,
            "INSERT INTO roster_upload (id, employer_id, file, uploaded_by, state, outcome, created_at, touched_at, \
             expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
            upload.id.as_str(),
            employer.as_str(),
            file,
            by.as_str(),
            upload.state.as_str(),
            to_json(&upload.outcome)?,
            now.millis(),
            now.plus(UPLOAD_LIFE).millis(),
        )?;
        self.audit(
            by.as_str(),
            "roster.uploaded",
            upload.id.as_str(),
            Some(employer.as_str()),
            now,
        )
        .await?;
        Ok(upload)
    }

    /// Notes what reading brought.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end_reading(
        &mut self,
        id: &UploadId,
        state: UploadState,
        outcome: &UploadOutcome,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE roster_upload SET state = $2, outcome = $3, touched_at = $4 WHERE id = $1 AND state = 'reading'",
            id.as_str(),
            state.as_str(),
            to_json(outcome)?,
            now.millis(),
        )?;
        Ok(())
    }

    /// An upload that has not expired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn upload(&mut self, id: &UploadId, now: Timestamp) -> Result<Option<Upload>> {
        type Row = (
            String,
            String,
            String,
            String,
            String,
            i64,
            Option<i64>,
            i64,
        );
        let found = rows!(
            self,
            fetch_optional,
            Row,
            "SELECT employer_id, file, uploaded_by, state, outcome, rows_done, added, touched_at \
             FROM roster_upload WHERE id = $1 AND expires_at > $2",
            id.as_str(),
            now.millis(),
        )?;
        let Some((employer, file, by, state, outcome, rows_done, added, touched)) = found else {
            return Ok(None);
        };
        Ok(Some(Upload {
            state: word(
                "roster_upload",
                id.as_str(),
                "state",
                &state,
                UploadState::parse,
            )?,
            outcome: json("roster_upload", id.as_str(), "outcome", &outcome)?,
            id: id.clone(),
            employer: EmployerId::new(employer),
            file,
            by: StaffId::new(by),
            rows_done,
            added,
            touched_at: Timestamp::from_millis(touched),
        }))
    }

    /// Rows of each kind.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn upload_counts(&mut self, id: &UploadId) -> Result<UploadCounts> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64),
            "SELECT kind, COUNT(*) FROM roster_upload_row WHERE upload_id = $1 GROUP BY kind",
            id.as_str(),
        )?;
        let mut counts = UploadCounts::default();
        for (kind, count) in found {
            let kind = word(
                "roster_upload_row",
                id.as_str(),
                "kind",
                &kind,
                RowKind::parse,
            )?;
            counts.of[kind as usize] = count;
        }
        Ok(counts)
    }

    /// Locks an upload and gives its state.
    pub(super) async fn lock_upload(&mut self, id: &UploadId) -> Result<Option<UploadState>> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT state FROM roster_upload WHERE id = $1",
            id.as_str(),
        )?;
        let parsed = found.map(|(state,)| {
            let table = "roster_upload";
            word(table, id.as_str(), "state", &state, UploadState::parse)
        });
        parsed.transpose()
    }

    /// Throws an upload away that has not been accepted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn discard_upload(
        &mut self,
        id: &UploadId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<()> {
        if self.lock_upload(id).await? == Some(UploadState::Accepted) {
            return Err(StoreError::Refused("it has been accepted".into()));
        }
        self.drop_upload(id).await?;
        self.audit(by.as_str(), "roster.discarded", id.as_str(), None, now)
            .await
    }

    /// Clears uploads away that have expired, a few at a time; how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn drop_expired_uploads(&mut self, now: Timestamp) -> Result<usize> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM roster_upload WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2",
            now.millis(),
            CLEARED,
        )?;
        for (id,) in &found {
            self.drop_upload(&UploadId::new(id.as_str())).await?;
        }
        Ok(found.len())
    }

    async fn drop_upload(&mut self, id: &UploadId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM roster_upload_row WHERE upload_id = $1",
            id.as_str()
        )?;
        execute!(self, "DELETE FROM roster_upload WHERE id = $1", id.as_str())?;
        Ok(())
    }
}
