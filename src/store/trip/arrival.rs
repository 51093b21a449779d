//! The employer's word that its people have arrived, vehicle by vehicle.
//!
//! Races: two people of one firm who sign at once meet at the primary key; the second is told.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::{json, to_json};
use crate::domain::id::{EmployerId, StaffId, VehicleId, WorkerId};
use crate::domain::time::Timestamp;

/// What an employer has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// The employer.
    pub employer: EmployerId,
    /// Its name.
    pub employer_name: String,
    /// What is shown on the vehicle's windscreen.
    pub label: String,
    /// Code of its trip.
    pub code: String,
    /// People who were aboard or had a seat when the vehicle left.
    pub expected: i64,
    /// Of them, those who have arrived.
    pub arrived: i64,
    /// Of them, those who have not.
    pub missing: Vec<WorkerId>,
    /// The employer's remark.
    pub remark: Option<String>,
    /// Name of who signed.
    pub signed_by: String,
    /// When.
    pub signed_at: Timestamp,
}

/// A vehicle that is there, with people of one employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVehicle {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// What is shown on its windscreen.
    pub label: String,
    /// Code of its trip.
    pub code: String,
    /// When it left.
    pub departed_at: Option<Timestamp>,
    /// When it was there.
    pub arrived_at: Option<Timestamp>,
    /// The employer's people who went aboard.
    pub boarded: i64,
    /// Whether the employer has signed.
    pub signed: bool,
}

/// Why an arrival is not signed.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError {
    /// The vehicle is not there yet.
    #[error("the vehicle has not arrived")]
    NotArrived,
    /// The employer has nobody on it.
    #[error("the employer has nobody on it")]
    Nobody,
    /// It is signed already.
    #[error("it is signed already")]
    Signed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type ArrivalRow = (
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    String,
    Option<String>,
    String,
    i64,
);

impl Tx {
    /// Vehicles that have left with people of an employer, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn vehicles_of_employer(&mut self, employer: &EmployerId) -> Result<Vec<OwnVehicle>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, Option<i64>, Option<i64>, i64, i64),
            "SELECT v.id, v.label, t.code, v.departed_at, v.arrived_at, \
             COUNT(CASE WHEN s.state = 'boarded' THEN 1 END), \
             (SELECT COUNT(*) FROM arrival a WHERE a.vehicle_id = v.id AND a.employer_id = $1) \
             FROM vehicle v JOIN trip t ON t.id = v.trip_id JOIN seat s ON s.vehicle_id = v.id \
             JOIN registration r ON r.worker_id = s.worker_id \
             WHERE r.employer_id = $1 AND s.state IN ('reserved', 'confirmed', 'boarded') AND t.state <> 'draft' \
             GROUP BY v.id, v.label, t.code, v.departed_at, v.arrived_at, t.departs_at, v.ordinal \
             ORDER BY t.departs_at DESC, v.ordinal",
            employer.as_str(),
        )?;
        let one = |(id, label, code, departed, arrived, boarded, signed): (
            String,
            String,
            String,
            Option<i64>,
            Option<i64>,
            i64,
            i64,
        )| OwnVehicle {
            vehicle: VehicleId::new(id),
            label,
            code,
            departed_at: departed.map(Timestamp::from_millis),
            arrived_at: arrived.map(Timestamp::from_millis),
            boarded,
            signed: signed > 0,
        };
        Ok(found.into_iter().map(one).collect())
    }

    /// People of an employer who did not come to a vehicle: their seats were given up when it left. By name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn no_shows_of(
        &mut self,
        vehicle: &VehicleId,
        employer: &EmployerId,
    ) -> Result<Vec<(WorkerId, String)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT DISTINCT w.id, w.name FROM seat_event x JOIN seat s ON s.id = x.seat_id \
             JOIN worker w ON w.id = x.worker_id JOIN registration r ON r.worker_id = w.id \
             WHERE s.vehicle_id = $1 AND x.what = 'no_show' AND r.employer_id = $2 ORDER BY w.name, w.id",
            vehicle.as_str(),
            employer.as_str(),
        )?;
        let one = |(id, name): (String, String)| (WorkerId::new(id), name);
        Ok(found.into_iter().map(one).collect())
    }

    /// Writes an employer's word: of its people aboard, those named have arrived. Names that are not its people are
    /// passed over. Audited.
    ///
    /// # Errors
    /// [`ArrivalError`]; then nothing was changed.
    pub async fn sign_arrival(
        &mut self,
        vehicle: &VehicleId,
        employer: &EmployerId,
        arrived: &[WorkerId],
        remark: &str,
        (by, at): (&StaffId, Timestamp),
    ) -> Result<(), ArrivalError> {
        let there = self.vehicle(vehicle).await?;
        if there.is_none_or(|vehicle| vehicle.arrived_at.is_none()) {
            return Err(ArrivalError::NotArrived);
        }
        let aboard = self.listed_on(vehicle, Some(employer)).await?;
        let no_shows = self.no_shows_of(vehicle, employer).await?;
        let all: Vec<_> = aboard
            .into_iter()
            .map(|one| one.worker)
            .chain(no_shows.into_iter().map(|(worker, _)| worker))
            .collect();
        if all.is_empty() {
            return Err(ArrivalError::Nobody);
        }
        let missing: Vec<_> = all.iter().filter(|one| !arrived.contains(one)).collect();
        let remark = remark.trim();
        let written = execute!(
            self,
            "INSERT INTO arrival (vehicle_id, employer_id, expected, arrived, missing, remark, signed_by, signed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (vehicle_id, employer_id) DO NOTHING",
            vehicle.as_str(),
            employer.as_str(),
            all.len() as i64,
            (all.len() - missing.len()) as i64,
            to_json(&missing)?,
            (!remark.is_empty()).then(|| remark.to_owned()),
            by.as_str(),
            at.millis(),
        )
        .map_err(StoreError::from)?;
        if written == 0 {
            return Err(ArrivalError::Signed);
        }
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), "arrival.signed", &subject, None, at)
            .await?;
        Ok(())
    }

    /// What employers have signed for a vehicle, by employer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn arrivals(&mut self, vehicle: &VehicleId) -> Result<Vec<Arrival>> {
        let found = rows!(
            self,
            fetch_all,
            ArrivalRow,
            "SELECT a.vehicle_id, a.employer_id, e.name, v.label, t.code, a.expected, a.arrived, a.missing, a.remark, \
             s.name, a.signed_at FROM arrival a JOIN employer e ON e.id = a.employer_id \
             JOIN vehicle v ON v.id = a.vehicle_id JOIN trip t ON t.id = v.trip_id \
             JOIN staff s ON s.id = a.signed_by WHERE a.vehicle_id = $1 ORDER BY e.name",
            vehicle.as_str(),
        )?;
        found.into_iter().map(arrival).collect()
    }
}

fn arrival(row: ArrivalRow) -> Result<Arrival> {
    let (vehicle, employer, employer_name, label, code, expected, arrived, missing, remark, by, at) =
        row;
    Ok(Arrival {
        missing: json("arrival", &vehicle, "missing", &missing)?,
        vehicle: VehicleId::new(vehicle),
        employer: EmployerId::new(employer),
        employer_name,
        label,
        code,
        expected,
        arrived,
        remark,
        signed_by: by,
        signed_at: Timestamp::from_millis(at),
    })
}
