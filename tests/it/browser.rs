//! The whole job as people see it: a worker's phone and the bureau's desk, two real browsers on one real server.

mod accessible;
mod boarding;
mod desk;
mod door_answers;
mod door_offline;
mod notices;
mod phone;
mod roster;
mod scripts;
mod trips;
mod worker;

use crate::kit::server::{Server, Setup};
use desk::Desk;
use returnline::domain::ticket::decode;
use returnline::store::keys::Keys;
use worker::{ID_NUMBER, MOBILE, NAME, Worker};

/// What a newcomer may do, at most, until a ticket is on the screen.
const MOST_ACTIONS: u32 = 20;

#[tokio::test]
async fn a_worker_comes_back_and_the_desk_does_its_part() {
    let server = Setup::demo().start();
    let Some(mut worker) = Worker::open(&server, 360).await else {
        return;
    };
    worker.walk_to_the_ticket().await;
    assert!(
        worker.actions() <= MOST_ACTIONS,
        "{} actions",
        worker.actions()
    );
    worker.browser.screenshot("chat-ticket-360").await;
    assert_signed_and_impersonal(
        &server,
        &worker.scan().await,
        &worker.text_of(".ticket").await,
    );
    worker.mark_the_page().await;

    let Some(mut desk) = Desk::open().await else {
        return;
    };
    hr_confirms(&server, &mut desk, &mut worker).await;
    desk.enter(&server, "clerk").await;
    a_person_answers(&server, &mut desk, &mut worker).await;
    a_letter_goes_out(&server, &mut desk, &mut worker).await;

    assert!(worker.page_is_marked().await, "the chat was loaded again");
    worker.assert_resumes_after_a_reload().await;
    worker.assert_quiet_and_at_home(&server).await;
    desk.assert_quiet_and_at_home(&server).await;
    assert!(!server.log().contains(ID_NUMBER), "{}", server.log());
    assert!(!server.log().contains(MOBILE), "{}", server.log());
}

/// Acceptance 4: HR confirms from the roster, and the chat says so by itself.
async fn hr_confirms(server: &Server, desk: &mut Desk, worker: &mut Worker) {
    desk.enter(server, "HR").await;
    desk.sees(NAME).await;
    assert!(
        !desk.text_of("main").await.contains(ID_NUMBER),
        "numbers are masked"
    );
    desk.click_in_row(NAME, "button[@value='confirm']").await;
    worker.hears("单位已确认您").await;
}

/// A clerk writes, an administrator approves and sends, and the letter stands in the chat.
async fn a_letter_goes_out(server: &Server, desk: &mut Desk, worker: &mut Worker) {
    desk.go(server, "/console/notices/new").await;
    desk.fill("[name='title-zh-Hans']", "致全体新温州人的一封信")
        .await;
    desk.fill("[name='body-zh-Hans']", "春天来了，我们在温州等你们回来。")
        .await;
    desk.click(".sticky [value='check']").await;
    desk.sees("会发给").await;
    desk.click(".sticky [value='save']").await;
    desk.sees("已保存").await;
    let notice = desk.path().await;

    desk.enter(server, "admin").await;
    desk.go(server, &notice).await;
    desk.click("[name='action'][value='approve']").await;
    desk.click("[name='action'][value='send']").await;
    worker.hears("春天来了，我们在温州等你们回来。").await;
    desk.sees("已发完").await;
}

/// `0` for a person: question and answer pass in both directions, and either side may end it.
async fn a_person_answers(server: &Server, desk: &mut Desk, worker: &mut Worker) {
    worker.say("0").await;
    worker.say("我能带两件行李吗？").await;
    desk.go(server, "/console/inbox").await;
    desk.click_in_row(NAME, "a").await;
    desk.sees("我能带两件行李吗？").await;
    desk.fill("textarea[name='text']", "可以，两件没问题。")
        .await;
    desk.click(".answer button").await;
    worker.hears("可以，两件没问题。").await;
    worker.browser.screenshot("chat-human-360").await;
    worker.say("太好了，谢谢！").await;
    desk.sees("太好了，谢谢！").await;
    worker.press("结束人工对话").await;
    worker.hears("与工作人员的对话已结束").await;
    desk.sees("对话已结束").await;

    worker.press("0 找人工").await;
    desk.go(server, "/console/inbox").await;
    desk.click_in_row(NAME, "a").await;
    desk.click("button[value='close']").await;
    worker.hears("工作人员已结束对话").await;
}

/// The QR is a ticket of this server, signed by it, and neither it nor the card tells who travels.
fn assert_signed_and_impersonal(server: &Server, scanned: &str, card: &str) {
    let (claims, signed, signature) = decode(scanned).unwrap();
    let keys = Keys::from_file(&server.dir().join("house.key")).unwrap();
    assert!(keys.verify(&signed, &signature));
    assert_eq!(claims.vehicle, 1);
    assert!(card.contains("YZ-0225"), "{card}");
    let signed = String::from_utf8_lossy(&signed);
    for private in [NAME, ID_NUMBER, MOBILE, &ID_NUMBER[14..], &MOBILE[7..]] {
        assert!(!scanned.contains(private) && !signed.contains(private));
    }
}

#[tokio::test]
async fn nothing_is_wider_than_the_narrowest_phone() {
    let server = Setup::demo().start();
    let Some(mut worker) = Worker::open(&server, 320).await else {
        return;
    };
    worker.assert_fits().await;
    for answer in ["English", "✅", "✅", "✅", "Green"] {
        worker.press(answer).await;
        worker.assert_fits().await;
    }
    worker.send_a_certificate().await;
    worker.assert_fits().await;
    for answer in ["28 Feb", "Atlantis", "huangshan", "yongzhou", "desai"] {
        worker.say(answer).await;
        worker.assert_fits().await;
    }
    worker.press("德赛集团").await;
    for answer in [NAME, ID_NUMBER, MOBILE] {
        worker.say(answer).await;
    }
    worker.press("Coach").await;
    worker.press("seats left").await;
    worker.assert_fits().await;
    worker.press("submit").await;
    worker.hears("Your seat is reserved").await;
    worker.say(&"长".repeat(300)).await;
    worker.assert_fits().await;
    worker.browser.screenshot("chat-320").await;
    worker.assert_quiet_and_at_home(&server).await;
}
