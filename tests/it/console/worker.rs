//! One worker at the desk: found by name or number, their whole story, helped with a reason, numbers on record.

use super::harness::{Browser, Desk, START};
use axum::http::StatusCode;
use returnline::domain::identity::{Mobile, PersonName, ResidentId};

const ID: &str = "520199199003070013";
const MOBILE: &str = "15400000001";

async fn known(desk: &Desk) -> String {
    let mut tx = desk.store.write().await.unwrap();
    let worker = tx
        .upsert_worker(
            &desk.store,
            &PersonName::parse("王小明").unwrap(),
            &ResidentId::parse(ID, START.date()).unwrap(),
            &Mobile::parse(MOBILE).unwrap(),
            "test",
            START,
        )
        .await
        .unwrap();
    tx.commit().await.unwrap();
    worker.as_str().to_owned()
}

async fn audited(desk: &Desk, worker: &str) -> Vec<String> {
    desk.texts(&format!(
        "SELECT actor || ' ' || action || ' ' || reason FROM audit WHERE subject LIKE '{worker}%' ORDER BY action"
    ))
    .await
}

async fn find(browser: &mut Browser, words: &str) -> super::harness::Reply {
    browser.post("/console/workers", &[("words", words)]).await
}

#[tokio::test]
async fn a_worker_is_found_by_name_or_number_and_numbers_are_shown_in_part() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    desk.worker("w2", "王小花", "e1", false).await;
    let mut clerk = desk.signed_in("clerk").await;
    let list = find(&mut clerk, "王小").await;
    assert_eq!(list.status, StatusCode::OK);
    for shown in [
        "王小明",
        "王小花",
        "520199********0013",
        "示例企业01",
        "2 people found",
    ] {
        assert!(list.body.contains(shown), "{shown}: {}", list.body);
    }
    for words in [ID, " 520199 19900307 0013", "+86 154-0000-0001"] {
        let reply = find(&mut clerk, words).await;
        assert_eq!(
            reply.location(),
            format!("/console/workers/{worker}"),
            "{words}"
        );
    }
    let page = clerk.get(&format!("/console/workers/{worker}")).await;
    assert!(page.body.contains("王小明") && page.body.contains("520199********0013"));
    assert!(
        !page.body.contains(ID) && !page.body.contains(MOBILE),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("name=\"requirement\""),
        "an administrator's"
    );
    let nobody = find(&mut clerk, "520199199105060027").await;
    assert!(nobody.body.contains("Nobody found"));
    for words in ["", "1540000", "%"] {
        let reply = find(&mut clerk, words).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(reply.body.contains("words-error"), "{words}");
    }
    let mut yongjia = desk.signed_in("yongjia").await;
    let list = find(&mut yongjia, "王小").await;
    assert!(list.body.contains("王小明") && !list.body.contains("王小花"));
    let page = yongjia.get("/console/workers/w2").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_is_declared_and_not_registered_is_found_too() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    desk.worker("w2", "王小花", "e1", false).await;
    // Of the two whom e1 has declared one has registered with it; another is on the list of e2, in another district.
    desk.sql(&format!(
        "INSERT INTO declared (id, employer_id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_mask, standing, \
           declared_by, declared_at) \
         SELECT 'd1', 'e1', '王小波', id_hash, x'00', '520199********0013', mobile_hash, '154****0001', 'declared', 'boss', 1 \
           FROM worker WHERE id = '{worker}' \
         UNION ALL SELECT 'd2', 'e1', '王小花', id_hash, x'00', '', NULL, NULL, 'declared', 'boss', 1 FROM worker WHERE id = 'w2' \
         UNION ALL SELECT 'd3', 'e2', '王小春', 'x', x'00', '110101********0022', NULL, NULL, 'declared', 'boss', 1 \
         UNION ALL SELECT 'd4', 'e1', '王小秋', 'y', x'00', '', NULL, NULL, 'struck', 'boss', 1; \
         UPDATE worker SET id_hash = 'z', mobile_hash = 'z' WHERE id = '{worker}'"
    ))
    .await;
    let mut clerk = desk.signed_in("clerk").await;
    let heading = "On an employer’s list, not registered yet";
    let list = find(&mut clerk, "王小").await.body;
    let (registered, declared) = list.split_once(heading).expect("a heading");
    assert!(registered.contains("王小明") && registered.contains("王小花"));
    for shown in ["王小波", "王小春", "154****0001", "/console/employers/e2"] {
        assert!(declared.contains(shown), "{shown}: {declared}");
    }
    assert!(
        !declared.contains("王小花") && !declared.contains("王小秋"),
        "{declared}"
    );
    for words in [ID, MOBILE] {
        let page = find(&mut clerk, words).await.body;
        assert!(page.contains(heading) && page.contains("王小波"), "{page}");
        assert!(
            !page.contains("王小春") && !page.contains("Nobody found"),
            "{page}"
        );
    }
    let other = find(&mut clerk, "小波").await.body;
    assert!(
        other.contains("Nobody found"),
        "a name is known by how it begins"
    );
    let mut yongjia = desk.signed_in("yongjia").await;
    let list = find(&mut yongjia, "王小").await.body;
    let seen = ["王小波", "王小春"].map(|name| list.contains(name));
    assert_eq!(seen, [false, true], "each district its own employers");
}

