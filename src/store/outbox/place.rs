//! The place of a bubble in its chat's transcript.
//!
//! Whatever is said in a chat gets the next place when it appears. Not so a notice's message that leaves with thousands
//! of others: to give it one, each of their chats would have to be written as well. It stays without, behind all that
//! has one, until something else is said in its chat. Whoever reads the transcript meanwhile counts it in the same
//! order, so the place that it gets is the one at which it was shown. On the web, where a page goes on from the last
//! place that it has seen, every message gets its place at once.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::id::ChatId;

/// How many messages of a chat, by its alias, have no place yet.
macro_rules! late {
    ($chat:literal) => {
        concat!(
            "(SELECT COUNT(*) FROM outbox AS late WHERE late.chat_id = ",
            $chat,
            ".id AND late.unplaced)"
        )
    };
}
pub(in super::super) use late;

/// The last place of a chat, by its alias, with the messages that have none yet.
macro_rules! last_place {
    ($chat:literal) => {
        concat!(
            "(",
            $chat,
            ".last_seq + ",
            $crate::store::outbox::late!($chat),
            ")"
        )
    };
}
pub(in super::super) use last_place;

/// The messages of chat `$1` that have no place yet, each with the `place` that it will get.
macro_rules! late_messages {
    () => {
        "(SELECT o.id, o.notice_id, o.content, o.settled_at, \
          c.last_seq + ROW_NUMBER() OVER (ORDER BY o.settled_at, o.id) AS place \
          FROM chat AS c JOIN outbox AS o ON o.chat_id = c.id AND o.unplaced WHERE c.id = $1) AS late"
    };
}
pub(super) use late_messages;

impl Tx {
    /// The next place of a chat, after those of the messages that had none yet. With `prompt` the message at it becomes
    /// the chat's current prompt, or leaves the chat without one.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db), also for a chat that does not exist.
    pub(in super::super) async fn next_place(
        &mut self,
        chat: &ChatId,
        prompt: Option<Option<&str>>,
    ) -> Result<i64> {
        let (place, late) = rows!(
            self,
            fetch_one,
            (i64, i64),
            concat!(
                "UPDATE chat SET last_seq = 1 + ",
                last_place!("chat"),
                ", prompt_ref = CASE WHEN $1 THEN $2 ELSE prompt_ref END WHERE id = $3 RETURNING last_seq, ",
                late!("chat")
            ),
            prompt.is_some(),
            prompt.flatten(),
            chat.as_str(),
        )?;
        if late > 0 {
            self.place_late(chat, place - 1 - late, late).await?;
        }
        Ok(place)
    }

    /// Gives the first `late` messages without a place those behind `last`. Another may have come meanwhile.
    async fn place_late(&mut self, chat: &ChatId, last: i64, late: i64) -> Result<()> {
        execute!(
            self,
            "UPDATE outbox SET seq = $2 + o.nth, unplaced = FALSE FROM \
             (SELECT id, ROW_NUMBER() OVER (ORDER BY settled_at, id) AS nth FROM outbox \
              WHERE chat_id = $1 AND unplaced) AS o WHERE outbox.id = o.id AND o.nth <= $3",
            chat.as_str(),
            last,
            late,
        )?;
        Ok(())
    }
}
