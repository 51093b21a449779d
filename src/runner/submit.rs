//! Submitting a registration: who it is, whether the trip wished for is open to them, and what is stored. All in the
//! unit's transaction, so a worker is never told of a seat that is not theirs; a refusal stores nothing.

use super::unit::Unit;
use crate::dialogue::event::{Outcome, Queued};
use crate::domain::id::{TripId, WorkerId};
use crate::domain::identity::ResidentId;
use crate::domain::registration::{RegistrationState, Submission};
use crate::domain::seat::SeatState;
use crate::domain::trip::{Stage, Traveller, Trip, Unmet, unmet};
use crate::domain::worker::Worker;
use crate::store::Result;
use crate::store::seat::{ActiveSeat, Claim, SeatExit};
use std::time::Duration;

/// How long a seat is held before it must be reserved (domain reference §2). Submitting reserves at once; the hold
/// bounds what a crash between the two could block.
pub(super) const HOLD: Duration = Duration::from_secs(10 * 60);
/// Where workers who register themselves come from, as noted in their row.
const SOURCE: &str = "self";
/// Characters in which a corrected ID number may differ: two typed wrong, and the check character.
const CORRECTION: usize = 3;

/// Who submits.
enum Who {
    /// Known, or new.
    Person(Option<WorkerId>),
    /// The same person with a corrected ID number.
    Corrected(WorkerId),
    /// Nobody who may: this outcome says why.
    Refused(Box<Outcome>),
}