#[tokio::test]
async fn what_is_found_is_sorted_and_paged_by_forms() {
    let desk = Desk::open().await;
    for n in 0..30 {
        let firm = if n % 2 == 0 { "e1" } else { "e2" };
        desk.worker(
            &format!("w{n:02}"),
            &format!("王{}", "甲乙丙丁".chars().nth(n % 4).unwrap()),
            firm,
            false,
        )
        .await;
    }
    let mut clerk = desk.signed_in("clerk").await;
    let links = |body: &str| body.matches("href=\"/console/workers/w").count();
    let first = find(&mut clerk, "王").await;
    assert_eq!(links(&first.body), 25);
    assert!(first.body.contains("name=\"page\" value=\"2\""));
    let second = clerk
        .post(
            "/console/workers",
            &[("words", "王"), ("order", "-employer"), ("page", "2")],
        )
        .await;
    assert_eq!(links(&second.body), 5);
    assert!(
        !second.body.contains("示例企业02"),
        "the largest came first"
    );
    assert!(second.body.contains("aria-sort=\"descending\""));
}

#[tokio::test]
async fn the_whole_story_stands_on_one_page() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    desk.sql(
        "UPDATE seat SET state = 'reserved', worker_id = 'w1' WHERE id = 's1'; \
         INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) VALUES ('s1', 't1', 'w1', 'reserved', 5); \
         INSERT INTO consent (chat_id, kind, version, given, at) VALUES ('cw1', 'health', 1, 1, 5); \
         INSERT INTO outbox (chat_id, channel, address, lane, content, state, due_at, created_at, settled_at, error) \
           VALUES ('cw1', 'web', 'aw1', 'reply', '{\"body\":\"听得见吗\"}', 'failed', 1, 1, 2, 'blocked'); \
         INSERT INTO notice (id, state, author_id, audience, created_at, options) \
           VALUES ('n1', 'done', 'boss', '{}', 1, '{}'); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '', '返程的车已经安排好了'); \
         INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at, settled_at, \
           unplaced) VALUES ('cw1', 'telegram', 'aw1', 'bulk', 'n1', 'w1', 'sent', 1, 1, 3, TRUE); \
         INSERT INTO audit (at, actor, action, subject) VALUES (9, 'boss', 'worker.name_corrected', 'w1')",
    )
    .await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console/workers/w1").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "HH-0224",
        "示例企业01",
        "Seat taken: HH-0224 · 1 · 11",
        "health data (version 1",
        "听得见吗",
        "返程的车已经安排好了",
        "Not delivered",
        "/console/inbox/pw1",
        "Corrected the name",
        "Name of boss",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let older = clerk.get("/console/workers/w1?talk=2&records=9").await;
    assert!(!older.body.contains("听得见吗") && !older.body.contains("Corrected the name"));
}

