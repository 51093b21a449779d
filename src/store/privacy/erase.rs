//! Erasing a person: what they have goes back, what is known of them goes, and what is left leads to nobody.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::{json, to_json};
use super::super::seat::SeatExit;
use super::super::{Store, fresh_id};
use super::Counts;
use crate::domain::id::{ChatId, StaffId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use std::time::Duration;

/// How long after its departure a journey counts as over, whether or not its arrival was noted.
const JOURNEY: Duration = Duration::from_secs(3 * 24 * 3600);
/// How long a reason for an erasure is, in characters.
const REASON: std::ops::RangeInclusive<usize> = 2..=200;

/// Who has a person erased.
#[derive(Debug, Clone, Copy)]
pub enum ErasedBy<'a> {
    /// They themselves, in their chat.
    Themselves,
    /// An administrator, for a reason of 2 to 200 characters without personal data.
    Staff(&'a StaffId, &'a str),
}

impl ErasedBy<'_> {
    fn word(&self) -> &str {
        match self {
            Self::Themselves => "self",
            Self::Staff(staff, _) => staff.as_str(),
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Themselves => None,
            Self::Staff(_, reason) => Some(reason.trim()),
        }
    }
}

/// Why a person is not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// They are on their way, or their vehicle is boarding; once it has arrived they can be.
    #[error("trip {code} is boarding or under way")]
    Travelling {
        /// Code of the trip, as shown.
        code: String,
    },
    /// There is no such person, or they have been erased.
    #[error("there is no such person")]
    Unknown,
    /// The reason is too short or too long.
    #[error("a reason of 2 to 200 characters is needed")]
    Reason,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Proof of an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// An id that leads to nobody any more: a worker's, or a chat's that never registered.
    pub subject: String,
    /// When.
    pub at: Timestamp,
    /// `self`, or the account's name.
    pub by: String,
    /// Why, where somebody of the staff did it.
    pub reason: Option<String>,
    /// What went.
    pub counts: Counts,
}

impl Tx {
    /// Erases a worker with all their chats: gives up what they have, blanks what is known of them, and writes the
    /// proof and the audit. An employer's own declaration of them is the employer's and only loses its match. Locks
    /// the chats, the party and the worker: call it before anything else locks them, save one of the chats.
    ///
    /// # Errors
    /// [`EraseError`]; then nothing was changed that is not undone by rolling back.
    pub async fn erase_worker(
        &mut self,
        store: &Store,
        worker: &WorkerId,
        by: ErasedBy<'_>,
        now: Timestamp,
    ) -> Result<Counts, EraseError> {
        if by
            .reason()
            .is_some_and(|why| !REASON.contains(&why.chars().count()))
        {
            return Err(EraseError::Reason);
        }
        let chats = self.lock_chats_of(worker).await?;
        if let Some(party) = self.party_of(worker).await? {
            self.lock_party(&party.id).await?;
        }
        self.lock_to_erase(worker).await?;
        if let Some(code) = self.travelling_on(worker, now).await? {
            return Err(EraseError::Travelling { code });
        }
        let mut counts = self.give_up_all(worker, now).await?;
        self.scrub_worker(store, worker, &mut counts, now).await?;
        for chat in &chats {
            self.scrub_chat(chat, &mut counts, now).await?;
        }
        counts.chats = chats.len() as u64;
        self.prove(worker.as_str(), "worker.erased", (by, &counts), now)
            .await?;
        Ok(counts)
    }

