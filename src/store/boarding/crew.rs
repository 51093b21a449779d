//! Who serves on a vehicle, and its supplies.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use crate::domain::boarding::{Duty, LONGEST_JOURNEY, Shift, overlaps};
use crate::domain::id::{StaffId, TripId, VehicleId};
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;

/// Somebody of a vehicle's crew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrewMember {
    /// Their account.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// What they do on board.
    pub duty: Duty,
}

/// Why somebody cannot serve on a vehicle.
#[derive(Debug, thiserror::Error)]
pub enum DutyError {
    /// They are on another vehicle then (invariant 6).
    #[error("already on vehicle {0} at that time")]
    Elsewhere(VehicleId),
    /// The store failed, or there is no such vehicle, or it has left, or its trip is cancelled.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(sqlx::FromRow)]
struct ShiftRow {
    vehicle_id: String,
    departs_at: i64,
    arrived_at: Option<i64>,
}

impl From<ShiftRow> for Shift {
    fn from(row: ShiftRow) -> Self {
        let from = Timestamp::from_millis(row.departs_at);
        Self {
            vehicle: VehicleId::new(row.vehicle_id),
            until: row
                .arrived_at
                .map_or_else(|| from.plus(LONGEST_JOURNEY), Timestamp::from_millis),
            from,
        }
    }
}

impl Tx {
    /// Puts somebody on a vehicle's crew, or changes their duty there. Audited.
    ///
    /// # Errors
    /// [`DutyError`]; then nothing was changed.
    pub async fn put_on_crew(
        &mut self,
        vehicle: &VehicleId,
        staff: &StaffId,
        duty: Duty,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), DutyError> {
        let trip = self.trip_at_stop(vehicle).await?;
        let Some(trip) = trip else {
            let why = "the vehicle has left, or never was, or its trip does not run";
            return Err(StoreError::Refused(why.into()).into());
        };
        // Vehicle, trip, person: a departure that moves meanwhile is waited for.
        self.lock_trip(&trip).await?;
        // Two vehicles asking for one person at once meet here.
        let role = rows!(self, fetch_optional, (String,), lock "SELECT role FROM staff WHERE id = $1", staff.as_str())
            .map_err(StoreError::from)?;
        if role.is_none_or(|(role,)| role != Role::Crew.as_str()) {
            return Err(StoreError::Refused("not an account of crew".into()).into());
        }
        let wanted = self.shift(vehicle).await?;
        let others = self.shifts_of(staff).await?;
        if let Some(other) = overlaps(&wanted, &others) {
            return Err(DutyError::Elsewhere(other.vehicle.clone()));
        }
        execute!(
            self,
            "INSERT INTO vehicle_crew (vehicle_id, staff_id, duty, added_by, added_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (vehicle_id, staff_id) DO UPDATE SET duty = excluded.duty, added_by = excluded.added_by, \
             added_at = excluded.added_at",
            vehicle.as_str(),
            staff.as_str(),
            duty.as_str(),
            by.as_str(),
            now.millis(),
        )
        .map_err(StoreError::from)?;
        let subject = format!("vehicle:{vehicle}");
        self.audit(
            by.as_str(),
            "crew.added",
            &subject,
            Some(staff.as_str()),
            now,
        )
        .await?;
        Ok(())
    }

    /// Takes somebody off a vehicle's crew; `false` when they were not on it, or it has left or will not: who
    /// went with it then stands in the record (invariants 6 and 10). Audited.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn take_off_crew(
        &mut self,
        vehicle: &VehicleId,
        staff: &StaffId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        match self.trip_at_stop(vehicle).await? {
            Some(_) => self.part(vehicle, staff, by, now).await,
            None => Ok(false),
        }
    }

    /// Takes those off the crews of a trip, whose departure has just moved, who serve elsewhere at the new time: they
    /// are missed before the doors open, not found to be missing at them (invariant 6). Audited. Call with the trip
    /// locked.
    pub(in crate::store) async fn part_crews(
        &mut self,
        trip: &TripId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<()> {
        let serving = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT c.staff_id, c.vehicle_id FROM vehicle_crew AS c JOIN vehicle AS v ON v.id = c.vehicle_id \
             WHERE v.trip_id = $1 AND v.departed_at IS NULL ORDER BY c.staff_id",
            trip.as_str(),
        )?;
        for (staff, vehicle) in serving {
            let (staff, vehicle) = (StaffId::new(staff), VehicleId::new(vehicle));
            rows!(self, fetch_optional, (String,), lock "SELECT id FROM staff WHERE id = $1", staff.as_str())?;
            let here = self.shift(&vehicle).await?;
            if overlaps(&here, &self.shifts_of(&staff).await?).is_some() {
                self.part(&vehicle, &staff, by, now).await?;
            }
        }
        Ok(())
    }

