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
use crate::store::Result;

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
            Command::OptOut => self.chat.contact = ContactState::OptedOut,
            Command::OptIn => self.chat.contact = ContactState::Open,
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
            Query::Release => Answer::Released(self.release().await?),
            Query::AcceptOffer(id) => Answer::Offer(self.accept_offer(&id).await?),
            Query::ConfirmSeat(line) => Answer::Confirmed(self.confirmed_by_hr(&line).await?),
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
}
