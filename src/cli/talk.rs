//! `talk`: the conversation in a terminal. To come.

use crate::config::Config;
use clap::Args;
use std::process::ExitCode;

/// Options of `talk`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Language to start in: zh-Hans, zh-Hant or en; asked for when not given
    #[arg(long, value_name = "LANGUAGE")]
    locale: Option<String>,
}

/// Holds a conversation on stdin and stdout.
///
/// # Errors
/// Whatever keeps the house from starting.
pub async fn run(_config: Config, options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("talk is still to come (asked for {:?})", options.locale)
}
