//! A plan changed by hand: other numbers of vehicles, trips dropped. Seats are given anew and everything is checked.

use super::assemble::{MOST_VEHICLES, left_over};
use crate::domain::plan::{
    Breach, Load, PlanRequest, Proposal, ProposedTrip, ProposedVehicle, bill, pool_breaches,
};
use crate::domain::seat::{VehicleKind, effective_capacity};
use std::collections::BTreeMap;

/// Vehicles of each kind that a trip is to have; none at all drops the trip.
pub type Fleet = BTreeMap<VehicleKind, u32>;

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The change is not for the trips of this plan.
    OtherPlan,
    /// A trip would have more vehicles than a ticket can tell apart.
    TooManyVehicles,
    /// More vehicles would be under way than there are.
    Pool(Vec<Breach>),
}

/// The plan with other vehicles: `fleets` has one for each of its trips, in their order. A trip keeps its people as
/// far as its vehicles hold them; room that is left goes to those without a seat whom it could pick up. The bound
/// stays: it is the request's.
///
/// # Errors
/// [`EditError`]; then nothing is changed.
pub fn change(
    request: &PlanRequest,
    proposal: &Proposal,
    fleets: &[Fleet],
) -> Result<Proposal, EditError> {
    if fleets.len() != proposal.trips.len() {
        return Err(EditError::OtherPlan);
    }
    let mut left: Vec<u32> = request.groups.iter().map(|group| group.workers).collect();
    let mut trips = Vec::new();
    for (trip, fleet) in proposal.trips.iter().zip(fleets) {
        let count: u64 = fleet.values().map(|n| u64::from(*n)).sum();
        if count > MOST_VEHICLES as u64 {
            return Err(EditError::TooManyVehicles);
        }
        if count == 0 {
            continue;
        }
        let trip = refit(request, trip, fleet);
        for load in trip.vehicles.iter().flat_map(|v| &v.loads) {
            left[load.group] = left[load.group].saturating_sub(load.workers);
        }
        trips.push(trip);
    }
    for trip in &mut trips {
        fill(request, trip, &mut left);
    }
    let breaches = pool_breaches(&request.rules, &trips);
    if !breaches.is_empty() {
        return Err(EditError::Pool(breaches));
    }
    let mut changed = Proposal {
        trips,
        left_over: left_over(left),
        ..proposal.clone()
    };
    changed.bill = bill(request, &changed);
    Ok(changed)
}

fn unchanged(trip: &ProposedTrip, fleet: &Fleet) -> bool {
    let wanted = |kind: &VehicleKind| fleet.get(kind).copied().unwrap_or(0);
    let mut kinds = VehicleKind::ALL.iter();
    kinds.all(|kind| trip.count(*kind) == wanted(kind))
}

/// The trip with these vehicles and as many of its people as they hold. Vehicles that stay keep theirs, the fullest
/// first.
fn refit(request: &PlanRequest, trip: &ProposedTrip, fleet: &Fleet) -> ProposedTrip {
    if unchanged(trip, fleet) {
        return trip.clone();
    }
    let mut fleet = fleet.clone();
    let mut old: Vec<_> = trip.vehicles.iter().collect();
    old.sort_by_key(|vehicle| std::cmp::Reverse(vehicle.workers()));
    let (mut vehicles, mut homeless) = (Vec::new(), vec![0; request.groups.len()]);
    for vehicle in old {
        match fleet.get_mut(&vehicle.kind) {
            Some(count) if *count > 0 => {
                *count -= 1;
                vehicles.push(vehicle.clone());
            }
            Some(_) | None => {
                for load in &vehicle.loads {
                    homeless[load.group] += load.workers;
                }
            }
        }
    }
    for (kind, count) in fleet {
        let empty = || ProposedVehicle {
            kind,
            loads: Vec::new(),
        };
        vehicles.extend((0..count).map(|_| empty()));
    }
    let mut trip = ProposedTrip {
        vehicles,
        ..trip.clone()
    };
    fill(request, &mut trip, &mut homeless);
    trip
}

/// Gives free seats of a trip to people it can pick up, who are taken off `left`: those first who travel as a whole,
/// then the largest groups, each where it fits undivided, else in parts.
fn fill(request: &PlanRequest, trip: &mut ProposedTrip, left: &mut [u32]) {
    let mut waiting: Vec<_> = left
        .iter()
        .enumerate()
        .filter(|(_, workers)| **workers > 0)
        .filter_map(|(at, workers)| Some((at, *workers, request.groups.get(at)?)))
        .filter(|(.., group)| trip.takes(&request.rules, group))
        .collect();
    waiting.sort_by_key(|(at, workers, group)| (!group.whole, std::cmp::Reverse(*workers), *at));
    for (at, workers, group) in waiting {
        let mut open: Vec<_> = trip
            .vehicles
            .iter_mut()
            .map(|v| (room(request, v), v))
            .filter(|(room, _)| *room > 0)
            .collect();
        // The vehicle with the least room that still holds all of them, else the emptiest one first.
        open.sort_by_key(|(room, _)| {
            (
                *room < workers,
                if *room < workers {
                    u32::MAX - room
                } else {
                    *room
                },
            )
        });
        if group.whole {
            open.retain(|(room, _)| *room >= workers);
        }
        for (room, vehicle) in open {
            let taken = room.min(left[at]);
            if taken > 0 {
                seat(vehicle, at, taken);
                left[at] -= taken;
            }
        }
    }
}

fn room(request: &PlanRequest, vehicle: &ProposedVehicle) -> u32 {
    let rules = &request.rules;
    let capacity = effective_capacity(vehicle.kind, rules.spaced, rules.crew_seats);
    capacity.saturating_sub(vehicle.workers())
}

fn seat(vehicle: &mut ProposedVehicle, group: usize, workers: u32) {
    match vehicle.loads.iter_mut().find(|load| load.group == group) {
        Some(load) => load.workers += workers,
        None => vehicle.loads.push(Load { group, workers }),
    }
}