#[tokio::test]
async fn what_is_done_for_a_worker_needs_a_reason_and_is_audited() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    let here = format!("/console/workers/{worker}");
    let mut admin = desk.signed_in("admin").await;
    let class = [("step", "class"), ("class", "medical")];
    let waive = [
        ("step", "waive"),
        ("trip", "t1"),
        ("requirement", "employer_missing"),
    ];
    let name = [("step", "name"), ("name", "王晓明")];
    for fields in [class.as_slice(), waive.as_slice(), name.as_slice()] {
        let reply = admin.post(&here, fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [
            "王晓明",
            "medical\" selected",
            "employer_missing\" selected",
        ];
        assert!(typed.iter().any(|kept| reply.body.contains(kept)), "kept");
        let with_reason = [fields, &[("reason", " 有证明 ")]].concat();
        let reply = admin.post(&here, &with_reason).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    }
    assert_eq!(
        audited(&desk, &worker).await,
        [
            "admin requirement.waived.employer_missing 有证明",
            "admin waitlist.class.medical 有证明",
            "admin worker.name_corrected 有证明",
        ]
    );
    let never = [
        ("step", "waive"),
        ("trip", "t1"),
        ("requirement", "code_not_green"),
        ("reason", "有证明"),
    ];
    let reply = admin.post(&here, &never).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut clerk = desk.signed_in("clerk").await;
    let with_reason = [waive.as_slice(), &[("reason", "有证明")]].concat();
    let reply = clerk.post(&here, &with_reason).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn full_numbers_are_shown_once_on_record_and_not_too_often() {
    let desk = Desk::open().await;
    let worker = known(&desk).await;
    let here = format!("/console/workers/{worker}/reveal");
    let mut clerk = desk.signed_in("clerk").await;
    let refused = clerk.post(&here, &[("reason", "x")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains(ID) && refused.body.contains("reason-reveal-error"));
    let shown = clerk.post(&here, &[("reason", "电话核对")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains(ID) && shown.body.contains(MOBILE));
    assert_eq!(shown.headers["cache-control"], "no-store");
    assert_eq!(
        audited(&desk, &worker).await,
        ["clerk worker.revealed 电话核对"]
    );
    for _ in 1..30 {
        let reply = clerk.post(&here, &[("reason", "电话核对")]).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    let reply = clerk.post(&here, &[("reason", "电话核对")]).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        !reply.body.contains(ID) && reply.body.contains("at most 30"),
        "{}",
        reply.body
    );
    assert_eq!(
        audited(&desk, &worker).await.len(),
        30,
        "a refusal is no look"
    );
    let mut other = desk.signed_in("admin").await;
    let reply = other.post(&here, &[("reason", "电话核对")]).await;
    assert_eq!(
        reply.status,
        StatusCode::OK,
        "each of the staff has their own"
    );
}

#[tokio::test]
async fn only_a_ticket_that_waits_for_hr_is_said_to() {
    let desk = Desk::open().await;
    desk.worker("w1", "王小花", "e1", false).await;
    desk.sql(
        "UPDATE seat SET state = 'reserved', worker_id = 'w1' WHERE id = \
         (SELECT MIN(id) FROM seat WHERE trip_id = 't1' AND sellable)",
    )
    .await;
    let mut clerk = desk.signed_in("clerk").await;
    let waits = "HR has not answered yet";
    let page = clerk.get("/console/workers/w1").await.body;
    assert!(page.contains("Reserved") && !page.contains(waits), "{page}");
    desk.sql("UPDATE trip SET requirements = '{\"roster_confirmed\":true}' WHERE id = 't1'")
        .await;
    let page = clerk.get("/console/workers/w1").await.body;
    assert!(page.contains("Reserved") && page.contains(waits), "{page}");
}
