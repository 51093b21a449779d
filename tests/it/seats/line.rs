//! The line for a full trip and its offers (domain reference §2, invariant 4).

use super::house::{House, NOW, Person, minutes};
use returnline::domain::health::HealthCode;
use returnline::domain::id::TripId;
use returnline::domain::registration::News;
use returnline::domain::seat::SeatState;
use returnline::store::seat::{ActiveSeat, Claim, SeatExit};
use returnline::store::waitlist::{WaitState, Waiting};

pub async fn join(house: &House, trip: &TripId, person: &Person) -> Waiting {
    let mut tx = house.tx().await;
    let waiting = tx
        .join_waitlist(trip, &person.worker, &person.chat, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    waiting
}

pub async fn cancel(house: &House, seat: &ActiveSeat, person: &Person) {
    let mut tx = house.tx().await;
    let released = tx
        .release_seat(&seat.seat, &person.worker, SeatExit::Cancelled, NOW)
        .await;
    assert!(released.unwrap());
    tx.commit().await.unwrap();
}

/// The news queued for a person, taken out of the queue.
pub async fn news(house: &House, person: &Person) -> Vec<News> {
    let mut tx = house.tx().await;
    let mut news = Vec::new();
    for due in tx.due_news(100, minutes(600)).await.unwrap() {
        if due.chat == person.chat {
            news.extend(tx.take_news(due.id).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
    news
}

pub async fn waiting(house: &House, person: &Person) -> Option<Waiting> {
    let mut tx = house.store.read().await.unwrap();
    tx.waiting(&person.worker).await.unwrap()
}

async fn report_code(house: &House, person: &Person, code: HealthCode) {
    let mut tx = house.tx().await;
    assert!(tx.set_health(&person.worker, code, NOW).await.unwrap());
    tx.commit().await.unwrap();
}

/// One seat, its owner, and `behind` people in line for it.
pub async fn full_coach(house: &House, behind: usize) -> (TripId, ActiveSeat, Vec<Person>) {
    let trip = house.small_coach("HS-1", 1).await;
    let people = house.people(0..behind + 1).await;
    let seat = house.seat(&trip, &people[0], NOW).await;
    for (person, place) in people[1..].iter().zip(1..) {
        assert_eq!(house.claim(&trip, person, NOW).await, Claim::Full);
        let joined = join(house, &trip, person).await;
        assert_eq!((joined.place, joined.ahead), (place, place - 1));
    }
    (trip, seat, people)
}

/// Cancel → the first in line is offered the seat → does not answer → the second is.
pub async fn a_freed_seat_goes_down_the_line(house: &House) {
    let (_, seat, people) = full_coach(house, 3).await;
    cancel(house, &seat, &people[0]).await;

    let first = waiting(house, &people[1]).await.unwrap();
    assert_eq!(
        (first.state, first.offer_until),
        (WaitState::Offered, Some(minutes(30)))
    );
    assert_eq!(first.seat.as_ref(), Some(&seat.seat));
    let offered = News::SeatOffered {
        waitlist: first.id.clone(),
        seat: seat.seat.clone(),
        until: minutes(30),
    };
    assert_eq!(news(house, &people[1]).await, [offered]);
    let second = waiting(house, &people[2]).await.unwrap();
    assert_eq!(
        (second.state, second.place, second.ahead),
        (WaitState::Waiting, 2, 0)
    );

    let mut tx = house.tx().await;
    assert_eq!(
        tx.expire_holds(10, minutes(30)).await.unwrap(),
        [],
        "an offer is no plain hold"
    );
    assert_eq!(tx.expire_offers(10, minutes(29)).await.unwrap(), []);
    assert_eq!(
        tx.expire_offers(10, minutes(30)).await.unwrap(),
        std::slice::from_ref(&first.id)
    );
    tx.commit().await.unwrap();
    assert_eq!(
        news(house, &people[1]).await,
        [News::OfferExpired {
            waitlist: first.id.clone()
        }]
    );
    assert_eq!(waiting(house, &people[1]).await, None);
    let mut tx = house.tx().await;
    let settled = tx.waitlist_entry(&first.id).await.unwrap().unwrap();
    assert_eq!(settled.state, WaitState::Expired);
    let second = tx.waiting(&people[2].worker).await.unwrap().unwrap();
    assert_eq!(second.state, WaitState::Offered);
    let taken = tx
        .accept_offer(&second.id, &people[2].worker, minutes(59))
        .await
        .unwrap()
        .expect("in time");
    assert_eq!(
        (taken.state, &taken.seat),
        (SeatState::Reserved, &seat.seat)
    );
    let settled = tx.waitlist_entry(&second.id).await.unwrap().unwrap();
    assert_eq!(settled.state, WaitState::Accepted);
    assert_eq!(
        tx.accept_offer(&second.id, &people[2].worker, minutes(59))
            .await
            .unwrap(),
        None
    );
    let third = tx.waiting(&people[3].worker).await.unwrap().unwrap();
    assert_eq!(
        (third.state, third.place, third.ahead),
        (WaitState::Waiting, 3, 0)
    );
    tx.commit().await.unwrap();
}

pub async fn an_offer_cannot_be_accepted_too_late(house: &House) {
    let (_, seat, people) = full_coach(house, 2).await;
    cancel(house, &seat, &people[0]).await;
    let offer = waiting(house, &people[1]).await.unwrap();
    let mut tx = house.tx().await;
    for late in [minutes(30), minutes(31)] {
        let accepted = tx.accept_offer(&offer.id, &people[1].worker, late).await;
        assert_eq!(accepted.unwrap(), None, "before the sweep");
    }
    assert_eq!(
        tx.accept_offer(&offer.id, &people[2].worker, minutes(1))
            .await
            .unwrap(),
        None,
        "somebody else's"
    );
    tx.expire_offers(10, minutes(31)).await.unwrap();
    let accepted = tx
        .accept_offer(&offer.id, &people[1].worker, minutes(1))
        .await;
    assert_eq!(accepted.unwrap(), None, "after the sweep");
    tx.commit().await.unwrap();
}

/// A free seat is not for a newcomer while somebody is in line for it.
pub async fn nobody_is_passed_over(house: &House) {
    let (trip, seat, people) = full_coach(house, 1).await;
    // Not eligible at the moment of freeing, so the seat stays free…
    report_code(house, &people[1], HealthCode::Yellow).await;
    cancel(house, &seat, &people[0]).await;
    assert_eq!(
        waiting(house, &people[1]).await.unwrap().state,
        WaitState::Waiting
    );
    // …and green again before the next one comes.
    report_code(house, &people[1], HealthCode::Green).await;
    let newcomer = house.person(50).await;
    assert_eq!(house.claim(&trip, &newcomer, NOW).await, Claim::Full);
    assert_eq!(
        waiting(house, &people[1]).await.unwrap().state,
        WaitState::Offered
    );
    assert_eq!(join(house, &trip, &newcomer).await.place, 2);
}

pub async fn who_may_not_travel_does_not_block_the_line(house: &House) {
    let (trip, seat, people) = full_coach(house, 3).await;
    report_code(house, &people[1], HealthCode::Red).await;
    cancel(house, &seat, &people[0]).await;
    let (red, next) = (
        waiting(house, &people[1]).await.unwrap(),
        waiting(house, &people[2]).await.unwrap(),
    );
    assert_eq!(
        (red.state, next.state),
        (WaitState::Waiting, WaitState::Offered)
    );
    assert_eq!((red.place, red.ahead), (1, 0), "keeps their place");

    // With only people in line who may not travel, a newcomer gets the seat.
    report_code(house, &people[3], HealthCode::Red).await;
    let mut tx = house.tx().await;
    assert!(
        tx.decline_offer(&next.id, &people[2].worker, NOW)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    let newcomer = house.person(50).await;
    assert!(matches!(
        house.claim(&trip, &newcomer, NOW).await,
        Claim::Held(_)
    ));
}

pub async fn a_declined_offer_goes_to_the_next(house: &House) {
    let (trip, seat, people) = full_coach(house, 3).await;
    cancel(house, &seat, &people[0]).await;
    let first = waiting(house, &people[1]).await.unwrap();
    let mut tx = house.tx().await;
    assert!(
        !tx.decline_offer(&first.id, &people[2].worker, NOW)
            .await
            .unwrap()
    );
    assert!(
        tx.decline_offer(&first.id, &people[1].worker, NOW)
            .await
            .unwrap()
    );
    assert!(
        !tx.decline_offer(&first.id, &people[1].worker, NOW)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    assert_eq!(
        waiting(house, &people[2]).await.unwrap().state,
        WaitState::Offered
    );

    // Leaving the line with an offer open hands it on too.
    let mut tx = house.tx().await;
    assert!(tx.leave_waitlist(&people[2].worker, NOW).await.unwrap());
    assert!(!tx.leave_waitlist(&people[2].worker, NOW).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(
        waiting(house, &people[3]).await.unwrap().state,
        WaitState::Offered
    );
    let again = join(house, &trip, &people[1]).await;
    assert_eq!(again.place, 4, "a number is never drawn again");
    // Offered to three of them, it is one seat that came free.
    let mut tx = house.tx().await;
    assert_eq!(tx.offered_lately(&trip, NOW).await.unwrap(), 1);
}

pub async fn one_line_a_worker(house: &House) {
    let (trip, _, people) = full_coach(house, 2).await;
    let other = house.small_coach("HS-2", 1).await;
    let owner = house.person(60).await;
    house.seat(&other, &owner, NOW).await;
    let again = join(house, &trip, &people[1]).await;
    assert_eq!(again.place, 1, "already in this line");
    let moved = join(house, &other, &people[1]).await;
    assert_eq!((moved.trip.id.clone(), moved.place), (other.clone(), 1));
    assert_eq!(waiting(house, &people[2]).await.unwrap().ahead, 0);

    // Somebody in line who gets a seat by claiming is out of the line.
    let third = house.small_coach("HS-3", 1).await;
    let mut tx = house.tx().await;
    tx.leave_waitlist(&people[1].worker, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let joined = join(house, &third, &people[1]).await;
    assert_eq!(
        joined.state,
        WaitState::Offered,
        "a free seat is offered at once"
    );
    let mut tx = house.tx().await;
    let seat = tx.active_seat(&people[1].worker).await.unwrap().unwrap();
    assert!(
        tx.reserve_seat(&seat.seat, &people[1].worker, NOW)
            .await
            .unwrap()
    );
    assert_eq!(
        tx.waiting(&people[1].worker).await.unwrap(),
        None,
        "reserving is accepting"
    );
    tx.commit().await.unwrap();
}

/// While the first in line is locked by their own chat, the seat waits for them.
pub async fn a_busy_worker_is_not_passed_over(house: &House) {
    let (trip, seat, people) = full_coach(house, 2).await;
    let newcomer = house.person(50).await;
    let mut busy = house.tx().await;
    busy.lock_worker(&people[1].worker).await.unwrap();
    cancel(house, &seat, &people[0]).await;
    assert_eq!(house.claim(&trip, &newcomer, NOW).await, Claim::Full);
    let mut tx = house.tx().await;
    tx.expire_offers(10, NOW).await.unwrap();
    tx.commit().await.unwrap();
    for person in &people[1..] {
        assert_eq!(
            waiting(house, person).await.unwrap().state,
            WaitState::Waiting
        );
    }
    busy.commit().await.unwrap();
    let mut tx = house.tx().await;
    tx.expire_offers(10, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        waiting(house, &people[1]).await.unwrap().state,
        WaitState::Offered
    );
}
