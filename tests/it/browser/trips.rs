//! A trip from its first word to its list of passengers: drafted, refused, mended, opened, taken away.

use super::desk::Desk;
use crate::kit::chromium::Browser;
use crate::kit::server::{Server, Setup};
use calamine::{Reader, Xlsx};
use fantoccini::cookies::Cookie;
use fantoccini::wd::PrintConfiguration;
use serde_json::json;
use std::io::Cursor;
use std::path::Path;

/// Puts a value into a field that a keyboard fills differently in every language.
async fn set(browser: &Browser, name: &str, value: &str) {
    let script = "const f = document.getElementsByName(arguments[0])[0]; f.value = arguments[1];";
    let client = &browser.client;
    client
        .execute(script, vec![json!(name), json!(value)])
        .await
        .unwrap();
}

/// Nothing is wider than the window; keeps pictures of the page from top to bottom.
async fn fits(desk: &Desk, name: &str) {
    let browser = desk.browser();
    let wide = "return document.documentElement.scrollWidth <= window.innerWidth";
    let fits = browser.script(wide).await;
    for piece in 0..5 {
        let down = format!(
            "window.scrollTo(0, {piece} * 650); return document.documentElement.scrollHeight > {piece} * 650 + 60"
        );
        if browser.script(&down).await == json!(true) {
            browser.screenshot(&format!("{name}-{piece}")).await;
        }
    }
    assert_eq!(fits, json!(true), "{name} is wider than its window");
}

/// Keeps the page as it comes out of a printer.
async fn prints(desk: &Desk, name: &str) {
    let sheets = desk
        .browser()
        .client
        .print(PrintConfiguration::default())
        .await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    std::fs::write(folder.join(format!("{name}.pdf")), sheets.unwrap()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trip_is_drafted_refused_mended_opened_and_its_manifest_taken() {
    let server = tokio::task::block_in_place(|| Setup::demo().start());
    let Some(mut desk) = Desk::open().await else {
        return;
    };
    desk.enter(&server, "clerk").await;
    desk.go(&server, "/console/trips").await;
    fits(&desk, "trips-list-1280").await;
    desk.click("a[href='/console/trips/new']").await;
    set(desk.browser(), "district", "330302").await;
    set(desk.browser(), "count-coach_44", "1").await;
    desk.fill("[name='s0-place']", "亚特兰蒂斯").await;
    desk.click("[name='step'][value='save']:not(.unseen)").await;
    desk.sees("找不到这个地方").await;
    fits(&desk, "trips-form-errors-1280").await;
    set(desk.browser(), "s0-place", "黄山市").await;
    desk.click("[name='step'][value='check']:not(.unseen)")
        .await;
    desk.sees("1 辆车，共可售 22 座").await;
    desk.sees("集合地点还没定").await;
    fits(&desk, "trips-form-1280").await;
    desk.click("[name='step'][value='save']:not(.unseen)").await;
    desk.sees("已保存").await;
    desk.sees("集合地点还没定").await;
    fits(&desk, "trips-draft-1280").await;
    let trip = desk.path().await;

    desk.enter(&server, "admin").await;
    desk.go(&server, &trip).await;
    desk.sees("还不能开放").await;
    desk.click("a[href$='/edit']").await;
    desk.fill("[name='s0-meet']", "黄山市汽车客运总站门前")
        .await;
    desk.click("[name='step'][value='save']:not(.unseen)").await;
    desk.sees("开放后工友马上可以订座").await;
    fits(&desk, "trips-ready-1280").await;
    desk.click("[name='step'][value='open']").await;
    desk.sees("已开放订座").await;
    fits(&desk, "trips-open-1280").await;

    desk.go(&server, "/console/trips").await;
    desk.click_in_row("HH-0225", "a").await;
    desk.sees("HH-0225/1").await;
    desk.click("a[href^='/console/manifest/']").await;
    desk.sees("乘车名单 HH-0225/1").await;
    fits(&desk, "trips-manifest-1280").await;
    let book = desk.browser().script(
        "const form = document.querySelector('main form:not(:has([name=full]))');\
         const body = new URLSearchParams(new FormData(form)); body.set('form', 'xlsx');\
         return fetch(form.action, { method: 'POST', body }).then((r) => r.arrayBuffer())\
           .then((b) => Array.from(new Uint8Array(b)))",
    );
    let bytes: Vec<u8> = serde_json::from_value(book.await).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = read.worksheet_range_at(0).unwrap().unwrap();
    let people = range
        .rows()
        .filter(|row| row.get(2).is_some_and(|id| id.to_string().contains("****")));
    assert_eq!(people.count(), 24, "HH-0225/1 carries 24 (bulletin P4)");
    desk.click("[name='form'][value='print']").await;
    desk.sees("导出").await;
    fits(&desk, "trips-print-1280").await;
    prints(&desk, "trips-print").await;
    desk.assert_quiet_and_at_home(&server).await;
    let cookies = desk.browser().client.get_all_cookies().await.unwrap();
    on_a_phone(&server, &trip, cookies).await;
}

/// The same pages on a phone: nothing is wider than it.
async fn on_a_phone(server: &Server, trip: &str, signed_in: Vec<Cookie<'static>>) {
    let Some(mut phone) = Desk::open_wide(360).await else {
        return;
    };
    // A sign-in link is good for once, so the session goes over.
    phone.go(server, "/console/sign-in").await;
    for cookie in signed_in {
        phone.browser().client.add_cookie(cookie).await.unwrap();
    }
    for (path, name) in [
        ("/console/trips", "trips-list-360"),
        ("/console/trips/new", "trips-form-360"),
        ("/console/trips/file", "trips-file-360"),
        (trip, "trips-open-360"),
        ("/console/plan", "trips-plan-360"),
    ] {
        phone.go(server, path).await;
        fits(&phone, name).await;
    }
    phone.sees("117").await;
    phone.go(server, "/console/trips").await;
    phone.click_in_row("YZ-0225", "a").await;
    phone.click("a[href^='/console/tickets/']").await;
    phone.sees("补票").await;
    fits(&phone, "trips-ticket-360").await;
    phone.enter(server, "HR").await;
    phone.go(server, "/console/arrivals").await;
    phone.sees("YZ-0225").await;
    fits(&phone, "trips-arrivals-360").await;
}
