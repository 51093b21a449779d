//! HR checks its people off when a vehicle is there, and signs.

use super::view;
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{Tone, badge, csrf, described_by, done_note, empty, field_error};
use crate::console::people::{Desk, Visitor};
use crate::console::show::when;
use crate::domain::arrival::Difference;
use crate::domain::id::{EmployerId, WorkerId};
use crate::domain::language::Locale;
use crate::domain::seat::SeatState;
use crate::domain::trip::Trip;
use crate::locale::label::trip::TripLabel;
use crate::store::trip::{Arrival, ArrivalError, Listed, OwnVehicle, VehicleOf};
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

const MOST_REMARK_CHARS: usize = 500;
const REMARK: &str = "remark";

fn employer(desk: &Desk) -> Result<&EmployerId, Fault> {
    desk.own_employer().ok_or(Fault::Forbidden)
}

/// What was done before.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// Vehicles with people of the own employer.
pub async fn list(desk: Desk) -> Result<Response, Fault> {
    let own = employer(&desk)?;
    let mut tx = desk.read().await?;
    let vehicles = tx.vehicles_of_employer(own).await?;
    drop(tx);
    let body = html! {
        p { (desk.t(TripLabel::ArrivalsIntro)) }
        @if vehicles.is_empty() {
            (empty(&desk, TripLabel::NoArrivals, TripLabel::NoArrivalsAdvice))
        } @else {
            section.card { ul.rows { @for one in &vehicles { (line(&desk, one)) } } }
        }
    };
    draw(&desk, Nav::Arrivals, desk.t(TripLabel::Arrivals), body).await
}

fn line(desk: &Desk, one: &OwnVehicle) -> Markup {
    let (tone, label) = match (one.arrived_at, one.signed) {
        (_, true) => (Tone::Good, TripLabel::ArrivalSigned),
        (Some(_), false) => (Tone::Busy, TripLabel::ArrivalDue),
        (None, false) => (Tone::Plain, TripLabel::ArrivalNotYet),
    };
    let address = match one.arrived_at {
        Some(_) => format!("/console/arrivals/{}", one.vehicle),
        None => format!("/console/manifest/{}", one.vehicle),
    };
    html! {
        li {
            a href=(address) { (one.label) }
            (badge(desk, tone, label))
            p.hint {
                (desk.t(TripLabel::ArrivalAboard)) " " (one.boarded)
                @if let Some(at) = one.arrived_at { " · " (when(desk, at)) }
                " · " a href={ "/console/manifest/" (one.vehicle) } { (desk.t(TripLabel::Manifest)) }
            }
        }
    }
}

/// One vehicle's people, as HR knows them.
struct Roll {
    vehicle: VehicleOf,
    trip: Trip,
    aboard: Vec<Listed>,
    absent: Vec<Listed>,
    signed: Option<Arrival>,
}

async fn roll(desk: &Desk, id: &str) -> Result<Roll, Fault> {
    let own = employer(desk)?.clone();
    let mut tx = desk.read().await?;
    let view = view(desk, &mut tx, id).await?;
    let arrivals = tx.arrivals(&view.vehicle.id).await?;
    Ok(Roll {
        vehicle: view.vehicle,
        trip: view.trip,
        aboard: view.people,
        absent: view.absent,
        signed: arrivals.into_iter().find(|one| one.employer == own),
    })
}

/// The page on which HR signs, and on which stands what was signed.
pub async fn page(
    desk: Desk,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let roll = roll(&desk, &id).await?;
    let signed = done.done == "signed" && roll.signed.is_some();
    show(&desk, &roll, signed, None, None).await
}

async fn show(
    desk: &Desk,
    roll: &Roll,
    just_signed: bool,
    sent: Option<&BTreeMap<String, String>>,
    error: Option<TripLabel>,
) -> Result<Response, Fault> {
    let label = roll.vehicle.label.clone();
    let body = html! {
        @if just_signed { (done_note(desk, TripLabel::DoneSigned)) }
        p { a href="/console/arrivals" { "← " (desk.t(TripLabel::Arrivals)) } }
        p { (roll.trip.code) @if let Some(at) = roll.vehicle.arrived_at { " · " (when(desk, at)) } }
        @match (&roll.signed, roll.vehicle.arrived_at) {
            (Some(arrival), _) => section.card { ul.rows { li { (figures(desk, arrival)) } } },
            (None, None) => p.note { (desk.t(TripLabel::ArrivalNotYet)) },
            (None, Some(_)) => (form(desk, roll, sent, error)),
        }
    };
    let title = desk.t(TripLabel::ArrivalOf { vehicle: label });
    draw(desk, Nav::Arrivals, title, body).await
}

