//! What the installation knows about itself: a few named values, and whether it holds anything yet.

use super::Store;
use super::db::{Result, StoreError, Tx, execute, rows};
use crate::domain::id::StaffId;
use crate::domain::staff::{Role, Staff};

/// Hash of a fixed word under the key the database was made with.
const KEY_CHECK: &str = "key_check";

impl Tx {
    /// The value noted under a name.
    pub async fn meta(&mut self, name: &str) -> Result<Option<String>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT value FROM meta WHERE name = $1",
            name
        )?;
        Ok(row.map(|(value,)| value))
    }

    /// Notes a value under a name, over the one before.
    pub async fn set_meta(&mut self, name: &str, value: &str) -> Result<()> {
        execute!(
            self,
            "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )?;
        Ok(())
    }

    /// Notes a value unless there is one, and gives what stands there afterwards. Of two processes that start
    /// together on one database, the second waits here for the first and finds its value.
    pub async fn settle_meta(&mut self, name: &str, value: &str) -> Result<String> {
        execute!(
            self,
            "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            name,
            value,
        )?;
        Ok(self.meta(name).await?.unwrap_or_else(|| value.to_owned()))
    }

    /// Whether nobody has used this database yet: no employer, account, worker or chat.
    pub async fn is_empty(&mut self) -> Result<bool> {
        let (rows,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT CAST((SELECT COUNT(*) FROM (SELECT 1 FROM employer LIMIT 1) AS e) \
             + (SELECT COUNT(*) FROM (SELECT 1 FROM staff LIMIT 1) AS s) \
             + (SELECT COUNT(*) FROM (SELECT 1 FROM worker LIMIT 1) AS w) \
             + (SELECT COUNT(*) FROM (SELECT 1 FROM chat LIMIT 1) AS c) AS BIGINT)",
        )?;
        Ok(rows == 0)
    }

    /// The longest-standing account of a role that may sign in.
    pub async fn first_staff(&mut self, role: Role) -> Result<Option<Staff>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM staff WHERE role = $1 AND NOT disabled ORDER BY created_at, login LIMIT 1",
            role.as_str(),
        )?;
        match row {
            Some((id,)) => self.staff(&StaffId::new(id)).await,
            None => Ok(None),
        }
    }
}

impl Store {
    /// Refuses a key other than the one this database was made with: under it, nothing sealed could be opened and
    /// nobody would be recognised. The first key seen is taken for the right one.
    ///
    /// # Errors
    /// [`StoreError::Key`] for another key.
    pub async fn check_key(&self) -> Result<()> {
        let ours = self.keys().hash("meta.key_check", "returnline");
        let mut tx = self.write().await?;
        let noted = tx.settle_meta(KEY_CHECK, &ours).await?;
        tx.commit().await?;
        if noted == ours {
            return Ok(());
        }
        Err(StoreError::Key(
            "the key is not the one this database was made with; restore that one (the file beside the database, \
             key_file or RETURNLINE_KEY), the personal data cannot be read without it"
                .to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;

    #[tokio::test]
    async fn a_value_is_noted_over_the_last_or_settled_once() {
        let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
            .await
            .unwrap();
        let mut tx = store.write().await.unwrap();
        assert!(tx.is_empty().await.unwrap());
        assert_eq!(tx.meta("clock").await.unwrap(), None);
        tx.set_meta("clock", "1").await.unwrap();
        tx.set_meta("clock", "2").await.unwrap();
        assert_eq!(tx.meta("clock").await.unwrap().as_deref(), Some("2"));
        assert_eq!(tx.settle_meta("world", "demo").await.unwrap(), "demo");
        assert_eq!(tx.settle_meta("world", "live").await.unwrap(), "demo");
    }

    #[tokio::test]
    async fn another_key_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("x.db").display());
        for (root, fine) in [([1; 32], true), ([1; 32], true), ([2; 32], false)] {
            let store = Store::open(&url, Keys::from_root(&root)).await.unwrap();
            assert_eq!(store.check_key().await.is_ok(), fine);
            store.close().await;
        }
    }
}
