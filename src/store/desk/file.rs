//! What is known of a worker at present, masked, in one look.

use super::super::db::{Result, Tx, rows};
use super::super::row::{place, word};
use crate::domain::health::HealthCode;
use crate::domain::id::{EmployerId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::registration::{ConsentKind, RegistrationState};
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use chrono::NaiveDate;

/// A worker's answers and where they stand; numbers masked, the certificate's number not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOf {
    /// Who.
    pub id: WorkerId,
    /// Name, personal data.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// When they first became known.
    pub known_since: Timestamp,
    /// Their registration; none for somebody who is known but has not registered.
    pub registered: Option<Answered>,
}

/// What a worker has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// How far it has come.
    pub state: RegistrationState,
    /// Where they set out from.
    pub origin: PlaceCode,
    /// Employer: which, its name, its district.
    pub employer: Option<(EmployerId, String, PlaceCode)>,
    /// Preferred transport.
    pub mode: Mode,
    /// Health code as last reported.
    pub health_code: HealthCode,
    /// When.
    pub health_observed_at: Timestamp,
    /// Last valid day of the certificate; none while there is none.
    pub certificate_until: Option<NaiveDate>,
    /// When it was last submitted.
    pub submitted_at: Timestamp,
    /// Who of the staff entered it on their behalf.
    pub entered_by: Option<String>,
    /// Whether they wish for a trip that does not run yet.
    pub demand: bool,
}

/// A consent as last given or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// Which.
    pub kind: ConsentKind,
    /// Version of its text.
    pub version: i64,
    /// Given, or refused.
    pub given: bool,
    /// When.
    pub at: Timestamp,
    /// Who of the staff read it out.
    pub read_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    name: String,
    id_mask: String,
    mobile_mask: String,
    created_at: i64,
    #[sqlx(flatten)]
    answers: AnswerRow,
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    state: Option<String>,
    origin: Option<String>,
    mode: Option<String>,
    health_code: Option<String>,
    health_observed_at: Option<i64>,
    certificate_until: Option<String>,
    submitted_at: Option<i64>,
    employer_id: Option<String>,
    employer: Option<String>,
    district: Option<String>,
    entered_by: Option<String>,
    demand_at: Option<i64>,
}

impl AnswerRow {
    /// `None` where there is no registration.
    fn into_answered(self, id: &WorkerId) -> Result<Option<Answered>> {
        let Some(state) = &self.state else {
            return Ok(None);
        };
        let id = id.as_str();
        let text = |column: &Option<String>| column.clone().unwrap_or_default();
        let at = |column: Option<i64>| Timestamp::from_millis(column.unwrap_or_default());
        let employer = match (self.employer_id, self.employer, self.district) {
            (Some(which), Some(name), Some(district)) => {
                let district = place("employer", &which, "district", &district)?;
                Some((EmployerId::new(which), name, district))
            }
            (_, _, _) => None,
        };
        Ok(Some(Answered {
            state: word("registration", id, "state", state, RegistrationState::parse)?,
            origin: place("registration", id, "origin", &text(&self.origin))?,
            mode: word("registration", id, "mode", &text(&self.mode), Mode::parse)?,
            health_code: word(
                "registration",
                id,
                "health_code",
                &text(&self.health_code),
                HealthCode::parse,
            )?,
            health_observed_at: at(self.health_observed_at),
            certificate_until: self.certificate_until.and_then(|day| day.parse().ok()),
            submitted_at: at(self.submitted_at),
            entered_by: self.entered_by,
            demand: self.demand_at.is_some(),
            employer,
        }))
    }
}

impl Tx {
    /// A worker's file; `None` when there is no such worker.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn file_of(&mut self, id: &WorkerId) -> Result<Option<FileOf>> {
        let row = rows!(
            self,
            fetch_optional,
            FileRow,
            "SELECT w.name, w.id_mask, w.mobile_mask, w.created_at, r.state, r.origin, r.mode, r.health_code, \
             r.health_observed_at, r.certificate_until, r.submitted_at, e.id AS employer_id, e.name AS employer, \
             e.district, b.name AS entered_by, d.at AS demand_at \
             FROM worker w LEFT JOIN registration r ON r.worker_id = w.id LEFT JOIN employer e ON e.id = r.employer_id \
             LEFT JOIN staff b ON b.id = r.by_staff LEFT JOIN demand d ON d.worker_id = w.id WHERE w.id = $1",
            id.as_str(),
        )?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(FileOf {
            registered: row.answers.into_answered(id)?,
            id: id.clone(),
            name: row.name,
            id_mask: row.id_mask,
            mobile_mask: row.mobile_mask,
            known_since: Timestamp::from_millis(row.created_at),
        }))
    }

    /// The district whose business a worker is, that of their employer: the outer `None` when there is no such
    /// worker, the inner when they have no employer and are everybody's.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn district_of(&mut self, id: &WorkerId) -> Result<Option<Option<PlaceCode>>> {
        let row = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT e.district FROM worker w LEFT JOIN registration r ON r.worker_id = w.id \
             LEFT JOIN employer e ON e.id = r.employer_id WHERE w.id = $1",
            id.as_str(),
        )?;
        let district = |code: String| place("employer", id.as_str(), "district", &code);
        row.map(|(code,)| code.map(district).transpose())
            .transpose()
    }

    /// What a worker has last said to each consent, in whichever chat.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn consents_of(&mut self, worker: &WorkerId) -> Result<Vec<Consented>> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64, bool, i64, Option<String>),
            "SELECT k.kind, k.version, k.given, k.at, s.name FROM consent k JOIN chat c ON c.id = k.chat_id \
             LEFT JOIN staff s ON s.id = k.by_staff WHERE c.worker_id = $1 ORDER BY k.id",
            worker.as_str(),
        )?;
        let mut all: Vec<Consented> = Vec::new();
        for (kind, version, given, at, read_by) in found {
            let kind = word(
                "consent",
                worker.as_str(),
                "kind",
                &kind,
                ConsentKind::parse,
            )?;
            all.retain(|other| other.kind != kind);
            all.push(Consented {
                kind,
                version,
                given,
                at: Timestamp::from_millis(at),
                read_by,
            });
        }
        Ok(all)
    }
}
