//! What stands in the place of a page that is not to be had without a connection. The phone keeps it beside the door.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::people::Crew;
use super::access::post;
use super::door::files;
use crate::locale::label::boarding::BoardingLabel as Say;
use axum::extract::Path;
use axum::response::Response;
use maud::html;

/// Says that a connection is needed, and leads back to the door.
pub async fn page(crew: Crew, Path(vehicle): Path<String>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    drop(tx);
    let body = html! {
        p { (crew.t(Say::NeedsConnectionAdvice)) }
        p { a.button.primary.big href=(post.at("")) { (crew.t(Say::BackToDoor)) } }
        (files(&crew))
    };
    draw(
        &crew,
        Nav::Boarding,
        crew.t(Say::NeedsConnectionTitle),
        body,
    )
    .await
}
