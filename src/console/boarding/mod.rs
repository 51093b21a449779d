//! The coach door on the crew's phone: from sign-in to departure and arrival, with a connection or without.
//!
//! Every page asks whether the vehicle is theirs and the day is right ([`access`]). The pages are complete without
//! scripts; with them the same answers come faster, and what happens without a connection is kept on the phone and sent
//! later ([`sync`]).

mod access;
mod answer;
mod arrival;
mod assign;
mod check;
mod door;
mod early;
mod home;
mod leave;
mod live;
mod offline;
mod photo;
mod ready;
mod state;
mod sync;
mod take_back;
mod uphold;
mod walk_up;
mod warmth;
mod words;

pub use assign::link as crew_link;
pub use door::files;
pub use words::{doubt, refusal_word};

use super::Shared;
use super::route::{get, get_post, post};
use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};

/// Address of the script that keeps the page for when there is no connection: within what it may keep.
pub const WORKER: &str = "/console/boarding/worker.js";

/// The pages.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/boarding", get(home::page))
        .route(
            "/console/boarding/{vehicle}",
            get_post(door::page, door::find),
        )
        .route("/console/boarding/{vehicle}/state", get(state::state))
        .route("/console/boarding/{vehicle}/offline", get(offline::page))
        .route("/console/boarding/{vehicle}/photo", post(photo::read))
        .route("/console/boarding/{vehicle}/check", post(check::check))
        .route("/console/boarding/{vehicle}/board", post(check::board))
        .route("/console/boarding/{vehicle}/answer/{id}", get(answer::page))
        .route("/console/boarding/{vehicle}/undo", post(take_back::undo))
        .route("/console/boarding/{vehicle}/count", post(uphold::count))
        .route("/console/boarding/{vehicle}/sync", post(sync::sync))
        .route("/console/boarding/{vehicle}/begin", post(ready::begin))
        .route(
            "/console/boarding/{vehicle}/supplies",
            post(ready::supplies),
        )
        .route(
            "/console/boarding/{vehicle}/leave",
            get_post(leave::page, leave::leave),
        )
        .route("/console/boarding/{vehicle}/arrive", post(arrival::arrive))
        .route(
            "/console/boarding/{vehicle}/temperatures",
            get_post(warmth::page, warmth::note),
        )
        .route(
            "/console/boarding/{vehicle}/walk-up",
            get_post(walk_up::page, walk_up::act),
        )
        .route(
            "/console/trips/{id}/crew",
            get_post(assign::page, assign::act),
        )
        .route("/console/trips/{id}/crew/new", post(assign::account))
}

/// The script that keeps the page. Open to everybody: it holds nothing, and must be had again after signing out.
pub async fn worker() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; connect-src 'self'",
        ),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)));
    let mut response = (headers, include_str!("worker.js")).into_response();
    // Without a slash at its end, so that the list of vehicles is within it too.
    response.headers_mut().insert(
        "service-worker-allowed",
        HeaderValue::from_static("/console/boarding"),
    );
    response
}
