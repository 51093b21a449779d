//! The form, and its sending: demand is read, the search is run, the plan is kept.

use super::fields::{ELSEWHERE, Errors, Fields, NUMBERS, Wanted, districts, provinces};
use super::{field, looks_after};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{Field, Tone, badge, csrf, empty, field_error};
use crate::console::people::Bureau;
use crate::console::show::{mode, place, vehicle, when};
use crate::domain::id::PlanId;
use crate::domain::plan::{DemandGroup, PlanRequest, PlanState};
use crate::domain::seat::VehicleKind;
use crate::domain::trip::Mode;
use crate::locale::label::Label;
use crate::store::demand::Demand;
use crate::store::plan::{NewPlan, Plan};
use axum::extract::Form;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Earlier plans listed.
const EARLIER: i64 = 10;

/// What stands above the form.
#[derive(Default)]
struct Notes {
    errors: Errors,
    nobody: bool,
    failed: bool,
}

/// The form.
pub async fn form(desk: Bureau) -> Result<Response, Fault> {
    let newest = desk.read().await?.plans(desk.district(), 1).await?;
    let fields = Fields::first(newest.first(), desk.now());
    show(&desk, &fields, &Notes::default()).await
}

/// Runs the search and keeps what it proposes.
pub async fn propose(
    desk: Bureau,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    let fields = Fields::sent(sent);
    let mut notes = Notes::default();
    match fields.read(&desk) {
        Ok(wanted) => {
            if let Some(id) = search(&desk, wanted, &mut notes).await? {
                return Ok(Redirect::to(&format!("/console/plan/{id}")).into_response());
            }
        }
        Err(errors) => notes.errors = errors,
    }
    let drawn = show(&desk, &fields, &notes).await?;
    Ok((INVALID, drawn).into_response())
}

/// The plan, once it is kept; none with a note of why there is none.
async fn search(desk: &Bureau, wanted: Wanted, notes: &mut Notes) -> Result<Option<PlanId>, Fault> {
    let demand = {
        let mut tx = desk.read().await?;
        let mode = wanted.rules.mode;
        tx.demand_by(wanted.district, mode, wanted.in_line).await?
    };
    let request = request(&wanted, &demand);
    if request.groups.is_empty() {
        notes.nobody = true;
        return Ok(None);
    }
    let (request, proposal) = match desk.planning().propose(request, wanted.time).await? {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "console: no plan");
            notes.failed = true;
            return Ok(None);
        }
    };
    let new = NewPlan {
        district: wanted.district,
        terms: wanted.terms,
        request,
        proposal,
    };
    let mut tx = desk.write().await?;
    let id = tx.create_plan(&desk.staff.id, &new, desk.now()).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// What is to be planned: people where nobody boards are only counted.
fn request(wanted: &Wanted, demand: &[Demand]) -> PlanRequest {
    let is_blocked = |one: &Demand| {
        wanted
            .terms
            .blocked
            .iter()
            .any(|area| area.contains(one.origin))
    };
    let (barred, free): (Vec<_>, Vec<_>) = demand.iter().partition(|one| is_blocked(one));
    let group = |one: &Demand| DemandGroup {
        origin: one.origin,
        employer: one.employer.clone(),
        district: match wanted.rules.mode {
            // A train serves employers of more than one district, so it returns to the city (bulletin P1).
            Mode::Train => wanted.district.unwrap_or(wanted.unemployed),
            Mode::Coach | Mode::SelfDrive | Mode::Public => {
                one.district.unwrap_or(wanted.unemployed)
            }
        },
        from: None,
        workers: one.workers,
        whole: false,
    };
    PlanRequest {
        groups: free.into_iter().map(group).collect(),
        rules: wanted.rules.clone(),
        barred: barred.iter().map(|one| one.workers).sum(),
    }
}

