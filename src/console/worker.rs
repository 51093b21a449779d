//! One worker, found by the resident ID: what stands in the way of their trip and may be waived, their priority in
//! line, their name put right. Each with a reason that goes into the audit.
//!
//! The number is sent in a form, never in an address; after that the worker's identifier stands for them.

use super::fault::Fault;
use super::guard::INVALID;
use super::layout::{Nav, page};
use super::parts::{Field, csrf, done_note};
use super::people::Bureau;
use crate::domain::id::{TripId, WorkerId};
use crate::domain::identity::{PersonName, ResidentId};
use crate::domain::line::LineClass;
use crate::domain::trip::{Stage, TripState, Unmet};
use crate::domain::worker::Worker;
use crate::locale::label::worker::WorkerLabel as L;
use crate::locale::message::Message;
use crate::store::Tx;
use crate::store::seat::ActiveSeat;
use crate::store::trip::TripSummary;
use crate::store::waitlist::{ClassError, Waiting};
use crate::store::waiver::WaiverError;
use axum::extract::Form;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Given {
    step: String,
    resident_id: String,
    worker: String,
    class: String,
    trip: String,
    requirement: String,
    name: String,
    reason: String,
}

/// What is known of the worker.
struct Known {
    worker: Worker,
    class: LineClass,
    seat: Option<ActiveSeat>,
    waiting: Option<Waiting>,
    /// What they lack for the trip they have a seat on, or wait for.
    lacks: Vec<Unmet>,
    trips: Vec<TripSummary>,
}

/// The page before anybody is looked for.
pub async fn form(desk: Bureau) -> Result<Response, Fault> {
    draw(&desk, None, None, None).await
}

/// Looks somebody up, or does something for them.
pub async fn act(desk: Bureau, Form(given): Form<Given>) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let Some(worker) = find(&desk, &mut tx, &given).await? else {
        tx.rollback().await?;
        let drawn = draw(&desk, None, None, Some(L::WorkerUnknown)).await?;
        return Ok((INVALID, drawn).into_response());
    };
    let done = match given.step.as_str() {
        "find" => Ok(None),
        "class" => set_class(&desk, &mut tx, &worker, &given).await?.map(Some),
        "waive" => waive(&desk, &mut tx, &worker, &given).await?.map(Some),
        "name" => correct(&desk, &mut tx, &worker, &given).await?.map(Some),
        _ => return Err(Fault::BadRequest),
    };
    let known = look(&desk, &mut tx, &worker).await?;
    match done {
        Ok(done) => {
            tx.commit().await?;
            desk.wake();
            draw(&desk, Some(&known), done, None).await
        }
        Err(error) => {
            tx.rollback().await?;
            let drawn = draw(&desk, Some(&known), None, Some(error)).await?;
            Ok((INVALID, drawn).into_response())
        }
    }
}

/// The worker, if they are known and this person's business: a clerk of a county sees those of its employers, and
/// those without one.
async fn find(desk: &Bureau, tx: &mut Tx, given: &Given) -> Result<Option<WorkerId>, Fault> {
    let found = if given.worker.is_empty() {
        match ResidentId::parse(&given.resident_id, desk.now().date()) {
            Ok(id) => tx.worker_by_resident_id(desk.store(), &id).await?,
            Err(_) => None,
        }
    } else {
        let id = WorkerId::new(given.worker.clone());
        tx.worker(desk.store(), &id).await?.map(|worker| worker.id)
    };
    let Some(id) = found else { return Ok(None) };
    let registration = tx.registration(desk.store(), &id).await?;
    let employer = match registration.and_then(|registration| registration.employer) {
        Some(employer) => tx.employer(&employer).await?,
        None => None,
    };
    let district = employer.map(|employer| employer.district);
    Ok(desk.looks_after(district).then_some(id))
}

