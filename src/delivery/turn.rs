//! One transaction of a sender: write down what became of the last messages, claim the next. Both together cost
//! one commit, and settling first frees a chat's next reply to be claimed in the same breath.

use super::ledger::write_down;
use super::refusals::note_refusals;
use super::sender::Sender;
use super::verdict::{Outcome, Verdict};
use crate::domain::delivery::Lane;
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use crate::store::outbox::{Claimed, Recovered};
use crate::store::{Result, Tx};
use std::time::Duration;

/// How long a claimed row is ours: longer than a row may wait in memory and a call may take.
const ROW_LEASE: Duration = Duration::from_secs(90);

/// How long the right to send for an account lasts; another replica takes over this long after a crash.
const ACCOUNT_LEASE: Duration = Duration::from_secs(10);

/// How often it is prolonged.
const RENEW: Duration = Duration::from_secs(3);

/// How much a turn may claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Room {
    pub(super) replies: usize,
    pub(super) bulk: usize,
}

/// What a turn brought.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Rows to send, replies first.
    pub(super) claimed: Vec<Claimed>,
    /// Whether there may be more than there was room for.
    pub(super) more: bool,
    /// Whether this process may send for the channel.
    pub(super) leads: bool,
    /// The notices being sent, where it was looked up.
    pub(super) going: Option<Vec<NoticeId>>,
    /// Notices that have just paused by themselves.
    pub(super) paused: Vec<NoticeId>,
}

/// The right to send for this channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not (yet) ours.
    Follower,
    /// Ours under this fence; to be prolonged from then on.
    Leader { fence: i64, renew_at: Timestamp },
}

impl Sender {
    /// Settles `outcomes` and claims what there is room for, as of `now` or of the moment it is this
    /// transaction's turn to write. With `take_over`, becoming the channel's sender takes back what the
    /// predecessor left under way.
    pub(super) async fn turn(
        &self,
        outcomes: &[Outcome],
        room: Room,
        take_over: bool,
        now: Option<Timestamp>,
    ) -> Result<Turn> {
        let mut tx = self.store.write().await?;
        let now = now.unwrap_or_else(|| self.clock.now());
        let ends = write_down(&mut tx, self.channel.kind(), outcomes, now).await?;
        let paused = note_refusals(&mut tx, self.channel.kind(), outcomes, now).await?;
        let before = self.standing();
        let standing = self.lead(&mut tx, before, now).await?;
        let mut turn = Turn::default();
        if let Standing::Leader { fence, .. } = standing {
            if take_over && !matches!(before, Standing::Leader { fence: f, .. } if f == fence) {
                self.take_over(&mut tx, now).await?;
            }
            turn = self.claim(&mut tx, room, now).await?;
        }
        tx.add_tally(self.channel.kind(), &ends, now).await?;
        tx.commit().await?;
        turn.paused = paused;
        self.stand(standing);
        for outcome in outcomes {
            if matches!(outcome.verdict, Verdict::Sent(_)) {
                self.channel.shown(&outcome.row.address);
            }
        }
        Ok(turn)
    }

    async fn claim(&self, tx: &mut Tx, room: Room, now: Timestamp) -> Result<Turn> {
        let kind = self.channel.kind();
        let mut turn = Turn {
            leads: true,
            ..Turn::default()
        };
        let limit = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        if room.replies == 0 {
            return Ok(turn);
        }
        turn.claimed = tx
            .claim(kind, Lane::Reply, limit(room.replies), ROW_LEASE, now)
            .await?;
        turn.more = turn.claimed.len() == room.replies;
        // Notices only when no reply is left waiting.
        if !turn.more {
            let bulk = tx
                .claim_notices(kind, limit(room.bulk), ROW_LEASE, self.quiet, now)
                .await?;
            turn.more = room.bulk > 0 && bulk.rows.len() == room.bulk;
            turn.claimed.extend(bulk.rows);
            turn.going = Some(bulk.going);
        }
        Ok(turn)
    }

    /// Takes, prolongs or checks the right to send for the account.
    async fn lead(&self, tx: &mut Tx, before: Standing, now: Timestamp) -> Result<Standing> {
        let Some(lease) = &self.lease else {
            let renew_at = Timestamp::from_millis(i64::MAX);
            return Ok(Standing::Leader { fence: 0, renew_at });
        };
        if let Standing::Leader { fence, renew_at } = before
            && now < renew_at
        {
            let holds = tx
                .holds_lease(&lease.name, &lease.holder, fence, now)
                .await?;
            return Ok(if holds { before } else { Standing::Follower });
        }
        let fence = tx
            .acquire_lease(&lease.name, &lease.holder, ACCOUNT_LEASE, now)
            .await?;
        Ok(match fence {
            Some(fence) => Standing::Leader {
                fence,
                renew_at: now.plus(RENEW),
            },
            None => Standing::Follower,
        })
    }

    /// Whoever sent for this channel before is gone: on SQLite because we have the file to ourselves, elsewhere
    /// because its lease ran out. A channel without a lease on a shared database has peers, not predecessors.
    async fn take_over(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        if self.lease.is_none() && !self.store.is_embedded() {
            return Ok(());
        }
        let kind = self.channel.kind();
        let recovered = tx.recover_channel(kind, now).await?;
        if recovered != Recovered::default() {
            let Recovered { again, held } = recovered;
            tracing::warn!(channel = %kind, again, held, "messages of unknown outcome: some are sent again, some wait for a person");
        }
        Ok(())
    }

    /// Lets another replica send for this account.
    pub(super) async fn step_down(&self) -> Result<()> {
        if let (Some(lease), Standing::Leader { .. }) = (&self.lease, self.standing()) {
            let mut tx = self.store.write().await?;
            tx.release_lease(&lease.name, &lease.holder).await?;
            tx.commit().await?;
        }
        self.stand(Standing::Follower);
        Ok(())
    }
}
