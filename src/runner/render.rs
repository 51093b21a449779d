//! From a typed reply to the content that goes into the outbox, in the chat's language.

use crate::dialogue::button::CONTACT;
use crate::dialogue::effect::{Choice, Reply};
use crate::domain::delivery::{Button, Content, Picture};
use crate::domain::language::Locale;
use crate::locale::message::Message;
use crate::locale::text;
use crate::store::chat::Chat;

/// Writes a reply out; its buttons belong to question number `serial`.
pub(super) fn render(reply: &Reply, chat: &Chat, serial: u32) -> Content {
    let locale = chat.locale;
    let paragraph = |lines: &Vec<Message>| {
        lines
            .iter()
            .map(|line| text(locale, line))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut controls = buttons(&reply.controls, locale, serial);
    if reply.ask_contact && chat.channel.shares_contacts() {
        let label = text(locale, &Message::ButtonContact);
        controls.insert(
            0,
            Button {
                label,
                payload: CONTACT.to_owned(),
            },
        );
    }
    Content {
        title: reply.title.as_ref().map(|title| text(locale, title)),
        body: reply
            .body
            .iter()
            .map(paragraph)
            .collect::<Vec<_>>()
            .join("\n\n"),
        choices: buttons(&reply.choices, locale, serial),
        controls,
        input: reply.input,
        picture: reply
            .ticket
            .clone()
            .map(|(payload, code)| Picture::TicketQr { payload, code }),
        file: reply.file.clone(),
        ..Content::default()
    }
}

fn buttons(choices: &[Choice], locale: Locale, serial: u32) -> Vec<Button> {
    choices
        .iter()
        .map(|choice| Button {
            label: text(locale, &choice.label),
            payload: choice.button.encode(serial),
        })
        .collect()
}
