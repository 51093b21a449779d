//! Trips at the desk, without scripts: written, refused, mended, opened, moved, cancelled; and who may.

use super::harness::{Browser, Desk, Reply};
use axum::http::StatusCode;

/// A coach of Lucheng from 黄山, as a clerk fills it in.
pub const COACH: [(&str, &str); 14] = [
    ("mode", "coach"),
    ("district", "330302"),
    ("fare", "120.5"),
    ("spaced", "on"),
    ("certificate", "on"),
    ("count-coach_44", "2"),
    ("s0-place", "黄山市"),
    ("s0-at", "2020-02-25T08:00"),
    ("s0-meet", "汽车客运总站门前"),
    ("drivers", "2"),
    ("medics", "1"),
    ("officials", "1"),
    ("supplies", "on"),
    ("code_hours", "24"),
];

/// The form of [`COACH`] with some fields changed.
pub fn coach<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = COACH
        .iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.copied().chain(changes.iter().copied()).collect()
}

/// Saves a trip, and gives its address.
pub async fn save(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let mut all = fields.to_vec();
    all.push(("step", "save"));
    let reply = browser.post("/console/trips/new", &all).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.location().trim_end_matches("?done=saved").to_owned()
}

async fn version(desk: &Desk, trip: &str) -> String {
    let id = trip.rsplit('/').next().unwrap();
    desk.count(&format!("SELECT version FROM trip WHERE id = '{id}'"))
        .await
        .to_string()
}

