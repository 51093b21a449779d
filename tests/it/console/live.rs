//! In a real browser: what arrives shows by itself, and nothing that is being written is lost.

use super::super::kit::chromium::Browser;
use super::harness::{Desk, START};
use fantoccini::Locator;
use returnline::console::sign_in_path;
use returnline::domain::id::StaffId;

async fn signed_in(desk: &Desk, width: u32) -> Option<Browser> {
    let browser = Browser::open(width).await?;
    let path = sign_in_path(&desk.store, &StaffId::new("clerk"), START)
        .await
        .unwrap();
    let client = &browser.client;
    client.goto(&format!("{}{path}", desk.base)).await.unwrap();
    let button = client.find(Locator::Css("main button.primary")).await;
    button.unwrap().click().await.unwrap();
    browser
        .wait_for("the overview", "return location.pathname === '/console'")
        .await;
    Some(browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_fills_by_itself_and_a_draft_survives() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    let Some(browser) = signed_in(&desk, 360).await else {
        return;
    };
    let client = &browser.client;
    client
        .goto(&format!("{}/console/inbox", desk.base))
        .await
        .unwrap();
    desk.help("w1", "怎么去车站").await;
    let arrived = "return document.querySelector('main').textContent.includes('怎么去车站')";
    browser.wait_for("the worker's words", arrived).await;
    client
        .goto(&format!("{}/console/inbox/pw1", desk.base))
        .await
        .unwrap();
    let field = client.find(Locator::Id("text")).await.unwrap();
    field.send_keys("take bus 5").await.unwrap();
    desk.sql(
        "INSERT INTO help_message (help_id, text, at) VALUES ('pw1', '我在乐平', 1582416000000)",
    )
    .await;
    let more = "return document.querySelector('.bubbles').textContent.includes('我在乐平') \
                && document.getElementById('text').value === 'take bus 5'";
    browser.wait_for("more words beside the draft", more).await;
    let send = client
        .find(Locator::Css(".answer [value='answer']"))
        .await
        .unwrap();
    send.click().await.unwrap();
    let sent = "return document.querySelectorAll('.bubbles .ours').length === 1 \
                && document.getElementById('text').value === ''";
    browser.wait_for("the answer among the words", sent).await;
    assert_eq!(desk.count("SELECT COUNT(*) FROM chat_event").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_shows_its_progress_and_no_page_is_wider_than_a_phone() {
    let desk = Desk::open().await;
    desk.worker("w1", "张三", "e1", true).await;
    desk.help("w1", "在吗").await;
    desk.sql(&format!(
        "INSERT INTO notice (id, state, author_id, approver_id, audience, created_at, started_at) \
         VALUES ('n1', 'sending', 'clerk', 'admin', '{{}}', {now}, {now}); \
         INSERT INTO notice_text (notice_id, locale, title, body) VALUES ('n1', 'zh-Hans', '信', '各位工友'); \
         INSERT INTO outbox (chat_id, channel, address, lane, notice_id, person, state, due_at, created_at) \
         VALUES ('cw1', 'web', 'aw1', 'bulk', 'n1', 'p1', 'queued', 0, 0)",
        now = START.millis(),
    ))
    .await;
    let Some(browser) = signed_in(&desk, 360).await else {
        return;
    };
    for path in [
        "/console",
        "/console/trips",
        "/console/trips/t1",
        "/console/rosters",
        "/console/rosters/e1",
        "/console/rosters/e1/lw1",
        "/console/inbox",
        "/console/inbox/pw1",
        "/console/notices/new",
        "/console/password",
        "/console/notices/n1",
    ] {
        let address = format!("{}{path}", desk.base);
        browser.client.goto(&address).await.unwrap();
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(browser.script(fits).await, true, "{path} fits");
        let styled = "return getComputedStyle(document.body).margin === '0px'";
        assert_eq!(browser.script(styled).await, true, "{path} has its style");
    }
    desk.sql("UPDATE outbox SET state = 'sent'").await;
    let done = "return document.querySelector('main').textContent.includes('1 of 1 done')";
    browser.wait_for("the progress", done).await;
}
