//! A trip while it is prepared: all that a clerk enters, and what still stands in the way of opening it.

use super::super::id::TripId;
use super::super::place::PlaceCode;
use super::super::seat::{VehicleKind, effective_capacity};
use super::super::time::Timestamp;
use super::super::words;
use super::{Mode, Requirements, Trip, TripState};

/// Most vehicles of a trip: a ticket names its vehicle in one byte.
pub const MAX_VEHICLES: usize = 255;
/// Most stops of a trip.
pub const MAX_STOPS: usize = 8;
/// Stands for the meeting point until a clerk names one.
pub const MEETING_POINT_PENDING: &str = "集合地点待定";
/// Lucheng, whose coaches carry a full crew (bulletin P3).
const LUCHENG: &str = "330302";

/// A place where a trip picks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// County, city or province.
    pub place: PlaceCode,
    /// Where people gather, in Chinese; empty or [`MEETING_POINT_PENDING`] until it is known.
    pub meeting_point: String,
    /// When the vehicles leave it.
    pub departs_at: Timestamp,
}

impl Stop {
    /// The stop at which somebody from `origin` gets on: the narrowest that fits, else the first.
    pub fn nearest(stops: &[Self], origin: Option<PlaceCode>) -> Option<&Self> {
        let fits = |stop: &&Self| {
            origin.is_some_and(|from| stop.place.contains(from) || from.contains(stop.place))
        };
        let narrowest = stops
            .iter()
            .rev()
            .filter(fits)
            .max_by_key(|stop| stop.place.level());
        narrowest.or(stops.first())
    }

    /// Whether people can be told where to gather.
    pub fn has_meeting_point(&self) -> bool {
        let named = self.meeting_point.trim();
        !named.is_empty() && named != MEETING_POINT_PENDING
    }
}

/// A trip as entered: everything but its identifier and state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TripDraft {
    /// Short code shown to people, unique.
    pub code: String,
    /// Coach or train.
    pub mode: Mode,
    /// County it returns to.
    pub district: PlaceCode,
    /// Where it picks up, in order; the trip departs when it leaves the first.
    pub stops: Vec<Stop>,
    /// Whether neighbours are kept apart.
    pub spaced: bool,
    /// Fare in fen; 0 is free.
    pub fare_fen: i64,
    /// What it asks of passengers and crew.
    pub requirements: Requirements,
    /// Its vehicles.
    pub vehicles: Vec<VehicleKind>,
    /// Seats at the back of each vehicle that the crew takes.
    pub crew_seats: u32,
}

words! {
    /// What stands in the way of opening a trip.
    TripFault {
        /// Nothing runs.
        NoVehicle => "no_vehicle",
        /// More than [`MAX_VEHICLES`].
        TooManyVehicles => "too_many_vehicles",
        /// A train among coaches, or the other way round; or a mode without vehicles of ours.
        WrongVehicle => "wrong_vehicle",
        /// The crew takes every seat of a vehicle.
        NoSeats => "no_seats",
        /// It picks up nowhere.
        NoStop => "no_stop",
        /// A stop comes twice.
        StopTwice => "stop_twice",
        /// A stop is left earlier than the one before it.
        StopOrder => "stop_order",
        /// A stop lies in an area from which nobody boards (domain reference, readings).
        StopBlocked => "stop_blocked",
        /// People cannot be told where to gather.
        NoMeetingPoint => "no_meeting_point",
        /// It would have left already.
        DeparturePast => "departure_past",
        /// A coach to Lucheng with spaced seats and no full crew asked for: two drivers, a medic, an official and
        /// supplies (bulletin P3).
        NoCrewRule => "no_crew_rule",
        /// A train that does not ask for a listed employer (bulletin P1, invariant 5).
        TrainUnlisted => "train_unlisted",
        /// A train that does not ask for HR's confirmation (invariant 5).
        TrainUnconfirmed => "train_unconfirmed",
        /// A train that costs something: charter trains are free (bulletin P1).
        TrainNotFree => "train_not_free",
        /// The fare is less than nothing.
        FareNegative => "fare_negative",
    }
}

impl TripDraft {
    /// When it departs: when it leaves its first stop.
    pub fn departs_at(&self) -> Option<Timestamp> {
        self.stops.first().map(|stop| stop.departs_at)
    }

    /// Seats that may be sold on all its vehicles (bulletin P4).
    pub fn capacity(&self) -> u32 {
        let seats = |kind: &VehicleKind| effective_capacity(*kind, self.spaced, self.crew_seats);
        self.vehicles.iter().map(seats).sum()
    }

