//! Offers of freed seats, down the line.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::{ActiveSeat, SeatExit, SeatHappening};
use super::{LAST, WaitState, takes_bookings};
use crate::domain::id::{ChatId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;
use std::time::Duration;

/// How long a freed seat is offered to one worker (domain reference §2), or until departure if that is sooner.
pub const OFFER_FOR: Duration = Duration::from_secs(30 * 60);

/// What came of trying to offer a free seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Offer {
    /// Made to this place in line.
    Made(WaitlistId),
    /// Nobody in line may have it now, or the trip takes no bookings.
    Nobody,
    /// The one whose turn it is has their hands full at this moment.
    Busy,
    /// No seat is free, or not at this moment.
    NoSeat,
}

impl Tx {
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
    pub(in crate::store) async fn offer(
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
            (String, String, String, String, String, i64),
            "SELECT id, trip_id, worker_id, chat_id, seat_id, place FROM waitlist \
             WHERE state = 'offered' AND offer_until <= $1 AND seat_id IS NOT NULL ORDER BY offer_until LIMIT $2",
            now.millis(),
            limit,
        )?;
        let mut expired = Vec::new();
        for (id, trip, worker, chat, seat, place) in due {
            let offer = InLine {
                id: WaitlistId::new(id),
                worker: WorkerId::new(worker),
                chat: ChatId::new(chat),
                place,
            };
            let trip = TripId::new(trip);
            if self.try_lock_trip(&trip).await?
                && self.try_lock_worker(&offer.worker).await?
                && self.expire_offer(&offer, &SeatId::new(seat), now).await?
            {
                self.offer_next(&trip, now).await?;
                expired.push(offer.id);
            }
        }
        self.offer_left_over(limit, now).await?;
        Ok(expired)
    }

    async fn expire_offer(
        &mut self,
        offer: &InLine,
        seat: &SeatId,
        now: Timestamp,
    ) -> Result<bool> {
        // Under the worker's lock: it may have been accepted since it was listed.
        if self.offered_seat(&offer.id, &offer.worker).await?.as_ref() != Some(seat)
            || !self.try_lock_seat(seat).await?
        {
            return Ok(false);
        }
        if !self
            .free_seat(seat, &offer.worker, SeatExit::Expired, now)
            .await?
        {
            // Not theirs after all; the offer ends all the same.
            self.settle_offer(seat, &offer.worker, WaitState::Expired)
                .await?;
        }
        let news = News::OfferExpired {
            waitlist: offer.id.clone(),
        };
        self.queue_news(&offer.chat, &news, now).await?;
        Ok(true)
    }

    /// Offers what an earlier moment could not: the one whose turn it was had been busy, or a claim was undone.
    async fn offer_left_over(&mut self, limit: i64, now: Timestamp) -> Result<()> {
        for trip in self.trips_left_over(limit, now).await? {
            if self.try_lock_trip(&trip).await? {
                while self.offer_next(&trip, now).await?.is_some() {}
            }
        }
        Ok(())
    }

    /// Trips with a seat free and people in line, who need not be such as may have it.
    pub(in crate::store) async fn trips_left_over(
        &mut self,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<TripId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT t.id FROM trip t WHERE t.state = 'open' AND t.departs_at > $1 \
             AND EXISTS (SELECT 1 FROM waitlist w WHERE w.trip_id = t.id AND w.state = 'waiting') \
             AND EXISTS (SELECT 1 FROM seat s WHERE s.trip_id = t.id AND s.state = 'free' AND s.sellable) LIMIT $2",
            now.millis(),
            limit,
        )?;
        Ok(found.into_iter().map(|(id,)| TripId::new(id)).collect())
    }
}

/// Somebody in line.
struct InLine {
    id: WaitlistId,
    worker: WorkerId,
    chat: ChatId,
    place: i64,
}
