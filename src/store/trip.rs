//! Trips, and what is left on them.
//!
//! A trip's row is what its seats and its line are locked by: seats are freed, offered and waited for under
//! [`Tx::lock_trip`]; only taking a free seat does without it.

mod arrival;
mod change;
mod code;
mod draft;
mod insert;
mod manifest;
mod map;
mod wishes;

pub use arrival::{Arrival, ArrivalError, Differing, OwnVehicle, Unsigned};
pub use change::{AffectedSeat, REASON_CHARS, TripChange, TripChangeError};
pub use draft::{DraftError, Drafted};
pub use insert::NewTrip;
pub use manifest::{Listed, VehicleOf};
pub use map::{SeatRow, VehicleSeats};

use super::db::{Result, Tx, rows};
use super::row::{json, place, word};
use crate::domain::id::{TripId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Trip, TripState, serves};

/// A departure that a worker could take, with what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The trip.
    pub trip: Trip,
    /// Seats that may be sold.
    pub capacity: i64,
    /// Of them, those that nobody has.
    pub free: i64,
    /// People in line.
    pub waiting: i64,
}

/// A trip with its figures, for clerks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TripSummary {
    /// The trip.
    pub trip: Trip,
    /// Seats that may be sold.
    pub capacity: i64,
    /// Of them, those that nobody has.
    pub free: i64,
    /// Kept for somebody until a moment in time.
    pub held: i64,
    /// Taken, before HR's confirmation.
    pub reserved: i64,
    /// Taken and confirmed.
    pub confirmed: i64,
    /// On board.
    pub boarded: i64,
    /// People in line.
    pub waiting: i64,
    /// Vehicles.
    pub vehicles: i64,
}

/// The columns of [`TripRow`], from a table named `t`.
macro_rules! trip_columns {
    () => {
        "t.id AS trip_id, t.code AS trip_code, t.mode AS trip_mode, t.district AS trip_district, \
         t.meeting_point AS trip_meeting_point, t.departs_at AS trip_departs_at, t.state AS trip_state, \
         t.spaced AS trip_spaced, t.fare_fen AS trip_fare_fen, t.requirements AS trip_requirements, \
         (SELECT string_agg(p.place, ',' ORDER BY p.ordinal) FROM trip_stop p WHERE p.trip_id = t.id) AS trip_stops"
    };
}
pub(super) use trip_columns;

/// A trip's columns in any query; selected by `trip_columns!`.
#[derive(sqlx::FromRow)]
pub(super) struct TripRow {
    trip_id: String,
    trip_code: String,
    trip_mode: String,
    trip_district: String,
    trip_meeting_point: String,
    trip_departs_at: i64,
    trip_state: String,
    trip_spaced: bool,
    trip_fare_fen: i64,
    trip_requirements: String,
    trip_stops: Option<String>,
}

impl TripRow {
    pub(super) fn into_trip(self) -> Result<Trip> {
        let id = &self.trip_id;
        let stops = self.trip_stops.as_deref().unwrap_or_default();
        let stops = stops.split_terminator(',');
        Ok(Trip {
            mode: word("trip", id, "mode", &self.trip_mode, Mode::parse)?,
            district: place("trip", id, "district", &self.trip_district)?,
            stops: stops
                .map(|stop| place("trip_stop", id, "place", stop))
                .collect::<Result<_>>()?,
            state: word("trip", id, "state", &self.trip_state, TripState::parse)?,
            requirements: json("trip", id, "requirements", &self.trip_requirements)?,
            departs_at: Timestamp::from_millis(self.trip_departs_at),
            spaced: self.trip_spaced,
            fare_fen: self.trip_fare_fen,
            id: TripId::new(self.trip_id),
            code: self.trip_code,
            meeting_point: self.trip_meeting_point,
        })
    }
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    #[sqlx(flatten)]
    trip: TripRow,
    capacity: i64,
    free: i64,
    held: i64,
    reserved: i64,
    confirmed: i64,
    boarded: i64,
    waiting: i64,
    vehicles: i64,
}

