//! How far a notice has come: figures that add up, as bars and as a table, and the reasons.

use super::super::parts::{badge, bar, csrf};
use super::super::people::Bureau;
use super::super::show::{lasting, notice_state, when};
use super::chart::over_time;
use super::download::may_call;
use super::reach::reach;
use super::report::Report;
use super::words::{outcome, reason};
use crate::domain::notice::{Forecast, NoticeState};
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::{Notice, Outcome, Progress};
use maud::{Markup, html};
use std::time::Duration;

/// State, people and figures of a notice.
pub fn figures(desk: &Bureau, report: &Report) -> Markup {
    let notice = &report.notice;
    let (tone, state) = notice_state(notice.state);
    html! {
        p.row { (badge(desk, tone, state)) (standing(desk, report)) }
        @if let Some(reason) = &notice.paused_reason {
            p.error.box { (desk.t(NoticeLabel::PausedBecause { reason: reason.clone() })) }
        }
        (outlook(desk, report))
        @if let Some(counted) = &report.reach { (reach(desk, counted)) }
        @if notice.started_at.is_some() { (outcomes(desk, report)) }
        (people(desk, notice))
        (papers(desk, report))
    }
}

/// What there is to take away.
fn papers(desk: &Bureau, report: &Report) -> Markup {
    let (notice, progress) = (&report.notice, &report.progress);
    let unreached = progress.failed + progress.unknown + progress.excluded;
    let page = |name: &str| format!("/console/notices/{}/{name}", notice.id);
    html! {
        @if notice.content_hash.is_some() {
            div.row.papers {
                a.button.small href=(page("receipt")) { (desk.t(NoticeLabel::Receipt)) }
                @if notice.started_at.is_some() {
                    a.button.small href=(page("report.xlsx")) download { (desk.t(NoticeLabel::ReportDownload)) }
                    @if unreached > 0 && may_call(desk) {
                        form method="post" action=(page("people-to-call")) data-again {
                            (csrf(desk))
                            button.small type="submit" { (desk.t(NoticeLabel::FollowUpDownload { count: unreached })) }
                        }
                    }
                }
            }
            @if notice.started_at.is_some() && unreached > 0 && may_call(desk) {
                p.hint { (desk.t(NoticeLabel::FollowUpAdvice)) }
            }
        }
    }
}

/// One line on when it starts or ends.
fn standing(desk: &Bureau, report: &Report) -> Markup {
    let notice = &report.notice;
    match (notice.state, notice.send_at) {
        (NoticeState::Scheduled, Some(at)) => {
            html! { strong { (desk.t(NoticeLabel::StartsAt { when: at })) } }
        }
        (
            NoticeState::Draft
            | NoticeState::Approved
            | NoticeState::Scheduled
            | NoticeState::Sending
            | NoticeState::Paused
            | NoticeState::Done
            | NoticeState::Cancelled,
            _,
        ) => html! {},
    }
}

/// Who did what, when.
fn people(desk: &Bureau, notice: &Notice) -> Markup {
    let moment = |label: NoticeLabel, at: Option<Timestamp>| {
        html! {
            @if let Some(at) = at { div { dt { (desk.t(label)) } dd { (when(desk, at)) } } }
        }
    };
    html! {
        dl {
            div { dt { (desk.t(NoticeLabel::Author)) } dd { (notice.author_name) span.hint { (when(desk, notice.created_at)) } } }
            @if let Some(approver) = &notice.approver_name {
                div {
                    dt { (desk.t(NoticeLabel::Approver)) }
                    dd { (approver) @if let Some(at) = notice.approved_at { span.hint { (when(desk, at)) } } }
                }
            }
            (moment(NoticeLabel::Started, notice.started_at))
            (moment(NoticeLabel::Finished, notice.finished_at))
        }
    }
}

/// When it will have gone out, or what it waits for; nothing when nobody waits any more.
fn outlook(desk: &Bureau, report: &Report) -> Markup {
    let done_by = |at: Timestamp| {
        let soon = at.since(desk.now()) < Duration::from_secs(60);
        let left = match soon {
            true => desk.t(NoticeLabel::UnderAMinute),
            false => lasting(desk, desk.now(), at),
        };
        let clock = match at.date() == desk.now().date() {
            true => at.local().format("%H:%M").to_string(),
            false => desk.t(Label::At { when: at }),
        };
        desk.t(NoticeLabel::DoneBy { clock, left })
    };
    let words = match report.forecast {
        None => return html! {},
        Some(Forecast::HeldUntil { until, finishes }) => {
            let held = desk.t(NoticeLabel::HeldUntil { until });
            let then = finishes.map(done_by);
            return html! { p.note { (held) @if let Some(then) = then { " " (then) } } };
        }
        Some(_) if report.progress.queued == 0 => return html! {},
        Some(Forecast::Finishes(at)) => done_by(at),
        Some(Forecast::Unknown) => desk.t(NoticeLabel::DoneUnknown),
    };
    html! { p.outlook { (words) } }
}

/// The figures, as a bar and as a table, and why people were left without the message.
fn outcomes(desk: &Bureau, report: &Report) -> Markup {
    let progress = &report.progress;
    html! {
        (progress_bar(desk, progress))
        (outcome_table(desk, progress))
        @if progress.doubtful > 0 {
            p.hint { (desk.t(NoticeLabel::Doubtful { count: progress.doubtful })) }
        }
        (reasons(desk, &report.outcomes))
        (over_time(desk, &report.tally))
    }
}

/// What became of how many, as bars with figures that add up.
pub fn outcome_table(desk: &Bureau, progress: &Progress) -> Markup {
    let waiting = progress.queued + progress.sending;
    let rows = [
        ("firm", NoticeLabel::OutcomeSent, progress.sent),
        ("rest-of", NoticeLabel::OutcomeWaiting, waiting),
        ("failed", NoticeLabel::OutcomeFailed, progress.failed),
        ("held", NoticeLabel::OutcomeUnknown, progress.unknown),
        ("left-out", NoticeLabel::OutcomeExcluded, progress.excluded),
    ];
    html! {
        table.outcomes {
            caption.unseen { (desk.t(NoticeLabel::Outcomes)) }
            tbody {
                @for (class, label, count) in rows {
                    tr {
                        th scope="row" { (desk.t(label)) }
                        td.bar-cell aria-hidden="true" { (bar(&[(class, count)], progress.audience)) }
                        td.number { (count) }
                    }
                }
            }
            tfoot {
                tr {
                    th scope="row" { (desk.t(NoticeLabel::OutcomeAll)) }
                    td.bar-cell aria-hidden="true" {}
                    td.number { (progress.audience) }
                }
            }
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
        div.progress role="progressbar" aria-label=(desk.t(NoticeLabel::Progress)) aria-valuemin="0"
            aria-valuemax=(all.max(1)) aria-valuenow=(settled) { (bar(&parts, all)) }
        p.figure { (desk.t(NoticeLabel::SettledOf { settled, all })) }
    }
}

/// Why people were left without the message.
pub fn reasons(desk: &Bureau, outcomes: &[Outcome]) -> Markup {
    let told: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| Some((outcome, outcome.reason.as_deref()?)))
        .collect();
    html! {
        @if !told.is_empty() {
            h2 { (desk.t(NoticeLabel::Reasons)) }
            table.outcomes {
                tbody {
                    @for (row, why) in told {
                        tr {
                            th scope="row" { (desk.t(outcome(row.state))) " · " (reason(desk, why)) }
                            td.number { (row.people) }
                        }
                    }
                }
            }
        }
    }
}
