//! Scripts in every field, before a real browser: none runs, and none becomes part of a page.

use super::desk::Desk;
use super::worker::Worker;
use crate::console::harness::START;
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

#[tokio::test(flavor = "multi_thread")]
async fn no_script_from_a_field_runs_on_any_page_of_the_console() {
    let Some(browser) = Browser::open(1280).await else {
        return;
    };
    let Planted { desk, pages } = planted().await;
    let (client, mut inside, mut seen) = (&browser.client, "", 0);
    for (login, path) in &pages {
        // These answer with files, streams and pieces of pages.
        if [".xlsx", ".csv", ".ics", "/state", "/feed", "/template/no"]
            .iter()
            .any(|end| path.ends_with(end))
        {
            continue;
        }
        if inside != *login {
            client
                .goto(&format!("{}/console/sign-in", desk.base))
                .await
                .unwrap();
            client.delete_all_cookies().await.unwrap();
            let link = sign_in_path(&desk.store, &StaffId::new(*login), START)
                .await
                .unwrap();
            client.goto(&format!("{}{link}", desk.base)).await.unwrap();
            let button = client
                .find(Locator::Css("main form:not(.languages) button"))
                .await
                .unwrap();
            button.click().await.unwrap();
            browser
                .wait_for(
                    "the desk",
                    "return !!document.querySelector('details.account')",
                )
                .await;
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
