//! Rosters and the inbox: what is decided and said reaches the worker's chat in the same transaction.

use super::harness::{Desk, START};
use axum::http::StatusCode;
use std::time::Duration;

const NASTY: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

#[tokio::test]
async fn hr_confirms_and_the_chat_hears_of_it() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut hr = desk.signed_in("hr").await;
    let page = hr.get("/console/rosters/e1").await;
    for shown in ["张三", "520199********0013", "154****0001"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    let reply = hr
        .post("/console/rosters/e1/lw1", &[("decision", "confirm")])
        .await;
    assert_eq!(reply.location(), "/console/rosters/e1?done=confirmed");
    let news = desk
        .texts("SELECT event FROM chat_event WHERE chat_id = 'cw1'")
        .await;
    assert_eq!(
        news,
        [r#"{"kind":"roster_confirmed","line":"lw1","employer":"示例企业01"}"#]
    );
    let audit = desk
        .texts("SELECT actor || ' ' || action || ' ' || subject FROM audit WHERE subject = 'lw1'")
        .await;
    assert_eq!(audit, ["hr roster.confirmed lw1"]);
    tokio::time::timeout(Duration::from_secs(1), desk.wake.notified())
        .await
        .expect("the runner was woken");

    let again = hr
        .post("/console/rosters/e1/lw1", &[("decision", "confirm")])
        .await;
    assert_eq!(again.location(), "/console/rosters/e1?done=decided");
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM chat_event").await,
        1,
        "decided once"
    );
    let page = hr.get("/console/rosters/e1").await.body;
    assert!(
        page.contains("张三") && page.contains("Name of hr"),
        "a decided line stays"
    );
}

#[tokio::test]
async fn a_rejection_needs_its_reason_beside_the_field() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut hr = desk.signed_in("hr").await;
    for reason in ["", " ", "x", &"长".repeat(201)] {
        let fields = [("decision", "reject"), ("reason", reason)];
        let reply = hr.post("/console/rosters/e1/lw1", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains("id=\"reason-error\"") && reply.body.contains("aria-invalid"));
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 0);
    let fields = [("decision", "reject"), ("reason", " 已离职 ")];
    let reply = hr.post("/console/rosters/e1/lw1", &fields).await;
    assert_eq!(reply.location(), "/console/rosters/e1?done=rejected");
    let news = desk.texts("SELECT event FROM chat_event").await;
    assert!(
        news[0].contains("roster_rejected") && news[0].contains("\"reason\":\"已离职\""),
        "{news:?}"
    );
    assert!(
        hr.get("/console/rosters/e1?state=rejected")
            .await
            .body
            .contains("已离职")
    );
}

#[tokio::test]
async fn a_worker_without_a_chat_gets_the_seat_at_once() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", false).await;
    desk.sql("UPDATE seat SET state = 'reserved', worker_id = 'w1' WHERE id = 's1'")
        .await;
    let mut hr = desk.signed_in("hr").await;
    hr.post("/console/rosters/e1/lw1", &[("decision", "confirm")])
        .await;
    assert_eq!(
        desk.texts("SELECT state FROM seat WHERE id = 's1'").await,
        ["confirmed"]
    );
    assert_eq!(
        desk.texts("SELECT state FROM registration").await,
        ["employer_confirmed"]
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM seat_event WHERE what = 'confirmed'")
            .await,
        1
    );
}

#[tokio::test]
async fn confirming_all_takes_those_who_were_shown_only() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.worker("w2", "李四", "e1", true).await;
    desk.worker("w3", "王五", "e2", true).await;
    let mut hr = desk.signed_in("hr").await;
    let step = hr.get("/console/rosters/e1/confirm-all").await.body;
    assert!(step.contains("张三") && step.contains("李四") && !step.contains("王五"));
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM chat_event").await,
        0,
        "the step decides nothing"
    );
    let seen = step.split("name=\"seen_until\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap().to_owned();
    desk.worker("w4", "赵六", "e1", true).await;
    let later = START.millis() + 1;
    desk.sql(&format!(
        "UPDATE roster_line SET created_at = {later} WHERE id = 'lw4'"
    ))
    .await;

    hr.post("/console/rosters/e1/confirm-all", &[("seen_until", &seen)])
        .await;
    let confirmed = desk
        .texts("SELECT id FROM roster_line WHERE state = 'confirmed' ORDER BY id")
        .await;
    assert_eq!(
        confirmed,
        ["lw1", "lw2"],
        "nobody is confirmed unseen, nor for another employer"
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 2);
}

#[tokio::test]
async fn an_administrator_overrides_with_grounds() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut admin = desk.signed_in("admin").await;
    let reply = admin
        .post("/console/rosters/e1/lw1", &[("decision", "confirm")])
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("decision", "confirm"), ("grounds", "与人事电话核实")];
    let reply = admin.post("/console/rosters/e1/lw1", &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let reasons = desk
        .texts("SELECT reason FROM audit WHERE action = 'roster.override'")
        .await;
    assert_eq!(reasons, ["与人事电话核实"]);
}

