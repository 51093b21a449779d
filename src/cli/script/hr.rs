//! What HR of the demo does.

use super::Stage;
use crate::channel::Said;
use crate::clock::Clock;
use crate::domain::roster::Decision;
use anyhow::Context;

/// The code that HR sends: there is no chance in a script.
const CODE: &str = "ABCDEFGHIJKLMNOP";

impl Stage {
    /// HR decides about this chat's worker, at the desk.
    pub(super) async fn hr(&self, decision: &Decision) -> anyhow::Result<()> {
        let worker = self.worker().await?;
        let mut tx = self.store.write().await?;
        let line = tx
            .roster_line_of(&worker)
            .await?
            .context("nobody's roster has this worker")?;
        let (hr, _) = tx
            .staff_by_login("hr")
            .await?
            .context("the demo has an HR")?;
        tx.decide_roster_line(&line, decision, &hr.id, self.clock.now())
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// HR binds this chat by a code of its account page.
    pub(super) async fn hr_binds(&mut self) -> anyhow::Result<()> {
        let mut tx = self.store.write().await?;
        let (hr, _) = tx
            .staff_by_login("hr")
            .await?
            .context("the demo has an HR")?;
        tx.make_staff_chat_code(&self.store, &hr.id, CODE, self.clock.now())
            .await?;
        tx.commit().await?;
        let payload = Some(format!("s_{CODE}"));
        self.hear(Said::Start { payload }).await
    }
}
