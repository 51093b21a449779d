//! What becomes of a trip that people have seats on: it is cancelled, or leaves at another time.
//!
//! Races: both lock the trip. Who takes a free seat does so without that lock, in one statement that asks whether
//! the trip is open: a claim that began before may commit after the cancelling, and its seat is then found on a
//! cancelled trip by whoever looks for such seats next.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::id::{SeatId, StaffId, TripId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Trip, TripState};

/// Characters of a reason: it is read by the people concerned, and by who looks back.
pub const REASON_CHARS: std::ops::RangeInclusive<usize> = 2..=200;

/// What happens to a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TripChange {
    /// It will not run.
    Cancelled,
    /// It leaves at another time; every stop is left that much later or earlier.
    Moved {
        /// Departure so far.
        from: Timestamp,
        /// Departure from now on.
        to: Timestamp,
    },
    /// People meet elsewhere.
    MeetingPoint,
}

/// A seat that a change of its trip concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedSeat {
    /// The seat.
    pub seat: SeatId,
    /// Who has it.
    pub worker: WorkerId,
    /// Held, reserved, confirmed or, where boarding has begun, boarded.
    pub state: SeatState,
}

/// Why a trip is not changed.
#[derive(Debug, thiserror::Error)]
pub enum TripChangeError {
    /// There is no such trip.
    #[error("no such trip")]
    NoTrip,
    /// In this state it cannot be: it has left, is cancelled, or is a draft, which is edited instead.
    #[error("not while it is {}", .0.as_str())]
    NotNow(TripState),
    /// One of its vehicles has left.
    #[error("a vehicle has left")]
    VehicleLeft,
    /// The reason is not of [`REASON_CHARS`] characters.
    #[error("a reason is needed")]
    Reason,
    /// The new departure is not in the future, or is the present one.
    #[error("the new departure does not lie ahead, or is the present one")]
    Departure,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for TripChangeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Tx {
    /// Cancels a trip before its departure: open or boarding, or a draft. Gives the seats that people have on it.
    /// Locks the trip. Audited.
    ///
    /// # Errors
    /// [`TripChangeError`]; then nothing was changed.
    pub async fn cancel_trip(
        &mut self,
        id: &TripId,
        reason: &str,
        by: &StaffId,
        at: Timestamp,
    ) -> Result<Vec<AffectedSeat>, TripChangeError> {
        let trip = self.trip_to_change(id, reason, true).await?;
        execute!(
            self,
            "UPDATE trip SET state = 'cancelled', cancelled_because = $2, version = version + 1 WHERE id = $1",
            id.as_str(),
            reason.trim(),
        )?;
        self.audit_trip("trip.cancelled", id, Some(reason.trim()), by, at)
            .await?;
        let change = TripChange::Cancelled;
        Ok(self.trip_changed(&trip, change, reason.trim(), at).await?)
    }

    /// Gives an open or boarding trip another departure, and every stop with it. Gives the seats that people have
    /// on it. Locks the trip. Audited.
    ///
    /// # Errors
    /// [`TripChangeError`]; then nothing was changed.
    pub async fn move_trip(
        &mut self,
        id: &TripId,
        departs_at: Timestamp,
        reason: &str,
        by: &StaffId,
        at: Timestamp,
    ) -> Result<Vec<AffectedSeat>, TripChangeError> {
        let trip = self.trip_to_change(id, reason, false).await?;
        if departs_at <= at || departs_at == trip.departs_at {
            return Err(TripChangeError::Departure);
        }
        execute!(
            self,
            "UPDATE trip SET departs_at = $2, version = version + 1 WHERE id = $1",
            id.as_str(),
            departs_at.millis(),
        )?;
        execute!(
            self,
            "UPDATE trip_stop SET departs_at = departs_at + $2 WHERE trip_id = $1 AND departs_at IS NOT NULL",
            id.as_str(),
            departs_at.millis() - trip.departs_at.millis(),
        )?;
        self.part_crews(id, by, at).await?;
        let change = TripChange::Moved {
            from: trip.departs_at,
            to: departs_at,
        };
        let why = format!(
            "{} -> {}: {}",
            trip.departs_at.local().format("%Y-%m-%d %H:%M"),
            departs_at.local().format("%Y-%m-%d %H:%M"),
            reason.trim()
        );
        self.audit_trip("trip.moved", id, Some(&why), by, at)
            .await?;
        Ok(self.trip_changed(&trip, change, reason.trim(), at).await?)
    }

    /// Tells an open or boarding trip's stops where people meet, in the order of its stops; a stop without a word
    /// stays as it is. Gives the seats that people have on it. Locks the trip. Audited.
    ///
    /// # Errors
    /// [`TripChangeError`]; then nothing was changed.
    pub async fn set_meeting_points(
        &mut self,
        id: &TripId,
        points: &[String],
        reason: &str,
        by: &StaffId,
        at: Timestamp,
    ) -> Result<Vec<AffectedSeat>, TripChangeError> {
        let trip = self.trip_to_change(id, reason, false).await?;
        let mut stops = self.trip_stops(&trip).await?;
        for (stop, point) in stops.iter_mut().zip(points) {
            if !point.trim().is_empty() {
                stop.meeting_point = point.trim().to_owned();
            }
        }
        let first = stops.first().map(|stop| stop.meeting_point.clone());
        execute!(
            self,
            "UPDATE trip SET meeting_point = $2, version = version + 1 WHERE id = $1",
            id.as_str(),
            first.unwrap_or_else(|| trip.meeting_point.clone()),
        )?;
        self.write_stops(id, &stops).await?;
        self.audit_trip("trip.meeting_point", id, Some(reason.trim()), by, at)
            .await?;
        let change = TripChange::MeetingPoint;
        Ok(self.trip_changed(&trip, change, reason.trim(), at).await?)
    }

    /// The one place that everything hangs on which is to follow from a changed trip, in the transaction of the
    /// change and with the trip locked. `trip` is as it was before; `reason` is for people to read. Gives the seats
    /// concerned, by worker, which is the order in which workers are to be locked.
    async fn trip_changed(
        &mut self,
        trip: &Trip,
        change: TripChange,
        reason: &str,
        at: Timestamp,
    ) -> Result<Vec<AffectedSeat>> {
        match change {
            // Whoever has a seat on a cancelled trip is found by it and told, a few at a time.
            TripChange::Cancelled => {}
            TripChange::Moved { from, .. } => {
                self.note_trip_moved(&trip.id, from, reason, at).await?;
            }
            TripChange::MeetingPoint => {
                self.note_trip_moved(&trip.id, trip.departs_at, reason, at)
                    .await?;
            }
        }
        self.seats_of_trip(&trip.id).await
    }

    /// The seats that people have on a trip, by worker.
    async fn seats_of_trip(&mut self, trip: &TripId) -> Result<Vec<AffectedSeat>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT id, worker_id, state FROM seat WHERE trip_id = $1 AND worker_id IS NOT NULL ORDER BY worker_id",
            trip.as_str(),
        )?;
        let seat = |(id, worker, state): (String, String, String)| {
            Ok(AffectedSeat {
                state: word("seat", &id, "state", &state, SeatState::parse)?,
                seat: SeatId::new(id),
                worker: WorkerId::new(worker),
            })
        };
        found.into_iter().map(seat).collect()
    }

    /// Locks a trip that may be changed.
    async fn trip_to_change(
        &mut self,
        id: &TripId,
        reason: &str,
        drafts_too: bool,
    ) -> Result<Trip, TripChangeError> {
        if !REASON_CHARS.contains(&reason.trim().chars().count()) {
            return Err(TripChangeError::Reason);
        }
        let trip = self.lock_trip(id).await?.ok_or(TripChangeError::NoTrip)?;
        match trip.state {
            TripState::Open | TripState::Boarding => {}
            TripState::Draft if drafts_too => {}
            TripState::Draft | TripState::Departed | TripState::Arrived | TripState::Cancelled => {
                return Err(TripChangeError::NotNow(trip.state));
            }
        }
        let left = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM vehicle WHERE trip_id = $1 AND departed_at IS NOT NULL LIMIT 1",
            id.as_str(),
        )?;
        match left {
            Some(_) => Err(TripChangeError::VehicleLeft),
            None => Ok(trip),
        }
    }

    /// Records what was done to a trip.
    pub(super) async fn audit_trip(
        &mut self,
        action: &str,
        trip: &TripId,
        reason: Option<&str>,
        by: &StaffId,
        at: Timestamp,
    ) -> Result<()> {
        let subject = format!("trip:{trip}");
        self.audit(by.as_str(), action, &subject, reason, at).await
    }
}
