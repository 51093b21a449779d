//! Parties: all of them or none (domain reference §2).

use super::house::{House, NOW, Person, minutes};
use super::line::{cancel, news, waiting};
use crate::kit::databases::number;
use returnline::domain::id::TripId;
use returnline::domain::registration::News;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::store::party::{Joined, Party, PartyClaim};
use returnline::store::seat::ActiveSeat;
use returnline::store::waitlist::WaitState;

async fn party(house: &House, people: &[Person]) -> Party {
    let mut tx = house.tx().await;
    let leader = &people[0];
    let size = u32::try_from(people.len()).unwrap();
    let party = tx
        .found_party(&leader.worker, &leader.chat, size, NOW)
        .await
        .unwrap();
    for person in &people[1..] {
        let joined = tx
            .join_party(&party.code, &person.worker, &person.chat, NOW)
            .await
            .unwrap();
        assert!(matches!(joined, Joined::In(_)), "{joined:?}");
    }
    let party = tx.party_of(&leader.worker).await.unwrap().unwrap();
    assert!(party.complete());
    tx.commit().await.unwrap();
    party
}

async fn claim(house: &House, party: &Party, trip: &TripId) -> PartyClaim {
    let mut tx = house.tx().await;
    let claim = tx
        .claim_party(&party.id, trip, minutes(10), NOW)
        .await
        .unwrap();
    if matches!(claim, PartyClaim::Held(_)) {
        assert!(tx.reserve_party(party, trip, NOW).await.unwrap());
    }
    tx.commit().await.unwrap();
    claim
}

async fn seats(house: &House, people: &[Person]) -> Vec<Option<ActiveSeat>> {
    let mut tx = house.store.read().await.unwrap();
    let mut seats = Vec::new();
    for person in people {
        seats.push(tx.active_seat(&person.worker).await.unwrap());
    }
    seats
}

