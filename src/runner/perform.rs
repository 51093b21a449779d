//! Commands of the dialogue and the answers to its queries, within the unit's transaction.

use super::understand::mask_numbers;
use super::unit::Unit;
use crate::dialogue::effect::{Command, Query};
use crate::dialogue::event::{Answer, Departure};
use crate::dialogue::state::Firm;
use crate::domain::delivery::ContactState;
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::domain::trip::Mode;
use crate::domain::trip::Unmet;
use crate::store::{Result, trip};

/// Employers looked up for a typed text.
const EMPLOYERS: usize = 4;

impl Unit<'_> {
    pub(super) async fn perform(&mut self, command: Command) -> Result<()> {
        let (chat, now) = (self.chat.id.clone(), self.now);
        match command {
            Command::Speak(locale) => self.chat.locale = locale,
            Command::RecordConsent(kind, given) => {
                self.tx.record_consent(&chat, kind, given, now).await?;
                if let Some(helper) = &self.helper {
                    self.tx.note_consent_helper(&chat, kind, &helper.id).await?;
                }
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
            Command::OptOut => self.chat.contact = ContactState::OptedOut,
            Command::OptIn => {
                self.chat.contact = ContactState::Open;
                if let Some(worker) = &self.chat.worker {
                    self.tx.welcome_elsewhere(worker, &chat).await?;
                }
            }
            Command::DeclineOffer(id) => {
                if let Some(worker) = self.chat.worker.clone() {
                    self.tx.decline_offer(&id, &worker, now).await?;
                }
            }
            Command::DropUnconfirmedSeat(line) => self.rejected_by_hr(&line).await?,
            Command::ReportHealth(code) => {
                if let Some(worker) = self.chat.worker.clone() {
                    self.tx.set_health(&worker, code, now).await?;
                }
            }
            Command::DropPhotos => self.tx.drop_attachments(&chat).await?,
            Command::LeaveLine => {
                if let Some(worker) = self.chat.worker.clone() {
                    self.tx.leave_waitlist(&worker, now).await?;
                }
            }
            Command::CorrectName(name) => {
                if let Some(worker) = self.chat.worker.clone() {
                    self.tx
                        .correct_name(&worker, &name, ("self", None), now)
                        .await?;
                }
            }
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
            Query::Release => self.release().await?,
            Query::AcceptOffer(id) => Answer::Offer(self.accept_offer(&id).await?),
            Query::ConfirmSeat(line) => Answer::Confirmed(self.confirmed_by_hr(&line).await?),
            Query::NewTicket => Answer::Ticket(self.new_ticket().await?),
            Query::Moved { trip, was, reason } => self.moved(&trip, was, reason).await?,
            Query::Opened(trip) => Answer::Opened(self.opened(&trip).await?),
            Query::FreeSeats => Answer::FreeSeats(self.free_seats().await?),
            Query::Registered => Answer::Registered(self.registered().await?),
            Query::TakeSeat(seat) => Answer::SeatTaken(self.take_seat(&seat).await?),
            Query::FoundParty(size) => Answer::Party(self.found_party(size).await?),
            Query::JoinParty(code) => Answer::Party(self.join_party(&code).await?),
            Query::CloseParty => Answer::Party(self.close_party().await?),
            Query::LeaveParty => Answer::Party(self.leave_party().await?),
            Query::PartyDepartures => Answer::PartyDepartures(self.party_departures().await?),
            Query::PartySeats(trip) => Answer::PartySeats(self.party_seats(&trip).await?),
            Query::Holdings => self.holdings().await?,
            Query::Download => self.download().await?,
            Query::Erase => self.erase().await?,
            Query::PartySeat => Answer::PartySeats(self.party_seat().await?),
            Query::HrWaiting => self.hr_waiting().await?,
            Query::HrNext(after) => self.hr_next(after.as_ref()).await?,
            Query::HrClaim { line, asks_reason } => self.hr_claim(&line, asks_reason).await?,
            Query::HrDecide(line, verdict) => self.hr_decide(&line, verdict).await?,
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
        let mut listed = Vec::with_capacity(found.len());
        for one in found {
            let waived = match self.chat.worker.clone() {
                Some(worker) => self.tx.waived(&worker, &one.trip.id).await?,
                None => Vec::new(),
            };
            listed.push(self.departure(one, waived).await?);
        }
        Ok(Answer::Departures {
            found: listed,
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

    /// A departure as the dialogue knows it.
    pub(super) async fn departure(
        &mut self,
        one: trip::Departure,
        waived: Vec<Unmet>,
    ) -> Result<Departure> {
        Ok(Departure {
            stops: self.tx.trip_stops(&one.trip).await?,
            trip: one.trip,
            free: one.free,
            waiting: one.waiting,
            waived,
        })
    }
}
