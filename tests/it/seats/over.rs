//! When a trip is over: its line closes, and seats that nobody came for end.

use super::house::{House, NOW, Person, minutes};
use super::line::{cancel, full_coach, join, news, waiting};
use crate::kit::databases::{number, sql};
use returnline::domain::registration::News;
use returnline::domain::time::Timestamp;
use returnline::store::seat::Claim;
use returnline::store::waitlist::{WaitState, Waiting};

/// When the coaches of these stories leave.
fn departure() -> Timestamp {
    minutes(48 * 60)
}

/// One sweep of a trip's end; gives how many places were closed and how many seats ended.
async fn sweep(house: &House, now: Timestamp) -> (usize, usize) {
    let mut tx = house.tx().await;
    let due = tx.expiries_due(now).await.unwrap();
    let done = (
        tx.close_lines(10, now).await.unwrap().len(),
        tx.end_no_shows(10, now).await.unwrap().len(),
    );
    tx.commit().await.unwrap();
    assert!(due || done == (0, 0), "the cheap look misses nothing");
    done
}

async fn closed(house: &House, place: &Waiting) -> bool {
    let mut tx = house.tx().await;
    let entry = tx.waitlist_entry(&place.id).await.unwrap().unwrap();
    entry.state == WaitState::Expired && entry.offer_until.is_none()
}

async fn wishes(house: &House, person: &Person) -> bool {
    let mut tx = house.tx().await;
    tx.has_demand(&person.worker).await.unwrap()
}

fn told(place: &Waiting) -> [News; 1] {
    [News::LineClosed {
        waitlist: place.id.clone(),
        code: "HS-1".to_owned(),
    }]
}

pub async fn the_line_closes_when_the_trip_leaves(house: &House) {
    let (_, _, people) = full_coach(house, 2).await;
    let first = waiting(house, &people[1]).await.unwrap();
    let second = waiting(house, &people[2]).await.unwrap();
    assert_eq!(sweep(house, minutes(48 * 60 - 1)).await, (0, 0));
    assert_eq!(sweep(house, departure()).await, (2, 0));
    assert_eq!(sweep(house, departure()).await, (0, 0));
    for (person, place) in people[1..].iter().zip([first, second]) {
        assert!(closed(house, &place).await && wishes(house, person).await);
        assert_eq!(news(house, person).await, []);
        let mut tx = house.tx().await;
        let mut found = Vec::new();
        for due in tx.due_news(10, departure()).await.unwrap() {
            if due.chat == person.chat {
                found.extend(tx.take_news(due.id).await.unwrap());
            }
        }
        tx.commit().await.unwrap();
        assert_eq!(found, told(&place));
    }
}

pub async fn the_line_closes_when_the_trip_takes_no_bookings(house: &House) {
    // While a trip boards, its line may still walk up to a free seat.
    for (state, row) in [("cancelled", 0), ("departed", 1)] {
        let trip = house.small_coach(&format!("HS-{row}"), 1).await;
        let (owner, person) = (house.person(10 + row).await, house.person(20 + row).await);
        house.seat(&trip, &owner, NOW).await;
        let place = join(house, &trip, &person).await;
        let mut tx = house.tx().await;
        sql(
            &mut tx,
            &format!("UPDATE trip SET state = '{state}' WHERE id = '{trip}'"),
        )
        .await;
        tx.commit().await.unwrap();
        assert_eq!(sweep(house, NOW).await, (1, 0), "{state}");
        assert!(closed(house, &place).await && wishes(house, &person).await);
        assert_eq!(news(house, &person).await.len(), 1);
        // The seat of somebody who has one is another matter.
        let mut tx = house.tx().await;
        assert!(tx.active_seat(&owner.worker).await.unwrap().is_some());
    }
}

pub async fn an_offer_ends_with_the_trip(house: &House) {
    let (trip, seat, people) = full_coach(house, 2).await;
    cancel(house, &seat, &people[0]).await;
    let offered = waiting(house, &people[1]).await.unwrap();
    assert_eq!(offered.state, WaitState::Offered);
    assert_eq!(news(house, &people[1]).await.len(), 1);
    let mut tx = house.tx().await;
    let cancelled = format!("UPDATE trip SET state = 'cancelled' WHERE id = '{trip}'");
    sql(&mut tx, &cancelled).await;
    tx.commit().await.unwrap();
    assert_eq!(sweep(house, NOW).await, (2, 0));
    assert!(closed(house, &offered).await && wishes(house, &people[1]).await);
    assert_eq!(news(house, &people[1]).await, told(&offered));
    let mut tx = house.tx().await;
    let seats = "SELECT COUNT(*) FROM seat WHERE worker_id IS NOT NULL OR state <> 'free'";
    assert_eq!(
        number(&mut tx, seats).await,
        0,
        "free, and offered to nobody"
    );
}

pub async fn who_has_a_seat_elsewhere_wishes_nothing(house: &House) {
    let (_, _, people) = full_coach(house, 1).await;
    let place = waiting(house, &people[1]).await.unwrap();
    let later = house.small_coach("HS-9", 2).await;
    house.seat(&later, &people[1], NOW).await;
    let mut tx = house.tx().await;
    sql(
        &mut tx,
        "UPDATE trip SET state = 'cancelled' WHERE code = 'HS-1'",
    )
    .await;
    tx.commit().await.unwrap();
    assert_eq!(sweep(house, NOW).await, (1, 0));
    assert!(closed(house, &place).await && !wishes(house, &people[1]).await);
    assert_eq!(news(house, &people[1]).await, told(&place));
}

pub async fn a_seat_nobody_came_for_ends_a_day_after_departure(house: &House) {
    let trip = house.small_coach("HS-1", 2).await;
    let people = house.people(0..2).await;
    let seat = house.seat(&trip, &people[0], NOW).await;
    house.seat(&trip, &people[1], NOW).await;
    let mut tx = house.tx().await;
    tx.issue_ticket(&house.store, &seat, &people[0].worker, NOW)
        .await
        .unwrap();
    let boarded = format!(
        "UPDATE seat SET state = 'boarded' WHERE worker_id = '{}'",
        people[1].worker
    );
    sql(&mut tx, &boarded).await;
    sql(&mut tx, "UPDATE trip SET state = 'boarding'").await;
    tx.commit().await.unwrap();
    let (day, next_day) = (minutes(72 * 60), minutes(72 * 60 + 1));
    assert_eq!(sweep(house, next_day).await, (0, 0), "still boarding");
    let mut tx = house.tx().await;
    sql(&mut tx, "UPDATE trip SET state = 'departed'").await;
    tx.commit().await.unwrap();
    assert_eq!(sweep(house, day).await, (0, 0));
    assert_eq!(sweep(house, next_day).await, (0, 1));
    assert_eq!(sweep(house, next_day).await, (0, 0));
    let mut tx = house.tx().await;
    let worker = &people[0].worker;
    assert_eq!(tx.active_seat(worker).await.unwrap(), None);
    assert_eq!(tx.valid_ticket(worker).await.unwrap(), None);
    assert!(
        tx.active_seat(&people[1].worker).await.unwrap().is_some(),
        "was on board"
    );
    let noted = format!(
        "SELECT COUNT(*) FROM seat_event WHERE what = 'no_show' AND worker_id = '{worker}'"
    );
    assert_eq!(number(&mut tx, &noted).await, 1);
    tx.commit().await.unwrap();
    let fresh = house.small_coach("HS-2", 1).await;
    assert!(matches!(
        house.claim(&fresh, &people[0], NOW).await,
        Claim::Held(_)
    ));
}
