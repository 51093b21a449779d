//! What the dialogue hears, and the facts it is told with it.

mod booked;

pub use booked::{Departure, Opening, Queued, Seated, TicketFact};

use super::button::Button;
use super::privacy::{Erased, Holdings};
use super::state::{Answers, Firm, SeatOption};
use crate::domain::delivery::{Attachment, ContactState};
use crate::domain::employer::Employer;
use crate::domain::id::{AttachmentId, HelpId, RosterLineId};
use crate::domain::place::PlaceCode;
use crate::domain::registration::News;
use crate::domain::roster::RosterState;
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::domain::trip::Unmet;
use crate::domain::words;

words! {
    /// A word that works anywhere, in every language and on every channel.
    Word {
        /// Begin, or begin to hear from us again.
        Start => "start",
        /// A greeting: begin, or say where we are.
        Hello => "hello",
        /// How do things stand?
        Status => "status",
        /// Change an answer.
        Change => "change",
        /// Give it up.
        Cancel => "cancel",
        /// Another language.
        Language => "language",
        /// What can I do here?
        Help => "help",
        /// No more notices, please.
        Stop => "stop",
        /// One question back.
        Back => "back",
        /// More of the list.
        More => "more",
        /// A human, please; also `0`.
        Human => "human",
        /// End the conversation with the clerk.
        End => "end",
        /// My ticket, please.
        Ticket => "ticket",
        /// Another ticket in place of the one I have.
        NewTicket => "newticket",
        /// We travel together.
        Group => "group",
        /// What do you hold about me?
        Privacy => "privacy",
        /// For HR: who waits for us?
        Roster => "roster",
    }
}

/// Something the dialogue reacts to.
#[derive(Debug, Clone)]
pub enum Event {
    /// The chat was opened; perhaps by an invitation link, whose employer is then given.
    Opened {
        /// The employer of a valid link.
        invited_by: Option<Firm>,
    },
    /// A button, decoded, with its question number.
    Pressed(u32, Button),
    /// A word that works anywhere.
    Word(Word),
    /// Text: trimmed, at most [`MAX_TEXT`] characters, with something readable in it.
    Text(String),
    /// A photo that has been stored under this id if the dialogue keeps it.
    Photo(AttachmentId),
    /// A number shared through the channel; `own` when the channel vouches for it.
    Contact {
        /// The number, unverified.
        mobile: String,
        /// Whether it is vouched for.
        own: bool,
    },
    /// Something that cannot be used.
    Odd(Oddity),
    /// Somebody of the staff wanted this chat to be theirs.
    StaffChat {
        /// Their role, if their code was good.
        bound: Option<Role>,
    },
    /// Somebody of the staff goes on with this person's registration.
    TakenUp,
    /// Something happened outside the conversation.
    News(News),
    /// The answer to a query this dialogue made.
    Answered(Box<Answer>),
}

/// Most characters of a text that are looked at.
pub const MAX_TEXT: usize = 1000;

/// Input that cannot be used, by what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Nothing in it.
    Blank,
    /// Longer than [`MAX_TEXT`].
    TooLong,
    /// Emoji only.
    OnlySymbols,
    /// A sticker, a voice message, a location.
    NotText,
    /// A payload we never made.
    ForeignButton,
}

/// Answers to queries.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Employers that match, best first.
    Employers(Vec<Firm>),
    /// Departures for the answers given, soonest first, with the employer's row for the rules.
    Departures {
        /// Them.
        found: Vec<Departure>,
        /// The employer chosen, as stored.
        employer: Option<Employer>,
        /// Whether HR has confirmed this person; `false` while the person is not known yet.
        roster_confirmed: bool,
    },
    /// The registration is stored; what came of the wish to travel.
    Submitted(Outcome),
    /// The registration is withdrawn; whether there was a seat or place in line to give up.
    Released(bool),
    /// Nothing was given up: they are on board.
    OnBoard,
    /// A trip that meets the recorded wish.
    Opened(Option<Opening>),
    /// Answer to taking an offer: the seat, or too late.
    Offer(Option<Seated>),
    /// The seat was confirmed and its ticket issued.
    Confirmed(Option<Seated>),
    /// The seat with its valid ticket, issued anew where it was asked for.
    Ticket(Option<Seated>),
    /// The own trip was moved: the seat, with a ticket for the new time, or what stands in its way.
    Moved {
        /// When it was to leave.
        was: Timestamp,
        /// Why.
        reason: String,
        /// The seat, if they have one there.
        seated: Option<Seated>,
        /// Requirements that the new day does not meet.
        unmet: Vec<Unmet>,
    },
    /// A party founded, joined, left or looked up.
    Party(PartyTold),
    /// Departures for a party, each with what any of them lacks for it.
    PartyDepartures(Vec<(Departure, Vec<Unmet>)>),
    /// Seats for all of a party.
    PartySeats(PartyOutcome),
    /// Free seats of the own trip, a short list, front first.
    FreeSeats(Vec<SeatOption>),
    /// Another seat taken; none when it was gone.
    SeatTaken(Option<Seated>),
    /// What is registered for the person of this chat; none while nobody is known.
    Registered(Option<Registered>),
    /// What is held about them.
    Holdings(Holdings),
    /// The file of everything that is held, and for how many hours it can be fetched.
    Downloaded(Attachment, u32),
    /// What came of the wish to be erased.
    Erased(Erased),
    /// How many wait for HR of this employer; none when the chat is not HR's.
    HrWaiting(Option<(String, i64)>),
    /// What HR is shown.
    Hr(HrTold),
}

