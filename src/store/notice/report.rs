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

/// How many of a notice's people wait, are under way, and were not reached for which reason; and how many they are in
/// all. The few under way are found by their own index, which a plain condition on the notice would lead away from: to
/// everybody who has been sent it.
const OUTCOMES: &str = "SELECT 'queued', CAST(NULL AS TEXT), COUNT(*) FROM outbox \
       WHERE notice_id = $1 AND state = 'queued' AND lane = 'bulk' \
     UNION ALL SELECT 'sending', NULL, COUNT(*) FROM outbox WHERE COALESCE(notice_id, '') = $1 AND state = 'sending' \
     UNION ALL SELECT state, error, COUNT(*) FROM outbox \
       WHERE notice_id = $1 AND state IN ('failed', 'unknown', 'excluded') GROUP BY state, error \
     UNION ALL SELECT 'everyone', NULL, COUNT(*) FROM outbox WHERE notice_id = $1";

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
    /// belong to one moment and add up to the audience. Each kind is counted on an index of its own; the many who
    /// were sent it are those who are left.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a state that is not known.
    pub async fn outcomes(&mut self, notice: &NoticeId) -> Result<Vec<Outcome>> {
        let found = rows!(
            self,
            fetch_all,
            (String, Option<String>, i64),
            OUTCOMES,
            notice.as_str(),
        )?;
        let mut outcomes = Vec::with_capacity(found.len());
        let mut sent = 0;
        for (state, reason, people) in found {
            if state == "everyone" {
                sent += people;
                continue;
            }
            sent -= people;
            let known = DeliveryState::parse;
            outcomes.push(Outcome {
                state: word("outbox", notice.as_str(), "state", &state, known)?,
                reason,
                people,
            });
        }
        outcomes.push(Outcome {
            state: DeliveryState::Sent,
            reason: None,
            people: sent,
        });
        outcomes.retain(|outcome| outcome.people > 0);
        outcomes.sort_by(|a, b| {
            let by_name = || (a.state.as_str(), &a.reason).cmp(&(b.state.as_str(), &b.reason));
            b.people.cmp(&a.people).then_with(by_name)
        });
        Ok(outcomes)
    }

    /// Queues whom a notice failed to reach once more, with all their attempts before them. Those of whom nobody
    /// knows, and those left out, stay as they are.
    pub(super) async fn requeue_failed(&mut self, notice: &NoticeId, now: Timestamp) -> Result<()> {
        // The whole condition of the index, so that both planners take it.
        execute!(
            self,
            "UPDATE outbox SET state = 'queued', due_at = $1, failures = 0, settled_at = NULL \
             WHERE notice_id = $2 AND state IN ('failed', 'unknown', 'excluded') AND state = 'failed'",
            now.millis(),
            notice.as_str(),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outbox::plan;
    use super::OUTCOMES;

    #[tokio::test]
    async fn outcomes_are_counted_on_indexes_alone() {
        let plan = plan(OUTCOMES).await;
        for walk in [
            "SEARCH outbox USING COVERING INDEX outbox_bulk (notice_id=?)",
            "SCAN outbox USING INDEX outbox_under_way",
            "SEARCH outbox USING COVERING INDEX outbox_reasons (notice_id=? AND state=?)",
            "SEARCH outbox USING COVERING INDEX outbox_notice_person (notice_id=?)",
        ] {
            assert!(plan.contains(walk), "{walk}: {plan}");
        }
        assert_eq!(plan.matches("outbox_notice_person").count(), 1, "{plan}");
    }
}
