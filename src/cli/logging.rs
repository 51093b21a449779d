//! The log, on stderr. It holds no personal data, so a panic's message is left out unless it is a fixed text:
//! a formatted one may repeat what a worker wrote.

use crate::config::Config;
use anyhow::Context;
use std::io::IsTerminal;
use tracing_subscriber::fmt;

/// Starts logging as the settings say.
pub(super) fn start(config: &Config) -> anyhow::Result<()> {
    let log = fmt()
        .with_env_filter(config.log_filter().context("log filter")?)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = match config.log_json {
        true => log.json().try_init(),
        false => log.try_init(),
    };
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload().downcast_ref::<&'static str>();
        let place = panic.location().map(ToString::to_string);
        tracing::error!(
            place = place.unwrap_or_default(),
            what = what.copied().unwrap_or("(message withheld)"),
            "panic"
        );
    }));
    started.map_err(|e| anyhow::anyhow!("the log cannot be started: {e}"))
}
