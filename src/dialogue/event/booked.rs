//! Departures, seats, tickets and places in line as a worker sees them.

use crate::domain::id::WaitlistId;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stop, Trip, Unmet};

/// A departure with what is left of it.
#[derive(Debug, Clone)]
pub struct Departure {
    /// The trip.
    pub trip: Trip,
    /// Where it picks up, and when.
    pub stops: Vec<Stop>,
    /// Seats left.
    pub free: i64,
    /// People in line.
    pub waiting: i64,
    /// What an administrator has waived for this worker on it.
    pub waived: Vec<Unmet>,
}

/// A trip that has opened, for somebody whose wish it meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Its code, as shown.
    pub code: String,
    /// Where and when this worker would get on.
    pub stop: Stop,
    /// Seats left.
    pub free: i64,
}

/// A worker's seat, with its ticket when one is issued.
#[derive(Debug, Clone, PartialEq)]
pub struct Seated {
    /// The trip.
    pub trip: Trip,
    /// Where and when this worker gets on.
    pub stop: Stop,
    /// Vehicle as painted on it.
    pub vehicle: String,
    /// Seat as painted on it.
    pub seat: String,
    /// State.
    pub state: SeatState,
    /// Ticket, once issued.
    pub ticket: Option<TicketFact>,
    /// What stands in the way of a ticket where there is none.
    pub lacks: Vec<Unmet>,
}

/// A valid ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFact {
    /// What the QR carries.
    pub payload: String,
    /// Text fallback, at most 10 characters.
    pub code: String,
}

/// A place in line.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// Which.
    pub id: WaitlistId,
    /// The trip.
    pub trip: Trip,
    /// Where and when this worker would get on.
    pub stop: Stop,
    /// People in front.
    pub ahead: i64,
    /// Set while a seat is offered: until when.
    pub offered_until: Option<Timestamp>,
    /// Seats that this line was offered within the last day.
    pub lately: i64,
    /// How many seats it is for.
    pub seats: u32,
}
