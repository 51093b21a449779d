//! A human: the conversation with a clerk.

use super::Turn;
use super::button::Button;
use super::effect::{Command, Reply};
use crate::domain::id::{HelpId, WaitlistId};
use crate::locale::message::Message;

impl Turn<'_> {
    /// Puts the worker into the clerks' inbox.
    pub(super) fn call_human(&mut self) {
        let message = if self.facts.help.is_some() {
            Message::HelpAlready
        } else {
            Message::HelpOpened
        };
        if self.facts.help.is_none() {
            self.commands.push(Command::OpenHelp);
        }
        let notes: Vec<_> = self.notes.drain(..).map(|note| vec![note]).collect();
        let mut reply = Reply::say(message).control(Message::ButtonEndHelp, Button::EndHelp);
        reply.body.splice(0..0, notes);
        self.replies.push(reply);
        self.ask = false;
    }

    pub(super) fn tell_clerk(&mut self, help: HelpId, text: String) {
        self.commands.push(Command::TellClerk(help, text));
        self.replies
            .push(Reply::say(Message::PassedOn).control(Message::ButtonEndHelp, Button::EndHelp));
    }

    pub(super) fn end_help(&mut self) {
        match self.facts.help.clone() {
            Some(help) => {
                self.commands.push(Command::CloseHelp(help));
                self.again(Message::HelpEnded);
            }
            None => self.again(Message::HelpNotOpen),
        }
    }

    pub(super) fn decline_offer(&mut self, id: WaitlistId) {
        match &self.facts.queued {
            Some(queued) if queued.id == id && queued.offered_until.is_some() => {
                self.commands.push(Command::DeclineOffer(id));
                self.replies.push(Reply::say(match &self.facts.seat {
                    Some(seated) => Message::SeatKept {
                        code: seated.trip.code.clone(),
                    },
                    None => Message::OfferDeclined,
                }));
            }
            _ => self.again(Message::OfferGone),
        }
    }
}
