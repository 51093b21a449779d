//! Employers with what they have: people, answers, seats.

use super::super::db::{Result, Tx, rows};
use super::EmployerRow;
use crate::domain::employer::Employer;
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;

/// An employer with what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerSummary {
    /// It.
    pub employer: Employer,
    /// Workers whose registration names it and stands.
    pub registered: i64,
    /// Workers whom its HR has confirmed.
    pub confirmed: i64,
    /// Workers who wait for its HR.
    pub waiting: i64,
    /// Seats its workers have: reserved, confirmed or boarded.
    pub seats: i64,
    /// The first person to call: name, role, masked number.
    pub contact: Option<(String, String, String)>,
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    #[sqlx(flatten)]
    employer: EmployerRow,
    registered: i64,
    confirmed: i64,
    waiting: i64,
    seats: i64,
    contact: Option<String>,
    contact_role: Option<String>,
    phone_mask: Option<String>,
}

impl SummaryRow {
    fn into_summary(self) -> Result<EmployerSummary> {
        let contact = match (self.contact, self.contact_role, self.phone_mask) {
            (Some(name), Some(role), Some(mask)) => Some((name, role, mask)),
            _ => None,
        };
        Ok(EmployerSummary {
            employer: self.employer.into_employer()?,
            registered: self.registered,
            confirmed: self.confirmed,
            waiting: self.waiting,
            seats: self.seats,
            contact,
        })
    }
}

macro_rules! summary_sql {
    ($tail:literal) => {
        concat!(
            "SELECT e.id, e.name, e.district, e.zone, e.listed, e.listed_from, e.listed_until, e.link_code, \
                    COALESCE(r.registered, 0) AS registered, COALESCE(r.seats, 0) AS seats, \
                    COALESCE(l.confirmed, 0) AS confirmed, COALESCE(l.waiting, 0) AS waiting, \
                    c.name AS contact, c.role AS contact_role, c.phone_mask \
             FROM employer e \
             LEFT JOIN (SELECT g.employer_id, \
                    COUNT(CASE WHEN g.state NOT IN ('rejected', 'withdrawn', 'erased') THEN 1 END) AS registered, \
                    COUNT(CASE WHEN s.state IN ('reserved', 'confirmed', 'boarded') THEN 1 END) AS seats \
                    FROM registration g LEFT JOIN seat s ON s.worker_id = g.worker_id GROUP BY g.employer_id) r \
               ON r.employer_id = e.id \
             LEFT JOIN (SELECT employer_id, COUNT(CASE WHEN state = 'confirmed' THEN 1 END) AS confirmed, \
                    COUNT(CASE WHEN state = 'claimed' THEN 1 END) AS waiting \
                    FROM roster_line GROUP BY employer_id) l ON l.employer_id = e.id \
             LEFT JOIN employer_contact c ON c.id = \
                    (SELECT MIN(o.id) FROM employer_contact o WHERE o.employer_id = e.id) ",
            $tail
        )
    };
}

impl Tx {
    /// Employers with what they have, in the order of their reading; of one district where given.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_summaries(
        &mut self,
        district: Option<PlaceCode>,
    ) -> Result<Vec<EmployerSummary>> {
        let found = rows!(
            self,
            fetch_all,
            SummaryRow,
            summary_sql!(
                "WHERE CAST($1 AS TEXT) IS NULL OR e.district = $1 ORDER BY e.pinyin, e.name"
            ),
            district.map(|code| code.to_string()),
        )?;
        found.into_iter().map(SummaryRow::into_summary).collect()
    }

    /// One employer with what it has.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn employer_summary(&mut self, id: &EmployerId) -> Result<Option<EmployerSummary>> {
        let row = rows!(
            self,
            fetch_optional,
            SummaryRow,
            summary_sql!("WHERE e.id = $1"),
            id.as_str()
        )?;
        row.map(SummaryRow::into_summary).transpose()
    }
}
