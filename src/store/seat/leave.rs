//! Giving a seat up, by wish or by the clock. It is offered to the line in the same transaction.

use super::super::db::{Result, Tx, execute, rows};
use super::super::waitlist::WaitState;
use super::SeatHappening;
use crate::domain::id::{SeatId, TripId, WorkerId};
use crate::domain::time::Timestamp;
use crate::domain::words;

words! {
    /// Why a seat is given up.
    SeatExit {
        /// The worker cancelled.
        Cancelled => "cancelled",
        /// The hold or offer ran out.
        Expired => "expired",
        /// HR does not know the worker, or a clerk took it back.
        Rejected => "rejected",
        /// HR has put somebody else in their place, seat and all.
        Replaced => "replaced",
        /// The worker did not want what was offered.
        Declined => "declined",
        /// The worker changes to another trip.
        Moved => "moved",
        /// The trip has long left and they were never on board.
        NoShow => "no_show",
        /// The trip does not run.
        TripCancelled => "trip_cancelled",
    }
}

impl SeatExit {
    /// What this makes of an offer that stood behind the seat.
    const fn of_offer(self) -> WaitState {
        match self {
            Self::Expired => WaitState::Expired,
            Self::Declined => WaitState::Declined,
            Self::Cancelled
            | Self::Rejected
            | Self::Replaced
            | Self::Moved
            | Self::NoShow
            | Self::TripCancelled => WaitState::Left,
        }
    }
}

/// A hold that a sweep has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiredHold {
    /// The seat, free again or already offered to the next.
    pub seat: SeatId,
    /// Its trip.
    pub trip: TripId,
    /// Who had it.
    pub worker: WorkerId,
}

impl Tx {
    /// Gives a seat up: it is free, its ticket revoked, and the first in line who may have it is offered it, all
    /// at once. `false` when it is not the worker's or they are on board. Locks the worker and the trip.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn release_seat(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        what: SeatExit,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        let trip = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT trip_id FROM seat WHERE id = $1 AND worker_id = $2",
            seat.as_str(),
            worker.as_str(),
        )?;
        let Some(trip) = trip.map(|(id,)| TripId::new(id)) else {
            return Ok(false);
        };
        self.lock_trip(&trip).await?;
        if !self.free_seat(seat, worker, what, now).await? {
            return Ok(false);
        }
        self.offer_next(&trip, now).await?;
        Ok(true)
    }

    /// Frees a seat, writes its history, and settles what hung on it. Call with worker, seat and trip locked, and offer the seat next.
    pub(in crate::store) async fn free_seat(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        what: SeatExit,
        now: Timestamp,
    ) -> Result<bool> {
        execute!(
            self,
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) \
             SELECT id, trip_id, worker_id, $5, claimed_at FROM seat WHERE id = $1 AND worker_id = $2 \
             AND state IN ('held', 'reserved', 'confirmed') AND claimed_at IS NOT NULL \
             UNION ALL SELECT id, trip_id, worker_id, $3, $4 FROM seat \
             WHERE id = $1 AND worker_id = $2 AND state IN ('held', 'reserved', 'confirmed')",
            seat.as_str(),
            worker.as_str(),
            what.as_str(),
            now.millis(),
            SeatHappening::Held.as_str(),
        )?;
        let changed = execute!(
            self,
            "UPDATE seat SET state = 'free', worker_id = NULL, held_until = NULL, claimed_at = NULL, changed_at = $3 \
             WHERE id = $1 AND worker_id = $2 AND state IN ('held', 'reserved', 'confirmed')",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        if changed == 0 {
            return Ok(false);
        }
        self.revoke_ticket(worker, now).await?;
        self.settle_offer(seat, worker, what.of_offer()).await?;
        Ok(true)
    }

    /// Ends holds that have run out, at most `limit`, and offers their seats. Offers of the waitlist run out by
    /// [`Tx::expire_offers`]. Never waits: what is locked elsewhere is left for the next sweep.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn expire_holds(&mut self, limit: i64, now: Timestamp) -> Result<Vec<ExpiredHold>> {
        let due = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT s.id, s.trip_id, s.worker_id FROM seat s WHERE s.state = 'held' AND s.held_until <= $1 \
             AND s.worker_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waitlist w WHERE w.worker_id = s.worker_id \
             AND w.state IN ('waiting', 'offered') AND w.seat_id = s.id) ORDER BY s.held_until LIMIT $2",
            now.millis(),
            limit,
        )?;
        let mut expired = Vec::new();
        for (seat, trip, worker) in due {
            let hold = ExpiredHold {
                seat: SeatId::new(seat),
                trip: TripId::new(trip),
                worker: WorkerId::new(worker),
            };
            if self.expire_hold(&hold, now).await? {
                expired.push(hold);
            }
        }
        Ok(expired)
    }

    /// Locks a seat unless somebody else has it locked; then `false`, at once.
    pub(in crate::store) async fn try_lock_seat(&mut self, id: &SeatId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            skip_locked "SELECT id FROM seat WHERE id = $1" "",
            id.as_str(),
        )?;
        Ok(row.is_some())
    }

    /// Whether a hold or an offer has run out, a seat is free beside people who wait for one, a trip is over that
    /// people still wait or have seats for, or one was cancelled or moved and not all know: a look beside the writer, so that an idle sweep writes nothing.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn expiries_due(&mut self, now: Timestamp) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM seat WHERE state = 'held' AND held_until <= $1 LIMIT 1",
            now.millis(),
        )?;
        Ok(row.is_some()
            || !self.trips_left_over(1, now).await?.is_empty()
            || !self.trips_left_behind(1, now).await?.is_empty()
            || !self.trips_long_gone(1, now).await?.is_empty()
            || !self.trips_cancelled(1).await?.is_empty()
            || self.moves_untold().await?)
    }

    async fn expire_hold(&mut self, hold: &ExpiredHold, now: Timestamp) -> Result<bool> {
        if !self.try_lock_trip(&hold.trip).await? || !self.try_lock_worker(&hold.worker).await? {
            return Ok(false);
        }
        // Under the worker's lock: it may have been reserved since it was listed.
        let still = self.active_seat(&hold.worker).await?;
        if !still.is_some_and(|seat| seat.seat == hold.seat && seat.lapsed(now))
            || !self.try_lock_seat(&hold.seat).await?
        {
            return Ok(false);
        }
        let freed = self
            .free_seat(&hold.seat, &hold.worker, SeatExit::Expired, now)
            .await?;
        if freed {
            self.offer_next(&hold.trip, now).await?;
        }
        Ok(freed)
    }
}
