//! A plan: its figures, a picture of who goes where, its trips with the numbers of vehicles to change, who is left
//! over; and what is done with it.

use super::{field, looks_after, picture, table, yuan};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{csrf, done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::vehicle;
use crate::domain::id::PlanId;
use crate::domain::plan::{Breach, PlanState, Proposal};
use crate::domain::seat::VehicleKind;
use crate::locale::label::Label;
use crate::planner::{EditError, Fleet, change};
use crate::store::plan::{Plan, PlanChangeError};
use crate::store::trip::TripSummary;
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was done before the page is shown.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// A plan with all that is shown of it.
pub struct View {
    pub plan: Plan,
    /// Names of the employers in it.
    pub employers: BTreeMap<String, String>,
    /// The trips entered from it.
    pub trips: Vec<TripSummary>,
}

/// The page of a plan. Another district's is not found by a clerk bound to theirs.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let view = load(&desk, &PlanId::new(id)).await?;
    let note = match done.done.as_str() {
        "checked" => Some(Label::PlanChecked),
        "look" => Some(Label::PlanLookFirst),
        "entered" => Some(Label::PlanEnteredDone {
            count: view.trips.len(),
        }),
        _ => None,
    };
    show(&desk, &view, note, &[]).await
}

async fn load(desk: &Bureau, id: &PlanId) -> Result<View, Fault> {
    let mut tx = desk.read().await?;
    let plan = tx.plan(id).await?.filter(|plan| looks_after(desk, plan));
    let plan = plan.ok_or(Fault::NotFound)?;
    let mut employers = BTreeMap::new();
    for employer in plan
        .request
        .groups
        .iter()
        .filter_map(|group| group.employer.as_ref())
    {
        if !employers.contains_key(employer.as_str())
            && let Some(firm) = tx.employer(employer).await?
        {
            employers.insert(employer.as_str().to_owned(), firm.name);
        }
    }
    let entered = tx.trips_of_plan(id).await?;
    let mut trips = Vec::new();
    if !entered.is_empty() {
        trips = tx.trips().await?;
        trips.retain(|trip| entered.contains(&trip.trip.id));
    }
    Ok(View {
        plan,
        employers,
        trips,
    })
}

/// Checks changed numbers, or enters the plan as drafts. Numbers that were changed are looked at first.
pub async fn act(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    let id = PlanId::new(id);
    let view = load(&desk, &id).await?;
    let version = sent
        .get("version")
        .and_then(|v| v.parse().ok())
        .unwrap_or(0);
    if view.plan.version != version || view.plan.state != PlanState::Proposed {
        return refuse(&desk, &view, &[Label::PlanMeanwhile]).await;
    }
    let plan = &view.plan;
    let Some(fleets) = fleets(plan, &sent) else {
        return Err(Fault::BadRequest);
    };
    let changed = match change(&plan.request, &plan.proposal, &fleets) {
        Ok(changed) => changed,
        Err(error) => return refuse(&desk, &view, &unfit(&desk, &error)).await,
    };
    let enters = sent.get("step").is_some_and(|step| step == "enter");
    match keep(&desk, plan, &changed, enters).await {
        Ok(done) => Ok(Redirect::to(&format!("/console/plan/{id}?done={done}")).into_response()),
        Err(PlanChangeError::Store(error)) => Err(error.into()),
        Err(error) => {
            let view = load(&desk, &id).await?;
            refuse(&desk, &view, &[refusal(&error)]).await
        }
    }
}

/// Keeps what was changed, or else enters the plan if that is wanted; gives what was done.
async fn keep(
    desk: &Bureau,
    plan: &Plan,
    changed: &Proposal,
    enters: bool,
) -> Result<&'static str, PlanChangeError> {
    if *changed != plan.proposal {
        save(desk, plan, changed).await?;
        return Ok(if enters { "look" } else { "checked" });
    }
    if enters {
        enter(desk, plan).await?;
        return Ok("entered");
    }
    Ok("checked")
}

/// Why a change cannot be made, in words.
fn unfit(desk: &Bureau, error: &EditError) -> Vec<Label> {
    match error {
        EditError::OtherPlan => vec![Label::PlanMeanwhile],
        EditError::TooManyVehicles => vec![Label::PlanTooMany],
        EditError::Pool(breaches) => {
            let labels = breaches.iter().filter_map(|one| breach(desk, one));
            labels.collect()
        }
    }
}

/// The numbers of vehicles of the form; none when one of them is no number: an emptied field would drop its trip. What
/// the form leaves out stays.
fn fleets(plan: &Plan, sent: &BTreeMap<String, String>) -> Option<Vec<Fleet>> {
    let of_trip = |(at, trip): (usize, &crate::domain::plan::ProposedTrip)| {
        let kinds = VehicleKind::ALL.iter();
        let counts = kinds.map(|kind| {
            let count = match sent.get(&field(&at.to_string(), *kind)) {
                Some(text) => text.trim().parse().ok()?,
                None => trip.count(*kind),
            };
            Some((*kind, count))
        });
        counts.collect::<Option<Fleet>>()
    };
    plan.proposal
        .trips
        .iter()
        .enumerate()
        .map(of_trip)
        .collect()
}

async fn save(desk: &Bureau, plan: &Plan, changed: &Proposal) -> Result<(), PlanChangeError> {
    let mut tx = desk.store().write().await?;
    tx.change_plan(&plan.id, plan.version, changed, &desk.staff.id, desk.now())
        .await?;
    Ok(tx.commit().await?)
}

async fn enter(desk: &Bureau, plan: &Plan) -> Result<(), PlanChangeError> {
    let mut tx = desk.store().write().await?;
    tx.plan_as_drafts(&plan.id, plan.version, &desk.staff.id, desk.now())
        .await?;
    Ok(tx.commit().await?)
}

