//! The demo: what the bulletin reports (No. 109 of the Wenzhou human-resources bureau, 23 February 2020), played
//! by made-up people (domain reference §5). The figures are the bulletin's; every row says which are not. The
//! same rows every time, but for nonces and so ciphertexts.

mod cast;
mod people;
mod timetable;

use super::Store;
use super::db::{Result, StoreError, Tx, execute, rows};
use crate::domain::id::{EmployerId, StaffId, TripId};
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use data_encoding::HEXLOWER;
use std::collections::HashMap;
use timetable::DemoTrip;

/// The demo begins at 2020-02-23T08:00+08:00.
pub const DEMO_START: Timestamp = Timestamp::from_millis(1_582_416_000_000);

const MADE_UP: &str = "made up";

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DemoSummary {
    /// Trips.
    pub trips: usize,
    /// Coaches on them.
    pub coaches: usize,
    /// Trains on them.
    pub trains: usize,
    /// Workers, each with a registration, a roster line, a seat and a ticket.
    pub workers: usize,
    /// More workers, whose wish nothing runs for: what trips are planned from.
    pub wishes: usize,
    /// Employers.
    pub employers: usize,
    /// People who may sign in.
    pub staff: usize,
}

/// Loads the demo into an empty database, all or nothing.
///
/// # Errors
/// [`StoreError::Refused`] when the database holds workers, trips, employers or staff; [`StoreError::Db`].
pub async fn load_demo(store: &Store) -> Result<DemoSummary> {
    let mut tx = store.write().await?;
    tx.refuse_unless_empty().await?;
    let employers = tx.demo_employers().await?;
    let staff = tx.demo_staff(&employers).await?;
    let mut summary = DemoSummary {
        employers: employers.len(),
        staff: staff.len(),
        ..DemoSummary::default()
    };
    for trip in timetable::trips()? {
        let id = TripId::new(demo_id("trip", &trip.new.code));
        tx.insert_trip_as(&id, &trip.new, DEMO_START).await?;
        summary.trips += 1;
        if trip.is_train() {
            summary.trains += trip.new.vehicles.len();
        } else {
            summary.coaches += trip.new.vehicles.len();
        }
        let people = people::of(&trip, summary.workers, &employers)?;
        summary.workers += people.len();
        tx.demo_people(store, &id, &trip, &people, &staff).await?;
        if trip.new.code == cast::CREWED {
            tx.demo_crew(&id, &staff).await?;
        }
    }
    for wish in timetable::wishes()? {
        let from = summary.workers + summary.wishes;
        let people = people::of(&wish, from, &employers)?;
        summary.wishes += people.len();
        tx.demo_wishes(store, &wish, people, &staff).await?;
    }
    execute!(
        &mut tx,
        "INSERT INTO meta (name, value) VALUES ('demo', '1')"
    )?;
    tx.commit().await?;
    Ok(summary)
}

impl Tx {
    async fn refuse_unless_empty(&mut self) -> Result<()> {
        let (used,) = rows!(
            self,
            fetch_one,
            (bool,),
            "SELECT EXISTS (SELECT 1 FROM worker) OR EXISTS (SELECT 1 FROM trip) \
             OR EXISTS (SELECT 1 FROM employer) OR EXISTS (SELECT 1 FROM staff)"
        )?;
        if used {
            return Err(StoreError::Refused(
                "the demo goes into an empty database only".into(),
            ));
        }
        Ok(())
    }

    async fn demo_employers(&mut self) -> Result<HashMap<String, EmployerId>> {
        let mut employers = HashMap::new();
        for new in cast::employers()? {
            let id = EmployerId::new(demo_id("employer", &new.name));
            self.insert_employer_as(&id, &new, DEMO_START).await?;
            employers.insert(new.name, id);
        }
        Ok(employers)
    }

    /// Those who may sign in, by login; without a password, so only by a one-time link.
    async fn demo_staff(
        &mut self,
        employers: &HashMap<String, EmployerId>,
    ) -> Result<HashMap<&'static str, StaffId>> {
        let mut staff = HashMap::new();
        for (login, name, role, employer) in cast::STAFF {
            let id = StaffId::new(demo_id("staff", login));
            let employer = employer.and_then(|name| employers.get(name));
            execute!(
                self,
                "INSERT INTO staff (id, login, name, role, employer_id, locale, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id.as_str(),
                login,
                name,
                role.as_str(),
                employer.map(|e| e.as_str().to_owned()),
                Locale::ZhHans.as_str(),
                DEMO_START.millis(),
            )?;
            staff.insert(login, id);
        }
        Ok(staff)
    }

    /// Puts the crew on the first vehicle of a trip.
    async fn demo_crew(
        &mut self,
        trip: &TripId,
        staff: &HashMap<&'static str, StaffId>,
    ) -> Result<()> {
        let vehicles = self.doors_of(trip).await?;
        let Some(vehicle) = vehicles.first() else {
            return Ok(());
        };
        for (login, duty) in cast::CREW {
            let (Some(who), Some(clerk)) = (staff.get(login), staff.get("clerk")) else {
                continue;
            };
            let put = self
                .put_on_crew(&vehicle.vehicle, who, duty, clerk, DEMO_START)
                .await;
            put.map_err(|error| StoreError::Refused(error.to_string()))?;
        }
        Ok(())
    }
}

/// The same identifier for the same thing every time: 32 hexadecimal digits.
fn demo_id(kind: &str, name: &str) -> String {
    HEXLOWER.encode(&demo_hash(kind, name)[..16])
}

fn demo_hash(kind: &str, name: &str) -> [u8; 32] {
    *blake3::hash(format!("demo {kind} {name}").as_bytes()).as_bytes()
}

fn code(text: &str) -> Result<PlaceCode> {
    PlaceCode::parse(text)
        .map_err(|_| StoreError::Refused(format!("the demo names no place {text}")))
}
