//! A text that a server refuses again and again: the notice pauses instead of burning through its audience.
//!
//! The count is kept for each channel, because one server's taking a text says nothing about another's; and in the
//! database, so that a restart does not begin it anew.

use super::super::db::{Result, Tx, execute, rows};
use super::super::outbox::shorten;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::NoticeId;
use crate::domain::notice::{NoticeState, REFUSALS_TO_PAUSE};
use crate::domain::time::Timestamp;

/// Who pauses a notice when nobody does, in the audit.
const ACTOR: &str = "delivery";

impl Tx {
    /// The channel's server has taken the notice's text: earlier refusals do not count any more.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn text_taken(&mut self, notice: &NoticeId, channel: ChannelKind) -> Result<()> {
        execute!(
            self,
            "DELETE FROM notice_refusal WHERE notice_id = $1 AND channel = $2",
            notice.as_str(),
            channel.as_str(),
        )?;
        Ok(())
    }

    /// The channel's server has refused the notice's text for `reason`, `times` in a row. After
    /// [`REFUSALS_TO_PAUSE`] of the same the notice pauses with that reason; whether it did just now.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn text_refused(
        &mut self,
        notice: &NoticeId,
        channel: ChannelKind,
        reason: &str,
        times: i64,
        now: Timestamp,
    ) -> Result<bool> {
        let reason = shorten(reason);
        let (in_a_row,) = rows!(
            self,
            fetch_one,
            (i64,),
            "INSERT INTO notice_refusal (notice_id, channel, reason, in_a_row) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (notice_id, channel) DO UPDATE SET reason = excluded.reason, \
             in_a_row = excluded.in_a_row + \
               CASE WHEN notice_refusal.reason = excluded.reason THEN notice_refusal.in_a_row ELSE 0 END \
             RETURNING in_a_row",
            notice.as_str(),
            channel.as_str(),
            reason.as_str(),
            times,
        )?;
        if in_a_row < REFUSALS_TO_PAUSE {
            return Ok(false);
        }
        self.pause_for(notice, &reason, now).await
    }

    /// Pauses a notice that is being sent, and records why; whether it was being sent.
    async fn pause_for(&mut self, notice: &NoticeId, reason: &str, now: Timestamp) -> Result<bool> {
        let paused = execute!(
            self,
            "UPDATE notice SET state = $1, paused_reason = $2 WHERE id = $3 AND state = $4",
            NoticeState::Paused.as_str(),
            reason,
            notice.as_str(),
            NoticeState::Sending.as_str(),
        )?;
        if paused == 1 {
            let subject = format!("notice:{notice}");
            self.audit(ACTOR, "notice.pause", &subject, Some(reason), now)
                .await?;
        }
        Ok(paused == 1)
    }

    /// Begins the count anew: who resumes a notice wants to see whether it goes now.
    pub(super) async fn forget_refusals(&mut self, notice: &NoticeId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM notice_refusal WHERE notice_id = $1",
            notice.as_str(),
        )?;
        Ok(())
    }
}
