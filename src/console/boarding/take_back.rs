//! Taking a boarding back, with the reason why.

use super::super::fault::Fault;
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::post;
use super::check::{device, json_wanted};
use super::words::undo as word;
use crate::domain::boarding::UndoReason;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::Undo;
use crate::store::fresh_id;
use axum::Json;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::json;

/// The choice of a reason.
pub fn reasons(crew: &Crew) -> Markup {
    html! {
        fieldset.picks {
            legend { (crew.t(Say::UndoWhy)) }
            @for reason in UndoReason::ALL {
                label.pick { input type="radio" name="why" value=(reason) required; span { (crew.t(word(*reason))) } }
            }
        }
    }
}

/// Takes it back.
pub async fn undo(
    crew: Crew,
    Path(vehicle): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Fault> {
    let why = UndoReason::parse(sent.value("why")).ok_or(Fault::BadRequest)?;
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let now = crew.now();
    let undo = Undo {
        id: fresh_id(),
        record: sent.value("record").to_owned(),
        vehicle: post.door.vehicle.clone(),
        why,
        device: device(&crew, &sent),
        staff: crew.staff.id.clone(),
        happened_at: now,
        offline: false,
    };
    let undone = tx.undo_boarding(&undo, now).await?;
    tx.commit().await?;
    if json_wanted(&headers) {
        return Ok(Json(json!({ "undone": undone })).into_response());
    }
    let done = if undone { "undone" } else { "not-undone" };
    Ok(Redirect::to(&post.at(&format!("?done={done}"))).into_response())
}
