//! HR's list through the desk: uploaded, looked through, corrected, accepted; and who never gets to see it.

use super::harness::{Browser, Desk, Reply, START};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use reqwest::multipart::{Form, Part};
use std::io::Cursor;
use std::time::Duration;

const ZHANG: &str = "520199199003070013";
const LI: &str = "520199199104080026";

/// Two good rows, one of them twice, and two with errors.
fn list() -> String {
    format!(
        "返岗名单,,\n姓名,身份证号,手机号\n张三,{ZHANG},15400000001\n李四,5.20199E+17,15400000002\n\
         张三,{ZHANG},15400000001\n=HYPERLINK(1),520199199205090039,15400000003\n合计,4 人,\n"
    )
}

async fn upload(browser: &mut Browser, employer: &str, name: &str, bytes: Vec<u8>) -> Reply {
    let path = format!("/console/rosters/{employer}/upload");
    browser.get(&path).await;
    let part = Part::bytes(bytes).file_name(name.to_owned());
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .part("file", part);
    browser.post_form(&path, form).await
}

/// The page of an upload once it has been read.
async fn read(browser: &mut Browser, path: &str) -> Reply {
    for _ in 0..200 {
        let page = browser.get(path).await;
        if page.headers.get("refresh").is_none() {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it is still being read");
}

fn sheet(reply: &Reply) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(reply.bytes.clone())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[tokio::test]
async fn hr_uploads_corrects_and_accepts_its_list() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let sent = upload(&mut hr, "e1", "../../etc/名<b>单.csv", list().into_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let path = sent.location().to_owned();
    let page = read(&mut hr, &path).await.body;
    assert!(
        page.contains("名&lt;b&gt;单.csv") && !page.contains("etc"),
        "{page}"
    );
    for told in [
        "B4: the spreadsheet program has rounded",
        "A6: this is no name",
        "Same person as row 3",
        "Put 1 people on the roster",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(
        page.contains("520199********0013") && !page.contains(ZHANG),
        "masked"
    );

    let marked = sheet(&hr.get(&format!("{path}/marked.xlsx")).await);
    assert_eq!(marked[0], ["姓名", "身份证号", "手机号", "备注"]);
    assert_eq!(marked[4][0], "=HYPERLINK(1)", "text, not a formula");
    assert!(
        marked[2][3].contains("format the column as text"),
        "{marked:?}"
    );

    let wrong = [
        ("step", "fix"),
        ("row", "4"),
        ("name", "李四"),
        ("resident_id", "520199"),
        ("mobile", ""),
    ];
    let reply = hr.post(&path, &wrong).await;
    assert!(
        reply.location().contains("done=wrong"),
        "{}",
        reply.location()
    );
    for (row, name, id) in [("4", "李四", LI), ("6", "王五", "520199199205090039")] {
        let fields = [
            ("step", "fix"),
            ("row", row),
            ("name", name),
            ("resident_id", id),
            ("mobile", ""),
        ];
        let reply = hr.post(&path, &fields).await;
        assert!(
            reply.location().contains("done=fixed"),
            "{}",
            reply.location()
        );
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM declared").await, 0);
    for _ in 0..2 {
        let reply = hr.post(&path, &[("step", "accept")]).await;
        assert!(reply.location().ends_with("done=accepted"));
    }
    assert_eq!(desk.count("SELECT COUNT(*) FROM declared").await, 3);
    let page = hr.get(&path).await.body;
    assert!(page.contains("3 people are on the roster"), "{page}");
    let audit = desk.texts("SELECT action FROM audit ORDER BY id").await;
    assert_eq!(
        audit.iter().filter(|one| *one == "roster.declared").count(),
        1
    );

    let declared = hr.get("/console/rosters/e1/declared").await.body;
    assert!(
        declared.contains("王五") && !declared.contains(LI),
        "{declared}"
    );
    let list = sheet(&hr.get("/console/rosters/e1/manifest.xlsx").await);
    let names: Vec<_> = list.iter().map(|row| row[1].as_str()).collect();
    assert!(
        names.contains(&"王五") && names.contains(&"李四"),
        "{list:?}"
    );
    assert!(
        !list.iter().flatten().any(|cell| cell.contains(LI)),
        "masked"
    );
}

#[tokio::test]
async fn nobody_else_reaches_an_upload() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let sent = upload(&mut hr, "e1", "a.csv", list().into_bytes()).await;
    let path = sent.location().to_owned();
    read(&mut hr, &path).await;
    let elsewhere = path.replace("/e1/", "/e2/");
    for login in ["hr2", "clerk", "admin", "yongjia"] {
        let mut other = desk.signed_in(login).await;
        for path in [&path, &elsewhere] {
            assert_eq!(
                other.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{login} {path}"
            );
            let marked = other.get(&format!("{path}/marked.xlsx")).await;
            assert_eq!(marked.status, StatusCode::NOT_FOUND, "{login}");
            let accepted = other.post(path, &[("step", "accept")]).await;
            assert_eq!(accepted.status, StatusCode::NOT_FOUND, "{login}");
        }
    }
    assert_eq!(hr.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.count("SELECT COUNT(*) FROM declared").await, 0);
    // A clerk uploads on a firm's behalf and looks through what they have uploaded themselves.
    let mut clerk = desk.signed_in("clerk").await;
    let sent = upload(&mut clerk, "e1", "b.csv", list().into_bytes()).await;
    let path = sent.location().to_owned();
    assert_eq!(read(&mut clerk, &path).await.status, StatusCode::OK);
    clerk.post(&path, &[("step", "accept")]).await;
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM declared WHERE declared_by = 'clerk'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_what_to_do() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    for (bytes, told) in [
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            "old .xls format",
        ),
        (
            "姓名,手机号\n张三,15400000001\n".as_bytes().to_vec(),
            "headings in row 1 name no column of IDs",
        ),
        (
            b"<html><table></table></html>".to_vec(),
            "neither an .xlsx nor a .csv",
        ),
        ("姓名,身份证号\n".as_bytes().to_vec(), "nobody in the file"),
    ] {
        let sent = upload(&mut hr, "e1", "x.xls", bytes).await;
        let page = read(&mut hr, sent.location()).await.body;
        assert!(page.contains(told), "{told}: {page}");
    }
    let large = vec![b'1'; returnline::sheet::MAX_BYTES + 1];
    let sent = upload(&mut hr, "e1", "large.csv", large).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.body.contains("too large"), "{}", sent.body);
}

#[tokio::test]
async fn what_stood_in_a_file_is_nowhere_in_the_clear() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let sent = upload(&mut hr, "e1", "a.csv", list().into_bytes()).await;
    read(&mut hr, sent.location()).await;
    hr.post(sent.location(), &[("step", "accept")]).await;
    for table in ["roster_upload_row", "declared"] {
        for column in [
            "id_sealed",
            "mobile_sealed",
            "id_mask",
            "mobile_mask",
            "id_hash",
        ] {
            let text = format!(
                "SELECT COUNT(*) FROM {table} WHERE INSTR(CAST({column} AS TEXT), '{ZHANG}') > 0 OR INSTR(CAST({column} AS TEXT), '15400000001') > 0"
            );
            assert_eq!(desk.count(&text).await, 0, "{table}.{column}");
        }
    }
    let rows = "SELECT COUNT(*) FROM roster_upload_row WHERE INSTR(row_sealed, CAST('5201991990' AS BLOB)) > 0";
    assert_eq!(desk.count(rows).await, 0);
}

