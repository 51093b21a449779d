//! What the dialogue asks for: replies to show, commands to perform, and at most one query whose answer comes back
//! as an event.

use super::button::{Button, HrReason};
use super::state::Session;
use crate::domain::delivery::{Attachment, InputHint};
use crate::domain::health::HealthCode;
use crate::domain::id::{
    AttachmentId, EmployerId, HelpId, RosterLineId, SeatId, TripId, WaitlistId,
};
use crate::domain::identity::PersonName;
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::registration::{ConsentKind, Submission};
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use crate::locale::message::Message;

/// Result of one step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The session afterwards.
    pub session: Session,
    /// What to show, in order.
    pub replies: Vec<Reply>,
    /// What to do, in order, in the same transaction.
    pub commands: Vec<Command>,
    /// What to ask the store; its answer is the next event, before anything is committed.
    pub query: Option<Query>,
}

/// A change to be made in the step's transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Speak this language from now on, beginning with this step's replies.
    Speak(Locale),
    /// Keep a consent, given or refused.
    RecordConsent(ConsentKind, bool),
    /// Keep the photo that came with the event under this id.
    KeepPhoto(AttachmentId),
    /// Open a conversation with a clerk.
    OpenHelp,
    /// Pass the worker's words on to the clerk.
    TellClerk(HelpId, String),
    /// End the conversation with the clerk.
    CloseHelp(HelpId),
    /// No more notices.
    OptOut,
    /// Notices are welcome again.
    OptIn,
    /// Leave an offered seat to the next in line.
    DeclineOffer(WaitlistId),
    /// HR refused this line: give up a seat on a trip that needs HR's confirmation.
    DropUnconfirmedSeat(RosterLineId),
    /// The health code has changed since the registration was submitted.
    ReportHealth(HealthCode),
    /// Delete the photos of a draft that is given up.
    DropPhotos,
    /// Leave the line; a seat on another trip stays.
    LeaveLine,
    /// The name was misspelt: correct it and nothing else.
    CorrectName(PersonName),
}

/// A question to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Employers that match a text.
    Employers(String),
    /// Departures for an origin and a mode.
    Departures {
        /// Where from.
        origin: PlaceCode,
        /// By what.
        mode: Mode,
        /// The employer, for the rules.
        employer: Option<EmployerId>,
    },
    /// Store the registration and do what the wish to travel asks for.
    Submit(Box<Submission>),
    /// Give up the seat or the place in line, and withdraw the registration.
    Release,
    /// Take the seat offered.
    AcceptOffer(WaitlistId),
    /// HR has confirmed this line: confirm the seat, issue its ticket.
    ConfirmSeat(RosterLineId),
    /// A new ticket; the old one is revoked.
    NewTicket,
    /// The seat that the party has got them, with its ticket.
    PartySeat,
    /// The trip was moved: a ticket for the new time.
    Moved {
        /// Which.
        trip: TripId,
        /// When it was to leave.
        was: Timestamp,
        /// Why.
        reason: String,
    },
    /// A trip has opened: whether it meets the wish that is recorded.
    Opened(TripId),
    /// Found a party of so many.
    FoundParty(u32),
    /// Join the party with this code.
    JoinParty(String),
    /// The party goes with those who are in it.
    CloseParty,
    /// Leave the party.
    LeaveParty,
    /// Departures that the party could take.
    PartyDepartures,
    /// Seats for all of the party on this trip, or its line.
    PartySeats(TripId),
    /// A short list of free seats on the own trip.
    FreeSeats,
    /// Change to this seat.
    TakeSeat(SeatId),
    /// What is registered for the person of this chat.
    Registered,
    /// What is held about them.
    Holdings,
    /// A file of everything that is held, for them to keep.
    Download,
    /// Erase them.
    Erase,
    /// How many wait for HR.
    HrWaiting,
    /// Who waits for HR: the first, or the one after this line.
    HrNext(Option<RosterLineId>),
    /// This claim, to be rejected or not.
    HrClaim {
        /// The line.
        line: RosterLineId,
        /// Whether it is to be asked why.
        asks_reason: bool,
    },
    /// HR's answer to a claim.
    HrDecide(RosterLineId, HrVerdict),
}

/// HR's answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HrVerdict {
    /// Ours.
    Confirm,
    /// Not ours, for one of the usual reasons.
    Usual(HrReason),
    /// Not ours, in HR's own words.
    Because(String),
}

/// One message to show.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// Heading.
    pub title: Option<Message>,
    /// Paragraphs, each of one or more lines.
    pub body: Vec<Vec<Message>>,
    /// Answers, at most four.
    pub choices: Vec<Choice>,
    /// Ways around the question.
    pub controls: Vec<Choice>,
    /// Kind of typing expected.
    pub input: Option<InputHint>,
    /// Ticket to draw: payload and code.
    pub ticket: Option<(String, String)>,
    /// File that goes with it.
    pub file: Option<Attachment>,
    /// Whether this is the question that stands: its buttons are the current ones.
    pub is_prompt: bool,
    /// Whether a telephone number may be shared by a button of the channel.
    pub ask_contact: bool,
}

/// A button with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Label.
    pub label: Message,
    /// Meaning.
    pub button: Button,
}

impl Reply {
    /// A message of one paragraph.
    pub fn say(message: Message) -> Self {
        Self {
            body: vec![vec![message]],
            ..Self::default()
        }
    }

    /// A message under a heading.
    pub fn titled(title: Message, message: Message) -> Self {
        Self {
            title: Some(title),
            ..Self::say(message)
        }
    }

    /// Adds a paragraph.
    pub fn and(mut self, message: Message) -> Self {
        self.body.push(vec![message]);
        self
    }

    /// Adds a line to the last paragraph.
    pub fn line(mut self, message: Message) -> Self {
        match self.body.last_mut() {
            Some(paragraph) => paragraph.push(message),
            None => self.body.push(vec![message]),
        }
        self
    }

    /// Adds an answer.
    pub fn choice(mut self, label: Message, button: Button) -> Self {
        self.choices.push(Choice { label, button });
        self
    }

    /// Adds a way around.
    pub fn control(mut self, label: Message, button: Button) -> Self {
        self.controls.push(Choice { label, button });
        self
    }

    /// Says which kind of typing is expected.
    pub fn expects(mut self, input: InputHint) -> Self {
        self.input = Some(input);
        self
    }
}
