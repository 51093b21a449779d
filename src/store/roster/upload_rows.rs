//! The rows of an uploaded roster: sealed as they stand in the file, judged against what is known, corrected.

use super::super::Store;
use super::super::db::{Result, Tx, execute, rows};
use super::super::row::{bad, json, to_json, word};
use super::super::statement::insert_all;
use super::super::worker::{MOBILE, RESIDENT_ID};
use super::upload::{Upload, UploadOutcome, UploadRow};
use crate::domain::id::UploadId;
use crate::domain::roster::{Entry, EntryRow, RowKind, UploadState};
use crate::domain::time::Timestamp;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Rows written in one transaction: some 50 ms.
const BATCH: usize = 1_000;
/// Context of the sealed rows.
const ROW: &str = "roster_upload_row.row";

#[derive(sqlx::FromRow)]
struct UploadRowRead {
    kind: String,
    same_as: Option<i64>,
    row_sealed: Vec<u8>,
}

/// A row about to be stored.
pub(super) struct Judged {
    pub(super) number: i64,
    pub(super) kind: RowKind,
    pub(super) same_as: Option<i64>,
    pub(super) sealed: Vec<u8>,
    pub(super) person: Option<Person>,
}

/// What is stored of a row's person.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) id_hash: String,
    pub(super) id_sealed: Vec<u8>,
    pub(super) id_mask: String,
    pub(super) mobile: Option<(String, Vec<u8>, String)>,
}

impl Person {
    pub(super) fn of(store: &Store, entry: &Entry) -> Self {
        let keys = store.keys();
        let id = entry.resident_id.expose();
        Self {
            name: entry.name.expose().to_owned(),
            id_hash: keys.hash(RESIDENT_ID, id),
            id_sealed: keys.seal(RESIDENT_ID, id.as_bytes()),
            id_mask: entry.resident_id.masked(),
            mobile: entry.mobile.as_ref().map(|mobile| {
                let text = mobile.expose();
                let sealed = keys.seal(MOBILE, text.as_bytes());
                (keys.hash(MOBILE, text), sealed, mobile.masked())
            }),
        }
    }

    pub(super) fn mobile_hash(&self) -> Option<&str> {
        self.mobile.as_ref().map(|(hash, _, _)| hash.as_str())
    }
}

impl Store {
    /// Stores the rows of a file that has been read, judged against what is known, batch by batch.
    ///
    /// # Errors
    /// [`StoreError`]; the upload then stays unread, and its page says so.
    pub async fn fill_upload(
        &self,
        upload: &Upload,
        rows: &[EntryRow],
        outcome: &UploadOutcome,
        today: NaiveDate,
        now: impl Fn() -> Timestamp,
    ) -> Result<()> {
        let mut seen: HashMap<String, i64> = HashMap::with_capacity(rows.len());
        for batch in rows.chunks(BATCH) {
            let mut judged = batch
                .iter()
                .map(|row| self.judge_alone(row, today, &mut seen))
                .collect::<Result<Vec<_>>>()?;
            let mut tx = self.write().await?;
            let known = tx.known(&upload.employer, &judged).await?;
            known.settle(&mut judged);
            tx.insert_rows(&upload.id, &judged).await?;
            let stored = i64::try_from(judged.len()).unwrap_or(i64::MAX);
            execute!(
                &mut tx,
                "UPDATE roster_upload SET rows_done = rows_done + $2, touched_at = $3 WHERE id = $1",
                upload.id.as_str(),
                stored,
                now().millis(),
            )?;
            tx.commit().await?;
        }
        let mut tx = self.write().await?;
        tx.end_reading(&upload.id, UploadState::Ready, outcome, now())
            .await?;
        tx.commit().await
    }

    /// A row as far as it goes without looking at others; `seen` holds who came before.
    fn judge_alone(
        &self,
        row: &EntryRow,
        today: NaiveDate,
        seen: &mut HashMap<String, i64>,
    ) -> Result<Judged> {
        let number = i64::from(row.number);
        let person = row.cells.read(today).ok();
        let person = person.map(|entry| Person::of(self, &entry));
        let (mut kind, mut same_as) = (RowKind::Wrong, None);
        if let Some(person) = &person {
            kind = RowKind::New;
            let first = *seen.entry(person.id_hash.clone()).or_insert(number);
            if first != number {
                (kind, same_as) = (RowKind::Duplicate, Some(first));
            }
        }
        Ok(Judged {
            number,
            kind,
            same_as,
            sealed: self.keys().seal(ROW, to_json(row)?.as_bytes()),
            person,
        })
    }

    /// The row behind a seal.
    fn open_row(&self, upload: &UploadId, read: UploadRowRead) -> Result<UploadRow> {
        let plain = self.keys().open(ROW, &read.row_sealed);
        let plain = plain.and_then(|plain| String::from_utf8(plain).ok());
        let plain =
            plain.ok_or_else(|| bad("roster_upload_row", upload.as_str(), "row_sealed", "…"))?;
        Ok(UploadRow {
            row: json("roster_upload_row", upload.as_str(), "row_sealed", &plain)?,
            kind: word(
                "roster_upload_row",
                upload.as_str(),
                "kind",
                &read.kind,
                RowKind::parse,
            )?,
            same_as: read.same_as,
        })
    }
}

