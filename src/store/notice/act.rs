//! What people do with a notice, and the rules that hold then.

use super::super::db::{StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{NoticeId, StaffId};
use crate::domain::notice::{NoticeAction, NoticeError, NoticeState, NoticeText, check_texts};
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

/// Hash of a set of texts, whatever order they come in: what the approver vouched for. Every field is preceded
/// by its length, so that moving words from title to body changes it.
pub fn content_hash(texts: &[NoticeText]) -> String {
    let mut sorted: Vec<_> = texts.iter().collect();
    sorted.sort_unstable_by_key(|text| text.locale);
    let mut hasher = blake3::Hasher::new();
    for text in sorted {
        for field in [text.locale.as_str(), &text.title, &text.body] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

impl Tx {
    /// Does what `actor` wants with a notice, if the rules allow it, and records it. Approval freezes the texts
    /// under their hash.
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
        execute!(
            self,
            "INSERT INTO audit (at, actor, action, subject) VALUES ($1, $2, $3, $4)",
            now.millis(),
            actor.as_str(),
            format!("notice.{action}"),
            format!("notice:{id}"),
        )
        .map_err(StoreError::from)?;
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
                let texts = self.notice_texts(id).await?;
                check_texts(&texts)?;
                execute!(
                    self,
                    "UPDATE notice SET approver_id = $1, approved_at = $2, content_hash = $3 WHERE id = $4",
                    actor.as_str(),
                    now.millis(),
                    content_hash(&texts),
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
            NoticeAction::Pause => return Ok(()),
        };
        done.map_err(StoreError::from)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Locale;

    #[test]
    fn the_hash_depends_on_every_word_and_its_place_but_not_on_the_order_of_languages() {
        let text = |locale, title: &str, body: &str| NoticeText {
            locale,
            title: title.to_owned(),
            body: body.to_owned(),
        };
        let (hans, en) = (
            text(Locale::ZhHans, "回", "来"),
            text(Locale::En, "Come", "back"),
        );
        let hash = content_hash(&[hans.clone(), en.clone()]);
        assert_eq!(hash, content_hash(&[en.clone(), hans.clone()]));
        for other in [
            text(Locale::En, "Come", "back!"),
            text(Locale::En, "Comeb", "ack"),
        ] {
            assert_ne!(hash, content_hash(&[hans.clone(), other]));
        }
    }
}
