//! Writing a notice, without scripts: every step of its form, and nothing typed is lost on the way.

use super::harness::{Browser, Desk, Reply};
use super::notices::with;
use axum::http::StatusCode;

type Fields = Vec<(String, String)>;

fn fields(list: &[(&str, &str)]) -> Fields {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    list.iter().map(owned).collect()
}

async fn send(browser: &mut Browser, path: &str, fields: &Fields) -> Reply {
    let all: Vec<_> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    browser.post(path, &all).await
}

const NEW: &str = "/console/notices/new";

/// The values of an attribute of every tag that contains `mark`.
fn tags<'a>(body: &'a str, mark: &str) -> Vec<&'a str> {
    let starts = body.split('<').skip(1);
    starts
        .map(|tag| tag.split('>').next().unwrap())
        .filter(|tag| tag.contains(mark))
        .collect()
}

#[tokio::test]
async fn the_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let long = "长".repeat(4097);
    for (field, value, error) in [
        ("body-zh-Hans", "", "body-zh-Hans-error"),
        ("body-zh-Hans", long.as_str(), "body-zh-Hans-error"),
        ("title-zh-Hans", &long[..81 * 3], "title-zh-Hans-error"),
        ("body-en", "", "body-en-error"),
        ("read-more", "http://example.org/<b>", "read-more-error"),
        ("quiet-until", "21:00", "quiet-from-error"),
        ("g0r0-find", "没有这个地方", "g0r0-error"),
        ("g0r1-find", "没有这家", "g0r1-error"),
        ("g0r2-value", "0", "g0r2-error"),
    ] {
        let mut sent: Vec<_> = with(&[
            ("step", "save"),
            ("button", "read_more"),
            ("read-more", "https://example.org/letter"),
            ("quiet", "own"),
            ("quiet-from", "21:00"),
            ("quiet-until", "06:30"),
            ("g0", "all"),
            ("g0r0", "origin"),
            ("g0r0-value", "431200"),
            ("g0r1", "employer"),
            ("g0r1-value", "e1"),
            ("g0r2", "seen"),
            ("g0r2-value", "30"),
        ]);
        sent.retain(|(name, _)| *name != field);
        sent.push((field, value));
        let reply = clerk.post(NEW, &sent).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(reply.body.contains(&format!("id=\"{error}\"")), "{field}");
        for kept in ["To all workers", "value=\"21:00\"", "示例企业01", "Huaihua"] {
            assert!(reply.body.contains(kept), "{field}: {kept} is kept");
        }
        assert!(!reply.body.contains("<b>\""), "{field}: escaped");
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM notice").await, 0);
}

