//! One person of a roster in another's place, with the seat.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page};
use super::super::parts::{Field as Input, csrf};
use super::super::people::Desk;
use super::decide::find;
use super::list::{decides, seat};
use super::words;
use crate::domain::employer::Employer;
use crate::domain::roster::{EntryCells, EntryFault, Field};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::roster::{Passed, ReplaceError, RosterLine};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;
use std::time::Duration;

/// How long a seat is kept for somebody who has not registered yet.
const KEPT_FOR: Duration = Duration::from_secs(24 * 3600);

/// The new person.
#[derive(Deserialize)]
pub struct Given {
    #[serde(default)]
    name: String,
    #[serde(default)]
    resident_id: String,
    #[serde(default)]
    mobile: String,
    /// Why an administrator acts in HR's stead.
    #[serde(default)]
    grounds: String,
}

impl Given {
    fn value(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::ResidentId => &self.resident_id,
            Field::Mobile => &self.mobile,
        }
    }
}

/// The form.
pub async fn form(
    desk: Desk,
    Path((employer, line)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (employer, line) = find(&desk, &mut tx, employer, line).await?;
    drop(tx);
    if !decides(&desk) {
        return Err(Fault::Forbidden);
    }
    let nobody = Given {
        name: String::new(),
        resident_id: String::new(),
        mobile: String::new(),
        grounds: String::new(),
    };
    draw(&desk, (&employer, &line), &nobody, (&[], None)).await
}

async fn draw(
    desk: &Desk,
    (employer, line): (&Employer, &RosterLine),
    given: &Given,
    (faults, error): (&[EntryFault], Option<String>),
) -> Result<Response, Fault> {
    let back = format!("/console/rosters/{}", employer.id);
    let fault = |field: Field| {
        let found = faults.iter().find(|fault| fault.field == field);
        found.map(|fault| desk.t(words::cell_fault(fault.fault)))
    };
    let body = html! {
        p { a href=(back) { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        form.card method="post" {
            (csrf(desk))
            p { strong { (line.name) } " · " span.mono { (line.id_mask) } }
            div.row { (seat(desk, line)) }
            p { (desk.t(RosterLabel::ReplaceAdvice)) }
            @if let Some(error) = error { p.error role="alert" { (error) } }
            @for field in Field::ALL {
                (Input::text(field.as_str(), desk.t(words::field(*field))).value(given.value(*field))
                    .autocomplete("off").error(fault(*field)).draw())
            }
            @if desk.is_admin() {
                (Input::text("grounds", desk.t(Label::Grounds)).required().value(&given.grounds)
                    .hint(desk.t(Label::GroundsHint)).draw())
            }
            div.row {
                button.primary type="submit" { (desk.t(RosterLabel::Replace)) }
                a.button href=(back) { (desk.t(Label::Back)) }
            }
        }
    };
    let title = desk.t(RosterLabel::ReplaceNamed {
        name: line.name.clone(),
    });
    page(desk, Nav::Rosters, title, body).await
}

/// Replaces.
pub async fn replace(
    desk: Desk,
    Path((employer, line)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let (employer, line) = find(&desk, &mut tx, employer, line).await?;
    if !decides(&desk) {
        return Err(Fault::Forbidden);
    }
    let cells = EntryCells {
        name: given.name.clone(),
        resident_id: given.resident_id.clone(),
        mobile: given.mobile.clone(),
        second: false,
    };
    let now = desk.now();
    let with = match cells.read(now.date()) {
        Ok(with) => with,
        Err(faults) => {
            tx.rollback().await?;
            let drawn = draw(&desk, (&employer, &line), &given, (&faults, None)).await?;
            return Ok((INVALID, drawn).into_response());
        }
    };
    let grounds = given.grounds.trim();
    if desk.is_admin() && !(2..=200).contains(&grounds.chars().count()) {
        tx.rollback().await?;
        let error = Some(desk.t(Label::GroundsNeeded));
        let drawn = draw(&desk, (&employer, &line), &given, (&[], error)).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let until = now.plus(KEPT_FOR);
    let replaced = tx
        .replace_on_roster(desk.store(), &line.id, &with, &desk.staff.id, (until, now))
        .await;
    let error = match replaced {
        Ok(passed) => {
            if desk.is_admin() {
                let (me, line) = (desk.staff.id.as_str(), line.id.as_str());
                tx.audit(me, "roster.override", line, Some(grounds), now)
                    .await?;
            }
            tx.commit().await?;
            desk.wake();
            let done = match passed {
                Passed::NoSeat => "replaced",
                Passed::Theirs => "replaced-seat",
                Passed::Kept(_) => "replaced-kept",
            };
            let address = format!("/console/rosters/{}?done={done}", employer.id);
            return Ok(Redirect::to(&address).into_response());
        }
        Err(ReplaceError::Store(error)) => return Err(error.into()),
        Err(ReplaceError::NoLine) => RosterLabel::ReplaceGone,
        Err(ReplaceError::Same) => RosterLabel::ReplaceSame,
        Err(ReplaceError::MobileNeeded) => RosterLabel::ReplaceMobile,
        Err(ReplaceError::HasSeat) => RosterLabel::ReplaceHasSeat,
        Err(ReplaceError::OnBoard) => RosterLabel::ReplaceOnBoard,
        Err(ReplaceError::Lacks(_)) => RosterLabel::ReplaceLacks,
        Err(ReplaceError::Locked) => RosterLabel::RosterIsLocked,
    };
    tx.rollback().await?;
    let drawn = draw(
        &desk,
        (&employer, &line),
        &given,
        (&[], Some(desk.t(error))),
    )
    .await?;
    Ok((INVALID, drawn).into_response())
}
