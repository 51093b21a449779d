//! Those whose wish is recorded hear of a trip that has opened: the chat promises it.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::place;
use crate::domain::id::{TripId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Trip, TripState, serves};

impl Tx {
    /// Whether a trip has opened and not all wishes were looked through.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn wishes_due(&mut self) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM trip WHERE wish_cursor IS NOT NULL LIMIT 1",
        )?;
        Ok(row.is_some())
    }

    /// Looks through the next `limit` wishes for one of the trips that have opened, and queues news of it for the chats
    /// of those whom it picks up. Gives the number of wishes looked at, at least 1 while there is more to do. Locks the
    /// trip.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn tell_wishes(&mut self, limit: i64, now: Timestamp) -> Result<usize> {
        let opened = rows!(
            self,
            fetch_optional,
            (String, String),
            lock "SELECT id, wish_cursor FROM trip WHERE wish_cursor IS NOT NULL ORDER BY id LIMIT 1",
        )?;
        let Some((id, after)) = opened else {
            return Ok(0);
        };
        let id = TripId::new(id);
        let trip = self.trip(&id).await?;
        let open = trip.filter(|trip| trip.state == TripState::Open && trip.departs_at > now);
        let last = match open {
            Some(trip) => self.tell_some(&trip, &after, limit, now).await?,
            None => None,
        };
        execute!(
            self,
            "UPDATE trip SET wish_cursor = $2 WHERE id = $1",
            id.as_str(),
            last.as_ref().map(|(worker, _)| worker.as_str().to_owned()),
        )?;
        Ok(last.map_or(1, |(_, looked_at)| looked_at))
    }

    /// The last worker looked at and how many were, unless there were none left.
    async fn tell_some(
        &mut self,
        trip: &Trip,
        after: &str,
        limit: i64,
        now: Timestamp,
    ) -> Result<Option<(WorkerId, usize)>> {
        let wishes = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT worker_id, origin FROM demand WHERE mode = $1 AND worker_id > $2 ORDER BY worker_id LIMIT $3",
            trip.mode.as_str(),
            after,
            limit,
        )?;
        let looked_at = wishes.len();
        let news = News::TripOpened {
            trip: trip.id.clone(),
        };
        let mut last = None;
        for (worker, origin) in wishes {
            let worker = WorkerId::new(worker);
            if serves(trip, place("demand", worker.as_str(), "origin", &origin)?) {
                self.queue_news_for(&worker, &news, now).await?;
            }
            last = Some((worker, looked_at));
        }
        Ok(last)
    }
}
