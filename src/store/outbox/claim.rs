//! Claiming: which rows may go next, and their lease. Here the replies; of notices see [`super::claim_bulk`].
//!
//! The index each statement walks along is part of its design (a queue of a million rows must not be sorted for
//! every claim), so a test reads SQLite's plan of the very texts used here.

use super::super::db::{Result, StoreError, Tx, rows};
use super::super::row::{json, word};
use super::{Claimed, Says};
use crate::domain::delivery::{ChannelKind, ContactState, Gone, Lane};
use crate::domain::id::ChatId;
use crate::domain::notice::OnDoubt;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use std::sync::Arc;

/// Replies that are due and the first of their chat: `$lock` is the clause with which PostgreSQL passes over rows that
/// another claims.
macro_rules! claim_replies {
    ($lock:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (SELECT o.id FROM outbox AS o \
             WHERE o.channel = $1 AND o.lane = 'reply' AND o.state = 'queued' AND o.due_at <= $2 \
               AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.chat_id = o.chat_id AND e.id < o.id \
                               AND e.lane = 'reply' AND e.state IN ('queued', 'sending')) \
             ORDER BY o.due_at, o.id LIMIT $3",
            $lock,
            ") UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = $4 \
             WHERE id IN (SELECT id FROM picked) \
             RETURNING id, due_at, chat_id, address, attempts, failures, content, edit_ref, \
               (SELECT c.contact FROM chat AS c WHERE c.id = outbox.chat_id) AS contact, \
               (SELECT c.prompt_ref FROM chat AS c WHERE c.id = outbox.chat_id) AS prompt_ref"
        )
    };
}

#[derive(sqlx::FromRow)]
struct ReplyRow {
    id: i64,
    due_at: i64,
    chat_id: String,
    address: String,
    content: Option<String>,
    edit_ref: Option<String>,
    prompt_ref: Option<String>,
    attempts: i64,
    failures: i64,
    contact: String,
}

/// Why a claimed row is settled on the spot instead of being sent.
pub(super) enum Unsendable {
    /// Its chat blocks us.
    Blocked,
    /// It cannot be read.
    Unreadable(StoreError),
}

impl ReplyRow {
    /// The row as it is to be sent.
    fn ready(self) -> Result<Claimed, Unsendable> {
        let (id, chat) = (self.id.to_string(), self.chat_id);
        let contact = word("chat", &chat, "contact", &self.contact, ContactState::parse);
        match contact.map_err(Unsendable::Unreadable)? {
            ContactState::Blocked | ContactState::BlockedOptedOut => {
                return Err(Unsendable::Blocked);
            }
            ContactState::OptedOut | ContactState::Open => {}
        }
        let text = self.content.as_deref().unwrap_or_default();
        let content = json("outbox", &id, "content", text).map_err(Unsendable::Unreadable)?;
        // In place only while nothing stands below: an answer to a second press, queued before the first one's was
        // shown, would change a message further up.
        let edit = self
            .edit_ref
            .filter(|edit| self.prompt_ref.as_ref() == Some(edit));
        Ok(Claimed {
            says: Says::This(Arc::new(content)),
            spent: self.prompt_ref.filter(|_| edit.is_none()),
            id: self.id,
            chat: ChatId::new(chat),
            address: self.address,
            edit,
            lane: Lane::Reply,
            attempt: self.attempts,
            failures: self.failures,
            notice: None,
            quiet: QuietHours::NONE,
            doubt: OnDoubt::Resend,
        })
    }
}

impl Tx {
    pub(super) async fn claim_replies(
        &mut self,
        channel: ChannelKind,
        limit: i64,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        let mut found = rows!(
            @run self,
            fetch_all,
            ReplyRow,
            claim_replies!(""),
            claim_replies!(" FOR UPDATE SKIP LOCKED"),
            channel.as_str(),
            now.millis(),
            limit,
            until.millis()
        )?;
        found.sort_unstable_by_key(|row| (row.due_at, row.id));
        let mut claimed = Vec::with_capacity(found.len());
        for row in found {
            let attempt = (row.id, row.attempts);
            match row.ready() {
                Ok(ready) => claimed.push(ready),
                Err(why) => self.give_up(attempt, why, now).await?,
            }
        }
        Ok(claimed)
    }

    /// Settles a row, by its number and that of the attempt, that cannot be sent.
    pub(super) async fn give_up(
        &mut self,
        (id, attempt): (i64, i64),
        why: Unsendable,
        now: Timestamp,
    ) -> Result<()> {
        let reason = match why {
            Unsendable::Blocked => Gone::Blocked.as_str(),
            Unsendable::Unreadable(why) => {
                tracing::error!(row = id, error = %why, "a message cannot be read and is given up");
                "unreadable row"
            }
        };
        self.settle_failed(id, attempt, reason, now).await?;
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::store::Store;
    use crate::store::db::Tx;
    use crate::store::keys::Keys;

    /// The steps of SQLite's plan for a statement, one a line.
    pub(in super::super::super) async fn plan(sql: &'static str) -> String {
        let keys = Keys::from_root(&[7; 32]);
        let store = Store::open("sqlite::memory:", keys).await.unwrap();
        let Tx::Sqlite(mut tx) = store.write().await.unwrap() else {
            panic!("a memory database is SQLite's");
        };
        let explained = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = sqlx::query_as::<_, (i64, i64, i64, String)>(explained);
        let steps = steps.fetch_all(&mut *tx).await.unwrap();
        let steps: Vec<_> = steps.into_iter().map(|(_, _, _, step)| step).collect();
        steps.join("\n")
    }

    #[tokio::test]
    async fn replies_are_claimed_along_their_indexes_without_sorting() {
        let plan = plan(claim_replies!("")).await;
        assert!(
            plan.contains("SEARCH o USING INDEX outbox_replies (channel=? AND due_at<?)"),
            "{plan}"
        );
        assert!(
            plan.contains("SEARCH e USING INDEX outbox_chat_line (chat_id=? AND id<?)"),
            "{plan}"
        );
        assert!(
            plan.contains("SEARCH outbox USING INTEGER PRIMARY KEY"),
            "{plan}"
        );
        assert!(
            !plan.contains("SCAN o") && !plan.contains("TEMP B-TREE FOR ORDER"),
            "{plan}"
        );
    }
}
