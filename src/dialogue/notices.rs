//! Notices: the buttons below them, and having them or not. Messages about the own trip come either way.

use super::Turn;
use super::button::Button;
use super::effect::{Choice, Command, Reply};
use super::state::Stage;
use crate::domain::delivery::ContactState;
use crate::locale::message::Message;

impl Turn<'_> {
    /// A notice has brought them here: the question that stands, or how things stand.
    pub(super) fn register(&mut self) {
        match (self.session.submitted, &self.session.stage) {
            (true, _) => self.status(),
            // The question they were about to give up is asked again instead.
            (false, Stage::ConfirmCancel) => self.back(),
            (false, _) => self.ask = true,
        }
    }

    /// No more notices. Who is in the middle of answering is asked the same question again, for a message without
    /// its buttons would leave them stranded.
    pub(super) fn opt_out(&mut self) {
        self.commands.push(Command::OptOut);
        let back = Choice {
            label: Message::ButtonGetNotices,
            button: Button::GetNotices,
        };
        let answering =
            self.session.serial > 0 && !matches!(self.session.stage, Stage::Home | Stage::Language);
        if answering {
            self.beside.push(back);
            return self.again(Message::OptedOut);
        }
        let mut reply = Reply::say(Message::OptedOut);
        reply.controls.push(back);
        if self.session.submitted {
            reply = reply.control(Message::ButtonStatus, Button::Status);
        }
        self.replies.push(reply);
    }

    /// Coming back by the start button or the word takes a refusal of notices back; a mere greeting does not.
    pub(super) fn opt_in(&mut self) {
        if self.facts.contact == Some(ContactState::OptedOut) {
            self.commands.push(Command::OptIn);
            self.note(Message::OptedIn);
        }
    }

    /// The same by the button below the confirmation; pressed twice it says the same twice.
    pub(super) fn get_notices(&mut self) {
        if self.facts.contact == Some(ContactState::OptedOut) {
            self.commands.push(Command::OptIn);
        }
        self.note(Message::OptedIn);
        self.ask = true;
    }
}