async fn show(desk: &Bureau, fields: &Fields, notes: &Notes) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let demand = tx.demand_by(desk.district(), fields.mode(), true).await?;
    let in_drafts = tx.seats_in_drafts(desk.district(), fields.mode()).await?;
    let mut earlier = tx.plans(desk.district(), EARLIER).await?;
    earlier.retain(|plan| looks_after(desk, plan));
    drop(tx);
    let workers: u32 = demand.iter().map(|one| one.workers).sum();
    let body = html! {
        p { (desk.t(Label::PlanAdvice)) }
        @if notes.nobody { (empty(desk, Label::PlanNobody, Label::PlanNobodyAdvice)) }
        @if notes.failed { p.error.box role="alert" { (desk.t(Label::PlanFailed)) } }
        @if !notes.errors.is_empty() { p.error.box role="alert" { (desk.t(Label::PlanLookAgain)) } }
        div {
            p { strong { (desk.t(Label::PlanDemand { workers })) } }
            @if in_drafts > 0 { p.note { (desk.t(Label::PlanInDrafts { seats: in_drafts })) } }
        }
        form.letter method="post" action="/console/plan" {
            (csrf(desk))
            div.halves {
                (when_and_who(desk, fields, &notes.errors))
                (fleet(desk, fields, &notes.errors))
            }
            (costs(desk, fields, &notes.errors))
            div.row.sticky {
                button.primary type="submit" { (desk.t(Label::PlanPropose)) }
                a.button href="/console/trips" { (desk.t(Label::Back)) }
            }
        }
        (earlier_plans(desk, &earlier))
    };
    draw(desk, Nav::Trips, desk.t(Label::PlanTitle), body).await
}

/// A field for a whole number of [`NUMBERS`].
fn number(desk: &Bureau, fields: &Fields, errors: &Errors, name: &str, label: Label) -> Markup {
    let limits = NUMBERS.iter().find(|(known, ..)| *known == name);
    let (least, most) = limits.map_or((0, i64::MAX), |(_, _, least, most)| (*least, *most));
    let error = errors.get(name).map(|label| desk.t(label.clone()));
    html! {
        div.field {
            label for=(name) { (desk.t(label)) }
            @if let Some(error) = &error { (field_error(name, error)) }
            input #(name) type="number" name=(name) value=(fields.get(name)) min=(least) max=(most) required
                aria-invalid=[error.is_some().then_some("true")];
        }
    }
}

fn tick(fields: &Fields, name: &str, label: String) -> Markup {
    html! {
        label.tick { input type="checkbox" name=(name) value="on" checked[fields.ticked(name)]; " " (label) }
    }
}

fn when_and_who(desk: &Bureau, fields: &Fields, errors: &Errors) -> Markup {
    let one = |name: &str, label: Label| number(desk, fields, errors, name, label);
    let error = |name: &str| errors.get(name).map(|label| desk.t(label.clone()));
    let typed = |name: &'static str, kind: &'static str, label: Label| {
        let field = Field::text(name, desk.t(label)).kind(kind);
        field
            .value(fields.get(name))
            .error(error(name))
            .required()
            .draw()
    };
    html! {
        section.card {
            h2 { (desk.t(Label::PlanWhen)) }
            div.numbers {
                (typed("first", "date", Label::PlanFirstDay))
                (one("days", Label::PlanDays))
                (typed("hour", "time", Label::PlanHour))
                (one("turnaround", Label::PlanTurnaround))
            }
            h2 { (desk.t(Label::PlanWho)) }
            div.pair {
                div.field {
                    label for="mode" { (desk.t(Label::ColMode)) }
                    select #mode name="mode" {
                        @for one in [Mode::Coach, Mode::Train] {
                            option value=(one) selected[fields.mode() == one] { (desk.t(mode(one))) }
                        }
                    }
                }
                (district_field(desk, fields))
            }
            (tick(fields, "in_line", desk.t(Label::PlanInLine)))
            fieldset.ticks {
                legend { (desk.t(Label::PlanBlocked)) }
                @for province in provinces() {
                    (tick(fields, &format!("blocked-{province}"), place(desk, province)))
                }
            }
        }
    }
}

/// Whose workers; somebody bound to a district is not asked.
fn district_field(desk: &Bureau, fields: &Fields) -> Markup {
    if let Some(own) = desk.district() {
        return html! {
            div.field { label { (desk.t(Label::PlanDistrict)) } p { (place(desk, own)) } }
        };
    }
    let options = |name: &str, none: String| {
        html! {
            option value="" { (none) }
            @for code in districts() {
                option value=(code) selected[fields.get(name) == code.to_string()] { (place(desk, code)) }
            }
        }
    };
    html! {
        div.field {
            label for="district" { (desk.t(Label::PlanDistrict)) }
            select #district name="district" { (options("district", desk.t(Label::PlanEverywhere))) }
        }
        div.field {
            label for="unemployed" { (desk.t(Label::PlanUnemployed)) }
            select #unemployed name="unemployed" { (options("unemployed", desk.t(Label::PlanCity))) }
        }
    }
}