/// What is registered for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// As answers, complete where there is a registration.
    pub answers: Answers,
    /// Whether there is one, in whatever state.
    pub submitted: bool,
}

/// What HR is shown in the chat.
#[derive(Debug, Clone, PartialEq)]
pub enum HrTold {
    /// This chat is not HR's.
    NotHr,
    /// What came of HR's answer, if one was given, and who is next.
    Next {
        /// What came of the answer.
        done: Option<HrDone>,
        /// The next in line, where somebody waits.
        claim: Option<Box<HrClaim>>,
        /// How many wait in all.
        waiting: i64,
        /// Name of the employer.
        employer: String,
    },
    /// This claim again: to ask for a reason, or because the reason given was none.
    This {
        /// The claim.
        claim: Box<HrClaim>,
        /// Whether it is asked why HR rejects it.
        asks_reason: bool,
        /// Whether the reason given was too short or too long.
        bad_reason: bool,
    },
}

/// What came of HR's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HrDone {
    /// Confirmed.
    Confirmed {
        /// Their name.
        name: String,
    },
    /// Rejected.
    Rejected {
        /// Their name.
        name: String,
    },
    /// Somebody had decided before.
    Already {
        /// Their name.
        name: String,
        /// What was decided.
        state: RosterState,
    },
    /// The roster is locked.
    Locked,
    /// They have taken their claim back.
    Gone,
}

/// Somebody who waits for HR, as HR sees them: numbers masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HrClaim {
    /// The line.
    pub line: RosterLineId,
    /// Their name.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Where they set out from.
    pub origin: Option<PlaceCode>,
    /// Since when they wait.
    pub since: Timestamp,
    /// Until when HR is to answer.
    pub due: Option<Timestamp>,
    /// Code and departure of the trip they have a seat on.
    pub trip: Option<(String, Timestamp)>,
}

/// What came of founding or joining a party.
#[derive(Debug, Clone, PartialEq)]
pub enum PartyTold {
    /// In one.
    In(Box<PartyFact>),
    /// No party has this code.
    Unknown,
    /// It is complete without them.
    Full,
    /// In none.
    Nothing,
}

/// A party as its people see it.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyFact {
    /// What others type to join.
    pub code: String,
    /// How many they mean to be.
    pub size: u32,
    /// How many are in.
    pub joined: u32,
    /// Whether it is this worker's to choose the trip.
    pub leads: bool,
    /// Its place in line, whoever holds it.
    pub queued: Option<Queued>,
}

/// What came of asking for seats for a whole party.
#[derive(Debug, Clone, PartialEq)]
pub enum PartyOutcome {
    /// Everybody has one; this is the asker's.
    Seated(Seated),
    /// Too few together: the party is in line.
    Queued(Queued),
    /// Somebody may not travel on it: how many, and all that is lacking.
    Unfit(u32, Vec<Unmet>),
    /// The party is no more.
    Gone,
}

/// What came of a submission.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A seat, with its ticket or waiting for HR.
    Seated(Seated),
    /// A place in line.
    Queued(Queued),
    /// The trip is not open to them after all, for these reasons.
    Refused(Vec<Unmet>),
    /// This person has an active seat already (perhaps through another chat).
    HasSeat(Seated),
    /// The trip is full: the seat on another trip that they have stays theirs, and they are in line.
    FullKeepsSeat(Box<Seated>, Box<Queued>),
    /// Nothing runs that suits; the wish is recorded for planning.
    Demand,
    /// Comes back by own means; noted.
    SelfReturn,
    /// This resident ID is registered with another mobile number; a clerk must look.
    OtherMobile,
    /// This chat belongs to another person's registration.
    OtherPerson,
}

/// What is known from the store when an event is heard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The person's active seat.
    pub seat: Option<Seated>,
    /// The person's place in line.
    pub queued: Option<Queued>,
    /// The party they are in.
    pub party: Option<PartyFact>,
    /// An open conversation with a clerk.
    pub help: Option<HelpId>,
    /// Whether the wish to travel is recorded without a trip.
    pub demand: bool,
    /// Whether this chat takes notices.
    pub contact: Option<ContactState>,
    /// Whether we were restarted, or the stored state had to be read anew, since the worker was last heard.
    pub restarted: bool,
}
