//! Answers that are given often: an administrator keeps them, one list for each language.
//!
//! Races: two answers of one title in one language meet at the unique index; the second is refused.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::fresh_id;
use super::super::row::word;
use crate::domain::id::{CannedId, StaffId};
use crate::domain::language::Locale;
use crate::domain::time::Timestamp;

/// Longest title, in characters.
pub const MAX_CANNED_TITLE: usize = 40;
/// Longest text, in characters: it must fit one message.
pub const MAX_CANNED_TEXT: usize = 2000;

/// An answer that is given often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canned {
    /// Which.
    pub id: CannedId,
    /// Language it is written in.
    pub locale: Locale,
    /// What the staff know it by.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// Why an answer is not kept.
#[derive(Debug, thiserror::Error)]
pub enum CannedError {
    /// No title, or one longer than [`MAX_CANNED_TITLE`].
    #[error("a title has 1 to 40 characters")]
    Title,
    /// No text, or one longer than [`MAX_CANNED_TEXT`].
    #[error("a text has 1 to 2000 characters")]
    Text,
    /// Another one has this title.
    #[error("there is one with this title in this language")]
    Taken,
    /// There is no such answer.
    #[error("there is no such answer")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tx {
    /// Every answer, by language and title.
    ///
    /// # Errors
    /// [`StoreError`], also naming a row that cannot be read.
    pub async fn canned_answers(&mut self) -> Result<Vec<Canned>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, String),
            "SELECT id, locale, title, text FROM canned_answer ORDER BY locale, title",
        )?;
        let read = |(id, locale, title, text): (String, String, String, String)| {
            Ok(Canned {
                locale: word("canned_answer", &id, "locale", &locale, Locale::parse)?,
                id: CannedId::new(id),
                title,
                text,
            })
        };
        found.into_iter().map(read).collect()
    }

    /// Keeps an answer, in place of the one that `id` names; written to the audit.
    ///
    /// # Errors
    /// [`CannedError`]; then nothing is changed.
    pub async fn keep_canned(
        &mut self,
        id: Option<&CannedId>,
        (locale, title, text): (Locale, &str, &str),
        by: &StaffId,
        now: Timestamp,
    ) -> Result<CannedId, CannedError> {
        let (title, text) = (title.trim(), text.trim().replace("\r\n", "\n"));
        if !(1..=MAX_CANNED_TITLE).contains(&title.chars().count()) {
            return Err(CannedError::Title);
        }
        if !(1..=MAX_CANNED_TEXT).contains(&text.chars().count()) {
            return Err(CannedError::Text);
        }
        let other = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM canned_answer WHERE locale = $1 AND title = $2",
            locale.as_str(),
            title,
        )
        .map_err(StoreError::from)?;
        if other.is_some_and(|(other,)| id.is_none_or(|id| id.as_str() != other)) {
            return Err(CannedError::Taken);
        }
        let known = id.cloned();
        let id = id.cloned().unwrap_or_else(|| CannedId::new(fresh_id()));
        let kept = match known {
            Some(_) => execute!(
                self,
                "UPDATE canned_answer SET locale = $2, title = $3, text = $4, changed_by = $5, changed_at = $6 \
                 WHERE id = $1",
                id.as_str(),
                locale.as_str(),
                title,
                text,
                by.as_str(),
                now.millis(),
            ),
            None => execute!(
                self,
                "INSERT INTO canned_answer (id, locale, title, text, changed_by, changed_at) \
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (locale, title) DO NOTHING",
                id.as_str(),
                locale.as_str(),
                title,
                text,
                by.as_str(),
                now.millis(),
            ),
        };
        match (kept.map_err(StoreError::from)?, known) {
            (1, _) => {}
            (_, Some(_)) => return Err(CannedError::Unknown),
            (_, None) => return Err(CannedError::Taken),
        }
        self.audit(by.as_str(), "canned.kept", id.as_str(), None, now)
            .await?;
        Ok(id)
    }

    /// Takes an answer off the list; `false` when it was gone already. Written to the audit.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn drop_canned(
        &mut self,
        id: &CannedId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let gone = execute!(self, "DELETE FROM canned_answer WHERE id = $1", id.as_str())?;
        if gone == 1 {
            self.audit(by.as_str(), "canned.dropped", id.as_str(), None, now)
                .await?;
        }
        Ok(gone == 1)
    }
}
