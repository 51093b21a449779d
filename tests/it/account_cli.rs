//! A way back in from the command line, by the real program, beside the server that runs.

use crate::kit::server::{Server, Setup, program};
use reqwest::{Client, StatusCode};
use std::process::Stdio;

fn reset(server: &Server, login: &str) -> (Option<i32>, String, String) {
    let done = program()
        .args([
            "account",
            "reset",
            login,
            "--database-url",
            &server.database_url(),
        ])
        .current_dir(server.dir())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_who_has_lost_everything_is_let_in_by_whoever_runs_the_machine() {
    let server = Setup::demo().start();
    let (code, said, error) = reset(&server, "admin");
    assert_eq!((code, error.as_str()), (Some(0), ""), "{said}");
    let (_, path) = said.trim().split_once("/console/enter/").unwrap();
    let link = server.at(&format!("/console/enter/{path}"));
    let door = Client::new().get(&link).send().await.unwrap();
    assert_eq!(door.status(), StatusCode::OK);
    // The link before it is gone.
    reset(&server, "admin");
    let door = Client::new().get(&link).send().await.unwrap();
    assert_eq!(door.status(), StatusCode::GONE);

    let pool = sqlx::SqlitePool::connect(&server.database_url())
        .await
        .unwrap();
    let line = "SELECT actor || ' ' || origin FROM audit WHERE action = 'account.reset'";
    let lines: Vec<(String,)> = sqlx::query_as(line).fetch_all(&pool).await.unwrap();
    assert_eq!(
        lines,
        [
            ("operator command line".to_owned(),),
            ("operator command line".to_owned(),)
        ]
    );
    pool.close().await;

    let (code, said, error) = reset(&server, "nobody");
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(error.contains("nobody signs in as nobody"), "{error}");
    assert!(!server.log().contains(path), "the link is in no log");
}
