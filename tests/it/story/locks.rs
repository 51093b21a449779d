//! Transactions of two chats that concern each other, on the database where they run side by side.

use crate::kit::databases::ROOT;
use crate::kit::postgres::Database;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{ChatId, WaitlistId};
use returnline::domain::language::Locale;
use returnline::domain::registration::News;
use returnline::store::Store;
use returnline::store::demo::DEMO_START;
use returnline::store::keys::Keys;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;

/// Holds its own chat, as a runner does, and then has news for the other's.
async fn tell(store: Store, own: ChatId, other: ChatId, both_hold: Arc<Barrier>) {
    let mut tx = store.write().await.unwrap();
    tx.lock_chat(&store, &own).await.unwrap().unwrap();
    both_hold.wait().await;
    let news = News::OfferExpired {
        waitlist: WaitlistId::new("w"),
    };
    tx.queue_news(&other, &news, DEMO_START).await.unwrap();
    tx.commit().await.unwrap();
}

/// Under `FOR UPDATE` each would wait for the other: the row that names a chat needs it to stay, and only that.
#[tokio::test(flavor = "multi_thread")]
async fn two_busy_chats_can_have_news_for_each_other() {
    let Some(database) = Database::fresh().await else {
        return;
    };
    let keys = Keys::from_root(&ROOT);
    let store = Store::open(&database.url, keys).await.unwrap();
    let mut chats = Vec::new();
    for address in ["1", "2"] {
        let mut tx = store.write().await.unwrap();
        let chat = tx.ensure_chat(ChannelKind::Telegram, address, Locale::En, DEMO_START);
        chats.push(chat.await.unwrap());
        tx.commit().await.unwrap();
    }
    let both_hold = Arc::new(Barrier::new(2));
    let [one, other] = [0, 1].map(|at| {
        let (own, other) = (chats[at].clone(), chats[1 - at].clone());
        tokio::spawn(tell(store.clone(), own, other, both_hold.clone()))
    });
    let told = tokio::time::timeout(Duration::from_secs(20), futures::future::join(one, other));
    let (one, other) = told.await.unwrap();
    one.unwrap();
    other.unwrap();
    store.close().await;
}
