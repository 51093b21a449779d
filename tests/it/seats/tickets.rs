//! Tickets (domain reference §3: no personal data in a QR).

use super::house::{House, NOW, minutes};
use returnline::domain::ticket::decode;
use returnline::store::seat::SeatExit;
use returnline::store::ticket::trip_tag;

pub async fn a_ticket_is_signed_and_holds_no_personal_data(house: &House) {
    let trip = house.small_coach("HS-1", 3).await;
    let person = house.person(7).await;
    let seat = house.seat(&trip, &person, NOW).await;
    let mut tx = house.tx().await;
    let ticket = tx
        .issue_ticket(&house.store, &seat, &person.worker, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let (claims, signed, signature) = decode(&ticket.payload).unwrap();
    assert!(house.store.keys().verify(&signed, &signature));
    assert_eq!(
        (claims.ticket, claims.trip),
        (ticket.id.clone(), trip_tag(&trip))
    );
    assert_eq!(
        (i64::from(claims.vehicle), i64::from(claims.seat)),
        (1, seat.seat_number)
    );
    assert_eq!(claims.valid_until, minutes(72 * 60), "departure and a day");
    assert_eq!((ticket.code.len(), &ticket.code[4..5]), (9, "-"));

    let written = format!("{} {} {}", ticket.payload, ticket.code, ticket.id);
    for secret in [
        &person.name,
        &person.id,
        &person.mobile,
        &person.id[14..].to_owned(),
    ] {
        assert!(!written.contains(secret.as_str()));
    }
    assert!(!String::from_utf8_lossy(&signed).contains(person.worker.as_str()));
}

pub async fn a_ticket_goes_with_its_seat(house: &House) {
    let trip = house.small_coach("HS-1", 3).await;
    let people = house.people(0..2).await;
    let seat = house.seat(&trip, &people[0], NOW).await;
    let (worker, other) = (&people[0].worker, &people[1].worker);
    let mut tx = house.tx().await;
    assert!(
        tx.issue_ticket(&house.store, &seat, other, NOW)
            .await
            .is_err(),
        "not theirs"
    );
    drop(tx);
    let mut tx = house.tx().await;
    let first = tx
        .issue_ticket(&house.store, &seat, worker, NOW)
        .await
        .unwrap();
    let second = tx
        .issue_ticket(&house.store, &seat, worker, NOW)
        .await
        .unwrap();
    assert_ne!((&first.id, &first.code), (&second.id, &second.code));
    assert_eq!(
        tx.valid_ticket(worker).await.unwrap(),
        Some(second),
        "the older is revoked"
    );
    tx.release_seat(&seat.seat, worker, SeatExit::Cancelled, NOW)
        .await
        .unwrap();
    assert_eq!(tx.valid_ticket(worker).await.unwrap(), None);
    assert!(!tx.revoke_ticket(worker, NOW).await.unwrap());
    assert!(
        tx.issue_ticket(&house.store, &seat, worker, NOW)
            .await
            .is_err()
    );
    tx.commit().await.unwrap();
}
