//! A fresh store, and people and trips to fill it with.

use crate::kit::databases::ROOT;
use crate::kit::postgres::Database;
use chrono::NaiveDate;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::health::{Certificate, HealthCode};
use returnline::domain::id::{ChatId, EmployerId, TripId, WorkerId};
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::domain::language::Locale;
use returnline::domain::place::PlaceCode;
use returnline::domain::registration::Submission;
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, Requirements, TripState};
use returnline::store::demo::DEMO_START;
use returnline::store::keys::Keys;
use returnline::store::seat::{ActiveSeat, Claim};
use returnline::store::trip::NewTrip;
use returnline::store::{Store, Tx};
use std::time::Duration;

pub const NOW: Timestamp = DEMO_START;

/// A store of its own, gone when dropped.
pub struct House {
    pub store: Store,
    _files: Files,
}

/// What goes with the store.
enum Files {
    Sqlite(#[expect(dead_code)] tempfile::TempDir),
    Postgres(#[expect(dead_code)] Database),
}

/// Somebody registered, with a chat.
#[derive(Debug, Clone)]
pub struct Person {
    pub worker: WorkerId,
    pub chat: ChatId,
    pub name: String,
    pub id: String,
    pub mobile: String,
}

pub fn minutes(after: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(60 * after))
}

pub fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).expect("a place")
}

impl House {
    pub async fn on_sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", dir.path().join("test.db").display());
        let store = Store::open(&url, Keys::from_root(&ROOT))
            .await
            .expect("a store");
        Self {
            store,
            _files: Files::Sqlite(dir),
        }
    }

    /// `None` where PostgreSQL is not installed, which fails in CI.
    pub async fn on_postgres() -> Option<Self> {
        let database = Database::fresh().await?;
        let store = Store::open(&database.url, Keys::from_root(&ROOT))
            .await
            .expect("a store");
        Some(Self {
            store,
            _files: Files::Postgres(database),
        })
    }

    pub async fn tx(&self) -> Tx {
        self.store.write().await.expect("a transaction")
    }

    /// Somebody from 黄山 with a green code and a certificate, registered for a coach.
    pub async fn person(&self, number: usize) -> Person {
        let mut tx = self.tx().await;
        let person = self.register(&mut tx, number, None).await;
        tx.commit().await.expect("a commit");
        person
    }

    pub async fn people(&self, numbers: std::ops::Range<usize>) -> Vec<Person> {
        let mut tx = self.tx().await;
        let mut people = Vec::new();
        for number in numbers {
            people.push(self.register(&mut tx, number, None).await);
        }
        tx.commit().await.expect("a commit");
        people
    }

    pub async fn register(
        &self,
        tx: &mut Tx,
        number: usize,
        employer: Option<EmployerId>,
    ) -> Person {
        let answers = submission(number, employer);
        let chat = tx
            .ensure_chat(ChannelKind::Web, &format!("p{number}"), Locale::ZhHans, NOW)
            .await
            .expect("a chat");
        let worker = tx
            .upsert_worker(
                &self.store,
                &answers.name,
                &answers.resident_id,
                &answers.mobile,
                "test",
                NOW,
            )
            .await
            .expect("a worker");
        tx.save_registration(&self.store, &worker, &chat, &answers, NOW)
            .await
            .expect("a registration");
        Person {
            worker,
            chat,
            name: answers.name.expose().to_owned(),
            id: answers.resident_id.expose().to_owned(),
            mobile: answers.mobile.expose().to_owned(),
        }
    }

    /// A coach trip of these vehicles from 黄山, leaving two days from now.
    pub async fn coaches(&self, code: &str, vehicles: &[VehicleKind], spaced: bool) -> TripId {
        let mut tx = self.tx().await;
        let id = tx
            .insert_trip(&coach(code, vehicles, spaced), NOW)
            .await
            .expect("a trip");
        tx.commit().await.expect("a commit");
        id
    }

    /// A coach with no more than `seats` seats to be had.
    pub async fn small_coach(&self, code: &str, seats: u32) -> TripId {
        let mut new = coach(code, &[VehicleKind::Coach40], false);
        new.crew_seats = 40 - seats;
        let mut tx = self.tx().await;
        let id = tx.insert_trip(&new, NOW).await.expect("a trip");
        tx.commit().await.expect("a commit");
        id
    }

    /// A claim in a transaction of its own, held for ten minutes.
    pub async fn claim(&self, trip: &TripId, person: &Person, now: Timestamp) -> Claim {
        let mut tx = self.tx().await;
        let until = now.plus(Duration::from_secs(600));
        let wished = tx.trip(trip).await.expect("a read").expect("a trip");
        let claim = tx
            .claim_seat(&wished, &person.worker, until, now)
            .await
            .expect("a claim");
        tx.commit().await.expect("a commit");
        claim
    }

    /// Claims and reserves; the seat must be had.
    pub async fn seat(&self, trip: &TripId, person: &Person, now: Timestamp) -> ActiveSeat {
        let Claim::Held(seat) = self.claim(trip, person, now).await else {
            panic!("no seat for {}", person.name)
        };
        let mut tx = self.tx().await;
        assert!(
            tx.reserve_seat(&seat.seat, &person.worker, now)
                .await
                .expect("a reservation")
        );
        let seat = tx.active_seat(&person.worker).await.expect("a query");
        tx.commit().await.expect("a commit");
        seat.expect("a seat")
    }
}

pub fn coach(code: &str, vehicles: &[VehicleKind], spaced: bool) -> NewTrip {
    NewTrip {
        code: code.to_owned(),
        mode: Mode::Coach,
        district: place("330302"),
        stops: vec![place("341000"), place("341002")],
        meeting_point: "黄山市汽车客运总站门前".to_owned(),
        departs_at: minutes(48 * 60),
        state: TripState::Open,
        spaced,
        fare_fen: 0,
        requirements: Requirements {
            certificate: true,
            ..Requirements::default()
        },
        vehicles: vehicles.to_vec(),
        crew_seats: 0,
        source: "made up".to_owned(),
    }
}

pub fn submission(number: usize, employer: Option<EmployerId>) -> Submission {
    const SURNAMES: [&str; 5] = ["王", "李", "张", "刘", "陈"];
    let name = format!(
        "{}试{}",
        SURNAMES[number % 5],
        "一二三四五六七八九十".chars().nth(number % 10).unwrap()
    );
    Submission {
        name: PersonName::parse(&name).expect("a name"),
        resident_id: ResidentId::parse(&resident_id(number), NOW.date()).expect("an ID"),
        mobile: Mobile::parse(&format!("1540000{number:04}")).expect("a mobile"),
        origin: place("341002"),
        health_code: HealthCode::Green,
        health_observed_at: NOW,
        certificate: Certificate::Numbered {
            number: "T-1234".to_owned(),
            valid_until: NaiveDate::from_ymd_opt(2020, 3, 1).expect("a day"),
        },
        employer,
        mode: Mode::Coach,
        trip: None,
    }
}

fn resident_id(number: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("520199{}0307{:03}", 1980 + number / 1000, number % 1000);
    let sum: usize = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    format!(
        "{body}{}",
        ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
    )
}
