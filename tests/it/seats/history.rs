//! What a seat's worker and the desk read afterwards: every taking, keeping and leaving, in the order in which it
//! happened.

use super::house::{House, NOW, Person, minutes};
use super::line::join;
use returnline::domain::id::TripId;
use returnline::domain::time::Timestamp;
use returnline::store::desk::What;
use returnline::store::seat::{Claim, SeatExit};

/// When and what, of seats only, the oldest first: `0 HS-1 held`.
async fn history(house: &House, person: &Person) -> Vec<String> {
    let mut tx = house.store.read().await.unwrap();
    let story = tx.story_of(&person.worker, 100).await.unwrap();
    let line = |at: Timestamp, what: &What| match what {
        What::Seat(what, trip, ..) => {
            let minute = at.since(NOW).as_secs() / 60;
            Some(format!("{minute} {trip} {}", what.unwrap().as_str()))
        }
        _ => None,
    };
    story
        .iter()
        .rev()
        .filter_map(|one| line(one.at, &one.what))
        .collect()
}

async fn give_up(house: &House, person: &Person, now: Timestamp) {
    let mut tx = house.tx().await;
    let own = tx
        .active_seat(&person.worker)
        .await
        .unwrap()
        .expect("a seat");
    let gone = tx
        .release_seat(&own.seat, &person.worker, SeatExit::Cancelled, now)
        .await;
    assert!(gone.unwrap());
    tx.commit().await.unwrap();
}

async fn move_to(house: &House, trip: &TripId, person: &Person, now: Timestamp) {
    let mut tx = house.tx().await;
    let old = tx
        .active_seat(&person.worker)
        .await
        .unwrap()
        .expect("a seat");
    let wished = tx.trip(trip).await.unwrap().expect("a trip");
    let until = minutes(600);
    let claim = tx
        .move_seat(&old, &wished, &person.worker, until, now)
        .await
        .unwrap();
    assert!(matches!(claim, Claim::Held(_)));
    tx.commit().await.unwrap();
}

pub async fn a_seat_and_its_workers_have_the_whole_history(house: &House) {
    let first = house.small_coach("HS-1", 1).await;
    let second = house.small_coach("HS-2", 1).await;
    let people = house.people(0..3).await;

    // Claimed and reserved within one moment, as in the chat, and given up in it too.
    house.seat(&first, &people[0], NOW).await;
    assert_eq!(
        history(house, &people[0]).await,
        ["0 HS-1 held", "0 HS-1 reserved"]
    );
    give_up(house, &people[0], NOW).await;
    let left = ["0 HS-1 held", "0 HS-1 reserved", "0 HS-1 cancelled"];
    assert_eq!(history(house, &people[0]).await, left);

    // The same seat for the next person, who changes trips.
    house.claim(&first, &people[1], minutes(1)).await;
    move_to(house, &second, &people[1], minutes(2)).await;
    let moved = ["1 HS-1 held", "2 HS-2 held", "2 HS-1 moved"];
    assert_eq!(history(house, &people[1]).await, moved);
    assert_eq!(history(house, &people[0]).await, left, "of the one before");

    // Their new seat comes to somebody in line.
    join(house, &second, &people[2]).await;
    give_up(house, &people[1], minutes(4)).await;
    assert_eq!(history(house, &people[2]).await, ["4 HS-2 offered"]);
    give_up(house, &people[2], minutes(5)).await;
    assert_eq!(
        history(house, &people[2]).await,
        ["4 HS-2 offered", "5 HS-2 cancelled"]
    );
    assert_eq!(history(house, &people[1]).await[3..], ["4 HS-2 cancelled"]);
}
