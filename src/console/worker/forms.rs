//! What is done for one worker, each with a reason that goes into the audit: their priority in line, a requirement
//! waived, their name put right.

use super::page::{Known, Note};
use crate::console::fault::Fault;
use crate::console::parts::{Field, csrf};
use crate::console::people::Bureau;
use crate::domain::id::{TripId, WorkerId};
use crate::domain::identity::PersonName;
use crate::domain::line::LineClass;
use crate::domain::trip::Unmet;
use crate::locale::label::worker::WorkerLabel as L;
use crate::locale::message::Message;
use crate::store::Tx;
use crate::store::waitlist::ClassError;
use crate::store::waiver::WaiverError;
use maud::{Markup, html};
use serde::Deserialize;

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Given {
    /// Which form.
    pub step: String,
    class: String,
    trip: String,
    requirement: String,
    name: String,
    reason: String,
}

/// Does what the form asks for; what was done, or what is wrong with it.
pub async fn carry_out(
    desk: &Bureau,
    tx: &mut Tx,
    worker: &WorkerId,
    given: &Given,
) -> Result<Result<L, L>, Fault> {
    match given.step.as_str() {
        "class" => set_class(desk, tx, worker, given).await,
        "waive" => waive(desk, tx, worker, given).await,
        "name" => correct(desk, tx, worker, given).await,
        _ => Err(Fault::BadRequest),
    }
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

/// The forms; the one that was sent keeps what was typed, with the error beside it.
pub fn draw(desk: &Bureau, known: &Known, note: &Note<'_>) -> Markup {
    html! {
        (class_form(desk, known, note))
        @if desk.is_admin() { (waive_form(desk, known, note)) }
        (name_form(desk, known, note))
    }
}

/// A form about the worker; every one asks for a reason.
fn about(
    desk: &Bureau,
    known: &Known,
    (step, title): (&str, L),
    fields: &Markup,
    note: &Note<'_>,
) -> Markup {
    let id = format!("reason-{step}");
    let sent = note.given.filter(|given| given.step == step);
    let error = sent.and(note.error.clone());
    let reason = sent.map_or("", |given| given.reason.as_str());
    html! {
        details.card open[error.is_some()] {
            summary { (desk.t(title)) }
            form method="post" action={ "/console/workers/" (known.file.id) "#actions" } {
                (csrf(desk))
                input type="hidden" name="step" value=(step);
                (fields)
                (Field::text("reason", desk.t(L::WorkerWhy)).id(&id).value(reason).required()
                    .error(error.map(|label| desk.t(label))).draw())
                button type="submit" { (desk.t(L::WorkerSave)) }
            }
        }
    }
}

fn class_form(desk: &Bureau, known: &Known, note: &Note<'_>) -> Markup {
    let sent = note.given.filter(|given| given.step == "class");
    let class_now = sent
        .and_then(|given| LineClass::parse(&given.class))
        .unwrap_or(known.class);
    let fields = html! {
        div.field {
            label for="class" { (desk.t(L::WorkerClass)) }
            select #class name="class" {
                @for class in LineClass::ALL {
                    option value=(class) selected[*class == class_now] { (desk.t(class_name(*class))) }
                }
            }
        }
    };
    about(desk, known, ("class", L::WorkerClassTitle), &fields, note)
}

fn class_name(class: LineClass) -> L {
    match class {
        LineClass::Medical => L::ClassMedical,
        LineClass::Pregnant => L::ClassPregnant,
        LineClass::KeyEmployer => L::ClassKeyEmployer,
        LineClass::Ordinary => L::ClassOrdinary,
    }
}

fn waive_form(desk: &Bureau, known: &Known, note: &Note<'_>) -> Markup {
    let waiting = known.waiting.as_ref().map(|waiting| &waiting.trip.id);
    let wished = waiting.or(known.seat.as_ref().map(|seat| &seat.trip.id));
    let sent = note.given.filter(|given| given.step == "waive");
    let sent_trip = sent.map(|given| TripId::new(given.trip.clone()));
    let wished = sent_trip.as_ref().or(wished);
    let lacking = sent
        .and_then(|given| Unmet::parse(&given.requirement))
        .or(known.lacks.first().copied());
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
                    option value=(one) selected[lacking == Some(*one)] { (desk.t(Message::from(*one))) }
                }
            }
        }
    };
    about(desk, known, ("waive", L::WorkerWaiveTitle), &fields, note)
}

fn name_form(desk: &Bureau, known: &Known, note: &Note<'_>) -> Markup {
    let sent = note.given.filter(|given| given.step == "name");
    let name = sent.map_or(known.file.name.as_str(), |given| given.name.as_str());
    let field = Field::text("name", desk.t(L::WorkerName)).value(name);
    let fields = html! { (field.autocomplete("off").required().draw()) };
    about(desk, known, ("name", L::WorkerNameTitle), &fields, note)
}
