//! A vehicle leaves, and arrives.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::seat::SeatExit;
use super::super::waitlist::Ending;
use crate::domain::boarding::Gap;
use crate::domain::id::{ChatId, SeatId, StaffId, TripId, VehicleId, WaitlistId, WorkerId};
use crate::domain::time::Timestamp;

/// What a departure came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// People aboard.
    pub aboard: i64,
    /// Seats of people who did not come: free now, their tickets revoked.
    pub no_shows: Vec<SeatId>,
    /// Whether it was the last vehicle of its trip, which has departed with it.
    pub trip_departed: bool,
}

/// Why a vehicle does not leave.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// It lacks crew or supplies (invariant 6).
    #[error("the vehicle lacks crew or supplies")]
    Lacks(Vec<Gap>),
    /// It has left already, is not there, or its trip does not run.
    #[error("the vehicle cannot leave")]
    NotHere,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tx {
    /// Closes a vehicle's door and sends it off: who has not come is a no-show, and nobody is offered their seat; who
    /// was offered one is told that the offer has ended. With its last vehicle the trip has departed, with an earlier
    /// one it takes no bookings any more. Locks the vehicle, then every worker concerned. Audited.
    ///
    /// # Errors
    /// [`LeaveError`]; then nothing was changed.
    pub async fn depart(
        &mut self,
        vehicle: &VehicleId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Departed, LeaveError> {
        let trip = self.vehicle_at_its_stop(vehicle).await?;
        let door = self.door(vehicle).await?.ok_or(LeaveError::NotHere)?;
        let lacks = self.gaps_of(&door).await?;
        if !lacks.is_empty() {
            return Err(LeaveError::Lacks(lacks));
        }
        self.end_offers(vehicle, now).await?;
        let no_shows = self.close_no_shows(vehicle, now).await?;
        let (aboard,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM seat WHERE vehicle_id = $1 AND state = 'boarded'",
            vehicle.as_str(),
        )
        .map_err(StoreError::from)?;
        execute!(
            self,
            "UPDATE vehicle SET departed_at = $1 WHERE id = $2",
            now.millis(),
            vehicle.as_str(),
        )
        .map_err(StoreError::from)?;
        self.lock_trip(&trip).await?;
        let left = execute!(
            self,
            "UPDATE trip SET state = 'departed' WHERE id = $1 AND state IN ('open', 'boarding') \
             AND NOT EXISTS (SELECT 1 FROM vehicle AS v WHERE v.trip_id = $1 AND v.departed_at IS NULL)",
            trip.as_str(),
        )
        .map_err(StoreError::from)?;
        // Seats of the vehicle that has left must not be sold.
        execute!(
            self,
            "UPDATE trip SET state = 'boarding' WHERE id = $1 AND state = 'open'",
            trip.as_str(),
        )
        .map_err(StoreError::from)?;
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), "vehicle.departed", &subject, None, now)
            .await?;
        Ok(Departed {
            aboard,
            no_shows,
            trip_departed: left == 1,
        })
    }

    /// Locks a vehicle that can leave; its trip.
    pub(super) async fn vehicle_at_its_stop(
        &mut self,
        vehicle: &VehicleId,
    ) -> Result<TripId, LeaveError> {
        let row = rows!(
            self,
            fetch_optional,
            (String, Option<i64>),
            lock "SELECT trip_id, departed_at FROM vehicle WHERE id = $1",
            vehicle.as_str(),
        )
        .map_err(StoreError::from)?;
        let trip = match row {
            Some((trip, None)) => TripId::new(trip),
            Some((_, Some(_))) | None => return Err(LeaveError::NotHere),
        };
        let runs = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM trip WHERE id = $1 AND state IN ('open', 'boarding')",
            trip.as_str(),
        )
        .map_err(StoreError::from)?;
        runs.map(|_| trip).ok_or(LeaveError::NotHere)
    }

    /// Ends the offers of the vehicle's seats and tells who had them. Locks everybody who has a seat of it or an offer,
    /// in their order.
    async fn end_offers(&mut self, vehicle: &VehicleId, now: Timestamp) -> Result<()> {
        self.lock_concerned(vehicle).await?;
        let offered = rows!(
            self,
            fetch_all,
            (String, String, String, String),
            "SELECT id, worker_id, chat_id, seat_id FROM waitlist w WHERE state = 'offered' AND EXISTS (SELECT 1 \
             FROM seat s WHERE s.vehicle_id = $1 AND (s.id = w.seat_id OR EXISTS \
             (SELECT 1 FROM offer_seat o WHERE o.waitlist_id = w.id AND o.seat_id = s.id))) ORDER BY worker_id",
            vehicle.as_str(),
        )?;
        for (id, worker, chat, seat) in offered {
            let offer = Ending {
                id: WaitlistId::new(id),
                worker: WorkerId::new(worker),
                chat: ChatId::new(chat),
                seat: SeatId::new(seat),
            };
            self.end_offer(&offer, now).await?;
        }
        Ok(())
    }

    async fn lock_concerned(&mut self, vehicle: &VehicleId) -> Result<()> {
        let concerned = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT worker_id FROM seat WHERE vehicle_id = $1 AND worker_id IS NOT NULL \
             UNION SELECT w.worker_id FROM waitlist w WHERE w.state = 'offered' \
             AND w.trip_id = (SELECT trip_id FROM vehicle WHERE id = $1) ORDER BY 1",
            vehicle.as_str(),
        )?;
        for (worker,) in concerned {
            self.lock_worker(&WorkerId::new(worker)).await?;
        }
        Ok(())
    }

    async fn close_no_shows(&mut self, vehicle: &VehicleId, now: Timestamp) -> Result<Vec<SeatId>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, worker_id FROM seat WHERE vehicle_id = $1 AND state IN ('held', 'reserved', 'confirmed') \
             AND worker_id IS NOT NULL ORDER BY worker_id",
            vehicle.as_str(),
        )?;
        let mut closed = Vec::new();
        for (seat, worker) in found {
            let (seat, worker) = (SeatId::new(seat), WorkerId::new(worker));
            self.lock_worker(&worker).await?;
            rows!(self, fetch_optional, (String,), lock "SELECT id FROM seat WHERE id = $1", seat.as_str())?;
            if self
                .free_seat(&seat, &worker, SeatExit::NoShow, now)
                .await?
            {
                closed.push(seat);
            }
        }
        Ok(closed)
    }

    /// A vehicle is there: its people have arrived. With its last vehicle the trip has arrived. `false` when it is
    /// not under way. Audited.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn arrive(
        &mut self,
        vehicle: &VehicleId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let arrived = execute!(
            self,
            "UPDATE vehicle SET arrived_at = $1 WHERE id = $2 AND departed_at IS NOT NULL AND arrived_at IS NULL",
            now.millis(),
            vehicle.as_str(),
        )?;
        if arrived == 0 {
            return Ok(false);
        }
        execute!(
            self,
            "UPDATE registration SET state = 'arrived', updated_at = $1 WHERE state = 'travelling' AND worker_id IN \
             (SELECT worker_id FROM seat WHERE vehicle_id = $2 AND state = 'boarded')",
            now.millis(),
            vehicle.as_str(),
        )?;
        execute!(
            self,
            "UPDATE trip SET state = 'arrived' WHERE state = 'departed' \
             AND id = (SELECT trip_id FROM vehicle WHERE id = $1) \
             AND NOT EXISTS (SELECT 1 FROM vehicle AS v WHERE v.trip_id = trip.id AND v.arrived_at IS NULL)",
            vehicle.as_str(),
        )?;
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), "vehicle.arrived", &subject, None, now)
            .await?;
        Ok(true)
    }
}
