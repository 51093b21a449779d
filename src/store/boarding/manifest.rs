//! A vehicle as its crew sees it: who is expected, who is aboard, what is still missing.

use super::super::db::{Result, Tx, rows};
use super::super::row::word;
use super::Taken;
use super::record::{Aboard, Doubt, id_tail, masked, open};
use crate::domain::boarding::{CrewRule, Gap, Temperature, Watch, gaps, watch};
use crate::domain::health::HealthCode;
use crate::domain::id::{SeatId, TicketId, TripId, VehicleId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Trip, Unmet};
use std::collections::HashMap;

/// A vehicle's day so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Its trip.
    pub trip: Trip,
    /// What is shown on its windscreen.
    pub label: String,
    /// Place within the trip, from 1; a ticket names it.
    pub ordinal: i64,
    /// When its crew began to let people aboard.
    pub doors_open_at: Option<Timestamp>,
    /// Whether its supplies are aboard, and since when.
    pub supplies_at: Option<Timestamp>,
    /// When it left.
    pub departed_at: Option<Timestamp>,
    /// When it arrived.
    pub arrived_at: Option<Timestamp>,
}

impl Door {
    /// What the trip asks of its crew.
    pub fn rule(&self) -> Option<&CrewRule> {
        self.trip.requirements.crew.as_ref()
    }

    /// Highest temperature that boards (invariant 7).
    pub fn hottest(&self) -> Temperature {
        self.trip.requirements.hottest.unwrap_or(Temperature::LIMIT)
    }

    /// Where a moment lies in the vehicle's day.
    pub fn watch(&self, now: Timestamp) -> Watch {
        watch(self.trip.departs_at, self.arrived_at, now)
    }
}

/// Somebody with a seat on the vehicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passenger {
    /// Who they are.
    pub worker: WorkerId,
    /// Their seat.
    pub seat: SeatId,
    /// What is painted on it.
    pub seat_label: String,
    /// Number within the vehicle, from 1.
    pub seat_number: i64,
    /// Its state; never free.
    pub state: SeatState,
    /// Their full name; personal data, shown to crew masked.
    pub name: String,
    /// Last four characters of their resident ID, which crew may compare (domain reference §2).
    pub id_tail: String,
    /// Their employer.
    pub employer: Option<String>,
    /// Their ticket that counts, if one is issued.
    pub ticket: Option<TicketId>,
    /// Its code; whoever types it boards.
    pub ticket_code: Option<String>,
    /// Health code as last observed, and when; none without a registration.
    pub health: Option<(HealthCode, Timestamp)>,
    /// What they lack to go aboard, should their health code be green (invariant 4).
    pub unmet: Vec<Unmet>,
}

impl Passenger {
    /// Their name as crew see it: `张*` (domain reference §3).
    pub fn masked(&self) -> String {
        masked(&self.name)
    }
}

/// Everything a door needs, also to go on without a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The vehicle.
    pub door: Door,
    /// Who has a seat on it, by seat.
    pub passengers: Vec<Passenger>,
    /// Tickets for it that do not count any more, with their codes.
    pub revoked: Vec<(TicketId, String)>,
    /// Records at its door, oldest first.
    pub records: Vec<Aboard>,
    /// What it lacks before it may leave (invariant 6).
    pub gaps: Vec<Gap>,
    /// Temperatures taken on its way, newest first.
    pub on_the_way: Vec<Taken>,
}

impl Manifest {
    /// Records that people have to look at, with why.
    pub fn open(&self) -> Vec<(&Aboard, Doubt)> {
        open(&self.records)
    }
}

