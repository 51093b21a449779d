//! The bureau's desk in a browser: one machine at which several people sign in, one after the other.

use crate::kit::chromium::Browser;
use crate::kit::server::Server;
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::json;
use std::time::{Duration, Instant};

/// The console in a browser of its own.
pub(super) struct Desk {
    browser: Browser,
}

impl Desk {
    /// Opens a browser; `None` where Chromium is missing.
    pub(super) async fn open() -> Option<Self> {
        Self::open_wide(1280).await
    }

    /// Opens a browser of a width, in CSS pixels.
    pub(super) async fn open_wide(width: u32) -> Option<Self> {
        let browser = Browser::open(width).await?;
        Some(Self { browser })
    }

    /// Signs in with a role's printed link, in Chinese; whoever sat here before is signed out.
    pub(super) async fn enter(&mut self, server: &Server, role: &str) {
        let client = &self.browser.client;
        self.go(server, "/console/sign-in").await;
        client.delete_all_cookies().await.unwrap();
        client.goto(&server.sign_in_link(role)).await.unwrap();
        self.click("button[name='locale'][value='zh-Hans']").await;
        let chinese = "return document.documentElement.lang === 'zh-Hans'";
        self.browser.wait_for("the language", chinese).await;
        client.goto(&server.sign_in_link(role)).await.unwrap();
        self.click("main form:not(.languages) button").await;
        self.sees("工作台").await;
        let inside = "return !!document.querySelector('details.account')";
        self.browser.wait_for("the desk", inside).await;
    }

    /// The browser.
    pub(super) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Opens a page.
    pub(super) async fn go(&self, server: &Server, path: &str) {
        self.browser.client.goto(&server.at(path)).await.unwrap();
    }

    /// The path of the page that is open.
    pub(super) async fn path(&self) -> String {
        self.browser
            .client
            .current_url()
            .await
            .unwrap()
            .path()
            .to_owned()
    }

    /// Types into a field.
    pub(super) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css, Locator::Css(css)).await;
        field.send_keys(text).await.unwrap();
    }

    /// Clicks, once it is there.
    pub(super) async fn click(&self, css: &str) {
        let element = self.find(css, Locator::Css(css)).await;
        // Not below the bar that stays at the bottom of a form.
        let centre = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
        let client = &self.browser.client;
        client.execute(centre, vec![json!(css)]).await.unwrap();
        element.click().await.unwrap();
    }

    /// Clicks `what`, an XPath, in the table's row that mentions `text`.
    pub(super) async fn click_in_row(&self, text: &str, what: &str) {
        let path = format!("//tr[contains(., '{text}')]//{what}");
        let element = self.find(&path, Locator::XPath(&path)).await;
        element.click().await.unwrap();
    }

    /// An element of the page, or of the page that is on its way.
    async fn find(&self, name: &str, locator: Locator<'_>) -> Element {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            match self.browser.client.find(locator).await {
                Ok(element) => return element,
                Err(_) if Instant::now() < deadline => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(e) => {
                    let picture = self.browser.screenshot("not-on-the-page").await;
                    panic!("{name} is not on the page, see {}: {e}", picture.display());
                }
            }
        }
    }

    /// Waits until `text` stands on the page.
    pub(super) async fn sees(&self, text: &str) {
        let stands = format!("return document.body.innerText.includes({})", json!(text));
        self.browser.wait_for(text, &stands).await;
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

    /// No error in the console, no request to anywhere else.
    pub(super) async fn assert_quiet_and_at_home(&self, server: &Server) {
        self.browser.assert_quiet_and_at_home(&server.base()).await;
    }
}
