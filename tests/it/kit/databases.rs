//! One story told on SQLite and on PostgreSQL.

use super::postgres::Database;
use returnline::store::keys::Keys;
use returnline::store::{Store, Tx};
use sqlx::AssertSqlSafe;

/// The key of every test's database.
pub const ROOT: [u8; 32] = [7; 32];

/// Tells `story` on a fresh SQLite file and then on a fresh PostgreSQL database; `name` tells them apart in what
/// is printed. Where PostgreSQL is missing it says so, and fails in CI.
pub async fn on_both(name: &str, story: impl AsyncFn(Store)) {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("story.db").display());
    tell(name, "SQLite", &url, &story).await;
    if let Some(database) = Database::fresh().await {
        tell(name, "PostgreSQL", &database.url, &story).await;
    }
}

/// Runs a statement past the store, to bring about what the store itself would not; gives the rows changed.
pub async fn sql(tx: &mut Tx, text: &str) -> u64 {
    let safe = AssertSqlSafe(text);
    match tx {
        Tx::Sqlite(tx) => sqlx::query(safe)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected()),
        Tx::Postgres(tx) => sqlx::query(safe)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected()),
    }
    .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The one number that a query gives.
pub async fn number(tx: &mut Tx, text: &str) -> i64 {
    let safe = AssertSqlSafe(text);
    match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(safe).fetch_one(&mut **tx).await,
        Tx::Postgres(tx) => sqlx::query_scalar(safe).fetch_one(&mut **tx).await,
    }
    .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The texts that a query gives, a row each.
pub async fn texts(tx: &mut Tx, text: &str) -> Vec<String> {
    let safe = AssertSqlSafe(text);
    match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(safe).fetch_all(&mut **tx).await,
        Tx::Postgres(tx) => sqlx::query_scalar(safe).fetch_all(&mut **tx).await,
    }
    .unwrap_or_else(|error| panic!("{text}: {error}"))
}

async fn tell(name: &str, which: &str, url: &str, story: &impl AsyncFn(Store)) {
    // Shown only when the test fails: then it says on which database.
    println!("{name} on {which}");
    let store = Store::open(url, Keys::from_root(&ROOT)).await.unwrap();
    story(store.clone()).await;
    store.close().await;
}

#[tokio::test]
async fn a_value_is_noted_on_both() {
    on_both("meta", async |store| {
        let mut tx = store.write().await.unwrap();
        assert!(tx.is_empty().await.unwrap());
        tx.set_meta("a", "1").await.unwrap();
        assert_eq!(tx.settle_meta("a", "2").await.unwrap(), "1");
        tx.commit().await.unwrap();
        store.check_key().await.unwrap();
    })
    .await;
}
