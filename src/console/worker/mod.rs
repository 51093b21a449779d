//! Anybody the bureau looks after: found by name or number, their whole story on one page, what is done for them,
//! their full numbers on record.
//!
//! What is searched for is sent in a form, never in an address; after that the worker's identifier stands for them. A
//! clerk of a county sees the workers of its employers, and those without one.

mod facts;
mod forms;
mod history;
mod page;
mod reveal;
mod search;
mod talk;
mod words;

use super::Shared;
use super::fault::Fault;
use super::people::Bureau;
use super::route::{get_post, post};
use crate::domain::id::WorkerId;
use crate::store::Tx;
use axum::Router;

/// The routes under `/console/workers`.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/workers", get_post(search::form, search::find))
        .route("/console/workers/{id}", get_post(page::page, page::act))
        .route("/console/workers/{id}/reveal", post(reveal::reveal))
}

/// Sees to it that a worker exists and is this person's business.
pub(in crate::console) async fn mine(
    desk: &Bureau,
    tx: &mut Tx,
    id: &WorkerId,
) -> Result<(), Fault> {
    let district = tx.district_of(id).await?.ok_or(Fault::NotFound)?;
    match desk.looks_after(district) {
        true => Ok(()),
        false => Err(Fault::NotFound),
    }
}
