//! Claiming rows of notices, several hundred with two statements, whatever their number: one picks them, and brings
//! them as one text because so many values would otherwise be handed from thread to thread one by one; one puts them
//! under their lease.

use super::super::db::{Result, Tx, execute, rows};
use super::super::notice::{FALLEN_OUT, Going, Tally};
use super::super::row::{json, to_json, word};
use super::claim::Unsendable;
use super::{Claimed, ClaimedNotices, Reader, Says};
use crate::domain::delivery::{ChannelKind, ContactState, Lane};
use crate::domain::id::{ChatId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::Known;
use crate::domain::quiet::QuietHours;
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// Rows of one notice that are due, while it is being sent, with the language of their chat and how it stands: who has
/// opted out in one chat has in all of them.
macro_rules! pick_bulk {
    ($array:literal, $object:literal, $lock:literal) => {
        concat!(
            "SELECT CAST(",
            $array,
            "(",
            $object,
            "(id, chat_id, address, attempts, failures, reader)) AS TEXT) FROM (\
             SELECT o.id, o.chat_id, o.address, o.attempts, o.failures, \
             (SELECT c.locale || ' ' || CASE WHEN EXISTS (SELECT 1 FROM chat AS p \
                WHERE COALESCE(p.worker_id, p.id) = COALESCE(c.worker_id, c.id) \
                AND p.contact IN ('opted_out', 'blocked_opted_out')) THEN 'opted_out' ELSE c.contact END \
              FROM chat AS c WHERE c.id = o.chat_id) AS reader \
             FROM outbox AS o \
             WHERE o.notice_id = $1 AND o.channel = $2 AND o.lane = 'bulk' AND o.state = 'queued' \
               AND o.due_at <= $3 \
               AND EXISTS (SELECT 1 FROM notice AS n WHERE n.id = $1 AND n.state = 'sending') \
             ORDER BY o.due_at, o.id LIMIT $4",
            $lock,
            ") AS picked"
        )
    };
}

/// A row as it was picked.
#[derive(serde::Deserialize)]
struct Picked {
    id: i64,
    chat: String,
    address: String,
    /// Those before this one.
    attempts: i64,
    failures: i64,
    /// The chat's language and how it stands.
    reader: String,
}

impl Picked {
    /// The row as it is to be sent, once it is under its lease; `None` when its person has opted out.
    fn ready(
        self,
        going: &Going,
        known: &HashMap<String, Known>,
    ) -> Result<Option<Claimed>, Unsendable> {
        let Some(locale) = self.language()? else {
            return Ok(None);
        };
        let known = known.get(&self.chat).cloned().unwrap_or_default();
        Ok(Some(Claimed {
            id: self.id,
            says: Says::Notice(Box::new(Reader { locale, known })),
            chat: ChatId::new(self.chat),
            address: self.address,
            edit: None,
            spent: None,
            lane: Lane::Bulk,
            attempt: self.attempts + 1,
            failures: self.failures,
            notice: Some(going.id.clone()),
            quiet: going.quiet,
            doubt: going.doubt,
        }))
    }

    /// The language of the chat, unless nothing can be sent to it; `None` when its person has opted out.
    fn language(&self) -> Result<Option<Locale>, Unsendable> {
        let chat = self.chat.as_str();
        let (locale, contact) = self.reader.split_once(' ').unwrap_or_default();
        let contact = word("chat", chat, "contact", contact, ContactState::parse);
        match contact.map_err(Unsendable::Unreadable)? {
            ContactState::Blocked | ContactState::BlockedOptedOut => Err(Unsendable::Blocked),
            ContactState::OptedOut => Ok(None),
            ContactState::Open => {
                let locale = word("chat", chat, "locale", locale, Locale::parse);
                locale.map(Some).map_err(Unsendable::Unreadable)
            }
        }
    }
}

impl Tx {
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
        let going = all.iter().map(|going| going.id.clone()).collect();
        let mut rows = Vec::new();
        for going in all {
            let room = limit - i64::try_from(rows.len()).unwrap_or(i64::MAX);
            if room <= 0 {
                break;
            }
            if going.quiet.end(now).is_some() {
                continue;
            }
            let picked = self.pick(&going.id, channel, room, now).await?;
            if picked.is_empty() {
                continue;
            }
            self.put_under_lease(&picked, now.plus(lease)).await?;
            let known = self.said_of(&going.id, &picked).await?;
            rows.extend(
                self.sendable(picked, channel, (&going, &known), now)
                    .await?,
            );
        }
        Ok(ClaimedNotices { rows, going })
    }

    /// Rows of a notice that may go now, in the order in which they are due; on PostgreSQL locked.
    async fn pick(
        &mut self,
        notice: &NoticeId,
        channel: ChannelKind,
        room: i64,
        now: Timestamp,
    ) -> Result<Vec<Picked>> {
        let (picked,) = rows!(
            @run self,
            fetch_one,
            (Option<String>,),
            pick_bulk!("json_group_array", "json_array", ""),
            pick_bulk!("json_agg", "json_build_array", " FOR NO KEY UPDATE OF o SKIP LOCKED"),
            notice.as_str(),
            channel.as_str(),
            now.millis(),
            room
        )?;
        let picked = picked.map(|all| json("outbox", notice.as_str(), "rows", &all));
        Ok(picked.transpose()?.unwrap_or_default())
    }

    /// Puts rows just picked under their lease.
    async fn put_under_lease(&mut self, picked: &[Picked], until: Timestamp) -> Result<()> {
        let list: Vec<_> = picked.iter().map(|row| [row.id]).collect();
        execute!(
            self,
            listed
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = $2 \
             WHERE id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM "
            ")",
            to_json(&list)?,
            until.millis(),
        )?;
        Ok(())
    }

    /// What a notice says of the readers of these rows, which is kept with them; nothing for one that says the same
    /// to everyone.
    async fn said_of(
        &mut self,
        notice: &NoticeId,
        picked: &[Picked],
    ) -> Result<HashMap<String, Known>> {
        let texts = self.notice_texts(notice).await?;
        if !texts.iter().any(|text| text.letter().is_personal()) {
            return Ok(HashMap::new());
        }
        let chats = picked.iter().map(|row| row.chat.as_str());
        let known = self.known_of(chats).await?;
        let said = |row: &Picked| Some((row.id, known.get(&row.chat)?.clone()));
        let said: Vec<_> = picked.iter().filter_map(said).collect();
        self.keep_known(&said).await?;
        Ok(known)
    }

    /// Settles those of freshly claimed rows that cannot be sent: who has opted out is left out, the rest has failed.
    async fn sendable(
        &mut self,
        picked: Vec<Picked>,
        channel: ChannelKind,
        (going, known): (&Going, &HashMap<String, Known>),
        now: Timestamp,
    ) -> Result<Vec<Claimed>> {
        let mut ready = Vec::with_capacity(picked.len());
        let (mut opted_out, mut tally) = (Vec::new(), Tally::default());
        for row in picked {
            let attempt = (row.id, row.attempts + 1);
            match row.ready(going, known) {
                Ok(Some(row)) => ready.push(row),
                Ok(None) => opted_out.push([attempt.0]),
                Err(why) => {
                    tally.failed += 1;
                    self.give_up(attempt, why, now).await?;
                }
            }
        }
        self.exclude(&opted_out, now).await?;
        if tally != Tally::default() {
            let ends = BTreeMap::from([(going.id.clone(), tally)]);
            self.add_tally(channel, &ends, now).await?;
        }
        Ok(ready)
    }

    /// Leaves claimed rows out: their people have opted out meanwhile.
    async fn exclude(&mut self, rows: &[[i64; 1]], now: Timestamp) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        execute!(
            self,
            listed
            "UPDATE outbox SET state = 'excluded', lease_until = NULL, error = $2, settled_at = $3 \
             WHERE id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM "
            ")",
            to_json(&rows)?,
            FALLEN_OUT,
            now.millis(),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::claim::tests::plan;

    #[tokio::test]
    async fn notices_are_claimed_along_their_index_without_sorting() {
        let plan = plan(pick_bulk!("json_group_array", "json_array", "")).await;
        for walk in [
            "SEARCH o USING INDEX outbox_bulk (notice_id=? AND channel=? AND due_at<?)",
            "SEARCH c USING INDEX sqlite_autoindex_chat_1 (id=?)",
            "SEARCH p USING INDEX chat_opted_out (<expr>=?)",
        ] {
            assert!(plan.contains(walk), "{walk}: {plan}");
        }
        assert!(
            !plan.contains("SCAN o") && !plan.contains("TEMP B-TREE FOR ORDER"),
            "{plan}"
        );
    }
}
