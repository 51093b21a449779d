//! What a notice says, and what is known of those it is said to.

use super::super::db::{Result, Tx, rows};
use super::super::row::{bad, json, to_json};
use super::super::statement::{Statement, built_execute, built_rows};
use crate::domain::id::NoticeId;
use crate::domain::notice::{Known, KnownTrip, NoticeMessage};
use crate::domain::time::Timestamp;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: String,
    name: Option<String>,
    employer: Option<String>,
    code: Option<String>,
    departs_at: Option<i64>,
    meeting_point: Option<String>,
}

impl KnownRow {
    fn into_known(self) -> (String, Known) {
        let trip = self.code.zip(self.departs_at).zip(self.meeting_point);
        let trip = trip.map(|((code, departs_at), meeting_point)| KnownTrip {
            code,
            departs_at: Timestamp::from_millis(departs_at),
            meeting_point,
        });
        let known = Known {
            name: self.name,
            employer: self.employer,
            trip,
        };
        (self.id, known)
    }
}

impl Tx {
    /// All of a notice that its readers see.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn notice_message(&mut self, id: &NoticeId) -> Result<NoticeMessage> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT options FROM notice WHERE id = $1",
            id.as_str(),
        )?;
        let (options,) = found.ok_or_else(|| bad("notice", id.as_str(), "id", "unknown"))?;
        Ok(NoticeMessage {
            texts: self.notice_texts(id).await?,
            options: json("notice", id.as_str(), "options", &options)?,
            file: self.notice_file_info(id).await?,
        })
    }

    /// What is known of the people of these chats, by chat: name as registered, employer, and the trip on which they
    /// have a seat. A seat that is only offered is not theirs yet.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn known_of<'a>(
        &mut self,
        chats: impl IntoIterator<Item = &'a str>,
    ) -> Result<HashMap<String, Known>> {
        let mut sql = Statement::default();
        sql.push(
            "SELECT c.id, w.name, f.name AS employer, t.code, t.departs_at, t.meeting_point FROM chat AS c \
             JOIN worker AS w ON w.id = c.worker_id \
             LEFT JOIN registration AS r ON r.worker_id = c.worker_id \
             LEFT JOIN employer AS f ON f.id = r.employer_id \
             LEFT JOIN seat AS s ON s.worker_id = c.worker_id AND s.state <> 'held' \
             LEFT JOIN trip AS t ON t.id = s.trip_id WHERE c.id IN (",
        );
        sql.bind_all(chats).push(")");
        if sql.binds.is_empty() {
            return Ok(HashMap::new());
        }
        let found = built_rows!(self, fetch_all, KnownRow, sql)?;
        Ok(found.into_iter().map(KnownRow::into_known).collect())
    }

    /// Keeps with rows of the outbox what is said of their readers, so that what was sent can be shown again.
    pub(in super::super) async fn keep_known(&mut self, said: &[(i64, Known)]) -> Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        let mut sql = Statement::default();
        // Both databases name the columns of VALUES alike.
        sql.push("UPDATE outbox SET content = said.column2 FROM (VALUES ");
        for (n, (row, known)) in said.iter().enumerate() {
            sql.push(if n > 0 { ", (" } else { "(" });
            sql.bind(*row).push(", ").bind(to_json(known)?).push(")");
        }
        sql.push(") AS said WHERE outbox.id = said.column1");
        built_execute!(self, sql)?;
        Ok(())
    }
}
