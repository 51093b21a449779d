//! The coach door over HTTP: whose it is, and every form without a script.

use super::boarding_coach::{Coach, begin, coach};
use super::harness::{Browser, Desk, START};
use axum::http::StatusCode;
use returnline::domain::seat::VehicleKind;

/// Somebody of the crew, at the door.
async fn at_door(desk: &Desk, coach: &Coach) -> Browser {
    let mut crew = desk.signed_in("crew").await;
    let page = crew.get(&coach.at("")).await;
    assert_eq!(page.status, StatusCode::OK);
    crew
}

/// Types a code and answers the questions; the text of the page that answers.
async fn check_in(
    crew: &mut Browser,
    coach: &Coach,
    code: &str,
    colour: &str,
    degrees: &str,
) -> String {
    let asked = crew.post(&coach.at("/check"), &[("code", code)]).await;
    let answered = match asked.status {
        StatusCode::SEE_OTHER => asked,
        _ => {
            let id = asked.body.split("name=\"id\" value=\"").nth(1).unwrap();
            let id = id.split('"').next().unwrap().to_owned();
            let fields = [
                ("id", id.as_str()),
                ("code", code),
                ("colour", colour),
                ("temperature", degrees),
            ];
            crew.post(&coach.at("/board"), &fields).await
        }
    };
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let page = crew.get(answered.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    page.body
}

#[tokio::test]
async fn a_door_is_for_its_own_crew_on_its_own_day() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    for (who, status) in [
        ("stranger", 404),
        ("clerk", 403),
        ("admin", 403),
        ("hr", 403),
    ] {
        let mut browser = desk.signed_in(who).await;
        for page in [
            "",
            "/state",
            "/offline",
            "/leave",
            "/temperatures",
            "/walk-up",
            "/answer/x",
        ] {
            assert_eq!(
                browser.get(&coach.at(page)).await.status,
                status,
                "{who} {page}"
            );
        }
        for form in [
            "",
            "/check",
            "/board",
            "/photo",
            "/begin",
            "/supplies",
            "/leave",
            "/arrive",
            "/temperatures",
            "/walk-up",
            "/sync",
        ] {
            let sent = browser
                .post(&coach.at(form), &[("code", "x"), ("records", "[]")])
                .await;
            assert_eq!(sent.status, status, "{who} {form}");
        }
    }
    let mut nobody = desk.stranger();
    assert_eq!(
        nobody.get(&coach.at("")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        nobody.get(&coach.at("/state")).await.status,
        StatusCode::SEE_OTHER
    );

    // The crew is led to the one vehicle, and sees nothing else of the console.
    let mut crew = at_door(&desk, &coach).await;
    assert_eq!(crew.get("/console").await.location(), "/console/boarding");
    assert_eq!(crew.get("/console/boarding").await.location(), coach.at(""));
    for page in [
        "/console/trips",
        "/console/rosters",
        "/console/inbox",
        "/console/notices",
    ] {
        assert_eq!(crew.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    // Two days before, and once its day is over, not even they.
    for days in [3, -3] {
        let departs_at = START.millis() + days * 86_400_000;
        desk.sql(&format!("UPDATE trip SET departs_at = {departs_at}"))
            .await;
        for page in ["", "/state", "/temperatures"] {
            assert_eq!(
                crew.get(&coach.at(page)).await.status,
                StatusCode::FORBIDDEN,
                "{page}"
            );
        }
        assert_eq!(
            crew.post(&coach.at("/begin"), &[]).await.status,
            StatusCode::FORBIDDEN
        );
    }
    // Taken off the crew, they are strangers.
    desk.sql(&format!(
        "UPDATE trip SET departs_at = {}",
        START.millis() + 3_600_000
    ))
    .await;
    desk.sql("DELETE FROM vehicle_crew WHERE staff_id = 'crew'")
        .await;
    assert_eq!(crew.get(&coach.at("")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn names_and_numbers_are_masked() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 2).await;
    let mut crew = at_door(&desk, &coach).await;
    for page in ["", "/state", "/walk-up"] {
        let shown = crew.get(&coach.at(page)).await.body;
        assert!(
            !shown.contains("张三丰") && !shown.contains("520199") && !shown.contains("154****"),
            "{page}"
        );
    }
    let page = crew.get(&coach.at("")).await.body;
    assert!(page.contains("张**") && page.contains("0013"));
    // Looking somebody up does not put them into an address.
    let found = crew.post(&coach.at(""), &[("find", "张")]).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.body.contains("张**"));
    let none = crew.post(&coach.at(""), &[("find", "9999")]).await.body;
    assert!(none.contains("Nobody matches"));
}

#[tokio::test]
async fn every_refusal_names_its_reason_and_what_to_do() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40, VehicleKind::Coach40], 4).await;
    let mut crew = at_door(&desk, &coach).await;
    // Coaches take turns: the first and third person sit on the first.
    let code = |n: usize| coach.people[n].1.code.clone();
    let early = check_in(&mut crew, &coach, &code(0), "green", "36.5").await;
    assert!(early.contains("This trip is not boarding") && early.contains("Begin boarding on"));
    begin(&mut crew, &coach).await;
    for (what, colour, degrees, says) in [
        (code(0), "green", "37.4", "Temperature too high"),
        (code(0), "yellow", "36.5", "Health code is not green"),
        ("0000-0000".to_owned(), "", "", "Not a valid ticket"),
        (
            "https://example.com/x".to_owned(),
            "",
            "",
            "Not a valid ticket",
        ),
        (code(1), "", "", "A ticket for another vehicle"),
    ] {
        let page = check_in(&mut crew, &coach, &what, colour, degrees).await;
        assert!(
            page.contains(says) && page.contains("Not aboard"),
            "{what} {colour} {degrees}"
        );
    }
    desk.sql("UPDATE registration SET health_code = 'green', health_observed_at = 0 WHERE worker_id = 'p2'").await;
    let old = check_in(&mut crew, &coach, &code(2), "unseen", "36.5").await;
    assert!(old.contains("Health code seen too long ago"));
    let good = check_in(&mut crew, &coach, &code(2), "green", "３７。３").await;
    assert!(good.contains("Seat") && good.contains("张**") && !good.contains("Not aboard"));
    let twice = check_in(&mut crew, &coach, &code(2), "green", "36.5").await;
    assert!(twice.contains("This ticket is aboard already"));
    assert!(twice.contains("Already aboard") && !twice.contains("Not aboard"));
    let mut tx = desk.store.write().await.unwrap();
    let worker = returnline::domain::id::WorkerId::new("p0");
    let seat = tx.active_seat(&worker).await.unwrap().unwrap();
    tx.issue_ticket(&desk.store, &seat, &worker, START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let revoked = check_in(&mut crew, &coach, &code(0), "green", "36.5").await;
    assert!(revoked.contains("This ticket no longer counts"));
    desk.sql("UPDATE trip SET requirements = '{\"roster_confirmed\":true}'")
        .await;
    let fresh = desk
        .texts("SELECT code FROM ticket WHERE worker_id = 'p0' AND revoked_at IS NULL")
        .await;
    let roster = check_in(&mut crew, &coach, &fresh[0], "green", "36.5").await;
    assert!(roster.contains("The employer has not confirmed them"));
}

#[tokio::test]
async fn a_photo_of_the_ticket_is_read_by_the_server() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    let mut crew = at_door(&desk, &coach).await;
    begin(&mut crew, &coach).await;
    let code = qrcode::QrCode::new(&coach.people[0].1.payload).unwrap();
    let drawn = code
        .render::<image::Luma<u8>>()
        .module_dimensions(5, 5)
        .build();
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageLuma8(drawn)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    for (bytes, status, says) in [
        (png.into_inner(), 200, "Health code now"),
        (b"no picture".to_vec(), 422, "No QR code was found"),
    ] {
        let file = reqwest::multipart::Part::bytes(bytes).file_name("ticket.png");
        let form = reqwest::multipart::Form::new()
            .text("csrf", crew.csrf.clone())
            .part("photo", file);
        let page = crew.post_form(&coach.at("/check"), form).await;
        assert_eq!(page.status, status);
        assert!(page.body.contains(says), "{says}");
    }
}

