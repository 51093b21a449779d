//! Claiming: which rows may go next, and their lease.
//!
//! The index each statement walks along is part of its design (a queue of a million rows must not be sorted for
//! every claim), so a test reads SQLite's plan of the very texts used here.

use super::super::db::{INSERT_ROWS, Result, Statement, StoreError, Tx, built_execute, rows};
use super::super::notice::{FALLEN_OUT, Going, Tally};
use super::super::row::{json, word};
use super::{Claimed, ClaimedNotices, Reader, Says};
use crate::domain::delivery::{ChannelKind, ContactState, Gone, Lane};
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::{Known, OnDoubt};
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// The statement around the rows picked: `$until` names the parameter of the lease's end, `$lock` the clause with
/// which PostgreSQL passes over rows that another claims, `$of_lane` what is read for this lane.
macro_rules! claim {
    ($picked:expr, $until:literal, $lock:literal, $of_lane:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (",
            $picked,
            $lock,
            ") \
             UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = ",
            $until,
            " \
             WHERE id IN (SELECT id FROM picked) \
             RETURNING id, due_at, chat_id, address, attempts, failures, \
               (SELECT c.locale FROM chat AS c WHERE c.id = outbox.chat_id) AS locale, ",
            $of_lane
        )
    };
}

/// Replies that are due and the first of their chat.
macro_rules! claim_replies {
    ($lock:literal) => {
        claim!(
            "SELECT o.id FROM outbox AS o \
             WHERE o.channel = $1 AND o.lane = 'reply' AND o.state = 'queued' AND o.due_at <= $2 \
               AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.chat_id = o.chat_id AND e.id < o.id \
                               AND e.lane = 'reply' AND e.state IN ('queued', 'sending')) \
             ORDER BY o.due_at, o.id LIMIT $3",
            "$4",
            $lock,
            "(SELECT c.contact FROM chat AS c WHERE c.id = outbox.chat_id) AS contact, content, edit_ref, \
             (SELECT c.prompt_ref FROM chat AS c WHERE c.id = outbox.chat_id) AS prompt_ref"
        )
    };
}

/// Rows of one notice that are due, while it is being sent. Who has opted out in one chat has in all of them.
macro_rules! claim_bulk {
    ($lock:literal) => {
        claim!(
            "SELECT o.id FROM outbox AS o \
             WHERE o.notice_id = $1 AND o.channel = $2 AND o.lane = 'bulk' AND o.state = 'queued' \
               AND o.due_at <= $3 \
               AND EXISTS (SELECT 1 FROM notice AS n WHERE n.id = $1 AND n.state = 'sending') \
             ORDER BY o.due_at, o.id LIMIT $4",
            "$5",
            $lock,
            "CASE WHEN EXISTS (SELECT 1 FROM chat AS p WHERE COALESCE(p.worker_id, p.id) = \
               (SELECT COALESCE(c.worker_id, c.id) FROM chat AS c WHERE c.id = outbox.chat_id) \
               AND p.contact IN ('opted_out', 'blocked_opted_out')) THEN 'opted_out' \
             ELSE (SELECT c.contact FROM chat AS c WHERE c.id = outbox.chat_id) END AS contact"
        )
    };
}

#[derive(sqlx::FromRow)]
struct ClaimRow {
    id: i64,
    due_at: i64,
    chat_id: String,
    address: String,
    /// This and the next two only of replies.
    #[sqlx(default)]
    content: Option<String>,
    #[sqlx(default)]
    edit_ref: Option<String>,
    #[sqlx(default)]
    prompt_ref: Option<String>,
    attempts: i64,
    failures: i64,
    locale: String,
    contact: String,
}

/// Why a claimed row is settled on the spot instead of being sent.
enum Unsendable {
    Blocked,
    OptedOut,
    Unreadable(StoreError),
}

/// A notice and what it says of its readers, by chat.
type Bulk<'a> = (&'a Going, &'a HashMap<String, Known>);

