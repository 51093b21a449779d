//! Personal data, for administrators: what went by itself, who was erased, and erasing somebody.

mod erase;
mod page;

use super::Shared;
use super::fault::Fault;
use super::people::Bureau;
use super::route::{get, get_post};
use axum::Router;

/// The pages.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/privacy", get(page::page))
        .route("/console/privacy.xlsx", get(page::workbook))
        .route(
            "/console/privacy/{worker}",
            get_post(erase::form, erase::act),
        )
}

/// Only administrators look after erasures.
fn only_admin(desk: &Bureau) -> Result<(), Fault> {
    match desk.is_admin() {
        true => Ok(()),
        false => Err(Fault::Forbidden),
    }
}
