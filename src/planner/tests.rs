//! The bulletin's trips, and what holds of every plan.

use super::*;
use crate::domain::place::PlaceCode;
use crate::domain::plan::{Breach, Costs, DemandGroup, Load, PlanRules, breaches};
use crate::domain::seat::VehicleKind::{self, Coach40, Coach44, Coach49, Train900};
use crate::domain::trip::Mode;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

const LUCHENG: &str = "330302";

fn day(of_february: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, of_february).unwrap()
}

fn code(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap()
}

fn group(origin: &str, district: &str, workers: u32) -> DemandGroup {
    DemandGroup {
        origin: code(origin),
        employer: None,
        district: code(district),
        from: None,
        workers,
        whole: false,
    }
}

fn rules(pool: &[(VehicleKind, u32)], spaced: bool) -> PlanRules {
    PlanRules {
        mode: Mode::Coach,
        days: vec![day(24)],
        pool: pool.iter().copied().collect(),
        turnaround_days: 2,
        spaced,
        crew_seats: 0,
        max_stops: 4,
        min_load: 10,
        costs: Costs::made_up(),
        stop_fen: 30_000,
        day_fen: 5_000,
        split_fen: 5_000,
        left_over_fen: 200_000,
    }
}

fn plan(groups: &[DemandGroup], rules: &PlanRules) -> (PlanRequest, Proposal) {
    let request = PlanRequest {
        groups: groups.to_vec(),
        rules: rules.clone(),
        barred: 0,
    };
    let stop = AtomicBool::new(false);
    let limits = Limits {
        time: Duration::from_secs(60),
        stop: &stop,
    };
    let proposal = propose(&request, &limits).unwrap();
    (request, proposal)
}

/// Vehicles and people of each trip, by first stop.
fn figures(proposal: &Proposal) -> Vec<(String, usize, u32)> {
    let of_trip = |t: &crate::domain::plan::ProposedTrip| {
        (t.stops[0].to_string(), t.vehicles.len(), t.workers())
    };
    let mut all: Vec<_> = proposal.trips.iter().map(of_trip).collect();
    all.sort();
    all
}

#[test]
fn p4_yongjia_240_workers_of_four_places_take_three_40_seaters_each() {
    let places = ["361129", "360281", "360200", "340828"];
    let groups: Vec<_> = places
        .iter()
        .flat_map(|place| [group(place, "330324", 30), group(place, "330324", 30)])
        .collect();
    let (request, proposal) = plan(&groups, &rules(&[(Coach40, 50)], true));
    assert_eq!(breaches(&request, &proposal), []);
    let trip = |place: &str| (place.to_string(), 3, 60);
    let expected = ["340828", "360200", "360281", "361129"].map(trip);
    assert_eq!(figures(&proposal), expected);
    assert_eq!((proposal.carried(), proposal.left()), (240, 0));
    assert!(proposal.gap_permille().unwrap() <= 20, "{proposal:?}");
}

