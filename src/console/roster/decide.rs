//! Decisions on a roster: one line, or all that wait.
//!
//! HR decides for its own firm. An administrator may decide in its stead and must say on what grounds, which goes
//! into the audit (domain reference §2: override). The worker hears of it in the chat.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page};
use super::super::parts::{Field, badge, csrf, empty};
use super::super::people::Desk;
use super::super::show::{full_place, roster_state, when};
use super::list::{allowed, decides, seat};
use crate::domain::employer::Employer;
use crate::domain::id::{EmployerId, RosterLineId};
use crate::domain::roster::{Decision, DecisionError, RosterState};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::store::Tx;
use crate::store::roster::{DecideError, RosterLine};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What is decided.
#[derive(Deserialize)]
pub struct Decided {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    grounds: String,
    #[serde(default)]
    seen_until: String,
}

#[derive(Default)]
struct Errors {
    reason: Option<Label>,
    grounds: Option<Label>,
}

/// The page of one line, with both answers.
pub async fn line(
    desk: Desk,
    Path((employer, line)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (employer, line) = find(&desk, &mut tx, employer, line).await?;
    drop(tx);
    draw_line(
        &desk,
        &employer,
        &line,
        &Decided::none(),
        &Errors::default(),
    )
    .await
}

impl Decided {
    fn none() -> Self {
        Self {
            decision: String::new(),
            reason: String::new(),
            grounds: String::new(),
            seen_until: String::new(),
        }
    }
}

/// The line, if it is on that employer's roster and both are this person's business.
pub(super) async fn find(
    desk: &Desk,
    tx: &mut Tx,
    employer: String,
    line: String,
) -> Result<(Employer, RosterLine), Fault> {
    let employer = allowed(desk, tx, &EmployerId::new(employer)).await?;
    let line = tx.roster_line(&RosterLineId::new(line)).await?;
    let line = line
        .filter(|line| line.employer == employer.id)
        .ok_or(Fault::NotFound)?;
    Ok((employer, line))
}

/// Takes the decision.
pub async fn decide(
    desk: Desk,
    Path((employer, line)): Path<(String, String)>,
    Form(given): Form<Decided>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let (employer, line) = find(&desk, &mut tx, employer, line).await?;
    if !decides(&desk) {
        return Err(Fault::Forbidden);
    }
    let (decision, done) = match given.decision.as_str() {
        "confirm" => (Decision::Confirm, "confirmed"),
        "reject" => {
            let reason = given.reason.trim().to_owned();
            (Decision::Reject { reason }, "rejected")
        }
        _ => return Err(Fault::BadRequest),
    };
    let mut errors = Errors {
        grounds: grounds_missing(&desk, &given),
        reason: None,
    };
    let back = |done: &str| {
        let address = format!("/console/rosters/{}?done={done}", employer.id);
        Ok(Redirect::to(&address).into_response())
    };
    if errors.grounds.is_none() {
        let decided = tx
            .decide_roster_line(&line.id, &decision, &desk.staff.id, desk.now())
            .await;
        match decided {
            Ok(_) => {
                note_grounds(&desk, &mut tx, line.id.as_str(), &given).await?;
                tx.commit().await?;
                desk.wake();
                return back(done);
            }
            Err(DecideError::Refused(DecisionError::Reason)) => {
                errors.reason = Some(Label::ReasonNeeded);
            }
            Err(DecideError::Refused(DecisionError::AlreadyDecided(_))) => return back("decided"),
            Err(DecideError::Refused(DecisionError::Locked)) => return back("is-locked"),
            Err(other) => return Err(other.into()),
        }
    }
    tx.rollback().await?;
    let drawn = draw_line(&desk, &employer, &line, &given, &errors).await?;
    Ok((INVALID, drawn).into_response())
}

/// An administrator decides in HR's stead and says why.
fn grounds_missing(desk: &Desk, given: &Decided) -> Option<Label> {
    let length = given.grounds.trim().chars().count();
    (desk.is_admin() && !(2..=200).contains(&length)).then_some(Label::GroundsNeeded)
}

async fn note_grounds(
    desk: &Desk,
    tx: &mut Tx,
    subject: &str,
    given: &Decided,
) -> Result<(), Fault> {
    if desk.is_admin() {
        let (me, why) = (desk.staff.id.as_str(), given.grounds.trim());
        tx.audit(me, "roster.override", subject, Some(why), desk.now())
            .await?;
    }
    Ok(())
}

async fn draw_line(
    desk: &Desk,
    employer: &Employer,
    line: &RosterLine,
    given: &Decided,
    errors: &Errors,
) -> Result<Response, Fault> {
    let body = html! {
        p { a href={ "/console/rosters/" (employer.id) } { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        (person(desk, line))
        @if line.state != RosterState::Claimed {
            p { (desk.t(Label::AlreadyDecided)) }
        } @else if decides(desk) {
            (answers(desk, given, errors))
        } @else {
            p { (desk.t(Label::AwaitsHr)) }
        }
    };
    page(desk, Nav::Rosters, line.name.clone(), body).await
}

fn person(desk: &Desk, line: &RosterLine) -> Markup {
    let (tone, label) = roster_state(line.state);
    html! {
        section.card.facts {
            p { (badge(desk, tone, label)) @if let Some(reason) = &line.reason { " " (reason) } }
            dl {
                div { dt { (desk.t(Label::ColResidentId)) } dd.mono { (line.id_mask) } }
                div { dt { (desk.t(Label::ColMobile)) } dd.mono { (line.mobile_mask) } }
                div {
                    dt { (desk.t(Label::ColOrigin)) }
                    dd { @match line.origin { Some(code) => (full_place(desk, code)), None => "–" } }
                }
                div { dt { (desk.t(Label::ColTripSeat)) } dd { (seat(desk, line)) } }
                div { dt { (desk.t(Label::ColSince)) } dd { (when(desk, line.since)) } }
            }
        }
    }
}

/// Both answers, each a form of its own: the reason belongs to the rejection only.
fn answers(desk: &Desk, given: &Decided, errors: &Errors) -> Markup {
    let error = |label: &Option<Label>| label.clone().map(|label| desk.t(label));
    let rejecting = given.decision == "reject";
    let grounds = |id: &'static str, mine: bool| {
        html! {
            @if desk.is_admin() {
                (Field::text("grounds", desk.t(Label::Grounds)).id(id).required()
                    .value(if mine { &given.grounds } else { "" })
                    .hint(desk.t(Label::GroundsHint))
                    .error(error(&errors.grounds).filter(|_| mine)).draw())
            }
        }
    };
    html! {
        div.halves {
            form.card method="post" {
                (csrf(desk))
                h2 { (desk.t(Label::ConfirmTitle)) }
                p { (desk.t(Label::ConfirmAdvice)) }
                (grounds("grounds-confirm", !rejecting))
                button.primary type="submit" name="decision" value="confirm" { (desk.t(Label::Confirm)) }
            }
            form.card method="post" {
                (csrf(desk))
                h2 { (desk.t(Label::RejectTitle)) }
                (Field::text("reason", desk.t(Label::Reason)).required().value(&given.reason)
                    .hint(desk.t(Label::ReasonHint)).error(error(&errors.reason)).draw())
                (grounds("grounds-reject", rejecting))
                button.danger type="submit" name="decision" value="reject" { (desk.t(Label::Reject)) }
            }
        }
    }
}

/// The step before confirming everybody: how many, and who.
pub async fn confirm_all_step(desk: Desk, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    if !decides(&desk) {
        return Err(Fault::Forbidden);
    }
    let lines = tx.roster(&employer.id).await?;
    drop(tx);
    draw_all(&desk, &employer, &lines, &Decided::none(), None).await
}

async fn draw_all(
    desk: &Desk,
    employer: &Employer,
    lines: &[RosterLine],
    given: &Decided,
    error: Option<Label>,
) -> Result<Response, Fault> {
    let claimed: Vec<&RosterLine> = lines
        .iter()
        .filter(|line| line.state == RosterState::Claimed)
        .collect();
    let newest = claimed.iter().map(|line| line.since).max();
    let back = format!("/console/rosters/{}", employer.id);
    let body = html! {
        p { a href=(back) { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        @if let Some(newest) = newest {
            form.card method="post" {
                (csrf(desk))
                input type="hidden" name="seen_until" value=(newest.millis());
                p { (desk.t(Label::ConfirmAllAdvice { count: claimed.len() })) }
                ul.names { @for line in &claimed { li { (line.name) " " span.hint.mono { (line.mobile_mask) } } } }
                @if desk.is_admin() {
                    (Field::text("grounds", desk.t(Label::Grounds)).required().value(&given.grounds)
                        .hint(desk.t(Label::GroundsHint)).error(error.map(|label| desk.t(label))).draw())
                }
                div.row {
                    button.primary type="submit" { (desk.t(Label::ConfirmAll { count: claimed.len() })) }
                    a.button href=(back) { (desk.t(Label::Back)) }
                }
            }
        } @else {
            (empty(desk, Label::NoneInState, Label::RosterEmptyAdvice))
        }
    };
    page(desk, Nav::Rosters, desk.t(Label::ConfirmAllTitle), body).await
}

/// Confirms everybody who was on the page shown before.
pub async fn confirm_all(
    desk: Desk,
    Path(id): Path<String>,
    Form(given): Form<Decided>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    if !decides(&desk) {
        return Err(Fault::Forbidden);
    }
    let seen_until: i64 = given.seen_until.parse().map_err(|_| Fault::BadRequest)?;
    if let Some(error) = grounds_missing(&desk, &given) {
        let lines = tx.roster(&employer.id).await?;
        tx.rollback().await?;
        let drawn = draw_all(&desk, &employer, &lines, &given, Some(error)).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let seen_until = Timestamp::from_millis(seen_until);
    tx.confirm_claims(&employer.id, seen_until, &desk.staff.id, desk.now())
        .await?;
    note_grounds(&desk, &mut tx, employer.id.as_str(), &given).await?;
    tx.commit().await?;
    desk.wake();
    let address = format!("/console/rosters/{}?done=all", employer.id);
    Ok(Redirect::to(&address).into_response())
}
