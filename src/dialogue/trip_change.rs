//! The trip is cancelled or moved, the line moves, another departure, an own way.

use super::Turn;
use super::button::Button;
use super::effect::{Command, Query, Reply};
use super::event::{Opening, Seated};
use super::home::in_line;
use super::state::Stage;
use super::travel;
use crate::domain::id::{TripId, WaitlistId};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Unmet};
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn trip_cancelled(&mut self, code: String, departs: Timestamp, reason: String) {
        let mut told = Reply::titled(
            Message::TripCancelledTitle,
            Message::TripCancelled { code, departs },
        );
        if !reason.is_empty() {
            told = told.line(Message::TripReason { reason });
        }
        let told = told
            .and(Message::TripCancelledNext)
            .choice(Message::ButtonOtherTrip, Button::OtherTrip)
            .choice(Message::ButtonOwnWay, Button::OwnWay)
            .choice(Message::ButtonStayListed, Button::StayListed)
            .control(Message::ButtonHuman, Button::Human);
        self.replies.push(told);
    }

    pub(super) fn moved(
        &mut self,
        (was, reason): (Timestamp, String),
        seated: Option<Seated>,
        unmet: Vec<Unmet>,
    ) {
        let title = Message::TripMovedTitle;
        let Some(seated) = seated else {
            if let Some(queued) = self.facts.queued.clone()
                && queued.trip.departs_at != was
            {
                // Every stop moves by as much as the first.
                let was = was.plus(queued.stop.departs_at.since(queued.trip.departs_at));
                let (code, departs) = (queued.trip.code, queued.stop.departs_at);
                let text = Message::TripMovedLine { code, was, departs };
                let told = Reply::titled(title, text).control(Message::ButtonHuman, Button::Human);
                self.replies.push(told);
            }
            return;
        };
        let was = was.plus(seated.stop.departs_at.since(seated.trip.departs_at));
        let (code, departs) = (seated.trip.code.clone(), seated.stop.departs_at);
        let meeting_point = seated.stop.meeting_point.clone();
        let mut told = match was == departs {
            true => Reply::titled(
                Message::TripElsewhereTitle,
                Message::TripElsewhere {
                    code,
                    departs,
                    meeting_point,
                },
            ),
            false => Reply::titled(title, Message::TripMoved { code, was, departs }),
        };
        if !reason.is_empty() {
            told = told.line(Message::TripReason { reason });
        }
        if !unmet.is_empty() {
            let reasons = unmet.into_iter().map(travel::reason).collect();
            told = told.and(Message::TripMovedUnmet { reasons });
        }
        if let Some(ticket) = &seated.ticket {
            told = told.and(Message::TripMovedTicket);
            told.ticket = Some((ticket.payload.clone(), ticket.code.clone()));
        }
        self.replies.push(
            told.choice(Message::ButtonKeepTrip, Button::KeepTrip)
                .choice(Message::ButtonOtherTrip, Button::OtherTrip)
                .control(Message::ButtonHuman, Button::Human),
        );
    }

    /// A trip has opened. Whoever has booked meanwhile waits for no word about it.
    pub(super) fn trip_opened(&mut self, trip: TripId) {
        let facts = self.facts;
        if facts.demand && facts.seat.is_none() && facts.queued.is_none() {
            self.query = Some(Query::Opened(trip));
        }
    }

    /// A trip meets the recorded wish. Nothing is said of one that does not take them.
    pub(super) fn wish_met(&mut self, found: Option<Opening>) {
        let Some(Opening { code, stop, free }) = found else {
            return;
        };
        let departs = stop.departs_at;
        let told = Reply::titled(
            Message::WishMetTitle,
            Message::WishMet {
                code,
                departs,
                free,
            },
        );
        let told = match stop.has_meeting_point() {
            true => told.line(Message::TicketWhere {
                meeting_point: stop.meeting_point,
            }),
            false => told,
        };
        self.replies.push(
            told.choice(Message::ButtonDepartures, Button::OtherTrip)
                .choice(Message::ButtonStayListed, Button::StayListed)
                .control(Message::ButtonHuman, Button::Human),
        );
    }

    pub(super) fn keep_trip(&mut self) {
        self.again(Message::TripKept);
    }

    /// Departures by the transport they chose; a seat that they have stays until they have another.
    pub(super) fn other_trip(&mut self) {
        self.session.answers.trip = None;
        if !self.session.answers.mode.is_some_and(Mode::has_seats) {
            self.session.answers.mode = None;
        }
        self.advance();
    }

    pub(super) fn own_way(&mut self) {
        self.goto(Stage::OwnWay);
    }

    pub(super) fn stay_listed(&mut self) {
        self.again(Message::StayListed);
    }

    /// Out of the line for another trip; the seat they have stays.
    pub(super) fn leave_line(&mut self) {
        if self.facts.queued.is_none() {
            return self.again(Message::StaleButton);
        }
        self.commands.push(Command::LeaveLine);
        self.replies
            .push(Reply::say(Message::LeftLine).control(Message::ButtonStatus, Button::Status));
    }

    pub(super) fn line_moved(&mut self, id: &WaitlistId) {
        let standing = self
            .facts
            .queued
            .as_ref()
            .filter(|queued| queued.id == *id && queued.offered_until.is_none());
        if let Some(queued) = standing {
            let mut told = in_line(queued);
            told.title = Some(Message::LineMovedTitle);
            self.replies.push(told);
        }
    }
}

pub(super) fn ask_own_way() -> Reply {
    [Mode::SelfDrive, Mode::Public]
        .into_iter()
        .fold(Reply::say(Message::AskOwnWay), |reply, mode| {
            reply.choice(Message::ButtonMode { mode }, Button::Mode(mode))
        })
}
