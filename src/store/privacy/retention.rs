//! Health data goes by itself (domain reference §3): the given days after the person arrived. Who never travelled: that
//! long after the day of the trip they had a seat on, and without one after their last word about health.
//!
//! Never early: whichever of arrival, departure and last word is the latest counts. What a sweep does is bounded, and
//! doing it again finds nothing.

use super::super::Store;
use super::super::db::{Result, Tx, execute, rows};
use super::super::row::word;
use super::scrub::absent;
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::privacy::RetentionKind;
use crate::domain::time::Timestamp;

/// Somebody whose health data has had its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuePerson {
    /// A registered worker.
    Worker(WorkerId),
    /// A chat that never registered and has been silent for that long.
    Chat(ChatId),
}

/// One line of a sweep's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRun {
    /// When the sweep was.
    pub at: Timestamp,
    /// What it looked for.
    pub kind: RetentionKind,
    /// How many it removed.
    pub removed: i64,
    /// The moment of the oldest that is kept; none where none is.
    pub oldest_kept: Option<Timestamp>,
}

/// When a registration's health data was last needed, for a query with `r` registration: the arrival, else the departure,
/// of the trip they have a seat on; the last word about health; the last submission.
macro_rules! needed_until {
    () => {
        "(SELECT COALESCE(v.arrived_at, t.departs_at) FROM seat s JOIN vehicle v ON v.id = s.vehicle_id \
         JOIN trip t ON t.id = s.trip_id WHERE s.worker_id = r.worker_id)"
    };
}

