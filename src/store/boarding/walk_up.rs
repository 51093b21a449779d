//! Somebody from the line gets on at the door, on a seat that nobody has.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, rows};
use super::super::seat::SeatHappening;
use super::BoardingKind;
use super::apply::{AtStop, Attempt};
use super::ticket::Shown;
use crate::domain::boarding::{Refusal, Temperature};
use crate::domain::health::HealthCode;
use crate::domain::id::{ChatId, SeatId, StaffId, TripId, VehicleId, WaitlistId, WorkerId};
use crate::domain::identity::PersonName;
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Unmet};
use std::time::Duration;

/// How long a seat is held on its way to being boarded, all in one transaction.
const HOLD: Duration = Duration::from_secs(60);

/// Somebody in the line of a vehicle's trip who has no seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InLine {
    /// Their place.
    pub waitlist: WaitlistId,
    /// Its number, from 1.
    pub place: i64,
    /// Their name, masked: `张*`.
    pub who: String,
    /// Last four characters of their resident ID.
    pub id_tail: String,
    /// Their employer.
    pub employer: Option<String>,
    /// What they lack to go aboard, should their health code be green; with something lacking they stay behind.
    pub unmet: Vec<Unmet>,
}

/// Somebody from the line at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkUp {
    /// The device's own identifier, 1 to 64 characters.
    pub id: String,
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Their place in line.
    pub waitlist: WaitlistId,
    /// Temperature measured.
    pub temperature: Temperature,
    /// Health code as the crew has just seen it.
    pub code_seen: HealthCode,
    /// The device.
    pub device: String,
    /// Who stands at the door.
    pub staff: StaffId,
}

/// What became of a walk-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkedUp {
    /// They are aboard, on this seat.
    Aboard(SeatId),
    /// They stay behind for these reasons.
    Refused(Vec<Refusal>),
    /// They are not in this trip's line any more, or have a seat.
    NotInLine,
    /// No seat of the vehicle is free.
    NoSeat,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: String,
    worker_id: String,
    place: i64,
    name: String,
    id_mask: String,
    employer: Option<String>,
}

/// A place in line as the door needs it.
struct Place {
    worker: WorkerId,
    chat: ChatId,
    number: i64,
}

impl Tx {
    /// The line of a vehicle's trip, those without a seat, in order, at most 200. Who is ahead goes first.
    ///
    /// # Errors
    /// [`StoreError`] of the database, or naming a row that cannot be read.
    pub async fn line_at_door(
        &mut self,
        vehicle: &VehicleId,
        now: Timestamp,
    ) -> Result<Vec<InLine>> {
        let Some(door) = self.door(vehicle).await? else {
            return Ok(Vec::new());
        };
        let found = rows!(
            self,
            fetch_all,
            LineRow,
            "SELECT l.id, l.worker_id, l.place, w.name, w.id_mask, f.name AS employer FROM waitlist AS l \
             JOIN worker AS w ON w.id = l.worker_id LEFT JOIN registration AS r ON r.worker_id = w.id \
             LEFT JOIN employer AS f ON f.id = r.employer_id WHERE l.trip_id = $1 AND l.state = 'waiting' \
             AND NOT EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = l.worker_id) ORDER BY l.turn LIMIT 200",
            door.trip.id.as_str(),
        )?;
        let mut line = Vec::new();
        for row in found {
            let seen = (Stage::Board, Some(HealthCode::Green));
            let worker = WorkerId::new(row.worker_id);
            let lacks = self.lacks(&door.trip, &worker, seen, now).await?;
            let tail = row.id_mask.chars().rev().take(4).collect::<Vec<_>>();
            let who = PersonName::parse(&row.name);
            line.push(InLine {
                waitlist: WaitlistId::new(row.id),
                place: row.place,
                who: who.map_or_else(|_| "*".to_owned(), |name| name.masked()),
                id_tail: tail.into_iter().rev().collect(),
                employer: row.employer,
                unmet: lacks.unwrap_or_else(|| vec![Unmet::NotOpen]),
            });
        }
        Ok(line)
    }

