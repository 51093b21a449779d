//! Another seat on the own trip, and another ticket for the same seat.

use super::button::Button;
use super::effect::{Query, Reply};
use super::event::{Facts, Seated};
use super::state::{SeatOption, Stage};
use super::{MAX_CHOICES, Turn};
use crate::domain::id::SeatId;
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn choose_seat(&mut self) {
        match self.facts.seat {
            Some(_) => self.query = Some(Query::FreeSeats),
            None => self.again(Message::NoTicket),
        }
    }

    pub(super) fn seats_listed(&mut self, mut listed: Vec<SeatOption>) {
        listed.truncate(MAX_CHOICES - 1);
        match listed.is_empty() {
            true => self.again(Message::NoOtherSeat),
            false => self.goto(Stage::SeatChoice { listed }),
        }
    }

    pub(super) fn take_seat(&mut self, id: SeatId) {
        if let Stage::SeatChoice { listed } = &self.session.stage
            && listed.iter().any(|one| one.seat == id)
        {
            self.query = Some(Query::TakeSeat(id));
        } else {
            self.again(Message::StaleButton);
        }
    }

    pub(super) fn keep_seat(&mut self) {
        self.arrive_home();
    }

    pub(super) fn seat_taken(&mut self, seated: Option<Seated>) {
        match seated {
            Some(seated) => self.show_seat(&seated, Message::SeatChanged),
            None => self.note(Message::SeatGone),
        }
        self.arrive_home();
    }

    pub(super) fn new_ticket(&mut self) {
        let has_one = self
            .facts
            .seat
            .as_ref()
            .is_some_and(|seated| seated.ticket.is_some());
        match has_one {
            true => self.query = Some(Query::NewTicket),
            false => self.again(Message::NoTicket),
        }
    }

    pub(super) fn ticket_renewed(&mut self, seated: Option<Seated>) {
        match seated {
            Some(seated) => self.show_seat(&seated, Message::TicketNew),
            None => self.note(Message::NoTicket),
        }
        if self.session.submitted {
            self.arrive_home();
        }
    }
}

pub(super) fn ask(listed: &[SeatOption], facts: &Facts) -> Reply {
    let own = facts.seat.as_ref().map(|seated| seated.seat.clone());
    let ask = Reply::say(Message::AskSeat {
        seat: own.unwrap_or_default(),
    });
    let reply = listed.iter().fold(ask, |reply, one| {
        let (seat, vehicle, row) = (one.label.clone(), one.vehicle.clone(), one.row);
        reply.choice(
            Message::ButtonSeat { seat, vehicle, row },
            Button::Seat(one.seat.clone()),
        )
    });
    reply.choice(Message::ButtonKeepSeat, Button::KeepSeat)
}
