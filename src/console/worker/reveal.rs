//! The full numbers of one worker: asked for with a reason, recorded, shown once (domain reference §2).

use super::mine;
use super::page::{Note, Pages, draw};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::limit::REVEALS;
use crate::console::parts::{Field, csrf, done_note};
use crate::console::people::Bureau;
use crate::domain::id::WorkerId;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::label::worker::WorkerLabel;
use crate::store::trip::REASON_CHARS;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    reason: String,
}

/// The form; what was typed and what is wrong with it, where it was refused.
pub fn form(desk: &Bureau, id: &WorkerId, refused: Option<&(&str, L)>) -> Markup {
    let error = refused.map(|(_, error)| desk.t(error.clone()));
    let reason = refused.map_or("", |(reason, _)| *reason);
    html! {
        details.card open[refused.is_some()] {
            summary { (desk.t(L::RevealTitle)) }
            form method="post" action={ "/console/workers/" (id) "/reveal" } {
                (csrf(desk))
                p.hint { (desk.t(L::RevealAdvice)) }
                (Field::text("reason", desk.t(WorkerLabel::WorkerWhy)).id("reason-reveal").value(reason).required()
                    .error(error).draw())
                button type="submit" { (desk.t(L::RevealGo)) }
            }
        }
    }
}

/// Records the look and shows the numbers, on this answer only.
pub async fn reveal(
    desk: Bureau,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let id = WorkerId::new(id);
    let reason = asked.reason.trim();
    let mut tx = desk.write().await?;
    mine(&desk, &mut tx, &id).await?;
    if !REASON_CHARS.contains(&reason.chars().count()) {
        tx.rollback().await?;
        return refuse(&desk, &id, &asked.reason, None).await;
    }
    if !desk.shared().limits.reveal(desk.staff.id.as_str()) {
        tx.rollback().await?;
        return refuse(&desk, &id, &asked.reason, Some(REVEALS)).await;
    }
    let (by, now) = (&desk.staff.id, desk.now());
    let name = tx.worker_name(&id).await?;
    let shown = tx.reveal(desk.store(), &id, (by, reason), now).await?;
    tx.commit().await?;
    let body = html! {
        p { a href={ "/console/workers/" (id) } { "← " (name) } }
        section.card.facts {
            dl {
                div { dt { (desk.t(L::ColId)) } dd.mono { (shown.resident_id.expose()) } }
                div { dt { (desk.t(L::RevealMobile)) } dd.mono { (shown.mobile.expose()) } }
            }
        }
        (done_note(&desk, L::RevealDone))
    };
    draw_page(&desk, Nav::Workers, name, body).await
}

/// The worker's page with the form open: no reason, or too many looks.
async fn refuse(
    desk: &Bureau,
    id: &WorkerId,
    reason: &str,
    too_often: Option<u32>,
) -> Result<Response, Fault> {
    let (status, error) = match too_often {
        None => (INVALID, L::RevealReason),
        Some(most) => (
            StatusCode::TOO_MANY_REQUESTS,
            L::RevealTooOften { most: most.into() },
        ),
    };
    let note = Note {
        reveal: Some((reason, error)),
        ..Note::default()
    };
    let drawn = draw(desk, id, Pages::default(), &note).await?;
    Ok((status, drawn).into_response())
}
