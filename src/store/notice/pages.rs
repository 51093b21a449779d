//! How many notices there are.

use super::super::db::{Result, Tx, rows};

impl Tx {
    /// How many notices there are.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn count_notices(&mut self) -> Result<i64> {
        let (count,) = rows!(self, fetch_one, (i64,), "SELECT COUNT(*) FROM notice")?;
        Ok(count)
    }
}
