//! Notices from the command line, by the real program.

use crate::kit::server::{Server, Setup, program};
use sqlx::SqlitePool;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Runs `returnline notice …` on the server's database; what it said, and on which exit code.
fn notice(server: &Server, arguments: &[&str]) -> (Option<i32>, String) {
    let done = program()
        .args(["notice", "--database-url", &server.database_url()])
        .args(arguments)
        .current_dir(server.dir())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    (done.status.code(), said)
}

fn did(server: &Server, arguments: &[&str]) -> String {
    let (code, said) = notice(server, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}");
    said
}

fn refused(server: &Server, arguments: &[&str], why: &str) {
    let (code, said) = notice(server, arguments);
    assert_ne!(code, Some(0), "{arguments:?}: {said}");
    assert!(said.contains(why), "{arguments:?}: {said}");
}

/// Three people in web chats, one of whom has opted out.
async fn people(server: &Server) {
    let pool = SqlitePool::connect(&server.database_url()).await.unwrap();
    for (id, contact) in [("p1", "open"), ("p2", "open"), ("p3", "opted_out")] {
        sqlx::query(
            "INSERT INTO chat (id, channel, address, locale, contact, first_seen_at, last_seen_at) \
             VALUES ($1, 'web', $1, 'en', $2, 0, 0)",
        )
        .bind(id)
        .bind(contact)
        .execute(&pool)
        .await
        .unwrap();
    }
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_written_approved_sent_and_reported_from_the_command_line() {
    let mut server = Setup::demo().start();
    assert_eq!(server.terminate(), Some(0));
    people(&server).await;
    std::fs::write(server.dir().join("hans.txt"), "# 致工友\n回来吧").unwrap();
    std::fs::write(server.dir().join("en.txt"), "Come back").unwrap();
    std::fs::write(server.dir().join("empty.txt"), "# only").unwrap();

    refused(&server, &["new", "--as", "clerk"], "--zh-hans");
    let write = ["new", "--as", "clerk", "--zh-hans"];
    let with = |rest: &[&'static str]| [&write[..], rest].concat();
    refused(&server, &with(&["empty.txt"]), "empty.txt holds no text");
    refused(&server, &with(&["none.txt"]), "none.txt cannot be read");
    let nowhere = with(&["hans.txt", "--origin", "nowhere"]);
    refused(&server, &nowhere, "no place has this name");
    let said = did(&server, &with(&["hans.txt", "--en", "en.txt"]));
    assert!(
        said.contains("2 people would get it now; left out: 1 opted out"),
        "{said}"
    );
    let id = said.lines().next().unwrap().to_owned();

    let act = |action: &'static str, login: &'static str| vec![action, id.as_str(), "--as", login];
    refused(&server, &act("approve", "clerk"), "for administrators");
    refused(&server, &act("approve", "nobody"), "nobody signs in as");
    refused(&server, &act("send", "admin"), "draft");
    did(&server, &act("approve", "admin"));
    did(&server, &act("send", "admin"));
    did(&server, &act("pause", "admin"));
    did(&server, &act("resume", "admin"));
    assert!(did(&server, &["list"]).contains("sending    致工友"));

    server.restart();
    refused(&server, &["list"], "in use by another returnline");
    let end = Instant::now() + Duration::from_secs(20);
    let pool = SqlitePool::connect(&server.database_url()).await.unwrap();
    let state = async || {
        let found = sqlx::query_scalar::<_, String>("SELECT state FROM notice");
        found.fetch_one(&pool).await.unwrap()
    };
    while state().await != "done" {
        assert!(Instant::now() < end, "{}", state().await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    pool.close().await;
    assert_eq!(server.terminate(), Some(0));

    let report = did(&server, &["report", &id]);
    let words: Vec<_> = report.split_whitespace().collect();
    let figure = |name: &str| {
        let at = words.iter().rposition(|word| *word == name).unwrap();
        words[at + 1].to_owned()
    };
    let figures = ["sent", "failed", "unknown", "waiting", "audience"].map(figure);
    assert_eq!(figures, ["2", "0", "0", "0", "3"], "{report}");
    assert!(
        report.contains("opted out") && report.contains("approved   陈明"),
        "{report}"
    );
    assert!(did(&server, &act("retry-failed", "admin")).contains("sending"));
    refused(&server, &act("resume", "admin"), "sending");
    did(&server, &act("cancel", "admin"));
}

#[test]
fn the_help_explains_every_command() {
    let help = |arguments: &[&str]| {
        let done = program().args(arguments).output().unwrap();
        assert!(done.status.success());
        String::from_utf8(done.stdout).unwrap()
    };
    let said = help(&["notice", "--help"]);
    for command in [
        "new",
        "list",
        "approve",
        "send",
        "pause",
        "resume",
        "cancel",
        "retry-failed",
        "report",
    ] {
        assert!(said.contains(&format!("  {command}")), "{command}: {said}");
    }
    let said = help(&["notice", "new", "--help"]);
    for option in [
        "--as <LOGIN>",
        "--zh-hans <FILE>",
        "--status <STATUS>",
        "Example:",
    ] {
        assert!(said.contains(option), "{option}: {said}");
    }
    assert!(
        said.lines().all(|line| line.chars().count() <= 100),
        "{said}"
    );
}
