//! Files that the bot sends: uploaded once, then named.

use super::methods::bad;
use super::params::Params;
use super::server::Answer;
use super::{FakeBotApi, State};
use std::sync::Arc;

/// A file the bot has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name the server gave it.
    pub id: String,
    /// Name the bot gave it.
    pub name: String,
    pub bytes: Arc<Vec<u8>>,
}

impl State {
    /// The file of a call: uploaded with it, or named.
    pub(super) fn file_of(&mut self, params: &Params, field: &str) -> Result<File, Answer> {
        if let Some(bytes) = params.file(field) {
            self.uploads += 1;
            let file = File {
                id: format!("sent-{}", self.uploads),
                name: params.file_name(field),
                bytes,
            };
            self.sent_files.insert(file.id.clone(), file.clone());
            return Ok(file);
        }
        match params.text(field) {
            Some(id) => self
                .sent_files
                .get(id)
                .cloned()
                .ok_or_else(|| bad("wrong file identifier/HTTP URL specified")),
            None => Err(bad(&format!("there is no {field} in the request"))),
        }
    }
}

impl FakeBotApi {
    /// How often the bot has uploaded a file.
    pub fn uploads(&self) -> u32 {
        self.lock().uploads
    }

    /// Forgets every file, so that the names given for them are wrong.
    pub fn forget_files(&self) {
        self.lock().sent_files.clear();
    }
}
