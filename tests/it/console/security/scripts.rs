//! Scripts in every field that somebody else can fill: stored as they are, shown as text.

use super::super::harness::{Desk, START};
use super::super::roles::{self, furnished};
use axum::http::StatusCode;
use reqwest::multipart::{Form, Part};

/// What a script of ours would leave behind in a page.
pub const MARK: &str = "pwned";

/// What an attacker types into the field called `name`.
fn payload(name: &str) -> String {
    format!(
        "<script>window.{MARK}='{name}'</script>\"><img src=x onerror=\"window.{MARK}='{name}'\">"
    )
}

/// The same within a text of SQL.
fn quoted(name: &str) -> String {
    payload(name).replace('\'', "''")
}

/// A desk with a script in every field, and who is to look where.
pub struct Planted {
    pub desk: Desk,
    /// Sign-in name, page.
    pub pages: Vec<(&'static str, String)>,
}

/// The fields that are planted, by the name in their script.
const FIELDS: &[&str] = &[
    "worker", "firm", "chat", "remarks", "reason", "declared", "cell", "file", "place", "trip",
    "vehicle", "staff", "title", "letter", "why", "subject", "arrival",
];

/// Plants them.
pub async fn planted() -> Planted {
    let desk = furnished().await;
    desk.worker("w2", "李四", "e1", true).await;
    let now = START.millis();
    for (name, sql) in [
        ("worker", "UPDATE worker SET name = '?'".to_owned()),
        (
            "firm",
            "UPDATE employer SET name = '?' WHERE id = 'e1'".to_owned(),
        ),
        ("chat", "UPDATE help_message SET text = '?'".to_owned()),
        (
            "reason",
            format!(
                "UPDATE roster_line SET state = 'rejected', reason = '?', decided_by = 'hr', decided_at = {now} WHERE id = 'lw2'"
            ),
        ),
        (
            "remarks",
            format!(
                "INSERT INTO roster (employer_id, stage, remarks, changed_by, changed_at) VALUES ('e1', 'returned', '?', 'clerk', {now})"
            ),
        ),
        (
            "declared",
            format!(
                "INSERT INTO declared (id, employer_id, name, id_hash, id_sealed, id_mask, standing, declared_by, declared_at) \
                 VALUES ('d1', 'e1', '?', 'hd1', x'00', '520199********0013', 'declared', 'hr', {now})"
            ),
        ),
        ("place", "UPDATE trip SET meeting_point = '?'".to_owned()),
        ("trip", "UPDATE trip SET code = '?'".to_owned()),
        ("vehicle", "UPDATE vehicle SET label = '?'".to_owned()),
        ("staff", "UPDATE staff SET name = '?'".to_owned()),
        ("title", "UPDATE notice_text SET title = '?'".to_owned()),
        ("letter", "UPDATE notice_text SET body = '?'".to_owned()),
        (
            "why",
            format!(
                "INSERT INTO audit (at, actor, action, subject, reason) VALUES ({now}, 'clerk', 'x', 'y', '?')"
            ),
        ),
        (
            "subject",
            format!(
                "INSERT INTO audit (at, actor, action, subject) VALUES ({now}, 'clerk', '?', '?')"
            ),
        ),
        (
            "arrival",
            format!(
                "UPDATE seat SET state = 'boarded', worker_id = 'w1' WHERE id = 's1'; \
                 INSERT INTO arrival (vehicle_id, employer_id, expected, arrived, missing, remark, signed_by, signed_at) \
                 VALUES ('v1', 'e1', 1, 1, '[]', '?', 'hr', {now})"
            ),
        ),
    ] {
        desk.sql(&sql.replace('?', &quoted(name))).await;
    }
    let upload = uploaded(&desk).await;
    let mut pages = Vec::new();
    for login in ["admin", "clerk", "hr", "crew"] {
        let all = roles::pages().map(|(path, _)| (*path).to_owned());
        pages.extend(all.map(|path| (login, path)));
    }
    let own = [
        "/console/accounts",
        "/console/accounts/hr",
        "/console/accounts/new?employer=e1",
        "/console/audit",
        "/console/audit?subject=y",
        "/console/sessions",
        "/console/second-step",
    ];
    pages.extend(own.map(|path| ("admin", path.to_owned())));
    pages.push(("hr", upload));
    pages.push(("hr", "/console/rosters/e1?state=rejected".into()));
    pages.push(("hr", "/console/rosters/e1/lw2".into()));
    Planted { desk, pages }
}

/// A roster uploaded by HR with a script in a cell and in the file's name; the page that shows it.
async fn uploaded(desk: &Desk) -> String {
    let mut hr = desk.signed_in("hr").await;
    hr.get("/console/rosters/e1/upload").await;
    let cell = payload("cell").replace('"', "\"\"");
    let list = format!("姓名,身份证号,手机号\n\"{cell}\",520199199003070013,15400000001\n");
    let part = Part::bytes(list.into_bytes()).file_name("a.csv");
    let form = Form::new().text("csrf", hr.csrf.clone()).part("file", part);
    let sent = hr.post_form("/console/rosters/e1/upload", form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = sent.location().to_owned();
    for _ in 0..200 {
        if hr.get(&page).await.headers.get("refresh").is_none() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    // A path is cut from a name before it is stored, so the script comes in behind that.
    desk.sql(&format!(
        "UPDATE roster_upload SET file = '{}'",
        quoted("file")
    ))
    .await;
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_in_any_field_is_shown_as_text_on_every_page() {
    let Planted { desk, pages } = planted().await;
    let mut shown = String::new();
    let mut browsers = std::collections::HashMap::new();
    for (login, path) in &pages {
        if !browsers.contains_key(login) {
            browsers.insert(*login, desk.signed_in(login).await);
        }
        let reply = browsers.get_mut(login).unwrap().get(path).await;
        assert!(!reply.status.is_server_error(), "{path} as {login}");
        let kind = reply
            .headers
            .get("content-type")
            .map(|kind| kind.to_str().unwrap());
        if kind.is_none_or(|kind| !kind.starts_with("text/html")) {
            continue;
        }
        for raw in ["<script>window", "<img src=x", "onerror=\"window"] {
            let at = reply
                .body
                .find(raw)
                .map(|at| reply.body[..at].chars().rev().take(200).collect::<String>());
            assert_eq!(at, None, "{path} as {login}: {raw}");
        }
        shown.push_str(&reply.body);
    }
    for name in FIELDS {
        let text = format!("&lt;script&gt;window.{MARK}='{name}'");
        assert!(
            shown.contains(&text),
            "no page shows the field {name}, so nothing is proved of it"
        );
    }
}
