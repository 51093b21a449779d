//! The desk of clerks, administrators and HR: pages rendered on the server, complete without scripts.
//!
//! Every request passes [`guard`]: it finds the session, checks the CSRF token of every form, and puts the
//! security headers on every answer. A handler names the role it needs by its extractor ([`people::Bureau`],
//! [`people::Desk`]), so a page without one is not reachable by accident. Nothing here sends to a worker: a decision
//! queues news in its own transaction and wakes the runner.

mod account;
mod assets;
mod claim;
mod entry;
mod fault;
mod guard;
mod inbox;
mod layout;
mod limit;
mod lookup;
mod notice_form;
mod notice_outcomes;
mod notice_page;
mod notices;
mod overview;
mod parts;
mod password;
mod people;
mod roster_decide;
mod rosters;
mod seatmap;
mod show;
mod trips;

use crate::clock::SharedClock;
use crate::domain::id::StaffId;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use crate::store::{Result, Store};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{any, get, post};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Tells the runner that news waits for a chat.
pub type WakeDelivery = Arc<Notify>;

/// How long a one-time sign-in link may be used.
pub const LINK_LIFE: Duration = Duration::from_secs(24 * 3600);

/// What the console needs of the house.
#[derive(Debug, Clone)]
pub struct Console {
    /// Where everything is kept.
    pub store: Store,
    /// What time it is.
    pub clock: SharedClock,
    /// Rung after news for a chat has been committed.
    pub wake: WakeDelivery,
    /// Whether cookies are for https only. Off for plain http on the own machine.
    pub secure_cookies: bool,
    /// When no notice goes out.
    pub quiet: QuietHours,
}

/// A console at work: what it needs, and what it counts.
#[derive(Debug, Clone)]
struct Shared {
    console: Console,
    limits: Arc<limit::Limits>,
    passwords: Arc<password::Passwords>,
}

impl Shared {
    fn store(&self) -> &Store {
        &self.console.store
    }

    fn now(&self) -> Timestamp {
        self.console.clock.now()
    }
}

/// The routes under `/console`. Serve with connect info (`into_make_service_with_connect_info::<SocketAddr>()`),
/// by which sign-in attempts are counted for each address; without it they are counted for each login only.
pub fn router(console: Console) -> Router {
    let shared = Shared {
        console,
        limits: Arc::default(),
        passwords: Arc::default(),
    };
    entrances()
        .merge(bureau())
        .merge(employers())
        .route(
            "/console/",
            get(|| async { Redirect::permanent("/console") }),
        )
        .route("/console/{*rest}", any(fault::not_found))
        .layer(from_fn_with_state(shared.clone(), guard::guard))
        .with_state(shared)
        .route("/console/assets/{version}/{file}", get(assets::serve))
}

/// Doors and the own account; the first three are open to everybody.
fn entrances() -> Router<Shared> {
    Router::new()
        .route("/console/sign-in", get(entry::form).post(entry::sign_in))
        .route(
            "/console/enter/{token}",
            get(entry::door).post(entry::use_link),
        )
        .route("/console/language", post(account::language))
        .route("/console/sign-out", post(account::sign_out))
        .route(
            "/console/password",
            get(account::password_form).post(account::set_password),
        )
}

/// Pages of clerks and administrators.
fn bureau() -> Router<Shared> {
    Router::new()
        .route("/console", get(overview::page))
        .route("/console/trips", get(trips::list))
        .route("/console/trips/{id}", get(trips::page))
        .route("/console/inbox", get(inbox::page))
        .route("/console/inbox/list", get(inbox::list))
        .route(
            "/console/inbox/{id}",
            get(inbox::conversation).post(inbox::act),
        )
        .route("/console/inbox/{id}/messages", get(inbox::messages))
        .route("/console/notices", get(notices::list))
        .route(
            "/console/notices/new",
            get(notice_form::new).post(notice_form::create),
        )
        .route(
            "/console/notices/{id}",
            get(notice_page::page).post(notice_page::act),
        )
        .route("/console/notices/{id}/status", get(notice_page::status))
        .route(
            "/console/notices/{id}/edit",
            get(notice_form::edit).post(notice_form::revise),
        )
}

/// Rosters: HR sees its own employer's only.
fn employers() -> Router<Shared> {
    Router::new()
        .route("/console/rosters", get(rosters::employers))
        .route("/console/rosters/{employer}", get(rosters::roster))
        .route(
            "/console/rosters/{employer}/confirm-all",
            get(roster_decide::confirm_all_step).post(roster_decide::confirm_all),
        )
        .route(
            "/console/rosters/{employer}/{line}",
            get(roster_decide::line).post(roster_decide::decide),
        )
}

/// Makes a one-time sign-in link for an account and returns its path, `/console/enter/…`: valid for [`LINK_LIFE`],
/// stored only as a hash. Show the path to that person alone and keep it out of logs.
///
/// # Errors
/// [`crate::store::StoreError`] when the account does not exist or the store fails.
pub async fn sign_in_path(store: &Store, staff: &StaffId, now: Timestamp) -> Result<String> {
    let token = guard::fresh_token();
    let mut tx = store.write().await?;
    let hash = store.keys().hash(guard::LINK, &token);
    tx.make_sign_in_link(staff, &hash, now.plus(LINK_LIFE))
        .await?;
    tx.commit().await?;
    Ok(format!("/console/enter/{token}"))
}

/// Hash of a password as the store keeps it (Argon2id with a fresh salt), for setting up accounts. Takes about
/// 50 ms of computing: call it off the async threads.
///
/// # Errors
/// A message when the system has no randomness to give.
pub fn password_hash(password: &str) -> std::result::Result<String, String> {
    password::hash(password)
}