#[tokio::test]
async fn the_bureau_screens_and_hr_locks() {
    let desk = Desk::open().await;
    desk.worker("w1", "王一", "e1", true).await;
    let mut hr = desk.signed_in("hr").await;
    let sent = upload(&mut hr, "e1", "a.csv", list().into_bytes()).await;
    read(&mut hr, sent.location()).await;
    hr.post(sent.location(), &[("step", "accept")]).await;
    let stage = "/console/rosters/e1/stage";
    let mut clerk = desk.signed_in("clerk").await;
    let mut admin = desk.signed_in("admin").await;
    let returned = clerk
        .post(stage, &[("step", "return"), ("from", "declared")])
        .await;
    assert_eq!(
        returned.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "without remarks"
    );
    let remarks = [
        ("step", "return"),
        ("from", "declared"),
        ("remarks", "<i>少了王五"),
    ];
    assert_eq!(
        clerk.post(stage, &remarks).await.status,
        StatusCode::SEE_OTHER
    );
    let page = hr.get("/console/rosters/e1").await.body;
    assert!(
        page.contains("Returned for changes") && page.contains("&lt;i&gt;少了王五"),
        "{page}"
    );
    let sent = upload(
        &mut hr,
        "e1",
        "b.csv",
        format!("姓名,身份证号\n王五,{LI}\n").into_bytes(),
    )
    .await;
    read(&mut hr, sent.location()).await;
    hr.post(sent.location(), &[("step", "accept")]).await;
    let old = clerk
        .post(stage, &[("step", "screen"), ("from", "returned")])
        .await;
    assert_eq!(
        old.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it has moved on"
    );
    assert_eq!(
        clerk
            .post(stage, &[("step", "approve"), ("from", "screened")])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        clerk
            .post(stage, &[("step", "screen"), ("from", "declared")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        admin
            .post(stage, &[("step", "approve"), ("from", "screened")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        hr.post(stage, &[("step", "confirm"), ("from", "approved")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let waits = hr
        .post(stage, &[("step", "lock"), ("from", "confirmed")])
        .await;
    assert!(waits.body.contains("still waits"), "{}", waits.body);
    hr.post("/console/rosters/e1/lw1", &[("decision", "confirm")])
        .await;
    assert_eq!(
        hr.post(stage, &[("step", "lock"), ("from", "confirmed")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let told = desk.texts("SELECT event FROM chat_event ORDER BY id").await;
    assert!(
        told.iter().any(|one| one.contains("roster_locked")),
        "{told:?}"
    );
    let mut late = desk.signed_in("hr").await;
    assert!(
        late.get("/console/rosters/e1/upload")
            .await
            .body
            .contains("locked")
    );
    let overview = clerk.get("/console/rosters").await.body;
    assert!(overview.contains("Locked"), "{overview}");
}

#[tokio::test]
async fn who_waits_for_hr_is_shown_with_the_deadline() {
    let desk = Desk::open().await;
    for (id, due) in [("w1", 3_600_000_i64), ("w2", -1)] {
        desk.worker(id, "王一", "e1", true).await;
        let due = START.millis() + due;
        desk.sql(&format!(
            "UPDATE roster_line SET due_at = {due} WHERE worker_id = '{id}'"
        ))
        .await;
    }
    let mut hr = desk.signed_in("hr").await;
    let page = hr.get("/console/rosters/e1").await.body;
    assert!(
        page.contains("1 people wait for an answer") && page.contains("1 people have waited past"),
        "{page}"
    );
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get("/console/rosters").await.body;
    assert!(page.contains("Overdue"), "{page}");
}
