//! Papers of a vehicle: who is on it, as a page, a workbook and a page to print; tickets; and the employers' word
//! that their people have arrived. HR sees its own people only.

mod after;
mod arrival;
mod paper;
mod ticket;

pub use after::{read as read_after, section as after_section};

use super::Shared;
use super::fault::Fault;
use super::guard::INVALID;
use super::layout::{Nav, page as draw};
use super::parts::{Field, csrf, empty};
use super::people::Desk;
use super::route::{get, get_post};
use super::show::{seat_state, vehicle as vehicle_name, when};
use crate::domain::id::VehicleId;
use crate::domain::trip::Trip;
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::Tx;
use crate::store::trip::{Listed, REASON_CHARS, VehicleOf};
use axum::Router;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/manifest/{vehicle}", get_post(page, export))
        .route(
            "/console/tickets/{worker}",
            get_post(ticket::page, ticket::reissue),
        )
        .route(
            "/console/tickets/{worker}/calendar.ics",
            get(ticket::calendar),
        )
        .route("/console/arrivals", get(arrival::list))
        .route(
            "/console/arrivals/{vehicle}",
            get_post(arrival::page, arrival::sign),
        )
}

/// A vehicle as far as somebody may see it.
struct View {
    vehicle: VehicleOf,
    trip: Trip,
    people: Vec<Listed>,
    /// Who had a seat and did not come.
    absent: Vec<Listed>,
}

impl View {
    /// Everybody who had a seat when it left, with how things stand with them; those who did not come are last.
    fn everybody(&self, desk: &Desk) -> impl Iterator<Item = (&Listed, String)> {
        let people = self.people.iter();
        let people = people.map(|one| (one, desk.t(seat_state(one.state))));
        let absent = self.absent.iter();
        people.chain(absent.map(|one| (one, desk.t(TripLabel::ArrivalAbsent))))
    }
}

/// The vehicle with those of its people who are this person's business; not found where there are none of HR's.
async fn view(desk: &Desk, tx: &mut Tx, id: &str) -> Result<View, Fault> {
    let vehicle = tx.vehicle(&VehicleId::new(id)).await?;
    let vehicle = vehicle.ok_or(Fault::NotFound)?;
    let trip = tx.trip(&vehicle.trip).await?.ok_or(Fault::NotFound)?;
    let own = desk.own_employer();
    if !desk.looks_after(Some(trip.district)) || (own.is_none() && !desk.is_bureau()) {
        return Err(Fault::NotFound);
    }
    let people = tx.listed_on(&vehicle.id, own).await?;
    let absent = tx.no_shows_on(&vehicle.id, own).await?;
    if own.is_some() && people.is_empty() && absent.is_empty() {
        return Err(Fault::NotFound);
    }
    Ok(View {
        vehicle,
        trip,
        people,
        absent,
    })
}

/// What is asked for.
#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    form: String,
    #[serde(default)]
    full: String,
    #[serde(default)]
    reason: String,
}

/// The list on the screen, numbers masked.
pub async fn page(desk: Desk, Path(id): Path<String>) -> Result<Response, Fault> {
    show(&desk, &id, &Wanted::default(), None).await
}

async fn show(
    desk: &Desk,
    id: &str,
    given: &Wanted,
    error: Option<TripLabel>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let view = view(desk, &mut tx, id).await?;
    let door = tx.door(&view.vehicle.id).await?;
    let left = match door.filter(|_| desk.is_bureau()) {
        Some(door) => after::read(&mut tx, door).await?,
        None => None,
    };
    drop(tx);
    let bureau = desk.is_bureau();
    let body = html! {
        @if bureau {
            p { a href={ "/console/trips/" (view.trip.id) } { "← " (view.trip.code) } }
        } @else {
            p.hint { (desk.t(TripLabel::OwnPeopleOnly)) }
        }
        p { (desk.t(vehicle_name(view.vehicle.kind))) " · " (when(desk, view.trip.departs_at)) }
        @if view.people.is_empty() && view.absent.is_empty() {
            (empty(desk, TripLabel::ManifestNobody, TripLabel::ManifestNobodyAdvice))
        } @else {
            (table(desk, &view))
            div.halves { (exports(desk, &view, given, error)) }
        }
        (after::section(desk, left.as_slice()))
    };
    let label = view.vehicle.label;
    let nav = if bureau { Nav::Trips } else { Nav::Arrivals };
    let title = desk.t(TripLabel::ManifestOf { vehicle: label });
    draw(desk, nav, title, body).await
}

