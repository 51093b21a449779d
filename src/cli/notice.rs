//! `notice`: bulk notices from the command line, by the rules and through the store of the console. What is sent
//! goes out while `returnline serve` runs on the same database.

mod act;
mod audience;
mod options;
mod people;
pub(super) mod place;
mod report;
mod texts;
mod watch;
mod write;

use crate::config::Config;
use crate::domain::id::NoticeId;
use crate::domain::notice::NoticeAction;
use crate::domain::staff::Staff;
use crate::store::Tx;
use crate::store::notice::Notice;
use act::{Act, Going, Send};
use anyhow::Context;
use clap::{Args, Subcommand};
use people::People;
use place::Place;
use std::process::ExitCode;
use write::New;

/// What to do with notices.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a notice, for somebody else to approve
    #[command(after_help = write::HELP)]
    New(New),
    /// List every notice, newest first
    List,
    /// Approve a draft, which freezes its text; not one's own
    Approve(Act),
    /// Read a list of people from a spreadsheet, for --where list=…
    People(People),
    /// List the lists of people
    Lists,
    /// Send a notice as it stands to one's own chat, to look at
    Test(Act),
    /// Send an approved notice, now or later
    Send(Send),
    /// Stop for the moment
    Pause(Act),
    /// Go on after a pause
    Resume(Going),
    /// Give a notice up; this cannot be undone
    Cancel(Act),
    /// Once it is done, try again whom it failed to reach, and nobody else
    RetryFailed(Going),
    /// Say what became of everyone, with figures that add up
    Report(Report),
}

/// Options of `notice report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The notice, as `notice list` shows it
    id: String,
    /// First look on until it is done, paused or given up
    #[arg(long)]
    watch: bool,
}

/// Does it and prints what was done.
///
/// # Errors
/// What the rules forbid, in their words; whatever keeps the database from being used.
pub async fn run(config: Config, command: Command) -> anyhow::Result<ExitCode> {
    let place = Place::open(&config).await?;
    let said = perform(&place, command).await;
    place.store.close().await;
    print!("{}", said?);
    Ok(ExitCode::SUCCESS)
}

async fn perform(place: &Place, command: Command) -> anyhow::Result<String> {
    match command {
        Command::New(new) => write::write(place, new).await,
        Command::List => list(place).await,
        Command::People(people) => people::upload(place, people).await,
        Command::Lists => people::lists(place).await,
        Command::Test(act) => act::test(place, act).await,
        Command::Approve(act) => act::act(place, NoticeAction::Approve, act).await,
        Command::Send(send) => act::send(place, send).await,
        Command::Pause(act) => act::act(place, NoticeAction::Pause, act).await,
        Command::Resume(going) => act::go(place, NoticeAction::Resume, going).await,
        Command::Cancel(act) => act::act(place, NoticeAction::Cancel, act).await,
        Command::RetryFailed(going) => act::go(place, NoticeAction::Retry, going).await,
        Command::Report(asked) => report(place, asked).await,
    }
}

async fn report(place: &Place, asked: Report) -> anyhow::Result<String> {
    let mut tx = place.store.read().await?;
    let id = find(&mut tx, &asked.id).await?.id;
    tx.rollback().await?;
    if asked.watch {
        watch::watch(place, &id).await?;
    }
    let mut tx = place.store.read().await?;
    let notice = find(&mut tx, &asked.id).await?;
    let outcomes = tx.outcomes(&id).await?;
    let doubtful = tx.doubtful(&id).await?;
    Ok(report::text(&notice, &outcomes, doubtful))
}

async fn list(place: &Place) -> anyhow::Result<String> {
    let notices = place.store.read().await?.notices().await?;
    if notices.is_empty() {
        return Ok("There are no notices yet.\n".to_owned());
    }
    let lines = notices.iter().map(|notice| {
        let heading = report::heading(notice);
        format!("{}  {:<9}  {heading}\n", notice.id, notice.state.as_str())
    });
    Ok(lines.collect())
}

/// The account of that sign-in name, unless it is disabled.
async fn staff(tx: &mut Tx, login: &str) -> anyhow::Result<Staff> {
    let found = tx.staff_by_login(login).await?;
    let (staff, _) = found.with_context(|| format!("nobody signs in as {login:?}"))?;
    Ok(staff)
}

async fn find(tx: &mut Tx, id: &str) -> anyhow::Result<Notice> {
    let found = tx.notice(&NoticeId::new(id)).await?;
    found.with_context(|| {
        format!("there is no notice {id:?}; `returnline notice list` shows them all")
    })
}
