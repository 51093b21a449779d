//! What comes with a notice: files, lists, a moment to start, figures that come by themselves.

use super::harness::{Browser, Desk, Reply, START};
use super::notices::{seen, with, written};
use axum::http::StatusCode;
use reqwest::multipart::{Form, Part};

const NEW: &str = "/console/notices/new";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

/// A form with a file, as a browser sends it.
async fn upload(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Reply {
    let mut form = Form::new().text("csrf", browser.csrf.clone());
    for (name, value) in fields {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    let (field, name, bytes) = file;
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    browser
        .post_form(path, form.part(field.to_owned(), part))
        .await
}

/// A notice in a state, with these people: (state, reason).
pub async fn notice(desk: &Desk, state: &str, people: &[(&str, &str)]) {
    desk.sql(
        "INSERT INTO chat (id, channel, address, locale, first_seen_at, last_seen_at) \
         VALUES ('c1', 'web', 'a1', 'zh-Hans', 0, 1)",
    )
    .await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, approver_id, audience, content_hash, created_at, approved_at, \
           started_at, fanout_done) \
         VALUES ('n1', '{state}', 'clerk', 'admin', '{{}}', 'abc123', {now}, {now}, {now}, TRUE); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '=信', '各位工友')",
        now = START.millis(),
    ))
    .await;
    for (number, (state, reason)) in people.iter().enumerate() {
        desk.sql(&format!(
            "INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, error, due_at, created_at) \
             VALUES ('c1', 'web', 'a1', 'bulk', 'n1', 'p{number}', '{state}', NULLIF('{reason}', ''), 0, 0)"
        ))
        .await;
    }
}

#[tokio::test]
async fn a_file_is_kept_whatever_else_is_wrong_and_part_of_what_is_approved() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let wordless = [("step", "save"), ("title-en", "Kept heading")];
    let reply = upload(&mut clerk, NEW, &wordless, ("file", "../车票.exe", PNG)).await;
    assert_eq!(
        reply.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        reply.body
    );
    assert!(
        reply.body.contains("Kept heading") && reply.body.contains("📎"),
        "{}",
        reply.body
    );
    assert!(!reply.body.contains("../"), "no path: {}", reply.body);
    let edit = reply
        .body
        .split("action=\"")
        .find(|part| part.starts_with("/console/notices/"))
        .unwrap();
    let edit = edit.split('"').next().unwrap().to_owned();
    assert!(edit.ends_with("/edit"), "{edit}");
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM notice_text").await,
        0,
        "nobody can approve it yet"
    );

    let bad = upload(
        &mut clerk,
        &edit,
        &with(&[("step", "save")]),
        ("file", "a.exe", b"MZ"),
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("id=\"file-error\"") && bad.body.contains("To all workers"));
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM notice_file").await,
        1,
        "the old one stays"
    );

    let saved = clerk.post(&edit, &with(&[("step", "save")])).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let path = saved.location().split('?').next().unwrap().to_owned();
    let shown = clerk.get(&format!("{path}/file")).await;
    assert_eq!(shown.bytes, PNG);
    assert_eq!(shown.headers["x-content-type-options"], "nosniff");

    let mut admin = desk.signed_in("admin").await;
    let hash = seen(&mut admin, &path).await;
    let out = clerk.post(&edit, &with(&[("step", "unattach")])).await;
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
    assert_eq!(desk.count("SELECT COUNT(*) FROM notice_file").await, 0);
    let stale = admin
        .post(&path, &[("action", "approve"), ("seen", &hash)])
        .await;
    assert_eq!(
        stale.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the file is gone"
    );
}

#[tokio::test]
async fn a_form_with_a_file_needs_its_token_as_well() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.csrf = "wrong".to_owned();
    let reply = upload(
        &mut clerk,
        NEW,
        &with(&[("step", "save")]),
        ("file", "a.png", PNG),
    )
    .await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let mut stranger = desk.stranger();
    let reply = upload(&mut stranger, NEW, &[], ("file", "a.png", PNG)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "the door");
    assert_eq!(desk.count("SELECT COUNT(*) FROM notice_file").await, 0);
}

