//! One conversation: who it is, who looks after it, the exchange with its answer box, and what the chat held before.

use super::claim::{self, Typed};
use super::{assign, find, who};
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::{csrf, described_by, done_note, field_error};
use crate::console::people::Bureau;
use crate::console::rich::rich;
use crate::console::show::{channel, language, when};
use crate::domain::delivery::{ChannelKind, Content};
use crate::domain::id::HelpId;
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::notice::Prepared;
use crate::store::desk::Canned;
use crate::store::help::{HelpMessage, InboxItem};
use crate::store::outbox::{Shown as Bubble, ShownSide};
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// Longest answer, in characters; it must fit one message.
pub const MAX_ANSWER: usize = 2000;
/// Bubbles of the chat shown from before the worker asked for a person.
const BEFORE: i64 = 100;

/// What was just done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// What a page of a conversation holds besides: what was typed, and what is wrong with it.
#[derive(Default)]
pub struct Shown<'a> {
    /// The answer as typed.
    pub text: &'a str,
    /// What is wrong with it.
    pub error: Option<Wrong>,
    /// The ground of an acceptance.
    pub typed: Typed<'a>,
    /// What is wrong with who looks after it.
    pub assign: Option<L>,
    /// What was just done.
    pub note: Option<Label>,
}

/// What is wrong with an answer.
pub enum Wrong {
    /// The answer itself.
    Answer(Label),
    /// Whose the conversation is.
    Holder(L),
}

impl Wrong {
    fn words(&self, desk: &Bureau) -> String {
        match self {
            Self::Answer(label) => desk.t(label.clone()),
            Self::Holder(label) => desk.t(label.clone()),
        }
    }
}

/// One conversation: the exchange, the answer box, and what the chat held before.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let note = (done.done == "recognised").then_some(Label::DoneRecognised);
    let shown = Shown {
        note,
        ..Shown::default()
    };
    draw(&desk, &HelpId::new(id), &shown).await
}

/// The page with what a clerk typed and what is wrong with it.
pub async fn draw(desk: &Bureau, id: &HelpId, shown: &Shown<'_>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let item = find(desk, &mut tx, id).await?;
    let messages = tx.help_messages(id).await?;
    let colleagues = tx.colleagues(item.district).await?;
    let canned = tx.canned_answers().await?;
    let mut before = tx
        .history(&item.chat, (item.last_seq - 2 * BEFORE).max(0), 2 * BEFORE)
        .await?;
    drop(tx);
    before.retain(|bubble| bubble.at < item.opened_at);
    let error = shown.error.as_ref().map(|error| error.words(desk));
    let body = html! {
        p { a href="/console/inbox" { "← " (desk.t(Label::NavInbox)) } }
        @if let Some(note) = &shown.note { (done_note(desk, note.clone())) }
        (about(desk, &item))
        @if item.channel == ChannelKind::Desk { p.note { (desk.t(L::InboxCall)) } }
        @if item.open { (assign::form(desk, &item, &colleagues, shown.assign.clone())) }
        (claim::form(desk, &item, &shown.typed))
        div.conversation.card {
            div data-live={ "/console/inbox/" (id) "/messages" } data-follow="" { (exchange(desk, &item, &messages)) }
            @if item.open {
                (answer_form(desk, &item, &canned, shown.text, error.as_deref()))
            } @else if let Some(error) = &error {
                // Too late; the words are kept on the page, to be copied.
                p.error.box role="alert" { (error) }
                p.words { (shown.text) }
            }
        }
        @if item.open { (close_form(desk, id)) }
        (chat_before(desk, &before))
    };
    let title = who(desk, &item);
    draw_page(desk, Nav::Inbox, title, body).await
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
            @if let Some(worker) = &item.worker {
                div { dt { (desk.t(Label::ColWorker)) } dd { a href={ "/console/workers/" (worker) } { (who(desk, item)) } } }
            }
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

fn answer_form(
    desk: &Bureau,
    item: &InboxItem,
    canned: &[Canned],
    text: &str,
    error: Option<&str>,
) -> Markup {
    html! {
        form.answer method="post" action={ "/console/inbox/" (item.help) } {
            (csrf(desk))
            @if !canned.is_empty() { (canned_field(desk, item, canned)) }
            div.field {
                label for="text" { (desk.t(Label::YourAnswer)) }
                @if let Some(error) = error { (field_error("text", error)) }
                textarea #text name="text" rows="3" data-limit=(MAX_ANSWER)
                    aria-describedby=[described_by("text", true, error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")] { (text) }
                p.hint #text-hint { (desk.t(Label::AnswerHint { name: desk.staff.name.clone() })) }
            }
            button.primary type="submit" name="step" value="answer" { (desk.t(Label::SendAnswer)) }
        }
    }
}

/// Answers given often, those in the chat's language first; the chosen one goes into the box to be edited.
fn canned_field(desk: &Bureau, item: &InboxItem, canned: &[Canned]) -> Markup {
    let spoken = |one: &&Canned| one.locale == item.locale;
    let (first, rest): (Vec<&Canned>, Vec<&Canned>) = canned.iter().partition(spoken);
    html! {
        div.row {
            label.inline-field {
                (desk.t(L::CannedPick))
                select name="canned" {
                    option value="" { "–" }
                    @for one in first { option value=(one.id) { (one.title) } }
                    @for one in rest {
                        option value=(one.id) { (one.title) " (" (desk.t(language(one.locale))) ")" }
                    }
                }
            }
            button.small type="submit" name="step" value="insert" { (desk.t(L::CannedInsert)) }
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

fn chat_before(desk: &Bureau, before: &[Bubble]) -> Markup {
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

fn ours(desk: &Bureau, bubble: &Bubble, content: &Content) -> Markup {
    html! {
        li.ours {
            p.who { (desk.t(Label::Bot)) " · " (when(desk, bubble.at)) }
            (rich(content))
        }
    }
}
