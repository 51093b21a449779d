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
            News::RosterReplaced { employer, .. } => {
                self.roster_closed(Message::RosterReplaced { employer });
            }
            News::RosterLapsed {
                employer,
                seat_lost: true,
                ..
            } => self.roster_closed(Message::RosterLapsedSeat { employer }),
            News::RosterLapsed { employer, .. } => {
                self.roster_closed(Message::RosterLapsed { employer });
            }
            News::RosterLocked { employer, .. } => {
                self.replies
                    .push(Reply::say(Message::RosterLocked { employer }));
            }
            News::ClaimsWait => self.query = Some(Query::HrWaiting),
            News::SeatOffered {
                waitlist, until, ..
            } => self.seat_offered(waitlist, until),
            News::OfferExpired { .. } => self.replies.push(Reply::say(match &self.facts.seat {
                Some(seated) => Message::OfferExpiredKeeps {
                    code: seated.trip.code.clone(),
                },
                None => Message::OfferExpired,
            })),
            News::LineMoved { waitlist } => self.line_moved(&waitlist),
            News::TripCancelled {
                code,
                departs_at,
                reason,
                ..
            } => self.trip_cancelled(code, departs_at, reason),
            News::TripMoved {
                trip, was, reason, ..
            } => self.query = Some(Query::Moved { trip, was, reason }),
            News::TripOpened { trip } => self.trip_opened(trip),
            News::TicketReissued { .. } => self.ticket_reissued(),
            News::PartySettled { .. } => self.query = Some(Query::PartySeat),
            News::PartyComplete { size } => self.party_complete(size),
            News::LineClosed { code, .. } => self.line_closed(code),
            News::WalkedUp {
                code,
                vehicle,
                seat,
                ..
            } => self.walked_up(code, vehicle, seat),
            News::ClerkSaid { name, text, .. } => {
                let reply = Reply {
                    title: Some(Message::ClerkName { name }),
                    ..Reply::say(Message::ClerkText { text })
                };
                self.replies
                    .push(reply.control(Message::ButtonEndHelp, Button::EndHelp));
            }
            News::DoneAtDesk { by, deeds } => self.done_at_desk(by, deeds),
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

    /// Something about the roster after which the worker may want to look or to ask.
    fn roster_closed(&mut self, words: Message) {
        let reply = Reply::say(words)
            .control(Message::ButtonStatus, Button::Status)
            .control(Message::ButtonHuman, Button::Human);
        self.replies.push(reply);
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
        let offer = question::offer(queued, self.facts, until);
        self.replies.push(offer);
    }

    fn walked_up(&mut self, code: String, vehicle: String, seat: String) {
        // Home says itself how things stand now.
        if self.session.stage == Stage::Home {
            self.arrive_home();
        }
        let reply = Reply::say(Message::WalkedUp {
            code,
            vehicle,
            seat,
        });
        self.replies.push(reply);
    }

    fn ticket_reissued(&mut self) {
        // The seat may have been given up before its news came through.
        if let Some(seated) = self.facts.seat.clone().filter(|one| one.ticket.is_some()) {
            self.show_seat(&seated, Message::TicketNew);
        }
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
