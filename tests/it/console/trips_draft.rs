//! A draft while others act on it: what Check says, and what becomes of a form that comes too late.

use super::harness::{Browser, Desk, Reply};
use super::trips::{coach, save};
use axum::http::StatusCode;

/// What a clerk had typed, and would type again.
const TYPED: &str = "汽车客运东站二号门";

async fn edit(browser: &mut Browser, trip: &str, version: &str, step: &str) -> Reply {
    let typed = [("s0-meet", TYPED), ("version", version), ("step", step)];
    browser.post(&format!("{trip}/edit"), &coach(&typed)).await
}

fn refused(reply: &Reply, words: &str) {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains(words), "{words}: {}", reply.body);
    assert!(reply.body.contains(TYPED), "lost: {}", reply.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_outlives_that_the_trip_was_opened() {
    let desk = Desk::open().await;
    let (mut clerk, mut admin) = (desk.signed_in("clerk").await, desk.signed_in("admin").await);
    let trip = save(&mut clerk, &coach(&[])).await;
    clerk.get(&format!("{trip}/edit")).await;
    let open = [("step", "open"), ("version", "1")];
    assert_eq!(admin.post(&trip, &open).await.status, StatusCode::SEE_OTHER);
    for step in ["save", "check"] {
        let late = edit(&mut clerk, &trip, "1", step).await;
        refused(&late, "Somebody has changed this trip meanwhile");
        assert!(
            late.body
                .contains(&format!("href=\"{trip}\" target=\"_blank\""))
        );
        refused(
            &edit(&mut admin, &trip, "1", step).await,
            "Somebody has changed",
        );
    }
    let meet =
        "SELECT COUNT(*) FROM trip WHERE code = 'HS-0225' AND meeting_point = '汽车客运总站门前'";
    assert_eq!(desk.count(meet).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn checking_an_old_form_does_not_make_it_new() {
    let desk = Desk::open().await;
    let (mut clerk, mut other) = (desk.signed_in("clerk").await, desk.signed_in("boss").await);
    let trip = save(&mut clerk, &coach(&[])).await;
    let theirs = edit(&mut other, &trip, "1", "save").await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{}", theirs.body);
    let checked = edit(&mut clerk, &trip, "1", "check").await;
    assert!(
        checked.body.contains("name=\"version\" value=\"1\""),
        "{}",
        checked.body
    );
    let told = edit(&mut clerk, &trip, "1", "save").await;
    refused(&told, "Somebody has changed");
    // Now they know, and the form that they were shown takes their word.
    assert!(
        told.body.contains("name=\"version\" value=\"2\""),
        "{}",
        told.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn checking_says_what_saving_and_opening_would() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let mut check = async |changes: &[(&str, &str)]| {
        let mut fields = coach(changes);
        fields.push(("step", "check"));
        clerk.post("/console/trips/new", &fields).await
    };
    let clean = check(&[]).await;
    assert_eq!(clean.status, StatusCode::OK);
    assert!(
        clean.body.contains("No errors. Not saved yet."),
        "{}",
        clean.body
    );
    assert!(!clean.body.contains("Cannot be opened yet"));

    let unready = check(&[("s0-meet", "")]).await;
    assert_eq!(unready.status, StatusCode::OK);
    assert!(
        unready.body.contains("This can be saved as a draft"),
        "{}",
        unready.body
    );
    assert!(unready.body.contains("A meeting point is missing"));
    assert!(!unready.body.contains("No errors"), "{}", unready.body);

    let taken = check(&[("code", "hh-0224")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        taken.body.contains("Another trip has this code"),
        "{}",
        taken.body
    );

    // A draft's own code is its own.
    let trip = save(&mut clerk, &coach(&[])).await;
    let own = [("code", "HS-0225"), ("version", "1"), ("step", "check")];
    let own = clerk.post(&format!("{trip}/edit"), &coach(&own)).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trip_says_whose_employers_it_is_for() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    for (changes, said) in [
        (
            vec![("zones", "浙南产业集聚区")],
            "employers of 浙南产业集聚区 only, or no employer yet",
        ),
        (
            vec![
                ("zones", "浙南产业集聚区"),
                ("roster", "on"),
                ("code", "HS-2"),
            ],
            "employers of 浙南产业集聚区 only<",
        ),
    ] {
        let trip = save(&mut clerk, &coach(&changes)).await;
        let page = clerk.get(&trip).await.body;
        assert!(page.contains(said), "{said}: {page}");
    }
}
