//! Polling: what a worker does becomes an [`Inbound`], and nothing is confirmed before its receipt.

use super::{House, button, send, telegram, text};
use crate::fake_bot_api::{FakeBotApi, Fault};
use returnline::channel::{Inbound, Photo, Receipt, Said};
use returnline::domain::delivery::{ChannelKind, Content};
use serde_json::json;
use std::time::{Duration, Instant};

const JPEG: [u8; 5] = [0xff, 0xd8, 0xff, 7, 7];

/// Longer than the server takes to hear of a receipt.
async fn moment() {
    tokio::time::sleep(Duration::from_millis(500)).await;
}

#[tokio::test]
async fn the_offset_moves_only_after_the_receipt() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let first = api.say(1, "a");
    let second = api.say(2, "b");
    let (_, one) = house.next().await;
    let (_, two) = house.next().await;
    two.send(Receipt::Applied).unwrap();
    moment().await;
    assert!(api.confirmed().is_empty(), "the first is still unfinished");
    let third = api.say(3, "c");
    let (inbound, three) = house.next().await;
    assert_eq!(inbound.update_id, third.to_string(), "others need not wait");
    one.send(Receipt::Applied).unwrap();
    moment().await;
    assert_eq!(api.confirmed(), [first, second]);
    three.send(Receipt::DeadLettered).unwrap();
    api.wait_drained().await;
    assert!(house.quiet().await, "nothing came twice");
    house.stop().await;
}

#[tokio::test]
async fn waiting_for_receipts_is_no_busy_loop() {
    let mut house = House::start().await;
    house.api.say(1, "a");
    let (_, reply) = house.next().await;
    let before = house.api.count("getUpdates");
    tokio::time::sleep(Duration::from_secs(1)).await;
    let polls = house.api.count("getUpdates") - before;
    assert!((1..=8).contains(&polls), "{polls} polls in a second");
    reply.send(Receipt::Applied).unwrap();
    house.stop().await;
}

#[tokio::test]
async fn an_update_that_comes_again_is_handed_over_again_for_the_runner_to_know() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let update = api.say(1, "a");
    house.apply().await;
    api.wait_drained().await;
    api.say(1, "b");
    house.apply().await;
    api.wait_drained().await;
    api.redeliver(update);
    let (again, reply) = house.next().await;
    assert_eq!(again.update_id, update.to_string());
    reply.send(Receipt::Duplicate).unwrap();
    moment().await;
    let next = api.say(1, "c");
    assert_eq!(house.apply().await.update_id, next.to_string());
    api.wait_drained().await;
    house.stop().await;
}

#[tokio::test]
async fn a_crash_before_the_receipt_loses_nothing() {
    let api = FakeBotApi::start().await;
    let mut house = House::open(&api);
    let update = api.say(1, "a");
    let (inbound, _receipt) = house.next().await;
    assert_eq!(inbound.update_id, update.to_string());
    house.polling.abort();
    let mut house = House::open(&api);
    assert_eq!(house.apply().await, inbound);
    api.wait_drained().await;
    house.stop().await;
}

#[tokio::test]
async fn a_dropped_receipt_is_asked_for_again_and_a_closed_intake_ends_the_polling() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let update = api.say(1, "a");
    let (first, reply) = house.next().await;
    drop(reply);
    assert_eq!(house.apply().await, first);
    api.wait_drained().await;
    house.inbox.close();
    api.say(1, "b");
    let ended = tokio::time::timeout(Duration::from_secs(8), house.polling).await;
    ended.expect("an end in time").unwrap();
    assert_eq!(
        api.confirmed(),
        [update],
        "what was not applied is not confirmed"
    );
}

#[tokio::test]
async fn stopping_waits_for_receipts_and_confirms_them() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let update = api.say(1, "a");
    let (_, reply) = house.next().await;
    house.shutdown.cancel();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!house.polling.is_finished());
    reply.send(Receipt::Applied).unwrap();
    house.stop().await;
    assert_eq!(api.confirmed(), [update]);
    let last = api.calls("getUpdates").pop().unwrap();
    assert_eq!(
        (&last.params["timeout"], &last.params["limit"]),
        (&json!(0), &json!(1))
    );
}

