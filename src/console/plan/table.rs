//! The tables of a plan: its trips, and who is left over.

use super::show::View;
use super::{field, yuan};
use crate::console::parts::bar;
use crate::console::people::Bureau;
use crate::console::show::{full_place, place, vehicle};
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::plan::{Load, PlanState, ProposedTrip};
use crate::domain::seat::{VehicleKind, effective_capacity};
use crate::locale::label::Label;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The trips, with the numbers of their vehicles to change while the plan is only proposed.
pub fn trips(desk: &Bureau, view: &View) -> Markup {
    let plan = &view.plan;
    let kinds = plan.request.rules.kinds();
    let entered = |at: usize| match plan.state {
        PlanState::Proposed => None,
        PlanState::Entered => entered_as(view, at),
    };
    html! {
        table.stack.tight.card.plan {
            thead { tr {
                th scope="col" { (desk.t(Label::ColRoute)) }
                th scope="col" { (desk.t(Label::ColDeparture)) }
                @for kind in &kinds { th scope="col" { (desk.t(vehicle(kind.kind))) } }
                th scope="col" { (desk.t(Label::PlanPeople)) }
                th.number scope="col" { (desk.t(Label::PlanPrice)) }
            } }
            tbody {
                @for (at, trip) in plan.proposal.trips.iter().enumerate() {
                    tr {
                        th scope="row" {
                            (stops(desk, &trip.stops)) " → " (place(desk, trip.district))
                            @if let Some((id, code)) = entered(at) {
                                " " a.code href={ "/console/trips/" (id) } { (code) }
                            }
                            (who(desk, view, trip))
                        }
                        td data-label=(desk.t(Label::ColDeparture)) { (desk.t(Label::PlanDay { day: trip.day })) }
                        @for kind in &kinds {
                            td data-label=(desk.t(vehicle(kind.kind))) {
                                (count(desk, plan.state, at, trip, kind.kind))
                            }
                        }
                        td.bar-cell data-label=(desk.t(Label::PlanPeople)) { (load(desk, view, trip)) }
                        td.number data-label=(desk.t(Label::PlanPrice)) { (yuan(price(view, trip))) }
                    }
                }
            }
        }
    }
}

/// The trip that a proposed one was entered as: drafts are entered in the order of the plan, so the one with the same
/// day, stops and destination; where several are alike, each in turn.
fn entered_as(view: &View, at: usize) -> Option<(String, String)> {
    let alike = |trip: &ProposedTrip, other: &ProposedTrip| {
        trip.day == other.day && trip.stops == other.stops && trip.district == other.district
    };
    let proposed = &view.plan.proposal.trips;
    let trip = proposed.get(at)?;
    let turn = proposed
        .iter()
        .take(at)
        .filter(|one| alike(one, trip))
        .count();
    let same = view.trips.iter().filter(|one| {
        let one = &one.trip;
        one.departs_at.date() == trip.day
            && one.stops == trip.stops
            && one.district == trip.district
    });
    same.map(|one| (one.trip.id.to_string(), one.trip.code.clone()))
        .nth(turn)
}

fn stops(desk: &Bureau, stops: &[PlaceCode]) -> String {
    let separator = match desk.locale {
        Locale::ZhHans | Locale::ZhHant => "、",
        Locale::En => ", ",
    };
    let names: Vec<_> = stops.iter().map(|stop| place(desk, *stop)).collect();
    names.join(separator)
}

fn count(
    desk: &Bureau,
    state: PlanState,
    at: usize,
    trip: &ProposedTrip,
    kind: VehicleKind,
) -> Markup {
    let name = field(&at.to_string(), kind);
    let label = format!("{} · {}", stops(desk, &trip.stops), desk.t(vehicle(kind)));
    match state {
        PlanState::Proposed => html! {
            input.count-field type="number" name=(name) value=(trip.count(kind)) min="0" max="255" required aria-label=(label);
        },
        PlanState::Entered => html! { (trip.count(kind)) },
    }
}

fn load(desk: &Bureau, view: &View, trip: &ProposedTrip) -> Markup {
    let rules = &view.plan.request.rules;
    let seats = trip.vehicles.iter();
    let capacity: u32 = seats
        .map(|v| effective_capacity(v.kind, rules.spaced, rules.crew_seats))
        .sum();
    let (taken, capacity) = (i64::from(trip.workers()), i64::from(capacity));
    html! {
        span { (desk.t(Label::TakenOf { taken, capacity })) }
        (bar(&[("firm", taken)], capacity))
    }
}

fn price(view: &View, trip: &ProposedTrip) -> i64 {
    let origin = trip.stops.first().copied().unwrap_or(trip.district);
    let costs = &view.plan.request.rules.costs;
    trip.vehicles.iter().map(|v| costs.of(v.kind, origin)).sum()
}

/// Who sits in a trip: origin, employer and number, vehicle by vehicle.
fn who(desk: &Bureau, view: &View, trip: &ProposedTrip) -> Markup {
    html! {
        details.quiet {
            summary.hint { (desk.t(Label::PlanGroups)) }
            ol.seated {
                @for one in &trip.vehicles {
                    li {
                        p.hint { (desk.t(vehicle(one.kind))) " · " (one.workers()) }
                        ul { @for load in &one.loads { li { (group(desk, view, load)) } } }
                    }
                }
            }
        }
    }
}

fn group(desk: &Bureau, view: &View, load: &Load) -> Markup {
    let Some(group) = view.plan.request.groups.get(load.group) else {
        return html! {};
    };
    html! { (place(desk, group.origin)) " · " (employer(desk, view, load)) " × " (load.workers) }
}

fn employer(desk: &Bureau, view: &View, load: &Load) -> String {
    let group = view.plan.request.groups.get(load.group);
    let id = group.and_then(|group| group.employer.as_ref());
    let name = id.and_then(|id| view.employers.get(id.as_str()));
    name.cloned()
        .unwrap_or_else(|| desk.t(Label::NoEmployerYet))
}

/// Who is left over, by origin and employer; nothing where nobody is.
pub fn left_over(desk: &Bureau, view: &View) -> Markup {
    let left = &view.plan.proposal.left_over;
    let groups = &view.plan.request.groups;
    let mut rows: BTreeMap<_, u32> = BTreeMap::new();
    for load in left {
        if let Some(group) = groups.get(load.group) {
            let key = (group.origin, group.district, employer(desk, view, load));
            *rows.entry(key).or_default() += load.workers;
        }
    }
    html! {
        @if !rows.is_empty() {
            section.card {
                h2 { (desk.t(Label::PlanLeftOver)) }
                p.hint { (desk.t(Label::PlanLeftAdvice)) }
                table.stack.tight {
                    thead { tr {
                        th scope="col" { (desk.t(Label::ColOrigin)) }
                        th scope="col" { (desk.t(Label::Destination)) }
                        th scope="col" { (desk.t(Label::ColEmployer)) }
                        th.number scope="col" { (desk.t(Label::ColWorkers)) }
                    } }
                    tbody {
                        @for ((origin, district, employer), workers) in rows {
                            tr {
                                th scope="row" { (full_place(desk, origin)) }
                                td data-label=(desk.t(Label::Destination)) { (place(desk, district)) }
                                td data-label=(desk.t(Label::ColEmployer)) { (employer) }
                                td.number data-label=(desk.t(Label::ColWorkers)) { (workers) }
                            }
                        }
                    }
                }
            }
        }
    }
}