async fn look(desk: &Bureau, tx: &mut Tx, id: &WorkerId) -> Result<Known, Fault> {
    let worker = tx.worker(desk.store(), id).await?.ok_or(Fault::NotFound)?;
    let (seat, waiting) = (tx.active_seat(id).await?, tx.waiting(id).await?);
    let trip = waiting.as_ref().map(|waiting| &waiting.trip);
    let lacks = match trip.or(seat.as_ref().map(|seat| &seat.trip)).cloned() {
        Some(trip) => {
            tx.lacks(&trip, id, (Stage::Confirm, None), desk.now())
                .await?
        }
        None => None,
    };
    let mut trips = tx.trips().await?;
    trips.retain(|one| matches!(one.trip.state, TripState::Open | TripState::Boarding));
    Ok(Known {
        class: tx.line_class(id).await?,
        worker,
        seat,
        waiting,
        lacks: lacks.unwrap_or_default(),
        trips,
    })
}

async fn set_class(
    desk: &Bureau,
    tx: &mut Tx,
    worker: &WorkerId,
    given: &Given,
) -> Result<Result<L, L>, Fault> {
    let class = LineClass::parse(&given.class).ok_or(Fault::BadRequest)?;
    let (by, now) = (&desk.staff.id, desk.now());
    match tx
        .set_line_class(worker, class, &given.reason, by, now)
        .await
    {
        Ok(()) => Ok(Ok(L::WorkerClassSet)),
        Err(ClassError::Reason) => Ok(Err(L::WorkerReason)),
        Err(ClassError::Store(error)) => Err(error.into()),
    }
}

/// Only an administrator waives a requirement (bulletin P1; domain reference §2).
async fn waive(
    desk: &Bureau,
    tx: &mut Tx,
    worker: &WorkerId,
    given: &Given,
) -> Result<Result<L, L>, Fault> {
    if !desk.is_admin() {
        return Err(Fault::Forbidden);
    }
    let requirement = Unmet::parse(&given.requirement).ok_or(Fault::BadRequest)?;
    let trip = TripId::new(given.trip.clone());
    if tx.trip(&trip).await?.is_none() {
        return Err(Fault::BadRequest);
    }
    let (by, now) = (&desk.staff.id, desk.now());
    let waived = tx.waive((worker, &trip), requirement, &given.reason, by, now);
    match waived.await {
        Ok(()) => Ok(Ok(L::WorkerWaived)),
        Err(WaiverError::Reason) => Ok(Err(L::WorkerReason)),
        Err(WaiverError::Never(_)) => Ok(Err(L::WorkerNeverWaived)),
        Err(WaiverError::Store(error)) => Err(error.into()),
    }
}

async fn correct(
    desk: &Bureau,
    tx: &mut Tx,
    worker: &WorkerId,
    given: &Given,
) -> Result<Result<L, L>, Fault> {
    let reason = given.reason.trim();
    if !(2..=200).contains(&reason.chars().count()) {
        return Ok(Err(L::WorkerReason));
    }
    let Ok(name) = PersonName::parse(&given.name) else {
        return Ok(Err(L::WorkerNameWrong));
    };
    let by = (desk.staff.id.as_str(), Some(reason));
    tx.correct_name(worker, &name, by, desk.now()).await?;
    Ok(Ok(L::WorkerNameSet))
}

async fn draw(
    desk: &Bureau,
    known: Option<&Known>,
    done: Option<L>,
    error: Option<L>,
) -> Result<Response, Fault> {
    let body = html! {
        @if let Some(done) = done { (done_note(desk, done)) }
        @if let Some(error) = error { p.error role="alert" { (desk.t(error)) } }
        form.narrow.card method="post" action="/console/workers" {
            (csrf(desk))
            input type="hidden" name="step" value="find";
            (Field::text("resident_id", desk.t(L::WorkerId)).autocomplete("off").required().draw())
            button type="submit" { (desk.t(L::WorkerFind)) }
        }
        @if let Some(known) = known {
            (facts(desk, known))
            (class_form(desk, known))
            @if desk.is_admin() { (waive_form(desk, known)) }
            (name_form(desk, known))
        }
    };
    page(desk, Nav::Inbox, desk.t(L::WorkerTitle), body).await
}

