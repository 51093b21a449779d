//! Planning trips at the desk: from the form to draft trips, without scripts.

use super::harness::{Browser, Desk, Reply};
use crate::kit::chromium;
use axum::http::StatusCode;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;

/// Workers without a seat: (prefix, county, employer, how many).
const PEOPLE: [(&str, &str, &str, usize); 4] = [
    ("wn", "361129", "e1", 45),
    ("lp", "360281", "e1", 23),
    ("yx", "340828", "e2", 32),
    // In Hubei, where nobody boards.
    ("wh", "420106", "e1", 12),
];

async fn wishes(desk: &Desk) {
    for (prefix, county, employer, count) in PEOPLE {
        for n in 0..count {
            let id = format!("{prefix}{n}");
            desk.sql(&format!(
                "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                    source, created_at, updated_at) \
                 VALUES ('{id}', '张三', 'h{id}', x'00', '520199********0013', 'm{id}', x'00', '154****0001', 'made up', 0, 0); \
                 INSERT INTO demand (worker_id, origin, employer_id, mode, at) \
                 VALUES ('{id}', '{county}', '{employer}', 'coach', 0)"
            ))
            .await;
        }
    }
}

/// The form as it stands on the page, with some fields changed.
pub fn filled(page: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in page.split('<').filter(|tag| tag.starts_with("input ")) {
        let attribute = |name: &str| {
            let value = tag.split(&format!(" {name}=\"")).nth(1)?;
            Some(value.split('"').next()?.to_owned())
        };
        let Some(name) = attribute("name").filter(|name| name != "csrf") else {
            continue;
        };
        let off = attribute("type").as_deref() == Some("checkbox") && !tag.contains(" checked");
        if !off {
            fields.push((name, attribute("value").unwrap_or_default()));
        }
    }
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(
        changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields
}

async fn send(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> Reply {
    let fields: Vec<_> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// Asks for a plan with the form's first values but for `changes`, and gives its address.
async fn planned(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    let form = browser.get("/console/plan").await;
    assert_eq!(form.status, StatusCode::OK);
    let reply = send(browser, "/console/plan", &filled(&form.body, changes)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.location().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_wishes_to_draft_trips() {
    let desk = Desk::open().await;
    wishes(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    let trips = clerk.get("/console/trips").await.body;
    assert!(trips.contains("href=\"/console/plan\""));
    let form = clerk.get("/console/plan").await.body;
    assert!(form.contains("Workers without a seat: 112"), "{form}");
    assert!(
        form.contains("Made-up amounts"),
        "the prices say what they are"
    );

    let path = planned(&mut clerk, &[("min_load", "10")]).await;
    let page = clerk.get(&path).await.body;
    assert!(
        page.contains("<strong>100</strong><span>of 100</span>"),
        "{page}"
    );
    assert!(page.contains("12 workers are where nobody boards"));
    assert!(page.contains("<svg class=\"flow\"") && page.contains("示例企业01"));
    assert!(page.contains("least possible cost") || page.contains("No plan costs less"));

    // Nothing changed: entered at once.
    let act = filled(&page, &[("step", "enter")]);
    let entered = send(&mut clerk, &path, &act).await;
    assert_eq!(
        entered.location(),
        format!("{path}?done=entered"),
        "{}",
        entered.body
    );
    let drafts = desk
        .texts("SELECT state FROM trip WHERE source LIKE 'plan %'")
        .await;
    assert!(
        drafts.len() >= 2 && drafts.iter().all(|state| state == "draft"),
        "{drafts:?}"
    );
    let seats = "SELECT COUNT(*) FROM seat s JOIN trip t ON t.id = s.trip_id WHERE t.state = 'draft' AND s.sellable";
    assert!(desk.count(seats).await >= 100);
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM demand").await,
        112,
        "wishes stay"
    );
    let page = clerk.get(&format!("{path}?done=entered")).await.body;
    assert!(page.contains("draft trips entered") && page.contains("/console/trips/"));
    assert!(!page.contains("value=\"enter\""), "only once");
    let twice = send(&mut clerk, &path, &act).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = clerk.get("/console/plan").await.body;
    assert!(form.contains("Draft trips already have"), "{form}");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_changed_checked_and_kept_within_the_pool() {
    let desk = Desk::open().await;
    wishes(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    // One kind only, so that every trip's field is known.
    let pool = [
        ("pool-coach_49", "0"),
        ("pool-coach_40", "6"),
        ("pool-coach_44", "0"),
        ("days", "1"),
    ];
    let path = planned(&mut clerk, &pool).await;
    let page = clerk.get(&path).await.body;
    assert!(page.contains("<strong>100</strong>"), "{page}");

    let too_many = filled(&page, &[("0-coach_40", "7"), ("step", "check")]);
    let refused = send(&mut clerk, &path, &too_many).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("40-seat coach:") && refused.body.contains("there are 6"),
        "{}",
        refused.body
    );
    // An emptied field drops no trip; the browser asks for a number before it sends.
    assert!(page.contains("max=\"255\" required"), "{page}");
    for nonsense in ["many", "", "-1"] {
        let nonsense = filled(&page, &[("0-coach_40", nonsense), ("step", "check")]);
        let refused = send(&mut clerk, &path, &nonsense).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    }

    // Dropped and entered in one go: first looked at.
    let drop = filled(&page, &[("0-coach_40", "0"), ("step", "enter")]);
    let reply = send(&mut clerk, &path, &drop).await;
    assert_eq!(
        reply.location(),
        format!("{path}?done=look"),
        "{}",
        reply.body
    );
    let page = clerk.get(reply.location()).await.body;
    assert!(page.contains("You had changed numbers") && page.contains("id=\"trips\""));
    assert!(
        !page.contains("<strong>100</strong>"),
        "somebody is left over now"
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM trip WHERE state = 'draft'")
            .await,
        0
    );
    let stale = send(&mut clerk, &path, &drop).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("meanwhile"));
    let again = send(&mut clerk, &path, &filled(&page, &[("step", "enter")])).await;
    assert_eq!(again.location(), format!("{path}?done=entered"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let desk = Desk::open().await;
    wishes(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    for (field, value, complaint) in [
        ("days", "0", "from 1 to 31"),
        ("first", "2020-02-22", "a day that is not over"),
        ("hour", "noon", "a time such as 08:00"),
        ("pool-coach_49", "-1", "from 0 to 999"),
        ("360000-coach_44", "cheap", "from 0 to"),
        ("seconds", "3600", "from 1 to 60"),
    ] {
        let form = clerk.get("/console/plan").await.body;
        let fields = filled(&form, &[(field, value), ("split_yuan", "77")]);
        let reply = send(&mut clerk, "/console/plan", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(reply.body.contains(complaint), "{field}: {}", reply.body);
        assert!(
            reply.body.contains("value=\"77\""),
            "{field}: the rest is kept"
        );
    }
    let form = clerk.get("/console/plan").await.body;
    let nobody = filled(&form, &[("mode", "train")]);
    let reply = send(&mut clerk, "/console/plan", &nobody).await;
    assert!(reply.body.contains("Nobody to plan for"), "{}", reply.body);
    assert_eq!(desk.count("SELECT COUNT(*) FROM plan").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_plans_for_their_own_district_and_the_next_plan_keeps_the_prices() {
    let desk = Desk::open().await;
    wishes(&desk).await;
    let mut own = desk.signed_in("yongjia").await;
    let form = own.get("/console/plan").await.body;
    assert!(form.contains("Workers without a seat: 32"), "{form}");
    // Asking for another district changes nothing.
    let path = planned(
        &mut own,
        &[("district", "330302"), ("340000-coach_49", "4321")],
    )
    .await;
    let page = own.get(&path).await.body;
    assert!(
        page.contains("of 32") && !page.contains("示例企业01"),
        "{page}"
    );
    let form = own.get("/console/plan").await.body;
    assert!(
        form.contains("value=\"4321\""),
        "the bureau's own price is kept"
    );

    let mut admin = desk.signed_in("admin").await;
    let everywhere = planned(&mut admin, &[]).await;
    assert_eq!(admin.get(&path).await.status, StatusCode::OK);
    assert_eq!(own.get(&everywhere).await.status, StatusCode::NOT_FOUND);
    let reply = own
        .post(&everywhere, &[("version", "1"), ("step", "enter")])
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let mut hr = desk.signed_in("hr").await;
    for page in ["/console/plan", path.as_str()] {
        assert_eq!(hr.get(page).await.status, StatusCode::FORBIDDEN);
    }
}

/// Both pages at both widths: nothing sticks out of the page, and pictures are kept to be looked at.
#[tokio::test(flavor = "multi_thread")]
async fn the_pages_fit_a_phone_and_a_desk() {
    let desk = Desk::open().await;
    wishes(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    let pool = [
        ("pool-coach_49", "3"),
        ("pool-coach_40", "1"),
        ("days", "1"),
        ("left_over_yuan", "900"),
    ];
    let path = planned(&mut clerk, &pool).await;
    for width in [360, 1280] {
        let Some(browser) = chromium::Browser::open(width).await else {
            return;
        };
        let door = sign_in_path(&desk.store, &StaffId::new("clerk"), super::harness::START).await;
        let goto = |path: &str| format!("{}{path}", desk.base);
        let client = &browser.client;
        client.goto(&goto(&door.unwrap())).await.unwrap();
        browser
            .script("document.querySelector('main form:not(.languages) button').click()")
            .await;
        let inside = "return !!document.querySelector('details.account')";
        browser.wait_for("the desk", inside).await;
        if width == 360 {
            // Chinese takes other room than English.
            browser
                .script("document.querySelector('button[value=zh-Hans]').click()")
                .await;
            let chinese = "return document.documentElement.lang === 'zh-Hans'";
            browser.wait_for("Chinese", chinese).await;
        }
        for (name, path) in [("form", "/console/plan"), ("result", path.as_str())] {
            client.goto(&goto(path)).await.unwrap();
            let fits = "return document.documentElement.scrollWidth <= window.innerWidth";
            browser.wait_for("a page that fits", fits).await;
            for part in 0..4 {
                browser.script(&format!("scrollTo(0, {part} * 700)")).await;
                browser
                    .screenshot(&format!("plan-{name}-{width}-{part}"))
                    .await;
            }
        }
        browser.assert_quiet_and_at_home(&desk.base).await;
    }
}
