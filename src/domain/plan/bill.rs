//! What a plan costs, item by item.

use super::{PlanRequest, Proposal, ProposedTrip};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The cost of a plan in fen. Only the first two are money; the rest is what the bureau would give to avoid it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bill {
    /// Vehicles.
    pub vehicles_fen: i64,
    /// Stops after the first.
    pub stops_fen: i64,
    /// Days after the first.
    pub days_fen: i64,
    /// Groups divided.
    pub splits_fen: i64,
    /// Workers left over.
    pub left_over_fen: i64,
}

impl Bill {
    /// All items.
    pub fn total(&self) -> i64 {
        self.money() + self.days_fen + self.splits_fen + self.left_over_fen
    }

    /// What is to be paid.
    pub fn money(&self) -> i64 {
        self.vehicles_fen + self.stops_fen
    }
}

/// What these trips cost, and that these are left over.
pub fn bill(request: &PlanRequest, proposal: &Proposal) -> Bill {
    let rules = &request.rules;
    let mut bill = Bill::default();
    let mut pieces = vec![0i64; request.groups.len()];
    for trip in &proposal.trips {
        let origin = trip.stops.first().copied().unwrap_or(trip.district);
        let waits = rules.days.iter().filter(|day| **day < trip.day).count() as i64;
        for vehicle in &trip.vehicles {
            bill.vehicles_fen += rules.costs.of(vehicle.kind, origin);
            bill.days_fen += waits * rules.day_fen;
            for load in &vehicle.loads {
                if let Some(count) = pieces.get_mut(load.group) {
                    *count += 1;
                }
            }
        }
        bill.stops_fen += stops(request, trip) * rules.stop_fen;
    }
    bill.splits_fen = pieces.iter().map(|n| (n - 1).max(0)).sum::<i64>() * rules.split_fen;
    bill.left_over_fen = i64::from(proposal.left()) * rules.left_over_fen;
    bill
}

/// Stops after the first, over the vehicles of a trip: each stops where it has somebody to pick up.
fn stops(request: &PlanRequest, trip: &ProposedTrip) -> i64 {
    let of_vehicle = |loads: &[super::Load]| {
        let groups = loads
            .iter()
            .filter_map(|load| request.groups.get(load.group));
        let places: BTreeSet<_> = groups
            .map(|group| request.rules.stop_of(group.origin))
            .collect();
        (places.len() as i64 - 1).max(0)
    };
    trip.vehicles.iter().map(|v| of_vehicle(&v.loads)).sum()
}