#[tokio::test]
async fn stopping_ends_a_long_poll_at_once() {
    let house = House::start().await;
    moment().await;
    let begun = Instant::now();
    house.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn what_people_do_is_understood() {
    let mut house = House::start().await;
    let api = house.api.clone();
    api.set_language(1, "zh-hant");
    let said = |said: Said| move |inbound: &Inbound| inbound.said == said;
    let start = |payload: Option<&str>| {
        let payload = payload.map(str::to_owned);
        Said::Start { payload }
    };
    api.start_chat(1, Some("job-A_1"));
    let first = house.apply().await;
    assert!(said(start(Some("job-A_1")))(&first), "{first:?}");
    assert_eq!(
        (first.channel, first.address.as_str()),
        (ChannelKind::Telegram, "1")
    );
    assert_eq!(first.locale_hint.as_deref(), Some("zh-hant"));
    let contact = |mobile: &str, own| Said::Contact {
        mobile: mobile.to_owned(),
        own,
    };
    let words = |text: &str| Said::Text(text.to_owned());
    for (deed, expected) in [
        (api.say(1, "/start"), start(None)),
        (api.say(1, "/start@some_bot x"), start(Some("x"))),
        (api.say(1, "/start 张三"), start(None)),
        (api.say(1, "/help@some_bot"), words("/help")),
        (api.say(1, "/help@some_bot me  now"), words("/help me  now")),
        (api.say(1, "a@b /c"), words("a@b /c")),
        (
            api.share_contact(1, "+8615400000001"),
            contact("+8615400000001", true),
        ),
        (api.share_foreign_contact(1, "1540"), contact("1540", false)),
        (api.send_sticker(1), Said::Unreadable),
        (api.block(1), Said::Blocked),
        (api.unblock(1), Said::Unblocked),
    ] {
        let inbound = house.apply().await;
        assert_eq!(inbound.update_id, deed.to_string());
        assert!(
            said(expected.clone())(&inbound),
            "{inbound:?}, not {expected:?}"
        );
    }
    house.stop().await;
}

#[tokio::test]
async fn a_press_names_its_message_and_is_answered_after_the_receipt() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let channel = telegram(&api);
    api.start_chat(1, None);
    house.apply().await;
    let question = Content {
        choices: vec![button("1 Yes", "c:1")],
        ..text("?")
    };
    let sent = send(&channel, 1, question).await.unwrap();
    api.press(1, "Yes");
    let (press, reply) = house.next().await;
    assert!(press.said == Said::Button("c:1".to_owned()));
    assert_eq!(press.on_message, Some(sent.message_ref));
    moment().await;
    assert_eq!(api.count("answerCallbackQuery"), 0);
    reply.send(Receipt::Applied).unwrap();
    moment().await;
    assert_eq!(api.count("answerCallbackQuery"), 1);
    api.press_stale(1, 999_999, "c:2");
    let stale = house.apply().await;
    assert_eq!(stale.address, "1");
    assert_eq!(stale.on_message.as_deref(), Some("999999"));
    house.stop().await;
}

#[tokio::test]
async fn photos_are_fetched_at_full_size_and_what_is_no_photo_is_unreadable() {
    let mut house = House::start().await;
    let api = house.api.clone();
    let png = vec![0x89, b'P', b'N', b'G', 1];
    let photo = |mime: &str, bytes: &[u8]| {
        Said::Photo(Photo {
            mime: mime.to_owned(),
            bytes: bytes.to_vec(),
        })
    };
    api.send_photo(1, JPEG.to_vec());
    assert!(house.apply().await.said == photo("image/jpeg", &JPEG));
    api.send_document(1, png.clone(), "image/png");
    assert!(house.apply().await.said == photo("image/png", &png));
    api.send_document(1, b"%PDF".to_vec(), "application/pdf");
    assert!(house.apply().await.said == Said::Unreadable);
    api.send_photo(1, b"not a photo".to_vec());
    assert!(house.apply().await.said == Said::Unreadable);
    let mut huge = JPEG.to_vec();
    huge.resize(Photo::MAX_BYTES + 1, 0);
    api.send_document(1, huge, "image/jpeg");
    assert!(house.apply().await.said == Said::Unreadable);
    api.fail("file", Fault::ServerError(500), 1);
    api.send_photo(1, JPEG.to_vec());
    assert!(
        house.apply().await.said == photo("image/jpeg", &JPEG),
        "tried again"
    );
    api.fail("getFile", Fault::ServerError(500), 9);
    api.send_photo(1, JPEG.to_vec());
    assert!(house.apply().await.said == Said::Unreadable);
    house.stop().await;
}

