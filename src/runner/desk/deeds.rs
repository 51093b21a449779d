//! What of a step counts as done for the worker: written to the audit under the helper, told to the worker.

use super::super::unit::Unit;
use crate::dialogue::effect::Command;
use crate::dialogue::event::{Answer, Outcome, PartyOutcome, PartyTold};
use crate::domain::desk::Deed;
use crate::domain::registration::News;
use crate::store::Result;

/// What a command does, where a worker wants to hear of it.
pub(in crate::runner) fn of_command(command: &Command) -> Option<Deed> {
    match command {
        Command::RecordConsent(..) => Some(Deed::Consent),
        Command::ReportHealth(_) => Some(Deed::Health),
        Command::DeclineOffer(_) => Some(Deed::OfferDeclined),
        Command::LeaveLine => Some(Deed::LineLeft),
        Command::CorrectName(_) => Some(Deed::Name),
        Command::OptOut | Command::OptIn => Some(Deed::Notices),
        Command::Speak(_)
        | Command::KeepPhoto(_)
        | Command::OpenHelp
        | Command::TellClerk(..)
        | Command::CloseHelp(_)
        | Command::DropUnconfirmedSeat(_)
        | Command::DropPhotos => None,
    }
}

/// What came of a query, where something was done.
pub(in crate::runner) fn of_answer(answer: &Answer) -> Option<Deed> {
    match answer {
        Answer::Submitted(outcome) => match outcome {
            Outcome::Seated(_)
            | Outcome::Queued(_)
            | Outcome::HasSeat(_)
            | Outcome::FullKeepsSeat(..)
            | Outcome::Demand
            | Outcome::SelfReturn => Some(Deed::Submitted),
            Outcome::Refused(_) | Outcome::OtherMobile | Outcome::OtherPerson => None,
        },
        Answer::Released(_) => Some(Deed::Withdrawn),
        Answer::Offer(Some(_)) => Some(Deed::OfferTaken),
        Answer::Ticket(Some(_)) => Some(Deed::NewTicket),
        Answer::SeatTaken(Some(_)) => Some(Deed::SeatChanged),
        Answer::Party(PartyTold::In(_))
        | Answer::PartySeats(PartyOutcome::Seated(_) | PartyOutcome::Queued(_)) => {
            Some(Deed::Party)
        }
        Answer::Party(PartyTold::Unknown | PartyTold::Full | PartyTold::Nothing)
        | Answer::PartySeats(PartyOutcome::Unfit(..) | PartyOutcome::Gone)
        | Answer::Offer(None)
        | Answer::Ticket(None)
        | Answer::SeatTaken(None)
        | Answer::Employers(_)
        | Answer::Departures { .. }
        | Answer::Confirmed(_)
        | Answer::Moved { .. }
        | Answer::Opened(_)
        | Answer::PartyDepartures(_)
        | Answer::FreeSeats(_)
        | Answer::Registered(_)
        | Answer::OnBoard
        | Answer::Holdings(_)
        | Answer::Downloaded(..)
        | Answer::Erased(_)
        | Answer::HrWaiting(_)
        | Answer::Hr(_) => None,
    }
}

impl Unit<'_> {
    /// Writes down what was done under the helper's name, and queues it for the worker's own chats.
    pub(in crate::runner) async fn settle_deeds(&mut self) -> Result<()> {
        let Some(helper) = self.helper.clone() else {
            return Ok(());
        };
        let deeds = std::mem::take(&mut self.deeds);
        let subject = match &self.chat.worker {
            Some(worker) => worker.as_str().to_owned(),
            None => self.chat.id.as_str().to_owned(),
        };
        for deed in &deeds {
            let action = format!("on_behalf.{deed}");
            self.tx
                .audit(helper.id.as_str(), &action, &subject, None, self.now)
                .await?;
        }
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(());
        };
        if deeds.contains(&Deed::Submitted) {
            self.tx.note_registrar(&worker, &helper.id).await?;
        }
        if deeds.is_empty() {
            return Ok(());
        }
        let news = News::DoneAtDesk {
            by: helper.name,
            deeds,
        };
        for chat in self.tx.own_chats_of(&worker).await? {
            self.tx.queue_news(&chat, &news, self.now).await?;
        }
        Ok(())
    }
}