async fn join_as_party(house: &House, trip: &TripId, leader: &Person, party: &Party) {
    let mut tx = house.tx().await;
    tx.join_waitlist_as_party(trip, (&leader.worker, &leader.chat), &party.id, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub async fn a_party_sits_together_or_not_at_all(house: &House) {
    let trip = house
        .coaches("HS-1", &[VehicleKind::Coach40; 2], false)
        .await;
    // Coaches fill in turns: somebody sits at 1A of each.
    for person in house.people(10..12).await {
        house.seat(&trip, &person, NOW).await;
    }
    let people = house.people(0..4).await;
    let four = party(house, &people).await;
    assert!(matches!(
        claim(house, &four, &trip).await,
        PartyClaim::Held(_)
    ));
    let seats_of: Vec<_> = seats(house, &people).await.into_iter().flatten().collect();
    let mut labels: Vec<_> = seats_of
        .iter()
        .map(|seat| seat.seat_label.as_str())
        .collect();
    labels.sort_unstable();
    assert_eq!(labels, ["1C", "1D", "2C", "2D"]);
    assert!(
        seats_of
            .iter()
            .all(|seat| seat.vehicle_ordinal == seats_of[0].vehicle_ordinal)
    );
    assert!(
        seats_of
            .iter()
            .all(|seat| seat.state == SeatState::Reserved)
    );

    let small = house.small_coach("HS-2", 3).await;
    let others = house.people(20..24).await;
    let other = party(house, &others).await;
    assert_eq!(claim(house, &other, &small).await, PartyClaim::TooFew);
    assert!(seats(house, &others).await.iter().all(Option::is_none));
}

pub async fn a_party_leaves_its_old_seats_together(house: &House) {
    let (from, to) = (
        house.small_coach("HS-1", 3).await,
        house.small_coach("HS-2", 2).await,
    );
    let people = house.people(0..2).await;
    for person in &people {
        house.seat(&from, person, NOW).await;
    }
    let before = seats(house, &people).await;
    let owner = house.person(9).await;
    let taken = house.seat(&to, &owner, NOW).await;
    let two = party(house, &people).await;
    assert_eq!(claim(house, &two, &to).await, PartyClaim::TooFew);
    assert_eq!(seats(house, &people).await, before, "nobody loses anything");
    cancel(house, &taken, &owner).await;
    assert!(matches!(claim(house, &two, &to).await, PartyClaim::Held(_)));
    let now = seats(house, &people).await;
    assert!(now.iter().flatten().all(|seat| seat.trip.id == to));
    assert_eq!(now.iter().flatten().count(), 2);
}

/// Two seats, both taken, and a party of two in line before somebody alone.
async fn full(house: &House) -> (TripId, Vec<(Person, ActiveSeat)>, Vec<Person>, Person) {
    let trip = house.small_coach("HS-1", 2).await;
    let mut owners = Vec::new();
    for person in house.people(10..12).await {
        let seat = house.seat(&trip, &person, NOW).await;
        owners.push((person, seat));
    }
    let people = house.people(0..2).await;
    let two = party(house, &people).await;
    assert_eq!(claim(house, &two, &trip).await, PartyClaim::TooFew);
    join_as_party(house, &trip, &people[0], &two).await;
    (trip, owners, people, house.person(20).await)
}

pub async fn a_party_in_line_is_offered_seats_for_all_or_none(house: &House) {
    let (trip, owners, people, _) = full(house).await;
    cancel(house, &owners[0].1, &owners[0].0).await;
    assert_eq!(
        waiting(house, &people[0]).await.unwrap().state,
        WaitState::Waiting,
        "one seat is too few"
    );
    let mut tx = house.store.read().await.unwrap();
    let passed =
        "SELECT COUNT(*) FROM audit WHERE action = 'waitlist.passed' AND reason LIKE 'party of 2%'";
    assert_eq!(number(&mut tx, passed).await, 1);
    drop(tx);
    cancel(house, &owners[1].1, &owners[1].0).await;
    let offer = waiting(house, &people[0]).await.unwrap();
    assert_eq!(offer.state, WaitState::Offered);
    assert!(matches!(
        news(house, &people[0]).await.as_slice(),
        [News::SeatOffered { .. }]
    ));
    assert_eq!(news(house, &people[1]).await, []);
    assert!(
        seats(house, &people).await.iter().all(Option::is_none),
        "kept, not theirs yet"
    );

    let mut tx = house.tx().await;
    let other = tx
        .accept_offer(&offer.id, &people[1].worker, minutes(5))
        .await;
    assert_eq!(other.unwrap(), None, "the leader answers");
    let taken = tx
        .accept_offer(&offer.id, &people[0].worker, minutes(5))
        .await;
    assert_eq!(taken.unwrap().unwrap().trip.id, trip);
    tx.commit().await.unwrap();
    let seated = seats(house, &people).await;
    assert_eq!(seated.iter().flatten().count(), 2);
    assert!(
        seated
            .iter()
            .flatten()
            .all(|seat| seat.state == SeatState::Reserved)
    );
    assert_eq!(waiting(house, &people[0]).await, None);
}

pub async fn an_offer_to_a_party_that_nobody_answers_goes_on(house: &House) {
    let (trip, owners, people, alone) = full(house).await;
    let mut tx = house.tx().await;
    tx.join_waitlist(&trip, &alone.worker, &alone.chat, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // The first seat goes past the party to whoever it is enough for; the second alone is too few again.
    cancel(house, &owners[0].1, &owners[0].0).await;
    let next = waiting(house, &alone).await.unwrap();
    assert_eq!(next.state, WaitState::Offered);
    let mut tx = house.tx().await;
    assert!(
        tx.decline_offer(&next.id, &alone.worker, NOW)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    cancel(house, &owners[1].1, &owners[1].0).await;
    let offer = waiting(house, &people[0]).await.unwrap();
    assert_eq!(offer.state, WaitState::Offered);
    let mut tx = house.tx().await;
    assert_eq!(tx.expire_offers(10, minutes(30)).await.unwrap(), [offer.id]);
    tx.commit().await.unwrap();
    let mut tx = house.store.read().await.unwrap();
    let free = tx.trips().await.unwrap();
    assert_eq!(
        (free[0].free, free[0].held),
        (2, 0),
        "both seats are free again"
    );
    drop(tx);
    assert!(matches!(
        news(house, &people[0]).await.as_slice(),
        [News::SeatOffered { .. }, News::OfferExpired { .. }]
    ));
}

pub async fn a_code_brings_people_together_and_no_more_than_they_are(house: &House) {
    let people = house.people(0..6).await;
    let mut tx = house.tx().await;
    let founded = tx
        .found_party(&people[0].worker, &people[0].chat, 3, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!((founded.code.len(), founded.members.len()), (6, 1));
    // Everybody at once: two places are left.
    let tries = people[1..].iter().map(async |person| {
        let mut tx = house.tx().await;
        let code = founded.code.to_lowercase();
        let joined = tx
            .join_party(&code, &person.worker, &person.chat, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        joined
    });
    let joined = futures::future::join_all(tries).await;
    let within = joined.iter().filter(|one| matches!(one, Joined::In(_)));
    assert_eq!(within.count(), 2);
    assert_eq!(joined.iter().filter(|one| **one == Joined::Full).count(), 3);

    let mut tx = house.tx().await;
    let nothing = tx
        .join_party("ZZZZZZ", &people[5].worker, &people[5].chat, NOW)
        .await;
    assert_eq!(nothing.unwrap(), Joined::Unknown);
    // The leader leaves: another leads, and they are one fewer.
    assert!(tx.leave_party(&people[0].worker, NOW).await.unwrap());
    assert_eq!(tx.party_of(&people[0].worker).await.unwrap(), None);
    let member = people[1..]
        .iter()
        .zip(&joined)
        .find(|(_, one)| matches!(one, Joined::In(_)));
    let rest = tx
        .party_of(&member.unwrap().0.worker)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((rest.size, rest.members.len()), (2, 2));
    assert!(rest.members.iter().any(|one| one.worker == rest.leader));
    // One alone is no party.
    assert!(tx.leave_party(&rest.leader, NOW).await.unwrap());
    for one in &rest.members {
        assert_eq!(tx.party_of(&one.worker).await.unwrap(), None);
    }
    tx.commit().await.unwrap();
}
