//! Temperatures taken on the way (bulletin P3).

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::bad;
use crate::domain::boarding::Temperature;
use crate::domain::id::{SeatId, StaffId, VehicleId};
use crate::domain::identity::PersonName;
use crate::domain::time::Timestamp;

/// A temperature about to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The device's own identifier, 1 to 64 characters.
    pub id: String,
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Where they sit.
    pub seat: SeatId,
    /// What was measured.
    pub temperature: Temperature,
    /// Who measured.
    pub staff: StaffId,
    /// When.
    pub taken_at: Timestamp,
}

/// A temperature that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Where they sit.
    pub seat: SeatId,
    /// What is painted on the seat.
    pub seat_label: String,
    /// Whose, masked: `张*`.
    pub who: String,
    /// What was measured.
    pub temperature: Temperature,
    /// Name of whoever measured.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct TakenRow {
    id: String,
    seat_id: String,
    label: String,
    name: String,
    tenths: i64,
    by_name: String,
    taken_at: i64,
}

impl Tx {
    /// Notes a temperature of somebody aboard a vehicle that is under way. Doing it again with the same identifier
    /// changes nothing. `false` when nobody aboard sits there or the vehicle was not under way; one taken before the
    /// arrival, on a phone without a connection, is noted after it too.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn note_temperature(&mut self, reading: &Reading) -> Result<bool> {
        let known = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM temperature WHERE id = $1 AND vehicle_id = $2",
            reading.id.as_str(),
            reading.vehicle.as_str(),
        )?;
        if known.is_some() {
            return Ok(true);
        }
        let added = execute!(
            self,
            "INSERT INTO temperature (id, vehicle_id, seat_id, worker_id, tenths, staff_id, taken_at) \
             SELECT $1, v.id, s.id, s.worker_id, $4, $5, $6 FROM seat AS s JOIN vehicle AS v ON v.id = s.vehicle_id \
             WHERE v.id = $2 AND s.id = $3 AND s.state = 'boarded' AND v.departed_at IS NOT NULL \
             AND (v.arrived_at IS NULL OR v.arrived_at > $6) ON CONFLICT DO NOTHING",
            reading.id.as_str(),
            reading.vehicle.as_str(),
            reading.seat.as_str(),
            i64::from(reading.temperature.tenths()),
            reading.staff.as_str(),
            reading.taken_at.millis(),
        )?;
        Ok(added == 1)
    }

    /// The temperatures taken on a vehicle's way, newest first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn temperatures(&mut self, vehicle: &VehicleId) -> Result<Vec<Taken>> {
        let found = rows!(
            self,
            fetch_all,
            TakenRow,
            "SELECT t.id, t.seat_id, s.label, w.name, t.tenths, f.name AS by_name, t.taken_at FROM temperature AS t \
             JOIN seat AS s ON s.id = t.seat_id JOIN worker AS w ON w.id = t.worker_id \
             JOIN staff AS f ON f.id = t.staff_id WHERE t.vehicle_id = $1 ORDER BY t.taken_at DESC, t.id DESC",
            vehicle.as_str(),
        )?;
        found.into_iter().map(TakenRow::into_taken).collect()
    }
}

impl TakenRow {
    fn into_taken(self) -> Result<Taken> {
        let tenths = u16::try_from(self.tenths).ok();
        let temperature = tenths.and_then(|tenths| Temperature::from_tenths(tenths).ok());
        let tenths = self.tenths.to_string();
        let who = PersonName::parse(&self.name);
        Ok(Taken {
            temperature: temperature
                .ok_or_else(|| bad("temperature", &self.id, "tenths", &tenths))?,
            seat: SeatId::new(self.seat_id),
            seat_label: self.label,
            who: who.map_or_else(|_| "*".to_owned(), |name| name.masked()),
            by: self.by_name,
            at: Timestamp::from_millis(self.taken_at),
        })
    }
}
