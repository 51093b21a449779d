//! Rosters: who claims to work for an employer, and what HR answers.
//!
//! Races: two decisions on one line meet at its worker, which is locked first as everywhere; the second finds the
//! line decided. A decision and the worker's own change of employer meet there too.

mod decide;
mod judge;
mod replace;
mod stage;
mod upload;
mod upload_rows;
mod watch;

pub use decide::DecideError;
pub use replace::{Passed, ReplaceError};
pub(super) use stage::declared_only;
pub use stage::{Declared, RosterError, RosterStatus};
pub use upload::{Refused, UPLOAD_LIFE, Upload, UploadCounts, UploadOutcome, UploadRow};
pub use watch::Waiting;

use super::db::{Result, Tx, rows};
use super::row::{place, word};
use crate::domain::employer::Employer;
use crate::domain::id::{EmployerId, RosterLineId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::roster::{RosterStage, RosterState};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;

/// One worker's line on a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterLine {
    /// The line.
    pub id: RosterLineId,
    /// Whose roster.
    pub employer: EmployerId,
    /// The worker.
    pub worker: WorkerId,
    /// Their name.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Where they set out from, where they have registered.
    pub origin: Option<PlaceCode>,
    /// What HR says.
    pub state: RosterState,
    /// HR's reason for a rejection.
    pub reason: Option<String>,
    /// Name of who decided.
    pub decided_by: Option<String>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// When the worker named this employer.
    pub since: Timestamp,
    /// Until when HR is to answer, where there is a deadline.
    pub due_at: Option<Timestamp>,
    /// The seat they have.
    pub seat: Option<RosterSeat>,
}

/// The seat of a worker on a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterSeat {
    /// Code of the trip.
    pub trip: String,
    /// Its departure.
    pub departs_at: Timestamp,
    /// Label of the seat.
    pub label: String,
    /// State of the seat.
    pub state: SeatState,
}

/// How many lines of an employer stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterCount {
    /// The employer.
    pub employer: EmployerId,
    /// Its name.
    pub name: String,
    /// Its district.
    pub district: PlaceCode,
    /// Lines HR has not answered.
    pub claimed: i64,
    /// Lines HR has confirmed.
    pub confirmed: i64,
    /// Lines HR has rejected.
    pub rejected: i64,
    /// Lines HR has not answered in time.
    pub overdue: i64,
    /// How far the roster has come, once somebody was declared.
    pub stage: Option<RosterStage>,
}

impl RosterCount {
    /// Of an employer of which nothing is known yet.
    pub fn none(employer: &Employer) -> Self {
        Self {
            employer: employer.id.clone(),
            name: employer.name.clone(),
            district: employer.district,
            claimed: 0,
            confirmed: 0,
            rejected: 0,
            overdue: 0,
            stage: None,
        }
    }
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: String,
    employer_id: String,
    worker_id: String,
    state: String,
    reason: Option<String>,
    decided_at: Option<i64>,
    created_at: i64,
    due_at: Option<i64>,
    name: String,
    id_mask: String,
    mobile_mask: String,
    origin: Option<String>,
    decided_by: Option<String>,
    trip: Option<String>,
    departs_at: Option<i64>,
    seat: Option<String>,
    seat_state: Option<String>,
}

impl LineRow {
    fn into_line(self) -> Result<RosterLine> {
        let origin = self.origin.as_deref();
        let origin = origin
            .map(|code| place("registration", &self.id, "origin", code))
            .transpose()?;
        let seat_state = self.seat_state.as_deref();
        let seat_state = seat_state
            .map(|state| word("seat", &self.id, "state", state, SeatState::parse))
            .transpose()?;
        let seat = match (self.trip, self.departs_at, self.seat, seat_state) {
            (Some(trip), Some(departs_at), Some(label), Some(state)) => Some(RosterSeat {
                trip,
                departs_at: Timestamp::from_millis(departs_at),
                label,
                state,
            }),
            _ => None,
        };
        Ok(RosterLine {
            state: word(
                "roster_line",
                &self.id,
                "state",
                &self.state,
                RosterState::parse,
            )?,
            id: RosterLineId::new(self.id),
            employer: EmployerId::new(self.employer_id),
            worker: WorkerId::new(self.worker_id),
            name: self.name,
            id_mask: self.id_mask,
            mobile_mask: self.mobile_mask,
            origin,
            reason: self.reason,
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(Timestamp::from_millis),
            since: Timestamp::from_millis(self.created_at),
            due_at: self.due_at.map(Timestamp::from_millis),
            seat,
        })
    }
}