fn facts(desk: &Bureau, known: &Known) -> Markup {
    html! {
        section.card.facts {
            h2 { (known.worker.name.expose()) }
            dl {
                div { dt { (desk.t(L::WorkerId)) } dd.mono { (known.worker.resident_id.masked()) } }
                div {
                    dt { (desk.t(L::WorkerSeat)) }
                    dd { @match &known.seat {
                        Some(seat) => { (seat.trip.code) " · " (seat.vehicle_label) " · " (seat.seat_label) }
                        None => "–",
                    } }
                }
                div {
                    dt { (desk.t(L::WorkerLine)) }
                    dd { @match &known.waiting {
                        Some(waiting) => { (waiting.trip.code) " · " (desk.t(L::WorkerAhead { ahead: waiting.ahead })) }
                        None => "–",
                    } }
                }
                @if !known.lacks.is_empty() {
                    div.all {
                        dt { (desk.t(L::WorkerLacks)) }
                        dd { ul.plain { @for one in &known.lacks { li { (desk.t(Message::from(*one))) } } } }
                    }
                }
            }
        }
    }
}

/// A form about the worker; every one asks for a reason.
fn about(desk: &Bureau, known: &Known, step: &str, title: L, fields: Markup) -> Markup {
    let id = format!("reason-{step}");
    html! {
        form.narrow.card method="post" action="/console/workers" {
            h2 { (desk.t(title)) }
            (csrf(desk))
            input type="hidden" name="step" value=(step);
            input type="hidden" name="worker" value=(known.worker.id);
            (fields)
            (Field::text("reason", desk.t(L::WorkerWhy)).id(&id).required().draw())
            button type="submit" { (desk.t(L::WorkerSave)) }
        }
    }
}

fn class_form(desk: &Bureau, known: &Known) -> Markup {
    let fields = html! {
        div.field {
            label for="class" { (desk.t(L::WorkerClass)) }
            select #class name="class" {
                @for class in LineClass::ALL {
                    option value=(class) selected[*class == known.class] { (desk.t(class_name(*class))) }
                }
            }
        }
    };
    about(desk, known, "class", L::WorkerClassTitle, fields)
}

fn class_name(class: LineClass) -> L {
    match class {
        LineClass::Medical => L::ClassMedical,
        LineClass::Pregnant => L::ClassPregnant,
        LineClass::KeyEmployer => L::ClassKeyEmployer,
        LineClass::Ordinary => L::ClassOrdinary,
    }
}

fn waive_form(desk: &Bureau, known: &Known) -> Markup {
    let waiting = known.waiting.as_ref().map(|waiting| &waiting.trip.id);
    let wished = waiting.or(known.seat.as_ref().map(|seat| &seat.trip.id));
    let fields = html! {
        div.field {
            label for="trip" { (desk.t(L::WorkerTrip)) }
            select #trip name="trip" {
                @for one in &known.trips {
                    option value=(one.trip.id) selected[wished == Some(&one.trip.id)] { (one.trip.code) }
                }
            }
        }
        div.field {
            label for="requirement" { (desk.t(L::WorkerRequirement)) }
            select #requirement name="requirement" {
                @for one in Unmet::ALL.iter().filter(|one| one.can_be_waived()) {
                    option value=(one) selected[known.lacks.first() == Some(one)] { (desk.t(Message::from(*one))) }
                }
            }
        }
    };
    about(desk, known, "waive", L::WorkerWaiveTitle, fields)
}

fn name_form(desk: &Bureau, known: &Known) -> Markup {
    let name = known.worker.name.expose();
    let field = Field::text("name", desk.t(L::WorkerName)).value(name);
    let fields = html! { (field.autocomplete("off").required().draw()) };
    about(desk, known, "name", L::WorkerNameTitle, fields)
}
