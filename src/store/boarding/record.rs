//! The records at a vehicle's door, and which of them people still have to look at.

use super::super::db::{Result, Tx, execute, rows};
use super::super::row::word;
use super::BoardingKind;
use crate::domain::boarding::{Refusal, Temperature, TicketFault, UndoReason};
use crate::domain::id::{SeatId, StaffId, VehicleId, WorkerId};
use crate::domain::identity::PersonName;
use crate::domain::time::Timestamp;
use crate::domain::trip::Unmet;

/// A record at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aboard {
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub kind: BoardingKind,
    /// The seat, where the ticket was one for this vehicle.
    pub seat: Option<SeatId>,
    /// Whose ticket it was, and for which seat, where it was one for this vehicle; also once the seat was given up.
    pub holder: Option<Holder>,
    /// Why somebody was turned away, or what spoke against somebody let aboard, as stored words.
    pub reasons: Vec<String>,
    /// The record it is in conflict with.
    pub conflicts_with: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether somebody has looked at it and settled it.
    pub settled: bool,
    /// Why it takes another record back, where it is an undoing.
    pub why: Option<UndoReason>,
    /// Measured at the door.
    pub temperature: Option<Temperature>,
    /// The device.
    pub device: String,
    /// Name of whoever stood at the door.
    pub by: String,
    /// Whether the device had no connection then.
    pub offline: bool,
    /// When it happened, by the device's clock.
    pub happened_at: Timestamp,
}

/// Whose ticket was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub worker: WorkerId,
    /// What is painted on the ticket's seat.
    pub seat_label: String,
    /// Their full name; personal data, shown to crew masked.
    pub name: String,
    /// Last four characters of their resident ID.
    pub id_tail: String,
}

impl Holder {
    /// Their name as crew see it: `张*` (domain reference §3).
    pub fn masked(&self) -> String {
        masked(&self.name)
    }
}

/// Why people have to look at a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Another device has let the same ticket aboard.
    Twice,
    /// It was told only after the vehicle had left: they are not counted as aboard.
    Late,
    /// Something speaks against somebody who was let aboard without a connection.
    Doubtful,
}

impl Aboard {
    /// Whether the only thing that speaks against them is that their ticket was issued anew: then they may be counted
    /// once somebody has looked at them.
    pub fn only_reissued(&self) -> bool {
        self.holder.is_some() && self.reasons == [TicketFault::Revoked.as_str()]
    }

    /// Why people have to look at it, if they do, beside the vehicle's other records.
    fn doubt(&self, all: &[Self]) -> Option<Doubt> {
        if self.undone || self.settled || self.kind != BoardingKind::Boarded {
            return None;
        }
        let stands = |id: &String| {
            all.iter()
                .any(|one| one.id == *id && !one.undone && !one.settled)
        };
        let twice = Refusal::Ticket(TicketFault::AlreadyBoarded);
        let mut doubts = self.reasons.iter().filter(|one| *one != twice.as_str());
        if self.conflicts_with.as_ref().is_some_and(stands) {
            Some(Doubt::Twice)
        } else if self
            .reasons
            .iter()
            .any(|one| one == Unmet::Departed.as_str())
        {
            Some(Doubt::Late)
        } else {
            doubts.next().map(|_| Doubt::Doubtful)
        }
    }
}

/// Of all records of a vehicle, those that people have to look at, with why.
pub(super) fn open(all: &[Aboard]) -> Vec<(&Aboard, Doubt)> {
    let open = all.iter();
    open.filter_map(|one| one.doubt(all).map(|doubt| (one, doubt)))
        .collect()
}

/// A name as crew see it.
pub(super) fn masked(name: &str) -> String {
    PersonName::parse(name).map_or_else(|_| "*".to_owned(), |name| name.masked())
}

/// The end of a resident ID, which crew may compare.
pub(super) fn id_tail(id_mask: &str) -> String {
    let tail = id_mask.chars().rev().take(4).collect::<Vec<_>>();
    tail.into_iter().rev().collect()
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    id: String,
    kind: String,
    seat_id: Option<String>,
    worker_id: Option<String>,
    seat_label: Option<String>,
    name: Option<String>,
    id_mask: Option<String>,
    reasons: String,
    conflicts_with: Option<String>,
    undone: bool,
    settled: bool,
    why: Option<String>,
    temperature: Option<i64>,
    device: String,
    by_name: String,
    offline: bool,
    happened_at: i64,
}

impl Tx {
    /// The records of a vehicle, oldest first.
    pub(super) async fn records(&mut self, vehicle: &VehicleId) -> Result<Vec<Aboard>> {
        let found = rows!(
            self,
            fetch_all,
            RecordRow,
            "SELECT b.id, b.kind, b.seat_id, b.worker_id, b.reasons, b.conflicts_with, b.device, b.happened_at, \
             b.why, b.temperature, b.offline, f.name AS by_name, s.label AS seat_label, w.name, w.id_mask, \
             EXISTS (SELECT 1 FROM boarding AS u WHERE u.undoes = b.id) AS undone, \
             EXISTS (SELECT 1 FROM boarding_settled AS d WHERE d.record_id = b.id) AS settled \
             FROM boarding AS b JOIN staff AS f ON f.id = b.staff_id LEFT JOIN seat AS s ON s.id = b.seat_id \
             LEFT JOIN worker AS w ON w.id = b.worker_id WHERE b.vehicle_id = $1 ORDER BY b.received_at, b.id",
            vehicle.as_str(),
        )?;
        found.into_iter().map(RecordRow::into_record).collect()
    }

    /// Records of a vehicle that people have to look at, with why, oldest first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn open_records(&mut self, vehicle: &VehicleId) -> Result<Vec<(Aboard, Doubt)>> {
        let all = self.records(vehicle).await?;
        let open = open(&all).into_iter();
        Ok(open.map(|(one, doubt)| (one.clone(), doubt)).collect())
    }

    /// Notes that somebody has looked at a record; `false` when somebody has before.
    pub(super) async fn settle(
        &mut self,
        record: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool> {
        let settled = execute!(
            self,
            "INSERT INTO boarding_settled (record_id, settled_by, settled_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            record,
            by.as_str(),
            now.millis(),
        )?;
        Ok(settled > 0)
    }
}

impl RecordRow {
    fn into_record(self) -> Result<Aboard> {
        let reasons = self.reasons.split_terminator(',');
        let whose = self.worker_id.zip(self.name).zip(self.id_mask);
        let holder = whose.zip(self.seat_label);
        let holder = holder.map(|(((worker, name), id_mask), seat_label)| Holder {
            worker: WorkerId::new(worker),
            seat_label,
            name,
            id_tail: id_tail(&id_mask),
        });
        Ok(Aboard {
            kind: word(
                "boarding",
                &self.id,
                "kind",
                &self.kind,
                BoardingKind::parse,
            )?,
            reasons: reasons.map(str::to_owned).collect(),
            seat: self.seat_id.map(SeatId::new),
            holder,
            conflicts_with: self.conflicts_with,
            undone: self.undone,
            settled: self.settled,
            why: self.why.as_deref().and_then(UndoReason::parse),
            temperature: self
                .temperature
                .and_then(|tenths| u16::try_from(tenths).ok())
                .and_then(|tenths| Temperature::from_tenths(tenths).ok()),
            device: self.device,
            by: self.by_name,
            offline: self.offline,
            happened_at: Timestamp::from_millis(self.happened_at),
            id: self.id,
        })
    }
}
