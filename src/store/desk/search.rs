//! Finding anybody: a resident ID or a mobile by its keyed hash, a name by any part of it.
//!
//! Names are indexed from their first to their fourth character on, so that a part of a name of up to four
//! characters is a range of an index; names that are longer are few and have an index of their own, which is looked
//! through. Of a common surname there are tens of thousands: only the first [`MOST_HITS`] of each way are looked at,
//! and the answer says that there are more.

use super::super::Store;
use super::super::db::{Result, Tx};
use super::super::row::{place, word};
use super::super::statement::{Statement, built_rows};
use super::super::worker::{MOBILE, RESIDENT_ID};
use crate::domain::desk::Wanted;
use crate::domain::id::WorkerId;
use crate::domain::place::PlaceCode;
use crate::domain::registration::RegistrationState;
use crate::domain::seat::SeatState;
use crate::domain::words;

/// People that are looked at for one question.
pub const MOST_HITS: i64 = 500;

/// People of other districts passed over on the way, for each way: a district's few among a common surname's many.
const MOST_LOOKED_AT: i64 = 20_000;

words! {
    /// What the people found are ordered by.
    Order {
        /// Name.
        Name => "name",
        /// Employer.
        Employer => "employer",
        /// District of the employer.
        District => "district",
        /// How far the registration has come.
        State => "state",
        /// Trip and seat.
        Seat => "seat",
    }
}

/// Every order, as the columns stand.
pub const SORTS: &[Order] = Order::ALL;

/// Somebody found, with their numbers masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerHit {
    /// Who.
    pub id: WorkerId,
    /// Name, personal data.
    pub name: String,
    /// Resident ID, masked.
    pub id_mask: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Employer they registered for.
    pub employer: Option<String>,
    /// Its district.
    pub district: Option<PlaceCode>,
    /// How far their registration has come; none while there is none.
    pub state: Option<RegistrationState>,
    /// Code of the trip, vehicle, seat and its state.
    pub seat: Option<(String, String, String, SeatState)>,
}

/// A page of the people found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The page.
    pub page: Vec<WorkerHit>,
    /// How many were found, of those looked at.
    pub found: i64,
    /// Whether there may be more than were looked at.
    pub cut: bool,
}

#[derive(sqlx::FromRow)]
struct HitRow {
    id: String,
    name: String,
    id_mask: String,
    mobile_mask: String,
    employer: Option<String>,
    district: Option<String>,
    state: Option<String>,
    trip: Option<String>,
    vehicle: Option<String>,
    seat: Option<String>,
    seat_state: Option<String>,
    found: i64,
}

impl HitRow {
    fn into_hit(self) -> Result<WorkerHit> {
        let id = &self.id;
        let state = |found: Option<String>| {
            found
                .map(|it| word("registration", id, "state", &it, RegistrationState::parse))
                .transpose()
        };
        let district = self.district.as_deref();
        let district = district.map(|code| place("employer", id, "district", code));
        let seat = match (self.trip, self.vehicle, self.seat, self.seat_state) {
            (Some(trip), Some(vehicle), Some(seat), Some(at)) => {
                let at = word("seat", id, "state", &at, SeatState::parse)?;
                Some((trip, vehicle, seat, at))
            }
            (_, _, _, _) => None,
        };
        Ok(WorkerHit {
            state: state(self.state)?,
            district: district.transpose()?,
            seat,
            id: WorkerId::new(self.id),
            name: self.name,
            id_mask: self.id_mask,
            mobile_mask: self.mobile_mask,
            employer: self.employer,
        })
    }
}

