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
    for (conditions, why) in [
        ("origin=nowhere", "no place has the name"),
        ("colour=red", "is not known; use one of"),
        ("status=asleep", "use one of: anyone, started"),
        ("employer=示例企业", "there is no employer"),
        ("seen=0", "from 1 to 3650"),
        ("registered", "NAME=VALUE"),
        ("", "needs a condition"),
    ] {
        refused(&server, &with(&["hans.txt", "--where", conditions]), why);
    }
    let said = did(
        &server,
        &with(&[
            "hans.txt",
            "--where",
            "!status=started",
            "--where",
            "channel=web language=zh-Hans",
        ]),
    );
    assert!(said.contains("0 people would get it now"), "{said}");
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
    refused(
        &server,
        &act("test", "admin"),
        "bind one on the account page",
    );
    let later = [&act("send", "admin")[..], &["--at", "2020-01-01 08:00"]].concat();
    refused(&server, &later, "the moment has passed");
    let later = [&act("send", "admin")[..], &["--at", "2030-01-01 08:00"]].concat();
    assert!(did(&server, &later).contains("it starts at 2030-01-01 08:00"));
    did(&server, &act("send", "admin"));
    did(&server, &act("pause", "admin"));
    assert!(did(&server, &["list"]).contains("paused     致工友"));

    // Beside the running server.
    server.restart();
    let watched = [&act("resume", "admin")[..], &["--watch"]].concat();
    did(&server, &watched);
    let end = Instant::now() + Duration::from_secs(20);
    let pool = SqlitePool::connect(&server.database_url()).await.unwrap();
    let state = async || {
        let found = sqlx::query_scalar::<_, String>("SELECT state FROM notice WHERE id = $1");
        found.bind(&id).fetch_one(&pool).await.unwrap()
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
        "test",
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
        "--where <CONDITIONS>",
        "Example:",
    ] {
        assert!(said.contains(option), "{option}: {said}");
    }
    assert!(
        said.lines().all(|line| line.chars().count() <= 100),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_from_a_spreadsheet_is_an_audience() {
    let mut server = Setup::demo().start();
    assert_eq!(server.terminate(), Some(0));
    let pool = SqlitePool::connect(&server.database_url()).await.unwrap();
    let chat = "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
                SELECT 'p1', 'web', 'p1', 'en', id, 0, 0 FROM worker WHERE mobile_mask = '154****0001'";
    let added = sqlx::query(chat).execute(&pool).await.unwrap();
    assert_eq!(added.rows_affected(), 1);
    pool.close().await;
    let rows = "\u{feff}返岗名单,\n姓名,手机号\n甲,15400000001\n甲,+86 154-0000-0001\n乙,1540000\n丙,15499999999\n";
    std::fs::write(server.dir().join("list.csv"), rows).unwrap();
    std::fs::write(server.dir().join("hans.txt"), "回来吧").unwrap();
    std::fs::write(server.dir().join("nothing.csv"), "姓名\n甲\n").unwrap();

    refused(
        &server,
        &["people", "none.csv", "--as", "clerk"],
        "none.csv cannot be read",
    );
    refused(
        &server,
        &["people", "nothing.csv", "--as", "clerk"],
        "no column is headed",
    );
    refused(
        &server,
        &["people", "list.csv", "--as", "hr"],
        "for clerks and administrators",
    );
    let said = did(&server, &["people", "list.csv", "--as", "clerk"]);
    assert!(
        said.contains("2 people in 4 rows; 1 rows for somebody twice, 1 without a number"),
        "{said}"
    );
    assert!(said.contains("cell B5: mobile number"), "{said}");
    let known = "We can write to 1 of them; 0 have opted out or block us, 1 have no chat";
    assert!(said.contains(known), "{said}");
    let id = said.lines().next().unwrap().to_owned();
    let lists = did(&server, &["lists"]);
    assert!(
        lists.contains(&id) && lists.contains("2 people  list.csv"),
        "{lists}"
    );

    let new = ["new", "--as", "clerk", "--zh-hans", "hans.txt", "--where"];
    refused(
        &server,
        &[&new[..], &["list=other"]].concat(),
        "there is no list",
    );
    for named in [format!("list={id}"), "list=list.csv".to_owned()] {
        let said = did(&server, &[&new[..], &[named.as_str()]].concat());
        assert!(said.contains("1 person would get it now"), "{said}");
    }
}
