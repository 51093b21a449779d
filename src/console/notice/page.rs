//! One notice: how it will look to each reader, whom it reaches, who may do what with it, and how far it has come.

use super::super::fault::Fault;
use super::super::layout::{Nav, refreshing_page};
use super::super::parts::done_note;
use super::super::people::Bureau;
use super::actions::{Said, actions};
use super::feed;
use super::figures::figures;
use super::file::size;
use super::list::heading;
use super::options::{button_name, doubt_name, quiet_name};
use super::preview::previews;
use super::report::Report;
use super::{trial, words};
use crate::domain::id::NoticeId;
use crate::domain::notice::NoticeState;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// Seconds after which a notice that is going out is loaded again where scripts are off.
const REFRESH: u32 = 5;

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
    let note = match done.done.as_str() {
        "saved" => Some(NoticeLabel::DoneSaved),
        "scheduled" => Some(NoticeLabel::DoneScheduled),
        "tested" => Some(NoticeLabel::DoneTested),
        _ => None,
    };
    let said = Said {
        note: note.map(|label| done_note(&desk, label)),
        ..Said::default()
    };
    draw(&desk, &NoticeId::new(id), said).await
}

/// The page of a notice, with what is to be said about what was just tried.
pub async fn draw(desk: &Bureau, id: &NoticeId, said: Said) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let report = Report::load(&mut tx, desk.console(), id, desk.now()).await?;
    let report = report.ok_or(Fault::NotFound)?;
    let notice = &report.notice;
    let audience = words::audience(desk, &mut tx, &notice.audience).await?;
    let own_chat = trial::own_chat(desk, &mut tx, notice).await?;
    drop(tx);
    let body = html! {
        p { a href="/console/notices" { "← " (desk.t(Label::NavNotices)) } }
        @if let Some(note) = &said.note { (note) }
        div.live data-feed=[(!report.is_final()).then(|| feed::address(desk, &report))] {
            section.card.facts data-part="figures" aria-label=(desk.t(NoticeLabel::Progress)) { (figures(desk, &report)) }
            div data-part="actions" { (actions(desk, &report, &said)) }
        }
        div.halves {
            section.card aria-labelledby="whom" {
                h2 #whom { (desk.t(NoticeLabel::AudienceTitle)) }
                (words::draw_audience(desk, &audience))
            }
            section.card aria-labelledby="how" {
                h2 #how { (desk.t(NoticeLabel::OptionsTitle)) }
                (options(desk, &report))
            }
        }
        section aria-labelledby="previews" {
            h2 #previews { (desk.t(NoticeLabel::Previews)) }
            @if let Some(own) = &own_chat { (trial::offer(desk, notice, own.as_ref())) }
            div.previews { (previews(desk, &report.message())) }
        }
    };
    let refresh = (notice.state == NoticeState::Sending).then_some(REFRESH);
    refreshing_page(desk, Nav::Notices, heading(desk, notice), body, refresh).await
}

/// How it goes out, in words.
pub fn options(desk: &Bureau, report: &Report) -> Markup {
    let options = &report.notice.options;
    let names: Vec<_> = options
        .buttons
        .iter()
        .map(|b| desk.t(button_name(*b)))
        .collect();
    html! {
        dl.lines {
            div {
                dt { (desk.t(NoticeLabel::ButtonsTitle)) }
                dd {
                    @if names.is_empty() { (desk.t(NoticeLabel::NoButtons)) } @else { (names.join(" · ")) }
                    @if let Some(address) = &options.read_more { span.hint { (address) } }
                }
            }
            @if let Some(file) = &report.file {
                div {
                    dt { (desk.t(NoticeLabel::FileTitle)) }
                    dd {
                        a href={ "/console/notices/" (report.notice.id) "/file" } { (file.name) }
                        span.hint { (size(file)) }
                    }
                }
            }
            div { dt { (desk.t(NoticeLabel::QuietTitle)) } dd { (quiet_name(desk, options.quiet)) } }
            div { dt { (desk.t(NoticeLabel::DoubtTitle)) } dd { (desk.t(doubt_name(options.doubt))) } }
        }
    }
}