    async fn part(
        &mut self,
        vehicle: &VehicleId,
        staff: &StaffId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let gone = execute!(
            self,
            "DELETE FROM vehicle_crew WHERE vehicle_id = $1 AND staff_id = $2",
            vehicle.as_str(),
            staff.as_str(),
        )?;
        if gone == 1 {
            let subject = format!("vehicle:{vehicle}");
            let member = Some(staff.as_str());
            self.audit(by.as_str(), "crew.removed", &subject, member, now)
                .await?;
        }
        Ok(gone == 1)
    }

    /// A vehicle's crew, by duty and name.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a duty that is not known.
    pub async fn crew(&mut self, vehicle: &VehicleId) -> Result<Vec<CrewMember>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT c.staff_id, s.name, c.duty FROM vehicle_crew AS c JOIN staff AS s ON s.id = c.staff_id \
             WHERE c.vehicle_id = $1 ORDER BY c.duty, s.name, c.staff_id",
            vehicle.as_str(),
        )?;
        found
            .into_iter()
            .map(|(staff, name, duty)| {
                Ok(CrewMember {
                    duty: word("vehicle_crew", vehicle.as_str(), "duty", &duty, Duty::parse)?,
                    staff: StaffId::new(staff),
                    name,
                })
            })
            .collect()
    }

    /// Checks a vehicle's supplies in, or takes that back, as long as it has not left (invariant 6). Audited.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a vehicle that is not there, or has left.
    pub async fn check_supplies(
        &mut self,
        vehicle: &VehicleId,
        aboard: bool,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<()> {
        let changed = execute!(
            self,
            "UPDATE vehicle SET supplies_at = $1, supplies_by = $2 WHERE id = $3 AND departed_at IS NULL",
            aboard.then_some(now.millis()),
            aboard.then_some(by.as_str()),
            vehicle.as_str(),
        )?;
        if changed == 0 {
            return Err(StoreError::Refused(
                "there is no such vehicle at its stop".into(),
            ));
        }
        let action = match aboard {
            true => "supplies.aboard",
            false => "supplies.not_aboard",
        };
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), action, &subject, None, now).await
    }

    /// The trip of a vehicle that has not left and is to; it does not leave before this transaction ends.
    async fn trip_at_stop(&mut self, vehicle: &VehicleId) -> Result<Option<TripId>> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT trip_id FROM vehicle WHERE id = $1 AND departed_at IS NULL AND EXISTS \
             (SELECT 1 FROM trip t WHERE t.id = vehicle.trip_id AND t.state <> 'cancelled')",
            vehicle.as_str(),
        )?;
        Ok(found.map(|(trip,)| TripId::new(trip)))
    }

    async fn shift(&mut self, vehicle: &VehicleId) -> Result<Shift> {
        let row = rows!(
            self,
            fetch_optional,
            ShiftRow,
            "SELECT v.id AS vehicle_id, t.departs_at, v.arrived_at FROM vehicle AS v JOIN trip AS t ON t.id = v.trip_id \
             WHERE v.id = $1",
            vehicle.as_str(),
        )?;
        row.map(Shift::from)
            .ok_or_else(|| StoreError::Refused("there is no such vehicle".into()))
    }

    async fn shifts_of(&mut self, staff: &StaffId) -> Result<Vec<Shift>> {
        let found = rows!(
            self,
            fetch_all,
            ShiftRow,
            "SELECT v.id AS vehicle_id, t.departs_at, v.arrived_at FROM vehicle_crew AS c \
             JOIN vehicle AS v ON v.id = c.vehicle_id JOIN trip AS t ON t.id = v.trip_id \
             WHERE c.staff_id = $1 AND t.state <> 'cancelled'",
            staff.as_str(),
        )?;
        Ok(found.into_iter().map(Shift::from).collect())
    }
}
