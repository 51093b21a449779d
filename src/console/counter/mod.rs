//! On somebody's behalf (domain reference §4): the conversation itself, held by somebody of the staff, who reads each
//! question out and enters the answer. For a worker who is known, and for somebody at the counter who is not yet.

mod draw;

use super::Shared;
use super::fault::Fault;
use super::guard::INVALID;
use super::people::Bureau;
use super::route::{get_post, post};
use super::sent::Sent;
use super::worker::mine;
use crate::domain::id::{ChatId, WorkerId};
use crate::locale::label::desk::DeskLabel as L;
use crate::runner::desk::{Entry, Heard};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use draw::Refused;

/// The routes of entry on somebody's behalf.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/console/counter", post(begin))
        .route("/console/counter/{chat}", get_post(page, enter))
}

/// Takes up what is registered for a worker, or begins with somebody new.
async fn begin(desk: Bureau, sent: Sent) -> Result<Response, Fault> {
    let worker = sent.value("worker");
    let chat = match worker.is_empty() {
        true => desk.runner().begin_at_desk(&desk.staff).await?,
        false => {
            let worker = WorkerId::new(worker);
            let mut tx = desk.read().await?;
            mine(&desk, &mut tx, &worker).await?;
            drop(tx);
            desk.runner().take_up(&worker, &desk.staff).await?
        }
    };
    Ok(Redirect::to(&format!("/console/counter/{chat}")).into_response())
}

/// Sees to it that a conversation is held at the desk and is this person's business; its worker, once known.
async fn business(desk: &Bureau, chat: &ChatId) -> Result<Option<WorkerId>, Fault> {
    let mut tx = desk.read().await?;
    let worker = tx.desk_worker(chat).await?.ok_or(Fault::NotFound)?;
    if let Some(worker) = &worker {
        mine(desk, &mut tx, worker).await?;
    }
    Ok(worker)
}

/// The question that stands.
async fn page(desk: Bureau, Path(chat): Path<String>) -> Result<Response, Fault> {
    let chat = ChatId::new(chat);
    let worker = business(&desk, &chat).await?;
    draw::draw(&desk, &chat, worker.as_ref(), &Refused::default()).await
}

/// Enters an answer.
async fn enter(desk: Bureau, Path(chat): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let chat = ChatId::new(chat);
    let worker = business(&desk, &chat).await?;
    let update = sent.value("update");
    let known =
        (8..=64).contains(&update.len()) && update.bytes().all(|b| b.is_ascii_alphanumeric());
    let seen = sent.value("seen").parse::<i64>();
    let (true, Ok(seen)) = (known, seen) else {
        return Err(Fault::BadRequest);
    };
    let entry = match (sent.has("press"), sent.file("photo")) {
        (true, _) => Some(Entry::Press(sent.value("press").to_owned())),
        (false, Some(photo)) => Some(Entry::Photo(photo.bytes.to_vec())),
        (false, None) => {
            let text = sent.value("text").trim();
            (!text.is_empty()).then(|| Entry::Text(text.to_owned()))
        }
    };
    let error = match entry {
        None => L::CounterBlank,
        Some(entry) => {
            let heard = desk
                .runner()
                .enter(&chat, (update, seen), entry, &desk.staff)
                .await?;
            match heard {
                Heard::Applied | Heard::Duplicate => {
                    desk.wake();
                    return Ok(Redirect::to(&format!("/console/counter/{chat}")).into_response());
                }
                Heard::GoneOn => L::CounterGoneOn,
                Heard::NoPicture => L::CounterNoPicture,
            }
        }
    };
    let refused = Refused {
        text: sent.value("text"),
        error: Some(error),
    };
    let drawn = draw::draw(&desk, &chat, worker.as_ref(), &refused).await?;
    Ok((INVALID, drawn).into_response())
}
