//! Rosters: the bureau chooses an employer, HR comes straight to its own.

use super::super::fault::Fault;
use super::super::layout::{Nav, page};
use super::super::parts::{Field, badge, csrf, done_note, empty, pager};
use super::super::people::{Bureau, Desk};
use super::super::show::{full_place, lasting, place, roster_state, seat_state, when};
use super::stage::{self, Head, stage_label};
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::domain::roster::RosterState;
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::Tx;
use crate::store::roster::{RosterCount, RosterLine};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Employers on the choosing page.
const EMPLOYERS: usize = 200;
/// Lines on one page of a roster.
const PAGE: usize = 100;

/// What is searched for.
#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// The employers with something on their roster; HR is led to its own.
pub async fn employers(desk: Desk, Query(search): Query<Search>) -> Result<Response, Fault> {
    if let Some(own) = desk.own_employer() {
        return Ok(Redirect::to(&format!("/console/rosters/{own}")).into_response());
    }
    let desk = Bureau::of(desk)?;
    let query = search.q.trim();
    let mut tx = desk.read().await?;
    let mut counts = tx
        .roster_counts(desk.district(), EMPLOYERS as i64, desk.now())
        .await?;
    if !query.is_empty() {
        let found = tx.find_employers(query, EMPLOYERS).await?;
        counts.retain(|count| found.iter().any(|employer| employer.id == count.employer));
        // Also those of which nothing is known yet: a clerk may upload their list.
        let own = found
            .into_iter()
            .filter(|employer| desk.looks_after(Some(employer.district)));
        for employer in own {
            if counts.iter().all(|count| count.employer != employer.id) {
                counts.push(RosterCount::none(&employer));
            }
        }
    }
    drop(tx);
    let body = html! {
        form.search method="get" action="/console/rosters" role="search" {
            (Field::text("q", desk.t(Label::EmployerSearch)).kind("search").value(query).draw())
            button type="submit" { (desk.t(Label::Find)) }
        }
        @if counts.is_empty() {
            @if query.is_empty() { (empty(&desk, Label::NoRosters, Label::NoRostersAdvice)) }
            @else { (empty(&desk, Label::NoEmployerFound, Label::NoEmployerFoundAdvice)) }
        } @else {
            (employer_table(&desk, &counts))
        }
    };
    page(&desk, Nav::Rosters, desk.t(Label::NavRosters), body).await
}

fn employer_table(desk: &Bureau, counts: &[RosterCount]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(Label::ColDistrict)) }
                th.number scope="col" { (desk.t(Label::RosterClaimed)) }
                th.number scope="col" { (desk.t(Label::RosterConfirmed)) }
                th.number scope="col" { (desk.t(Label::RosterRejected)) }
                th.number scope="col" { (desk.t(RosterLabel::ColOverdue)) }
                th scope="col" { (desk.t(RosterLabel::ColStage)) }
            } }
            tbody {
                @for count in counts {
                    tr {
                        th scope="row" { a href={ "/console/rosters/" (count.employer) } { (count.name) } }
                        td data-label=(desk.t(Label::ColDistrict)) { (place(desk, count.district)) }
                        td.number data-label=(desk.t(Label::RosterClaimed)) {
                            @if count.claimed > 0 { strong { (count.claimed) } } @else { "0" }
                        }
                        td.number data-label=(desk.t(Label::RosterConfirmed)) { (count.confirmed) }
                        td.number data-label=(desk.t(Label::RosterRejected)) { (count.rejected) }
                        td.number data-label=(desk.t(RosterLabel::ColOverdue)) {
                            @if count.overdue > 0 { strong { (count.overdue) } } @else { "0" }
                        }
                        td data-label=(desk.t(RosterLabel::ColStage)) {
                            (desk.t(count.stage.map_or(RosterLabel::StageNone, stage_label)))
                        }
                    }
                }
            }
        }
    }
}

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
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: Option<usize>,
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
    let state = RosterState::parse(&show.state);
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
        (lines_section(&desk, &employer, &lines, state, show.page.unwrap_or(1)))
    };
    let title = desk.t(Label::RosterOf {
        employer: employer.name,
    });
    page(&desk, Nav::Rosters, title, body).await
}