#[derive(sqlx::FromRow)]
struct DoorRow {
    trip_id: String,
    label: String,
    ordinal: i64,
    doors_open_at: Option<i64>,
    supplies_at: Option<i64>,
    departed_at: Option<i64>,
    arrived_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct PassengerRow {
    worker_id: String,
    seat_id: String,
    label: String,
    number: i64,
    state: String,
    name: String,
    id_mask: String,
    employer: Option<String>,
    ticket_id: Option<String>,
    ticket_code: Option<String>,
    health_code: Option<String>,
    health_observed_at: Option<i64>,
}

impl Tx {
    /// A vehicle's day so far; `None` when there is no such vehicle.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn door(&mut self, vehicle: &VehicleId) -> Result<Option<Door>> {
        let row = rows!(
            self,
            fetch_optional,
            DoorRow,
            "SELECT trip_id, label, ordinal, doors_open_at, supplies_at, departed_at, arrived_at FROM vehicle \
             WHERE id = $1",
            vehicle.as_str(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let Some(trip) = self.trip(&TripId::new(row.trip_id)).await? else {
            return Ok(None);
        };
        Ok(Some(Door {
            vehicle: vehicle.clone(),
            trip,
            label: row.label,
            ordinal: row.ordinal,
            doors_open_at: row.doors_open_at.map(Timestamp::from_millis),
            supplies_at: row.supplies_at.map(Timestamp::from_millis),
            departed_at: row.departed_at.map(Timestamp::from_millis),
            arrived_at: row.arrived_at.map(Timestamp::from_millis),
        }))
    }

    /// Everything a vehicle's door needs; `None` when there is no such vehicle.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn manifest(
        &mut self,
        vehicle: &VehicleId,
        now: Timestamp,
    ) -> Result<Option<Manifest>> {
        let Some(door) = self.door(vehicle).await? else {
            return Ok(None);
        };
        let mut passengers = self.seated_on(vehicle).await?;
        let mut lacks: HashMap<_, _> = self.lacks_at_door(&door.trip, vehicle, now).await?;
        for one in &mut passengers {
            // Without a registration in force nobody boards.
            let unmet = lacks.remove(&one.worker);
            one.unmet = unmet.unwrap_or_else(|| vec![Unmet::NotOpen]);
        }
        Ok(Some(Manifest {
            gaps: self.gaps_of(&door).await?,
            on_the_way: self.temperatures(vehicle).await?,
            passengers,
            revoked: self.revoked_tickets(vehicle).await?,
            records: self.records(vehicle).await?,
            door,
        }))
    }

    /// What a vehicle lacks before it may leave (invariant 6).
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn gaps_of(&mut self, door: &Door) -> Result<Vec<Gap>> {
        let crew = self.crew(&door.vehicle).await?;
        let crew: Vec<_> = crew.into_iter().map(|one| (one.staff, one.duty)).collect();
        Ok(gaps(door.rule(), &crew, door.supplies_at.is_some()))
    }

    /// Who has a seat on a vehicle, by seat; what they lack is not looked up.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn seated_on(&mut self, vehicle: &VehicleId) -> Result<Vec<Passenger>> {
        let found = rows!(
            self,
            fetch_all,
            PassengerRow,
            "SELECT w.id AS worker_id, s.id AS seat_id, s.label, s.number, s.state, w.name, w.id_mask, f.name AS employer, \
             k.id AS ticket_id, k.code AS ticket_code, r.health_code, r.health_observed_at FROM seat AS s \
             JOIN worker AS w ON w.id = s.worker_id LEFT JOIN registration AS r ON r.worker_id = w.id \
             LEFT JOIN employer AS f ON f.id = r.employer_id \
             LEFT JOIN ticket AS k ON k.worker_id = w.id AND k.seat_id = s.id AND k.revoked_at IS NULL \
             WHERE s.vehicle_id = $1 AND s.state IN ('reserved', 'confirmed', 'boarded') ORDER BY s.number",
            vehicle.as_str(),
        )?;
        found
            .into_iter()
            .map(PassengerRow::into_passenger)
            .collect()
    }

    async fn revoked_tickets(&mut self, vehicle: &VehicleId) -> Result<Vec<(TicketId, String)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT k.id, k.code FROM ticket AS k JOIN seat AS s ON s.id = k.seat_id \
             WHERE s.vehicle_id = $1 AND k.revoked_at IS NOT NULL ORDER BY k.id",
            vehicle.as_str(),
        )?;
        let pair = |(id, code)| (TicketId::new(id), code);
        Ok(found.into_iter().map(pair).collect())
    }
}

impl PassengerRow {
    fn into_passenger(self) -> Result<Passenger> {
        let health = match (&self.health_code, self.health_observed_at) {
            (Some(code), Some(at)) => Some((
                word(
                    "registration",
                    &self.worker_id,
                    "health_code",
                    code,
                    HealthCode::parse,
                )?,
                Timestamp::from_millis(at),
            )),
            (None, _) | (_, None) => None,
        };
        Ok(Passenger {
            state: word(
                "seat",
                &self.seat_id,
                "state",
                &self.state,
                SeatState::parse,
            )?,
            seat: SeatId::new(self.seat_id),
            seat_label: self.label,
            seat_number: self.number,
            name: self.name,
            id_tail: id_tail(&self.id_mask),
            employer: self.employer,
            ticket: self.ticket_id.map(TicketId::new),
            ticket_code: self.ticket_code,
            health,
            unmet: Vec::new(),
            worker: WorkerId::new(self.worker_id),
        })
    }
}
