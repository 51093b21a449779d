//! `migrate`: bring the schema up to date, without serving.

use crate::app;
use crate::config::Config;
use crate::store::inspect;
use std::process::ExitCode;

/// Applies what is pending and says what was done.
///
/// # Errors
/// When the database cannot be opened, or is in use (SQLite).
pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let name = config.database_name();
    let _lock = app::lock_database(&config)?;
    let before = inspect::schema(&config.database_url).await?;
    let store = app::open_database(&config).await?;
    store.close().await;
    for migration in &before.pending {
        println!("applied {:04} {}", migration.version, migration.description);
    }
    match before.pending.len() {
        0 => println!("{name}: the schema was up to date already"),
        1 => println!("{name}: the schema is up to date now, 1 migration applied"),
        n => println!("{name}: the schema is up to date now, {n} migrations applied"),
    }
    Ok(ExitCode::SUCCESS)
}
