//! Many people doing everything at once; afterwards the invariants hold.

use super::claims::neighbours;
use super::house::{House, Person, minutes};
use rand::Rng;
use rand::SeedableRng;
use rand::rngs::StdRng;
use returnline::domain::id::TripId;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::store::seat::{Claim, SeatExit};
use returnline::store::waitlist::WaitState;
use returnline::store::{StoreError, Tx};

const STEPS: usize = 12;

/// One thing a person may do, as the conversation would do it: one transaction.
async fn act(
    tx: &mut Tx,
    person: &Person,
    trips: &[TripId],
    rng: &mut StdRng,
    minute: u64,
) -> Result<(), StoreError> {
    let now = minutes(minute);
    let trip = &trips[rng.random_range(0..trips.len())];
    tx.lock_worker(&person.worker).await?;
    let wished = tx.trip(trip).await?.expect("a trip");
    match rng.random_range(0..7) {
        0..=2 => {
            if tx
                .claim_seat(&wished, &person.worker, minutes(minute + 10), now)
                .await?
                == Claim::Full
            {
                tx.join_waitlist(trip, &person.worker, &person.chat, now)
                    .await?;
            }
        }
        3 => {
            if let Some(waiting) = tx.waiting(&person.worker).await?
                && waiting.state == WaitState::Offered
            {
                tx.accept_offer(&waiting.id, &person.worker, now).await?;
            } else if let Some(seat) = tx.active_seat(&person.worker).await? {
                tx.reserve_seat(&seat.seat, &person.worker, now).await?;
            }
        }
        4 => {
            if let Some(seat) = tx.active_seat(&person.worker).await? {
                tx.release_seat(&seat.seat, &person.worker, SeatExit::Cancelled, now)
                    .await?;
            }
        }
        5 => {
            let moved = match tx.active_seat(&person.worker).await? {
                Some(old) => {
                    tx.move_seat(&old, &wished, &person.worker, minutes(minute + 10), now)
                        .await?
                }
                None => return Ok(()),
            };
            if moved == Claim::Full {
                tx.join_waitlist(trip, &person.worker, &person.chat, now)
                    .await?;
            }
        }
        _ => {
            tx.leave_waitlist(&person.worker, now).await?;
        }
    }
    Ok(())
}

async fn live(house: &House, person: &Person, trips: &[TripId], seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    for step in 0..STEPS {
        let mut tx = house.tx().await;
        act(&mut tx, person, trips, &mut rng, step as u64 * 5)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

async fn sweep(house: &House, rounds: u64) {
    for round in 0..rounds {
        let mut tx = house.tx().await;
        tx.expire_holds(50, minutes(round)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = house.tx().await;
        tx.expire_offers(50, minutes(round)).await.unwrap();
        tx.commit().await.unwrap();
        tokio::task::yield_now().await;
    }
}

async fn check(house: &House, people: &[Person], trips: &[TripId]) {
    // Everything that ran out is swept; then nobody without a seat waits beside a free one.
    let mut tx = house.tx().await;
    tx.expire_holds(1_000, minutes(2_000)).await.unwrap();
    tx.expire_offers(1_000, minutes(2_000)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = house.store.read().await.unwrap();
    for summary in tx.trips().await.unwrap() {
        let taken = summary.held + summary.reserved + summary.confirmed + summary.boarded;
        assert_eq!(taken + summary.free, summary.capacity, "invariant 1");
        let mut unseated = 0;
        for person in people {
            let seated = tx.active_seat(&person.worker).await.unwrap().is_some();
            let waiting = tx.waiting(&person.worker).await.unwrap();
            let here = waiting.is_some_and(|w| w.trip.id == summary.trip.id);
            unseated += i64::from(here && !seated);
        }
        assert!(
            summary.free == 0 || unseated == 0,
            "{} free, {unseated} waiting",
            summary.free
        );
    }
    let mut seated = Vec::new();
    for trip in trips {
        let map = tx.seat_map(trip).await.unwrap();
        let spaced = tx.trip(trip).await.unwrap().unwrap().spaced;
        assert!(!spaced || neighbours(&map) == 0, "invariant 2");
        for seat in map.iter().flat_map(|v| &v.seats) {
            // A seat kept beside the one that somebody has elsewhere is held and nobody's.
            let kept = seat.state == SeatState::Held;
            assert!(seat.worker.is_none() == (seat.state == SeatState::Free) || kept);
            assert!(seat.sellable || seat.worker.is_none());
            seated.extend(seat.worker.clone());
        }
    }
    let all = seated.len();
    seated.sort();
    seated.dedup();
    assert_eq!(seated.len(), all, "invariant 3");
    for person in people {
        let waiting = tx.waiting(&person.worker).await.unwrap();
        let offered = waiting.filter(|w| w.state == WaitState::Offered);
        let seat = tx.active_seat(&person.worker).await.unwrap();
        if let Some(offered) = offered {
            // Theirs already, or kept beside the one they have elsewhere.
            let elsewhere = seat.as_ref().is_some_and(|s| s.trip.id != offered.trip.id);
            assert!(
                elsewhere || offered.seat == seat.map(|s| s.seat),
                "an offer is backed by its seat"
            );
        }
    }
}

pub async fn random_traffic_keeps_the_invariants(house: &House) {
    let trips = [house.coaches("HS-1", &[VehicleKind::Coach40], true).await];
    let people = house.people(0..40).await;
    let lives = people
        .iter()
        .zip(0..)
        .map(|(person, seed)| live(house, person, &trips, seed));
    tokio::join!(futures::future::join_all(lives), sweep(house, 60));
    check(house, &people, &trips).await;
}

/// Two trips, and everybody cancels here and asks there.
pub async fn people_changing_trips_crosswise(house: &House) {
    let trips = [
        house.small_coach("HS-1", 5).await,
        house.small_coach("HS-2", 5).await,
    ];
    let people = house.people(0..30).await;
    let lives = people
        .iter()
        .zip(100..)
        .map(|(person, seed)| live(house, person, &trips, seed));
    tokio::join!(futures::future::join_all(lives), sweep(house, 60));
    check(house, &people, &trips).await;
}
