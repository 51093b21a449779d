//! The employer's word that its people have arrived, vehicle by vehicle.
//!
//! Races: two people of one firm who sign at once meet at the primary key; the second is told.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::{json, to_json};
use crate::domain::arrival::Difference;
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
    /// Where that differs from what the door knew, and who did not travel at all; the gravest first.
    pub differences: Vec<Differing>,
    /// The employer's remark.
    pub remark: Option<String>,
    /// Name of who signed.
    pub signed_by: String,
    /// When.
    pub signed_at: Timestamp,
}

/// Somebody over whom an employer's word differs from the door's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Who.
    pub worker: WorkerId,
    /// Their name; personal data.
    pub name: String,
    /// How.
    pub what: Difference,
}

/// People on a vehicle for whom nobody has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// Name of their employer; none where they have named no employer, so that nobody will sign.
    pub employer: Option<String>,
    /// How many had a seat when the vehicle left.
    pub people: i64,
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

#[derive(sqlx::FromRow)]
struct ArrivalRow {
    vehicle_id: String,
    employer_id: String,
    employer_name: String,
    label: String,
    code: String,
    expected: i64,
    arrived: i64,
    missing: String,
    came: String,
    remark: Option<String>,
    signed_by: String,
    signed_at: i64,
}

impl Tx {
    /// Vehicles with people of an employer, the newest first; one that left without any of them as well.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn vehicles_of_employer(&mut self, employer: &EmployerId) -> Result<Vec<OwnVehicle>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, Option<i64>, Option<i64>, i64, i64),
            "SELECT v.id, v.label, t.code, v.departed_at, v.arrived_at, \
             (SELECT COUNT(*) FROM seat s JOIN registration r ON r.worker_id = s.worker_id \
             WHERE s.vehicle_id = v.id AND s.state = 'boarded' AND r.employer_id = $1), \
             (SELECT COUNT(*) FROM arrival a WHERE a.vehicle_id = v.id AND a.employer_id = $1) \
             FROM vehicle v JOIN trip t ON t.id = v.trip_id WHERE t.state <> 'draft' AND (v.id IN \
             (SELECT s.vehicle_id FROM seat s JOIN registration r ON r.worker_id = s.worker_id \
             WHERE r.employer_id = $1 AND s.state IN ('reserved', 'confirmed', 'boarded')) \
             OR (v.departed_at IS NOT NULL AND v.id IN (SELECT s.vehicle_id FROM registration r \
             JOIN seat_event x ON x.worker_id = r.worker_id JOIN seat s ON s.id = x.seat_id \
             WHERE r.employer_id = $1 AND x.what = 'no_show'))) ORDER BY t.departs_at DESC, v.ordinal",
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
        let absent = self.no_shows_on(vehicle, Some(employer)).await?;
        let expected = aboard.len() + absent.len();
        if expected == 0 {
            return Err(ArrivalError::Nobody);
        }
        let (came, absent): (Vec<_>, Vec<_>) = absent
            .into_iter()
            .map(|one| one.worker)
            .partition(|one| arrived.contains(one));
        let aboard = aboard.into_iter().map(|one| one.worker);
        let lost = aboard.filter(|one| !arrived.contains(one));
        let missing: Vec<_> = lost.chain(absent).collect();
        let remark = remark.trim();
        let written = execute!(
            self,
            "INSERT INTO arrival (vehicle_id, employer_id, expected, arrived, missing, came, remark, signed_by, signed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (vehicle_id, employer_id) DO NOTHING",
            vehicle.as_str(),
            employer.as_str(),
            expected as i64,
            (expected - missing.len()) as i64,
            to_json(&missing)?,
            to_json(&came)?,
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
            "SELECT a.vehicle_id, a.employer_id, e.name AS employer_name, v.label, t.code, a.expected, a.arrived, \
             a.missing, a.came, a.remark, s.name AS signed_by, a.signed_at \
             FROM arrival a JOIN employer e ON e.id = a.employer_id \
             JOIN vehicle v ON v.id = a.vehicle_id JOIN trip t ON t.id = v.trip_id \
             JOIN staff s ON s.id = a.signed_by WHERE a.vehicle_id = $1 ORDER BY e.name",
            vehicle.as_str(),
        )?;
        // Of every employer: who names another one since is still a no-show.
        let no_shows = self.no_shows_on(vehicle, None).await?;
        let no_shows: Vec<_> = no_shows.into_iter().map(|one| one.worker).collect();
        let mut arrivals = Vec::new();
        for row in found {
            let missing: Vec<WorkerId> = json("arrival", &row.vehicle_id, "missing", &row.missing)?;
            let came: Vec<WorkerId> = json("arrival", &row.vehicle_id, "came", &row.came)?;
            let missing = missing.into_iter().map(|one| (one, false));
            let mut differences = Vec::new();
            for (worker, arrived) in missing.chain(came.into_iter().map(|one| (one, true))) {
                let aboard = !no_shows.contains(&worker);
                let Some(what) = Difference::of(aboard, arrived) else {
                    continue;
                };
                let name = self.worker_name(&worker).await?;
                differences.push(Differing { worker, name, what });
            }
            differences.sort_by_key(|one| one.what);
            arrivals.push(row.into_arrival(differences));
        }
        Ok(arrivals)
    }

    /// For whom nobody has signed on a vehicle that is there, by employer; those without one last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unsigned(&mut self, vehicle: &VehicleId) -> Result<Vec<Unsigned>> {
        let found = rows!(
            self,
            fetch_all,
            (Option<String>, i64),
            "SELECT e.name, COUNT(*) FROM (SELECT s.worker_id FROM seat s WHERE s.vehicle_id = $1 \
             AND s.state IN ('reserved', 'confirmed', 'boarded') UNION SELECT x.worker_id FROM seat_event x \
             JOIN seat s ON s.id = x.seat_id WHERE s.vehicle_id = $1 AND x.what = 'no_show') AS p \
             LEFT JOIN registration r ON r.worker_id = p.worker_id LEFT JOIN employer e ON e.id = r.employer_id \
             WHERE NOT EXISTS (SELECT 1 FROM arrival a WHERE a.vehicle_id = $1 AND a.employer_id = e.id) \
             GROUP BY e.id, e.name ORDER BY CASE WHEN e.name IS NULL THEN 1 ELSE 0 END, e.name",
            vehicle.as_str(),
        )?;
        let one = |(employer, people)| Unsigned { employer, people };
        Ok(found.into_iter().map(one).collect())
    }
}

impl ArrivalRow {
    fn into_arrival(self, differences: Vec<Differing>) -> Arrival {
        Arrival {
            vehicle: VehicleId::new(self.vehicle_id),
            employer: EmployerId::new(self.employer_id),
            employer_name: self.employer_name,
            label: self.label,
            code: self.code,
            expected: self.expected,
            arrived: self.arrived,
            differences,
            remark: self.remark,
            signed_by: self.signed_by,
            signed_at: Timestamp::from_millis(self.signed_at),
        }
    }
}
