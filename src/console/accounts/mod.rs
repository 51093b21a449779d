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
use super::links::FreshLink;
use super::parts;
use super::people::Desk;
use super::route::{get, get_post};
use crate::locale::label::account::AccountLabel as Say;
use axum::Router;
use maud::{Markup, html};

/// The routes.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/accounts", get(list::page))
        .route("/console/accounts/accounts.xlsx", get(list::export))
        .route(
            "/console/accounts/new",
            get_post(invite::form, invite::invite),
        )
        .route("/console/accounts/{id}", get_post(one::page, one::act))
        .route("/console/sessions", get_post(sessions::own, sessions::act))
        .route(
            "/console/second-step",
            get_post(second_step::page, second_step::act),
        )
}

/// Shows a link to the account of somebody, this once.
fn draw_link(desk: &Desk, link: &FreshLink, name: &str) -> Markup {
    let title = Say::LinkTitle {
        name: name.to_owned(),
    };
    html! {
        section.card {
            h2 { (desk.t(title)) }
            (parts::done_note(desk, Say::LinkAdvice))
            p.hash { (desk.console().base_url) (link.path()) }
        }
    }
}
