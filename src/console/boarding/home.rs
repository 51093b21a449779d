//! The vehicles somebody serves on; with one on its day, they are led to its door.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Tone, badge, empty};
use super::super::people::Crew;
use super::super::show::{route, when};
use super::words::duty;
use crate::domain::boarding::Watch;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::Door;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Whether the list is wanted though there is one vehicle only.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    all: String,
}

/// The vehicles.
pub async fn page(crew: Crew, Query(wish): Query<Wish>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let doors = tx.served_by(&crew.staff.id).await?;
    let now = crew.now();
    let mut own = Vec::new();
    for door in doors {
        let watch = door.watch(now);
        if watch != Watch::Over {
            let duty = tx.duty_on(&door.vehicle, &crew.staff.id).await?;
            own.extend(duty.map(|duty| (door, duty, watch)));
        }
    }
    drop(tx);
    let mut on = own
        .iter()
        .filter(|(.., watch)| matches!(watch, Watch::On(_)));
    if let (Some((door, ..)), None, true) = (on.next(), on.next(), wish.all.is_empty()) {
        let address = format!("/console/boarding/{}", door.vehicle);
        return Ok(Redirect::to(&address).into_response());
    }
    let body = html! {
        @if own.is_empty() {
            (empty(&crew, Say::NoVehicles, Say::NoVehiclesAdvice))
        } @else {
            ul.posts {
                @for (door, what, watch) in &own {
                    li.card { (entry(&crew, door, crew.t(duty(*what)), *watch)) }
                }
            }
        }
        (super::door::files(&crew))
    };
    draw(&crew, Nav::Boarding, crew.t(Say::Vehicles), body).await
}

fn entry(crew: &Crew, door: &Door, duty: String, watch: Watch) -> Markup {
    html! {
        div.post-name { strong { (door.label) } (state(crew, door)) }
        p { (route(crew, &door.trip)) }
        p.hint { (when(crew, door.trip.departs_at)) " · " (duty) }
        @match watch {
            Watch::On(_) => a.button.primary.big href={ "/console/boarding/" (door.vehicle) } { (crew.t(Say::ToTheDoor)) },
            Watch::Early(from) => p.note { (crew.t(Say::OpensAt { when: from })) },
            Watch::Over => {},
        }
    }
}

/// How far a vehicle's day has come.
pub fn state(crew: &Crew, door: &Door) -> Markup {
    let (tone, say) = if door.arrived_at.is_some() {
        (Tone::Plain, Say::StateArrived)
    } else if door.departed_at.is_some() {
        (Tone::Busy, Say::StateUnderWay)
    } else if door.doors_open_at.is_some() {
        (Tone::Good, Say::StateBoarding)
    } else {
        (Tone::Plain, Say::StateWaiting)
    };
    badge(crew, tone, say)
}
