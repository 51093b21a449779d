//! Messages with a file: a ticket's picture, the photo or document of a notice. A notice's file is uploaded with its
//! first message; everyone after is sent the server's own name for it, for a million uploads would be absurd.

use super::call::CallError;
use super::words::{MAX_CAPTION, MAX_TEXT, Words};
use super::{Telegram, render};
use crate::channel::{FileToSend, SendError};
use crate::domain::delivery::{Content, Picture};
use crate::domain::notice::FileKind;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use std::collections::HashMap;
use std::time::Duration;
use teloxide::types::{ChatId, MessageId};
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

/// Up to so many bytes a file takes no longer than a message: the picture of a ticket, for one.
const SMALL: usize = 64 * 1024;
/// Longest time an upload may take: 20 MB on a slow line.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(35);
/// Longest time a message waits for another's upload of the same file.
const UPLOAD_WAIT: Duration = Duration::from_secs(30);
/// How often the text after a file is tried, which must not be repeated for want of its text.
const TEXT_TRIES: u32 = 3;
/// Longest pause the server may ask for between the two.
const TEXT_PAUSE: Duration = Duration::from_secs(5);
/// Most files whose names are kept.
const KEPT: usize = 64;

/// The server's names for files it has, by the hash of their bytes.
#[derive(Debug, Default)]
pub(super) struct Uploaded(Mutex<HashMap<String, String>>);

/// Where a file comes from.
enum Source<'a> {
    Bytes {
        bytes: Vec<u8>,
        name: &'a str,
        mime: &'static str,
    },
    /// The server's own name for it.
    Known(&'a str),
}

impl Source<'_> {
    /// Longest time for sending it, where any other call has `usual`: a large file may come over a slow line.
    fn limit(&self, usual: Duration) -> Duration {
        match self {
            Self::Bytes { bytes, .. } if bytes.len() > SMALL => usual.max(UPLOAD_TIMEOUT),
            Self::Bytes { .. } | Self::Known(_) => usual,
        }
    }
}

/// How a file is shown.
#[derive(Clone, Copy)]
enum Shape {
    Photo,
    Document,
}

impl Shape {
    const fn of(kind: FileKind) -> Self {
        match kind.is_picture() {
            true => Self::Photo,
            false => Self::Document,
        }
    }

    /// Method and field.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Photo => ("SendPhoto", "photo"),
            Self::Document => ("SendDocument", "document"),
        }
    }
}

/// The part of the server's answer that is needed.
#[derive(Deserialize)]
struct SentFile {
    message_id: i32,
    /// Sizes of a photo, the largest last.
    #[serde(default)]
    photo: Vec<Stored>,
    document: Option<Stored>,
}

#[derive(Deserialize)]
struct Stored {
    file_id: String,
}

impl Telegram {
    /// The ticket's picture with its text.
    pub(super) async fn send_picture(
        &self,
        chat: ChatId,
        content: &Content,
        picture: &Picture,
    ) -> Result<MessageId, SendError> {
        let picture = picture.clone();
        let bytes = tokio::task::spawn_blocking(move || render::png(&picture))
            .await
            .map_err(|_| SendError::Later("drawing the picture was interrupted".to_owned()))?
            .map_err(SendError::Rejected)?;
        let words = Words::of(content);
        if words.units > MAX_TEXT {
            // Before the picture is sent, which a refused text would leave alone in the chat.
            return self.send_text(chat, content, None).await;
        }
        let source = Source::Bytes {
            bytes,
            name: "ticket.png",
            mime: FileKind::Png.as_str(),
        };
        let sent = self.show_file(chat, Shape::Photo, source, content).await?;
        self.with_text(chat, sent, content).await
    }

    /// A notice's file with its text.
    pub(super) async fn send_file(
        &self,
        chat: ChatId,
        content: &Content,
        file: &FileToSend,
    ) -> Result<MessageId, SendError> {
        if Words::of(content).units > MAX_TEXT {
            return self.send_text(chat, content, None).await;
        }
        let sent = self.share(chat, content, file).await?;
        self.with_text(chat, sent, content).await
    }

