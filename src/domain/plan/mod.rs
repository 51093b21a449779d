//! Planning: which trips to run for people who have no seat yet (bulletin P3 to P5; domain reference §1).
//!
//! The figures of a plan are counts only: who the people are is not part of it.

mod bill;
mod costs;

pub use bill::{Bill, bill};
pub use costs::{Costs, FARES_SOURCE};

use super::id::EmployerId;
use super::place::PlaceCode;
use super::seat::{VehicleKind, effective_capacity};
use super::trip::Mode;
use super::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People who want to travel alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandGroup {
    /// Where they set out from: a county, or a city or province where that is all they told.
    pub origin: PlaceCode,
    /// Their employer.
    pub employer: Option<EmployerId>,
    /// Where they return to.
    pub district: PlaceCode,
    /// First day on which they can travel; none means any day.
    pub from: Option<NaiveDate>,
    /// How many; at least 1.
    pub workers: u32,
    /// Whether they travel in one vehicle or not at all, as a family of up to 6 does. Others are kept together as
    /// far as it goes.
    pub whole: bool,
}

/// What the bureau can send out, and what it asks of a plan. Money is in fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRules {
    /// Coaches or trains: a plan is for one of them.
    pub mode: Mode,
    /// Days of departure, ascending, without repetition.
    pub days: Vec<NaiveDate>,
    /// Vehicles of each kind that are there.
    pub pool: BTreeMap<VehicleKind, u32>,
    /// Days after which a vehicle that has left can leave again; 1 means the next day.
    pub turnaround_days: u32,
    /// Whether neighbours are kept apart (bulletin P3).
    pub spaced: bool,
    /// Seats of each vehicle that its crew takes.
    pub crew_seats: u32,
    /// Most places at which a vehicle picks up.
    pub max_stops: u32,
    /// Fewest people with whom a vehicle leaves.
    pub min_load: u32,
    /// What a vehicle costs.
    pub costs: Costs,
    /// What each stop of a vehicle after its first costs.
    pub stop_fen: i64,
    /// What it is worth that a vehicle leaves a day earlier.
    pub day_fen: i64,
    /// What it is worth that a group is not divided once more.
    pub split_fen: i64,
    /// What it is worth that a worker is not left over.
    pub left_over_fen: i64,
}

impl PlanRules {
    /// The kinds of vehicle of this mode that the pool has, with how many there are and whom each carries.
    pub fn kinds(&self) -> Vec<PoolKind> {
        let pool = self
            .pool
            .iter()
            .filter(|(kind, _)| kind.mode() == self.mode);
        pool.map(|(kind, count)| PoolKind {
            kind: *kind,
            count: *count,
            capacity: effective_capacity(*kind, self.spaced, self.crew_seats),
        })
        .filter(|one| one.count > 0 && one.capacity > 0)
        .collect()
    }

    /// Where somebody from `origin` gets in: a coach stops in their county, a train in their city.
    pub fn stop_of(&self, origin: PlaceCode) -> PlaceCode {
        match self.mode {
            Mode::Train => origin.city().unwrap_or(origin),
            Mode::Coach | Mode::SelfDrive | Mode::Public => origin,
        }
    }
}

/// Vehicles of one kind in the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolKind {
    /// Kind.
    pub kind: VehicleKind,
    /// How many.
    pub count: u32,
    /// Seats that may be sold in one of them.
    pub capacity: u32,
}

/// How the trips of a plan are entered once it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripTerms {
    /// Time of departure in Asia/Shanghai: hour 0 to 23.
    pub hour: u32,
    /// Minute 0 to 59.
    pub minute: u32,
    /// Whether a certificate is asked for that is valid through the day of departure (bulletin P2, P3).
    pub certificate: bool,
    /// Areas nobody boards from: the key-epidemic list (domain reference, readings).
    pub blocked: Vec<PlaceCode>,
}

words! {
    /// State of a plan.
    PlanState {
        /// May be changed.
        Proposed => "proposed",
        /// Its trips have been entered as drafts.
        Entered => "entered",
    }
}

/// What is to be planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// Who wants to travel.
    pub groups: Vec<DemandGroup>,
    /// With what, and how.
    pub rules: PlanRules,
    /// People besides them who are where nobody boards, and are not planned for.
    #[serde(default)]
    pub barred: u32,
}

/// People of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Load {
    /// Place of the group in [`PlanRequest::groups`].
    pub group: usize,
    /// How many of them.
    pub workers: u32,
}

/// A vehicle of a proposed trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedVehicle {
    /// Kind.
    pub kind: VehicleKind,
    /// Who is meant to sit in it.
    pub loads: Vec<Load>,
}

impl ProposedVehicle {
    /// People in it.
    pub fn workers(&self) -> u32 {
        self.loads.iter().map(|load| load.workers).sum()
    }
}

/// A proposed trip: vehicles that set out on one day, pick up at the same places and go to the same district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedTrip {
    /// Where it picks up, by code.
    pub stops: Vec<PlaceCode>,
    /// Where it goes.
    pub district: PlaceCode,
    /// When.
    pub day: NaiveDate,
    /// Its vehicles, 1 to 255 of them.
    pub vehicles: Vec<ProposedVehicle>,
}

impl ProposedTrip {
    /// People in it.
    pub fn workers(&self) -> u32 {
        self.vehicles.iter().map(ProposedVehicle::workers).sum()
    }

