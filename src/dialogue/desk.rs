//! The bureau acts on a worker's behalf: the desk takes a registration up, and the worker's own chat hears what was
//! done (domain reference §4).

use super::effect::{Query, Reply};
use super::event::Registered;
use super::{Turn, button::Button};
use crate::domain::desk::Deed;
use crate::locale::message::Message;

impl Turn<'_> {
    /// Somebody of the staff goes on from what is registered.
    pub(super) fn taken_up(&mut self) {
        self.session.serial = self.session.serial.max(1);
        self.query = Some(Query::Registered);
    }

    /// Tells the worker what was done for them and by whom. What this chat knew is out of date now.
    pub(super) fn done_at_desk(&mut self, name: String, deeds: Vec<Deed>) {
        let mut reply = Reply::titled(Message::DeskDoneTitle, Message::DeskDoneBy { name });
        let line = |deed: &Deed| Message::DeskDeed { deed: *deed };
        reply.body.push(deeds.iter().map(line).collect());
        self.replies.push(
            reply
                .and(Message::DeskDoneWrong)
                .control(Message::ButtonHuman, Button::Human),
        );
        self.query = Some(Query::Registered);
    }

    /// Goes on from what is registered, whatever this conversation knew before.
    pub(super) fn registered(&mut self, found: Option<Registered>) {
        let Some(found) = found else {
            self.ask = self.session.serial > 0;
            return;
        };
        self.session.answers = found.answers;
        self.session.submitted = found.submitted;
        self.session.trail.clear();
        if found.submitted {
            self.arrive_home();
        } else {
            self.advance();
            self.session.trail.clear();
        }
    }
}