impl ClaimRow {
    /// The row as it is to be sent; `bulk` holds the notice, and what it says of its readers, for a row of the bulk
    /// lane.
    fn ready(self, bulk: Option<Bulk<'_>>) -> Result<Claimed, Unsendable> {
        let id = self.id.to_string();
        let contact = word(
            "chat",
            &self.chat_id,
            "contact",
            &self.contact,
            ContactState::parse,
        );
        match (contact.map_err(Unsendable::Unreadable)?, bulk) {
            (ContactState::Blocked | ContactState::BlockedOptedOut, _) => {
                return Err(Unsendable::Blocked);
            }
            (ContactState::OptedOut, Some(_)) => return Err(Unsendable::OptedOut),
            (ContactState::OptedOut, None) | (ContactState::Open, _) => {}
        }
        let says = match bulk {
            None => {
                let text = self.content.as_deref().unwrap_or_default();
                json("outbox", &id, "content", text).map(|content| Says::This(Box::new(content)))
            }
            Some((_, known)) => {
                let known = known.get(self.chat_id.as_str()).cloned();
                let locale = word("chat", &self.chat_id, "locale", &self.locale, Locale::parse);
                locale.map(|locale| {
                    let known = known.unwrap_or_default();
                    Says::Notice(Box::new(Reader { locale, known }))
                })
            }
        };
        Ok(Claimed {
            says: says.map_err(Unsendable::Unreadable)?,
            spent: self
                .prompt_ref
                .filter(|prompt| bulk.is_none() && self.edit_ref.as_ref() != Some(prompt)),
            id: self.id,
            chat: ChatId::new(self.chat_id),
            address: self.address,
            edit: self.edit_ref,
            lane: if bulk.is_some() {
                Lane::Bulk
            } else {
                Lane::Reply
            },
            attempt: self.attempts,
            failures: self.failures,
            notice: bulk.map(|(going, _)| going.id.clone()),
            quiet: bulk.map_or(QuietHours::NONE, |(going, _)| going.quiet),
            doubt: bulk.map_or(OnDoubt::Resend, |(going, _)| going.doubt),
        })
    }
}

impl Tx {
    pub(super) async fn claim_replies(
        &mut self,
        channel: ChannelKind,
        limit: i64,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        let found = rows!(
            @run self,
            fetch_all,
            ClaimRow,
            claim_replies!(""),
            claim_replies!(" FOR UPDATE SKIP LOCKED"),
            channel.as_str(),
            now.millis(),
            limit,
            until.millis()
        )?;
        let (ready, _) = self.sendable(found, None, now).await?;
        Ok(ready)
    }

    /// Claims up to `limit` rows of notices that are due, for `lease`: only of notices that are being sent and not
    /// in their quiet hours, which are those of the `house` unless a notice has its own; the one started first first.
    /// What cannot be sent is settled here and not returned.
    ///
    /// # Errors
    /// As [`Tx::claim`].
    pub async fn claim_notices(
        &mut self,
        channel: ChannelKind,
        limit: i64,
        lease: Duration,
        house: QuietHours,
        now: Timestamp,
    ) -> Result<ClaimedNotices> {
        let all = self.notices_going(house).await?;
        let mut claimed = Vec::new();
        let going = all.iter().map(|going| going.id.clone()).collect();
        for going in all {
            let room = limit - i64::try_from(claimed.len()).unwrap_or(i64::MAX);
            if room <= 0 {
                break;
            }
            if going.quiet.end(now).is_some() {
                continue;
            }
            let found = rows!(
                @run self,
                fetch_all,
                ClaimRow,
                claim_bulk!(""),
                claim_bulk!(" FOR UPDATE SKIP LOCKED"),
                going.id.as_str(),
                channel.as_str(),
                now.millis(),
                room,
                now.plus(lease).millis()
            )?;
            if found.is_empty() {
                continue;
            }
            let known = self.said_of(&going.id, &found).await?;
            let found_rows = found.len();
            let (ready, left_out) = self.sendable(found, Some((&going, &known)), now).await?;
            let failed = found_rows - ready.len() - left_out;
            if failed > 0 {
                let tally = Tally {
                    failed: i64::try_from(failed).unwrap_or(i64::MAX),
                    ..Tally::default()
                };
                let ends = BTreeMap::from([(going.id, tally)]);
                self.add_tally(channel, &ends, now).await?;
            }
            claimed.extend(ready);
        }
        let rows = claimed;
        Ok(ClaimedNotices { rows, going })
    }

