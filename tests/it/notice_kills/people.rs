//! The people of a town, some of whom cannot be reached.

use crate::fake_bot_api::{FakeBotApi, Reach};
use crate::kit::databases::{ROOT, sql};
use returnline::store::Store;
use returnline::store::keys::Keys;
use std::collections::BTreeMap;

/// One in so many has each of the fates that are not [`Fate::Reached`].
const RARE: i64 = 500;

/// What a notice comes to for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Reached,
    Blocked,
    Deactivated,
    NotFound,
    OptedOut,
}

impl Fate {
    /// As the ledger writes it: state and, beside people who were left out, the reason.
    pub fn written(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Reached => ("sent", None),
            Self::Blocked => ("failed", Some("blocked")),
            Self::Deactivated => ("failed", Some("deactivated")),
            Self::NotFound => ("failed", Some("chat not found")),
            Self::OptedOut => ("excluded", Some("opted out")),
        }
    }
}

/// People numbered from 1, each with one chat whose address is that number.
#[derive(Debug)]
pub struct Town {
    pub people: i64,
}

impl Town {
    pub fn fate(chat: i64) -> Fate {
        match chat % RARE {
            1 => Fate::Blocked,
            2 => Fate::Deactivated,
            3 => Fate::NotFound,
            4 => Fate::OptedOut,
            _ => Fate::Reached,
        }
    }

    /// How many have each fate.
    pub fn fates(&self) -> BTreeMap<Fate, i64> {
        let mut fates = BTreeMap::new();
        for chat in 1..=self.people {
            *fates.entry(Self::fate(chat)).or_default() += 1;
        }
        fates
    }

    /// Writes them into a fresh database, with ann who writes notices and bo who approves them.
    pub async fn settle(&self, url: &str) {
        let people = self.people;
        let store = Store::open(url, Keys::from_root(&ROOT)).await.unwrap();
        let mut tx = store.write().await.unwrap();
        sql(
            &mut tx,
            &format!(
                "INSERT INTO chat (id, channel, address, locale, contact, first_seen_at, last_seen_at) \
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) \
                 SELECT 'p' || CAST(i AS TEXT), 'telegram', CAST(i AS TEXT), 'zh-Hans', \
                 CASE WHEN i % {RARE} = 4 THEN 'opted_out' ELSE 'open' END, 0, 0 FROM n"
            ),
        )
        .await;
        sql(
            &mut tx,
            "INSERT INTO staff (id, login, name, role, locale, created_at) \
             VALUES ('ann', 'ann', 'ann', 'clerk', 'en', 0), ('bo', 'bo', 'bo', 'admin', 'en', 0)",
        )
        .await;
        tx.commit().await.unwrap();
        store.close().await;
    }

    /// Tells the messenger who they are.
    pub fn open_chats(&self, api: &FakeBotApi) {
        for chat in 1..=self.people {
            match Self::fate(chat) {
                Fate::Reached | Fate::OptedOut => api.set_reach(chat, Reach::Open),
                Fate::Blocked => api.set_reach(chat, Reach::Blocked),
                Fate::Deactivated => api.set_reach(chat, Reach::Deactivated),
                // The messenger knows nothing of them.
                Fate::NotFound => {}
            }
        }
    }
}
