//! From what is shown at the door to the ticket it stands for.

use super::super::Store;
use super::super::db::{Result, Tx, rows};
use super::super::ticket::trip_tag;
use crate::domain::boarding::TicketFault;
use crate::domain::id::{SeatId, TicketId, TripId, VehicleId, WorkerId};
use crate::domain::ticket::{Claims, decode};
use crate::domain::time::Timestamp;

/// What somebody shows at the door.
#[derive(Clone, PartialEq, Eq)]
pub enum Shown {
    /// The text of a QR code, whatever it is.
    Qr(String),
    /// The ticket's code, as typed: with or without its dash, O for 0 and I or L for 1.
    Code(String),
}

/// Shows the kind only: a ticket's text opens a seat.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Qr(_) => "Qr(…)",
            Self::Code(_) => "Code(…)",
        })
    }
}

/// A ticket of ours, with the seat it was issued for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) ticket: TicketId,
    pub(super) seat: SeatId,
    pub(super) worker: WorkerId,
    pub(super) trip: TripId,
    pub(super) vehicle: VehicleId,
    pub(super) revoked: bool,
    /// Last moment of validity, where what was shown tells it.
    pub(super) valid_until: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: String,
    seat_id: String,
    worker_id: String,
    trip_id: String,
    vehicle_id: String,
    revoked_at: Option<i64>,
}

/// Crockford's base 32 forgives what people misread.
fn normalised(code: &str) -> Option<String> {
    let plain: String = code
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let fits = plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then(|| format!("{}-{}", &plain[..4], &plain[4..]))
}

impl Tx {
    /// The ticket that is shown, or what is wrong with it.
    pub(super) async fn shown_ticket(
        &mut self,
        store: &Store,
        shown: &Shown,
    ) -> Result<std::result::Result<Known, TicketFault>> {
        let (row, claims) = match shown {
            Shown::Qr(text) => {
                let Some(claims) = genuine(store, text) else {
                    return Ok(Err(TicketFault::Forged));
                };
                (
                    self.ticket_row(claims.ticket.as_str(), "").await?,
                    Some(claims),
                )
            }
            Shown::Code(typed) => match normalised(typed) {
                Some(code) => (self.ticket_row("", &code).await?, None),
                None => return Ok(Err(TicketFault::Forged)),
            },
        };
        let Some(row) = row else {
            return Ok(Err(TicketFault::Forged));
        };
        let trip = TripId::new(row.trip_id);
        if claims
            .as_ref()
            .is_some_and(|claims| claims.trip != trip_tag(&trip))
        {
            return Ok(Err(TicketFault::Forged));
        }
        Ok(Ok(Known {
            ticket: TicketId::new(row.id),
            seat: SeatId::new(row.seat_id),
            worker: WorkerId::new(row.worker_id),
            vehicle: VehicleId::new(row.vehicle_id),
            revoked: row.revoked_at.is_some(),
            valid_until: claims.map(|claims| claims.valid_until),
            trip,
        }))
    }

    async fn ticket_row(&mut self, id: &str, code: &str) -> Result<Option<KnownRow>> {
        Ok(rows!(
            self,
            fetch_optional,
            KnownRow,
            "SELECT k.id, k.seat_id, k.worker_id, k.trip_id, s.vehicle_id, k.revoked_at \
             FROM ticket AS k JOIN seat AS s ON s.id = k.seat_id WHERE k.id = $1 OR k.code = $2",
            id,
            code,
        )?)
    }
}

/// The claims of a text that we have signed.
fn genuine(store: &Store, text: &str) -> Option<Claims> {
    let (claims, signed, signature) = decode(text).ok()?;
    store.keys().verify(&signed, &signature).then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["7Q0K-1M2N", "7q0k1m2n", " 7QOK - IM2N ", "7qok—lm2n"] {
            assert_eq!(normalised(typed).as_deref(), Some("7Q0K-1M2N"), "{typed}");
        }
        for typed in ["", "7Q0K-1M2", "7Q0K-1M2NX", "7Q0K-1M2你"] {
            assert_eq!(normalised(typed), None, "{typed}");
        }
    }
}
