//! The coach door without a connection: what goes on, what says that it cannot, and what is lost, which is nothing.

use super::phone::{Phone, photo};
use crate::console::boarding_coach::{Coach, coach};
use crate::console::harness::Desk;
use returnline::domain::seat::VehicleKind;
use serde_json::json;
use std::time::Duration;

const BOARDED: &str = "SELECT COUNT(*) FROM seat WHERE state = 'boarded'";

async fn seat(desk: &Desk, coach: &Coach, n: usize) -> String {
    let worker = &coach.people[n].0;
    let seat = format!("SELECT id FROM seat WHERE worker_id = '{worker}'");
    desk.texts(&seat).await.remove(0)
}

/// Lets the first of them aboard and sends the vehicle off.
async fn under_way(desk: &Desk, coach: &Coach) {
    let mut crew = desk.signed_in("crew").await;
    crew.post(&coach.at("/begin"), &[("early", "yes")]).await;
    let board = [
        ("id", "a1"),
        ("code", coach.people[0].1.code.as_str()),
        ("colour", "green"),
        ("temperature", "36.5"),
    ];
    crew.post(&coach.at("/board"), &board).await;
    let all = [
        "masks",
        "disinfectant",
        "thermometers",
        "protection",
        "aboard",
    ];
    crew.post(&coach.at("/supplies"), &all.map(|name| (name, "yes")))
        .await;
    let left = crew
        .post(
            &coach.at("/leave"),
            &[("aboard", "1"), ("absent", "0"), ("early", "yes")],
        )
        .await;
    assert_eq!(left.location(), coach.at("?done=left"));
}

#[tokio::test(flavor = "multi_thread")]
async fn temperatures_on_the_way_are_noted_without_a_connection() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    under_way(&desk, &coach).await;
    let Some(mut phone) = Phone::open(&desk, "crew", 390).await else {
        return;
    };
    let seat = seat(&desk, &coach, 0).await;
    phone.kept().await;
    phone.gate.cut().await;
    phone.click("[data-do=measure]").await;
    phone.write("#reading", "98.6\u{e007}").await;
    let wrong = "document.querySelector('.check-dialog .error:not([hidden])')";
    phone.until("what is wrong", wrong).await;
    let words = phone.text(".check-dialog .error").await;
    assert!(words.contains("between 34.0 and 43.0"), "{words}");
    let typed = "document.getElementById('reading').value === '98.6'";
    phone.until("what was typed", typed).await;
    phone.browser.screenshot("door-measure-wrong-390").await;
    phone
        .browser
        .script("document.getElementById('reading').value = ''")
        .await;
    phone.write("#reading", "37.9\u{e007}").await;
    let (good, words) = phone.verdict().await;
    assert!(
        !good && words.contains("let the medic measure again"),
        "{words}"
    );
    phone.browser.screenshot("door-measure-hot-390").await;
    phone.next().await;
    phone.waits(1).await;
    let row = phone.row(&seat).await;
    assert!(
        row.contains("37.9 °C") && row.contains("waits to be sent"),
        "{row}"
    );
    phone
        .stops("form[action$='/arrive'] button", "needs a connection")
        .await;
    phone.browser.screenshot("door-measured-offline-390").await;
    assert_eq!(desk.count("SELECT COUNT(*) FROM temperature").await, 0);

    phone.gate.lift().await;
    phone.waits(0).await;
    let noted = "SELECT CAST(tenths AS TEXT) FROM temperature ORDER BY tenths DESC";
    assert_eq!(desk.texts(noted).await, ["379"]);
    let row = phone.row(&seat).await;
    assert!(
        row.contains("37.9 °C") && !row.contains("waits to be sent"),
        "{row}"
    );
    phone.browser.screenshot("door-measured-390").await;
    from_the_page_of_temperatures(&mut phone, &seat).await;
    assert_eq!(desk.texts(noted).await, ["379", "364"]);
}

