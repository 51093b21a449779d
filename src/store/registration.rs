//! Registrations: a worker's submitted answers, one row a worker, and the wishes that nothing runs for.
//!
//! Races: everything here is about one worker; call it with the worker locked, which
//! [`Tx::upsert_worker`](super::Tx::upsert_worker) has done already.

mod eligible;
#[cfg(test)]
mod tests;

use super::db::{Result, StoreError, Tx, execute, rows};
use super::row::{place, to_json, word};
use super::{Store, fresh_id};
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::{ChatId, EmployerId, RegistrationId, RosterLineId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::registration::{RegistrationState, Submission};
use crate::domain::roster::RosterState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use chrono::NaiveDate;

/// Context of the sealed certificate.
pub(super) const CERTIFICATE: &str = "registration.certificate";

/// A registration as stored; name and numbers are the worker's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Identifier.
    pub id: RegistrationId,
    /// Whose.
    pub worker: WorkerId,
    /// How far it has come.
    pub state: RegistrationState,
    /// Where they set out from.
    pub origin: PlaceCode,
    /// Employer, or none yet.
    pub employer: Option<EmployerId>,
    /// Preferred transport.
    pub mode: Mode,
    /// Health code as last reported.
    pub health_code: HealthCode,
    /// When it was reported.
    pub health_observed_at: Timestamp,
    /// Health certificate.
    pub certificate: Certificate,
    /// When it was last submitted.
    pub submitted_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    id: String,
    worker_id: String,
    state: String,
    origin: String,
    employer_id: Option<String>,
    mode: String,
    health_code: String,
    health_observed_at: i64,
    certificate_sealed: Vec<u8>,
    submitted_at: i64,
}

const TABLE: &str = "registration";

impl RegistrationRow {
    fn into_registration(self, store: &Store) -> Result<Registration> {
        let id = &self.id;
        let opened = store.keys().open(CERTIFICATE, &self.certificate_sealed);
        let certificate = opened
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or_else(|| StoreError::BadRow {
                table: TABLE,
                id: id.clone(),
                what: "certificate_sealed cannot be read; was it written under another key?".into(),
            })?;
        Ok(Registration {
            worker: WorkerId::new(self.worker_id),
            state: word(TABLE, id, "state", &self.state, RegistrationState::parse)?,
            origin: place(TABLE, id, "origin", &self.origin)?,
            employer: self.employer_id.map(EmployerId::new),
            mode: word(TABLE, id, "mode", &self.mode, Mode::parse)?,
            health_code: word(
                TABLE,
                id,
                "health_code",
                &self.health_code,
                HealthCode::parse,
            )?,
            health_observed_at: Timestamp::from_millis(self.health_observed_at),
            certificate,
            submitted_at: Timestamp::from_millis(self.submitted_at),
            id: RegistrationId::new(self.id),
        })
    }
}

impl Tx {
    /// Stores a submission as the worker's registration, over an earlier one, and the claim that goes with it on
    /// the employer's roster, which is confirmed at once where HR has declared the worker; an undecided claim on
    /// another employer's roster goes. What HR has decided stays
    /// (invariant 10), and while the employer stays the same so does the progress that rests on it.
    ///
    /// # Errors
    /// [`StoreError::Db`]; a worker, chat or employer that does not exist is one.
    pub async fn save_registration(
        &mut self,
        store: &Store,
        worker: &WorkerId,
        chat: &ChatId,
        answers: &Submission,
        now: Timestamp,
    ) -> Result<RegistrationId> {
        let certificate = to_json(&answers.certificate)?;
        let (id,) = rows!(
            self,
            fetch_one,
            (String,),
            "INSERT INTO registration (id, worker_id, chat_id, state, origin, employer_id, mode, health_code, \
             health_observed_at, certificate_sealed, certificate_until, submitted_at, updated_at) \
             VALUES ($1, $2, $3, 'submitted', $4, $5, $6, $7, $8, $9, $10, $11, $11) \
             ON CONFLICT (worker_id) DO UPDATE SET chat_id = excluded.chat_id, \
             state = CASE WHEN registration.employer_id IS NOT DISTINCT FROM excluded.employer_id \
             AND registration.state IN ('employer_confirmed', 'travel_arranged', 'travelling') \
             THEN registration.state ELSE excluded.state END, \
             origin = excluded.origin, employer_id = excluded.employer_id, mode = excluded.mode, \
             health_code = excluded.health_code, health_observed_at = excluded.health_observed_at, \
             certificate_sealed = excluded.certificate_sealed, certificate_until = excluded.certificate_until, \
             submitted_at = excluded.submitted_at, updated_at = excluded.updated_at, by_staff = NULL RETURNING id",
            fresh_id(),
            worker.as_str(),
            chat.as_str(),
            answers.origin.to_string(),
            answers.employer.as_ref().map(|e| e.as_str().to_owned()),
            answers.mode.as_str(),
            answers.health_code.as_str(),
            answers.health_observed_at.millis(),
            store.keys().seal(CERTIFICATE, certificate.as_bytes()),
            valid_until(&answers.certificate).map(|day| day.to_string()),
            now.millis(),
        )?;
        self.claim_employer(worker, answers.employer.as_ref(), now)
            .await?;
        if let Some(employer) = &answers.employer {
            self.confirm_if_declared(worker, employer, chat, now)
                .await?;
        }
        Ok(RegistrationId::new(id))
    }

