//! The ends a worker's story can have.

use super::cast::{Ending, Person};

/// Where somebody has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// With a picture of a ticket.
    Ticket(Vec<u8>),
    InLine,
    WaitsForHr,
    Demand,
    SelfReturn,
    Code,
    Refused,
    GaveUp,
}

impl Arrived {
    /// Whether this is how the story was to end.
    pub fn fits(&self, person: &Person) -> bool {
        match self {
            Self::Ticket(_) => person.role.ending == Ending::Seat && !person.gives_up,
            Self::InLine | Self::GaveUp => person.role.ending == Ending::Seat,
            Self::WaitsForHr => person.role.ending == Ending::WaitsForHr,
            Self::Demand => person.role.ending == Ending::Demand,
            Self::SelfReturn => person.role.ending == Ending::SelfReturn,
            Self::Code => person.role.ending == Ending::Code,
            Self::Refused => person.role.ending == Ending::Refused,
        }
    }
}
