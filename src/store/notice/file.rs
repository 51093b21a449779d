//! The picture or document of a notice: changed while it is a draft, frozen with the texts at its approval.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::NoticeId;
use crate::domain::notice::{FileInfo, FileKind, NoticeFile};

#[derive(sqlx::FromRow)]
struct InfoRow {
    name: String,
    mime: String,
    content_hash: String,
    size: i64,
}

/// Hash of a file's bytes, in hexadecimal.
fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Tx {
    /// Gives a draft this file, in place of the one it has.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when it is no longer a draft or does not exist.
    pub async fn set_notice_file(&mut self, id: &NoticeId, file: &NoticeFile) -> Result<()> {
        self.drop_notice_file(id).await?;
        execute!(
            self,
            "INSERT INTO notice_file (notice_id, name, mime, content_hash, bytes) VALUES ($1, $2, $3, $4, $5)",
            id.as_str(),
            file.name.as_str(),
            file.kind.as_str(),
            hash(&file.bytes),
            file.bytes.as_slice(),
        )?;
        Ok(())
    }

    /// Takes a draft's file away, if it has one.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when it is no longer a draft or does not exist.
    pub async fn drop_notice_file(&mut self, id: &NoticeId) -> Result<()> {
        let state = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT state FROM notice WHERE id = $1 AND state = 'draft'",
            id.as_str(),
        )?;
        if state.is_none() {
            return Err(StoreError::Refused("only a draft can be changed".into()));
        }
        execute!(
            self,
            "DELETE FROM notice_file WHERE notice_id = $1",
            id.as_str()
        )?;
        Ok(())
    }

    /// What the file of a notice is; `None` when it has none.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn notice_file_info(&mut self, id: &NoticeId) -> Result<Option<FileInfo>> {
        let row = rows!(
            self,
            fetch_optional,
            InfoRow,
            "SELECT name, mime, content_hash, CAST(LENGTH(bytes) AS BIGINT) AS size FROM notice_file \
             WHERE notice_id = $1",
            id.as_str(),
        )?;
        let info = |row: InfoRow| {
            Ok(FileInfo {
                kind: word(
                    "notice_file",
                    id.as_str(),
                    "mime",
                    &row.mime,
                    FileKind::parse,
                )?,
                name: row.name,
                size: u64::try_from(row.size).unwrap_or(0),
                hash: row.content_hash,
            })
        };
        row.map(info).transpose()
    }

    /// The file of a notice with its bytes; `None` when it has none.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn notice_file(&mut self, id: &NoticeId) -> Result<Option<NoticeFile>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, Vec<u8>),
            "SELECT name, mime, bytes FROM notice_file WHERE notice_id = $1",
            id.as_str(),
        )?;
        let file = |(name, mime, bytes): (String, String, Vec<u8>)| {
            let kind = word("notice_file", id.as_str(), "mime", &mime, FileKind::parse)?;
            Ok(NoticeFile { name, kind, bytes })
        };
        row.map(file).transpose()
    }
}
