//! Everything said in a worker's chats, on every channel, with what became of each message of ours.

use super::super::db::{Result, Tx, rows};
use super::super::outbox::Reader;
use super::super::row::{json, word};
use crate::domain::delivery::{ChannelKind, ContactState, Content, DeliveryState};
use crate::domain::id::{ChatId, NoticeId, WorkerId};
use crate::domain::language::Locale;
use crate::domain::notice::{Known, NoticeMessage};
use crate::domain::time::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// A chat of a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatOf {
    /// Which.
    pub id: ChatId,
    /// Its channel.
    pub channel: ChannelKind,
    /// Its language.
    pub locale: Locale,
    /// Whether it may be written to.
    pub contact: ContactState,
    /// When the worker last did something there.
    pub last_seen_at: Timestamp,
}

/// One message, of either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When: as it was settled, or said.
    pub at: Timestamp,
    /// Where.
    pub channel: ChannelKind,
    /// Whose, and what.
    pub side: LineSide,
}

/// Side of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineSide {
    /// The worker's own words, numbers masked; or those of the staff who entered them on their behalf, by name.
    Worker(String, Option<String>),
    /// Ours: what it says, how it stands, and why where it was not delivered.
    Bureau(Box<Said>, DeliveryState, Option<String>),
}

/// What a message of ours says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// This.
    This(Content),
    /// A notice, to be written out for this reader.
    Notice(NoticeId, Arc<NoticeMessage>, Reader),
}

#[derive(sqlx::FromRow)]
struct LineRow {
    at: i64,
    chat_id: String,
    channel: String,
    echo: Option<String>,
    by_name: Option<String>,
    content: Option<String>,
    notice_id: Option<String>,
    state: Option<String>,
    error: Option<String>,
    locale: String,
}

/// What was shown, what waits, what went wrong, and what the worker said; each is found by an index of its own.
const LINES: &str = "SELECT u.at, u.chat_id, c.channel, u.echo, s.name AS by_name, u.content, u.notice_id, u.state, \
     u.error, c.locale FROM ( \
     SELECT COALESCE(o.settled_at, o.created_at) AS at, o.chat_id, CAST(NULL AS TEXT) AS echo, \
       CAST(NULL AS TEXT) AS by_staff, o.content, o.notice_id, o.state, o.error, o.id * 2 AS nth \
       FROM outbox o WHERE o.chat_id IN (SELECT id FROM chat WHERE worker_id = $1) AND o.seq IS NOT NULL \
     UNION ALL SELECT COALESCE(o.settled_at, o.created_at), o.chat_id, NULL, NULL, o.content, o.notice_id, o.state, \
       o.error, o.id * 2 FROM outbox o WHERE o.chat_id IN (SELECT id FROM chat WHERE worker_id = $1) AND o.unplaced \
     UNION ALL SELECT COALESCE(o.settled_at, o.created_at), o.chat_id, NULL, NULL, o.content, o.notice_id, o.state, \
       o.error, o.id * 2 FROM outbox o WHERE o.chat_id IN (SELECT id FROM chat WHERE worker_id = $1) \
       AND o.seq IS NULL AND o.state IN ('failed', 'unknown', 'excluded') \
     UNION ALL SELECT o.due_at, o.chat_id, NULL, NULL, o.content, o.notice_id, o.state, o.error, o.id * 2 \
       FROM outbox o WHERE o.chat_id IN (SELECT id FROM chat WHERE worker_id = $1) AND o.seq IS NULL \
       AND o.lane = 'reply' AND o.state IN ('queued', 'sending') \
     UNION ALL SELECT i.at, i.chat_id, i.echo, i.by_staff, NULL, NULL, NULL, NULL, i.seq \
       FROM inbound i WHERE i.chat_id IN (SELECT id FROM chat WHERE worker_id = $1) \
       AND i.seq IS NOT NULL AND i.echo IS NOT NULL \
     ) AS u JOIN chat c ON c.id = u.chat_id LEFT JOIN staff s ON s.id = u.by_staff \
     ORDER BY u.at DESC, u.state DESC, u.nth DESC LIMIT $2 OFFSET $3";

impl LineRow {
    fn into_line(self, notices: &HashMap<String, Arc<NoticeMessage>>) -> Result<Line> {
        let chat = self.chat_id.as_str();
        let notice = self.notice_id.as_deref().and_then(|id| notices.get(id));
        let state = self.state.as_deref();
        let state = state.map(|it| word("outbox", chat, "state", it, DeliveryState::parse));
        let side = match (self.echo, state.transpose()?) {
            (Some(echo), _) => LineSide::Worker(echo, self.by_name),
            (None, state) => {
                let said = match (notice, self.notice_id, self.content) {
                    (Some(message), Some(id), content) => {
                        let known = content.map(|it| json("outbox", chat, "content", &it));
                        let reader = Reader {
                            locale: word("chat", chat, "locale", &self.locale, Locale::parse)?,
                            known: known.transpose()?.unwrap_or_else(Known::default),
                        };
                        Said::Notice(NoticeId::new(id), message.clone(), reader)
                    }
                    (_, _, content) => Said::This(json(
                        "outbox",
                        chat,
                        "content",
                        &content.unwrap_or_else(|| "{}".into()),
                    )?),
                };
                let state = state.unwrap_or(DeliveryState::Queued);
                LineSide::Bureau(Box::new(said), state, self.error)
            }
        };
        Ok(Line {
            at: Timestamp::from_millis(self.at),
            channel: word("chat", chat, "channel", &self.channel, ChannelKind::parse)?,
            side,
        })
    }
}

impl Tx {
    /// A worker's chats, the most recently seen first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn chats_with(&mut self, worker: &WorkerId) -> Result<Vec<ChatOf>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, String, i64),
            "SELECT id, channel, locale, contact, last_seen_at FROM chat WHERE worker_id = $1 \
             ORDER BY last_seen_at DESC, id",
            worker.as_str(),
        )?;
        let read = |(id, channel, locale, contact, seen): (String, String, String, String, i64)| {
            Ok(ChatOf {
                channel: word("chat", &id, "channel", &channel, ChannelKind::parse)?,
                locale: word("chat", &id, "locale", &locale, Locale::parse)?,
                contact: word("chat", &id, "contact", &contact, ContactState::parse)?,
                last_seen_at: Timestamp::from_millis(seen),
                id: ChatId::new(id),
            })
        };
        found.into_iter().map(read).collect()
    }

    /// What was said in a worker's chats, newest first, at most `limit` after passing over `offset`. A notice's message
    /// is among it once it has an outcome.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn said_with(
        &mut self,
        worker: &WorkerId,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Line>> {
        let found = rows!(
            self,
            fetch_all,
            LineRow,
            LINES,
            worker.as_str(),
            limit,
            offset
        )?;
        let mut notices = HashMap::new();
        for id in found.iter().filter_map(|row| row.notice_id.as_deref()) {
            if !notices.contains_key(id) {
                let message = self.notice_message(&NoticeId::new(id)).await?;
                notices.insert(id.to_owned(), Arc::new(message));
            }
        }
        found
            .into_iter()
            .map(|row| row.into_line(&notices))
            .collect()
    }
}