fn refusal(error: &PlanChangeError) -> Label {
    match error {
        PlanChangeError::Changed => Label::PlanMeanwhile,
        PlanChangeError::Empty => Label::PlanEmpty,
        PlanChangeError::Past => Label::PlanPast,
        PlanChangeError::Broken => Label::PlanBroken,
        PlanChangeError::Store(_) => Label::FaultInternal,
    }
}

/// Too few vehicles in the pool, in words; other breaches cannot come of changing numbers.
fn breach(desk: &Bureau, breach: &Breach) -> Option<Label> {
    match breach {
        Breach::Pool {
            kind,
            day,
            wanted,
            there,
        } => Some(Label::PlanPoolBreach {
            vehicle: desk.t(vehicle(*kind)),
            day: *day,
            wanted: *wanted,
            there: *there,
        }),
        Breach::Crowded
        | Breach::Miscounted
        | Breach::WrongTrip
        | Breach::Divided
        | Breach::Shape => None,
    }
}

async fn refuse(desk: &Bureau, view: &View, why: &[Label]) -> Result<Response, Fault> {
    let drawn = show(desk, view, None, why).await?;
    Ok((INVALID, drawn).into_response())
}

async fn show(
    desk: &Bureau,
    view: &View,
    note: Option<Label>,
    refusals: &[Label],
) -> Result<Response, Fault> {
    let plan = &view.plan;
    let open = plan.state == PlanState::Proposed;
    let body = html! {
        @if let Some(label) = note { (done_note(desk, label)) }
        @for why in refusals { p.error.box role="alert" { (desk.t(why.clone())) } }
        @if plan.proposal.stopped_early { p.note { (desk.t(Label::PlanStopped)) } }
        (figures(desk, plan))
        div.halves {
            section.card { h2 { (desk.t(Label::PlanPicture)) } (picture::draw(desk, plan)) }
            (bill(desk, plan))
        }
        form.letter method="post" action={ "/console/plan/" (plan.id) } {
            (csrf(desk))
            input type="hidden" name="version" value=(plan.version);
            // Pressing Enter in a field checks and enters nothing.
            button.unseen type="submit" name="step" value="check" tabindex="-1" aria-hidden="true" {}
            section aria-labelledby="trips" {
                h2 #trips { (desk.t(Label::NavTrips)) }
                @if plan.proposal.trips.is_empty() {
                    (empty(desk, Label::PlanEmpty, Label::PlanEmptyAdvice))
                } @else if open {
                    p.hint { (desk.t(Label::PlanChangeAdvice)) " " (desk.t(Label::PlanEnterAdvice)) }
                }
                @if !plan.proposal.trips.is_empty() { (table::trips(desk, view)) }
            }
            @if open && !plan.proposal.trips.is_empty() {
                div.row.sticky {
                    button.primary type="submit" name="step" value="enter" { (desk.t(Label::PlanEnter)) }
                    button type="submit" name="step" value="check" { (desk.t(Label::PlanCheck)) }
                }
            }
        }
        (table::left_over(desk, view))
        p { a.button href="/console/plan" { (desk.t(Label::Back)) } }
    };
    draw(desk, Nav::Trips, desk.t(Label::PlanResult), body).await
}

fn figures(desk: &Bureau, plan: &Plan) -> Markup {
    let proposal = &plan.proposal;
    let workers = proposal.carried() + proposal.left();
    let vehicles: usize = proposal.trips.iter().map(|trip| trip.vehicles.len()).sum();
    let tile = |label: Label, value: String, note: Option<String>| {
        html! {
            div.tile { dt { (desk.t(label)) } dd { strong { (value) } @if let Some(note) = note { span { (note) } } } }
        }
    };
    html! {
        dl.tiles {
            (tile(Label::PlanCarried, proposal.carried().to_string(), Some(desk.t(Label::PlanOfWorkers { workers }))))
            (tile(Label::PlanLeftOver, proposal.left().to_string(), None))
            (tile(Label::ColVehicles, vehicles.to_string(), None))
            (tile(Label::PlanToPay, yuan(proposal.bill.money()), None))
        }
    }
}

fn bill(desk: &Bureau, plan: &Plan) -> Markup {
    let (bill, proposal) = (&plan.proposal.bill, &plan.proposal);
    let item = |label: Label, fen: i64| html! { tr { th scope="row" { (desk.t(label)) } td.number { (yuan(fen)) } } };
    let how_good = match proposal.gap_permille() {
        Some(0) => Label::PlanGapNone,
        Some(gap) => Label::PlanGap {
            percent: format!("{}.{}", gap / 10, gap % 10),
        },
        None => Label::PlanGapUnknown,
    };
    html! {
        section.card {
            h2 { (desk.t(Label::PlanBill)) }
            p { strong { (desk.t(how_good)) } }
            p.hint { (desk.t(Label::PlanGapAdvice)) }
            table.outcomes {
                tbody {
                    (item(Label::ColVehicles, bill.vehicles_fen))
                    (item(Label::PlanBillStops, bill.stops_fen))
                    (item(Label::PlanBillDays, bill.days_fen))
                    (item(Label::PlanBillSplits, bill.splits_fen))
                    (item(Label::PlanLeftOver, bill.left_over_fen))
                    (item(Label::PlanBillTotal, bill.total()))
                }
            }
            p.hint { (desk.t(Label::PlanBillAdvice)) }
            @if plan.request.barred > 0 {
                p.note { (desk.t(Label::PlanBarred { workers: plan.request.barred })) }
            }
        }
    }
}