    /// What a notice says of the readers of these rows, which is kept with them; nothing for one that says the same
    /// to everyone.
    async fn said_of(
        &mut self,
        notice: &NoticeId,
        found: &[ClaimRow],
    ) -> Result<HashMap<String, Known>> {
        let texts = self.notice_texts(notice).await?;
        if !texts.iter().any(|text| text.letter().is_personal()) {
            return Ok(HashMap::new());
        }
        let known = self
            .known_of(found.iter().map(|row| row.chat_id.as_str()))
            .await?;
        let said = |row: &ClaimRow| Some((row.id, known.get(&row.chat_id)?.clone()));
        let said: Vec<_> = found.iter().filter_map(said).collect();
        self.keep_known(&said).await?;
        Ok(known)
    }

    /// Sorts freshly claimed rows, and settles those that cannot be sent: the others, and how many are left out
    /// because they opted out rather than failed.
    async fn sendable(
        &mut self,
        mut found: Vec<ClaimRow>,
        bulk: Option<Bulk<'_>>,
        now: Timestamp,
    ) -> Result<(Vec<Claimed>, usize)> {
        found.sort_unstable_by_key(|row| (row.due_at, row.id));
        let mut claimed = Vec::with_capacity(found.len());
        let mut opted_out = Vec::new();
        for row in found {
            let (id, attempt) = (row.id, row.attempts);
            match row.ready(bulk) {
                Ok(ready) => claimed.push(ready),
                Err(Unsendable::Blocked) => {
                    self.settle_failed(id, attempt, Gone::Blocked.as_str(), now)
                        .await?;
                }
                Err(Unsendable::OptedOut) => opted_out.push(id),
                Err(Unsendable::Unreadable(why)) => {
                    tracing::error!(row = id, error = %why, "a message cannot be read and is given up");
                    self.settle_failed(id, attempt, "unreadable row", now)
                        .await?;
                }
            }
        }
        self.exclude(&opted_out, now).await?;
        Ok((claimed, opted_out.len()))
    }

    /// Leaves claimed rows out: their people have opted out meanwhile.
    async fn exclude(&mut self, rows: &[i64], now: Timestamp) -> Result<()> {
        for chunk in rows.chunks(INSERT_ROWS) {
            let mut sql = Statement::default();
            sql.push("UPDATE outbox SET state = 'excluded', lease_until = NULL, error = ")
                .bind(FALLEN_OUT)
                .push(", settled_at = ")
                .bind(now.millis())
                .push(" WHERE id IN (")
                .bind_all(chunk.iter().copied())
                .push(")");
            built_execute!(self, sql)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::keys::Keys;
    use super::*;
    use crate::store::Store;

    macro_rules! plan {
        ($sql:expr) => {{
            let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
                .await
                .unwrap();
            let mut tx = store.write().await.unwrap();
            let steps = rows!(
                &mut tx,
                fetch_all,
                (i64, i64, i64, String),
                concat!("EXPLAIN QUERY PLAN ", $sql),
            );
            let steps: Vec<_> = steps
                .unwrap()
                .into_iter()
                .map(|(_, _, _, step)| step)
                .collect();
            steps.join("\n")
        }};
    }

    #[tokio::test]
    async fn replies_are_claimed_along_their_indexes_without_sorting() {
        let plan = plan!(claim_replies!(""));
        assert!(
            plan.contains("SEARCH o USING INDEX outbox_replies (channel=? AND due_at<?)"),
            "{plan}"
        );
        assert!(
            plan.contains("SEARCH e USING INDEX outbox_chat_line (chat_id=? AND id<?)"),
            "{plan}"
        );
        assert!(
            plan.contains("SEARCH outbox USING INTEGER PRIMARY KEY"),
            "{plan}"
        );
        assert!(
            !plan.contains("SCAN o") && !plan.contains("TEMP B-TREE FOR ORDER"),
            "{plan}"
        );
    }

    #[tokio::test]
    async fn notices_are_claimed_along_their_index_without_sorting() {
        let plan = plan!(claim_bulk!(""));
        let walk =
            "SEARCH o USING COVERING INDEX outbox_bulk (notice_id=? AND channel=? AND due_at<?)";
        assert!(plan.contains(walk), "{plan}");
        assert!(
            plan.contains("SEARCH outbox USING INTEGER PRIMARY KEY"),
            "{plan}"
        );
        assert!(
            !plan.contains("SCAN o") && !plan.contains("TEMP B-TREE FOR ORDER"),
            "{plan}"
        );
    }
}
