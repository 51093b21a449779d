//! What has been shown in a chat, in order: ours from the outbox, the worker's from what they sent.

use super::super::db::{Result, StoreError, Tx, rows};
use super::super::row::{bad, json, word};
use super::Reader;
use super::place::late_messages;
use crate::domain::delivery::Content;
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::{Known, NoticeMessage};
use crate::domain::time::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// One bubble of a chat's transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Position in the chat, growing by one with each bubble.
    pub seq: i64,
    /// When it appeared.
    pub at: Timestamp,
    /// Whose it is, and what.
    pub side: ShownSide,
}

/// Side of a bubble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownSide {
    /// The worker's own words, with personal numbers masked.
    Worker(String),
    /// Ours.
    Bureau(Content),
    /// A notice, to be written out for this reader.
    Notice(Arc<NoticeMessage>, Reader),
}

#[derive(sqlx::FromRow)]
struct ShownRow {
    seq: i64,
    at: i64,
    echo: Option<String>,
    content: Option<String>,
    notice_id: Option<String>,
}

impl Tx {
    /// Bubbles of a chat after position `after`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn history(&mut self, chat: &ChatId, after: i64, limit: i64) -> Result<Vec<Shown>> {
        let found = rows!(
            self,
            fetch_all,
            ShownRow,
            concat!(
                "SELECT seq, at, echo, content, notice_id FROM ( \
               SELECT seq, COALESCE(settled_at, created_at) AS at, CAST(NULL AS TEXT) AS echo, content, notice_id \
               FROM outbox WHERE chat_id = $1 AND seq > $2 \
               UNION ALL \
               SELECT place, settled_at, NULL, content, notice_id FROM ",
                late_messages!(),
                " UNION ALL \
               SELECT seq, at, echo, CAST(NULL AS TEXT), CAST(NULL AS TEXT) \
               FROM inbound WHERE chat_id = $1 AND seq > $2 AND echo IS NOT NULL \
             ) AS shown WHERE seq > $2 ORDER BY seq LIMIT $3"
            ),
            chat.as_str(),
            after,
            limit,
        )?;
        let mut notices = HashMap::new();
        for id in found.iter().filter_map(|row| row.notice_id.as_deref()) {
            if !notices.contains_key(id) {
                let message = self.notice_message(&NoticeId::new(id)).await?;
                notices.insert(id.to_owned(), Arc::new(message));
            }
        }
        let locale = match notices.is_empty() {
            true => Locale::ZhHans,
            false => self.reader_of(chat).await?,
        };
        found
            .into_iter()
            .map(|row| row.into_shown(chat, locale, &notices))
            .collect()
    }

    /// The notice whose message stands at this position of a chat; `None` when something else does.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn notice_shown_at(&mut self, chat: &ChatId, seq: i64) -> Result<Option<NoticeId>> {
        let found = rows!(
            self,
            fetch_optional,
            (Option<String>, Option<String>),
            concat!(
                "SELECT notice_id, content FROM outbox WHERE chat_id = $1 AND seq = $2 \
                 UNION ALL SELECT notice_id, content FROM ",
                late_messages!(),
                " WHERE place = $2"
            ),
            chat.as_str(),
            seq,
        )?;
        let Some((notice, content)) = found else {
            return Ok(None);
        };
        let tested = || {
            let content = serde_json::from_str::<Content>(&content?).ok()?;
            content.file?.of
        };
        Ok(notice.map(NoticeId::new).or_else(tested))
    }

    async fn reader_of(&mut self, chat: &ChatId) -> Result<Locale> {
        let (locale,) = rows!(
            self,
            fetch_one,
            (String,),
            "SELECT locale FROM chat WHERE id = $1",
            chat.as_str()
        )?;
        word("chat", chat.as_str(), "locale", &locale, Locale::parse)
    }
}

impl ShownRow {
    fn into_shown(
        self,
        chat: &ChatId,
        locale: Locale,
        notices: &HashMap<String, Arc<NoticeMessage>>,
    ) -> Result<Shown> {
        let unreadable = |what| -> StoreError { bad("outbox", chat.as_str(), "content", what) };
        let notice = self.notice_id.and_then(|id| notices.get(&id));
        let side = match (self.echo, notice, self.content) {
            (Some(echo), _, _) => ShownSide::Worker(echo),
            (None, Some(notice), said) => {
                let known = match said {
                    Some(said) => json("outbox", chat.as_str(), "content", &said)?,
                    None => Known::default(),
                };
                ShownSide::Notice(notice.clone(), Reader { locale, known })
            }
            (None, None, Some(content)) => {
                ShownSide::Bureau(json("outbox", chat.as_str(), "content", &content)?)
            }
            (None, None, None) => return Err(unreadable("empty")),
        };
        Ok(Shown {
            seq: self.seq,
            at: Timestamp::from_millis(self.at),
            side,
        })
    }
}
