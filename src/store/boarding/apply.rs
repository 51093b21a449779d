//! One attempt to go aboard.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::row::word;
use super::BoardingKind;
use super::ticket::{Known, Shown};
use crate::domain::boarding::{Presented, Refusal, Seen, Temperature, TicketFault, refusals};
use crate::domain::health::HealthCode;
use crate::domain::id::{SeatId, StaffId, TicketId, TripId, VehicleId, WorkerId};
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stage, Trip, Unmet};

/// Somebody at a vehicle's door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The device's own identifier of this attempt, 1 to 64 characters.
    pub id: String,
    /// The vehicle at whose door they stand.
    pub vehicle: VehicleId,
    /// What they show.
    pub shown: Shown,
    /// Temperature measured; none lets nobody aboard.
    pub temperature: Option<Temperature>,
    /// Health code as the crew has just seen it; none counts the last one reported.
    pub code_seen: Option<HealthCode>,
    /// The device, by a name of its own.
    pub device: String,
    /// Who stands at the door.
    pub staff: StaffId,
    /// When it happened, by the device's clock.
    pub happened_at: Timestamp,
    /// Whether the device had no connection then: it has let them aboard by the ticket's signature alone.
    pub offline: bool,
}

/// What is to be shown at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Aboard, or turned away.
    pub kind: BoardingKind,
    /// Why they were turned away; for somebody let aboard offline, what would have spoken against it.
    pub reasons: Vec<Refusal>,
    /// The seat, where the ticket is one of ours for this vehicle.
    pub seat: Option<SeatId>,
    /// The record with which this one is in conflict: the same ticket on another device.
    pub conflicts_with: Option<String>,
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    kind: String,
    reasons: String,
    seat_id: Option<String>,
    conflicts_with: Option<String>,
}

/// A vehicle that has not left.
pub(super) struct AtStop {
    pub(super) trip: Trip,
    /// Whether its crew lets people aboard.
    pub(super) doors_open: bool,
}

/// A ticket at the door with everything that speaks for and against it.
pub(super) struct Judged {
    pub(super) known: Known,
    pub(super) state: SeatState,
    pub(super) reasons: Vec<Refusal>,
}