    /// Whether it picks up the people of a group, on a day on which they can travel, and goes where they go.
    pub fn takes(&self, rules: &PlanRules, group: &DemandGroup) -> bool {
        group.district == self.district
            && group.from.is_none_or(|from| from <= self.day)
            && self.stops.contains(&rules.stop_of(group.origin))
    }

    /// Vehicles of a kind.
    pub fn count(&self, kind: VehicleKind) -> u32 {
        let of_kind = self.vehicles.iter().filter(|v| v.kind == kind);
        u32::try_from(of_kind.count()).unwrap_or(u32::MAX)
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Proposal {
    /// Its trips, by day, then by first stop.
    pub trips: Vec<ProposedTrip>,
    /// Who has no seat in it.
    pub left_over: Vec<Load>,
    /// What it costs.
    pub bill: Bill,
    /// What no plan of its kind can cost less than, in fen; none where time did not suffice to find out.
    pub bound_fen: Option<i64>,
    /// Whether the search ended for want of time, with the best plan found until then.
    pub stopped_early: bool,
}

impl Proposal {
    /// People who have a seat in it.
    pub fn carried(&self) -> u32 {
        self.trips.iter().map(ProposedTrip::workers).sum()
    }

    /// People who have none.
    pub fn left(&self) -> u32 {
        self.left_over.iter().map(|load| load.workers).sum()
    }

    /// How far its cost may be above the least possible, in thousandths of that, rounded up.
    pub fn gap_permille(&self) -> Option<i64> {
        let bound = self.bound_fen.filter(|bound| *bound > 0)?;
        let over = i128::from((self.bill.total() - bound).max(0)) * 1000;
        let bound = i128::from(bound);
        i64::try_from((over + bound - 1) / bound).ok()
    }
}

/// A rule that a plan does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// More vehicles of a kind are under way at a time than there are.
    Pool {
        /// Kind.
        kind: VehicleKind,
        /// Day on which the last of them leaves.
        day: NaiveDate,
        /// Vehicles under way then.
        wanted: u32,
        /// Vehicles there are.
        there: u32,
    },
    /// A vehicle carries more than it may.
    Crowded,
    /// A group has more seats than people, or a number of people unaccounted for.
    Miscounted,
    /// People are in a trip that does not pick them up, go where they go, or goes too early.
    WrongTrip,
    /// A group that travels as a whole is divided.
    Divided,
    /// A trip has more stops than allowed, too many vehicles or none.
    Shape,
}

/// What is wrong with a plan; empty when nothing is.
pub fn breaches(request: &PlanRequest, proposal: &Proposal) -> Vec<Breach> {
    let mut out = pool_breaches(&request.rules, &proposal.trips);
    for trip in &proposal.trips {
        trip_breaches(request, trip, &mut out);
    }
    let aboard = proposal.trips.iter().flat_map(|trip| &trip.vehicles);
    let aboard = aboard.flat_map(|vehicle| &vehicle.loads);
    let mut counted = vec![(0, 0); request.groups.len()];
    for load in aboard.chain(&proposal.left_over) {
        match counted.get_mut(load.group) {
            Some((workers, pieces)) => {
                *workers += load.workers;
                *pieces += 1;
            }
            None => out.push(Breach::Miscounted),
        }
    }
    for (group, (workers, pieces)) in request.groups.iter().zip(counted) {
        if workers != group.workers {
            out.push(Breach::Miscounted);
        }
        if group.whole && pieces > 1 {
            out.push(Breach::Divided);
        }
    }
    out
}

fn trip_breaches(request: &PlanRequest, trip: &ProposedTrip, out: &mut Vec<Breach>) {
    let rules = &request.rules;
    let shape = (1..=255).contains(&trip.vehicles.len())
        && (1..=rules.max_stops as usize).contains(&trip.stops.len());
    if !shape {
        out.push(Breach::Shape);
    }
    for vehicle in &trip.vehicles {
        if vehicle.workers() > effective_capacity(vehicle.kind, rules.spaced, rules.crew_seats) {
            out.push(Breach::Crowded);
        }
        let groups = vehicle
            .loads
            .iter()
            .filter_map(|load| request.groups.get(load.group));
        for group in groups {
            if !trip.takes(rules, group) {
                out.push(Breach::WrongTrip);
            }
        }
    }
}

/// Days on which more vehicles would be under way than there are. A vehicle that leaves is back for the day
/// [`PlanRules::turnaround_days`] later.
pub fn pool_breaches(rules: &PlanRules, trips: &[ProposedTrip]) -> Vec<Breach> {
    let mut out = Vec::new();
    for kind in VehicleKind::ALL {
        let there = rules.pool.get(kind).copied().unwrap_or(0);
        let mut days: Vec<_> = trips.iter().map(|trip| trip.day).collect();
        days.sort();
        days.dedup();
        for day in days {
            let away = |from: NaiveDate| {
                let days = (day - from).num_days();
                days >= 0 && days < i64::from(rules.turnaround_days.max(1))
            };
            let under_way = trips.iter().filter(|trip| away(trip.day));
            let wanted = under_way.map(|trip| trip.count(*kind)).sum();
            if wanted > there {
                out.push(Breach::Pool {
                    kind: *kind,
                    day,
                    wanted,
                    there,
                });
            }
        }
    }
    out
}
