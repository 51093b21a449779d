//! What becomes of a worker's seat: made their own, kept, confirmed by HR, taken from an offer, given up. Every way
//! to a ticket leads through [`Unit::with_ticket`], which checks the requirements (invariants 4 and 5).

use super::unit::Unit;
use crate::dialogue::event::{Answer, Outcome, Seated};
use crate::domain::id::{RosterLineId, WaitlistId, WorkerId};
use crate::domain::registration::RegistrationState;
use crate::domain::seat::SeatState;
use crate::domain::trip::{Stage, Traveller, Trip, Unmet, unmet};
use crate::store::Result;
use crate::store::seat::{ActiveSeat, SeatExit};

impl Unit<'_> {
    /// Makes a held seat the worker's own, and confirmed at once where HR has declared them before.
    pub(super) async fn make_own(&mut self, worker: &WorkerId, held: ActiveSeat) -> Result<Seated> {
        self.tx.reserve_seat(&held.seat, worker, self.now).await?;
        self.tx.leave_waitlist(worker, self.now).await?;
        self.tx.clear_demand(worker).await?;
        let ready = self
            .unmet_by(worker, &held.trip, Stage::Confirm)
            .await?
            .is_empty();
        if ready && self.is_confirmed(worker).await? {
            self.tx.confirm_seat(&held.seat, worker, self.now).await?;
        }
        let seat = self.tx.active_seat(worker).await?.unwrap_or(held);
        self.with_ticket(worker, seat).await
    }

    /// A worker with a seat has changed answers: the seat stays if the trip is still open to them, and goes back to
    /// waiting for HR if what HR confirmed no longer holds.
    pub(super) async fn keep(&mut self, worker: &WorkerId, seat: ActiveSeat) -> Result<Outcome> {
        let gone: Vec<_> = self.unmet_by(worker, &seat.trip, Stage::Hold).await?;
        // A trip that is boarding takes no new bookings, but nobody loses a seat for that.
        let gone: Vec<_> = gone
            .into_iter()
            .filter(|unmet| !matches!(unmet, Unmet::NotOpen | Unmet::Departed))
            .collect();
        if !gone.is_empty() {
            self.tx
                .release_seat(&seat.seat, worker, SeatExit::Rejected, self.now)
                .await?;
            return Ok(Outcome::Refused(gone));
        }
        let confirmed = self.is_confirmed(worker).await?;
        if seat.state == SeatState::Confirmed && !confirmed {
            self.tx.unconfirm_seat(&seat.seat, worker, self.now).await?;
            if seat.trip.requirements.roster_confirmed {
                self.tx.revoke_ticket(worker, self.now).await?;
            }
        }
        if seat.state == SeatState::Reserved && confirmed {
            self.tx.confirm_seat(&seat.seat, worker, self.now).await?;
        }
        let seat = self.tx.active_seat(worker).await?.unwrap_or(seat);
        Ok(Outcome::HasSeat(self.with_ticket(worker, seat).await?))
    }

    /// Gives up seat, place in line and wish; whether there was a seat or place to give up. Whoever is on board gives
    /// up nothing.
    pub(super) async fn release(&mut self) -> Result<Answer> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(Answer::Released(false));
        };
        self.tx.lock_worker(&worker).await?;
        let mut had = false;
        if let Some(seat) = self.tx.active_seat(&worker).await? {
            if seat.state == SeatState::Boarded {
                return Ok(Answer::OnBoard);
            }
            had = self
                .tx
                .release_seat(&seat.seat, &worker, SeatExit::Cancelled, self.now)
                .await?;
        }
        had |= self.tx.leave_waitlist(&worker, self.now).await?;
        self.tx.clear_demand(&worker).await?;
        self.tx.withdraw_claim(&worker).await?;
        self.tx
            .set_registration_state(&worker, RegistrationState::Withdrawn, self.now)
            .await?;
        Ok(Answer::Released(had))
    }

    pub(super) async fn accept_offer(&mut self, id: &WaitlistId) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        let offer = self
            .tx
            .waiting(&worker)
            .await?
            .filter(|waiting| waiting.id == *id);
        let Some(offer) = offer else { return Ok(None) };
        // The answers may have changed since the offer was made (invariant 4).
        if !self
            .unmet_by(&worker, &offer.trip, Stage::Hold)
            .await?
            .is_empty()
        {
            self.tx.decline_offer(id, &worker, self.now).await?;
            return Ok(None);
        }
        let party = self.tx.party_of_place(id).await?;
        let Some(seat) = self.tx.accept_offer(id, &worker, self.now).await? else {
            return Ok(None);
        };
        if let Some(party) = party {
            let trip = seat.trip.id.clone();
            self.party_arranged(&worker, &party, &trip).await?;
        }
        let seated = self.make_own(&worker, seat).await?;
        self.tx
            .set_registration_state(&worker, RegistrationState::TravelArranged, self.now)
            .await?;
        Ok(Some(seated))
    }

    /// HR has refused the worker: a seat or place in line on a trip that needs HR's word is given up. News of a line
    /// that is no longer theirs (they have changed employer meanwhile) changes nothing.
    pub(super) async fn rejected_by_hr(&mut self, line: &RosterLineId) -> Result<()> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(());
        };
        if self.tx.roster_line_of(&worker).await?.as_ref() != Some(line) {
            return Ok(());
        }
        self.tx
            .set_registration_state(&worker, RegistrationState::NeedsFix, self.now)
            .await?;
        if let Some(seat) = self.tx.active_seat(&worker).await?
            && seat.trip.requirements.roster_confirmed
        {
            self.tx
                .release_seat(&seat.seat, &worker, SeatExit::Rejected, self.now)
                .await?;
        }
        let waiting = self.tx.waiting(&worker).await?;
        if waiting.is_some_and(|waiting| waiting.trip.requirements.roster_confirmed) {
            self.tx.leave_waitlist(&worker, self.now).await?;
        }
        Ok(())
    }

    /// HR has confirmed: the seat becomes confirmed and its ticket is issued, if every requirement still holds. Gives
    /// the seat where a ticket is news.
    pub(super) async fn confirmed_by_hr(&mut self, line: &RosterLineId) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        if self.tx.roster_line_of(&worker).await?.as_ref() != Some(line) {
            return Ok(None);
        }
        let Some(seat) = self.tx.active_seat(&worker).await? else {
            return Ok(None);
        };
        let ready = self
            .unmet_by(&worker, &seat.trip, Stage::Confirm)
            .await?
            .is_empty();
        if !ready || !self.tx.confirm_seat(&seat.seat, &worker, self.now).await? {
            return Ok(None);
        }
        self.tx
            .set_registration_state(&worker, RegistrationState::TravelArranged, self.now)
            .await?;
        if self.tx.valid_ticket(&worker).await?.is_some() {
            return Ok(None);
        }
        match self.tx.active_seat(&worker).await? {
            Some(seat) => self.with_ticket(&worker, seat).await.map(Some),
            None => Ok(None),
        }
    }

    /// A seat with its ticket, issued now when the seat is the worker's own and nothing stands in its way.
    pub(super) async fn with_ticket(
        &mut self,
        worker: &WorkerId,
        seat: ActiveSeat,
    ) -> Result<Seated> {
        let own = seat.state != SeatState::Held;
        let ready = own
            && self
                .unmet_by(worker, &seat.trip, Stage::Confirm)
                .await?
                .is_empty();
        let has_one = self
            .tx
            .valid_ticket(worker)
            .await?
            .is_some_and(|ticket| ticket.seat == seat.seat);
        if ready && !has_one {
            self.tx
                .issue_ticket(&self.runner.store, &seat, worker, self.now)
                .await?;
        }
        self.seated(seat).await
    }

    pub(super) async fn is_confirmed(&mut self, worker: &WorkerId) -> Result<bool> {
        let registration = self.tx.registration(&self.runner.store, worker).await?;
        match registration.and_then(|registration| registration.employer) {
            Some(employer) => self.tx.roster_confirmed(worker, &employer).await,
            None => Ok(false),
        }
    }

    /// What a registered worker lacks for a trip at a stage; a worker without registration lacks everything.
    pub(super) async fn unmet_by(
        &mut self,
        worker: &WorkerId,
        trip: &Trip,
        stage: Stage,
    ) -> Result<Vec<Unmet>> {
        let Some(registration) = self.tx.registration(&self.runner.store, worker).await? else {
            return Ok(vec![Unmet::NotOpen]);
        };
        let (employer, roster_confirmed) = match &registration.employer {
            Some(id) => (
                self.tx.employer(id).await?,
                self.tx.roster_confirmed(worker, id).await?,
            ),
            None => (None, false),
        };
        let waived = self.tx.waived(worker, &trip.id).await?;
        let who = Traveller {
            origin: registration.origin,
            health_code: registration.health_code,
            health_observed_at: registration.health_observed_at,
            certificate: &registration.certificate,
            employer: employer.as_ref(),
            roster_confirmed,
            waived: &waived,
        };
        Ok(unmet(trip, &who, stage, self.now))
    }
}