fn fleet(desk: &Bureau, fields: &Fields, errors: &Errors) -> Markup {
    let one = |name: &str, label: Label| number(desk, fields, errors, name, label);
    html! {
        section.card {
            h2 { (desk.t(Label::PlanPool)) }
            div.numbers {
                @for kind in VehicleKind::ALL {
                    (number(desk, fields, errors, &field("pool", *kind), vehicle(*kind)))
                }
            }
            h2 { (desk.t(Label::PlanRules)) }
            (tick(fields, "spaced", desk.t(Label::AsksSpacing)))
            (tick(fields, "certificate", desk.t(Label::AsksCertificate)))
            div.numbers {
                (one("max_stops", Label::PlanMaxStops))
                (one("min_load", Label::PlanMinLoad))
                (one("crew_seats", Label::PlanCrewSeats))
                (one("seconds", Label::PlanSeconds))
            }
        }
    }
}

fn costs(desk: &Bureau, fields: &Fields, errors: &Errors) -> Markup {
    let one = |name: &str, label: Label| number(desk, fields, errors, name, label);
    let prices = VehicleKind::ALL.iter().flat_map(|kind| {
        let rows = provinces().into_iter().map(|province| province.to_string());
        rows.chain([ELSEWHERE.to_owned()])
            .map(|row| field(&row, *kind))
    });
    let wrong = prices.into_iter().any(|name| errors.contains_key(&name));
    html! {
        section.card {
            h2 { (desk.t(Label::PlanCosts)) }
            p.note { (desk.t(Label::PlanCostsMadeUp)) }
            div.numbers.four {
                (one("stop_yuan", Label::PlanStopCost))
                (one("left_over_yuan", Label::PlanLeftOverCost))
                (one("day_yuan", Label::PlanDayCost))
                (one("split_yuan", Label::PlanSplitCost))
            }
            p.hint { (desk.t(Label::PlanWeighs)) }
            details open[wrong] {
                summary { (desk.t(Label::PlanPrices)) }
                (price_table(desk, fields, errors))
            }
        }
    }
}

fn price_table(desk: &Bureau, fields: &Fields, errors: &Errors) -> Markup {
    let rows = provinces()
        .into_iter()
        .map(|code| (code.to_string(), place(desk, code)));
    let rows = rows.chain([(ELSEWHERE.to_owned(), desk.t(Label::PlanElsewhere))]);
    html! {
        table.stack.prices {
            thead { tr {
                th scope="col" { (desk.t(Label::ColOrigin)) }
                @for kind in VehicleKind::ALL { th scope="col" { (desk.t(vehicle(*kind))) } }
            } }
            tbody {
                @for (row, name) in rows {
                    tr {
                        th scope="row" { (name) }
                        @for kind in VehicleKind::ALL {
                            @let id = field(&row, *kind);
                            td data-label=(desk.t(vehicle(*kind))) {
                                input #(id) type="number" name=(id) value=(fields.get(&id)) min="0" required
                                    aria-label=(format!("{name} · {}", desk.t(vehicle(*kind))))
                                    aria-invalid=[errors.contains_key(&id).then_some("true")];
                                @if let Some(error) = errors.get(&id) { (field_error(&id, &desk.t(error.clone()))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn earlier_plans(desk: &Bureau, plans: &[Plan]) -> Markup {
    html! {
        @if !plans.is_empty() {
            section.card {
                h2 { (desk.t(Label::PlanEarlier)) }
                ul.rows {
                    @for plan in plans {
                        li {
                            a href={ "/console/plan/" (plan.id) } { (when(desk, plan.created_at)) }
                            (state(desk, plan.state))
                            p.hint {
                                (desk.t(Label::PlanCarried)) " " (plan.proposal.carried()) " · "
                                (desk.t(Label::PlanLeftOver)) " " (plan.proposal.left())
                            }
                        }
                    }
                }
            }
        }
    }
}

fn state(desk: &Bureau, state: PlanState) -> Markup {
    match state {
        PlanState::Proposed => badge(desk, Tone::Busy, Label::PlanProposed),
        PlanState::Entered => badge(desk, Tone::Good, Label::PlanEntered),
    }
}
