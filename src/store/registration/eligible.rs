//! Whether somebody in line may have a seat now, by what they have submitted.

use super::super::db::{Result, Tx, rows};
use super::super::row::{bad, place, word};
use super::TABLE;
use crate::domain::employer::Employer;
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::{EmployerId, VehicleId, WorkerId};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Traveller, Trip, Unmet, unmet};
use chrono::NaiveDate;
use std::collections::HashMap;

impl Tx {
    /// What a worker lacks for a trip at a stage, by what they have submitted and, where it is given, the health code
    /// seen just now; `None` for somebody without a registration in force. Needs no key: of the certificate only its
    /// last day counts.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn lacks(
        &mut self,
        trip: &Trip,
        worker: &WorkerId,
        (stage, seen): (Stage, Option<HealthCode>),
        now: Timestamp,
    ) -> Result<Option<Vec<Unmet>>> {
        let row = rows!(
            self,
            fetch_optional,
            FactsRow,
            "SELECT id, origin, health_code, health_observed_at, certificate_until, employer_id FROM registration \
             WHERE worker_id = $1 AND state IN ('submitted', 'employer_confirmed', 'travel_arranged', 'travelling')",
            worker.as_str(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let (mut employer, mut roster_confirmed) = (None::<Employer>, false);
        if let Some(id) = row.employer_id.clone().map(EmployerId::new) {
            employer = self.employer(&id).await?;
            roster_confirmed = self.roster_confirmed(worker, &id).await?;
        }
        let certificate = row.certificate()?;
        let waived = self.waived(worker, &trip.id).await?;
        let (health_code, health_observed_at) = match seen {
            Some(code) => (code, now),
            None => row.health()?,
        };
        let who = Traveller {
            origin: place(TABLE, &row.id, "origin", &row.origin)?,
            health_code,
            health_observed_at,
            certificate: &certificate,
            employer: employer.as_ref(),
            roster_confirmed,
            waived: &waived,
        };
        Ok(Some(unmet(trip, &who, stage, now)))
    }

    /// What each worker with a seat on a vehicle lacks to go aboard, were their health code seen to be green now; who
    /// has no registration in force is missing.
    pub(in crate::store) async fn lacks_at_door(
        &mut self,
        trip: &Trip,
        vehicle: &VehicleId,
        now: Timestamp,
    ) -> Result<HashMap<WorkerId, Vec<Unmet>>> {
        let found = rows!(
            self,
            fetch_all,
            AtDoorRow,
            "SELECT r.id, r.origin, r.health_code, r.health_observed_at, r.certificate_until, r.employer_id, \
             r.worker_id, EXISTS (SELECT 1 FROM roster_line AS l WHERE l.worker_id = r.worker_id \
             AND l.employer_id = r.employer_id AND l.state = 'confirmed') AS confirmed \
             FROM registration AS r JOIN seat AS s ON s.worker_id = r.worker_id WHERE s.vehicle_id = $1 \
             AND r.state IN ('submitted', 'employer_confirmed', 'travel_arranged', 'travelling')",
            vehicle.as_str(),
        )?;
        let waived = self.waived_on(&trip.id).await?;
        let mut employers: HashMap<EmployerId, Option<Employer>> = HashMap::new();
        let mut all = HashMap::new();
        for AtDoorRow {
            facts,
            worker_id,
            confirmed,
        } in found
        {
            let mut employer = None;
            if let Some(id) = facts.employer_id.clone().map(EmployerId::new) {
                if !employers.contains_key(&id) {
                    let read = self.employer(&id).await?;
                    employers.insert(id.clone(), read);
                }
                employer = employers.get(&id).and_then(Option::as_ref);
            }
            let certificate = facts.certificate()?;
            let worker = WorkerId::new(worker_id);
            let who = Traveller {
                origin: place(TABLE, &facts.id, "origin", &facts.origin)?,
                health_code: HealthCode::Green,
                health_observed_at: now,
                certificate: &certificate,
                employer,
                roster_confirmed: confirmed,
                waived: waived.get(&worker).map_or(&[], Vec::as_slice),
            };
            let lacks = unmet(trip, &who, Stage::Board, now);
            all.insert(worker, lacks);
        }
        Ok(all)
    }
}

#[derive(sqlx::FromRow)]
struct AtDoorRow {
    #[sqlx(flatten)]
    facts: FactsRow,
    worker_id: String,
    confirmed: bool,
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    id: String,
    origin: String,
    health_code: String,
    health_observed_at: i64,
    certificate_until: Option<String>,
    employer_id: Option<String>,
}

impl FactsRow {
    fn health(&self) -> Result<(HealthCode, Timestamp)> {
        let code = word(
            TABLE,
            &self.id,
            "health_code",
            &self.health_code,
            HealthCode::parse,
        )?;
        Ok((code, Timestamp::from_millis(self.health_observed_at)))
    }

    /// The certificate as far as its validity goes; its number stays sealed.
    fn certificate(&self) -> Result<Certificate> {
        let Some(until) = &self.certificate_until else {
            return Ok(Certificate::Absent);
        };
        let valid_until: NaiveDate = until
            .parse()
            .map_err(|_| bad(TABLE, &self.id, "certificate_until", until))?;
        Ok(Certificate::Numbered {
            number: String::new(),
            valid_until,
        })
    }
}