fn says(reply: &Reply, words: &str) {
    assert!(reply.body.contains(words), "{words}: {}", reply.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_written_mended_opened_moved_and_cancelled() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let trip = save(&mut clerk, &coach(&[("s0-meet", "")])).await;
    let page = clerk.get(&trip).await;
    says(&page, "HS-0225");
    says(&page, "A meeting point is missing");
    says(&page, "0 / 44");
    assert!(!page.body.contains("value=\"open\""));
    let open = |version: String| [("step", "open".to_owned()), ("version", version)];

    // Only an administrator opens, and not before it is ready.
    let fields = open(version(&desk, &trip).await);
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        clerk.post(&trip, &fields).await.status,
        StatusCode::FORBIDDEN
    );
    let mut admin = desk.signed_in("admin").await;
    let refused = admin.post(&trip, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "Cannot be opened yet");
    assert_eq!(
        desk.texts("SELECT state FROM trip WHERE code = 'HS-0225'")
            .await,
        ["draft"]
    );

    let shown = version(&desk, &trip).await;
    let mut mended = coach(&[("code", "HS-0225"), ("version", &shown)]);
    mended.push(("step", "save"));
    let edit = format!("{trip}/edit");
    assert_eq!(
        clerk.post(&edit, &mended).await.status,
        StatusCode::SEE_OTHER
    );
    // The form that was open elsewhere is told.
    let stale = clerk.post(&edit, &mended).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&stale, "Somebody has changed this trip meanwhile");

    let fields = open(version(&desk, &trip).await);
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        admin.post(&trip, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let late = clerk.get(&edit).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&late, "no longer a draft");

    let moved = [
        ("step", "move"),
        ("departs", "2020-02-25T09:30"),
        ("reason", "道路管制"),
    ];
    assert_eq!(
        admin.post(&trip, &moved).await.status,
        StatusCode::SEE_OTHER
    );
    let meet = [
        ("step", "meet"),
        ("meet-0", "东站广场"),
        ("reason", "总站关闭"),
    ];
    assert_eq!(admin.post(&trip, &meet).await.status, StatusCode::SEE_OTHER);
    let page = admin.get(&trip).await;
    says(&page, "东站广场");
    says(&page, "09:30");
    for (fields, why) in [
        (vec![("step", "cancel"), ("reason", "x")], "Give a reason"),
        (
            vec![
                ("step", "move"),
                ("departs", "2020-02-20T08:00"),
                ("reason", "太早了"),
            ],
            "must lie ahead",
        ),
        (
            vec![("step", "move"), ("departs", "soon"), ("reason", "改期了")],
            "Give day and time",
        ),
    ] {
        let refused = admin.post(&trip, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, why);
    }
    let cancel = [("step", "cancel"), ("reason", "人数太少")];
    assert_eq!(
        admin.post(&trip, &cancel).await.status,
        StatusCode::SEE_OTHER
    );
    says(&admin.get(&trip).await, "人数太少");
    assert_eq!(
        admin.post(&trip, &cancel).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let id = trip.rsplit('/').next().unwrap();
    let acts = format!("SELECT action FROM audit WHERE subject = 'trip:{id}' ORDER BY id");
    assert_eq!(
        desk.texts(&acts).await,
        [
            "trip.drafted",
            "trip.edited",
            "trip.opened",
            "trip.moved",
            "trip.meeting_point",
            "trip.cancelled"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_stand_beside_their_fields_and_nothing_typed_is_lost() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    for (name, value, why) in [
        ("code", "HS 0225!", "Use 2 to 16 letters"),
        ("code", "hh-0224", "Another trip has this code"),
        ("district", "", "Choose a destination"),
        ("fare", "1.234", "at most two decimals"),
        ("fare", "10001", "A fare is at most 10,000 yuan"),
        ("s0-place", "Atlantis", "No such place"),
        ("s0-at", "tomorrow", "Give day and time"),
        (
            "count-coach_44",
            "many",
            "Give a whole number from 0 to 255",
        ),
        ("count-coach_40", "0", "At least one vehicle"),
        ("count-train_900", "1", "does not fit the way of travel"),
        ("code_hours", "0", "Give a whole number from 1 to 168"),
        ("hottest", "50", "Give a temperature from 34.0 to 43.0"),
        ("drivers", "9", "Give a whole number from 0 to 8"),
        (
            "blocked",
            "岳西县、Atlantis、黄山",
            "No such place: Atlantis.",
        ),
        ("blocked", "岳西县、黄山", "“黄山” may be several places"),
        ("blocked", "岳西县、黄山", "安徽省黄山市"),
    ] {
        let mut fields = coach(&[(name, value), ("zones", "浙南产业集聚区")]);
        if why.starts_with("At least one vehicle") {
            fields.retain(|(name, _)| *name != "count-coach_44");
        }
        fields.push(("step", "save"));
        let reply = clerk.post("/console/trips/new", &fields).await;
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}={value}"
        );
        let error = format!("id=\"{name}-error\">");
        let beside = reply.body.split(&error).nth(1);
        let beside =
            beside.unwrap_or_else(|| panic!("{name}={value}: no error beside it: {}", reply.body));
        assert!(
            beside.split('<').next().unwrap().contains(why),
            "{name}={value}: {beside:.80}"
        );
        for kept in ["汽车客运总站门前", "浙南产业集聚区", "2020-02-25T08:00"] {
            let lost = kept == "2020-02-25T08:00" && name == "s0-at";
            assert!(
                lost || reply.body.contains(kept),
                "{name}={value} lost {kept}"
            );
        }
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM trip").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_with_several_meanings_is_chosen_and_seats_are_shown() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let vague = coach(&[("s0-place", "黄山"), ("step", "check"), ("crew_seats", "4")]);
    let reply = clerk.post("/console/trips/new", &vague).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&reply, "Several places match");
    says(&reply, "name=\"s0-pick\" value=\"341000\"");
    says(&reply, "name=\"s0-for\" value=\"黄山\"");
    // Two spaced coaches of 44 with four crew seats each: 2 × (22 − 4) (bulletin P4).
    says(&reply, "2 vehicles, 36 seats to sell");
    says(&reply, "<svg class=\"coach\"");
    let chosen = coach(&[
        ("s0-place", "黄山"),
        ("s0-for", "黄山"),
        ("s0-pick", "341000"),
    ]);
    save(&mut clerk, &chosen).await;
    let stops =
        "SELECT place FROM trip_stop p JOIN trip t ON t.id = p.trip_id WHERE t.code = 'HS-0225'";
    assert_eq!(desk.texts(stops).await, ["341000"]);
    let sold = "SELECT COUNT(*) FROM seat s JOIN trip t ON t.id = s.trip_id WHERE t.code = 'HS-0225' AND sellable";
    assert_eq!(desk.count(sold).await, 44);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_entered_comes_back_in_the_form_and_saving_it_changes_nothing() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let stops = [
        ("s1-place", "景德镇市"),
        ("s1-at", "2020-02-25T10:30"),
        ("s1-meet", "里村汽车站"),
        ("for-330302", "on"),
        ("blocked-420000", "on"),
        ("blocked", "岳西县、万年县"),
        ("hottest", "37.0"),
        ("zones", "浙南产业集聚区"),
        ("roster", "on"),
    ];
    let trip = save(&mut clerk, &coach(&stops)).await;
    let rows = async || {
        let trip = desk.texts("SELECT requirements || fare_fen || departs_at || spaced || crew_seats FROM trip WHERE code = 'HS-0225'").await;
        let stops = desk.texts("SELECT place || COALESCE(meeting_point, '-') || COALESCE(departs_at, 0) FROM trip_stop WHERE trip_id <> 't1' ORDER BY ordinal").await;
        (
            trip,
            stops,
            desk.texts("SELECT id FROM seat WHERE trip_id <> 't1' ORDER BY id")
                .await,
        )
    };
    let before = rows().await;
    assert!(
        before.0[0].contains("\"hottest\":370") && before.0[0].contains("12050"),
        "{before:?}"
    );
    let form = clerk.get(&format!("{trip}/edit")).await;
    let fields = super::plan::filled(
        &form.body,
        &[("mode", "coach"), ("district", "330302"), ("step", "save")],
    );
    let fields: Vec<_> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    let reply = clerk.post(&format!("{trip}/edit"), &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    assert_eq!(rows().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_of_a_county_writes_trips_to_that_county_only() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("yongjia").await;
    let mut elsewhere = coach(&[]);
    elsewhere.push(("step", "save"));
    let refused = clerk.post("/console/trips/new", &elsewhere).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "Choose a destination");
    assert!(!refused.body.contains("value=\"330302\""));
    let trip = save(&mut clerk, &coach(&[("district", "330324")])).await;
    assert_eq!(clerk.get(&trip).await.status, StatusCode::OK);
    let mut hr = desk.signed_in("hr").await;
    assert_eq!(hr.get(&trip).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_filtered_by_state_day_and_destination() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    save(&mut clerk, &coach(&[("district", "330324")])).await;
    for (filter, has, has_not) in [
        ("", vec!["HS-0225", "HH-0224"], vec![]),
        ("?state=draft", vec!["HS-0225"], vec!["HH-0224"]),
        ("?state=open", vec!["HH-0224"], vec!["HS-0225"]),
        ("?state=full", vec![], vec!["HH-0224", "HS-0225"]),
        ("?day=2020-02-25", vec!["HS-0225"], vec!["HH-0224"]),
        ("?to=330302", vec!["HH-0224"], vec!["HS-0225"]),
        (
            "?state=draft&day=&to=330324",
            vec!["HS-0225"],
            vec!["HH-0224"],
        ),
    ] {
        let page = clerk.get(&format!("/console/trips{filter}")).await.body;
        assert!(has.iter().all(|code| page.contains(code)), "{filter}");
        assert!(!has_not.iter().any(|code| page.contains(code)), "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passengers_stand_in_the_order_asked_for() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", false).await;
    desk.worker("w2", "李四", "e1", false).await;
    for (worker, seat) in [("w1", "MIN"), ("w2", "MAX")] {
        desk.sql(&format!(
            "UPDATE seat SET state = 'confirmed', worker_id = '{worker}' WHERE id = \
             (SELECT {seat}(id) FROM seat WHERE trip_id = 't1' AND sellable)"
        ))
        .await;
    }
    let mut clerk = desk.signed_in("clerk").await;
    for (order, first, second) in [
        ("sort=-name", "李四", "张三"),
        ("sort=name", "张三", "李四"),
    ] {
        let page = clerk.get(&format!("/console/trips/t1?{order}")).await.body;
        let at = |name: &str| page.rfind(name).unwrap();
        assert!(at(first) < at(second), "{order}");
        assert!(page.contains("aria-sort"), "{order}");
    }
    // What is not understood asks for nothing.
    let odd = clerk.get("/console/trips/t1?sort=x&page=9").await;
    assert!(odd.body.contains("张三") && odd.body.contains("李四"));
}
