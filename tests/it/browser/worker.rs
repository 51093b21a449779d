//! A worker's phone: the chat page, used as a worker would.

use crate::kit::chromium::Browser;
use crate::kit::server::Server;
use fantoccini::Locator;
use serde_json::{Value, json};
use std::time::Duration;

/// A made-up person: an unassigned county's ID and a mobile of an unassigned range.
pub(super) const NAME: &str = "王小明";
pub(super) const ID_NUMBER: &str = "520199199003070013";
pub(super) const MOBILE: &str = "15400009001";

/// Whether everything said has been answered and can be answered in turn.
const AT_REST: &str = "return document.querySelector('#state').dataset.state === 'online' \
     && !document.querySelector('.unsent, .actions[data-pressed]') && document.querySelector('#typing').hidden";

/// The chat in a browser of its own.
pub(super) struct Worker {
    pub(super) browser: Browser,
    actions: u32,
}

impl Worker {
    /// Opens the page and waits for the first question; `None` where Chromium is missing.
    pub(super) async fn open(server: &Server, width: u32) -> Option<Self> {
        let browser = Browser::open(width).await?;
        browser.client.goto(&server.at("/")).await.unwrap();
        let first = "return document.querySelectorAll('.choices button').length === 3";
        browser.wait_for("the first question", first).await;
        Some(Self {
            browser,
            actions: 0,
        })
    }

    /// How often something was pressed, typed or sent since the page was opened.
    pub(super) fn actions(&self) -> u32 {
        self.actions
    }

    /// Answers everything, by buttons and by typing, until the ticket is there.
    pub(super) async fn walk_to_the_ticket(&mut self) {
        for answer in ["简体中文", "✅", "✅", "✅", "绿码", "还没有"] {
            self.press(answer).await;
        }
        self.say("永州").await;
        self.say("德赛").await;
        self.press("德赛集团").await;
        for answer in [NAME, ID_NUMBER, MOBILE] {
            self.say(answer).await;
        }
        self.press("大巴").await;
        self.press("剩").await;
        self.press("提交").await;
        let there = "return !!document.querySelector('.ticket svg.qr')";
        self.browser.wait_for("the ticket", there).await;
        self.rest().await;
    }

    /// Presses the button whose words contain `words` and waits for the answer.
    pub(super) async fn press(&mut self, words: &str) {
        self.rest().await;
        let before = self.heard().await;
        let path = format!("//*[contains(@class, 'actions')]//button[contains(., '{words}')]");
        let button = self
            .browser
            .client
            .find(Locator::XPath(&path))
            .await
            .unwrap_or_else(|e| panic!("no button {words:?}: {e}"));
        button.click().await.unwrap();
        self.actions += 1;
        self.answered(before, words).await;
    }

    /// Types and sends, and waits for the answer.
    pub(super) async fn say(&mut self, text: &str) {
        self.rest().await;
        let before = self.heard().await;
        let client = &self.browser.client;
        let field = client.find(Locator::Css("#text")).await.unwrap();
        field.send_keys(text).await.unwrap();
        let send = client.find(Locator::Css("#send")).await.unwrap();
        send.click().await.unwrap();
        self.actions += 2;
        self.answered(before, text).await;
    }

    /// Chooses to send a photo of the certificate and picks a file.
    pub(super) async fn send_a_certificate(&mut self) {
        self.press("photo").await;
        let before = self.heard().await;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("certificate.png");
        let paper = image::GrayImage::from_fn(900, 600, |x, y| image::Luma([(x ^ y) as u8]));
        paper.save(&path).unwrap();
        let field = self.browser.client.find(Locator::Css("#file-album")).await;
        let path = path.to_str().unwrap();
        field.unwrap().send_keys(path).await.unwrap();
        self.answered(before, "the photo").await;
        let shown = "return !!document.querySelector('.row.me canvas')";
        self.browser.wait_for("the photo in the chat", shown).await;
    }

