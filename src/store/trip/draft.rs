//! Draft trips: written by clerks, edited, and opened once nothing stands in the way.
//!
//! Races: every change locks the trip and asks for the version that was shown, so that of two people who edit one
//! draft the second is told.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::fresh_id;
use super::super::row::{bad, place, to_json, word};
use super::super::statement::insert_all;
use super::insert::NewTrip;
use crate::domain::id::{StaffId, TripId};
use crate::domain::seat::VehicleKind;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stop, Trip, TripDraft, TripFault, TripState};

/// A trip with all that was entered for it, in whatever state it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Identifier.
    pub id: TripId,
    /// State.
    pub state: TripState,
    /// Grows with every change; a change names the one it was made upon.
    pub version: i64,
    /// Where the entry comes from.
    pub source: String,
    /// Why it was cancelled, once it is.
    pub cancelled_because: Option<String>,
    /// What was entered.
    pub draft: TripDraft,
}

/// Why a draft is not kept or opened.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// There is no such trip.
    #[error("no such trip")]
    NoTrip,
    /// Somebody else has changed or opened it meanwhile.
    #[error("it was changed meanwhile")]
    Changed,
    /// Another trip has this code.
    #[error("another trip has this code")]
    CodeTaken,
    /// All that stands in the way of opening it.
    #[error("it is not ready to be opened")]
    NotReady(Vec<TripFault>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for DraftError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::CodeTaken,
            _ => Self::Store(error.into()),
        }
    }
}

/// What a trip's own row adds to [`Trip`].
type Extra = (i64, i64, String, Option<String>);

