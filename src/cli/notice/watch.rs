//! Looking on while a notice goes out.

use super::place::Place;
use crate::domain::id::NoticeId;
use crate::domain::notice::NoticeState;
use crate::store::notice::Progress;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// How often it is looked at.
const EVERY: Duration = Duration::from_millis(500);

const STYLE: &str = "{bar:32} {percent:>3} %  {pos} of {len}  {msg}";

/// Shows how far a notice has come until it is done, paused, or given up.
///
/// # Errors
/// Of the database; for a notice that is not there.
pub async fn watch(place: &Place, id: &NoticeId) -> anyhow::Result<()> {
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(STYLE)?);
    loop {
        let mut read = place.store.read().await?;
        let state = read.notice(id).await?.context("the notice is gone")?.state;
        let progress = read.progress(id).await?;
        read.rollback().await?;
        show(&bar, state, &progress);
        match state {
            NoticeState::Sending | NoticeState::Scheduled => tokio::time::sleep(EVERY).await,
            NoticeState::Draft
            | NoticeState::Approved
            | NoticeState::Paused
            | NoticeState::Done
            | NoticeState::Cancelled => break,
        }
    }
    bar.abandon();
    Ok(())
}

fn show(bar: &ProgressBar, state: NoticeState, progress: &Progress) {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    bar.set_length(count(progress.audience - progress.excluded));
    bar.set_position(count(progress.sent + progress.failed + progress.unknown));
    bar.set_message(format!("{state}, {} failed", progress.failed));
}
