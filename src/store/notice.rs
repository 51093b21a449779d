//! Bulk notices: their texts, their way from draft to done, and who did what.
//!
//! Races: two people acting on one notice meet at its row, which [`Tx::act_on_notice`] locks; the second sees the
//! state the first left. An edit and an approval meet there too, so what is hashed is what was stored last.

mod act;
mod audience;
mod fanout;
mod file;
mod going;
mod letter;
mod list;
mod pages;
mod progress;
mod refusal;
mod report;
mod tally;
mod unreached;

pub use act::{NoticeActError, content_hash};
pub use audience::{Reach, Sampled};
pub use fanout::FanOut;
pub(super) use going::Going;
pub use list::{AudienceList, ListMatch};
pub use progress::Progress;
pub use report::Outcome;
pub use tally::{Tally, TallyStretch};
pub use unreached::Unreached;

use super::db::{Result, StoreError, Tx, execute, rows};
use super::fresh_id;
use super::row::{json, to_json, word};
use crate::domain::id::{NoticeId, StaffId};
use crate::domain::language::Locale;
use crate::domain::notice::{Audience, NoticeOptions, NoticeState, NoticeText};
use crate::domain::time::Timestamp;

/// Reason beside a row of the audience that is not written to because its person opted out.
pub const FALLEN_OUT: &str = "opted out";

/// A notice as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Identifier.
    pub id: NoticeId,
    /// Where it stands.
    pub state: NoticeState,
    /// Why sending paused by itself: the server's words for refusing the text. `None` when a person paused it.
    pub paused_reason: Option<String>,
    /// Who wrote it.
    pub author: StaffId,
    /// The author's name.
    pub author_name: String,
    /// Who approved it.
    pub approver: Option<StaffId>,
    /// The approver's name.
    pub approver_name: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// Its texts, by language.
    pub texts: Vec<NoticeText>,
    /// How it goes out.
    pub options: NoticeOptions,
    /// When it starts by itself, while it is scheduled.
    pub send_at: Option<Timestamp>,
    /// Hash of the texts as approved, in hexadecimal; set once, at approval.
    pub content_hash: Option<String>,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When it was approved.
    pub approved_at: Option<Timestamp>,
    /// When sending first began.
    pub started_at: Option<Timestamp>,
    /// When its last message was settled, or it was cancelled.
    pub finished_at: Option<Timestamp>,
}

/// What somebody wrote, before it has an identity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeDraft {
    /// Whom it is for.
    pub audience: Audience,
    /// Its texts, by language.
    pub texts: Vec<NoticeText>,
    /// How it goes out.
    pub options: NoticeOptions,
}

