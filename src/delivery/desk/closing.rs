//! How a sender stops: in order, within [`LAST_CALLS`].

use super::super::turn::Room;
use super::super::verdict::{Outcome, Verdict, may_resend};
use super::{Call, Desk, ended};
use crate::store::Result;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long calls in flight may go on after the order to stop.
const LAST_CALLS: Duration = Duration::from_secs(5);

impl Desk<'_> {
    /// Stops: nothing new, a last while for what is in flight, everything settled, the account given up.
    pub(super) async fn wind_down(mut self) {
        let end = Instant::now() + LAST_CALLS;
        if self.turn.is_some() {
            let turned = ended(&mut self.turn).await;
            self.turned(turned);
        }
        self.empty_hands(Duration::ZERO, self.sender.clock.now());
        while let Ok(Some(landed)) =
            tokio::time::timeout_at(end, self.calls.join_next_with_id()).await
        {
            self.landed(landed);
        }
        self.calls.abort_all();
        let now = self.sender.clock.now();
        for Call { row, .. } in std::mem::take(&mut self.called).into_values() {
            let row = Arc::unwrap_or_clone(row);
            let reason = "stopped during the call".into();
            let again = may_resend(&row).then_some(now);
            let verdict = Verdict::Unknown { again, reason };
            self.finished.push(Outcome { row, verdict });
        }
        if let Err(error) = self.last_turn().await {
            tracing::error!(%error, "outcomes were lost; these messages will be sent again");
        }
    }

    async fn last_turn(&self) -> Result<()> {
        if !self.finished.is_empty() {
            let nothing = Room::default();
            self.sender
                .turn(&self.finished, nothing, false, None)
                .await?;
        }
        self.sender.step_down().await
    }
}
