//! One story told on SQLite and on PostgreSQL.

use super::postgres::Database;
use returnline::store::Store;
use returnline::store::keys::Keys;

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