/// Its page was open when the connection broke: what is noted there goes the same way.
async fn from_the_page_of_temperatures(phone: &mut Phone, seat: &str) {
    phone.click("a[href$='/temperatures']").await;
    phone.click(&format!("option[value='{seat}']")).await;
    phone.gate.cut().await;
    phone.write("#temperature", "warm").await;
    phone.click("[data-reading] button").await;
    let wrong = "document.querySelector('[data-reading] .error:not([hidden])')";
    phone.until("what is wrong", wrong).await;
    let kept = format!(
        "document.getElementById('temperature').value === 'warm' && document.getElementById('seat').value === '{seat}'"
    );
    phone.until("what was typed", &kept).await;
    phone
        .browser
        .script("document.getElementById('temperature').value = ''")
        .await;
    phone.write("#temperature", "36.4\u{e007}").await;
    phone
        .until("the door", "document.querySelector('#boarding.scripted')")
        .await;
    phone.waits(1).await;
    let row = phone.row(seat).await;
    assert!(row.contains("36.4 °C"), "{row}");
    phone.gate.lift().await;
    phone.waits(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_a_connection_says_so_and_loses_nothing() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    let Some(mut phone) = Phone::open(&desk, "crew", 390).await else {
        return;
    };
    phone.begins().await;
    phone.gate.cut().await;
    for name in ["masks", "disinfectant", "thermometers", "protection"] {
        phone.click(&format!("[name={name}]")).await;
    }
    for pressed in [
        "form.supplies button",
        "a[href$='/walk-up']",
        "a[href$='/leave']",
        ".journey a",
        "header a",
    ] {
        phone.stops(pressed, "needs a connection").await;
    }
    phone.click("details.account summary").await;
    phone
        .stops("form[action='/console/sign-out'] button", "try again")
        .await;
    phone
        .until(
            "the menu out of the way",
            "!document.querySelector('details.account[open]')",
        )
        .await;
    phone.browser.screenshot("door-stopped-390").await;
    let checked = "document.querySelectorAll('.supplies :checked').length === 4";
    phone.until("the boxes", checked).await;
    let path = photo(&desk, &coach.people[0].1.payload);
    phone.write("#photo", &path).await;
    phone
        .until("a line", "document.querySelector('.photo + .stopped')")
        .await;
    let words = phone.text(".stopped").await;
    assert!(words.contains("Type the 8 letters and digits"), "{words}");
    phone.browser.screenshot("door-photo-offline-390").await;

    // Asked for by its address.
    let leave = format!("{}{}", phone.gate.base(), coach.at("/leave"));
    phone.browser.client.goto(&leave).await.unwrap();
    let said = phone.text("h1").await;
    assert_eq!(said, "This page needs a connection");
    phone.browser.screenshot("door-page-offline-390").await;
    phone.click("main a.button").await;
    phone
        .until("the door", "document.querySelector('#boarding.scripted')")
        .await;

    phone.stops("a[href$='/leave']", "needs a connection").await;
    phone.gate.lift().await;
    phone
        .until("the line gone", "!document.querySelector('.stopped')")
        .await;
    phone.click("a[href$='/leave']").await;
    phone
        .until("the departure", "location.pathname.endsWith('/leave')")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_laid_over_the_list_the_count_and_the_next_look() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 2).await;
    let code = |n: usize| coach.people[n].1.code.as_str();
    let Some(mut phone) = Phone::open(&desk, "crew", 390).await else {
        return;
    };
    phone.begins().await;
    phone.boards(code(0)).await;
    let (told, fresh) = (seat(&desk, &coach, 0).await, seat(&desk, &coach, 1).await);
    let take_back = |seat: &str| format!("[data-seat='{seat}'] .take-back");
    phone
        .until(
            "the server's word",
            &format!("document.querySelector({})", json!(take_back(&told))),
        )
        .await;
    desk.sql("UPDATE registration SET health_code = 'yellow' WHERE worker_id = 'p1'")
        .await;
    let yellow = async || phone.looks(code(1)).await["passenger"]["colour"] == "yellow";
    for _ in 0..100 {
        if yellow().await {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    // Taken back after it was told.
    phone.gate.cut().await;
    takes_back(&phone, &told).await;
    phone.waits(1).await;
    let row = phone.row(&told).await;
    assert!(
        row.contains("Expected") && row.contains("waits to be sent") && !row.contains("36.5"),
        "{row}"
    );
    assert!(phone.text(".head-count").await.starts_with('0'));
    phone
        .browser
        .screenshot("door-taken-back-offline-390")
        .await;
    // So they can come again.
    let (good, words) = phone.check_in(code(0), "green", "36.6").await;
    assert!(good, "{words}");
    phone.next().await;
    let row = phone.row(&told).await;
    assert!(row.contains("36.6 °C") && row.contains("Aboard"), "{row}");
    let (good, words) = phone.check_in(code(0), "green", "36.6").await;
    assert!(!good && words.contains("Already aboard"), "{words}");
    assert!(!words.contains("Not aboard"), "{words}");
    phone.next().await;

    // Let aboard without a connection, and taken back in the list.
    phone.write("#code", &format!("{}\u{e007}", code(1))).await;
    phone
        .until("the questions", "document.querySelector('.check-dialog')")
        .await;
    let seen = phone.text(".check-dialog .seen").await;
    assert!(seen.contains("last seen: Yellow"), "{seen}");
    phone.browser.screenshot("door-seen-yellow-390").await;
    phone.click(".check-dialog .green").await;
    phone
        .write(".check-dialog [name=temperature]", "36.4\u{e007}")
        .await;
    assert!(phone.verdict().await.0);
    phone.next().await;
    assert!(phone.text(".head-count").await.starts_with('2'));
    phone.browser.screenshot("door-boarded-offline-390").await;
    takes_back(&phone, &fresh).await;
    assert!(phone.text(".head-count").await.starts_with('1'));

    phone.click("details.account summary").await;
    phone
        .stops(
            "form[action='/console/sign-out'] button",
            "records wait on this phone",
        )
        .await;
    phone.write("#find", "zzz").await;
    phone
        .until(
            "nobody",
            "!document.getElementById('nobody-matches').hidden",
        )
        .await;
    phone.browser.screenshot("door-nobody-390").await;

    phone.gate.lift().await;
    phone.waits(0).await;
    assert_eq!(desk.count(BOARDED).await, 1);
    let aboard = "SELECT worker_id FROM seat WHERE state = 'boarded'";
    assert_eq!(desk.texts(aboard).await, ["p0"]);
}

async fn takes_back(phone: &Phone, seat: &str) {
    let row = format!("[data-seat='{seat}'] ");
    phone.click(&format!("{row}.take-back summary")).await;
    phone.click(&format!("{row}[value=mistake]")).await;
    phone.click(&format!("{row}.undo button")).await;
    let expected = format!("document.querySelector(\"{row}\").dataset.state === 'expected'");
    phone.until("taken back", &expected).await;
}
