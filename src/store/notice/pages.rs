//! The list of notices, page by page.

use super::super::db::{Result, Tx, rows};
use super::{Notice, NoticeRow, select_notices};

impl Tx {
    /// How many notices there are.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn count_notices(&mut self) -> Result<i64> {
        let (count,) = rows!(self, fetch_one, (i64,), "SELECT COUNT(*) FROM notice")?;
        Ok(count)
    }

    /// Some of the notices: those under way first, then those that wait for somebody, then the rest; among them the
    /// newest first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn notices_page(&mut self, limit: i64, offset: i64) -> Result<Vec<Notice>> {
        let found = rows!(
            self,
            fetch_all,
            NoticeRow,
            select_notices!(
                "ORDER BY CASE WHEN n.state IN ('sending', 'paused') THEN 0 \
                           WHEN n.state IN ('draft', 'approved', 'scheduled') THEN 1 ELSE 2 END, \
               n.created_at DESC, n.id DESC LIMIT $1 OFFSET $2"
            ),
            limit,
            offset,
        )?;
        self.with_texts(found).await
    }
}