#[tokio::test]
async fn places_and_employers_are_looked_up_and_ticked() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let mut form = fields(&with(&[
        ("step", "save"),
        ("g0", "all"),
        ("g0r0", "origin"),
        ("g0r0-find", "黄山"),
        ("g0r1", "employer"),
        ("g0r1-not", "not"),
        ("g0r1-find", "示例"),
    ]));
    let reply = send(&mut clerk, NEW, &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let offered = tags(&reply.body, "name=\"g0r0-value\"");
    assert!(
        offered.len() >= 2,
        "city and district both offered: {offered:?}"
    );
    assert!(offered.iter().all(|tag| !tag.contains("checked")));
    assert_eq!(tags(&reply.body, "name=\"g0r1-value\"").len(), 2);

    form.extend(fields(&[
        ("g0r0-offered", "黄山"),
        ("g0r0-value", "341000"),
        ("g0r1-offered", "示例"),
        ("g0r1-value", "e1"),
        ("g0r1-value", "e2"),
    ]));
    let reply = send(&mut clerk, NEW, &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let audience = desk.texts("SELECT audience FROM notice").await;
    let stored: serde_json::Value = serde_json::from_str(&audience[0]).unwrap();
    let meant = serde_json::json!({ "any": [{ "all": [
        { "on": "origin", "of": ["341000"] },
        { "not": true, "on": "employer", "of": ["e1", "e2"] },
    ] }] });
    assert_eq!(stored, meant);

    let path = reply.location().split('?').next().unwrap().to_owned();
    let form = clerk.get(&format!("{path}/edit")).await.body;
    let chosen = tags(&form, "name=\"g0r1-value\"");
    assert!(chosen.len() == 2 && chosen.iter().all(|tag| tag.contains("checked")));
    assert!(form.contains("各位工友"));
    let page = clerk.get(&path).await.body;
    assert!(
        page.contains("not 示例企业01 or 示例企业02") && page.contains("Huangshan"),
        "{page}"
    );
}

#[tokio::test]
async fn an_audience_is_built_step_by_step() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get(NEW).await.body;
    assert!(page.contains("Everyone who has written to us"));

    let add = [("g0", "all"), ("g0-kind", "health"), ("step", "add-0")];
    let reply = clerk.post(NEW, &with(&add)).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body.contains("name=\"g0r0\" value=\"health\""));
    assert!(
        !reply.body.contains("g0r0-error"),
        "nothing is asked for yet"
    );
    assert!(reply.body.contains("To all workers"), "the texts are kept");
    assert!(reply.body.contains("Finish every condition"));

    let rows = [
        ("g0", "all"),
        ("g0r0", "health"),
        ("g0r0-value", "green"),
        ("g0r0-value", "yellow"),
        ("step", "group"),
    ];
    let reply = clerk.post(NEW, &with(&rows)).await;
    assert_eq!(tags(&reply.body, "class=\"group\"").len(), 2);
    assert_eq!(
        tags(&reply.body, " checked")
            .iter()
            .filter(|t| t.contains("g0r0"))
            .count(),
        2
    );

    let empty = [&rows[..4], &[("g1", "all"), ("step", "save")]].concat();
    let reply = clerk.post(NEW, &with(&empty)).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        reply.body.contains("id=\"g1-error\""),
        "an empty group would be everyone"
    );

    let two = [
        &rows[..4],
        &[
            ("g1", "all"),
            ("g1r0", "seen"),
            ("g1r0-value", "7"),
            ("g1r1", "channel"),
            ("g1r1-not", "not"),
        ],
    ]
    .concat();
    let dropped = [&two[..], &[("step", "drop-1-1")]].concat();
    let reply = clerk.post(NEW, &with(&dropped)).await;
    assert!(!reply.body.contains("name=\"g1r1\"") && reply.body.contains("name=\"g1r0\""));
    assert!(reply.body.contains("Reaches 1 person"), "{}", reply.body);
    let ungrouped = [&two[..], &[("step", "ungroup-0")]].concat();
    let reply = clerk.post(NEW, &with(&ungrouped)).await;
    assert_eq!(tags(&reply.body, "class=\"group\"").len(), 1);
    assert!(reply.body.contains("name=\"g0r0\" value=\"seen\""));
    assert_eq!(desk.count("SELECT COUNT(*) FROM notice").await, 0);
}

#[tokio::test]
async fn the_count_follows_the_audience_and_tells_no_full_name() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三丰", "e1", true).await;
    desk.worker("w2", "李四", "e2", true).await;
    let mut clerk = desk.signed_in("clerk").await;
    let count = "/console/notices/count";
    let everyone = clerk.post(count, &[("g0", "all")]).await;
    assert!(
        everyone.body.contains("Reaches 2 people"),
        "{}",
        everyone.body
    );
    assert!(!everyone.body.contains("<html"), "a part, not a page");
    assert!(!everyone.body.contains("张三丰"), "{}", everyone.body);
    let one = [("g0", "all"), ("g0r0", "employer"), ("g0r0-value", "e2")];
    let reply = clerk.post(count, &one).await;
    assert!(reply.body.contains("Reaches 1 person"), "{}", reply.body);
    let none = [("g0", "all"), ("g0r0", "status"), ("g0r0-value", "waiting")];
    let reply = clerk.post(count, &none).await;
    assert!(reply.body.contains("Nobody meets"), "{}", reply.body);
    let unfinished = [("g0", "all"), ("g0r0", "status")];
    let reply = clerk.post(count, &unfinished).await;
    assert!(
        reply.body.contains("Finish every condition"),
        "{}",
        reply.body
    );
    let stale = clerk.post_raw(count, &[("g0", "all")]).await;
    assert_eq!(stale.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn how_it_goes_out_is_kept_and_shown() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get(NEW).await.body;
    let stop = tags(&page, "value=\"stop\"");
    assert!(
        stop[0].contains("checked"),
        "people may refuse, unless decided otherwise"
    );
    let options = with(&[
        ("button", "register"),
        ("button", "read_more"),
        ("read-more", "https://example.org/?a=1&b=2"),
        ("doubt", "hold"),
        ("quiet", "own"),
        ("quiet-from", "22:30"),
        ("quiet-until", "06:00"),
        ("step", "save"),
    ]);
    let reply = clerk.post(NEW, &options).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let path = reply.location().split('?').next().unwrap().to_owned();
    let page = clerk.get(&path).await.body;
    for told in [
        "Register now · Read more",
        "https://example.org/?a=1&amp;b=2",
        "from 22:30 to 06:00",
        "count as unknown",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let form = clerk.get(&format!("{path}/edit")).await.body;
    assert!(tags(&form, "value=\"hold\"")[0].contains("checked"));
    assert!(!tags(&form, "value=\"stop\"")[0].contains("checked"));
}
