//! Changing to another trip without losing the seat one has: the old one is given up only when the new one is held,
//! in the same transaction.

use super::db::{Result, Tx, execute};
use super::seat::{ActiveSeat, Claim, SeatExit};
use crate::domain::id::WorkerId;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;

impl Tx {
    /// Moves a worker from the seat `old` to a seat on `trip`, held until a moment in time. When that trip is full,
    /// the old seat stays as it is, ticket and all. Whoever is aboard stays aboard, and a seat that is not `old` any more
    /// is left alone: [`Claim::AlreadySeated`] has it. Locks the worker and both trips.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn move_seat(
        &mut self,
        old: &ActiveSeat,
        trip: &Trip,
        worker: &WorkerId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Claim> {
        self.lock_worker(worker).await?;
        let own = self.active_seat(worker).await?;
        if let Some(own) = own.filter(|own| own.seat != old.seat || own.state == SeatState::Boarded)
        {
            return Ok(Claim::AlreadySeated(own));
        }
        self.lock_trips_of(worker, &trip.id).await?;
        // Stepping aside for a moment: one active seat a worker (invariant 3) holds within the transaction too.
        // The row stays locked, so nobody else can take the seat meanwhile.
        execute!(
            self,
            "UPDATE seat SET worker_id = NULL WHERE id = $1 AND worker_id = $2",
            old.seat.as_str(),
            worker.as_str(),
        )?;
        let claim = self.claim_seat(trip, worker, until, now).await?;
        if let Claim::Held(new) = &claim {
            self.swap_owner(old, new, worker).await?;
            self.free_seat(&old.seat, worker, SeatExit::Moved, now)
                .await?;
            self.give_back(new, worker).await?;
            // Only now, with the worker seated: else they could be offered the seat that they are leaving.
            self.offer_next(&old.trip.id, now).await?;
        } else {
            self.give_back(old, worker).await?;
        }
        Ok(claim)
    }

    /// Lets the worker own the old seat again for its release, which writes its history.
    async fn swap_owner(
        &mut self,
        old: &ActiveSeat,
        new: &ActiveSeat,
        worker: &WorkerId,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET worker_id = NULL WHERE id = $1",
            new.seat.as_str(),
        )?;
        self.give_back(old, worker).await
    }

    async fn give_back(&mut self, seat: &ActiveSeat, worker: &WorkerId) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET worker_id = $2 WHERE id = $1",
            seat.seat.as_str(),
            worker.as_str(),
        )?;
        Ok(())
    }
}