fn lines_section(
    desk: &Desk,
    employer: &Employer,
    lines: &[RosterLine],
    state: Option<RosterState>,
    at: usize,
) -> Markup {
    let claimed = count(lines, Some(RosterState::Claimed));
    let shown: Vec<&RosterLine> = lines
        .iter()
        .filter(|line| state.is_none_or(|state| line.state == state))
        .collect();
    let pages = shown.len().div_ceil(PAGE).max(1);
    let at = at.clamp(1, pages);
    let filter = state.map(RosterState::as_str).unwrap_or_default();
    let address = format!("/console/rosters/{}?state={filter}&page=", employer.id);
    html! {
        @if lines.is_empty() {
            (empty(desk, Label::RosterEmpty, Label::RosterEmptyAdvice))
        } @else {
            div.bar-above {
                (filters(desk, employer, lines, state))
                @if decides(desk) && claimed > 0 {
                    a.button.primary href={ "/console/rosters/" (employer.id) "/confirm-all" } {
                        (desk.t(Label::ConfirmAll { count: claimed }))
                    }
                }
            }
            @if shown.is_empty() {
                (empty(desk, Label::NoneInState, Label::NoneInStateAdvice))
            } @else {
                (line_table(desk, employer, shown.iter().skip((at - 1) * PAGE).take(PAGE).copied()))
                (pager(desk, &address, at as i64, pages as i64))
            }
        }
    }
}

fn count(lines: &[RosterLine], state: Option<RosterState>) -> usize {
    lines
        .iter()
        .filter(|line| state.is_none_or(|state| line.state == state))
        .count()
}

fn filters(
    desk: &Desk,
    employer: &Employer,
    lines: &[RosterLine],
    state: Option<RosterState>,
) -> Markup {
    let choices = [None]
        .into_iter()
        .chain(RosterState::ALL.iter().map(|s| Some(*s)));
    html! {
        nav.tabs aria-label=(desk.t(Label::FilterByState)) {
            @for choice in choices {
                @let word = choice.map(RosterState::as_str).unwrap_or_default();
                a href={ "/console/rosters/" (employer.id) "?state=" (word) }
                    aria-current=[(choice == state).then_some("true")] {
                    (desk.t(choice.map_or(Label::FilterAll, |state| roster_state(state).1)))
                    span.hint { (count(lines, choice)) }
                }
            }
        }
    }
}

fn line_table<'a>(
    desk: &Desk,
    employer: &Employer,
    lines: impl Iterator<Item = &'a RosterLine>,
) -> Markup {
    html! {
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColResidentId)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(Label::ColOrigin)) }
                th scope="col" { (desk.t(Label::ColTripSeat)) }
                th scope="col" { (desk.t(Label::ColState)) }
                th scope="col" { (desk.t(Label::ColDecision)) }
            } }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { (line.name) }
                        td.mono data-label=(desk.t(Label::ColResidentId)) { (line.id_mask) }
                        td.mono data-label=(desk.t(Label::ColMobile)) { (line.mobile_mask) }
                        td data-label=(desk.t(Label::ColOrigin)) {
                            @match line.origin { Some(code) => (full_place(desk, code)), None => "–" }
                        }
                        td data-label=(desk.t(Label::ColTripSeat)) { (seat(desk, line)) }
                        td data-label=(desk.t(Label::ColState)) { (state(desk, line)) }
                        td.actions data-label=(desk.t(Label::ColDecision)) { (decision(desk, employer, line)) }
                    }
                }
            }
        }
    }
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

fn state(desk: &Desk, line: &RosterLine) -> Markup {
    let (tone, label) = roster_state(line.state);
    html! {
        (badge(desk, tone, label))
        @if line.state == RosterState::Claimed {
            span.hint { (lasting(desk, line.since, desk.now())) }
            @if let Some(due) = line.due_at {
                span.hint {
                    @if due <= desk.now() { strong { (desk.t(RosterLabel::Overdue)) } }
                    @else { (desk.t(RosterLabel::DueAt { when: due })) }
                }
            }
        }
        @if let Some(reason) = &line.reason { span.hint { (reason) } }
    }
}

fn decision(desk: &Desk, employer: &Employer, line: &RosterLine) -> Markup {
    let address = format!("/console/rosters/{}/{}", employer.id, line.id);
    html! {
        @if line.state != RosterState::Claimed {
            @if let Some(at) = line.decided_at {
                span { (line.decided_by.as_deref().unwrap_or_default()) }
                span.hint { (when(desk, at)) }
            }
            @if line.state == RosterState::Confirmed && decides(desk) {
                a.button href={ (address) "/replace" }
                    aria-label=(desk.t(RosterLabel::ReplaceNamed { name: line.name.clone() })) {
                    (desk.t(RosterLabel::Replace))
                }
            }
        } @else if desk.own_employer().is_some() {
            div.row {
                form method="post" action=(address) {
                    (csrf(desk))
                    button.primary type="submit" name="decision" value="confirm"
                        aria-label=(desk.t(Label::ConfirmNamed { name: line.name.clone() })) { (desk.t(Label::Confirm)) }
                }
                a.button href=(address) aria-label=(desk.t(Label::RejectNamed { name: line.name.clone() })) {
                    (desk.t(Label::RejectStep))
                }
            }
        } @else if desk.is_admin() {
            a.button href=(address) aria-label=(desk.t(Label::DecideNamed { name: line.name.clone() })) {
                (desk.t(Label::DecideStep))
            }
        } @else {
            span.hint { (desk.t(Label::AwaitsHr)) }
        }
    }
}
