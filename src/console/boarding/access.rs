//! Whose vehicle it is, and on which day.

use super::super::fault::Fault;
use super::super::people::Crew;
use crate::domain::boarding::Watch;
use crate::domain::id::VehicleId;
use crate::domain::time::Timestamp;
use crate::domain::trip::TripState;
use crate::store::Tx;
use crate::store::boarding::Door;

/// A vehicle of somebody's, on its day.
#[derive(Debug, Clone)]
pub struct Post {
    /// The vehicle.
    pub door: Door,
    /// Until when they may see it.
    pub until: Timestamp,
}

impl Post {
    /// Address of the door, or of a page of it: `/leave`.
    pub fn at(&self, page: &str) -> String {
        format!("/console/boarding/{}{page}", self.door.vehicle)
    }

    /// Whether people are let aboard now.
    pub fn boards(&self) -> bool {
        self.door.doors_open_at.is_some() && self.door.departed_at.is_none()
    }

    /// Whether it is under way.
    pub fn under_way(&self) -> bool {
        self.door.departed_at.is_some() && self.door.arrived_at.is_none()
    }
}

/// The vehicle, where it is theirs and its day has come: of another's, or of none, nothing is said.
///
/// # Errors
/// [`Fault::NotFound`] for a vehicle that is not theirs; [`Fault::Forbidden`] outside its day.
pub async fn post(crew: &Crew, tx: &mut Tx, vehicle: &str) -> Result<Post, Fault> {
    let door = own(crew, tx, vehicle).await?;
    match door.watch(crew.now()) {
        Watch::On(until) => Ok(Post { door, until }),
        Watch::Early(_) | Watch::Over => Err(Fault::Forbidden),
    }
}

/// The vehicle, where it is theirs, on whatever day.
async fn own(crew: &Crew, tx: &mut Tx, vehicle: &str) -> Result<Door, Fault> {
    let vehicle = VehicleId::new(vehicle);
    let duty = tx.duty_on(&vehicle, &crew.staff.id).await?;
    duty.ok_or(Fault::NotFound)?;
    let door = tx.door(&vehicle).await?.ok_or(Fault::NotFound)?;
    match door.trip.state {
        TripState::Open | TripState::Boarding | TripState::Departed | TripState::Arrived => {
            Ok(door)
        }
        TripState::Draft | TripState::Cancelled => Err(Fault::NotFound),
    }
}
