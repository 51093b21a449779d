//! What a turn's outcomes say about the texts of its notices.

use super::verdict::{Outcome, Verdict};
use crate::domain::delivery::ChannelKind;
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use crate::store::{Result, Tx};

/// What a server thinks of a notice's text, so many times in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run<'a> {
    notice: &'a NoticeId,
    /// `None` when it took the text.
    refusal: Option<&'a str>,
    times: i64,
}

/// The opinions in the outcomes of notices, in order. A recipient who is gone, a pause, a broken line say nothing
/// about the text.
fn runs(outcomes: &[Outcome]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for Outcome { row, verdict } in outcomes {
        let refusal = match verdict {
            Verdict::Sent(_) => None,
            Verdict::Refused(reason) => Some(reason.as_str()),
            Verdict::Later { .. }
            | Verdict::HandBack { .. }
            | Verdict::Unknown { .. }
            | Verdict::Failed(_)
            | Verdict::Gone(_)
            | Verdict::Moved(_) => continue,
        };
        let Some(notice) = &row.notice else {
            continue;
        };
        let last = runs.iter_mut().rev().find(|run| run.notice == notice);
        match last {
            Some(run) if run.refusal == refusal => run.times += 1,
            Some(_) | None => runs.push(Run {
                notice,
                refusal,
                times: 1,
            }),
        }
    }
    runs
}

/// Counts refused texts; the notices that have paused for it.
pub(super) async fn note_refusals(
    tx: &mut Tx,
    channel: ChannelKind,
    outcomes: &[Outcome],
    now: Timestamp,
) -> Result<Vec<NoticeId>> {
    let mut paused = Vec::new();
    for run in runs(outcomes) {
        match run.refusal {
            None => tx.text_taken(run.notice, channel).await?,
            Some(reason) => {
                if tx
                    .text_refused(run.notice, channel, reason, run.times, now)
                    .await?
                {
                    tracing::warn!(notice = %run.notice, %channel, reason, "the text is refused again and again; the notice pauses");
                    paused.push(run.notice.clone());
                }
            }
        }
    }
    Ok(paused)
}