impl Tx {
    /// The people whom `wanted` means, one page of them in an order. With a district only those of its employers, and
    /// those without an employer.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError), also naming a row that cannot be read.
    pub async fn find_workers(
        &mut self,
        store: &Store,
        wanted: &Wanted,
        district: Option<PlaceCode>,
        (order, descending): (Order, bool),
        (offset, limit): (i64, i64),
    ) -> Result<Hits> {
        let ways = ways(store, wanted);
        let mut sql = Statement::default();
        push_hits(&mut sql, &ways, district);
        sql.push(" ORDER BY ").push(order_sql(order, descending));
        sql.push(", w.id LIMIT ").bind(limit);
        sql.push(" OFFSET ").bind(offset);
        let rows = built_rows!(self, fetch_all, HitRow, sql)?;
        let found = rows.first().map_or(0, |row| row.found);
        Ok(Hits {
            // Each way may have been cut off by itself, and of one character there are many everywhere.
            cut: found >= MOST_HITS || (district.is_some() && is_short(wanted)),
            found,
            page: rows
                .into_iter()
                .map(HitRow::into_hit)
                .collect::<Result<_>>()?,
        })
    }
}

/// Whether the name is one character: half a county may have it.
fn is_short(wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Name(part) => part.chars().count() == 1,
        Wanted::Id(_) | Wanted::Mobile(_) => false,
    }
}