impl Tx {
    /// Reads a trip.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn trip(&mut self, id: &TripId) -> Result<Option<Trip>> {
        let row = rows!(
            self,
            fetch_optional,
            TripRow,
            concat!("SELECT ", trip_columns!(), " FROM trip t WHERE t.id = $1"),
            id.as_str(),
        )?;
        row.map(TripRow::into_trip).transpose()
    }

    /// Locks a trip, and with it its line and the freeing of its seats, for the rest of the transaction, and
    /// reads it. Lock the worker first.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn lock_trip(&mut self, id: &TripId) -> Result<Option<Trip>> {
        rows!(self, fetch_optional, (String,), lock "SELECT id FROM trip WHERE id = $1", id.as_str())?;
        self.trip(id).await
    }

    /// Locks the worker's seat, then every trip that a change of their plans may touch: the one they have a seat on, the one they
    /// are in line for and `to`, always in the same order, so that two people who change crosswise do not wait for
    /// each other. Call it, after the worker's lock, before releasing a seat in order to ask for another.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn lock_trips_of(&mut self, worker: &WorkerId, to: &TripId) -> Result<()> {
        let mut ids = rows!(
            self,
            fetch_all,
            (String,),
            lock "SELECT trip_id FROM seat WHERE worker_id = $1",
            worker.as_str(),
        )?;
        ids.extend(rows!(
            self,
            fetch_all,
            (String,),
            "SELECT trip_id FROM waitlist WHERE worker_id = $1 AND state IN ('waiting', 'offered')",
            worker.as_str(),
        )?);
        ids.push((to.as_str().to_owned(),));
        ids.sort();
        ids.dedup();
        for (id,) in ids {
            rows!(self, fetch_optional, (String,), lock "SELECT id FROM trip WHERE id = $1", id.as_str())?;
        }
        Ok(())
    }

    /// Locks a trip unless somebody else has it locked; then `false`, at once.
    pub(super) async fn try_lock_trip(&mut self, id: &TripId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            skip_locked "SELECT id FROM trip WHERE id = $1" "",
            id.as_str(),
        )?;
        Ok(row.is_some())
    }

    /// Open departures of a mode that pick up in or around `origin`, soonest first.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn departures(
        &mut self,
        origin: PlaceCode,
        mode: Mode,
        now: Timestamp,
    ) -> Result<Vec<Departure>> {
        let found = rows!(
            self,
            fetch_all,
            TripRow,
            concat!(
                "SELECT ",
                trip_columns!(),
                " FROM trip t WHERE t.state = 'open' AND t.mode = $1 AND t.departs_at > $2 \
                 ORDER BY t.departs_at, t.code",
            ),
            mode.as_str(),
            now.millis(),
        )?;
        let mut departures = Vec::new();
        for row in found {
            let trip = row.into_trip()?;
            if serves(&trip, origin) {
                departures.push(self.departure(trip).await?);
            }
        }
        Ok(departures)
    }

    /// A trip with what is left of it.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn departure(&mut self, trip: Trip) -> Result<Departure> {
        let (capacity, free, waiting) = rows!(
            self,
            fetch_one,
            (i64, i64, i64),
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE state = 'free'), \
             (SELECT COUNT(*) FROM waitlist WHERE trip_id = $1 AND state = 'waiting') \
             FROM seat WHERE trip_id = $1 AND sellable",
            trip.id.as_str(),
        )?;
        Ok(Departure {
            trip,
            capacity,
            free,
            waiting,
        })
    }

    /// Every trip with its figures, by departure.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn trips(&mut self) -> Result<Vec<TripSummary>> {
        let found = rows!(
            self,
            fetch_all,
            SummaryRow,
            concat!(
                "SELECT ",
                trip_columns!(),
                ", COALESCE(c.capacity, 0) AS capacity, COALESCE(c.free, 0) AS free, COALESCE(c.held, 0) AS held, \
                 COALESCE(c.reserved, 0) AS reserved, COALESCE(c.confirmed, 0) AS confirmed, \
                 COALESCE(c.boarded, 0) AS boarded, \
                 (SELECT COUNT(*) FROM waitlist w WHERE w.trip_id = t.id AND w.state = 'waiting') AS waiting, \
                 (SELECT COUNT(*) FROM vehicle v WHERE v.trip_id = t.id) AS vehicles \
                 FROM trip t LEFT JOIN (SELECT trip_id, COUNT(*) AS capacity, \
                 COUNT(*) FILTER (WHERE state = 'free') AS free, COUNT(*) FILTER (WHERE state = 'held') AS held, \
                 COUNT(*) FILTER (WHERE state = 'reserved') AS reserved, \
                 COUNT(*) FILTER (WHERE state = 'confirmed') AS confirmed, \
                 COUNT(*) FILTER (WHERE state = 'boarded') AS boarded \
                 FROM seat WHERE sellable GROUP BY trip_id) c ON c.trip_id = t.id ORDER BY t.departs_at, t.code",
            ),
        )?;
        found.into_iter().map(SummaryRow::into_summary).collect()
    }
}

impl SummaryRow {
    fn into_summary(self) -> Result<TripSummary> {
        Ok(TripSummary {
            trip: self.trip.into_trip()?,
            capacity: self.capacity,
            free: self.free,
            held: self.held,
            reserved: self.reserved,
            confirmed: self.confirmed,
            boarded: self.boarded,
            waiting: self.waiting,
            vehicles: self.vehicles,
        })
    }
}
