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
use super::route::{get, get_post, post};
use axum::Router;

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
            get_post(declared::page, declared::strike),
        )
        .route(
            "/console/rosters/{employer}/upload",
            get_post(upload::form, upload::send),
        )
        .route(
            "/console/rosters/{employer}/uploads/{upload}",
            get_post(preview::page, preview::act),
        )
        .route(
            "/console/rosters/{employer}/uploads/{upload}/marked.xlsx",
            get(manifest::marked),
        )
        .route(
            "/console/rosters/{employer}/confirm-all",
            get_post(decide::confirm_all_step, decide::confirm_all),
        )
        .route(
            "/console/rosters/{employer}/{line}",
            get_post(decide::line, decide::decide),
        )
        .route(
            "/console/rosters/{employer}/{line}/replace",
            get_post(replace::form, replace::replace),
        )
}