#[tokio::test]
async fn a_slow_photo_holds_up_its_own_chat_only() {
    let mut house = House::start().await;
    let api = house.api.clone();
    api.fail("file", Fault::Slow(Duration::from_secs(1)), 1);
    let photo = api.send_photo(1, JPEG.to_vec());
    let after = api.say(1, "after the photo");
    let other = api.say(2, "elsewhere");
    let mut order = Vec::new();
    for _ in 0..3 {
        order.push(house.apply().await.update_id);
    }
    assert_eq!(order, [other, photo, after].map(|id| id.to_string()));
    house.stop().await;
}

#[tokio::test]
async fn one_bad_update_and_groups_hold_nothing_up() {
    let mut house = House::start().await;
    let api = house.api.clone();
    api.push_raw("message", json!({ "nonsense": true }));
    api.push_raw("never_heard_of", json!([1, 2]));
    api.say_in_group(-5, 1, "hello all");
    let novelty = json!({
        "message_id": 5, "date": 0, "chat": { "id": 4, "type": "private" },
        "hologram": { "size": 3 },
    });
    let new = api.push_raw("message", novelty);
    let plain = api.say(1, "hello");
    let first = house.apply().await;
    let second = house.apply().await;
    let mut ids = [first.update_id, second.update_id];
    ids.sort();
    assert_eq!(ids, [new, plain].map(|id| id.to_string()));
    api.wait_drained().await;
    house.stop().await;
}

#[tokio::test]
async fn a_chats_updates_keep_their_order_and_a_thousand_pass_through_the_window() {
    let mut house = House::start().await;
    let api = house.api.clone();
    api.replay_each(1);
    for n in 0..25 {
        for chat in 1..=40 {
            api.say(chat, &n.to_string());
        }
    }
    let mut next = [0; 41];
    let begun = Instant::now();
    let mut replays = 0;
    for _ in 0..2000 {
        let inbound = house.apply().await;
        let chat: usize = inbound.address.parse().unwrap();
        let Said::Text(text) = inbound.said else {
            panic!("a text is wanted");
        };
        let n: usize = text.parse().unwrap();
        if n < next[chat] {
            replays += 1;
        } else {
            assert_eq!(n, next[chat], "chat {chat}");
            next[chat] += 1;
        }
    }
    assert_eq!(replays, 1000);
    api.wait_drained().await;
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    house.stop().await;
}

#[tokio::test]
async fn polling_outlives_server_errors_conflicts_and_webhooks() {
    let api = FakeBotApi::start().await;
    api.fail("getUpdates", Fault::ServerError(502), 1);
    api.fail("getUpdates", Fault::ResetBefore, 1);
    api.fail("getUpdates", Fault::TooMany(Some(1)), 1);
    let mut house = House::open(&api);
    api.say(1, "a");
    house.apply().await;
    moment().await;
    let url = format!("{}/bot{}/getUpdates", api.url(), api.token());
    let other = reqwest::get(url).await.unwrap();
    assert_eq!(other.status(), 200, "another program polls once");
    api.say(1, "b");
    house.apply().await;
    api.set_webhook(true);
    moment().await;
    house.stop().await;
    assert_eq!(api.count("deleteWebhook"), 0, "that is for the operator");
}
