//! A seat that a worker has already: another one on the same trip, a new ticket, a trip that was moved.

use super::unit::Unit;
use crate::dialogue::event::{Answer, Opening, Seated};
use crate::dialogue::state::SeatOption;
use crate::domain::id::{SeatId, TripId};
use crate::domain::seat::{SeatState, short_list};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Unmet};
use crate::store::Result;
use crate::store::seat::FreeSeat;

/// Seats offered to choose from, beside the one they have.
const CHOICES: usize = 3;

impl Unit<'_> {
    /// A new ticket for the worker's seat, in place of the old one, which is revoked; `None` without a seat, or when
    /// a requirement stands in the way.
    pub(super) async fn new_ticket(&mut self) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        let Some(seat) = self.tx.active_seat(&worker).await? else {
            return Ok(None);
        };
        self.tx.revoke_ticket(&worker, self.now).await?;
        let seated = self.with_ticket(&worker, seat).await?;
        Ok(seated.ticket.is_some().then_some(seated))
    }

    /// What the move of the trip means for the worker's seat on it: the ticket is issued anew, for the old one names
    /// another time; what the new day does not meet is said, and the seat stays while they see to it.
    pub(super) async fn moved(
        &mut self,
        trip: &TripId,
        was: Timestamp,
        reason: String,
    ) -> Result<Answer> {
        let (mut seated, mut unmet) = (None, Vec::new());
        if let Some(worker) = self.chat.worker.clone()
            && let Some(seat) = self.tx.active_seat(&worker).await?
            && seat.trip.id == *trip
            && seat.state != SeatState::Held
        {
            unmet = self.unmet_by(&worker, &seat.trip, Stage::Confirm).await?;
            // Not lacking since the move: they know of it already.
            unmet.retain(|one| *one != Unmet::RosterNotConfirmed);
            self.tx.revoke_ticket(&worker, self.now).await?;
            seated = Some(self.with_ticket(&worker, seat).await?);
        }
        Ok(Answer::Moved {
            was,
            reason,
            seated,
            unmet,
        })
    }

    /// A trip that has opened, unless something stands against it that will not pass.
    pub(super) async fn opened(&mut self, trip: &TripId) -> Result<Option<Opening>> {
        let (Some(worker), Some(trip)) = (self.chat.worker.clone(), self.tx.trip(trip).await?)
        else {
            return Ok(None);
        };
        let unmet = self.unmet_by(&worker, &trip, Stage::Hold).await?;
        if !unmet.into_iter().all(Unmet::may_pass) {
            return Ok(None);
        }
        Ok(Some(Opening {
            code: trip.code.clone(),
            stop: self.stop_of(&trip).await?,
            free: self.tx.departure(trip).await?.free,
        }))
    }

    /// A short list of free seats on the worker's trip, in their own vehicle if it has any: front, middle, back.
    pub(super) async fn free_seats(&mut self) -> Result<Vec<SeatOption>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(Vec::new());
        };
        let Some(own) = self.tx.active_seat(&worker).await? else {
            return Ok(Vec::new());
        };
        let free = self.tx.free_seats(&own.trip.id).await?;
        let beside: Vec<&FreeSeat> = free
            .iter()
            .filter(|seat| seat.ordinal == own.vehicle_ordinal)
            .collect();
        let choice = match beside.is_empty() {
            true => free.iter().collect(),
            false => beside,
        };
        let option = |at: usize| SeatOption {
            seat: SeatId::new(choice[at].id.clone()),
            label: choice[at].label.clone(),
            vehicle: choice[at].vehicle.clone(),
            row: choice[at].row_no,
        };
        let listed = short_list(choice.len(), CHOICES);
        Ok(listed.into_iter().map(option).collect())
    }

    /// Changes to another seat of the same trip, with a ticket for it.
    pub(super) async fn take_seat(&mut self, seat: &SeatId) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        match self.tx.change_seat(&worker, seat, self.now).await? {
            Some(seat) => Ok(Some(self.with_ticket(&worker, seat).await?)),
            None => Ok(None),
        }
    }
}
