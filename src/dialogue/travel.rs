//! Preferred transport and the departures that really run.

use super::Turn;
use super::effect::Query;
use super::event::Departure;
use super::state::{Listed, Stage};
use crate::domain::employer::Employer;
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::TripId;
use crate::domain::place::PlaceCode;
use crate::domain::trip::{self, Mode, Stop, Traveller, Unmet};
use crate::locale::message::Message;

impl Turn<'_> {
    pub(super) fn mode(&mut self, mode: Mode) {
        self.session.answers.mode = Some(mode);
        self.session.answers.trip = None;
        self.advance();
    }

    /// Asks the store what runs; the answer makes the next question.
    pub(super) fn list_departures(&mut self) {
        let answers = &self.session.answers;
        let (Some(origin), Some(mode)) = (answers.origin, answers.mode) else {
            return self.again(Message::ChooseOne);
        };
        let employer = answers.employer.clone().flatten().map(|firm| firm.id);
        self.query = Some(Query::Departures {
            origin,
            mode,
            employer,
        });
    }

    pub(super) fn departures_found(
        &mut self,
        found: Vec<Departure>,
        employer: Option<&Employer>,
        roster_confirmed: bool,
    ) {
        let answers = &self.session.answers;
        let Some(origin) = answers.origin else {
            return self.again(Message::ChooseOne);
        };
        let absent = Certificate::Absent;
        let mut who = Traveller {
            origin,
            health_code: answers
                .health_code
                .map_or(HealthCode::None, |(code, _)| code),
            health_observed_at: answers.health_code.map_or(self.now, |(_, at)| at),
            certificate: answers.certificate.as_ref().unwrap_or(&absent),
            employer,
            roster_confirmed,
            waived: &[],
        };
        let mut found_trips: Vec<Listed> = found
            .iter()
            .map(|departure| {
                who.waived = &departure.waived;
                let unmet = trip::unmet(&departure.trip, &who, trip::Stage::Hold, self.now);
                listed(departure, origin, unmet)
            })
            .collect();
        // A trip from the very place before one from around it; else as they leave.
        found_trips.sort_by_key(|one| (one.stop != origin, one.departs_at));
        self.goto(Stage::Departure {
            listed: found_trips,
            page: 0,
        });
    }

    pub(super) fn departure(&mut self, id: &TripId) {
        let open = |one: &Listed| one.trip == *id && one.unmet.is_empty();
        if let Stage::PartyTrip { listed, .. } = &self.session.stage
            && listed.iter().any(open)
        {
            self.query = Some(Query::PartySeats(id.clone()));
            return;
        }
        let Stage::Departure { listed, .. } = &self.session.stage else {
            return self.again(Message::StaleButton);
        };
        match listed.iter().find(|one| open(one)).cloned() {
            Some(one) => {
                self.session.answers.trip = Some(Some(one));
                self.advance();
            }
            None => self.again(Message::StaleButton),
        }
    }

    pub(super) fn no_trip(&mut self) {
        if !matches!(self.session.stage, Stage::Departure { .. }) {
            return self.again(Message::StaleButton);
        }
        self.session.answers.trip = Some(None);
        self.advance();
    }
}

/// A departure as it is shown to somebody from `origin`.
pub(super) fn listed(departure: &Departure, origin: PlaceCode, unmet: Vec<Unmet>) -> Listed {
    let stop = Stop::nearest(&departure.stops, Some(origin));
    Listed {
        unmet,
        trip: departure.trip.id.clone(),
        departs_at: stop.map_or(departure.trip.departs_at, |stop| stop.departs_at),
        stop: stop.map_or(origin, |stop| stop.place),
        district: departure.trip.district,
        free: departure.free,
        waiting: departure.waiting,
    }
}

/// A reason why a trip is not open, in words, with what to do about it.
pub(super) fn reason(unmet: Unmet) -> Message {
    Message::from(unmet)
}
