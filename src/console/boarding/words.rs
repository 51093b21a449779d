//! The words for what the rules of the door say.

use crate::domain::boarding::{Duty, Gap, Refusal, TicketFault, UndoReason};
use crate::domain::trip::Unmet;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::Doubt;

/// Name of a duty.
pub fn duty(duty: Duty) -> Say {
    match duty {
        Duty::Driver => Say::DutyDriver,
        Duty::Medic => Say::DutyMedic,
        Duty::Official => Say::DutyOfficial,
    }
}

/// What is missing before a vehicle may leave.
pub fn gap(gap: Gap) -> Say {
    match gap {
        Gap::Crew { duty, missing } => match duty {
            Duty::Driver => Say::LacksDrivers { missing },
            Duty::Medic => Say::LacksMedics { missing },
            Duty::Official => Say::LacksOfficials { missing },
        },
        Gap::Supplies => Say::LacksSupplies,
    }
}

/// Why somebody does not board, and what to do next.
pub fn refusal(refusal: Refusal) -> (Say, Say) {
    match refusal {
        Refusal::Ticket(fault) => ticket(fault),
        Refusal::Unmet(lack) => unmet(lack),
        Refusal::Hot => (Say::WhyHot, Say::DoHot),
        Refusal::NotMeasured => (Say::WhyNotMeasured, Say::DoNotMeasured),
    }
}

/// Why somebody does not board, without what to do next.
pub fn refusal_word(why: Refusal) -> Say {
    refusal(why).0
}

fn ticket(fault: TicketFault) -> (Say, Say) {
    match fault {
        TicketFault::Forged => (Say::WhyForged, Say::DoForged),
        TicketFault::Revoked => (Say::WhyRevoked, Say::DoRevoked),
        TicketFault::Expired => (Say::WhyExpired, Say::DoExpired),
        TicketFault::OtherTrip => (Say::WhyOtherTrip, Say::DoOtherTrip),
        TicketFault::OtherVehicle => (Say::WhyOtherVehicle, Say::DoOtherVehicle),
        TicketFault::AlreadyBoarded => (Say::WhyAlreadyBoarded, Say::DoAlreadyBoarded),
    }
}

/// A requirement that is not met, and what to do next.
pub fn unmet(unmet: Unmet) -> (Say, Say) {
    match unmet {
        Unmet::NotOpen => (Say::WhyNotOpen, Say::DoNotOpen),
        Unmet::Departed => (Say::WhyDeparted, Say::DoDeparted),
        Unmet::CodeNotGreen => (Say::WhyCodeNotGreen, Say::DoCodeNotGreen),
        Unmet::CodeTooOld => (Say::WhyCodeTooOld, Say::DoCodeTooOld),
        Unmet::CertificateMissing => (Say::WhyCertificateMissing, Say::DoCertificate),
        Unmet::CertificateExpires => (Say::WhyCertificateExpires, Say::DoCertificate),
        Unmet::RosterNotConfirmed => (Say::WhyRosterNotConfirmed, Say::DoRosterNotConfirmed),
        Unmet::OriginNotServed => (Say::WhyOriginNotServed, Say::DoAskBureau),
        Unmet::AreaBlocked => (Say::WhyAreaBlocked, Say::DoAskBureau),
        Unmet::EmployerMissing => (Say::WhyEmployerMissing, Say::DoAskBureau),
        Unmet::EmployerNotListed => (Say::WhyEmployerNotListed, Say::DoAskBureau),
        Unmet::EmployerElsewhere => (Say::WhyEmployerElsewhere, Say::DoAskBureau),
    }
}

/// Why people have to look at a record.
pub fn doubt(doubt: Doubt) -> Say {
    match doubt {
        Doubt::Twice => Say::Twice,
        Doubt::Late => Say::Late,
        Doubt::Doubtful => Say::Doubtful,
    }
}

/// Why a boarding is taken back.
pub fn undo(reason: UndoReason) -> Say {
    match reason {
        UndoReason::WrongPerson => Say::UndoWrongPerson,
        UndoReason::GotOff => Say::UndoGotOff,
        UndoReason::Mistake => Say::UndoMistake,
    }
}

/// Every refusal there is.
pub fn every_refusal() -> impl Iterator<Item = Refusal> {
    let tickets = TicketFault::ALL.iter().copied().map(Refusal::Ticket);
    let lacks = Unmet::ALL.iter().copied().map(Refusal::Unmet);
    tickets
        .chain(lacks)
        .chain([Refusal::Hot, Refusal::NotMeasured])
}
