//! The answers at the door that come by way of the server: on the whole screen too, and heard.

use super::phone::{Phone, photo};
use crate::console::boarding_coach::coach;
use crate::console::harness::Desk;
use returnline::domain::seat::VehicleKind;
use serde_json::json;

/// Counts the tones of a page.
const LISTEN: &str = "window.tones = 0; const whole = AudioContext.prototype.createOscillator; \
    AudioContext.prototype.createOscillator = function () { window.tones += 1; return whole.call(this); }";

/// Whether the answer leaves nothing else of the window to be seen.
const FILLS: &str = "(() => { const at = document.querySelector('.verdict').getBoundingClientRect(); \
    return at.left <= 0 && at.top <= 0 && at.right >= innerWidth - 20 && at.bottom >= innerHeight; })()";

async fn answered(phone: &Phone, good: bool, says: &str) {
    let sign = if good { "good" } else { "bad" };
    phone
        .until(says, &format!("document.querySelector('.verdict.{sign}')"))
        .await;
    let words = phone.text(".verdict").await;
    assert!(words.contains(says), "{says}: {words}");
    phone.until("the whole screen", FILLS).await;
    phone.until("two tones", "window.tones === 2").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_and_a_walk_up_are_answered_on_the_whole_screen_and_aloud() {
    for width in [390, 1280] {
        answers_at(width).await;
    }
}

async fn answers_at(width: u32) {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    desk.worker("l1", "李四", "e1", true).await;
    desk.sql(&format!(
        "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
         VALUES ('wl1', '{}', 'l1', 'cl1', 1, 'waiting', 0)",
        coach.trip,
    ))
    .await;
    let Some(phone) = Phone::open(&desk, "crew", width).await else {
        return;
    };
    phone.browser.before_every_page(LISTEN).await;
    phone.begins().await;
    // Read by the server: this browser cannot.
    phone
        .write("#photo", &photo(&desk, &coach.people[0].1.payload))
        .await;
    phone.click(".check-dialog .green").await;
    phone
        .write(".check-dialog [name=temperature]", "36.5\u{e007}")
        .await;
    answered(&phone, true, "Aboard").await;
    phone.next().await;
    phone.write("#photo", &photo(&desk, "RL1:NONE")).await;
    let bad = "document.querySelector('.verdict.bad')";
    phone.until("the answer", bad).await;
    let words = phone.text(".verdict").await;
    assert!(words.contains("Not a valid ticket"), "{words}");
    phone.until("two more tones", "window.tones === 4").await;
    phone.next().await;

    phone.click("a[href$='/walk-up']").await;
    phone.click(".passenger summary").await;
    phone.click(".passenger .green").await;
    phone
        .write(".passenger [name=temperature]", "98.6\u{e007}")
        .await;
    phone
        .until(
            "what is wrong",
            "document.querySelector('.passenger .error')",
        )
        .await;
    let stays = "[document.querySelector('.passenger [name=colour]:checked').value, \
        document.querySelector('.passenger [name=temperature]').value, document.querySelector('.passenger details').open]";
    let stays = phone.browser.script(&format!("return {stays}")).await;
    assert_eq!(stays, json!(["green", "98.6", true]));
    phone
        .browser
        .screenshot(&format!("walk-up-wrong-{width}"))
        .await;
    for (typed, good, says) in [
        ("37.4", false, "Temperature too high"),
        ("36.4", true, "Aboard"),
    ] {
        let field = ".passenger [name=temperature]";
        if !good {
            let clear = format!("document.querySelector('{field}').value = ''");
            phone.browser.script(&clear).await;
        } else {
            phone.click(".passenger summary").await;
            phone.click(".passenger .green").await;
        }
        phone.write(field, &format!("{typed}\u{e007}")).await;
        answered(&phone, good, says).await;
        phone
            .browser
            .screenshot(&format!("walk-up-{good}-{width}"))
            .await;
        phone.click(".verdict a.primary").await;
    }
    phone
        .until("the door", "document.querySelector('#boarding.scripted')")
        .await;
    let boarded = "SELECT COUNT(*) FROM seat WHERE state = 'boarded'";
    assert_eq!(desk.count(boarded).await, 2);
}
