//! One employer: what it has, its people, its helpers, its invitation.

use super::people::Typed;
use super::{draw, find, invite, people_draw};
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::done_note;
use crate::console::people::Desk;
use crate::console::show::full_place;
use crate::domain::id::EmployerId;
use crate::locale::label::Label;
use crate::locale::label::employer::EmployerLabel;
use crate::store::employer::{Contact, EmployerSummary, Helper};
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// What was just done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct At {
    done: String,
}

/// An employer with its people.
pub struct View {
    pub summary: EmployerSummary,
    pub contacts: Vec<Contact>,
    pub helpers: Vec<Helper>,
}

/// Reads it, if it is this person's business.
pub async fn load(desk: &Desk, id: &EmployerId) -> Result<View, Fault> {
    let mut tx = desk.read().await?;
    let summary = find(desk, &mut tx, id).await?;
    Ok(View {
        contacts: tx.contacts(id).await?,
        helpers: tx.helpers(id).await?,
        summary,
    })
}

/// The page.
pub async fn page(
    desk: Desk,
    Path(id): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let view = load(&desk, &EmployerId::new(id)).await?;
    show(&desk, &view, &at.done, &Typed::default()).await
}

/// Draws it, with what was typed into one of its forms where that was refused.
pub async fn show(desk: &Desk, view: &View, done: &str, typed: &Typed) -> Result<Response, Fault> {
    let employer = &view.summary.employer;
    let body = html! {
        (noted(desk, done))
        @if desk.is_bureau() { p { a href="/console/employers" { "← " (desk.t(Label::NavEmployers)) } } }
        (facts(desk, &view.summary))
        (invite::section(desk, employer))
        (people_draw::contacts(desk, view, typed))
        (people_draw::helpers(desk, view, typed))
    };
    draw_page(desk, Nav::Employers, employer.name.clone(), body).await
}

fn noted(desk: &Desk, done: &str) -> Markup {
    let label = match done {
        "saved" => EmployerLabel::Saved,
        "link" => EmployerLabel::LinkRenewed,
        "link-old" => EmployerLabel::LinkChanged,
        "contact" => EmployerLabel::ContactSaved,
        "contact-gone" => EmployerLabel::ContactRemoved,
        "helpers" => EmployerLabel::HelpersSaved,
        _ => return Markup::default(),
    };
    done_note(desk, label)
}

fn facts(desk: &Desk, summary: &EmployerSummary) -> Markup {
    let employer = &summary.employer;
    let count = |label: EmployerLabel, count: i64| {
        html! { div { dt { (desk.t(label)) } dd { (count) } } }
    };
    html! {
        section.card.facts {
            dl {
                div { dt { (desk.t(Label::ColDistrict)) } dd { (full_place(desk, employer.district)) } }
                div { dt { (desk.t(EmployerLabel::Zone)) } dd { (employer.zone.as_deref().unwrap_or("–")) } }
                div { dt { (desk.t(EmployerLabel::Listing)) } dd { (draw::listing(desk, employer.listing)) } }
            }
            dl {
                (count(EmployerLabel::Registered, summary.registered))
                (count(EmployerLabel::Confirmed, summary.confirmed))
                (count(EmployerLabel::Waiting, summary.waiting))
                (count(EmployerLabel::Seats, summary.seats))
            }
            div.row {
                @if desk.is_bureau() {
                    a.button href={ "/console/employers/" (employer.id) "/edit" } { (desk.t(EmployerLabel::Edit)) }
                }
                a.button href={ "/console/rosters/" (employer.id) } { (desk.t(Label::NavRosters)) }
            }
        }
    }
}
