//! Offers of freed seats, down the line.

use super::super::db::{Result, Tx, execute, rows};
use super::super::party::PartyOffer;
use super::super::seat::{ActiveSeat, SeatExit, Taking};
use super::{LAST, WaitState, takes_bookings};
use crate::domain::id::{ChatId, PartyId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::registration::News;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Trip};
use std::time::Duration;

/// How long a freed seat is offered to one worker (domain reference §2), or until departure if that is sooner.
pub const OFFER_FOR: Duration = Duration::from_secs(30 * 60);

/// Who acts where nobody does, in the audit.
const HOUSE: &str = "line";

/// What came of trying to offer a free seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Offer {
    /// Made to this place in line.
    Made(WaitlistId),
    /// Nobody in line may have it now, or the trip takes no bookings.
    Nobody,
    /// The one whose turn it is has their hands full at this moment.
    Busy,
    /// No seat is free, or not at this moment.
    NoSeat,
}

impl Tx {
    /// Offers a free seat of the trip to the first in line who may have it, meeting the requirements as of now
    /// (invariant 4). Somebody with a seat on another trip is offered to change: the new seat is kept beside their
    /// own. Who is passed over is noted in the audit with the reason. The seat is held for [`OFFER_FOR`] and news of it is queued for their
    /// chat. `None` when there is no seat, nobody to offer it to, or the first is busy in a chat. Locks the trip.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn offer_next(
        &mut self,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<Option<WaitlistId>> {
        Ok(match self.offer(trip, LAST, now).await? {
            Offer::Made(id) => Some(id),
            Offer::Nobody | Offer::Busy | Offer::NoSeat => None,
        })
    }

