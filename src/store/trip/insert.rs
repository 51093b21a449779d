//! A new trip: its vehicles and every one of their seats become rows, so that spacing is a property of which
//! seats may be sold.

use super::super::db::{Result, StoreError, Tx, execute};
use super::super::fresh_id;
use super::super::row::to_json;
use super::super::statement::insert_all;
use crate::domain::id::TripId;
use crate::domain::place::PlaceCode;
use crate::domain::seat::{SeatPlan, VehicleKind};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Requirements, TripState};

/// A trip to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTrip {
    /// Short code shown to people, unique.
    pub code: String,
    /// Coach or train.
    pub mode: Mode,
    /// County it returns to.
    pub district: PlaceCode,
    /// Where it picks up, in order.
    pub stops: Vec<PlaceCode>,
    /// Where people gather, in Chinese.
    pub meeting_point: String,
    /// Departure from the first stop.
    pub departs_at: Timestamp,
    /// State to begin with.
    pub state: TripState,
    /// Whether neighbours are kept apart.
    pub spaced: bool,
    /// Fare in fen; 0 is free.
    pub fare_fen: i64,
    /// What it asks of passengers.
    pub requirements: Requirements,
    /// Its vehicles, 1 to 255 of them: a ticket names its vehicle in one byte.
    pub vehicles: Vec<VehicleKind>,
    /// Seats at the back of each vehicle that the crew takes.
    pub crew_seats: u32,
    /// Where the entry comes from.
    pub source: String,
}

/// A seat on its way into the table.
struct Place {
    vehicle: usize,
    plan: SeatPlan,
    give_order: i64,
}

impl Tx {
    /// Enters a trip with its vehicles and seats.
    ///
    /// # Errors
    /// [`StoreError::Refused`] without vehicles or with more than 255; [`StoreError::Db`], also for a code
    /// already taken.
    pub async fn insert_trip(&mut self, new: &NewTrip, now: Timestamp) -> Result<TripId> {
        let id = TripId::new(fresh_id());
        self.insert_trip_as(&id, new, now).await?;
        Ok(id)
    }

    /// Enters a trip under an identifier of the caller's choosing. Those of its vehicles and seats follow from it.
    pub(in crate::store) async fn insert_trip_as(
        &mut self,
        id: &TripId,
        new: &NewTrip,
        now: Timestamp,
    ) -> Result<()> {
        if !(1..=255).contains(&new.vehicles.len()) {
            return Err(StoreError::Refused("a trip has 1 to 255 vehicles".into()));
        }
        execute!(
            self,
            "INSERT INTO trip (id, code, mode, district, meeting_point, departs_at, state, spaced, fare_fen, \
             requirements, source, crew_seats) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id.as_str(),
            new.code.as_str(),
            new.mode.as_str(),
            new.district.to_string(),
            new.meeting_point.as_str(),
            new.departs_at.millis(),
            new.state.as_str(),
            new.spaced,
            new.fare_fen,
            to_json(&new.requirements)?,
            new.source.as_str(),
            i64::from(new.crew_seats),
        )?;
        let stops: Vec<_> = (1i64..).zip(&new.stops).collect();
        insert_all!(
            self,
            "INSERT INTO trip_stop (trip_id, ordinal, place) ",
            stops,
            |row, (ordinal, place)| row
                .push_bind(id.as_str().to_owned())
                .push_bind(*ordinal)
                .push_bind(place.to_string())
        )?;
        self.insert_vehicles(id, new, now).await
    }

    pub(super) async fn insert_vehicles(
        &mut self,
        id: &TripId,
        new: &NewTrip,
        now: Timestamp,
    ) -> Result<()> {
        let vehicle_id = |ordinal: usize| format!("{id}-{ordinal}");
        let vehicles: Vec<_> = (1usize..).zip(&new.vehicles).collect();
        insert_all!(
            self,
            "INSERT INTO vehicle (id, trip_id, ordinal, label, kind) ",
            vehicles,
            |row, (ordinal, kind)| row
                .push_bind(vehicle_id(*ordinal))
                .push_bind(id.as_str().to_owned())
                .push_bind(*ordinal as i64)
                .push_bind(format!("{}/{ordinal}", new.code))
                .push_bind(kind.as_str())
        )?;
        let seats = places(new);
        insert_all!(
            self,
            "INSERT INTO seat (id, trip_id, vehicle_id, number, label, carriage, row_no, column_no, block_no, \
             sellable, give_order, state, changed_at) ",
            seats,
            |row, seat| row
                .push_bind(format!("{}-{}", vehicle_id(seat.vehicle), seat.plan.number))
                .push_bind(id.as_str().to_owned())
                .push_bind(vehicle_id(seat.vehicle))
                .push_bind(i64::from(seat.plan.number))
                .push_bind(seat.plan.label.clone())
                .push_bind(i64::from(seat.plan.carriage))
                .push_bind(i64::from(seat.plan.row))
                .push_bind(i64::from(seat.plan.column))
                .push_bind(i64::from(seat.plan.block))
                .push_bind(seat.plan.sellable)
                .push_bind(seat.give_order)
                .push_bind("free")
                .push_bind(now.millis())
        )?;
        Ok(())
    }
}

/// All seats of a trip in the order in which they are given. Coaches take turns, so that they fill evenly: 118
/// over five of 24 gives 24, 24, 24, 23, 23 (bulletin P4). Trains fill carriage by carriage. Seats that are not
/// sold come last.
fn places(new: &NewTrip) -> Vec<Place> {
    let mut keyed = Vec::new();
    for (vehicle, kind) in (1usize..).zip(&new.vehicles) {
        let mut turn = 0usize;
        for plan in kind.layout(new.spaced, new.crew_seats) {
            let key = match new.mode {
                Mode::Train => (vehicle, turn),
                Mode::Coach | Mode::SelfDrive | Mode::Public => (turn, vehicle),
            };
            turn += usize::from(plan.sellable);
            keyed.push(((!plan.sellable, key), vehicle, plan));
        }
    }
    keyed.sort_by_key(|(key, _, plan)| (*key, plan.number));
    (1i64..)
        .zip(keyed)
        .map(|(give_order, (_, vehicle, plan))| Place {
            vehicle,
            plan,
            give_order,
        })
        .collect()
}