impl Tx {
    /// Lets somebody aboard or turns them away, and records it. Doing it again with the same identifier changes
    /// nothing and answers the same. Locks the vehicle, the worker, then their seat.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a vehicle that is not there, or has left unless the device was offline; otherwise of
    /// the database.
    pub async fn board(
        &mut self,
        store: &Store,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<Answer> {
        if let Some(before) = self.boarding_answer(&attempt.id).await? {
            return Ok(before);
        }
        let here = match self.at_stop(&attempt.vehicle).await? {
            Some(here) => here,
            None if attempt.offline => return self.keep_late(store, attempt, now).await,
            None => return Err(StoreError::Refused("the vehicle has left".into())),
        };
        let known = match self.shown_ticket(store, &attempt.shown).await? {
            Ok(known) => known,
            Err(fault) => {
                let answer = refused(vec![Refusal::Ticket(fault)], None);
                self.record(attempt, &answer, None, now).await?;
                return Ok(answer);
            }
        };
        let judged = self.judge(attempt, known, &here, now).await?;
        let answer = match (judged.reasons.as_slice(), attempt.offline) {
            ([], _) => self.let_aboard(attempt, &judged, now).await?,
            (_, true) => self.was_let_aboard(attempt, &judged, now).await?,
            (_, false) => {
                let here = judged.known.vehicle == attempt.vehicle;
                let seat = here.then(|| judged.known.seat.clone());
                let answer = refused(judged.reasons.clone(), seat);
                self.record(attempt, &answer, Some(&judged), now).await?;
                answer
            }
        };
        if let Some(code) = attempt.code_seen
            && judged.known.vehicle == attempt.vehicle
        {
            self.set_health(&judged.known.worker, code, now).await?;
        }
        Ok(answer)
    }

    async fn judge(
        &mut self,
        attempt: &Attempt,
        known: Known,
        here: &AtStop,
        now: Timestamp,
    ) -> Result<Judged> {
        let trip = &here.trip;
        self.lock_worker(&known.worker).await?;
        let holder = rows!(
            self,
            fetch_optional,
            (String, Option<String>),
            lock "SELECT state, worker_id FROM seat WHERE id = $1",
            known.seat.as_str(),
        )?;
        let (state, holder) = holder.unwrap_or_else(|| (SeatState::Free.as_str().into(), None));
        let state = word(
            "seat",
            known.seat.as_str(),
            "state",
            &state,
            SeatState::parse,
        )?;
        // Read again under the lock: it may have been given up since.
        let holds = holder.as_deref() == Some(known.worker.as_str());
        let presented = Presented {
            vehicle: known.vehicle.clone(),
            seat: known.seat.clone(),
            revoked: known.revoked || !holds || self.is_revoked(&known.ticket).await?,
            expired: known.valid_until.is_some_and(|until| until < now),
            this_trip: known.trip == trip.id,
            boarded: state == SeatState::Boarded,
        };
        let stage = (Stage::Board, attempt.code_seen);
        let lacks = self.lacks(trip, &known.worker, stage, now).await?;
        let mut unmet = lacks.unwrap_or_else(|| vec![Unmet::NotOpen]);
        if !here.doors_open && !unmet.contains(&Unmet::NotOpen) {
            unmet.insert(0, Unmet::NotOpen);
        }
        let seen = Seen {
            temperature: attempt.temperature,
            limit: trip.requirements.hottest.unwrap_or(Temperature::LIMIT),
        };
        Ok(Judged {
            reasons: refusals(&presented, &attempt.vehicle, &unmet, seen),
            known,
            state,
        })
    }

    async fn is_revoked(&mut self, ticket: &TicketId) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (Option<i64>,),
            "SELECT revoked_at FROM ticket WHERE id = $1",
            ticket.as_str(),
        )?;
        Ok(row.is_none_or(|(revoked_at,)| revoked_at.is_some()))
    }

    async fn let_aboard(
        &mut self,
        attempt: &Attempt,
        judged: &Judged,
        now: Timestamp,
    ) -> Result<Answer> {
        let answer = Answer {
            kind: BoardingKind::Boarded,
            reasons: judged.reasons.clone(),
            seat: Some(judged.known.seat.clone()),
            conflicts_with: None,
        };
        self.record(attempt, &answer, Some(judged), now).await?;
        self.take_aboard(&judged.known.seat, &judged.known.worker, now)
            .await?;
        Ok(answer)
    }

    /// Somebody let aboard without a connection, against whom something speaks: the record stands, for they sit on
    /// the coach. The same ticket on another device is a conflict; with a seat that is still theirs they are aboard.
    async fn was_let_aboard(
        &mut self,
        attempt: &Attempt,
        judged: &Judged,
        now: Timestamp,
    ) -> Result<Answer> {
        let known = &judged.known;
        let twice = judged.reasons == [Refusal::Ticket(TicketFault::AlreadyBoarded)];
        let other = match twice {
            true => self.standing_boarding(&known.seat).await?,
            false => None,
        };
        // Scanned twice by one device is no conflict.
        let other = other
            .filter(|(_, device)| *device != attempt.device)
            .map(|(id, _)| id);
        let answer = Answer {
            kind: BoardingKind::Boarded,
            reasons: judged.reasons.clone(),
            seat: (known.vehicle == attempt.vehicle).then(|| known.seat.clone()),
            conflicts_with: other.clone(),
        };
        self.record(attempt, &answer, Some(judged), now).await?;
        if let Some(other) = other {
            execute!(
                self,
                "UPDATE boarding SET conflicts_with = $1 WHERE id = $2 AND conflicts_with IS NULL",
                attempt.id.as_str(),
                other.as_str(),
            )?;
        }
        let ticket_holds = !judged
            .reasons
            .iter()
            .any(|r| matches!(r, Refusal::Ticket(_)));
        if ticket_holds {
            self.take_aboard(&known.seat, &known.worker, now).await?;
        }
        Ok(answer)
    }

    /// The boarding that a seat's state comes from, unless it was taken back, and its device.
    pub(super) async fn standing_boarding(
        &mut self,
        seat: &SeatId,
    ) -> Result<Option<(String, String)>> {
        Ok(rows!(
            self,
            fetch_optional,
            (String, String),
            "SELECT b.id, b.device FROM boarding AS b WHERE b.seat_id = $1 AND b.kind = 'boarded' \
             AND NOT EXISTS (SELECT 1 FROM boarding AS u WHERE u.undoes = b.id) \
             ORDER BY b.received_at, b.id LIMIT 1",
            seat.as_str(),
        )?)
    }

    pub(super) async fn take_aboard(
        &mut self,
        seat: &SeatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE seat SET state = 'boarded', changed_at = $3 \
             WHERE id = $1 AND worker_id = $2 AND state IN ('reserved', 'confirmed')",
            seat.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        execute!(
            self,
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) \
             SELECT id, trip_id, worker_id, 'boarded', $2 FROM seat WHERE id = $1",
            seat.as_str(),
            now.millis(),
        )?;
        execute!(
            self,
            "UPDATE registration SET state = 'travelling', updated_at = $2 \
             WHERE worker_id = $1 AND state IN ('submitted', 'employer_confirmed', 'travel_arranged')",
            worker.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// A vehicle that has not left, with its trip; it is locked, so that it does not leave meanwhile. `None` once it
    /// has left.
    pub(super) async fn at_stop(&mut self, vehicle: &VehicleId) -> Result<Option<AtStop>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, Option<i64>, Option<i64>),
            lock "SELECT trip_id, departed_at, doors_open_at FROM vehicle WHERE id = $1",
            vehicle.as_str(),
        )?;
        let Some((trip, departed_at, doors_open_at)) = row else {
            return Err(StoreError::Refused("there is no such vehicle".into()));
        };
        let trip = self.trip(&TripId::new(trip)).await?;
        let trip = trip.ok_or_else(|| StoreError::Refused("there is no such trip".into()))?;
        Ok(departed_at.is_none().then_some(AtStop {
            trip,
            doors_open: doors_open_at.is_some(),
        }))
    }

    pub(super) async fn boarding_answer(&mut self, id: &str) -> Result<Option<Answer>> {
        let row = rows!(
            self,
            fetch_optional,
            RecordRow,
            "SELECT kind, reasons, seat_id, conflicts_with FROM boarding WHERE id = $1",
            id,
        )?;
        row.map(|row| {
            let reasons = row.reasons.split_terminator(',');
            Ok(Answer {
                kind: word("boarding", id, "kind", &row.kind, BoardingKind::parse)?,
                reasons: reasons
                    .map(|reason| word("boarding", id, "reasons", reason, Refusal::parse))
                    .collect::<Result<_>>()?,
                seat: row.seat_id.map(SeatId::new),
                conflicts_with: row.conflicts_with,
            })
        })
        .transpose()
    }

    pub(super) async fn record(
        &mut self,
        attempt: &Attempt,
        answer: &Answer,
        judged: Option<&Judged>,
        now: Timestamp,
    ) -> Result<()> {
        let reasons: Vec<_> = answer
            .reasons
            .iter()
            .map(|reason| reason.as_str())
            .collect();
        // Of a ticket for elsewhere nothing is kept that this door has no business with.
        let here = judged.filter(|judged| judged.known.vehicle == attempt.vehicle);
        execute!(
            self,
            "INSERT INTO boarding (id, vehicle_id, ticket_id, seat_id, worker_id, kind, reasons, temperature, \
             health_code, seat_before, conflicts_with, device, staff_id, offline, happened_at, received_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            attempt.id.as_str(),
            attempt.vehicle.as_str(),
            here.map(|judged| judged.known.ticket.as_str()),
            here.map(|judged| judged.known.seat.as_str()),
            here.map(|judged| judged.known.worker.as_str()),
            answer.kind.as_str(),
            reasons.join(","),
            attempt.temperature.map(|t| i64::from(t.tenths())),
            attempt.code_seen.map(|code| code.as_str()),
            here.map(|judged| judged.state.as_str()),
            answer.conflicts_with.as_deref(),
            attempt.device.as_str(),
            attempt.staff.as_str(),
            attempt.offline,
            attempt.happened_at.millis(),
            now.millis(),
        )?;
        Ok(())
    }
}

pub(super) fn refused(reasons: Vec<Refusal>, seat: Option<SeatId>) -> Answer {
    Answer {
        kind: BoardingKind::Refused,
        reasons,
        seat,
        conflicts_with: None,
    }
}
