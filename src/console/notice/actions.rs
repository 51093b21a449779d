//! Who may do what with a notice now, and doing it.
//!
//! An approval carries the hash of what its page showed, so nobody approves a text that was changed behind the
//! page.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::parts::{csrf, described_by, field_error};
use super::super::people::Bureau;
use super::super::sent::Sent;
use super::page;
use super::refusal::refusal;
use super::report::Report;
use crate::domain::id::NoticeId;
use crate::domain::notice::{FileInfo, NoticeAction, NoticeState, check_texts};
use crate::domain::time::Timestamp;
use crate::locale::label::notice::NoticeLabel;
use crate::store::Tx;
use crate::store::notice::{Notice, NoticeActError};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDateTime, Timelike};
use maud::{Markup, html};

/// How a form writes a moment of the day, in Asia/Shanghai.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

/// What a page says about what was just tried.
#[derive(Debug, Default)]
pub struct Said {
    /// At its top.
    pub note: Option<Markup>,
    /// What was typed as the moment to start, and what is wrong with it.
    pub moment: Option<(String, NoticeLabel)>,
}

/// The buttons, and why there are none.
pub fn actions(desk: &Bureau, report: &Report, said: &Said) -> Markup {
    let notice = &report.notice;
    let content = match notice.state {
        NoticeState::Draft => draft_actions(desk, report),
        NoticeState::Approved | NoticeState::Scheduled if desk.is_admin() => html! {
            div.row { (button(desk, notice, NoticeAction::Send, NoticeLabel::ActSend)) }
            (schedule(desk, notice, said))
            (cancel(desk, notice))
        },
        NoticeState::Sending if desk.is_admin() => html! {
            div.row { (button(desk, notice, NoticeAction::Pause, NoticeLabel::ActPause)) }
            (cancel(desk, notice))
        },
        NoticeState::Paused if desk.is_admin() => html! {
            div.row { (button(desk, notice, NoticeAction::Resume, NoticeLabel::ActResume)) }
            (cancel(desk, notice))
        },
        NoticeState::Approved | NoticeState::Scheduled => {
            html! { p.note { (desk.t(NoticeLabel::OnlyAdminSends)) } }
        }
        NoticeState::Sending | NoticeState::Paused => {
            html! { p.note { (desk.t(NoticeLabel::OnlyAdminPauses)) } }
        }
        NoticeState::Done if desk.is_admin() && report.progress.failed > 0 => {
            let count = report.progress.failed;
            button(
                desk,
                notice,
                NoticeAction::Retry,
                NoticeLabel::ActRetry { count },
            )
        }
        NoticeState::Done | NoticeState::Cancelled => return html! {},
    };
    html! { section.card.steps aria-label=(desk.t(NoticeLabel::NextStep)) { (content) } }
}

fn draft_actions(desk: &Bureau, report: &Report) -> Markup {
    let notice = &report.notice;
    let mine = notice.author == desk.staff.id;
    let approves = !mine && desk.is_admin();
    html! {
        @if let Err(error) = check_texts(&notice.texts, &notice.options, report.file.as_ref()) {
            p.error.box { (desk.t(refusal(&error))) }
        } @else if approves {
            p.note { (desk.t(NoticeLabel::ApproveAdvice { author: notice.author_name.clone() })) }
        } @else if mine && desk.is_admin() {
            p.note { (desk.t(NoticeLabel::OwnNotice)) }
        } @else {
            p.note { (desk.t(NoticeLabel::AwaitsApproval)) }
        }
        div.row {
            @if approves { (approve(desk, report)) }
            @if mine { a.button href={ "/console/notices/" (notice.id) "/edit" } { (desk.t(NoticeLabel::Edit)) } }
        }
        @if mine || desk.is_admin() { (cancel(desk, notice)) }
    }
}

fn approve(desk: &Bureau, report: &Report) -> Markup {
    let notice = &report.notice;
    html! {
        form method="post" action={ "/console/notices/" (notice.id) } {
            (csrf(desk))
            input type="hidden" name="seen" value=(seen(notice, report.file.as_ref()));
            button.primary type="submit" name="action" value=(NoticeAction::Approve) { (desk.t(NoticeLabel::ActApprove)) }
        }
    }
}

fn button(desk: &Bureau, notice: &Notice, action: NoticeAction, label: NoticeLabel) -> Markup {
    html! {
        form method="post" action={ "/console/notices/" (notice.id) } {
            (csrf(desk))
            button.primary type="submit" name="action" value=(action) { (desk.t(label)) }
        }
    }
}

/// Starting by itself at a moment: choosing it, or changing it.
fn schedule(desk: &Bureau, notice: &Notice, said: &Said) -> Markup {
    let (typed, error) = match (&said.moment, notice.send_at) {
        (Some((typed, error)), _) => (typed.clone(), Some(desk.t(error.clone()))),
        (None, Some(at)) => (at.local().format(MOMENT).to_string(), None),
        (None, None) => (tomorrow(desk.now()), None),
    };
    let change = notice.state == NoticeState::Scheduled;
    let label = match change {
        true => NoticeLabel::ActReschedule,
        false => NoticeLabel::ActSchedule,
    };
    html! {
        form.schedule method="post" action={ "/console/notices/" (notice.id) "/schedule" } {
            (csrf(desk))
            div.field {
                label for="moment" { (desk.t(NoticeLabel::Moment)) }
                @if let Some(error) = &error { (field_error("moment", error)) }
                div.row {
                    input #moment type="datetime-local" name="moment" value=(typed) required
                        aria-invalid=[error.as_ref().map(|_| "true")]
                        aria-describedby=[described_by("moment", true, error.is_some())];
                    button type="submit" { (desk.t(label)) }
                }
                p.hint #moment-hint { (desk.t(NoticeLabel::MomentHint)) }
            }
        }
    }
}

