//! When a transaction begins, and what it brings back.

use super::super::REST;
use super::super::sender::put_off;
use super::super::turn::{Room, Turn};
use super::super::verdict::Outcome;
use super::{
    BULK_IN_FLIGHT, BULK_IN_HAND, Desk, InHand, MOST_PACED_IN_HAND, PACED_BULK_IN_HAND,
    REPLIES_IN_HAND,
};
use crate::domain::delivery::Lane;
use crate::domain::time::Timestamp;
use crate::store::Result;
use crate::store::outbox::Claimed;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinError;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

/// Where nothing limits the account, outcomes of notices are gathered for so long, or until they are so many, before
/// they are written down: a transaction costs as much as dozens of calls.
const GATHER: Duration = Duration::from_millis(8);
const GATHERED: usize = 256;

impl Desk<'_> {
    /// Begins a transaction if none is under way and there is something to settle or claim; when to ask again.
    pub(super) fn start_turn(&mut self) -> Instant {
        let room = self.room();
        let claims = self.hungry && room != Room::default();
        let idle = self.finished.is_empty() && !claims;
        if self.turn.is_some() || idle || Instant::now() < self.rest_until {
            return self.next_poll;
        }
        if self.gathers() && self.turned_at.elapsed() < GATHER {
            return self.turned_at + GATHER;
        }
        (self.hungry, self.rung) = (false, false);
        self.turned_at = Instant::now();
        self.begin(room);
        self.next_poll
    }

    /// Whether nobody waits for the next turn: no reply to be claimed, or to make way for the next of its chat, and
    /// calls enough for a while.
    fn gathers(&self) -> bool {
        !self.rung
            && self.pacer.limit().is_none()
            && self.bulk.len() >= BULK_IN_FLIGHT
            && self.finished.len() < GATHERED
            && !self.reply_finished
    }

    fn begin(&mut self, room: Room) {
        self.settling = Arc::new(std::mem::take(&mut self.finished));
        self.reply_finished = false;
        let (sender, outcomes) = (self.sender.clone(), self.settling.clone());
        let turn = async move { sender.turn(&outcomes, room, true, None).await };
        self.turn = Some(AbortOnDropHandle::new(tokio::spawn(turn)));
    }

    fn room(&self) -> Room {
        if self.pacer.pause_left(self.sender.clock.now()).is_some() {
            return Room::default();
        }
        let bulk = match self.pacer.limit() {
            Some(limit) => usize::try_from(limit / 4)
                .unwrap_or(usize::MAX)
                .clamp(PACED_BULK_IN_HAND, MOST_PACED_IN_HAND),
            None => BULK_IN_HAND,
        };
        Room {
            replies: REPLIES_IN_HAND.saturating_sub(self.replies.len()),
            bulk: bulk.saturating_sub(self.bulk.len()),
        }
    }

    pub(super) fn turned(&mut self, turned: Result<Result<Turn>, JoinError>) {
        self.turn = None;
        let settling = std::mem::take(&mut self.settling);
        match turned {
            Ok(Ok(turn)) => {
                self.take_in(turn);
                let of_notices = settling.iter().any(|out| out.row.lane == Lane::Bulk);
                if of_notices && self.bulk.is_empty() && self.bulk_calls == 0 {
                    self.sender.over.notify_one();
                }
            }
            Ok(Err(error)) => self.turn_failed(&settling, &error),
            Err(error) => self.turn_failed(&settling, &error),
        }
        let refused = self.finished.iter().filter(|out| out.is_refused_notice());
        self.refused = refused.count();
    }

    fn take_in(&mut self, turn: Turn) {
        let since = self.sender.clock.now();
        if !turn.leads {
            // The account's new sender has taken these rows back.
            self.empty_hands(Duration::ZERO, since);
        }
        self.hungry |= turn.more;
        self.put_back_bulk(since, |row| {
            row.notice.as_ref().is_some_and(|id| {
                turn.paused.contains(id) || turn.going.as_ref().is_some_and(|all| !all.contains(id))
            })
        });
        // They may have been claimed a moment before their quiet hours.
        self.minute = None;
        for row in turn.claimed {
            self.lane(row.lane).push_back(InHand {
                row,
                since,
                not_before: since,
            });
        }
    }

    /// Puts back the rows of notices in hand that are not to go now after all.
    pub(super) fn put_back_bulk(&mut self, now: Timestamp, stops: impl Fn(&Claimed) -> bool) {
        if !self.bulk.iter().any(|next| stops(&next.row)) {
            return;
        }
        let in_hand = std::mem::take(&mut self.bulk).into_iter();
        let (stopped, going): (VecDeque<_>, VecDeque<_>) =
            in_hand.partition(|next| stops(&next.row));
        self.bulk = going;
        let stopped = stopped.into_iter();
        self.finished
            .extend(stopped.map(|next| put_off(next.row, Duration::ZERO, now)));
    }

    /// What was sent must be written down, so its outcome is kept until that succeeds.
    fn turn_failed(&mut self, settling: &[Outcome], error: &dyn std::fmt::Display) {
        tracing::error!(%error, channel = %self.sender.channel.kind(), "the outbox cannot be written; trying again");
        self.finished.splice(0..0, settling.iter().cloned());
        self.hungry = true;
        self.rest_until = Instant::now() + REST;
    }
}
