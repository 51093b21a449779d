//! Starting and stopping the real program.

use crate::fake_bot_api::FakeBotApi;
use crate::kit::postgres::Database;
use crate::kit::server::{Server, Setup, program};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    program()
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_names_every_command_and_shows_examples() {
    let help = run(&["--help"], &[]);
    assert_eq!(help.status.code(), Some(0));
    let said = text(&help.stdout);
    for word in [
        "serve",
        "talk",
        "notice",
        "migrate",
        "doctor",
        "Examples:",
        "--config",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(
        said.lines().all(|line| line.chars().count() <= 100),
        "{said}"
    );
    let wrong = run(&["serve", "--lisen", "x"], &[]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_bad_setting_is_one_readable_line() {
    let wrong = run(&[], &[("RETURNLINE_LISTN", "x")]);
    assert_eq!(wrong.status.code(), Some(1));
    let said = text(&wrong.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("did you mean RETURNLINE_LISTEN?"), "{said}");

    let wrong = run(
        &["--database-url", "postgres://u:sesame@127.0.0.1:1/x"],
        &[],
    );
    let said = text(&wrong.stderr);
    assert!(
        said.contains("RETURNLINE_KEY") && !said.contains("sesame"),
        "{said}"
    );

    let wrong = run(&["doctor", "--log", "info,,=="], &[]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stdout).contains("✗ settings"));
}

/// Opens a chat and the stream of its bubbles.
async fn open_stream(server: &Server) -> reqwest::Response {
    let client = reqwest::Client::new();
    let said = client
        .post(server.at("/chat/say"))
        .header("sec-fetch-site", "same-origin")
        .json(&serde_json::json!({ "id": "start-0001", "start": "" }))
        .send()
        .await
        .unwrap();
    let cookie = said.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let asked = client
        .get(server.at("/chat/events"))
        .header("cookie", cookie);
    let mut stream = asked.send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert!(stream.chunk().await.unwrap().is_some(), "the greeting");
    stream
}

#[tokio::test]
async fn the_demo_prints_its_addresses_and_stops_in_time() {
    let mut server = Setup::demo().start();
    let printed = server.printed().to_owned();
    assert!(
        printed.contains("only this machine reaches it"),
        "{printed}"
    );
    assert!(printed.contains("Telegram is off until TELOXIDE_TOKEN is set"));
    assert!(printed.contains("█"), "a QR code");
    for role in ["clerk", "admin", "HR"] {
        let link = server.sign_in_link(role);
        assert!(link.contains("/console/enter/"), "{link}");
        assert!(!server.log().contains(&link));
        assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
    }
    let health = reqwest::get(server.at("/healthz")).await.unwrap();
    assert_eq!(health.status(), 200);
    let health: serde_json::Value = health.json().await.unwrap();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["backlog"]["reply"], 0);

    // A stream that its reader never closes must not hold up the end.
    let stream = open_stream(&server).await;
    let before = Instant::now();
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    assert!(before.elapsed() < Duration::from_secs(10));
    drop(stream);

    // The same database again: the demo is there already, and so is its time.
    server.restart();
    assert_eq!(
        reqwest::get(server.at("/healthz")).await.unwrap().status(),
        200
    );
    server.kill();
    server.restart();
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_second_process_on_the_same_file_is_refused() {
    let server = Setup::demo().start();
    let url = server.database_url();
    for command in ["serve", "migrate"] {
        let second = run(&[command, "--database-url", &url], &[]);
        assert_eq!(second.status.code(), Some(1));
        let said = text(&second.stderr);
        assert!(said.contains("is in use by another returnline"), "{said}");
    }
    let looked = run(&["doctor", "--database-url", &url], &[]);
    assert_eq!(looked.status.code(), Some(0), "{}", text(&looked.stdout));
    assert!(text(&looked.stdout).contains("in use by a running server"));
}

#[test]
fn without_the_demo_nothing_is_made_up() {
    let mut server = Setup::demo().argument("--no-demo").start();
    assert!(!server.printed().contains("demo"));
    assert!(!server.printed().contains("  clerk "));
    // But somebody must be able to get in.
    assert!(server.sign_in_link("admin").contains("/console/enter/"));
    assert_eq!(server.terminate(), Some(0));
    let url = server.database_url();
    let again = run(&["migrate", "--database-url", &url], &[]);
    assert!(text(&again.stdout).contains("up to date already"));
}

#[tokio::test]
async fn it_serves_from_postgres() {
    let Some(database) = Database::fresh().await else {
        return;
    };
    let key = "07".repeat(32);
    let setup = Setup::demo().database(&database.url);
    let mut server = setup.variable("RETURNLINE_KEY", &key).start();
    assert_eq!(
        reqwest::get(server.at("/healthz")).await.unwrap().status(),
        200
    );
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    let wrong = [("RETURNLINE_KEY", "08".repeat(32))];
    let wrong = wrong
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let refused = run(
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database-url",
            &database.url,
        ],
        &wrong,
    );
    assert!(
        text(&refused.stderr).contains("not the one this database was made with"),
        "{}",
        text(&refused.stderr)
    );
}

// On several threads: the fake must answer while this one waits for the program.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_token_the_bot_is_named_has_its_menu_and_answers() {
    let api = FakeBotApi::start().await;
    let (token, url) = (api.token(), api.url());
    let setup = Setup::demo().variable("TELOXIDE_TOKEN", token);
    let mut server = setup.variable("TELOXIDE_API_URL", &url).start();
    let printed = server.printed();
    let named = "Telegram is on: https://t.me/returnline_test_bot";
    assert!(printed.contains(named), "{printed}");

    api.start_chat(7, None);
    let deadline = Instant::now() + Duration::from_secs(10);
    while api.count("SendMessage") == 0 {
        assert!(Instant::now() < deadline, "no greeting: {}", server.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (language, word) in [("", "看看办到哪一步"), ("en", "How things stand")] {
        let menu = api.commands(language).unwrap().to_string();
        assert!(menu.contains(word), "{menu}");
    }
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    assert!(!server.log().contains(token), "{}", server.log());

    let variables = [("TELOXIDE_TOKEN", token), ("TELOXIDE_API_URL", &url)];
    let looked = text(&run(&["doctor"], &variables).stdout);
    assert!(looked.contains("✓ telegram  reached"), "{looked}");
    let pace = "✓ pace      30 messages a second to everyone, 1 to one chat (5 at once)";
    assert!(looked.contains(pace), "{looked}");
}

#[test]
fn the_readme_lists_every_setting() {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    for setting in returnline::config::SETTINGS {
        let row = format!("| `{}` | `{}`", setting.path, setting.variable);
        assert!(readme.contains(&row), "{row}");
    }
}
