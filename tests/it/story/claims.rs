//! A hundred chats that ask for the same empty coach at the same moment (acceptance 3), through the runner.

use super::cast;
use crate::kit::databases::on_both;
use returnline::channel::{Inbound, Receipt, Said};
use returnline::clock::ManualClock;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::TripId;
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::trip::{Mode, Requirements, TripState};
use returnline::runner::Runner;
use returnline::store::Store;
use returnline::store::demo::DEMO_START;
use returnline::store::trip::{NewTrip, VehicleSeats};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, Notify};
use tokio::task::JoinSet;

const CHATS: usize = 100;

/// A spaced coach of 40 from 黄山, leaving in two days.
async fn coach(store: &Store) -> TripId {
    let place = |code: &str| PlaceCode::parse(code).unwrap();
    let new = NewTrip {
        code: "HS-1".to_owned(),
        mode: Mode::Coach,
        district: place("330302"),
        stops: vec![place("341000")],
        meeting_point: "黄山市汽车客运总站门前".to_owned(),
        departs_at: DEMO_START.plus(Duration::from_secs(48 * 3600)),
        state: TripState::Open,
        spaced: true,
        fare_fen: 0,
        requirements: Requirements::default(),
        vehicles: vec![VehicleKind::Coach40],
        crew_seats: 0,
        source: "made up".to_owned(),
    };
    let mut tx = store.write().await.unwrap();
    let id = tx.insert_trip(&new, DEMO_START).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// What a worker types from the greeting to the read-back, whose assent comes last.
fn words(number: usize) -> Vec<String> {
    let (name, id, mobile) = (
        cast::name(number),
        cast::resident_id(number),
        cast::mobile(number),
    );
    // Language, three consents, green, no certificate, place, no employer, person, coach, departure.
    ["hi", "1", "1", "1", "1", "1", "3", "黄山市", "1"]
        .map(str::to_owned)
        .into_iter()
        .chain([name, id, mobile, "1".to_owned(), "1".to_owned()])
        .collect()
}

fn typed(number: usize, update: usize, text: &str) -> Inbound {
    Inbound {
        channel: ChannelKind::Telegram,
        address: format!("{}", 8_000_000 + number),
        update_id: format!("{}", number * 100 + update),
        said: Said::Text(text.to_owned()),
        locale_hint: None,
        on_message: None,
    }
}

/// Answers everything, waits for the others, and submits.
async fn register(runner: Arc<Runner>, number: usize, together: Arc<Barrier>) {
    let mut update = 0;
    for text in words(number) {
        let applied = runner.apply(&typed(number, update, &text)).await;
        assert_eq!(applied.unwrap(), Receipt::Applied);
        update += 1;
    }
    together.wait().await;
    let submit = typed(number, update, "1");
    assert_eq!(runner.apply(&submit).await.unwrap(), Receipt::Applied);
    let again = runner.apply(&submit).await.unwrap();
    assert_eq!(again, Receipt::Duplicate, "the same update once more");
}

fn neighbours(map: &[VehicleSeats]) -> usize {
    let taken: BTreeSet<(i64, i64)> = map
        .iter()
        .flat_map(|vehicle| &vehicle.seats)
        .filter(|seat| seat.state != SeatState::Free)
        .map(|seat| (seat.block, seat.column))
        .collect();
    let next = |(block, column): &&(i64, i64)| taken.contains(&(*block, column + 1));
    taken.iter().filter(next).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_chats_submit_at_once_for_twenty_seats() {
    on_both("a hundred chats", async |store| {
        let trip = coach(&store).await;
        let clock = Arc::new(ManualClock::at(DEMO_START));
        let runner = Runner::new(store.clone(), clock, Arc::new(Notify::new()));
        let together = Arc::new(Barrier::new(CHATS));
        let mut chats = JoinSet::new();
        for number in 0..CHATS {
            chats.spawn(register(runner.clone(), number, together.clone()));
        }
        while let Some(registered) = chats.join_next().await {
            registered.unwrap();
        }
        check(&store, &trip).await;
    })
    .await;
}

async fn check(store: &Store, trip: &TripId) {
    let mut tx = store.read().await.unwrap();
    let map = tx.seat_map(trip).await.unwrap();
    let seats = map[0].seats.iter();
    let sold = seats
        .filter(|seat| seat.state == SeatState::Reserved)
        .count();
    assert_eq!((sold, neighbours(&map)), (20, 0));
    let (mut tickets, mut places) = (0, BTreeSet::new());
    for number in 0..CHATS {
        let address = format!("{}", 8_000_000 + number);
        let chat = tx.chat_at(ChannelKind::Telegram, &address).await.unwrap();
        let chat = tx.lock_chat(store, &chat.unwrap()).await.unwrap().unwrap();
        let worker = chat.worker.unwrap();
        let ticket = tx.valid_ticket(&worker).await.unwrap();
        let seat = tx.active_seat(&worker).await.unwrap();
        assert_eq!(
            ticket.as_ref().map(|ticket| &ticket.seat),
            seat.as_ref().map(|seat| &seat.seat)
        );
        tickets += usize::from(ticket.is_some());
        let waiting = tx.waiting(&worker).await.unwrap();
        assert!(waiting.is_some() != ticket.is_some(), "one or the other");
        places.extend(waiting.map(|waiting| waiting.place));
    }
    assert_eq!((tickets, places), (20, (1..=80).collect()));
}
