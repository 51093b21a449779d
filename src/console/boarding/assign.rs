//! Who serves on the vehicles of a trip: set by the bureau, on a page beside the trip's.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Field, Tone, badge, csrf};
use super::super::people::{Bureau, Desk};
use super::super::sent::Sent;
use super::super::show::{route, when};
use super::super::sign_in_path;
use super::words::{duty as duty_name, gap};
use crate::domain::boarding::{Duty, gaps};
use crate::domain::id::{StaffId, TripId, VehicleId};
use crate::domain::language::Locale;
use crate::domain::staff::{Role, Staff};
use crate::domain::trip::Trip;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{CrewMember, Door, DutyError};
use crate::store::{Tx, fresh_id};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// Longest name and sign-in name of an account, in characters.
const LONGEST_NAME: usize = 40;

/// What is to be said at the top of the page.
#[derive(Default)]
struct Told {
    error: Option<String>,
    /// Address with which a new account signs in once.
    link: Option<(String, String)>,
    name: String,
    login: String,
}

/// The trip, where it is this person's business, and its vehicles.
async fn find(desk: &Bureau, tx: &mut Tx, id: &str) -> Result<(Trip, Vec<Door>), Fault> {
    let trip = tx.trip(&TripId::new(id)).await?;
    let trip = trip
        .filter(|trip| desk.looks_after(Some(trip.district)))
        .ok_or(Fault::NotFound)?;
    let doors = tx.doors_of(&trip.id).await?;
    Ok((trip, doors))
}

/// The page.
pub async fn page(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    show(&desk, &id, Told::default()).await
}

async fn show(desk: &Bureau, id: &str, told: Told) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (trip, doors) = find(desk, &mut tx, id).await?;
    let accounts = tx.crew_accounts().await?;
    let mut vehicles = Vec::new();
    for door in doors {
        let crew = tx.crew(&door.vehicle).await?;
        vehicles.push((door, crew));
    }
    drop(tx);
    let body = html! {
        p { a href={ "/console/trips/" (trip.id) } { "← " (trip.code) } }
        p.hint { (route(desk, &trip)) " · " (when(desk, trip.departs_at)) }
        @if let Some(error) = &told.error { p.error.box role="alert" { (error) } }
        @if let Some((name, link)) = &told.link {
            section.card {
                h2 { (desk.t(Say::AccountMade { name: name.clone() })) }
                p { (desk.t(Say::AccountLink)) }
                p.hash { (link) }
            }
        }
        p { (desk.t(Say::AssignAdvice)) }
        div.halves {
            @for (door, crew) in &vehicles { (vehicle(desk, door, crew, &accounts)) }
        }
        (new_account(desk, &trip, &told))
        (super::door::style())
    };
    let title = format!("{} · {}", desk.t(Say::CrewOf), trip.code);
    draw(desk, Nav::Trips, title, body).await
}

fn vehicle(desk: &Bureau, door: &Door, crew: &[CrewMember], accounts: &[Staff]) -> Markup {
    let on = |staff: &Staff| crew.iter().any(|one| one.staff == staff.id);
    let pairs: Vec<_> = crew
        .iter()
        .map(|one| (one.staff.clone(), one.duty))
        .collect();
    let lacks = gaps(door.rule(), &pairs, true);
    let fixed = door.departed_at.is_some();
    html! {
        section.card aria-label=(door.label) {
            div.post-name { h2 { (door.label) }
                @if door.rule().is_some() && lacks.is_empty() { (badge(desk, Tone::Good, Say::CrewComplete)) }
            }
            @if !lacks.is_empty() { ul.gaps { @for one in lacks { li { (desk.t(gap(one))) } } } }
            ul.rows {
                @for one in crew {
                    li {
                        span { strong { (one.name) } " " span.hint { (desk.t(duty_name(one.duty))) } }
                        @if !fixed {
                            form method="post" {
                                (csrf(desk))
                                input type="hidden" name="vehicle" value=(door.vehicle);
                                input type="hidden" name="staff" value=(one.staff);
                                button.small type="submit" name="action" value="off" { (desk.t(Say::TakeOff)) }
                            }
                        }
                    }
                }
            }
            @if !fixed {
                form.assign method="post" {
                    (csrf(desk))
                    input type="hidden" name="vehicle" value=(door.vehicle);
                    select name="staff" required aria-label=(desk.t(Say::Person)) {
                        option value="" { (desk.t(Say::PersonChoose)) }
                        @for one in accounts.iter().filter(|one| !on(one)) {
                            option value=(one.id) { (one.name) " (" (one.login) ")" }
                        }
                    }
                    select name="duty" required aria-label=(desk.t(Say::DutyTitle)) {
                        @for duty in Duty::ALL { option value=(duty) { (desk.t(duty_name(*duty))) } }
                    }
                    button.primary type="submit" name="action" value="on" { (desk.t(Say::PutOn)) }
                }
            }
        }
    }
}

