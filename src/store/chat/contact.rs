//! Whether people may be written to, beyond the chat they are in.

use super::super::db::{Result, Tx, execute, rows};
use crate::domain::id::{ChatId, WorkerId};

impl Tx {
    /// Takes back a worker's refusal of notices in their other chats: who comes back in one is back, as who refuses
    /// in one has refused. A chat that is busy is left; its own word counts there.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn welcome_elsewhere(&mut self, worker: &WorkerId, here: &ChatId) -> Result<()> {
        let others = rows!(
            self,
            fetch_all,
            (String,),
            skip_locked "SELECT id FROM chat WHERE worker_id = $1 AND id <> $2 \
             AND contact IN ('opted_out', 'blocked_opted_out') ORDER BY id" "",
            worker.as_str(),
            here.as_str(),
        )?;
        for (other,) in others {
            execute!(
                self,
                "UPDATE chat SET contact = CASE contact WHEN 'opted_out' THEN 'open' ELSE 'blocked' END WHERE id = $1",
                other.as_str(),
            )?;
        }
        Ok(())
    }
}
