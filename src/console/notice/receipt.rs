//! What was approved by whom, whom it was for, and what became of it: a page to print and to file.

use super::super::fault::Fault;
use super::super::layout::{Nav, page};
use super::super::parts::badge;
use super::super::people::Bureau;
use super::super::show::{notice_state, when};
use super::figures::{outcome_table, reasons};
use super::list::heading;
use super::page::options;
use super::preview::previews;
use super::report::Report;
use super::words;
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use crate::locale::label::notice::NoticeLabel;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

/// The receipt of an approved notice.
pub async fn receipt(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    let mut tx = desk.read().await?;
    let report = Report::load(&mut tx, desk.console(), &id, desk.now()).await?;
    let report = report.ok_or(Fault::NotFound)?;
    let notice = &report.notice;
    let hash = notice.content_hash.as_deref().ok_or(Fault::NotFound)?;
    let audience = words::audience(&desk, &mut tx, &notice.audience).await?;
    drop(tx);
    let (tone, state) = notice_state(notice.state);
    let body = html! {
        p.no-print { a href={ "/console/notices/" (id) } { "← " (heading(&desk, notice)) } }
        section.card.facts {
            p.row { strong { (heading(&desk, notice)) } (badge(&desk, tone, state)) }
            (people(&desk, &report))
            dl.lines {
                div { dt { (desk.t(NoticeLabel::ContentHash)) } dd.hash { (hash) } }
                div { dt { (desk.t(NoticeLabel::AudienceTitle)) } dd { (words::draw_audience(&desk, &audience)) } }
            }
            (options(&desk, &report))
        }
        @if notice.started_at.is_some() {
            section.card {
                h2 { (desk.t(NoticeLabel::Outcomes)) }
                (outcome_table(&desk, &report.progress))
                (reasons(&desk, &report.outcomes))
            }
        }
        section { div.previews { (previews(&desk, &report.message())) } }
        p.hint { (desk.t(NoticeLabel::ReceiptAsOf)) " " (when(&desk, desk.now())) }
    };
    page(&desk, Nav::Notices, desk.t(NoticeLabel::Receipt), body).await
}

fn people(desk: &Bureau, report: &Report) -> Markup {
    let notice = &report.notice;
    let approver = notice.approver_name.clone().unwrap_or_default();
    let moment = |label: NoticeLabel, name: &str, at: Option<Timestamp>| {
        html! {
            @if let Some(at) = at {
                div { dt { (desk.t(label)) } dd { (name) span.hint { (when(desk, at)) } } }
            }
        }
    };
    html! {
        dl {
            (moment(NoticeLabel::Author, &notice.author_name, Some(notice.created_at)))
            (moment(NoticeLabel::Approver, &approver, notice.approved_at))
            (moment(NoticeLabel::Started, "", notice.started_at))
            (moment(NoticeLabel::Finished, "", notice.finished_at))
        }
    }
}
