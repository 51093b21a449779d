//! The line for a trip that is full: who is in it, and the offers of freed seats (domain reference §2).
//!
//! Races:
//! - Places are numbered under a lock on the trip's row and never reused, so the line has one order: class, then
//!   place ([`LineClass::turn`](crate::domain::line::LineClass::turn)).
//! - A worker stands in one line only: a partial unique index, behind the lock on the worker.
//! - An offer is made under the trip's lock and the offered worker's. That worker may be busy in a chat; waiting
//!   for them could deadlock and passing them over would be unjust, so the seat stays free for a moment, nobody
//!   else gets it, and the next sweep offers it ([`Tx::expire_offers`]).
//! - Accepting against the clock: both change the row under the worker's lock, one of them finds it changed.

mod class;
mod expire;
mod moves;
mod offer;
mod swap;

pub use class::ClassError;
pub(super) use expire::Ending;
pub use offer::OFFER_FOR;
pub(super) use offer::Offer;

use super::db::{Result, StoreError, Tx, execute, rows};
use super::fresh_id;
use super::row::word;
use super::seat::SeatExit;
use super::trip::{TripRow, trip_columns};
use crate::domain::id::{ChatId, PartyId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Trip, TripState};
use crate::domain::words;

/// The turn of somebody who is behind everybody.
pub(super) const LAST: i64 = i64::MAX;

words! {
    /// State of a place in line.
    WaitState {
        /// In line.
        Waiting => "waiting",
        /// A seat is kept for them until they answer or time runs out.
        Offered => "offered",
        /// They have taken it.
        Accepted => "accepted",
        /// They did not want it.
        Declined => "declined",
        /// They did not answer in time.
        Expired => "expired",
        /// They left the line.
        Left => "left",
    }
}

/// A worker's place in the line of a trip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Identifier.
    pub id: WaitlistId,
    /// The trip.
    pub trip: Trip,
    /// Number drawn on joining, from 1; never changes and is never drawn again.
    pub place: i64,
    /// People who are in line in front now.
    pub ahead: i64,
    /// State.
    pub state: WaitState,
    /// Seat offered or taken.
    pub seat: Option<SeatId>,
    /// Until when it is offered.
    pub offer_until: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct WaitRow {
    #[sqlx(flatten)]
    trip: TripRow,
    wait_id: String,
    place: i64,
    ahead: i64,
    wait_state: String,
    seat_id: Option<String>,
    offer_until: Option<i64>,
}

impl WaitRow {
    fn into_waiting(self) -> Result<Waiting> {
        Ok(Waiting {
            trip: self.trip.into_trip()?,
            state: word(
                "waitlist",
                &self.wait_id,
                "state",
                &self.wait_state,
                WaitState::parse,
            )?,
            id: WaitlistId::new(self.wait_id),
            place: self.place,
            ahead: self.ahead,
            seat: self.seat_id.map(SeatId::new),
            offer_until: self.offer_until.map(Timestamp::from_millis),
        })
    }
}

/// The columns of [`WaitRow`], and where they come from.
macro_rules! wait_query {
    ($which:literal) => {
        concat!(
            "SELECT w.id AS wait_id, w.place, w.state AS wait_state, w.seat_id, w.offer_until, \
             (SELECT COUNT(*) FROM waitlist f WHERE f.trip_id = w.trip_id AND f.state = 'waiting' \
             AND f.turn < w.turn) AS ahead, ",
            trip_columns!(),
            " FROM waitlist w JOIN trip t ON t.id = w.trip_id WHERE ",
            $which
        )
    };
}

impl Tx {
    /// Puts the worker at the end of a trip's line, told of in `chat`. Already in it, they keep their place; in
    /// another trip's line, they leave that one. Should a seat be free after all, the line is offered it at once,
    /// so the answer may be [`WaitState::Offered`]. Locks the worker and the trip.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the trip takes no bookings.
    pub async fn join_waitlist(
        &mut self,
        trip: &TripId,
        worker: &WorkerId,
        chat: &ChatId,
        now: Timestamp,
    ) -> Result<Waiting> {
        self.join_line(trip, (worker, chat), None, now).await
    }

    /// As [`Tx::join_waitlist`], for a whole party with its leader's place: seats are offered to all of it or to
    /// none. A leader who stands in that line already keeps the place, for all of them.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the trip takes no bookings.
    pub async fn join_waitlist_as_party(
        &mut self,
        trip: &TripId,
        (leader, chat): (&WorkerId, &ChatId),
        party: &PartyId,
        now: Timestamp,
    ) -> Result<Waiting> {
        self.join_line(trip, (leader, chat), Some(party), now).await
    }

