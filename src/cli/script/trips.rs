//! Stage directions about trips: they are cancelled, leave at another time; and about those who travel along.

use super::Stage;
use crate::domain::boarding::CrewRule;
use crate::domain::id::StaffId;
use crate::domain::place::PlaceCode;
use crate::domain::seat::VehicleKind;
use crate::domain::trip::{Mode, Requirements, Stop, TripDraft};
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

    /// A coach from where this worker is, two days from now.
    pub(super) async fn open_coach(&self) -> anyhow::Result<()> {
        let (worker, admin) = (self.worker().await?, self.admin().await?);
        let now = crate::clock::Clock::now(self.clock.as_ref());
        let mut tx = self.store.write().await?;
        let registration = tx.registration(&self.store, &worker).await?;
        let place = registration
            .context("this worker is not registered")?
            .origin;
        let departs_at = now.plus(Duration::from_secs(48 * 3600));
        let draft = TripDraft {
            code: "NEW-1".to_owned(),
            mode: Mode::Coach,
            district: PlaceCode::parse("330302")?,
            stops: vec![Stop {
                place,
                meeting_point: "火车站广场".to_owned(),
                departs_at,
            }],
            spaced: true,
            fare_fen: 0,
            requirements: Requirements {
                crew: Some(CrewRule::FULL),
                ..Requirements::default()
            },
            vehicles: vec![VehicleKind::Coach40],
            crew_seats: 0,
        };
        let id = tx.create_trip_draft(&draft, "stage", &admin, now).await?;
        tx.open_trip(&id, 1, &admin, now).await?;
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
