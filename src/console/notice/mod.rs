//! Notices: writing, approving, sending, watching, and the papers afterwards.

mod actions;
mod builder;
mod builder_draw;
mod builder_read;
mod chart;
mod download;
mod draft;
mod feed;
mod figures;
mod file;
mod form;
mod form_draw;
mod list;
mod lists;
mod options;
mod page;
mod preview;
mod reach;
mod receipt;
mod refusal;
mod report;
mod trial;
mod words;

pub use download::workbook;
pub use feed::Feeds;
pub use figures::progress_bar;
pub use refusal::sheet as sheet_refusal;

use super::Shared;
use super::route::{get, get_post, post};
use axum::Router;

/// The pages.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/notices", get(list::list))
        .route("/console/notices.xlsx", get(list::as_workbook))
        .route("/console/notices/new", get_post(form::new, form::create))
        .route("/console/notices/count", post(form::count))
        .route("/console/notices/{id}", get_post(page::page, actions::act))
        .route("/console/notices/{id}/file", get(file::show))
        .route("/console/notices/{id}/receipt", get(receipt::receipt))
        .route("/console/notices/{id}/report.xlsx", get(download::report))
        .route(
            "/console/notices/{id}/people-to-call",
            post(download::people_to_call),
        )
        .route("/console/notices/{id}/test", post(trial::send))
        .route("/console/notices/{id}/schedule", post(actions::plan))
        .route("/console/notices/{id}/feed", get(feed::feed))
        .route(
            "/console/notices/{id}/edit",
            get_post(form::edit, form::revise),
        )
}
