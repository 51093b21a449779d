//! What has happened to a worker, from every table that knows of it, newest first: one query, and one for what stands
//! in the audit about them.

use super::super::boarding::BoardingKind;
use super::super::db::{Result, Tx, rows};
use super::super::row::word;
use super::super::waitlist::WaitState;
use crate::domain::health::HealthCode;
use crate::domain::id::{HelpId, WorkerId};
use crate::domain::registration::ConsentKind;
use crate::domain::roster::RosterState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Unmet;
use crate::domain::words;

words! {
    /// What happened to a seat of theirs.
    SeatChange {
        /// Held for a claim.
        Held => "held",
        /// Kept for them as an offer.
        Offered => "offered",
        /// Theirs.
        Reserved => "reserved",
        /// Confirmed.
        Confirmed => "confirmed",
        /// On board.
        Boarded => "boarded",
        /// They cancelled.
        Cancelled => "cancelled",
        /// The hold or offer ran out.
        Expired => "expired",
        /// HR or a clerk took it back.
        Rejected => "rejected",
        /// HR put somebody else in their place.
        Replaced => "replaced",
        /// They did not want it.
        Declined => "declined",
        /// They changed to another.
        Moved => "moved",
        /// They were never on board.
        NoShow => "no_show",
        /// The trip does not run.
        TripCancelled => "trip_cancelled",
    }
}

/// Something that happened to a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// Who of the staff did it, by name.
    pub by: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The answers were submitted as they stand.
    Submitted,
    /// A consent was given or refused: which, version of its text, whether given.
    Consent(ConsentKind, String, bool),
    /// A seat: trip, vehicle, seat.
    Seat(Option<SeatChange>, String, String, String),
    /// Joined the line of a trip; how that stands now.
    Line(WaitState, String),
    /// A ticket was issued: trip, last four characters of its code.
    Ticket(String, String),
    /// A ticket was revoked: trip.
    TicketGone(String),
    /// A claim on an employer's roster: how it stands, employer, reason.
    Roster(RosterState, String, Option<String>),
    /// They asked for a person.
    Help(HelpId),
    /// At the door: what was recorded, trip, vehicle; temperature in tenths of a degree; the code as seen.
    Door(
        BoardingKind,
        String,
        String,
        Option<i64>,
        Option<HealthCode>,
    ),
    /// The vehicle they were on has arrived: trip, vehicle.
    Arrived(String, String),
    /// A requirement was waived: which, trip, reason.
    Waived(Option<Unmet>, String, String),
}

/// An entry of the audit about a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who: an account's name, or a part of the house.
    pub actor: String,
    /// What, as a word of ours.
    pub action: String,
    /// Why.
    pub reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoryRow {
    at: i64,
    kind: String,
    a: String,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    by_name: Option<String>,
}

/// Every source with the same columns: when, what it is, four details, who; and for what happened at one moment, what
/// comes after what: a seat's claim, which is written when the seat is left, before all else.
const STORY: &str = "SELECT u.at, u.kind, u.a, u.b, u.c, u.d, s.name AS by_name FROM ( \
     SELECT x.at, 'seat' AS kind, x.what AS a, t.code AS b, v.label AS c, p.label AS d, CAST(NULL AS TEXT) AS by_staff, \
       4 AS rank, CASE WHEN x.what = 'held' THEN 0 ELSE x.id END AS nth \
       FROM seat_event x JOIN seat p ON p.id = x.seat_id JOIN vehicle v ON v.id = p.vehicle_id \
       JOIN trip t ON t.id = p.trip_id WHERE x.worker_id = $1 \
     UNION ALL SELECT p.claimed_at, 'seat', 'held', t.code, v.label, p.label, NULL, 4, 0 \
       FROM seat p JOIN vehicle v ON v.id = p.vehicle_id JOIN trip t ON t.id = p.trip_id \
       WHERE p.worker_id = $1 AND p.claimed_at IS NOT NULL \
     UNION ALL SELECT l.joined_at, 'line', l.state, t.code, NULL, NULL, NULL, 3, 0 \
       FROM waitlist l JOIN trip t ON t.id = l.trip_id WHERE l.worker_id = $1 \
     UNION ALL SELECT k.issued_at, 'ticket', k.code, t.code, NULL, NULL, NULL, 6, 0 \
       FROM ticket k JOIN trip t ON t.id = k.trip_id WHERE k.worker_id = $1 \
     UNION ALL SELECT k.revoked_at, 'ticket_gone', k.code, t.code, NULL, NULL, NULL, 5, 0 \
       FROM ticket k JOIN trip t ON t.id = k.trip_id WHERE k.worker_id = $1 AND k.revoked_at IS NOT NULL \
     UNION ALL SELECT COALESCE(l.decided_at, l.created_at), 'roster', l.state, e.name, l.reason, NULL, l.decided_by, 2, 0 \
       FROM roster_line l JOIN employer e ON e.id = l.employer_id WHERE l.worker_id = $1 \
     UNION ALL SELECT k.at, 'consent', k.kind, CASE WHEN k.given THEN 'given' ELSE 'refused' END, \
       CAST(k.version AS TEXT), NULL, k.by_staff, 0, k.id FROM consent k JOIN chat c ON c.id = k.chat_id WHERE c.worker_id = $1 \
     UNION ALL SELECT h.opened_at, 'help', h.id, NULL, NULL, NULL, NULL, 7, 0 \
       FROM help h JOIN chat c ON c.id = h.chat_id WHERE c.worker_id = $1 \
     UNION ALL SELECT b.happened_at, 'door', b.kind, t.code || ' ' || v.label, CAST(b.temperature AS TEXT), b.health_code, \
       b.staff_id, 8, 0 FROM boarding b JOIN vehicle v ON v.id = b.vehicle_id JOIN trip t ON t.id = v.trip_id \
       WHERE b.worker_id = $1 \
     UNION ALL SELECT v.arrived_at, 'arrived', t.code, v.label, NULL, NULL, NULL, 9, 0 \
       FROM seat p JOIN vehicle v ON v.id = p.vehicle_id JOIN trip t ON t.id = p.trip_id \
       WHERE p.worker_id = $1 AND p.state = 'boarded' AND v.arrived_at IS NOT NULL \
     UNION ALL SELECT o.at, 'waived', o.requirement, t.code, o.reason, NULL, o.by_staff, 7, 0 \
       FROM waiver o JOIN trip t ON t.id = o.trip_id WHERE o.worker_id = $1 \
     UNION ALL SELECT r.submitted_at, 'submitted', r.state, NULL, NULL, NULL, r.by_staff, 1, 0 \
       FROM registration r WHERE r.worker_id = $1 \
     ) AS u LEFT JOIN staff s ON s.id = u.by_staff ORDER BY u.at DESC, u.rank DESC, u.nth DESC LIMIT $2";

