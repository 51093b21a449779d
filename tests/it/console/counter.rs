//! Entry on somebody's behalf, by forms alone.

use super::harness::{Browser, Desk, Reply};
use axum::http::StatusCode;

/// The value of a hidden field of the last form.
fn field(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = body
        .split(&mark)
        .nth(1)
        .unwrap_or_else(|| panic!("no {name} in {body}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Enters something in the conversation whose page is shown; the page after that.
async fn enter(clerk: &mut Browser, address: &str, page: &Reply, what: (&str, &str)) -> Reply {
    let (update, seen) = (field(&page.body, "update"), field(&page.body, "seen"));
    let fields = [("update", update.as_str()), ("seen", seen.as_str()), what];
    let reply = clerk.post(address, &fields).await;
    if reply.status == StatusCode::SEE_OTHER {
        assert_eq!(reply.location(), address);
        return clerk.get(address).await;
    }
    reply
}

#[tokio::test]
async fn somebody_at_the_counter_is_registered_and_gets_a_ticket() {
    let desk = Desk::open().await;
    desk.sql("UPDATE trip SET requirements = '{}', departs_at = 1582588800000")
        .await;
    let mut clerk = desk.signed_in("clerk").await;
    let begun = clerk.post("/console/counter", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let address = begun.location().to_owned();
    let mut page = clerk.get(&address).await;
    assert!(page.body.contains("registering"), "{}", page.body);
    assert!(!page.body.contains("A person"), "the human is here");
    for text in [
        "1",
        "1",
        "1",
        "green",
        "3",
        "怀化",
        "示例企业01",
        "1",
        "王小明",
        "520199199003070013",
        "15400000001",
        "coach",
        "1",
    ] {
        page = enter(&mut clerk, &address, &page, ("text", text)).await;
        assert_eq!(page.status, StatusCode::OK, "{text}: {}", page.body);
    }
    assert!(
        page.body.contains("520199********0013"),
        "read back: {}",
        page.body
    );
    page = enter(&mut clerk, &address, &page, ("text", "yes")).await;
    assert!(page.body.contains("HH-0224"), "{}", page.body);
    let worker = desk.texts("SELECT id FROM worker").await.remove(0);
    assert!(page.body.contains(&format!("/console/workers/{worker}")));
    assert!(
        page.body.contains(&format!("/console/tickets/{worker}")),
        "{}",
        page.body
    );
    let story = clerk.get(&format!("/console/workers/{worker}")).await;
    assert!(
        story.body.contains("entered by Name of clerk"),
        "{}",
        story.body
    );
    assert!(story.body.contains("reached by telephone only"));
    assert_eq!(
        desk.texts("SELECT by_staff FROM registration").await,
        ["clerk"]
    );
}

#[tokio::test]
async fn an_entry_is_refused_beside_the_field_and_keeps_what_was_typed() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let begun = clerk.post("/console/counter", &[]).await;
    let address = begun.location().to_owned();
    let page = clerk.get(&address).await;
    let blank = enter(&mut clerk, &address, &page, ("text", "  ")).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blank.body.contains("text-error"));
    // A colleague goes on meanwhile.
    let mut boss = desk.signed_in("boss").await;
    let theirs = boss.get(&address).await;
    let theirs = enter(&mut boss, &address, &theirs, ("text", "1")).await;
    assert_eq!(theirs.status, StatusCode::OK);
    let late = enter(&mut clerk, &address, &page, ("text", "不同意")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.body.contains("不同意") && late.body.contains("Somebody has gone on"),
        "{}",
        late.body
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM consent").await, 1);
    for (update, seen) in [("", "1"), ("abcdefgh", "x"), ("a b c d e f", "1")] {
        let fields = [("update", update), ("seen", seen), ("text", "1")];
        let reply = clerk.post(&address, &fields).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_worker_of_another_district_is_not_acted_for() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.sql(
        "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
         VALUES ('d1', 'desk', 'x', 'en', 'w1', 0, 0)",
    )
    .await;
    let mut yongjia = desk.signed_in("yongjia").await;
    let reply = yongjia.post("/console/counter", &[("worker", "w1")]).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    for address in [
        "/console/counter/d1",
        "/console/counter/cw1",
        "/console/counter/no",
    ] {
        assert_eq!(
            yongjia.get(address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
        let fields = [("update", "abcdefgh"), ("seen", "0"), ("text", "1")];
        assert_eq!(
            yongjia.post(address, &fields).await.status,
            StatusCode::NOT_FOUND
        );
    }
}
