//! After submitting: what came of it, the ticket, status, cancelling.

use super::Turn;
use super::button::Button;
use super::effect::{Command, Query, Reply};
use super::event::{Facts, Outcome, Queued, Seated};
use super::state::{Answers, Stage};
use super::travel::reason;
use crate::domain::seat::SeatState;
use crate::domain::trip::Unmet;
use crate::locale::message::{Message, Short};

impl Turn<'_> {
    pub(super) fn submitted(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Refused(reasons) => {
                return self.refused(reasons.into_iter().map(reason).collect());
            }
            Outcome::OtherMobile => return self.ask_clerk(Message::OtherMobile),
            Outcome::OtherPerson => return self.ask_clerk(Message::OtherPerson),
            Outcome::Seated(seated) => self.show_seat(&seated, Message::SeatYours),
            Outcome::HasSeat(seated) => self.show_seat(&seated, Message::AlreadySeated),
            Outcome::FullKeepsSeat(seated, queued) => {
                self.show_seat(&seated, Message::FullKeepsSeat);
                self.replies.push(beside(&queued));
            }
            Outcome::Queued(queued) => self.replies.push(in_line(&queued)),
            Outcome::Demand => self
                .replies
                .push(Reply::titled(Message::DemandTitle, Message::DemandText)),
            Outcome::SelfReturn => self.replies.push(Reply::titled(
                Message::SelfReturnTitle,
                Message::SelfReturnText,
            )),
        }
        self.session.submitted = true;
        self.arrive_home();
        if std::mem::take(&mut self.session.answers.together) {
            self.party();
        }
    }

    /// Something only a person can settle.
    fn ask_clerk(&mut self, why: Message) {
        self.note(why);
        self.call_human();
    }

    /// The trip closed to them between offer and submission: says why and asks for another.
    fn refused(&mut self, reasons: Vec<Message>) {
        self.note(Message::TripRefused { reasons });
        self.session.answers.trip = None;
        self.list_departures();
    }

    /// Shows a seat, as a ticket when one is issued.
    pub(super) fn show_seat(&mut self, seated: &Seated, title: Message) {
        let mut reply = Reply {
            title: Some(title),
            body: vec![seat_lines(seated)],
            ..Reply::default()
        };
        match &seated.ticket {
            Some(ticket) => {
                reply = reply.and(Message::TicketBring).line(Message::TicketShow);
                reply.ticket = Some((ticket.payload.clone(), ticket.code.clone()));
                reply = reply.control(Message::ButtonNewTicket, Button::NewTicket);
            }
            None => reply = reply.and(no_ticket_yet(seated)),
        }
        self.replies.push(reply);
    }

    pub(super) fn arrive_home(&mut self) {
        self.session.stage = Stage::Home;
        self.session.trail.clear();
        self.session.serial = self.session.serial.wrapping_add(1).max(1);
        self.ask = true;
    }

    pub(super) fn status(&mut self) {
        if self.session.submitted && self.session.stage != Stage::Home {
            return self.goto(Stage::Home);
        }
        if !self.session.submitted {
            self.note(Message::StatusOpen {
                known: super::review::known(&self.session.answers),
            });
        }
        self.ask = true;
    }

    pub(super) fn show_ticket(&mut self) {
        match self.facts.seat.clone() {
            Some(seated) => self.show_seat(&seated, Message::TicketAgain),
            None => self.note(Message::NoTicket),
        }
        self.ask = true;
    }

    /// Asks whether to give everything up; not of somebody who is on board.
    pub(super) fn ask_cancel(&mut self) {
        match &self.facts.seat {
            Some(seated) if seated.state == SeatState::Boarded => self.again(Message::CancelAboard),
            Some(_) | None => self.goto(Stage::ConfirmCancel),
        }
    }

    pub(super) fn cancel_for_good(&mut self) {
        if self.session.stage != Stage::ConfirmCancel {
            return self.again(Message::StaleButton);
        }
        if self.session.submitted {
            self.query = Some(Query::Release);
        } else {
            self.session.answers = Answers {
                language: true,
                consents: Vec::new(),
                ..Answers::default()
            };
            self.session.trail.clear();
            self.commands.push(Command::DropPhotos);
            self.note(Message::DraftDeleted);
            self.advance();
            self.session.trail.clear();
        }
    }

    /// The crew has let them aboard while they were asked.
    pub(super) fn on_board(&mut self) {
        self.note(Message::CancelAboard);
        self.arrive_home();
    }

    pub(super) fn released(&mut self, had_place: bool) {
        self.session.answers.trip = None;
        self.session.answers.mode = None;
        self.note(if had_place {
            Message::Released
        } else {
            Message::ReleasedNothing
        });
        self.arrive_home();
    }
}

