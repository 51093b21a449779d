//! The made-up people of the demo: names of common characters, resident IDs of the unassigned county 520199,
//! mobiles of an unassigned range (domain reference §3).

use super::super::Store;
use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::registration::{CERTIFICATE, valid_until};
use super::super::row::to_json;
use super::super::statement::insert_all;
use super::super::ticket::{code as ticket_code, signed_payload};
use super::super::worker::{MOBILE, RESIDENT_ID};
use super::{DEMO_START, DemoTrip, demo_hash, demo_id};
use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::{EmployerId, SeatId, StaffId, TicketId, TripId, WorkerId};
use crate::domain::identity::{Mobile, PersonName, ResidentId};
use crate::domain::registration::RegistrationState;
use crate::domain::roster::RosterState;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use chrono::NaiveDate;
use std::collections::HashMap;

const SURNAMES: [&str; 31] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛",
    "明", "超", "秀兰", "霞", "平", "建国", "桂英", "志强", "小红",
];

/// Weights and check characters of GB 11643 (domain reference §3).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Of each firm's riders on a trip, how many at the end HR has not decided on yet.
const UNDECIDED: usize = 3;
/// 2020-02-22T20:00+08:00, when everybody had registered and their health code was last seen.
const REGISTERED: Timestamp = Timestamp::from_millis(DEMO_START.millis() - 12 * 3600 * 1000);

/// One rider.
pub(super) struct Person {
    id: WorkerId,
    name: PersonName,
    resident_id: ResidentId,
    mobile: Mobile,
    employer: EmployerId,
    firm: &'static str,
    confirmed: bool,
    certificate: Certificate,
}

/// The riders of a trip, of whom the first is number `from` of the whole demo.
pub(super) fn of(
    trip: &DemoTrip,
    from: usize,
    employers: &HashMap<String, EmployerId>,
) -> Result<Vec<Person>> {
    let mut people = Vec::new();
    for (firm, count) in trip.riders {
        let employer = employers
            .get(*firm)
            .ok_or_else(|| StoreError::Refused(format!("the demo has no firm {firm}")))?;
        for place in 0..*count {
            let number = from + people.len();
            people.push(person(number, firm, employer, place + UNDECIDED < *count)?);
        }
    }
    Ok(people)
}

fn person(
    number: usize,
    firm: &'static str,
    employer: &EmployerId,
    confirmed: bool,
) -> Result<Person> {
    let unfit = |_| StoreError::Refused(format!("made-up person {number} is not well-formed"));
    let name = format!(
        "{}{}",
        SURNAMES[number % SURNAMES.len()],
        GIVEN[number % GIVEN.len()]
    );
    let certificate = Certificate::Numbered {
        number: format!("DEMO{number:04}"),
        valid_until: NaiveDate::from_ymd_opt(2020, 3, 8).unwrap_or_default(),
    };
    Ok(Person {
        id: WorkerId::new(demo_id("worker", &number.to_string())),
        name: PersonName::parse(&name).map_err(|_| unfit(()))?,
        resident_id: ResidentId::parse(&resident_id(number), DEMO_START.date())
            .map_err(|_| unfit(()))?,
        mobile: Mobile::parse(&format!("1540000{number:04}")).map_err(|_| unfit(()))?,
        employer: employer.clone(),
        firm,
        confirmed,
        certificate,
    })
}

/// A number of county 520199 with a right check character; each person has their own.
fn resident_id(number: usize) -> String {
    let (year, month, day) = (1966 + number % 35, 1 + number % 12, 1 + number % 28);
    let body = format!("520199{year}{month:02}{day:02}{:03}", number % 1000);
    let sum: u32 = body
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight)
        .sum();
    format!("{body}{}", CHECKS[sum as usize % CHECKS.len()])
}

/// A seat about to be given to a person.
struct Given<'a> {
    person: &'a Person,
    seat: SeatId,
    ticket: TicketId,
    payload: String,
    code: String,
}

