//! The one codec for button payloads: at most 64 bytes (Telegram's limit), ASCII, no personal data.
//!
//! A payload is `<serial>.<code>` or `<serial>.<code>:<argument>`. The serial names the question the button
//! belongs to, so a stale one is recognised. Buttons about a thing of its own (an offer, a ticket, a conversation
//! with a clerk) carry that thing's id and hold at any time.

use crate::domain::health::HealthCode;
use crate::domain::id::{EmployerId, RosterLineId, SeatId, TripId, WaitlistId};
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::trip::Mode;
use crate::domain::words;

words! {
    /// An answer that can be changed from the read-back.
    Field {
        /// Preferred transport and departure.
        Transport => "transport",
        /// Origin.
        Origin => "origin",
        /// Employer.
        Employer => "employer",
        /// Health code.
        HealthCode => "health",
        /// Certificate.
        Certificate => "certificate",
        /// Name.
        Name => "name",
        /// Resident ID.
        ResidentId => "id",
        /// Mobile.
        Mobile => "mobile",
    }
}

words! {
    /// A usual reason why somebody is not HR's.
    HrReason {
        /// Nobody there knows them.
        Unknown => "unknown",
        /// They have left.
        Left => "left",
        /// They are not to come back yet.
        NotYet => "notyet",
    }
}

/// What a button means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Button {
    /// Speak this language.
    Language(Locale),
    /// Give the consent asked for.
    Agree,
    /// Refuse it.
    Disagree,
    /// My health code has this colour.
    Code(HealthCode),
    /// Type the certificate's number.
    CertificateNumber,
    /// Send a photo of it.
    CertificatePhoto,
    /// No certificate yet.
    CertificateLater,
    /// This place.
    Place(PlaceCode),
    /// The place chosen so far is exact enough.
    PlaceEnough,
    /// This employer.
    Employer(EmployerId),
    /// No employer yet, or not found.
    NoEmployer,
    /// This mode of transport.
    Mode(Mode),
    /// This departure (or its line, when it is full).
    Trip(TripId),
    /// None of the departures: record that I want to travel.
    NoTrip,
    /// Submit what was read back.
    Submit,
    /// Change something.
    Change,
    /// Change this.
    ChangeField(Field),
    /// One question back.
    Back,
    /// More of the list.
    More,
    /// Yes, cancel.
    CancelYes,
    /// No, keep it.
    CancelNo,
    /// Show my ticket again.
    ShowTicket,
    /// How do things stand?
    Status,
    /// Give up my seat or place in line.
    Cancel,
    /// Look for a trip again.
    Again,
    /// A human, please.
    Human,
    /// End the conversation with the clerk.
    EndHelp,
    /// Take the seat offered.
    AcceptOffer(WaitlistId),
    /// Leave it to the next.
    DeclineOffer(WaitlistId),
    /// Begin to register, or go on with it: below a notice.
    Register,
    /// No more notices: below a notice.
    StopNotices,
    /// Notices are welcome again.
    GetNotices,
    /// Leave the line, keep the seat.
    LeaveLine,
    /// Look for another departure, by the same transport.
    OtherTrip,
    /// I come back on my own.
    OwnWay,
    /// Keep my wish recorded.
    StayListed,
    /// The new time suits me.
    KeepTrip,
    /// We travel together.
    Party,
    /// Found a party.
    PartyFound,
    /// I have a party's code.
    PartyJoin,
    /// Look for seats for all of us.
    PartySeats,
    /// We go with those who are in.
    PartyFewer,
    /// Leave the party.
    PartyLeave,
    /// Another seat on the same trip.
    ChooseSeat,
    /// The seat I have.
    KeepSeat,
    /// A new ticket in place of the old one.
    NewTicket,
    /// This seat.
    Seat(SeatId),
    /// What do you hold about me?
    Privacy,
    /// Give it to me as a file.
    Download,
    /// Correct something of it.
    Correct,
    /// Erase it.
    Erase,
    /// Yes, erase.
    EraseYes,
    /// No, keep it.
    EraseNo,
    /// For HR: show who waits.
    HrGo,
    /// For HR: this one is ours.
    HrYes(RosterLineId),
    /// For HR: this one is not.
    HrNo(RosterLineId),
    /// For HR: this one later.
    HrLater(RosterLineId),
    /// For HR: not ours, for this reason.
    HrBecause(HrReason),
    /// For HR: not rejected after all; show them again.
    HrKeep,
}

