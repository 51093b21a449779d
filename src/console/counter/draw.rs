//! The page of a conversation held on somebody's behalf: what was said last, its buttons, and a field to type in.

use crate::console::fault::Fault;
use crate::console::guard::fresh_token;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::{csrf, described_by, field_error};
use crate::console::people::Bureau;
use crate::console::rich::rich;
use crate::console::show::when;
use crate::domain::delivery::{Button, Content, InputHint};
use crate::domain::id::{ChatId, WorkerId};
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::store::outbox::{Shown, ShownSide};
use axum::response::Response;
use maud::{Markup, html};

/// Bubbles read.
const BUBBLES: i64 = 200;

/// What was typed and is not taken.
#[derive(Default)]
pub struct Refused<'a> {
    /// The text.
    pub text: &'a str,
    /// What is wrong.
    pub error: Option<L>,
}

/// Draws the page.
pub async fn draw(
    desk: &Bureau,
    chat: &ChatId,
    worker: Option<&WorkerId>,
    refused: &Refused<'_>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let (_, last) = tx.desk_chat(chat).await?.ok_or(Fault::NotFound)?;
    let bubbles = tx.history(chat, (last - BUBBLES).max(0), BUBBLES).await?;
    let help = tx.open_help_of(chat).await?;
    let name = match worker {
        Some(worker) => Some(tx.worker_name(worker).await?),
        None => None,
    };
    let has_ticket = match worker {
        Some(worker) => tx.valid_ticket(worker).await?.is_some(),
        None => false,
    };
    drop(tx);
    let (before, turn) = last_turn(&bubbles);
    let title = match name {
        Some(name) => desk.t(L::CounterFor { name }),
        None => desk.t(L::CounterTitle),
    };
    let body = html! {
        p { a href="/console/workers" { "← " (desk.t(L::ToFound)) } }
        p.hint { (desk.t(L::CounterIntro)) }
        @if let Some(worker) = worker {
            div.row {
                a.button href={ "/console/workers/" (worker) } { (desk.t(L::CounterToWorker)) }
                @if has_ticket { a.button href={ "/console/tickets/" (worker) } { (desk.t(L::CounterPrint)) } }
            }
        }
        @if let Some(help) = help {
            p.note { (desk.t(L::CounterHelp)) " " a href={ "/console/inbox/" (help) } { (desk.t(Label::NavInbox)) } }
        }
        div.conversation.card {
            @if !before.is_empty() {
                details.quiet {
                    summary { (desk.t(L::CounterBefore { count: before.len() })) }
                    ol.bubbles { @for one in before { (bubble(desk, one)) } }
                }
            }
            ol.bubbles { @for one in turn { (bubble(desk, one)) } }
            (answer(desk, chat, (turn, last), refused))
        }
    };
    draw_page(desk, Nav::Workers, title, body).await
}

/// What came before the last answer, and what has been said since.
fn last_turn(bubbles: &[Shown]) -> (&[Shown], &[Shown]) {
    let said = |one: &Shown| matches!(one.side, ShownSide::Worker(_));
    let from = bubbles.iter().rposition(said).unwrap_or(0);
    bubbles.split_at(from)
}

fn bubble(desk: &Bureau, one: &Shown) -> Markup {
    html! {
        @match &one.side {
            ShownSide::Worker(words) => li.ours {
                p.who { (desk.t(L::CounterAnswer)) " · " (when(desk, one.at)) }
                p.words { (words) }
            },
            // The buttons stand below, to be pressed.
            ShownSide::Bureau(content) => li {
                (rich(&Content { choices: Vec::new(), controls: Vec::new(), ..content.clone() }))
            },
            ShownSide::Notice(..) => {}
        }
    }
}

/// The ways to answer: the buttons of what was said since the last answer, and a field.
fn answer(
    desk: &Bureau,
    chat: &ChatId,
    (turn, last): (&[Shown], i64),
    refused: &Refused<'_>,
) -> Markup {
    let said = turn.iter().filter_map(|one| match &one.side {
        ShownSide::Bureau(content) => Some(content),
        ShownSide::Worker(_) | ShownSide::Notice(..) => None,
    });
    let said: Vec<&Content> = said.collect();
    let buttons = said
        .iter()
        .flat_map(|one| one.choices.iter().map(|b| (b, true)));
    let controls = said
        .iter()
        .flat_map(|one| one.controls.iter().map(|b| (b, false)));
    let buttons: Vec<(&Button, bool)> = buttons.chain(controls).collect();
    let input = said.iter().rev().find_map(|one| one.input);
    let error = refused.error.clone().map(|label| desk.t(label));
    let hidden = hidden(desk, last);
    html! {
        @if !buttons.is_empty() {
            form.presses method="post" action={ "/console/counter/" (chat) } {
                (hidden)
                @for (button, answers) in buttons {
                    button.primary[answers] type="submit" name="press" value=(button.payload) { (button.label) }
                }
            }
        }
        form.answer method="post" action={ "/console/counter/" (chat) } autocomplete="off" {
            (hidden)
            div.field {
                label for="text" { (desk.t(L::CounterAnswer)) }
                @if let Some(error) = &error { (field_error("text", error)) }
                input #text type="text" name="text" value=(refused.text) inputmode=[keys(input)] autofocus
                    aria-describedby=[described_by("text", input == Some(InputHint::Mobile), error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")];
                @if input == Some(InputHint::Mobile) { p.hint #text-hint { (desk.t(L::CounterNoPhone)) } }
            }
            button type="submit" { (desk.t(L::CounterSend)) }
        }
        @if input == Some(InputHint::Photo) {
            form.answer method="post" action={ "/console/counter/" (chat) } enctype="multipart/form-data" {
                (hidden)
                div.field {
                    label for="photo" { (desk.t(L::CounterPhoto)) }
                    input #photo type="file" name="photo" accept="image/jpeg,image/png" required;
                }
                button type="submit" { (desk.t(L::CounterPhotoSend)) }
            }
        }
    }
}

/// What every form carries: the token, an identifier of its own, and how far the reader has seen.
fn hidden(desk: &Bureau, last: i64) -> Markup {
    let update = fresh_token();
    html! {
        (csrf(desk))
        input type="hidden" name="update" value=(update.get(..32).unwrap_or_default());
        input type="hidden" name="seen" value=(last);
    }
}

/// Which keyboard a telephone opens.
const fn keys(input: Option<InputHint>) -> Option<&'static str> {
    match input {
        Some(InputHint::Mobile) => Some("tel"),
        Some(InputHint::ResidentId | InputHint::Text | InputHint::Date | InputHint::Photo)
        | None => None,
    }
}