macro_rules! line_sql {
    ($tail:literal) => {
        concat!(
            "SELECT l.id, l.employer_id, l.worker_id, l.state, l.reason, l.decided_at, l.created_at, l.due_at, \
                    w.name, w.id_mask, w.mobile_mask, r.origin, d.name AS decided_by, \
                    t.code AS trip, t.departs_at, s.label AS seat, s.state AS seat_state \
             FROM roster_line l JOIN worker w ON w.id = l.worker_id \
             LEFT JOIN registration r ON r.worker_id = l.worker_id \
             LEFT JOIN staff d ON d.id = l.decided_by \
             LEFT JOIN seat s ON s.worker_id = l.worker_id \
             LEFT JOIN trip t ON t.id = s.trip_id ",
            $tail
        )
    };
}

impl Tx {
    /// An employer's roster: the undecided first, then by when the claim was made.
    pub async fn roster(&mut self, employer: &EmployerId) -> Result<Vec<RosterLine>> {
        let found = rows!(
            self,
            fetch_all,
            LineRow,
            line_sql!(
                "WHERE l.employer_id = $1 \
                 ORDER BY CASE l.state WHEN 'claimed' THEN 0 ELSE 1 END, l.created_at, l.id"
            ),
            employer.as_str(),
        )?;
        found.into_iter().map(LineRow::into_line).collect()
    }

    /// One line.
    pub async fn roster_line(&mut self, id: &RosterLineId) -> Result<Option<RosterLine>> {
        let row = rows!(
            self,
            fetch_optional,
            LineRow,
            line_sql!("WHERE l.id = $1"),
            id.as_str()
        )?;
        row.map(LineRow::into_line).transpose()
    }

    /// How many lines of an employer HR has not answered.
    pub async fn claims_waiting(&mut self, employer: &EmployerId) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM roster_line WHERE employer_id = $1 AND state = 'claimed'",
            employer.as_str(),
        )?;
        Ok(count)
    }

    /// Employers with a roster, those with most overdue and then most unanswered first; of one district where given.
    pub async fn roster_counts(
        &mut self,
        district: Option<PlaceCode>,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<RosterCount>> {
        type Row = (String, String, String, i64, i64, i64, i64, Option<String>);
        let found = rows!(
            self,
            fetch_all,
            Row,
            "SELECT e.id, e.name, e.district, \
                    COUNT(CASE WHEN l.state = 'claimed' THEN 1 END) AS claimed, \
                    COUNT(CASE WHEN l.state = 'confirmed' THEN 1 END), \
                    COUNT(CASE WHEN l.state = 'rejected' THEN 1 END), \
                    COUNT(CASE WHEN l.state = 'claimed' AND l.due_at <= $3 THEN 1 END) AS overdue, r.stage \
             FROM employer e LEFT JOIN roster_line l ON l.employer_id = e.id \
             LEFT JOIN roster r ON r.employer_id = e.id \
             WHERE (l.id IS NOT NULL OR r.stage IS NOT NULL) AND (CAST($1 AS TEXT) IS NULL OR e.district = $1) \
             GROUP BY e.id, e.name, e.district, r.stage ORDER BY overdue DESC, claimed DESC, e.name LIMIT $2",
            district.map(|code| code.to_string()),
            limit,
            now.millis(),
        )?;
        found
            .into_iter()
            .map(
                |(id, name, code, claimed, confirmed, rejected, overdue, stage)| {
                    let stage = stage.as_deref();
                    let parse = |stage| word("roster", &id, "stage", stage, RosterStage::parse);
                    Ok(RosterCount {
                        overdue,
                        stage: stage.map(parse).transpose()?,
                        district: place("employer", &id, "district", &code)?,
                        employer: EmployerId::new(id),
                        name,
                        claimed,
                        confirmed,
                        rejected,
                    })
                },
            )
            .collect()
    }
}
