//! Uploaded lists of people, kept as keyed hashes of their numbers: enough to find whoever registers with one of
//! them, of no use to anybody else.
//!
//! A list of 200,000 rows is written in many short transactions, so that no reply waits for SQLite's one writer.
//! Until the last of them it is not whole: it is neither shown nor matches anybody, and what a crash leaves behind
//! is cleared away when the next list is saved.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::statement::insert_all;
use super::super::worker::{MOBILE, RESIDENT_ID};
use super::super::{Store, fresh_id};
use crate::domain::id::{ListId, StaffId};
use crate::domain::notice::ListRead;
use crate::domain::time::Timestamp;

/// Hashes written, or cleared away, in one transaction: some 20 ms.
const BATCH: usize = 2_000;

/// A list that is not whole after this was given up, in milliseconds.
const GIVEN_UP_AFTER: i64 = 3_600_000;

/// Longest name of a list, in characters.
const MAX_NAME_CHARS: usize = 100;

/// An uploaded list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceList {
    /// Identifier.
    pub id: ListId,
    /// What it is called; mostly the file's name.
    pub name: String,
    /// Name of who uploaded it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Timestamp,
    /// Rows that had something in them.
    pub rows_read: i64,
    /// Of these, rows for somebody whom another row had.
    pub duplicates: i64,
    /// Of these, rows in which no number could be read.
    pub unreadable: i64,
}

impl AudienceList {
    /// The people on it, each once.
    pub fn people(&self) -> i64 {
        self.rows_read - self.duplicates - self.unreadable
    }
}

/// How many on a list we know, at this moment. Their sum is the people on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListMatch {
    /// Known, and can be written to.
    pub reached: i64,
    /// Known, but opted out or blocking us.
    pub left_out: i64,
    /// Never registered with any of their numbers.
    pub unknown: i64,
}

#[derive(sqlx::FromRow)]
struct ListRow {
    id: String,
    name: String,
    uploaded_by: String,
    uploaded_at: i64,
    rows_read: i64,
    duplicates: i64,
    unreadable: i64,
}

impl From<ListRow> for AudienceList {
    fn from(row: ListRow) -> Self {
        Self {
            id: ListId::new(row.id),
            name: row.name,
            uploaded_by: row.uploaded_by,
            uploaded_at: Timestamp::from_millis(row.uploaded_at),
            rows_read: row.rows_read,
            duplicates: row.duplicates,
            unreadable: row.unreadable,
        }
    }
}

