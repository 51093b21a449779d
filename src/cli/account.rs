//! `account`: a way back in for whoever runs the machine, where the last administrator has lost password or phone and
//! nobody is left to help them in the console. Works beside a running server.

use super::notice::place::Place;
use crate::app::base_url;
use crate::config::Config;
use crate::console;
use crate::domain::id::StaffId;
use clap::Subcommand;
use std::process::ExitCode;

/// Who does it, in the log: whoever may run the program on this machine.
const HOUSE: &str = "operator";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an account as if it were new, and print the link that signs in to it once, within a day
    ///
    /// Its password and second step are gone and it is signed out everywhere. The log says so.
    Reset {
        /// Sign-in name
        login: String,
    },
}

/// Does it and prints what is to be passed on.
///
/// # Errors
/// Whatever keeps the database from being used; a login that nobody has, or whose account is disabled.
pub async fn run(config: Config, command: Command) -> anyhow::Result<ExitCode> {
    let place = Place::open(&config).await?;
    let Command::Reset { login } = command;
    let path = reset(&place, &login).await;
    place.store.close().await;
    println!("{}{}", base_url(&config, config.listen), path?);
    Ok(ExitCode::SUCCESS)
}

async fn reset(place: &Place, login: &str) -> anyhow::Result<String> {
    let mut read = place.store.read().await?;
    let id = read.account_of_login(login).await?;
    read.rollback().await?;
    let Some(id) = id else {
        anyhow::bail!("nobody signs in as {login}");
    };
    let by = StaffId::new(HOUSE);
    Ok(console::reset_path(&place.store, &id, login, &by, place.clock.now()).await?)
}