    /// Seats of a vehicle that somebody from the line could have.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn free_seats_aboard(&mut self, vehicle: &VehicleId) -> Result<i64> {
        let (free,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM seat WHERE vehicle_id = $1 AND state = 'free' AND sellable",
            vehicle.as_str(),
        )?;
        Ok(free)
    }

    /// Lets somebody from the line aboard: a seat of this vehicle is taken, ticketed and boarded in one go, their place
    /// in line is settled and news of it is queued for their chat. Anybody ahead of them in the line is passed over on
    /// the crew's word that they are not there, which is audited. Doing it again with the same identifier changes
    /// nothing. Locks the vehicle, the worker, the seat.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a vehicle that has left or is not there; otherwise of the database. Then roll back.
    pub async fn walk_up(
        &mut self,
        store: &Store,
        walk_up: &WalkUp,
        now: Timestamp,
    ) -> Result<WalkedUp> {
        if let Some(before) = self.boarding_answer(&walk_up.id).await? {
            return Ok(match before.seat {
                Some(seat) => WalkedUp::Aboard(seat),
                None => WalkedUp::Refused(before.reasons),
            });
        }
        let here = self.at_stop(&walk_up.vehicle).await?;
        let here = here.ok_or_else(|| StoreError::Refused("the vehicle has left".into()))?;
        let Some(place) = self.place_at_door(&walk_up.waitlist, &here.trip.id).await? else {
            return Ok(WalkedUp::NotInLine);
        };
        let reasons = self.against(walk_up, &here, &place.worker, now).await?;
        if !reasons.is_empty() {
            self.set_health(&place.worker, walk_up.code_seen, now)
                .await?;
            return Ok(WalkedUp::Refused(reasons));
        }
        let Some(seat) = self.take_seat_of(walk_up, &place.worker, now).await? else {
            return Ok(WalkedUp::NoSeat);
        };
        self.board_from_line(store, walk_up, &seat, &place.worker, &here.trip.id, now)
            .await?;
        self.tell_walked_up(walk_up, &place, &here, &seat, now)
            .await?;
        Ok(WalkedUp::Aboard(seat))
    }

    /// The place in line, with its worker locked.
    async fn place_at_door(&mut self, id: &WaitlistId, trip: &TripId) -> Result<Option<Place>> {
        const PLACE: &str = "SELECT worker_id, chat_id, place FROM waitlist WHERE id = $1 AND trip_id = $2 \
             AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = waitlist.worker_id)";
        let row = rows!(
            self,
            fetch_optional,
            (String, String, i64),
            PLACE,
            id.as_str(),
            trip.as_str()
        )?;
        let Some((worker, ..)) = row else {
            return Ok(None);
        };
        self.lock_worker(&WorkerId::new(worker)).await?;
        // Under the lock: they may have got a seat or left the line since.
        let row = rows!(
            self,
            fetch_optional,
            (String, String, i64),
            PLACE,
            id.as_str(),
            trip.as_str()
        )?;
        Ok(row.map(|(worker, chat, number)| Place {
            worker: WorkerId::new(worker),
            chat: ChatId::new(chat),
            number,
        }))
    }

    async fn against(
        &mut self,
        walk_up: &WalkUp,
        here: &AtStop,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Vec<Refusal>> {
        let seen = (Stage::Board, Some(walk_up.code_seen));
        let lacks = self.lacks(&here.trip, worker, seen, now).await?;
        let mut unmet = lacks.unwrap_or_else(|| vec![Unmet::NotOpen]);
        if !here.doors_open && !unmet.contains(&Unmet::NotOpen) {
            unmet.insert(0, Unmet::NotOpen);
        }
        let limit = here.trip.requirements.hottest;
        let hot = walk_up.temperature > limit.unwrap_or(Temperature::LIMIT);
        let unmet = unmet.into_iter().map(Refusal::Unmet);
        Ok(unmet.chain(hot.then_some(Refusal::Hot)).collect())
    }

    /// The one statement that takes a seat of this vehicle.
    async fn take_seat_of(
        &mut self,
        walk_up: &WalkUp,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Option<SeatId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            skip_locked
            "UPDATE seat SET state = 'held', worker_id = $2, held_until = $3, changed_at = $4 WHERE id = \
             (SELECT s.id FROM seat s WHERE s.vehicle_id = $1 AND s.state = 'free' AND s.sellable \
             ORDER BY s.give_order LIMIT 1"
            ") RETURNING id",
            walk_up.vehicle.as_str(),
            worker.as_str(),
            now.plus(HOLD).millis(),
            now.millis(),
        )?;
        Ok(row.map(|(id,)| SeatId::new(id)))
    }

    async fn board_from_line(
        &mut self,
        store: &Store,
        walk_up: &WalkUp,
        seat: &SeatId,
        worker: &WorkerId,
        trip: &TripId,
        now: Timestamp,
    ) -> Result<()> {
        let gone = || StoreError::Refused("the seat is gone".into());
        self.note_seat(seat, SeatHappening::Held, now).await?;
        self.settle_own_place(trip, worker, seat).await?;
        if !self.reserve_seat(seat, worker, now).await? {
            return Err(gone());
        }
        let active = self.active_seat(worker).await?.ok_or_else(gone)?;
        let ticket = self.issue_ticket(store, &active, worker, now).await?;
        let attempt = Attempt {
            id: walk_up.id.clone(),
            vehicle: walk_up.vehicle.clone(),
            shown: Shown::Code(ticket.code),
            temperature: Some(walk_up.temperature),
            code_seen: Some(walk_up.code_seen),
            device: walk_up.device.clone(),
            staff: walk_up.staff.clone(),
            happened_at: now,
            offline: false,
        };
        let answer = Box::pin(self.board(store, &attempt, now)).await?;
        match answer.kind {
            BoardingKind::Boarded => Ok(()),
            BoardingKind::Refused | BoardingKind::Undone => Err(gone()),
        }
    }

    async fn tell_walked_up(
        &mut self,
        walk_up: &WalkUp,
        place: &Place,
        here: &AtStop,
        seat: &SeatId,
        now: Timestamp,
    ) -> Result<()> {
        let (vehicle, label) = rows!(
            self,
            fetch_one,
            (String, String),
            "SELECT v.label, s.label FROM seat AS s JOIN vehicle AS v ON v.id = s.vehicle_id WHERE s.id = $1",
            seat.as_str(),
        )?;
        let news = News::WalkedUp {
            waitlist: walk_up.waitlist.clone(),
            code: here.trip.code.clone(),
            vehicle,
            seat: label,
        };
        self.queue_news(&place.chat, &news, now).await?;
        let (ahead,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM waitlist WHERE trip_id = $1 AND state = 'waiting' AND place < $2",
            here.trip.id.as_str(),
            place.number,
        )?;
        let subject = format!("vehicle:{}", walk_up.vehicle);
        let note = format!("seat {seat}, passed over in line: {ahead}");
        let by = walk_up.staff.as_str();
        self.audit(by, "boarding.walk_up", &subject, Some(&note), now)
            .await
    }
}