impl Store {
    /// Saves an uploaded list under a name, of which 100 characters are kept, and records it in the audit. Of the
    /// people only keyed hashes are kept. Takes transactions of its own, so that replies go on meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Db`]; then there is no such list.
    pub async fn save_audience_list(
        &self,
        name: &str,
        by: &StaffId,
        list: &ListRead,
        now: Timestamp,
    ) -> Result<ListId> {
        self.clear_given_up(now).await?;
        let id = ListId::new(fresh_id());
        let mut tx = self.write().await?;
        tx.begin_list(&id, name, by, list, now).await?;
        tx.commit().await?;
        for batch in self.hashes_of(list).chunks(BATCH) {
            let mut tx = self.write().await?;
            tx.add_to_list(&id, batch).await?;
            tx.commit().await?;
        }
        let mut tx = self.write().await?;
        tx.complete_list(&id, by, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The hashes of everyone's numbers, each with its entry; sorted, as the table is, so that they go in one
    /// beside the other. A mobile number that two entries share belongs to the first.
    fn hashes_of(&self, list: &ListRead) -> Vec<(String, i64)> {
        let keys = self.keys();
        let mut hashes = Vec::with_capacity(list.entries.len() * 2);
        for (entry, person) in (0..).zip(&list.entries) {
            let mobile = person
                .mobile
                .iter()
                .map(|mobile| keys.hash(MOBILE, mobile.expose()));
            let id = person
                .resident_id
                .iter()
                .map(|id| keys.hash(RESIDENT_ID, id.expose()));
            hashes.extend(mobile.chain(id).map(|hash| (hash, entry)));
        }
        hashes.sort_unstable();
        hashes.dedup_by(|(hash, _), (earlier, _)| hash == earlier);
        hashes
    }

    async fn clear_given_up(&self, now: Timestamp) -> Result<()> {
        let mut cleared = BATCH as u64;
        while cleared == BATCH as u64 {
            let mut tx = self.write().await?;
            cleared = tx.clear_given_up(now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

impl Tx {
    async fn begin_list(
        &mut self,
        id: &ListId,
        name: &str,
        by: &StaffId,
        list: &ListRead,
        now: Timestamp,
    ) -> Result<()> {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        execute!(
            self,
            "INSERT INTO audience_list (id, name, uploaded_by, uploaded_at, rows_read, duplicates, unreadable) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id.as_str(),
            name.trim().chars().take(MAX_NAME_CHARS).collect::<String>(),
            by.as_str(),
            now.millis(),
            count(list.rows_read),
            count(list.duplicates),
            count(list.unreadable.len()),
        )?;
        Ok(())
    }

    async fn add_to_list(&mut self, id: &ListId, hashes: &[(String, i64)]) -> Result<()> {
        insert_all!(
            self,
            "INSERT INTO audience_list_entry (list_id, hash, entry) ",
            hashes,
            |row, (hash, entry)| row
                .push_bind(id.as_str())
                .push_bind(hash.as_str())
                .push_bind(*entry)
        )?;
        Ok(())
    }

    async fn complete_list(&mut self, id: &ListId, by: &StaffId, now: Timestamp) -> Result<()> {
        let completed = execute!(
            self,
            "UPDATE audience_list SET whole = TRUE WHERE id = $1",
            id.as_str(),
        )?;
        if completed != 1 {
            return Err(StoreError::Refused(
                "saving the list took too long; upload it again".into(),
            ));
        }
        let subject = format!("audience_list:{id}");
        self.audit(by.as_str(), "audience_list.upload", &subject, None, now)
            .await
    }

    /// Clears away hashes of lists that were never completed, at most [`BATCH`], and the lists that have none
    /// left. Returns how many hashes.
    async fn clear_given_up(&mut self, now: Timestamp) -> Result<u64> {
        let before = now.millis() - GIVEN_UP_AFTER;
        let given_up = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM audience_list WHERE NOT whole AND uploaded_at < $1",
            before,
        )?;
        let mut left = BATCH as i64;
        for (id,) in given_up {
            let cleared = execute!(
                self,
                "DELETE FROM audience_list_entry WHERE list_id = $1 AND hash IN \
                 (SELECT hash FROM audience_list_entry WHERE list_id = $1 ORDER BY hash LIMIT $2)",
                id.as_str(),
                left,
            )?;
            left -= i64::try_from(cleared).unwrap_or(left);
            if left <= 0 {
                break;
            }
            execute!(self, "DELETE FROM audience_list WHERE id = $1", id.as_str())?;
        }
        Ok((BATCH as i64 - left).unsigned_abs())
    }

    /// The uploaded lists, newest first.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn audience_lists(&mut self) -> Result<Vec<AudienceList>> {
        let found = rows!(
            self,
            fetch_all,
            ListRow,
            "SELECT l.id, l.name, s.name AS uploaded_by, l.uploaded_at, l.rows_read, l.duplicates, l.unreadable \
             FROM audience_list AS l JOIN staff AS s ON s.id = l.uploaded_by WHERE l.whole \
             ORDER BY l.uploaded_at DESC, l.id DESC",
        )?;
        Ok(found.into_iter().map(AudienceList::from).collect())
    }

    /// An uploaded list; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn audience_list(&mut self, id: &ListId) -> Result<Option<AudienceList>> {
        let found = rows!(
            self,
            fetch_optional,
            ListRow,
            "SELECT l.id, l.name, s.name AS uploaded_by, l.uploaded_at, l.rows_read, l.duplicates, l.unreadable \
             FROM audience_list AS l JOIN staff AS s ON s.id = l.uploaded_by WHERE l.whole AND l.id = $1",
            id.as_str(),
        )?;
        Ok(found.map(AudienceList::from))
    }

    /// How many on a list can be written to now, and how many cannot. Whom both numbers of a row find counts as
    /// reached when one of the persons found is.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn list_match(&mut self, id: &ListId) -> Result<ListMatch> {
        let (reached, left_out, unknown) = rows!(
            self,
            fetch_one,
            (i64, i64, i64),
            "SELECT COUNT(CASE WHEN best = 2 THEN 1 END), COUNT(CASE WHEN best = 1 THEN 1 END), \
                    COUNT(CASE WHEN best = 0 THEN 1 END) FROM ( \
               SELECT k.entry, MAX(CASE \
                 WHEN k.worker_id IS NULL OR NOT EXISTS (SELECT 1 FROM chat AS c WHERE c.worker_id = k.worker_id \
                   AND c.channel NOT IN ('terminal', 'desk')) THEN 0 \
                 WHEN EXISTS (SELECT 1 FROM chat AS c WHERE c.worker_id = k.worker_id \
                   AND c.channel NOT IN ('terminal', 'desk') AND c.contact IN ('opted_out', 'blocked_opted_out')) THEN 1 \
                 WHEN EXISTS (SELECT 1 FROM chat AS c WHERE c.worker_id = k.worker_id \
                   AND c.channel NOT IN ('terminal', 'desk') AND c.contact = 'open') THEN 2 \
                 ELSE 1 END) AS best \
               FROM (SELECT e.entry, w.id AS worker_id FROM audience_list_entry AS e \
                       LEFT JOIN worker AS w ON w.id_hash = e.hash WHERE e.list_id = $1 \
                     UNION ALL SELECT e.entry, w.id FROM audience_list_entry AS e \
                       JOIN worker AS w ON w.mobile_hash = e.hash WHERE e.list_id = $1) AS k \
               GROUP BY k.entry) AS matched",
            id.as_str(),
        )?;
        Ok(ListMatch {
            reached,
            left_out,
            unknown,
        })
    }
}
