//! What is done with a notice once it is written.

use super::place::Place;
use super::watch::watch;
use super::{find, staff};
use crate::domain::id::{NoticeId, StaffId};
use crate::domain::notice::{NoticeAction, NoticeState};
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::locale::notice::samples;
use crate::store::Tx;
use crate::store::notice::Notice;
use chrono::{NaiveDateTime, Timelike};
use clap::Args;

/// Which notice, and who acts.
#[derive(Debug, Args)]
pub struct Act {
    /// The notice, as `notice list` shows it
    id: String,
    /// Who acts: the sign-in name of an administrator
    #[arg(long = "as", value_name = "LOGIN")]
    actor: String,
}

/// The same for what sets a notice going.
#[derive(Debug, Args)]
pub struct Going {
    #[command(flatten)]
    act: Act,
    /// Look on until it is done, paused or given up
    #[arg(long)]
    watch: bool,
}

/// Options of `notice send`.
#[derive(Debug, Args)]
pub struct Send {
    #[command(flatten)]
    going: Going,
    /// Start then and not now, in Asia/Shanghai, such as "2020-02-24 08:30"
    #[arg(long, value_name = "WHEN", value_parser = moment)]
    at: Option<Timestamp>,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let read = |format| NaiveDateTime::parse_from_str(text.trim(), format).ok();
    let found = read("%Y-%m-%d %H:%M").or_else(|| read("%Y-%m-%dT%H:%M"));
    found
        .and_then(|at| Timestamp::shanghai(at.date(), at.hour(), at.minute()))
        .ok_or_else(|| "write a day and a time, such as \"2020-02-24 08:30\"".to_owned())
}

/// Does one thing with a notice.
///
/// # Errors
/// What the rules forbid, in their words; of the database.
pub async fn act(place: &Place, action: NoticeAction, act: Act) -> anyhow::Result<String> {
    let now = place.clock.now();
    let mut tx = place.store.write().await?;
    let (notice, actor) = allowed(&mut tx, action, &act).await?;
    let state = tx.act_on_notice(&notice.id, action, &actor, now).await?;
    tx.commit().await?;
    Ok(said(&notice, state, None))
}

/// Sets a notice going, and looks on if wanted.
///
/// # Errors
/// As [`act`].
pub async fn go(place: &Place, action: NoticeAction, going: Going) -> anyhow::Result<String> {
    let watches = going.watch;
    let id = going.act.id.clone();
    let said = act(place, action, going.act).await?;
    if watches {
        watch(place, &NoticeId::new(id)).await?;
    }
    Ok(said)
}

/// Sends a notice now, or has it start by itself.
///
/// # Errors
/// As [`act`]; when the moment has passed.
pub async fn send(place: &Place, send: Send) -> anyhow::Result<String> {
    let Some(at) = send.at else {
        return go(place, NoticeAction::Send, send.going).await;
    };
    let now = place.clock.now();
    let mut tx = place.store.write().await?;
    let (notice, actor) = allowed(&mut tx, NoticeAction::Schedule, &send.going.act).await?;
    let state = tx.schedule_notice(&notice.id, at, &actor, now).await?;
    tx.commit().await?;
    Ok(said(&notice, state, Some(at)))
}

/// Sends a notice as it stands to the own chat.
///
/// # Errors
/// When no chat is bound to the account; of the database.
pub async fn test(place: &Place, act: Act) -> anyhow::Result<String> {
    let now = place.clock.now();
    let mut tx = place.store.write().await?;
    let actor = staff(&mut tx, &act.actor).await?;
    anyhow::ensure!(
        matches!(actor.role, Role::Clerk | Role::Admin),
        "{} may not do this: it is for clerks and administrators",
        act.actor
    );
    let notice = find(&mut tx, &act.id).await?;
    let samples = samples(&notice.id, &tx.notice_message(&notice.id).await?);
    let sent = tx
        .send_notice_test(&notice.id, &samples, &actor.id, now)
        .await?;
    tx.commit().await?;
    Ok(format!(
        "{}: {sent} to your own chat, one a language; they go out while `returnline serve` runs\n",
        notice.id
    ))
}

/// The notice and who acts, if they may.
async fn allowed(
    tx: &mut Tx,
    action: NoticeAction,
    act: &Act,
) -> anyhow::Result<(Notice, StaffId)> {
    let actor = staff(tx, &act.actor).await?;
    let notice = find(tx, &act.id).await?;
    let own_draft = notice.author == actor.id && notice.state == NoticeState::Draft;
    anyhow::ensure!(
        action.is_open_to(actor.role, own_draft),
        "{} may not do this: it is for administrators",
        act.actor
    );
    Ok((notice, actor.id))
}

fn said(notice: &Notice, state: NoticeState, at: Option<Timestamp>) -> String {
    let next = match (state, at) {
        (NoticeState::Sending, _) => "; it goes out while `returnline serve` runs".to_owned(),
        (NoticeState::Approved, _) => "; its text is frozen".to_owned(),
        (NoticeState::Scheduled, Some(at)) => {
            let at = at.local().format("%Y-%m-%d %H:%M");
            format!("; it starts at {at} if `returnline serve` runs then, else as soon as it does")
        }
        (
            NoticeState::Draft
            | NoticeState::Scheduled
            | NoticeState::Paused
            | NoticeState::Done
            | NoticeState::Cancelled,
            _,
        ) => String::new(),
    };
    format!("{}: {state}{next}\n", notice.id)
}
