//! Whose door it is, and when it opens.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use super::apply::Answer;
use super::leave::LeaveError;
use super::manifest::{Door, Passenger};
use super::ticket::Shown;
use crate::domain::boarding::{Duty, Gap};
use crate::domain::id::{StaffId, TripId, VehicleId};
use crate::domain::seat::SeatState;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;
use crate::store::Store;

impl Tx {
    /// What somebody does on a vehicle; `None` when they are not of its crew.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn duty_on(&mut self, vehicle: &VehicleId, staff: &StaffId) -> Result<Option<Duty>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT duty FROM vehicle_crew WHERE vehicle_id = $1 AND staff_id = $2",
            vehicle.as_str(),
            staff.as_str(),
        )?;
        row.map(|(duty,)| word("vehicle_crew", vehicle.as_str(), "duty", &duty, Duty::parse))
            .transpose()
    }

    /// The vehicles that somebody serves on, soonest departure first, those of trips that run or have run.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn served_by(&mut self, staff: &StaffId) -> Result<Vec<Door>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT v.id FROM vehicle_crew AS c JOIN vehicle AS v ON v.id = c.vehicle_id \
             JOIN trip AS t ON t.id = v.trip_id \
             WHERE c.staff_id = $1 AND t.state NOT IN ('draft', 'cancelled') ORDER BY t.departs_at, v.ordinal, v.id",
            staff.as_str(),
        )?;
        let mut doors = Vec::new();
        for (id,) in found {
            doors.extend(self.door(&VehicleId::new(id)).await?);
        }
        Ok(doors)
    }

    /// The vehicles of a trip, in their order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn doors_of(&mut self, trip: &TripId) -> Result<Vec<Door>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM vehicle WHERE trip_id = $1 ORDER BY ordinal",
            trip.as_str(),
        )?;
        let mut doors = Vec::new();
        for (id,) in found {
            doors.extend(self.door(&VehicleId::new(id)).await?);
        }
        Ok(doors)
    }

    /// Accounts of crew, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn crew_accounts(&mut self) -> Result<Vec<Staff>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM staff WHERE role = $1 ORDER BY name, login",
            Role::Crew.as_str(),
        )?;
        let mut accounts = Vec::new();
        for (id,) in found {
            accounts.extend(self.staff(&StaffId::new(id)).await?);
        }
        Ok(accounts)
    }

    /// Begins to let people aboard a vehicle. Its trip boards from then on: no new seats but walk-ups. Needs the crew
    /// that the trip asks for (bulletin P3); supplies may still come. `false` when the doors are open already. Locks
    /// the vehicle, then the trip. Audited.
    ///
    /// # Errors
    /// [`LeaveError`]; then nothing was changed.
    pub async fn open_doors(
        &mut self,
        vehicle: &VehicleId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool, LeaveError> {
        let trip = self.vehicle_at_its_stop(vehicle).await?;
        let door = self.door(vehicle).await?.ok_or(LeaveError::NotHere)?;
        if door.doors_open_at.is_some() {
            return Ok(false);
        }
        let mut lacks = self.gaps_of(&door).await?;
        lacks.retain(|gap| *gap != Gap::Supplies);
        if !lacks.is_empty() {
            return Err(LeaveError::Lacks(lacks));
        }
        execute!(
            self,
            "UPDATE vehicle SET doors_open_at = $1 WHERE id = $2",
            now.millis(),
            vehicle.as_str(),
        )
        .map_err(StoreError::from)?;
        self.lock_trip(&trip).await?;
        execute!(
            self,
            "UPDATE trip SET state = 'boarding' WHERE id = $1 AND state = 'open'",
            trip.as_str(),
        )
        .map_err(StoreError::from)?;
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), "vehicle.boarding", &subject, None, now)
            .await?;
        Ok(true)
    }

    /// Whose ticket is shown, where it is one for this vehicle and its holder is still to board; `None` for every other,
    /// of which [`Tx::board`] says what is wrong with it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ticket_holder(
        &mut self,
        store: &Store,
        vehicle: &VehicleId,
        shown: &Shown,
    ) -> Result<Option<Passenger>> {
        let Ok(known) = self.shown_ticket(store, shown).await? else {
            return Ok(None);
        };
        if known.vehicle != *vehicle || known.revoked {
            return Ok(None);
        }
        let seated = self.seated_on(vehicle).await?;
        Ok(seated.into_iter().find(|one| {
            one.ticket.as_ref() == Some(&known.ticket) && one.state != SeatState::Boarded
        }))
    }

    /// What was answered to an attempt at a vehicle's door, by its identifier; `None` for one that never came through.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn boarding_answered(
        &mut self,
        id: &str,
        vehicle: &VehicleId,
    ) -> Result<Option<Answer>> {
        let here = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM boarding WHERE id = $1 AND vehicle_id = $2",
            id,
            vehicle.as_str(),
        )?;
        match here {
            Some((id,)) => self.boarding_answer(&id).await,
            None => Ok(None),
        }
    }
}
