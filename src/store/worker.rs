//! Workers: one row a person, found by the keyed hash of the resident ID.
//!
//! Races: two chats of one person that register at once meet at the unique hash; the second waits for the first
//! and then finds its row. Whatever changes a worker's seat, place in line or ticket locks the worker first
//! ([`Tx::lock_worker`]), so for one person these things happen one after the other. Order of locks: chat,
//! worker, own seat, trip; who must go against it (an offer to somebody else, a sweep) tries and never waits.

use super::db::{Result, StoreError, Tx, execute, rows};
use super::{Store, fresh_id};
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::identity::{Mobile, PersonName, ResidentId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::worker::Worker;

/// Context of the sealed resident ID and of its hash.
pub(super) const RESIDENT_ID: &str = "worker.id";
/// Context of the sealed mobile number and of its hash.
pub(super) const MOBILE: &str = "worker.mobile";

#[derive(sqlx::FromRow)]
struct WorkerRow {
    id: String,
    name: String,
    id_sealed: Vec<u8>,
    mobile_sealed: Vec<u8>,
}

impl WorkerRow {
    fn into_worker(self, store: &Store) -> Result<Worker> {
        let unsealed = |context: &str, sealed: &[u8], column: &str| {
            let plain = store.keys().open(context, sealed);
            plain
                .and_then(|plain| String::from_utf8(plain).ok())
                .ok_or_else(|| unreadable(&self.id, column))
        };
        let resident_id = unsealed(RESIDENT_ID, &self.id_sealed, "id_sealed")?;
        let mobile = unsealed(MOBILE, &self.mobile_sealed, "mobile_sealed")?;
        Ok(Worker {
            resident_id: ResidentId::try_from(resident_id)
                .map_err(|_| unreadable(&self.id, "id_sealed"))?,
            mobile: Mobile::parse(&mobile).map_err(|_| unreadable(&self.id, "mobile_sealed"))?,
            name: PersonName::parse(&self.name).map_err(|_| unreadable(&self.id, "name"))?,
            id: WorkerId::new(self.id),
        })
    }
}

/// Names a row without repeating the personal data in it.
fn unreadable(id: &str, column: &str) -> StoreError {
    StoreError::BadRow {
        table: "worker",
        id: id.to_owned(),
        what: format!("{column} cannot be read; was it written under another key?"),
    }
}

impl Tx {
    /// Corrects the resident ID of a person who stays the same person, with the same seat. Locks the row, its
    /// key too: call it before anything else locks the worker.
    ///
    /// # Errors
    /// [`StoreError::Db`], also when somebody else has that ID: look first.
    pub async fn correct_resident_id(
        &mut self,
        store: &Store,
        worker: &WorkerId,
        id: &ResidentId,
        now: Timestamp,
    ) -> Result<()> {
        rows!(
            self,
            fetch_optional,
            (String,),
            lock_key "SELECT id FROM worker WHERE id = $1",
            worker.as_str(),
        )?;
        execute!(
            self,
            "UPDATE worker SET id_hash = $2, id_sealed = $3, id_mask = $4, updated_at = $5 WHERE id = $1",
            worker.as_str(),
            store.keys().hash(RESIDENT_ID, id.expose()),
            store.keys().seal(RESIDENT_ID, id.expose().as_bytes()),
            id.masked(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Corrects a misspelt name; person, seat and ticket stay what they are, for a ticket bears no name. Written to the
    /// audit under who did it, with their reason. `false` when it was spelt so already. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such worker.
    pub async fn correct_name(
        &mut self,
        worker: &WorkerId,
        name: &PersonName,
        (by, reason): (&str, Option<&str>),
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        let changed = execute!(
            self,
            "UPDATE worker SET name = $2, updated_at = $3 WHERE id = $1 AND name <> $2",
            worker.as_str(),
            name.expose(),
            now.millis(),
        )?;
        if changed == 1 {
            self.audit(by, "worker.name_corrected", worker.as_str(), reason, now)
                .await?;
        }
        Ok(changed == 1)
    }

    /// Finds the person with this resident ID and brings name and mobile up to date, or makes them. The row is
    /// then locked for the rest of the transaction. `source` says where a new row comes from and is kept.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn upsert_worker(
        &mut self,
        store: &Store,
        name: &PersonName,
        id: &ResidentId,
        mobile: &Mobile,
        source: &str,
        now: Timestamp,
    ) -> Result<WorkerId> {
        let who = (name, id, mobile);
        let found = self.write_worker(store, who, source, None, now).await?;
        found.ok_or_else(|| StoreError::Refused("the worker could not be stored".into()))
    }

    /// As [`Tx::upsert_worker`], for somebody who says themselves who they are: `None`, and nothing changed, when
    /// this resident ID is registered with another mobile number and is not `own`, the worker of their chat. Of two
    /// chats that register one new ID with different numbers at once, the second is refused here.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn enrol_worker(
        &mut self,
        store: &Store,
        who: (&PersonName, &ResidentId, &Mobile),
        source: &str,
        own: Option<&WorkerId>,
        now: Timestamp,
    ) -> Result<Option<WorkerId>> {
        let own = own.map_or("", WorkerId::as_str);
        self.write_worker(store, who, source, Some(own), now).await
    }

    /// Inserts or updates; with `own`, an existing row is updated only when it is that worker or has that mobile.
    async fn write_worker(
        &mut self,
        store: &Store,
        (name, id, mobile): (&PersonName, &ResidentId, &Mobile),
        source: &str,
        own: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<WorkerId>> {
        let keys = store.keys();
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
             source, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) \
             ON CONFLICT (id_hash) DO UPDATE SET name = excluded.name, mobile_hash = excluded.mobile_hash, \
             mobile_sealed = excluded.mobile_sealed, mobile_mask = excluded.mobile_mask, \
             updated_at = excluded.updated_at \
             WHERE CAST($11 AS TEXT) IS NULL OR worker.id = $11 OR worker.mobile_hash = excluded.mobile_hash \
             RETURNING id",
            fresh_id(),
            name.expose(),
            keys.hash(RESIDENT_ID, id.expose()),
            keys.seal(RESIDENT_ID, id.expose().as_bytes()),
            id.masked(),
            keys.hash(MOBILE, mobile.expose()),
            keys.seal(MOBILE, mobile.expose().as_bytes()),
            mobile.masked(),
            source,
            now.millis(),
            own,
        )?;
        Ok(found.map(|(id,)| WorkerId::new(id)))
    }

    /// Reads a worker with the full numbers; `None` also for one who has been erased.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] when the numbers were sealed under another key.
    pub async fn worker(&mut self, store: &Store, id: &WorkerId) -> Result<Option<Worker>> {
        let row = rows!(
            self,
            fetch_optional,
            WorkerRow,
            "SELECT id, name, id_sealed, mobile_sealed FROM worker WHERE id = $1 AND erased_at IS NULL",
            id.as_str(),
        )?;
        row.map(|row| row.into_worker(store)).transpose()
    }

    /// The worker with this resident ID, if known.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn worker_by_resident_id(
        &mut self,
        store: &Store,
        id: &ResidentId,
    ) -> Result<Option<WorkerId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM worker WHERE id_hash = $1",
            store.keys().hash(RESIDENT_ID, id.expose()),
        )?;
        Ok(row.map(|(id,)| WorkerId::new(id)))
    }

    /// Locks the worker for the rest of the transaction. Locking again is free of effect.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such worker.
    pub async fn lock_worker(&mut self, id: &WorkerId) -> Result<()> {
        let row = rows!(self, fetch_optional, (String,), lock "SELECT id FROM worker WHERE id = $1", id.as_str())?;
        match row {
            Some(_) => Ok(()),
            None => Err(StoreError::Refused(format!("there is no worker {id}"))),
        }
    }

    /// Locks the worker unless somebody else has them locked; then `false`, at once.
    pub(super) async fn try_lock_worker(&mut self, id: &WorkerId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            skip_locked "SELECT id FROM worker WHERE id = $1" "",
            id.as_str(),
        )?;
        Ok(row.is_some())
    }

    /// Queues news for the chat a worker was last seen in; whether they have one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn queue_news_for(
        &mut self,
        worker: &WorkerId,
        news: &News,
        due: Timestamp,
    ) -> Result<bool> {
        let chats = self.chats_of(worker).await?;
        if let Some(chat) = chats.first() {
            self.queue_news(chat, news, due).await?;
        }
        Ok(!chats.is_empty())
    }

    /// The chats of a worker, the most recently seen first; those that block us come after them, and last the one that
    /// the bureau holds for them.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn chats_of(&mut self, worker: &WorkerId) -> Result<Vec<ChatId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM chat WHERE worker_id = $1 \
             ORDER BY CASE WHEN channel = 'desk' THEN 2 WHEN contact LIKE 'blocked%' THEN 1 ELSE 0 END, last_seen_at DESC, id",
            worker.as_str(),
        )?;
        Ok(found.into_iter().map(|(id,)| ChatId::new(id)).collect())
    }
}
