//! An offer to somebody who has a seat on another trip: the new seat is kept beside their own, which is given up
//! only when they take it, in the same transaction.
//!
//! A kept seat is held and has no worker, for one person has one active seat (invariant 3); whose it is stands with
//! their place in line. So it counts as taken (invariant 1) and nobody else gets it.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::{ActiveSeat, SeatExit, SeatHappening, Taking};
use super::WaitState;
use crate::domain::id::{SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::time::Timestamp;

impl Tx {
    /// Keeps a seat of `trip` beside the worker's `own` one. Call with worker, `own` and trip locked.
    pub(super) async fn keep_beside(
        &mut self,
        trip: &TripId,
        own: &ActiveSeat,
        worker: &WorkerId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<SeatId>> {
        // Stepping aside for a moment, as for a change of trips.
        self.set_owner(&own.seat, None).await?;
        let kept = self
            .take_seat(trip, worker, until, Taking::Offer, now)
            .await?
            .map(|taken| taken.id());
        if let Some(kept) = &kept {
            self.set_owner(kept, None).await?;
        }
        self.set_owner(&own.seat, Some(worker)).await?;
        Ok(kept)
    }

    pub(in crate::store) async fn set_owner(
        &mut self,
        seat: &SeatId,
        worker: Option<&WorkerId>,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET worker_id = $2 WHERE id = $1",
            seat.as_str(),
            worker.map(|worker| worker.as_str().to_owned()),
        )?;
        Ok(())
    }

    /// Adds an offer to the seat's history; the seat itself may be kept without an owner.
    pub(in crate::store) async fn note_offer(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<()> {
        self.note_kept(seat, worker, SeatHappening::Offered.as_str(), now)
            .await
    }

    async fn note_kept(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        what: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) \
             SELECT id, trip_id, $2, $3, $4 FROM seat WHERE id = $1",
            seat.as_str(),
            worker.as_str(),
            what,
            now.millis(),
        )?;
        Ok(())
    }

    /// Takes the kept seat and gives the own one up, which its line is offered. `false`, and nothing changed, when
    /// the kept seat is not kept any more. Call with the worker locked; locks both trips.
    pub(super) async fn swap_seats(
        &mut self,
        kept: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        let Some(trip) = self.trip_of_seat(kept).await? else {
            return Ok(false);
        };
        // The seat before the trips, as everywhere.
        let still = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM seat WHERE id = $1 AND state = 'held' AND worker_id IS NULL AND held_until > $2",
            kept.as_str(),
            now.millis(),
        )?;
        if still.is_none() {
            return Ok(false);
        }
        self.lock_trips_of(worker, &trip).await?;
        let old = self.active_seat(worker).await?;
        if let Some(old) = &old
            && !self
                .free_seat(&old.seat, worker, SeatExit::Moved, now)
                .await?
        {
            // On board already: nobody leaves a trip that way.
            return Ok(false);
        }
        execute!(
            self,
            "UPDATE seat SET state = 'reserved', worker_id = $2, held_until = NULL, changed_at = $3 WHERE id = $1",
            kept.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        self.settle_offer(kept, worker, WaitState::Accepted).await?;
        self.note_seat(kept, SeatHappening::Reserved, now).await?;
        if let Some(old) = old {
            self.offer_next(&old.trip.id, now).await?;
        }
        Ok(true)
    }

    async fn trip_of_seat(&mut self, seat: &SeatId) -> Result<Option<TripId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT trip_id FROM seat WHERE id = $1",
            seat.as_str(),
        )?;
        Ok(row.map(|(trip,)| TripId::new(trip)))
    }

    /// Ends the offer of a kept seat as `state` says and offers the seat to the next. `false` when it is not kept.
    /// Call with the worker locked; locks the trip.
    pub(super) async fn release_kept(
        &mut self,
        (id, seat): (&WaitlistId, &SeatId),
        worker: &WorkerId,
        state: WaitState,
        now: Timestamp,
    ) -> Result<bool> {
        let Some(trip) = self.trip_of_seat(seat).await? else {
            return Ok(false);
        };
        rows!(self, fetch_optional, (String,), lock "SELECT id FROM seat WHERE id = $1", seat.as_str())?;
        self.lock_trips_of(worker, &trip).await?;
        if !self
            .free_kept(seat, worker, SeatExit::Declined, now)
            .await?
        {
            return Ok(false);
        }
        self.free_offer_seats(id, worker, SeatExit::Declined, now)
            .await?;
        self.settle_offer(seat, worker, state).await?;
        self.offer_all(&trip, now).await?;
        Ok(true)
    }

    /// Frees a seat that is kept for this worker beside their own. Call with worker, seat and trip locked, settle
    /// the offer, and offer the seat next.
    pub(in crate::store) async fn free_kept(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        why: SeatExit,
        now: Timestamp,
    ) -> Result<bool> {
        let freed = execute!(
            self,
            "UPDATE seat SET state = 'free', held_until = NULL, changed_at = $2 \
             WHERE id = $1 AND state = 'held' AND worker_id IS NULL",
            seat.as_str(),
            now.millis(),
        )?;
        if freed == 1 {
            self.note_kept(seat, worker, why.as_str(), now).await?;
        }
        Ok(freed == 1)
    }
}
