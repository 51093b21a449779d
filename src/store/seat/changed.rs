//! A trip that was cancelled or moved: everybody with a seat on it is told, a few at a time.
//!
//! What is still to be done stands in the rows: a seat that somebody has on a cancelled trip, a moved trip's people
//! who are not in `trip_told`. So a crash half-way loses and repeats nothing. Like every sweep this tries its locks, in
//! the order trip, worker, seat, and leaves what it cannot have for the next one.

use super::super::db::{Result, Tx, execute, rows};
use super::SeatExit;
use crate::domain::id::{SeatId, TripId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;

/// Who acts where nobody does, in the audit.
const HOUSE: &str = "trips";

/// Somebody of a moved trip who has not been told.
#[derive(sqlx::FromRow)]
struct Untold {
    trip_id: String,
    worker_id: String,
    moved_at: i64,
    moved_from: i64,
    moved_because: Option<String>,
    departs_at: i64,
}

impl Tx {
    /// Takes the seats of cancelled trips back, at most `limit`: each worker's wish is recorded and news of it queued
    /// for their chat. Who has no chat is noted in the audit, so that somebody rings them.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn tell_cancelled(&mut self, limit: i64, now: Timestamp) -> Result<Vec<WorkerId>> {
        let mut told = Vec::new();
        for id in self.trips_cancelled(limit).await? {
            if !self.try_lock_trip(&id).await? {
                continue;
            }
            let Some(trip) = self.trip(&id).await? else {
                continue;
            };
            for (seat, worker) in self.seats_in_vain(&id, limit).await? {
                if told.len() as i64 >= limit {
                    return Ok(told);
                }
                if self.take_from_cancelled(&trip, &seat, &worker, now).await? {
                    told.push(worker);
                }
            }
        }
        Ok(told)
    }

    /// Cancelled trips on which somebody has a seat.
    pub(super) async fn trips_cancelled(&mut self, limit: i64) -> Result<Vec<TripId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT t.id FROM trip t WHERE t.state = 'cancelled' AND EXISTS (SELECT 1 FROM seat s \
             WHERE s.trip_id = t.id AND s.worker_id IS NOT NULL AND s.state IN ('held', 'reserved', 'confirmed')) LIMIT $1",
            limit,
        )?;
        Ok(found.into_iter().map(|(id,)| TripId::new(id)).collect())
    }

    async fn seats_in_vain(
        &mut self,
        trip: &TripId,
        limit: i64,
    ) -> Result<Vec<(SeatId, WorkerId)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT id, worker_id FROM seat WHERE trip_id = $1 AND state IN ('held', 'reserved', 'confirmed') \
             AND worker_id IS NOT NULL ORDER BY worker_id LIMIT $2",
            trip.as_str(),
            limit,
        )?;
        Ok(found
            .into_iter()
            .map(|(seat, worker)| (SeatId::new(seat), WorkerId::new(worker)))
            .collect())
    }

    async fn take_from_cancelled(
        &mut self,
        trip: &Trip,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        if !self.try_lock_worker(worker).await?
            || !self.try_lock_seat(seat).await?
            || !self
                .free_seat(seat, worker, SeatExit::TripCancelled, now)
                .await?
        {
            return Ok(false);
        }
        self.wish_again(worker, now).await?;
        execute!(
            self,
            "UPDATE registration SET state = 'submitted', updated_at = $2 \
             WHERE worker_id = $1 AND state = 'travel_arranged'",
            worker.as_str(),
            now.millis(),
        )?;
        let news = News::TripCancelled {
            trip: trip.id.clone(),
            code: trip.code.clone(),
            departs_at: trip.departs_at,
            reason: self.cancelled_because(&trip.id).await?,
        };
        self.tell(worker, &news, "trip.cancelled_untold", now)
            .await?;
        Ok(true)
    }

    async fn cancelled_because(&mut self, trip: &TripId) -> Result<String> {
        let row = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT cancelled_because FROM trip WHERE id = $1",
            trip.as_str(),
        )?;
        Ok(row.and_then(|(reason,)| reason).unwrap_or_default())
    }

    /// Queues news for the chat the worker was last seen in; without one, notes in the audit that they do not know.
    async fn tell(
        &mut self,
        worker: &WorkerId,
        news: &News,
        untold: &str,
        now: Timestamp,
    ) -> Result<()> {
        match self.queue_news_for(worker, news, now).await? {
            true => Ok(()),
            false => self.audit(HOUSE, untold, worker.as_str(), None, now).await,
        }
    }

    /// Notes that a trip leaves at another time than `was`, or, at the same time, that people meet elsewhere; so that
    /// its people are told, with the reason. Call it in the transaction that changes the trip.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn note_trip_moved(
        &mut self,
        trip: &TripId,
        was: Timestamp,
        reason: &str,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE trip SET moved_at = CASE WHEN moved_at >= $2 THEN moved_at + 1 ELSE $2 END, moved_from = COALESCE(moved_from, $3), moved_because = $4 WHERE id = $1",
            trip.as_str(),
            now.millis(),
            was.millis(),
            reason,
        )?;
        Ok(())
    }

    /// Queues news for people of moved trips, with a seat or in line, at most `limit`. A trip whose people all know is
    /// done with.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn tell_moved(&mut self, limit: i64, now: Timestamp) -> Result<Vec<WorkerId>> {
        let untold = self.untold_of_moves(limit).await?;
        let mut told = Vec::new();
        for one in untold {
            let worker = WorkerId::new(one.worker_id.clone());
            let first = execute!(
                self,
                "INSERT INTO trip_told (trip_id, worker_id, moved_at, told_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (trip_id, worker_id, moved_at) DO NOTHING",
                one.trip_id.as_str(),
                one.worker_id.as_str(),
                one.moved_at,
                now.millis(),
            )?;
            if first == 0 {
                continue;
            }
            let news = News::TripMoved {
                trip: TripId::new(one.trip_id),
                was: Timestamp::from_millis(one.moved_from),
                departs_at: Timestamp::from_millis(one.departs_at),
                reason: one.moved_because.unwrap_or_default(),
            };
            self.tell(&worker, &news, "trip.moved_untold", now).await?;
            told.push(worker);
        }
        if told.is_empty() {
            execute!(
                self,
                "UPDATE trip SET moved_from = NULL WHERE moved_from IS NOT NULL"
            )?;
        }
        Ok(told)
    }

    async fn untold_of_moves(&mut self, limit: i64) -> Result<Vec<Untold>> {
        Ok(rows!(
            self,
            fetch_all,
            Untold,
            "SELECT t.id AS trip_id, p.worker_id, t.moved_at, t.moved_from, t.moved_because, t.departs_at FROM trip t JOIN \
             (SELECT trip_id, worker_id FROM seat WHERE worker_id IS NOT NULL \
             AND state IN ('held', 'reserved', 'confirmed') \
             UNION SELECT trip_id, worker_id FROM waitlist WHERE state IN ('waiting', 'offered')) p ON p.trip_id = t.id \
             WHERE t.moved_from IS NOT NULL AND t.moved_at IS NOT NULL AND t.state IN ('open', 'boarding') \
             AND NOT EXISTS (SELECT 1 FROM trip_told d WHERE d.trip_id = t.id AND d.worker_id = p.worker_id \
             AND d.moved_at = t.moved_at) ORDER BY t.id, p.worker_id LIMIT $1",
            limit,
        )?)
    }

    /// Whether people of a moved trip are still to be told.
    pub(super) async fn moves_untold(&mut self) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM trip WHERE moved_from IS NOT NULL LIMIT 1",
        )?;
        Ok(row.is_some())
    }
}
