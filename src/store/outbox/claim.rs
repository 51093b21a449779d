//! Claiming: which rows may go next, and their lease.
//!
//! The index each statement walks along is part of its design (a queue of a million rows must not be sorted for
//! every claim), so a test reads SQLite's plan of the very texts used here.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::notice::{self, FALLEN_OUT};
use super::super::row::{bad, json, word};
use super::Claimed;
use crate::domain::delivery::{ChannelKind, ContactState, Gone, Lane};
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::NoticeText;
use crate::domain::time::Timestamp;

/// The statement around the rows picked: `$until` names the parameter of the lease's end, `$lock` the clause with
/// which PostgreSQL passes over rows that another claims.
macro_rules! claim {
    ($picked:expr, $until:literal, $lock:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (",
            $picked,
            $lock,
            ") \
             UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = ",
            $until,
            " \
             WHERE id IN (SELECT id FROM picked) \
             RETURNING id, due_at, chat_id, address, content, edit_ref, attempts, failures, \
               (SELECT c.locale FROM chat AS c WHERE c.id = outbox.chat_id) AS locale, \
               (SELECT c.contact FROM chat AS c WHERE c.id = outbox.chat_id) AS contact, \
               (SELECT c.prompt_ref FROM chat AS c WHERE c.id = outbox.chat_id) AS prompt_ref"
        )
    };
}

/// Replies that are due and the first of their chat.
macro_rules! claim_replies {
    ($lock:literal) => {
        claim!(
            "SELECT o.id FROM outbox AS o \
             WHERE o.channel = $1 AND o.lane = 'reply' AND o.state = 'queued' AND o.due_at <= $2 \
               AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.chat_id = o.chat_id AND e.id < o.id \
                               AND e.lane = 'reply' AND e.state IN ('queued', 'sending')) \
             ORDER BY o.due_at, o.id LIMIT $3",
            "$4",
            $lock
        )
    };
}

/// Rows of one notice that are due, while it is being sent.
macro_rules! claim_bulk {
    ($lock:literal) => {
        claim!(
            "SELECT o.id FROM outbox AS o \
             WHERE o.notice_id = $1 AND o.channel = $2 AND o.lane = 'bulk' AND o.state = 'queued' \
               AND o.due_at <= $3 \
               AND EXISTS (SELECT 1 FROM notice AS n WHERE n.id = $1 AND n.state = 'sending') \
             ORDER BY o.due_at, o.id LIMIT $4",
            "$5",
            $lock
        )
    };
}

#[derive(sqlx::FromRow)]
struct ClaimRow {
    id: i64,
    due_at: i64,
    chat_id: String,
    address: String,
    content: Option<String>,
    edit_ref: Option<String>,
    attempts: i64,
    failures: i64,
    locale: String,
    contact: String,
    prompt_ref: Option<String>,
}

/// Why a claimed row is settled on the spot instead of being sent.
enum Unsendable {
    Blocked,
    OptedOut,
    Unreadable(StoreError),
}

