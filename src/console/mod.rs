//! The desk of clerks, administrators and HR: pages rendered on the server, complete without scripts.
//!
//! Every request passes [`guard`]: it finds the session, checks the CSRF token of every form, and puts the
//! security headers on every answer. A handler names the role it needs by its extractor ([`people::Bureau`],
//! [`people::Desk`]), so a page without one is not reachable by accident. Nothing here sends to a worker: a decision
//! queues news in its own transaction and wakes the runner.

mod account;
mod accounts;
mod assets;
mod audit;
mod boarding;
mod came_from;
mod chat_links;
mod counter;
mod employers;
mod entry;
mod fault;
pub mod follow_up;
mod guard;
mod inbox;
mod layout;
mod limit;
mod links;
mod lookup;
mod manifest;
mod notice;
mod overview;
mod own_chat;
mod parts;
mod password;
mod people;
mod plan;
mod privacy;
mod rich;
mod roster;
mod route;
mod seatmap;
mod sent;
mod show;
mod table;
mod table_file;
mod trips;
mod worker;

pub use came_from::Proxies;
pub use chat_links::ChatLinks;
pub use links::{LINK_LIFE, reset_path, sign_in_path};

use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use crate::runner::Runner;
use crate::store::Store;
use crate::store::audit::Origin;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::any;
use route::{get, get_post, post};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Notify;

/// Tells the runner that news waits for a chat.
pub type WakeDelivery = Arc<Notify>;

/// What the console needs of the house.
#[derive(Debug, Clone)]
pub struct Console {
    /// Where everything is kept.
    pub store: Store,
    /// What time it is.
    pub clock: SharedClock,
    /// Holds conversations on a worker's behalf.
    pub runner: Arc<Runner>,
    /// Rung after news for a chat has been committed.
    pub wake: WakeDelivery,
    /// Whether cookies are for https only. Off for plain http on the own machine.
    pub secure_cookies: bool,
    /// When no notice goes out.
    pub quiet: QuietHours,
    /// Messages a second that a channel is set to; a channel without a limit is not in it.
    pub ceilings: HashMap<ChannelKind, u32>,
    /// Where the chat is opened.
    pub chat: ChatLinks,
    /// The time in the world, also where the house plays another: authenticator apps go by it.
    pub real_clock: SharedClock,
    /// Proxies whose word about who asks is taken.
    pub proxies: Proxies,
    /// The address under which the house is reached, without a slash at its end; stands before one-time links.
    pub base_url: String,
}

/// A console at work: what it needs, and what it counts.
#[derive(Debug, Clone)]
struct Shared {
    console: Console,
    limits: Arc<limit::Limits>,
    passwords: Arc<password::Passwords>,
    feeds: Arc<notice::Feeds>,
    planning: Arc<plan::Desk>,
}

impl Shared {
    fn store(&self) -> &Store {
        &self.console.store
    }

    fn console(&self) -> &Console {
        &self.console
    }

    fn now(&self) -> Timestamp {
        self.console.clock.now()
    }

    /// The same, for somebody whose address goes into the audit log with what they do.
    fn seen_by(mut self, visitor: &people::Visitor) -> Self {
        let origin = Origin::Console(visitor.from.address);
        self.console.store = self.console.store.seen_from(origin);
        self
    }
}

/// The routes under `/console`. Serve with connect info (`into_make_service_with_connect_info::<SocketAddr>()`),
/// by which sign-in attempts are counted for each address; without it only wrong ones are, for each login.
pub fn router(console: Console) -> Router {
    let shared = Shared {
        console,
        limits: Arc::default(),
        passwords: Arc::default(),
        feeds: Arc::default(),
        planning: Arc::default(),
    };
    entrances()
        .merge(bureau())
        .merge(inbox::router())
        .merge(worker::router())
        .merge(counter::router())
        .merge(notice::router())
        .merge(boarding::router())
        .merge(employers::router())
        .merge(roster::router())
        .merge(trips::router())
        .merge(manifest::router())
        .merge(privacy::router())
        .merge(accounts::router())
        .merge(audit::router())
        .route(
            "/console/",
            get(|| async { Redirect::permanent("/console") }),
        )
        .route("/console/{*rest}", any(fault::not_found))
        .layer(from_fn_with_state(shared.clone(), guard::guard))
        .with_state(shared)
        .route(boarding::WORKER, get(boarding::worker))
        .route("/console/assets/{version}/{file}", get(assets::serve))
}

/// Doors and the own account; the first four are open to everybody.
fn entrances() -> Router<Shared> {
    Router::new()
        .route("/console/sign-in", get_post(entry::form, entry::sign_in))
        .route(
            "/console/sign-in/code",
            get_post(entry::code_form, entry::sign_in_by_code),
        )
        .route(
            "/console/enter/{token}",
            get_post(entry::door, entry::use_link),
        )
        .route("/console/language", post(account::language))
        .route("/console/sign-out", post(account::sign_out))
        .route(
            "/console/password",
            get_post(account::password_form, account::set_password),
        )
        .route("/console/own-chat", post(own_chat::make_code))
        .route("/console/own-chat/forget", post(own_chat::forget))
}

/// Pages of clerks and administrators.
fn bureau() -> Router<Shared> {
    Router::new()
        .route("/console", get(overview::page))
        .route("/console/registrations", get(overview::registrations))
        .route(
            "/console/registrations.xlsx",
            get(overview::registrations_workbook),
        )
        .route("/console/demand", get(overview::demand))
        .route("/console/demand.xlsx", get(overview::demand_workbook))
        .route("/console/plan", get_post(plan::form, plan::propose))
        .route("/console/plan/{id}", get_post(plan::page, plan::act))
}

/// Hash of a password as the store keeps it (Argon2id with a fresh salt), for setting up accounts. Takes about
/// 50 ms of computing: call it off the async threads.
///
/// # Errors
/// A message when the system has no randomness to give.
pub fn password_hash(password: &str) -> std::result::Result<String, String> {
    password::hash(password)
}