/// A condition on a worker, with its values.
type Way = (&'static str, Vec<String>);

/// The conditions of which one must hold; each is answered by one index.
fn ways(store: &Store, wanted: &Wanted) -> Vec<Way> {
    match wanted {
        Wanted::Id(id) => {
            let hash = store.keys().hash(RESIDENT_ID, id.expose());
            vec![("f.id_hash = ?", vec![hash])]
        }
        Wanted::Mobile(mobile) => {
            let hash = store.keys().hash(MOBILE, mobile.expose());
            vec![("f.mobile_hash = ?", vec![hash])]
        }
        Wanted::Name(part) => {
            let range = || vec![part.clone(), format!("{part}{}", char::MAX)];
            vec![
                ("f.name_1 >= ? AND f.name_1 < ?", range()),
                (
                    "length(f.name) > 1 AND f.name_2 >= ? AND f.name_2 < ?",
                    range(),
                ),
                (
                    "length(f.name) > 2 AND f.name_3 >= ? AND f.name_3 < ?",
                    range(),
                ),
                (
                    "length(f.name) > 3 AND f.name_4 >= ? AND f.name_4 < ?",
                    range(),
                ),
                // No sign of a pattern is in a name.
                (
                    "length(f.name) > 4 AND f.name_1 LIKE ?",
                    vec![format!("%{part}%")],
                ),
            ]
        }
    }
}

fn push_hits(sql: &mut Statement, ways: &[Way], district: Option<PlaceCode>) {
    sql.push(
        "SELECT w.id, w.name, w.id_mask, w.mobile_mask, e.name AS employer, e.district, r.state, t.code AS trip, \
         v.label AS vehicle, s.label AS seat, s.state AS seat_state, COUNT(*) OVER () AS found FROM (",
    );
    for (n, (condition, values)) in ways.iter().enumerate() {
        if n > 0 {
            sql.push(" UNION ");
        }
        match district {
            None => push_way(sql, (condition, values), MOST_HITS),
            // Whose employer it is, is looked up for so many of them only.
            Some(district) => {
                sql.push("SELECT id FROM (SELECT near.id FROM (");
                push_way(sql, (condition, values), MOST_LOOKED_AT);
                sql.push(
                    ") AS near LEFT JOIN registration AS fr ON fr.worker_id = near.id \
                     LEFT JOIN employer AS fe ON fe.id = fr.employer_id \
                     WHERE fe.district IS NULL OR fe.district = ",
                );
                sql.bind(district.to_string());
                sql.push(" LIMIT ").bind(MOST_HITS).push(") AS own");
            }
        }
    }
    sql.push(
        ") AS hit JOIN worker AS w ON w.id = hit.id LEFT JOIN registration AS r ON r.worker_id = w.id \
         LEFT JOIN employer AS e ON e.id = r.employer_id LEFT JOIN seat AS s ON s.worker_id = w.id \
         LEFT JOIN vehicle AS v ON v.id = s.vehicle_id LEFT JOIN trip AS t ON t.id = s.trip_id",
    );
}

/// The first of those for whom one condition holds.
fn push_way(sql: &mut Statement, (condition, values): (&str, &[String]), most: i64) {
    sql.push("SELECT id FROM (SELECT f.id FROM worker AS f WHERE ");
    let mut values = values.iter();
    for (n, part) in condition.split('?').enumerate() {
        if n > 0 {
            sql.bind(values.next().map_or("", String::as_str));
        }
        sql.push(part);
    }
    sql.push(" LIMIT ").bind(most).push(") AS way");
}

const fn order_sql(order: Order, descending: bool) -> &'static str {
    match (order, descending) {
        (Order::Name, false) => "w.name_1",
        (Order::Name, true) => "w.name_1 DESC",
        (Order::Employer, false) => "CASE WHEN e.name IS NULL THEN 1 ELSE 0 END, e.name, w.name_1",
        (Order::Employer, true) => {
            "CASE WHEN e.name IS NULL THEN 1 ELSE 0 END, e.name DESC, w.name_1"
        }
        (Order::District, false) => {
            "CASE WHEN e.district IS NULL THEN 1 ELSE 0 END, e.district, w.name_1"
        }
        (Order::District, true) => {
            "CASE WHEN e.district IS NULL THEN 1 ELSE 0 END, e.district DESC, w.name_1"
        }
        (Order::State, false) => "CASE WHEN r.state IS NULL THEN 1 ELSE 0 END, r.state, w.name_1",
        (Order::State, true) => {
            "CASE WHEN r.state IS NULL THEN 1 ELSE 0 END, r.state DESC, w.name_1"
        }
        (Order::Seat, false) => {
            "CASE WHEN t.departs_at IS NULL THEN 1 ELSE 0 END, t.departs_at, t.code, v.ordinal, s.number"
        }
        (Order::Seat, true) => {
            "CASE WHEN t.departs_at IS NULL THEN 1 ELSE 0 END, t.departs_at DESC, t.code DESC, v.ordinal DESC, s.number DESC"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;
    use chrono::NaiveDate;

    /// How SQLite means to answer.
    async fn plan(text: &str, district: Option<&str>) -> String {
        let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
            .await
            .unwrap();
        let today = NaiveDate::from_ymd_opt(2020, 2, 23).unwrap();
        let wanted = Wanted::parse(text, today).unwrap();
        let mut sql = Statement::default();
        sql.push("EXPLAIN QUERY PLAN ");
        let district = district.map(|code| PlaceCode::parse(code).unwrap());
        push_hits(&mut sql, &ways(&store, &wanted), district);
        let mut tx = store.write().await.unwrap();
        let steps = built_rows!(&mut tx, fetch_all, (i64, i64, i64, String), sql).unwrap();
        let steps: Vec<_> = steps.into_iter().map(|(_, _, _, step)| step).collect();
        steps.join("\n")
    }

    #[tokio::test]
    async fn nobody_is_found_by_looking_at_everybody() {
        for (text, indexes) in [
            ("520199199003070013", vec!["id_hash=?"]),
            ("15400000001", vec!["worker_mobile (mobile_hash=?)"]),
            (
                "小明",
                vec![
                    "worker_name_1 (name_1>? AND name_1<?)",
                    "worker_name_2 (name_2>? AND name_2<?)",
                    "worker_name_3 (name_3>? AND name_3<?)",
                    "worker_name_4 (name_4>? AND name_4<?)",
                    "worker_long_name",
                ],
            ),
        ] {
            for district in [None, Some("330302")] {
                let plan = plan(text, district).await;
                for index in &indexes {
                    assert!(plan.contains(index), "{index}: {plan}");
                }
                // Nobody is gone through from one end to the other, but for the few with long names.
                let whole = plan.lines().filter(|step| {
                    let through = step.starts_with("SCAN f") || step.starts_with("SCAN w");
                    through && !step.contains("worker_long_name") && *step != "SCAN way"
                });
                let whole: Vec<_> = whole.collect();
                assert!(whole.is_empty(), "{whole:?} in {plan}");
            }
        }
    }
}
