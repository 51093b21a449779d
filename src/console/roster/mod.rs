//! Rosters: HR uploads, looks through and accepts its people, answers those who name the firm, replaces one by
//! another; the bureau screens and approves; then the list is locked.

mod decide;
mod declared;
mod employers;
mod lines;
mod list;
mod manifest;
mod preview;
mod preview_draw;
mod replace;
mod stage;
mod upload;
mod words;

use super::Shared;
use axum::Router;
use axum::routing::{get, post};

/// The routes of rosters. HR sees its own employer's only.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/rosters", get(employers::page_of))
        .route("/console/rosters.xlsx", get(employers::workbook))
        .route("/console/rosters/{employer}", get(list::roster))
        .route("/console/rosters/{employer}/stage", post(stage::step))
        .route(
            "/console/rosters/{employer}/manifest.xlsx",
            get(manifest::download),
        )
        .route(
            "/console/rosters/{employer}/declared",
            get(declared::page).post(declared::strike),
        )
        .route(
            "/console/rosters/{employer}/upload",
            get(upload::form).post(upload::send),
        )
        .route(
            "/console/rosters/{employer}/uploads/{upload}",
            get(preview::page).post(preview::act),
        )
        .route(
            "/console/rosters/{employer}/uploads/{upload}/marked.xlsx",
            get(manifest::marked),
        )
        .route(
            "/console/rosters/{employer}/confirm-all",
            get(decide::confirm_all_step).post(decide::confirm_all),
        )
        .route(
            "/console/rosters/{employer}/{line}",
            get(decide::line).post(decide::decide),
        )
        .route(
            "/console/rosters/{employer}/{line}/replace",
            get(replace::form).post(replace::replace),
        )
}
