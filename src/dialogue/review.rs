//! Read-back, changing one answer without redoing the rest, and submitting.

use super::Turn;
use super::button::Field;
use super::effect::Query;
use super::state::{Answers, Stage};
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::registration::Submission;
use crate::locale::message::{Message, Short};

impl Turn<'_> {
    /// The word "change": from wherever one is, as soon as there is something to change.
    pub(super) fn change_word(&mut self) {
        if self.session.answers.next_question() == Some(Stage::ReadBack) || self.session.submitted {
            self.goto(Stage::Change { page: 0 });
        } else {
            self.again(Message::ChangeLater);
        }
    }

    pub(super) fn change(&mut self, field: Field) {
        let stage = match field {
            Field::Transport => Stage::Transport,
            Field::Origin => Stage::Origin {
                within: None,
                page: 0,
            },
            Field::Employer => Stage::Employer,
            Field::HealthCode => Stage::HealthCode,
            Field::Certificate => Stage::Certificate,
            Field::Name => Stage::Name,
            Field::ResidentId => Stage::ResidentId,
            Field::Mobile => Stage::Mobile,
        };
        self.goto(stage);
    }

    /// Looks for a trip with the answers given.
    pub(super) fn look_again(&mut self) {
        self.session.answers.trip = None;
        self.session.answers.mode = None;
        self.advance();
    }

    pub(super) fn submit(&mut self) {
        if self.session.stage != Stage::ReadBack {
            return self.again(Message::StaleButton);
        }
        // An answer may have gone since, or a consent's text may be new: whatever is missing is asked first.
        if self.session.answers.next_question() != Some(Stage::ReadBack) {
            return self.advance();
        }
        match submission(&self.session.answers) {
            Some(submission) => self.query = Some(Query::Submit(Box::new(submission))),
            None => self.advance(),
        }
    }
}

/// The complete answers; `None` while one is missing.
fn submission(answers: &Answers) -> Option<Submission> {
    let (health_code, health_observed_at) = answers.health_code?;
    if health_code != HealthCode::Green {
        return None;
    }
    Some(Submission {
        name: answers.name.clone()?,
        resident_id: answers.resident_id.clone()?,
        mobile: answers.mobile.clone()?,
        origin: answers.origin?,
        health_code,
        health_observed_at,
        certificate: answers.certificate.clone()?,
        employer: answers.employer.clone()?.map(|firm| firm.id),
        mode: answers.mode?,
        trip: answers.trip.clone().flatten().map(|listed| listed.trip),
    })
}

/// What is known so far, for the recap: nothing that identifies the person.
pub(super) fn known(answers: &Answers) -> Vec<Message> {
    let mut known = Vec::new();
    if let Some(place) = answers.origin {
        known.push(Message::RecapOrigin { place });
    }
    if let Some(Some(firm)) = &answers.employer {
        known.push(Message::RecapEmployer {
            employer: firm.name.clone(),
        });
    }
    if let Some(mode) = answers.mode {
        known.push(Message::RecapMode { mode });
    }
    if known.is_empty() {
        known.push(Message::RecapNothing);
    }
    known
}

/// Every answer in a line of its own, numbers masked.
pub(super) fn read_back(answers: &Answers) -> Vec<Message> {
    let mut lines = Vec::new();
    if let Some(name) = &answers.name {
        lines.push(Message::BackName {
            name: name.expose().to_owned(),
        });
    }
    if let Some(id) = &answers.resident_id {
        lines.push(Message::BackId { mask: id.masked() });
    }
    if let Some(mobile) = &answers.mobile {
        lines.push(Message::BackMobile {
            mask: mobile.masked(),
        });
    }
    if let Some((code, _)) = answers.health_code {
        lines.push(Message::BackCode { code });
    }
    match &answers.certificate {
        Some(
            Certificate::Numbered { valid_until, .. } | Certificate::Photo { valid_until, .. },
        ) => {
            lines.push(Message::BackCertificate { date: *valid_until });
        }
        Some(Certificate::Absent) => lines.push(Message::BackNoCertificate),
        None => {}
    }
    if let Some(place) = answers.origin {
        lines.push(Message::BackOrigin { place });
    }
    match &answers.employer {
        Some(Some(firm)) => lines.push(Message::BackEmployer {
            employer: firm.name.clone(),
        }),
        Some(None) => lines.push(Message::BackNoEmployer),
        None => {}
    }
    if let Some(mode) = answers.mode {
        lines.push(Message::BackMode { mode });
    }
    match &answers.trip {
        Some(Some(trip)) => lines.push(Message::BackTrip {
            departs: trip.departs_at,
            district: Short(trip.district),
        }),
        Some(None) => lines.push(Message::BackNoTrip),
        None => {}
    }
    lines
}
