//! Files made for a worker to keep: sealed, for one chat, gone after [`LIFE`] or when the next one is made.

use super::super::db::{Result, Tx, execute, rows};
use super::super::{Store, fresh_id};
use crate::domain::delivery::Content;
use crate::domain::id::{ChatId, DownloadId};
use crate::domain::time::Timestamp;
use std::time::Duration;

/// How long a file can be fetched.
pub const LIFE: Duration = Duration::from_secs(24 * 3600);

/// Context of the sealed bytes.
const BYTES: &str = "download.bytes";

/// A file of a worker's own data.
#[derive(Clone, PartialEq, Eq)]
pub struct Download {
    /// Name as shown.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Hash of the bytes under the installation's key, so that it tells nothing of them.
    pub hash: String,
}

/// Shows no bytes.
impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download")
            .field("name", &self.name)
            .field("size", &self.bytes.len())
            .finish()
    }
}

impl Tx {
    /// Keeps a file for a chat, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn keep_download(
        &mut self,
        store: &Store,
        chat: &ChatId,
        (name, bytes): (&str, &[u8]),
        now: Timestamp,
    ) -> Result<DownloadId> {
        self.drop_downloads(chat).await?;
        let id = DownloadId::new(fresh_id());
        let plain = String::from_utf8_lossy(bytes);
        execute!(
            self,
            "INSERT INTO download (id, chat_id, name, sealed, content_hash, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id.as_str(),
            chat.as_str(),
            name,
            store.keys().seal(BYTES, bytes),
            store.keys().hash(BYTES, &plain),
            now.millis(),
            now.plus(LIFE).millis(),
        )?;
        Ok(id)
    }

    /// Takes a chat's files away.
    pub(super) async fn drop_downloads(&mut self, chat: &ChatId) -> Result<u64> {
        Ok(execute!(
            self,
            "DELETE FROM download WHERE chat_id = $1",
            chat.as_str()
        )?)
    }

    /// A file; `None` once it has expired or been replaced.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn download(
        &mut self,
        store: &Store,
        id: &DownloadId,
        now: Timestamp,
    ) -> Result<Option<Download>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, Vec<u8>, String),
            "SELECT name, sealed, content_hash FROM download WHERE id = $1 AND expires_at > $2",
            id.as_str(),
            now.millis(),
        )?;
        Ok(row.and_then(|(name, sealed, hash)| {
            let bytes = store.keys().open(BYTES, &sealed)?;
            Some(Download { name, bytes, hash })
        }))
    }

    /// The file of a worker's own data that came with the message at this position of a chat; `None` when something
    /// else stands there.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn own_file_shown_at(
        &mut self,
        chat: &ChatId,
        seq: i64,
    ) -> Result<Option<DownloadId>> {
        let found = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT content FROM outbox WHERE chat_id = $1 AND seq = $2 AND notice_id IS NULL",
            chat.as_str(),
            seq,
        )?;
        let content = found.and_then(|(content,)| content);
        let content = content.and_then(|text| serde_json::from_str::<Content>(&text).ok());
        Ok(content.and_then(|content| content.file?.own))
    }

    /// Removes files that have expired, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn expire_downloads(&mut self, limit: i64, now: Timestamp) -> Result<u64> {
        Ok(execute!(
            self,
            "DELETE FROM download WHERE id IN \
             (SELECT id FROM download WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
            now.millis(),
            limit,
        )?)
    }
}
