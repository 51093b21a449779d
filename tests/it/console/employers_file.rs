//! Employers by file: a look that keeps nothing, errors by cell, and all of it at once.

use super::harness::{Browser, Desk, Reply};
use axum::http::StatusCode;
use reqwest::multipart::{Form, Part};

const FILE: &str = "/console/employers/file";

async fn upload(browser: &mut Browser, name: &str, bytes: Vec<u8>) -> Reply {
    let part = Part::bytes(bytes).file_name(name.to_owned());
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .part("file", part);
    browser.post_form(FILE, form).await
}

async fn accept(browser: &mut Browser, page: &str) -> Reply {
    let table = page
        .split("name=\"table\" value=\"")
        .nth(1)
        .expect("a table to accept");
    let table = table.split('"').next().unwrap();
    let table = table.replace("&quot;", "\"").replace("&amp;", "&");
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .text("table", table);
    browser.post_form(FILE, form).await
}

const GOOD: &str = "区县,企业名称,名单企业,名单截止日,联系人,联系人电话,县级干部,县级干部电话\n\
    永嘉县,示例企业03,是,2020/03/31,林芳,15400000001,王甲,15400000002\n\
    鹿城区,示例企业 01,否,,,,,\n\
    永嘉县,示例企业02,,,,,,\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_good_file_is_looked_at_first_and_then_kept_once() {
    let desk = Desk::open().await;
    desk.sql("UPDATE employer SET listed = TRUE WHERE id = 'e1'")
        .await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get(FILE).await;
    let look = upload(&mut clerk, "企业.csv", GOOD.into()).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.body);
    assert!(
        look.body
            .contains("1 new, 1 changed, 1 the same, 0 with errors"),
        "{}",
        look.body
    );
    let employers = "SELECT COUNT(*) FROM employer";
    assert_eq!(desk.count(employers).await, 2, "nothing is kept by looking");
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'employer.%'")
            .await,
        0
    );
    let done = accept(&mut clerk, &look.body).await;
    assert_eq!(done.location(), "/console/employers?imported=1-1");
    assert_eq!(desk.count(employers).await, 3);
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM employer WHERE listed")
            .await,
        2,
        "the first is no longer"
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM employer_contact").await, 1);
    assert_eq!(desk.count("SELECT COUNT(*) FROM employer_helper").await, 1);
    assert_eq!(
        desk.texts("SELECT name FROM employer WHERE id = 'e1'")
            .await,
        ["示例企业01"]
    );
    // What was taken away can be brought back, and is the same; masked numbers say nothing.
    let table = clerk.get("/console/employers/export.xlsx").await;
    clerk.get(FILE).await;
    let again = upload(&mut clerk, "employers.xlsx", table.bytes).await;
    assert!(
        again
            .body
            .contains("0 new, 0 changed, 3 the same, 0 with errors"),
        "{}",
        again.body
    );
    assert!(
        !again.body.contains("name=\"table\""),
        "there is nothing to keep"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_named_by_row_and_column_and_nothing_is_kept() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("yongjia").await;
    clerk.get(FILE).await;
    let file = "District,Employer,Listed,Contact,Contact phone,County officer,County officer phone,Grid member,Grid member phone\n\
        Yongjia,示例企业03,maybe,,,,,,\n\
        Yongjia,示例企业04,yes,林芳,123,,,,\n\
        Lucheng,示例企业05,yes,,,,,,\n\
        Yongjia,示例企业01,yes,,,,,,\n\
        Yongjia,示例企业06,yes,,,王甲,15400000001,王甲,15400000002\n\
        Yongjia,示例企业06,yes,,,,,,\n\
        Nowhere,企,yes,,,,,,\n\
        Yongjia,示例企业07,yes,,,,,,\n";
    let look = upload(&mut clerk, "a.csv", file.into()).await;
    for said in [
        "C2, listed: Write yes or no.",
        "E3, contactphone: This is no telephone number",
        "A4, district: This is for the clerks of another district.",
        "B5, name: This is for the clerks of another district.",
        "H6, gridmember: This person has another of the three duties",
        "B7, name: This employer stands further up already.",
        "A8, district: Please choose one of the city’s districts.",
        "B8, name: A name has 2 to 60 characters",
        "1 new, 0 changed, 0 the same, 7 with errors",
    ] {
        assert!(look.body.contains(said), "{said}: {}", look.body);
    }
    assert!(
        !look.body.contains("name=\"table\""),
        "it cannot be accepted"
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM employer").await, 2);
    for (name, bytes, said) in [
        (
            "a.csv",
            "name,mobile\na,1\n".as_bytes().to_vec(),
            "None of the first ten rows",
        ),
        (
            "a.csv",
            "企业名称,区县\n".as_bytes().to_vec(),
            "nothing below the headings",
        ),
        ("a.xlsx", b"PK\x03\x04 nonsense".to_vec(), "cannot be read"),
    ] {
        let refused = upload(&mut clerk, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_template_is_read_as_it_is() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    for name in ["employers.xlsx", "employers.csv"] {
        let template = clerk
            .get(&format!("/console/employers/template/{name}"))
            .await;
        clerk.get(FILE).await;
        let look = upload(&mut clerk, name, template.bytes).await;
        assert!(
            look.body
                .contains("1 new, 0 changed, 0 the same, 0 with errors"),
            "{name}: {}",
            look.body
        );
    }
}