    async fn claim_employer(
        &mut self,
        worker: &WorkerId,
        employer: Option<&EmployerId>,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "DELETE FROM roster_line WHERE worker_id = $1 AND state = 'claimed' AND employer_id <> $2",
            worker.as_str(),
            employer.map_or("", EmployerId::as_str),
        )?;
        if let Some(employer) = employer {
            execute!(
                self,
                "INSERT INTO roster_line (id, employer_id, worker_id, state, created_at) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (employer_id, worker_id) DO UPDATE \
                 SET state = excluded.state, reason = NULL, decided_by = NULL, decided_at = NULL, \
                 created_at = excluded.created_at, due_at = NULL, lapsed_at = NULL \
                 WHERE roster_line.state IN ('rejected', 'replaced')",
                fresh_id(),
                employer.as_str(),
                worker.as_str(),
                RosterState::Claimed.as_str(),
                now.millis(),
            )?;
        }
        Ok(())
    }

    /// Takes a claim back that HR has not answered yet.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn withdraw_claim(&mut self, worker: &WorkerId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM roster_line WHERE worker_id = $1 AND state = 'claimed'",
            worker.as_str(),
        )?;
        Ok(())
    }

    /// The worker's registration, if they have submitted one.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] when the certificate was sealed under another key.
    pub async fn registration(
        &mut self,
        store: &Store,
        worker: &WorkerId,
    ) -> Result<Option<Registration>> {
        let row = rows!(
            self,
            fetch_optional,
            RegistrationRow,
            "SELECT id, worker_id, state, origin, employer_id, mode, health_code, health_observed_at, \
             certificate_sealed, submitted_at FROM registration WHERE worker_id = $1",
            worker.as_str(),
        )?;
        row.map(|row| row.into_registration(store)).transpose()
    }

    /// Moves the worker's registration to `state`; `false` when there is none.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn set_registration_state(
        &mut self,
        worker: &WorkerId,
        state: RegistrationState,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE registration SET state = $1, updated_at = $2 WHERE worker_id = $3",
            state.as_str(),
            now.millis(),
            worker.as_str(),
        )?;
        Ok(changed == 1)
    }

    /// Notes a health code as reported now; `false` when there is no registration.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn set_health(
        &mut self,
        worker: &WorkerId,
        code: HealthCode,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE registration SET health_code = $1, health_observed_at = $2, updated_at = $2 WHERE worker_id = $3",
            code.as_str(),
            now.millis(),
            worker.as_str(),
        )?;
        Ok(changed == 1)
    }

    /// Records a wish that nothing runs for, in place of an earlier one: what the next trips are planned from.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn record_demand(
        &mut self,
        worker: &WorkerId,
        origin: PlaceCode,
        employer: Option<&EmployerId>,
        mode: Mode,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO demand (worker_id, origin, employer_id, mode, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (worker_id) DO UPDATE SET origin = excluded.origin, employer_id = excluded.employer_id, \
             mode = excluded.mode, at = excluded.at",
            worker.as_str(),
            origin.to_string(),
            employer.map(|e| e.as_str().to_owned()),
            mode.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Forgets the worker's wish, because it was met or taken back.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn clear_demand(&mut self, worker: &WorkerId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM demand WHERE worker_id = $1",
            worker.as_str()
        )?;
        Ok(())
    }

    /// The worker's line on the roster of the employer they registered for, whatever its state.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn roster_line_of(&mut self, worker: &WorkerId) -> Result<Option<RosterLineId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT l.id FROM roster_line l JOIN registration r ON r.worker_id = l.worker_id \
             AND r.employer_id = l.employer_id WHERE l.worker_id = $1",
            worker.as_str()
        )?;
        Ok(row.map(|(id,)| RosterLineId::new(id)))
    }

    /// Whether the worker's wish to travel is recorded.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn has_demand(&mut self, worker: &WorkerId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT at FROM demand WHERE worker_id = $1",
            worker.as_str()
        )?;
        Ok(row.is_some())
    }

    /// Whether this employer's HR has confirmed the worker (invariant 5).
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn roster_confirmed(
        &mut self,
        worker: &WorkerId,
        employer: &EmployerId,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM roster_line WHERE employer_id = $1 AND worker_id = $2 AND state = 'confirmed'",
            employer.as_str(),
            worker.as_str(),
        )?;
        Ok(row.is_some())
    }
}

/// Last valid day of a certificate, kept in clear beside the sealed whole.
pub(super) fn valid_until(certificate: &Certificate) -> Option<NaiveDate> {
    match certificate {
        Certificate::Absent => None,
        Certificate::Numbered { valid_until, .. } | Certificate::Photo { valid_until, .. } => {
            Some(*valid_until)
        }
    }
}
