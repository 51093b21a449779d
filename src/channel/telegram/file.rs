//! Fetching a photo that a worker has sent.

use super::Telegram;
use super::call::CallError;
use crate::channel::{Photo, Said};
use serde::Deserialize;
use std::time::Duration;
use teloxide::payloads::GetFile;
use teloxide::types::FileId;

const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(20);
const ATTEMPTS: u32 = 2;
const PAUSE: Duration = Duration::from_millis(300);

/// The part of Telegram's `File` that is needed.
#[derive(Deserialize)]
struct Stored {
    /// Missing when the file is beyond what a bot may download.
    file_path: Option<String>,
}

impl Telegram {
    /// The photo, or [`Said::Unreadable`] when it cannot be had or is no JPEG or PNG: the worker is then asked again,
    /// and the chat goes on.
    pub(super) async fn fetch_photo(&self, file: &FileId) -> Said {
        for attempt in 1..=ATTEMPTS {
            match tokio::time::timeout(DOWNLOAD_TIMEOUT, self.download(file)).await {
                Ok(Ok(bytes)) => {
                    let photo = bytes.and_then(Photo::recognise);
                    return photo.map_or(Said::Unreadable, Said::Photo);
                }
                Ok(Err(CallError::Refused(_))) => return Said::Unreadable,
                Ok(Err(CallError::NotSent(_) | CallError::Server(_) | CallError::Lost(_)))
                | Err(_) => {
                    tracing::warn!(attempt, "a photo could not be downloaded");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        Said::Unreadable
    }

    async fn download(&self, file: &FileId) -> Result<Option<Vec<u8>>, CallError> {
        let stored: Stored = self.api.call(&GetFile::new(file.clone())).await?;
        match stored.file_path {
            Some(path) => self.api.download(&path, Photo::MAX_BYTES).await,
            None => Ok(None),
        }
    }
}
