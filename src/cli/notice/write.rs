//! `notice new`: writing one for somebody else to approve.

use super::options::Delivery;
use super::place::Place;
use super::{audience, staff, texts};
use crate::domain::notice::{NoticeOptions, check_texts};
use crate::domain::staff::Role;
use crate::store::notice::NoticeDraft;
use clap::Args;

/// What the help of `notice new` says at its end.
pub const HELP: &str = "\
Example:
  returnline notice new --as clerk --zh-hans letter.txt --en letter.en.txt --where status=registered

A text file is UTF-8. If its first line begins with \"# \", that line is the heading.
Simplified Chinese is required; readers of a language that is left out get the nearest one.

Conditions of --where: several in one set must all hold, \"!\" turns one round, and of several
values one is enough. Given again, another set of conditions will do as well:
  --where \"origin=贵州,云南 !status=seated\" --where \"district=330324 seen=30\"
Names: origin, employer, district, status (started, registered, seated, waiting, unseated),
health, language, channel, seen (within so many days), list.";

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
    #[command(flatten)]
    delivery: Delivery,
}

/// Saves it as a draft and says whom it would reach.
///
/// # Errors
/// What is wrong with a text, a condition or an option; who may not write; of the database.
pub async fn write(place: &Place, new: New) -> anyhow::Result<String> {
    let texts = new.texts.read()?;
    let options = NoticeOptions::from(new.delivery);
    check_texts(&texts, &options, None)?;
    let mut tx = place.store.write().await?;
    let author = staff(&mut tx, &new.author).await?;
    anyhow::ensure!(
        matches!(author.role, Role::Clerk | Role::Admin),
        "{} may not write notices: that is for clerks and administrators",
        new.author
    );
    let draft = NoticeDraft {
        audience: new.audience.resolve(&mut tx).await?,
        texts,
        options,
    };
    let now = place.clock.now();
    let id = tx.create_notice(&author.id, &draft, now).await?;
    let reach = tx.reach(&draft.audience, now).await?;
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

fn people(count: i64) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}
