//! Who is on a vehicle, for lists on paper and in workbooks.

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, rows};
use super::super::row::{place, word};
use crate::domain::id::{EmployerId, TicketId, TripId, VehicleId, WorkerId};
use crate::domain::place::PlaceCode;
use crate::domain::seat::{SeatState, VehicleKind};
use crate::domain::time::Timestamp;

/// A vehicle by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VehicleOf {
    /// Identifier.
    pub id: VehicleId,
    /// Its trip.
    pub trip: TripId,
    /// Place within the trip, from 1.
    pub ordinal: i64,
    /// What is shown on its windscreen.
    pub label: String,
    /// Kind.
    pub kind: VehicleKind,
    /// When it left.
    pub departed_at: Option<Timestamp>,
    /// When it was there.
    pub arrived_at: Option<Timestamp>,
}

/// Somebody with a seat on a vehicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub worker: WorkerId,
    /// What is painted on their seat.
    pub seat: String,
    /// State of the seat; of one who did not come, of the seat that was theirs.
    pub state: SeatState,
    /// Name; personal data.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Where they set out.
    pub origin: Option<PlaceCode>,
    /// Employer.
    pub employer: Option<EmployerId>,
    /// Its name.
    pub employer_name: Option<String>,
    /// Their ticket that counts.
    pub ticket: Option<TicketId>,
    /// Its code.
    pub ticket_code: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    worker_id: String,
    label: String,
    state: String,
    name: String,
    id_mask: String,
    mobile_mask: String,
    origin: Option<String>,
    employer_id: Option<String>,
    employer_name: Option<String>,
    ticket_id: Option<String>,
    ticket_code: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SeatedRow {
    vehicle: String,
    #[sqlx(flatten)]
    listed: ListedRow,
}

impl ListedRow {
    fn into_listed(self) -> Result<Listed> {
        let origin = self.origin.as_deref();
        Ok(Listed {
            state: word("seat", &self.label, "state", &self.state, SeatState::parse)?,
            origin: origin
                .map(|code| place("registration", &self.worker_id, "origin", code))
                .transpose()?,
            worker: WorkerId::new(self.worker_id),
            seat: self.label,
            name: self.name,
            id_mask: self.id_mask,
            mobile_mask: self.mobile_mask,
            employer: self.employer_id.map(EmployerId::new),
            employer_name: self.employer_name,
            ticket: self.ticket_id.map(TicketId::new),
            ticket_code: self.ticket_code,
        })
    }
}