    /// Waits until the bureau has said `text`.
    pub(super) async fn hears(&mut self, text: &str) {
        let text_of =
            "[...document.querySelectorAll('.row.bureau')].some((row) => row.textContent.includes";
        let said = format!("return {text_of}({}))", json!(text));
        self.browser.wait_for(text, &said).await;
        self.rest().await;
    }

    /// What the QR on the screen says, read from a picture of it.
    pub(super) async fn scan(&self) -> String {
        let element = self.browser.client.find(Locator::Css("svg.qr")).await;
        let png = element.unwrap().screenshot().await.unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        let mut picture = rqrr::PreparedImage::prepare(picture);
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1, "one QR");
        grids[0].decode().unwrap().1
    }

    /// All that is written in an element.
    pub(super) async fn text_of(&self, css: &str) -> String {
        let script = format!("return document.querySelector({}).innerText", json!(css));
        self.browser
            .script(&script)
            .await
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Leaves something on the page that a reload would take away.
    pub(super) async fn mark_the_page(&self) {
        self.browser.script("window.marked = true").await;
    }

    /// Whether the page is still the one that was marked.
    pub(super) async fn page_is_marked(&self) -> bool {
        self.browser.script("return window.marked === true").await == json!(true)
    }

    /// Loads the page again: the same conversation stands there, ready to go on.
    pub(super) async fn assert_resumes_after_a_reload(&mut self) {
        let before = self.conversation().await;
        self.browser.client.refresh().await.unwrap();
        let back = "return !!document.querySelector('.actions button')";
        self.browser.wait_for("the conversation", back).await;
        self.rest().await;
        assert_eq!(self.conversation().await, before);
        self.press("看我的车票").await;
        self.hears("您的车票").await;
    }

    /// Nothing sticks out sideways.
    pub(super) async fn assert_fits(&mut self) {
        self.rest().await;
        let script = "const log = document.querySelector('#log'); const page = document.documentElement; \
             const wide = [...log.querySelectorAll('*')].filter((one) => \
               !one.closest('.sr') && one.getBoundingClientRect().right > innerWidth + .5); \
             return [page.scrollWidth - innerWidth, log.scrollWidth - log.clientWidth, wide.map((one) => one.outerHTML)]";
        let beyond = self.browser.script(script).await;
        assert_eq!(beyond, json!([0, 0, []]));
    }

    /// No error in the console, no request to anywhere else.
    pub(super) async fn assert_quiet_and_at_home(&self, server: &Server) {
        self.browser.assert_quiet_and_at_home(&server.base()).await;
    }

    async fn conversation(&self) -> Value {
        let script = "return [...document.querySelectorAll('#bubbles .row')].map((row) => { \
             const copy = row.cloneNode(true); copy.querySelectorAll('.sr').forEach((one) => one.remove()); return copy.textContent; })";
        self.browser.script(script).await
    }

    async fn heard(&self) -> u64 {
        let count = "return document.querySelectorAll('#bubbles .row.bureau').length";
        self.browser.script(count).await.as_u64().unwrap()
    }

    async fn answered(&self, before: u64, what: &str) {
        let more =
            format!("return document.querySelectorAll('#bubbles .row.bureau').length > {before}");
        let what = format!("an answer to {what}");
        self.browser.wait_for(&what, &more).await;
        self.rest().await;
    }

    /// Waits until the page is quiet, also after the smooth scrolling that follows a bubble.
    async fn rest(&self) {
        self.browser.wait_for("the chat to rest", AT_REST).await;
        loop {
            let top = self.top().await;
            tokio::time::sleep(Duration::from_millis(120)).await;
            if self.top().await == top {
                return;
            }
        }
    }

    async fn top(&self) -> Value {
        let script = "return [document.querySelector('#log').scrollTop, document.querySelector('#bubbles').children.length]";
        self.browser.script(script).await
    }
}
