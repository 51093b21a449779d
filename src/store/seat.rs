//! Seats: free → held → reserved → confirmed → boarded, and back to free.
//!
//! Races:
//! - Two workers after the last seat: one conditional statement takes a seat, and on PostgreSQL it passes over
//!   rows that somebody else is just taking, so nobody waits and no seat is given twice (invariant 1).
//! - One worker in two chats: both lock the worker's row first; a partial unique index backs it (invariant 3).
//! - A claim on PostgreSQL leaves locks behind on seats that were free when it looked and somebody else's when it
//!   got there. So an owner locks their own seat before the trip, and nobody waits for a seat with a trip locked.
//! - A seat freed while somebody joins the line: both lock the trip, so either the one who frees sees the other
//!   in line, or the one who joins sees the seat.
//! - A newcomer and the line: nobody takes a free seat past somebody in line who may have it.
//! - A sweep or an offer and the worker it concerns, busy in a chat: the sweep tries the locks and leaves what it
//!   cannot have for its next turn, so it never waits and cannot deadlock.

mod changed;
mod choice;
mod leave;
mod over;
mod take;

pub use choice::FreeSeat;
pub use leave::{ExpiredHold, SeatExit};
pub use over::NO_SHOW_AFTER;
pub(super) use take::Taking;

use super::db::{Result, Tx, execute, rows};
use super::row::word;
use super::trip::{TripRow, trip_columns};
use super::waitlist::WaitState;
use crate::domain::id::{SeatId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;
use crate::domain::words;

/// A seat that a worker has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveSeat {
    /// The seat.
    pub seat: SeatId,
    /// Its trip.
    pub trip: Trip,
    /// Vehicle within the trip, from 1.
    pub vehicle_ordinal: i64,
    /// What is shown on the vehicle's windscreen.
    pub vehicle_label: String,
    /// What is painted on the seat.
    pub seat_label: String,
    /// Number within the vehicle, from 1.
    pub seat_number: i64,
    /// State; never free.
    pub state: SeatState,
    /// Until when it is held, while it is.
    pub held_until: Option<Timestamp>,
}

impl ActiveSeat {
    /// Whether this is a hold that has run out and that no sweep has reached yet.
    pub fn lapsed(&self, now: Timestamp) -> bool {
        self.state == SeatState::Held && self.held_until.is_some_and(|until| until <= now)
    }
}

/// What became of a wish for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is held.
    Held(ActiveSeat),
    /// None is free, or those that are free are for people in line; or the trip takes no bookings any more.
    Full,
    /// The worker has a seat already, on this trip or another; nothing was changed.
    AlreadySeated(ActiveSeat),
}

#[derive(sqlx::FromRow)]
struct ActiveRow {
    #[sqlx(flatten)]
    trip: TripRow,
    seat_id: String,
    vehicle_ordinal: i64,
    vehicle_label: String,
    seat_label: String,
    seat_number: i64,
    seat_state: String,
    held_until: Option<i64>,
}

impl ActiveRow {
    fn into_seat(self) -> Result<ActiveSeat> {
        Ok(ActiveSeat {
            trip: self.trip.into_trip()?,
            state: word(
                "seat",
                &self.seat_id,
                "state",
                &self.seat_state,
                SeatState::parse,
            )?,
            seat: SeatId::new(self.seat_id),
            vehicle_ordinal: self.vehicle_ordinal,
            vehicle_label: self.vehicle_label,
            seat_label: self.seat_label,
            seat_number: self.seat_number,
            held_until: self.held_until.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// What HR had confirmed no longer holds: confirmed → reserved. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn unconfirm_seat(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<()> {
        self.lock_worker(worker).await?;
        execute!(
            self,
            "UPDATE seat SET state = 'reserved', changed_at = $3 \
             WHERE id = $1 AND worker_id = $2 AND state = 'confirmed'",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// The worker's seat, on whichever trip (invariant 3). A hold counts until a sweep or a new claim ends it: ask
    /// [`ActiveSeat::lapsed`].
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn active_seat(&mut self, worker: &WorkerId) -> Result<Option<ActiveSeat>> {
        let row = rows!(
            self,
            fetch_optional,
            ActiveRow,
            concat!(
                "SELECT s.id AS seat_id, v.ordinal AS vehicle_ordinal, v.label AS vehicle_label, \
                 s.label AS seat_label, s.number AS seat_number, s.state AS seat_state, s.held_until, ",
                trip_columns!(),
                " FROM seat s JOIN vehicle v ON v.id = s.vehicle_id JOIN trip t ON t.id = s.trip_id \
                 WHERE s.worker_id = $1",
            ),
            worker.as_str(),
        )?;
        row.map(ActiveRow::into_seat).transpose()
    }

    /// Makes a hold the worker's own, whether it came from a claim or from an offer: held → reserved. `false` when
    /// it had run out, or is not theirs. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn reserve_seat(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        let changed = execute!(
            self,
            "UPDATE seat SET state = 'reserved', held_until = NULL, changed_at = $3 \
             WHERE id = $1 AND worker_id = $2 AND state = 'held' AND held_until > $3",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        if changed == 0 {
            return Ok(false);
        }
        self.settle_offer(seat, worker, WaitState::Accepted).await?;
        self.note_seat(seat, SeatHappening::Reserved, now).await?;
        Ok(true)
    }

    /// Confirms a reserved seat after HR has confirmed the worker: reserved → confirmed. `false` when it is in
    /// another state or not theirs. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn confirm_seat(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        let changed = execute!(
            self,
            "UPDATE seat SET state = 'confirmed', changed_at = $3 \
             WHERE id = $1 AND worker_id = $2 AND state = 'reserved'",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        if changed == 1 {
            self.note_seat(seat, SeatHappening::Confirmed, now).await?;
        }
        Ok(changed == 1)
    }

    /// Adds to the seat's history, under the worker who has it now.
    pub(super) async fn note_seat(
        &mut self,
        seat: &SeatId,
        what: SeatHappening,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) \
             SELECT id, trip_id, worker_id, $2, $3 FROM seat WHERE id = $1",
            seat.as_str(),
            what.as_str(),
            now.millis(),
        )?;
        Ok(())
    }
}

words! {
    /// What happens to a seat besides [`SeatExit`].
    SeatHappening {
        /// Held for a claim: on the seat itself while its worker has it, in its history once they have left it.
        Held => "held",
        /// Held for an offer.
        Offered => "offered",
        /// The worker's own.
        Reserved => "reserved",
        /// Confirmed after HR.
        Confirmed => "confirmed",
    }
}
