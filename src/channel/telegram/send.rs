//! Sending: a new message, or an edit in place.

use super::call::CallError;
use super::words::{MAX_TEXT, Words};
use super::{Telegram, render};
use crate::channel::{Delivered, Outbound, SendError};
use crate::domain::delivery::Content;
use std::time::Duration;
use teloxide::payloads::{
    EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, SendMessage,
    SendMessageSetters,
};
use teloxide::types::{ChatId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ReplyMarkup};

/// Removing spent buttons must not hold up the next message for long.
const TIDY_TIMEOUT: Duration = Duration::from_secs(3);

/// What an edit came to.
enum Edited {
    /// The message shows the new content.
    Done(MessageId),
    /// The message cannot be edited: a new one is needed.
    Impossible,
}

impl Telegram {
    /// Sends one message, then takes away the buttons it made obsolete. Those are a courtesy: that a stale one is
    /// pressed is handled anyway, so their failure is not the message's.
    pub(super) async fn deliver(&self, out: &Outbound) -> Result<Delivered, SendError> {
        let chat = chat_id(&out.address)?;
        let target = out.edit.as_deref().and_then(message_id);
        // What is rare is kept elsewhere: each of the many messages in flight takes the room of the largest way.
        let shown = match (&out.content.picture, &out.file) {
            (Some(picture), _) => Box::pin(self.send_picture(chat, &out.content, picture)).await?,
            (None, Some(file)) => Box::pin(self.send_file(chat, &out.content, file)).await?,
            (None, None) => self.send_text(chat, &out.content, target).await?,
        };
        let mut obsolete: Vec<MessageId> = target.into_iter().collect();
        obsolete.extend(out.spent.as_deref().and_then(message_id));
        obsolete.retain(|id| *id != shown);
        obsolete.dedup();
        for id in obsolete {
            Box::pin(self.remove_buttons(chat, id)).await;
        }
        Ok(Delivered {
            message_ref: shown.0.to_string(),
        })
    }

    pub(super) async fn send_text(
        &self,
        chat: ChatId,
        content: &Content,
        target: Option<MessageId>,
    ) -> Result<MessageId, SendError> {
        let words = Words::of(content);
        if words.units > MAX_TEXT {
            let why = format!("text of {} units exceeds {MAX_TEXT}", words.units);
            return Err(SendError::Rejected(why));
        }
        let markup = render::markup(content);
        // Only a message without buttons or with inline ones can take the place of another.
        let inline = match &markup {
            None => Some(None),
            Some(ReplyMarkup::InlineKeyboard(keyboard)) => Some(Some(keyboard.clone())),
            Some(_) => None,
        };
        if let (Some(id), Some(keyboard)) = (target, inline)
            && let Edited::Done(id) = Box::pin(self.edit(chat, id, &words, keyboard)).await?
        {
            return Ok(id);
        }
        self.send_new(chat, words, markup).await
    }

    async fn send_new(
        &self,
        chat: ChatId,
        words: Words,
        markup: Option<ReplyMarkup>,
    ) -> Result<MessageId, SendError> {
        let mut payload = SendMessage::new(chat, words.text).link_preview_options(no_preview());
        payload.entities = (!words.entities.is_empty()).then_some(words.entities);
        payload.reply_markup = markup;
        Ok(self.api.call(&payload).await?)
    }

    async fn edit(
        &self,
        chat: ChatId,
        id: MessageId,
        words: &Words,
        keyboard: Option<InlineKeyboardMarkup>,
    ) -> Result<Edited, SendError> {
        let mut payload = EditMessageText::new(chat, id, &words.text)
            .entities(words.entities.iter().cloned())
            .link_preview_options(no_preview());
        payload.reply_markup = keyboard;
        match self.api.call(&payload).await {
            Ok(id) => Ok(Edited::Done(id)),
            Err(CallError::Refused(why)) if why.not_modified() => Ok(Edited::Done(id)),
            Err(CallError::Refused(why)) if why.not_editable() => Ok(Edited::Impossible),
            Err(error) => Err(error.into()),
        }
    }

    async fn remove_buttons(&self, chat: ChatId, id: MessageId) {
        let payload = EditMessageReplyMarkup::new(chat, id);
        let removed: Result<MessageId, CallError> =
            self.api.call_within(&payload, TIDY_TIMEOUT).await;
        if let Err(error) = removed {
            tracing::debug!(error = %SendError::from(error), "spent buttons stay");
        }
    }
}

/// Our messages fetch nothing from elsewhere on the worker's phone.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn chat_id(address: &str) -> Result<ChatId, SendError> {
    match address.parse() {
        Ok(id) => Ok(ChatId(id)),
        Err(_) => Err(SendError::Rejected(
            "the address is not a chat's number".to_owned(),
        )),
    }
}

fn message_id(reference: &str) -> Option<MessageId> {
    reference.parse().ok().map(MessageId)
}
