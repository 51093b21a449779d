//! The desk's store, told to both databases: finding anybody, and a worker's whole story.

mod search;
mod story;

use returnline::domain::id::{EmployerId, WorkerId};
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::store::demo::DEMO_START;
use returnline::store::{Store, Tx};

/// Somebody known, with these numbers.
async fn known(tx: &mut Tx, store: &Store, name: &str, id: &str, mobile: &str) -> WorkerId {
    let name = PersonName::parse(name).unwrap();
    let id = ResidentId::parse(id, DEMO_START.date()).unwrap();
    let mobile = Mobile::parse(mobile).unwrap();
    let made = tx.upsert_worker(store, &name, &id, &mobile, "test", DEMO_START);
    made.await.unwrap()
}

/// An employer in a district.
async fn employer(tx: &mut Tx, id: &str, district: &str) -> EmployerId {
    crate::kit::databases::sql(
        tx,
        &format!(
            "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
             VALUES ('{id}', '示例企业{id}', 'x', 'x', '{district}', TRUE, '{id}', 'made up', 0)"
        ),
    )
    .await;
    EmployerId::new(id)
}
