//! How the line moves: how many seats it was offered of late, and who is to be told that they have moved.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::SeatHappening;
use crate::domain::id::{ChatId, TripId, WaitlistId};
use crate::domain::line::worth_telling;
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use std::time::Duration;

/// The span over which the line's pace is told.
const LATELY: Duration = Duration::from_secs(24 * 3600);

impl Tx {
    /// Seats that the trip's line was offered within the last day. One that was declined and offered to the next in
    /// line is one seat still.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn offered_lately(&mut self, trip: &TripId, now: Timestamp) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(DISTINCT seat_id) FROM seat_event WHERE trip_id = $1 AND what = $2 AND at > $3",
            trip.as_str(),
            SeatHappening::Offered.as_str(),
            now.minus(LATELY).millis(),
        )?;
        Ok(count)
    }

    /// Notes that a worker has been told how many stand in front of them.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn note_told(&mut self, id: &WaitlistId, ahead: i64) -> Result<()> {
        execute!(
            self,
            "UPDATE waitlist SET told_ahead = $2 WHERE id = $1",
            id.as_str(),
            ahead,
        )?;
        Ok(())
    }

    /// Places in line whose workers are to hear that they have moved ([`worth_telling`]), at most `limit`: what they
    /// were told and what it is now. Looks only.
    pub async fn moved_in_line(&mut self, limit: usize) -> Result<Vec<(WaitlistId, i64, i64)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64, i64),
            "SELECT id, told_ahead, ahead FROM (SELECT id, told_ahead, \
             ROW_NUMBER() OVER (PARTITION BY trip_id ORDER BY turn) - 1 AS ahead \
             FROM waitlist WHERE state = 'waiting') l WHERE told_ahead IS NOT NULL AND told_ahead <> ahead",
        )?;
        Ok(found
            .into_iter()
            .filter(|(_, told, ahead)| worth_telling(*told, *ahead))
            .take(limit)
            .map(|(id, told, ahead)| (WaitlistId::new(id), told, ahead))
            .collect())
    }

    /// Queues the news of a move for the worker's chat; `false` when somebody else has told them meanwhile.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn tell_move(
        &mut self,
        (id, told, ahead): &(WaitlistId, i64, i64),
        now: Timestamp,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "UPDATE waitlist SET told_ahead = $3 WHERE id = $1 AND told_ahead = $2 AND state = 'waiting' \
             RETURNING chat_id",
            id.as_str(),
            *told,
            *ahead,
        )?;
        let Some((chat,)) = row else { return Ok(false) };
        let news = News::LineMoved {
            waitlist: id.clone(),
        };
        self.queue_news(&ChatId::new(chat), &news, now).await?;
        Ok(true)
    }
}
