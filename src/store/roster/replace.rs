//! One person in another's place, with the other's seat.
//!
//! Races: both workers are locked, in the order of their identifiers, before anything is read that counts; then the
//! roster, the seat and its trip. Somebody who takes a seat meanwhile waits for the trip.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::fresh_id;
use super::super::seat::{ActiveSeat, SeatExit, SeatHappening};
use super::stage::RosterError;
use super::upload_rows::Person;
use crate::domain::id::{EmployerId, RosterLineId, StaffId, WorkerId};
use crate::domain::registration::{News, RegistrationState};
use crate::domain::roster::{Entry, StageError};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Unmet};

/// Where people come from whom HR has put in another's place before they registered, as noted in their row.
const SOURCE: &str = "roster";

/// What became of the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// There was none.
    NoSeat,
    /// It is the new person's.
    Theirs,
    /// It is kept for the new person until a moment in time: they have not registered yet.
    Kept(Timestamp),
}

/// Why nobody was replaced; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// No such line, or its person is not on the list any more.
    #[error("there is nobody to be replaced")]
    NoLine,
    /// It is the same person.
    #[error("this is the same person")]
    Same,
    /// Somebody new needs a mobile number, by which they prove who they are.
    #[error("a mobile number is needed")]
    MobileNeeded,
    /// The new person has a seat of their own.
    #[error("the new person has a seat already")]
    HasSeat,
    /// The person to be replaced is on board.
    #[error("the person to be replaced is on board")]
    OnBoard,
    /// The new person may not travel on that trip now.
    #[error("the new person does not meet the trip's requirements")]
    Lacks(Vec<Unmet>),
    /// The roster is locked.
    #[error("the roster is locked")]
    Locked,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ReplaceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<RosterError> for ReplaceError {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Stage(
                StageError::Stage(_) | StageError::Role | StageError::Remarks | StageError::Waiting,
            ) => Self::Locked,
            RosterError::NotReady => Self::NoLine,
            RosterError::Store(error) => Self::Store(error),
        }
    }
}

/// Both sides of a replacement.
struct Swap {
    line: RosterLineId,
    employer: EmployerId,
    old: WorkerId,
    new: WorkerId,
}

