//! Writing down what became of many claimed rows with a few statements, whatever their number.
//!
//! Lock order on PostgreSQL: the chats of a turn first and in order of their identifiers ([`Tx::lock_chats`]), then
//! its rows in order of theirs ([`Tx::still_ours`]). Who recovers rows passes over those locked here.
//!
//! Lists are padded to a power of two, so that each statement has a dozen texts at most and stays prepared.

use super::super::db::{Result, Statement, Tx, built_execute, built_rows};
use super::settle::shorten;
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows in one statement; with four values each it stays well below either database's limit.
const ROWS: usize = 512;

/// No row has this number.
const NO_ROW: i64 = 0;

/// A message of a notice that its channel has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<'a> {
    /// The row.
    pub id: i64,
    /// The chat it was sent to.
    pub chat: &'a ChatId,
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

/// The length to which a list is padded.
fn padded(len: usize) -> usize {
    len.next_power_of_two()
}

impl Tx {
    /// Locks the chats of a turn, in one order for everybody; on SQLite there is nothing to lock. With `key` their
    /// addresses may be changed.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn lock_chats(&mut self, chats: &BTreeSet<&ChatId>, key: bool) -> Result<()> {
        if matches!(self, Self::Sqlite(_)) || chats.is_empty() {
            return Ok(());
        }
        let chats: Vec<_> = chats.iter().map(|chat| chat.as_str()).collect();
        for chunk in chats.chunks(ROWS) {
            let mut sql = Statement::default();
            sql.push("SELECT id FROM chat WHERE id IN (");
            let padding = std::iter::repeat_n("", padded(chunk.len()) - chunk.len());
            sql.bind_all(chunk.iter().copied().chain(padding));
            sql.push(") ORDER BY id COLLATE \"C\" FOR ");
            sql.push(if key { "UPDATE" } else { "NO KEY UPDATE" });
            built_rows!(self, fetch_all, (String,), sql)?;
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
        let ids: Vec<_> = rows.keys().copied().collect();
        for chunk in ids.chunks(ROWS) {
            let first = rows.values().next().copied().unwrap_or_default();
            let alike = chunk.iter().all(|id| rows.get(id) == Some(&first));
            // As a rule all are, and their number says so; only when it does not, each of them is asked for.
            if alike && self.under_way(chunk, first).await? == chunk.len() {
                ours.extend(chunk);
                continue;
            }
            let mut sql = Statement::default();
            sql.push("SELECT id, attempts FROM outbox WHERE ");
            self.push_under_way(&mut sql, chunk);
            let found = built_rows!(self, fetch_all, (i64, i64), sql)?;
            let current = found
                .into_iter()
                .filter(|(id, attempt)| rows.get(id) == Some(attempt));
            ours.extend(current.map(|(id, _)| id));
        }
        Ok(ours)
    }

    /// How many of these rows are under way by that attempt.
    async fn under_way(&mut self, ids: &[i64], attempt: i64) -> Result<usize> {
        let mut sql = Statement::default();
        sql.push("SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE attempts = ");
        sql.bind(attempt).push(" AND ");
        self.push_under_way(&mut sql, ids);
        sql.push(") AS under_way");
        let (found,) = built_rows!(self, fetch_one, (i64,), sql)?;
        Ok(usize::try_from(found).unwrap_or_default())
    }

    fn push_under_way(&self, sql: &mut Statement, ids: &[i64]) {
        let padding = std::iter::repeat_n(NO_ROW, padded(ids.len()) - ids.len());
        sql.push("id IN (")
            .bind_all(ids.iter().copied().chain(padding))
            .push(") AND state = 'sending'");
        if matches!(self, Self::Postgres(_)) {
            sql.push(" ORDER BY id FOR NO KEY UPDATE");
        }
    }

    /// Delivered, for rows of notices that are [`still_ours`](Tx::still_ours): each gets its place in its chat's
    /// transcript, in the order given.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_taken(&mut self, taken: &[Taken<'_>], now: Timestamp) -> Result<()> {
        for chunk in taken.chunks(ROWS) {
            self.make_places(chunk).await?;
            let mut behind: HashMap<&str, i64> = HashMap::with_capacity(chunk.len());
            let mut sql = Statement::default();
            sql.push("UPDATE outbox SET state = 'sent', settled_at = ");
            sql.bind(now.millis()).push(
                ", lease_until = NULL, error = NULL, message_ref = v.column2, \
                 seq = (SELECT c.last_seq FROM chat AS c WHERE c.id = outbox.chat_id) - v.column3 FROM (VALUES ",
            );
            // From the last to the first, each counts those behind it in its chat.
            for n in (0..padded(chunk.len())).rev() {
                let (id, message_ref, behind) = match chunk.get(n) {
                    Some(row) => {
                        let behind = behind.entry(row.chat.as_str()).or_insert(-1);
                        *behind += 1;
                        (row.id, row.message_ref, *behind)
                    }
                    None => (NO_ROW, "", 0),
                };
                sql.push("(").bind(id).push(", ").bind(message_ref);
                sql.push(", ").bind(behind);
                sql.push(if n > 0 { "), " } else { ")" });
            }
            sql.push(") AS v WHERE outbox.id = v.column1");
            built_execute!(self, sql)?;
        }
        Ok(())
    }

    /// Makes room in the transcripts of these messages' chats.
    async fn make_places(&mut self, chunk: &[Taken<'_>]) -> Result<()> {
        let mut wanted: BTreeMap<&str, i64> = BTreeMap::new();
        for row in chunk {
            *wanted.entry(row.chat.as_str()).or_default() += 1;
        }
        let padding = std::iter::repeat_n(("", 0), padded(wanted.len()) - wanted.len());
        let all = wanted.iter().map(|(chat, n)| (*chat, *n)).chain(padding);
        let mut sql = Statement::default();
        sql.push("UPDATE chat SET last_seq = last_seq + v.column2 FROM (VALUES ");
        for (n, (chat, places)) in all.enumerate() {
            sql.push(if n > 0 { ", (" } else { "(" });
            sql.bind(chat).push(", ").bind(places).push(")");
        }
        sql.push(") AS v WHERE chat.id = v.column1");
        built_execute!(self, sql)?;
        Ok(())
    }

    /// Not tried, or told to wait, for rows that are [`still_ours`](Tx::still_ours): back into the queue through no
    /// fault of the message, so it does not count as a failure.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn hand_back_all(&mut self, rows: &[PutOff<'_>]) -> Result<()> {
        for chunk in rows.chunks(ROWS) {
            let mut sql = Statement::default();
            sql.push(
                "UPDATE outbox SET state = 'queued', lease_until = NULL, due_at = v.column2, error = v.column3 \
                 FROM (VALUES ",
            );
            for n in 0..padded(chunk.len()) {
                let (id, due_at, reason) = match chunk.get(n) {
                    Some(row) => (row.id, row.due_at.millis(), shorten(row.reason)),
                    None => (NO_ROW, 0, String::new()),
                };
                sql.push(if n > 0 { ", (" } else { "(" });
                sql.bind(id).push(", ").bind(due_at).push(", ");
                sql.bind(reason).push(")");
            }
            sql.push(") AS v WHERE outbox.id = v.column1");
            built_execute!(self, sql)?;
        }
        Ok(())
    }
}
