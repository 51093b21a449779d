//! Employers: the list, one employer with its people and what it has, its invitation and poster, and many by file.

mod draw;
mod fields;
mod file;
mod file_draw;
mod file_row;
mod form;
mod invite;
mod list;
mod page;
mod people;
mod people_draw;
mod poster;

use super::Shared;
use super::fault::Fault;
use super::people::Desk;
use super::route::{get, get_post, post};
use crate::domain::id::EmployerId;
use crate::store::Tx;
use crate::store::employer::EmployerSummary;
use axum::Router;

/// The routes of employers.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/employers", get(list::page))
        .route("/console/employers/export.xlsx", get(list::export))
        .route("/console/employers/new", get_post(form::new, form::create))
        .route("/console/employers/file", get_post(file::form, file::sent))
        .route(
            "/console/employers/template/{name}",
            get(file_draw::template),
        )
        .route("/console/employers/{id}", get(page::page))
        .route(
            "/console/employers/{id}/edit",
            get_post(form::edit, form::change),
        )
        .route("/console/employers/{id}/link", post(invite::renew))
        .route("/console/employers/{id}/poster", get(poster::page))
        .route("/console/employers/{id}/qr/{name}", get(poster::code))
        .route("/console/employers/{id}/contacts", post(people::contact))
        .route("/console/employers/{id}/helpers", post(people::helpers))
        .route("/console/employers/{id}/reveal", post(people::reveal))
}

/// The employer asked for with what it has, if it is this person's business: HR its own only, a clerk those of their
/// district. Any other does not exist for them.
async fn find(desk: &Desk, tx: &mut Tx, id: &EmployerId) -> Result<EmployerSummary, Fault> {
    if !desk.is_bureau() && desk.own_employer() != Some(id) {
        return Err(Fault::NotFound);
    }
    let found = tx.employer_summary(id).await?.ok_or(Fault::NotFound)?;
    match desk.looks_after(Some(found.employer.district)) {
        true => Ok(found),
        false => Err(Fault::NotFound),
    }
}