impl StoryRow {
    fn into_happening(self, worker: &WorkerId) -> Result<Happening> {
        let id = worker.as_str();
        let text = |column: Option<String>| column.unwrap_or_default();
        let what = match self.kind.as_str() {
            "seat" => What::Seat(
                SeatChange::parse(&self.a),
                text(self.b),
                text(self.c),
                text(self.d),
            ),
            "line" => What::Line(
                word("waitlist", id, "state", &self.a, WaitState::parse)?,
                text(self.b),
            ),
            "ticket" => What::Ticket(text(self.b), tail(&self.a)),
            "ticket_gone" => What::TicketGone(text(self.b)),
            "roster" => What::Roster(
                word("roster_line", id, "state", &self.a, RosterState::parse)?,
                text(self.b),
                self.c,
            ),
            "consent" => What::Consent(
                word("consent", id, "kind", &self.a, ConsentKind::parse)?,
                text(self.c),
                self.b.as_deref() == Some("given"),
            ),
            "help" => What::Help(HelpId::new(self.a)),
            "door" => door(&self.a, (self.b, self.c, self.d), id)?,
            "arrived" => What::Arrived(self.a, text(self.b)),
            "waived" => What::Waived(Unmet::parse(&self.a), text(self.b), text(self.c)),
            _ => What::Submitted,
        };
        Ok(Happening {
            at: Timestamp::from_millis(self.at),
            what,
            by: self.by_name,
        })
    }
}

fn door(
    kind: &str,
    (place, temperature, code): (Option<String>, Option<String>, Option<String>),
    id: &str,
) -> Result<What> {
    let place = place.unwrap_or_default();
    let (trip, vehicle) = place.split_once(' ').unwrap_or((&place, ""));
    Ok(What::Door(
        word("boarding", id, "kind", kind, BoardingKind::parse)?,
        trip.to_owned(),
        vehicle.to_owned(),
        temperature.and_then(|tenths| tenths.parse().ok()),
        code.as_deref().and_then(HealthCode::parse),
    ))
}

/// The end of a ticket's code: enough to tell it from another, too little to travel on.
fn tail(code: &str) -> String {
    let from = code.len().saturating_sub(4);
    code.get(from..).unwrap_or_default().to_owned()
}

impl Tx {
    /// What has happened to a worker, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn story_of(&mut self, worker: &WorkerId, limit: i64) -> Result<Vec<Happening>> {
        let found = rows!(self, fetch_all, StoryRow, STORY, worker.as_str(), limit)?;
        found
            .into_iter()
            .map(|row| row.into_happening(worker))
            .collect()
    }

    /// What stands in the audit about a worker, their lines on rosters, their conversations and the chats held for
    /// them; newest first, at most `limit` after passing over `offset`.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError).
    pub async fn audit_of(
        &mut self,
        worker: &WorkerId,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Entry>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, String, Option<String>),
            "SELECT a.at, COALESCE(s.name, a.actor), a.action, a.reason FROM ( \
               SELECT CAST($1 AS TEXT) AS id UNION SELECT id FROM roster_line WHERE worker_id = $1 \
               UNION SELECT id FROM chat WHERE worker_id = $1 AND channel = 'desk' \
               UNION SELECT h.id FROM help h JOIN chat c ON c.id = h.chat_id WHERE c.worker_id = $1 \
             ) AS mine JOIN audit a ON a.about = mine.id LEFT JOIN staff s ON s.id = a.actor \
             ORDER BY a.id DESC LIMIT $2 OFFSET $3",
            worker.as_str(),
            limit,
            offset,
        )?;
        Ok(found
            .into_iter()
            .map(|(at, actor, action, reason)| Entry {
                at: Timestamp::from_millis(at),
                actor,
                action,
                reason,
            })
            .collect())
    }
}
