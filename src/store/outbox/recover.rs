//! Rows whose sender disappeared between the call and its settling: sent again, or held for a person where their
//! notice says so; counted as doubtful either way.
//!
//! Race: a row that is being settled at this moment is locked on PostgreSQL, and passed over.

use super::super::db::{Result, Tx};
use super::super::notice::Tally;
use super::super::row::word;
use super::super::statement::{Statement, built_rows};
use crate::domain::delivery::{ChannelKind, DeliveryState};
use crate::domain::id::NoticeId;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;

/// What is written beside a row that is sent again.
const AGAIN: &str = "unknown outcome, sent again";

/// What is written beside one that is not.
const HELD: &str = "unknown outcome, not sent again";

/// What became of the rows taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovered {
    /// To be sent again at once.
    pub again: u64,
    /// Left for a person to decide.
    pub held: u64,
}

impl Tx {
    /// Takes back rows whose lease ran out.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn recover_expired(&mut self, now: Timestamp) -> Result<Recovered> {
        let expired = |sql: &mut Statement| {
            sql.push("lease_until <= ").bind(now.millis());
        };
        self.recover(expired, now).await
    }

    /// Takes back every row under way on a channel, expired or not. Only for who has just become the channel's
    /// one sender: the predecessor is gone, or too slow to be believed.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn recover_channel(
        &mut self,
        channel: ChannelKind,
        now: Timestamp,
    ) -> Result<Recovered> {
        let under_way = |sql: &mut Statement| {
            sql.push("channel = ").bind(channel.as_str());
        };
        self.recover(under_way, now).await
    }

    async fn recover(
        &mut self,
        which: impl Fn(&mut Statement),
        now: Timestamp,
    ) -> Result<Recovered> {
        let mut sql = Statement::default();
        sql.push("SELECT DISTINCT notice_id FROM outbox WHERE state = 'sending' AND ");
        which(&mut sql);
        let notices = built_rows!(self, fetch_all, (Option<String>,), sql)?;
        if notices.is_empty() {
            return Ok(Recovered::default());
        }
        let notices = notices.into_iter().filter_map(|(notice,)| notice).collect();
        let mut held = self.holding(notices).await?;
        // An empty list is no list.
        held.push(String::new());
        self.take_back(which, &held, now).await
    }

    async fn take_back(
        &mut self,
        which: impl Fn(&mut Statement),
        held: &[String],
        now: Timestamp,
    ) -> Result<Recovered> {
        let mut sql = Statement::default();
        sql.push("WITH gone AS MATERIALIZED (SELECT id FROM outbox WHERE state = 'sending' AND ");
        which(&mut sql);
        if matches!(self, Self::Postgres(_)) {
            sql.push(" FOR NO KEY UPDATE SKIP LOCKED");
        }
        sql.push(") UPDATE outbox SET lease_until = NULL, failures = failures + 1, doubtful = doubtful + 1, due_at = ");
        sql.bind(now.millis());
        for (column, of_held, of_others) in [
            (
                "state",
                DeliveryState::Unknown.as_str(),
                DeliveryState::Queued.as_str(),
            ),
            ("error", HELD, AGAIN),
        ] {
            sql.push(", ")
                .push(column)
                .push(" = CASE WHEN notice_id IN (");
            sql.bind_all(held.iter().map(String::as_str));
            sql.push(") THEN ").bind(of_held).push(" ELSE ");
            sql.bind(of_others).push(" END");
        }
        sql.push(", settled_at = CASE WHEN notice_id IN (");
        sql.bind_all(held.iter().map(String::as_str));
        sql.push(") THEN ").bind(now.millis());
        sql.push(" ELSE settled_at END WHERE id IN (SELECT id FROM gone) RETURNING state, channel, notice_id");
        let taken = built_rows!(self, fetch_all, (String, String, Option<String>), sql)?;
        let mut recovered = Recovered::default();
        let mut ends: BTreeMap<ChannelKind, BTreeMap<NoticeId, Tally>> = BTreeMap::new();
        for (state, channel, notice) in taken {
            let Some(notice) = notice.filter(|_| state == DeliveryState::Unknown.as_str()) else {
                recovered.again += 1;
                continue;
            };
            recovered.held += 1;
            let kind = word("outbox", &notice, "channel", &channel, ChannelKind::parse)?;
            let of_channel = ends.entry(kind).or_default();
            of_channel.entry(NoticeId::new(notice)).or_default().unknown += 1;
        }
        for (channel, ends) in ends {
            self.add_tally(channel, &ends, now).await?;
        }
        Ok(recovered)
    }
}