    /// Sends the file by the server's name for it, or uploads it and remembers that name. Whoever needs a file that
    /// is just being uploaded waits for the name.
    async fn share(
        &self,
        chat: ChatId,
        content: &Content,
        file: &FileToSend,
    ) -> Result<SentFile, SendError> {
        let shape = Shape::of(file.file.kind);
        let mut refused: Option<String> = None;
        loop {
            let waited = timeout(UPLOAD_WAIT, self.uploaded.0.lock()).await;
            let mut names =
                waited.map_err(|_| SendError::Later("the file is being uploaded".to_owned()))?;
            let known = names.get(&file.hash).cloned();
            let Some(name) = known.filter(|name| refused.as_ref() != Some(name)) else {
                return Ok(self.upload(chat, content, file, &mut names).await?);
            };
            drop(names);
            let source = Source::Known(&name);
            match self.show_file(chat, shape, source, content).await {
                Err(CallError::Refused(why)) if why.wrong_file() && refused.is_none() => {
                    refused = Some(name);
                }
                done => return Ok(done?),
            }
        }
    }

    /// Uploads the file with its first message, and remembers the server's name for it.
    async fn upload(
        &self,
        chat: ChatId,
        content: &Content,
        file: &FileToSend,
        names: &mut HashMap<String, String>,
    ) -> Result<SentFile, CallError> {
        let source = Source::Bytes {
            bytes: file.file.bytes.clone(),
            name: &file.file.name,
            mime: file.file.kind.as_str(),
        };
        let shape = Shape::of(file.file.kind);
        let sent = self.show_file(chat, shape, source, content).await?;
        if let Some(Stored { file_id }) = sent.document.as_ref().or(sent.photo.last()) {
            if names.len() >= KEPT {
                names.clear();
            }
            names.insert(file.hash.clone(), file_id.clone());
        }
        Ok(sent)
    }

    /// Sends a file with the text as its caption, where that is short enough.
    async fn show_file(
        &self,
        chat: ChatId,
        shape: Shape,
        source: Source<'_>,
        content: &Content,
    ) -> Result<SentFile, CallError> {
        let (method, field) = shape.names();
        let limit = source.limit(self.api.timeout());
        // A method's arguments that cannot be written are a fault of ours, found before anything is sent.
        let form = form(chat, field, source, content).map_err(CallError::NotSent)?;
        self.api.upload(method, form, limit).await
    }

    /// The text that was too long for a caption, after its file. The file is in the chat already, so a short pause
    /// or stumble of the server is waited out here rather than by sending both again.
    async fn with_text(
        &self,
        chat: ChatId,
        sent: SentFile,
        content: &Content,
    ) -> Result<MessageId, SendError> {
        let words = Words::of(content);
        if words.units <= MAX_CAPTION {
            return Ok(MessageId(sent.message_id));
        }
        let mut tries = 1;
        loop {
            let pause = match self.send_text(chat, content, None).await {
                Err(SendError::RetryAfter { seconds, .. }) => {
                    let pause = Duration::from_secs(seconds.into());
                    (pause <= TEXT_PAUSE && tries < TEXT_TRIES)
                        .then_some(pause)
                        .ok_or(SendError::RetryAfter {
                            seconds,
                            chat_only: false,
                        })?
                }
                Err(SendError::Later(_)) if tries < TEXT_TRIES => Duration::from_secs(1),
                done => return done,
            };
            sleep(pause).await;
            tries += 1;
        }
    }
}

fn form(
    chat: ChatId,
    field: &'static str,
    source: Source<'_>,
    content: &Content,
) -> Result<Form, String> {
    let broken = |e: &dyn std::fmt::Display| e.to_string();
    // Names of files go as they are, as browsers send them; they hold nothing that could end the header.
    let mut form = Form::new()
        .percent_encode_noop()
        .text("chat_id", chat.0.to_string());
    form = match source {
        Source::Known(name) => form.text(field, name.to_owned()),
        Source::Bytes { bytes, name, mime } => {
            let part = Part::bytes(bytes).file_name(name.to_owned());
            form.part(field, part.mime_str(mime).map_err(|e| broken(&e))?)
        }
    };
    let words = Words::of(content);
    if words.units > MAX_CAPTION {
        return Ok(form);
    }
    let entities = serde_json::to_string(&words.entities).map_err(|e| broken(&e))?;
    form = form
        .text("caption", words.text)
        .text("caption_entities", entities);
    if let Some(markup) = render::markup(content) {
        let markup = serde_json::to_string(&markup).map_err(|e| broken(&e))?;
        form = form.text("reply_markup", markup);
    }
    Ok(form)
}
