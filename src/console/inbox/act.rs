//! What a clerk does in a conversation: answers, ends it, takes it, hands it over.

use super::conversation::{MAX_ANSWER, Shown, Wrong, draw};
use super::{assign, claim, find};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::people::Bureau;
use crate::domain::id::HelpId;
use crate::domain::registration::News;
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::store::Tx;
use crate::store::help::HelpMessage;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::time::Duration;

/// The same words sent again so soon are the same click.
const SAME_CLICK: Duration = Duration::from_secs(20);

/// What a clerk does in a conversation.
#[derive(Deserialize)]
pub struct Act {
    #[serde(default)]
    step: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    worker: String,
    #[serde(default)]
    reason: String,
    /// Whose the conversation was when the page was drawn.
    #[serde(default)]
    with: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    canned: String,
}

/// Answers or ends the conversation.
pub async fn act(
    desk: Bureau,
    Path(id): Path<String>,
    Form(act): Form<Act>,
) -> Result<Response, Fault> {
    let id = HelpId::new(id);
    match act.step.as_str() {
        "close" => close(desk, id).await,
        "answer" => answer(desk, id, &act.text).await,
        "insert" => insert(desk, &id, &act).await,
        "take" | "hand" | "release" => {
            let change = (act.step.as_str(), act.with.as_str(), act.to.as_str());
            reassign(desk, id, change).await
        }
        "recognise" => claim::accept(desk, id, &act.worker, &act.reason).await,
        _ => Err(Fault::BadRequest),
    }
}

/// Stores the answer and queues it for the worker's chat.
async fn answer(desk: Bureau, id: HelpId, typed: &str) -> Result<Response, Fault> {
    let text = typed.trim().replace("\r\n", "\n");
    let here = format!("/console/inbox/{id}");
    let error = match text.chars().count() {
        0 => Some(Label::AnswerEmpty),
        1..=MAX_ANSWER => None,
        over => Some(Label::AnswerTooLong {
            length: over,
            most: MAX_ANSWER,
        }),
    };
    if let Some(error) = error {
        return refuse(&desk, &id, typed, Wrong::Answer(error)).await;
    }
    let mut tx = desk.write().await?;
    let item = find(&desk, &mut tx, &id).await?;
    let (me, now) = (&desk.staff.id, desk.now());
    let messages = tx.help_messages(&id).await?;
    if messages
        .last()
        .is_some_and(|last| is_same_click(&desk, last, &text))
    {
        return Ok(Redirect::to(&here).into_response());
    }
    if !tx.say_in_help(&id, Some(me), &text, now).await? {
        tx.rollback().await?;
        return refuse(&desk, &id, typed, Wrong::Answer(Label::AlreadyClosed)).await;
    }
    // Read again with the conversation locked: whose it is, and nobody's becomes mine by answering.
    if let Some(error) = hold(&desk, &mut tx, &id).await? {
        tx.rollback().await?;
        return refuse(&desk, &id, typed, Wrong::Holder(error)).await;
    }
    let news = News::ClerkSaid {
        help: id.clone(),
        name: desk.staff.name.clone(),
        text,
    };
    tx.queue_news(&item.chat, &news, now).await?;
    tx.audit(me.as_str(), "help.answered", id.as_str(), None, now)
        .await?;
    tx.commit().await?;
    desk.wake();
    Ok(Redirect::to(&here).into_response())
}

fn is_same_click(desk: &Bureau, last: &HelpMessage, text: &str) -> bool {
    let mine = last
        .author
        .as_ref()
        .is_some_and(|(author, _)| *author == desk.staff.id);
    mine && last.text == text && desk.now().since(last.at) < SAME_CLICK
}

/// Sees to it that the conversation is this person's, taking it where it is nobody's; what is wrong otherwise.
async fn hold(desk: &Bureau, tx: &mut Tx, id: &HelpId) -> Result<Option<L>, Fault> {
    let item = find(desk, tx, id).await?;
    if let Some(error) = assign::anothers(desk, &item) {
        return Ok(Some(error));
    }
    let me = &desk.staff.id;
    if item.assigned.is_none() {
        let parties = (None, Some(me));
        if !tx.assign_help(id, parties, me, desk.now()).await? {
            return Ok(Some(L::AssignGone));
        }
    }
    Ok(None)
}

/// The page with what was typed and what is wrong with it.
async fn refuse(desk: &Bureau, id: &HelpId, text: &str, error: Wrong) -> Result<Response, Fault> {
    let shown = Shown {
        text,
        error: Some(error),
        ..Shown::default()
    };
    let drawn = draw(desk, id, &shown).await?;
    Ok((INVALID, drawn).into_response())
}

/// Puts an answer given often behind what is typed already; nothing is sent.
async fn insert(desk: Bureau, id: &HelpId, act: &Act) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let canned = tx.canned_answers().await?;
    drop(tx);
    let chosen = canned.iter().find(|one| one.id.as_str() == act.canned);
    let typed = act.text.trim_end().replace("\r\n", "\n");
    let parts = [typed.as_str(), chosen.map_or("", |one| one.text.as_str())];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let shown = Shown {
        text: &parts.join("\n"),
        ..Shown::default()
    };
    draw(&desk, id, &shown).await
}

/// Gives the conversation to somebody else.
async fn reassign(desk: Bureau, id: HelpId, change: (&str, &str, &str)) -> Result<Response, Fault> {
    match assign::change(&desk, &id, change).await? {
        None => Ok(Redirect::to(&format!("/console/inbox/{id}")).into_response()),
        Some(error) => {
            let shown = Shown {
                assign: Some(error),
                ..Shown::default()
            };
            let drawn = draw(&desk, &id, &shown).await?;
            Ok((INVALID, drawn).into_response())
        }
    }
}

/// Ends the conversation and tells the worker's chat so.
async fn close(desk: Bureau, id: HelpId) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let item = find(&desk, &mut tx, &id).await?;
    if let Some(error) = assign::anothers(&desk, &item).filter(|_| item.open) {
        tx.rollback().await?;
        return refuse(&desk, &id, "", Wrong::Holder(error)).await;
    }
    let (me, now) = (desk.staff.id.as_str(), desk.now());
    if tx.close_help(&id, me, now).await? {
        let news = News::ClerkClosed { help: id.clone() };
        tx.queue_news(&item.chat, &news, now).await?;
        tx.audit(me, "help.closed", id.as_str(), None, now).await?;
        tx.commit().await?;
        desk.wake();
    }
    Ok(Redirect::to("/console/inbox?done=closed").into_response())
}
