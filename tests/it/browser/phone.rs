//! Somebody of the crew at the coach door, with a connection that can be cut.

use crate::console::harness::{Desk, START};
use crate::kit::chromium::Browser;
use crate::kit::gate::Gate;
use fantoccini::Locator;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;
use serde_json::{Value, json};

/// Somebody of the crew with a phone.
pub struct Phone {
    pub browser: Browser,
    pub gate: Gate,
}

impl Phone {
    pub async fn open(desk: &Desk, login: &str, width: u32) -> Option<Self> {
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

    pub async fn until(&self, what: &str, holds: &str) {
        self.browser
            .wait_for(what, &format!("return Boolean({holds})"))
            .await;
    }

    pub async fn click(&self, css: &str) {
        self.until(css, &format!("document.querySelector({})", json!(css)))
            .await;
        let found = self.browser.client.find(Locator::Css(css)).await.unwrap();
        found.click().await.unwrap();
    }

    pub async fn write(&self, css: &str, text: &str) {
        let found = self.browser.client.find(Locator::Css(css)).await.unwrap();
        found.send_keys(text).await.unwrap();
    }

    pub async fn text(&self, css: &str) -> String {
        let script = format!("return document.querySelector({}).innerText", json!(css));
        self.browser
            .script(&script)
            .await
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Types a code; a ticket of this vehicle is asked about. The answer's words, and whether it is green.
    pub async fn check_in(&self, code: &str, colour: &str, degrees: &str) -> (bool, String) {
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

    pub async fn verdict(&self) -> (bool, String) {
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

    pub async fn next(&self) {
        self.click(".verdict-dialog [data-do=next]").await;
        self.until("the door again", "!document.querySelector('dialog[open]')")
            .await;
    }

    pub async fn boards(&self, code: &str) {
        let (good, words) = self.check_in(code, "green", "36.5").await;
        assert!(good, "{code}: {words}");
        self.next().await;
    }

    pub async fn refuses(&self, code: &str, colour: &str, degrees: &str, says: &str) {
        let (good, words) = self.check_in(code, colour, degrees).await;
        assert!(!good && words.contains(says), "{says}: {words}");
        self.browser
            .screenshot(&format!("door-no-{}-390", says.replace(' ', "-")))
            .await;
        self.next().await;
    }

    pub async fn waits(&self, count: usize) {
        let script = format!("document.getElementById('connection').dataset.waiting === '{count}'");
        self.until("what waits", &script).await;
    }

    /// What the page's own script makes of a shown text, by what is kept on the phone.
    pub async fn looks(&self, text: &str) -> Value {
        let script = "const [text, done] = [arguments[0], arguments[1]]; (async () => {
            const at = document.querySelector('script[src$=\"/boarding.js\"]').src;
            const [ticket, keep] = await Promise.all(['ticket', 'keep'].map((f) => import(at.replace('boarding.js', f + '.js'))));
            const state = await keep.savedState(document.getElementById('boarding').dataset.vehicle);
            return ticket.look(text, state, state.now);
        })().then(done, (error) => done(String(error)))";
        let asked = self.browser.client.execute_async(script, vec![json!(text)]);
        asked.await.unwrap()
    }

    /// Waits until the page is kept on the phone, so that it opens without a connection.
    pub async fn kept(&self) {
        let kept = "document.getElementById('boarding')?.dataset.kept";
        self.until("the page kept", kept).await;
    }

    /// Begins to let people aboard.
    pub async fn begins(&self) {
        // A day before its time boarding begins only on purpose.
        self.click("form[action$='/begin'] [name='early']").await;
        self.click("form[action$='/begin'] button").await;
        self.until("the check-in", "document.getElementById('code')")
            .await;
        self.kept().await;
    }

    /// What a form or link says that does not go on without a connection; the page is still the same.
    pub async fn stops(&self, css: &str, says: &str) {
        let mark = "document.querySelector('.stopped')?.remove(); window.same = true";
        self.browser.script(mark).await;
        self.click(css).await;
        self.until(says, "document.querySelector('main .stopped')")
            .await;
        let words = self.text(".stopped").await;
        assert!(words.contains(says), "{css}: {words}");
        self.until("the same page", "window.same").await;
    }

    /// What stands in the row of a seat.
    pub async fn row(&self, seat: &str) -> String {
        self.text(&format!("[data-seat='{seat}']")).await
    }
}

/// Another letter in the place of one of the seat's.
pub fn forged(payload: &str) -> String {
    let at = payload.len() - 110;
    let other = if &payload[at..=at] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &payload[..at], &payload[at + 1..])
}

pub fn photo(desk: &Desk, text: &str) -> String {
    let code = qrcode::QrCode::new(text).unwrap();
    let drawn = code
        .render::<image::Luma<u8>>()
        .module_dimensions(5, 5)
        .build();
    let path = desk.dir().join("ticket.png");
    drawn.save(&path).unwrap();
    path.to_str().unwrap().to_owned()
}
