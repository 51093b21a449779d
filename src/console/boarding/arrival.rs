//! The vehicle is there.

use super::super::fault::Fault;
use super::super::people::Crew;
use super::access::post;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

/// Notes the arrival.
pub async fn arrive(crew: Crew, Path(vehicle): Path<String>) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let arrived = tx
        .arrive(&post.door.vehicle, &crew.staff.id, crew.now())
        .await?;
    tx.commit().await?;
    let done = if arrived { "?done=arrived" } else { "" };
    Ok(Redirect::to(&post.at(done)).into_response())
}
