//! The outbox, which is the ledger too: what is to be sent, in which order, and what became of it.
//!
//! Races: two senders meet at the claim, where PostgreSQL skips rows the other has locked and SQLite has one
//! writer. A sender that was too slow meets the attempt number: its result is refused. Two replies of one chat
//! never meet, because a row can be claimed only once every earlier reply of its chat has its outcome.

mod batch;
mod claim;
mod claim_bulk;
mod place;
mod recover;
mod settle;
mod transcript;

pub use batch::{PutOff, Taken};
#[cfg(test)]
pub(super) use claim::tests::plan;
pub(super) use place::{last_place, late};
pub use recover::Recovered;
pub(super) use settle::shorten;
pub use transcript::{Shown, ShownSide};

use super::db::{Result, Tx, rows};
use super::row::to_json;
use crate::domain::delivery::{ChannelKind, Content, Lane};
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::{Known, OnDoubt};
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use std::sync::Arc;
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
    /// What to show.
    pub says: Says,
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
    /// When that notice leaves people alone.
    pub quiet: QuietHours,
    /// What happens when nobody knows whether it arrived; a reply is sent again.
    pub doubt: OnDoubt,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// A message as it is to be shown.
    This(Arc<Content>),
    /// The notice it belongs to, to be written out for this reader.
    Notice(Box<Reader>),
}

/// A reader of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Language of the chat.
    pub locale: Locale,
    /// What is known of its person; nothing where the notice does not say it.
    pub known: Known,
}

/// Rows of notices under a lease.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimedNotices {
    /// The rows.
    pub rows: Vec<Claimed>,
    /// The notices being sent at this moment, quiet or not: what is in hand of any other is to go no further.
    pub going: Vec<NoticeId>,
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
    /// replaces. Returns the row. At the desk there is nothing to deliver: it is shown at once.
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
        if channel == ChannelKind::Desk {
            return self.show_at_desk(chat, address, content, now).await;
        }
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
    /// come at most one a chat, the oldest; for bulk rows see [`Tx::claim_notices`], here without a house's quiet hours. What cannot be sent
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
        match lane {
            Lane::Reply => {
                let until = now.plus(lease);
                self.claim_replies(channel, limit, until, now).await
            }
            Lane::Bulk => {
                let house = QuietHours::NONE;
                let claimed = self.claim_notices(channel, limit, lease, house, now);
                Ok(claimed.await?.rows)
            }
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
                    (SELECT COUNT(*) FROM outbox WHERE state = 'queued' AND lane = 'bulk' \
                     AND notice_id IN (SELECT id FROM notice WHERE state = 'sending')) \
                    + (SELECT COUNT(*) FROM outbox WHERE state = 'sending' \
                     AND COALESCE(notice_id, '') IN (SELECT id FROM notice WHERE state = 'sending'))",
        )?;
        Ok(Pending { reply, bulk })
    }
}
