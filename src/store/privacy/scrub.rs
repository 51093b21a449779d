//! Table by table: what an erasure deletes, what it blanks, and what it leaves because only ids are in it.
//!
//! Left as they are: `seat_event`, `trip_told`, `waitlist`, `ticket`, `consent`, `notice` and its tallies, the ledger's
//! rows without their contents. A place of origin stays as its province, for the counts.

use super::super::Store;
use super::super::db::{Result, Tx, execute};
use super::super::registration::CERTIFICATE;
use super::super::row::to_json;
use super::Counts;
use crate::domain::health::Certificate;
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::time::Timestamp;

/// What stands for a name that is gone.
const BLANK: &str = "*";

impl Tx {
    /// Blanks a worker's row and all that hangs on it. Call with the worker locked, key and all, and with what they had
    /// given up.
    pub(super) async fn scrub_worker(
        &mut self,
        store: &Store,
        worker: &WorkerId,
        counts: &mut Counts,
        now: Timestamp,
    ) -> Result<()> {
        // By the hashes, so before they go.
        counts.listed += self.unlist(worker).await?;
        self.blank_reasons(worker).await?;
        for sql in [
            "DELETE FROM line_class WHERE worker_id = $1",
            "DELETE FROM waiver WHERE worker_id = $1",
            "UPDATE help SET claims_worker = NULL WHERE claims_worker = $1",
        ] {
            execute!(self, sql, worker.as_str())?;
        }
        counts.health += execute!(
            self,
            "DELETE FROM temperature WHERE worker_id = $1",
            worker.as_str()
        )?;
        counts.health += execute!(
            self,
            "UPDATE boarding SET temperature = NULL, health_code = NULL, reasons = '', why = NULL WHERE worker_id = $1 \
             AND (temperature IS NOT NULL OR health_code IS NOT NULL OR reasons <> '' OR why IS NOT NULL)",
            worker.as_str(),
        )?;
        let absent = absent(store)?;
        execute!(
            self,
            "UPDATE registration SET state = 'erased', chat_id = NULL, origin = SUBSTR(origin, 1, 2) || '0000', \
             health_code = 'none', health_observed_at = 0, certificate_sealed = $2, certificate_until = NULL, \
             updated_at = $3 WHERE worker_id = $1",
            worker.as_str(),
            absent,
            now.millis(),
        )?;
        execute!(
            self,
            "UPDATE worker SET name = $2, id_hash = 'erased:' || id, id_sealed = $3, id_mask = '', \
             mobile_hash = 'erased:' || id, mobile_sealed = $3, mobile_mask = '', erased_at = $4, updated_at = $4 \
             WHERE id = $1",
            worker.as_str(),
            BLANK,
            Vec::<u8>::new(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Takes a worker off every uploaded list.
    async fn unlist(&mut self, worker: &WorkerId) -> Result<u64> {
        // Through the lists, for the entries are found by list and hash.
        Ok(execute!(
            self,
            "DELETE FROM audience_list_entry WHERE list_id IN (SELECT id FROM audience_list) AND hash IN \
             (SELECT id_hash FROM worker WHERE id = $1 UNION SELECT mobile_hash FROM worker WHERE id = $1)",
            worker.as_str(),
        )?)
    }

    /// Takes the words that people wrote about a worker out of the audit; what was done, when and by whom stays.
    async fn blank_reasons(&mut self, worker: &WorkerId) -> Result<()> {
        execute!(
            self,
            "UPDATE audit SET reason = NULL WHERE reason IS NOT NULL AND subject IN (\
             SELECT CAST($1 AS TEXT) UNION ALL SELECT 'worker:' || CAST($1 AS TEXT) \
             UNION ALL SELECT id FROM roster_line WHERE worker_id = $1 \
             UNION ALL SELECT id FROM waitlist WHERE worker_id = $1 \
             UNION ALL SELECT CAST($1 AS TEXT) || ' ' || trip_id FROM waiver WHERE worker_id = $1 \
             UNION ALL SELECT h.id || ' ' || CAST($1 AS TEXT) FROM help h JOIN chat c ON c.id = h.chat_id \
             WHERE c.worker_id = $1 \
             UNION ALL SELECT id FROM help WHERE claims_worker = $1)",
            worker.as_str(),
        )?;
        Ok(())
    }

    /// Blanks a chat: its session, its transcript, what it told clerks, its photos and files. The row keeps the address,
    /// so that an update which comes twice is known and no notice goes there. Call with the chat locked.
    pub(super) async fn scrub_chat(
        &mut self,
        chat: &ChatId,
        counts: &mut Counts,
        now: Timestamp,
    ) -> Result<()> {
        counts.photos += execute!(
            self,
            "DELETE FROM attachment WHERE chat_id = $1",
            chat.as_str()
        )?;
        counts.messages += self.blank_transcript(chat, None, now).await?;
        self.drop_downloads(chat).await?;
        let closed = "UPDATE help SET state = 'closed', closed_at = $2, closed_by = 'erased' \
             WHERE chat_id = $1 AND state = 'open'";
        execute!(self, closed, chat.as_str(), now.millis())?;
        execute!(
            self,
            "UPDATE help SET claims_worker = NULL WHERE chat_id = $1",
            chat.as_str()
        )?;
        execute!(
            self,
            "DELETE FROM chat_event WHERE chat_id = $1",
            chat.as_str()
        )?;
        execute!(
            self,
            "DELETE FROM dead_letter WHERE address = $1 OR EXISTS (SELECT 1 FROM chat c WHERE c.id = $1 \
             AND c.channel = dead_letter.channel AND c.address = dead_letter.address)",
            chat.as_str(),
        )?;
        execute!(
            self,
            "UPDATE chat SET session_sealed = NULL, worker_id = NULL, health_gone_at = $2, contact = CASE contact \
             WHEN 'blocked' THEN 'blocked_opted_out' WHEN 'blocked_opted_out' THEN 'blocked_opted_out' \
             ELSE 'opted_out' END WHERE id = $1",
            chat.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Takes the words out of a chat's transcript and of its conversations with clerks, both sides, up to `until` where
    /// given; the ledger's rows stay. What was still to be sent is not sent. Gives how many bubbles lost their words.
    pub(super) async fn blank_transcript(
        &mut self,
        chat: &ChatId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<u64> {
        let until = until.unwrap_or(now).millis();
        execute!(
            self,
            "UPDATE outbox SET state = 'failed', error = 'erased', settled_at = $3, lease_until = NULL \
             WHERE chat_id = $1 AND lane = 'reply' AND state = 'queued' AND created_at <= $2",
            chat.as_str(),
            until,
            now.millis(),
        )?;
        let mut blanked = execute!(
            self,
            "UPDATE outbox SET content = NULL, seq = NULL, unplaced = FALSE \
             WHERE chat_id = $1 AND content IS NOT NULL AND created_at <= $2",
            chat.as_str(),
            until,
        )?;
        blanked += execute!(
            self,
            "UPDATE outbox SET seq = NULL WHERE chat_id = $1 AND seq IS NOT NULL AND created_at <= $2",
            chat.as_str(),
            until,
        )?;
        blanked += execute!(
            self,
            "UPDATE outbox SET unplaced = FALSE WHERE chat_id = $1 AND unplaced AND created_at <= $2",
            chat.as_str(),
            until,
        )?;
        blanked += execute!(
            self,
            "UPDATE inbound SET echo = NULL, seq = NULL WHERE chat_id = $1 AND seq IS NOT NULL AND at <= $2",
            chat.as_str(),
            until,
        )?;
        blanked += execute!(
            self,
            "UPDATE help_message SET text = '' WHERE text <> '' AND at <= $2 \
             AND help_id IN (SELECT id FROM help WHERE chat_id = $1)",
            chat.as_str(),
            until,
        )?;
        Ok(blanked)
    }
}

/// "No certificate", sealed as a registration keeps it.
pub(super) fn absent(store: &Store) -> Result<Vec<u8>> {
    let absent = to_json(&Certificate::Absent)?;
    Ok(store.keys().seal(CERTIFICATE, absent.as_bytes()))
}