    /// Erases a chat that belongs to no registered worker. Call with the chat locked.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn erase_chat(&mut self, chat: &ChatId, now: Timestamp) -> Result<Counts> {
        let mut counts = Counts {
            chats: 1,
            ..Counts::default()
        };
        self.scrub_chat(chat, &mut counts, now).await?;
        let by = ErasedBy::Themselves;
        self.prove(chat.as_str(), "chat.erased", (by, &counts), now)
            .await?;
        Ok(counts)
    }

    async fn lock_chats_of(&mut self, worker: &WorkerId) -> Result<Vec<ChatId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            lock "SELECT id FROM chat WHERE worker_id = $1 ORDER BY id",
            worker.as_str(),
        )?;
        Ok(found.into_iter().map(|(id,)| ChatId::new(id)).collect())
    }

    async fn lock_to_erase(&mut self, worker: &WorkerId) -> Result<(), EraseError> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            lock_key "SELECT id FROM worker WHERE id = $1 AND erased_at IS NULL",
            worker.as_str(),
        )
        .map_err(StoreError::from)?;
        found.map(|_| ()).ok_or(EraseError::Unknown)
    }

    /// The code of the trip on which the worker is, or is about to be: their vehicle's doors are open or it has left,
    /// and it has not arrived.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn travelling_on(
        &mut self,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Option<String>> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT t.code FROM seat s JOIN vehicle v ON v.id = s.vehicle_id JOIN trip t ON t.id = s.trip_id \
             WHERE s.worker_id = $1 AND v.arrived_at IS NULL AND t.state IN ('open', 'boarding', 'departed') \
             AND t.departs_at > $2 AND s.state IN ('reserved', 'confirmed', 'boarded') \
             AND (s.state = 'boarded' OR v.doors_open_at IS NOT NULL OR v.departed_at IS NOT NULL)",
            worker.as_str(),
            now.minus(JOURNEY).millis(),
        )?;
        Ok(found.map(|(code,)| code))
    }

    /// Gives up seat, offers, place in line, party, wish, tickets and claims.
    async fn give_up_all(&mut self, worker: &WorkerId, now: Timestamp) -> Result<Counts> {
        let mut counts = Counts::default();
        self.leave_party(worker, now).await?;
        // Before the seat goes, which would take the ticket along uncounted.
        counts.tickets = u64::from(self.revoke_ticket(worker, now).await?);
        counts.seats += u64::from(self.leave_waitlist(worker, now).await?);
        if let Some(seat) = self.active_seat(worker).await?
            && seat.state != SeatState::Boarded
        {
            let left = self
                .release_seat(&seat.seat, worker, SeatExit::Cancelled, now)
                .await?;
            counts.seats += u64::from(left);
        }
        self.clear_demand(worker).await?;
        counts.lines = execute!(
            self,
            "UPDATE roster_line SET state = 'erased', reason = NULL, due_at = NULL, lapsed_at = NULL, \
             decided_at = COALESCE(decided_at, $2) WHERE worker_id = $1",
            worker.as_str(),
            now.millis(),
        )?;
        Ok(counts)
    }

    async fn prove(
        &mut self,
        subject: &str,
        action: &str,
        (by, counts): (ErasedBy<'_>, &Counts),
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO erasure (id, subject, at, by_whom, reason, counts) VALUES ($1, $2, $3, $4, $5, $6)",
            fresh_id(),
            subject,
            now.millis(),
            by.word(),
            by.reason(),
            to_json(counts)?,
        )?;
        self.audit(by.word(), action, subject, by.reason(), now)
            .await
    }

    /// Proofs of erasures, the newest first, and how many there are in all.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn erasures(&mut self, limit: i64, offset: i64) -> Result<(Vec<Erasure>, i64)> {
        type Row = (
            String,
            String,
            i64,
            String,
            Option<String>,
            Option<String>,
            String,
        );
        let found = rows!(
            self,
            fetch_all,
            Row,
            "SELECT e.id, e.subject, e.at, e.by_whom, s.name, e.reason, e.counts FROM erasure e \
             LEFT JOIN staff s ON s.id = e.by_whom ORDER BY e.at DESC, e.id DESC LIMIT $1 OFFSET $2",
            limit,
            offset,
        )?;
        let (all,) = rows!(self, fetch_one, (i64,), "SELECT COUNT(*) FROM erasure")?;
        let one = |(id, subject, at, by, name, reason, counts): Row| {
            Ok(Erasure {
                counts: json("erasure", &id, "counts", &counts)?,
                subject,
                at: Timestamp::from_millis(at),
                by: name.unwrap_or(by),
                reason,
            })
        };
        let listed: Result<Vec<_>> = found.into_iter().map(one).collect();
        Ok((listed?, all))
    }
}
