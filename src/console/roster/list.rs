//! One employer's roster, and whose business it is.

use super::super::fault::Fault;
use super::super::layout::{Nav, page};
use super::super::parts::done_note;
use super::super::people::Desk;
use super::super::show::{seat_state, when};
use super::super::table::View;
use super::lines;
use super::stage::{self, Head};
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::Tx;
use crate::store::roster::RosterLine;
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// The employer whose roster is asked for, if it is this person's business: HR its own only, a clerk those of
/// their district. Any other does not exist for them.
pub async fn allowed(desk: &Desk, tx: &mut Tx, id: &EmployerId) -> Result<Employer, Fault> {
    let own = if desk.is_bureau() {
        true
    } else {
        desk.own_employer() == Some(id)
    };
    if !own {
        return Err(Fault::NotFound);
    }
    let employer = tx.employer(id).await?.ok_or(Fault::NotFound)?;
    if desk.looks_after(Some(employer.district)) {
        Ok(employer)
    } else {
        Err(Fault::NotFound)
    }
}

/// Whether this person decides: HR for its own firm, an administrator in its stead; a clerk looks on.
pub fn decides(desk: &Desk) -> bool {
    desk.own_employer().is_some() || desk.is_admin()
}

/// Which lines, which page, and what was just done.
#[derive(Deserialize)]
pub struct Show {
    #[serde(flatten)]
    view: View,
    #[serde(default)]
    state: String,
    #[serde(default)]
    done: String,
}

/// One employer's roster.
pub async fn roster(
    desk: Desk,
    Path(id): Path<String>,
    Query(show): Query<Show>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let lines = tx.roster(&employer.id).await?;
    let head = Head::load(&mut tx, &employer, desk.now()).await?;
    drop(tx);
    let body = html! {
        @match show.done.as_str() {
            "confirmed" => (done_note(&desk, Label::DoneConfirmed)),
            "rejected" => (done_note(&desk, Label::DoneRejected)),
            "all" => (done_note(&desk, Label::DoneConfirmedAll)),
            "decided" => (done_note(&desk, Label::AlreadyDecided)),
            "is-locked" => (done_note(&desk, RosterLabel::RosterIsLocked)),
            "stage" => (done_note(&desk, RosterLabel::StageDone)),
            "replaced" => (done_note(&desk, RosterLabel::ReplaceDone)),
            "replaced-seat" => (done_note(&desk, RosterLabel::ReplaceSeat)),
            "replaced-kept" => (done_note(&desk, RosterLabel::ReplaceKept)),
            _ => {},
        }
        (stage::head(&desk, &employer, &head, None))
        (lines::section(&desk, &employer, lines, (&show.view, &show.state)))
    };
    let title = desk.t(Label::RosterOf {
        employer: employer.name,
    });
    page(&desk, Nav::Rosters, title, body).await
}

/// The seat of a line, or a dash.
pub fn seat(desk: &Desk, line: &RosterLine) -> Markup {
    html! {
        @match &line.seat {
            Some(seat) => {
                span { (seat.trip) " · " (seat.label) }
                span.hint { (when(desk, seat.departs_at)) " · " (desk.t(seat_state(seat.state))) }
            }
            None => { span.hint { (desk.t(Label::NoSeat)) } }
        }
    }
}
