//! Seats for a whole party in one transaction: all of them or none.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::{SeatExit, SeatHappening};
use super::super::waitlist::{LAST, Offer, WaitState};
use super::{Member, Party};
use crate::domain::id::{PartyId, SeatId, TripId, WaitlistId, WorkerId};
use crate::domain::party::{Spot, together};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Trip, Unmet};

/// Somebody of a party who may not have a seat on a trip, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Who.
    pub worker: WorkerId,
    /// Name; personal data.
    pub name: String,
    /// Every unmet requirement.
    pub unmet: Vec<Unmet>,
}

/// What became of a party's wish for seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartyClaim {
    /// Held for everybody.
    Held(Vec<(WorkerId, SeatId)>),
    /// Too few are free, or those that are free are for people in line; nothing was changed.
    TooFew,
    /// Not everybody may travel; nothing was changed.
    Unfit(Vec<Unfit>),
}

impl Tx {
    /// Holds seats for everybody of the party on `trip`, near to each other, until a moment in time. Seats they have
    /// elsewhere are given up in the same transaction, but only when all have one here. Locks the party, its people
    /// and their trips.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn claim_party(
        &mut self,
        party: &PartyId,
        trip: &TripId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<PartyClaim> {
        self.lock_party(party).await?;
        let Some(party) = self.party(party).await? else {
            return Ok(PartyClaim::TooFew);
        };
        for worker in in_order(&party) {
            self.lock_worker(worker).await?;
        }
        self.lock_trips_of_party(&party, trip).await?;
        let Some(trip) = self.lock_trip(trip).await? else {
            return Ok(PartyClaim::TooFew);
        };
        let unfit = self.unfit(&party, &trip, now).await?;
        if !unfit.is_empty() {
            return Ok(PartyClaim::Unfit(unfit));
        }
        if self.line_comes_first(&party, &trip.id, now).await? {
            return Ok(PartyClaim::TooFew);
        }
        let Some(seats) = self.seats_together(&trip.id, party.members.len()).await? else {
            return Ok(PartyClaim::TooFew);
        };
        let (mut held, mut left) = (Vec::new(), Vec::new());
        for (member, seat) in party.members.iter().zip(seats) {
            left.extend(self.hold_for(member, &seat, until, now).await?);
            self.note_seat(&seat, SeatHappening::Held, now).await?;
            held.push((member.worker.clone(), seat));
        }
        // Only now, with everybody seated: else they could be offered what they are leaving.
        for trip in left {
            self.offer_next(&trip, now).await?;
        }
        Ok(PartyClaim::Held(held))
    }

    /// Own seats first, then the trips, in one order for everybody.
    pub(super) async fn lock_trips_of_party(&mut self, party: &Party, to: &TripId) -> Result<()> {
        let mut trips = vec![to.as_str().to_owned()];
        for worker in in_order(party) {
            let own = rows!(
                self,
                fetch_all,
                (String,),
                lock "SELECT trip_id FROM seat WHERE worker_id = $1",
                worker.as_str(),
            )?;
            let lines = rows!(
                self,
                fetch_all,
                (String,),
                "SELECT trip_id FROM waitlist WHERE worker_id = $1 AND state IN ('waiting', 'offered')",
                worker.as_str(),
            )?;
            trips.extend(own.into_iter().chain(lines).map(|(trip,)| trip));
        }
        trips.sort();
        trips.dedup();
        for trip in trips {
            self.lock_trip(&TripId::new(trip)).await?;
        }
        Ok(())
    }

