//! How SQLite means to answer, for tests.

use super::super::Store;
use super::super::db::Tx;
use super::super::keys::Keys;

/// The steps of SQLite's plan for a statement, one a line.
pub(super) async fn plan(sql: &'static str) -> String {
    let keys = Keys::from_root(&[7; 32]);
    let store = Store::open("sqlite::memory:", keys).await.unwrap();
    let Tx::Sqlite(mut tx) = store.write().await.unwrap() else {
        panic!("a memory database is SQLite's");
    };
    let explained = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps = sqlx::query_as::<_, (i64, i64, i64, String)>(explained);
    let steps = steps.fetch_all(&mut *tx).await.unwrap();
    let steps: Vec<_> = steps.into_iter().map(|(_, _, _, step)| step).collect();
    steps.join("\n")
}