fn new_account(desk: &Bureau, trip: &Trip, told: &Told) -> Markup {
    html! {
        form.card.narrow method="post" action={ "/console/trips/" (trip.id) "/crew/new" } {
            h2 { (desk.t(Say::AccountNew)) }
            p.hint { (desk.t(Say::AccountAdvice)) }
            (csrf(desk))
            (Field::text("name", desk.t(Say::AccountName)).value(&told.name).required().draw())
            (Field::text("login", desk.t(Say::AccountLogin)).value(&told.login).required().autocomplete("off").draw())
            button type="submit" { (desk.t(Say::AccountMake)) }
        }
    }
}

/// Puts somebody on a vehicle, or takes them off.
pub async fn act(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let (trip, doors) = find(&desk, &mut tx, &id).await?;
    let vehicle = VehicleId::new(sent.value("vehicle"));
    let door = doors.iter().find(|door| door.vehicle == vehicle);
    let door = door.filter(|door| door.departed_at.is_none());
    let (door, staff) = (
        door.ok_or(Fault::BadRequest)?,
        StaffId::new(sent.value("staff")),
    );
    let (by, now) = (&desk.staff.id, desk.now());
    match sent.value("action") {
        "off" => {
            tx.take_off_crew(&door.vehicle, &staff, by, now).await?;
        }
        "on" => {
            let duty = Duty::parse(sent.value("duty")).ok_or(Fault::BadRequest)?;
            let known = tx.staff(&staff).await?;
            if known.is_none_or(|staff| staff.role != Role::Crew) {
                return Err(Fault::BadRequest);
            }
            match tx.put_on_crew(&door.vehicle, &staff, duty, by, now).await {
                Ok(()) => {}
                Err(DutyError::Elsewhere(other)) => {
                    let other = tx.door(&other).await?;
                    tx.rollback().await?;
                    let label = other.map(|other| other.label).unwrap_or_default();
                    let error = Some(desk.t(Say::Elsewhere { vehicle: label }));
                    let drawn = show(
                        &desk,
                        &id,
                        Told {
                            error,
                            ..Told::default()
                        },
                    )
                    .await?;
                    return Ok((INVALID, drawn).into_response());
                }
                Err(DutyError::Store(error)) => return Err(error.into()),
            }
        }
        _ => return Err(Fault::BadRequest),
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/console/trips/{}/crew", trip.id)).into_response())
}

/// Makes an account of crew, and a link with which it signs in once.
pub async fn account(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    find(&desk, &mut tx, &id).await?;
    let name = sent.value("name").trim().to_owned();
    let login = sent.value("login").trim().to_lowercase();
    let fits = |text: &str| (1..=LONGEST_NAME).contains(&text.chars().count());
    let plain = login
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let error = if !fits(&name) {
        Some(Say::AccountNameNeeded)
    } else if !fits(&login) || !plain {
        Some(Say::AccountLoginPlain)
    } else if tx.staff_by_login(&login).await?.is_some() {
        Some(Say::AccountLoginTaken)
    } else {
        None
    };
    if let Some(error) = error {
        tx.rollback().await?;
        let error = Some(desk.t(error));
        let drawn = show(
            &desk,
            &id,
            Told {
                error,
                name,
                login,
                ..Told::default()
            },
        )
        .await?;
        return Ok((INVALID, drawn).into_response());
    }
    let staff = Staff {
        id: StaffId::new(fresh_id()),
        login,
        name: name.clone(),
        role: Role::Crew,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    };
    tx.insert_staff(&staff, None, desk.now()).await?;
    let (me, subject) = (desk.staff.id.as_str(), staff.id.as_str());
    tx.audit(me, "crew.account", subject, None, desk.now())
        .await?;
    tx.commit().await?;
    let path = sign_in_path(desk.store(), &staff.id, desk.now()).await?;
    let link = format!("{}{path}", desk.console().base_url);
    show(
        &desk,
        &id,
        Told {
            link: Some((name, link)),
            ..Told::default()
        },
    )
    .await
}

/// The link to this page from the trip's.
pub fn link(desk: &Desk, trip: &TripId) -> Markup {
    html! { a.button href={ "/console/trips/" (trip) "/crew" } { (desk.t(Say::CrewOf)) } }
}
