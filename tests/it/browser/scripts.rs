//! Scripts in every field, before a real browser: none runs, and none becomes part of a page.

use super::desk::Desk;
use super::worker::Worker;
use crate::console::harness::{Desk as DeskOfTest, START};
use crate::console::security::{MARK, Planted, planted};
use crate::kit::chromium::Browser;
use crate::kit::server::Setup;
use fantoccini::Locator;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;
use serde_json::Value;
use std::time::Duration;

/// What a script in the page would have left: a mark, an element of its own, or an attribute that runs.
fn harm() -> String {
    format!(
        "return JSON.stringify([window.{MARK} ?? null, \
           document.querySelectorAll('img[src=\"x\"], script:not([src]), [onerror], [onclick], iframe').length])"
    )
}

async fn assert_unharmed(browser: &Browser, at: &str) {
    let found = browser.script(&harm()).await;
    assert_eq!(found, Value::String("[null,0]".into()), "{at}");
}

/// Whether a path answers with a page: not with a file, a stream or a piece of a page.
pub fn is_page(path: &str) -> bool {
    let others = [
        ".xlsx",
        ".csv",
        ".ics",
        ".svg",
        "/state",
        "/feed",
        "/list",
        "/messages",
        "/template/no",
    ];
    !others.iter().any(|end| path.ends_with(end))
}

/// Signs somebody of the staff in, whoever was before.
pub async fn sign_in(browser: &Browser, desk: &DeskOfTest, login: &'static str) {
    let client = &browser.client;
    let door = format!("{}/console/sign-in", desk.base);
    client.goto(&door).await.unwrap();
    client.delete_all_cookies().await.unwrap();
    let staff = StaffId::new(login);
    let link = sign_in_path(&desk.store, &staff, START).await.unwrap();
    client.goto(&format!("{}{link}", desk.base)).await.unwrap();
    let button = Locator::Css("main form:not(.languages) button");
    client.find(button).await.unwrap().click().await.unwrap();
    let inside = "return !!document.querySelector('details.account')";
    browser.wait_for("the desk", inside).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_script_from_a_field_runs_on_any_page_of_the_console() {
    let Some(browser) = Browser::open(1280).await else {
        return;
    };
    let Planted { desk, pages } = planted().await;
    let (client, mut inside, mut seen) = (&browser.client, "", 0);
    for (login, path) in &pages {
        if !is_page(path) {
            continue;
        }
        if inside != *login {
            sign_in(&browser, &desk, login).await;
            inside = *login;
        }
        client.goto(&format!("{}{path}", desk.base)).await.unwrap();
        // What is drawn by our own scripts is there a moment later.
        if path.starts_with("/console/boarding/") {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        assert_unharmed(&browser, &format!("{path} as {login}")).await;
        seen += 1;
    }
    assert!(seen > 80, "{seen} pages");
    // The check itself can fail.
    browser
        .script("document.body.append(document.createElement('script'))")
        .await;
    assert_ne!(
        browser.script(&harm()).await,
        Value::String("[null,0]".into())
    );
}

#[tokio::test]
async fn no_script_runs_in_the_chat_nor_in_the_inbox_that_answers_it() {
    let server = Setup::demo().start();
    let Some(mut worker) = Worker::open(&server, 360).await else {
        return;
    };
    let script = |name: &str| {
        format!("<script>window.{MARK}='{name}'</script><img src=x onerror=window.{MARK}='{name}'>")
    };
    worker.press("简体中文").await;
    worker.say("0").await;
    worker.say(&script("worker")).await;
    assert_unharmed(&worker.browser, "the chat, own words").await;
    let Some(mut desk) = Desk::open().await else {
        return;
    };
    desk.enter(&server, "clerk").await;
    desk.go(&server, "/console/inbox").await;
    assert_unharmed(desk.browser(), "the inbox").await;
    desk.click("main a[href^='/console/inbox/']").await;
    desk.sees("onerror=window").await;
    assert_unharmed(desk.browser(), "the conversation").await;
    desk.fill("textarea[name='text']", &script("clerk")).await;
    desk.click(".answer button").await;
    worker.hears(&format!("window.{MARK}='clerk'")).await;
    assert_unharmed(&worker.browser, "the chat, the clerk's words").await;
    assert_unharmed(desk.browser(), "the conversation, answered").await;
    worker.assert_quiet_and_at_home(&server).await;
}
