//! The coach door on two real phones, with a connection that comes and goes.

use super::phone::{Phone, forged, photo};
use crate::console::boarding_coach::{Coach, coach};
use crate::console::harness::{Desk, START};
use returnline::domain::id::WorkerId;
use returnline::domain::seat::VehicleKind;
use serde_json::json;

async fn reissue(desk: &Desk, worker: &str) {
    let worker = WorkerId::new(worker);
    let mut tx = desk.store.write().await.unwrap();
    let seat = tx.active_seat(&worker).await.unwrap().unwrap();
    tx.issue_ticket(&desk.store, &seat, &worker, START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

const BOARDED: &str = "SELECT COUNT(*) FROM seat WHERE state = 'boarded'";

#[tokio::test(flavor = "multi_thread")]
async fn a_coach_is_boarded_with_and_without_a_connection() {
    let desk = Desk::open().await;
    // Coaches take turns, so those with even numbers sit on the first.
    let coach = coach(&desk, &[VehicleKind::Coach40, VehicleKind::Coach40], 50).await;
    let code = |n: usize| coach.people[2 * n].1.code.as_str();
    let Some(mut phone) = Phone::open(&desk, "crew", 390).await else {
        return;
    };
    phone.browser.screenshot("door-before-390").await;
    phone.begins().await;
    phone.browser.screenshot("door-390").await;

    for n in 0..19 {
        phone.boards(code(n)).await;
    }
    assert_eq!(desk.count(BOARDED).await, 19);
    assert!(phone.text(".head-count").await.contains("19"));
    phone.browser.screenshot("door-boarded-390").await;
    phone
        .refuses(code(19), "green", "37.4", "Temperature too high")
        .await;
    phone
        .refuses(code(19), "yellow", "36.5", "Health code is not green")
        .await;
    phone
        .refuses(code(0), "", "", "This ticket is aboard already")
        .await;
    phone
        .refuses("0000-0000", "", "", "Not a valid ticket")
        .await;
    phone
        .refuses(&coach.people[1].1.code, "", "", "another vehicle")
        .await;
    reissue(&desk, &coach.people[48].0).await;
    phone
        .refuses(code(24), "green", "36.5", "no longer counts")
        .await;
    forged_in_a_photo(&desk, &phone, &coach).await;
    phone
        .browser
        .assert_quiet_and_at_home(&phone.gate.base())
        .await;

    phone.gate.cut().await;
    for n in [20, 21, 22] {
        let (good, words) = phone.check_in(code(n), "green", "36.5").await;
        assert!(good && words.contains("kept on this phone"), "{words}");
        phone.browser.screenshot("door-kept-390").await;
        phone.next().await;
    }
    phone.waits(3).await;
    phone
        .refuses(code(19), "red", "36.5", "Health code is not green")
        .await;
    phone.waits(4).await;
    // Loaded again without a connection, it is all still there.
    phone.browser.client.refresh().await.unwrap();
    phone
        .until(
            "the kept page",
            "document.querySelector('#boarding.scripted')",
        )
        .await;
    phone.waits(4).await;
    phone.browser.screenshot("door-offline-390").await;
    assert!(
        phone
            .text("#connection")
            .await
            .contains("4 wait to be sent")
    );
    assert_eq!(desk.count(BOARDED).await, 19);
    // The signature is checked by the browser itself.
    let own = &coach.people[46].1.payload;
    assert!(phone.looks(own).await["passenger"].is_object());
    assert_eq!(phone.looks(&forged(own)).await["fault"], "forged");
    assert_eq!(
        phone.looks(&coach.people[1].1.payload).await["fault"],
        "other_vehicle"
    );
    assert_eq!(
        phone.looks(&coach.people[48].1.payload).await["fault"],
        "revoked"
    );

    // It sends by itself once the way is open.
    phone.gate.lift().await;
    phone.waits(0).await;
    assert_eq!(desk.count(BOARDED).await, 22);
    let offline = "SELECT COUNT(*) FROM boarding WHERE offline AND kind = 'boarded'";
    assert_eq!(desk.count(offline).await, 3);

    two_phones_take_one_ticket(&desk, &mut phone, code(23)).await;
    signing_out_leaves_no_names(&phone).await;
}

/// An altered ticket, held before the camera.
async fn forged_in_a_photo(desk: &Desk, phone: &Phone, coach: &Coach) {
    let path = photo(desk, &forged(&coach.people[46].1.payload));
    phone.write("#photo", &path).await;
    let (good, words) = phone.verdict().await;
    assert!(!good && words.contains("Not a valid ticket"), "{words}");
    phone.browser.screenshot("door-photo-390").await;
    phone.next().await;
}

async fn two_phones_take_one_ticket(desk: &Desk, phone: &mut Phone, code: &str) {
    let mut other = Phone::open(desk, "off", 1280).await.unwrap();
    other.kept().await;
    other.browser.screenshot("door-1280").await;
    phone.gate.cut().await;
    other.gate.cut().await;
    phone.boards(code).await;
    other.boards(code).await;
    for one in [&mut *phone, &mut other] {
        one.waits(1).await;
        one.gate.lift().await;
        one.waits(0).await;
    }
    for one in [&*phone, &other] {
        one.until(
            "the conflict",
            "document.querySelectorAll('.conflict').length === 2",
        )
        .await;
        let words = one.text("#live").await;
        for says in [
            "The same ticket went aboard twice",
            "This phone",
            "Another phone",
            "Name of off",
        ] {
            assert!(words.contains(says), "{says}: {words}");
        }
    }
    phone.browser.screenshot("door-conflict-390").await;
    other.browser.screenshot("door-conflict-1280").await;
    // Taken back on one, it is settled on both.
    let open = "document.querySelectorAll('.conflict details').forEach((one) => one.open = true)";
    other.browser.script(open).await;
    other.click(".conflict [value=wrong_person]").await;
    other.click(".conflict .undo button").await;
    for one in [&*phone, &other] {
        one.until("it is settled", "!document.querySelector('.conflict')")
            .await;
    }
    assert_eq!(
        desk.count(BOARDED).await,
        23,
        "by the other record they stay aboard"
    );
}

async fn signing_out_leaves_no_names(phone: &Phone) {
    phone.click("details.account summary").await;
    phone.click("form[action='/console/sign-out'] button").await;
    phone
        .until("the sign-in", "location.pathname === '/console/sign-in'")
        .await;
    let kept = "const done = arguments[0]; (async () => {
        const db = await new Promise((ok) => { const asked = indexedDB.open('boarding'); asked.onsuccess = () => ok(asked.result); });
        const states = await new Promise((ok) => { const asked = db.transaction('state').objectStore('state').count(); asked.onsuccess = () => ok(asked.result); });
        return [states, await caches.has('boarding')];
    })().then(done)";
    let kept = phone
        .browser
        .client
        .execute_async(kept, Vec::new())
        .await
        .unwrap();
    assert_eq!(kept, json!([0, false]));
}
