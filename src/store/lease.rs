//! Leases: who may act for something shared when several replicas run.
//!
//! Race: two holders meet at one conditional statement, so exactly one of them gets the lease. A holder that was
//! asleep past its end is told apart by the fence, which grows with each new holder.

use super::db::{Result, Tx, execute, rows};
use crate::domain::time::Timestamp;
use std::time::Duration;

impl Tx {
    /// Takes the lease `name` for `ttl`, or prolongs it for who holds it already. Gives the fencing number, or
    /// `None` while somebody else's has not run out.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn acquire_lease(
        &mut self,
        name: &str,
        holder: &str,
        ttl: Duration,
        now: Timestamp,
    ) -> Result<Option<i64>> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "INSERT INTO lease (name, holder, fence, until) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder, \
             fence = CASE WHEN lease.holder = excluded.holder THEN lease.fence ELSE lease.fence + 1 END \
             WHERE lease.holder = excluded.holder OR lease.until <= $4 RETURNING fence",
            name,
            holder,
            now.plus(ttl).millis(),
            now.millis(),
        )?;
        Ok(row.map(|(fence,)| fence))
    }

    /// Whether `holder` has the lease under `fence` at this moment.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn holds_lease(
        &mut self,
        name: &str,
        holder: &str,
        fence: i64,
        now: Timestamp,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT fence FROM lease WHERE name = $1 AND holder = $2 AND fence = $3 AND until > $4",
            name,
            holder,
            fence,
            now.millis(),
        )?;
        Ok(row.is_some())
    }

    /// Gives the lease up, so that another need not wait for its end. Nothing happens to somebody else's.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn release_lease(&mut self, name: &str, holder: &str) -> Result<()> {
        execute!(
            self,
            "UPDATE lease SET until = 0 WHERE name = $1 AND holder = $2",
            name,
            holder
        )?;
        Ok(())
    }
}
