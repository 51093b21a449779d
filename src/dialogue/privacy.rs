//! What we hold about somebody: shown, given, corrected, erased. And what the conversation itself forgets in time.

use super::Turn;
use super::button::Button;
use super::effect::{Query, Reply};
use super::review;
use super::state::{Answers, Session, Stage};
use crate::domain::delivery::Attachment;
use crate::domain::time::Timestamp;
use crate::locale::message::Message;

/// What is held about somebody, as they are shown it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holdings {
    /// Name, numbers, health and journey, as the bureau has them; what was only typed so far is the session's.
    pub registered: Option<Box<Answers>>,
    /// Photos.
    pub photos: u32,
    /// Bubbles of the conversation.
    pub messages: i64,
    /// Consents asked for.
    pub consents: u32,
    /// Health codes and temperatures noted at the door and on the way.
    pub readings: u32,
    /// Employers who have declared them of their own.
    pub declared_by: Vec<String>,
    /// Days after arrival when health data goes.
    pub days: u32,
}

/// What came of the wish to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    /// Done; whether a seat or a place in line was given up.
    Done {
        /// Whether.
        gave_up: bool,
    },
    /// Not before the trip has arrived.
    Travelling {
        /// Code of the trip.
        code: String,
    },
}

impl Turn<'_> {
    pub(super) fn privacy(&mut self) {
        self.query = Some(Query::Holdings);
    }

    pub(super) fn holdings(&mut self, held: &Holdings) {
        let reply = shown(held, &self.session.answers);
        self.replies.push(reply);
        self.goto(Stage::Privacy);
    }

    pub(super) fn downloaded(&mut self, file: Attachment, hours: u32) {
        let mut reply = Reply::say(Message::PrivacyFile { hours });
        reply.file = Some(file);
        self.replies.push(reply);
        self.ask = true;
    }

    pub(super) fn erase(&mut self) {
        self.goto(Stage::ConfirmErase);
    }

    /// "No" leads back to where they were.
    pub(super) fn keep_data(&mut self) {
        self.note(Message::EraseDeclined);
        self.back();
    }

    pub(super) fn erase_for_good(&mut self) {
        if self.session.stage != Stage::ConfirmErase {
            return self.again(Message::StaleButton);
        }
        self.query = Some(Query::Erase);
    }

    pub(super) fn erased(&mut self, outcome: Erased) {
        match outcome {
            Erased::Travelling { code } => {
                self.note(Message::EraseTravelling { code });
                self.back();
            }
            Erased::Done { gave_up } => {
                self.begin_afresh();
                let mut reply = Reply::titled(Message::EraseDoneTitle, Message::EraseDone);
                if gave_up {
                    reply = reply.and(Message::EraseGaveUp);
                }
                let again = (Message::ButtonRegisterAnew, Button::Register);
                self.replies.push(reply.control(again.0, again.1));
            }
        }
    }

    /// A conversation without a past. Its number goes on, so that every button above is recognised as old.
    fn begin_afresh(&mut self) {
        let serial = self.session.serial.wrapping_add(1).max(1);
        self.session = Session::fresh(self.now);
        self.session.serial = serial;
        self.session.answers.language = true;
        let first = self.session.answers.next_question();
        self.session.stage = first.unwrap_or(Stage::Language);
    }
}

/// What is held, in plain words, by kind.
fn shown(held: &Holdings, typed: &Answers) -> Reply {
    let answers = held.registered.as_deref().unwrap_or(typed);
    let own = review::read_back(answers);
    let mut reply = Reply::titled(
        Message::PrivacyTitle,
        match (own.is_empty(), &held.registered) {
            (true, _) => Message::PrivacyNothing,
            (false, Some(_)) => Message::PrivacyRegistered,
            (false, None) => Message::PrivacyTyped,
        },
    );
    if !own.is_empty() {
        reply.body.push(own);
    }
    let mut beside = vec![Message::PrivacyMessages {
        count: held.messages,
    }];
    for (count, line) in [
        (held.photos, Message::PrivacyPhotos { count: held.photos }),
        (
            held.readings,
            Message::PrivacyReadings {
                count: held.readings,
            },
        ),
        (
            held.consents,
            Message::PrivacyConsents {
                count: held.consents,
            },
        ),
    ] {
        if count > 0 {
            beside.push(line);
        }
    }
    beside.extend(held.declared_by.iter().map(|employer| {
        let employer = employer.clone();
        Message::PrivacyDeclared { employer }
    }));
    reply.body.push(beside);
    reply.and(Message::PrivacyWhy { days: held.days })
}

pub(super) fn ask() -> Reply {
    Reply::say(Message::AskPrivacy)
        .choice(Message::ButtonDownload, Button::Download)
        .choice(Message::ButtonCorrect, Button::Correct)
        .choice(Message::ButtonErase, Button::Erase)
}

pub(super) fn ask_erase(session: &Session) -> Reply {
    let goes = match session.submitted {
        true => Message::AskErase,
        false => Message::AskEraseTyped,
    };
    Reply::titled(Message::AskEraseTitle, goes)
        .and(Message::EraseStays)
        .choice(Message::ButtonEraseYes, Button::EraseYes)
        .choice(Message::ButtonEraseNo, Button::EraseNo)
}

impl Session {
    /// Forgets what was said about health up to `until`, and whatever question was about it. Gives when the word that
    /// stays, because it is younger, was given; `None` when none stays.
    pub fn forget_health(&mut self, until: Timestamp) -> Option<Timestamp> {
        if let Some((_, at)) = self.answers.health_code
            && at > until
        {
            return Some(at);
        }
        self.answers.health_code = None;
        self.answers.certificate = None;
        self.trail.retain(|stage| !about_certificate(stage));
        let waits = matches!(self.stage, Stage::HealthWait | Stage::ReadBack);
        if about_certificate(&self.stage) || (waits && !self.submitted) {
            self.stage = self.answers.next_question().unwrap_or(Stage::Transport);
            self.serial = self.serial.wrapping_add(1).max(1);
        }
        if self.submitted && waits {
            self.stage = Stage::Home;
            self.serial = self.serial.wrapping_add(1).max(1);
        }
        None
    }
}

/// Whether a question carries what was said of a certificate.
fn about_certificate(stage: &Stage) -> bool {
    matches!(stage, Stage::CertificateUntil { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::state::Proof;
    use crate::domain::health::{Certificate, HealthCode};

    fn told(at: i64) -> Session {
        let mut session = Session::fresh(Timestamp::from_millis(at));
        session.serial = 7;
        session.answers.health_code = Some((HealthCode::Green, Timestamp::from_millis(at)));
        session.answers.certificate = Some(Certificate::Absent);
        session.stage = Stage::CertificateUntil {
            proof: Proof::Number("12345".to_owned()),
        };
        session.trail = vec![session.stage.clone(), Stage::HealthCode];
        session
    }

    #[test]
    fn health_is_forgotten_when_it_is_old_and_kept_when_it_is_not() {
        let mut old = told(1_000);
        assert_eq!(old.forget_health(Timestamp::from_millis(1_000)), None);
        let left = serde_json::to_string(&old).unwrap();
        assert!(!left.contains("12345") && !left.contains("green"), "{left}");
        assert_eq!(old.stage, Stage::Language);
        assert_eq!(old.serial, 8, "buttons above are old now");

        let mut young = told(1_001);
        let stays = young.forget_health(Timestamp::from_millis(1_000));
        assert_eq!(stays, Some(Timestamp::from_millis(1_001)));
        assert_eq!(young, told(1_001));
    }
}
