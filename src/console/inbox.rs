//! The inbox: workers who asked for a person. What a clerk writes is stored and queued for the worker's chat in one
//! transaction; the runner takes it from there.

use super::claim::{self, Typed};
use super::fault::Fault;
use super::guard::INVALID;
use super::layout::{Nav, page as draw, refreshing_page};
use super::parts::{Tone, badge, csrf, described_by, done_note, empty, field_error};
use super::people::Bureau;
use super::rich::rich;
use super::show::{channel, lasting, when};
use crate::domain::delivery::Content;
use crate::domain::id::HelpId;
use crate::domain::registration::News;
use crate::locale::label::Label;
use crate::locale::label::worker::WorkerLabel;
use crate::locale::notice::Prepared;
use crate::store::Tx;
use crate::store::help::{HelpMessage, InboxItem};
use crate::store::outbox::{Shown, ShownSide};
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;

/// Longest answer, in characters; it must fit one message.
const MAX_ANSWER: usize = 2000;
/// Bubbles of the chat shown from before the worker asked for a person.
const BEFORE: i64 = 100;
/// The same words sent again so soon are the same click.
const SAME_CLICK: Duration = Duration::from_secs(20);

/// All open conversations.
pub async fn page(desk: Bureau, Query(done): Query<Done>) -> Result<Response, Fault> {
    let items = open_items(&desk).await?;
    let body = html! {
        @if done.done == "closed" { (done_note(&desk, Label::DoneClosed)) }
        div data-live="/console/inbox/list" { (table(&desk, &items)) }
        p { a.button href="/console/workers" { (desk.t(WorkerLabel::WorkerTitle)) } }
    };
    refreshing_page(&desk, Nav::Inbox, desk.t(Label::NavInbox), body, Some(30)).await
}

/// The same without its frame, for the script that keeps it fresh.
pub async fn list(desk: Bureau) -> Result<Markup, Fault> {
    let items = open_items(&desk).await?;
    Ok(table(&desk, &items))
}

async fn open_items(desk: &Bureau) -> Result<Vec<InboxItem>, Fault> {
    let mut items = desk.read().await?.inbox().await?;
    items.retain(|item| desk.looks_after(item.district));
    Ok(items)
}

fn who(desk: &Bureau, item: &InboxItem) -> String {
    item.name
        .clone()
        .unwrap_or_else(|| desk.t(Label::UnknownWorker))
}

fn table(desk: &Bureau, items: &[InboxItem]) -> Markup {
    html! {
        @if items.is_empty() {
            (empty(desk, Label::InboxEmpty, Label::InboxEmptyAdvice))
        } @else {
            table.stack.card {
                thead { tr {
                    th scope="col" { (desk.t(Label::ColWorker)) }
                    th scope="col" { (desk.t(Label::ColLastWords)) }
                    th scope="col" { (desk.t(Label::ColWaits)) }
                    th scope="col" { (desk.t(Label::ColChannel)) }
                    th scope="col" { (desk.t(Label::ColEmployer)) }
                } }
                tbody {
                    @for item in items {
                        tr {
                            th scope="row" { a href={ "/console/inbox/" (item.help) } { (who(desk, item)) } }
                            td.clip data-label=(desk.t(Label::ColLastWords)) {
                                (item.last_text.as_deref().unwrap_or("–"))
                            }
                            td data-label=(desk.t(Label::ColWaits)) { (wait(desk, item)) }
                            td data-label=(desk.t(Label::ColChannel)) { (desk.t(channel(item.channel))) }
                            td data-label=(desk.t(Label::ColEmployer)) { (item.employer.as_deref().unwrap_or("–")) }
                        }
                    }
                }
            }
        }
    }
}

fn wait(desk: &Bureau, item: &InboxItem) -> Markup {
    html! {
        @match item.waiting_since {
            Some(since) => { span.badge.busy { (lasting(desk, since, desk.now())) } }
            None => (badge(desk, Tone::Good, Label::Answered)),
        }
    }
}

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The conversation, if it is this clerk's business.
pub(super) async fn find(desk: &Bureau, tx: &mut Tx, id: &HelpId) -> Result<InboxItem, Fault> {
    let item = tx.help(id).await?;
    item.filter(|item| desk.looks_after(item.district))
        .ok_or(Fault::NotFound)
}

/// One conversation: the exchange, the answer box, and what the chat held before.
pub async fn conversation(
    desk: Bureau,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let id = HelpId::new(id);
    let note = (done.done == "recognised").then(|| done_note(&desk, Label::DoneRecognised));
    draw_with(&desk, &id, ("", None), &Typed::default(), note).await
}

/// The page with what a clerk typed, the answer or the ground of an acceptance, and what is wrong with it.
pub(super) async fn draw_conversation(
    desk: &Bureau,
    id: &HelpId,
    answer: (&str, Option<Label>),
    typed: &Typed<'_>,
) -> Result<Response, Fault> {
    draw_with(desk, id, answer, typed, None).await
}

