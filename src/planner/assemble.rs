//! From ways through lines to trips: vehicles that leave on one day for one district with the same stops are a trip.

use super::line::Line;
use super::master::Choice;
use super::ways::Leg;
use crate::domain::place::PlaceCode;
use crate::domain::plan::{Load, PlanRequest, Proposal, ProposedTrip, ProposedVehicle};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Most vehicles of a trip: a ticket names its vehicle in one byte.
pub const MOST_VEHICLES: usize = 255;

type Key = (NaiveDate, Vec<PlaceCode>, PlaceCode);

/// The trips of these choices, and who is left over. Its bill is still to be made.
pub fn proposal(request: &PlanRequest, choices: &[Choice]) -> Proposal {
    let kinds = request.rules.kinds();
    let mut trips: BTreeMap<Key, Vec<ProposedVehicle>> = BTreeMap::new();
    let mut left: Vec<u32> = request.groups.iter().map(|group| group.workers).collect();
    for choice in choices {
        let mut days = choice.days.clone();
        let mut before = None;
        for leg in &choice.way.legs {
            let (Some(kind), Some(day)) = (kinds.get(leg.kind), take_day(&mut days, leg, before))
            else {
                continue;
            };
            before = Some(day);
            let (stops, loads) = aboard(&choice.line, leg);
            for load in &loads {
                left[load.group] -= load.workers;
            }
            let key = (day, stops, choice.line.district);
            trips.entry(key).or_default().push(ProposedVehicle {
                kind: kind.kind,
                loads,
            });
        }
    }
    Proposal {
        trips: trips.into_iter().flat_map(split).collect(),
        left_over: left_over(left),
        ..Proposal::default()
    }
}

/// The day of a vehicle: that of the one before, so that a group stays together, or else the first there is.
fn take_day(
    days: &mut [Vec<(NaiveDate, u16)>],
    leg: &Leg,
    before: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let free = days.get_mut(leg.kind)?;
    let same = free
        .iter()
        .position(|(day, n)| *n > 0 && Some(*day) == before);
    let at = same.or_else(|| free.iter().position(|(_, n)| *n > 0))?;
    let (day, count) = free.get_mut(at)?;
    *count -= 1;
    Some(*day)
}

/// Where a vehicle stops and who gets in.
fn aboard(line: &Line, leg: &Leg) -> (Vec<PlaceCode>, Vec<Load>) {
    let mut stops = BTreeSet::new();
    let mut loads = Vec::new();
    for part in &line.parts {
        let (start, end) = (part.at.start.max(leg.start), part.at.end.min(leg.end));
        if start < end {
            stops.insert(part.stop);
            loads.push(Load {
                group: part.group,
                workers: u32::try_from(end - start).unwrap_or(u32::MAX),
            });
        }
    }
    (stops.into_iter().collect(), loads)
}

/// A trip, or several where there are too many vehicles for one.
fn split(((day, stops, district), vehicles): (Key, Vec<ProposedVehicle>)) -> Vec<ProposedTrip> {
    let parts = vehicles.chunks(MOST_VEHICLES).map(|vehicles| ProposedTrip {
        stops: stops.clone(),
        district,
        day,
        vehicles: vehicles.to_vec(),
    });
    parts.collect()
}

/// Who is left over, of the people that each group still has.
pub fn left_over(left: Vec<u32>) -> Vec<Load> {
    let left = left.into_iter().enumerate();
    left.filter(|(_, workers)| *workers > 0)
        .map(|(group, workers)| Load { group, workers })
        .collect()
}
