//! Bombs, laughs, paths for names, and formulas on the way out.

use super::super::harness::{Browser, Desk, Reply};
use crate::sheet::{SHEET, with_part, workbook_of, worksheet_xml};
use axum::http::StatusCode;
use reqwest::multipart::{Form, Part};
use returnline::sheet::MAX_INFLATED;
use std::time::{Duration, Instant};

const UPLOAD: &str = "/console/rosters/e1/upload";

async fn send(browser: &mut Browser, path: &str, name: &str, bytes: Vec<u8>) -> Reply {
    browser.get(path).await;
    let part = Part::bytes(bytes).file_name(name.to_owned());
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .part("file", part);
    browser.post_form(path, form).await
}

/// The page of an upload once it has been read; how long that took is bounded.
async fn read(browser: &mut Browser, path: &str) -> Reply {
    let begun = Instant::now();
    loop {
        let page = browser.get(path).await;
        if page.headers.get("refresh").is_none() {
            return page;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it is still being read"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A workbook that would unpack into more than is ever unpacked.
fn bomb() -> Vec<u8> {
    let spaces = vec![b' '; MAX_INFLATED + 1];
    with_part(
        &workbook_of(&[&["姓名", "身份证号"]]),
        "xl/media/image1.bin",
        &spaces,
    )
}

/// A workbook whose one text is a billion of another, if entities were expanded.
fn laughs() -> Vec<u8> {
    let mut entities = String::from("<!DOCTYPE lol [<!ENTITY a \"ha\">");
    for (name, of) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        let ten = format!("&{of};").repeat(10);
        entities.push_str(&format!("<!ENTITY {name} \"{ten}\">"));
    }
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &str| format!("<row>{cells}</row>");
    let head = row(&["姓名", "身份证号", "手机号"].map(cell).concat());
    let line = row(&["&i;", "520199199003070013", "15400000001"]
        .map(cell)
        .concat());
    let xml = worksheet_xml("", &format!("{head}{line}"));
    let xml = xml.replacen("<worksheet", &format!("{entities}]><worksheet"), 1);
    with_part(&workbook_of(&[&["x"]]), SHEET, xml.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_bomb_is_refused_by_the_upload_itself() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let bytes = tokio::task::spawn_blocking(bomb).await.unwrap();
    let sent = send(&mut hr, UPLOAD, "list.xlsx", bytes.clone()).await;
    let page = read(&mut hr, sent.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("class=\"error") || page.body.contains("error box"),
        "{}",
        page.body
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM roster_upload_row").await,
        0
    );
    let mut clerk = desk.signed_in("clerk").await;
    let refused = send(&mut clerk, "/console/trips/file", "trips.xlsx", bytes).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_billion_laughs_stay_one_line_through_the_upload() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let sent = send(&mut hr, UPLOAD, "list.xlsx", laughs()).await;
    let page = read(&mut hr, sent.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.len() < 200_000, "{} bytes", page.body.len());
    assert!(!page.body.contains("hahahaha"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_a_path_is_a_name() {
    let desk = Desk::open().await;
    let mut hr = desk.signed_in("hr").await;
    let list = "姓名,身份证号,手机号\n张三,520199199003070013,15400000001\n";
    let long = format!("{}.csv", "长".repeat(300));
    let cut = "长".repeat(100);
    for (name, kept) in [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/etc/shadow", "shadow"),
        ("a\u{0}b.csv", "ab.csv"),
        ("\u{202e}vsc.exe", "vsc.exe"),
        (long.as_str(), cut.as_str()),
        (
            "\"><img src=x onerror=alert(1)>.csv",
            "<img src=x onerror=alert(1)>.csv",
        ),
    ] {
        let sent = send(&mut hr, UPLOAD, name, list.into()).await;
        if name.contains('\u{0}') && sent.status == StatusCode::BAD_REQUEST {
            // Such a form is none.
            continue;
        }
        assert_eq!(
            sent.status,
            StatusCode::SEE_OTHER,
            "{name:?}: {}",
            sent.body
        );
        assert!(sent.location().starts_with("/console/rosters/e1/uploads/"));
        let page = read(&mut hr, sent.location()).await;
        assert!(!page.body.contains("<img"), "{name:?}");
        let newest = "SELECT file FROM roster_upload ORDER BY id DESC LIMIT 1";
        let stored = desk.texts(newest).await.remove(0);
        assert!(stored.ends_with(kept), "{name:?} is kept as {stored:?}");
        assert!(stored.chars().count() <= 100, "{stored:?}");
        let bad = |c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202a}'..='\u{202e}');
        assert!(!stored.contains(bad), "{stored:?}");
    }
    // Nothing was written beside the database.
    let files = std::fs::read_dir(desk.dir()).unwrap();
    for file in files.map(|file| file.unwrap().file_name()) {
        assert!(file.to_string_lossy().starts_with("desk.db"), "{file:?}");
    }
}

/// Every cell of a workbook: whether it is a formula.
fn has_formulas(book: &[u8]) -> bool {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut sheet = String::new();
    let mut part = zip.by_name(SHEET).unwrap();
    std::io::Read::read_to_string(&mut part, &mut sheet).unwrap();
    assert!(sheet.contains("<sheetData>"));
    sheet.contains("<f>") || sheet.contains("<f ")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_export_holds_a_formula_whatever_stands_in_its_fields() {
    let desk = Desk::open().await;
    let formula = "=HYPERLINK(\"http://evil.example\",\"x\")";
    for sql in [
        "UPDATE staff SET name = '?'",
        "UPDATE employer SET name = '?' || id",
        "UPDATE trip SET code = '?', meeting_point = '?'",
        "UPDATE vehicle SET label = '?'",
        "INSERT INTO audit (at, actor, action, subject, reason) VALUES (1, '?', '?', '?', '?')",
    ] {
        desk.sql(&sql.replace('?', formula)).await;
    }
    desk.worker("w1", formula, "e1", true).await;
    desk.sql("UPDATE seat SET state = 'confirmed', worker_id = 'w1' WHERE id = 's1'")
        .await;
    let mut books = Vec::new();
    for (login, path) in [
        ("admin", "/console/accounts/accounts.xlsx"),
        ("admin", "/console/audit/audit.xlsx"),
        ("hr", "/console/rosters/e1/manifest.xlsx"),
    ] {
        let book = desk.signed_in(login).await.get(path).await;
        assert_eq!(book.status, StatusCode::OK, "{path}");
        books.push((path.to_owned(), book.bytes));
    }
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get("/console/manifest/v1").await;
    let list = clerk
        .post("/console/manifest/v1", &[("form", "xlsx")])
        .await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    books.push(("/console/manifest/v1".into(), list.bytes));
    let mut hr = desk.signed_in("hr").await;
    let csv = format!(
        "姓名,身份证号,手机号\n\"{}\",520199199003070018,15400000001\n",
        formula.replace('"', "\"\"")
    );
    let sent = send(&mut hr, UPLOAD, "=a.csv", csv.into_bytes()).await;
    read(&mut hr, sent.location()).await;
    let marked = format!("{}/marked.xlsx", sent.location());
    let marked_book = hr.get(&marked).await;
    assert_eq!(marked_book.status, StatusCode::OK, "{marked}");
    books.push((marked, marked_book.bytes));
    assert_eq!(books.len(), 5);
    for (path, book) in books {
        assert!(!has_formulas(&book), "{path}");
    }
}
