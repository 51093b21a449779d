//! What the overview and the trip pages show, each figure by one query over whole sets.
//!
//! A clerk bound to a district sees that district's figures: every query takes it as an optional filter.

use super::db::{Result, Tx, rows};
use super::row::{place, word};
use crate::domain::id::TripId;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;

/// Registrations of one district's employers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictCount {
    /// The employers' district; `None` for workers who name no employer.
    pub district: Option<PlaceCode>,
    /// All registrations that stand.
    pub total: i64,
    /// Those submitted today.
    pub today: i64,
}

/// A trip's line of waiting workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// The trip.
    pub trip: TripId,
    /// Its code.
    pub code: String,
    /// Workers in line.
    pub waiting: i64,
    /// Workers to whom a freed seat is offered just now.
    pub offered: i64,
    /// When the first of them joined.
    pub since: Timestamp,
}

/// Workers whom nothing that runs takes from their origin to their employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandRow {
    /// Where they are.
    pub origin: PlaceCode,
    /// Name of their employer.
    pub employer: Option<String>,
    /// How they want to travel.
    pub mode: Mode,
    /// How many.
    pub workers: i64,
    /// When the first of them asked.
    pub since: Timestamp,
}

impl Tx {
    /// Registrations that stand (neither withdrawn, rejected nor erased) by the employer's district, most first;
    /// `midnight` is the beginning of today.
    pub async fn registrations_by_district(
        &mut self,
        district: Option<PlaceCode>,
        midnight: Timestamp,
    ) -> Result<Vec<DistrictCount>> {
        let found = rows!(
            self,
            fetch_all,
            (Option<String>, i64, i64),
            "SELECT e.district, COUNT(*) AS total, COUNT(CASE WHEN r.submitted_at >= $1 THEN 1 END) AS today \
             FROM registration r LEFT JOIN employer e ON e.id = r.employer_id \
             WHERE r.state NOT IN ('withdrawn', 'rejected', 'erased') \
               AND (CAST($2 AS TEXT) IS NULL OR e.district = $2) \
             GROUP BY e.district ORDER BY total DESC, e.district",
            midnight.millis(),
            district.map(|code| code.to_string()),
        )?;
        found
            .into_iter()
            .map(|(code, total, today)| {
                let district = code
                    .as_deref()
                    .map(|code| place("employer", "", "district", code))
                    .transpose()?;
                Ok(DistrictCount {
                    district,
                    total,
                    today,
                })
            })
            .collect()
    }

    /// Lines of waiting workers, the longest first.
    pub async fn waiting_lines(&mut self, district: Option<PlaceCode>) -> Result<Vec<WaitingLine>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, i64, i64, i64),
            "SELECT t.id, t.code, COUNT(*) AS line, COUNT(CASE WHEN l.state = 'offered' THEN 1 END), MIN(l.joined_at) \
             FROM waitlist l JOIN trip t ON t.id = l.trip_id \
             WHERE l.state IN ('waiting', 'offered') AND (CAST($1 AS TEXT) IS NULL OR t.district = $1) \
             GROUP BY t.id, t.code ORDER BY line DESC, t.code",
            district.map(|code| code.to_string()),
        )?;
        Ok(found
            .into_iter()
            .map(|(trip, code, line, offered, since)| WaitingLine {
                trip: TripId::new(trip),
                code,
                waiting: line - offered,
                offered,
                since: Timestamp::from_millis(since),
            })
            .collect())
    }

    /// Demand without a trip, by origin and employer, most workers first.
    pub async fn demand_by_route(
        &mut self,
        district: Option<PlaceCode>,
        limit: i64,
    ) -> Result<Vec<DemandRow>> {
        let found = rows!(
            self,
            fetch_all,
            (String, Option<String>, String, i64, i64),
            "SELECT d.origin, e.name, d.mode, COUNT(*) AS workers, MIN(d.at) \
             FROM demand d LEFT JOIN employer e ON e.id = d.employer_id \
             WHERE CAST($1 AS TEXT) IS NULL OR e.district = $1 \
             GROUP BY d.origin, e.name, d.mode ORDER BY workers DESC, d.origin, e.name, d.mode LIMIT $2",
            district.map(|code| code.to_string()),
            limit,
        )?;
        found
            .into_iter()
            .map(|(origin, employer, mode, workers, since)| {
                Ok(DemandRow {
                    mode: word("demand", &origin, "mode", &mode, Mode::parse)?,
                    origin: place("demand", &origin, "origin", &origin)?,
                    employer,
                    workers,
                    since: Timestamp::from_millis(since),
                })
            })
            .collect()
    }
}
