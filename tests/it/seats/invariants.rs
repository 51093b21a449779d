//! Invariants 1 to 7 of the domain reference, where the other files do not name them already.

use super::claims_train::{LISTED, confirm_everybody, firm, staff_of, trains};
use super::eligible::lacks;
use super::house::{House, NOW, Person, coach, minutes};
use crate::kit::databases::sql;
use returnline::domain::boarding::{CrewRule, Duty, Gap};
use returnline::domain::health::HealthCode;
use returnline::domain::id::{StaffId, TripId};
use returnline::domain::language::Locale;
use returnline::domain::seat::VehicleKind;
use returnline::domain::staff::{Role, Staff};
use returnline::domain::trip::{Stage, Unmet};

/// Seats of a block of 2, 3 and 5 that are sold on a spaced trip, by the rows that claims are made on.
pub async fn invariant_2_blocks_of_2_3_and_5_sell_1_2_and_3(house: &House) {
    let coaches = house.coaches("C-1", &[VehicleKind::Coach49], true).await;
    let trains = house.coaches("T-1", &[VehicleKind::Train900], true).await;
    let mut tx = house.store.read().await.unwrap();
    let mut seen = Vec::new();
    for trip in [coaches, trains] {
        let seats = tx.seat_map(&trip).await.unwrap().remove(0).seats;
        let last = seats.iter().map(|seat| seat.block).max().unwrap();
        for block in 1..=last {
            let of_block = seats.iter().filter(|seat| seat.block == block);
            let (all, sold): (Vec<_>, Vec<_>) = (
                of_block.clone().collect(),
                of_block.filter(|s| s.sellable).collect(),
            );
            seen.push((all.len(), sold.len()));
            for seat in &sold {
                assert!(
                    sold.iter().all(|other| other.column != seat.column + 1),
                    "{}",
                    seat.label
                );
            }
        }
    }
    // At the back fewer are sold, so that no more than half a vehicle's seats are.
    for (size, most) in [(2, 1), (3, 2), (5, 3)] {
        let sold = seen
            .iter()
            .filter(|(all, _)| *all == size)
            .map(|(_, sold)| *sold);
        let (usual, highest) = (sold.clone().next().unwrap(), sold.max().unwrap());
        assert!(highest <= most, "{highest} of {size}");
        assert!(usual == most || size == 5, "{usual} of {size}");
    }
}

async fn against(house: &House, person: &Person, trip: &TripId) -> [Vec<Unmet>; 3] {
    let mut tx = house.store.read().await.unwrap();
    let mut found = Vec::new();
    for stage in [Stage::Hold, Stage::Confirm, Stage::Board] {
        found.push(lacks(house, &mut tx, &person.worker, trip, stage, NOW).await);
    }
    found.try_into().unwrap()
}

/// A code that turns yellow overnight counts at each of the three moments; the crew's own look at it is told in `door`.
pub async fn invariant_4_is_asked_again_at_hold_confirm_and_boarding(house: &House) {
    let trip = house.small_coach("HS-1", 3).await;
    let person = house.person(1).await;
    assert_eq!(
        against(house, &person, &trip).await,
        [vec![], vec![], vec![]]
    );
    for code in [HealthCode::Yellow, HealthCode::Red, HealthCode::None] {
        let mut tx = house.tx().await;
        tx.set_health(&person.worker, code, minutes(600))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let refused = || vec![Unmet::CodeNotGreen];
        assert_eq!(
            against(house, &person, &trip).await,
            [refused(), refused(), refused()]
        );
    }
}

pub async fn invariant_5_a_train_needs_a_listed_firm_and_hr_s_word(house: &House) {
    let trip = trains(house).await;
    let firm = firm(house, LISTED, "330304", None).await;
    let person = staff_of(house, &firm, 0..1).await.remove(0);
    let waits = || vec![Unmet::RosterNotConfirmed];
    assert_eq!(
        against(house, &person, &trip).await,
        [vec![], waits(), waits()],
        "a seat can wait for HR"
    );
    assert_eq!(confirm_everybody(house, &firm).await, 1);
    assert_eq!(
        against(house, &person, &trip).await,
        [vec![], vec![], vec![]]
    );
    let mut tx = house.tx().await;
    sql(
        &mut tx,
        &format!("UPDATE employer SET listed = false WHERE id = '{firm}'"),
    )
    .await;
    tx.commit().await.unwrap();
    let delisted = || vec![Unmet::EmployerNotListed];
    assert_eq!(
        against(house, &person, &trip).await,
        [delisted(), delisted(), delisted()]
    );
}

pub async fn invariant_6_one_person_is_not_two_of_a_crew(house: &House) {
    let mut new = coach("HS-1", &[VehicleKind::Coach40], true);
    new.requirements.crew = Some(CrewRule::FULL);
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, NOW).await.unwrap();
    let vehicle = tx.seat_map(&trip).await.unwrap().remove(0).vehicle;
    for name in ["a", "b", "c"] {
        let staff = Staff {
            id: StaffId::new(name),
            login: name.into(),
            name: name.into(),
            role: Role::Crew,
            employer: None,
            district: None,
            locale: Locale::ZhHans,
        };
        tx.insert_staff(&staff, None, NOW).await.unwrap();
    }
    tx.check_supplies(&vehicle, true, &StaffId::new("a"), NOW)
        .await
        .unwrap();
    let duties = [
        ("a", Duty::Driver),
        ("b", Duty::Driver),
        ("c", Duty::Medic),
        ("c", Duty::Official),
    ];
    for (who, duty) in duties {
        let who = StaffId::new(who);
        tx.put_on_crew(&vehicle, &who, duty, &who, NOW)
            .await
            .unwrap();
    }
    let gaps = tx.manifest(&vehicle, NOW).await.unwrap().unwrap().gaps;
    let medic = Gap::Crew {
        duty: Duty::Medic,
        missing: 1,
    };
    assert_eq!(gaps, [medic], "who changes duty leaves the other one open");
}
