//! What follows from the outcome of one call: for the row, and for the pace of whoever comes next. Pure.

use crate::channel::{Delivered, SendError};
use crate::domain::delivery::Gone;
use crate::domain::notice::OnDoubt;
use crate::domain::time::Timestamp;
use crate::store::outbox::Claimed;
use std::time::Duration;

/// Failures after which a message is given up: with [`backoff`], about twelve minutes after the first.
const MAX_FAILURES: i64 = 10;

/// How long an account rests whose credentials the server refuses: an operator has to act.
const MISCONFIGURED_REST: Duration = Duration::from_secs(30);

/// What to write down about a claimed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Delivered under this reference.
    Sent(String),
    /// Surely not delivered; try again then.
    Later { due: Timestamp, reason: String },
    /// Not the message's fault; its turn comes again then.
    HandBack {
        due: Timestamp,
        reason: &'static str,
    },
    /// May have arrived; try again then, or leave it to a person.
    Unknown {
        again: Option<Timestamp>,
        reason: String,
    },
    /// Never.
    Failed(String),
    /// Never: the server refuses what it says, and would refuse it for anyone.
    Refused(String),
    /// Never, nor anything else to this recipient.
    Gone(Gone),
    /// The chat is elsewhere; try there at once.
    Moved(String),
}

/// A row and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) row: Claimed,
    pub(super) verdict: Verdict,
}

impl Outcome {
    /// Whether a notice's text was refused.
    pub(super) fn is_refused_notice(&self) -> bool {
        self.row.notice.is_some() && matches!(self.verdict, Verdict::Refused(_))
    }
}

/// Who has to wait until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pause {
    Account(Timestamp),
    Chat(Timestamp),
}

/// Time before the next attempt after `failures` (at least 1): doubling from 1 s to 5 min, less up to half of it
/// by `jitter` (0 to 1), so that what failed together does not come back together.
pub(super) fn backoff(failures: i64, jitter: f64) -> Duration {
    let doublings = u32::try_from(failures.clamp(1, 10) - 1).unwrap_or(0);
    let full = Duration::from_secs(1 << doublings).min(Duration::from_secs(300));
    full.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0)
}

/// Whether a message of which nobody knows whether it arrived is sent again.
pub(super) fn may_resend(row: &Claimed) -> bool {
    match row.doubt {
        OnDoubt::Resend => true,
        OnDoubt::Hold => false,
    }
}

/// Judges the outcome of sending `row` at `now`.
pub(super) fn judge(
    row: &Claimed,
    result: Result<Delivered, SendError>,
    now: Timestamp,
    jitter: f64,
) -> (Verdict, Option<Pause>) {
    let failures = row.failures + 1;
    let due = now.plus(backoff(failures, jitter));
    let give_up = failures >= MAX_FAILURES;
    let verdict = match result {
        Ok(delivered) => Verdict::Sent(delivered.message_ref),
        Err(SendError::RetryAfter { seconds, chat_only }) => {
            return told_to_wait(seconds, chat_only, now);
        }
        Err(SendError::Misconfigured(reason)) => {
            tracing::error!(
                row = row.id,
                reason,
                "the channel refuses our set-up; sending rests"
            );
            let due = now.plus(MISCONFIGURED_REST);
            let reason = "the channel refuses our set-up";
            return (Verdict::HandBack { due, reason }, Some(Pause::Account(due)));
        }
        Err(SendError::Later(reason)) if give_up => Verdict::Failed(reason),
        Err(SendError::Later(reason)) => Verdict::Later { due, reason },
        Err(SendError::Ambiguous(reason)) => Verdict::Unknown {
            again: (!give_up).then_some(due).filter(|_| may_resend(row)),
            reason,
        },
        Err(SendError::Gone(gone)) => Verdict::Gone(gone),
        Err(SendError::Rejected(reason)) => Verdict::Refused(reason),
        Err(SendError::Migrated { .. }) if give_up => Verdict::Failed("keeps moving".into()),
        Err(SendError::Migrated { to }) => Verdict::Moved(to),
    };
    (verdict, None)
}

fn told_to_wait(seconds: u32, chat_only: bool, now: Timestamp) -> (Verdict, Option<Pause>) {
    // A pause of nothing would be a busy loop.
    let due = now.plus(Duration::from_secs(seconds.max(1).into()));
    let reason = "asked to wait";
    let pause = if chat_only {
        Pause::Chat(due)
    } else {
        Pause::Account(due)
    };
    (Verdict::HandBack { due, reason }, Some(pause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::Lane;
    use crate::domain::id::ChatId;
    use crate::domain::quiet::QuietHours;
    use crate::store::outbox::Says;
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn after(failures: i64, error: SendError) -> (Verdict, Option<Pause>) {
        let row = Claimed {
            id: 1,
            chat: ChatId::new("c"),
            address: "1".into(),
            says: Says::This(Arc::default()),
            edit: None,
            spent: None,
            lane: Lane::Reply,
            attempt: failures + 1,
            failures,
            notice: None,
            quiet: QuietHours::NONE,
            doubt: OnDoubt::Resend,
        };
        judge(&row, Err(error), NOW, 0.0)
    }

    #[test]
    fn backoff_doubles_to_five_minutes_and_jitter_only_shortens() {
        let seconds: Vec<u64> = (1..=11).map(|n| backoff(n, 0.0).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(backoff(3, 1.0), Duration::from_secs(2));
        assert_eq!(backoff(i64::MAX, 0.0), Duration::from_secs(300));
    }

    #[test]
    fn a_transient_failure_is_retried_nine_times_and_a_doubtful_one_never_called_failed() {
        let later = || SendError::Later("502".into());
        assert!(
            matches!(after(0, later()).0, Verdict::Later { due, .. } if due == NOW.plus(Duration::from_secs(1)))
        );
        assert_eq!(after(9, later()).0, Verdict::Failed("502".into()));
        let doubt = || SendError::Ambiguous("reset".into());
        assert!(matches!(
            after(0, doubt()).0,
            Verdict::Unknown { again: Some(_), .. }
        ));
        assert!(matches!(
            after(9, doubt()).0,
            Verdict::Unknown { again: None, .. }
        ));
    }

    #[test]
    fn a_pause_names_what_the_server_named_and_is_no_failure() {
        let wait = |chat_only| SendError::RetryAfter {
            seconds: 7,
            chat_only,
        };
        let until = NOW.plus(Duration::from_secs(7));
        let (verdict, pause) = after(30, wait(true));
        assert!(matches!(verdict, Verdict::HandBack { due, .. } if due == until));
        assert_eq!(pause, Some(Pause::Chat(until)));
        assert_eq!(after(0, wait(false)).1, Some(Pause::Account(until)));
    }
}
