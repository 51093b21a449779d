//! At the coach door: who boards, who is turned away and why, and when a vehicle may leave (bulletin P3, invariants
//! 4, 6 and 7).

mod crew;
mod temperature;
mod watch;

pub use crew::{CrewRule, Duty, Gap, Shift, gaps, overlaps};
pub use temperature::{Temperature, TemperatureError};
pub use watch::{LONGEST_JOURNEY, Watch, watch};

use super::id::{SeatId, VehicleId};
use super::trip::Unmet;
use super::words;

words! {
    /// What is wrong with a ticket at this door.
    TicketFault {
        /// Not one of ours: another text, or our form with a signature that is not ours.
        Forged => "forged",
        /// Replaced by a newer one, or its seat was given up.
        Revoked => "revoked",
        /// Its time has passed.
        Expired => "expired",
        /// For another trip.
        OtherTrip => "other_trip",
        /// For another vehicle of this trip.
        OtherVehicle => "other_vehicle",
        /// Its holder is on board already.
        AlreadyBoarded => "already_boarded",
    }
}

words! {
    /// Why a boarding is taken back.
    UndoReason {
        /// Somebody else sits there than the ticket's holder.
        WrongPerson => "wrong_person",
        /// They have left the vehicle again.
        GotOff => "got_off",
        /// The crew pressed the wrong thing.
        Mistake => "mistake",
    }
}

/// Why somebody does not board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The ticket.
    Ticket(TicketFault),
    /// A requirement of the trip (invariant 4).
    Unmet(Unmet),
    /// Above the limit (invariant 7).
    Hot,
    /// Nobody has measured the temperature.
    NotMeasured,
}

impl Refusal {
    /// The word under which it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ticket(fault) => fault.as_str(),
            Self::Unmet(unmet) => unmet.as_str(),
            Self::Hot => "hot",
            Self::NotMeasured => "not_measured",
        }
    }

    /// Reads the stored word; `None` for one it does not know.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "hot" => Some(Self::Hot),
            "not_measured" => Some(Self::NotMeasured),
            word => TicketFault::parse(word)
                .map(Self::Ticket)
                .or_else(|| Unmet::parse(word).map(Self::Unmet)),
        }
    }
}

/// A ticket as the house knows it, once its signature has been found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The vehicle it is for.
    pub vehicle: VehicleId,
    /// The seat it is for.
    pub seat: SeatId,
    /// Whether it was replaced or given up.
    pub revoked: bool,
    /// Whether its time has passed.
    pub expired: bool,
    /// Whether it is for the trip at this door.
    pub this_trip: bool,
    /// Whether its holder is on board already.
    pub boarded: bool,
}

/// What the crew has seen at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Measured at the door.
    pub temperature: Option<Temperature>,
    /// Highest temperature that boards.
    pub limit: Temperature,
}

/// Every reason for which the holder of a ticket does not board `vehicle`; none lets them board. `unmet` are the
/// trip's requirements that they do not meet at the door, with the health code as seen there.
///
/// Of a ticket that is no good here only that is said: it tells nothing of its holder to a door that is not theirs.
pub fn refusals(
    ticket: &Presented,
    vehicle: &VehicleId,
    unmet: &[Unmet],
    seen: Seen,
) -> Vec<Refusal> {
    if let Some(fault) = fault(ticket, vehicle) {
        return vec![Refusal::Ticket(fault)];
    }
    let heat = match seen.temperature {
        None => Some(Refusal::NotMeasured),
        Some(measured) if measured > seen.limit => Some(Refusal::Hot),
        Some(_) => None,
    };
    let requirements = unmet.iter().copied().map(Refusal::Unmet);
    requirements.chain(heat).collect()
}

fn fault(ticket: &Presented, vehicle: &VehicleId) -> Option<TicketFault> {
    if ticket.revoked {
        Some(TicketFault::Revoked)
    } else if !ticket.this_trip {
        Some(TicketFault::OtherTrip)
    } else if ticket.vehicle != *vehicle {
        Some(TicketFault::OtherVehicle)
    } else if ticket.expired {
        Some(TicketFault::Expired)
    } else if ticket.boarded {
        Some(TicketFault::AlreadyBoarded)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOOR: &str = "v1";

    fn ticket() -> Presented {
        Presented {
            vehicle: VehicleId::new(DOOR),
            seat: SeatId::new("s1"),
            revoked: false,
            expired: false,
            this_trip: true,
            boarded: false,
        }
    }

    fn at(tenths: u16) -> Seen {
        Seen {
            temperature: Temperature::from_tenths(tenths).ok(),
            limit: Temperature::LIMIT,
        }
    }

    fn door(ticket: &Presented, unmet: &[Unmet], seen: Seen) -> Vec<Refusal> {
        refusals(ticket, &VehicleId::new(DOOR), unmet, seen)
    }

    #[test]
    fn invariant_7_boards_at_37_3_and_refuses_at_37_4() {
        assert_eq!(door(&ticket(), &[], at(373)), []);
        assert_eq!(door(&ticket(), &[], at(374)), [Refusal::Hot]);
        let unmeasured = Seen {
            temperature: None,
            limit: Temperature::LIMIT,
        };
        assert_eq!(door(&ticket(), &[], unmeasured), [Refusal::NotMeasured]);
    }

    #[test]
    fn invariant_4_refuses_what_the_trip_asks_and_says_everything_at_once() {
        let all = door(&ticket(), &[Unmet::CodeNotGreen], at(380));
        assert_eq!(all, [Refusal::Unmet(Unmet::CodeNotGreen), Refusal::Hot]);
    }

    #[test]
    fn a_ticket_that_is_no_good_here_says_only_that() {
        let faulty = |change: fn(&mut Presented)| {
            let mut ticket = ticket();
            change(&mut ticket);
            door(&ticket, &[Unmet::CodeNotGreen], at(390))
        };
        let only = |fault| vec![Refusal::Ticket(fault)];
        assert_eq!(faulty(|t| t.revoked = true), only(TicketFault::Revoked));
        assert_eq!(faulty(|t| t.expired = true), only(TicketFault::Expired));
        assert_eq!(
            faulty(|t| t.this_trip = false),
            only(TicketFault::OtherTrip)
        );
        assert_eq!(
            faulty(|t| t.vehicle = VehicleId::new("v2")),
            only(TicketFault::OtherVehicle)
        );
        assert_eq!(
            faulty(|t| t.boarded = true),
            only(TicketFault::AlreadyBoarded)
        );
    }

    #[test]
    fn refusals_are_read_back_from_their_words() {
        let tickets = TicketFault::ALL.iter().copied().map(Refusal::Ticket);
        let unmet = Unmet::ALL.iter().copied().map(Refusal::Unmet);
        for refusal in tickets
            .chain(unmet)
            .chain([Refusal::Hot, Refusal::NotMeasured])
        {
            assert_eq!(Refusal::parse(refusal.as_str()), Some(refusal));
        }
        assert_eq!(Refusal::parse("cold"), None);
    }
}
