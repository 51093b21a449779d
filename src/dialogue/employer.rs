//! Target employer: searched for, brought along by an invitation link, or none yet.

use super::state::{Firm, Stage};
use super::{MAX_CHOICES, Turn};
use crate::domain::id::EmployerId;
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn employers_found(&mut self, mut found: Vec<Firm>) {
        found.truncate(MAX_CHOICES);
        match found.as_slice() {
            [] => self.again(Message::EmployerUnknown),
            [_, ..] => self.goto(Stage::EmployerMatches { found }),
        }
    }

    pub(super) fn employer(&mut self, id: &EmployerId) {
        let Stage::EmployerMatches { found } = &self.session.stage else {
            return self.again(Message::StaleButton);
        };
        match found.iter().find(|firm| firm.id == *id).cloned() {
            Some(firm) => self.employed_by(Some(firm)),
            None => self.again(Message::StaleButton),
        }
    }

    pub(super) fn employed_by(&mut self, firm: Option<Firm>) {
        if !matches!(
            self.session.stage,
            Stage::Employer | Stage::EmployerMatches { .. }
        ) {
            return self.again(Message::StaleButton);
        }
        if firm.is_none() && self.session.stage != Stage::Employer {
            // None of those found: another search, from where "none yet" can still be said.
            return self.goto(Stage::Employer);
        }
        self.session.answers.employer = Some(firm);
        self.session.answers.trip = None;
        self.advance();
    }
}
