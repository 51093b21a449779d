//! The line for a trip that is full: who is in it, and the offers of freed seats (domain reference §2).
//!
//! Races:
//! - Places are numbered under a lock on the trip's row and never reused, so the line has one order.
//! - A worker stands in one line only: a partial unique index, behind the lock on the worker.
//! - An offer is made under the trip's lock and the offered worker's. That worker may be busy in a chat; waiting
//!   for them could deadlock and passing them over would be unjust, so the seat stays free for a moment, nobody
//!   else gets it, and the next sweep offers it ([`Tx::expire_offers`]).
//! - Accepting against the clock: both change the row under the worker's lock, one of them finds it changed.

use super::db::{Result, StoreError, Tx, execute, rows};
use super::fresh_id;
use super::row::word;
use super::seat::{ActiveSeat, SeatExit, SeatHappening};
use super::trip::{TripRow, trip_columns};
use crate::domain::id::{ChatId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Trip, TripState};
use crate::domain::words;
use std::time::Duration;

/// How long a freed seat is offered to one worker (domain reference §2), or until departure if that is sooner.
pub const OFFER_FOR: Duration = Duration::from_secs(30 * 60);

/// The place of somebody who is behind everybody.
const LAST: i64 = i64::MAX;

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

/// What came of trying to offer a free seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offer {
    /// Made to this place in line.
    Made(WaitlistId),
    /// Nobody in line may have it now, or the trip takes no bookings.
    Nobody,
    /// The one whose turn it is has their hands full at this moment.
    Busy,
    /// No seat is free, or not at this moment.
    NoSeat,
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
             AND f.place < w.place) AS ahead, ",
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
        self.lock_worker(worker).await?;
        if let Some(already) = self.waiting(worker).await? {
            if already.trip.id == *trip {
                return Ok(already);
            }
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
        let id = WaitlistId::new(fresh_id());
        execute!(
            self,
            "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
             VALUES ($1, $2, $3, $4, $5, 'waiting', $6)",
            id.as_str(),
            trip.as_str(),
            worker.as_str(),
            chat.as_str(),
            place,
            now.millis(),
        )?;
        self.offer_next(trip, now).await?;
        let joined = self.waitlist_entry(&id).await?;
        joined.ok_or_else(|| StoreError::Refused("the place in line is gone".into()))
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

    /// A place in line, also one that is settled: what [`News::OfferExpired`] speaks of.
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
        if let (WaitState::Offered, Some(seat)) = (waiting.state, &waiting.seat)
            && self
                .release_seat(seat, worker, SeatExit::Cancelled, now)
                .await?
        {
            return Ok(true);
        }
        let changed = execute!(
            self,
            "UPDATE waitlist SET state = 'left', offer_until = NULL WHERE id = $1 AND state IN ('waiting', 'offered')",
            waiting.id.as_str(),
        )?;
        Ok(changed == 1)
    }

    /// Offers a free seat of the trip to the first in line who may have it: without a seat, and meeting the
    /// requirements as of now (invariant 4). The seat is held for [`OFFER_FOR`] and news of it is queued for their
    /// chat. `None` when there is no seat, nobody to offer it to, or the first is busy in a chat. Locks the trip.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn offer_next(
        &mut self,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<Option<WaitlistId>> {
        Ok(match self.offer(trip, LAST, now).await? {
            Offer::Made(id) => Some(id),
            Offer::Nobody | Offer::Busy | Offer::NoSeat => None,
        })
    }

    /// Goes down the line as far as `ahead_of`, without it. Locks the trip.
    pub(super) async fn offer(
        &mut self,
        trip: &TripId,
        ahead_of: i64,
        now: Timestamp,
    ) -> Result<Offer> {
        let Some(trip) = self.lock_trip(trip).await? else {
            return Ok(Offer::Nobody);
        };
        if !takes_bookings(&trip, now) {
            return Ok(Offer::Nobody);
        }
        if !self.has_free_seat(&trip.id).await? {
            return Ok(Offer::NoSeat);
        }
        let mut after = 0;
        while let Some(next) = self.next_in_line(&trip.id, after, ahead_of).await? {
            after = next.place;
            if !self.try_lock_worker(&next.worker).await? {
                return Ok(Offer::Busy);
            }
            if self.still_waits(&next).await? && self.may_hold(&trip, &next.worker, now).await? {
                return self.make_offer(&trip, next, now).await;
            }
        }
        Ok(Offer::Nobody)
    }

    async fn next_in_line(
        &mut self,
        trip: &TripId,
        after: i64,
        ahead_of: i64,
    ) -> Result<Option<InLine>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, String, i64),
            "SELECT id, worker_id, chat_id, place FROM waitlist WHERE trip_id = $1 AND state = 'waiting' \
             AND place > $2 AND place < $3 ORDER BY place LIMIT 1",
            trip.as_str(),
            after,
            ahead_of,
        )?;
        Ok(row.map(|(id, worker, chat, place)| InLine {
            id: WaitlistId::new(id),
            worker: WorkerId::new(worker),
            chat: ChatId::new(chat),
            place,
        }))
    }

    /// Whether they are in line and without a seat, now that they are locked.
    async fn still_waits(&mut self, next: &InLine) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM waitlist WHERE id = $1 AND state = 'waiting' \
             AND NOT EXISTS (SELECT 1 FROM seat WHERE worker_id = $2)",
            next.id.as_str(),
            next.worker.as_str(),
        )?;
        Ok(row.is_some())
    }

    async fn make_offer(&mut self, trip: &Trip, next: InLine, now: Timestamp) -> Result<Offer> {
        let until = now.plus(OFFER_FOR).min(trip.departs_at);
        let taken = self
            .take_seat(&trip.id, &next.worker, until, true, now)
            .await?;
        let Some(seat) = taken else {
            return Ok(Offer::NoSeat);
        };
        execute!(
            self,
            "UPDATE waitlist SET state = 'offered', seat_id = $2, offer_until = $3 WHERE id = $1",
            next.id.as_str(),
            seat.as_str(),
            until.millis(),
        )?;
        self.note_seat(&seat, SeatHappening::Offered, now).await?;
        let news = News::SeatOffered {
            waitlist: next.id.clone(),
            seat,
            until,
        };
        self.queue_news(&next.chat, &news, now).await?;
        Ok(Offer::Made(next.id))
    }

    /// The worker takes the seat offered to them: held → reserved. `None` when the offer has run out, was settled
    /// otherwise, or is not theirs. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accept_offer(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Option<ActiveSeat>> {
        self.lock_worker(worker).await?;
        let Some(seat) = self.offered_seat(id, worker).await? else {
            return Ok(None);
        };
        if !self.reserve_seat(&seat, worker, now).await? {
            return Ok(None);
        }
        self.active_seat(worker).await
    }

    /// The worker does not want the seat offered to them; it goes to the next. `false` when there is no such
    /// offer any more. Locks the worker and the trip.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn decline_offer(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        match self.offered_seat(id, worker).await? {
            Some(seat) => {
                self.release_seat(&seat, worker, SeatExit::Declined, now)
                    .await
            }
            None => Ok(false),
        }
    }

    async fn offered_seat(&mut self, id: &WaitlistId, worker: &WorkerId) -> Result<Option<SeatId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT seat_id FROM waitlist WHERE id = $1 AND worker_id = $2 AND state = 'offered' \
             AND seat_id IS NOT NULL",
            id.as_str(),
            worker.as_str(),
        )?;
        Ok(row.map(|(seat,)| SeatId::new(seat)))
    }

    /// Ends offers that have run out, at most `limit`: the worker is told, the seat goes to the next. Then offers
    /// seats that are free while people wait. Never waits: what is locked elsewhere is left for the next sweep.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn expire_offers(&mut self, limit: i64, now: Timestamp) -> Result<Vec<WaitlistId>> {
        let due = rows!(
            self,
            fetch_all,
            (String, String, String, String, String),
            "SELECT id, trip_id, worker_id, chat_id, seat_id FROM waitlist \
             WHERE state = 'offered' AND offer_until <= $1 AND seat_id IS NOT NULL ORDER BY offer_until LIMIT $2",
            now.millis(),
            limit,
        )?;
        let mut expired = Vec::new();
        for (id, trip, worker, chat, seat) in due {
            let (id, trip, seat) = (WaitlistId::new(id), TripId::new(trip), SeatId::new(seat));
            let (worker, chat) = (WorkerId::new(worker), ChatId::new(chat));
            if !self.try_lock_trip(&trip).await? || !self.try_lock_worker(&worker).await? {
                continue;
            }
            // Under the worker's lock: it may have been accepted since it was listed.
            if self.offered_seat(&id, &worker).await? != Some(seat.clone()) {
                continue;
            }
            if self
                .free_seat(&seat, &worker, SeatExit::Expired, now)
                .await?
            {
                let news = News::OfferExpired {
                    waitlist: id.clone(),
                };
                self.queue_news(&chat, &news, now).await?;
                self.offer_next(&trip, now).await?;
                expired.push(id);
            }
        }
        self.offer_left_over(limit, now).await?;
        Ok(expired)
    }

    /// Offers what an earlier moment could not: the one whose turn it was had been busy, or a claim was undone.
    async fn offer_left_over(&mut self, limit: i64, now: Timestamp) -> Result<()> {
        let trips = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT t.id FROM trip t WHERE t.state = 'open' AND t.departs_at > $1 \
             AND EXISTS (SELECT 1 FROM waitlist w WHERE w.trip_id = t.id AND w.state = 'waiting') \
             AND EXISTS (SELECT 1 FROM seat s WHERE s.trip_id = t.id AND s.state = 'free' AND s.sellable) LIMIT $2",
            now.millis(),
            limit,
        )?;
        for (trip,) in trips {
            let trip = TripId::new(trip);
            if self.try_lock_trip(&trip).await? {
                while self.offer_next(&trip, now).await?.is_some() {}
            }
        }
        Ok(())
    }

    /// The worker's number in the trip's line, or behind everybody.
    pub(super) async fn place_in_line(&mut self, trip: &TripId, worker: &WorkerId) -> Result<i64> {
        let row = rows!(
            self,
            fetch_optional,
            (i64,),
            "SELECT place FROM waitlist WHERE worker_id = $1 AND trip_id = $2 AND state IN ('waiting', 'offered')",
            worker.as_str(),
            trip.as_str(),
        )?;
        Ok(row.map_or(LAST, |(place,)| place))
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

/// Somebody in line.
struct InLine {
    id: WaitlistId,
    worker: WorkerId,
    chat: ChatId,
    place: i64,
}

fn takes_bookings(trip: &Trip, now: Timestamp) -> bool {
    trip.state == TripState::Open && trip.departs_at > now
}
