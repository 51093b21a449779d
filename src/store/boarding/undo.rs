//! Taking a boarding back.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::boarding::UndoReason;
use crate::domain::id::{SeatId, StaffId, VehicleId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;

/// Taking a boarding back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The device's own identifier of the undoing.
    pub id: String,
    /// The record to take back.
    pub record: String,
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Why.
    pub why: UndoReason,
    /// The device.
    pub device: String,
    /// Who does it.
    pub staff: StaffId,
    /// When, by the device's clock.
    pub happened_at: Timestamp,
    /// Whether the device had no connection then.
    pub offline: bool,
}

impl Tx {
    /// Takes a boarding back: the seat is as it was before. `false` when there is nothing to take back: it is not a
    /// boarding of this vehicle, was taken back already, or the vehicle has left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn undo_boarding(&mut self, undo: &Undo, now: Timestamp) -> Result<bool> {
        if self.boarding_answer(&undo.id).await?.is_some() {
            return Ok(true);
        }
        if self.at_stop(&undo.vehicle).await?.is_none() {
            return Ok(false);
        }
        let row = rows!(
            self,
            fetch_optional,
            (
                Option<String>,
                Option<String>,
                Option<String>,
                Option<String>
            ),
            "SELECT b.seat_id, b.worker_id, b.ticket_id, b.seat_before FROM boarding AS b \
             WHERE b.id = $1 AND b.vehicle_id = $2 AND b.kind = 'boarded' \
             AND NOT EXISTS (SELECT 1 FROM boarding AS u WHERE u.undoes = b.id)",
            undo.record.as_str(),
            undo.vehicle.as_str(),
        )?;
        let Some((Some(seat), Some(worker), ticket, before)) = row else {
            return Ok(false);
        };
        self.lock_worker(&WorkerId::new(worker.as_str())).await?;
        let added = execute!(
            self,
            "INSERT INTO boarding (id, vehicle_id, ticket_id, seat_id, worker_id, kind, reasons, undoes, device, \
             staff_id, offline, happened_at, received_at, why) \
             VALUES ($1, $2, $3, $4, $5, 'undone', '', $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
            undo.id.as_str(),
            undo.vehicle.as_str(),
            ticket.as_deref(),
            seat.as_str(),
            worker.as_str(),
            undo.record.as_str(),
            undo.device.as_str(),
            undo.staff.as_str(),
            undo.offline,
            undo.happened_at.millis(),
            now.millis(),
            undo.why.as_str(),
        )?;
        if added == 0 {
            return Ok(false);
        }
        let seat = SeatId::new(seat);
        // Another device's boarding of the same ticket keeps them aboard.
        if self.standing_boarding(&seat).await?.is_none() {
            self.put_ashore(&seat, &worker, before.as_deref(), now)
                .await?;
        }
        Ok(true)
    }

    async fn put_ashore(
        &mut self,
        seat: &SeatId,
        worker: &str,
        before: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        let before = before
            .and_then(SeatState::parse)
            .unwrap_or(SeatState::Confirmed);
        execute!(
            self,
            "UPDATE seat SET state = $3, changed_at = $4 WHERE id = $1 AND worker_id = $2 AND state = 'boarded'",
            seat.as_str(),
            worker,
            before.as_str(),
            now.millis(),
        )?;
        execute!(
            self,
            "UPDATE registration SET state = 'travel_arranged', updated_at = $2 \
             WHERE worker_id = $1 AND state = 'travelling'",
            worker,
            now.millis(),
        )?;
        Ok(())
    }
}