impl Tx {
    /// Enters a trip's riders with all that belongs to them.
    pub(super) async fn demo_people(
        &mut self,
        store: &Store,
        trip_id: &TripId,
        trip: &DemoTrip,
        people: &[Person],
        staff: &HashMap<&'static str, StaffId>,
    ) -> Result<()> {
        self.demo_workers(store, trip, people).await?;
        self.demo_registrations(store, trip, people).await?;
        self.demo_roster(people, staff).await?;
        let given = self.demo_seats(store, trip_id, people).await?;
        self.demo_tickets(trip_id, &given).await
    }

    /// Enters people with a wish that nothing runs for: registered, known to nobody yet.
    pub(super) async fn demo_wishes(
        &mut self,
        store: &Store,
        wish: &DemoTrip,
        mut people: Vec<Person>,
        staff: &HashMap<&'static str, StaffId>,
    ) -> Result<()> {
        for person in &mut people {
            person.confirmed = false;
        }
        self.demo_workers(store, wish, &people).await?;
        self.demo_registrations(store, wish, &people).await?;
        self.demo_roster(&people, staff).await?;
        let origin = wish.new.stops.first().map(ToString::to_string);
        insert_all!(
            self,
            "INSERT INTO demand (worker_id, origin, employer_id, mode, at) ",
            people,
            |row, person| row
                .push_bind(person.id.as_str().to_owned())
                .push_bind(origin.clone())
                .push_bind(person.employer.as_str().to_owned())
                .push_bind(wish.new.mode.as_str())
                .push_bind(REGISTERED.millis())
        )?;
        Ok(())
    }

