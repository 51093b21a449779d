//! Whether somebody in line may have a seat now, by what they have submitted.

use super::super::db::{Result, Tx, rows};
use super::super::row::{bad, place, word};
use super::TABLE;
use crate::domain::employer::Employer;
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::{EmployerId, WorkerId};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Traveller, Trip, unmet};
use chrono::NaiveDate;

impl Tx {
    /// Whether a seat on `trip` may be held for the worker now, by what they have submitted (invariant 4); `false`
    /// for somebody without a registration in force. Needs no key: of the certificate only its last day counts.
    pub(in crate::store) async fn may_hold(
        &mut self,
        trip: &Trip,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            FactsRow,
            "SELECT id, origin, health_code, certificate_until, employer_id FROM registration \
             WHERE worker_id = $1 AND state IN ('submitted', 'employer_confirmed', 'travel_arranged')",
            worker.as_str(),
        )?;
        let Some(row) = row else { return Ok(false) };
        let (mut employer, mut roster_confirmed) = (None::<Employer>, false);
        if let Some(id) = row.employer_id.clone().map(EmployerId::new) {
            employer = self.employer(&id).await?;
            roster_confirmed = self.roster_confirmed(worker, &id).await?;
        }
        let certificate = row.certificate()?;
        let who = Traveller {
            origin: place(TABLE, &row.id, "origin", &row.origin)?,
            health_code: word(
                TABLE,
                &row.id,
                "health_code",
                &row.health_code,
                HealthCode::parse,
            )?,
            certificate: &certificate,
            employer: employer.as_ref(),
            roster_confirmed,
        };
        Ok(unmet(trip, &who, Stage::Hold, now).is_empty())
    }
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    id: String,
    origin: String,
    health_code: String,
    certificate_until: Option<String>,
    employer_id: Option<String>,
}

impl FactsRow {
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