impl Tx {
    /// People whose health data was last needed at `cutoff` or before, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn health_due(&mut self, cutoff: Timestamp, limit: i64) -> Result<Vec<DuePerson>> {
        let workers = rows!(
            self,
            fetch_all,
            (String,),
            concat!(
                "SELECT r.worker_id FROM registration r WHERE r.health_observed_at > 0 AND r.health_observed_at <= $1 \
                 AND r.submitted_at <= $1 AND COALESCE(",
                needed_until!(),
                ", 0) <= $1 ORDER BY r.health_observed_at LIMIT $2"
            ),
            cutoff.millis(),
            limit,
        )?;
        let chats = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM chat WHERE worker_id IS NULL AND session_sealed IS NOT NULL AND last_seen_at <= $1 \
             AND COALESCE(health_gone_at, 0) <= last_seen_at ORDER BY last_seen_at LIMIT $2",
            cutoff.millis(),
            limit,
        )?;
        let workers = workers
            .into_iter()
            .map(|(id,)| DuePerson::Worker(WorkerId::new(id)));
        let chats = chats
            .into_iter()
            .map(|(id,)| DuePerson::Chat(ChatId::new(id)));
        Ok(workers.chain(chats).collect())
    }

    /// Locks the chats of somebody whose health data is due, and the worker where there is one; `None` when it is not
    /// due any more.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn lock_due(
        &mut self,
        person: &DuePerson,
        cutoff: Timestamp,
    ) -> Result<Option<Vec<ChatId>>> {
        match person {
            DuePerson::Chat(chat) => {
                let still = rows!(
                    self,
                    fetch_optional,
                    (String,),
                    lock "SELECT id FROM chat WHERE id = $1 AND worker_id IS NULL AND last_seen_at <= $2",
                    chat.as_str(),
                    cutoff.millis(),
                )?;
                Ok(still.map(|_| vec![chat.clone()]))
            }
            DuePerson::Worker(worker) => {
                let chats = rows!(
                    self,
                    fetch_all,
                    (String,),
                    lock "SELECT id FROM chat WHERE worker_id = $1 ORDER BY id",
                    worker.as_str(),
                )?;
                self.lock_worker(worker).await?;
                let still = rows!(
                    self,
                    fetch_optional,
                    (String,),
                    concat!(
                        "SELECT r.worker_id FROM registration r WHERE r.worker_id = $2 AND r.health_observed_at > 0 \
                         AND r.health_observed_at <= $1 AND r.submitted_at <= $1 AND COALESCE(",
                        needed_until!(),
                        ", 0) <= $1"
                    ),
                    cutoff.millis(),
                    worker.as_str(),
                )?;
                let chats = chats.into_iter().map(|(id,)| ChatId::new(id)).collect();
                Ok(still.map(|_| chats))
            }
        }
    }

    /// Takes the health data out of a person's rows, with the photos and the words of their chats up to `cutoff`; the
    /// sessions are the caller's, who says when the latest word about health that stays in one of them was given. Call
    /// with everything locked by [`Tx::lock_due`]. Gives photos and bubbles removed.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn retire_health(
        &mut self,
        store: &Store,
        person: &DuePerson,
        chats: &[ChatId],
        stays: Option<Timestamp>,
        (cutoff, now): (Timestamp, Timestamp),
    ) -> Result<(u64, u64)> {
        if let DuePerson::Worker(worker) = person {
            execute!(
                self,
                "UPDATE registration SET health_code = 'none', health_observed_at = $3, certificate_sealed = $2, \
                 certificate_until = NULL WHERE worker_id = $1",
                worker.as_str(),
                absent(store)?,
                stays.map_or(0, Timestamp::millis),
            )?;
        }
        let (mut photos, mut bubbles) = (0, 0);
        for chat in chats {
            photos += execute!(
                self,
                "DELETE FROM attachment WHERE chat_id = $1 AND created_at <= $2",
                chat.as_str(),
                cutoff.millis(),
            )?;
            bubbles += self.blank_transcript(chat, Some(cutoff), now).await?;
            execute!(
                self,
                "UPDATE chat SET health_gone_at = $2 WHERE id = $1",
                chat.as_str(),
                now.millis(),
            )?;
        }
        Ok((photos, bubbles))
    }

    /// Removes what was noted at doors and on the way of vehicles that arrived (or, where nobody noted that, were to
    /// leave) at `cutoff` or before, at most about `limit` of each: temperatures taken, and codes, temperatures and
    /// refusals at the door. Gives how many of the two.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn retire_readings(&mut self, cutoff: Timestamp, limit: i64) -> Result<(u64, u64)> {
        let taken = execute!(
            self,
            "DELETE FROM temperature WHERE id IN (SELECT x.id FROM vehicle v JOIN trip t ON t.id = v.trip_id \
             JOIN temperature x ON x.vehicle_id = v.id WHERE COALESCE(v.arrived_at, t.departs_at) <= $1 LIMIT $2)",
            cutoff.millis(),
            limit,
        )?;
        let doors = execute!(
            self,
            "UPDATE boarding SET temperature = NULL, health_code = NULL, reasons = '', why = NULL WHERE id IN (\
             SELECT b.id FROM boarding b JOIN vehicle v ON v.id = b.vehicle_id JOIN trip t ON t.id = v.trip_id \
             WHERE (b.temperature IS NOT NULL OR b.health_code IS NOT NULL OR b.reasons <> '' OR b.why IS NOT NULL) \
             AND COALESCE(v.arrived_at, t.departs_at) <= $1 LIMIT $2)",
            cutoff.millis(),
            limit,
        )?;
        Ok((taken, doors))
    }

    /// Removes what leads nowhere any more, at most `limit` of each: expired sign-in links and codes, sessions and files
    /// made for workers. Gives how many in all.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn sweep_expired(&mut self, limit: i64, now: Timestamp) -> Result<u64> {
        let mut gone = self.expire_downloads(limit, now).await?;
        for sql in [
            "DELETE FROM sign_in_link WHERE token_hash IN \
             (SELECT token_hash FROM sign_in_link WHERE expires_at <= $1 LIMIT $2)",
            "DELETE FROM staff_session WHERE token_hash IN \
             (SELECT token_hash FROM staff_session WHERE expires_at <= $1 LIMIT $2)",
            "DELETE FROM staff_chat_code WHERE code_hash IN \
             (SELECT code_hash FROM staff_chat_code WHERE expires_at <= $1 LIMIT $2)",
        ] {
            gone += execute!(self, sql, now.millis(), limit)?;
        }
        Ok(gone)
    }

    /// The moment of the oldest health data that is kept: of answers, of readings.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn oldest_health(&mut self) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        let (answers, readings) = rows!(
            self,
            fetch_one,
            (Option<i64>, Option<i64>),
            "SELECT (SELECT MIN(health_observed_at) FROM registration WHERE health_observed_at > 0), \
             (SELECT MIN(at) FROM (SELECT MIN(taken_at) AS at FROM temperature UNION ALL SELECT MIN(received_at) \
             FROM boarding WHERE temperature IS NOT NULL OR health_code IS NOT NULL OR reasons <> '' \
             OR why IS NOT NULL) x)",
        )?;
        let moment = |at: Option<i64>| at.map(Timestamp::from_millis);
        Ok((moment(answers), moment(readings)))
    }

    /// Writes one line of a sweep's report.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn note_retention(&mut self, run: &RetentionRun) -> Result<()> {
        execute!(
            self,
            "INSERT INTO retention_run (at, kind, removed, oldest_kept) VALUES ($1, $2, $3, $4)",
            run.at.millis(),
            run.kind.as_str(),
            run.removed,
            run.oldest_kept.map(Timestamp::millis),
        )?;
        Ok(())
    }

    /// Lines of the sweeps' report, the newest first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn retention_runs(&mut self, limit: i64) -> Result<Vec<RetentionRun>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, i64, Option<i64>),
            "SELECT at, kind, removed, oldest_kept FROM retention_run ORDER BY id DESC LIMIT $1",
            limit,
        )?;
        let run = |(at, kind, removed, oldest): (i64, String, i64, Option<i64>)| {
            let id = at.to_string();
            Ok(RetentionRun {
                at: Timestamp::from_millis(at),
                kind: word("retention_run", &id, "kind", &kind, RetentionKind::parse)?,
                removed,
                oldest_kept: oldest.map(Timestamp::from_millis),
            })
        };
        found.into_iter().map(run).collect()
    }
}