#[test]
fn p4_the_bulletin_s_other_trips() {
    // Origins with workers; kind of coach; spaced; coaches it took.
    type Case<'a> = (&'a [(&'a str, u32)], VehicleKind, bool, usize);
    let cases: [Case<'_>; 4] = [
        (&[("341000", 22)], Coach44, true, 1),
        (&[("431200", 118)], Coach49, true, 5),
        (&[("431100", 28)], Coach49, false, 1),
        (
            &[("520100", 42), ("341225", 21), ("360700", 21)],
            Coach44,
            true,
            4,
        ),
    ];
    for (origins, kind, spaced, coaches) in cases {
        let groups: Vec<_> = origins
            .iter()
            .map(|(place, workers)| group(place, LUCHENG, *workers))
            .collect();
        let (request, proposal) = plan(&groups, &rules(&[(kind, 50)], spaced));
        assert_eq!(breaches(&request, &proposal), []);
        assert_eq!(proposal.left(), 0, "{origins:?}");
        let vehicles: usize = proposal.trips.iter().map(|t| t.vehicles.len()).sum();
        assert_eq!(vehicles, coaches, "{origins:?}");
    }
}

#[test]
fn trains_stop_in_cities_and_carry_a_province() {
    let groups = [
        group("520102", "330300", 500),
        group("520103", "330300", 300),
        group("522701", "330300", 90),
    ];
    let mut rules = rules(&[(Train900, 2), (Coach49, 40)], false);
    rules.mode = Mode::Train;
    let (request, proposal) = plan(&groups, &rules);
    assert_eq!(breaches(&request, &proposal), []);
    assert_eq!(proposal.trips.len(), 1);
    assert_eq!(proposal.trips[0].stops, [code("520100"), code("522700")]);
    assert_eq!(proposal.carried(), 890);
}

#[test]
fn a_family_is_not_divided_and_a_firm_only_if_need_be() {
    let family = |origin: &str| DemandGroup {
        whole: true,
        ..group(origin, LUCHENG, 5)
    };
    let groups = [
        family("361129"),
        family("361129"),
        family("361129"),
        family("361129"),
        family("361129"),
        group("361129", LUCHENG, 15),
    ];
    let (request, proposal) = plan(&groups, &rules(&[(Coach40, 5)], true));
    assert_eq!(breaches(&request, &proposal), []);
    assert_eq!((proposal.carried(), proposal.left()), (40, 0));
    let pieces = proposal.trips.iter().flat_map(|t| &t.vehicles);
    let pieces = pieces.filter(|v| v.loads.iter().any(|load| load.group == 5));
    assert_eq!(pieces.count(), 1, "15 colleagues sit together");
}

#[test]
fn a_seat_stays_empty_rather_than_take_a_part_of_a_family() {
    let families: Vec<_> = (0..10)
        .map(|_| DemandGroup {
            whole: true,
            ..group("361129", LUCHENG, 5)
        })
        .collect();
    let (request, proposal) = plan(&families, &rules(&[(Coach49, 2)], true));
    assert_eq!(breaches(&request, &proposal), []);
    // Two coaches of 24 seats take four families each.
    assert_eq!((proposal.carried(), proposal.left()), (40, 10));
}

#[test]
fn what_the_pool_cannot_carry_leaves_on_a_later_day_or_is_left_over() {
    let groups = [group("361129", LUCHENG, 100)];
    let mut rules = rules(&[(Coach40, 2)], true);
    let (_, proposal) = plan(&groups, &rules);
    assert_eq!((proposal.carried(), proposal.left()), (40, 60));
    rules.days = (24..=27).map(day).collect();
    let (request, proposal) = plan(&groups, &rules);
    assert_eq!(breaches(&request, &proposal), []);
    assert_eq!(
        (proposal.carried(), proposal.left()),
        (80, 20),
        "away for two days"
    );
    rules.turnaround_days = 1;
    let (request, proposal) = plan(&groups, &rules);
    assert_eq!(breaches(&request, &proposal), []);
    let days: Vec<_> = proposal.trips.iter().map(|trip| trip.day).collect();
    assert_eq!(
        (proposal.left(), days),
        (0, vec![day(24), day(25), day(26)])
    );
}

#[test]
fn somebody_who_can_only_travel_later_does() {
    let mut groups = [group("361129", LUCHENG, 15), group("361129", LUCHENG, 15)];
    groups[1].from = Some(day(26));
    let mut rules = rules(&[(Coach40, 2)], true);
    rules.days = (24..=27).map(day).collect();
    let (request, proposal) = plan(&groups, &rules);
    assert_eq!(breaches(&request, &proposal), []);
    let days: Vec<_> = proposal.trips.iter().map(|trip| trip.day).collect();
    assert_eq!(days, [day(24), day(26)]);
}

#[test]
fn a_few_are_left_over_where_a_coach_for_them_is_worth_more() {
    let groups = [group("361129", LUCHENG, 22)];
    let mut rules = rules(&[(Coach40, 9)], true);
    rules.min_load = 1;
    let (_, dear) = plan(&groups, &rules);
    assert_eq!(
        dear.left(),
        2,
        "a second coach costs more than two workers count"
    );
    rules.left_over_fen = 300_000;
    let (_, dearer) = plan(&groups, &rules);
    assert_eq!(dearer.left(), 0);
}

#[test]
fn stopped_at_once_it_still_answers() {
    let groups = [group("361129", LUCHENG, 100)];
    let request = PlanRequest {
        groups: groups.to_vec(),
        rules: rules(&[(Coach40, 50)], true),
        barred: 0,
    };
    let stop = AtomicBool::new(true);
    for time in [Duration::ZERO, Duration::from_secs(5)] {
        let proposal = propose(&request, &Limits { time, stop: &stop }).unwrap();
        assert!(proposal.stopped_early);
        assert_eq!(breaches(&request, &proposal), []);
    }
}

#[test]
fn figures_that_make_no_plan_are_refused() {
    let with = |change: &dyn Fn(&mut PlanRequest)| {
        let mut request = PlanRequest {
            groups: vec![group("361129", LUCHENG, 10)],
            rules: rules(&[(Coach40, 5)], true),
            barred: 0,
        };
        change(&mut request);
        let stop = AtomicBool::new(false);
        let time = Duration::from_secs(5);
        propose(&request, &Limits { time, stop: &stop }).map(|_| ())
    };
    assert_eq!(with(&|r| r.rules.days.clear()), Err(PlanError::Days));
    assert_eq!(
        with(&|r| r.groups[0].workers = MAX_WORKERS + 1),
        Err(PlanError::TooMany)
    );
    assert_eq!(with(&|r| r.rules.stop_fen = -1), Err(PlanError::Negative));
    assert_eq!(with(&|r| r.groups.clear()), Ok(()));
    assert_eq!(with(&|r| r.rules.pool.clear()), Ok(()));
}

#[test]
fn a_line_too_long_is_cut_and_its_bound_still_holds() {
    let mut rules = rules(&[(Coach49, 40), (Coach44, 25), (Coach40, 25)], true);
    rules.min_load = 10;
    let groups: Vec<_> = (0..8)
        .map(|n| group(["361129", "360281", "360200", "360700"][n % 4], LUCHENG, 90))
        .collect();
    let (request, proposal) = plan(&groups, &rules);
    assert_eq!(breaches(&request, &proposal), []);
    assert!(proposal.bill.total() >= proposal.bound_fen.unwrap());
    assert_eq!(proposal.left(), 0);
    assert!(
        proposal.gap_permille().unwrap() <= 20,
        "{:?}",
        proposal.gap_permille()
    );
}

#[test]
fn vehicles_taken_away_leave_people_over_and_vehicles_added_take_them() {
    let groups = [group("361129", LUCHENG, 60)];
    let (request, proposal) = plan(&groups, &rules(&[(Coach40, 4)], true));
    let fleet = |count: u32| vec![Fleet::from([(Coach40, count)])];
    let fewer = change(&request, &proposal, &fleet(2)).unwrap();
    assert_eq!(breaches(&request, &fewer), []);
    assert_eq!(
        fewer.left_over,
        [Load {
            group: 0,
            workers: 20
        }]
    );
    assert_eq!(fewer.bill.left_over_fen, 20 * 200_000);
    let more = change(&request, &fewer, &fleet(4)).unwrap();
    assert_eq!(breaches(&request, &more), []);
    assert_eq!((more.left(), more.trips[0].vehicles.len()), (0, 4));
    assert!(more.bill.total() > proposal.bill.total());
    let none = change(&request, &proposal, &fleet(0)).unwrap();
    assert_eq!((none.trips.len(), none.left()), (0, 60));
    let refused = change(&request, &proposal, &fleet(5));
    let pool = Breach::Pool {
        kind: Coach40,
        day: day(24),
        wanted: 5,
        there: 4,
    };
    assert_eq!(refused, Err(EditError::Pool(vec![pool])));
    assert_eq!(change(&request, &proposal, &[]), Err(EditError::OtherPlan));
}

prop_compose! {
    fn some_group()(
        origin in prop::sample::select(vec![
            "360281", "360200", "361129", "360700", "360722", "340828", "341225", "341000", "520102", "522701",
        ]),
        district in prop::sample::select(vec![LUCHENG, "330324"]),
        size in 1u32..40,
        whole in prop::bool::weighted(0.3),
        late in prop::option::weighted(0.2, 24u32..27),
    ) -> DemandGroup {
        let workers = if whole { size % 6 + 1 } else { size };
        DemandGroup { whole, from: late.map(day), ..group(origin, district, workers) }
    }
}

prop_compose! {
    fn some_request()(
        groups in prop::collection::vec(some_group(), 0..14),
        pool in prop::array::uniform3(0u32..6),
        spaced in any::<bool>(),
        days in prop::sample::subsequence(vec![24, 25, 26], 1..=3),
        turnaround_days in 1u32..4,
        (min_load, max_stops, crew_seats) in (1u32..14, 1u32..5, 0u32..3),
        left_over_fen in prop::sample::select(vec![0i64, 50_000, 200_000, 2_000_000]),
    ) -> PlanRequest {
        let kinds = [Coach49, Coach44, Coach40].into_iter().zip(pool);
        let pool: BTreeMap<_, _> = kinds.collect();
        let mut rules = rules(&[], spaced);
        rules.days = days.into_iter().map(day).collect();
        PlanRequest {
            groups,
            rules: PlanRules { pool, turnaround_days, min_load, max_stops, crew_seats, left_over_fen, ..rules }, barred: 0,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Nobody over capacity, the pool respected, everyone counted once, families whole, no load below the least,
    /// and no plan below the bound.
    #[test]
    fn every_plan_keeps_the_rules_and_costs_at_least_the_bound(request in some_request()) {
        let (request, proposal) = plan(&request.groups, &request.rules);
        prop_assert_eq!(breaches(&request, &proposal), vec![]);
        let bound = proposal.bound_fen.expect("time sufficed");
        prop_assert!(proposal.bill.total() >= bound, "{} below {}", proposal.bill.total(), bound);
        for vehicle in proposal.trips.iter().flat_map(|trip| &trip.vehicles) {
            prop_assert!(vehicle.workers() >= request.rules.min_load);
        }
        let (_, again) = plan(&request.groups, &request.rules);
        prop_assert_eq!(proposal, again, "the same request has the same answer");
    }

    /// With coaches enough, no least load and a worker worth more than a coach, nobody is left over.
    #[test]
    fn nobody_is_left_over_without_a_reason(request in some_request()) {
        let mut rules = request.rules;
        rules.pool = [(Coach49, 200), (Coach40, 200)].into_iter().collect();
        rules.days = vec![day(24), day(26)];
        rules.min_load = 1;
        rules.left_over_fen = 3_000_000;
        let (_, proposal) = plan(&request.groups, &rules);
        prop_assert_eq!(proposal.left(), 0);
    }

    /// A change by hand keeps the rules too, whatever it is.
    #[test]
    fn a_changed_plan_keeps_the_rules(request in some_request(), fleets in prop::collection::vec(0u32..4, 20)) {
        let (request, proposal) = plan(&request.groups, &request.rules);
        let wanted = proposal.trips.iter().zip(fleets).map(|(trip, count)| {
            let kind = trip.vehicles[0].kind;
            Fleet::from([(kind, count)])
        });
        match change(&request, &proposal, &wanted.collect::<Vec<_>>()) {
            Ok(changed) => prop_assert_eq!(breaches(&request, &changed), vec![]),
            Err(EditError::Pool(found)) => prop_assert!(!found.is_empty()),
            Err(other) => prop_assert!(other == EditError::OtherPlan && proposal.trips.len() > 20),
        }
    }
}
