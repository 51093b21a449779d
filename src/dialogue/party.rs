//! People who travel together: a code that the others type in their own chats, and seats for all or for none.

use super::button::Button;
use super::effect::{Query, Reply};
use super::event::{Departure, Facts, PartyFact, PartyOutcome, PartyTold};
use super::home::in_line;
use super::question::{closed_line, departure_label, page_of};
use super::state::{Listed, Stage};
use super::travel::{listed, reason};
use super::{MAX_CHOICES, Turn};
use crate::domain::party::{LARGEST, SMALLEST};
use crate::domain::trip::Unmet;
use crate::locale::message::Message;

impl Turn<'_> {
    /// What there is to do about travelling together. Who has not submitted yet does that first.
    pub(super) fn party(&mut self) {
        if self.session.submitted {
            return self.goto(Stage::Party);
        }
        self.session.answers.together = true;
        if matches!(self.session.stage, Stage::Departure { .. }) {
            self.note(Message::PartyAfter);
            self.session.answers.trip = Some(None);
            return self.advance();
        }
        self.again(Message::PartyAfter);
    }

    pub(super) fn party_size(&mut self, text: &str) {
        match read_size(text) {
            Some(size) if (SMALLEST..=LARGEST).contains(&size) => {
                self.query = Some(Query::FoundParty(size));
            }
            Some(_) | None => self.again(Message::PartySizeWrong {
                min: SMALLEST,
                max: LARGEST,
            }),
        }
    }

    pub(super) fn party_told(&mut self, told: PartyTold) {
        match told {
            PartyTold::In(_) => self.goto(Stage::Party),
            PartyTold::Unknown => self.again(Message::PartyUnknown),
            PartyTold::Full => self.again(Message::PartyFull),
            PartyTold::Nothing => {
                self.note(Message::PartyLeft);
                self.arrive_home();
            }
        }
    }

    pub(super) fn party_complete(&mut self, size: u32) {
        let reply = Reply::say(Message::PartyReady { size })
            .choice(Message::ButtonPartySeats, Button::PartySeats);
        self.replies.push(reply);
    }

    pub(super) fn party_departures(&mut self) {
        match &self.facts.party {
            Some(party) if party.leads => self.query = Some(Query::PartyDepartures),
            Some(_) | None => self.again(Message::StaleButton),
        }
    }

    pub(super) fn party_departures_found(&mut self, found: Vec<(Departure, Vec<Unmet>)>) {
        let Some(origin) = self.session.answers.origin else {
            return self.again(Message::ChooseOne);
        };
        let mut trips: Vec<Listed> = found
            .into_iter()
            .map(|(departure, unmet)| listed(&departure, origin, unmet))
            .collect();
        trips.sort_by_key(|one| (one.stop != origin, one.departs_at));
        self.goto(Stage::PartyTrip {
            listed: trips,
            page: 0,
        });
    }

    pub(super) fn party_settled(&mut self, outcome: PartyOutcome) {
        match outcome {
            PartyOutcome::Seated(seated) => self.show_seat(&seated, Message::PartySeated),
            PartyOutcome::Queued(queued) => self.replies.push(in_line(&queued)),
            PartyOutcome::Unfit(count, unmet) => {
                let reasons = unmet.into_iter().map(reason).collect();
                self.note(Message::PartyUnfit { count, reasons });
                return self.goto(Stage::Party);
            }
            PartyOutcome::Gone => self.note(Message::PartyLeft),
        }
        if self.session.submitted {
            self.arrive_home();
        }
    }
}

/// A small number as people type it, with digits of any width or in Chinese.
fn read_size(text: &str) -> Option<u32> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let wide = u32::from(c).wrapping_sub(u32::from('０'));
        match c {
            '两' | '兩' => Some(2),
            _ if wide < 10 => Some(wide),
            c => c.to_digit(10).or_else(|| {
                CHINESE
                    .chars()
                    .zip(0..)
                    .find(|(d, _)| *d == c)
                    .map(|(_, n)| n)
            }),
        }
    };
    let mut digits = text.chars().filter_map(digit);
    digits.next().filter(|_| digits.next().is_none())
}

/// What is to be done about travelling together.
pub(super) fn ask(facts: &Facts) -> Reply {
    let reply = match &facts.party {
        None => Reply::say(Message::AskParty { max: LARGEST })
            .choice(Message::ButtonPartyFound, Button::PartyFound)
            .choice(Message::ButtonPartyJoin, Button::PartyJoin),
        Some(party) => in_party(party, facts.seat.is_some()),
    };
    reply.control(Message::ButtonStatus, Button::Status)
}

fn in_party(party: &PartyFact, seated: bool) -> Reply {
    let (code, size, joined) = (party.code.clone(), party.size, party.joined);
    let reply = match &party.queued {
        Some(queued) => Reply::say(Message::PartyQueued {
            size,
            ahead: queued.ahead,
            code: queued.trip.code.clone(),
            departs: queued.stop.departs_at,
        }),
        None if joined < size => {
            let missing = size - joined;
            let told = Message::PartyGathers {
                code,
                size,
                joined,
                missing,
            };
            let reply = Reply::say(told);
            match party.leads && joined >= SMALLEST {
                true => reply.choice(Message::ButtonPartyFewer { joined }, Button::PartyFewer),
                false => reply,
            }
        }
        None if party.leads && seated => Reply::say(Message::PartyHasSeats { size })
            .choice(Message::ButtonPartyOther, Button::PartySeats),
        None if seated => Reply::say(Message::PartyHasSeats { size }),
        None if party.leads => Reply::say(Message::PartyReady { size })
            .choice(Message::ButtonPartySeats, Button::PartySeats),
        None => Reply::say(Message::PartyWaits { size }),
    };
    reply.choice(Message::ButtonPartyLeave, Button::PartyLeave)
}

/// Which of the departures, for all of them.
pub(super) fn ask_trip(listed: &[Listed], page: u32) -> Reply {
    let (open, closed): (Vec<_>, Vec<_>) = listed.iter().partition(|one| one.unmet.is_empty());
    let mut reply = Reply::say(match open.is_empty() {
        true => Message::PartyNoTrip,
        false => Message::AskPartyTrip,
    });
    if !closed.is_empty() {
        let lines = closed.iter().map(|one| closed_line(one)).collect();
        reply.body.push(lines);
    }
    let (shown, more) = page_of(&open, page, MAX_CHOICES);
    for one in shown {
        reply = reply.choice(departure_label(one), Button::Trip(one.trip.clone()));
    }
    if more {
        reply = reply.control(Message::ButtonMore, Button::More);
    }
    reply.control(Message::ButtonStatus, Button::Status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_type_them() {
        for (text, size) in [
            ("4", Some(4)),
            ("４个人", Some(4)),
            ("四", Some(4)),
            ("我们两个", Some(2)),
            ("we are 3", Some(3)),
        ] {
            assert_eq!(read_size(text), size, "{text}");
        }
        for text in ["", "many", "12"] {
            assert_eq!(read_size(text), None, "{text}");
        }
    }
}
