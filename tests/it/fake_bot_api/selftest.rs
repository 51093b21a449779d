//! The fake is only worth something if it behaves: these hold it to the Bot API's own rules, mostly through teloxide's
//! own client, which must understand every answer.

use super::{BOT_NAME, FakeBotApi, Fault, Limits, Reach, TOKEN, html};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use teloxide::net::Download;
use teloxide::prelude::*;
use teloxide::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InputFile, ParseMode, UpdateKind,
};
use teloxide::{ApiError, RequestError};

fn bot(api: &FakeBotApi) -> Bot {
    Bot::new(TOKEN).set_api_url(api.url().parse().unwrap())
}

async fn post(api: &FakeBotApi, method: &str, body: Value) -> Value {
    let url = format!("{}/bot{TOKEN}/{method}", api.url());
    let response = reqwest::Client::new().post(url).json(&body).send().await;
    response.unwrap().json().await.unwrap()
}

fn ids(answer: &Value) -> Vec<i64> {
    let updates = answer["result"].as_array().unwrap().iter();
    updates.map(|u| u["update_id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn updates_come_again_until_a_higher_offset_confirms_them() {
    let api = FakeBotApi::start().await;
    let sent: Vec<i64> = (0..5).map(|n| api.say(7, &format!("{n}"))).collect();
    let all = post(&api, "getUpdates", json!({})).await;
    assert_eq!(ids(&all), sent);
    let some = post(&api, "GETUPDATES", json!({ "limit": 2 })).await;
    assert_eq!(ids(&some), sent[..2]);
    let rest = post(&api, "getupdates", json!({ "offset": sent[2] })).await;
    assert_eq!(ids(&rest), sent[2..]);
    assert_eq!(api.confirmed(), sent[..2]);
    let back = post(&api, "getupdates", json!({ "offset": sent[0] })).await;
    assert_eq!(ids(&back), sent[2..], "what is confirmed is gone");
    api.redeliver(sent[0]);
    let again = post(&api, "getupdates", json!({ "offset": sent[4] + 1 })).await;
    assert_eq!(ids(&again), sent[..1], "unless it is delivered once more");
    assert_eq!(api.waiting(), 0);
}

#[tokio::test]
async fn a_long_poll_waits_wakes_and_is_ended_by_a_newer_one() {
    let api = FakeBotApi::start().await;
    let begun = Instant::now();
    let nothing = post(&api, "getUpdates", json!({ "timeout": 1 })).await;
    assert_eq!(ids(&nothing), [] as [i64; 0]);
    assert!(begun.elapsed() >= Duration::from_millis(950));
    let polling = tokio::spawn({
        let api = api.clone();
        async move { post(&api, "getUpdates", json!({ "timeout": 30 })).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let newer = post(&api, "getUpdates", json!({})).await;
    assert_eq!(newer["ok"], true);
    let older = polling.await.unwrap();
    assert_eq!(
        (&older["ok"], &older["error_code"]),
        (&json!(false), &json!(409))
    );
    let polling = tokio::spawn({
        let api = api.clone();
        async move { post(&api, "getUpdates", json!({ "timeout": 30 })).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let said = api.say(7, "hello");
    assert_eq!(ids(&polling.await.unwrap()), [said]);
}

#[tokio::test]
async fn teloxide_understands_every_update() {
    let api = FakeBotApi::start().await;
    let bot = bot(&api);
    api.start_chat(7, Some("job-1"));
    let sent = bot.send_message(ChatId(7), "?").await.unwrap();
    api.press_stale(7, i64::from(sent.id.0), "data");
    api.press_stale(7, 999_999, "data");
    api.send_photo(7, vec![0xff, 0xd8, 0xff, 1]);
    api.send_document(7, vec![0x89, b'P', b'N', b'G'], "image/png");
    api.send_sticker(7);
    api.share_contact(7, "+8615400000001");
    api.block(7);
    api.unblock(7);
    api.say_in_group(-5, 7, "hello");
    let updates = bot.get_updates().await.unwrap();
    assert_eq!(updates.len(), 10);
    for update in &updates {
        let understood = !matches!(update.kind, UpdateKind::Error(_));
        assert!(understood, "{update:?}");
    }
    let UpdateKind::Message(photo) = &updates[3].kind else {
        panic!("a photo is wanted");
    };
    let size = photo.photo().unwrap().last().unwrap();
    let file = bot.get_file(size.file.id.clone()).await.unwrap();
    let mut bytes = Vec::new();
    bot.download_file(&file.path, &mut bytes).await.unwrap();
    assert_eq!(bytes, [0xff, 0xd8, 0xff, 1]);
}

#[tokio::test]
async fn teloxide_understands_every_answer() {
    let api = FakeBotApi::start().await;
    let bot = bot(&api);
    assert_eq!(bot.get_me().await.unwrap().username(), BOT_NAME);
    api.start_chat(7, None);
    let keyboard = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Yes", "y")]]);
    let sent = bot
        .send_message(ChatId(7), "<b>a</b> &lt;")
        .parse_mode(ParseMode::Html)
        .reply_markup(keyboard)
        .await
        .unwrap();
    let shown = api.last(7);
    assert_eq!((shown.text.as_str(), shown.bold.len()), ("a <", 1));
    assert_eq!(shown.labels(), ["Yes"]);
    let edited = bot.edit_message_text(ChatId(7), sent.id, "b").await;
    assert_eq!(edited.unwrap().text(), Some("b"));
    let shown = api.last(7);
    assert_eq!((shown.text.as_str(), shown.edits), ("b", 1));
    assert_eq!(shown.labels(), [] as [&str; 0]);
    let same = bot.edit_message_text(ChatId(7), sent.id, "b").await;
    assert!(matches!(
        same,
        Err(RequestError::Api(ApiError::MessageNotModified))
    ));
    let picture = InputFile::memory(vec![1, 2, 3]).file_name("t.png");
    let photo = bot
        .send_photo(ChatId(7), picture)
        .caption("c")
        .await
        .unwrap();
    assert_eq!(photo.caption(), Some("c"));
    assert_eq!(api.last(7).photo.unwrap().as_slice(), [1, 2, 3]);
}

#[tokio::test]
async fn refusals_have_the_words_teloxide_knows() {
    let api = FakeBotApi::start().await;
    let bot = bot(&api);
    let sent = |chat: i64, text: String| bot.send_message(ChatId(chat), text).into_future();
    let refused = |result: Result<Message, RequestError>| match result {
        Err(RequestError::Api(error)) => error,
        other => panic!("an API error is wanted, not {other:?}"),
    };
    assert_eq!(refused(sent(1, "x".into()).await), ApiError::ChatNotFound);
    for (chat, reach, error) in [
        (2, Reach::Blocked, ApiError::BotBlocked),
        (3, Reach::Deactivated, ApiError::UserDeactivated),
    ] {
        api.set_reach(chat, reach);
        assert_eq!(refused(sent(chat, "x".into()).await), error);
    }
    api.set_reach(4, Reach::Migrated(-1004));
    let moved = sent(4, "x".into()).await;
    assert!(matches!(
        moved,
        Err(RequestError::MigrateToChatId(ChatId(-1004)))
    ));
    api.start_chat(5, None);
    assert_eq!(
        refused(sent(5, " ".into()).await),
        ApiError::MessageTextIsEmpty
    );
    assert_eq!(
        refused(sent(5, "长".repeat(4097)).await),
        ApiError::MessageIsTooLong
    );
    api.fail("sendMessage", Fault::TooMany(Some(3)), 1);
    assert!(matches!(
        sent(5, "x".into()).await,
        Err(RequestError::RetryAfter(_))
    ));
    sent(5, "x".into()).await.unwrap();
}

#[tokio::test]
async fn limits_are_kept_and_the_rate_is_counted() {
    let api = FakeBotApi::start().await;
    api.limit(Some(Limits {
        overall: 3,
        per_chat: 2,
    }));
    let mut answers = Vec::new();
    for (chat, text) in [(1, "a"), (1, "b"), (1, "c"), (2, "d"), (2, "e")] {
        api.set_reach(chat, Reach::Open);
        let answer = post(
            &api,
            "sendMessage",
            json!({ "chat_id": chat, "text": text }),
        )
        .await;
        answers.push(answer["ok"] == true);
    }
    assert_eq!(answers, [true, true, false, true, false]);
    assert_eq!(api.max_per_second(), (3, 2));
    assert_eq!(api.too_fast(), 2);
}

#[tokio::test]
async fn faults_at_random_strike_their_share_and_the_same_calls_for_the_same_seed() {
    let struck = async |seed| {
        let api = FakeBotApi::start().await;
        api.set_reach(1, Reach::Open);
        let shares = [
            (Fault::ServerError(500), 0.1),
            (Fault::Refuse(400, "Bad Request: no"), 0.2),
        ];
        api.fail_at_random("sendMessage", seed, &shares);
        for _ in 0..300 {
            post(&api, "sendMessage", json!({ "chat_id": 1, "text": "x" })).await;
        }
        let calls = api.calls("sendMessage").into_iter();
        calls.map(|call| call.fault).collect::<Vec<_>>()
    };
    let (one, again, other) = (struck(1).await, struck(1).await, struck(2).await);
    assert!(one == again && one != other);
    let share = |code| {
        let of = one.iter().flatten().filter(|fault| match fault {
            Fault::ServerError(found) | Fault::Refuse(found, _) => *found == code,
            _ => false,
        });
        of.count()
    };
    assert!((10..=60).contains(&share(500)), "{one:?}");
    assert!((30..=100).contains(&share(400)), "{one:?}");
}

#[tokio::test]
async fn requests_come_as_forms_too_and_only_with_the_token() {
    let api = FakeBotApi::start().await;
    api.start_chat(7, None);
    let send = |token: &str| {
        let url = format!("{}/bot{token}/sendmessage", api.url());
        let form = [("chat_id", "7"), ("text", "form")];
        reqwest::Client::new().post(url).form(&form).send()
    };
    assert_eq!(send("1:other").await.unwrap().status(), 401);
    assert_eq!(send(TOKEN).await.unwrap().status(), 200);
    assert_eq!(api.last(7).text, "form");
}

#[test]
fn markup_is_taken_strictly() {
    let parsed = html::parse("<b>A &amp; B</b>\n&lt;i&gt;").unwrap();
    assert_eq!(parsed.text, "A & B\n<i>");
    assert_eq!(parsed.bold, ["A & B"]);
    for broken in ["a < b", "<李>", "<b>open", "</b>", "<b>x</i>"] {
        assert!(html::parse(broken).is_err(), "{broken}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_chats_at_once() {
    let api = FakeBotApi::start().await;
    let bot = bot(&api);
    let echo = tokio::spawn(async move {
        let mut offset = 0;
        loop {
            let updates = bot.get_updates().offset(offset).timeout(5).await.unwrap();
            for update in updates {
                offset = i32::try_from(update.id.0).unwrap() + 1;
                if let UpdateKind::Message(message) = update.kind {
                    let text = format!("echo {}", message.text().unwrap());
                    tokio::spawn(bot.send_message(message.chat.id, text).into_future());
                }
            }
        }
    });
    let begun = Instant::now();
    let people = (1..=500).map(|chat| {
        let api = api.clone();
        async move {
            for round in 0..4 {
                let text = format!("{chat}-{round}");
                api.say(chat, &text);
                api.wait_text(chat, &format!("echo {text}")).await;
            }
        }
    });
    futures::future::join_all(people).await;
    echo.abort();
    let took = begun.elapsed();
    assert_eq!(api.count("sendMessage"), 2000);
    assert!(took < Duration::from_secs(20), "{took:?}");
}