async fn draw_with(
    desk: &Bureau,
    id: &HelpId,
    (text, error): (&str, Option<Label>),
    typed: &Typed<'_>,
    note: Option<Markup>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let item = find(desk, &mut tx, id).await?;
    let messages = tx.help_messages(id).await?;
    let mut before = tx
        .history(&item.chat, (item.last_seq - 2 * BEFORE).max(0), 2 * BEFORE)
        .await?;
    drop(tx);
    before.retain(|bubble| bubble.at < item.opened_at);
    let body = html! {
        p { a href="/console/inbox" { "← " (desk.t(Label::NavInbox)) } }
        @if let Some(note) = note { (note) }
        (about(desk, &item))
        (claim::form(desk, &item, typed))
        div.conversation.card {
            div data-live={ "/console/inbox/" (id) "/messages" } data-follow="" { (exchange(desk, &item, &messages)) }
            @if item.open {
                (answer_form(desk, id, text, error))
            } @else if let Some(error) = error {
                // Too late; the words are kept on the page, to be copied.
                p.error.box role="alert" { (desk.t(error)) }
                p.words { (text) }
            }
        }
        @if item.open { (close_form(desk, id)) }
        (chat_before(desk, &before))
    };
    let title = who(desk, &item);
    draw(desk, Nav::Inbox, title, body).await
}

/// The exchange without its frame, for the script that keeps it fresh.
pub async fn messages(desk: Bureau, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id = HelpId::new(id);
    let mut tx = desk.read().await?;
    let item = find(&desk, &mut tx, &id).await?;
    let messages = tx.help_messages(&id).await?;
    Ok(exchange(&desk, &item, &messages))
}

fn about(desk: &Bureau, item: &InboxItem) -> Markup {
    html! {
        dl.inline {
            div { dt { (desk.t(Label::ColChannel)) } dd { (desk.t(channel(item.channel))) } }
            @if let Some(mobile) = &item.mobile_mask {
                div { dt { (desk.t(Label::ColMobile)) } dd.mono { (mobile) } }
            }
            @if let Some(employer) = &item.employer {
                div { dt { (desk.t(Label::ColEmployer)) } dd { (employer) } }
            }
            div { dt { (desk.t(Label::AskedAt)) } dd { (when(desk, item.opened_at)) } }
        }
    }
}

fn exchange(desk: &Bureau, item: &InboxItem, messages: &[HelpMessage]) -> Markup {
    html! {
        @if messages.is_empty() {
            p.hint { (desk.t(Label::NoWordsYet)) }
        }
        ol.bubbles {
            @for message in messages {
                @match &message.author {
                    Some((_, name)) => li.ours {
                        p.who { (name) " · " (when(desk, message.at)) }
                        p.words { (message.text) }
                    },
                    None => li {
                        p.who { (who(desk, item)) " · " (when(desk, message.at)) }
                        p.words { (message.text) }
                    },
                }
            }
        }
        @if !item.open { p.hint role="status" { (desk.t(Label::ConversationClosed)) } }
    }
}

fn answer_form(desk: &Bureau, id: &HelpId, text: &str, error: Option<Label>) -> Markup {
    let error = error.map(|label| desk.t(label));
    html! {
        form.answer method="post" action={ "/console/inbox/" (id) } {
            (csrf(desk))
            div.field {
                label for="text" { (desk.t(Label::YourAnswer)) }
                @if let Some(error) = &error { (field_error("text", error)) }
                textarea #text name="text" rows="3" required data-limit=(MAX_ANSWER)
                    aria-describedby=[described_by("text", true, error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")] { (text) }
                p.hint #text-hint { (desk.t(Label::AnswerHint { name: desk.staff.name.clone() })) }
            }
            button.primary type="submit" name="step" value="answer" { (desk.t(Label::SendAnswer)) }
        }
    }
}

fn close_form(desk: &Bureau, id: &HelpId) -> Markup {
    html! {
        form.quiet method="post" action={ "/console/inbox/" (id) } {
            (csrf(desk))
            p.hint { (desk.t(Label::CloseAdvice)) }
            button type="submit" name="step" value="close" { (desk.t(Label::CloseConversation)) }
        }
    }
}

fn chat_before(desk: &Bureau, before: &[Shown]) -> Markup {
    html! {
        @if !before.is_empty() {
            details.card {
                summary { (desk.t(Label::ChatBefore { count: before.len() })) }
                ol.bubbles {
                    @for bubble in before {
                        @match &bubble.side {
                            ShownSide::Worker(words) => li {
                                p.who { (desk.t(Label::ColWorker)) " · " (when(desk, bubble.at)) }
                                p.words { (words) }
                            },
                            ShownSide::Bureau(content) => (ours(desk, bubble, content)),
                            ShownSide::Notice(message, reader) => {
                                (ours(desk, bubble, &Prepared::new(message).content(reader.locale, &reader.known)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ours(desk: &Bureau, bubble: &Shown, content: &Content) -> Markup {
    html! {
        li.ours {
            p.who { (desk.t(Label::Bot)) " · " (when(desk, bubble.at)) }
            (rich(content))
        }
    }
}

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
        let drawn = draw_conversation(&desk, &id, (typed, Some(error)), &Typed::default()).await?;
        return Ok((INVALID, drawn).into_response());
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
        let drawn = draw_conversation(
            &desk,
            &id,
            (typed, Some(Label::AlreadyClosed)),
            &Typed::default(),
        )
        .await?;
        return Ok((INVALID, drawn).into_response());
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

/// Ends the conversation and tells the worker's chat so.
async fn close(desk: Bureau, id: HelpId) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    let item = find(&desk, &mut tx, &id).await?;
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
