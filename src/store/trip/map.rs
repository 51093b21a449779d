//! The picture of a trip: every seat of every vehicle, and who has it.

use super::super::db::{Result, Tx, rows};
use super::super::row::word;
use crate::domain::id::{TripId, VehicleId, WorkerId};
use crate::domain::seat::{SeatState, VehicleKind};

/// A vehicle with its seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VehicleSeats {
    /// Vehicle.
    pub vehicle: VehicleId,
    /// Place within the trip, from 1.
    pub ordinal: i64,
    /// What is shown on its windscreen.
    pub label: String,
    /// Kind.
    pub kind: VehicleKind,
    /// Seats by number.
    pub seats: Vec<SeatRow>,
}

/// A seat and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRow {
    /// What is painted on it.
    pub label: String,
    /// Number within the vehicle, from 1.
    pub number: i64,
    /// Carriage, from 1.
    pub carriage: i64,
    /// Row within the carriage, from 1.
    pub row: i64,
    /// Column on the drawing, from 0, aisle included.
    pub column: i64,
    /// Block of seats that touch.
    pub block: i64,
    /// Whether it may be sold.
    pub sellable: bool,
    /// State.
    pub state: SeatState,
    /// Who has it.
    pub worker: Option<WorkerId>,
    /// Their full name; personal data.
    pub name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct MapRow {
    id: String,
    vehicle_id: String,
    label: String,
    number: i64,
    carriage: i64,
    row_no: i64,
    column_no: i64,
    block_no: i64,
    sellable: bool,
    state: String,
    worker_id: Option<String>,
    name: Option<String>,
}

impl MapRow {
    fn into_seat(self) -> Result<SeatRow> {
        Ok(SeatRow {
            state: word("seat", &self.id, "state", &self.state, SeatState::parse)?,
            label: self.label,
            number: self.number,
            carriage: self.carriage,
            row: self.row_no,
            column: self.column_no,
            block: self.block_no,
            sellable: self.sellable,
            worker: self.worker_id.map(WorkerId::new),
            name: self.name,
        })
    }
}

impl Tx {
    /// Every seat of a trip, vehicle by vehicle.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn seat_map(&mut self, trip: &TripId) -> Result<Vec<VehicleSeats>> {
        let vehicles = rows!(
            self,
            fetch_all,
            (String, i64, String, String),
            "SELECT id, ordinal, label, kind FROM vehicle WHERE trip_id = $1 ORDER BY ordinal",
            trip.as_str(),
        )?;
        let mut map = Vec::with_capacity(vehicles.len());
        for (id, ordinal, label, kind) in vehicles {
            map.push(VehicleSeats {
                kind: word("vehicle", &id, "kind", &kind, VehicleKind::parse)?,
                vehicle: VehicleId::new(id),
                ordinal,
                label,
                seats: Vec::new(),
            });
        }
        let seats = rows!(
            self,
            fetch_all,
            MapRow,
            "SELECT s.id, s.vehicle_id, s.label, s.number, s.carriage, s.row_no, s.column_no, s.block_no, \
             s.sellable, s.state, s.worker_id, w.name FROM seat s LEFT JOIN worker w ON w.id = s.worker_id \
             WHERE s.trip_id = $1 ORDER BY s.vehicle_id, s.number",
            trip.as_str(),
        )?;
        for seat in seats {
            if let Some(vehicle) = map
                .iter_mut()
                .find(|v| v.vehicle.as_str() == seat.vehicle_id)
            {
                vehicle.seats.push(seat.into_seat()?);
            }
        }
        Ok(map)
    }
}
