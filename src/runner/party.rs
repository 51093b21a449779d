//! Parties: founding, joining, seats for all or none. What concerns the others is queued for their own chats.

use super::submit::HOLD;
use super::unit::Unit;
use crate::dialogue::event::{Departure, PartyFact, PartyOutcome, PartyTold};
use crate::domain::id::{TripId, WorkerId};
use crate::domain::registration::{News, RegistrationState};
use crate::domain::seat::SeatState;
use crate::domain::trip::Unmet;
use crate::store::Result;
use crate::store::party::{Joined, Party, PartyClaim, Unfit};

impl Unit<'_> {
    pub(super) async fn found_party(&mut self, size: u32) -> Result<PartyTold> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(PartyTold::Nothing);
        };
        let chat = self.chat.id.clone();
        let party = self.tx.found_party(&worker, &chat, size, self.now).await?;
        Ok(PartyTold::In(Box::new(
            self.party_fact(&worker, &party).await?,
        )))
    }

    pub(super) async fn join_party(&mut self, code: &str) -> Result<PartyTold> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(PartyTold::Nothing);
        };
        let chat = self.chat.id.clone();
        match self.tx.join_party(code, &worker, &chat, self.now).await? {
            Joined::Unknown => Ok(PartyTold::Unknown),
            Joined::Full => Ok(PartyTold::Full),
            Joined::In(party) => {
                self.tell_leader(&worker, &party).await?;
                Ok(PartyTold::In(Box::new(
                    self.party_fact(&worker, &party).await?,
                )))
            }
        }
    }

    /// The last to join makes the party complete: its leader hears of it.
    async fn tell_leader(&mut self, joined: &WorkerId, party: &Party) -> Result<()> {
        let leader = party.members.iter().find(|m| m.worker == party.leader);
        if let Some(leader) = leader.filter(|leader| party.complete() && leader.worker != *joined) {
            let news = News::PartyComplete { size: party.size };
            self.tx.queue_news(&leader.chat, &news, self.now).await?;
        }
        Ok(())
    }

    pub(super) async fn close_party(&mut self) -> Result<PartyTold> {
        let Some((worker, party)) = self.own_party().await? else {
            return Ok(PartyTold::Nothing);
        };
        if party.leader != worker {
            return Ok(PartyTold::In(Box::new(
                self.party_fact(&worker, &party).await?,
            )));
        }
        match self.tx.close_party(&party.id).await? {
            Some(party) => Ok(PartyTold::In(Box::new(
                self.party_fact(&worker, &party).await?,
            ))),
            None => Ok(PartyTold::Nothing),
        }
    }

    pub(super) async fn leave_party(&mut self) -> Result<PartyTold> {
        if let Some(worker) = self.chat.worker.clone() {
            self.tx.leave_party(&worker, self.now).await?;
        }
        Ok(PartyTold::Nothing)
    }

    async fn own_party(&mut self) -> Result<Option<(WorkerId, Party)>> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(None);
        };
        let party = self.tx.party_of(&worker).await?;
        Ok(party.map(|party| (worker, party)))
    }

    /// A party as one of its people sees it.
    pub(super) async fn party_fact(
        &mut self,
        worker: &WorkerId,
        party: &Party,
    ) -> Result<PartyFact> {
        let queued = match self.tx.party_line(&party.id).await? {
            Some((id, ..)) => self.tx.waitlist_entry(&id).await?,
            None => None,
        };
        Ok(PartyFact {
            code: party.code.clone(),
            size: party.size,
            joined: u32::try_from(party.members.len()).unwrap_or(party.size),
            leads: party.leader == *worker,
            queued: match queued {
                Some(waiting) => Some(self.queued(waiting).await?),
                None => None,
            },
        })
    }

    /// Departures for the leader's origin and transport, each with all that any of the party lacks for it.
    pub(super) async fn party_departures(&mut self) -> Result<Vec<(Departure, Vec<Unmet>)>> {
        let Some((worker, party)) = self.own_party().await? else {
            return Ok(Vec::new());
        };
        let Some(registration) = self.tx.registration(&self.runner.store, &worker).await? else {
            return Ok(Vec::new());
        };
        let found = self
            .tx
            .departures(registration.origin, registration.mode, self.now)
            .await?;
        let mut listed = Vec::with_capacity(found.len());
        for one in found {
            let unfit = self.tx.unfit(&party, &one.trip, self.now).await?;
            let departure = self.departure(one, Vec::new()).await?;
            listed.push((departure, lacking(unfit)));
        }
        Ok(listed)
    }

    /// Seats for all of the party on a trip, or a place in its line for all of them.
    pub(super) async fn party_seats(&mut self, trip: &TripId) -> Result<PartyOutcome> {
        let Some((worker, party)) = self.own_party().await? else {
            return Ok(PartyOutcome::Gone);
        };
        let until = self.now.plus(HOLD);
        let claim = self
            .tx
            .claim_party(&party.id, trip, until, self.now)
            .await?;
        match claim {
            PartyClaim::Unfit(unfit) => {
                let count = u32::try_from(unfit.len()).unwrap_or(party.size);
                Ok(PartyOutcome::Unfit(count, lacking(unfit)))
            }
            PartyClaim::TooFew => {
                let chat = self.chat.id.clone();
                let waiting = self
                    .tx
                    .join_waitlist_as_party(trip, (&worker, &chat), &party.id, self.now)
                    .await?;
                self.tx.note_told(&waiting.id, waiting.ahead).await?;
                Ok(PartyOutcome::Queued(self.queued(waiting).await?))
            }
            PartyClaim::Held(_) => {
                self.tx.reserve_party(&party, trip, self.now).await?;
                self.party_arranged(&worker, &party, trip).await
            }
        }
    }

    /// Everybody of the party has a seat now: the others hear of theirs in their own chats.
    pub(super) async fn party_arranged(
        &mut self,
        worker: &WorkerId,
        party: &Party,
        trip: &TripId,
    ) -> Result<PartyOutcome> {
        for member in &party.members {
            self.tx
                .set_registration_state(&member.worker, RegistrationState::TravelArranged, self.now)
                .await?;
            if member.worker != *worker {
                let news = News::PartySettled { trip: trip.clone() };
                self.tx.queue_news(&member.chat, &news, self.now).await?;
            }
        }
        self.party_seat().await
    }

    /// The worker's own seat, confirmed at once where HR has declared them before, with its ticket.
    pub(super) async fn party_seat(&mut self) -> Result<PartyOutcome> {
        let Some(worker) = self.chat.worker.clone() else {
            return Ok(PartyOutcome::Gone);
        };
        match self.tx.active_seat(&worker).await? {
            Some(seat) if seat.state != SeatState::Held => {
                Ok(PartyOutcome::Seated(self.make_own(&worker, seat).await?))
            }
            Some(_) | None => Ok(PartyOutcome::Gone),
        }
    }
}

/// All that any of them lacks, each thing once.
fn lacking(unfit: Vec<Unfit>) -> Vec<Unmet> {
    let mut all: Vec<_> = unfit.into_iter().flat_map(|one| one.unmet).collect();
    all.sort_unstable();
    all.dedup();
    all
}
