//! A plan's trips become draft trips, all or none. The wishes stay until people take their seats.

use super::{Plan, PlanChangeError};
use crate::domain::boarding::CrewRule;
use crate::domain::id::{PlanId, StaffId, TripId};
use crate::domain::place::Level;
use crate::domain::plan::{PlanState, ProposedTrip, breaches};
use crate::domain::time::Timestamp;
use crate::domain::trip::{MEETING_POINT_PENDING, Requirements, TripState, needs_full_crew};
use crate::store::db::{Result, Tx, execute, rows};
use crate::store::trip::NewTrip;

impl Tx {
    /// Enters the trips of a plan as drafts, with their stops, vehicles and seats, and marks it as entered. Locks
    /// the plan.
    ///
    /// # Errors
    /// [`PlanChangeError`]; then nothing of it is to be committed.
    pub async fn plan_as_drafts(
        &mut self,
        id: &PlanId,
        version: i64,
        actor: &StaffId,
        now: Timestamp,
    ) -> Result<Vec<TripId>, PlanChangeError> {
        let plan = self.plan_to_enter(id, version).await?;
        let mut entered = Vec::new();
        for trip in &plan.proposal.trips {
            let new = self.draft(&plan, trip, now).await?;
            let trip = self.insert_trip(&new, now).await?;
            execute!(
                self,
                "INSERT INTO plan_trip (plan_id, trip_id) VALUES ($1, $2)",
                id.as_str(),
                trip.as_str(),
            )?;
            entered.push(trip);
        }
        execute!(
            self,
            "UPDATE plan SET state = 'entered', version = version + 1, updated_at = $1 WHERE id = $2",
            now.millis(),
            id.as_str(),
        )?;
        let what = format!("{} draft trips", entered.len());
        self.audit(
            actor.as_str(),
            "plan.entered",
            id.as_str(),
            Some(&what),
            now,
        )
        .await?;
        Ok(entered)
    }

    /// The plan, locked, if it may be entered.
    async fn plan_to_enter(&mut self, id: &PlanId, version: i64) -> Result<Plan, PlanChangeError> {
        rows!(self, fetch_optional, (String,), lock "SELECT id FROM plan WHERE id = $1", id.as_str())?;
        let plan = self.plan(id).await?.ok_or(PlanChangeError::Changed)?;
        if plan.version != version || plan.state != PlanState::Proposed {
            return Err(PlanChangeError::Changed);
        }
        if plan.proposal.trips.is_empty() {
            return Err(PlanChangeError::Empty);
        }
        if !breaches(&plan.request, &plan.proposal).is_empty() {
            return Err(PlanChangeError::Broken);
        }
        Ok(plan)
    }

    async fn draft(
        &mut self,
        plan: &Plan,
        trip: &ProposedTrip,
        now: Timestamp,
    ) -> Result<NewTrip, PlanChangeError> {
        let (rules, terms) = (&plan.request.rules, &plan.terms);
        let departs_at = Timestamp::shanghai(trip.day, terms.hour, terms.minute)
            .filter(|at| *at > now)
            .ok_or(PlanChangeError::Past)?;
        // A trip to a whole city serves employers of all its districts.
        let districts = match trip.district.level() {
            Level::County => vec![trip.district],
            Level::Province | Level::City => Vec::new(),
        };
        Ok(NewTrip {
            code: self
                .free_trip_code(
                    trip.stops.first().copied().unwrap_or(trip.district),
                    trip.day,
                )
                .await?,
            mode: rules.mode,
            district: trip.district,
            stops: trip.stops.clone(),
            meeting_point: MEETING_POINT_PENDING.to_owned(),
            departs_at,
            state: TripState::Draft,
            spaced: rules.spaced,
            fare_fen: 0,
            requirements: Requirements {
                certificate: terms.certificate,
                districts,
                blocked: terms.blocked.clone(),
                // Only where nothing runs without one: elsewhere the bureau says whom a vehicle needs.
                crew: needs_full_crew(rules.mode, trip.district, rules.spaced)
                    .then_some(CrewRule::FULL),
                ..Requirements::default()
            },
            vehicles: trip.vehicles.iter().map(|v| v.kind).collect(),
            crew_seats: rules.crew_seats,
            source: format!("plan {}", plan.id),
        })
    }
}