/// Tomorrow morning, to begin choosing from.
fn tomorrow(now: Timestamp) -> String {
    let day = now.date().checked_add_days(Days::new(1));
    day.map_or_else(String::new, |day| format!("{day}T09:00"))
}

/// Giving a notice up takes two clicks: it cannot be undone.
fn cancel(desk: &Bureau, notice: &Notice) -> Markup {
    let advice = match notice.started_at {
        Some(_) => NoticeLabel::CancelRunningAdvice,
        None => NoticeLabel::CancelAdvice,
    };
    html! {
        details.quiet {
            summary { (desk.t(NoticeLabel::CancelStep)) }
            p { (desk.t(advice)) }
            form method="post" action={ "/console/notices/" (notice.id) } {
                (csrf(desk))
                button.danger type="submit" name="action" value=(NoticeAction::Cancel) { (desk.t(NoticeLabel::ActCancel)) }
            }
        }
    }
}

/// Hash of what a page of this notice shows: audience, texts, how it goes out, and its file.
fn seen(notice: &Notice, file: Option<&FileInfo>) -> String {
    let file = file.map(|file| &file.hash);
    let shown = (&notice.audience, &notice.texts, &notice.options, file);
    let shown = serde_json::to_vec(&shown).unwrap_or_default();
    blake3::hash(&shown).to_hex().to_string()
}

/// Approves, sends, pauses, resumes, cancels or tries the failed again.
pub async fn act(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let action = NoticeAction::parse(sent.value("action")).ok_or(Fault::BadRequest)?;
    if action == NoticeAction::Schedule {
        return Err(Fault::BadRequest);
    }
    let mut tx = desk.write().await?;
    let notice = permitted(&desk, &mut tx, &id, action).await?;
    let file = tx.notice_file_info(&id).await?;
    let unseen =
        action == NoticeAction::Approve && sent.value("seen") != seen(&notice, file.as_ref());
    let refused = match unseen {
        true => Some(NoticeLabel::ChangedMeanwhile),
        false => {
            let done = tx
                .act_on_notice(&id, action, &desk.staff.id, desk.now())
                .await;
            refused(done)?
        }
    };
    if let Some(label) = refused {
        tx.rollback().await?;
        let note = html! { p.error.box role="alert" { (desk.t(label)) } };
        let said = Said {
            note: Some(note),
            ..Said::default()
        };
        let drawn = page::draw(&desk, &id, said).await?;
        return Ok((INVALID, drawn).into_response());
    }
    tx.commit().await?;
    desk.wake();
    Ok(Redirect::to(&format!("/console/notices/{id}")).into_response())
}

/// Has a notice start by itself at a moment, or changes that moment.
pub async fn plan(desk: Bureau, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let typed = sent.value("moment").trim();
    let mut tx = desk.write().await?;
    permitted(&desk, &mut tx, &id, NoticeAction::Schedule).await?;
    let refused = match moment(typed) {
        None => Some(NoticeLabel::MomentNeeded),
        Some(at) => refused(
            tx.schedule_notice(&id, at, &desk.staff.id, desk.now())
                .await,
        )?,
    };
    if let Some(label) = refused {
        tx.rollback().await?;
        let said = Said {
            note: None,
            moment: Some((typed.to_owned(), label)),
        };
        let drawn = page::draw(&desk, &id, said).await?;
        return Ok((INVALID, drawn).into_response());
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/console/notices/{id}?done=scheduled")).into_response())
}

/// The notice, if this person may do this with it.
async fn permitted(
    desk: &Bureau,
    tx: &mut Tx,
    id: &NoticeId,
    action: NoticeAction,
) -> Result<Notice, Fault> {
    let notice = tx.notice(id).await?.ok_or(Fault::NotFound)?;
    let own_draft = notice.author == desk.staff.id && notice.state == NoticeState::Draft;
    match action.is_open_to(desk.staff.role, own_draft) {
        true => Ok(notice),
        false => Err(Fault::Forbidden),
    }
}

/// Why something was not done, if a rule was in the way.
fn refused<T>(done: Result<T, NoticeActError>) -> Result<Option<NoticeLabel>, Fault> {
    match done {
        Ok(_) => Ok(None),
        Err(NoticeActError::Rule(error)) => Ok(Some(refusal(&error))),
        Err(NoticeActError::Missing) => Err(Fault::NotFound),
        Err(NoticeActError::Store(error)) => Err(error.into()),
    }
}

/// A moment as a form sends it; browsers may add seconds.
fn moment(typed: &str) -> Option<Timestamp> {
    let read = |format| NaiveDateTime::parse_from_str(typed, format).ok();
    let at = read(MOMENT).or_else(|| read("%Y-%m-%dT%H:%M:%S"))?;
    Timestamp::shanghai(at.date(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shanghai_time() {
        let at = moment("2020-02-23T08:00").unwrap();
        assert_eq!(at.millis(), 1_582_416_000_000);
        assert_eq!(moment("2020-02-23T08:00:00"), Some(at));
        for bad in ["", "tomorrow", "2020-02-30T08:00", "2020-02-23 08:00"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }
}
