//! Trips: what runs, for whom, and why a trip is not open to somebody (bulletin P1–P4).

mod draft;
#[cfg(test)]
mod tests;

pub use draft::{
    MAX_STOPS, MAX_VEHICLES, MEETING_POINT_PENDING, Stop, TripDraft, TripFault, needs_full_crew,
};

use super::boarding::{CrewRule, Temperature};
use super::employer::Employer;
use super::health::{Certificate, HealthCode};
use super::id::TripId;
use super::place::PlaceCode;
use super::time::Timestamp;
use super::words;
use serde::{Deserialize, Serialize};
use std::time::Duration;

words! {
    /// How a worker prefers to come back.
    Mode {
        /// Point-to-point or chartered coach (bulletin P3, P5).
        Coach => "coach",
        /// Charter train (bulletin P1).
        Train => "train",
        /// Own vehicle (bulletin P6).
        SelfDrive => "self_drive",
        /// Scheduled public transport at one's own arrangement (bulletin P6).
        Public => "public",
    }
}

impl Mode {
    /// Whether the bureau runs this mode itself, with seats to be had.
    pub const fn has_seats(self) -> bool {
        match self {
            Self::Coach | Self::Train => true,
            Self::SelfDrive | Self::Public => false,
        }
    }
}

words! {
    /// State of a trip: draft → open ⇄ full → boarding → departed → arrived; cancelled only before departure.
    TripState {
        /// Being prepared; workers do not see it.
        Draft => "draft",
        /// Seats may be taken. Full is open with no seat left.
        Open => "open",
        /// Crew is boarding; no new seats but walk-ups.
        Boarding => "boarding",
        /// Under way.
        Departed => "departed",
        /// At its destination.
        Arrived => "arrived",
        /// Will not run.
        Cancelled => "cancelled",
    }
}

/// What a trip asks of its passengers, as data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Requirements {
    /// A health certificate valid through the day of departure (bulletin P2, P3).
    pub certificate: bool,
    /// A listed employer (bulletin P1).
    pub listed_employer: bool,
    /// HR's confirmation of the worker's roster line before the ticket is issued (invariant 5).
    pub roster_confirmed: bool,
    /// Districts whose employers the trip serves. With no zone either, any employer's people may board.
    pub districts: Vec<PlaceCode>,
    /// Zones whose employers it serves, wherever these are, such as 浙南产业集聚区 (bulletin P1).
    pub zones: Vec<String>,
    /// Oldest observation of the health code that counts, in hours; none for any age.
    pub code_within_hours: Option<u32>,
    /// What each vehicle's crew must be before it leaves (bulletin P3, invariant 6); none for no rule.
    pub crew: Option<CrewRule>,
    /// Highest temperature that boards (invariant 7); none for [`Temperature::LIMIT`].
    pub hottest: Option<Temperature>,
    /// Areas nobody may board from: the key-epidemic list (domain reference, readings).
    pub blocked: Vec<PlaceCode>,
}

/// A trip as far as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    /// Identifier.
    pub id: TripId,
    /// Short code shown to people, such as `HS-0224`.
    pub code: String,
    /// Coach or train.
    pub mode: Mode,
    /// County it returns to.
    pub district: PlaceCode,
    /// Where it picks up: a worker whose origin lies in one of these may take it.
    pub stops: Vec<PlaceCode>,
    /// Where people gather before departure, in Chinese.
    pub meeting_point: String,
    /// Departure from the first stop.
    pub departs_at: Timestamp,
    /// State.
    pub state: TripState,
    /// Whether neighbours are kept apart (a flag of each trip, domain reference §0).
    pub spaced: bool,
    /// Fare in fen; 0 is free.
    pub fare_fen: i64,
    /// What it asks of passengers.
    pub requirements: Requirements,
}

/// Who asks for a seat, as far as the rules need it.
#[derive(Debug, Clone, Copy)]
pub struct Traveller<'a> {
    /// County, city or province they set out from.
    pub origin: PlaceCode,
    /// Code as last observed.
    pub health_code: HealthCode,
    /// When it was observed.
    pub health_observed_at: Timestamp,
    /// Certificate, if any.
    pub certificate: &'a Certificate,
    /// Employer, if they name one.
    pub employer: Option<&'a Employer>,
    /// Whether that employer's HR has confirmed them.
    pub roster_confirmed: bool,
    /// What an administrator has waived for them on this trip, with a reason.
    pub waived: &'a [Unmet],
}

words! {
    /// Moment at which the requirements are checked (invariant 4).
    Stage {
        /// A seat is asked for.
        Hold => "hold",
        /// A ticket is issued.
        Confirm => "confirm",
        /// At the coach door.
        Board => "board",
    }
}

words! {
    /// A requirement that is not met.
    Unmet {
        /// The trip takes no more bookings.
        NotOpen => "not_open",
        /// It has left.
        Departed => "departed",
        /// It does not pick up where the worker is.
        OriginNotServed => "origin_not_served",
        /// The worker's area is on the key-epidemic list.
        AreaBlocked => "area_blocked",
        /// The health code is not green.
        CodeNotGreen => "code_not_green",
        /// The health code was observed too long ago.
        CodeTooOld => "code_too_old",
        /// No certificate.
        CertificateMissing => "certificate_missing",
        /// The certificate ends before the day of departure.
        CertificateExpires => "certificate_expires",
        /// The trip is for named employers and the worker names none.
        EmployerMissing => "employer_missing",
        /// Employer not listed (bulletin P1).
        EmployerNotListed => "employer_not_listed",
        /// The trip serves employers of other districts.
        EmployerElsewhere => "employer_elsewhere",
        /// HR has not confirmed the worker.
        RosterNotConfirmed => "roster_not_confirmed",
    }
}

