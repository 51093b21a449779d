//! `privacy`: the retention sweep by hand, and what the sweeps and erasures so far have removed. Works beside a running
//! server; of two sweeps at once one steps back.

use super::notice::place::Place;
use crate::config::Config;
use crate::domain::privacy::RetentionKind;
use crate::runner::{Runner, Terms};
use crate::store::fresh_id;
use clap::Subcommand;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Most lines of each part of the report.
const LINES: i64 = 60;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Remove health data whose time is up, and whatever has expired; the server does it once a day
    Sweep,
    /// Say what sweeps and erasures have removed, the newest first
    Report,
}

/// Does it and prints what was done.
///
/// # Errors
/// Whatever keeps the database from being used.
pub async fn run(config: Config, command: Command) -> anyhow::Result<ExitCode> {
    let place = Place::open(&config).await?;
    let said = match command {
        Command::Sweep => sweep(&place, config.privacy.health_days.get()).await,
        Command::Report => report(&place).await,
    };
    place.store.close().await;
    print!("{}", said?);
    Ok(ExitCode::SUCCESS)
}

async fn sweep(place: &Place, days: u32) -> anyhow::Result<String> {
    let (store, clock, wake) = (
        place.store.clone(),
        place.clock.clone(),
        Arc::<Notify>::default(),
    );
    let terms = Terms {
        health_days: days,
        ..Terms::default()
    };
    let runner = Runner::on_terms(store, clock, wake, terms);
    let swept = runner.sweep(&fresh_id(), &CancellationToken::new()).await?;
    let Some(swept) = swept else {
        anyhow::bail!("another process is sweeping at this moment");
    };
    let mut said = String::new();
    for kind in RetentionKind::ALL {
        writeln!(said, "{:<13} {:>6} removed", kind.as_str(), swept.of(*kind))?;
    }
    Ok(said)
}

async fn report(place: &Place) -> anyhow::Result<String> {
    let mut tx = place.store.read().await?;
    let runs = tx.retention_runs(LINES).await?;
    let (erasures, all) = tx.erasures(LINES, 0).await?;
    tx.rollback().await?;
    let mut said = String::from("Removed because its time was up:\n");
    for run in &runs {
        let day =
            |at: crate::domain::time::Timestamp| at.local().format("%Y-%m-%d %H:%M").to_string();
        let oldest = run.oldest_kept.map_or_else(|| "-".to_owned(), day);
        let (at, kind, removed) = (day(run.at), run.kind.as_str(), run.removed);
        writeln!(
            said,
            "  {at}  {kind:<13} {removed:>6}  oldest kept {oldest}"
        )?;
    }
    if runs.is_empty() {
        said.push_str("  nothing has been swept yet\n");
    }
    writeln!(said, "People erased: {all}")?;
    for one in &erasures {
        let at = one.at.local().format("%Y-%m-%d %H:%M");
        let counts = &one.counts;
        let (messages, photos) = (counts.messages, counts.photos);
        writeln!(
            said,
            "  {at}  {} by {}  {messages} messages, {photos} photos",
            one.subject, one.by
        )?;
    }
    Ok(said)
}
