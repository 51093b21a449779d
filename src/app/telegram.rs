//! The Telegram channel's place in the house: on when a token is set.

use crate::channel::telegram::{CommandList, Telegram};
use crate::channel::{Intake, SendError};
use crate::config::Config;
use crate::domain::language::Locale;
use crate::locale::message::Message;
use crate::locale::text;
use anyhow::Context;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long the start waits for Telegram to say who the bot is.
const INTRODUCTION: Duration = Duration::from_secs(5);

/// Whether Telegram is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TelegramState {
    /// No token is set.
    Off,
    /// On, as the bot of this name.
    On(String),
    /// A token is set, but the server could not be asked; polling goes on trying.
    Unanswered(String),
}

impl TelegramState {
    /// Name of the bot, where it has said it.
    pub(super) fn known(&self) -> Option<&str> {
        match self {
            Self::On(name) => Some(name),
            Self::Off | Self::Unanswered(_) => None,
        }
    }
}

/// The channel, when a token is set.
pub(super) fn build(config: &Config) -> anyhow::Result<Option<Arc<Telegram>>> {
    let settings = &config.telegram;
    let Some(token) = settings.token.clone() else {
        return Ok(None);
    };
    let bot = Telegram::new(token, settings.api_url.clone())
        .context("TELOXIDE_TOKEN or TELOXIDE_API_URL cannot be used")?;
    let hold = Duration::from_secs(settings.poll_seconds.get().into());
    let patience = Duration::from_secs(settings.timeout_seconds.get().into());
    Ok(Some(Arc::new(
        bot.with_poll_timeout(hold).with_timeout(patience),
    )))
}

/// Asks Telegram for the bot's name.
pub(super) async fn introduce(bot: Option<&Telegram>) -> TelegramState {
    let Some(bot) = bot else {
        return TelegramState::Off;
    };
    match tokio::time::timeout(INTRODUCTION, bot.me()).await {
        Ok(Ok(name)) => TelegramState::On(name),
        Ok(Err(error)) => TelegramState::Unanswered(error.to_string()),
        Err(_) => TelegramState::Unanswered("no answer in time".to_owned()),
    }
}

/// Publishes the command menu and polls until `closing`.
pub(super) async fn run(bot: Arc<Telegram>, intake: Intake, closing: CancellationToken) {
    let menu = closing.run_until_cancelled(publish(&bot)).await;
    if let Some(Err(error)) = menu {
        tracing::warn!(%error, "the command menu could not be published; commands work all the same");
    }
    bot.poll(intake, closing).await;
}

/// The command menu. Telegram knows languages by two letters only, so Traditional Chinese cannot have its own;
/// whoever has set no language of ours gets Simplified Chinese.
async fn publish(bot: &Telegram) -> Result<(), SendError> {
    let menu = |locale| {
        let line = |(name, what): &(&str, Message)| ((*name).to_owned(), text(locale, what));
        COMMANDS.iter().map(line).collect()
    };
    let lists: [CommandList<'_>; 2] =
        [(None, menu(Locale::ZhHans)), (Some("en"), menu(Locale::En))];
    bot.set_commands(&lists).await
}

/// Commands with their descriptions, in the order shown.
const COMMANDS: [(&str, Message); 10] = [
    ("start", Message::CommandStart),
    ("status", Message::CommandStatus),
    ("ticket", Message::CommandTicket),
    ("group", Message::CommandGroup),
    ("change", Message::CommandChange),
    ("cancel", Message::CommandCancel),
    ("language", Message::CommandLanguage),
    ("help", Message::CommandHelp),
    ("stop", Message::CommandStop),
    ("privacy", Message::CommandPrivacy),
];
