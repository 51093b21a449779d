//! Everything a phone needs to go on without a connection. It may be kept until the vehicle's day is over, and no
//! longer.

use super::super::fault::Fault;
use super::super::people::Crew;
use super::super::show::health;
use super::access::{Post, post};
use super::live::{live, standing};
use crate::domain::seat::SeatState;
use crate::locale::label::Label;
use crate::store::boarding::{Manifest, Passenger};
use crate::store::ticket::trip_tag;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};

/// The state of a door.
pub async fn state(crew: Crew, Path(vehicle): Path<String>) -> Result<Response, Fault> {
    Ok(Json(load(&crew, &vehicle).await?).into_response())
}

/// Reads it.
pub async fn load(crew: &Crew, vehicle: &str) -> Result<Value, Fault> {
    let mut tx = crew.read().await?;
    let post = post(crew, &mut tx, vehicle).await?;
    let manifest = tx.manifest(&post.door.vehicle, crew.now()).await?;
    Ok(draw(crew, &post, &manifest.ok_or(Fault::NotFound)?))
}

fn draw(crew: &Crew, post: &Post, manifest: &Manifest) -> Value {
    let door = &post.door;
    let passengers = manifest.passengers.iter();
    let passengers: Vec<_> = passengers
        .map(|one| passenger(crew, manifest, one))
        .collect();
    let revoked = manifest.revoked.iter();
    let revoked: Vec<_> = revoked
        .map(|(id, code)| json!({ "id": id.as_str(), "code": code }))
        .collect();
    json!({
        "vehicle": door.vehicle.as_str(),
        "ordinal": door.ordinal,
        "trip": HEXLOWER.encode(&trip_tag(&door.trip.id)),
        "key": BASE64.encode(crew.store().keys().public().as_bytes()),
        "hottest": door.hottest().tenths(),
        "code_hours": door.trip.requirements.code_within_hours,
        "boards": post.boards(),
        "under_way": post.under_way(),
        "now": crew.now().millis(),
        "until": post.until.millis(),
        "csrf": crew.csrf,
        "passengers": passengers,
        "revoked": revoked,
        "html": live(crew, post, manifest, "").into_string(),
    })
}

fn passenger(crew: &Crew, manifest: &Manifest, one: &Passenger) -> Value {
    let records = standing(manifest, one);
    json!({
        "seat": one.seat.as_str(),
        "number": one.seat_number,
        "label": one.seat_label,
        "who": one.masked(),
        "tail": one.id_tail,
        "aboard": one.state == SeatState::Boarded,
        "ticket": one.ticket.as_ref().map(|ticket| ticket.as_str()),
        "code": one.ticket_code,
        "records": records.map(|record| record.id.as_str()).collect::<Vec<_>>(),
        "seen": one.health.map(|(code, at)| {
            format!("{}, {}", crew.t(health(code)), crew.t(Label::At { when: at }))
        }),
        "colour": one.health.map(|(code, _)| code.as_str()),
        "colour_at": one.health.map(|(_, at)| at.millis()),
        "unmet": one.unmet.iter().map(|lack| lack.as_str()).collect::<Vec<_>>(),
    })
}
