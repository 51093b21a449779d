//! Writing down what became of a turn's messages: the many that simply arrived, or wait after all, together; the
//! rest one by one.

use super::verdict::{Outcome, Verdict};
use crate::domain::delivery::{ChannelKind, Lane};
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use crate::store::notice::Tally;
use crate::store::outbox::{PutOff, Taken};
use crate::store::{Result, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Whether an outcome is written down together with its like.
fn is_plain(outcome: &Outcome, channel: ChannelKind) -> bool {
    match outcome.verdict {
        // A reply may become its chat's prompt, and what is shown on the web gets its place at once.
        Verdict::Sent(_) => outcome.row.lane == Lane::Bulk && channel != ChannelKind::Web,
        Verdict::HandBack { .. } => true,
        Verdict::Later { .. }
        | Verdict::Unknown { .. }
        | Verdict::Failed(_)
        | Verdict::Refused(_)
        | Verdict::Gone(_)
        | Verdict::Moved(_) => false,
    }
}

/// What found its end, by notice.
pub(super) type Ends = BTreeMap<NoticeId, Tally>;

/// Writes a turn's outcomes down; those of rows that have been taken from us are refused. Gives what found its end.
pub(super) async fn write_down(
    tx: &mut Tx,
    channel: ChannelKind,
    outcomes: &[Outcome],
    now: Timestamp,
) -> Result<Ends> {
    let mut ends = Ends::new();
    let (plain, special): (Vec<_>, Vec<_>) =
        outcomes.iter().partition(|out| is_plain(out, channel));
    lock_chats(tx, &special).await?;
    write_plain(tx, &plain, &mut ends, now).await?;
    for outcome in special {
        match write_one(tx, outcome, now).await? {
            true => count(&mut ends, outcome),
            false => refused(outcome),
        }
    }
    Ok(ends)
}

fn count(ends: &mut Ends, outcome: &Outcome) {
    let Some(notice) = &outcome.row.notice else {
        return;
    };
    let end = match &outcome.verdict {
        Verdict::Sent(_) => |tally: &mut Tally| tally.sent += 1,
        Verdict::Failed(_) | Verdict::Refused(_) | Verdict::Gone(_) => {
            |tally: &mut Tally| tally.failed += 1
        }
        Verdict::Unknown { again: None, .. } => |tally: &mut Tally| tally.unknown += 1,
        Verdict::Unknown { again: Some(_), .. }
        | Verdict::Later { .. }
        | Verdict::HandBack { .. }
        | Verdict::Moved(_) => return,
    };
    if let Some(tally) = ends.get_mut(notice) {
        end(tally);
    } else {
        end(ends.entry(notice.clone()).or_default());
    }
}

fn refused(outcome: &Outcome) {
    let row = outcome.row.id;
    tracing::warn!(row, "the result of an old attempt is refused");
}

/// The chats that are going to change, all at once, so that two turns cannot wait for one another.
async fn lock_chats(tx: &mut Tx, outcomes: &[&Outcome]) -> Result<()> {
    let (mut chats, mut key) = (BTreeSet::new(), false);
    for outcome in outcomes {
        match outcome.verdict {
            Verdict::Sent(_) | Verdict::Gone(_) => {}
            Verdict::Moved(_) => key = true,
            Verdict::Later { .. }
            | Verdict::HandBack { .. }
            | Verdict::Unknown { .. }
            | Verdict::Failed(_)
            | Verdict::Refused(_) => continue,
        }
        chats.insert(&outcome.row.chat);
    }
    tx.lock_chats(&chats, key).await
}

async fn write_plain(
    tx: &mut Tx,
    plain: &[&Outcome],
    ends: &mut Ends,
    now: Timestamp,
) -> Result<()> {
    let attempts: BTreeMap<_, _> = plain
        .iter()
        .map(|out| (out.row.id, out.row.attempt))
        .collect();
    let ours = tx.still_ours(&attempts).await?;
    let (mut taken, mut put_off) = (Vec::new(), Vec::new());
    for outcome in plain {
        let id = outcome.row.id;
        if !ours.contains(&id) {
            refused(outcome);
            continue;
        }
        count(ends, outcome);
        match &outcome.verdict {
            Verdict::Sent(message_ref) => taken.push(Taken { id, message_ref }),
            Verdict::HandBack { due, reason } => put_off.push(PutOff {
                id,
                due_at: *due,
                reason,
            }),
            Verdict::Later { .. }
            | Verdict::Unknown { .. }
            | Verdict::Failed(_)
            | Verdict::Refused(_)
            | Verdict::Gone(_)
            | Verdict::Moved(_) => {}
        }
    }
    tx.settle_taken(&taken, now).await?;
    tx.hand_back_all(&put_off).await
}

/// Writes one outcome down; `false` when the row has been taken from us.
async fn write_one(tx: &mut Tx, outcome: &Outcome, now: Timestamp) -> Result<bool> {
    let Outcome { row, verdict } = outcome;
    let (id, attempt) = (row.id, row.attempt);
    match verdict {
        Verdict::Sent(message_ref) => tx.settle_sent(id, attempt, message_ref, now).await,
        Verdict::Later { due, reason } => tx.settle_later(id, attempt, *due, reason).await,
        Verdict::HandBack { due, reason } => tx.hand_back(id, attempt, *due, reason).await,
        Verdict::Unknown { again, reason } => {
            tx.settle_unknown(id, attempt, reason, *again, now).await
        }
        Verdict::Failed(reason) | Verdict::Refused(reason) => {
            tx.settle_failed(id, attempt, reason, now).await
        }
        Verdict::Gone(gone) => {
            let settled = tx.settle_failed(id, attempt, gone.as_str(), now).await?;
            tx.stop_contact(&row.chat, now).await?;
            Ok(settled)
        }
        Verdict::Moved(to) => {
            let settled = tx.settle_later(id, attempt, now, "chat moved").await?;
            tx.move_chat(&row.chat, to).await?;
            tx.readdress(id, to).await?;
            Ok(settled)
        }
    }
}
