//! A seat that one has: another of the same trip, a requirement waived, a name put right.

use super::changed_trips::admin;
use super::house::{House, NOW, coach, minutes};
use super::line::{join, waiting};
use crate::kit::databases::number;
use returnline::domain::health::HealthCode;
use returnline::domain::identity::PersonName;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::trip::{Requirements, Stage, Unmet};
use returnline::store::waitlist::WaitState;
use returnline::store::waiver::WaiverError;

pub async fn another_seat_of_the_same_trip(house: &House) {
    let trip = house.small_coach("HS-1", 3).await;
    let other = house.small_coach("HS-2", 3).await;
    let people = house.people(0..2).await;
    let (own, taken) = (
        house.seat(&trip, &people[0], NOW).await,
        house.seat(&trip, &people[1], NOW).await,
    );
    let mut tx = house.tx().await;
    tx.issue_ticket(&house.store, &own, &people[0].worker, NOW)
        .await
        .unwrap();
    let free = tx.free_seats(&trip).await.unwrap();
    assert_eq!(free.len(), 1);
    let elsewhere = tx.free_seats(&other).await.unwrap();
    let worker = &people[0].worker;
    let id = |text: &str| returnline::domain::id::SeatId::new(text);
    for not_to_be_had in [taken.seat.clone(), id(&elsewhere[0].id), id("nowhere")] {
        let changed = tx.change_seat(worker, &not_to_be_had, NOW).await;
        assert_eq!(changed.unwrap(), None);
    }
    assert!(tx.valid_ticket(worker).await.unwrap().is_some());
    let new = tx
        .change_seat(worker, &id(&free[0].id), NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (new.seat.as_str(), new.state),
        (free[0].id.as_str(), SeatState::Reserved)
    );
    assert_eq!(
        tx.valid_ticket(worker).await.unwrap(),
        None,
        "the old ticket names the old seat"
    );
    assert_eq!(tx.free_seats(&trip).await.unwrap()[0].id, own.seat.as_str());
    tx.commit().await.unwrap();
}

pub async fn a_waiver_needs_an_admins_reason_and_counts_at_every_stage(house: &House) {
    let admin = admin(house).await;
    let mut new = coach("HS-1", &[VehicleKind::Coach40], false);
    new.requirements = Requirements {
        listed_employer: true,
        ..Requirements::default()
    };
    let person = house.person(0).await;
    let mut tx = house.tx().await;
    let id = tx.insert_trip(&new, NOW).await.unwrap();
    let trip = tx.trip(&id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    join(house, &id, &person).await;
    assert_eq!(
        waiting(house, &person).await.unwrap().state,
        WaitState::Waiting
    );

    let mut tx = house.tx().await;
    let whom = (&person.worker, &id);
    let without = tx
        .waive(whom, Unmet::EmployerMissing, " ", &admin, NOW)
        .await;
    assert!(matches!(without, Err(WaiverError::Reason)));
    for never in [Unmet::CodeNotGreen, Unmet::NotOpen, Unmet::Departed] {
        let refused = tx.waive(whom, never, "急需", &admin, NOW).await;
        assert!(matches!(refused, Err(WaiverError::Never(_))));
    }
    for stage in [Stage::Hold, Stage::Confirm, Stage::Board] {
        let lacks = tx.lacks(&trip, &person.worker, (stage, None), NOW).await;
        assert_eq!(lacks.unwrap().unwrap(), [Unmet::EmployerMissing]);
    }
    tx.waive(whom, Unmet::EmployerMissing, "街道证明", &admin, NOW)
        .await
        .unwrap();
    for stage in [Stage::Hold, Stage::Confirm, Stage::Board] {
        let lacks = tx.lacks(&trip, &person.worker, (stage, None), NOW).await;
        assert_eq!(lacks.unwrap().unwrap(), []);
    }
    let audited = "SELECT COUNT(*) FROM audit WHERE action = 'requirement.waived.employer_missing' AND reason = '街道证明'";
    assert_eq!(number(&mut tx, audited).await, 1);
    // What protects the others stays.
    tx.set_health(&person.worker, HealthCode::Red, NOW)
        .await
        .unwrap();
    let lacks = tx
        .lacks(&trip, &person.worker, (Stage::Board, None), NOW)
        .await;
    assert_eq!(lacks.unwrap().unwrap(), [Unmet::CodeNotGreen]);
    tx.set_health(&person.worker, HealthCode::Green, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let offer = waiting(house, &person).await.unwrap();
    assert_eq!(
        (offer.state, offer.offer_until),
        (WaitState::Offered, Some(minutes(30))),
        "offered at once"
    );
}

pub async fn a_corrected_name_leaves_seat_and_ticket(house: &House) {
    let trip = house.small_coach("HS-1", 1).await;
    let person = house.person(0).await;
    let seat = house.seat(&trip, &person, NOW).await;
    let mut tx = house.tx().await;
    let ticket = tx
        .issue_ticket(&house.store, &seat, &person.worker, NOW)
        .await
        .unwrap();
    let name = PersonName::parse("王试依").unwrap();
    for changed in [true, false] {
        let done = tx
            .correct_name(&person.worker, &name, ("self", None), NOW)
            .await;
        assert_eq!(done.unwrap(), changed);
    }
    assert_eq!(tx.active_seat(&person.worker).await.unwrap(), Some(seat));
    assert_eq!(tx.valid_ticket(&person.worker).await.unwrap(), Some(ticket));
    let worker = tx
        .worker(&house.store, &person.worker)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(worker.name, name);
    let audited = "SELECT COUNT(*) FROM audit WHERE action = 'worker.name_corrected'";
    assert_eq!(number(&mut tx, audited).await, 1);
    tx.commit().await.unwrap();
}
