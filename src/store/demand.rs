//! Who wants to travel and has no seat: what trips are planned from.

use super::db::{Result, Tx, rows};
use super::row::{bad, place};
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::domain::trip::Mode;

/// People who want to travel alike and have no seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Where they are.
    pub origin: PlaceCode,
    /// Their employer.
    pub employer: Option<EmployerId>,
    /// The employer's district.
    pub district: Option<PlaceCode>,
    /// How many.
    pub workers: u32,
}

impl Tx {
    /// People who want to travel by `mode` and have no seat, by origin and employer: those whose wish nothing runs
    /// for, and with `in_line` those who wait in line for a trip that is full. With a district, only those whose
    /// employer is there. Nobody is counted twice. Wishes have no date: they are for as soon as possible.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn demand_by(
        &mut self,
        district: Option<PlaceCode>,
        mode: Mode,
        in_line: bool,
    ) -> Result<Vec<Demand>> {
        let found = rows!(
            self,
            fetch_all,
            (String, Option<String>, Option<String>, i64),
            "SELECT p.origin, e.id, e.district, COUNT(*) FROM \
             (SELECT worker_id, origin, employer_id FROM demand WHERE mode = $1 \
             UNION ALL SELECT l.worker_id, r.origin, r.employer_id FROM waitlist l \
             JOIN trip t ON t.id = l.trip_id JOIN registration r ON r.worker_id = l.worker_id \
             WHERE l.state = 'waiting' AND t.mode = $1 AND $2 = 1 \
             AND NOT EXISTS (SELECT 1 FROM demand d WHERE d.worker_id = l.worker_id)) p \
             LEFT JOIN employer e ON e.id = p.employer_id \
             WHERE NOT EXISTS (SELECT 1 FROM seat s WHERE s.worker_id = p.worker_id) \
             AND (CAST($3 AS TEXT) IS NULL OR e.district = $3) \
             GROUP BY p.origin, e.id, e.district ORDER BY p.origin, e.id",
            mode.as_str(),
            i64::from(in_line),
            district.map(|code| code.to_string()),
        )?;
        found
            .into_iter()
            .map(|(origin, employer, district, workers)| {
                let district = district.map(|code| place("employer", &code, "district", &code));
                Ok(Demand {
                    workers: u32::try_from(workers)
                        .map_err(|_| bad("demand", &origin, "count", &workers.to_string()))?,
                    origin: place("demand", &origin, "origin", &origin)?,
                    employer: employer.map(EmployerId::new),
                    district: district.transpose()?,
                })
            })
            .collect()
    }

    /// Seats that may be sold on trips of `mode` that workers do not see yet: what was planned before for the same
    /// people. With a district, of its trips only.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn seats_in_drafts(
        &mut self,
        district: Option<PlaceCode>,
        mode: Mode,
    ) -> Result<i64> {
        let (seats,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM seat s JOIN trip t ON t.id = s.trip_id \
             WHERE t.state = 'draft' AND t.mode = $1 AND s.sellable AND s.worker_id IS NULL \
             AND (CAST($2 AS TEXT) IS NULL OR t.district = $2)",
            mode.as_str(),
            district.map(|code| code.to_string()),
        )?;
        Ok(seats)
    }
}