    async fn join_line(
        &mut self,
        trip: &TripId,
        (worker, chat): (&WorkerId, &ChatId),
        party: Option<&PartyId>,
        now: Timestamp,
    ) -> Result<Waiting> {
        self.lock_worker(worker).await?;
        if let Some(already) = self.waiting(worker).await? {
            if already.trip.id == *trip && already.state == WaitState::Waiting {
                self.set_party(&already.id, party).await?;
            }
            if already.trip.id == *trip {
                return Ok(already);
            }
            self.lock_trips_of(worker, trip).await?;
            self.leave_waitlist(worker, now).await?;
        }
        let open = self.lock_trip(trip).await?;
        if !open.is_some_and(|trip| takes_bookings(&trip, now)) {
            return Err(StoreError::Refused(format!(
                "trip {trip} takes no bookings"
            )));
        }
        let (place,) = rows!(
            self,
            fetch_one,
            (i64,),
            "UPDATE trip SET last_place = last_place + 1 WHERE id = $1 RETURNING last_place",
            trip.as_str(),
        )?;
        let class = self.line_class(worker).await?;
        let id = WaitlistId::new(fresh_id());
        execute!(
            self,
            "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, turn, state, joined_at) \
             VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7)",
            id.as_str(),
            trip.as_str(),
            worker.as_str(),
            chat.as_str(),
            place,
            class.turn(place),
            now.millis(),
        )?;
        self.set_party(&id, party).await?;
        self.offer_next(trip, now).await?;
        let joined = self.waitlist_entry(&id).await?;
        joined.ok_or_else(|| StoreError::Refused("the place in line is gone".into()))
    }

    async fn set_party(&mut self, id: &WaitlistId, party: Option<&PartyId>) -> Result<()> {
        let Some(party) = party else { return Ok(()) };
        execute!(
            self,
            "UPDATE waitlist SET party_id = $2 WHERE id = $1",
            id.as_str(),
            party.as_str(),
        )?;
        Ok(())
    }

    /// Ends a place in line as `state` says.
    pub(super) async fn settle_place(&mut self, id: &WaitlistId, state: WaitState) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE waitlist SET state = $2, offer_until = NULL \
             WHERE id = $1 AND state IN ('waiting', 'offered')",
            id.as_str(),
            state.as_str(),
        )?;
        Ok(changed == 1)
    }

    /// The line the worker stands in, waiting or with an offer open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waiting(&mut self, worker: &WorkerId) -> Result<Option<Waiting>> {
        let row = rows!(
            self,
            fetch_optional,
            WaitRow,
            wait_query!("w.worker_id = $1 AND w.state IN ('waiting', 'offered')"),
            worker.as_str(),
        )?;
        row.map(WaitRow::into_waiting).transpose()
    }

    /// A place in line, also one that is settled: what `News::OfferExpired` speaks of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waitlist_entry(&mut self, id: &WaitlistId) -> Result<Option<Waiting>> {
        let row = rows!(
            self,
            fetch_optional,
            WaitRow,
            wait_query!("w.id = $1"),
            id.as_str()
        )?;
        row.map(WaitRow::into_waiting).transpose()
    }

    /// Takes the worker out of the line they stand in; an open offer goes to the next. `false` when they stand in
    /// none. Locks the worker, with an offer the trip too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leave_waitlist(&mut self, worker: &WorkerId, now: Timestamp) -> Result<bool> {
        self.lock_worker(worker).await?;
        let Some(waiting) = self.waiting(worker).await? else {
            return Ok(false);
        };
        if let (WaitState::Offered, Some(seat)) = (waiting.state, &waiting.seat) {
            let given_up = self
                .release_seat(seat, worker, SeatExit::Cancelled, now)
                .await?
                || self
                    .release_kept((&waiting.id, seat), worker, WaitState::Left, now)
                    .await?;
            if given_up {
                return Ok(true);
            }
        }
        self.settle_place(&waiting.id, WaitState::Left).await
    }

    /// The worker's turn in the trip's line, or behind everybody.
    pub(super) async fn turn_in_line(&mut self, trip: &TripId, worker: &WorkerId) -> Result<i64> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT turn FROM waitlist WHERE worker_id = $1 AND trip_id = $2 AND state IN ('waiting', 'offered')",
            worker.as_str(),
            trip.as_str(),
        )?;
        Ok(row.map_or(LAST, |(turn,)| turn))
    }

    /// Closes the worker's place in the line of a trip on which they have got a seat.
    pub(super) async fn settle_own_place(
        &mut self,
        trip: &TripId,
        worker: &WorkerId,
        seat: &SeatId,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE waitlist SET state = 'accepted', seat_id = $3 \
             WHERE worker_id = $1 AND trip_id = $2 AND state = 'waiting'",
            worker.as_str(),
            trip.as_str(),
            seat.as_str(),
        )?;
        Ok(())
    }

    /// Closes the open offer of a seat, if there is one.
    pub(super) async fn settle_offer(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        state: WaitState,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE waitlist SET state = $3, offer_until = NULL \
             WHERE worker_id = $1 AND seat_id = $2 AND state IN ('waiting', 'offered')",
            worker.as_str(),
            seat.as_str(),
            state.as_str(),
        )?;
        Ok(())
    }
}

fn takes_bookings(trip: &Trip, now: Timestamp) -> bool {
    trip.state == TripState::Open && trip.departs_at > now
}
