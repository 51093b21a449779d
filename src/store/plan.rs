//! Plans of trips, from the proposal to draft trips.
//!
//! Race: two people change or enter one plan at the same time. Whoever changes names the version they saw, under
//! the plan's lock; the second finds another and is told.

mod enter;

use super::db::{Result, Tx, execute, rows};
use super::fresh_id;
use super::row::{json, place, to_json, word};
use crate::domain::id::{PlanId, StaffId, TripId};
use crate::domain::place::PlaceCode;
use crate::domain::plan::{PlanRequest, PlanState, Proposal, TripTerms};
use crate::domain::time::Timestamp;

/// A plan as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Identifier.
    pub id: PlanId,
    /// Who made it.
    pub author: StaffId,
    /// The district whose employers' people it is for; none means all.
    pub district: Option<PlaceCode>,
    /// State.
    pub state: PlanState,
    /// How its trips are entered.
    pub terms: TripTerms,
    /// What was asked.
    pub request: PlanRequest,
    /// The answer, as changed since.
    pub proposal: Proposal,
    /// Grows with every change, from 1.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A plan to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan {
    /// The district whose employers' people it is for; none means all.
    pub district: Option<PlaceCode>,
    /// How its trips are entered.
    pub terms: TripTerms,
    /// What was asked.
    pub request: PlanRequest,
    /// The answer.
    pub proposal: Proposal,
}

/// Why a plan was not changed or entered.
#[derive(Debug, thiserror::Error)]
pub enum PlanChangeError {
    /// Somebody else changed it meanwhile, or it has been entered.
    #[error("the plan has changed meanwhile")]
    Changed,
    /// It has no trips.
    #[error("the plan has no trips")]
    Empty,
    /// One of its days of departure is over.
    #[error("a departure of the plan is in the past")]
    Past,
    /// It does not keep its own rules; nothing of it was entered.
    #[error("the plan breaks its rules")]
    Broken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] super::StoreError),
}

impl From<sqlx::Error> for PlanChangeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

#[derive(sqlx::FromRow)]
struct PlanRow {
    id: String,
    author_id: String,
    district: Option<String>,
    state: String,
    terms: String,
    request: String,
    proposal: String,
    version: i64,
    created_at: i64,
}

impl PlanRow {
    fn into_plan(self) -> Result<Plan> {
        let id = &self.id;
        let district = self.district.as_deref();
        Ok(Plan {
            district: district
                .map(|code| place("plan", id, "district", code))
                .transpose()?,
            state: word("plan", id, "state", &self.state, PlanState::parse)?,
            terms: json("plan", id, "terms", &self.terms)?,
            request: json("plan", id, "request", &self.request)?,
            proposal: json("plan", id, "proposal", &self.proposal)?,
            author: StaffId::new(self.author_id),
            version: self.version,
            created_at: Timestamp::from_millis(self.created_at),
            id: PlanId::new(self.id),
        })
    }
}

impl Tx {
    /// Stores a plan, with a record of who made it.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn create_plan(
        &mut self,
        author: &StaffId,
        new: &NewPlan,
        now: Timestamp,
    ) -> Result<PlanId> {
        let id = PlanId::new(fresh_id());
        execute!(
            self,
            "INSERT INTO plan (id, author_id, district, state, terms, request, proposal, created_at, updated_at) \
             VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $7)",
            id.as_str(),
            author.as_str(),
            new.district.map(|code| code.to_string()),
            to_json(&new.terms)?,
            to_json(&new.request)?,
            to_json(&new.proposal)?,
            now.millis(),
        )?;
        self.audit(author.as_str(), "plan.made", id.as_str(), None, now)
            .await?;
        Ok(id)
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn plan(&mut self, id: &PlanId) -> Result<Option<Plan>> {
        let row = rows!(
            self,
            fetch_optional,
            PlanRow,
            "SELECT id, author_id, district, state, terms, request, proposal, version, created_at \
             FROM plan WHERE id = $1",
            id.as_str(),
        )?;
        row.map(PlanRow::into_plan).transpose()
    }

    /// The newest plans, with a district those for it only.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn plans(&mut self, district: Option<PlaceCode>, limit: i64) -> Result<Vec<Plan>> {
        let found = rows!(
            self,
            fetch_all,
            PlanRow,
            "SELECT id, author_id, district, state, terms, request, proposal, version, created_at FROM plan \
             WHERE CAST($1 AS TEXT) IS NULL OR district = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
            district.map(|code| code.to_string()),
            limit,
        )?;
        found.into_iter().map(PlanRow::into_plan).collect()
    }

    /// The trips that were entered from a plan.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn trips_of_plan(&mut self, id: &PlanId) -> Result<Vec<TripId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT p.trip_id FROM plan_trip p JOIN trip t ON t.id = p.trip_id WHERE p.plan_id = $1 \
             ORDER BY t.departs_at, t.code",
            id.as_str(),
        )?;
        Ok(found.into_iter().map(|(id,)| TripId::new(id)).collect())
    }

    /// Puts a changed proposal in place of the one of `version`.
    ///
    /// # Errors
    /// [`PlanChangeError::Changed`] when the plan has another version or has been entered.
    pub async fn change_plan(
        &mut self,
        id: &PlanId,
        version: i64,
        proposal: &Proposal,
        actor: &StaffId,
        now: Timestamp,
    ) -> Result<(), PlanChangeError> {
        let changed = execute!(
            self,
            "UPDATE plan SET proposal = $1, version = version + 1, updated_at = $2 \
             WHERE id = $3 AND version = $4 AND state = 'proposed'",
            to_json(proposal)?,
            now.millis(),
            id.as_str(),
            version,
        )?;
        if changed == 0 {
            return Err(PlanChangeError::Changed);
        }
        self.audit(actor.as_str(), "plan.changed", id.as_str(), None, now)
            .await?;
        Ok(())
    }
}
