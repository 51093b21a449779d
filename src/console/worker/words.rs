//! Values of a worker's story in words.

use crate::console::parts::Tone;
use crate::console::people::Visitor;
use crate::domain::delivery::DeliveryState;
use crate::domain::registration::RegistrationState;
use crate::locale::label::desk::DeskLabel as L;

/// Where a registration stands.
pub fn registration_state(state: RegistrationState) -> (Tone, L) {
    match state {
        RegistrationState::Submitted => (Tone::Busy, L::StateSubmitted),
        RegistrationState::EmployerConfirmed => (Tone::Good, L::StateEmployerConfirmed),
        RegistrationState::TravelArranged => (Tone::Good, L::StateTravelArranged),
        RegistrationState::Travelling => (Tone::Good, L::StateTravelling),
        RegistrationState::Arrived => (Tone::Good, L::StateArrived),
        RegistrationState::NeedsFix => (Tone::Bad, L::StateNeedsFix),
        RegistrationState::Rejected => (Tone::Bad, L::StateRejected),
        RegistrationState::Withdrawn => (Tone::Plain, L::StateWithdrawn),
        RegistrationState::Erased => (Tone::Plain, L::StateErased),
    }
}

/// What became of a message.
pub fn outcome(state: DeliveryState) -> (Tone, L) {
    match state {
        DeliveryState::Queued => (Tone::Busy, L::OutQueued),
        DeliveryState::Sending => (Tone::Busy, L::OutSending),
        DeliveryState::Sent => (Tone::Good, L::OutSent),
        DeliveryState::Failed => (Tone::Bad, L::OutFailed),
        DeliveryState::Unknown => (Tone::Bad, L::OutUnknown),
        DeliveryState::Excluded => (Tone::Plain, L::OutExcluded),
    }
}

/// An entry of the audit in words; one without words of its own by its code.
pub fn record(visitor: &Visitor, code: &str) -> String {
    // The class and the requirement stand in the code's end.
    let known = ["waitlist.class", "requirement.waived"]
        .into_iter()
        .find(|known| code.starts_with(known))
        .unwrap_or(code);
    visitor.t(L::Record {
        action: known.replace('.', "_"),
        code: code.to_owned(),
    })
}
