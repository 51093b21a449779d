//! Counting somebody whose boarding was in doubt, once somebody has looked at them; and settling what a vehicle that
//! has left leaves open.

use super::super::db::{Result, Tx, rows};
use crate::domain::boarding::{Refusal, Temperature, TicketFault};
use crate::domain::health::HealthCode;
use crate::domain::id::{SeatId, StaffId, VehicleId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Trip, Unmet};

/// What became of a doubtful boarding that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upheld {
    /// It is the right person: they are aboard.
    Counted,
    /// The ticket is not all: something else speaks against them, which nobody may overrule (invariants 4 and 7).
    Refused(Vec<Refusal>),
    /// They do not have that seat any more.
    NoSeat,
    /// There is nothing to settle: another record, settled or taken back before, or the vehicle has left.
    Nothing,
}

#[derive(sqlx::FromRow)]
struct DoubtRow {
    seat_id: String,
    worker_id: String,
    temperature: Option<i64>,
    health_code: Option<String>,
}

impl Tx {
    /// Counts somebody as aboard who was let aboard without a connection on a ticket that had been issued anew
    /// meanwhile: it is the right person, on the seat that is theirs. What the ticket kept from being asked is asked
    /// now, with what was measured and seen at the door. Locks the vehicle, the worker, their seat. Audited.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn uphold_boarding(
        &mut self,
        vehicle: &VehicleId,
        record: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Upheld> {
        let Some(here) = self.at_stop(vehicle).await? else {
            return Ok(Upheld::Nothing);
        };
        let Some(doubt) = self.reissued(vehicle, record).await? else {
            return Ok(Upheld::Nothing);
        };
        let (seat, worker) = (
            SeatId::new(&*doubt.seat_id),
            WorkerId::new(&*doubt.worker_id),
        );
        self.lock_worker(&worker).await?;
        let held = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT state FROM seat WHERE id = $1 AND worker_id = $2 \
             AND state IN ('reserved', 'confirmed', 'boarded')",
            seat.as_str(),
            worker.as_str(),
        )?;
        let Some((state,)) = held else {
            return Ok(Upheld::NoSeat);
        };
        // Who is aboard by the new ticket needs only the old record settled.
        if state != SeatState::Boarded.as_str() {
            let against = self.still_against(&here.trip, &doubt, &worker, now).await?;
            if !against.is_empty() {
                return Ok(Upheld::Refused(against));
            }
        }
        if !self.settle(record, by, now).await? {
            return Ok(Upheld::Nothing);
        }
        if state != SeatState::Boarded.as_str() {
            self.take_aboard(&seat, &worker, now).await?;
        }
        let (subject, note) = (format!("vehicle:{vehicle}"), format!("seat {seat}"));
        self.audit(by.as_str(), "boarding.upheld", &subject, Some(&note), now)
            .await?;
        Ok(Upheld::Counted)
    }

    /// A boarding against which only its ticket speaks, because it was issued anew.
    async fn reissued(&mut self, vehicle: &VehicleId, record: &str) -> Result<Option<DoubtRow>> {
        Ok(rows!(
            self,
            fetch_optional,
            DoubtRow,
            "SELECT b.seat_id, b.worker_id, b.temperature, b.health_code FROM boarding AS b \
             WHERE b.id = $1 AND b.vehicle_id = $2 AND b.kind = 'boarded' AND b.reasons = $3 \
             AND b.seat_id IS NOT NULL AND b.worker_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM boarding AS u WHERE u.undoes = b.id) \
             AND NOT EXISTS (SELECT 1 FROM boarding_settled AS d WHERE d.record_id = b.id)",
            record,
            vehicle.as_str(),
            TicketFault::Revoked.as_str(),
        )?)
    }

    async fn still_against(
        &mut self,
        trip: &Trip,
        doubt: &DoubtRow,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Vec<Refusal>> {
        let seen = doubt.health_code.as_deref().and_then(HealthCode::parse);
        let lacks = self.lacks(trip, worker, (Stage::Board, seen), now).await?;
        let lacks = lacks.unwrap_or_else(|| vec![Unmet::NotOpen]);
        let measured = doubt
            .temperature
            .and_then(|tenths| u16::try_from(tenths).ok())
            .and_then(|tenths| Temperature::from_tenths(tenths).ok());
        let limit = trip.requirements.hottest.unwrap_or(Temperature::LIMIT);
        let heat = match measured {
            None => Some(Refusal::NotMeasured),
            Some(degrees) if degrees > limit => Some(Refusal::Hot),
            Some(_) => None,
        };
        Ok(lacks.into_iter().map(Refusal::Unmet).chain(heat).collect())
    }

    /// Notes that the bureau has settled what a vehicle that has left leaves open, with what it found out. Nobody's
    /// seat or registration changes by it. `false` when there is no such open record, or the vehicle has not left, so
    /// that its crew settles it. Audited.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn settle_record(
        &mut self,
        vehicle: &VehicleId,
        record: &str,
        found: &str,
        (by, now): (&StaffId, Timestamp),
    ) -> Result<bool> {
        if self.at_stop(vehicle).await?.is_some() {
            return Ok(false);
        }
        let open = self.open_records(vehicle).await?;
        if !open.iter().any(|(one, _)| one.id == record) || !self.settle(record, by, now).await? {
            return Ok(false);
        }
        let subject = format!("vehicle:{vehicle}");
        self.audit(by.as_str(), "boarding.settled", &subject, Some(found), now)
            .await?;
        Ok(true)
    }
}
