//! Stage directions about trips: they are cancelled, leave at another time; and about those who travel along.

use super::Stage;
use crate::domain::id::StaffId;
use crate::store::seat::ActiveSeat;
use anyhow::Context;
use std::time::Duration;

impl Stage {
    async fn seat(&self) -> anyhow::Result<ActiveSeat> {
        let worker = self.worker().await?;
        let mut tx = self.store.read().await?;
        let seat = tx.active_seat(&worker).await?;
        tx.rollback().await?;
        seat.context("this worker has no seat")
    }

    async fn admin(&self) -> anyhow::Result<StaffId> {
        let mut tx = self.store.read().await?;
        let admin = tx.staff_by_login("admin").await?;
        tx.rollback().await?;
        Ok(admin.context("the demo has an administrator")?.0.id)
    }

    pub(super) async fn cancel_trip(&self, reason: &str) -> anyhow::Result<()> {
        let (seat, admin) = (self.seat().await?, self.admin().await?);
        let now = crate::clock::Clock::now(self.clock.as_ref());
        let mut tx = self.store.write().await?;
        tx.cancel_trip(&seat.trip.id, reason, &admin, now).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn move_trip(&self, later: Duration) -> anyhow::Result<()> {
        let (seat, admin) = (self.seat().await?, self.admin().await?);
        let now = crate::clock::Clock::now(self.clock.as_ref());
        let to = seat.trip.departs_at.plus(later);
        let mut tx = self.store.write().await?;
        tx.move_trip(&seat.trip.id, to, "封路", &admin, now).await?;
        Ok(tx.commit().await?)
    }

    /// The bureau issues this worker's ticket anew.
    pub(super) async fn reissue(&self) -> anyhow::Result<()> {
        let (seat, admin, worker) = (
            self.seat().await?,
            self.admin().await?,
            self.worker().await?,
        );
        let now = crate::clock::Clock::now(self.clock.as_ref());
        let mut tx = self.store.write().await?;
        tx.reissue_ticket(&self.store, &seat, &worker, (&admin, "丢了"), now)
            .await?;
        Ok(tx.commit().await?)
    }

    /// The code of a party that anybody on stage has founded.
    pub(super) async fn party_code(&self) -> anyhow::Result<Option<String>> {
        let Ok(worker) = self.worker().await else {
            return Ok(None);
        };
        let mut tx = self.store.read().await?;
        let party = tx.party_of(&worker).await?;
        tx.rollback().await?;
        Ok(party.map(|party| party.code))
    }
}
