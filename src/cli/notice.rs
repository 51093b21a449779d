//! `notice`: bulk notices from the command line, by the rules and through the store of the console. What is sent
//! goes out while `returnline serve` runs on the same database.

mod audience;
mod report;
mod texts;

use crate::app::{self, world};
use crate::clock::SharedClock;
use crate::config::Config;
use crate::domain::id::NoticeId;
use crate::domain::notice::{NoticeAction, NoticeState, check_texts};
use crate::domain::staff::{Role, Staff};
use crate::store::notice::Notice;
use crate::store::{Store, Tx};
use anyhow::Context;
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What to do with notices.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a notice, for somebody else to approve
    #[command(after_help = NEW_HELP)]
    New(New),
    /// List every notice, newest first
    List,
    /// Approve a draft, which freezes its text; not one's own
    Approve(Act),
    /// Send an approved notice
    Send(Act),
    /// Stop for the moment
    Pause(Act),
    /// Go on after a pause
    Resume(Act),
    /// Give a notice up; this cannot be undone
    Cancel(Act),
    /// Once it is done, try again whom it failed to reach, and nobody else
    RetryFailed(Act),
    /// Say what became of everyone, with figures that add up
    Report(Which),
}

const NEW_HELP: &str = "\
Example:
  returnline notice new --as clerk --zh-hans letter.txt --en letter.en.txt --status registered

A text file is UTF-8. If its first line begins with \"# \", that line is the heading.
Simplified Chinese is required; readers of a language that is left out get the nearest one.
People must meet every condition that is given.";

/// Options of `notice new`.
#[derive(Debug, Args)]
pub struct New {
    /// Who writes: the sign-in name of a clerk or administrator
    #[arg(long = "as", value_name = "LOGIN")]
    author: String,
    #[command(flatten)]
    texts: texts::Files,
    #[command(flatten)]
    audience: audience::Filters,
}

/// Which notice, and who acts.
#[derive(Debug, Args)]
pub struct Act {
    /// The notice, as `notice list` shows it
    id: String,
    /// Who acts: the sign-in name of an administrator
    #[arg(long = "as", value_name = "LOGIN")]
    actor: String,
}

/// Which notice.
#[derive(Debug, Args)]
pub struct Which {
    /// The notice, as `notice list` shows it
    id: String,
}

/// Does it and prints what was done.
///
/// # Errors
/// What the rules forbid, in their words; whatever keeps the database from being used, such as a server that has
/// the SQLite file.
pub async fn run(config: Config, command: Command) -> anyhow::Result<ExitCode> {
    let _lock = app::lock_database(&config)?;
    let store = app::open_database(&config).await?;
    let said = perform(&config, &store, command).await;
    store.close().await;
    print!("{}", said?);
    Ok(ExitCode::SUCCESS)
}

async fn perform(config: &Config, store: &Store, command: Command) -> anyhow::Result<String> {
    let mut read = store.read().await?;
    let empty = read.is_empty().await?;
    read.rollback().await?;
    anyhow::ensure!(
        !empty,
        "this database is empty: start `returnline serve` on it first"
    );
    let world = world::settle(store, config.demo).await?;
    let (clock, _) = world::clock(store, world).await?;
    match command {
        Command::New(new) => write(store, &clock, new).await,
        Command::List => list(store).await,
        Command::Approve(act) => perform_action(store, &clock, NoticeAction::Approve, act).await,
        Command::Send(act) => perform_action(store, &clock, NoticeAction::Send, act).await,
        Command::Pause(act) => perform_action(store, &clock, NoticeAction::Pause, act).await,
        Command::Resume(act) => perform_action(store, &clock, NoticeAction::Resume, act).await,
        Command::Cancel(act) => perform_action(store, &clock, NoticeAction::Cancel, act).await,
        Command::RetryFailed(act) => perform_action(store, &clock, NoticeAction::Retry, act).await,
        Command::Report(which) => {
            let mut tx = store.read().await?;
            let notice = find(&mut tx, &which.id).await?;
            let outcomes = tx.outcomes(&notice.id).await?;
            Ok(report::text(&notice, &outcomes))
        }
    }
}

async fn write(store: &Store, clock: &SharedClock, new: New) -> anyhow::Result<String> {
    let texts = new.texts.read()?;
    check_texts(&texts)?;
    let mut tx = store.write().await?;
    let author = staff(&mut tx, &new.author).await?;
    anyhow::ensure!(
        matches!(author.role, Role::Clerk | Role::Admin),
        "{} may not write notices: that is for clerks and administrators",
        new.author
    );
    let audience = new.audience.resolve(&mut tx).await?;
    let id = tx
        .create_notice(&author.id, &audience, &texts, clock.now())
        .await?;
    let reach = tx.reach(&audience).await?;
    tx.commit().await?;
    Ok(format!(
        "{id}\n\
         {} would get it now; left out: {} opted out, {} blocked us.\n\
         Another administrator approves it: returnline notice approve {id} --as LOGIN\n",
        people(reach.people),
        reach.opted_out,
        reach.blocked,
    ))
}

async fn perform_action(
    store: &Store,
    clock: &SharedClock,
    action: NoticeAction,
    act: Act,
) -> anyhow::Result<String> {
    let mut tx = store.write().await?;
    let actor = staff(&mut tx, &act.actor).await?;
    let notice = find(&mut tx, &act.id).await?;
    let own_draft = notice.author == actor.id && notice.state == NoticeState::Draft;
    anyhow::ensure!(
        action.is_open_to(actor.role, own_draft),
        "{} may not do this: it is for administrators",
        act.actor
    );
    let state = tx
        .act_on_notice(&notice.id, action, &actor.id, clock.now())
        .await?;
    tx.commit().await?;
    let next = match state {
        NoticeState::Sending => "; it goes out while `returnline serve` runs",
        NoticeState::Approved => "; its text is frozen",
        NoticeState::Draft | NoticeState::Paused | NoticeState::Done | NoticeState::Cancelled => "",
    };
    Ok(format!("{}: {state}{next}\n", notice.id))
}

async fn list(store: &Store) -> anyhow::Result<String> {
    let notices = store.read().await?.notices().await?;
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

fn people(count: i64) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}
