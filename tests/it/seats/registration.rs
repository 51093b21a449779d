//! Registrations, wishes and employers.

use super::house::{House, NOW, minutes, place, submission};
use crate::kit::databases::sql;
use returnline::domain::employer::Listing;
use returnline::domain::health::HealthCode;
use returnline::domain::id::{EmployerId, WorkerId};
use returnline::domain::identity::Mobile;
use returnline::domain::registration::RegistrationState;
use returnline::domain::trip::Mode;
use returnline::store::Tx;
use returnline::store::employer::NewEmployer;

async fn employer(tx: &mut Tx, name: &str) -> EmployerId {
    let new = NewEmployer {
        name: name.to_owned(),
        district: place("330302"),
        zone: None,
        listing: Listing::No,
        link_code: format!("link-{}", name.len()) + name,
        source: "made up".to_owned(),
    };
    tx.insert_employer(&new, NOW).await.unwrap()
}

pub async fn a_submission_claims_its_employer_once(house: &House) {
    let mut tx = house.tx().await;
    let (first, second) = (
        employer(&mut tx, "示例企业01").await,
        employer(&mut tx, "示例企业02").await,
    );
    let person = house.register(&mut tx, 1, Some(first.clone())).await;
    let again = house.register(&mut tx, 1, Some(first.clone())).await;
    assert_eq!(person.worker, again.worker, "one person a resident ID");
    let stored = tx
        .worker(&house.store, &person.worker)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.resident_id.expose(), person.id);
    assert_eq!(stored.mobile.expose(), person.mobile);
    let known = submission(1, None).resident_id;
    assert_eq!(
        tx.worker_by_resident_id(&house.store, &known)
            .await
            .unwrap(),
        Some(person.worker.clone())
    );

    let registration = tx
        .registration(&house.store, &person.worker)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(registration.certificate, submission(1, None).certificate);
    assert_eq!(registration.employer, Some(first.clone()));
    assert_eq!(registration.state, RegistrationState::Submitted);
    assert!(!tx.roster_confirmed(&person.worker, &first).await.unwrap());
    let arranged = RegistrationState::TravelArranged;
    assert!(
        tx.set_registration_state(&person.worker, arranged, NOW)
            .await
            .unwrap()
    );
    assert!(
        tx.set_health(&person.worker, HealthCode::Yellow, minutes(5))
            .await
            .unwrap()
    );
    let registration = tx
        .registration(&house.store, &person.worker)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (registration.health_code, registration.health_observed_at),
        (HealthCode::Yellow, minutes(5))
    );

    // The same employer again keeps the progress; another one starts anew.
    house.register(&mut tx, 1, Some(first.clone())).await;
    let state = |r: Option<returnline::store::registration::Registration>| r.unwrap().state;
    let registration = tx.registration(&house.store, &person.worker).await.unwrap();
    assert_eq!(state(registration), arranged);
    house.register(&mut tx, 1, Some(second)).await;
    let registration = tx.registration(&house.store, &person.worker).await.unwrap();
    assert_eq!(state(registration), RegistrationState::Submitted);
    tx.commit().await.unwrap();
}

pub async fn demand_is_kept_until_met(house: &House) {
    let person = house.person(1).await;
    let mut tx = house.tx().await;
    for mode in [Mode::Coach, Mode::Train] {
        tx.record_demand(&person.worker, place("520100"), None, mode, NOW)
            .await
            .unwrap();
    }
    tx.clear_demand(&person.worker).await.unwrap();
    tx.clear_demand(&person.worker).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        house
            .store
            .read()
            .await
            .unwrap()
            .chats_of(&person.worker)
            .await
            .unwrap(),
        []
    );
}

pub async fn employers_are_found_by_any_spelling(house: &House) {
    let mut tx = house.tx().await;
    for name in ["温州铭奇鞋业有限公司", "乐清银行服务社", "示例企业07"] {
        employer(&mut tx, name).await;
    }
    for (query, name) in [
        ("铭奇", "温州铭奇鞋业有限公司"),
        ("mq", "温州铭奇鞋业有限公司"),
        ("mingqi xeiye", "温州铭奇鞋业有限公司"),
        ("yueqing", "乐清银行服务社"),
        ("yueqingyinhang", "乐清银行服务社"),
        ("yueqinyinhang", "乐清银行服务社"),
        ("07", "示例企业07"),
    ] {
        let found = tx.find_employers(query, 3).await.unwrap();
        assert_eq!(
            found.first().map(|e| e.name.as_str()),
            Some(name),
            "{query}"
        );
    }
    assert_eq!(tx.find_employers("zzzz", 3).await.unwrap(), []);
    let all = tx.employers(10, 0).await.unwrap();
    assert_eq!(all.len(), 3);
    let by_link = tx.employer_by_link(&all[1].link_code).await.unwrap();
    assert_eq!(by_link.as_ref(), Some(&all[1]));
    assert_eq!(tx.employer(&all[1].id).await.unwrap(), by_link);
    tx.commit().await.unwrap();
}

pub async fn an_identity_is_not_taken_over_by_another_mobile(house: &House) {
    let person = house.person(0).await;
    let (mine, theirs) = (submission(0, None), submission(1, None));
    let mut tx = house.tx().await;
    let mut enrol = async |mobile: &Mobile, own: Option<&WorkerId>| {
        let who = (&mine.name, &mine.resident_id, mobile);
        tx.enrol_worker(&house.store, who, "self", own, NOW)
            .await
            .unwrap()
    };
    let known = Some(person.worker.clone());
    assert_eq!(enrol(&mine.mobile, None).await, known, "the same mobile");
    assert_eq!(enrol(&theirs.mobile, None).await, None, "another");
    let own = known.as_ref();
    assert_eq!(enrol(&theirs.mobile, own).await, known, "their own new one");
    assert_eq!(enrol(&mine.mobile, None).await, None, "the old one");
    let stored = tx.worker(&house.store, &person.worker).await.unwrap();
    assert_eq!(stored.unwrap().mobile, theirs.mobile);
    let new = (&theirs.name, &theirs.resident_id, &theirs.mobile);
    let made = tx
        .enrol_worker(&house.store, new, "self", None, NOW)
        .await
        .unwrap();
    assert!(made.is_some_and(|made| made != person.worker));
    tx.commit().await.unwrap();
}

/// Somebody refers to the worker and then locks them, while their ID is being corrected.
pub async fn a_corrected_id_waits_its_turn(house: &House) {
    let person = house.person(0).await;
    let mut refers = house.tx().await;
    let wish = format!(
        "INSERT INTO demand (worker_id, origin, mode, at) VALUES ('{}', '341002', 'coach', 0)",
        person.worker
    );
    sql(&mut refers, &wish).await;
    let (store, worker) = (house.store.clone(), person.worker.clone());
    let corrects = tokio::spawn(async move {
        let id = submission(1, None).resident_id;
        let mut tx = store.write().await.unwrap();
        let done = tx.correct_resident_id(&store, &worker, &id, NOW).await;
        tx.commit().await.unwrap();
        done
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    refers.lock_worker(&person.worker).await.unwrap();
    refers.commit().await.unwrap();
    corrects.await.unwrap().unwrap();
}