/// Why a seat has no ticket: HR's word is awaited, or something is to be put right first.
fn no_ticket_yet(seated: &Seated) -> Message {
    match lacking(seated) {
        reasons if reasons.is_empty() => Message::AwaitingHr,
        reasons => Message::TicketLacks { reasons },
    }
}

/// What the worker can put right themselves before there is a ticket.
fn lacking(seated: &Seated) -> Vec<Message> {
    let own = |unmet: &&Unmet| **unmet != Unmet::RosterNotConfirmed;
    seated
        .lacks
        .iter()
        .filter(own)
        .cloned()
        .map(reason)
        .collect()
}

/// A seat's trip, vehicle, place and time, a line each.
fn seat_lines(seated: &Seated) -> Vec<Message> {
    let trip = &seated.trip;
    vec![
        Message::TicketTrip {
            code: trip.code.clone(),
            district: Short(trip.district),
        },
        Message::TicketWhen {
            departs: seated.stop.departs_at,
        },
        Message::TicketWhere {
            meeting_point: seated.stop.meeting_point.clone(),
        },
        Message::TicketSeat {
            vehicle: seated.vehicle.clone(),
            seat: seated.seat.clone(),
        },
    ]
}

pub(super) fn in_line(queued: &Queued) -> Reply {
    let trip = &queued.trip;
    Reply::titled(
        Message::QueuedTitle,
        Message::QueuedText {
            ahead: queued.ahead,
            code: trip.code.clone(),
            departs: queued.stop.departs_at,
        },
    )
    .and(Message::QueuedPace {
        lately: queued.lately,
    })
    .and(Message::QueuedNext)
}

/// In line for another trip than the one they have a seat on.
pub(super) fn beside(queued: &Queued) -> Reply {
    Reply::say(Message::QueuedBeside {
        ahead: queued.ahead,
        code: queued.trip.code.clone(),
        departs: queued.stop.departs_at,
    })
}

/// Where a registered worker stands, in one message.
pub(super) fn standing(answers: &Answers, facts: &Facts) -> Message {
    let own_way = answers.mode.is_some_and(|mode| !mode.has_seats());
    match (&facts.seat, &facts.queued) {
        (Some(seated), _) => {
            let (code, departs) = (seated.trip.code.clone(), seated.stop.departs_at);
            let (vehicle, seat) = (seated.vehicle.clone(), seated.seat.clone());
            match seated.state {
                SeatState::Boarded => Message::HomeAboard {
                    code,
                    vehicle,
                    seat,
                },
                SeatState::Confirmed => Message::HomeConfirmed {
                    code,
                    departs,
                    vehicle,
                    seat,
                },
                SeatState::Free | SeatState::Held | SeatState::Reserved => {
                    if seated.ticket.is_some() {
                        Message::HomeSeated {
                            code,
                            departs,
                            vehicle,
                            seat,
                        }
                    } else {
                        match lacking(seated) {
                            reasons if reasons.is_empty() => Message::HomeAwaiting {
                                code,
                                departs,
                                vehicle,
                                seat,
                            },
                            reasons => Message::HomeLacks {
                                code,
                                departs,
                                vehicle,
                                seat,
                                reasons,
                            },
                        }
                    }
                }
            }
        }
        (None, Some(queued)) => Message::HomeQueued {
            code: queued.trip.code.clone(),
            departs: queued.stop.departs_at,
            ahead: queued.ahead,
        },
        (None, None) if facts.demand => Message::HomeDemand,
        (None, None) if own_way => Message::HomeSelfReturn,
        (None, None) => Message::HomeNothing,
    }
}
