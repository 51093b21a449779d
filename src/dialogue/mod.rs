//! The conversation: a pure state machine. [`step`] takes a session, an event and the facts, and gives the session
//! afterwards with what to show, what to do and at most one question to the store, whose answer is the next event.
//! No IO, no clock, no randomness: the same input always gives the same step.
//!
//! One file a topic; [`question`] words the question that stands, for every stage.

pub mod button;
mod consent;
mod desk;
pub mod effect;
mod employer;
pub mod event;
mod health;
mod home;
pub mod hr;
mod human;
mod navigate;
mod news;
mod notices;
mod origin;
mod party;
mod person;
pub mod privacy;
mod question;
mod review;
mod seat_choice;
pub mod state;
mod travel;
mod trip_change;

use crate::domain::time::Timestamp;
use crate::locale::message::Message;
use button::Button;
use effect::{Choice, Command, HrVerdict, Query, Reply, Step};
use event::{Answer, Event, Facts, Oddity, Word};
use state::{Session, Stage};
use std::time::Duration;

/// Silence after which the conversation resumes with a recap (domain reference §4).
const SILENCE: Duration = Duration::from_secs(24 * 3600);
/// Most questions one can go back through.
const MAX_TRAIL: usize = 32;
/// Most answers one message offers (domain reference §4).
pub(crate) const MAX_CHOICES: usize = 4;

/// Reacts to `event` in the light of `facts` at `now`.
pub fn step(session: Session, event: Event, facts: &Facts, now: Timestamp) -> Step {
    let mut turn = Turn {
        session,
        facts,
        now,
        notes: Vec::new(),
        replies: Vec::new(),
        commands: Vec::new(),
        query: None,
        ask: false,
        beside: Vec::new(),
    };
    turn.hear(event);
    turn.finish()
}

/// One step under way.
struct Turn<'a> {
    session: Session,
    facts: &'a Facts,
    now: Timestamp,
    /// Remarks that go before the question that is asked next.
    notes: Vec<Message>,
    replies: Vec<Reply>,
    commands: Vec<Command>,
    query: Option<Query>,
    /// Whether to ask the question that stands (again).
    ask: bool,
    /// Ways around that the question gets besides its own.
    beside: Vec<Choice>,
}

