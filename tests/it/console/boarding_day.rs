//! The rest of a vehicle's day over HTTP: crew, supplies, the line, departure, temperatures, arrival.

use super::boarding_coach::{begin, coach, ticket};
use super::harness::Desk;
use axum::http::StatusCode;
use returnline::domain::seat::VehicleKind;

const FORTY: &[VehicleKind] = &[VehicleKind::Coach40];

#[tokio::test]
async fn the_bureau_puts_crew_on_vehicles() {
    let desk = Desk::open().await;
    let coach = coach(&desk, &[VehicleKind::Coach40, VehicleKind::Coach40], 0).await;
    let address = format!("/console/trips/{}/crew", coach.trip);
    let mut clerk = desk.signed_in("clerk").await;
    let trip = clerk
        .get(&format!("/console/trips/{}", coach.trip))
        .await
        .body;
    assert!(
        trip.contains(&format!("href=\"{address}\"")),
        "linked from the trip"
    );
    let page = clerk.get(&address).await.body;
    assert!(
        page.contains("Name of d1")
            && page.contains("Complete")
            && page.contains("Drivers missing: 2")
    );
    let (first, second) = (coach.vehicles[0].as_str(), coach.vehicles[1].as_str());
    let put = |vehicle, staff, action| {
        [
            ("vehicle", vehicle),
            ("staff", staff),
            ("duty", "driver"),
            ("action", action),
        ]
    };
    let twice = clerk.post(&address, &put(second, "d1", "on")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("They serve on HS-0223/1 at that time"));
    for action in ["off", "on"] {
        let vehicle = if action == "off" { first } else { second };
        assert_eq!(
            clerk
                .post(&address, &put(vehicle, "d1", action))
                .await
                .location(),
            address
        );
    }
    let not_crew = clerk.post(&address, &put(second, "hr", "on")).await;
    assert_eq!(not_crew.status, StatusCode::BAD_REQUEST);
    let crew = desk
        .texts("SELECT vehicle_id FROM vehicle_crew WHERE staff_id = 'd1'")
        .await;
    assert_eq!(crew, [second]);
    // One driver is too few (bulletin P3).
    let mut medic = desk.signed_in("crew").await;
    let door = medic.get(&coach.at("")).await.body;
    assert!(door.contains("Drivers missing: 1") && !door.contains("/begin"));
    medic.post(&coach.at("/begin"), &[("early", "yes")]).await;
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM vehicle WHERE doors_open_at IS NOT NULL")
            .await,
        0
    );

    let fields = [("name", "方敏"), ("login", "Fang.Min")];
    let made = clerk.post(&format!("{address}/new"), &fields).await;
    let link = made.body.split("/console/enter/").nth(1).unwrap();
    let link = format!("/console/enter/{}", link.split('<').next().unwrap());
    let taken = clerk.post(&format!("{address}/new"), &fields).await;
    assert!(taken.body.contains("Somebody has this sign-in name"));
    let mut fresh = desk.stranger();
    fresh.get(&link).await;
    assert_eq!(fresh.post(&link, &[]).await.status, StatusCode::SEE_OTHER);
    let home = fresh.get("/console/boarding").await;
    assert!(home.body.contains("还没有为您安排车辆"), "{}", home.status);
}

