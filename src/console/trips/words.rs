//! How what belongs to trips is written.

use crate::console::people::Visitor;
use crate::console::show::place;
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::trip::{Requirements, TripFault};
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::trip::TripChangeError;

/// What stands in the way of opening a trip.
pub fn fault(fault: TripFault) -> TripLabel {
    match fault {
        TripFault::NoVehicle => TripLabel::FaultNoVehicle,
        TripFault::TooManyVehicles => TripLabel::FaultTooManyVehicles,
        TripFault::WrongVehicle => TripLabel::FaultWrongVehicle,
        TripFault::NoSeats => TripLabel::FaultNoSeats,
        TripFault::NoStop => TripLabel::FaultNoStop,
        TripFault::StopTwice => TripLabel::FaultStopTwice,
        TripFault::StopOrder => TripLabel::FaultStopOrder,
        TripFault::StopBlocked => TripLabel::FaultStopBlocked,
        TripFault::NoMeetingPoint => TripLabel::FaultNoMeetingPoint,
        TripFault::DeparturePast => TripLabel::FaultDeparturePast,
        TripFault::NoCrewRule => TripLabel::FaultNoCrewRule,
        TripFault::TrainUnlisted => TripLabel::FaultTrainUnlisted,
        TripFault::TrainUnconfirmed => TripLabel::FaultTrainUnconfirmed,
        TripFault::TrainNotFree => TripLabel::FaultTrainNotFree,
        TripFault::FareNegative => TripLabel::FaultFareNegative,
    }
}

/// Why a trip was not changed; none where the store failed.
pub fn change_error(error: &TripChangeError) -> Option<TripLabel> {
    match error {
        TripChangeError::NoTrip | TripChangeError::Store(_) => None,
        TripChangeError::NotNow(_) => Some(TripLabel::NotNow),
        TripChangeError::VehicleLeft => Some(TripLabel::VehicleLeft),
        TripChangeError::Reason => Some(TripLabel::ReasonNeeded),
        TripChangeError::Departure => Some(TripLabel::MomentWrong),
    }
}

/// Fen as yuan with two decimals: `120.50`.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// What parts a list in the visitor's language.
pub fn comma(visitor: &Visitor) -> &'static str {
    match visitor.locale {
        Locale::ZhHans | Locale::ZhHant => "、",
        Locale::En => ", ",
    }
}

/// Places by their own names, one after another.
pub fn places(visitor: &Visitor, codes: &[PlaceCode]) -> String {
    let names: Vec<_> = codes.iter().map(|code| place(visitor, *code)).collect();
    names.join(comma(visitor))
}

/// The districts and zones whose employers a trip serves; either may stand alone.
fn employers_of(visitor: &Visitor, rules: &Requirements) -> String {
    let districts = rules.districts.iter().map(|code| place(visitor, *code));
    let all: Vec<_> = districts.chain(rules.zones.iter().cloned()).collect();
    all.join(comma(visitor))
}

/// All that a trip asks, a sentence each.
pub fn asked(visitor: &Visitor, rules: &Requirements, spaced: bool) -> Vec<String> {
    let ticked = [
        (rules.certificate, Label::AsksCertificate),
        (rules.listed_employer, Label::AsksListing),
        (rules.roster_confirmed, Label::AsksRoster),
        (spaced, Label::AsksSpacing),
    ];
    let ticked = ticked.into_iter().filter(|(asked, _)| *asked);
    let mut out: Vec<_> = ticked.map(|(_, label)| visitor.t(label)).collect();
    let mut say = |label: TripLabel| out.push(visitor.t(label));
    if let Some(hours) = rules.code_within_hours {
        say(TripLabel::CodeAsked { hours });
    }
    if let Some(limit) = rules.hottest {
        say(TripLabel::HottestAsked {
            limit: limit.to_string(),
        });
    }
    if rules.is_for_some_employers() {
        let places = employers_of(visitor, rules);
        say(match rules.needs_employer() {
            true => TripLabel::DistrictsAsked { places },
            false => TripLabel::DistrictsAskedOrNone { places },
        });
    }
    if !rules.blocked.is_empty() {
        say(TripLabel::BlockedAsked {
            places: places(visitor, &rules.blocked),
        });
    }
    if let Some(crew) = rules.crew {
        say(TripLabel::CrewAsked {
            drivers: crew.drivers,
            medics: crew.medics,
            officials: crew.officials,
        });
        if crew.supplies {
            say(TripLabel::SuppliesAsked);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn fen_are_written_as_yuan_with_two_decimals() {
        for (fen, text) in [
            (0, "0.00"),
            (12_050, "120.50"),
            (5, "0.05"),
            (-150, "-1.50"),
        ] {
            assert_eq!(yuan(fen), text);
        }
    }
}
