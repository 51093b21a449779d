//! The command line: one file a command. Exit codes: 0 done, 1 a fault (one readable line and its causes on
//! stderr), 2 a command that was not understood.

pub mod account;
pub mod doctor;
mod logging;
pub mod migrate;
pub mod notice;
pub mod privacy;
pub mod script;
pub mod serve;
pub mod talk;

use crate::config::{Config, ConfigError, Flag};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Brings migrant workers back to work: a chat for the worker, a console for the bureau and the employer.
#[derive(Debug, Parser)]
#[command(name = "returnline", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do; `serve` when nothing is said.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    global: Global,
}

const EXAMPLES: &str = "\
Examples:
  returnline                                    try it out: demo data, http://127.0.0.1:8080
  returnline serve --listen 0.0.0.0:8080        the same, reachable from phones in your network
  returnline serve --no-demo --database-url postgres://user:password@host/returnline \\
                   --public-url https://back.example.cn
  returnline talk --locale en                   the same conversation in this terminal
  returnline doctor                             what is wrong, if anything

Every setting can stand in a TOML file (--config) or in the environment (RETURNLINE_LISTEN,
RETURNLINE_KEY, TELOXIDE_TOKEN, …); README lists them all.";

/// Options of every command.
#[derive(Debug, Args)]
struct Global {
    /// Settings file (TOML).
    #[arg(long, global = true, env = crate::config::CONFIG_VARIABLE, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Database: sqlite:FILE, sqlite::memory: or postgres://… [default: sqlite:returnline.db]
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// What to log to stderr: a level or a filter such as info,sqlx=warn [default: info,sqlx=warn]
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web chat, the console and (with a token) Telegram.
    Serve(serve::Options),
    /// Hold the conversation in this terminal, buttons as numbers.
    Talk(talk::Options),
    /// Write, approve, send and follow bulk notices.
    #[command(subcommand)]
    Notice(notice::Command),
    /// Let somebody back in whom nobody in the console can help.
    #[command(subcommand)]
    Account(account::Command),
    /// Remove what has had its time, or say what was removed.
    #[command(subcommand)]
    Privacy(privacy::Command),
    /// Bring the database's schema up to date.
    Migrate,
    /// Check settings, database, key, clock and Telegram.
    Doctor,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed stdout or stderr is no reason for another message.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("returnline: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { command, global } = cli;
    let command = command.unwrap_or_else(|| Command::Serve(serve::Options::default()));
    let loaded = load(&global, &command);
    if let Command::Doctor = command {
        return runtime()?.block_on(doctor::run(loaded));
    }
    let config = loaded?;
    logging::start(&config)?;
    let runtime = runtime()?;
    let done = match command {
        Command::Serve(_) => runtime.block_on(serve::run(config)),
        Command::Talk(options) => runtime.block_on(talk::run(config, options)),
        Command::Notice(command) => runtime.block_on(notice::run(config, command)),
        Command::Account(command) => runtime.block_on(account::run(config, command)),
        Command::Privacy(command) => runtime.block_on(privacy::run(config, command)),
        Command::Migrate => runtime.block_on(migrate::run(config)),
        Command::Doctor => Ok(ExitCode::SUCCESS),
    };
    // Connections whose other end never hangs up are not waited for.
    runtime.shutdown_background();
    done
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

fn load(global: &Global, command: &Command) -> Result<Config, ConfigError> {
    let mut flags = Vec::new();
    if let Some(url) = &global.database_url {
        flags.push(Flag::new("--database-url", "database_url", url.as_str()));
    }
    if let Some(filter) = &global.log {
        flags.push(Flag::new("--log", "log", filter.as_str()));
    }
    if let Command::Serve(options) = command {
        flags.extend(options.flags());
    }
    // A variable that is not Unicode cannot be one of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Config::load(global.config.as_deref(), environment, &flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_is_the_default_and_flags_reach_the_settings() {
        let bare = Cli::try_parse_from(["returnline"]).unwrap();
        assert!(bare.command.is_none());
        let line = "returnline serve --listen 0.0.0.0:9 --no-demo --database-url sqlite:x.db";
        let cli = Cli::try_parse_from(line.split(' ')).unwrap();
        let config = load(&cli.global, cli.command.as_ref().unwrap()).unwrap();
        assert_eq!(config.listen.port(), 9);
        assert_eq!(config.database_url, "sqlite:x.db");
        assert!(!config.demo);
    }
}
