//! What people do with a notice, and the rules that hold then.

use super::super::db::{StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{NoticeId, StaffId};
use crate::domain::notice::{
    NoticeAction, NoticeError, NoticeMessage, NoticeOptions, NoticeState, NoticeText, check_texts,
};
use crate::domain::time::Timestamp;

/// Why an action on a notice was not done.
#[derive(Debug, thiserror::Error)]
pub enum NoticeActError {
    /// A rule forbids it; nothing was changed.
    #[error(transparent)]
    Rule(#[from] NoticeError),
    /// There is no such notice.
    #[error("there is no such notice")]
    Missing,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Hash of what the approver vouches for: the texts in whatever order, how the notice goes out, and its file's own
/// hash. Every field is preceded by its length, so that moving words from title to body changes it.
pub fn content_hash(
    texts: &[NoticeText],
    options: &NoticeOptions,
    file_hash: Option<&str>,
) -> String {
    let mut sorted: Vec<_> = texts.iter().collect();
    sorted.sort_unstable_by_key(|text| text.locale);
    let mut hasher = blake3::Hasher::new();
    let mut field = |field: &str| {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    };
    for text in sorted {
        field(text.locale.as_str());
        field(&text.title);
        field(&text.body);
    }
    // Its fields are written in the order of declaration, and hold nothing that cannot be written.
    field(&serde_json::to_string(options).unwrap_or_default());
    field(file_hash.unwrap_or_default());
    hasher.finalize().to_hex().to_string()
}

impl Tx {
    /// Has an approved notice start by itself at a later moment, or changes that moment.
    ///
    /// # Errors
    /// [`NoticeActError`], also when the moment has passed; then nothing was changed.
    pub async fn schedule_notice(
        &mut self,
        id: &NoticeId,
        at: Timestamp,
        actor: &StaffId,
        now: Timestamp,
    ) -> Result<NoticeState, NoticeActError> {
        if at <= now {
            return Err(NoticeError::Past.into());
        }
        let next = self
            .act_on_notice(id, NoticeAction::Schedule, actor, now)
            .await?;
        execute!(
            self,
            "UPDATE notice SET send_at = $1 WHERE id = $2",
            at.millis(),
            id.as_str()
        )
        .map_err(StoreError::from)?;
        Ok(next)
    }

    /// Whether a scheduled notice's moment has come.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn has_due_notice(&mut self, now: Timestamp) -> Result<bool, StoreError> {
        let due = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT send_at FROM notice WHERE state = 'scheduled' AND send_at <= $1 LIMIT 1",
            now.millis(),
        )?;
        Ok(due.is_some())
    }

    /// Starts the scheduled notices whose moment has come. Returns how many.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn start_due_notices(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        let started = execute!(
            self,
            "UPDATE notice SET state = 'sending', started_at = $1 WHERE state = 'scheduled' AND send_at <= $1",
            now.millis(),
        )?;
        Ok(started)
    }

    /// Does what `actor` wants with a notice, if the rules allow it, and records it. Approval freezes what it
    /// says and how under its hash. For [`NoticeAction::Schedule`] see [`Tx::schedule_notice`].
    ///
    /// # Errors
    /// [`NoticeActError`]; then nothing was changed.
    pub async fn act_on_notice(
        &mut self,
        id: &NoticeId,
        action: NoticeAction,
        actor: &StaffId,
        now: Timestamp,
    ) -> Result<NoticeState, NoticeActError> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String),
            lock "SELECT state, author_id FROM notice WHERE id = $1",
            id.as_str(),
        )
        .map_err(StoreError::from)?;
        let (state, author) = row.ok_or(NoticeActError::Missing)?;
        let state = word("notice", id.as_str(), "state", &state, NoticeState::parse)?;
        let next = state.after(action, actor, &StaffId::new(author))?;
        self.perform(id, action, actor, now).await?;
        execute!(
            self,
            "UPDATE notice SET state = $1 WHERE id = $2",
            next.as_str(),
            id.as_str()
        )
        .map_err(StoreError::from)?;
        let (did, subject) = (format!("notice.{action}"), format!("notice:{id}"));
        self.audit(actor.as_str(), &did, &subject, None, now)
            .await?;
        Ok(next)
    }

    /// What an allowed action changes besides the state.
    async fn perform(
        &mut self,
        id: &NoticeId,
        action: NoticeAction,
        actor: &StaffId,
        now: Timestamp,
    ) -> Result<(), NoticeActError> {
        let done = match action {
            NoticeAction::Approve => {
                let NoticeMessage {
                    texts,
                    options,
                    file,
                } = self.notice_message(id).await?;
                check_texts(&texts, &options, file.as_ref())?;
                let file = file.as_ref().map(|file| file.hash.as_str());
                execute!(
                    self,
                    "UPDATE notice SET approver_id = $1, approved_at = $2, content_hash = $3 WHERE id = $4",
                    actor.as_str(),
                    now.millis(),
                    content_hash(&texts, &options, file),
                    id.as_str(),
                )
            }
            NoticeAction::Send => execute!(
                self,
                "UPDATE notice SET started_at = $1 WHERE id = $2",
                now.millis(),
                id.as_str(),
            ),
            NoticeAction::Cancel => execute!(
                self,
                "UPDATE notice SET finished_at = $1 WHERE id = $2",
                now.millis(),
                id.as_str(),
            ),
            NoticeAction::Resume => {
                self.forget_refusals(id).await?;
                execute!(
                    self,
                    "UPDATE notice SET paused_reason = NULL WHERE id = $1",
                    id.as_str(),
                )
            }
            NoticeAction::Retry => {
                self.requeue_failed(id, now).await?;
                execute!(
                    self,
                    "UPDATE notice SET finished_at = NULL WHERE id = $1",
                    id.as_str(),
                )
            }
            NoticeAction::Pause | NoticeAction::Schedule => return Ok(()),
        };
        done.map_err(StoreError::from)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Locale;
    use crate::domain::notice::NoticeButton;

    #[test]
    fn the_hash_depends_on_all_that_is_vouched_for_but_not_on_the_order_of_languages() {
        let text = |locale, title: &str, body: &str| NoticeText {
            locale,
            title: title.to_owned(),
            body: body.to_owned(),
        };
        let (hans, en) = (
            text(Locale::ZhHans, "回", "来"),
            text(Locale::En, "Come", "back"),
        );
        let options = NoticeOptions::default();
        let of = |texts: &[NoticeText]| content_hash(texts, &options, None);
        let both = [hans.clone(), en.clone()];
        let hash = of(&both);
        assert_eq!(hash, of(&[en.clone(), hans.clone()]));
        for other in [
            text(Locale::En, "Come", "back!"),
            text(Locale::En, "Comeb", "ack"),
        ] {
            assert_ne!(hash, of(&[hans.clone(), other]));
        }
        assert_ne!(hash, content_hash(&both, &options, Some("file")));
        let buttons = vec![NoticeButton::Stop];
        let with_button = NoticeOptions {
            buttons,
            ..NoticeOptions::default()
        };
        assert_ne!(hash, content_hash(&both, &with_button, None));
    }
}
