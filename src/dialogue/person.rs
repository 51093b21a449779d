//! Name, resident ID, mobile.

use super::Turn;
use super::effect::Command;
use super::state::Stage;
use crate::domain::identity::{
    Mobile, MobileError, NameError, PersonName, ResidentId, ResidentIdError,
};
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn name(&mut self, text: &str) {
        match PersonName::parse(text) {
            Ok(name) => {
                self.session.answers.name = Some(name.clone());
                if self.session.submitted
                    && (self.facts.seat.is_some() || self.facts.queued.is_some())
                {
                    // The name alone: neither seat nor place in line is touched.
                    self.note(Message::NameCorrected {
                        name: name.expose().to_owned(),
                    });
                    self.commands.push(Command::CorrectName(name));
                    return self.arrive_home();
                }
                self.advance();
            }
            Err(error) => self.again(match error {
                NameError::Empty | NameError::NotAName => Message::NameWrong,
                NameError::TooLong { max } => Message::NameTooLong { max },
            }),
        }
    }

    pub(super) fn resident_id(&mut self, text: &str) {
        match ResidentId::parse(text, self.now.date()) {
            Ok(id) => {
                self.session.answers.resident_id = Some(id);
                self.advance();
            }
            Err(error) => self.again(id_error(error)),
        }
    }

    pub(super) fn mobile(&mut self, text: &str) {
        match Mobile::parse(text) {
            Ok(mobile) => {
                self.session.answers.mobile = Some(mobile);
                self.advance();
            }
            Err(MobileError::Empty | MobileError::Length) => self.again(Message::MobileLength),
            Err(MobileError::NotMobile) => self.again(Message::MobileWrong),
        }
    }

    /// A number shared by the channel's button counts like a typed one, but only the sender's own.
    pub(super) fn contact(&mut self, mobile: &str, own: bool) {
        if self.session.serial == 0 {
            return self.opened(None);
        }
        match (self.session.stage == Stage::Mobile, own) {
            (true, true) => self.mobile(mobile),
            (true, false) => self.again(Message::ContactNotOwn),
            (false, _) => self.again(Message::ContactUnexpected),
        }
    }
}

fn id_error(error: ResidentIdError) -> Message {
    match error {
        ResidentIdError::Empty => Message::IdLength { digits: 0usize },
        ResidentIdError::Length { digits } => Message::IdLength { digits },
        ResidentIdError::FifteenDigits => Message::IdFifteen,
        ResidentIdError::NotDigits => Message::IdNotDigits,
        ResidentIdError::Province => Message::IdProvince,
        ResidentIdError::BirthDate | ResidentIdError::FutureBirth => Message::IdBirthDate,
        ResidentIdError::TooYoung { min_age } => Message::IdTooYoung { min_age },
        ResidentIdError::Checksum => Message::IdChecksum,
    }
}
