//! Telegram, through the HTTP Bot API: teloxide's types and payloads over our own calls and our own polling.
//!
//! teloxide's polling acknowledges an update once it is in memory, and its requests sleep 10 s on a server error;
//! here the offset moves only after the commit ([`Telegram::poll`]) and a server error costs nothing.
//!
//! | File | What is in it |
//! |---|---|
//! | `call` | one call to the Bot API, and how it can fail |
//! | `error` | a failed call → [`SendError`] |
//! | `words` | [`Content`](crate::domain::delivery::Content) → text and entities |
//! | `render` | [`Content`](crate::domain::delivery::Content) → keyboards, picture |
//! | `send` | new message, edit in place |
//! | `attach` | pictures and documents with their text, each uploaded once |
//! | `update` | an update → [`Inbound`](super::Inbound) |
//! | `window` | which updates are unfinished, and so which offset may be confirmed |
//! | `file` | photos that workers send |
//! | `job` | one update on its way in |
//! | `poll` | the polling loop |

mod attach;
mod call;
mod error;
mod file;
mod job;
mod poll;
mod render;
mod send;
mod update;
mod window;
mod words;

use super::{Channel, Delivered, Outbound, SendError};
use crate::domain::delivery::ChannelKind;
use attach::Uploaded;
use call::Api;
use futures::future::BoxFuture;
use secrecy::SecretString;
use std::time::Duration;
use teloxide::payloads::{GetMe, SetMyCommands, SetMyCommandsSetters};
use teloxide::types::{BotCommand, User};

/// A bot account. Holds the token, which appears in no log, error or `Debug`.
#[derive(Debug)]
pub struct Telegram {
    api: Api,
    poll_timeout: Duration,
    uploaded: Uploaded,
}

/// Why the channel cannot be set up at all.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The token is empty or has characters that no token has.
    #[error("the Telegram token does not look like one (digits, a colon, letters)")]
    Token,
    /// The address of the Bot API server is not an http(s) address.
    #[error("the Bot API address must start with http:// or https://")]
    Address,
    /// The HTTP client could not be built, for example for want of TLS roots.
    #[error("no HTTP client: {0}")]
    Client(String),
}

/// Commands of one language: its two-letter code (`None` for everyone else), then name and description of each.
pub type CommandList<'a> = (Option<&'a str>, Vec<(String, String)>);

impl Telegram {
    /// A bot with this token, talking to `api_url` or, by default, to Telegram's own server. Nothing is called yet.
    ///
    /// # Errors
    /// [`SetupError`] when token or address cannot be used.
    pub fn new(token: SecretString, api_url: Option<reqwest::Url>) -> Result<Self, SetupError> {
        Ok(Self {
            api: Api::new(token, api_url)?,
            poll_timeout: Duration::from_secs(30),
            uploaded: Uploaded::default(),
        })
    }

    /// Changes how long the server may hold an empty poll; whole seconds, 30 unless told.
    #[must_use]
    pub fn with_poll_timeout(mut self, timeout: Duration) -> Self {
        self.poll_timeout = timeout;
        self
    }

    /// Changes how long an answer is waited for; 10 s unless told. After it, nobody knows whether the call took effect.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.api.wait_at_most(timeout);
        self
    }

    /// The bot's user name without `@`, for deep links; also proves the token.
    ///
    /// # Errors
    /// [`SendError::Misconfigured`] for a refused token; otherwise as for a message.
    pub async fn me(&self) -> Result<String, SendError> {
        let user: User = self.api.call(&GetMe::new()).await?;
        user.username
            .ok_or_else(|| SendError::Misconfigured("the bot has no user name".to_owned()))
    }

    /// Publishes the command menu, one list a language.
    ///
    /// # Errors
    /// As for a message; the lists before the failing one have been published.
    pub async fn set_commands(&self, commands: &[CommandList<'_>]) -> Result<(), SendError> {
        for (language, list) in commands {
            let list = list
                .iter()
                .map(|(name, what)| BotCommand::new(name.trim_start_matches('/'), what));
            let mut payload = SetMyCommands::new(list);
            if let Some(code) = language {
                payload = payload.language_code(*code);
            }
            let _: bool = self.api.call(&payload).await?;
        }
        Ok(())
    }
}

impl Channel for Telegram {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Telegram
    }

    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>> {
        Box::pin(self.deliver(message))
    }
}
