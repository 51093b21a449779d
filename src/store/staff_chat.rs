//! The chat of somebody of the staff: bound by a one-time code that they send from it, so that a test message goes
//! to the very telephone they hold.
//!
//! Races: two chats sending one code meet at its deletion, and only one finds the row.

use super::Store;
use super::db::{Result, Tx, execute, rows};
use super::row::word;
use crate::domain::delivery::{ChannelKind, Content};
use crate::domain::id::{ChatId, NoticeId, StaffId};
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use std::time::Duration;

/// How long a code can be used.
pub const CODE_LIFE: Duration = Duration::from_secs(15 * 60);

/// Purpose of the keyed hash of a code.
const CODE: &str = "staff chat code";

/// A staff member's own chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffChat {
    /// The chat.
    pub chat: ChatId,
    /// Its channel.
    pub channel: ChannelKind,
    /// Its address there.
    pub address: String,
    /// Since when.
    pub linked_at: Timestamp,
}

/// Why no test was sent.
#[derive(Debug, thiserror::Error)]
pub enum TestError {
    /// They have not bound a chat of their own.
    #[error("no chat of your own is known yet: bind one on the account page first")]
    NoChat,
    /// There is no such notice, or it has no text yet.
    #[error("there is nothing to send yet")]
    Nothing,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] super::StoreError),
}

impl Tx {
    /// Makes a code valid for [`CODE_LIFE`], in place of earlier ones of the same person. Only its hash is kept.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn make_staff_chat_code(
        &mut self,
        store: &Store,
        staff: &StaffId,
        code: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "DELETE FROM staff_chat_code WHERE staff_id = $1 OR expires_at <= $2",
            staff.as_str(),
            now.millis(),
        )?;
        execute!(
            self,
            "INSERT INTO staff_chat_code (code_hash, staff_id, expires_at) VALUES ($1, $2, $3)",
            store.keys().hash(CODE, code),
            staff.as_str(),
            now.plus(CODE_LIFE).millis(),
        )?;
        Ok(())
    }

    /// Binds a chat to whoever made the code, which is used up, and gives their role; none when it is unknown or too
    /// old, or the account disabled.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn bind_staff_chat(
        &mut self,
        store: &Store,
        code: &str,
        chat: &ChatId,
        now: Timestamp,
    ) -> Result<Option<Role>> {
        let used = rows!(
            self,
            fetch_optional,
            (String, i64),
            "DELETE FROM staff_chat_code WHERE code_hash = $1 RETURNING staff_id, expires_at",
            store.keys().hash(CODE, code),
        )?;
        let Some((staff, _)) = used.filter(|(_, expires_at)| *expires_at > now.millis()) else {
            return Ok(None);
        };
        let Some(bound) = self.staff(&StaffId::new(staff.as_str())).await? else {
            return Ok(None);
        };
        execute!(
            self,
            "INSERT INTO staff_chat (staff_id, chat_id, linked_at) VALUES ($1, $2, $3) \
             ON CONFLICT (staff_id) DO UPDATE SET chat_id = excluded.chat_id, linked_at = excluded.linked_at",
            staff.as_str(),
            chat.as_str(),
            now.millis(),
        )?;
        self.audit(&staff, "staff.chat_bound", &staff, None, now)
            .await?;
        Ok(Some(bound.role))
    }

    /// Somebody's own chat.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn staff_chat(&mut self, staff: &StaffId) -> Result<Option<StaffChat>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, String, i64),
            "SELECT c.id, c.channel, c.address, s.linked_at FROM staff_chat AS s JOIN chat AS c ON c.id = s.chat_id \
             WHERE s.staff_id = $1",
            staff.as_str(),
        )?;
        row.map(|(chat, channel, address, linked_at)| {
            Ok(StaffChat {
                channel: word("chat", &chat, "channel", &channel, ChannelKind::parse)?,
                chat: ChatId::new(chat),
                address,
                linked_at: Timestamp::from_millis(linked_at),
            })
        })
        .transpose()
    }

    /// Forgets somebody's own chat; whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn unbind_staff_chat(&mut self, staff: &StaffId, now: Timestamp) -> Result<bool> {
        let gone = execute!(
            self,
            "DELETE FROM staff_chat WHERE staff_id = $1",
            staff.as_str()
        )?;
        if gone > 0 {
            let me = staff.as_str();
            self.audit(me, "staff.chat_unbound", me, None, now).await?;
        }
        Ok(gone > 0)
    }

    /// Sends a notice, as it stands and written out in `contents`, to the own chat of `staff`. These are single
    /// messages beside the notice's ledger, sent at once at any hour. Returns how many.
    ///
    /// # Errors
    /// [`TestError`]; then nothing was queued.
    pub async fn send_notice_test(
        &mut self,
        notice: &NoticeId,
        contents: &[Content],
        staff: &StaffId,
        now: Timestamp,
    ) -> Result<usize, TestError> {
        let own = self.staff_chat(staff).await?.ok_or(TestError::NoChat)?;
        if contents.is_empty() {
            return Err(TestError::Nothing);
        }
        for content in contents {
            self.queue_reply(&own.chat, own.channel, &own.address, content, None, now)
                .await?;
        }
        let subject = format!("notice:{notice}");
        self.audit(staff.as_str(), "notice.tested", &subject, None, now)
            .await?;
        Ok(contents.len())
    }
}
