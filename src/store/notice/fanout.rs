//! From an approved notice to a row for each person, in bounded batches.
//!
//! The cursor over the persons and the rows made so far commit together, so a crash between two batches costs
//! nothing, and a batch done twice meets the unique index of notice and person. Two processes doing it at once
//! meet at the notice's row.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::{bad, json};
use super::super::statement::{Statement, built_execute};
use super::FALLEN_OUT;
use super::audience::{Scope, push_people};
use crate::domain::delivery::Gone;
use crate::domain::id::NoticeId;
use crate::domain::notice::{Audience, NoticeState};
use crate::domain::time::Timestamp;

/// A notice is being sent and every recipient has an outcome. Those under way are few, and found by an index of their
/// own, which a plain condition on the notice would lead away from.
macro_rules! finished {
    () => {
        "state = 'sending' AND fanout_done \
         AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.notice_id = notice.id \
                         AND o.state = 'queued' AND o.lane = 'bulk') \
         AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE COALESCE(o.notice_id, '') = notice.id \
                         AND o.state = 'sending')"
    };
}

/// What one batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FanOut {
    /// Rows added, to be sent or excluded.
    pub added: u64,
    /// Whether everyone has a row now, or the notice is not being sent at this moment.
    pub done: bool,
}

#[derive(sqlx::FromRow)]
struct CursorRow {
    state: String,
    audience: String,
    fanout_after: Option<String>,
    fanout_done: bool,
    started_at: Option<i64>,
}

impl Tx {
    /// Notices being sent whose audience does not have all its rows yet, oldest start first.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn notices_to_fan_out(&mut self) -> Result<Vec<NoticeId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM notice WHERE state = 'sending' AND NOT fanout_done ORDER BY started_at, id",
        )?;
        Ok(found.into_iter().map(|(id,)| NoticeId::new(id)).collect())
    }

    /// Looks at the next `batch` persons and adds a row for each who is in the notice's audience: queued, or
    /// excluded with the reason when they opted out or block us. Does nothing unless the notice is being sent.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a notice that cannot be read.
    pub async fn fan_out_batch(
        &mut self,
        notice: &NoticeId,
        batch: i64,
        now: Timestamp,
    ) -> Result<FanOut> {
        let cursor = rows!(
            self,
            fetch_optional,
            CursorRow,
            lock "SELECT state, audience, fanout_after, fanout_done, started_at FROM notice WHERE id = $1",
            notice.as_str(),
        )?;
        let cursor = cursor.ok_or_else(|| bad("notice", notice.as_str(), "id", "unknown"))?;
        if cursor.fanout_done || cursor.state != NoticeState::Sending.as_str() {
            return Ok(FanOut {
                added: 0,
                done: true,
            });
        }
        let after = cursor.fanout_after.unwrap_or_default();
        let audience: Audience = json("notice", notice.as_str(), "audience", &cursor.audience)?;
        match self.person_after(&after, batch).await? {
            Some(last) => {
                let as_of = cursor.started_at.map_or(now, Timestamp::from_millis);
                let span = (after.as_str(), last.as_str());
                let added = self.add_rows(notice, &audience, (span, as_of), now).await?;
                execute!(
                    self,
                    "UPDATE notice SET fanout_after = $1 WHERE id = $2",
                    last.as_str(),
                    notice.as_str(),
                )?;
                Ok(FanOut { added, done: false })
            }
            None => {
                execute!(
                    self,
                    "UPDATE notice SET fanout_done = TRUE WHERE id = $1",
                    notice.as_str()
                )?;
                Ok(FanOut {
                    added: 0,
                    done: true,
                })
            }
        }
    }

    /// The last of the next `batch` persons, by way of the index on persons.
    async fn person_after(&mut self, after: &str, batch: i64) -> Result<Option<String>> {
        let (last,) = rows!(
            self,
            fetch_one,
            (Option<String>,),
            "SELECT MAX(person) FROM (SELECT DISTINCT COALESCE(worker_id, id) AS person FROM chat \
             WHERE COALESCE(worker_id, id) > $1 ORDER BY COALESCE(worker_id, id) LIMIT $2) AS next",
            after,
            batch,
        )?;
        Ok(last)
    }

    async fn add_rows(
        &mut self,
        notice: &NoticeId,
        audience: &Audience,
        (span, as_of): ((&str, &str), Timestamp),
        now: Timestamp,
    ) -> Result<u64> {
        let mut sql = Statement::default();
        sql.push(
            "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, error, due_at, \
             created_at, settled_at) WITH audience AS MATERIALIZED (",
        );
        let scope = Scope {
            span: Some(span),
            as_of,
        };
        push_people(&mut sql, audience, scope);
        sql.push(") SELECT id, channel, address, 'bulk', ");
        sql.bind(notice.as_str()).push(
            ", person, CASE WHEN opted_out = 1 OR contact = 'blocked' THEN 'excluded' ELSE 'queued' END, \
             CASE WHEN opted_out = 1 THEN ",
        );
        sql.bind(FALLEN_OUT).push(" WHEN contact = 'blocked' THEN ");
        sql.bind(Gone::Blocked.as_str()).push(" END, ");
        sql.bind(now.millis()).push(", ").bind(now.millis());
        sql.push(", CASE WHEN opted_out = 1 OR contact = 'blocked' THEN ");
        sql.bind(now.millis()).push(" END FROM audience WHERE ");
        // Who registers meanwhile was a chat before and is a worker now: their chats may have had it. Asked for each
        // person by itself: joined, a planner goes through all the rows made so far, batch by batch.
        sql.push(
            "(SELECT 1 FROM chat AS had WHERE COALESCE(had.worker_id, had.id) = audience.person AND \
             (SELECT 1 FROM outbox AS o WHERE o.person = had.id AND o.notice_id = ",
        );
        sql.bind(notice.as_str());
        sql.push(") IS NOT NULL LIMIT 1) IS NULL ORDER BY person ON CONFLICT DO NOTHING");
        Ok(built_execute!(self, sql)?)
    }

    /// Notices being sent whose every recipient has an outcome.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn finished_notices(&mut self) -> Result<Vec<NoticeId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            concat!("SELECT id FROM notice WHERE ", finished!()),
        )?;
        Ok(found.into_iter().map(|(id,)| NoticeId::new(id)).collect())
    }

    /// Marks notices as done whose every recipient has an outcome. Returns how many.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn finish_notices(&mut self, now: Timestamp) -> Result<u64> {
        let finished = execute!(
            self,
            concat!(
                "UPDATE notice SET state = 'done', finished_at = $1 WHERE ",
                finished!()
            ),
            now.millis(),
        )?;
        Ok(finished)
    }
}
