//! Registrations in numbers: by employer and place, by day; and rosters that wait too long. Counts only, nobody by name.
//!
//! A clerk bound to a district sees that district's figures: every query takes it as an optional filter.

use super::db::{Result, Tx, rows};
use super::row::{bad, place};
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3600 * 1000;
/// Asia/Shanghai is eight hours ahead of UTC all year.
const AHEAD: i64 = 8 * 3600 * 1000;

/// Registrations that stand (neither withdrawn, rejected nor erased), of one employer and from one city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The employer with its name and district; `None` for people who name none.
    pub employer: Option<(EmployerId, String, PlaceCode)>,
    /// City they set out from; a province where they said no more.
    pub origin: PlaceCode,
    /// All of them.
    pub registered: i64,
    /// Of them, those whose employer has confirmed them and who have no journey yet.
    pub confirmed: i64,
    /// Of them, those with a seat or on their own way.
    pub arranged: i64,
    /// Of them, those who are back.
    pub arrived: i64,
}

/// An employer that has left people without an answer beyond their time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// Which.
    pub employer: EmployerId,
    /// Its name.
    pub name: String,
    /// How many wait beyond their time.
    pub people: i64,
    /// When the first of them was to be answered.
    pub since: Timestamp,
}

/// Registrations that fulfil a condition, grouped before their employers are looked up.
macro_rules! figures_sql {
    ($which:literal) => {
        concat!(
            "SELECT g.employer_id, e.name, e.district, g.city, g.registered, g.confirmed, g.arranged, g.arrived FROM (\
             SELECT r.employer_id, SUBSTR(r.origin, 1, 4) AS city, COUNT(*) AS registered, \
             COUNT(CASE WHEN r.state = 'employer_confirmed' THEN 1 END) AS confirmed, \
             COUNT(CASE WHEN r.state IN ('travel_arranged', 'travelling') THEN 1 END) AS arranged, \
             COUNT(CASE WHEN r.state = 'arrived' THEN 1 END) AS arrived FROM registration r \
             WHERE r.state NOT IN ('withdrawn', 'rejected', 'erased') AND ",
            $which,
            " GROUP BY r.employer_id, SUBSTR(r.origin, 1, 4)) g LEFT JOIN employer e ON e.id = g.employer_id \
             WHERE (CAST($1 AS TEXT) IS NULL OR e.district = $1) ORDER BY g.registered DESC, e.name, g.city"
        )
    };
}

impl Tx {
    /// Registrations that stand, by employer and city; of one district where given, and only those submitted within
    /// `span` (from inclusive, to exclusive) where given.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn figures(
        &mut self,
        district: Option<PlaceCode>,
        span: Option<(Timestamp, Timestamp)>,
    ) -> Result<Vec<Figure>> {
        type Row = (
            Option<String>,
            Option<String>,
            Option<String>,
            String,
            i64,
            i64,
            i64,
            i64,
        );
        // Grouped from the index alone before employers are looked up. Without a span the rows are not even touched.
        let sql = match span {
            None => figures_sql!("CAST($2 AS BIGINT) IS NULL AND CAST($3 AS BIGINT) IS NULL"),
            Some(_) => figures_sql!("r.submitted_at >= $2 AND r.submitted_at < $3"),
        };
        let found = rows!(
            self,
            fetch_all,
            Row,
            sql,
            district.map(|code| code.to_string()),
            span.map(|(from, _)| from.millis()),
            span.map(|(_, to)| to.millis()),
        )?;
        let figure = |row: Row| {
            let (id, name, district, origin, registered, confirmed, arranged, arrived) = row;
            let employer = match (id, name, district) {
                (Some(id), Some(name), Some(code)) => {
                    let district = place("employer", &id, "district", &code)?;
                    Some((EmployerId::new(id), name, district))
                }
                (_, _, _) => None,
            };
            let code = format!("{origin}00");
            Ok(Figure {
                employer,
                origin: place("registration", "", "origin", &code)?,
                registered,
                confirmed,
                arranged,
                arrived,
            })
        };
        found.into_iter().map(figure).collect()
    }

    /// Registrations that stand by the day on which they were submitted, from `from` on, oldest first; days without any
    /// are left out. Days are given by their beginning in Asia/Shanghai.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn registrations_by_day(
        &mut self,
        district: Option<PlaceCode>,
        from: Timestamp,
    ) -> Result<Vec<(Timestamp, i64)>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, i64),
            "SELECT (r.submitted_at + $3) / $4 AS day, COUNT(*) FROM registration r \
             LEFT JOIN employer e ON e.id = r.employer_id \
             WHERE r.submitted_at >= $1 AND r.state NOT IN ('withdrawn', 'rejected', 'erased') \
             AND (CAST($2 AS TEXT) IS NULL OR e.district = $2) GROUP BY day ORDER BY day",
            from.millis(),
            district.map(|code| code.to_string()),
            AHEAD,
            DAY,
        )?;
        let day = |(day, count): (i64, i64)| (Timestamp::from_millis(day * DAY - AHEAD), count);
        Ok(found.into_iter().map(day).collect())
    }

    /// Employers with people whom they have not answered in time, those with most first.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn rosters_overdue(
        &mut self,
        district: Option<PlaceCode>,
        now: Timestamp,
    ) -> Result<Vec<Overdue>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, i64, Option<i64>),
            "SELECT e.id, e.name, COUNT(*) AS people, MIN(l.due_at) FROM roster_line l \
             JOIN employer e ON e.id = l.employer_id \
             WHERE l.state = 'claimed' AND l.due_at <= $1 AND (CAST($2 AS TEXT) IS NULL OR e.district = $2) \
             GROUP BY e.id, e.name ORDER BY people DESC, e.name",
            now.millis(),
            district.map(|code| code.to_string()),
        )?;
        let overdue = |(id, name, people, since): (String, String, i64, Option<i64>)| {
            let since = since.ok_or_else(|| bad("roster_line", &id, "due_at", "null"))?;
            Ok(Overdue {
                employer: EmployerId::new(id),
                name,
                people,
                since: Timestamp::from_millis(since),
            })
        };
        found.into_iter().map(overdue).collect()
    }
}