/// Every requirement of `trip` that `who` does not meet at `stage`; empty means the trip is open to them.
///
/// Sources: bulletin P1 (listing), P2 (certificate through departure day), P3 (blocked areas), invariants 4
/// and 5; what is waived for them does not count. HR's confirmation counts from [`Stage::Confirm`] on, so that a seat can wait for it.
pub fn unmet(trip: &Trip, who: &Traveller<'_>, stage: Stage, now: Timestamp) -> Vec<Unmet> {
    let mut out = Vec::new();
    runs(trip, stage, now, &mut out);
    place(trip, who, &mut out);
    health(trip, who, now, &mut out);
    employer(trip, who, stage, &mut out);
    out.retain(|unmet| !(unmet.can_be_waived() && who.waived.contains(unmet)));
    out
}

impl Unmet {
    /// Whether an administrator may waive it (bulletin P1). Never what protects the others on board, and never what
    /// says that there is no such departure.
    pub const fn can_be_waived(self) -> bool {
        match self {
            Self::NotOpen | Self::Departed | Self::CodeNotGreen => false,
            Self::OriginNotServed
            | Self::AreaBlocked
            | Self::CodeTooOld
            | Self::CertificateMissing
            | Self::CertificateExpires
            | Self::EmployerMissing
            | Self::EmployerNotListed
            | Self::EmployerElsewhere
            | Self::RosterNotConfirmed => true,
        }
    }
}

impl Unmet {
    /// Whether the worker can still put it right, or somebody will: a trip is theirs to hear of in spite of it.
    pub const fn may_pass(self) -> bool {
        match self {
            Self::CodeNotGreen
            | Self::CodeTooOld
            | Self::CertificateMissing
            | Self::CertificateExpires
            | Self::RosterNotConfirmed => true,
            Self::NotOpen
            | Self::Departed
            | Self::OriginNotServed
            | Self::AreaBlocked
            | Self::EmployerMissing
            | Self::EmployerNotListed
            | Self::EmployerElsewhere => false,
        }
    }
}

fn runs(trip: &Trip, stage: Stage, now: Timestamp, out: &mut Vec<Unmet>) {
    let bookable = match trip.state {
        TripState::Open => true,
        TripState::Boarding => stage != Stage::Hold,
        TripState::Draft | TripState::Departed | TripState::Arrived | TripState::Cancelled => false,
    };
    if !bookable {
        out.push(Unmet::NotOpen);
    }
    if trip.departs_at <= now && stage != Stage::Board {
        out.push(Unmet::Departed);
    }
}

fn place(trip: &Trip, who: &Traveller<'_>, out: &mut Vec<Unmet>) {
    if !serves(trip, who.origin) {
        out.push(Unmet::OriginNotServed);
    }
    if trip
        .requirements
        .blocked
        .iter()
        .any(|area| area.contains(who.origin))
    {
        out.push(Unmet::AreaBlocked);
    }
}

/// Whether `trip` picks up in or around `origin`: one lies within the other.
pub fn serves(trip: &Trip, origin: PlaceCode) -> bool {
    trip.stops
        .iter()
        .any(|stop| stop.contains(origin) || origin.contains(*stop))
}

fn health(trip: &Trip, who: &Traveller<'_>, now: Timestamp, out: &mut Vec<Unmet>) {
    let age = now.since(who.health_observed_at);
    let limit = trip.requirements.code_within_hours;
    match who.health_code {
        HealthCode::Green => {
            if limit.is_some_and(|hours| age > Duration::from_secs(3600 * u64::from(hours))) {
                out.push(Unmet::CodeTooOld);
            }
        }
        HealthCode::Yellow | HealthCode::Red | HealthCode::None => out.push(Unmet::CodeNotGreen),
    }
    if trip.requirements.certificate && !who.certificate.covers(trip.departs_at.date()) {
        out.push(match who.certificate {
            Certificate::Absent => Unmet::CertificateMissing,
            Certificate::Numbered { .. } | Certificate::Photo { .. } => Unmet::CertificateExpires,
        });
    }
}

impl Requirements {
    /// Whether the trip is for the employers of some districts or zones only.
    pub fn is_for_some_employers(&self) -> bool {
        !self.districts.is_empty() || !self.zones.is_empty()
    }

    /// Whether a worker must name an employer. Districts and zones alone do not ask for one: only charter trains are
    /// for the staff of firms (bulletin P1), while a coach asks for health papers (domain reference §0) and also
    /// brings back who has no employer yet.
    pub const fn needs_employer(&self) -> bool {
        self.listed_employer || self.roster_confirmed
    }

    fn serves_employer(&self, firm: &Employer) -> bool {
        let zone = firm.zone.as_ref();
        !self.is_for_some_employers()
            || self.districts.contains(&firm.district)
            || zone.is_some_and(|zone| self.zones.contains(zone))
    }
}

fn employer(trip: &Trip, who: &Traveller<'_>, stage: Stage, out: &mut Vec<Unmet>) {
    let rules = &trip.requirements;
    match who.employer {
        None => {
            if rules.needs_employer() {
                out.push(Unmet::EmployerMissing);
            }
        }
        Some(firm) => {
            if rules.listed_employer && !firm.listing.holds(trip.departs_at) {
                out.push(Unmet::EmployerNotListed);
            }
            if !rules.serves_employer(firm) {
                out.push(Unmet::EmployerElsewhere);
            }
            if rules.roster_confirmed && stage != Stage::Hold && !who.roster_confirmed {
                out.push(Unmet::RosterNotConfirmed);
            }
        }
    }
}