impl Unit<'_> {
    pub(super) async fn submit(&mut self, submission: &Submission) -> Result<Outcome> {
        let who = self.identify(submission).await?;
        let known = match &who {
            Who::Person(known) => known.clone(),
            Who::Corrected(worker) => Some(worker.clone()),
            Who::Refused(outcome) => return Ok(*outcome.clone()),
        };
        let wished = match submission.trip.as_ref() {
            Some(trip) if submission.mode.has_seats() => match self.tx.trip(trip).await? {
                None => return Ok(Outcome::Refused(vec![Unmet::NotOpen])),
                trip => trip,
            },
            Some(_) | None => None,
        };
        let closed = match &wished {
            Some(trip) => self.closed_to(trip, submission, known.as_ref()).await?,
            None => Vec::new(),
        };
        if !closed.is_empty() {
            return Ok(Outcome::Refused(closed));
        }
        let Some(worker) = self.store_person(&who, submission).await? else {
            return Ok(Outcome::OtherMobile);
        };
        let store = &self.runner.store;
        let chat = self.chat.id.clone();
        self.tx
            .save_registration(store, &worker, &chat, submission, self.now)
            .await?;
        let due = self.now.plus(self.runner.terms.hr_wait);
        self.tx.set_claim_due(&worker, due).await?;
        let outcome = self.arrange(&worker, submission, wished.as_ref()).await?;
        let state = match &outcome {
            Outcome::Seated(_)
            | Outcome::HasSeat(_)
            | Outcome::FullKeepsSeat(..)
            | Outcome::SelfReturn => RegistrationState::TravelArranged,
            Outcome::Queued(_)
            | Outcome::Refused(_)
            | Outcome::Demand
            | Outcome::OtherMobile
            | Outcome::OtherPerson => match self.is_confirmed(&worker).await? {
                true => RegistrationState::EmployerConfirmed,
                false => RegistrationState::Submitted,
            },
        };
        self.tx
            .set_registration_state(&worker, state, self.now)
            .await?;
        Ok(outcome)
    }

    /// The person behind the resident ID. Nobody learns or changes anything of a person by knowing the ID alone,
    /// and one chat does not slip from one person to another.
    async fn identify(&mut self, submission: &Submission) -> Result<Who> {
        let store = &self.runner.store;
        let known = self
            .tx
            .worker_by_resident_id(store, &submission.resident_id)
            .await?;
        match (known, self.chat.worker.clone()) {
            (Some(known), Some(own)) if known == own => Ok(Who::Person(Some(own))),
            (Some(_), Some(_)) => Ok(Who::Refused(Box::new(Outcome::OtherPerson))),
            (Some(known), None) => {
                let stored = self.tx.worker(store, &known).await?;
                if stored.is_some_and(|stored| stored.mobile == submission.mobile) {
                    return Ok(Who::Person(Some(known)));
                }
                // A clerk who knows better can accept this chat for that person.
                self.tx.note_claim(&self.chat.id, &known, self.now).await?;
                Ok(Who::Refused(Box::new(Outcome::OtherMobile)))
            }
            (None, Some(own)) => {
                let stored = self.tx.worker(store, &own).await?;
                Ok(
                    match stored.is_some_and(|stored| is_correction(&stored, submission)) {
                        true => Who::Corrected(own),
                        false => Who::Refused(Box::new(Outcome::OtherPerson)),
                    },
                )
            }
            (None, None) => Ok(Who::Person(None)),
        }
    }

    /// Stores the person; `None` when another chat has just registered this ID with another mobile.
    async fn store_person(
        &mut self,
        who: &Who,
        submission: &Submission,
    ) -> Result<Option<WorkerId>> {
        let store = &self.runner.store;
        let (name, id, mobile) = (
            &submission.name,
            &submission.resident_id,
            &submission.mobile,
        );
        if let Who::Corrected(worker) = who {
            self.tx
                .correct_resident_id(store, worker, id, self.now)
                .await?;
        }
        let own = self.chat.worker.clone();
        let person = (name, id, mobile);
        let worker = self
            .tx
            .enrol_worker(store, person, SOURCE, own.as_ref(), self.now)
            .await?;
        if worker.is_some() {
            self.chat.worker.clone_from(&worker);
        }
        Ok(worker)
    }

    /// Why the trip wished for is not open to them after all; empty when it is, or when they sit on it already.
    async fn closed_to(
        &mut self,
        trip: &Trip,
        submission: &Submission,
        known: Option<&WorkerId>,
    ) -> Result<Vec<Unmet>> {
        if let Some(worker) = known {
            let seat = self.tx.active_seat(worker).await?;
            if seat.is_some_and(|seat| seat.trip.id == trip.id && seat.state != SeatState::Held) {
                return Ok(Vec::new());
            }
        }
        let waived = match known {
            Some(worker) => self.tx.waived(worker, &trip.id).await?,
            None => Vec::new(),
        };
        let employer = match &submission.employer {
            Some(id) => self.tx.employer(id).await?,
            None => None,
        };
        let who = Traveller {
            origin: submission.origin,
            health_code: submission.health_code,
            health_observed_at: submission.health_observed_at,
            certificate: &submission.certificate,
            employer: employer.as_ref(),
            roster_confirmed: false,
            waived: &waived,
        };
        Ok(unmet(trip, &who, Stage::Hold, self.now))
    }

    async fn arrange(
        &mut self,
        worker: &WorkerId,
        submission: &Submission,
        wished: Option<&Trip>,
    ) -> Result<Outcome> {
        self.tx.lock_worker(worker).await?;
        let seat = match self.tx.active_seat(worker).await? {
            // A seat that is only offered: wishing for its trip takes it, wishing for anything else leaves it.
            Some(offered) if offered.state == SeatState::Held => {
                if wished.is_some_and(|trip| trip.id == offered.trip.id) {
                    return Ok(Outcome::Seated(self.make_own(worker, offered).await?));
                }
                self.tx
                    .release_seat(&offered.seat, worker, SeatExit::Declined, self.now)
                    .await?;
                None
            }
            seat => seat,
        };
        match (wished, seat) {
            (None, seat) if !submission.mode.has_seats() => self.self_return(worker, seat).await,
            (Some(trip), Some(seat)) if seat.trip.id == trip.id => self.keep(worker, seat).await,
            (Some(trip), seat) => self.seat_on(worker, trip, seat).await,
            (None, Some(seat)) => self.keep(worker, seat).await,
            (None, None) => {
                self.tx.leave_waitlist(worker, self.now).await?;
                let (employer, mode) = (submission.employer.as_ref(), submission.mode);
                self.tx
                    .record_demand(worker, submission.origin, employer, mode, self.now)
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
        trip: &Trip,
        seat: Option<ActiveSeat>,
    ) -> Result<Outcome> {
        let until = self.now.plus(HOLD);
        // A seat there may be kept for them already.
        if let Some(waiting) = self.tx.waiting(worker).await?
            && waiting.trip.id == trip.id
            && let Some(taken) = self.tx.accept_offer(&waiting.id, worker, self.now).await?
        {
            return Ok(Outcome::Seated(self.make_own(worker, taken).await?));
        }
        let claim = match &seat {
            Some(old) => {
                self.tx
                    .move_seat(old, trip, worker, until, self.now)
                    .await?
            }
            None => self.tx.claim_seat(trip, worker, until, self.now).await?,
        };
        match (claim, seat) {
            (Claim::Held(held), _) => Ok(Outcome::Seated(self.make_own(worker, held).await?)),
            (Claim::AlreadySeated(seat), _) => self.keep(worker, seat).await,
            // The old seat stays, and is given up only for one that comes free there.
            (Claim::Full, Some(old)) => match self.keep(worker, old).await? {
                Outcome::HasSeat(seated) => {
                    let queued = self.queue_for(worker, &trip.id).await?;
                    Ok(Outcome::FullKeepsSeat(Box::new(seated), Box::new(queued)))
                }
                lost => Ok(lost),
            },
            (Claim::Full, None) => Ok(Outcome::Queued(self.queue_for(worker, &trip.id).await?)),
        }
    }

    async fn queue_for(&mut self, worker: &WorkerId, trip: &TripId) -> Result<Queued> {
        let chat = self.chat.id.clone();
        let waiting = self.tx.join_waitlist(trip, worker, &chat, self.now).await?;
        self.tx.note_told(&waiting.id, waiting.ahead).await?;
        self.tx.clear_demand(worker).await?;
        self.queued(waiting).await
    }
}

/// Whether a submission is the stored person with a mistyped ID number put right, rather than somebody else on the
/// same phone: name and mobile are the same and the number differs in few characters.
fn is_correction(stored: &Worker, submission: &Submission) -> bool {
    stored.name == submission.name
        && stored.mobile == submission.mobile
        && differing(&stored.resident_id, &submission.resident_id) <= CORRECTION
}

fn differing(a: &ResidentId, b: &ResidentId) -> usize {
    a.expose()
        .bytes()
        .zip(b.expose().bytes())
        .filter(|(a, b)| a != b)
        .count()
}