/// The rows of [`NoticeRow`], which and in what order being said by the rest of the statement.
macro_rules! select_notices {
    ($rest:literal) => {
        concat!(
            "SELECT n.id, n.state, n.paused_reason, n.author_id, a.name AS author_name, n.approver_id, \
             p.name AS approver_name, n.audience, n.options, n.send_at, n.content_hash, n.created_at, n.approved_at, \
             n.started_at, n.finished_at FROM notice AS n JOIN staff AS a ON a.id = n.author_id \
             LEFT JOIN staff AS p ON p.id = n.approver_id ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: String,
    state: String,
    paused_reason: Option<String>,
    author_id: String,
    author_name: String,
    approver_id: Option<String>,
    approver_name: Option<String>,
    audience: String,
    options: String,
    send_at: Option<i64>,
    content_hash: Option<String>,
    created_at: i64,
    approved_at: Option<i64>,
    started_at: Option<i64>,
    finished_at: Option<i64>,
}

impl NoticeRow {
    fn into_notice(self, texts: Vec<NoticeText>) -> Result<Notice> {
        Ok(Notice {
            state: word("notice", &self.id, "state", &self.state, NoticeState::parse)?,
            audience: json("notice", &self.id, "audience", &self.audience)?,
            options: json("notice", &self.id, "options", &self.options)?,
            send_at: self.send_at.map(Timestamp::from_millis),
            id: NoticeId::new(self.id),
            paused_reason: self.paused_reason,
            author: StaffId::new(self.author_id),
            author_name: self.author_name,
            approver: self.approver_id.map(StaffId::new),
            approver_name: self.approver_name,
            texts,
            content_hash: self.content_hash,
            created_at: Timestamp::from_millis(self.created_at),
            approved_at: self.approved_at.map(Timestamp::from_millis),
            started_at: self.started_at.map(Timestamp::from_millis),
            finished_at: self.finished_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Saves a new draft.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn create_notice(
        &mut self,
        author: &StaffId,
        draft: &NoticeDraft,
        now: Timestamp,
    ) -> Result<NoticeId> {
        let id = NoticeId::new(fresh_id());
        execute!(
            self,
            "INSERT INTO notice (id, state, author_id, audience, options, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id.as_str(),
            NoticeState::Draft.as_str(),
            author.as_str(),
            to_json(&draft.audience)?,
            to_json(&draft.options)?,
            now.millis(),
        )?;
        self.write_texts(&id, &draft.texts).await?;
        Ok(id)
    }

    /// Replaces what a draft says, to whom, and how.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when it is no longer a draft or does not exist.
    pub async fn revise_draft(&mut self, id: &NoticeId, draft: &NoticeDraft) -> Result<()> {
        let changed = execute!(
            self,
            "UPDATE notice SET audience = $1, options = $2 WHERE id = $3 AND state = 'draft'",
            to_json(&draft.audience)?,
            to_json(&draft.options)?,
            id.as_str(),
        )?;
        if changed == 0 {
            return Err(StoreError::Refused("only a draft can be changed".into()));
        }
        execute!(
            self,
            "DELETE FROM notice_text WHERE notice_id = $1",
            id.as_str()
        )?;
        self.write_texts(id, &draft.texts).await
    }

    async fn write_texts(&mut self, id: &NoticeId, texts: &[NoticeText]) -> Result<()> {
        for text in texts {
            execute!(
                self,
                "INSERT INTO notice_text (notice_id, locale, title, body) VALUES ($1, $2, $3, $4)",
                id.as_str(),
                text.locale.as_str(),
                text.title.as_str(),
                text.body.as_str(),
            )?;
        }
        Ok(())
    }

    /// Reads a notice; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn notice(&mut self, id: &NoticeId) -> Result<Option<Notice>> {
        let row = rows!(
            self,
            fetch_optional,
            NoticeRow,
            select_notices!("WHERE n.id = $1"),
            id.as_str(),
        )?;
        match row {
            Some(row) => {
                let texts = self.notice_texts(id).await?;
                row.into_notice(texts).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Every notice, newest first.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn notices(&mut self) -> Result<Vec<Notice>> {
        let found = rows!(
            self,
            fetch_all,
            NoticeRow,
            select_notices!("ORDER BY n.created_at DESC, n.id DESC"),
        )?;
        self.with_texts(found).await
    }

    async fn with_texts(&mut self, found: Vec<NoticeRow>) -> Result<Vec<Notice>> {
        let mut notices = Vec::with_capacity(found.len());
        for row in found {
            let texts = self.notice_texts(&NoticeId::new(row.id.as_str())).await?;
            notices.push(row.into_notice(texts)?);
        }
        Ok(notices)
    }

    pub(super) async fn notice_texts(&mut self, id: &NoticeId) -> Result<Vec<NoticeText>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT locale, title, body FROM notice_text WHERE notice_id = $1 ORDER BY locale",
            id.as_str(),
        )?;
        found
            .into_iter()
            .map(|(locale, title, body)| {
                Ok(NoticeText {
                    locale: word("notice_text", id.as_str(), "locale", &locale, Locale::parse)?,
                    title,
                    body,
                })
            })
            .collect()
    }
}
