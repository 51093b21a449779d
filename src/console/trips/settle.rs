//! The bureau settles what a vehicle that has left leaves open, once it has found out.

use super::act::Given;
use super::mine;
use super::page::{At, show};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::people::Bureau;
use crate::console::sent::Sent;
use crate::domain::id::{TripId, VehicleId};
use crate::locale::label::trip::TripLabel;
use crate::store::trip::REASON_CHARS;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

/// Notes what was found out; that closes the record.
pub async fn settle(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = TripId::new(id);
    let vehicle = VehicleId::new(sent.value("vehicle"));
    let mut tx = desk.write().await?;
    let trip = tx.trip(&id).await?.ok_or(Fault::NotFound)?;
    mine(&desk, &trip)?;
    let on_it = tx.vehicle(&vehicle).await?;
    on_it
        .filter(|vehicle| vehicle.trip == id)
        .ok_or(Fault::NotFound)?;
    let found = sent.value("found").trim();
    if !REASON_CHARS.contains(&found.chars().count()) {
        tx.rollback().await?;
        let refused = Given::refused(TripLabel::SettleNeeded);
        let drawn = show(&desk, &id, &At::default(), &refused).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let by = (&desk.staff.id, desk.now());
    let settled = tx
        .settle_record(&vehicle, sent.value("record"), found, by)
        .await?;
    tx.commit().await?;
    let done = if settled { "settled" } else { "none-open" };
    Ok(Redirect::to(&format!("/console/trips/{id}?done={done}")).into_response())
}
