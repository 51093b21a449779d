//! `notice people` and `notice lists`: lists of people from spreadsheets, for a notice's audience.

use super::place::Place;
use super::staff;
use crate::domain::id::ListId;
use crate::domain::notice::{ListRead, Unread};
use crate::domain::staff::Role;
use crate::sheet;
use crate::store::Tx;
use crate::store::notice::AudienceList;
use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Rows that cannot be read of which the place is told.
const TOLD: usize = 20;

/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(120);

/// Options of `notice people`.
#[derive(Debug, Args)]
pub struct People {
    /// An .xlsx or .csv file with a column of mobile numbers or resident IDs
    file: PathBuf,
    /// Who uploads: the sign-in name of a clerk or administrator
    #[arg(long = "as", value_name = "LOGIN")]
    actor: String,
    /// What the list is called; the file's name otherwise
    #[arg(long)]
    name: Option<String>,
}

/// Reads a file and keeps it as a list.
///
/// # Errors
/// What is wrong with the file, with the cell; who may not upload; of the database.
pub async fn upload(place: &Place, people: People) -> anyhow::Result<String> {
    let mut read = place.store.read().await?;
    let actor = staff(&mut read, &people.actor).await?;
    read.rollback().await?;
    anyhow::ensure!(
        matches!(actor.role, Role::Clerk | Role::Admin),
        "{} may not upload lists: that is for clerks and administrators",
        people.actor
    );
    let shown = people.file.display().to_string();
    let bytes = std::fs::read(&people.file).with_context(|| format!("{shown} cannot be read"))?;
    let file = people.file.file_name().unwrap_or_default();
    let file = file.to_string_lossy().into_owned();
    let name = people.name.unwrap_or_else(|| file.clone());
    let spinner = ProgressBar::new_spinner().with_message(format!("reading {file}"));
    spinner.enable_steady_tick(TURN);
    let list = tokio::task::spawn_blocking(move || {
        let mut table = sheet::read(&file, bytes)?;
        sheet::people(&mut table)
    });
    let list = list.await??;
    spinner.set_message(format!("keeping {} people", list.entries.len()));
    let now = place.clock.now();
    let id = place
        .store
        .save_audience_list(&name, &actor.id, &list, now)
        .await?;
    let mut read = place.store.read().await?;
    let known = read.list_match(&id).await?;
    spinner.finish_and_clear();
    let mut said = format!(
        "{id}\n{}: {} people in {} rows; {} rows for somebody twice, {} without a number that can be read.\n\
         We can write to {} of them; {} have opted out or block us, {} have no chat with us.\n\
         Use it: --where list={id}\n",
        sheet::file_name(&name),
        list.entries.len(),
        list.rows_read,
        list.duplicates,
        list.unreadable.len(),
        known.reached,
        known.left_out,
        known.unknown,
    );
    said.push_str(&unreadable(&list));
    Ok(said)
}

fn unreadable(list: &ListRead) -> String {
    let mut said = String::new();
    let all = list.unreadable.iter().chain(&list.passed_over);
    for Unread { row, column, why } in all.take(TOLD) {
        let column = column.map(sheet::column_letters).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(said, "cell {column}{row}: {why}");
    }
    let more = (list.unreadable.len() + list.passed_over.len()).saturating_sub(TOLD);
    if more > 0 {
        let _ = writeln!(said, "and {more} more");
    }
    said
}

/// Every list, newest first.
///
/// # Errors
/// Of the database.
pub async fn lists(place: &Place) -> anyhow::Result<String> {
    let lists = place.store.read().await?.audience_lists().await?;
    if lists.is_empty() {
        return Ok("There are no lists yet; `returnline notice people` uploads one.\n".to_owned());
    }
    let line = |list: &AudienceList| {
        let when = list.uploaded_at.local().format("%Y-%m-%d %H:%M");
        let people = list.people();
        format!("{}  {when}  {people:>7} people  {}\n", list.id, list.name)
    };
    Ok(lists.iter().map(line).collect())
}

/// The list of this identifier, or the one that alone has this name.
///
/// # Errors
/// When there is none, or there are several.
pub async fn find(tx: &mut Tx, named: &str) -> anyhow::Result<ListId> {
    let lists = tx.audience_lists().await?;
    if let Some(list) = lists.iter().find(|list| list.id.as_str() == named) {
        return Ok(list.id.clone());
    }
    let mut called = lists.into_iter().filter(|list| list.name == named);
    match (called.next(), called.next()) {
        (Some(only), None) => Ok(only.id),
        (Some(_), Some(_)) => {
            anyhow::bail!("several lists are called {named:?}; use the identifier")
        }
        (None, _) => {
            anyhow::bail!("there is no list {named:?}; `returnline notice lists` shows them all")
        }
    }
}
