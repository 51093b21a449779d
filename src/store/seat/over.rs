//! When a trip is over: its line closes, and a seat that nobody came for stands in nobody's way any more.
//!
//! Races: like every sweep this tries its locks, in the order trip, worker, seat, and never waits: what is locked
//! elsewhere is left for the next sweep. Under the locks it looks again.

use super::super::db::{Result, Tx, execute, rows};
use super::SeatExit;
use crate::domain::id::{ChatId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use std::time::Duration;

/// How long after departure a seat that nobody came for still counts as the worker's: as long as its ticket.
pub const NO_SHOW_AFTER: Duration = super::super::ticket::VALID_AFTER_DEPARTURE;

/// A place in the line of a trip that is over.
#[derive(sqlx::FromRow)]
struct InVain {
    id: String,
    worker_id: String,
    chat_id: String,
    seat_id: Option<String>,
    code: String,
}

impl Tx {
    /// Closes the lines of trips that have left, are cancelled or take no bookings any more, at most `limit` places.
    /// While a trip boards its line stays, for those who walk up to the door may still get on.
    /// Each worker's wish is recorded, unless they have a seat elsewhere, and news of it is queued for their chat.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn close_lines(&mut self, limit: i64, now: Timestamp) -> Result<Vec<WaitlistId>> {
        let mut closed = Vec::new();
        for trip in self.trips_left_behind(limit, now).await? {
            if !self.try_lock_trip(&trip).await? {
                continue;
            }
            for place in self.waiting_in_vain(&trip, limit, now).await? {
                if self.close_place(&place, now).await? {
                    closed.push(WaitlistId::new(place.id));
                }
            }
        }
        Ok(closed)
    }

    /// Trips that people are in line for, though nobody can get on any more.
    pub(super) async fn trips_left_behind(
        &mut self,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<TripId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT t.id FROM trip t WHERE (t.state NOT IN ('open', 'boarding') \
             OR (t.state = 'open' AND t.departs_at <= $1) OR (t.state = 'boarding' AND t.departs_at <= $3)) AND EXISTS \
             (SELECT 1 FROM waitlist w WHERE w.trip_id = t.id AND w.state IN ('waiting', 'offered')) LIMIT $2",
            now.millis(),
            limit,
            now.minus(NO_SHOW_AFTER).millis(),
        )?;
        Ok(found.into_iter().map(|(id,)| TripId::new(id)).collect())
    }

    async fn waiting_in_vain(
        &mut self,
        trip: &TripId,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<InVain>> {
        Ok(rows!(
            self,
            fetch_all,
            InVain,
            "SELECT w.id, w.worker_id, w.chat_id, w.seat_id, t.code FROM waitlist w JOIN trip t ON t.id = w.trip_id \
             WHERE w.trip_id = $1 AND w.state IN ('waiting', 'offered') \
             AND (t.state NOT IN ('open', 'boarding') OR (t.state = 'open' AND t.departs_at <= $2) \
             OR (t.state = 'boarding' AND t.departs_at <= $4)) ORDER BY w.turn LIMIT $3",
            trip.as_str(),
            now.millis(),
            limit,
            now.minus(NO_SHOW_AFTER).millis(),
        )?)
    }

    async fn close_place(&mut self, place: &InVain, now: Timestamp) -> Result<bool> {
        let worker = WorkerId::new(place.worker_id.clone());
        if !self.try_lock_worker(&worker).await? {
            return Ok(false);
        }
        let seat = place.seat_id.clone().map(SeatId::new);
        if let Some(seat) = &seat
            && !self.try_lock_seat(seat).await?
        {
            return Ok(false);
        }
        let closed = execute!(
            self,
            "UPDATE waitlist SET state = 'expired', offer_until = NULL \
             WHERE id = $1 AND state IN ('waiting', 'offered')",
            place.id.as_str(),
        )?;
        if closed == 0 {
            // Answered since it was listed.
            return Ok(false);
        }
        if let Some(seat) = &seat {
            // The trip is over, so nobody is offered it next.
            let own = self
                .free_seat(seat, &worker, SeatExit::Expired, now)
                .await?;
            if !own {
                self.free_kept(seat, &worker, SeatExit::Expired, now)
                    .await?;
                let id = WaitlistId::new(place.id.clone());
                self.free_offer_seats(&id, &worker, SeatExit::Expired, now)
                    .await?;
            }
        }
        self.wish_again(&worker, now).await?;
        let news = News::LineClosed {
            waitlist: WaitlistId::new(place.id.clone()),
            code: place.code.clone(),
        };
        self.queue_news(&ChatId::new(place.chat_id.clone()), &news, now)
            .await?;
        Ok(true)
    }

    /// Records as a wish what the worker has registered for, unless they have a seat or have taken it back.
    pub(super) async fn wish_again(&mut self, worker: &WorkerId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "INSERT INTO demand (worker_id, origin, employer_id, mode, at) \
             SELECT worker_id, origin, employer_id, mode, $2 FROM registration WHERE worker_id = $1 \
             AND mode IN ('coach', 'train') AND state NOT IN ('rejected', 'withdrawn', 'erased') \
             AND NOT EXISTS (SELECT 1 FROM seat WHERE worker_id = $1) \
             ON CONFLICT (worker_id) DO UPDATE SET origin = excluded.origin, employer_id = excluded.employer_id, \
             mode = excluded.mode, at = excluded.at",
            worker.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Ends the seats, at most `limit`, of those who were not on board of a trip that left [`NO_SHOW_AFTER`] ago:
    /// free, ticket revoked, and offered to nobody. Trips that still board are left alone.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn end_no_shows(&mut self, limit: i64, now: Timestamp) -> Result<Vec<SeatId>> {
        let mut ended = Vec::new();
        for trip in self.trips_long_gone(limit, now).await? {
            if !self.try_lock_trip(&trip).await? {
                continue;
            }
            for (seat, worker) in self.seats_kept(&trip, limit).await? {
                if self.try_lock_worker(&worker).await?
                    && self.try_lock_seat(&seat).await?
                    && self
                        .free_seat(&seat, &worker, SeatExit::NoShow, now)
                        .await?
                {
                    ended.push(seat);
                }
            }
        }
        Ok(ended)
    }

    /// Trips that left [`NO_SHOW_AFTER`] ago, with seats of people who were never on board.
    pub(super) async fn trips_long_gone(
        &mut self,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<TripId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT t.id FROM trip t WHERE t.state NOT IN ('draft', 'boarding') AND t.departs_at < $1 AND EXISTS \
             (SELECT 1 FROM seat s WHERE s.trip_id = t.id AND s.state IN ('reserved', 'confirmed')) LIMIT $2",
            now.minus(NO_SHOW_AFTER).millis(),
            limit,
        )?;
        Ok(found.into_iter().map(|(id,)| TripId::new(id)).collect())
    }

    async fn seats_kept(&mut self, trip: &TripId, limit: i64) -> Result<Vec<(SeatId, WorkerId)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, worker_id FROM seat WHERE trip_id = $1 AND state IN ('reserved', 'confirmed') \
             AND worker_id IS NOT NULL ORDER BY worker_id LIMIT $2",
            trip.as_str(),
            limit,
        )?;
        Ok(found
            .into_iter()
            .map(|(seat, worker)| (SeatId::new(seat), WorkerId::new(worker)))
            .collect())
    }
}