    /// Offers free seats of the trip until none is free or nobody may have one. Locks the trip.
    pub(in crate::store) async fn offer_all(
        &mut self,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<()> {
        while self.offer_next(trip, now).await?.is_some() {}
        Ok(())
    }

    /// Goes down the line as far as `ahead_of`, without it. Locks the trip.
    pub(in crate::store) async fn offer(
        &mut self,
        trip: &TripId,
        ahead_of: i64,
        now: Timestamp,
    ) -> Result<Offer> {
        let Some(trip) = self.lock_trip(trip).await? else {
            return Ok(Offer::Nobody);
        };
        if !takes_bookings(&trip, now) {
            return Ok(Offer::Nobody);
        }
        if !self.has_free_seat(&trip.id).await? {
            return Ok(Offer::NoSeat);
        }
        let mut after = -1;
        while let Some(next) = self.next_in_line(&trip.id, after, ahead_of).await? {
            after = next.turn;
            if let Some(party) = &next.party {
                let until = now.plus(OFFER_FOR).min(trip.departs_at);
                let place = (&next.id, &next.chat, party);
                match self.offer_party(&trip, place, until, now).await? {
                    PartyOffer::Made => return Ok(Offer::Made(next.id)),
                    PartyOffer::Busy => return Ok(Offer::Busy),
                    PartyOffer::Passed(why) => self.note_passed(&next, &why, now).await?,
                }
                continue;
            }
            if !self.try_lock_worker(&next.worker).await? {
                return Ok(Offer::Busy);
            }
            match self.hindrance(&trip, &next, now).await? {
                None => return self.make_offer(&trip, next, now).await,
                Some(why) => self.note_passed(&next, &why, now).await?,
            }
        }
        Ok(Offer::Nobody)
    }

    async fn next_in_line(
        &mut self,
        trip: &TripId,
        after: i64,
        ahead_of: i64,
    ) -> Result<Option<InLine>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, String, i64, Option<String>),
            "SELECT id, worker_id, chat_id, turn, party_id FROM waitlist WHERE trip_id = $1 AND state = 'waiting' \
             AND turn > $2 AND turn < $3 ORDER BY turn LIMIT 1",
            trip.as_str(),
            after,
            ahead_of,
        )?;
        Ok(row.map(|(id, worker, chat, turn, party)| InLine {
            id: WaitlistId::new(id),
            worker: WorkerId::new(worker),
            chat: ChatId::new(chat),
            turn,
            party: party.map(PartyId::new),
        }))
    }

    /// Why somebody in line, who is locked, is not offered a seat now; `None` when they are.
    async fn hindrance(
        &mut self,
        trip: &Trip,
        next: &InLine,
        now: Timestamp,
    ) -> Result<Option<String>> {
        if !self.still_waits(next).await? {
            return Ok(Some("answered meanwhile".to_owned()));
        }
        if let Some(seat) = self.active_seat(&next.worker).await? {
            let elsewhere = match seat.state {
                SeatState::Reserved | SeatState::Confirmed => seat.trip.id != trip.id,
                SeatState::Free | SeatState::Held | SeatState::Boarded => false,
            };
            if !elsewhere {
                return Ok(Some("has a seat".to_owned()));
            }
        }
        let lacks = self
            .lacks(trip, &next.worker, (Stage::Hold, None), now)
            .await?;
        Ok(match lacks {
            None => Some("no registration in force".to_owned()),
            Some(lacks) if lacks.is_empty() => None,
            Some(lacks) => {
                let words: Vec<_> = lacks.iter().map(|unmet| unmet.as_str()).collect();
                Some(words.join(", "))
            }
        })
    }

    /// Whether they are in line still, now that they are locked.
    async fn still_waits(&mut self, next: &InLine) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM waitlist WHERE id = $1 AND state = 'waiting'",
            next.id.as_str(),
        )?;
        Ok(row.is_some())
    }

    /// Puts into the audit that a free seat goes past somebody in line, once for each reason.
    async fn note_passed(&mut self, next: &InLine, why: &str, now: Timestamp) -> Result<()> {
        let news = execute!(
            self,
            "UPDATE waitlist SET passed = $2 WHERE id = $1 AND state = 'waiting' AND passed IS DISTINCT FROM $2",
            next.id.as_str(),
            why,
        )?;
        if news == 1 {
            self.audit(HOUSE, "waitlist.passed", next.id.as_str(), Some(why), now)
                .await?;
        }
        Ok(())
    }

    async fn make_offer(&mut self, trip: &Trip, next: InLine, now: Timestamp) -> Result<Offer> {
        let until = now.plus(OFFER_FOR).min(trip.departs_at);
        let taken = match self.active_seat(&next.worker).await? {
            Some(own) if !self.try_lock_seat(&own.seat).await? => return Ok(Offer::Busy),
            Some(own) => {
                self.keep_beside(&trip.id, &own, &next.worker, until, now)
                    .await?
            }
            None => self
                .take_seat(&trip.id, &next.worker, until, Taking::Offer, now)
                .await?
                .map(|taken| taken.id()),
        };
        let Some(seat) = taken else {
            return Ok(Offer::NoSeat);
        };
        self.note_offer(&seat, &next.worker, now).await?;
        execute!(
            self,
            "UPDATE waitlist SET state = 'offered', seat_id = $2, offer_until = $3, passed = NULL WHERE id = $1",
            next.id.as_str(),
            seat.as_str(),
            until.millis(),
        )?;
        let news = News::SeatOffered {
            waitlist: next.id.clone(),
            seat,
            until,
        };
        self.queue_news(&next.chat, &news, now).await?;
        Ok(Offer::Made(next.id))
    }

    /// The worker takes the seat offered to them: held → reserved. Whoever has a seat elsewhere gives that up in the
    /// same transaction. `None` when the offer has run out, was settled otherwise, or is not theirs. Locks the
    /// worker, and the trips of both seats where there are two.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn accept_offer(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Option<ActiveSeat>> {
        if let Some(party) = self.party_of_place(id).await? {
            let offer = self.waitlist_entry(id).await?;
            let taken = match offer.filter(|_| party.leader == *worker) {
                Some(offer) => {
                    self.accept_for_party(id, &offer.trip.id, &party, now)
                        .await?
                }
                None => false,
            };
            return match taken {
                true => self.active_seat(worker).await,
                false => Ok(None),
            };
        }
        self.lock_worker(worker).await?;
        let Some(seat) = self.offered_seat(id, worker).await? else {
            return Ok(None);
        };
        let taken = self.reserve_seat(&seat, worker, now).await?
            || self.swap_seats(&seat, worker, now).await?;
        if !taken {
            return Ok(None);
        }
        self.active_seat(worker).await
    }

    /// The worker does not want the seat offered to them; it goes to the next. `false` when there is no such
    /// offer any more. Locks the worker and the trip.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn decline_offer(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        self.lock_worker(worker).await?;
        match self.offered_seat(id, worker).await? {
            Some(seat) => Ok(self
                .release_seat(&seat, worker, SeatExit::Declined, now)
                .await?
                || self
                    .release_kept((id, &seat), worker, WaitState::Declined, now)
                    .await?),
            None => Ok(false),
        }
    }

    pub(super) async fn offered_seat(
        &mut self,
        id: &WaitlistId,
        worker: &WorkerId,
    ) -> Result<Option<SeatId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT seat_id FROM waitlist WHERE id = $1 AND worker_id = $2 AND state = 'offered' \
             AND seat_id IS NOT NULL",
            id.as_str(),
            worker.as_str(),
        )?;
        Ok(row.map(|(seat,)| SeatId::new(seat)))
    }
}

/// Somebody in line.
struct InLine {
    id: WaitlistId,
    worker: WorkerId,
    chat: ChatId,
    turn: i64,
    party: Option<PartyId>,
}