/// Payload of the control that shares the account's own number; the channel itself acts on it.
pub const CONTACT: &str = "contact";

impl Button {
    /// Whether the button holds whatever question stands.
    pub fn holds_always(&self) -> bool {
        matches!(
            self,
            Self::Human
                | Self::EndHelp
                | Self::AcceptOffer(_)
                | Self::DeclineOffer(_)
                | Self::ShowTicket
                | Self::Status
                | Self::Register
                | Self::StopNotices
                | Self::GetNotices
                | Self::LeaveLine
                | Self::OtherTrip
                | Self::OwnWay
                | Self::StayListed
                | Self::KeepTrip
                | Self::Party
                | Self::PartySeats
                | Self::NewTicket
                | Self::Privacy
                | Self::HrGo
                | Self::HrYes(_)
                | Self::HrNo(_)
                | Self::HrLater(_)
        )
    }

    /// Whether it is one of HR's.
    pub fn is_hr(&self) -> bool {
        matches!(
            self,
            Self::HrGo
                | Self::HrYes(_)
                | Self::HrNo(_)
                | Self::HrLater(_)
                | Self::HrBecause(_)
                | Self::HrKeep
        )
    }

    fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Language(locale) => ("lang", Some(locale.as_str())),
            Self::Agree => ("agree", None),
            Self::Disagree => ("disagree", None),
            Self::Code(code) => ("code", Some(code.as_str())),
            Self::CertificateNumber => ("certnum", None),
            Self::CertificatePhoto => ("certphoto", None),
            Self::CertificateLater => ("certlater", None),
            Self::Place(_) => ("place", None),
            Self::PlaceEnough => ("enough", None),
            Self::Employer(id) => ("firm", Some(id.as_str())),
            Self::NoEmployer => ("nofirm", None),
            Self::Mode(mode) => ("mode", Some(mode.as_str())),
            Self::Trip(id) => ("trip", Some(id.as_str())),
            Self::NoTrip => ("notrip", None),
            Self::Submit => ("submit", None),
            Self::Change => ("change", None),
            Self::ChangeField(field) => ("field", Some(field.as_str())),
            Self::Back => ("back", None),
            Self::More => ("more", None),
            Self::CancelYes => ("cancelyes", None),
            Self::CancelNo => ("cancelno", None),
            Self::ShowTicket => ("ticket", None),
            Self::Status => ("status", None),
            Self::Cancel => ("cancel", None),
            Self::Again => ("again", None),
            Self::Human => ("human", None),
            Self::EndHelp => ("endhelp", None),
            Self::AcceptOffer(id) => ("accept", Some(id.as_str())),
            Self::DeclineOffer(id) => ("decline", Some(id.as_str())),
            Self::Register => ("register", None),
            Self::StopNotices => ("stop", None),
            Self::GetNotices => ("notices", None),
            Self::LeaveLine => ("leaveline", None),
            Self::OtherTrip => ("othertrip", None),
            Self::OwnWay => ("ownway", None),
            Self::StayListed => ("staylisted", None),
            Self::KeepTrip => ("keeptrip", None),
            Self::Party => ("party", None),
            Self::PartyFound => ("partyfound", None),
            Self::PartyJoin => ("partyjoin", None),
            Self::PartySeats => ("partyseats", None),
            Self::PartyFewer => ("partyfewer", None),
            Self::PartyLeave => ("partyleave", None),
            Self::ChooseSeat => ("chooseseat", None),
            Self::KeepSeat => ("keepseat", None),
            Self::NewTicket => ("newticket", None),
            Self::Seat(id) => ("seat", Some(id.as_str())),
            Self::Privacy => ("privacy", None),
            Self::Download => ("download", None),
            Self::Correct => ("correct", None),
            Self::Erase => ("erase", None),
            Self::EraseYes => ("eraseyes", None),
            Self::EraseNo => ("eraseno", None),
            Self::HrGo => ("hrgo", None),
            Self::HrYes(id) => ("hryes", Some(id.as_str())),
            Self::HrNo(id) => ("hrno", Some(id.as_str())),
            Self::HrLater(id) => ("hrlater", Some(id.as_str())),
            Self::HrBecause(reason) => ("hrwhy", Some(reason.as_str())),
            Self::HrKeep => ("hrkeep", None),
        }
    }

    /// The payload under question number `serial`.
    pub fn encode(&self, serial: u32) -> String {
        match (self, self.parts()) {
            (Self::Place(place), (code, _)) => format!("{serial}.{code}:{place}"),
            (_, (code, None)) => format!("{serial}.{code}"),
            (_, (code, Some(argument))) => format!("{serial}.{code}:{argument}"),
        }
    }

    /// Reads a payload back: question number and meaning; `None` for anything that [`Button::encode`] does not
    /// write.
    pub fn decode(payload: &str) -> Option<(u32, Self)> {
        let (serial, rest) = payload.split_once('.')?;
        let serial = serial.parse().ok()?;
        let (code, argument) = match rest.split_once(':') {
            Some((code, argument)) => (code, Some(argument)),
            None => (rest, None),
        };
        let button = match argument {
            Some(argument) => Self::with_argument(code, argument)?,
            None => Self::plain(code)?,
        };
        // Only the one way of writing a payload is accepted, so two payloads never mean the same.
        (button.encode(serial) == payload).then_some((serial, button))
    }

    fn plain(code: &str) -> Option<Self> {
        Some(match code {
            "agree" => Self::Agree,
            "disagree" => Self::Disagree,
            "certnum" => Self::CertificateNumber,
            "certphoto" => Self::CertificatePhoto,
            "certlater" => Self::CertificateLater,
            "enough" => Self::PlaceEnough,
            "nofirm" => Self::NoEmployer,
            "notrip" => Self::NoTrip,
            "submit" => Self::Submit,
            "change" => Self::Change,
            "back" => Self::Back,
            "more" => Self::More,
            "cancelyes" => Self::CancelYes,
            "cancelno" => Self::CancelNo,
            "ticket" => Self::ShowTicket,
            "status" => Self::Status,
            "cancel" => Self::Cancel,
            "again" => Self::Again,
            "human" => Self::Human,
            "endhelp" => Self::EndHelp,
            "register" => Self::Register,
            "stop" => Self::StopNotices,
            "notices" => Self::GetNotices,
            "leaveline" => Self::LeaveLine,
            "othertrip" => Self::OtherTrip,
            "ownway" => Self::OwnWay,
            "staylisted" => Self::StayListed,
            "keeptrip" => Self::KeepTrip,
            "party" => Self::Party,
            "partyfound" => Self::PartyFound,
            "partyjoin" => Self::PartyJoin,
            "partyseats" => Self::PartySeats,
            "partyfewer" => Self::PartyFewer,
            "partyleave" => Self::PartyLeave,
            "chooseseat" => Self::ChooseSeat,
            "keepseat" => Self::KeepSeat,
            "newticket" => Self::NewTicket,
            "privacy" => Self::Privacy,
            "download" => Self::Download,
            "correct" => Self::Correct,
            "erase" => Self::Erase,
            "eraseyes" => Self::EraseYes,
            "eraseno" => Self::EraseNo,
            "hrgo" => Self::HrGo,
            "hrkeep" => Self::HrKeep,
            _ => return None,
        })
    }

    fn with_argument(code: &str, argument: &str) -> Option<Self> {
        let id = || {
            (argument.len() <= 40
                && argument
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            .then_some(argument)
        };
        Some(match code {
            "lang" => Self::Language(Locale::parse(argument)?),
            "code" => Self::Code(HealthCode::parse(argument)?),
            "place" => Self::Place(PlaceCode::parse(argument).ok()?),
            "firm" => Self::Employer(EmployerId::new(id()?)),
            "mode" => Self::Mode(Mode::parse(argument)?),
            "trip" => Self::Trip(TripId::new(id()?)),
            "field" => Self::ChangeField(Field::parse(argument)?),
            "accept" => Self::AcceptOffer(WaitlistId::new(id()?)),
            "decline" => Self::DeclineOffer(WaitlistId::new(id()?)),
            "seat" => Self::Seat(SeatId::new(id()?)),
            "hryes" => Self::HrYes(RosterLineId::new(id()?)),
            "hrno" => Self::HrNo(RosterLineId::new(id()?)),
            "hrlater" => Self::HrLater(RosterLineId::new(id()?)),
            "hrwhy" => Self::HrBecause(HrReason::parse(argument)?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
