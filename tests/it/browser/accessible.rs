//! Every page before axe, the usual judge of accessibility: nothing serious, on a phone and on a desk, in light and in
//! dark; and none is wider than the window.
//!
//! `RETURNLINE_SHOTS=1` also saves a picture of every page, to be looked at.

use super::scripts::{is_page, sign_in};
use super::worker::Worker;
use crate::console::roles::{furnished, pages};
use crate::kit::chromium::Browser;
use crate::kit::missing::missing_but;
use crate::kit::server::Setup;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What axe calls serious or worse: which rule, how often, and the first place.
const JUDGE: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(JSON.stringify( \
        found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical') \
        .map((v) => `${v.id} ×${v.nodes.length}: ${v.nodes[0].html.slice(0, 160)} | ${v.nodes[0].failureSummary}`))), \
        (error) => done(JSON.stringify([String(error)])))";

/// Whether the server has refused the page.
const REFUSED: &str = "return performance.getEntriesByType('navigation')[0].responseStatus >= 400";

/// The program itself, from npm; `None` where it is not installed, which fails in CI.
fn axe() -> Option<String> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = dir.join("node_modules/axe-core/axe.min.js");
    match std::fs::read_to_string(file) {
        Ok(text) => Some(text),
        Err(_) => missing_but("axe-core", "npm install --prefix target/tmp axe-core@4"),
    }
}

/// What speaks against the page that is open.
async fn judged(browser: &Browser, axe: &str) -> Vec<String> {
    browser.script(axe).await;
    let found = browser
        .client
        .execute_async(JUDGE, Vec::new())
        .await
        .unwrap();
    let Value::String(found) = found else {
        panic!("{found}")
    };
    serde_json::from_str(&found).unwrap()
}

async fn shoot(browser: &Browser, name: &str) {
    if std::env::var_os("RETURNLINE_SHOTS").is_some() {
        let plain = |letter: char| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        };
        browser
            .picture(&name.chars().map(plain).collect::<String>())
            .await;
    }
}

async fn every_page_is_accessible(width: u32) {
    let Some(axe) = axe() else { return };
    let Some(browser) = Browser::open(width).await else {
        return;
    };
    let desk = furnished().await;
    desk.worker("w2", "欧阳云朵朵", "e1", true).await;
    let (mut complaints, mut seen, mut refusal_seen) = (Vec::new(), 0, false);
    for login in ["admin", "hr", "crew"] {
        sign_in(&browser, &desk, login).await;
        let paths: BTreeSet<&str> = pages().map(|(path, _)| *path).collect();
        for path in paths.into_iter().filter(|path| is_page(path)) {
            let at = format!("{}{path}", desk.base);
            browser.client.goto(&at).await.unwrap();
            // One page of a refusal is judged, not a hundred.
            let refused = browser.script(REFUSED).await == Value::Bool(true);
            if refused && std::mem::replace(&mut refusal_seen, true) {
                continue;
            }
            let mut found = Vec::new();
            for theme in ["light", "dark"] {
                browser.prefer(theme).await;
                shoot(&browser, &format!("{width}-{theme}-{login}{path}")).await;
                found.extend(judged(&browser, &axe).await);
            }
            let is_wide = format!("return document.documentElement.scrollWidth > {width}");
            if browser.script(&is_wide).await == Value::Bool(true) {
                found.push("wider than the window".to_owned());
            }
            let found = found.iter();
            complaints.extend(found.map(|complaint| format!("{path} as {login}: {complaint}")));
            seen += 1;
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert!(seen > 40, "{seen} pages");
    // The judge can condemn.
    let plant =
        "const b = document.createElement('button'); document.querySelector('main').append(b)";
    browser.script(plant).await;
    assert!(!judged(&browser, &axe).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_console_is_accessible_on_a_phone() {
    every_page_is_accessible(360).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_console_is_accessible_on_a_desk() {
    every_page_is_accessible(1280).await;
}

#[tokio::test]
async fn the_chat_is_accessible_from_the_first_question_to_the_ticket() {
    let Some(axe) = axe() else { return };
    let server = Setup::demo().start();
    let Some(mut worker) = Worker::open(&server, 360).await else {
        return;
    };
    let first = judged(&worker.browser, &axe).await;
    assert!(first.is_empty(), "{first:#?}");
    worker.walk_to_the_ticket().await;
    let ticket = judged(&worker.browser, &axe).await;
    assert!(ticket.is_empty(), "{ticket:#?}");
}
