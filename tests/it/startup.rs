//! Starting and stopping the real program.

use crate::kit::postgres::Database;
use crate::kit::server::{Setup, program};
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
    }
    let health = reqwest::get(server.at("/healthz")).await.unwrap();
    assert_eq!(health.status(), 200);
    let health: serde_json::Value = health.json().await.unwrap();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["backlog"]["reply"], 0);

    // A stream that its reader never closes must not hold up the end.
    let stream = reqwest::get(server.at("/chat/events")).await.unwrap();
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
    assert!(!server.printed().contains("/console/enter/"));
    assert!(!server.printed().contains("demo"));
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

#[test]
fn the_readme_lists_every_setting() {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    for setting in returnline::config::SETTINGS {
        let row = format!("| `{}` | `{}`", setting.path, setting.variable);
        assert!(readme.contains(&row), "{row}");
    }
}