#[tokio::test]
async fn a_clerk_answers_and_closes_and_the_chat_hears_both() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "怎么去车站").await;
    desk.clock.advance(Duration::from_secs(12 * 60));
    let mut clerk = desk.signed_in("clerk").await;
    let list = clerk.get("/console/inbox/list").await.body;
    assert!(
        list.contains("张三") && list.contains("怎么去车站") && list.contains("12 min"),
        "{list}"
    );
    assert!(!list.contains("<html"), "a part, not a page");

    for words in ["", "  ", &"长".repeat(2001)] {
        let reply = clerk
            .post("/console/inbox/pw1", &[("step", "answer"), ("text", words)])
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let reply = clerk
        .post(
            "/console/inbox/pw1",
            &[("step", "answer"), ("text", "坐 5 路车\r\n到底")],
        )
        .await;
    assert_eq!(reply.location(), "/console/inbox/pw1");
    clerk
        .post(
            "/console/inbox/pw1",
            &[("step", "answer"), ("text", "坐 5 路车\n到底")],
        )
        .await;
    let news = desk.texts("SELECT event FROM chat_event").await;
    assert_eq!(
        news,
        [r#"{"kind":"clerk_said","help":"pw1","name":"Name of clerk","text":"坐 5 路车\n到底"}"#],
        "a double click is one answer"
    );
    assert!(
        clerk
            .get("/console/inbox/pw1/messages")
            .await
            .body
            .contains("坐 5 路车")
    );
    assert!(
        clerk
            .get("/console/inbox/list")
            .await
            .body
            .contains("Answered")
    );

    clerk.post("/console/inbox/pw1", &[("step", "close")]).await;
    clerk.post("/console/inbox/pw1", &[("step", "close")]).await;
    let news = desk.texts("SELECT event FROM chat_event ORDER BY id").await;
    assert_eq!(news[1..], [r#"{"kind":"clerk_closed","help":"pw1"}"#]);
    let reply = clerk
        .post(
            "/console/inbox/pw1",
            &[("step", "answer"), ("text", "还有")],
        )
        .await;
    assert_eq!(
        reply.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "too late, and says so"
    );
    assert!(reply.body.contains("not sent"));
}

#[tokio::test]
async fn what_people_type_never_becomes_markup() {
    let desk = Desk::open().await;
    desk.worker("w1", NASTY, "e1", true).await;
    desk.help("w1", NASTY).await;
    let nasty = NASTY.replace('\'', "''");
    desk.sql(&format!(
        "UPDATE employer SET name = '{nasty}' WHERE id = 'e1'"
    ))
    .await;
    desk.sql(&format!(
        "UPDATE trip SET meeting_point = '{nasty}', code = '{nasty}'"
    ))
    .await;
    desk.sql("UPDATE seat SET state = 'reserved', worker_id = 'w1' WHERE id = 's1'")
        .await;
    desk.sql(&format!(
        "INSERT INTO demand (worker_id, origin, employer_id, mode, at) VALUES ('w1', '431200', 'e1', 'coach', 0); \
         INSERT INTO inbound (channel, address, update_id, chat_id, seq, echo, at) \
         VALUES ('web', 'aw1', 'u1', 'cw1', 1, '{nasty}', 0); UPDATE chat SET last_seq = 1; \
         INSERT INTO notice (id, state, author_id, audience, created_at) VALUES ('n1', 'draft', 'admin', '{{}}', 0); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '{nasty}', '{nasty}')"
    ))
    .await;
    let mut admin = desk.signed_in("admin").await;
    for path in [
        "/console",
        "/console/trips",
        "/console/trips/t1",
        "/console/rosters",
        "/console/rosters/e1",
        "/console/rosters/e1/lw1",
        "/console/rosters/e1/confirm-all",
        "/console/inbox",
        "/console/inbox/pw1",
        "/console/notices",
        "/console/notices/n1",
        "/console/notices/n1/edit",
    ] {
        let reply = admin.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert!(
            reply.body.contains("&lt;script&gt;"),
            "{path} shows it as text"
        );
        assert!(
            !reply.body.contains("<script>alert") && !reply.body.contains("<img"),
            "{path}"
        );
    }
    let reply = admin
        .post(
            "/console/rosters/e1/lw1",
            &[("decision", "reject"), ("grounds", NASTY)],
        )
        .await;
    assert!(!reply.body.contains("<script>alert"));
    let search = admin
        .get("/console/rosters?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        .await;
    assert!(!search.body.contains("<script>alert"));
}

#[tokio::test]
async fn a_clerk_recognises_a_chat_after_checking() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.worker("w2", "李四", "e1", true).await;
    desk.help("w1", "我换了手机号").await;
    desk.sql(
        "UPDATE chat SET worker_id = NULL WHERE id = 'cw1'; UPDATE help SET claims_worker = 'w2'",
    )
    .await;
    let mut clerk = desk.signed_in("clerk").await;
    let path = "/console/inbox/pw1";
    let page = clerk.get(path).await.body;
    assert!(
        page.contains("李*") && page.contains("154****0001"),
        "{page}"
    );
    assert!(!page.contains("李四"), "only the mask");
    let recognise = |worker, reason| {
        [
            ("step", "recognise"),
            ("worker", worker),
            ("reason", reason),
        ]
    };
    for (worker, reason) in [("w2", ""), ("w2", " 好 "), ("w1", "已打电话核实")] {
        let reply = clerk.post(path, &recognise(worker, reason)).await;
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{worker} {reason}"
        );
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 0);
    let reply = clerk.post(path, &recognise("w2", "已打电话核实")).await;
    assert_eq!(reply.location(), "/console/inbox/pw1?done=recognised");
    let reply = clerk.post(path, &recognise("w2", "已打电话核实")).await;
    assert_eq!(
        reply.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "done already"
    );
    let news = desk.texts("SELECT event FROM chat_event").await;
    assert_eq!(news, [r#"{"kind":"recognised","help":"pw1"}"#]);
    let chats = desk
        .texts("SELECT worker_id FROM chat WHERE id = 'cw1'")
        .await;
    assert_eq!(chats, ["w2"]);
    let noted = desk
        .texts("SELECT reason FROM audit WHERE action = 'help.recognised'")
        .await;
    assert_eq!(noted, ["已打电话核实"]);
}
