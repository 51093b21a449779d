//! The list of notices.

use super::super::fault::Fault;
use super::super::layout::{Nav, page};
use super::super::parts::{badge, empty, pager};
use super::super::people::Bureau;
use super::super::show::{notice_state, when};
use crate::domain::notice::{NoticeState, text_for};
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::{Notice, Progress, Reach};
use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// Notices on a page.
const PAGE: i64 = 20;

/// Which page is asked for, from 1.
#[derive(Deserialize)]
pub struct At {
    #[serde(default)]
    page: i64,
}

/// A notice with its figures.
struct Row {
    notice: Notice,
    /// Whom it would reach; only before it starts.
    reach: Option<Reach>,
    progress: Progress,
}

/// Every notice: those under way first, then the newest.
pub async fn list(desk: Bureau, Query(at): Query<At>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let pages = (tx.count_notices().await? + PAGE - 1) / PAGE;
    let at = at.page.clamp(1, pages.max(1));
    let mut rows = Vec::new();
    for notice in tx.notices_page(PAGE, (at - 1) * PAGE).await? {
        let waits = match notice.state {
            NoticeState::Draft | NoticeState::Approved | NoticeState::Scheduled => true,
            NoticeState::Sending
            | NoticeState::Paused
            | NoticeState::Done
            | NoticeState::Cancelled => false,
        };
        let reach = match waits {
            true => Some(tx.reach(&notice.audience, desk.now()).await?),
            false => None,
        };
        let progress = tx.progress(&notice.id).await?;
        rows.push(Row {
            notice,
            reach,
            progress,
        });
    }
    drop(tx);
    let body = html! {
        div.bar-above {
            p.hint { (desk.t(NoticeLabel::NoticesIntro)) }
            a.button.primary href="/console/notices/new" { (desk.t(NoticeLabel::NoticeNew)) }
        }
        @if rows.is_empty() {
            (empty(&desk, NoticeLabel::NoNotices, NoticeLabel::NoNoticesAdvice))
        } @else {
            (table(&desk, &rows))
            (pager(&desk, "/console/notices?page=", at, pages))
        }
    };
    page(&desk, Nav::Notices, desk.t(Label::NavNotices), body).await
}

/// Heading of a notice in the reader's language; its first words where it has none.
pub fn heading(desk: &Bureau, notice: &Notice) -> String {
    let text = text_for(&notice.texts, desk.locale);
    let title = text.map(|t| t.title.trim()).filter(|t| !t.is_empty());
    let words = text.map(|t| t.body.trim().chars().take(30).collect::<String>());
    title
        .map(str::to_owned)
        .or(words)
        .unwrap_or_else(|| desk.t(NoticeLabel::NoticeUntitled))
}

fn table(desk: &Bureau, rows: &[Row]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(NoticeLabel::ColNotice)) }
                th scope="col" { (desk.t(Label::ColState)) }
                th.number scope="col" { (desk.t(NoticeLabel::OutcomeAll)) }
                th.number scope="col" { (desk.t(NoticeLabel::OutcomeSent)) }
                th.number scope="col" { (desk.t(NoticeLabel::OutcomeFailed)) }
                th scope="col" { (desk.t(NoticeLabel::ColWhen)) }
                th scope="col" { (desk.t(NoticeLabel::Author)) }
            } }
            tbody { @for row in rows { (self::row(desk, row)) } }
        }
    }
}

fn row(desk: &Bureau, row: &Row) -> Markup {
    let notice = &row.notice;
    let (tone, state) = notice_state(notice.state);
    let started = notice.started_at.is_some();
    let audience = row
        .reach
        .map_or(row.progress.audience, |reach| reach.people);
    html! {
        tr {
            th scope="row" { a href={ "/console/notices/" (notice.id) } { (heading(desk, notice)) } }
            td data-label=(desk.t(Label::ColState)) { (badge(desk, tone, state)) }
            td.number data-label=(desk.t(NoticeLabel::OutcomeAll)) { (audience) }
            td.number data-label=(desk.t(NoticeLabel::OutcomeSent)) { @if started { (row.progress.sent) } @else { "–" } }
            td.number data-label=(desk.t(NoticeLabel::OutcomeFailed)) { @if started { (row.progress.failed) } @else { "–" } }
            td data-label=(desk.t(NoticeLabel::ColWhen)) { (moment(desk, notice)) }
            td data-label=(desk.t(NoticeLabel::Author)) { (notice.author_name) }
        }
    }
}

/// The moment that matters most of a notice, and what happens or happened then.
fn moment(desk: &Bureau, notice: &Notice) -> Markup {
    let (label, at) = match (notice.state, notice.started_at, notice.finished_at) {
        (NoticeState::Scheduled, _, _) => (NoticeLabel::Starts, notice.send_at),
        (_, _, Some(at)) => (NoticeLabel::Finished, Some(at)),
        (_, Some(at), None) => (NoticeLabel::Started, Some(at)),
        (_, None, None) => (NoticeLabel::ColWritten, None),
    };
    html! {
        (when(desk, at.unwrap_or(notice.created_at)))
        span.hint { (desk.t(label)) }
    }
}
