//! What the dialogue is told about the worker: seat, place in line, party, wish.

use super::Unit;
use crate::dialogue::event::{Facts, Queued, Seated, TicketFact};
use crate::dialogue::state::Restored;
use crate::domain::delivery::ChannelKind;
use crate::domain::seat::SeatState;
use crate::domain::trip::{Stage, Stop, Trip, Unmet};
use crate::store::Result;
use crate::store::seat::ActiveSeat;
use crate::store::waitlist::{WaitState, Waiting};

impl Unit<'_> {
    pub(super) async fn facts(&mut self) -> Result<Facts> {
        let restarted = self.session.heard_at < self.runner.started_at
            || self.restored == Restored::AnswersOnly;
        let help = match self.chat.channel {
            // Who sits there is the human.
            ChannelKind::Desk => None,
            ChannelKind::Telegram | ChannelKind::Web | ChannelKind::Terminal => {
                self.tx.open_help_of(&self.chat.id).await?
            }
        };
        let mut facts = Facts {
            help,
            contact: Some(self.chat.contact),
            restarted,
            ..Facts::default()
        };
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(facts);
        };
        // A seat that is only offered is not theirs yet; the offer stands with their place in line.
        let seat = self.tx.active_seat(&worker).await?;
        if let Some(seat) = seat.filter(|seat| seat.state != SeatState::Held) {
            facts.seat = Some(self.seated(seat).await?);
        }
        if let Some(waiting) = self.tx.waiting(&worker).await? {
            facts.queued = Some(self.queued(waiting).await?);
        }
        if let Some(party) = self.tx.party_of(&worker).await? {
            facts.party = Some(self.party_fact(&worker, &party).await?);
        }
        facts.demand = self.tx.has_demand(&worker).await?;
        Ok(facts)
    }

    /// A seat with the worker's valid ticket, if one is issued, and with what stands in its way if none is.
    pub(in crate::runner) async fn seated(&mut self, seat: ActiveSeat) -> Result<Seated> {
        let ticket = match &self.chat.worker {
            Some(worker) => self
                .tx
                .valid_ticket(worker)
                .await?
                .filter(|ticket| ticket.seat == seat.seat),
            None => None,
        };
        let lacks = match &ticket {
            Some(_) => Vec::new(),
            None => self.lacks_for_ticket(&seat).await?,
        };
        Ok(Seated {
            stop: self.stop_of(&seat.trip).await?,
            trip: seat.trip,
            vehicle: seat.vehicle_label,
            seat: seat.seat_label,
            state: seat.state,
            ticket: ticket.map(|ticket| TicketFact {
                payload: ticket.payload,
                code: ticket.code,
            }),
            lacks,
        })
    }

    async fn lacks_for_ticket(&mut self, seat: &ActiveSeat) -> Result<Vec<Unmet>> {
        match self.chat.worker.clone() {
            Some(worker) => self.unmet_by(&worker, &seat.trip, Stage::Confirm).await,
            None => Ok(Vec::new()),
        }
    }

    /// Where and when this chat's worker gets on: by what they registered with, else by what they have just said.
    pub(in crate::runner) async fn stop_of(&mut self, trip: &Trip) -> Result<Stop> {
        let registered = match self.chat.worker.clone() {
            Some(worker) => self.tx.origin_of(&worker).await?,
            None => None,
        };
        let origin = registered.or(self.session.answers.origin);
        let stops = self.tx.trip_stops(trip).await?;
        let nearest = Stop::nearest(&stops, origin).cloned();
        Ok(nearest.unwrap_or_else(|| Stop {
            place: trip.district,
            meeting_point: trip.meeting_point.clone(),
            departs_at: trip.departs_at,
        }))
    }

    /// A place in line as the dialogue knows it.
    pub(in crate::runner) async fn queued(&mut self, waiting: Waiting) -> Result<Queued> {
        let offered_until = (waiting.state == WaitState::Offered)
            .then_some(waiting.offer_until)
            .flatten();
        let lately = self.tx.offered_lately(&waiting.trip.id, self.now).await?;
        let party = self.tx.party_of_place(&waiting.id).await?;
        let seats = party.map_or(1, |party| party.members.len());
        Ok(Queued {
            id: waiting.id,
            stop: self.stop_of(&waiting.trip).await?,
            trip: waiting.trip,
            ahead: waiting.ahead,
            offered_until,
            lately,
            seats: u32::try_from(seats).unwrap_or(1),
        })
    }
}