    async fn demo_workers(
        &mut self,
        store: &Store,
        trip: &DemoTrip,
        people: &[Person],
    ) -> Result<()> {
        let keys = store.keys();
        insert_all!(
            self,
            "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
             source, created_at, updated_at) ",
            people,
            |row, person| {
                let (id, mobile) = (person.resident_id.expose(), person.mobile.expose());
                row.push_bind(person.id.as_str().to_owned())
                    .push_bind(person.name.expose().to_owned())
                    .push_bind(keys.hash(RESIDENT_ID, id))
                    .push_bind(keys.seal(RESIDENT_ID, id.as_bytes()))
                    .push_bind(person.resident_id.masked())
                    .push_bind(keys.hash(MOBILE, mobile))
                    .push_bind(keys.seal(MOBILE, mobile.as_bytes()))
                    .push_bind(person.mobile.masked())
                    .push_bind(trip.riders_source)
                    .push_bind(REGISTERED.millis())
                    .push_bind(REGISTERED.millis())
            }
        )?;
        Ok(())
    }

    async fn demo_registrations(
        &mut self,
        store: &Store,
        trip: &DemoTrip,
        people: &[Person],
    ) -> Result<()> {
        let origin = trip.new.stops.first().map(ToString::to_string);
        let mut sealed = Vec::with_capacity(people.len());
        for person in people {
            let certificate = to_json(&person.certificate)?;
            sealed.push((
                person,
                store.keys().seal(CERTIFICATE, certificate.as_bytes()),
            ));
        }
        insert_all!(
            self,
            "INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
             health_observed_at, certificate_sealed, certificate_until, submitted_at, updated_at) ",
            sealed,
            |row, (person, certificate)| {
                let state = if person.confirmed {
                    RegistrationState::TravelArranged
                } else {
                    RegistrationState::Submitted
                };
                row.push_bind(demo_id("registration", person.id.as_str()))
                    .push_bind(person.id.as_str().to_owned())
                    .push_bind(state.as_str())
                    .push_bind(origin.clone())
                    .push_bind(person.employer.as_str().to_owned())
                    .push_bind(trip.new.mode.as_str())
                    .push_bind(HealthCode::Green.as_str())
                    .push_bind(REGISTERED.millis())
                    .push_bind(certificate.clone())
                    .push_bind(valid_until(&person.certificate).map(|day| day.to_string()))
                    .push_bind(REGISTERED.millis())
                    .push_bind(REGISTERED.millis())
            }
        )?;
        Ok(())
    }

    async fn demo_roster(
        &mut self,
        people: &[Person],
        staff: &HashMap<&'static str, StaffId>,
    ) -> Result<()> {
        insert_all!(
            self,
            "INSERT INTO roster_line (id, employer_id, worker_id, state, decided_by, decided_at, created_at) ",
            people,
            |row, person| {
                let state = if person.confirmed {
                    RosterState::Confirmed
                } else {
                    RosterState::Claimed
                };
                // The other firms' HR has no account in the demo.
                let decided_by = super::cast::STAFF
                    .iter()
                    .find(|(_, _, _, firm)| person.confirmed && *firm == Some(person.firm))
                    .and_then(|(login, ..)| staff.get(login))
                    .map(|id| id.as_str().to_owned());
                row.push_bind(demo_id("roster_line", person.id.as_str()))
                    .push_bind(person.employer.as_str().to_owned())
                    .push_bind(person.id.as_str().to_owned())
                    .push_bind(state.as_str())
                    .push_bind(decided_by)
                    .push_bind(person.confirmed.then_some(DEMO_START.millis()))
                    .push_bind(REGISTERED.millis())
            }
        )?;
        Ok(())
    }

    /// Gives each person a seat, in the order in which claims would have got them.
    async fn demo_seats<'a>(
        &mut self,
        store: &Store,
        trip_id: &TripId,
        people: &'a [Person],
    ) -> Result<Vec<Given<'a>>> {
        let Some(trip) = self.trip(trip_id).await? else {
            return Ok(Vec::new());
        };
        let seats = rows!(
            self,
            fetch_all,
            (String, i64, i64),
            "SELECT s.id, v.ordinal, s.number FROM seat s JOIN vehicle v ON v.id = s.vehicle_id \
             WHERE s.trip_id = $1 AND s.sellable ORDER BY s.give_order LIMIT $2",
            trip_id.as_str(),
            people.len() as i64,
        )?;
        let mut given = Vec::with_capacity(people.len());
        for (person, (seat, vehicle, number)) in people.iter().zip(seats) {
            execute!(
                self,
                "UPDATE seat SET state = $2, worker_id = $3, changed_at = $4 WHERE id = $1",
                seat.as_str(),
                person.seat_state().as_str(),
                person.id.as_str(),
                REGISTERED.millis(),
            )?;
            let ticket = TicketId::new(demo_id("ticket", person.id.as_str()));
            let [a, b, c, d, e, ..] = demo_hash("ticket code", person.id.as_str());
            given.push(Given {
                person,
                seat: SeatId::new(seat),
                payload: signed_payload(store, &ticket, &trip, vehicle, number)?,
                ticket,
                code: ticket_code([a, b, c, d, e]),
            });
        }
        Ok(given)
    }

    async fn demo_tickets(&mut self, trip: &TripId, given: &[Given<'_>]) -> Result<()> {
        insert_all!(
            self,
            "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) ",
            given,
            |row, given| row
                .push_bind(given.seat.as_str().to_owned())
                .push_bind(trip.as_str().to_owned())
                .push_bind(given.person.id.as_str().to_owned())
                .push_bind(given.person.seat_state().as_str())
                .push_bind(REGISTERED.millis())
        )?;
        insert_all!(
            self,
            "INSERT INTO ticket (id, seat_id, trip_id, worker_id, payload, code, issued_at) ",
            given,
            |row, given| row
                .push_bind(given.ticket.as_str().to_owned())
                .push_bind(given.seat.as_str().to_owned())
                .push_bind(trip.as_str().to_owned())
                .push_bind(given.person.id.as_str().to_owned())
                .push_bind(given.payload.clone())
                .push_bind(given.code.clone())
                .push_bind(REGISTERED.millis())
        )?;
        Ok(())
    }
}

impl Person {
    fn seat_state(&self) -> SeatState {
        if self.confirmed {
            SeatState::Confirmed
        } else {
            SeatState::Reserved
        }
    }
}
