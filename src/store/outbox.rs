//! The outbox, which is the ledger too: what is to be sent, in which order, and what became of it.
//!
//! Races: two senders meet at the claim, where PostgreSQL skips rows the other has locked and SQLite has one
//! writer. A sender that was too slow meets the attempt number: its result is refused. Two replies of one chat
//! never meet, because a row can be claimed only once every earlier reply of its chat has its outcome.

mod claim;
mod settle;
mod transcript;

pub(super) use settle::shorten;
pub use transcript::{Shown, ShownSide};

use super::db::{Result, Tx, rows};
use super::row::to_json;
use crate::domain::delivery::{ChannelKind, Content, Lane};
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::time::Timestamp;
use std::time::Duration;

/// A row of the outbox under a lease, ready to be sent by whoever claimed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The row.
    pub id: i64,
    /// Recipient.
    pub chat: ChatId,
    /// The recipient's address on its channel.
    pub address: String,
    /// What to show; a notice's text is already in the reader's language.
    pub content: Content,
    /// Message to replace.
    pub edit: Option<String>,
    /// Earlier message whose buttons are spent: the chat's current prompt, when this is a reply that does not
    /// replace that very message.
    pub spent: Option<String>,
    /// Priority.
    pub lane: Lane,
    /// Number of this claim, from 1; a result must carry it to be accepted.
    pub attempt: i64,
    /// Attempts that have ended undelivered so far.
    pub failures: i64,
    /// The notice it belongs to.
    pub notice: Option<NoticeId>,
}

/// How much has no outcome yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pending {
    /// Replies queued or under way.
    pub reply: i64,
    /// Messages of notices that are being sent, queued or under way; those of paused and cancelled ones wait
    /// for a person and do not count.
    pub bulk: i64,
}

impl Tx {
    /// Queues a message to a chat, due at once, behind the chat's earlier ones. `edit` names a message it
    /// replaces. Returns the row.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn queue_reply(
        &mut self,
        chat: &ChatId,
        channel: ChannelKind,
        address: &str,
        content: &Content,
        edit: Option<&str>,
        now: Timestamp,
    ) -> Result<i64> {
        let (id,) = rows!(
            self,
            fetch_one,
            (i64,),
            "INSERT INTO outbox (chat_id, channel, address, lane, content, state, due_at, edit_ref, created_at) \
             VALUES ($1, $2, $3, 'reply', $4, 'queued', $5, $6, $5) RETURNING id",
            chat.as_str(),
            channel.as_str(),
            address,
            to_json(content)?,
            now.millis(),
            edit,
        )?;
        Ok(id)
    }

    /// Claims up to `limit` rows that are due, in order of due time and then of queueing, for `lease`. Replies
    /// come at most one a chat, the oldest; bulk rows only of notices that are being sent. What cannot be sent
    /// (the contact is stopped, or has opted out of notices) is settled here and not returned.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db); a row that cannot be read fails by itself and is named in the log.
    pub async fn claim(
        &mut self,
        channel: ChannelKind,
        lane: Lane,
        limit: i64,
        lease: Duration,
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        let until = now.plus(lease);
        match lane {
            Lane::Reply => self.claim_replies(channel, limit, until, now).await,
            Lane::Bulk => self.claim_bulk(channel, limit, until, now).await,
        }
    }

    /// How much has no outcome yet, for health and for draining.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn pending(&mut self) -> Result<Pending> {
        let (reply, bulk) = rows!(
            self,
            fetch_one,
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM outbox WHERE lane = 'reply' AND state IN ('queued', 'sending')), \
                    (SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'sending') \
                     AND notice_id IN (SELECT id FROM notice WHERE state = 'sending'))",
        )?;
        Ok(Pending { reply, bulk })
    }
}