impl Tx {
    /// Keeps a new draft with its vehicles and seats. A draft may lack things, but its vehicles are 1 to 255: what is
    /// said to run has seats. Audited.
    ///
    /// # Errors
    /// [`DraftError::CodeTaken`], [`DraftError::NotReady`] without a stop or vehicles, [`DraftError::Store`].
    pub async fn create_trip_draft(
        &mut self,
        draft: &TripDraft,
        source: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<TripId, DraftError> {
        let new = self.new_trip(draft, source)?;
        self.code_is_free(&draft.code, None).await?;
        let id = TripId::new(fresh_id());
        self.insert_trip_as(&id, &new, now).await?;
        self.write_stops(&id, &draft.stops).await?;
        self.audit_trip("trip.drafted", &id, Some(source), by, now)
            .await?;
        Ok(id)
    }

    /// Replaces what was entered for a draft; vehicles and seats are made anew where they differ, and whoever was to
    /// serve on them is to be named again. Locks the trip. Audited.
    ///
    /// # Errors
    /// [`DraftError`]; then nothing of it is to be committed.
    pub async fn change_trip_draft(
        &mut self,
        id: &TripId,
        version: i64,
        draft: &TripDraft,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), DraftError> {
        let was = self.draft_to_change(id, version).await?;
        let new = self.new_trip(draft, &was.source)?;
        self.code_is_free(&draft.code, Some(id)).await?;
        execute!(
            self,
            "UPDATE trip SET code = $2, mode = $3, district = $4, meeting_point = $5, departs_at = $6, spaced = $7, \
             fare_fen = $8, requirements = $9, crew_seats = $10, version = version + 1 WHERE id = $1",
            id.as_str(),
            new.code.as_str(),
            new.mode.as_str(),
            new.district.to_string(),
            new.meeting_point.as_str(),
            new.departs_at.millis(),
            new.spaced,
            new.fare_fen,
            to_json(&new.requirements)?,
            i64::from(new.crew_seats),
        )?;
        let seats_of = |draft: &TripDraft| {
            let shape = (draft.mode, draft.spaced, draft.crew_seats);
            (shape, draft.vehicles.clone(), draft.code.clone())
        };
        if seats_of(&was.draft) != seats_of(draft) {
            self.drop_vehicles(id).await?;
            self.insert_vehicles(id, &new, now).await?;
        }
        self.write_stops(id, &draft.stops).await?;
        self.audit_trip("trip.edited", id, None, by, now).await?;
        Ok(())
    }

    /// Opens a draft: from now on people see it and take its seats, and those whose wish is recorded are to be told
    /// ([`Tx::tell_wishes`]). Locks the trip. Audited.
    ///
    /// # Errors
    /// [`DraftError`]; then nothing was changed.
    pub async fn open_trip(
        &mut self,
        id: &TripId,
        version: i64,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), DraftError> {
        let was = self.draft_to_change(id, version).await?;
        let faults = was.draft.ready(now);
        if !faults.is_empty() {
            return Err(DraftError::NotReady(faults));
        }
        execute!(
            self,
            "UPDATE trip SET state = 'open', version = version + 1, wish_cursor = '' WHERE id = $1",
            id.as_str(),
        )?;
        self.audit_trip("trip.opened", id, None, by, now).await?;
        Ok(())
    }

    /// A trip with all that was entered for it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn drafted_trip(&mut self, id: &TripId) -> Result<Option<Drafted>> {
        let Some(trip) = self.trip(id).await? else {
            return Ok(None);
        };
        let (crew_seats, version, source, cancelled_because) = rows!(
            self,
            fetch_one,
            Extra,
            "SELECT crew_seats, version, source, cancelled_because FROM trip WHERE id = $1",
            id.as_str(),
        )?;
        let kinds = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT kind FROM vehicle WHERE trip_id = $1 ORDER BY ordinal",
            id.as_str(),
        )?;
        let kind =
            |(kind,): (String,)| word("vehicle", id.as_str(), "kind", &kind, VehicleKind::parse);
        let stops = self.trip_stops(&trip).await?;
        let vehicles = kinds.into_iter().map(kind).collect::<Result<_>>()?;
        Ok(Some(Drafted {
            id: id.clone(),
            state: trip.state,
            version,
            source,
            cancelled_because,
            draft: TripDraft {
                code: trip.code,
                mode: trip.mode,
                district: trip.district,
                stops,
                spaced: trip.spaced,
                fare_fen: trip.fare_fen,
                requirements: trip.requirements,
                vehicles,
                crew_seats: u32::try_from(crew_seats)
                    .map_err(|_| bad("trip", id.as_str(), "crew_seats", &crew_seats.to_string()))?,
            },
        }))
    }

    /// The stops of a trip with where and when people meet; what a stop does not say is as the trip says.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn trip_stops(&mut self, trip: &Trip) -> Result<Vec<Stop>> {
        let found = rows!(
            self,
            fetch_all,
            (String, Option<String>, Option<i64>),
            "SELECT place, meeting_point, departs_at FROM trip_stop WHERE trip_id = $1 ORDER BY ordinal",
            trip.id.as_str(),
        )?;
        let stop =
            |(at, (code, meeting, departs)): (usize, (String, Option<String>, Option<i64>))| {
                let own = meeting.filter(|_| at > 0);
                let departs = departs.filter(|_| at > 0);
                Ok(Stop {
                    place: place("trip_stop", trip.id.as_str(), "place", &code)?,
                    meeting_point: own.unwrap_or_else(|| trip.meeting_point.clone()),
                    departs_at: departs.map_or(trip.departs_at, Timestamp::from_millis),
                })
            };
        found.into_iter().enumerate().map(stop).collect()
    }

    /// Writes the stops anew. What the first says of itself is the trip's, and stands in the trip's row.
    pub(super) async fn write_stops(&mut self, id: &TripId, stops: &[Stop]) -> Result<()> {
        execute!(
            self,
            "DELETE FROM trip_stop WHERE trip_id = $1",
            id.as_str()
        )?;
        let stops: Vec<_> = (1i64..).zip(stops).collect();
        insert_all!(
            self,
            "INSERT INTO trip_stop (trip_id, ordinal, place, meeting_point, departs_at) ",
            stops,
            |row, (ordinal, stop)| row
                .push_bind(id.as_str().to_owned())
                .push_bind(*ordinal)
                .push_bind(stop.place.to_string())
                .push_bind((*ordinal > 1).then(|| stop.meeting_point.clone()))
                .push_bind((*ordinal > 1).then(|| stop.departs_at.millis()))
        )?;
        Ok(())
    }

    fn new_trip(&self, draft: &TripDraft, source: &str) -> Result<NewTrip, DraftError> {
        let mut lacks = Vec::new();
        if draft.stops.is_empty() {
            lacks.push(TripFault::NoStop);
        }
        if draft.vehicles.is_empty() {
            lacks.push(TripFault::NoVehicle);
        }
        if !lacks.is_empty() {
            return Err(DraftError::NotReady(lacks));
        }
        let trip = draft.trip(TripId::new(""), TripState::Draft);
        Ok(NewTrip {
            code: trip.code,
            mode: trip.mode,
            district: trip.district,
            stops: trip.stops,
            meeting_point: trip.meeting_point,
            departs_at: trip.departs_at,
            state: trip.state,
            spaced: trip.spaced,
            fare_fen: trip.fare_fen,
            requirements: trip.requirements,
            vehicles: draft.vehicles.clone(),
            crew_seats: draft.crew_seats,
            source: source.to_owned(),
        })
    }

    async fn code_is_free(&mut self, code: &str, own: Option<&TripId>) -> Result<(), DraftError> {
        let other = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM trip WHERE code = $1 AND id <> $2",
            code,
            own.map_or("", TripId::as_str),
        )?;
        match other {
            Some(_) => Err(DraftError::CodeTaken),
            None => Ok(()),
        }
    }

    async fn draft_to_change(&mut self, id: &TripId, version: i64) -> Result<Drafted, DraftError> {
        self.lock_trip(id).await?;
        let was = self.drafted_trip(id).await?.ok_or(DraftError::NoTrip)?;
        if was.state != TripState::Draft || was.version != version {
            return Err(DraftError::Changed);
        }
        Ok(was)
    }

    /// Nobody has had a seat on a draft, so nothing hangs on its seats.
    async fn drop_vehicles(&mut self, id: &TripId) -> Result<()> {
        for sql in [
            "DELETE FROM vehicle_crew WHERE vehicle_id IN (SELECT id FROM vehicle WHERE trip_id = $1)",
            "DELETE FROM seat WHERE trip_id = $1",
            "DELETE FROM vehicle WHERE trip_id = $1",
        ] {
            execute!(self, sql, id.as_str())?;
        }
        Ok(())
    }
}
