//! Taking a seat: what many do at the same moment, so in as few statements as can be.
//!
//! The usual claim is two: one locks the worker, one takes the seat on every condition that there is. Why none was had
//! is asked only then. The trip is what the caller has read to check its requirements. That the seat was claimed stands
//! on the seat while its worker has it, and goes into its history when they leave it ([`Tx::free_seat`]).

use super::super::db::{Result, Tx, rows};
use super::super::row::bad;
use super::super::waitlist::Offer;
use super::{ActiveSeat, Claim, SeatExit};
use crate::domain::id::{SeatId, TripId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;

/// As what a seat is taken.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) enum Taking {
    /// A claim of a trip that nobody waits for.
    Claim,
    /// A claim, when the caller has asked the line.
    PastLine,
    /// An offer to somebody in line, which the caller adds to the seat's history.
    Offer,
}

/// A seat just taken.
#[derive(sqlx::FromRow)]
pub(in crate::store) struct Taken {
    id: String,
    label: String,
    number: i64,
    /// The vehicle's number and label.
    vehicle: String,
}

impl Taken {
    pub(in crate::store) fn id(&self) -> SeatId {
        SeatId::new(self.id.clone())
    }

    fn into_seat(self, trip: Trip, until: Timestamp) -> Result<ActiveSeat> {
        let vehicle = self.vehicle.split_once(' ');
        let vehicle = vehicle.and_then(|(ordinal, label)| Some((ordinal.parse().ok()?, label)));
        let (vehicle_ordinal, vehicle_label) =
            vehicle.ok_or_else(|| bad("seat", &self.id, "vehicle", &self.vehicle))?;
        Ok(ActiveSeat {
            trip,
            vehicle_ordinal,
            vehicle_label: vehicle_label.to_owned(),
            seat: SeatId::new(self.id),
            seat_label: self.label,
            seat_number: self.number,
            state: SeatState::Held,
            held_until: Some(until),
        })
    }
}

impl Tx {
    /// Holds a seat on `trip` for the worker until a moment in time: the first free one in the order of giving,
    /// unless somebody in line may have it first. Locks the worker. A worker's own hold that has run out does
    /// not stand in the way; their place in this trip's line is settled by the seat, one in another trip's stays.
    ///
    /// Requirements are the caller's to check, in the same transaction (invariant 4), in which `trip` was read; whether
    /// it still takes bookings is checked here. To change trips, call
    /// [`Tx::move_seat`].
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn claim_seat(
        &mut self,
        trip: &Trip,
        worker: &WorkerId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Claim> {
        self.lock_worker(worker).await?;
        let taken = self
            .take_seat(&trip.id, worker, until, Taking::Claim, now)
            .await?;
        if let Some(taken) = taken {
            return Ok(Claim::Held(taken.into_seat(trip.clone(), until)?));
        }
        if let Some(seat) = self.own_seat_but_lapsed(worker, &trip.id, now).await? {
            return Ok(Claim::AlreadySeated(seat));
        }
        match self.take_after_line(&trip.id, worker, until, now).await? {
            Some(taken) => Ok(Claim::Held(taken.into_seat(trip.clone(), until)?)),
            None => Ok(Claim::Full),
        }
    }

    /// The seat that the worker has, after a hold of theirs that has run out was given up: it may have come back to
    /// them at once, if they were first in line.
    async fn own_seat_but_lapsed(
        &mut self,
        worker: &WorkerId,
        to: &TripId,
        now: Timestamp,
    ) -> Result<Option<ActiveSeat>> {
        let Some(seat) = self.active_seat(worker).await? else {
            return Ok(None);
        };
        if !seat.lapsed(now) {
            return Ok(Some(seat));
        }
        self.lock_trips_of(worker, to).await?;
        self.release_seat(&seat.seat, worker, SeatExit::Expired, now)
            .await?;
        self.active_seat(worker).await
    }

    /// A seat may be free all the same, but people are in line: they are offered it first. Only when nobody ahead of
    /// the worker may have it now (all are seated elsewhere, or do not meet the requirements any more) the worker
    /// gets it.
    async fn take_after_line(
        &mut self,
        trip: &TripId,
        worker: &WorkerId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Taken>> {
        if !self.has_free_seat(trip).await? {
            return Ok(None);
        }
        self.lock_trips_of(worker, trip).await?;
        let ahead_of = self.turn_in_line(trip, worker).await?;
        loop {
            match self.offer(trip, ahead_of, now).await? {
                Offer::Made(_) => {}
                Offer::Nobody => break,
                Offer::Busy | Offer::NoSeat => return Ok(None),
            }
        }
        let as_what = Taking::PastLine;
        let taken = self.take_seat(trip, worker, until, as_what, now).await?;
        if let Some(taken) = &taken {
            self.settle_own_place(trip, worker, &taken.id()).await?;
        }
        Ok(taken)
    }

    /// The one statement that takes a seat, for somebody who has none.
    pub(in crate::store) async fn take_seat(
        &mut self,
        trip: &TripId,
        worker: &WorkerId,
        until: Timestamp,
        as_what: Taking,
        now: Timestamp,
    ) -> Result<Option<Taken>> {
        let (past_line, claimed_at) = match as_what {
            Taking::Claim => (false, Some(now)),
            Taking::PastLine => (true, Some(now)),
            Taking::Offer => (true, None),
        };
        let row = rows!(
            self,
            fetch_optional,
            Taken,
            skip_locked
            "UPDATE seat SET state = 'held', worker_id = $2, held_until = $3, changed_at = $4, claimed_at = $6 WHERE id = \
             (SELECT s.id FROM seat s WHERE s.trip_id = $1 AND s.state = 'free' AND s.sellable \
             AND EXISTS (SELECT 1 FROM trip t WHERE t.id = $1 AND t.state = 'open' AND t.departs_at > $4) \
             AND NOT EXISTS (SELECT 1 FROM seat own WHERE own.worker_id = $2) \
             AND ($5 OR NOT EXISTS (SELECT 1 FROM waitlist w WHERE w.trip_id = $1 AND w.state = 'waiting')) \
             ORDER BY s.give_order LIMIT 1"
            ") RETURNING id, label, number, \
             (SELECT v.ordinal || ' ' || v.label FROM vehicle v WHERE v.id = seat.vehicle_id) AS vehicle",
            trip.as_str(),
            worker.as_str(),
            until.millis(),
            now.millis(),
            past_line,
            claimed_at.map(Timestamp::millis),
        )?;
        Ok(row)
    }

    /// Whether a seat of the trip may be had at all.
    pub(in crate::store) async fn has_free_seat(&mut self, trip: &TripId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM seat WHERE trip_id = $1 AND state = 'free' AND sellable LIMIT 1",
            trip.as_str(),
        )?;
        Ok(row.is_some())
    }
}