    /// Everybody of the party who may not have a seat on `trip` now, by what they have submitted.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn unfit(
        &mut self,
        party: &Party,
        trip: &Trip,
        now: Timestamp,
    ) -> Result<Vec<Unfit>> {
        let mut unfit = Vec::new();
        for member in &party.members {
            let lacks = self
                .lacks(trip, &member.worker, (Stage::Hold, None), now)
                .await?;
            let mut unmet = lacks.unwrap_or_else(|| vec![Unmet::NotOpen]);
            let seat = self.active_seat(&member.worker).await?;
            if seat.is_some_and(|seat| seat.state == SeatState::Boarded) {
                unmet = vec![Unmet::NotOpen];
            }
            if !unmet.is_empty() {
                unfit.push(Unfit {
                    worker: member.worker.clone(),
                    name: member.name.clone(),
                    unmet,
                });
            }
        }
        Ok(unfit)
    }

    /// Whether somebody in line, in front of the party, may have a free seat first. Those who may are offered one.
    async fn line_comes_first(
        &mut self,
        party: &Party,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<bool> {
        let ahead_of = match self.party_line(&party.id).await? {
            Some((_, line, turn)) if line == *trip => turn,
            Some(_) | None => LAST,
        };
        loop {
            match self.offer(trip, ahead_of, now).await? {
                Offer::Made(_) => {}
                Offer::Nobody => return Ok(false),
                Offer::Busy | Offer::NoSeat => return Ok(true),
            }
        }
    }

    /// The party's place in a line: which, of which trip, and its turn.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn party_line(
        &mut self,
        party: &PartyId,
    ) -> Result<Option<(WaitlistId, TripId, i64)>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, i64),
            "SELECT id, trip_id, turn FROM waitlist WHERE party_id = $1 AND state IN ('waiting', 'offered')",
            party.as_str(),
        )?;
        Ok(row.map(|(id, trip, turn)| (WaitlistId::new(id), TripId::new(trip), turn)))
    }

    pub(super) async fn waits_as_party(&mut self, party: &PartyId) -> Result<bool> {
        Ok(self.party_line(party).await?.is_some())
    }

    /// Free seats of the trip for so many, near to each other and locked; `None` when there are too few. Passes over
    /// those that somebody is just taking.
    pub(super) async fn seats_together(
        &mut self,
        trip: &TripId,
        size: usize,
    ) -> Result<Option<Vec<SeatId>>> {
        let free = rows!(
            self,
            fetch_all,
            SpotRow,
            skip_locked
            "SELECT s.id, (SELECT v.ordinal FROM vehicle v WHERE v.id = s.vehicle_id) AS vehicle, s.carriage, \
             s.row_no, s.column_no, s.give_order FROM seat s WHERE s.trip_id = $1 AND s.state = 'free' AND s.sellable"
            "",
            trip.as_str(),
        )?;
        let spots: Vec<Spot> = free.iter().map(SpotRow::spot).collect();
        let chosen = together(&spots, size);
        Ok(chosen.map(|chosen| {
            let id = |at: usize| SeatId::new(free[at].id.clone());
            chosen.into_iter().map(id).collect()
        }))
    }

    /// Gives up what the member has elsewhere and holds the seat, which is free and locked. Gives the trip that they
    /// leave, to offer its seat.
    async fn hold_for(
        &mut self,
        member: &Member,
        seat: &SeatId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<TripId>> {
        let worker = &member.worker;
        let old = self.active_seat(worker).await?;
        if let Some(old) = &old {
            let why = match old.state {
                SeatState::Held => SeatExit::Declined,
                SeatState::Free
                | SeatState::Reserved
                | SeatState::Confirmed
                | SeatState::Boarded => SeatExit::Moved,
            };
            self.free_seat(&old.seat, worker, why, now).await?;
        }
        execute!(
            self,
            "UPDATE seat SET state = 'held', worker_id = $2, held_until = $3, changed_at = $4 \
             WHERE id = $1 AND state = 'free'",
            seat.as_str(),
            worker.as_str(),
            until.millis(),
            now.millis(),
        )?;
        Ok(old.map(|old| old.trip.id))
    }

    /// Makes the seats held for the party its people's own: held → reserved. `false`, and nothing changed, when not
    /// everybody's is held still. Call with the party locked.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn reserve_party(
        &mut self,
        party: &Party,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<bool> {
        let mut seats = Vec::new();
        for worker in in_order(party) {
            self.lock_worker(worker).await?;
            match self.active_seat(worker).await? {
                Some(seat)
                    if seat.trip.id == *trip
                        && seat.state == SeatState::Held
                        && !seat.lapsed(now) =>
                {
                    seats.push((worker.clone(), seat.seat));
                }
                Some(_) | None => return Ok(false),
            }
        }
        if let Some((id, line, _)) = self.party_line(&party.id).await?
            && line == *trip
        {
            self.settle_place(&id, WaitState::Accepted).await?;
        }
        for (worker, seat) in &seats {
            self.reserve_seat(seat, worker, now).await?;
            self.leave_waitlist(worker, now).await?;
            self.clear_demand(worker).await?;
        }
        Ok(true)
    }
}

/// The party's people in the order in which they are locked.
pub(super) fn in_order(party: &Party) -> Vec<&WorkerId> {
    let mut workers: Vec<_> = party.members.iter().map(|member| &member.worker).collect();
    workers.sort();
    workers
}

#[derive(sqlx::FromRow)]
struct SpotRow {
    id: String,
    vehicle: i64,
    carriage: i64,
    row_no: i64,
    column_no: i64,
    give_order: i64,
}

impl SpotRow {
    fn spot(&self) -> Spot {
        let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Spot {
            vehicle: small(self.vehicle),
            carriage: small(self.carriage),
            row: small(self.row_no),
            column: small(self.column_no),
            order: self.give_order,
        }
    }
}