impl Tx {
    /// Puts a declared person in the place of the worker of a line, with the seat; until `keep_until` the seat is
    /// kept for somebody who has not registered. Both are told in their chat.
    ///
    /// # Errors
    /// [`ReplaceError`]; roll back then.
    pub async fn replace_on_roster(
        &mut self,
        store: &Store,
        line: &RosterLineId,
        with: &Entry,
        by: &StaffId,
        (keep_until, now): (Timestamp, Timestamp),
    ) -> Result<Passed, ReplaceError> {
        let swap = self.both(store, line, with, now).await?;
        let before = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT state FROM roster_line WHERE id = $1",
            line.as_str(),
        )?;
        if !before.is_some_and(|(state,)| matches!(state.as_str(), "claimed" | "confirmed")) {
            return Err(ReplaceError::NoLine);
        }
        self.touch_roster(&swap.employer, by, now).await?;
        let taken = self.put_on_line(store, &swap, with, by, now).await?;
        let passed = self.pass_seat(&swap, keep_until, now).await?;
        self.audit(
            by.as_str(),
            "roster.replaced",
            line.as_str(),
            Some(taken.as_str()),
            now,
        )
        .await?;
        self.tell_both(&swap, &taken, now).await?;
        Ok(passed)
    }

    /// Finds both people and locks them.
    async fn both(
        &mut self,
        store: &Store,
        line: &RosterLineId,
        with: &Entry,
        now: Timestamp,
    ) -> Result<Swap, ReplaceError> {
        let found = rows!(
            self,
            fetch_optional,
            (String, String),
            "SELECT worker_id, employer_id FROM roster_line WHERE id = $1",
            line.as_str(),
        )?;
        let (old, employer) = found.ok_or(ReplaceError::NoLine)?;
        let old = WorkerId::new(old);
        let known = self.worker_by_resident_id(store, &with.resident_id).await?;
        let new = match (known, &with.mobile) {
            (Some(known), _) if known == old => return Err(ReplaceError::Same),
            (Some(known), _) => known,
            (None, None) => return Err(ReplaceError::MobileNeeded),
            (None, Some(mobile)) => {
                self.upsert_worker(store, &with.name, &with.resident_id, mobile, SOURCE, now)
                    .await?
            }
        };
        let (first, second) = if old < new {
            (&old, &new)
        } else {
            (&new, &old)
        };
        self.lock_worker(first).await?;
        self.lock_worker(second).await?;
        if self.active_seat(&new).await?.is_some() {
            return Err(ReplaceError::HasSeat);
        }
        Ok(Swap {
            line: line.clone(),
            employer: EmployerId::new(employer),
            old,
            new,
        })
    }

    /// Takes the old person off the roster and puts the new one on it, confirmed.
    async fn put_on_line(
        &mut self,
        store: &Store,
        swap: &Swap,
        with: &Entry,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<RosterLineId, ReplaceError> {
        execute!(
            self,
            "UPDATE roster_line SET state = 'replaced', decided_by = $2, decided_at = $3 WHERE id = $1",
            swap.line.as_str(),
            by.as_str(),
            now.millis(),
        )?;
        self.strike_worker(&swap.employer, &swap.old).await?;
        let person = Person::of(store, with);
        let mobile = person.mobile.as_ref();
        execute!(
            self,
            "INSERT INTO declared (id, employer_id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, \
             mobile_mask, standing, declared_by, declared_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'declared', $10, $11) \
             ON CONFLICT (employer_id, id_hash) DO UPDATE SET name = excluded.name, standing = 'declared', \
             mobile_hash = excluded.mobile_hash, mobile_sealed = excluded.mobile_sealed, \
             mobile_mask = excluded.mobile_mask",
            fresh_id(),
            swap.employer.as_str(),
            person.name.as_str(),
            person.id_hash.as_str(),
            person.id_sealed.as_slice(),
            person.id_mask.as_str(),
            mobile.map(|(hash, _, _)| hash.as_str()),
            mobile.map(|(_, sealed, _)| sealed.as_slice()),
            mobile.map(|(_, _, mask)| mask.as_str()),
            by.as_str(),
            now.millis(),
        )?;
        let (id,) = rows!(
            self,
            fetch_one,
            (String,),
            "INSERT INTO roster_line (id, employer_id, worker_id, state, decided_by, decided_at, created_at) \
             VALUES ($1, $2, $3, 'confirmed', $4, $5, $5) ON CONFLICT (employer_id, worker_id) DO UPDATE \
             SET state = 'confirmed', reason = NULL, decided_by = excluded.decided_by, \
             decided_at = excluded.decided_at, due_at = NULL, lapsed_at = NULL RETURNING id",
            fresh_id(),
            swap.employer.as_str(),
            swap.new.as_str(),
            by.as_str(),
            now.millis(),
        )?;
        self.confirm_registration(&swap.new, swap.employer.as_str(), now)
            .await?;
        Ok(RosterLineId::new(id))
    }

    /// Nobody declares a worker any more.
    pub(super) async fn strike_worker(
        &mut self,
        employer: &EmployerId,
        worker: &WorkerId,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE declared SET standing = 'struck' WHERE employer_id = $1 AND standing = 'declared' AND id IN \
             (SELECT d.id FROM declared d JOIN worker w ON w.id = $2 AND (d.id_hash = w.id_hash \
             OR (d.mobile_hash = w.mobile_hash AND d.name = w.name)) WHERE d.employer_id = $1)",
            employer.as_str(),
            worker.as_str(),
        )?;
        Ok(())
    }

    async fn pass_seat(
        &mut self,
        swap: &Swap,
        keep_until: Timestamp,
        now: Timestamp,
    ) -> Result<Passed, ReplaceError> {
        let seat = match self.active_seat(&swap.old).await? {
            None => return Ok(Passed::NoSeat),
            Some(seat) => seat,
        };
        match seat.state {
            SeatState::Boarded => return Err(ReplaceError::OnBoard),
            // Only offered to them: it goes to the next in line, as when they decline.
            SeatState::Held | SeatState::Free => {
                self.release_seat(&seat.seat, &swap.old, SeatExit::Declined, now)
                    .await?;
                return Ok(Passed::NoSeat);
            }
            SeatState::Reserved | SeatState::Confirmed => {}
        }
        let stage = (Stage::Hold, None);
        let lacks = self.lacks(&seat.trip, &swap.new, stage, now).await?;
        // Nobody loses the seat because the trip is boarding and takes no new bookings.
        let lacks = lacks.map(|lacks| {
            let counts = |one: &Unmet| !matches!(one, Unmet::NotOpen);
            lacks.into_iter().filter(counts).collect::<Vec<_>>()
        });
        let until = match lacks {
            Some(lacks) if lacks.is_empty() => None,
            Some(lacks) => return Err(ReplaceError::Lacks(lacks)),
            None => Some(keep_until.min(seat.trip.departs_at)),
        };
        self.hand_over(&seat, swap, until, now).await?;
        Ok(until.map_or(Passed::Theirs, Passed::Kept))
    }

    /// Frees the seat and gives it to the new person at once, past the line: it was never free for anybody else.
    async fn hand_over(
        &mut self,
        seat: &ActiveSeat,
        swap: &Swap,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), ReplaceError> {
        self.lock_trip(&seat.trip.id).await?;
        if !self
            .free_seat(&seat.seat, &swap.old, SeatExit::Replaced, now)
            .await?
        {
            return Err(ReplaceError::NoLine);
        }
        self.leave_waitlist(&swap.new, now).await?;
        self.clear_demand(&swap.new).await?;
        let state = match until {
            Some(_) => SeatState::Held,
            None => SeatState::Reserved,
        };
        execute!(
            self,
            "UPDATE seat SET state = $2, worker_id = $3, held_until = $4, changed_at = $5 WHERE id = $1",
            seat.seat.as_str(),
            state.as_str(),
            swap.new.as_str(),
            until.map(Timestamp::millis),
            now.millis(),
        )?;
        let what = match until {
            Some(_) => SeatHappening::Held,
            None => SeatHappening::Reserved,
        };
        self.note_seat(&seat.seat, what, now).await?;
        Ok(())
    }

    async fn tell_both(
        &mut self,
        swap: &Swap,
        taken: &RosterLineId,
        now: Timestamp,
    ) -> Result<(), ReplaceError> {
        let employer = self.employer_name(swap.employer.as_str()).await?;
        self.set_registration_state(&swap.old, RegistrationState::NeedsFix, now)
            .await?;
        let news = News::RosterReplaced {
            line: swap.line.clone(),
            employer: employer.clone(),
        };
        self.queue_news_for(&swap.old, &news, now).await?;
        let line = taken.clone();
        let news = News::RosterConfirmed { line, employer };
        if !self.queue_news_for(&swap.new, &news, now).await?
            && let Some(seat) = self.active_seat(&swap.new).await?
        {
            self.confirm_seat(&seat.seat, &swap.new, now).await?;
        }
        Ok(())
    }
}
