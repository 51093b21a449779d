//! A registration for return: what the worker told us, and what may happen to it afterwards.

use super::desk::Deed;
use super::health::{Certificate, HealthCode};
use super::id::{EmployerId, HelpId, RosterLineId, SeatId, TicketId, TripId, WaitlistId};
use super::identity::{Mobile, PersonName, ResidentId};
use super::place::PlaceCode;
use super::time::Timestamp;
use super::trip::Mode;
use super::words;
use serde::{Deserialize, Serialize};

words! {
    /// Progress of a registration (domain reference §2).
    RegistrationState {
        /// Read back and submitted by the worker.
        Submitted => "submitted",
        /// HR has confirmed the worker.
        EmployerConfirmed => "employer_confirmed",
        /// A seat is the worker's, or self-return is noted.
        TravelArranged => "travel_arranged",
        /// On board.
        Travelling => "travelling",
        /// Back.
        Arrived => "arrived",
        /// HR or a clerk asks for a correction.
        NeedsFix => "needs_fix",
        /// Refused.
        Rejected => "rejected",
        /// Taken back by the worker.
        Withdrawn => "withdrawn",
        /// Personal data removed.
        Erased => "erased",
    }
}

words! {
    /// A consent, asked for one by one (PIPL; domain reference §3).
    ConsentKind {
        /// Name, resident ID and mobile, to register for return.
        Service => "service",
        /// Health code and certificate: sensitive, separate.
        Health => "health",
        /// Origin and trip: separate.
        Travel => "travel",
    }
}

/// Version of the consent texts; a new one asks everybody again.
pub const CONSENT_VERSION: u32 = 1;

/// A complete set of answers, as read back to the worker and submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Name.
    pub name: PersonName,
    /// Resident ID.
    pub resident_id: ResidentId,
    /// Mobile.
    pub mobile: Mobile,
    /// Where they set out from.
    pub origin: PlaceCode,
    /// Code as reported, and when.
    pub health_code: HealthCode,
    /// When the code was reported.
    pub health_observed_at: Timestamp,
    /// Certificate.
    pub certificate: Certificate,
    /// Employer, or none yet.
    pub employer: Option<EmployerId>,
    /// Preferred transport.
    pub mode: Mode,
    /// Departure wished for, where the mode has seats and one was chosen.
    pub trip: Option<TripId>,
}

/// Something that happened outside the conversation and that the worker must hear of. It is queued for the
/// worker's chat in the transaction in which it happened and then goes through the dialogue like anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum News {
    /// HR confirmed the worker's roster line.
    RosterConfirmed {
        /// The line.
        line: RosterLineId,
        /// Name of the employer.
        employer: String,
    },
    /// HR rejected it.
    RosterRejected {
        /// The line.
        line: RosterLineId,
        /// Name of the employer.
        employer: String,
        /// HR's reason.
        reason: String,
    },
    /// HR has put somebody else in the worker's place; the seat went with it.
    RosterReplaced {
        /// The line.
        line: RosterLineId,
        /// Name of the employer.
        employer: String,
    },
    /// HR did not answer in time.
    RosterLapsed {
        /// The line.
        line: RosterLineId,
        /// Name of the employer.
        employer: String,
        /// Whether a seat was given up.
        seat_lost: bool,
    },
    /// The roster is final, and the worker is on it.
    RosterLocked {
        /// The line.
        line: RosterLineId,
        /// Name of the employer.
        employer: String,
    },
    /// For a chat of HR: somebody new says that they work there.
    ClaimsWait,
    /// A freed seat is offered to the worker, first in line.
    SeatOffered {
        /// Their place in line.
        waitlist: WaitlistId,
        /// The seat, kept for them.
        seat: SeatId,
        /// Until when.
        until: Timestamp,
    },
    /// The offer ran out.
    OfferExpired {
        /// Their place in line.
        waitlist: WaitlistId,
    },
    /// The trip they stood in line for has left, is cancelled or takes no bookings any more.
    LineClosed {
        /// Their place in line.
        waitlist: WaitlistId,
        /// Code of the trip, as shown.
        code: String,
    },
    /// Many fewer stand in front of them now, or some were put before them.
    LineMoved {
        /// Their place in line.
        waitlist: WaitlistId,
    },
    /// The trip they had a seat on does not run; the seat is gone, their wish recorded.
    TripCancelled {
        /// The trip.
        trip: TripId,
        /// Its code, as shown.
        code: String,
        /// When it was to leave.
        departs_at: Timestamp,
        /// Why, for people to read; empty where nobody said.
        reason: String,
    },
    /// The trip they have a seat on, or are in line for, leaves at another time or from elsewhere.
    TripMoved {
        /// The trip.
        trip: TripId,
        /// When it was to leave.
        was: Timestamp,
        /// When it leaves now; the same where people meet elsewhere.
        departs_at: Timestamp,
        /// Why, for people to read; empty where nobody said.
        reason: String,
    },
    /// The bureau has issued their ticket anew; the old one does not count any more.
    TicketReissued {
        /// The new one.
        ticket: TicketId,
    },
    /// A trip has opened that picks up where they are and runs by the transport they wish for.
    TripOpened {
        /// The trip.
        trip: TripId,
    },
    /// Their party has seats, all of it, or is in line together.
    PartySettled {
        /// The trip.
        trip: TripId,
    },
    /// Everybody of their party has joined it: for its leader.
    PartyComplete {
        /// How many they are.
        size: u32,
    },
    /// The crew has let the worker aboard from the line, at the door.
    WalkedUp {
        /// Their place in line.
        waitlist: WaitlistId,
        /// Code of the trip, as shown.
        code: String,
        /// What is shown on the vehicle's windscreen.
        vehicle: String,
        /// What is painted on the seat.
        seat: String,
    },
    /// A clerk writes.
    ClerkSaid {
        /// The conversation.
        help: HelpId,
        /// Clerk's name as shown.
        name: String,
        /// The text.
        text: String,
    },
    /// Somebody of the bureau's staff has done something on the worker's behalf.
    DoneAtDesk {
        /// Their name as shown.
        by: String,
        /// What, in order.
        deeds: Vec<Deed>,
    },
    /// A clerk has checked who they are: this chat is the registered worker's now.
    Recognised {
        /// The conversation in which they asked for it.
        help: HelpId,
    },
    /// The clerk ended the conversation.
    ClerkClosed {
        /// The conversation.
        help: HelpId,
    },
}