#[tokio::test]
async fn a_list_is_uploaded_told_row_by_row_and_chosen() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let row = [("g0", "all"), ("g0r0", "list"), ("step", "list")];
    let csv = "姓名,手机号\n甲,15400000001\n乙,15400000001\n丙,12345\n丁,15400000002\n";
    let reply = upload(
        &mut clerk,
        NEW,
        &with(&row),
        ("g0r0-list", "工友.csv", csv.as_bytes()),
    )
    .await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    for told in [
        "4 rows: 2 people, 1 duplicates, 1 unreadable",
        "Cell B4:",
        "2 have never registered",
        "Reaches 0 people",
        "To all workers",
    ] {
        assert!(reply.body.contains(told), "{told}: {}", reply.body);
    }
    assert!(!reply.body.contains("12345"), "no number is repeated");
    let id = desk.texts("SELECT id FROM audience_list").await.remove(0);
    assert!(
        reply.body.contains(&format!("value=\"{id}\" selected")),
        "{}",
        reply.body
    );

    let not = upload(
        &mut clerk,
        NEW,
        &with(&row),
        ("g0r0-list", "a.pdf", b"%PDF-1.7"),
    )
    .await;
    assert!(
        not.body.contains("id=\"g0r0-error\"") && not.body.contains("neither an .xlsx"),
        "{}",
        not.body
    );
    let save = with(&[
        ("g0", "all"),
        ("g0r0", "list"),
        ("g0r0-value", &id),
        ("step", "save"),
    ]);
    let reply = clerk.post(NEW, &save).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let page = clerk.get(reply.location()).await.body;
    assert!(page.contains("Uploaded list: 工友.csv"), "{page}");
}

#[tokio::test]
async fn a_notice_is_scheduled_moved_and_sent_at_once_after_all() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let mut admin = desk.signed_in("admin").await;
    let path = written(&mut clerk).await;
    let plan = format!("{path}/schedule");
    let early = admin.post(&plan, &[("moment", "2020-02-24T09:30")]).await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not before it is approved"
    );
    let hash = seen(&mut admin, &path).await;
    admin
        .post(&path, &[("action", "approve"), ("seen", &hash)])
        .await;
    for (typed, why) in [
        ("2020-02-23T07:59", "has passed"),
        ("soon\"><script>", "Choose a day"),
        ("", "Choose a day"),
    ] {
        let reply = admin.post(&plan, &[("moment", typed)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(
            reply.body.contains("id=\"moment-error\"") && reply.body.contains(why),
            "{typed}"
        );
        assert!(!reply.body.contains("<script>"), "escaped");
    }
    let kept = admin.post(&plan, &[("moment", "2020-02-22T10:00")]).await;
    assert!(
        kept.body.contains("value=\"2020-02-22T10:00\""),
        "what was typed is kept"
    );
    let refused = clerk.post(&plan, &[("moment", "2020-02-24T09:30")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for moment in ["2020-02-24T09:30", "2020-02-25T10:00"] {
        let reply = admin.post(&plan, &[("moment", moment)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let page = admin.get(&path).await.body;
        assert!(page.contains(&format!("value=\"{moment}\"")), "{page}");
    }
    let page = clerk.get(&path).await.body;
    assert!(page.contains("Starts Tue 25 Feb, 10:00"), "{page}");
    let list = clerk.get("/console/notices").await.body;
    assert!(
        list.contains("Tue 25 Feb, 10:00") && list.contains("Scheduled"),
        "{list}"
    );
    let sent = admin.post(&path, &[("action", "send")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.texts("SELECT state FROM notice").await, ["sending"]);
}

#[tokio::test]
async fn figures_come_by_themselves_and_end_when_all_is_done() {
    let desk = Desk::open().await;
    notice(&desk, "sending", &[("queued", "")]).await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console/notices/n1").await.body;
    let address = page
        .split("data-feed=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let address = address.replace("&amp;", "&");
    let mut stream = clerk.open_stream(&address).await;
    desk.sql("UPDATE outbox SET state = 'sent'").await;
    let told = stream.until("event: figures").await;
    assert!(told.contains("1 of 1 done"), "{told}");
    assert!(
        !told.contains("event: actions"),
        "the buttons are the same: {told}"
    );
    desk.sql("UPDATE notice SET state = 'done', finished_at = 1582416060000")
        .await;
    let last = stream.rest().await;
    assert!(
        last.contains("event: actions") && last.contains("event: end"),
        "{last}"
    );
    let over = clerk.get("/console/notices/n1/feed").await;
    assert!(over.body.contains("event: end"), "{}", over.body);
    let page = clerk.get("/console/notices/n1").await.body;
    assert!(!page.contains("data-feed"), "nothing more will come");
}
