//! One notice: how it will look to each reader, whom it reaches, who may do what with it, and how far it has come.
//!
//! An approval carries the hash of what its page showed, so nobody approves a text that was changed behind the
//! page.

use super::fault::Fault;
use super::guard::INVALID;
use super::layout::{Nav, refreshing_page};
use super::notice_outcomes::outcomes;
use super::notices::heading;
use super::parts::{badge, bar, csrf, done_note};
use super::people::Bureau;
use super::show::{audience_status, full_place, health, language, notice_state, when};
use crate::domain::id::NoticeId;
use crate::domain::language::Locale;
use crate::domain::notice::{
    Audience, NoticeAction, NoticeError, NoticeState, NoticeText, check_texts, text_for,
};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::store::Tx;
use crate::store::notice::{Notice, NoticeActError, Outcome, Progress, Reach};
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Seconds after which a notice that is going out is loaded again where scripts are off.
const REFRESH: u32 = 5;

struct Loaded {
    notice: Notice,
    employer: Option<String>,
    reach: Reach,
    progress: Progress,
    outcomes: Vec<Outcome>,
}

async fn load(tx: &mut Tx, id: &NoticeId) -> Result<Loaded, Fault> {
    let notice = tx.notice(id).await?.ok_or(Fault::NotFound)?;
    let employer = match &notice.audience.employer {
        Some(employer) => tx.employer(employer).await?.map(|firm| firm.name),
        None => None,
    };
    Ok(Loaded {
        employer,
        reach: tx.reach(&notice.audience).await?,
        progress: tx.progress(id).await?,
        outcomes: tx.outcomes(id).await?,
        notice,
    })
}

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page of a notice.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let note = (done.done == "saved").then(|| done_note(&desk, Label::DoneSaved));
    draw(&desk, &NoticeId::new(id), note).await
}

async fn draw(desk: &Bureau, id: &NoticeId, note: Option<Markup>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let loaded = load(&mut tx, id).await?;
    drop(tx);
    let notice = &loaded.notice;
    let body = html! {
        p { a href="/console/notices" { "← " (desk.t(Label::NavNotices)) } }
        @if let Some(note) = note { (note) }
        div data-live={ "/console/notices/" (id) "/status" } { (status_section(desk, &loaded)) }
        section aria-labelledby="previews" {
            h2 #previews { (desk.t(Label::Previews)) }
            div.previews { (previews(desk, &notice.texts)) }
        }
    };
    let refresh = (notice.state == NoticeState::Sending).then_some(REFRESH);
    refreshing_page(desk, Nav::Notices, heading(desk, notice), body, refresh).await
}

/// State, figures and actions without their frame, for the script that keeps them fresh.
pub async fn status(desk: Bureau, Path(id): Path<String>) -> Result<Markup, Fault> {
    let mut tx = desk.read().await?;
    let loaded = load(&mut tx, &NoticeId::new(id)).await?;
    Ok(status_section(&desk, &loaded))
}

fn status_section(desk: &Bureau, loaded: &Loaded) -> Markup {
    let notice = &loaded.notice;
    let (tone, state) = notice_state(notice.state);
    html! {
        section.card.facts {
            p { (badge(desk, tone, state)) }
            @if let Some(reason) = &notice.paused_reason {
                p.error.box { (desk.t(Label::PausedBecause { reason: reason.clone() })) }
            }
            dl {
                div { dt { (desk.t(Label::Author)) } dd { (notice.author_name) span.hint { (when(desk, notice.created_at)) } } }
                @if let Some(approver) = &notice.approver_name {
                    div {
                        dt { (desk.t(Label::Approver)) }
                        dd { (approver) @if let Some(at) = notice.approved_at { span.hint { (when(desk, at)) } } }
                    }
                }
                div.all {
                    dt { (desk.t(Label::AudienceTitle)) }
                    dd { (audience(desk, &notice.audience, loaded.employer.as_deref())) }
                }
            }
            @if let Some(until) = held_until(desk, notice, &loaded.progress) {
                p.note { (desk.t(Label::HeldUntil { until })) }
            }
            @if notice.started_at.is_some() {
                (outcomes(desk, &loaded.progress, &loaded.outcomes))
            } @else {
                (reach(desk, &loaded.reach))
            }
            (actions(desk, notice, &loaded.progress))
        }
    }
}

