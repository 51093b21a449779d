//! Whom a notice has not reached, with the number to call: a page at a time, so that a list of any length is made
//! in the memory of one page.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, rows};
use super::super::row::{bad, place, word};
use super::super::worker::MOBILE;
use super::FALLEN_OUT;
use crate::domain::delivery::{ChannelKind, DeliveryState};
use crate::domain::id::NoticeId;
use crate::domain::identity::Mobile;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;

/// Somebody whom a notice has not reached, or of whom nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    /// Where the next page begins: after the last one's.
    pub cursor: i64,
    /// Failed, unknown, or excluded because they block us.
    pub state: DeliveryState,
    /// Why; a server's words or ours.
    pub reason: Option<String>,
    /// Full name, personal data; `None` before registration.
    pub name: Option<String>,
    /// Full mobile number; `None` before registration.
    pub mobile: Option<Mobile>,
    /// Where they come from.
    pub origin: Option<PlaceCode>,
    /// Name of their employer.
    pub employer: Option<String>,
    /// Channel of the chat that was, or would have been, written to.
    pub channel: ChannelKind,
    /// Attempts made.
    pub attempts: i64,
    /// When it was given up.
    pub at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct UnreachedRow {
    id: i64,
    state: String,
    error: Option<String>,
    worker_id: Option<String>,
    name: Option<String>,
    mobile_sealed: Option<Vec<u8>>,
    origin: Option<String>,
    employer: Option<String>,
    channel: String,
    attempts: i64,
    settled_at: Option<i64>,
}

impl UnreachedRow {
    fn into_unreached(self, store: &Store) -> Result<Unreached> {
        let row = self.id.to_string();
        let worker = self.worker_id.unwrap_or_default();
        let opened = |sealed: Vec<u8>| {
            let plain = store.keys().open(MOBILE, &sealed);
            let text = plain.and_then(|plain| String::from_utf8(plain).ok());
            let mobile = text.and_then(|text| Mobile::parse(&text).ok());
            mobile.ok_or_else(|| StoreError::BadRow {
                table: "worker",
                id: worker.clone(),
                what: "mobile_sealed cannot be read; was it written under another key?".into(),
            })
        };
        let origin = self.origin.as_deref();
        Ok(Unreached {
            cursor: self.id,
            state: word("outbox", &row, "state", &self.state, DeliveryState::parse)?,
            reason: self.error,
            name: self.name,
            mobile: self.mobile_sealed.map(opened).transpose()?,
            origin: origin
                .map(|code| place("registration", &worker, "origin", code))
                .transpose()?,
            employer: self.employer,
            channel: ChannelKind::parse(&self.channel)
                .ok_or_else(|| bad("outbox", &row, "channel", &self.channel))?,
            attempts: self.attempts,
            at: self.settled_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// The next people after `after` (0 for the first) whom a notice has not reached, at most `limit`: failed,
    /// unknown, or left out because they block us. Who has opted out is not among them, also when they did so in
    /// another chat or later: they do not want it, by telephone either. `store` opens the sealed numbers: whoever
    /// calls this records it.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn unreached(
        &mut self,
        store: &Store,
        notice: &NoticeId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Unreached>> {
        let found = rows!(
            self,
            fetch_all,
            UnreachedRow,
            "SELECT o.id, o.state, o.error, c.worker_id, w.name, w.mobile_sealed, r.origin, f.name AS employer, \
               o.channel, o.attempts, o.settled_at \
             FROM outbox AS o JOIN chat AS c ON c.id = o.chat_id LEFT JOIN worker AS w ON w.id = c.worker_id \
             LEFT JOIN registration AS r ON r.worker_id = w.id LEFT JOIN employer AS f ON f.id = r.employer_id \
             WHERE o.notice_id = $1 AND o.id > $2 AND o.state IN ('failed', 'unknown', 'excluded') \
             AND COALESCE(o.error, '') <> $3 AND c.contact NOT IN ('opted_out', 'blocked_opted_out') \
             AND NOT EXISTS (SELECT 1 FROM chat AS other \
               WHERE COALESCE(other.worker_id, other.id) = COALESCE(c.worker_id, c.id) AND other.contact IN ('opted_out', 'blocked_opted_out')) \
             ORDER BY o.id LIMIT $4",
            notice.as_str(),
            after,
            FALLEN_OUT,
            limit,
        )?;
        found
            .into_iter()
            .map(|row| row.into_unreached(store))
            .collect()
    }
}