fn table(desk: &Desk, view: &View) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColSeat)) }
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColResidentId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(Label::ColState)) }
            } }
            tbody {
                @for (one, state) in view.everybody(desk) {
                    tr {
                        th scope="row" { (one.seat) }
                        td data-label=(desk.t(Label::ColName)) {
                            @if desk.is_bureau() && one.ticket.is_some() {
                                a href={ "/console/tickets/" (one.worker) } { (one.name) }
                            } @else { (one.name) }
                        }
                        td.mono data-label=(desk.t(Label::ColResidentId)) { (one.id_mask) }
                        td.mono data-label=(desk.t(Label::ColMobile)) { (one.mobile_mask) }
                        td data-label=(desk.t(Label::ColEmployer)) { (one.employer_name.as_deref().unwrap_or("–")) }
                        td data-label=(desk.t(Label::ColState)) { (state) }
                    }
                }
            }
        }
    }
}

fn exports(desk: &Desk, view: &View, given: &Wanted, error: Option<TripLabel>) -> Markup {
    let action = format!("/console/manifest/{}", view.vehicle.id);
    let buttons = html! {
        div.row {
            button type="submit" name="form" value="xlsx" { (desk.t(TripLabel::ManifestXlsx)) }
            button type="submit" name="form" value="print" { (desk.t(TripLabel::ManifestPrint)) }
        }
    };
    html! {
        form.card method="post" action=(action) {
            (csrf(desk))
            h2 { (desk.t(TripLabel::ManifestMasked)) }
            p.hint { (desk.t(TripLabel::ManifestRecorded)) }
            (buttons)
        }
        @if desk.is_bureau() {
            form.card method="post" action=(action) {
                (csrf(desk))
                input type="hidden" name="full" value="on";
                h2 { (desk.t(TripLabel::ManifestFull)) }
                p.hint { (desk.t(TripLabel::ManifestFullAdvice)) }
                (Field::text("reason", desk.t(TripLabel::ManifestWhy)).value(&given.reason)
                    .error(error.map(|label| desk.t(label))).required().draw())
                (buttons)
            }
        }
    }
}

/// The list to take away: recorded before it is given.
pub async fn export(
    desk: Desk,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let full = !wanted.full.is_empty();
    if full && !desk.is_bureau() {
        return Err(Fault::Forbidden);
    }
    let form = match wanted.form.as_str() {
        "xlsx" => paper::Form::Workbook,
        "print" => paper::Form::Print,
        _ => return Err(Fault::BadRequest),
    };
    let why = wanted.reason.trim();
    if full && !REASON_CHARS.contains(&why.chars().count()) {
        let drawn = show(&desk, &id, &wanted, Some(TripLabel::ReasonNeeded)).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let mut tx = desk.write().await?;
    let view = view(&desk, &mut tx, &id).await?;
    let mut rows = Vec::with_capacity(view.people.len() + view.absent.len());
    for one in view.people.iter().chain(&view.absent) {
        rows.push(match full {
            true => tx.full_numbers(desk.store(), &one.worker).await?,
            false => (one.id_mask.clone(), one.mobile_mask.clone()),
        });
    }
    let action = match full {
        true => "manifest.exported_full",
        false => "manifest.exported",
    };
    let subject = format!("vehicle:{}", view.vehicle.id);
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    tx.audit(me, action, &subject, full.then_some(why), now)
        .await?;
    tx.commit().await?;
    let paper = paper::Paper {
        desk: &desk,
        view: &view,
        numbers: rows,
        why: full.then(|| why.to_owned()),
        at: now,
    };
    paper.give(form).await
}
