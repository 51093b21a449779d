//! HR's list from the file to the locked roster, while a worker of the firm is in the chat.

use super::desk::Desk;
use super::worker::{ID_NUMBER, MOBILE, NAME, Worker};
use crate::kit::chromium::Browser;
use crate::kit::server::{Server, Setup};
use calamine::{Data, Reader, Xlsx};
use fantoccini::Locator;
use serde_json::Value;
use std::io::Cursor;

/// Somebody who is not registered, and who takes another's place.
const NEW: [&str; 3] = ["赵新来", "520199199205090039", "15400009003"];

/// A cookie that HR's session hangs on.
const SESSION: &str = "returnline_desk";

/// The worker, somebody whose ID was rounded, and two people in one row.
fn list() -> String {
    format!(
        "德赛集团返岗名单,,\n姓名,身份证号码,联系电话\n{NAME},{ID_NUMBER},{MOBILE}\n\
         孙二,5.20199E+17,15400009002\n周三、吴四,52019919930610003X,\n合计,3,\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_uploaded_mended_accepted_and_locked() {
    let server = tokio::task::block_in_place(|| Setup::demo().start());
    let Some(mut worker) = Worker::open(&server, 360).await else {
        return;
    };
    worker.walk_to_the_ticket().await;
    worker.mark_the_page().await;
    let Some(mut hr) = Desk::open().await else {
        return;
    };
    hr.enter(&server, "HR").await;
    let phone = phone(&server, &hr).await;
    let roster = hr.path().await;
    upload(&hr).await;
    pictures(&server, &hr, &phone, "roster-preview").await;
    mend(&hr).await;
    hr.click("button[value='accept']").await;
    hr.sees("已把 3 人放入名单").await;
    worker.hears("单位已确认您").await;

    hr.go(&server, &roster).await;
    pictures(&server, &hr, &phone, "roster").await;
    let out = replace(&server, &hr, &phone).await;
    hr.click("a[href$='/confirm-all']").await;
    hr.click("main form.card button.primary").await;
    hr.sees("赵新来").await;
    the_bureau_agrees(&server, &roster).await;
    hr.go(&server, &roster).await;
    hr.click("button[value='confirm'][name='step']").await;
    hr.click("button[value='lock']").await;
    hr.sees("已锁定").await;
    worker.hears("返岗名单已最终确定").await;
    assert!(worker.page_is_marked().await, "the chat was loaded again");
    pictures(&server, &hr, &phone, "roster-locked").await;

    let rows = manifest(&hr).await;
    let of = |name: &str| rows.iter().find(|row| row[1] == name);
    let own = of(NAME).unwrap_or_else(|| panic!("{rows:?}"));
    assert_eq!(
        (own[2].as_str(), own[6].as_str()),
        ("520199********0013", "YZ-0225")
    );
    assert!(of(NEW[0]).is_some() && of("孙二").is_some(), "{rows:?}");
    assert!(of(&out).is_none(), "{out} is still there: {rows:?}");
    hr.assert_quiet_and_at_home(&server).await;
    assert!(!server.log().contains(ID_NUMBER), "{}", server.log());
}

/// HR's session on a phone.
async fn phone(server: &Server, hr: &Desk) -> Browser {
    let phone = Browser::open(360).await.unwrap();
    let cookie = hr.browser().client.get_named_cookie(SESSION).await.unwrap();
    phone
        .client
        .goto(&server.at("/console/sign-in"))
        .await
        .unwrap();
    phone.client.add_cookie(cookie).await.unwrap();
    phone
}

/// The page that HR looks at, wide and narrow; on the phone nothing sticks out sideways.
async fn pictures(server: &Server, hr: &Desk, phone: &Browser, name: &str) {
    hr.browser().screenshot(&format!("{name}-1280")).await;
    let path = hr.path().await;
    phone.client.goto(&server.at(&path)).await.unwrap();
    phone.screenshot(&format!("{name}-360")).await;
    let beyond = "return document.documentElement.scrollWidth - innerWidth";
    assert_eq!(phone.script(beyond).await, 0, "{path}");
}

async fn upload(hr: &Desk) {
    hr.click("a[href$='/upload']").await;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("返岗名单.csv");
    std::fs::write(&path, list()).unwrap();
    hr.fill("#file", path.to_str().unwrap()).await;
    hr.click("main form.card button.primary").await;
    hr.sees("B4：表格软件把号码四舍五入了").await;
    hr.sees("A5：一行里有两个人").await;
}

/// Both errors are mended where they stand.
async fn mend(hr: &Desk) {
    let set = async |css: &str, text: &str| {
        let clear = format!("document.querySelector(\"{css}\").value = ''");
        hr.browser().script(&clear).await;
        hr.fill(css, text).await;
    };
    set("#c4-resident_id", "520199199104080026").await;
    hr.click("#r4 button").await;
    hr.sees("已改好").await;
    set("#c5-name", "周三").await;
    hr.click("#r5 button").await;
    hr.sees("把 3 人放入名单").await;
}

/// Somebody new takes the place of the first who is confirmed; gives who that was.
async fn replace(server: &Server, hr: &Desk, phone: &Browser) -> String {
    hr.click("a[href$='/replace']").await;
    hr.sees("新的人接替").await;
    let out = hr.text_of("main form.card strong").await;
    assert_ne!(out, NAME);
    pictures(server, hr, phone, "roster-replace").await;
    for (field, text) in ["name", "resident_id", "mobile"].iter().zip(NEW) {
        hr.fill(&format!("[name='{field}']"), text).await;
    }
    hr.click("main form.card button.primary").await;
    hr.sees("已换人").await;
    out
}

/// A clerk screens, an administrator approves.
async fn the_bureau_agrees(server: &Server, roster: &str) {
    let mut bureau = Desk::open().await.unwrap();
    for (who, step, then) in [
        ("clerk", "screen", "待批准"),
        ("admin", "approve", "待单位确认"),
    ] {
        bureau.enter(server, who).await;
        bureau.go(server, roster).await;
        if who == "clerk" {
            bureau.browser().screenshot("roster-clerk-1280").await;
        }
        bureau.click(&format!("button[value='{step}']")).await;
        bureau.sees(then).await;
    }
    bureau.assert_quiet_and_at_home(server).await;
}

/// The rows of the workbook behind the page's link.
async fn manifest(hr: &Desk) -> Vec<Vec<String>> {
    let client = &hr.browser().client;
    let link = Locator::Css("a[href$='manifest.xlsx']");
    assert!(client.find(link).await.is_ok());
    let fetch = "const done = arguments[arguments.length - 1]; \
        fetch(document.querySelector(\"a[href$='manifest.xlsx']\").href) \
        .then((answer) => answer.arrayBuffer()).then((bytes) => done([...new Uint8Array(bytes)]))";
    let Value::Array(bytes) = client.execute_async(fetch, Vec::new()).await.unwrap() else {
        panic!("no bytes");
    };
    let bytes: Vec<u8> = bytes
        .iter()
        .map(|byte| byte.as_u64().unwrap() as u8)
        .collect();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    sheet
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}
