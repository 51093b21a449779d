//! The coach door on two real phones, with a connection that comes and goes.

use crate::console::boarding_coach::{Coach, coach};
use crate::console::harness::{Desk, START};
use crate::kit::chromium::Browser;
use crate::kit::gate::Gate;
use fantoccini::Locator;
use returnline::console::sign_in_path;
use returnline::domain::id::{StaffId, WorkerId};
use returnline::domain::seat::VehicleKind;
use serde_json::{Value, json};

/// Somebody of the crew with a phone.
struct Phone {
    browser: Browser,
    gate: Gate,
}

impl Phone {
    async fn open(desk: &Desk, login: &str, width: u32) -> Option<Self> {
        let browser = Browser::open(width).await?;
        let gate = Gate::to(&desk.base).await;
        let path = sign_in_path(&desk.store, &StaffId::new(login), START)
            .await
            .unwrap();
        let link = format!("{}{path}", gate.base());
        browser.client.goto(&link).await.unwrap();
        let phone = Self { browser, gate };
        phone.click("main form:not(.languages) button").await;
        phone
            .until("the door", "!!document.querySelector('#boarding.scripted')")
            .await;
        Some(phone)
    }

    async fn until(&self, what: &str, holds: &str) {
        self.browser
            .wait_for(what, &format!("return Boolean({holds})"))
            .await;
    }

    async fn click(&self, css: &str) {
        self.until(css, &format!("document.querySelector({})", json!(css)))
            .await;
        let found = self.browser.client.find(Locator::Css(css)).await.unwrap();
        found.click().await.unwrap();
    }

    async fn write(&self, css: &str, text: &str) {
        let found = self.browser.client.find(Locator::Css(css)).await.unwrap();
        found.send_keys(text).await.unwrap();
    }

    async fn text(&self, css: &str) -> String {
        let script = format!("return document.querySelector({}).innerText", json!(css));
        self.browser
            .script(&script)
            .await
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Types a code; a ticket of this vehicle is asked about. The answer's words, and whether it is green.
    async fn check_in(&self, code: &str, colour: &str, degrees: &str) -> (bool, String) {
        self.write("#code", &format!("{code}\u{e007}")).await;
        self.until("an answer", "document.querySelector('dialog[open]')")
            .await;
        let asked = "return !!document.querySelector('.check-dialog')";
        if self.browser.script(asked).await == json!(true) {
            self.click(&format!(".check-dialog .{colour}")).await;
            self.write(
                ".check-dialog [name=temperature]",
                &format!("{degrees}\u{e007}"),
            )
            .await;
        }
        self.verdict().await
    }

    async fn verdict(&self) -> (bool, String) {
        self.until(
            "a verdict",
            "document.querySelector('.verdict-dialog[open] .verdict')",
        )
        .await;
        let good =
            "return document.querySelector('.verdict-dialog .verdict').classList.contains('good')";
        let good = self.browser.script(good).await == json!(true);
        (good, self.text(".verdict-dialog .verdict").await)
    }

    async fn next(&self) {
        self.click(".verdict-dialog [data-do=next]").await;
        self.until("the door again", "!document.querySelector('dialog[open]')")
            .await;
    }

    async fn boards(&self, code: &str) {
        let (good, words) = self.check_in(code, "green", "36.5").await;
        assert!(good, "{code}: {words}");
        self.next().await;
    }

    async fn refuses(&self, code: &str, colour: &str, degrees: &str, says: &str) {
        let (good, words) = self.check_in(code, colour, degrees).await;
        assert!(!good && words.contains(says), "{says}: {words}");
        self.browser
            .screenshot(&format!("door-no-{}-390", says.replace(' ', "-")))
            .await;
        self.next().await;
    }

    async fn waits(&self, count: usize) {
        let script = format!("document.getElementById('connection').dataset.waiting === '{count}'");
        self.until("what waits", &script).await;
    }

    /// What the page's own script makes of a shown text, by what is kept on the phone.
    async fn looks(&self, text: &str) -> Value {
        let script = "const [text, done] = [arguments[0], arguments[1]]; (async () => {
            const at = document.querySelector('script[src$=\"/boarding.js\"]').src;
            const [ticket, keep] = await Promise.all(['ticket', 'keep'].map((f) => import(at.replace('boarding.js', f + '.js'))));
            const state = await keep.savedState(document.getElementById('boarding').dataset.vehicle);
            return ticket.look(text, state, state.now);
        })().then(done, (error) => done(String(error)))";
        let asked = self.browser.client.execute_async(script, vec![json!(text)]);
        asked.await.unwrap()
    }
}

/// Another letter in the place of one of the seat's.
fn forged(payload: &str) -> String {
    let at = payload.len() - 110;
    let other = if &payload[at..=at] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &payload[..at], &payload[at + 1..])
}

fn photo(desk: &Desk, text: &str) -> String {
    let code = qrcode::QrCode::new(text).unwrap();
    let drawn = code
        .render::<image::Luma<u8>>()
        .module_dimensions(5, 5)
        .build();
    let path = desk.dir().join("ticket.png");
    drawn.save(&path).unwrap();
    path.to_str().unwrap().to_owned()
}

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
    // A day before its time boarding begins only on purpose.
    phone.click("form[action$='/begin'] [name='early']").await;
    phone.click("form[action$='/begin'] button").await;
    phone
        .until(
            "the page kept",
            "document.getElementById('boarding')?.dataset.kept",
        )
        .await;
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
    phone
        .until(
            "the answer's page",
            "document.querySelector('main .verdict.bad')",
        )
        .await;
    assert!(
        phone
            .text("main .verdict")
            .await
            .contains("Not a valid ticket")
    );
    phone.browser.screenshot("door-photo-390").await;
    phone.click(".after a.primary").await;
    phone
        .until(
            "the page kept",
            "document.getElementById('boarding')?.dataset.kept",
        )
        .await;
}

async fn two_phones_take_one_ticket(desk: &Desk, phone: &mut Phone, code: &str) {
    let mut other = Phone::open(desk, "off", 1280).await.unwrap();
    other
        .until(
            "the page kept",
            "document.getElementById('boarding')?.dataset.kept",
        )
        .await;
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
