//! Tickets: signed, one valid one a worker, revoked when the seat goes.
//!
//! Races: issuing and revoking happen with the worker locked; a partial unique index backs it. Two tickets that
//! draw the same code meet at its unique index, and the second draws again.

use super::db::{Result, StoreError, Tx, execute, rows};
use super::seat::ActiveSeat;
use super::{Store, fresh_id};
use crate::domain::id::{SeatId, StaffId, TicketId, TripId, WorkerId};
use crate::domain::registration::News;
use crate::domain::ticket::{Claims, TRIP_TAG_BYTES, encode};
use crate::domain::time::Timestamp;
use crate::domain::trip::Trip;
use std::time::Duration;

/// How long after departure a ticket is still good: trips take most of a day, and are late.
pub const VALID_AFTER_DEPARTURE: Duration = Duration::from_secs(24 * 3600);

/// Crockford's base 32: no I, L, O or U.
const CODE_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_DRAWS: usize = 20;

/// A ticket for a seat. Carries no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Identifier, 32 hexadecimal digits.
    pub id: TicketId,
    /// Signed text of the QR.
    pub payload: String,
    /// Text fallback, as shown: `XXXX-XXXX`.
    pub code: String,
    /// The seat.
    pub seat: SeatId,
    /// Its trip.
    pub trip: TripId,
    /// When it was issued.
    pub issued_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct TicketRow {
    id: String,
    payload: String,
    code: String,
    seat_id: String,
    trip_id: String,
    issued_at: i64,
}

impl From<TicketRow> for Ticket {
    fn from(row: TicketRow) -> Self {
        Self {
            id: TicketId::new(row.id),
            payload: row.payload,
            code: row.code,
            seat: SeatId::new(row.seat_id),
            trip: TripId::new(row.trip_id),
            issued_at: Timestamp::from_millis(row.issued_at),
        }
    }
}

impl Tx {
    /// Issues a ticket for the worker's seat and revokes an older one. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the seat is not the worker's any more.
    pub async fn issue_ticket(
        &mut self,
        store: &Store,
        seat: &ActiveSeat,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<Ticket> {
        self.lock_worker(worker).await?;
        let holds = self
            .active_seat(worker)
            .await?
            .is_some_and(|now| now.seat == seat.seat);
        if !holds {
            return Err(StoreError::Refused(
                "the seat is not this worker's any more".into(),
            ));
        }
        self.revoke_ticket(worker, now).await?;
        let id = TicketId::new(fresh_id());
        let mut ticket = Ticket {
            payload: signed_payload(
                store,
                &id,
                &seat.trip,
                seat.vehicle_ordinal,
                seat.seat_number,
            )?,
            code: String::new(),
            id,
            seat: seat.seat.clone(),
            trip: seat.trip.id.clone(),
            issued_at: now,
        };
        for _ in 0..CODE_DRAWS {
            ticket.code = code(rand::random());
            if self.insert_ticket(&ticket, worker).await? {
                return Ok(ticket);
            }
        }
        Err(StoreError::Refused("no ticket code could be drawn".into()))
    }

    /// Issues the ticket of a worker's seat anew for a reason, by the bureau, and has them told. Audited. Locks the
    /// worker.
    ///
    /// # Errors
    /// As of [`Tx::issue_ticket`].
    pub async fn reissue_ticket(
        &mut self,
        store: &Store,
        seat: &ActiveSeat,
        worker: &WorkerId,
        (by, reason): (&StaffId, &str),
        now: Timestamp,
    ) -> Result<Ticket> {
        let ticket = self.issue_ticket(store, seat, worker, now).await?;
        let subject = format!("worker:{worker}");
        self.audit(by.as_str(), "ticket.reissued", &subject, Some(reason), now)
            .await?;
        let news = News::TicketReissued {
            ticket: ticket.id.clone(),
        };
        self.queue_news_for(worker, &news, now).await?;
        Ok(ticket)
    }

    async fn insert_ticket(&mut self, ticket: &Ticket, worker: &WorkerId) -> Result<bool> {
        let added = execute!(
            self,
            "INSERT INTO ticket (id, seat_id, trip_id, worker_id, payload, code, issued_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING",
            ticket.id.as_str(),
            ticket.seat.as_str(),
            ticket.trip.as_str(),
            worker.as_str(),
            ticket.payload.as_str(),
            ticket.code.as_str(),
            ticket.issued_at.millis(),
        )?;
        Ok(added == 1)
    }

    /// The worker's ticket that has not been revoked.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn valid_ticket(&mut self, worker: &WorkerId) -> Result<Option<Ticket>> {
        let row = rows!(
            self,
            fetch_optional,
            TicketRow,
            "SELECT id, payload, code, seat_id, trip_id, issued_at FROM ticket \
             WHERE worker_id = $1 AND revoked_at IS NULL",
            worker.as_str(),
        )?;
        Ok(row.map(Ticket::from))
    }

    /// Revokes the worker's ticket; `false` when there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn revoke_ticket(&mut self, worker: &WorkerId, now: Timestamp) -> Result<bool> {
        let changed = execute!(
            self,
            "UPDATE ticket SET revoked_at = $2 WHERE worker_id = $1 AND revoked_at IS NULL",
            worker.as_str(),
            now.millis(),
        )?;
        Ok(changed > 0)
    }
}

/// What a ticket for a seat carries, signed. Vehicle and seat are numbered from 1.
pub(super) fn signed_payload(
    store: &Store,
    id: &TicketId,
    trip: &Trip,
    vehicle: i64,
    seat: i64,
) -> Result<String> {
    let out_of_range =
        |_| StoreError::Refused("vehicle or seat number does not fit a ticket".into());
    let claims = Claims {
        ticket: id.clone(),
        trip: trip_tag(&trip.id),
        vehicle: u8::try_from(vehicle).map_err(out_of_range)?,
        seat: u16::try_from(seat).map_err(out_of_range)?,
        valid_until: trip.departs_at.plus(VALID_AFTER_DEPARTURE),
    };
    let signed = claims
        .to_bytes()
        .ok_or_else(|| StoreError::Refused("the ticket's identifier does not fit".into()))?;
    Ok(encode(&signed, &store.keys().sign(&signed)))
}

/// How a ticket names its trip: the first bytes of the BLAKE3 hash of the trip's identifier.
pub fn trip_tag(trip: &TripId) -> [u8; TRIP_TAG_BYTES] {
    let hash = blake3::hash(trip.as_str().as_bytes());
    let mut tag = [0; TRIP_TAG_BYTES];
    tag.copy_from_slice(&hash.as_bytes()[..TRIP_TAG_BYTES]);
    tag
}

/// Eight characters from 40 random bits, parted in the middle.
pub(in crate::store) fn code(random: [u8; 5]) -> String {
    let bits = random
        .iter()
        .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut code: String = (0..8)
        .rev()
        .map(|at| char::from(CODE_ALPHABET[(bits >> (5 * at) & 31) as usize]))
        .collect();
    code.insert(4, '-');
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_eight_readable_characters_in_two_groups() {
        assert_eq!(code([0; 5]), "0000-0000");
        assert_eq!(code([255; 5]), "ZZZZ-ZZZZ");
        assert_eq!(code([0, 0, 0, 0, 33]), "0000-0011");
    }
}