    /// The trip that it will be.
    pub fn trip(&self, id: TripId, state: TripState) -> Trip {
        let first = self.stops.first();
        Trip {
            id,
            code: self.code.clone(),
            mode: self.mode,
            district: self.district,
            stops: self.stops.iter().map(|stop| stop.place).collect(),
            meeting_point: first.map_or_else(String::new, |stop| stop.meeting_point.clone()),
            departs_at: first.map_or(Timestamp::from_millis(0), |stop| stop.departs_at),
            state,
            spaced: self.spaced,
            fare_fen: self.fare_fen,
            requirements: self.requirements.clone(),
        }
    }

    /// All that stands in the way of opening it at `now`, each once; nothing when it may be opened.
    ///
    /// Sources: bulletin P1 (trains), P3 (crew), P4 (seats), invariants 5 and 6.
    pub fn ready(&self, now: Timestamp) -> Vec<TripFault> {
        let mut faults = Vec::new();
        self.check_vehicles(&mut faults);
        self.check_stops(now, &mut faults);
        self.check_rules(&mut faults);
        faults
    }

    fn check_vehicles(&self, faults: &mut Vec<TripFault>) {
        let kinds = &self.vehicles;
        let no_seats =
            |kind: &VehicleKind| effective_capacity(*kind, self.spaced, self.crew_seats) == 0;
        let checks = [
            (kinds.is_empty(), TripFault::NoVehicle),
            (kinds.len() > MAX_VEHICLES, TripFault::TooManyVehicles),
            (
                !self.mode.has_seats() || kinds.iter().any(|kind| kind.mode() != self.mode),
                TripFault::WrongVehicle,
            ),
            (kinds.iter().any(no_seats), TripFault::NoSeats),
        ];
        faults.extend(found(checks));
    }

    fn check_stops(&self, now: Timestamp, faults: &mut Vec<TripFault>) {
        let stops = &self.stops;
        let pairs = || stops.iter().zip(stops.iter().skip(1));
        let blocked = |stop: &Stop| {
            let areas = &self.requirements.blocked;
            areas.iter().any(|area| area.contains(stop.place))
        };
        let again = |(at, stop): (usize, &Stop)| {
            let earlier = stops.iter().take(at);
            earlier
                .map(|other| other.place)
                .any(|place| place == stop.place)
        };
        let checks = [
            (stops.is_empty(), TripFault::NoStop),
            (stops.iter().enumerate().any(again), TripFault::StopTwice),
            (
                pairs().any(|(one, next)| next.departs_at < one.departs_at),
                TripFault::StopOrder,
            ),
            (stops.iter().any(blocked), TripFault::StopBlocked),
            (
                !stops.iter().all(Stop::has_meeting_point),
                TripFault::NoMeetingPoint,
            ),
            (
                self.departs_at().is_some_and(|at| at <= now),
                TripFault::DeparturePast,
            ),
        ];
        faults.extend(found(checks));
    }

    fn check_rules(&self, faults: &mut Vec<TripFault>) {
        let rules = &self.requirements;
        let full_crew = rules.crew.is_some_and(|crew| {
            crew.drivers >= 2 && crew.medics >= 1 && crew.officials >= 1 && crew.supplies
        });
        let train = self.mode == Mode::Train;
        let checks = [
            (
                needs_full_crew(self.mode, self.district, self.spaced) && !full_crew,
                TripFault::NoCrewRule,
            ),
            (train && !rules.listed_employer, TripFault::TrainUnlisted),
            (
                train && !rules.roster_confirmed,
                TripFault::TrainUnconfirmed,
            ),
            (train && self.fare_fen > 0, TripFault::TrainNotFree),
            (self.fare_fen < 0, TripFault::FareNegative),
        ];
        faults.extend(found(checks));
    }
}

/// Whether a trip runs only with a full crew: spaced coaches to Lucheng do (bulletin P3).
pub fn needs_full_crew(mode: Mode, district: PlaceCode, spaced: bool) -> bool {
    mode == Mode::Coach && spaced && district.to_string() == LUCHENG
}

fn found<const N: usize>(checks: [(bool, TripFault); N]) -> impl Iterator<Item = TripFault> {
    let wrong = |(wrong, fault): (bool, TripFault)| wrong.then_some(fault);
    checks.into_iter().filter_map(wrong)
}

#[cfg(test)]
mod tests {
    use super::super::super::boarding::CrewRule;
    use super::*;
    use std::time::Duration;

    const NOW: Timestamp = Timestamp::from_millis(1_582_416_000_000);

