//! How long the planner takes for 5,000 workers from 60 counties, and how far its plan may be from the best.
//!
//! `cargo bench --bench plan`, or with another number of workers: `… -- 2000`. The people are made up; the same ones
//! at every run.

use returnline::domain::place::{Gazetteer, Level, PlaceCode, SOURCE_PROVINCES};
use returnline::domain::plan::{Costs, DemandGroup, PlanRequest, PlanRules, breaches};
use returnline::domain::seat::VehicleKind;
use returnline::domain::trip::Mode;
use returnline::planner::{Limits, propose};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

const WORKERS: u32 = 5_000;
const COUNTIES: usize = 60;

/// Districts of return, and how many of each ten people go to the first ones.
const DISTRICTS: [&str; 6] = ["330302", "330304", "330324", "330326", "330327", "330329"];

fn main() {
    // cargo adds arguments of its own.
    let workers = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let workers = workers.unwrap_or(WORKERS);
    println!(
        "{workers} workers from {COUNTIES} counties, 40 large and 50 medium coaches, spaced, two days away"
    );
    println!("districts  days   time s   vehicles   left over   above the bound");
    for (districts, days) in [(6, 3), (6, 6), (3, 6), (1, 6), (1, 8)] {
        let request = request(workers, districts, days);
        let stop = AtomicBool::new(false);
        let limits = Limits {
            time: Duration::from_secs(60),
            stop: &stop,
        };
        let begun = Instant::now();
        let proposal = propose(&request, &limits).unwrap();
        let took = begun.elapsed().as_secs_f64();
        assert_eq!(breaches(&request, &proposal), []);
        let vehicles: usize = proposal.trips.iter().map(|t| t.vehicles.len()).sum();
        let gap = proposal
            .gap_permille()
            .map_or(f64::NAN, |gap| gap as f64 / 10.0);
        let (left, early) = (proposal.left(), proposal.stopped_early);
        println!(
            "{districts:>9} {days:>5} {took:>8.2} {vehicles:>10} {left:>11} {gap:>13.1} %{}",
            if early { " stopped early" } else { "" }
        );
    }
}

fn request(workers: u32, districts: usize, days: u32) -> PlanRequest {
    let counties = counties();
    let mut numbers = Numbers(2020);
    let mut groups = Vec::new();
    let mut left = workers;
    while left > 0 {
        let origin = counties[numbers.low(counties.len())];
        let district = DISTRICTS[numbers.low(districts)];
        let whole = numbers.below(5) == 0;
        let size = if whole {
            2 + numbers.below(5)
        } else {
            1 + numbers.low(40)
        };
        let size = u32::try_from(size).unwrap().min(left);
        left -= size;
        groups.push(DemandGroup {
            origin,
            employer: None,
            district: PlaceCode::parse(district).unwrap(),
            from: None,
            workers: size,
            whole,
        });
    }
    let first = chrono::NaiveDate::from_ymd_opt(2020, 2, 24).unwrap();
    let rules = PlanRules {
        mode: Mode::Coach,
        days: first.iter_days().take(days as usize).collect(),
        // The medium coaches of the bulletin (P3), in the two kinds there are.
        pool: [
            (VehicleKind::Coach49, 40),
            (VehicleKind::Coach44, 25),
            (VehicleKind::Coach40, 25),
        ]
        .into_iter()
        .collect(),
        turnaround_days: 2,
        spaced: true,
        crew_seats: 0,
        max_stops: 4,
        min_load: 10,
        costs: Costs::made_up(),
        stop_fen: 30_000,
        day_fen: 5_000,
        split_fen: 5_000,
        left_over_fen: 200_000,
    };
    PlanRequest {
        groups,
        rules,
        barred: 0,
    }
}

/// Six counties of each of the ten source provinces, neighbours by code.
fn counties() -> Vec<PlaceCode> {
    let places = Gazetteer::builtin();
    let of_province = |province: &&str| {
        let province = PlaceCode::parse(province).unwrap();
        let all = places.all().iter().map(|place| place.code);
        let inside = all.filter(|c| c.level() == Level::County && province.contains(*c));
        inside
            .skip(10)
            .take(COUNTIES / SOURCE_PROVINCES.len())
            .collect::<Vec<_>>()
    };
    SOURCE_PROVINCES.iter().flat_map(of_province).collect()
}

/// A row of numbers, the same every time (Knuth's linear congruence).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// The smaller of two: low numbers are commoner, as big origins and employers are.
    fn low(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end))
    }
}
