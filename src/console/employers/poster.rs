//! The poster of an employer, to be printed and put up: a code that opens the chat with the employer already chosen.
//! Nothing on it is about a person.

use super::find;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::people::Desk;
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::domain::language::Locale;
use crate::locale::label::employer::EmployerLabel;
use crate::locale::text;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// Side of the code's picture, in pixels; the style sheet and the printer scale it.
const SIDE: u32 = 320;

async fn load(desk: &Desk, id: String) -> Result<Employer, Fault> {
    let mut tx = desk.read().await?;
    Ok(find(desk, &mut tx, &EmployerId::new(id)).await?.employer)
}

/// The poster.
pub async fn page(desk: Desk, Path(id): Path<String>) -> Result<Response, Fault> {
    let employer = load(&desk, id).await?;
    let chat = &desk.console().chat;
    let web = chat.employer_web(&employer.link_code);
    let telegram = chat.employer_telegram(&employer.link_code);
    // In Chinese for everybody, and in the language of who prints it where that is another.
    let other = (desk.locale != Locale::ZhHans).then_some(desk.locale);
    let body = html! {
        p.no-print { a href={ "/console/employers/" (employer.id) } { "← " (employer.name) } }
        p.no-print.note { (desk.t(EmployerLabel::PosterHow)) }
        article.poster {
            p.poster-name lang="zh-Hans" { (employer.name) }
            (heading(Locale::ZhHans))
            @if let Some(other) = other { (heading(other)) }
            div.poster-codes {
                (figure(&desk, EmployerLabel::PosterScan, &web)?)
                @if let Some(telegram) = &telegram { (figure(&desk, EmployerLabel::PosterTelegram, telegram)?) }
            }
            (steps(Locale::ZhHans))
            @if let Some(other) = other { (steps(other)) }
        }
    };
    draw_page(&desk, Nav::Employers, desk.t(EmployerLabel::Poster), body).await
}

fn heading(locale: Locale) -> Markup {
    html! { p.poster-title lang=(locale) { (text(locale, &EmployerLabel::PosterTitle)) } }
}

fn figure(desk: &Desk, label: EmployerLabel, link: &str) -> Result<Markup, Fault> {
    let drawn = svg(link)?;
    // Without the declaration, which does not belong inside a page.
    let inside = drawn
        .split_once("?>")
        .map_or(drawn.as_str(), |(_, rest)| rest);
    Ok(html! {
        figure {
            div.poster-code role="img" aria-label=(desk.t(EmployerLabel::PosterQr)) { (PreEscaped(inside)) }
            figcaption {
                (text(Locale::ZhHans, &label))
                @if desk.locale != Locale::ZhHans { " · " (desk.t(label)) }
                span.mono { (link) }
            }
        }
    })
}

fn steps(locale: Locale) -> Markup {
    let steps = [
        EmployerLabel::PosterStepScan,
        EmployerLabel::PosterStepAnswer,
        EmployerLabel::PosterStepTicket,
    ];
    html! { ol.poster-steps lang=(locale) { @for step in steps { li { (text(locale, &step)) } } } }
}

/// A code alone, as a picture to take away: `web.svg` or `telegram.svg`.
pub async fn code(desk: Desk, Path((id, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let employer = load(&desk, id).await?;
    let chat = &desk.console().chat;
    let link = match name.as_str() {
        "web.svg" => Some(chat.employer_web(&employer.link_code)),
        "telegram.svg" => chat.employer_telegram(&employer.link_code),
        _ => None,
    };
    let drawn = svg(&link.ok_or(Fault::NotFound)?)?;
    let headers = [
        (CONTENT_TYPE, "image/svg+xml".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"invitation-{name}\""),
        ),
    ];
    Ok((headers, drawn).into_response())
}

/// A link as a code; a quarter of it may be scratched or soiled.
fn svg(link: &str) -> Result<String, Fault> {
    let code = QrCode::with_error_correction_level(link, EcLevel::Q).map_err(|error| {
        tracing::error!(%error, "console: an invitation's code could not be drawn");
        Fault::Internal
    })?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(SIDE, SIDE)
        .build())
}
