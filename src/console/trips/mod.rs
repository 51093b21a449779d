//! Trips: the table of departures, each with a picture of its seats and the list of who sits in them; drafts written
//! by form or by file, opened, moved and cancelled.

mod act;
mod fields;
mod file;
mod file_draw;
mod file_stops;
mod form;
mod form_draw;
mod list;
mod page;
mod read;
mod settle;
mod words;

use super::Shared;
use super::fault::Fault;
use super::people::Desk;
use crate::domain::trip::Trip;
use axum::Router;
use axum::routing::{get, post};

/// The routes of trips.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/trips", get(list::page))
        .route("/console/trips.xlsx", get(list::workbook))
        .route("/console/trips/new", get(form::new).post(form::create))
        .route("/console/trips/file", get(file::form).post(file::sent))
        .route("/console/trips/template/{name}", get(file::template))
        .route("/console/trips/{id}", get(page::page).post(act::act))
        .route("/console/trips/{id}/settle", post(settle::settle))
        .route(
            "/console/trips/{id}/edit",
            get(form::edit).post(form::change),
        )
}

/// Whether a trip is this person's business; to others it does not exist.
pub fn mine(desk: &Desk, trip: &Trip) -> Result<(), Fault> {
    match desk.looks_after(Some(trip.district)) {
        true => Ok(()),
        false => Err(Fault::NotFound),
    }
}
