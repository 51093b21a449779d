//! A notice with its figures, as they stand at one moment.

use super::super::Console;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::NoticeId;
use crate::domain::notice::{FileInfo, Forecast, NoticeMessage, NoticeState};
use crate::domain::time::Timestamp;
use crate::store::notice::{Notice, Outcome, Progress, Reach, TallyStretch};
use crate::store::{Result, Tx};

/// A notice with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The notice.
    pub notice: Notice,
    /// Its picture or document.
    pub file: Option<FileInfo>,
    /// Whom it would reach; only before it starts.
    pub reach: Option<Reach>,
    /// Where its people stand.
    pub progress: Progress,
    /// What became of them, by reason.
    pub outcomes: Vec<Outcome>,
    /// What happened over time.
    pub tally: Vec<TallyStretch>,
    /// When it will have gone out; only while it is being sent.
    pub forecast: Option<Forecast>,
}

impl Report {
    /// Reads it; `None` when there is no such notice.
    ///
    /// # Errors
    /// [`crate::store::StoreError`].
    pub async fn load(
        tx: &mut Tx,
        console: &Console,
        id: &NoticeId,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let Some(notice) = tx.notice(id).await? else {
            return Ok(None);
        };
        let started = notice.started_at.is_some();
        let reach = match started || notice.state == NoticeState::Cancelled {
            true => None,
            false => Some(tx.reach(&notice.audience, now).await?),
        };
        let ceiling = |channel: ChannelKind| console.ceilings.get(&channel).copied();
        let outcomes = tx.outcomes(id).await?;
        let progress = Progress {
            doubtful: tx.doubtful(id).await?,
            ..Progress::of(&outcomes)
        };
        Ok(Some(Self {
            notice,
            file: tx.notice_file_info(id).await?,
            reach,
            progress,
            outcomes,
            tally: tx.notice_tally(id).await?,
            forecast: tx.notice_forecast(id, console.quiet, ceiling, now).await?,
        }))
    }

    /// What its readers see.
    pub fn message(&self) -> NoticeMessage {
        NoticeMessage {
            texts: self.notice.texts.clone(),
            options: self.notice.options.clone(),
            file: self.file.clone(),
        }
    }

    /// Whether nothing will change any more by itself.
    pub fn is_final(&self) -> bool {
        match self.notice.state {
            NoticeState::Done | NoticeState::Cancelled => true,
            NoticeState::Draft
            | NoticeState::Approved
            | NoticeState::Scheduled
            | NoticeState::Sending
            | NoticeState::Paused => false,
        }
    }
}
