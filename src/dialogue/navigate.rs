//! From question to question: on, back, and through the pages of a list.

use super::state::Stage;
use super::{MAX_TRAIL, Turn};
use crate::locale::message::Message;

impl Turn<'_> {
    /// On to the first question without an answer.
    pub(super) fn advance(&mut self) {
        match self.session.answers.next_question() {
            Some(stage) => self.goto(stage),
            None => self.list_departures(),
        }
    }

    /// Makes `stage` the question that stands; the present one leads back.
    pub(super) fn goto(&mut self, stage: Stage) {
        let left = std::mem::replace(&mut self.session.stage, stage);
        let asked_sure = matches!(left, Stage::ConfirmCancel | Stage::ConfirmErase);
        if left != self.session.stage && !asked_sure {
            self.session.trail.push(left);
            if self.session.trail.len() > MAX_TRAIL {
                self.session.trail.remove(0);
            }
        }
        self.session.serial = self.session.serial.wrapping_add(1).max(1);
        self.ask = true;
    }

    pub(super) fn back(&mut self) {
        if matches!(self.session.stage, Stage::HrReason { .. }) {
            return self.hr_keep();
        }
        match self.session.trail.pop() {
            Some(stage) => {
                self.session.stage = stage;
                self.session.serial = self.session.serial.wrapping_add(1).max(1);
                self.ask = true;
            }
            None => self.again(Message::NothingBefore),
        }
    }

    /// Next page of the list that stands.
    pub(super) fn more(&mut self) {
        let turned = match self.session.stage.clone() {
            Stage::Origin { within, page } => Stage::Origin {
                within,
                page: page + 1,
            },
            Stage::Departure { listed, page } => Stage::Departure {
                listed,
                page: page + 1,
            },
            Stage::Change { page } => Stage::Change { page: page + 1 },
            Stage::PartyTrip { listed, page } => Stage::PartyTrip {
                listed,
                page: page + 1,
            },
            Stage::Language
            | Stage::Consent { .. }
            | Stage::Refused { .. }
            | Stage::HealthCode
            | Stage::HealthWait
            | Stage::Certificate
            | Stage::CertificateNumber
            | Stage::CertificatePhoto
            | Stage::CertificateUntil { .. }
            | Stage::OriginMatches { .. }
            | Stage::Employer
            | Stage::EmployerMatches { .. }
            | Stage::Name
            | Stage::ResidentId
            | Stage::Mobile
            | Stage::Transport
            | Stage::ReadBack
            | Stage::OwnWay
            | Stage::Party
            | Stage::PartySize
            | Stage::PartyCode
            | Stage::SeatChoice { .. }
            | Stage::Privacy
            | Stage::ConfirmErase
            | Stage::HrReason { .. }
            | Stage::ConfirmCancel
            | Stage::Home => {
                return self.again(Message::NothingMore);
            }
        };
        self.session.stage = turned;
        self.session.serial = self.session.serial.wrapping_add(1).max(1);
        self.ask = true;
    }
}
