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
use super::route::{get, get_post, post};
use crate::domain::trip::Trip;
use axum::Router;

/// The routes of trips.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/trips", get(list::page))
        .route("/console/trips.xlsx", get(list::workbook))
        .route("/console/trips/new", get_post(form::new, form::create))
        .route("/console/trips/file", get_post(file::form, file::sent))
        .route("/console/trips/template/{name}", get(file::template))
        .route("/console/trips/{id}", get_post(page::page, act::act))
        .route("/console/trips/{id}/settle", post(settle::settle))
        .route(
            "/console/trips/{id}/edit",
            get_post(form::edit, form::change),
        )
}

/// Whether a trip is this person's business; to others it does not exist.
pub fn mine(desk: &Desk, trip: &Trip) -> Result<(), Fault> {
    match desk.looks_after(Some(trip.district)) {
        true => Ok(()),
        false => Err(Fault::NotFound),
    }
}
