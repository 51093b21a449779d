//! Writing down what became of a claimed row. Every method takes the number of the attempt and answers `false`,
//! changing nothing, when the row is no longer under way by that attempt.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::delivery::{Content, Gone, Lane};
use crate::domain::id::ChatId;
use crate::domain::time::Timestamp;

/// Longest reason kept, in characters: servers answer with whole pages at times.
const MAX_REASON: usize = 200;

/// A reason as it is kept.
pub(in super::super) fn shorten(reason: &str) -> String {
    reason.chars().take(MAX_REASON).collect()
}

/// Whether a message has buttons to press.
fn asks(content: Content) -> bool {
    !content.choices.is_empty() || !content.controls.is_empty()
}

impl Tx {
    /// Delivered. Gives the message its place in the chat's transcript; a reply with buttons becomes the chat's
    /// current prompt, and a reply without any leaves the chat without one, its predecessor's being spent.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_sent(
        &mut self,
        id: i64,
        attempt: i64,
        message_ref: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let settled = rows!(
            self,
            fetch_optional,
            (String, String, Option<String>),
            "UPDATE outbox SET state = 'sent', message_ref = $1, settled_at = $2, lease_until = NULL, error = NULL \
             WHERE id = $3 AND attempts = $4 AND state = 'sending' RETURNING chat_id, lane, content",
            message_ref,
            now.millis(),
            id,
            attempt,
        )?;
        let Some((chat, lane, content)) = settled else {
            return Ok(false);
        };
        let is_reply = lane == Lane::Reply.as_str();
        let prompt = match content.filter(|_| is_reply) {
            Some(content) => {
                let content = serde_json::from_str::<Content>(&content);
                content.is_ok_and(asks).then_some(message_ref)
            }
            None => None,
        };
        let prompt = is_reply.then_some(prompt);
        let seq = self.next_place(&ChatId::new(chat), prompt).await?;
        execute!(self, "UPDATE outbox SET seq = $1 WHERE id = $2", seq, id)?;
        Ok(true)
    }

    /// Not delivered and never will be.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_failed(
        &mut self,
        id: i64,
        attempt: i64,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'failed', failures = failures + 1, error = $1, settled_at = $2, \
             lease_until = NULL WHERE id = $3 AND attempts = $4 AND state = 'sending'",
            shorten(reason),
            now.millis(),
            id,
            attempt,
        )?;
        Ok(changed == 1)
    }

    /// Surely not delivered; to be tried again at `due_at`. Counts as a failure.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_later(
        &mut self,
        id: i64,
        attempt: i64,
        due_at: Timestamp,
        reason: &str,
    ) -> Result<bool> {
        self.requeue(id, attempt, due_at, reason, (1, 0)).await
    }

    /// Not tried, or told to wait: back into the queue until `due_at` through no fault of the message, so it
    /// does not count as a failure.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn hand_back(
        &mut self,
        id: i64,
        attempt: i64,
        due_at: Timestamp,
        reason: &str,
    ) -> Result<bool> {
        self.requeue(id, attempt, due_at, reason, (0, 0)).await
    }

    /// Nobody knows whether it arrived. With `again` it is sent once more at that moment, which may deliver it
    /// twice; without, it rests as unknown for a person to decide. Either way the doubt is counted.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn settle_unknown(
        &mut self,
        id: i64,
        attempt: i64,
        reason: &str,
        again: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool> {
        if let Some(due_at) = again {
            return self.requeue(id, attempt, due_at, reason, (1, 1)).await;
        }
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'unknown', failures = failures + 1, doubtful = doubtful + 1, error = $1, \
             settled_at = $2, lease_until = NULL WHERE id = $3 AND attempts = $4 AND state = 'sending'",
            shorten(reason),
            now.millis(),
            id,
            attempt,
        )?;
        Ok(changed == 1)
    }

    async fn requeue(
        &mut self,
        id: i64,
        attempt: i64,
        due_at: Timestamp,
        reason: &str,
        (failures, doubtful): (i64, i64),
    ) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE outbox SET state = 'queued', due_at = $1, error = $2, lease_until = NULL, \
             failures = failures + $3, doubtful = doubtful + $4 \
             WHERE id = $5 AND attempts = $6 AND state = 'sending'",
            due_at.millis(),
            shorten(reason),
            failures,
            doubtful,
            id,
            attempt,
        )?;
        Ok(changed == 1)
    }

    /// The recipient cannot be reached: no message goes to this chat until its worker writes again. What waits
    /// for it fails with that reason, its part of a notice when its turn comes.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn stop_contact(&mut self, chat: &ChatId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE chat SET contact = CASE WHEN contact IN ('opted_out', 'blocked_opted_out') \
             THEN 'blocked_opted_out' ELSE 'blocked' END WHERE id = $1",
            chat.as_str()
        )?;
        // The whole condition of the index on a chat's line, so that both planners take it.
        execute!(
            self,
            "UPDATE outbox SET state = 'failed', error = $1, settled_at = $2 \
             WHERE chat_id = $3 AND lane = 'reply' AND state IN ('queued', 'sending') AND state = 'queued'",
            Gone::Blocked.as_str(),
            now.millis(),
            chat.as_str(),
        )?;
        Ok(())
    }

    /// The chat has a new address on its channel: what waits for it goes there. When the address is known as a
    /// chat of its own already, only the messages move.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn move_chat(&mut self, chat: &ChatId, new_address: &str) -> Result<()> {
        execute!(
            self,
            "UPDATE chat SET address = $1 WHERE id = $2 AND NOT EXISTS \
             (SELECT 1 FROM chat AS other WHERE other.channel = chat.channel AND other.address = $1)",
            new_address,
            chat.as_str(),
        )?;
        execute!(
            self,
            "UPDATE outbox SET address = $1 WHERE chat_id = $2 AND lane = 'reply' AND state IN ('queued', 'sending')",
            new_address,
            chat.as_str(),
        )?;
        Ok(())
    }

    /// Sends a single row to another address from now on: the one whose call told of the move.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn readdress(&mut self, id: i64, new_address: &str) -> Result<()> {
        execute!(
            self,
            "UPDATE outbox SET address = $1 WHERE id = $2",
            new_address,
            id
        )?;
        Ok(())
    }
}
