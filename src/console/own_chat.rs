//! The own chat: bound by a one-time code sent from it, so that a clerk's test messages reach the telephone in their
//! hand, and HR is told there who waits and answers there.

use super::fault::Fault;
use super::layout::{Nav, page};
use super::parts::{csrf, done_note};
use super::people::Desk;
use super::show::{channel, when};
use crate::locale::label::Label;
use crate::store::staff_chat::{CODE_LIFE, StaffChat};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE32_NOPAD;
use maud::{Markup, html};

/// Random bytes of a code: 80 bits, which nobody guesses in a quarter of an hour.
const CODE_BYTES: usize = 10;

/// The section of the account page, for who may write notices and for HR.
pub async fn section(desk: &Desk) -> Result<Markup, Fault> {
    if !binds(desk) {
        return Ok(Markup::default());
    }
    let own = desk.read().await?.staff_chat(&desk.staff.id).await?;
    Ok(html! {
        section.narrow.card {
            h2 { (desk.t(Label::OwnChat)) }
            p.hint { (desk.t(if desk.is_bureau() { Label::OwnChatAdvice } else { Label::OwnChatAdviceHr })) }
            @match own {
                Some(own) => (bound(desk, &own)),
                None => (ask_for_code(desk, Label::OwnChatBind)),
            }
        }
    })
}

/// Whether a chat of their own is of use to them: for test messages, or for HR's answers.
fn binds(desk: &Desk) -> bool {
    desk.is_bureau() || desk.own_employer().is_some()
}

fn bound(desk: &Desk, own: &StaffChat) -> Markup {
    html! {
        p { (desk.t(Label::OwnChatBound { channel: desk.t(channel(own.channel)) }))
            " " span.hint { (when(desk, own.linked_at)) } }
        div.row {
            (ask_for_code(desk, Label::OwnChatChange))
            form method="post" action="/console/own-chat/forget" {
                (csrf(desk))
                button type="submit" { (desk.t(Label::OwnChatForget)) }
            }
        }
    }
}

fn ask_for_code(desk: &Desk, label: Label) -> Markup {
    html! {
        form method="post" action="/console/own-chat" {
            (csrf(desk))
            button type="submit" { (desk.t(label)) }
        }
    }
}

/// Makes a code and shows it, this once.
pub async fn make_code(desk: Desk) -> Result<Response, Fault> {
    if !binds(&desk) {
        return Err(Fault::Forbidden);
    }
    let bytes: [u8; CODE_BYTES] = rand::random();
    let code = BASE32_NOPAD.encode(&bytes);
    let mut tx = desk.write().await?;
    tx.make_staff_chat_code(desk.store(), &desk.staff.id, &code, desk.now())
        .await?;
    tx.commit().await?;
    let chat = &desk.console().chat;
    let minutes = i64::try_from(CODE_LIFE.as_secs() / 60).unwrap_or(i64::MAX);
    let body = html! {
        section.narrow.card {
            p { (desk.t(Label::OwnChatOpen)) }
            div.row {
                a.button.primary href=(chat.staff_web(&code)) rel="noreferrer" target="_blank" { (desk.t(Label::ChannelWeb)) }
                @if let Some(telegram) = chat.staff_telegram(&code) {
                    a.button href=(telegram) rel="noreferrer" target="_blank" { (desk.t(Label::ChannelTelegram)) }
                }
            }
            p { (desk.t(Label::OwnChatSend)) }
            p.own-code { code translate="no" { "/start s_" (code) } }
            p.hint { (desk.t(Label::OwnChatSendWhen { minutes })) }
            p { a.button href="/console/password" { (desk.t(Label::Back)) } }
        }
    };
    page(&desk, Nav::Account, desk.t(Label::OwnChat), body).await
}

/// Forgets the own chat.
pub async fn forget(desk: Desk) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    tx.unbind_staff_chat(&desk.staff.id, desk.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to("/console/password?done=chat").into_response())
}

/// What was done, if it was done here.
pub fn done(desk: &Desk, done: &str) -> Option<Markup> {
    (done == "chat").then(|| done_note(desk, Label::OwnChatForgotten))
}