impl Tx {
    /// A vehicle.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn vehicle(&mut self, id: &VehicleId) -> Result<Option<VehicleOf>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, i64, String, String, Option<i64>, Option<i64>),
            "SELECT trip_id, ordinal, label, kind, departed_at, arrived_at FROM vehicle WHERE id = $1",
            id.as_str(),
        )?;
        let Some((trip, ordinal, label, kind, departed_at, arrived_at)) = row else {
            return Ok(None);
        };
        Ok(Some(VehicleOf {
            id: id.clone(),
            trip: TripId::new(trip),
            ordinal,
            label,
            kind: word("vehicle", id.as_str(), "kind", &kind, VehicleKind::parse)?,
            departed_at: departed_at.map(Timestamp::from_millis),
            arrived_at: arrived_at.map(Timestamp::from_millis),
        }))
    }

    /// Who has a seat on a vehicle, by seat; of one employer's people only, if one is named. A hold that runs out
    /// by itself is not listed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn listed_on(
        &mut self,
        vehicle: &VehicleId,
        employer: Option<&EmployerId>,
    ) -> Result<Vec<Listed>> {
        let found = rows!(
            self,
            fetch_all,
            ListedRow,
            "SELECT w.id AS worker_id, s.label, s.state, w.name, w.id_mask, w.mobile_mask, r.origin, \
             e.id AS employer_id, e.name AS employer_name, k.id AS ticket_id, k.code AS ticket_code \
             FROM seat s JOIN worker w ON w.id = s.worker_id \
             LEFT JOIN registration r ON r.worker_id = w.id LEFT JOIN employer e ON e.id = r.employer_id \
             LEFT JOIN ticket k ON k.worker_id = w.id AND k.seat_id = s.id AND k.revoked_at IS NULL \
             WHERE s.vehicle_id = $1 AND s.state IN ('reserved', 'confirmed', 'boarded') \
             AND (CAST($2 AS TEXT) IS NULL OR e.id = $2) ORDER BY s.number",
            vehicle.as_str(),
            employer.map(|id| id.as_str().to_owned()),
        )?;
        found.into_iter().map(ListedRow::into_listed).collect()
    }

    /// Who did not come to a vehicle, by the seats that were theirs; of one employer's people only, if one is named.
    /// Their seats were given up and their tickets ended when it left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn no_shows_on(
        &mut self,
        vehicle: &VehicleId,
        employer: Option<&EmployerId>,
    ) -> Result<Vec<Listed>> {
        // Who had two seats of it, one on offer, is listed once.
        let found = rows!(
            self,
            fetch_all,
            ListedRow,
            "SELECT w.id AS worker_id, s.label, s.state, w.name, w.id_mask, w.mobile_mask, r.origin, \
             e.id AS employer_id, e.name AS employer_name, CAST(NULL AS TEXT) AS ticket_id, \
             CAST(NULL AS TEXT) AS ticket_code FROM seat_event x \
             JOIN seat s ON s.id = x.seat_id JOIN worker w ON w.id = x.worker_id \
             LEFT JOIN registration r ON r.worker_id = w.id LEFT JOIN employer e ON e.id = r.employer_id \
             WHERE s.vehicle_id = $1 AND x.what = 'no_show' AND (CAST($2 AS TEXT) IS NULL OR e.id = $2) \
             AND NOT EXISTS (SELECT 1 FROM seat_event y JOIN seat z ON z.id = y.seat_id WHERE z.vehicle_id = $1 \
             AND y.worker_id = x.worker_id AND y.what = 'no_show' AND y.id > x.id) ORDER BY s.number, x.id",
            vehicle.as_str(),
            employer.map(|id| id.as_str().to_owned()),
        )?;
        found.into_iter().map(ListedRow::into_listed).collect()
    }

    /// Who sits in a trip, holds included, with the labels of their vehicles, by vehicle and seat.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn seated_people(
        &mut self,
        trip: &TripId,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<(String, Listed)>> {
        let found = rows!(
            self,
            fetch_all,
            SeatedRow,
            "SELECT v.label AS vehicle, w.id AS worker_id, s.label, s.state, w.name, w.id_mask, w.mobile_mask, \
             r.origin, e.id AS employer_id, e.name AS employer_name, k.id AS ticket_id, k.code AS ticket_code \
             FROM seat s JOIN vehicle v ON v.id = s.vehicle_id JOIN worker w ON w.id = s.worker_id \
             LEFT JOIN registration r ON r.worker_id = w.id LEFT JOIN employer e ON e.id = r.employer_id \
             LEFT JOIN ticket k ON k.worker_id = w.id AND k.seat_id = s.id AND k.revoked_at IS NULL \
             WHERE s.trip_id = $1 ORDER BY v.ordinal, s.number LIMIT $2 OFFSET $3",
            trip.as_str(),
            limit,
            offset,
        )?;
        let one = |row: SeatedRow| Ok((row.vehicle, row.listed.into_listed()?));
        found.into_iter().map(one).collect()
    }

    /// Where a worker sets out, as registered.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn origin_of(&mut self, worker: &WorkerId) -> Result<Option<PlaceCode>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT origin FROM registration WHERE worker_id = $1",
            worker.as_str(),
        )?;
        let code = |(code,): (String,)| place("registration", worker.as_str(), "origin", &code);
        row.map(code).transpose()
    }

    /// The name of a worker; personal data. Empty when there is none of that identifier.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn worker_name(&mut self, worker: &WorkerId) -> Result<String> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT name FROM worker WHERE id = $1",
            worker.as_str(),
        )?;
        Ok(row.map(|(name,)| name).unwrap_or_default())
    }

    /// Resident ID and mobile number of a worker in full. Record who asked, and why, in the same transaction.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] when they were sealed under another key; [`StoreError`].
    pub async fn full_numbers(&mut self, store: &Store, id: &WorkerId) -> Result<(String, String)> {
        let worker = self.worker(store, id).await?;
        let worker =
            worker.ok_or_else(|| StoreError::Refused(format!("there is no worker {id}")))?;
        let (id, mobile) = (worker.resident_id.expose(), worker.mobile.expose());
        Ok((id.to_owned(), mobile.to_owned()))
    }
}
