//! News from outside the conversation: HR's decision, an offered seat, a clerk's words.

use super::button::Button;
use super::effect::{Command, Query, Reply};
use super::event::Seated;
use super::state::Stage;
use super::{Turn, question};
use crate::domain::registration::News;
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn news(&mut self, news: News) {
        match news {
            News::RosterConfirmed { line, employer } => {
                self.replies.push(Reply::titled(
                    Message::RosterConfirmedTitle,
                    Message::RosterConfirmed { employer },
                ));
                if self.facts.seat.is_some() {
                    self.query = Some(Query::ConfirmSeat(line));
                }
            }
            News::RosterRejected {
                line,
                employer,
                reason,
            } => {
                self.commands.push(Command::DropUnconfirmedSeat(line));
                self.replies.push(
                    Reply::titled(
                        Message::RosterRejectedTitle,
                        Message::RosterRejected { employer, reason },
                    )
                    .control(Message::ButtonStatus, Button::Status)
                    .control(Message::ButtonHuman, Button::Human),
                );
            }
            News::SeatOffered {
                waitlist, until, ..
            } => self.seat_offered(waitlist, until),
            News::OfferExpired { .. } => self.replies.push(Reply::say(Message::OfferExpired)),
            News::LineClosed { code, .. } => self.line_closed(code),
            News::ClerkSaid { name, text, .. } => {
                let reply = Reply {
                    title: Some(Message::ClerkName { name }),
                    ..Reply::say(Message::ClerkText { text })
                };
                self.replies
                    .push(reply.control(Message::ButtonEndHelp, Button::EndHelp));
            }
            News::Recognised { .. } => {
                self.note(Message::Recognised);
                self.ask = self.session.serial > 0;
            }
            News::ClerkClosed { .. } => {
                self.note(Message::ClerkClosed);
                self.ask = self.session.serial > 0;
            }
        }
    }

    fn seat_offered(
        &mut self,
        waitlist: crate::domain::id::WaitlistId,
        until: crate::domain::time::Timestamp,
    ) {
        // The offer may have run out before its news came through.
        let Some(queued) = self
            .facts
            .queued
            .as_ref()
            .filter(|q| q.id == waitlist && q.offered_until.is_some())
        else {
            return;
        };
        let offer = question::offer(queued, until);
        self.replies.push(offer);
    }

    fn line_closed(&mut self, code: String) {
        let mut reply = Reply::say(Message::LineClosed { code });
        // Home says itself how things stand now.
        if self.session.stage == Stage::Home {
            self.arrive_home();
        } else if self.facts.demand {
            reply = reply.and(Message::DemandText);
        }
        self.replies.push(reply);
    }

    pub(super) fn offer_answered(&mut self, seated: Option<Seated>) {
        match seated {
            Some(seated) => {
                self.session.submitted = true;
                self.show_seat(&seated, Message::SeatYours);
                self.arrive_home();
            }
            None => self.again(Message::OfferGone),
        }
    }

    pub(super) fn seat_confirmed(&mut self, seated: Option<Seated>) {
        if let Some(seated) = seated {
            self.show_seat(&seated, Message::SeatConfirmed);
        }
        // Whoever is at home gets the buttons that fit how things stand now.
        if self.session.stage == Stage::Home {
            self.arrive_home();
        }
    }
}
