//! Another seat on the same trip: the old one is free in the moment the new one is the worker's.

use super::super::db::{Result, Tx, execute, rows};
use super::{ActiveSeat, SeatExit, SeatHappening};
use crate::domain::id::{SeatId, TripId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;

/// A seat that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FreeSeat {
    /// Identifier.
    pub id: String,
    /// Vehicle within the trip, from 1.
    pub ordinal: i64,
    /// What is shown on its windscreen.
    pub vehicle: String,
    /// What is painted on the seat.
    pub label: String,
    /// Row within the carriage, from 1.
    pub row_no: i64,
}

impl Tx {
    /// Seats of the trip that nobody has, vehicle by vehicle, front to back. None while people are in line who may have
    /// them first.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn free_seats(&mut self, trip: &TripId) -> Result<Vec<FreeSeat>> {
        Ok(rows!(
            self,
            fetch_all,
            FreeSeat,
            "SELECT s.id, v.ordinal, v.label AS vehicle, s.label, s.row_no FROM seat s \
             JOIN vehicle v ON v.id = s.vehicle_id WHERE s.trip_id = $1 AND s.state = 'free' AND s.sellable \
             AND v.departed_at IS NULL ORDER BY v.ordinal, s.number",
            trip.as_str(),
        )?)
    }

    /// Moves the worker from the seat they have to `to`, on the same trip, in the same state; the old one's ticket is
    /// revoked. `None`, and nothing changed, when `to` is not free any more, is on another trip or on a vehicle
    /// that has left, or the worker is on board or has only been offered a seat. Locks the worker and the trip.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn change_seat(
        &mut self,
        worker: &WorkerId,
        to: &SeatId,
        now: Timestamp,
    ) -> Result<Option<ActiveSeat>> {
        self.lock_worker(worker).await?;
        let Some(old) = self.active_seat(worker).await? else {
            return Ok(None);
        };
        match old.state {
            SeatState::Reserved | SeatState::Confirmed => {}
            SeatState::Free | SeatState::Held | SeatState::Boarded => return Ok(None),
        }
        self.lock_trips_of(worker, &old.trip.id).await?;
        // Whoever is just taking it has it locked, and is not waited for.
        let free = rows!(
            self,
            fetch_optional,
            (String,),
            skip_locked
            "SELECT id FROM seat WHERE id = $1 AND trip_id = $2 AND state = 'free' AND sellable \
             AND EXISTS (SELECT 1 FROM vehicle v WHERE v.id = seat.vehicle_id AND v.departed_at IS NULL)"
            "",
            to.as_str(),
            old.trip.id.as_str(),
        )?;
        if free.is_none() {
            return Ok(None);
        }
        self.free_seat(&old.seat, worker, SeatExit::Moved, now)
            .await?;
        execute!(
            self,
            "UPDATE seat SET state = $2, worker_id = $3, held_until = NULL, changed_at = $4 WHERE id = $1",
            to.as_str(),
            old.state.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        let what = match old.state {
            SeatState::Confirmed => SeatHappening::Confirmed,
            SeatState::Free | SeatState::Held | SeatState::Reserved | SeatState::Boarded => {
                SeatHappening::Reserved
            }
        };
        self.note_seat(to, what, now).await?;
        self.offer_next(&old.trip.id, now).await?;
        self.active_seat(worker).await
    }
}
