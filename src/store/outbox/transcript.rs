//! What has been shown in a chat, in order: ours from the outbox, the worker's from what they sent.

use super::super::db::{Result, StoreError, Tx, rows};
use super::super::notice::content_for;
use super::super::row::{bad, json, word};
use crate::domain::delivery::Content;
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::NoticeText;
use crate::domain::time::Timestamp;
use std::collections::HashMap;

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
            "SELECT seq, at, echo, content, notice_id FROM ( \
               SELECT seq, COALESCE(settled_at, created_at) AS at, CAST(NULL AS TEXT) AS echo, content, notice_id \
               FROM outbox WHERE chat_id = $1 AND seq > $2 \
               UNION ALL \
               SELECT seq, at, echo, CAST(NULL AS TEXT), CAST(NULL AS TEXT) \
               FROM inbound WHERE chat_id = $1 AND seq > $2 AND echo IS NOT NULL \
             ) AS shown ORDER BY seq LIMIT $3",
            chat.as_str(),
            after,
            limit,
        )?;
        let mut texts = HashMap::new();
        for id in found.iter().filter_map(|row| row.notice_id.as_deref()) {
            if !texts.contains_key(id) {
                let of_notice = self.notice_texts(&NoticeId::new(id)).await?;
                texts.insert(id.to_owned(), of_notice);
            }
        }
        let reader = match texts.is_empty() {
            true => Locale::ZhHans,
            false => self.reader_of(chat).await?,
        };
        found
            .into_iter()
            .map(|row| row.into_shown(chat, reader, &texts))
            .collect()
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
        reader: Locale,
        texts: &HashMap<String, Vec<NoticeText>>,
    ) -> Result<Shown> {
        let unreadable = |what| -> StoreError { bad("outbox", chat.as_str(), "content", what) };
        let side = match (self.echo, self.content, self.notice_id) {
            (Some(echo), _, _) => ShownSide::Worker(echo),
            (None, Some(content), _) => {
                ShownSide::Bureau(json("outbox", chat.as_str(), "content", &content)?)
            }
            (None, None, Some(notice)) => {
                let content = texts.get(&notice).and_then(|t| content_for(t, reader));
                ShownSide::Bureau(content.ok_or_else(|| unreadable("a notice without text"))?)
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
