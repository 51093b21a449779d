//! Writing down what became of many claimed rows with a few statements, whatever their number.
//!
//! Lock order on PostgreSQL: the chats of a turn first and in order of their identifiers ([`Tx::lock_chats`]), then
//! its rows in order of theirs ([`Tx::still_ours`]). Who recovers rows passes over those locked here.
//!
//! A list is one value of its statement, which so stays the same text, and prepared, however many rows there are.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::to_json;
use super::settle::shorten;
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Rows in one statement.
const ROWS: usize = 1_024;

/// A message of a notice that its channel has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<'a> {
    /// The row.
    pub id: i64,
    /// The channel's identifier of the message.
    pub message_ref: &'a str,
}

/// A row that was not tried, or told to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutOff<'a> {
    /// The row.
    pub id: i64,
    /// When its turn comes again.
    pub due_at: Timestamp,
    /// Why it waits.
    pub reason: &'a str,
}

/// The chats of a list, in the one order.
macro_rules! lock_chats {
    () => {
        "SELECT id FROM chat WHERE id IN (SELECT value ->> 0 FROM json_array_elements(CAST($1 AS JSON))) \
         ORDER BY id COLLATE \"C\""
    };
}

/// Being in the list of numbers, as SQLite wants it asked, and PostgreSQL, which without the array may compare every
/// row under way with every number.
macro_rules! listed {
    (sqlite) => {
        "IN (SELECT CAST(value ->> 0 AS BIGINT) FROM json_each($1))"
    };
    (postgres) => {
        "= ANY (ARRAY(SELECT CAST(value ->> 0 AS BIGINT) FROM json_array_elements(CAST($1 AS JSON))))"
    };
}

/// Which rows of a list are under way, and locked where there is something to lock.
macro_rules! under_way {
    ($columns:literal, $condition:literal, $list:expr, $lock:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM outbox AS o WHERE ",
            $condition,
            "o.state = 'sending' AND o.id ",
            $list,
            " ORDER BY o.id",
            $lock
        )
    };
}

impl Tx {
    /// Locks the chats of a turn, in one order for everybody; on SQLite there is nothing to lock. With `key` their
    /// addresses may be changed.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn lock_chats(&mut self, chats: &BTreeSet<&ChatId>, key: bool) -> Result<()> {
        let Self::Postgres(tx) = self else {
            return Ok(());
        };
        let chats: Vec<_> = chats.iter().map(|chat| [chat.as_str()]).collect();
        let sql = match key {
            true => concat!(lock_chats!(), " FOR UPDATE"),
            false => concat!(lock_chats!(), " FOR NO KEY UPDATE"),
        };
        for chunk in chats.chunks(ROWS) {
            let query = sqlx::query::<sqlx::Postgres>(sql).bind(to_json(&chunk)?);
            query.execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Those of these rows, given with the numbers of their attempts, that are still under way by that attempt; on
    /// PostgreSQL locked from now on, so that this stays true.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn still_ours(&mut self, rows: &BTreeMap<i64, i64>) -> Result<BTreeSet<i64>> {
        let mut ours = BTreeSet::new();
        let ids: Vec<_> = rows.keys().map(|id| [*id]).collect();
        for chunk in ids.chunks(ROWS) {
            let first = rows.values().next().copied().unwrap_or_default();
            let alike = chunk.iter().all(|[id]| rows.get(id) == Some(&first));
            let list = to_json(&chunk)?;
            // As a rule all are, and their number says so; only when it does not, each of them is asked for.
            if alike && self.under_way(&list, first).await? == chunk.len() {
                ours.extend(chunk.iter().flatten());
                continue;
            }
            let found = rows!(
                @run self,
                fetch_all,
                (i64, i64),
                under_way!("o.id, o.attempts", "", listed!(sqlite), ""),
                under_way!("o.id, o.attempts", "", listed!(postgres), " FOR NO KEY UPDATE"),
                list
            )?;
            let current = found
                .into_iter()
                .filter(|(id, attempt)| rows.get(id) == Some(attempt));
            ours.extend(current.map(|(id, _)| id));
        }
        Ok(ours)
    }

    /// How many of the rows of a list are under way by that attempt.
    async fn under_way(&mut self, list: &str, attempt: i64) -> Result<usize> {
        macro_rules! counted {
            ($list:expr, $lock:literal) => {
                concat!(
                    "SELECT COUNT(*) FROM (",
                    under_way!("o.id", "o.attempts = $2 AND ", $list, $lock),
                    ") AS under_way"
                )
            };
        }
        let (found,) = rows!(
            @run self,
            fetch_one,
            (i64,),
            counted!(listed!(sqlite), ""),
            counted!(listed!(postgres), " FOR NO KEY UPDATE"),
            list,
            attempt
        )?;
        Ok(usize::try_from(found).unwrap_or_default())
    }

    /// Delivered, for rows of notices that are [`still_ours`](Tx::still_ours). Their places in their chats'
    /// transcripts come later: see `place`.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_taken(&mut self, taken: &[Taken<'_>], now: Timestamp) -> Result<()> {
        for chunk in taken.chunks(ROWS) {
            let rows: Vec<_> = chunk.iter().map(|row| (row.id, row.message_ref)).collect();
            execute!(
                self,
                listed
                "UPDATE outbox SET state = 'sent', settled_at = $2, lease_until = NULL, error = NULL, \
                 unplaced = TRUE, message_ref = v.message_ref FROM \
                 (SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS TEXT) AS message_ref FROM "
                ") AS v WHERE outbox.id = v.id",
                to_json(&rows)?,
                now.millis(),
            )?;
        }
        Ok(())
    }

    /// Not tried, or told to wait, for rows that are [`still_ours`](Tx::still_ours): back into the queue through no
    /// fault of the message, so it does not count as a failure.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn hand_back_all(&mut self, rows: &[PutOff<'_>]) -> Result<()> {
        for chunk in rows.chunks(ROWS) {
            let rows = chunk
                .iter()
                .map(|row| (row.id, row.due_at.millis(), shorten(row.reason)));
            execute!(
                self,
                listed
                "UPDATE outbox SET state = 'queued', lease_until = NULL, due_at = v.due_at, error = v.reason FROM \
                 (SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS due_at, \
                  CAST(value ->> 2 AS TEXT) AS reason FROM "
                ") AS v WHERE outbox.id = v.id",
                to_json(&rows.collect::<Vec<_>>())?,
            )?;
        }
        Ok(())
    }
}