fn form(
    desk: &Desk,
    roll: &Roll,
    sent: Option<&BTreeMap<String, String>>,
    error: Option<TripLabel>,
) -> Markup {
    let error = error.map(|label| desk.t(label));
    let tick = |one: &Listed, first: bool| {
        let field = format!("here-{}", one.worker);
        let on = sent.map_or(first, |sent| sent.contains_key(&field));
        html! { label.tick { input type="checkbox" name=(field) value="on" checked[on]; " " (one.name) } }
    };
    html! {
        form.card method="post" action={ "/console/arrivals/" (roll.vehicle.id) } {
            (csrf(desk))
            p { (desk.t(TripLabel::ArrivalTick)) }
            fieldset.ticks {
                legend { (desk.t(TripLabel::ArrivalAboard)) }
                @for one in &roll.aboard { (tick(one, one.state == SeatState::Boarded)) }
            }
            @if !roll.absent.is_empty() {
                fieldset.ticks {
                    legend { (desk.t(TripLabel::ArrivalAbsent)) }
                    @for one in &roll.absent { (tick(one, false)) }
                }
            }
            div.field {
                label for=(REMARK) { (desk.t(TripLabel::ArrivalRemark)) }
                @if let Some(error) = &error { (field_error(REMARK, error)) }
                textarea #remark name=(REMARK) rows="3" aria-invalid=[error.is_some().then_some("true")]
                    aria-describedby=[described_by(REMARK, false, error.is_some())] {
                    (sent.and_then(|sent| sent.get(REMARK)).map_or("", String::as_str))
                }
            }
            button.primary type="submit" { (desk.t(TripLabel::Sign)) }
        }
    }
}

/// Signs for the own people.
pub async fn sign(
    desk: Desk,
    Path(id): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Fault> {
    let own = employer(&desk)?.clone();
    let roll = roll(&desk, &id).await?;
    let remark = sent.get(REMARK).map_or("", |text| text.trim());
    if remark.chars().count() > MOST_REMARK_CHARS {
        let error = Some(TripLabel::ArrivalRemarkLong);
        let drawn = show(&desk, &roll, false, Some(&sent), error).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let here = sent.keys().filter_map(|field| field.strip_prefix("here-"));
    let here: Vec<_> = here.map(WorkerId::new).collect();
    let by = (&desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    let signed = tx
        .sign_arrival(&roll.vehicle.id, &own, &here, remark, by)
        .await;
    match signed {
        Ok(()) => {
            tx.commit().await?;
            let address = format!("/console/arrivals/{id}?done=signed");
            Ok(Redirect::to(&address).into_response())
        }
        Err(ArrivalError::Signed) => {
            let address = format!("/console/arrivals/{id}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(ArrivalError::NotArrived | ArrivalError::Nobody) => Err(Fault::BadRequest),
        Err(ArrivalError::Store(error)) => Err(error.into()),
    }
}

/// What was signed, and by name how it differs from what the door knew. A row of a list.
pub fn figures(desk: &Desk, arrival: &Arrival) -> Markup {
    let gravest = arrival.differences.first().map(|one| one.what);
    let tone = match gravest {
        None => Tone::Good,
        Some(Difference::CameAnyway | Difference::NoShow) => Tone::Busy,
        Some(Difference::NotArrived) => Tone::Bad,
    };
    html! {
        strong { (arrival.employer_name) }
        (badge(desk, tone, match gravest {
            None => TripLabel::ArrivalSigned,
            Some(_) => TripLabel::SignedWithDifferences,
        }))
        p {
            (desk.t(TripLabel::ArrivalFigures {
                expected: arrival.expected,
                arrived: arrival.arrived,
                missing: arrival.expected - arrival.arrived,
            }))
        }
        @for kind in Difference::ALL {
            @let names = arrival.differences.iter().filter(|one| one.what == kind);
            @let names: Vec<_> = names.map(|one| one.name.clone()).collect();
            @if !names.is_empty() {
                p { strong { (desk.t(difference(kind, names.len()))) } br; (listed(desk, &names)) }
            }
        }
        @if let Some(remark) = &arrival.remark { p.hint { (remark) } }
        p.hint {
            (desk.t(TripLabel::SignedBy { name: arrival.signed_by.clone(), moment: arrival.signed_at }))
        }
    }
}

fn difference(kind: Difference, count: usize) -> TripLabel {
    match kind {
        Difference::NotArrived => TripLabel::DiffersNotArrived { count },
        Difference::CameAnyway => TripLabel::DiffersCameAnyway { count },
        Difference::NoShow => TripLabel::DiffersNoShow { count },
    }
}

/// Names or words one after another, in the visitor's punctuation.
pub fn listed(visitor: &Visitor, words: &[String]) -> String {
    words.join(match visitor.locale {
        Locale::ZhHans | Locale::ZhHant => "、",
        Locale::En => ", ",
    })
}