impl ClaimRow {
    /// The row as it is to be sent; `bulk` holds the notice and its texts for a row of the bulk lane.
    fn ready(self, bulk: Option<(&NoticeId, &[NoticeText])>) -> Result<Claimed, Unsendable> {
        let id = self.id.to_string();
        let contact = word(
            "chat",
            &self.chat_id,
            "contact",
            &self.contact,
            ContactState::parse,
        );
        match (contact.map_err(Unsendable::Unreadable)?, bulk) {
            (ContactState::Blocked | ContactState::BlockedOptedOut, _) => {
                return Err(Unsendable::Blocked);
            }
            (ContactState::OptedOut, Some(_)) => return Err(Unsendable::OptedOut),
            (ContactState::OptedOut, None) | (ContactState::Open, _) => {}
        }
        let content = match bulk {
            None => {
                let text = self.content.as_deref().unwrap_or_default();
                json("outbox", &id, "content", text)
            }
            Some((_, texts)) => word("chat", &self.chat_id, "locale", &self.locale, Locale::parse)
                .and_then(|reader| {
                    notice::content_for(texts, reader)
                        .ok_or_else(|| bad("outbox", &id, "notice", "without text"))
                }),
        };
        Ok(Claimed {
            content: content.map_err(Unsendable::Unreadable)?,
            spent: self
                .prompt_ref
                .filter(|prompt| bulk.is_none() && self.edit_ref.as_ref() != Some(prompt)),
            id: self.id,
            chat: ChatId::new(self.chat_id),
            address: self.address,
            edit: self.edit_ref,
            lane: if bulk.is_some() {
                Lane::Bulk
            } else {
                Lane::Reply
            },
            attempt: self.attempts,
            failures: self.failures,
            notice: bulk.map(|(notice, _)| notice.clone()),
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
        let found = rows!(
            @run self,
            fetch_all,
            ClaimRow,
            claim_replies!(""),
            claim_replies!(" FOR UPDATE SKIP LOCKED"),
            channel.as_str(),
            now.millis(),
            limit,
            until.millis()
        )?;
        self.sendable(found, None, now).await
    }

    pub(super) async fn claim_bulk(
        &mut self,
        channel: ChannelKind,
        limit: i64,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        let mut claimed = Vec::new();
        for id in self.notices_being_sent().await? {
            let room = limit - i64::try_from(claimed.len()).unwrap_or(i64::MAX);
            if room <= 0 {
                break;
            }
            let found = rows!(
                @run self,
                fetch_all,
                ClaimRow,
                claim_bulk!(""),
                claim_bulk!(" FOR UPDATE SKIP LOCKED"),
                id.as_str(),
                channel.as_str(),
                now.millis(),
                room,
                until.millis()
            )?;
            if found.is_empty() {
                continue;
            }
            let texts = self.notice_texts(&id).await?;
            claimed.extend(self.sendable(found, Some((&id, &texts)), now).await?);
        }
        Ok(claimed)
    }

    /// Sorts freshly claimed rows, and settles those that cannot be sent.
    async fn sendable(
        &mut self,
        mut found: Vec<ClaimRow>,
        bulk: Option<(&NoticeId, &[NoticeText])>,
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        found.sort_unstable_by_key(|row| (row.due_at, row.id));
        let mut claimed = Vec::with_capacity(found.len());
        for row in found {
            let (id, attempt) = (row.id, row.attempts);
            match row.ready(bulk) {
                Ok(ready) => claimed.push(ready),
                Err(Unsendable::Blocked) => {
                    self.settle_failed(id, attempt, Gone::Blocked.as_str(), now)
                        .await?;
                }
                Err(Unsendable::OptedOut) => {
                    execute!(
                        self,
                        "UPDATE outbox SET state = 'excluded', error = $1, settled_at = $2, lease_until = NULL \
                         WHERE id = $3",
                        FALLEN_OUT,
                        now.millis(),
                        id,
                    )?;
                }
                Err(Unsendable::Unreadable(why)) => {
                    tracing::error!(row = id, error = %why, "a message cannot be read and is given up");
                    self.settle_failed(id, attempt, "unreadable row", now)
                        .await?;
                }
            }
        }
        Ok(claimed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::keys::Keys;
    use super::*;
    use crate::store::Store;

    macro_rules! plan {
        ($sql:expr) => {{
            let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
                .await
                .unwrap();
            let mut tx = store.write().await.unwrap();
            let steps = rows!(
                &mut tx,
                fetch_all,
                (i64, i64, i64, String),
                concat!("EXPLAIN QUERY PLAN ", $sql),
            );
            let steps: Vec<_> = steps
                .unwrap()
                .into_iter()
                .map(|(_, _, _, step)| step)
                .collect();
            steps.join("\n")
        }};
    }

    #[tokio::test]
    async fn replies_are_claimed_along_their_indexes_without_sorting() {
        let plan = plan!(claim_replies!(""));
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

    #[tokio::test]
    async fn notices_are_claimed_along_their_index_without_sorting() {
        let plan = plan!(claim_bulk!(""));
        let walk =
            "SEARCH o USING COVERING INDEX outbox_bulk (notice_id=? AND channel=? AND due_at<?)";
        assert!(plan.contains(walk), "{plan}");
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
