//! People who are declared and have not registered yet.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{csrf, done_note, empty};
use super::super::people::Desk;
use super::super::show::when;
use super::super::table::{Key, Table, View};
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

/// Most people of one list: as many as a file may bring.
const MOST: i64 = 200_000;

/// What of the list, and what was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Show {
    #[serde(flatten)]
    view: View,
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
    let (mut people, _) = tx.declared_waiting(&employer.id, MOST, 0).await?;
    drop(tx);
    let roster = format!("/console/rosters/{}", employer.id);
    let address = format!("{roster}/declared");
    let table = Table::new(&desk, &address, &show.view, ("declared", true))
        .sorted("name", Label::ColName)
        .plain(Label::ColResidentId)
        .plain(Label::ColMobile)
        .sorted("declared", RosterLabel::ColDeclared)
        .plain(Label::ColDecision);
    table.order().sort(&mut people, |one, key| match key {
        "name" => Key::from(one.name.as_str()),
        _ => Key::from(one.at.millis()),
    });
    let body = html! {
        p { a href=(roster) { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        @match show.done.as_str() {
            "struck" => (done_note(&desk, RosterLabel::Struck)),
            "locked" => (done_note(&desk, RosterLabel::RosterIsLocked)),
            _ => {},
        }
        @if people.is_empty() {
            (empty(&desk, RosterLabel::DeclaredEmpty, RosterLabel::DeclaredEmptyAdvice))
        } @else {
            // The roster's workbook has them too.
            (table.tools(None, &html! {}, Some(&format!("{roster}/manifest.xlsx"))))
            (people_table(&desk, &employer, &table, &people[table.rows(people.len())]))
            (table.foot(people.len()))
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

fn people_table(
    desk: &Desk,
    employer: &Employer,
    table: &Table<'_>,
    people: &[Declared],
) -> Markup {
    html! {
        table.stack.card {
            (table.head())
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
