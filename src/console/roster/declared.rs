//! People who are declared and have not registered yet.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{csrf, done_note, empty, pager};
use super::super::people::Desk;
use super::super::show::when;
use super::list::allowed;
use crate::domain::employer::Employer;
use crate::domain::id::{DeclaredId, EmployerId};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::roster::{Declared, RosterError};
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// People on one page.
const PAGE: i64 = 100;

/// Which page, and what was just done.
#[derive(Deserialize)]
pub struct Show {
    #[serde(default)]
    page: Option<i64>,
    #[serde(default)]
    done: String,
}

/// The people.
pub async fn page(
    desk: Desk,
    Path(id): Path<String>,
    Query(show): Query<Show>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let at = show.page.unwrap_or(1).max(1);
    let (people, all) = tx
        .declared_waiting(
            &employer.id,
            PAGE,
            at.saturating_sub(1).saturating_mul(PAGE),
        )
        .await?;
    drop(tx);
    let address = format!("/console/rosters/{}/declared?page=", employer.id);
    let body = html! {
        p { a href={ "/console/rosters/" (employer.id) } { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        @match show.done.as_str() {
            "struck" => (done_note(&desk, RosterLabel::Struck)),
            "locked" => (done_note(&desk, RosterLabel::RosterIsLocked)),
            _ => {},
        }
        @if people.is_empty() {
            (empty(&desk, RosterLabel::DeclaredEmpty, RosterLabel::DeclaredEmptyAdvice))
        } @else {
            (table(&desk, &employer, &people))
            (pager(&desk, &address, at, (all + PAGE - 1) / PAGE))
        }
    };
    draw(
        &desk,
        Nav::Rosters,
        desk.t(RosterLabel::DeclaredTitle),
        body,
    )
    .await
}

fn table(desk: &Desk, employer: &Employer, people: &[Declared]) -> Markup {
    html! {
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColResidentId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(RosterLabel::ColDeclared)) }
                th scope="col" { (desk.t(Label::ColDecision)) }
            } }
            tbody {
                @for person in people {
                    tr {
                        th scope="row" { (person.name) }
                        td.mono data-label=(desk.t(Label::ColResidentId)) { (person.id_mask) }
                        td.mono data-label=(desk.t(Label::ColMobile)) { (person.mobile_mask.as_deref().unwrap_or("–")) }
                        td data-label=(desk.t(RosterLabel::ColDeclared)) {
                            span { (person.by) } span.hint { (when(desk, person.at)) }
                        }
                        td.actions data-label=(desk.t(Label::ColDecision)) {
                            @if desk.own_employer().is_some() {
                                form method="post" action={ "/console/rosters/" (employer.id) "/declared" } {
                                    (csrf(desk))
                                    button type="submit" name="strike" value=(person.id)
                                        aria-label=(desk.t(RosterLabel::StrikeNamed { name: person.name.clone() })) {
                                        (desk.t(RosterLabel::Strike))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whom to strike off.
#[derive(Deserialize)]
pub struct Strike {
    #[serde(default)]
    strike: String,
}

/// Strikes somebody off; only HR takes back what HR has declared.
pub async fn strike(
    desk: Desk,
    Path(id): Path<String>,
    Form(given): Form<Strike>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    if desk.own_employer().is_none() {
        return Err(Fault::Forbidden);
    }
    let person = DeclaredId::new(given.strike);
    let struck = tx
        .strike_declared(&employer.id, &person, &desk.staff.id, desk.now())
        .await;
    let done = match struck {
        Ok(true) => {
            tx.commit().await?;
            "struck"
        }
        Ok(false) => return Err(Fault::NotFound),
        Err(RosterError::Store(error)) => return Err(error.into()),
        Err(RosterError::Stage(_) | RosterError::NotReady) => {
            tx.rollback().await?;
            "locked"
        }
    };
    let address = format!("/console/rosters/{}/declared?done={done}", employer.id);
    Ok(Redirect::to(&address).into_response())
}
