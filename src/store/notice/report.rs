//! What became of a notice's people, and another try for those whom it failed to reach.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::word;
use super::Progress;
use crate::domain::delivery::DeliveryState;
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;

/// People of a notice who stand at the same point for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where they stand.
    pub state: DeliveryState,
    /// Why, where they are left without the message; a server's words or ours, never personal data.
    pub reason: Option<String>,
    /// How many they are.
    pub people: i64,
}

impl Progress {
    /// The figures that a list of outcomes adds up to; without the doubtful attempts, which it does not tell.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut progress = Self::default();
        for outcome in outcomes {
            *progress.slot(outcome.state) += outcome.people;
            progress.audience += outcome.people;
        }
        progress
    }
}

impl Tx {
    /// What became of a notice's people, by reason, the most frequent first. One statement, so that the figures
    /// belong to one moment and add up to the audience; in two halves, because the many who need no reason are
    /// counted on the index alone.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a state that is not known.
    pub async fn outcomes(&mut self, notice: &NoticeId) -> Result<Vec<Outcome>> {
        let found = rows!(
            self,
            fetch_all,
            (String, Option<String>, i64),
            "SELECT state, CAST(NULL AS TEXT), COUNT(*) FROM outbox \
               WHERE notice_id = $1 AND state IN ('queued', 'sending', 'sent') GROUP BY state \
             UNION ALL SELECT state, error, COUNT(*) FROM outbox \
               WHERE notice_id = $1 AND state IN ('failed', 'unknown', 'excluded') GROUP BY state, error \
             ORDER BY 3 DESC, 1, 2",
            notice.as_str(),
        )?;
        found
            .into_iter()
            .map(|(state, reason, people)| {
                let known = DeliveryState::parse;
                Ok(Outcome {
                    state: word("outbox", notice.as_str(), "state", &state, known)?,
                    reason,
                    people,
                })
            })
            .collect()
    }

    /// Queues whom a notice failed to reach once more, with all their attempts before them. Those of whom nobody
    /// knows, and those left out, stay as they are.
    pub(super) async fn requeue_failed(&mut self, notice: &NoticeId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE outbox SET state = 'queued', due_at = $1, failures = 0, settled_at = NULL \
             WHERE notice_id = $2 AND state = 'failed'",
            now.millis(),
            notice.as_str(),
        )?;
        Ok(())
    }
}