impl Turn<'_> {
    fn hear(&mut self, event: Event) {
        match event {
            Event::News(news) => return self.news(news),
            Event::Answered(answer) => return self.answered(*answer),
            Event::StaffChat { bound } => return self.staff_chat(bound),
            Event::TakenUp => return self.taken_up(),
            Event::Opened { .. }
            | Event::Pressed(..)
            | Event::Word(_)
            | Event::Text(_)
            | Event::Photo(_)
            | Event::Contact { .. }
            | Event::Odd(_) => {}
        }
        if !self.is_for_hr(&event) {
            self.recap_after_silence();
        }
        self.session.heard_at = self.now;
        match event {
            Event::Opened { invited_by } => {
                self.opt_in();
                self.opened(invited_by);
            }
            Event::Pressed(serial, button) => self.pressed(serial, button),
            Event::Word(word) => self.word(word),
            Event::Text(text) => self.text(text),
            Event::Photo(id) => self.photo(id),
            Event::Contact { mobile, own } => self.contact(&mobile, own),
            Event::Odd(oddity) => self.odd(oddity),
            Event::News(_) | Event::Answered(_) | Event::StaffChat { .. } | Event::TakenUp => {}
        }
    }

    /// After a day, a restart or an upgrade, says in one line where we were.
    fn recap_after_silence(&mut self) {
        let silent = self.now.since(self.session.heard_at) >= SILENCE || self.facts.restarted;
        if silent && self.session.serial > 0 && self.session.stage != Stage::Home {
            self.note(Message::Recap {
                known: review::known(&self.session.answers),
            });
        }
    }

    fn opened(&mut self, invited_by: Option<state::Firm>) {
        if let Some(firm) = invited_by {
            self.note(Message::InvitedBy {
                employer: firm.name.clone(),
            });
            if !self.session.submitted {
                self.session.answers.employer = Some(Some(firm));
                self.session.answers.trip = None;
            }
        }
        self.begin_if_new();
        self.ask = true;
    }

    /// Gives a new conversation its first question.
    fn begin_if_new(&mut self) {
        if self.session.serial == 0 {
            self.session.serial = 1;
            if self.session.answers.language {
                self.session.stage = self
                    .session
                    .answers
                    .next_question()
                    .unwrap_or(Stage::Transport);
            }
        }
    }

    fn pressed(&mut self, serial: u32, button: Button) {
        self.begin_if_new();
        if serial != self.session.serial && !button.holds_always() {
            return self.again(Message::StaleButton);
        }
        match button {
            Button::Back => self.back(),
            Button::More => self.more(),
            Button::Human => self.call_human(),
            Button::EndHelp => self.end_help(),
            Button::Status => self.status(),
            Button::ShowTicket => self.show_ticket(),
            Button::AcceptOffer(id) => self.query = Some(Query::AcceptOffer(id)),
            Button::DeclineOffer(id) => self.decline_offer(id),
            Button::Cancel => self.ask_cancel(),
            Button::CancelYes => self.cancel_for_good(),
            Button::CancelNo => self.back(),
            Button::Language(locale) => self.language(locale),
            Button::Agree => self.consent(true),
            Button::Disagree => self.consent(false),
            Button::Code(code) => self.health_code(code),
            Button::CertificateNumber => self.goto(Stage::CertificateNumber),
            Button::CertificatePhoto => self.goto(Stage::CertificatePhoto),
            Button::CertificateLater => self.certificate_later(),
            Button::Place(place) => self.place(place),
            Button::PlaceEnough => self.place_enough(),
            Button::Employer(id) => self.employer(&id),
            Button::NoEmployer => self.employed_by(None),
            Button::Mode(mode) => self.mode(mode),
            Button::Trip(id) => self.departure(&id),
            Button::NoTrip => self.no_trip(),
            Button::Submit => self.submit(),
            Button::Change => self.goto(Stage::Change { page: 0 }),
            Button::ChangeField(field) => self.change(field),
            Button::Again => self.look_again(),
            Button::Register => self.register(),
            Button::StopNotices => self.opt_out(),
            Button::GetNotices => self.get_notices(),
            Button::LeaveLine => self.leave_line(),
            Button::OtherTrip => self.other_trip(),
            Button::OwnWay => self.own_way(),
            Button::StayListed => self.stay_listed(),
            Button::KeepTrip => self.keep_trip(),
            Button::Party => self.party(),
            Button::PartyFound => self.goto(Stage::PartySize),
            Button::PartyJoin => self.goto(Stage::PartyCode),
            Button::PartySeats => self.party_departures(),
            Button::PartyFewer => self.query = Some(Query::CloseParty),
            Button::PartyLeave => self.query = Some(Query::LeaveParty),
            Button::ChooseSeat => self.choose_seat(),
            Button::Seat(id) => self.take_seat(id),
            Button::KeepSeat => self.keep_seat(),
            Button::NewTicket => self.new_ticket(),
            Button::Privacy => self.privacy(),
            Button::Download => self.query = Some(Query::Download),
            Button::Correct => self.change_word(),
            Button::Erase => self.erase(),
            Button::EraseYes => self.erase_for_good(),
            Button::EraseNo => self.keep_data(),
            Button::HrGo => self.hr_asks(Query::HrNext(None)),
            Button::HrYes(line) => self.hr_asks(Query::HrDecide(line, HrVerdict::Confirm)),
            Button::HrNo(line) => self.hr_rejects(line),
            Button::HrLater(line) => self.hr_asks(Query::HrNext(Some(line))),
            Button::HrBecause(reason) => self.hr_because(HrVerdict::Usual(reason)),
            Button::HrKeep => self.hr_keep(),
        }
    }

    fn word(&mut self, word: Word) {
        let new = self.session.serial == 0;
        self.begin_if_new();
        // Whoever has not been greeted yet is greeted first; only "stop", "a person" and HR's "roster" count at
        // once.
        if new && !matches!(word, Word::Stop | Word::Human | Word::Roster) {
            self.ask = true;
            return;
        }
        match word {
            Word::Start => {
                self.opt_in();
                self.opened(None);
            }
            Word::Hello => self.opened(None),
            Word::Status => self.status(),
            Word::Change => self.change_word(),
            Word::Cancel => self.ask_cancel(),
            Word::Language => self.goto(Stage::Language),
            Word::Help => self.again(Message::HelpText),
            Word::Stop => self.opt_out(),
            Word::Back => self.back(),
            Word::More => self.more(),
            Word::Human => self.call_human(),
            Word::End => self.end_help(),
            Word::Ticket => self.show_ticket(),
            Word::NewTicket => self.new_ticket(),
            Word::Group => self.party(),
            Word::Privacy => self.privacy(),
            Word::Roster => self.hr_asks(Query::HrNext(None)),
        }
    }

    fn text(&mut self, text: String) {
        if self.session.serial == 0 {
            return self.opened(None);
        }
        if matches!(self.session.stage, Stage::HrReason { .. }) {
            return self.hr_because(HrVerdict::Because(text));
        }
        if let Some(help) = self.facts.help.clone() {
            return self.tell_clerk(help, text);
        }
        match self.session.stage.clone() {
            Stage::CertificateNumber => self.certificate_number(&text),
            Stage::Certificate => self.certificate_typed(&text),
            Stage::CertificateUntil { proof } => self.certificate_until(proof, &text),
            Stage::Origin { .. } | Stage::OriginMatches { .. } => self.place_typed(&text),
            Stage::Employer | Stage::EmployerMatches { .. } => {
                self.query = Some(Query::Employers(text))
            }
            Stage::Name => self.name(&text),
            Stage::ResidentId => self.resident_id(&text),
            Stage::Mobile => self.mobile(&text),
            Stage::PartySize => self.party_size(&text),
            Stage::PartyCode => self.query = Some(Query::JoinParty(text)),
            Stage::CertificatePhoto => self.again(Message::PhotoWanted),
            Stage::Home => self.again(Message::HomeNotUnderstood),
            Stage::Language
            | Stage::Consent { .. }
            | Stage::Refused { .. }
            | Stage::HealthCode
            | Stage::HealthWait
            | Stage::Transport
            | Stage::Departure { .. }
            | Stage::ReadBack
            | Stage::Change { .. }
            | Stage::OwnWay
            | Stage::Party
            | Stage::PartyTrip { .. }
            | Stage::SeatChoice { .. }
            | Stage::Privacy
            | Stage::ConfirmErase
            | Stage::HrReason { .. }
            | Stage::ConfirmCancel => {
                self.again(Message::ChooseOne);
            }
        }
    }

    fn odd(&mut self, oddity: Oddity) {
        if self.session.serial == 0 {
            return self.opened(None);
        }
        self.again(match oddity {
            Oddity::Blank => Message::BlankText,
            Oddity::TooLong => Message::TextTooLong {
                max: event::MAX_TEXT,
            },
            Oddity::OnlySymbols => Message::OnlySymbols,
            Oddity::NotText => Message::NotText,
            Oddity::ForeignButton => Message::StaleButton,
        });
    }

    fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::Employers(found) => self.employers_found(found),
            Answer::Departures {
                found,
                employer,
                roster_confirmed,
            } => {
                self.departures_found(found, employer.as_ref(), roster_confirmed);
            }
            Answer::Submitted(outcome) => self.submitted(outcome),
            Answer::Released(had) => self.released(had),
            Answer::OnBoard => self.on_board(),
            Answer::Opened(found) => self.wish_met(found),
            Answer::Offer(seated) => self.offer_answered(seated),
            Answer::Confirmed(seated) => self.seat_confirmed(seated),
            Answer::Ticket(seated) => self.ticket_renewed(seated),
            Answer::Moved {
                was,
                reason,
                seated,
                unmet,
            } => self.moved((was, reason), seated, unmet),
            Answer::Party(told) => self.party_told(told),
            Answer::PartyDepartures(found) => self.party_departures_found(found),
            Answer::PartySeats(outcome) => self.party_settled(outcome),
            Answer::FreeSeats(free) => self.seats_listed(free),
            Answer::SeatTaken(seated) => self.seat_taken(seated),
            Answer::Registered(found) => self.registered(found),
            Answer::Holdings(held) => self.holdings(&held),
            Answer::Downloaded(file, hours) => self.downloaded(file, hours),
            Answer::Erased(outcome) => self.erased(outcome),
            Answer::HrWaiting(waiting) => self.hr_waiting(waiting),
            Answer::Hr(told) => self.hr_told(told),
        }
    }

    fn note(&mut self, message: Message) {
        self.notes.push(message);
    }

    /// Says something and asks the standing question again; nothing is lost.
    fn again(&mut self, message: Message) {
        self.note(message);
        self.ask = true;
    }

    fn finish(mut self) -> Step {
        if self.ask && self.query.is_none() {
            let mut question = question::ask(
                &self.session,
                self.facts,
                self.now,
                !self.replies.is_empty(),
            );
            let mut body: Vec<Vec<Message>> = self.notes.drain(..).map(|note| vec![note]).collect();
            if question.title.is_some() && !body.is_empty() {
                // Remarks do not belong under the question's heading.
                let body = std::mem::take(&mut body);
                self.replies.push(Reply {
                    body,
                    ..Reply::default()
                });
            }
            body.append(&mut question.body);
            question.body = body;
            question.is_prompt = true;
            question.controls.append(&mut self.beside);
            self.replies.push(question);
        } else if !self.notes.is_empty() {
            let body = self.notes.drain(..).map(|note| vec![note]).collect();
            self.replies.push(Reply {
                body,
                ..Reply::default()
            });
        }
        Step {
            session: self.session,
            replies: self.replies,
            commands: self.commands,
            query: self.query,
        }
    }
}
