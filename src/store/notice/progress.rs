//! How far a notice has come: numbers that add up at any moment.

use super::super::db::{Result, Tx, rows};
use crate::domain::delivery::DeliveryState;
use crate::domain::id::NoticeId;

/// Where the people of a notice stand. `audience` is the sum of the others except `doubtful`; it grows until the
/// fan-out has reached everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// People with a row.
    pub audience: i64,
    /// Waiting for their turn; for good once the notice is cancelled.
    pub queued: i64,
    /// A call is under way.
    pub sending: i64,
    /// Accepted by the channel.
    pub sent: i64,
    /// Given up for a named reason.
    pub failed: i64,
    /// Nobody knows, and it is not sent again.
    pub unknown: i64,
    /// Opted out, or blocking us, when their turn came.
    pub excluded: i64,
    /// Attempts, over everyone, of which nobody knows whether they arrived: at most this many messages may have
    /// been delivered twice.
    pub doubtful: i64,
}

impl Progress {
    /// The figure for a state.
    pub(super) fn slot(&mut self, state: DeliveryState) -> &mut i64 {
        match state {
            DeliveryState::Queued => &mut self.queued,
            DeliveryState::Sending => &mut self.sending,
            DeliveryState::Sent => &mut self.sent,
            DeliveryState::Failed => &mut self.failed,
            DeliveryState::Unknown => &mut self.unknown,
            DeliveryState::Excluded => &mut self.excluded,
        }
    }
}

impl Tx {
    /// Counts where the people of a notice stand.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a state that is not known.
    pub async fn progress(&mut self, notice: &NoticeId) -> Result<Progress> {
        Ok(Progress {
            doubtful: self.doubtful(notice).await?,
            ..Progress::of(&self.outcomes(notice).await?)
        })
    }

    /// [`Progress::doubtful`] alone, for who has the outcomes.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn doubtful(&mut self, notice: &NoticeId) -> Result<i64> {
        let (doubtful,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT CAST(COALESCE(SUM(doubtful), 0) AS BIGINT) FROM outbox WHERE notice_id = $1 AND doubtful > 0",
            notice.as_str(),
        )?;
        Ok(doubtful)
    }
}
