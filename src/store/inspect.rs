//! Looking at a database from outside: which migrations it has, without changing it.

use super::db::{Db, Result, Tx, rows};

/// A migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Number of its file.
    pub version: i64,
    /// The rest of its file's name.
    pub description: String,
}

/// State of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Applied, oldest first.
    pub applied: Vec<Migration>,
    /// Still to come, oldest first.
    pub pending: Vec<Migration>,
}

/// Reads which migrations a database has. A missing SQLite file is made by connecting, so look for it first.
///
/// # Errors
/// [`super::StoreError`] when the address is not understood or the database is not reached.
pub async fn schema(url: &str) -> Result<Schema> {
    let db = Db::connect(url).await?;
    let found = read(&db).await;
    db.close().await;
    found
}

pub(super) async fn read(db: &Db) -> Result<Schema> {
    let mut tx = db.read().await?;
    let (exists,) = match &tx {
        Tx::Sqlite(_) => rows!(
            &mut tx,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'"
        )?,
        Tx::Postgres(_) => rows!(
            &mut tx,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations'"
        )?,
    };
    let applied: Vec<(i64, String)> = if exists == 0 {
        Vec::new()
    } else {
        rows!(
            &mut tx,
            fetch_all,
            (i64, String),
            "SELECT version, description FROM _sqlx_migrations WHERE success ORDER BY version"
        )?
    };
    let migrator = match &tx {
        Tx::Sqlite(_) => sqlx::migrate!("migrations/sqlite"),
        Tx::Postgres(_) => sqlx::migrate!("migrations/postgres"),
    };
    tx.rollback().await?;
    let pending = migrator
        .iter()
        .filter(|m| !applied.iter().any(|(version, _)| *version == m.version))
        .map(|m| Migration {
            version: m.version,
            description: m.description.to_string(),
        })
        .collect();
    let applied = applied
        .into_iter()
        .map(|(version, description)| Migration {
            version,
            description,
        })
        .collect();
    Ok(Schema { applied, pending })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::keys::Keys;

    #[tokio::test]
    async fn pending_becomes_applied() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("x.db").display());
        let before = schema(&url).await.unwrap();
        assert!(before.applied.is_empty() && !before.pending.is_empty());
        let store = Store::open(&url, Keys::from_root(&[1; 32])).await.unwrap();
        store.close().await;
        let after = schema(&url).await.unwrap();
        assert_eq!(after.applied, before.pending);
        assert!(after.pending.is_empty());
    }
}