#[tokio::test]
async fn a_vehicle_leaves_complete_and_says_who_is_not_there() {
    let desk = Desk::open().await;
    let coach = coach(&desk, FORTY, 2).await;
    let mut crew = desk.signed_in("crew").await;
    begin(&mut crew, &coach).await;
    let code = coach.people[0].1.code.as_str();
    let fields = [
        ("id", "a1"),
        ("code", code),
        ("colour", "green"),
        ("temperature", "36.5"),
    ];
    crew.post(&coach.at("/board"), &fields).await;
    let page = crew.get(&coach.at("/leave")).await.body;
    assert!(
        page.contains("Supplies are not checked in")
            && page.contains("Not aboard: 1")
            && page.contains("张**")
    );
    let leave = [("aboard", "1"), ("absent", "1")];
    let blocked = crew.post(&coach.at("/leave"), &leave).await;
    assert_eq!(blocked.location(), coach.at("/leave"));
    let some = crew
        .post(
            &coach.at("/supplies"),
            &[("masks", "yes"), ("aboard", "yes")],
        )
        .await;
    assert_eq!(some.status, StatusCode::BAD_REQUEST, "all of them or none");
    let all = [
        "masks",
        "disinfectant",
        "thermometers",
        "protection",
        "aboard",
    ]
    .map(|name| (name, "yes"));
    assert_eq!(
        crew.post(&coach.at("/supplies"), &all).await.location(),
        coach.at("?done=supplies")
    );
    let changed = crew
        .post(&coach.at("/leave"), &[("aboard", "0"), ("absent", "2")])
        .await;
    assert!(
        changed.body.contains("Look again"),
        "what was shown is not what is"
    );
    // A day before its time it leaves only on purpose.
    let unticked = crew.post(&coach.at("/leave"), &leave).await;
    assert!(unticked.body.contains("Tick the box"), "{}", unticked.body);
    let leave = [("aboard", "1"), ("absent", "1"), ("early", "yes")];
    assert_eq!(
        crew.post(&coach.at("/leave"), &leave).await.location(),
        coach.at("?done=left")
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM seat WHERE worker_id = 'p1'")
            .await,
        0,
        "a no-show"
    );

    let seat = desk
        .texts("SELECT id FROM seat WHERE worker_id = 'p0'")
        .await;
    for (id, degrees, status) in [
        ("t1", "36.6", 303),
        ("t1", "36.6", 303),
        ("t2", "37.9", 303),
        ("t3", "hot", 422),
    ] {
        let fields = [
            ("id", id),
            ("seat", seat[0].as_str()),
            ("temperature", degrees),
        ];
        let noted = crew.post(&coach.at("/temperatures"), &fields).await;
        assert_eq!(noted.status, status, "{id} {degrees}");
    }
    let log = crew.get(&coach.at("/temperatures")).await.body;
    assert!(
        log.contains("36.6")
            && log.contains("37.9")
            && log.contains("Too high")
            && log.contains("Name of crew")
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM temperature").await, 2);
    assert_eq!(
        crew.post(&coach.at("/arrive"), &[]).await.location(),
        coach.at("?done=arrived")
    );
    assert!(
        crew.get(&coach.at(""))
            .await
            .body
            .contains("Expected on this vehicle")
    );
    let state = desk
        .texts("SELECT state FROM registration WHERE worker_id = 'p0'")
        .await;
    assert_eq!(state, ["arrived"]);
    for action in [
        "crew.added",
        "vehicle.boarding",
        "supplies.aboard",
        "vehicle.departed",
        "vehicle.arrived",
    ] {
        let audited = desk
            .count(&format!(
                "SELECT COUNT(*) FROM audit WHERE action = '{action}'"
            ))
            .await;
        assert!(audited > 0, "{action}");
    }
}

#[tokio::test]
async fn somebody_from_the_line_walks_up() {
    let desk = Desk::open().await;
    let coach = coach(&desk, FORTY, 1).await;
    for (n, id) in ["l1", "l2"].into_iter().enumerate() {
        desk.worker(id, "李四", "e1", true).await;
        desk.sql(&format!(
            "INSERT INTO waitlist (id, trip_id, worker_id, chat_id, place, state, joined_at) \
             VALUES ('w{id}', '{}', '{id}', 'c{id}', {}, 'waiting', 0)",
            coach.trip,
            n + 1,
        ))
        .await;
    }
    let mut crew = desk.signed_in("crew").await;
    begin(&mut crew, &coach).await;
    let line = crew.get(&coach.at("/walk-up")).await.body;
    assert!(
        line.contains("李*") && !line.contains("李四") && line.contains("Ahead of them in line: 1")
    );
    let fields = |id, colour, degrees| {
        [
            ("id", id),
            ("place", "wl2"),
            ("colour", colour),
            ("temperature", degrees),
        ]
    };
    let hot = crew
        .post(&coach.at("/walk-up"), &fields("u1", "green", "37.4"))
        .await;
    assert!(
        hot.status == StatusCode::UNPROCESSABLE_ENTITY && hot.body.contains("Temperature too high")
    );
    let unseen = crew
        .post(&coach.at("/walk-up"), &fields("u2", "unseen", "36.4"))
        .await;
    assert!(unseen.body.contains("say its colour"));
    assert!(unseen.body.contains("<details class=\"quiet\" open>"));
    assert!(unseen.body.contains("value=\"36.4\""));
    let typed = crew
        .post(&coach.at("/walk-up"), &fields("u2", "green", "98.6"))
        .await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (first, second) = typed.body.split_once("value=\"wl2\"").unwrap();
    assert!(!first.contains("checked") && !first.contains(" open>"));
    for stays in [
        "value=\"green\" required checked",
        "value=\"98.6\"",
        "between 34.0 and 43.0",
    ] {
        assert!(second.contains(stays), "{stays}");
    }
    let on = crew
        .post(&coach.at("/walk-up"), &fields("u3", "green", "36.4"))
        .await;
    assert_eq!(on.location(), coach.at("/answer/u3"));
    assert!(crew.get(on.location()).await.body.contains("李*"));
    let told = desk.texts("SELECT event FROM chat_event").await;
    assert!(
        told.iter().any(|news| news.contains("HS-0223/1")),
        "{told:?}"
    );
    let gone = crew
        .post(&coach.at("/walk-up"), &fields("u4", "green", "36.4"))
        .await;
    assert!(gone.body.contains("not in line any more"));
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM audit WHERE action = 'boarding.walk_up'")
            .await,
        1
    );
}

#[tokio::test]
async fn what_a_phone_sends_twice_is_written_once() {
    let desk = Desk::open().await;
    let coach = coach(&desk, FORTY, 1).await;
    desk.worker("q1", "王五", "e1", true).await;
    let other = ticket(&desk, &coach.trip, "q1").await;
    let mut crew = desk.signed_in("crew").await;
    begin(&mut crew, &coach).await;
    let at = super::harness::START.millis();
    let records = format!(
        r#"[{{"id":"r1","kind":"board","at":{at},"code":"{}","temperature":365,"colour":"green","seat":"x","turn":1}},
            {{"id":"r2","kind":"refuse","at":{at},"code":"{}","temperature":374,"colour":null,"reasons":["hot"]}},
            {{"id":"r3","kind":"dance","at":{at}}}, {{"id":"r4","kind":"undo","at":{at},"record":"r1","why":"mistake"}}]"#,
        coach.people[0].1.payload, other.code,
    );
    for _ in 0..2 {
        let answer = crew
            .post(
                &coach.at("/sync"),
                &[("records", &records), ("device", "phone-1")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let results = said["results"].as_array().unwrap();
        assert_eq!(results[0]["aboard"], true);
        assert_eq!(results[1]["reasons"], serde_json::json!(["hot"]));
        assert_eq!(results[2]["error"], "unreadable");
        assert_eq!(results[3]["undone"], true);
        assert_eq!(said["state"]["passengers"].as_array().unwrap().len(), 2);
    }
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM boarding WHERE offline AND device = 'phone-1'")
            .await,
        3
    );
}
