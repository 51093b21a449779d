//! A table that is handed in as a file, such as one of trips or of employers.

use super::fault::Fault;
use super::notice::sheet_refusal;
use super::people::Bureau;
use super::sent::Sent;
use crate::sheet::{self, Table, TableColumn};

/// Why a file is not taken.
pub enum Refusal {
    /// None was chosen.
    NoFile,
    /// It cannot be read; why, in the reader's words.
    Unreadable(String),
    /// None of its first rows has the headings that are needed.
    NoHeader,
    /// Nothing stands below the headings.
    NoRows,
    /// It has more rows than [`TableColumn::MOST`].
    TooMany,
}

/// Reads the file of the field `file`, off the async threads. A table that is taken has between one row and
/// [`TableColumn::MOST`].
pub async fn read<C>(desk: &Bureau, sent: &Sent) -> Result<Result<Table<C>, Refusal>, Fault>
where
    C: TableColumn + Send,
{
    let Some(upload) = sent.file("file") else {
        return Ok(Err(Refusal::NoFile));
    };
    let (name, bytes) = (upload.name.clone(), upload.bytes.to_vec());
    let read = tokio::task::spawn_blocking(move || {
        let mut table = sheet::read(&name, bytes)?;
        sheet::table::<C>(&mut table)
    });
    let read = read.await.map_err(|error| {
        tracing::error!(%error, "console: reading a table broke off");
        Fault::Internal
    })?;
    Ok(match read {
        Err(error) => Err(Refusal::Unreadable(desk.t(sheet_refusal(&error)))),
        Ok(None) => Err(Refusal::NoHeader),
        Ok(Some(table)) if table.rows.is_empty() => Err(Refusal::NoRows),
        Ok(Some(table)) if table.rows.len() > C::MOST => Err(Refusal::TooMany),
        Ok(Some(table)) => Ok(table),
    })
}
