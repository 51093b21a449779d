//! Submitting a registration: who it is, what is stored, and what comes of the wish to travel. All in the unit's
//! transaction, so a worker is never told of a seat that is not theirs.

use super::unit::{Unit, queued};
use crate::dialogue::event::Outcome;
use crate::domain::id::{TripId, WorkerId};
use crate::domain::registration::{RegistrationState, Submission};
use crate::domain::trip::Stage;
use crate::store::Result;
use crate::store::seat::{ActiveSeat, Claim, SeatExit};
use std::time::Duration;

/// How long a seat is held before it must be reserved (domain reference §2). Submitting reserves at once; the hold
/// bounds what a crash between the two could block.
const HOLD: Duration = Duration::from_secs(10 * 60);
/// Where workers who register themselves come from, as noted in their row.
const SOURCE: &str = "self";

impl Unit<'_> {
    pub(super) async fn submit(&mut self, submission: &Submission) -> Result<Outcome> {
        let Some(worker) = self.identify(submission).await? else {
            return Ok(Outcome::OtherMobile);
        };
        self.tx
            .save_registration(
                &self.runner.store,
                &worker,
                &self.chat.id,
                submission,
                self.now,
            )
            .await?;
        let outcome = self.arrange(&worker, submission).await?;
        let state = match &outcome {
            Outcome::Seated(_) | Outcome::HasSeat(_) | Outcome::SelfReturn => {
                RegistrationState::TravelArranged
            }
            Outcome::Queued(_) | Outcome::Refused(_) | Outcome::Demand | Outcome::OtherMobile => {
                RegistrationState::Submitted
            }
        };
        self.tx
            .set_registration_state(&worker, state, self.now)
            .await?;
        Ok(outcome)
    }

    /// The person behind the resident ID. `None` when that ID is registered with another mobile number and this
    /// chat is not theirs: nobody learns or changes anything of a person by knowing the ID alone.
    async fn identify(&mut self, submission: &Submission) -> Result<Option<WorkerId>> {
        let store = &self.runner.store;
        let known = self
            .tx
            .worker_by_resident_id(store, &submission.resident_id)
            .await?;
        match (&known, self.chat.worker.clone()) {
            (Some(known), own) if own.as_ref() != Some(known) => {
                let stored = self.tx.worker(store, known).await?;
                if stored.is_none_or(|stored| stored.mobile != submission.mobile) {
                    return Ok(None);
                }
            }
            // A corrected ID number stays the same person, with the same seat.
            (None, Some(own)) => {
                self.tx
                    .correct_resident_id(store, &own, &submission.resident_id, self.now)
                    .await?
            }
            (Some(_), _) | (None, None) => {}
        }
        let (name, id, mobile) = (
            &submission.name,
            &submission.resident_id,
            &submission.mobile,
        );
        let worker = self
            .tx
            .upsert_worker(store, name, id, mobile, SOURCE, self.now)
            .await?;
        self.chat.worker = Some(worker.clone());
        Ok(Some(worker))
    }

    async fn arrange(&mut self, worker: &WorkerId, submission: &Submission) -> Result<Outcome> {
        self.tx.lock_worker(worker).await?;
        let seat = self.tx.active_seat(worker).await?;
        if !submission.mode.has_seats() {
            return self.self_return(worker, seat).await;
        }
        match (&submission.trip, seat) {
            (Some(trip), seat) => self.seat_on(worker, trip, seat).await,
            (None, Some(seat)) => Ok(Outcome::HasSeat(self.with_ticket(worker, seat).await?)),
            (None, None) => {
                self.tx.leave_waitlist(worker, self.now).await?;
                let employer = submission.employer.as_ref();
                self.tx
                    .record_demand(
                        worker,
                        submission.origin,
                        employer,
                        submission.mode,
                        self.now,
                    )
                    .await?;
                Ok(Outcome::Demand)
            }
        }
    }

    /// A charter seat and a self-return exclude each other (domain reference, readings).
    async fn self_return(
        &mut self,
        worker: &WorkerId,
        seat: Option<ActiveSeat>,
    ) -> Result<Outcome> {
        if let Some(seat) = seat {
            self.tx
                .release_seat(&seat.seat, worker, SeatExit::Cancelled, self.now)
                .await?;
        }
        self.tx.leave_waitlist(worker, self.now).await?;
        self.tx.clear_demand(worker).await?;
        Ok(Outcome::SelfReturn)
    }

    async fn seat_on(
        &mut self,
        worker: &WorkerId,
        trip: &TripId,
        seat: Option<ActiveSeat>,
    ) -> Result<Outcome> {
        let Some(row) = self.tx.trip(trip).await? else {
            return Ok(Outcome::Refused(vec![crate::domain::trip::Unmet::NotOpen]));
        };
        if let Some(seat) = seat.as_ref().filter(|seat| seat.trip.id == *trip) {
            let seat = seat.clone();
            return Ok(Outcome::HasSeat(self.with_ticket(worker, seat).await?));
        }
        let unmet = self.unmet_by(worker, &row, Stage::Hold).await?;
        if !unmet.is_empty() {
            return Ok(Outcome::Refused(unmet));
        }
        let until = self.now.plus(HOLD);
        let claim = match &seat {
            Some(old) => {
                self.tx
                    .move_seat(old, trip, worker, until, self.now)
                    .await?
            }
            None => self.tx.claim_seat(trip, worker, until, self.now).await?,
        };
        match claim {
            Claim::Held(held) => self.reserve(worker, held).await,
            Claim::AlreadySeated(seat) => {
                Ok(Outcome::HasSeat(self.with_ticket(worker, seat).await?))
            }
            Claim::Full => {
                let waiting = self
                    .tx
                    .join_waitlist(trip, worker, &self.chat.id, self.now)
                    .await?;
                self.tx.clear_demand(worker).await?;
                Ok(Outcome::Queued(queued(waiting)))
            }
        }
    }

    async fn reserve(&mut self, worker: &WorkerId, held: ActiveSeat) -> Result<Outcome> {
        self.tx.reserve_seat(&held.seat, worker, self.now).await?;
        self.tx.leave_waitlist(worker, self.now).await?;
        self.tx.clear_demand(worker).await?;
        let seat = self.tx.active_seat(worker).await?.unwrap_or(held);
        // HR may have declared this person before they registered.
        if self
            .unmet_by(worker, &seat.trip, Stage::Confirm)
            .await?
            .is_empty()
            && self.has_confirmed_line(worker).await?
        {
            self.tx.confirm_seat(&seat.seat, worker, self.now).await?;
        }
        let seat = self.tx.active_seat(worker).await?.unwrap_or(seat);
        Ok(Outcome::Seated(self.with_ticket(worker, seat).await?))
    }

    async fn has_confirmed_line(&mut self, worker: &WorkerId) -> Result<bool> {
        let registration = self.tx.registration(&self.runner.store, worker).await?;
        match registration.and_then(|registration| registration.employer) {
            Some(employer) => self.tx.roster_confirmed(worker, &employer).await,
            None => Ok(false),
        }
    }
}
