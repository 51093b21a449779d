//! A notice from its first word to its report: written, approved by another, watched while it goes out, paused,
//! resumed, and taken away as a workbook.

use super::desk::Desk;
use crate::fake_bot_api::FakeBotApi;
use crate::kit::server::{Server, Setup};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::io::Cursor;

/// People in the audience: enough that sending takes several seconds at [`PER_SECOND`].
const PEOPLE: i64 = 60;
const PER_SECOND: &str = "10";

const LETTER: &str = "各位工友，**车票免费**，请看 [说明](https://example.org/letter)。";

/// How many the page says are done; -1 where it says nothing of that.
const DONE: &str =
    "return Number(document.querySelector('.progress')?.getAttribute('aria-valuenow') ?? -1)";

fn start(api: &FakeBotApi) -> Server {
    let setup = Setup::demo()
        .variable("TELOXIDE_TOKEN", api.token())
        .variable("TELOXIDE_API_URL", &api.url())
        .variable("RETURNLINE_TELEGRAM_PER_SECOND", PER_SECOND)
        .variable("RETURNLINE_TELEGRAM_PER_CHAT_BURST", "20");
    tokio::task::block_in_place(|| setup.start())
}

/// Messages a chat got that hold the letter.
fn letters(api: &FakeBotApi, chat: i64) -> usize {
    let view = api.chat(chat);
    view.messages
        .iter()
        .filter(|shown| shown.text.contains("车票免费"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_written_approved_watched_paused_resumed_and_reported() {
    let api = FakeBotApi::start().await;
    let server = start(&api);
    let Some(mut desk) = Desk::open().await else {
        return;
    };
    for chat in 1..=PEOPLE {
        api.start_chat(chat, None);
    }
    for chat in 1..=PEOPLE {
        api.wait_text(chat, "请选择语言").await;
    }
    let notice = write(&server, &mut desk).await;

    desk.enter(&server, "admin").await;
    desk.go(&server, &notice).await;
    desk.sees("车票免费").await;
    desk.click("[name='action'][value='approve']").await;
    desk.click("[name='action'][value='send']").await;
    desk.click("[name='action'][value='pause']:not([disabled])")
        .await;
    desk.sees("已暂停").await;
    desk.click("[name='action'][value='resume']").await;
    desk.sees("发送中").await;
    watch(&desk).await;
    desk.click("[name='action'][value='pause']").await;
    desk.sees("已暂停").await;
    let reached = (1..=PEOPLE).filter(|chat| letters(&api, *chat) > 0).count();
    assert!(reached < 60, "paused on the way: {reached}");
    desk.browser().screenshot("notice-paused-1280").await;
    desk.click("[name='action'][value='resume']").await;
    desk.sees("发送中").await;
    desk.browser().script("window.unreloaded = true").await;
    desk.sees("已发完").await;
    desk.browser()
        .wait_for("all of them", &format!("{DONE} === {PEOPLE}"))
        .await;
    assert_eq!(
        desk.browser().script("return window.unreloaded").await,
        true
    );
    for chat in 1..=PEOPLE {
        assert_eq!(letters(&api, chat), 1, "chat {chat}");
    }
    desk.browser().screenshot("notice-done-1280").await;
    assert_report(&desk).await;
    desk.assert_quiet_and_at_home(&server).await;
}

/// A clerk writes it, narrows the audience in place, and saves. Gives the path of its page.
async fn write(server: &Server, desk: &mut Desk) -> String {
    desk.enter(server, "clerk").await;
    desk.go(server, "/console/notices/new").await;
    desk.fill("[name='title-zh-Hans']", "致全体工友").await;
    desk.fill("[name='body-zh-Hans']", LETTER).await;
    desk.sees(&format!("会发给 {PEOPLE} 人")).await;
    let choose = "document.querySelector('#g0-kind').value = 'channel'";
    desk.browser().script(choose).await;
    desk.click("[value='add-0']").await;
    desk.click("[name='g0r0-value'][value='web']").await;
    desk.sees("会发给 0 人").await;
    desk.click("[name='g0r0-value'][value='telegram']").await;
    desk.sees(&format!("会发给 {PEOPLE} 人")).await;
    let kept = "return document.querySelector(\"[name='title-zh-Hans']\").value";
    assert_eq!(desk.browser().script(kept).await, "致全体工友");
    desk.browser().screenshot("notice-form-1280").await;
    desk.click(".sticky [value='save']").await;
    desk.sees("已保存").await;
    desk.path().await
}

/// The figures move by themselves.
async fn watch(desk: &Desk) {
    let browser = desk.browser();
    browser.script("window.unreloaded = true").await;
    let seen = async || browser.script(DONE).await.as_i64().unwrap();
    let first = seen().await;
    browser
        .wait_for("progress", &format!("{DONE} > {first}"))
        .await;
    let second = seen().await;
    browser
        .wait_for("more of it", &format!("{DONE} > {second}"))
        .await;
    assert_eq!(browser.script("return window.unreloaded").await, true);
}

/// The workbook behind the page's link, as a spreadsheet reader reads it.
async fn assert_report(desk: &Desk) {
    let fetch = "const done = arguments[arguments.length - 1]; \
        fetch(document.querySelector(\"a[href$='report.xlsx']\").href) \
        .then((answer) => answer.arrayBuffer()).then((bytes) => done([...new Uint8Array(bytes)]))";
    let fetched = desk.browser().client.execute_async(fetch, Vec::new()).await;
    let Value::Array(bytes) = fetched.unwrap() else {
        panic!("no bytes");
    };
    let bytes: Vec<u8> = bytes
        .iter()
        .map(|byte| byte.as_u64().unwrap() as u8)
        .collect();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let people = |outcome: &str| {
        let row = sheet
            .rows()
            .find(|row| row[0] == Data::String(outcome.to_owned()));
        row.unwrap_or_else(|| panic!("{outcome} in {sheet:?}"))[2].clone()
    };
    assert_eq!(people("已送达"), Data::Float(PEOPLE as f64));
    assert_eq!(people("对象人数"), Data::Float(PEOPLE as f64));
    let title = sheet.rows().next().unwrap()[0].to_string();
    assert_eq!(title, "致全体工友");
}