impl Tx {
    pub(super) async fn insert_rows(&mut self, id: &UploadId, judged: &[Judged]) -> Result<()> {
        insert_all!(
            self,
            "INSERT INTO roster_upload_row (upload_id, number, kind, same_as, row_sealed, name, id_hash, id_sealed, \
             id_mask, mobile_hash, mobile_sealed, mobile_mask) ",
            judged,
            |row, one| {
                let person = one.person.as_ref();
                let mobile = person.and_then(|person| person.mobile.as_ref());
                row.push_bind(id.as_str())
                    .push_bind(one.number)
                    .push_bind(one.kind.as_str())
                    .push_bind(one.same_as)
                    .push_bind(one.sealed.as_slice())
                    .push_bind(person.map(|person| person.name.as_str()))
                    .push_bind(person.map(|person| person.id_hash.as_str()))
                    .push_bind(person.map(|person| person.id_sealed.as_slice()))
                    .push_bind(person.map(|person| person.id_mask.as_str()))
                    .push_bind(mobile.map(|(hash, _, _)| hash.as_str()))
                    .push_bind(mobile.map(|(_, sealed, _)| sealed.as_slice()))
                    .push_bind(mobile.map(|(_, _, mask)| mask.as_str()))
            }
        )?;
        Ok(())
    }

    /// Rows of one kind, or of all, in the order of the file: those after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn upload_rows(
        &mut self,
        store: &Store,
        id: &UploadId,
        kind: Option<RowKind>,
        (limit, offset): (i64, i64),
    ) -> Result<Vec<UploadRow>> {
        let found = rows!(
            self,
            fetch_all,
            UploadRowRead,
            "SELECT kind, same_as, row_sealed FROM roster_upload_row WHERE upload_id = $1 \
             AND (CAST($2 AS TEXT) IS NULL OR kind = $2) ORDER BY number LIMIT $3 OFFSET $4",
            id.as_str(),
            kind.map(RowKind::as_str),
            limit,
            offset,
        )?;
        found
            .into_iter()
            .map(|read| store.open_row(id, read))
            .collect()
    }

    /// One row, by its number in the file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn upload_row(
        &mut self,
        store: &Store,
        id: &UploadId,
        number: i64,
    ) -> Result<Option<UploadRow>> {
        let found = rows!(
            self,
            fetch_optional,
            UploadRowRead,
            "SELECT kind, same_as, row_sealed FROM roster_upload_row WHERE upload_id = $1 AND number = $2",
            id.as_str(),
            number,
        )?;
        found.map(|read| store.open_row(id, read)).transpose()
    }

    /// Corrects a row and judges anew whoever it was and whoever it is. `false` when there is no such row, or the
    /// upload cannot be corrected any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn correct_row(
        &mut self,
        store: &Store,
        upload: &Upload,
        corrected: &EntryRow,
        today: NaiveDate,
    ) -> Result<bool> {
        if self.lock_upload(&upload.id).await? != Some(UploadState::Ready) {
            return Ok(false);
        }
        let number = i64::from(corrected.number);
        let old = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT id_hash FROM roster_upload_row WHERE upload_id = $1 AND number = $2",
            upload.id.as_str(),
            number,
        )?;
        let Some((old,)) = old else { return Ok(false) };
        let judged = store.judge_alone(corrected, today, &mut HashMap::new())?;
        let new = judged.person.as_ref().map(|person| person.id_hash.clone());
        execute!(
            self,
            "DELETE FROM roster_upload_row WHERE upload_id = $1 AND number = $2",
            upload.id.as_str(),
            number,
        )?;
        self.insert_rows(&upload.id, &[judged]).await?;
        for hash in old
            .iter()
            .chain(new.iter().filter(|new| old.as_ref() != Some(new)))
        {
            self.judge_person(upload, hash).await?;
        }
        Ok(true)
    }

    /// Judges the rows of one person: the first counts, the others are duplicates.
    async fn judge_person(&mut self, upload: &Upload, hash: &str) -> Result<()> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, Option<String>),
            "SELECT number, COALESCE(name, ''), mobile_hash FROM roster_upload_row \
             WHERE upload_id = $1 AND id_hash = $2 ORDER BY number",
            upload.id.as_str(),
            hash,
        )?;
        let Some((first, name, mobile)) = found.first().cloned() else {
            return Ok(());
        };
        let who = [(hash.to_owned(), mobile, name)];
        let known = self.known_people(&upload.employer, &who).await?;
        let kind = known.kind(&who[0]);
        for (number, _, _) in &found {
            let (kind, same_as) = match *number == first {
                true => (kind, None),
                false => (RowKind::Duplicate, Some(first)),
            };
            execute!(
                self,
                "UPDATE roster_upload_row SET kind = $3, same_as = $4 WHERE upload_id = $1 AND number = $2",
                upload.id.as_str(),
                *number,
                kind.as_str(),
                same_as,
            )?;
        }
        Ok(())
    }
}
