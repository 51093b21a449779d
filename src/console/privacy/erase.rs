//! `/console/privacy/{worker}`: an administrator erases somebody who has asked for it by other means than the chat.

use super::only_admin;
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page};
use crate::console::parts::{Field, csrf, field_error};
use crate::console::people::Bureau;
use crate::domain::id::WorkerId;
use crate::domain::worker::Worker;
use crate::locale::label::privacy::PrivacyLabel as L;
use crate::store::privacy::{EraseError, ErasedBy};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    reason: String,
    sure: String,
}

/// What is held, in numbers.
struct Held {
    worker: Worker,
    chats: usize,
    photos: usize,
    readings: usize,
    /// Code of the trip they are on.
    travelling: Option<String>,
}

/// What is wrong with what was sent.
#[derive(Default)]
struct Wrong {
    reason: bool,
    sure: bool,
}

/// What is held about the person, and the form.
pub async fn form(desk: Bureau, Path(worker): Path<String>) -> Result<Response, Fault> {
    only_admin(&desk)?;
    draw(
        &desk,
        &WorkerId::new(worker),
        &Given::default(),
        &Wrong::default(),
    )
    .await
}

/// Erases the person.
pub async fn act(
    desk: Bureau,
    Path(worker): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Fault> {
    only_admin(&desk)?;
    let worker = WorkerId::new(worker);
    let wrong = Wrong {
        reason: !(2..=200).contains(&given.reason.trim().chars().count()),
        sure: given.sure != "yes",
    };
    if wrong.reason || wrong.sure {
        return refused(&desk, &worker, &given, &wrong).await;
    }
    let mut tx = desk.write().await?;
    let by = ErasedBy::Staff(&desk.staff.id, &given.reason);
    match tx.erase_worker(desk.store(), &worker, by, desk.now()).await {
        Ok(_) => {}
        Err(EraseError::Unknown) => return Err(Fault::NotFound),
        Err(EraseError::Travelling { .. } | EraseError::Reason) => {
            tx.rollback().await?;
            return refused(&desk, &worker, &given, &wrong).await;
        }
        Err(EraseError::Store(error)) => return Err(error.into()),
    }
    tx.commit().await?;
    // Whoever is offered the seat hears of it at once.
    desk.wake();
    Ok(Redirect::to("/console/privacy?done=erased").into_response())
}

async fn refused(
    desk: &Bureau,
    worker: &WorkerId,
    given: &Given,
    wrong: &Wrong,
) -> Result<Response, Fault> {
    let drawn = draw(desk, worker, given, wrong).await?;
    Ok((INVALID, drawn).into_response())
}

async fn look(desk: &Bureau, id: &WorkerId) -> Result<Held, Fault> {
    let mut tx = desk.read().await?;
    let worker = tx.worker(desk.store(), id).await?.ok_or(Fault::NotFound)?;
    let chats = tx.chats_of(id).await?;
    let mut photos = 0;
    for chat in &chats {
        photos += tx.held_in_chat(chat).await?.photos.len();
    }
    let readings = tx.held_of_worker(id).await?.health.len();
    let travelling = tx.travelling_on(id, desk.now()).await?;
    tx.rollback().await?;
    Ok(Held {
        worker,
        chats: chats.len(),
        photos,
        readings,
        travelling,
    })
}

async fn draw(
    desk: &Bureau,
    worker: &WorkerId,
    given: &Given,
    wrong: &Wrong,
) -> Result<Response, Fault> {
    let held = look(desk, worker).await?;
    let body = html! {
        (facts(desk, &held))
        @match &held.travelling {
            Some(code) => p.error role="alert" { (desk.t(L::EraseTravelling { code: code.clone() })) },
            None => { (fields(desk, worker, given, wrong)) }
        }
    };
    page(desk, Nav::Privacy, desk.t(L::EraseTitle), body).await
}

fn facts(desk: &Bureau, held: &Held) -> Markup {
    let rows = [
        (L::FactName, held.worker.name.masked()),
        (L::FactId, held.worker.resident_id.masked()),
        (L::FactMobile, held.worker.mobile.masked()),
        (L::FactChats, held.chats.to_string()),
        (L::FactPhotos, held.photos.to_string()),
        (L::FactReadings, held.readings.to_string()),
    ];
    html! {
        section.card.facts {
            dl { @for (label, value) in rows { div { dt { (desk.t(label)) } dd { (value) } } } }
        }
    }
}

fn fields(desk: &Bureau, worker: &WorkerId, given: &Given, wrong: &Wrong) -> Markup {
    let reason = Field::text("reason", desk.t(L::EraseReason))
        .value(&given.reason)
        .hint(desk.t(L::EraseReasonHint))
        .error(wrong.reason.then(|| desk.t(L::EraseReasonNeeded)));
    html! {
        form.narrow.card method="post" action={ "/console/privacy/" (worker) } {
            (csrf(desk))
            p { (desk.t(L::EraseGoes)) }
            p { (desk.t(L::EraseStays)) }
            (reason.autocomplete("off").required().draw())
            div.field {
                @if wrong.sure { (field_error("sure", &desk.t(L::EraseSureNeeded))) }
                label.tick {
                    input type="checkbox" name="sure" value="yes" checked[given.sure == "yes"]
                        aria-describedby=[wrong.sure.then_some("sure-error")];
                    " " (desk.t(L::EraseSure))
                }
            }
            button.danger type="submit" { (desk.t(L::EraseButton)) }
        }
    }
}
