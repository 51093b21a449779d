//! Offers that end: by the clock, or because the vehicle has left. What they held goes to the next in line.

use super::super::db::{Result, Tx, rows};
use super::super::seat::SeatExit;
use super::WaitState;
use crate::domain::id::{ChatId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;

/// An offer that is to end: of which place in line, to whom, told of where, and the seat it names.
pub(in crate::store) struct Ending {
    pub id: WaitlistId,
    pub worker: WorkerId,
    pub chat: ChatId,
    pub seat: SeatId,
}

impl Tx {
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
            let offer = Ending {
                id: WaitlistId::new(id),
                worker: WorkerId::new(worker),
                chat: ChatId::new(chat),
                seat: SeatId::new(seat),
            };
            let trip = TripId::new(trip);
            if self.try_lock_trip(&trip).await?
                && self.try_lock_worker(&offer.worker).await?
                && self.expire_offer(&offer, now).await?
            {
                self.offer_all(&trip, now).await?;
                expired.push(offer.id);
            }
        }
        self.offer_left_over(limit, now).await?;
        Ok(expired)
    }

    async fn expire_offer(&mut self, offer: &Ending, now: Timestamp) -> Result<bool> {
        // Under the worker's lock: it may have been accepted since it was listed.
        let held = self.offered_seat(&offer.id, &offer.worker).await?;
        if held.as_ref() != Some(&offer.seat) || !self.try_lock_seat(&offer.seat).await? {
            return Ok(false);
        }
        self.end_offer(offer, now).await?;
        Ok(true)
    }

    /// Frees what an offer holds, a party's seats too, ends it as run out and tells whose it was. Call with the worker
    /// locked, and offer the seats next where they are still to be had.
    pub(in crate::store) async fn end_offer(
        &mut self,
        offer: &Ending,
        now: Timestamp,
    ) -> Result<()> {
        let (seat, worker, why) = (&offer.seat, &offer.worker, SeatExit::Expired);
        if !self.free_seat(seat, worker, why, now).await? {
            // Kept beside their own, or not theirs after all; the offer ends all the same.
            self.free_kept(seat, worker, why, now).await?;
            self.free_offer_seats(&offer.id, worker, why, now).await?;
            self.settle_offer(seat, worker, WaitState::Expired).await?;
        }
        let news = News::OfferExpired {
            waitlist: offer.id.clone(),
        };
        self.queue_news(&offer.chat, &news, now).await
    }

    /// Offers what an earlier moment could not: the one whose turn it was had been busy, or a claim was undone.
    async fn offer_left_over(&mut self, limit: i64, now: Timestamp) -> Result<()> {
        for trip in self.trips_left_over(limit, now).await? {
            if self.try_lock_trip(&trip).await? {
                self.offer_all(&trip, now).await?;
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