/// When a notice goes on that has people waiting and is held back by quiet hours.
fn held_until(desk: &Bureau, notice: &Notice, progress: &Progress) -> Option<Timestamp> {
    let waits = notice.state == NoticeState::Sending && progress.queued > 0;
    desk.quiet_until().filter(|_| waits)
}

/// Whom it is for, in words.
fn audience(desk: &Bureau, audience: &Audience, employer: Option<&str>) -> Markup {
    html! {
        ul.plain {
            li { (desk.t(audience_status(audience.status))) }
            @if let Some(code) = audience.origin { li { (pair(desk, Label::ColOrigin, full_place(desk, code))) } }
            @if audience.employer.is_some() {
                li { (pair(desk, Label::ColEmployer, employer.unwrap_or("–").to_owned())) }
            }
            @if let Some(code) = audience.health_code {
                li { (pair(desk, Label::HealthCodeTitle, desk.t(health(code)))) }
            }
        }
    }
}

fn pair(desk: &Bureau, name: Label, value: String) -> String {
    let name = desk.t(name);
    desk.t(Label::Pair { name, value })
}

/// How many people an audience holds.
pub fn reach(desk: &Bureau, reach: &Reach) -> Markup {
    html! {
        p.reach {
            strong { (desk.t(Label::ReachPeople { count: reach.people })) }
            @if reach.opted_out > 0 { span.hint { (desk.t(Label::ReachOptedOut { count: reach.opted_out })) } }
            @if reach.blocked > 0 { span.hint { (desk.t(Label::ReachBlocked { count: reach.blocked })) } }
        }
    }
}

/// How far a notice has come, as a bar with its figures.
pub fn progress_bar(desk: &Bureau, progress: &Progress) -> Markup {
    let settled = progress.sent + progress.failed + progress.unknown;
    let all = progress.audience - progress.excluded;
    let parts = [
        ("firm", progress.sent),
        ("failed", progress.failed),
        ("held", progress.unknown),
    ];
    html! {
        div.progress role="progressbar" aria-label=(desk.t(Label::Progress)) aria-valuemin="0"
            aria-valuemax=(all.max(1)) aria-valuenow=(settled) { (bar(&parts, all)) }
        p.figure { (desk.t(Label::SettledOf { settled, all })) }
    }
}

/// Who may do what now, and why not.
fn actions(desk: &Bureau, notice: &Notice, progress: &Progress) -> Markup {
    let mine = notice.author == desk.staff.id;
    html! {
        @match notice.state {
            NoticeState::Draft => (draft_actions(desk, notice, mine)),
            NoticeState::Approved => {
                (admin_actions(desk, notice, &[(NoticeAction::Send, Label::ActSend)], Label::OnlyAdminSends))
            }
            NoticeState::Sending => {
                (admin_actions(desk, notice, &[(NoticeAction::Pause, Label::ActPause)], Label::OnlyAdminPauses))
            }
            NoticeState::Paused => {
                (admin_actions(desk, notice, &[(NoticeAction::Resume, Label::ActResume)], Label::OnlyAdminPauses))
            }
            NoticeState::Done => {
                @if desk.is_admin() && progress.failed > 0 {
                    (button(desk, notice, NoticeAction::Retry, Label::ActRetry { count: progress.failed }))
                }
            }
            NoticeState::Cancelled => {}
        }
    }
}

fn draft_actions(desk: &Bureau, notice: &Notice, mine: bool) -> Markup {
    html! {
        @if let Err(error) = check_texts(&notice.texts) {
            p.error.box { (desk.t(refusal(&error))) }
        } @else if mine {
            p.note { (desk.t(if desk.is_admin() { Label::OwnNotice } else { Label::AwaitsApproval })) }
        } @else if desk.is_admin() {
            p.note { (desk.t(Label::ApproveAdvice { author: notice.author_name.clone() })) }
        } @else {
            p.note { (desk.t(Label::AwaitsApproval)) }
        }
        div.row {
            @if !mine && desk.is_admin() { (button(desk, notice, NoticeAction::Approve, Label::ActApprove)) }
            @if mine { a.button href={ "/console/notices/" (notice.id) "/edit" } { (desk.t(Label::Edit)) } }
        }
        @if mine || desk.is_admin() { (cancel(desk, notice)) }
    }
}

fn admin_actions(
    desk: &Bureau,
    notice: &Notice,
    offered: &[(NoticeAction, Label)],
    otherwise: Label,
) -> Markup {
    html! {
        @if desk.is_admin() {
            div.row { @for (action, label) in offered { (button(desk, notice, *action, label.clone())) } }
            (cancel(desk, notice))
        } @else {
            p.note { (desk.t(otherwise)) }
        }
    }
}