    fn place(code: &str) -> PlaceCode {
        PlaceCode::parse(code).unwrap()
    }

    fn stop(code: &str, hours: u64) -> Stop {
        Stop {
            place: place(code),
            meeting_point: "汽车站".into(),
            departs_at: NOW.plus(Duration::from_secs(3600 * hours)),
        }
    }

    /// Lucheng's coach to 黄山 (bulletin P4), as it should be.
    fn coach() -> TripDraft {
        TripDraft {
            code: "HS-0224".into(),
            mode: Mode::Coach,
            district: place(LUCHENG),
            stops: vec![stop("341000", 24)],
            spaced: true,
            fare_fen: 0,
            requirements: Requirements {
                crew: Some(CrewRule::FULL),
                ..Requirements::default()
            },
            vehicles: vec![VehicleKind::Coach44],
            crew_seats: 0,
        }
    }

    fn faults(change: impl FnOnce(&mut TripDraft)) -> Vec<TripFault> {
        let mut draft = coach();
        change(&mut draft);
        draft.ready(NOW)
    }

    #[test]
    fn p4_a_spaced_coach_of_44_sells_22_less_the_crews() {
        let mut draft = coach();
        assert_eq!((draft.capacity(), draft.ready(NOW)), (22, vec![]));
        draft.crew_seats = 4;
        assert_eq!(draft.capacity(), 18);
        draft.vehicles = vec![VehicleKind::Coach49; 5];
        assert_eq!(draft.capacity(), 5 * 20);
    }

    #[test]
    fn each_fault_is_said() {
        use TripFault::*;
        assert_eq!(faults(|d| d.vehicles.clear()), [NoVehicle]);
        assert_eq!(
            faults(|d| d.vehicles = vec![VehicleKind::Coach40; 256]),
            [TooManyVehicles]
        );
        assert_eq!(
            faults(|d| d.vehicles.push(VehicleKind::Train900)),
            [WrongVehicle]
        );
        assert_eq!(faults(|d| d.crew_seats = 22), [NoSeats]);
        assert_eq!(faults(|d| d.stops.clear()), [NoStop]);
        assert_eq!(faults(|d| d.stops.push(stop("341000", 25))), [StopTwice]);
        assert_eq!(faults(|d| d.stops.push(stop("361129", 23))), [StopOrder]);
        assert_eq!(
            faults(|d| d.requirements.blocked = vec![place("340000")]),
            [StopBlocked]
        );
        for pending in ["", "  ", MEETING_POINT_PENDING] {
            assert_eq!(
                faults(|d| d.stops[0].meeting_point = pending.into()),
                [NoMeetingPoint]
            );
        }
        assert_eq!(faults(|d| d.stops[0].departs_at = NOW), [DeparturePast]);
        assert_eq!(faults(|d| d.requirements.crew = None), [NoCrewRule]);
        assert_eq!(faults(|d| d.fare_fen = -1), [FareNegative]);
        let all = faults(|d| {
            d.vehicles.clear();
            d.stops[0].meeting_point.clear();
            d.stops[0].departs_at = NOW;
            d.requirements.crew = None;
        });
        assert_eq!(all, [NoVehicle, NoMeetingPoint, DeparturePast, NoCrewRule]);
    }

    #[test]
    fn p3_the_crew_rule_is_asked_of_luchengs_spaced_coaches_only() {
        assert_eq!(
            faults(|d| {
                d.spaced = false;
                d.requirements.crew = None
            }),
            []
        );
        assert_eq!(
            faults(|d| {
                d.district = place("330304");
                d.requirements.crew = None
            }),
            []
        );
        let one_driver = CrewRule {
            drivers: 1,
            ..CrewRule::FULL
        };
        assert_eq!(
            faults(|d| d.requirements.crew = Some(one_driver)),
            [TripFault::NoCrewRule]
        );
    }

    #[test]
    fn p1_a_train_is_free_and_for_confirmed_staff_of_listed_employers() {
        use TripFault::*;
        let train = |listed: bool, fare: i64| {
            faults(|d| {
                d.mode = Mode::Train;
                d.district = place("330300");
                d.spaced = false;
                d.fare_fen = fare;
                d.vehicles = vec![VehicleKind::Train900];
                d.requirements.listed_employer = listed;
                d.requirements.roster_confirmed = listed;
            })
        };
        assert_eq!(train(true, 0), []);
        assert_eq!(
            train(false, 100),
            [TrainUnlisted, TrainUnconfirmed, TrainNotFree]
        );
    }
}
