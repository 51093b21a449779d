//! Sending: a new message, an edit in place, a picture with its caption.

use super::call::CallError;
use super::{Telegram, render};
use crate::channel::{Delivered, Outbound, SendError};
use crate::domain::delivery::{Content, Picture};
use reqwest::multipart::{Form, Part};
use std::time::Duration;
use teloxide::payloads::{
    EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, SendMessage,
    SendMessageSetters,
};
use teloxide::types::{
    ChatId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, ReplyMarkup,
};

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
        let shown = match &out.content.picture {
            Some(picture) => self.send_picture(chat, &out.content, picture).await?,
            None => self.send_text(chat, &out.content, target).await?,
        };
        let mut obsolete: Vec<MessageId> = target.into_iter().collect();
        obsolete.extend(out.spent.as_deref().and_then(message_id));
        obsolete.retain(|id| *id != shown);
        obsolete.dedup();
        for id in obsolete {
            self.remove_buttons(chat, id).await;
        }
        Ok(Delivered {
            message_ref: shown.0.to_string(),
        })
    }

    async fn send_text(
        &self,
        chat: ChatId,
        content: &Content,
        target: Option<MessageId>,
    ) -> Result<MessageId, SendError> {
        let units = render::visible_units(content);
        if units > render::MAX_TEXT {
            let limit = render::MAX_TEXT;
            let why = format!("text of {units} units exceeds {limit}");
            return Err(SendError::Rejected(why));
        }
        let text = render::text(content);
        let markup = render::markup(content);
        // Only a message without buttons or with inline ones can take the place of another.
        let inline = match &markup {
            None => Some(None),
            Some(ReplyMarkup::InlineKeyboard(keyboard)) => Some(Some(keyboard.clone())),
            Some(_) => None,
        };
        if let (Some(id), Some(keyboard)) = (target, inline)
            && let Edited::Done(id) = self.edit(chat, id, &text, keyboard).await?
        {
            return Ok(id);
        }
        self.send_new(chat, text, markup).await
    }

    async fn send_new(
        &self,
        chat: ChatId,
        text: String,
        markup: Option<ReplyMarkup>,
    ) -> Result<MessageId, SendError> {
        let mut payload = SendMessage::new(chat, text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        payload.reply_markup = markup;
        Ok(self.api.call(&payload).await?)
    }

    async fn edit(
        &self,
        chat: ChatId,
        id: MessageId,
        text: &str,
        keyboard: Option<InlineKeyboardMarkup>,
    ) -> Result<Edited, SendError> {
        let mut payload = EditMessageText::new(chat, id, text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        payload.reply_markup = keyboard;
        match self.api.call(&payload).await {
            Ok(id) => Ok(Edited::Done(id)),
            Err(CallError::Refused(why)) if why.not_modified() => Ok(Edited::Done(id)),
            Err(CallError::Refused(why)) if why.not_editable() => Ok(Edited::Impossible),
            Err(error) => Err(error.into()),
        }
    }

    /// The picture with the text as its caption or, when that is too long, with the text as a message after it.
    async fn send_picture(
        &self,
        chat: ChatId,
        content: &Content,
        picture: &Picture,
    ) -> Result<MessageId, SendError> {
        let picture = picture.clone();
        let file = tokio::task::spawn_blocking(move || render::png(&picture))
            .await
            .map_err(|_| SendError::Later("drawing the picture was interrupted".to_owned()))?
            .map_err(SendError::Rejected)?;
        let units = render::visible_units(content);
        if units > render::MAX_TEXT {
            // Before the picture is sent, which a refused text would leave alone in the chat.
            return self.send_text(chat, content, None).await;
        }
        let captioned = units <= render::MAX_CAPTION;
        let form = photo_form(chat, file, captioned.then_some(content))?;
        let photo: MessageId = self.api.upload("SendPhoto", form).await?;
        if captioned {
            return Ok(photo);
        }
        self.send_text(chat, content, None).await
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

fn photo_form(chat: ChatId, file: Vec<u8>, caption: Option<&Content>) -> Result<Form, SendError> {
    let broken = |e: &dyn std::fmt::Display| SendError::Rejected(e.to_string());
    let photo = Part::bytes(file)
        .file_name("ticket.png")
        .mime_str("image/png")
        .map_err(|e| broken(&e))?;
    let mut form = Form::new()
        .text("chat_id", chat.0.to_string())
        .part("photo", photo);
    let Some(content) = caption else {
        return Ok(form);
    };
    form = form
        .text("caption", render::text(content))
        .text("parse_mode", "HTML");
    if let Some(markup) = render::markup(content) {
        let markup = serde_json::to_string(&markup).map_err(|e| broken(&e))?;
        form = form.text("reply_markup", markup);
    }
    Ok(form)
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