fn button(desk: &Bureau, notice: &Notice, action: NoticeAction, label: Label) -> Markup {
    html! {
        form method="post" action={ "/console/notices/" (notice.id) } {
            (csrf(desk))
            input type="hidden" name="seen" value=(seen(notice));
            button.primary type="submit" name="action" value=(action) { (desk.t(label)) }
        }
    }
}

/// Giving a notice up takes two clicks: it cannot be undone.
fn cancel(desk: &Bureau, notice: &Notice) -> Markup {
    html! {
        details.quiet {
            summary { (desk.t(Label::CancelStep)) }
            p { (desk.t(if notice.started_at.is_some() { Label::CancelRunningAdvice } else { Label::CancelAdvice })) }
            form method="post" action={ "/console/notices/" (notice.id) } {
                (csrf(desk))
                button.danger type="submit" name="action" value=(NoticeAction::Cancel) { (desk.t(Label::ActCancel)) }
            }
        }
    }
}

/// Hash of what a page of this notice shows: audience and texts.
fn seen(notice: &Notice) -> String {
    let shown = serde_json::to_vec(&(&notice.audience, &notice.texts)).unwrap_or_default();
    blake3::hash(&shown).to_hex().to_string()
}

/// The message as each reader gets it, with a word where it is not in their language.
pub fn previews(desk: &Bureau, texts: &[NoticeText]) -> Markup {
    html! {
        @for reader in Locale::ALL {
            article.preview {
                h3 { (desk.t(Label::ReadersOf { language: desk.t(language(*reader)) })) }
                @match text_for(texts, *reader) {
                    Some(text) => {
                        @if text.locale != *reader {
                            p.hint { (desk.t(Label::FallbackTo { language: desk.t(language(text.locale)) })) }
                        }
                        div.bubble lang=(text.locale) {
                            @if !text.title.trim().is_empty() { p.words { strong { (text.title) } } }
                            p.words { (text.body) }
                        }
                    }
                    None => p.hint { (desk.t(Label::NoTextYet)) },
                }
            }
        }
    }
}

/// Something to be done with a notice.
#[derive(Deserialize)]
pub struct Act {
    #[serde(default)]
    action: String,
    #[serde(default)]
    seen: String,
}

/// Approves, sends, pauses, resumes, cancels or tries the failed again.
pub async fn act(
    desk: Bureau,
    Path(id): Path<String>,
    Form(act): Form<Act>,
) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let action = NoticeAction::parse(&act.action).ok_or(Fault::BadRequest)?;
    let mut tx = desk.write().await?;
    let notice = tx.notice(&id).await?.ok_or(Fault::NotFound)?;
    let own_draft = notice.author == desk.staff.id && notice.state == NoticeState::Draft;
    if !action.is_open_to(desk.staff.role, own_draft) {
        return Err(Fault::Forbidden);
    }
    let unseen = action == NoticeAction::Approve && act.seen != seen(&notice);
    let refused = if unseen {
        Some(Label::ChangedMeanwhile)
    } else {
        match tx
            .act_on_notice(&id, action, &desk.staff.id, desk.now())
            .await
        {
            Ok(_) => None,
            Err(NoticeActError::Rule(error)) => Some(refusal(&error)),
            Err(NoticeActError::Missing) => return Err(Fault::NotFound),
            Err(NoticeActError::Store(error)) => return Err(error.into()),
        }
    };
    if let Some(label) = refused {
        tx.rollback().await?;
        let note = html! { p.error.box role="alert" { (desk.t(label)) } };
        let drawn = draw(&desk, &id, Some(note)).await?;
        return Ok((INVALID, drawn).into_response());
    }
    tx.commit().await?;
    desk.wake();
    Ok(Redirect::to(&format!("/console/notices/{id}")).into_response())
}

/// Why an action was refused, in words.
fn refusal(error: &NoticeError) -> Label {
    match error {
        NoticeError::OwnNotice => Label::OwnNotice,
        NoticeError::State(_) => Label::NotInThisState,
        NoticeError::NoText => Label::TextMissing,
        NoticeError::TooLong(length) => Label::TextTooLong {
            length: *length,
            most: crate::domain::notice::MAX_CHARS,
        },
    }
}
