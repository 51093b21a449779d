//! Forged forms, planted sessions, headers.

use crate::console::harness::{Browser, Desk, PASSWORD};
use crate::console::roles::{self, furnished};
use axum::http::StatusCode;
use std::path::Path;

/// Every address that takes a POST, read from the routes in the source, with `x` for what varies.
fn posts() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(posts_of(&text));
            }
        }
    }
    found.sort();
    found
}

fn posts_of(text: &str) -> Vec<String> {
    let routes = text.split(".route(").skip(1);
    let routes = routes.filter_map(|rest| {
        let mut depth = 1;
        let end = rest.find(|c: char| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        let (path, handlers) = rest[..end?].split_once(',')?;
        let path = path.trim();
        if !handlers.contains("post(") {
            return None;
        }
        let literal = path
            .strip_prefix('"')
            .and_then(|path| path.strip_suffix('"'));
        let path = literal.unwrap_or_else(|| panic!("write the address of a route out: {path}"));
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { "x" } else { part });
        Some(parts.collect::<Vec<_>>().join("/"))
    });
    routes.collect()
}

#[tokio::test]
async fn no_form_is_taken_without_its_token_whoever_sends_it() {
    let posts = posts();
    assert!(posts.len() > 40, "{posts:?}");
    assert!(posts.contains(&"/console/rosters/x/upload".to_owned()));
    let desk = furnished().await;
    let foreign = desk.signed_in("boss").await.csrf;
    let strangers = {
        let mut stranger = desk.stranger();
        stranger.get("/console/sign-in").await;
        stranger.csrf
    };
    for login in ["admin", "clerk", "hr", "crew"] {
        let mut browser = desk.signed_in(login).await;
        for path in &posts {
            for token in [
                None,
                Some(""),
                Some(foreign.as_str()),
                Some(strangers.as_str()),
            ] {
                let fields: Vec<_> = token.map(|token| ("csrf", token)).into_iter().collect();
                let reply = browser.post_raw(path, &fields).await;
                refused(&reply.status, &reply.body, path, login);
            }
            let form = reqwest::multipart::Form::new()
                .text("step", "x")
                .text("csrf", foreign.clone());
            let reply = browser.post_form(path, form).await;
            refused(&reply.status, &reply.body, path, login);
        }
    }
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM staff_session").await,
        5,
        "nobody was signed out"
    );
}

/// Refused for the token and for nothing else: the page says so.
fn refused(status: &StatusCode, body: &str, path: &str, login: &str) {
    assert_eq!(*status, StatusCode::FORBIDDEN, "{path} as {login}");
    assert!(
        body.contains("This form has expired"),
        "{path} as {login}: {body}"
    );
}

async fn sign_in(browser: &mut Browser, login: &str) {
    browser.get("/console/sign-in").await;
    let fields = [("login", login), ("password", PASSWORD)];
    let inside = browser.post("/console/sign-in", &fields).await;
    assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.body);
}

#[tokio::test]
async fn a_planted_session_is_not_adopted_and_one_that_was_open_ends() {
    let desk = Desk::open().await;
    // The attacker's own session, planted in a browser in which somebody else then signs in.
    let attacker = desk.signed_in("crew").await;
    let planted = attacker.cookies["returnline_desk"].clone();
    let mut victim = desk.stranger();
    victim
        .cookies
        .insert("returnline_desk".into(), planted.clone());
    victim
        .cookies
        .insert("returnline_visit".into(), "planted".into());
    // Signed in as the attacker, the victim follows their own link.
    let path = returnline::console::sign_in_path(
        &desk.store,
        &returnline::domain::id::StaffId::new("admin"),
        crate::console::harness::START,
    )
    .await
    .unwrap();
    victim.get(&path).await;
    victim.post(&path, &[]).await;
    let own = victim.cookies["returnline_desk"].clone();
    assert_ne!(own, planted);
    assert_eq!(victim.get("/console/audit").await.status, StatusCode::OK);
    let mut thief = desk.stranger();
    thief.cookies.insert("returnline_desk".into(), planted);
    assert_eq!(
        thief.get("/console/password").await.status,
        StatusCode::SEE_OTHER,
        "it has ended"
    );

    // Each sign-in has a token of its own.
    let mut browser = desk.stranger();
    sign_in(&mut browser, "clerk").await;
    let first = browser.cookies["returnline_desk"].clone();
    browser.get("/console").await;
    browser.post("/console/sign-out", &[]).await;
    sign_in(&mut browser, "clerk").await;
    assert_ne!(browser.cookies["returnline_desk"], first);
}

/// A response's header as text; empty where there is none.
fn header(headers: &reqwest::header::HeaderMap, name: &str) -> String {
    let value = headers.get(name);
    value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn every_page_of_every_role_forbids_frames_foreign_code_and_guessing() {
    let desk = furnished().await;
    let mut pages = 0;
    for login in ["admin", "clerk", "hr", "crew", "nobody"] {
        let mut browser = match login {
            "nobody" => desk.stranger(),
            login => desk.signed_in(login).await,
        };
        let own = [
            "/console/accounts",
            "/console/accounts/hr",
            "/console/audit",
            "/console/sessions",
            "/console/second-step",
        ];
        let all = roles::pages().map(|(path, _)| *path).chain(own);
        for path in all {
            let reply = browser.get(path).await;
            let policy = header(&reply.headers, "content-security-policy");
            for rule in [
                "default-src 'none'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "script-src 'self'",
            ] {
                assert!(policy.contains(rule), "{path} as {login}: {policy}");
            }
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            for (name, value) in [
                ("x-frame-options", "DENY"),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(
                    header(&reply.headers, name),
                    value,
                    "{path} as {login}: {name}"
                );
            }
            for inline in [" style=\"", "<style", "<script>", " onclick", "javascript:"] {
                assert!(!reply.body.contains(inline), "{path} as {login}: {inline}");
            }
            pages += usize::from(reply.status == StatusCode::OK);
        }
    }
    assert!(pages > 60, "{pages} pages were shown");
}
