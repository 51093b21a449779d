//! Accounts: everybody's for administrators, and the own one's sessions and second step.

mod invite;
mod list;
mod one;
mod second_step;
mod sessions;
mod standing;
mod words;

pub use words::{Tab, own_tabs};

use super::Shared;
use super::guard::{LINK, fresh_token};
use super::people::Desk;
use super::{LINK_LIFE, parts};
use crate::domain::time::Timestamp;
use crate::locale::label::account::AccountLabel as Say;
use axum::Router;
use axum::routing::get;
use maud::{Markup, html};

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/accounts", get(list::page))
        .route("/console/accounts/accounts.xlsx", get(list::export))
        .route(
            "/console/accounts/new",
            get(invite::form).post(invite::invite),
        )
        .route("/console/accounts/{id}", get(one::page).post(one::act))
        .route("/console/sessions", get(sessions::own).post(sessions::act))
        .route(
            "/console/second-step",
            get(second_step::page).post(second_step::act),
        )
}

/// A one-time link that is yet to be stored: what is shown, and what is kept.
struct FreshLink {
    /// The whole address, for its owner alone.
    address: String,
    /// Hash of its token.
    hash: String,
    /// Until when it can be used.
    until: Timestamp,
}

impl FreshLink {
    fn new(desk: &Desk) -> Self {
        let token = fresh_token();
        Self {
            address: format!("{}/console/enter/{token}", desk.console().base_url),
            hash: desk.store().keys().hash(LINK, &token),
            until: desk.now().plus(LINK_LIFE),
        }
    }

    /// Shows it, this once.
    fn draw(&self, desk: &Desk, name: &str) -> Markup {
        let title = Say::LinkTitle {
            name: name.to_owned(),
        };
        html! {
            section.card {
                h2 { (desk.t(title)) }
                (parts::done_note(desk, Say::LinkAdvice))
                p.hash { (self.address) }
            }
        }
    }
}
