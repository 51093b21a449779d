//! Commands of the dialogue and the answers to its queries, within the unit's transaction.

use super::understand::mask_numbers;
use super::unit::Unit;
use crate::dialogue::effect::{Command, Query};
use crate::dialogue::event::{Answer, Departure, Seated};
use crate::dialogue::state::Firm;
use crate::domain::delivery::ContactState;
use crate::domain::id::{EmployerId, WaitlistId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::registration::RegistrationState;
use crate::domain::trip::{Mode, Stage, Traveller, Trip, Unmet, unmet};
use crate::store::Result;
use crate::store::seat::{ActiveSeat, SeatExit};

/// Employers looked up for a typed text.
const EMPLOYERS: usize = 4;

impl Unit<'_> {
    pub(super) async fn perform(&mut self, command: Command) -> Result<()> {
        let (chat, now) = (self.chat.id.clone(), self.now);
        match command {
            Command::Speak(locale) => self.chat.locale = locale,
            Command::RecordConsent(kind, given) => {
                self.tx.record_consent(&chat, kind, given, now).await?
            }
            Command::KeepPhoto(id) => {
                if let Some(photo) = self.photo.take() {
                    self.tx
                        .keep_attachment(
                            &self.runner.store,
                            &chat,
                            &id,
                            &photo.mime,
                            &photo.bytes,
                            now,
                        )
                        .await?;
                }
            }
            Command::OpenHelp => {
                self.tx.open_help(&chat, now).await?;
            }
            Command::TellClerk(help, text) => {
                self.tx
                    .say_in_help(&help, None, &mask_numbers(&text), now)
                    .await?;
            }
            Command::CloseHelp(help) => {
                self.tx.close_help(&help, "worker", now).await?;
            }
            Command::OptOut => {
                self.opted_out = true;
                self.chat.contact = ContactState::OptedOut;
            }
            Command::OptIn => {
                self.opted_out = false;
                self.chat.contact = ContactState::Open;
            }
            Command::DeclineOffer(id) => {
                if let Some(worker) = self.chat.worker.clone() {
                    self.tx.decline_offer(&id, &worker, now).await?;
                }
            }
            Command::DropUnconfirmedSeat => self.drop_unconfirmed_seat().await?,
        }
        Ok(())
    }

    async fn drop_unconfirmed_seat(&mut self) -> Result<()> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(());
        };
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
        Ok(())
    }

    pub(super) async fn answer(&mut self, query: Query) -> Result<Answer> {
        Ok(match query {
            Query::Employers(text) => Answer::Employers(self.employers(&text).await?),
            Query::Departures {
                origin,
                mode,
                employer,
            } => self.departures(origin, mode, employer.as_ref()).await?,
            Query::Submit(submission) => Answer::Submitted(self.submit(&submission).await?),
            Query::Release => {
                self.release().await?;
                Answer::Released
            }
            Query::AcceptOffer(id) => Answer::Offer(self.accept_offer(&id).await?),
            Query::ConfirmSeat => Answer::Confirmed(self.confirm_seat().await?),
        })
    }

    async fn employers(&mut self, text: &str) -> Result<Vec<Firm>> {
        let found = self.tx.find_employers(text, EMPLOYERS).await?;
        Ok(found
            .into_iter()
            .map(|employer| Firm {
                id: employer.id,
                name: employer.name,
            })
            .collect())
    }

    async fn departures(
        &mut self,
        origin: PlaceCode,
        mode: Mode,
        employer: Option<&EmployerId>,
    ) -> Result<Answer> {
        let found = self.tx.departures(origin, mode, self.now).await?;
        let (row, roster_confirmed) = match employer {
            Some(id) => (self.tx.employer(id).await?, self.confirmed_by(id).await?),
            None => (None, false),
        };
        let found = found
            .into_iter()
            .map(|d| Departure {
                trip: d.trip,
                free: d.free,
                waiting: d.waiting,
            })
            .collect();
        Ok(Answer::Departures {
            found,
            employer: row,
            roster_confirmed,
        })
    }

    async fn confirmed_by(&mut self, employer: &EmployerId) -> Result<bool> {
        match self.chat.worker.clone() {
            Some(worker) => self.tx.roster_confirmed(&worker, employer).await,
            None => Ok(false),
        }
    }

    async fn release(&mut self) -> Result<()> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(());
        };
        if let Some(seat) = self.tx.active_seat(&worker).await? {
            self.tx
                .release_seat(&seat.seat, &worker, SeatExit::Cancelled, self.now)
                .await?;
        }
        self.tx.leave_waitlist(&worker, self.now).await?;
        self.tx.clear_demand(&worker).await?;
        self.tx
            .set_registration_state(&worker, RegistrationState::Withdrawn, self.now)
            .await?;
        Ok(())
    }

    async fn accept_offer(&mut self, id: &WaitlistId) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        match self.tx.accept_offer(id, &worker, self.now).await? {
            Some(seat) => self.with_ticket(&worker, seat).await.map(Some),
            None => Ok(None),
        }
    }

    /// HR has confirmed: the seat becomes confirmed and its ticket is issued, if every requirement still holds
    /// (invariant 4).
    async fn confirm_seat(&mut self) -> Result<Option<Seated>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        let Some(seat) = self.tx.active_seat(&worker).await? else {
            return Ok(None);
        };
        if !self
            .unmet_by(&worker, &seat.trip, Stage::Confirm)
            .await?
            .is_empty()
        {
            return Ok(None);
        }
        let had_ticket = self.tx.valid_ticket(&worker).await?.is_some();
        self.tx.confirm_seat(&seat.seat, &worker, self.now).await?;
        self.tx
            .set_registration_state(&worker, RegistrationState::TravelArranged, self.now)
            .await?;
        if had_ticket {
            return Ok(None);
        }
        let seat = self.tx.active_seat(&worker).await?;
        match seat {
            Some(seat) => self.with_ticket(&worker, seat).await.map(Some),
            None => Ok(None),
        }
    }

    /// A seat with its ticket, issued now when nothing stands in its way.
    pub(super) async fn with_ticket(
        &mut self,
        worker: &WorkerId,
        seat: ActiveSeat,
    ) -> Result<Seated> {
        let ready = self
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
        let who = Traveller {
            origin: registration.origin,
            health_code: registration.health_code,
            certificate: &registration.certificate,
            employer: employer.as_ref(),
            roster_confirmed,
        };
        Ok(unmet(trip, &who, stage, self.now))
    }
}
