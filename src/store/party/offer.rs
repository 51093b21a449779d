//! Offers of seats to a whole party in line: kept for all of them or for none. Its leader answers.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::{SeatExit, SeatHappening};
use super::super::waitlist::WaitState;
use super::Party;
use super::claim::in_order;
use crate::domain::id::{ChatId, PartyId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;

/// What came of offering seats to a party.
pub(in crate::store) enum PartyOffer {
    /// They are kept, and the leader is asked.
    Made,
    /// Somebody of it has their hands full at this moment.
    Busy,
    /// The seats go past them, for this reason.
    Passed(String),
}

impl Tx {
    /// Keeps seats for everybody of a party in line, near to each other. Call with the trip locked.
    pub(in crate::store) async fn offer_party(
        &mut self,
        trip: &Trip,
        (id, chat, party): (&WaitlistId, &ChatId, &PartyId),
        until: Timestamp,
        now: Timestamp,
    ) -> Result<PartyOffer> {
        let Some(party) = self.party(party).await? else {
            return Ok(PartyOffer::Passed("the party is gone".to_owned()));
        };
        for worker in in_order(&party) {
            if !self.try_lock_worker(worker).await? {
                return Ok(PartyOffer::Busy);
            }
        }
        if let Some(one) = self.unfit(&party, trip, now).await?.first() {
            let words: Vec<_> = one.unmet.iter().map(|unmet| unmet.as_str()).collect();
            return Ok(PartyOffer::Passed(format!("party: {}", words.join(", "))));
        }
        let size = party.members.len();
        let Some(seats) = self.seats_together(&trip.id, size).await? else {
            return Ok(PartyOffer::Passed(format!(
                "party of {size}, too few seats"
            )));
        };
        for seat in &seats {
            self.keep_for_party(id, seat, &party, until, now).await?;
        }
        let Some(first) = seats.into_iter().next() else {
            return Ok(PartyOffer::Passed("nobody is in the party".to_owned()));
        };
        execute!(
            self,
            "UPDATE waitlist SET state = 'offered', seat_id = $2, offer_until = $3, passed = NULL WHERE id = $1",
            id.as_str(),
            first.as_str(),
            until.millis(),
        )?;
        let news = News::SeatOffered {
            waitlist: id.clone(),
            seat: first,
            until,
        };
        self.queue_news(chat, &news, now).await?;
        Ok(PartyOffer::Made)
    }

    async fn keep_for_party(
        &mut self,
        id: &WaitlistId,
        seat: &SeatId,
        party: &Party,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET state = 'held', held_until = $2, changed_at = $3 WHERE id = $1 AND state = 'free'",
            seat.as_str(),
            until.millis(),
            now.millis(),
        )?;
        execute!(
            self,
            "INSERT INTO offer_seat (waitlist_id, seat_id) VALUES ($1, $2) \
             ON CONFLICT (waitlist_id, seat_id) DO NOTHING",
            id.as_str(),
            seat.as_str(),
        )?;
        self.note_offer(seat, &party.leader, now).await
    }

    /// The seats kept for a place in line that is a party's, and of which trip they are.
    async fn kept_for(&mut self, id: &WaitlistId) -> Result<Vec<SeatId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT s.id FROM offer_seat o JOIN seat s ON s.id = o.seat_id WHERE o.waitlist_id = $1 \
             AND s.state = 'held' AND s.worker_id IS NULL ORDER BY s.give_order",
            id.as_str(),
        )?;
        Ok(found.into_iter().map(|(seat,)| SeatId::new(seat)).collect())
    }

    /// The party whose place in line this is.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn party_of_place(&mut self, id: &WaitlistId) -> Result<Option<Party>> {
        let row = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT party_id FROM waitlist WHERE id = $1",
            id.as_str(),
        )?;
        match row.and_then(|(party,)| party) {
            Some(party) => self.party(&PartyId::new(party)).await,
            None => Ok(None),
        }
    }

    /// Gives everybody of the party one of the seats kept for them: what they have elsewhere is given up in the same
    /// transaction. `false`, and nothing changed, when the offer has run out, or somebody is on board elsewhere.
    /// Locks the party, its people, seats and trips.
    pub(in crate::store) async fn accept_for_party(
        &mut self,
        id: &WaitlistId,
        trip: &TripId,
        party: &Party,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_party(&party.id).await?;
        for worker in in_order(party) {
            self.lock_worker(worker).await?;
        }
        let in_time = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM waitlist WHERE id = $1 AND state = 'offered' AND offer_until > $2",
            id.as_str(),
            now.millis(),
        )?;
        let kept = self.kept_for(id).await?;
        if in_time.is_none() || kept.len() < party.members.len() {
            return Ok(false);
        }
        self.lock_trips_of_party(party, trip).await?;
        let mut left = Vec::new();
        for member in &party.members {
            if let Some(old) = self.active_seat(&member.worker).await? {
                if old.state == SeatState::Boarded {
                    return Ok(false);
                }
                left.push((member.worker.clone(), old));
            }
        }
        for (worker, old) in &left {
            self.free_seat(&old.seat, worker, SeatExit::Moved, now)
                .await?;
        }
        for (member, seat) in party.members.iter().zip(&kept) {
            self.own_kept(seat, &member.worker, now).await?;
        }
        self.settle_place(id, WaitState::Accepted).await?;
        for member in &party.members {
            self.leave_waitlist(&member.worker, now).await?;
            self.clear_demand(&member.worker).await?;
        }
        self.free_offer_seats(id, &party.leader, SeatExit::Declined, now)
            .await?;
        for (_, old) in left {
            self.offer_next(&old.trip.id, now).await?;
        }
        self.offer_next(trip, now).await?;
        Ok(true)
    }

    async fn own_kept(&mut self, seat: &SeatId, worker: &WorkerId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET state = 'reserved', worker_id = $2, held_until = NULL, changed_at = $3 WHERE id = $1",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        self.note_seat(seat, SeatHappening::Reserved, now).await
    }

    /// Frees what is still kept for a party's place in line. Call with the trip locked, and offer the seats next.
    pub(in crate::store) async fn free_offer_seats(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
        why: SeatExit,
        now: Timestamp,
    ) -> Result<()> {
        for seat in self.kept_for(id).await? {
            self.free_kept(&seat, worker, why, now).await?;
        }
        execute!(
            self,
            "DELETE FROM offer_seat WHERE waitlist_id = $1",
            id.as_str()
        )?;
        Ok(())
    }
}
