//! A Telegram update → what a worker did. Private chats only: groups are no place for personal data.

use crate::channel::{Inbound, Photo, Said};
use crate::domain::delivery::ChannelKind;
use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::types::{
    CallbackQuery, CallbackQueryId, Chat, ChatMemberUpdated, Contact, Document, FileId, Message,
    PhotoSize, Update, UpdateKind, User, UserId,
};

/// An update that concerns us.
#[derive(Debug)]
pub(super) struct Arrival {
    /// What was done; for a photo [`Said::Unreadable`] until `file` has been fetched.
    pub inbound: Inbound,
    /// File to fetch first.
    pub file: Option<FileId>,
    /// Button press to answer afterwards, or its button keeps spinning.
    pub callback: Option<CallbackQueryId>,
}

/// What every update has, however new its kind.
#[derive(Deserialize)]
pub(super) struct Numbered {
    /// Telegram's `update_id`.
    pub update_id: u32,
}

/// Reads one update; `None` when it is not for us. The text is parsed as it came, for teloxide reads an update
/// rightly only from text.
pub(super) fn read(id: u32, raw: &RawValue) -> Option<Arrival> {
    match serde_json::from_str::<Update>(raw.get()).map(|update| update.kind) {
        Ok(UpdateKind::Message(message)) => from_message(id, &message),
        Ok(UpdateKind::CallbackQuery(query)) => from_press(id, query),
        Ok(UpdateKind::MyChatMember(change)) => from_change(id, &change),
        Ok(UpdateKind::Error(_)) | Err(_) => from_unknown(id, raw),
        // Kinds that we do not ask for; some may come that were queued before we said so.
        Ok(_) => None,
    }
}

fn from_message(id: u32, message: &Message) -> Option<Arrival> {
    let from = message.from.as_ref();
    let inbound = |said| Inbound {
        locale_hint: from.and_then(language),
        ..bare(id, &message.chat, said)
    };
    if !message.chat.is_private() {
        return None;
    }
    if let Some(text) = message.text() {
        return Some(plain(inbound(typed(text))));
    }
    if let Some(contact) = message.contact() {
        return Some(plain(inbound(shared(contact, from.map(|user| user.id)))));
    }
    let photo = message.photo().and_then(best_size);
    let file = photo.or_else(|| message.document().and_then(picture_file));
    Some(Arrival {
        file,
        ..plain(inbound(Said::Unreadable))
    })
}

fn from_press(id: u32, query: CallbackQuery) -> Option<Arrival> {
    let data = query.data?;
    let on = query.message.as_ref();
    if on.is_some_and(|message| !message.chat().is_private()) {
        return None;
    }
    // In a private chat the chat has the user's number, should the message be too old to be named.
    let address = on.map_or_else(
        || query.from.id.to_string(),
        |message| message.chat().id.to_string(),
    );
    let inbound = Inbound {
        channel: ChannelKind::Telegram,
        address,
        update_id: id.to_string(),
        said: Said::Button(data),
        locale_hint: language(&query.from),
        on_message: on.map(|message| message.id().0.to_string()),
    };
    Some(Arrival {
        callback: Some(query.id),
        ..plain(inbound)
    })
}

fn from_change(id: u32, change: &ChatMemberUpdated) -> Option<Arrival> {
    if !change.chat.is_private() {
        return None;
    }
    let said = match change.new_chat_member.kind.is_banned() {
        true => Said::Blocked,
        false => Said::Unblocked,
    };
    Some(plain(bare(id, &change.chat, said)))
}

/// A message of a kind younger than our library still deserves an answer, when it is from a private chat.
fn from_unknown(id: u32, raw: &RawValue) -> Option<Arrival> {
    #[derive(Deserialize)]
    struct Outline {
        message: OutlineMessage,
    }
    #[derive(Deserialize)]
    struct OutlineMessage {
        chat: OutlineChat,
    }
    #[derive(Deserialize)]
    struct OutlineChat {
        id: i64,
        r#type: String,
    }
    let Ok(Outline { message }) = serde_json::from_str(raw.get()) else {
        tracing::warn!(update = id, "an update that cannot be read is skipped");
        return None;
    };
    (message.chat.r#type == "private").then(|| {
        plain(Inbound {
            channel: ChannelKind::Telegram,
            address: message.chat.id.to_string(),
            update_id: id.to_string(),
            said: Said::Unreadable,
            locale_hint: None,
            on_message: None,
        })
    })
}

fn bare(id: u32, chat: &Chat, said: Said) -> Inbound {
    Inbound {
        channel: ChannelKind::Telegram,
        address: chat.id.to_string(),
        update_id: id.to_string(),
        said,
        locale_hint: None,
        on_message: None,
    }
}

fn plain(inbound: Inbound) -> Arrival {
    Arrival {
        inbound,
        file: None,
        callback: None,
    }
}

fn language(user: &User) -> Option<String> {
    user.language_code.clone()
}

/// Typed words. `/start` opens the chat; other commands stay text, without the bot's name that a menu may add.
fn typed(text: &str) -> Said {
    let (first, rest) = match text.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (text, ""),
    };
    if !first.starts_with('/') {
        return Said::Text(text.to_owned());
    }
    let command = first
        .split_once('@')
        .map_or(first, |(command, _bot)| command);
    if command == "/start" {
        let payload = is_payload(rest).then(|| rest.to_owned());
        return Said::Start { payload };
    }
    match rest {
        "" => Said::Text(command.to_owned()),
        rest => Said::Text(format!("{command} {rest}")),
    }
}

/// Whether this can be the payload of a link: 1 to 64 of `[A-Za-z0-9_-]`.
fn is_payload(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

/// A contact card; it is the sender's own only when Telegram puts the sender's number on it.
fn shared(contact: &Contact, sender: Option<UserId>) -> Said {
    Said::Contact {
        mobile: contact.phone_number.clone(),
        own: sender.is_some() && contact.user_id == sender,
    }
}

/// The largest of a photo's sizes that we take. A size that Telegram does not tell is tried: the download has its
/// own limit.
fn best_size(sizes: &[PhotoSize]) -> Option<FileId> {
    sizes
        .iter()
        .filter(|size| may_fetch(size.file.size))
        .max_by_key(|size| u64::from(size.width) * u64::from(size.height))
        .map(|size| size.file.id.clone())
}

/// A JPEG or PNG sent "as a file".
fn picture_file(document: &Document) -> Option<FileId> {
    let kind = document.mime_type.as_ref()?.essence_str();
    let wanted = matches!(kind, "image/jpeg" | "image/png") && may_fetch(document.file.size);
    wanted.then(|| document.file.id.clone())
}

fn may_fetch(bytes: u32) -> bool {
    bytes == u32::MAX || usize::try_from(bytes).is_ok_and(|bytes| bytes <= Photo::MAX_BYTES)
}
