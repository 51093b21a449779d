//! Language and consents (domain reference §3: asked for one by one, health and travel separately).

use super::Turn;
use super::button::Button;
use super::effect::{Command, Reply};
use super::state::Stage;
use crate::domain::language::Locale;
use crate::domain::registration::{CONSENT_VERSION, ConsentKind};
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn language(&mut self, locale: Locale) {
        let first = !self.session.answers.language;
        self.session.answers.language = true;
        self.commands.push(Command::Speak(locale));
        if first { self.advance() } else { self.back() }
    }

    pub(super) fn consent(&mut self, given: bool) {
        let (Stage::Consent { kind } | Stage::Refused { kind }) = self.session.stage else {
            return self.again(Message::StaleButton);
        };
        self.commands.push(Command::RecordConsent(kind, given));
        self.session
            .answers
            .consents
            .retain(|(other, _)| *other != kind);
        if given {
            self.session.answers.consents.push((kind, CONSENT_VERSION));
            self.advance();
        } else {
            self.goto(Stage::Refused { kind });
        }
    }
}

pub(super) fn ask(kind: ConsentKind) -> Reply {
    let (title, text) = match kind {
        ConsentKind::Service => (Message::ConsentServiceTitle, Message::ConsentService),
        ConsentKind::Health => (Message::ConsentHealthTitle, Message::ConsentHealth),
        ConsentKind::Travel => (Message::ConsentTravelTitle, Message::ConsentTravel),
    };
    Reply::titled(title, text)
        .choice(Message::ButtonAgree, Button::Agree)
        .choice(Message::ButtonDisagree, Button::Disagree)
}

pub(super) fn refused(kind: ConsentKind) -> Message {
    match kind {
        ConsentKind::Service => Message::RefusedService,
        ConsentKind::Health => Message::RefusedHealth,
        ConsentKind::Travel => Message::RefusedTravel,
    }
}
