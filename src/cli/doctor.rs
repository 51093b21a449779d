//! `doctor`: look at everything an installation needs, change nothing.

use crate::app::lock::FileLock;
use crate::channel::telegram::Telegram;
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, ConfigError, KeySource, TelegramConfig};
use crate::store::keys::Keys;
use crate::store::{StoreError, inspect};
use secrecy::ExposeSecret;
use std::process::ExitCode;
use std::time::Duration;

/// A moment long past for whoever runs this program: 2026-01-01T00:00Z, in milliseconds.
const BUILT_AFTER: i64 = 1_767_225_600_000;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Outcome of one check: what is fine, or what is wrong.
type Check = Result<String, String>;

/// Checks, prints a line for each, and exits with 1 if anything is wrong.
///
/// # Errors
/// None of its own; what is wrong is printed.
pub async fn run(loaded: Result<Config, ConfigError>) -> anyhow::Result<ExitCode> {
    let mut sound = true;
    let mut tell = |name: &str, check: Check| {
        let (mark, text) = match check {
            Ok(text) => ("✓", text),
            Err(text) => {
                sound = false;
                ("✗", text)
            }
        };
        println!("{mark} {name:<9} {text}");
    };
    match loaded {
        Err(error) => tell("settings", Err(error.to_string())),
        Ok(config) => {
            tell("settings", Ok("all understood".to_owned()));
            tell("key", key(&config));
            tell("database", database(&config).await);
            tell("clock", clock());
            tell("telegram", telegram(&config).await);
            tell("pace", Ok(pace(&config.telegram)));
        }
    }
    Ok(match sound {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn key(config: &Config) -> Check {
    match config.key_source().map_err(|e| e.to_string())? {
        KeySource::Text(text) => Keys::from_text(text.expose_secret())
            .map(|_| "given in the settings".to_owned())
            .map_err(|e| e.to_string()),
        KeySource::Fresh => Ok("a fresh one each time, as the database is in memory".to_owned()),
        KeySource::File(path) if !path.exists() => Ok(format!(
            "{} is made at the first start; keep a copy of it then",
            path.display()
        )),
        KeySource::File(path) => Keys::from_file(&path)
            .map(|_| format!("{}, private", path.display()))
            .map_err(|e| e.to_string()),
    }
}

async fn database(config: &Config) -> Check {
    let name = config.database_name();
    if let Some(file) = config.sqlite_file() {
        if !file.exists() {
            return Ok(format!("{name} is made at the first start"));
        }
        match FileLock::take(&file) {
            Ok(_) => {}
            Err(StoreError::InUse(_)) => return Ok(format!("{name}, in use by a running server")),
            Err(error) => return Err(error.to_string()),
        }
    }
    let asked = tokio::time::timeout(PATIENCE, inspect::schema(&config.database_url)).await;
    let schema = asked
        .map_err(|_| format!("{name} does not answer"))?
        .map_err(|e| format!("{name}: {e}"))?;
    match schema.pending.len() {
        0 => Ok(format!("{name}, schema up to date")),
        n => Ok(format!(
            "{name}, {n} migrations to come at the next start (or by `returnline migrate`)"
        )),
    }
}

fn clock() -> Check {
    let now = SystemClock.now();
    let shown = now.local().format("%Y-%m-%d %H:%M in Shanghai");
    match now.millis() > BUILT_AFTER {
        true => Ok(shown.to_string()),
        false => Err(format!("{shown}, which is past; set the machine's clock")),
    }
}

async fn telegram(config: &Config) -> Check {
    let Some(token) = config.telegram.token.clone() else {
        return Ok("off (TELOXIDE_TOKEN is not set)".to_owned());
    };
    let bot = Telegram::new(token, config.telegram.api_url.clone()).map_err(|e| e.to_string())?;
    match tokio::time::timeout(PATIENCE, bot.me()).await {
        Ok(Ok(name)) => Ok(format!("reached, as https://t.me/{name}")),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("does not answer".to_owned()),
    }
}

/// How fast Telegram is written to, and how long it may take to answer.
fn pace(settings: &TelegramConfig) -> String {
    format!(
        "{} messages a second to everyone, {} to one chat ({} at once); an answer is awaited for {} s",
        settings.per_second,
        settings.per_chat_per_second,
        settings.per_chat_burst,
        settings.timeout_seconds
    )
}