#[tokio::test]
async fn a_boarding_is_taken_back_with_its_reason() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    let mut crew = at_door(&desk, &coach).await;
    begin(&mut crew, &coach).await;
    check_in(
        &mut crew,
        &coach,
        &coach.people[0].1.code.clone(),
        "green",
        "36,5",
    )
    .await;
    let record = desk
        .texts("SELECT id FROM boarding WHERE kind = 'boarded'")
        .await;
    for done in ["?done=undone", "?done=not-undone"] {
        let undone = crew
            .post(
                &coach.at("/undo"),
                &[("record", &record[0]), ("why", "got_off")],
            )
            .await;
        assert_eq!(undone.location(), coach.at(done));
    }
    let why = desk
        .texts("SELECT why FROM boarding WHERE kind = 'undone'")
        .await;
    assert_eq!(why, ["got_off"]);
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM seat WHERE state = 'boarded'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_temperature_that_cannot_be_is_asked_again() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40], 1).await;
    let mut crew = at_door(&desk, &coach).await;
    begin(&mut crew, &coach).await;
    for (typed, says) in [("warm", "such as 36.5"), ("98.6", "between 34.0 and 43.0")] {
        let code = coach.people[0].1.code.as_str();
        let fields = [
            ("id", "a1"),
            ("code", code),
            ("colour", "green"),
            ("temperature", typed),
        ];
        let page = crew.post(&coach.at("/board"), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(says) && page.body.contains(&format!("value=\"{typed}\"")));
        let colour = "value=\"green\" required checked";
        assert!(page.body.contains(colour), "the colour chosen stays");
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM boarding").await, 0);
}
