//! The head of a roster's page: how far it has come, who waits, and the next step for whoever looks.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page};
use super::super::parts::{Field, Tone, badge, csrf};
use super::super::people::Desk;
use super::super::show::when;
use super::list::allowed;
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::domain::roster::{RosterStage, StageError, StageStep};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::roster::{RosterError, RosterStatus, Waiting};
use crate::store::{Result, Tx};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What the head shows.
pub struct Head {
    status: Option<RosterStatus>,
    waiting: Waiting,
    declared: i64,
}

impl Head {
    /// Reads it.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn load(tx: &mut Tx, employer: &Employer, now: Timestamp) -> Result<Self> {
        Ok(Self {
            status: tx.roster_status(&employer.id).await?,
            waiting: tx.roster_waiting(&employer.id, now).await?,
            declared: tx.declared_waiting(&employer.id, 0, 0).await?.1,
        })
    }

    /// Whether nothing changes any more.
    fn is_locked(&self) -> bool {
        let stage = self.status.as_ref().map(|status| status.stage);
        stage == Some(RosterStage::Locked)
    }
}

/// Name of a stage.
pub fn stage_label(stage: RosterStage) -> RosterLabel {
    match stage {
        RosterStage::Declared => RosterLabel::StageDeclared,
        RosterStage::Screened => RosterLabel::StageScreened,
        RosterStage::Approved => RosterLabel::StageApproved,
        RosterStage::Returned => RosterLabel::StageReturned,
        RosterStage::Confirmed => RosterLabel::StageConfirmed,
        RosterStage::Locked => RosterLabel::StageLocked,
    }
}

fn step_label(step: StageStep) -> RosterLabel {
    match step {
        StageStep::Screen => RosterLabel::StepScreen,
        StageStep::Approve => RosterLabel::StepApprove,
        StageStep::Return => RosterLabel::StepReturn,
        StageStep::Confirm => RosterLabel::StepConfirm,
        StageStep::Lock => RosterLabel::StepLock,
        StageStep::Unlock => RosterLabel::StepUnlock,
    }
}

const fn tone(stage: RosterStage) -> Tone {
    match stage {
        RosterStage::Declared | RosterStage::Screened => Tone::Busy,
        RosterStage::Returned => Tone::Bad,
        RosterStage::Approved | RosterStage::Confirmed | RosterStage::Locked => Tone::Good,
    }
}

/// The head, with an error where a step was not taken.
pub fn head(desk: &Desk, employer: &Employer, head: &Head, error: Option<RosterLabel>) -> Markup {
    let base = format!("/console/rosters/{}", employer.id);
    html! {
        (reminders(desk, &head.waiting))
        section.card.stage aria-label=(desk.t(RosterLabel::ColStage)) {
            (status(desk, head.status.as_ref()))
            @if let Some(status) = &head.status {
                (steps(desk, &base, status.stage, error))
            }
            div.row {
                @if !head.is_locked() {
                    a.button href={ (base) "/upload" } { (desk.t(RosterLabel::UploadTitle)) }
                }
                a.button href={ (base) "/manifest.xlsx" } { (desk.t(RosterLabel::Manifest)) }
                @if head.declared > 0 {
                    a.button href={ (base) "/declared" } {
                        (desk.t(RosterLabel::DeclaredLink { count: head.declared }))
                    }
                }
            }
        }
    }
}

fn status(desk: &Desk, status: Option<&RosterStatus>) -> Markup {
    html! {
        @match status {
            None => p { (badge(desk, Tone::Plain, RosterLabel::StageNone)) },
            Some(status) => {
                div.row {
                    (badge(desk, tone(status.stage), stage_label(status.stage)))
                    span.hint { (status.changed_by) " · " (when(desk, status.changed_at)) }
                }
                @if let Some(remarks) = &status.remarks { p.words { (remarks) } }
            }
        }
    }
}

fn reminders(desk: &Desk, waiting: &Waiting) -> Markup {
    html! {
        @if let Some(when) = waiting.first_due {
            @let count = waiting.claims - waiting.overdue;
            p.remind role="status" { (desk.t(RosterLabel::WaitingNote { count, when })) }
        }
        @if waiting.overdue > 0 {
            p.remind role="status" { (desk.t(RosterLabel::OverdueNote { count: waiting.overdue })) }
        }
    }
}

fn steps(desk: &Desk, base: &str, stage: RosterStage, error: Option<RosterLabel>) -> Markup {
    let possible: Vec<StageStep> = StageStep::ALL
        .iter()
        .copied()
        .filter(|step| step.is_for(desk.staff.role) && stage.after(*step).is_ok())
        .collect();
    let remarks = possible.iter().any(|step| step.needs_remarks());
    html! {
        @if !possible.is_empty() {
            form.stage method="post" action={ (base) "/stage" } {
                (csrf(desk))
                input type="hidden" name="from" value=(stage);
                @if remarks {
                    (Field::text("remarks", desk.t(RosterLabel::Remarks))
                        .error(error.clone().map(|label| desk.t(label))).draw())
                } @else if let Some(error) = &error {
                    p.error role="alert" { (desk.t(error.clone())) }
                }
                div.row {
                    @for step in possible {
                        button.primary[!step.needs_remarks()] type="submit" name="step" value=(step) {
                            (desk.t(step_label(step)))
                        }
                    }
                }
            }
        }
    }
}

/// A step as sent.
#[derive(Deserialize)]
pub struct Step {
    #[serde(default)]
    step: String,
    #[serde(default)]
    remarks: String,
    /// The stage that was shown.
    #[serde(default)]
    from: String,
}

/// Takes a step.
pub async fn step(
    desk: Desk,
    Path(id): Path<String>,
    Form(given): Form<Step>,
) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let employer = allowed(&desk, &mut tx, &EmployerId::new(id)).await?;
    let step = StageStep::parse(&given.step).ok_or(Fault::BadRequest)?;
    if !step.is_for(desk.staff.role) {
        return Err(Fault::Forbidden);
    }
    let shown = tx.roster_status(&employer.id).await?;
    let moved = shown.is_none_or(|status| status.stage.as_str() != given.from);
    let taken = match moved {
        true => Err(RosterError::NotReady),
        false => {
            tx.step_roster(&employer.id, step, &given.remarks, &desk.staff, desk.now())
                .await
        }
    };
    let error = match taken {
        Ok(_) => {
            tx.commit().await?;
            desk.wake();
            let address = format!("/console/rosters/{}?done=stage", employer.id);
            return Ok(Redirect::to(&address).into_response());
        }
        Err(RosterError::Store(error)) => return Err(error.into()),
        Err(RosterError::Stage(StageError::Remarks)) => RosterLabel::RemarksNeeded,
        Err(RosterError::Stage(StageError::Waiting)) => RosterLabel::StageWaiting,
        Err(
            RosterError::Stage(StageError::Stage(_) | StageError::Role) | RosterError::NotReady,
        ) => RosterLabel::StageMoved,
    };
    tx.rollback().await?;
    let mut tx = desk.read().await?;
    let loaded = Head::load(&mut tx, &employer, desk.now()).await?;
    drop(tx);
    let body = html! {
        p { a href={ "/console/rosters/" (employer.id) } { "← " (desk.t(Label::RosterOf { employer: employer.name.clone() })) } }
        (head(&desk, &employer, &loaded, Some(error)))
    };
    let title = desk.t(Label::RosterOf {
        employer: employer.name,
    });
    let drawn = page(&desk, Nav::Rosters, title, body).await?;
    Ok((INVALID, drawn).into_response())
}
