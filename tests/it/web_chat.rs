//! The web chat over real HTTP, with a house behind it that remembers what it was handed and echoes it.

mod letters;
mod rig;

use reqwest::StatusCode;
use reqwest::header::SET_COOKIE;
use returnline::channel::{Photo, Said, Side};
use returnline::domain::delivery::{Button, ChannelKind, Content, Picture};
use rig::{Chat, error};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

#[tokio::test]
async fn what_is_said_comes_back_on_the_stream_at_once() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let mut events = chat.stream(&cookie, 0, None).await;
    assert_eq!(events.next().await.unwrap().0, "hello");
    assert_eq!(events.bubble().await["content"]["body"], "welcome -");

    let response = chat
        .say(&cookie, json!({"id": "text-00001", "text": "<李> & 张"}))
        .await;
    assert_eq!(response.headers().get(SET_COOKIE), None);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["receipt"], "applied");

    let mine = events.bubble().await;
    assert_eq!(
        (&mine["side"], &mine["text"]),
        (&json!("me"), &json!("<李> & 张"))
    );
    let ours = events.bubble().await;
    assert_eq!(ours["side"], "bureau");
    assert_eq!(ours["content"]["body"], "you said <李> & 张");
}

#[tokio::test]
async fn a_stream_finds_what_another_replica_sent() {
    let chat = Chat::open(|options| options.poll = Duration::from_millis(100)).await;
    let cookie = chat.begin().await;
    let mut events = chat.stream(&cookie, 0, None).await;
    assert_eq!(events.bubble().await["seq"], 1);
    let notice = Content {
        title: Some("Open letter".into()),
        choices: vec![Button {
            label: "Read".into(),
            payload: "read:1".into(),
        }],
        ..Content::default()
    };
    chat.house
        .show(&chat.house.address(), Side::Bureau(Box::new(notice)));
    let bubble = events.bubble().await;
    assert_eq!(bubble["content"]["choices"][0]["payload"], "read:1");
}

#[tokio::test]
async fn a_stream_resumes_after_the_last_bubble_seen() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let address = chat.house.address();
    for n in 0..250 {
        chat.house.show(&address, Side::Worker(format!("{n}")));
    }
    let mut all = chat.stream(&cookie, 0, None).await;
    for seq in 1..=250 {
        assert_eq!(all.bubble().await["seq"], seq);
    }
    let mut rest = chat.stream(&cookie, 240, None).await;
    assert_eq!(rest.bubble().await["seq"], 241);
    let mut resumed = chat.stream(&cookie, 0, Some(245)).await;
    assert_eq!(resumed.bubble().await["seq"], 246);

    let once = chat
        .get("/chat/history?after=200")
        .header("cookie", &cookie);
    let once: Value = once.send().await.unwrap().json().await.unwrap();
    assert_eq!(once["bubbles"][0]["seq"], 201);
    assert_eq!(once["more"], false);
    let first = chat.get("/chat/history").header("cookie", &cookie);
    let first: Value = first.send().await.unwrap().json().await.unwrap();
    assert_eq!(first["bubbles"].as_array().unwrap().len(), 100);
    assert_eq!(first["more"], true);
}

#[tokio::test]
async fn a_replay_is_handed_over_under_the_same_id() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    for expected in ["applied", "duplicate"] {
        let said = json!({"id": "same-00001", "button": "trip:7", "on": 3});
        let answer: Value = chat.say(&cookie, said).await.json().await.unwrap();
        assert_eq!(answer["receipt"], expected);
    }
    let inbound = chat.house.inbound.lock().unwrap();
    assert_eq!(inbound.len(), 3);
    assert!(inbound[1] == inbound[2]);
    assert_eq!(inbound[1].channel, ChannelKind::Web);
    assert_eq!(inbound[1].update_id, "same-00001");
    assert_eq!(inbound[1].on_message.as_deref(), Some("3"));
    assert!(inbound[1].said == Said::Button("trip:7".into()));
}

#[tokio::test]
async fn the_cookie_is_made_once_and_its_token_goes_nowhere_else() {
    let chat = Chat::open(|_| {}).await;
    let page = chat.get("/?e=WZ-1").send().await.unwrap();
    assert_eq!(page.headers().get(SET_COOKIE), None);
    let none = chat.get("/chat/history").send().await.unwrap();
    assert_eq!(none.headers().get(SET_COOKIE), None);
    assert_eq!(none.json::<Value>().await.unwrap()["chat"], Value::Null);
    let stream = chat.get("/chat/events").send().await.unwrap();
    assert_eq!(error(stream, StatusCode::UNAUTHORIZED).await, "no_chat");

    let request = chat.post("/chat/say").header("accept-language", "zh-TW,en");
    let start = json!({"id": "start-0001", "start": "e_WZ-1"});
    let response = request.json(&start).send().await.unwrap();
    let set = response.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    for part in [
        "rl_chat=",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Max-Age=15552000",
        "; Secure",
        "; Path=/",
    ] {
        assert!(set.contains(part), "{part} in {set}");
    }
    let (_, token) = set.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!(token.len(), 43);
    let inbound = chat.house.inbound.lock().unwrap().remove(0);
    assert_eq!(
        inbound.address,
        blake3::hash(token.as_bytes()).to_hex().as_str()
    );
    assert_eq!(inbound.locale_hint.as_deref(), Some("zh-TW"));
    assert!(
        inbound.said
            == Said::Start {
                payload: Some("e_WZ-1".into())
            }
    );

    let open = Chat::open(|options| options.secure_cookies = false).await;
    let response = open.say("", json!({"id": "start-0001", "start": ""})).await;
    assert!(
        !response.headers()[SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Secure")
    );
}

#[tokio::test]
async fn another_sites_page_cannot_speak() {
    let chat = Chat::open(|_| {}).await;
    let said = json!({"id": "text-00001", "text": "x"});
    let bare = || {
        chat.client
            .post(format!("{}/chat/say", chat.base))
            .json(&said)
    };

    let cross = bare()
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(error(cross, StatusCode::FORBIDDEN).await, "cross_origin");
    let origin = bare()
        .header("origin", "http://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(error(origin, StatusCode::FORBIDDEN).await, "cross_origin");
    let neither = bare().send().await.unwrap();
    assert_eq!(error(neither, StatusCode::FORBIDDEN).await, "cross_origin");
    let own = bare().header("origin", &chat.base).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);

    let form = chat.post("/chat/say").header("content-type", "text/plain");
    let form = form.body(said.to_string()).send().await.unwrap();
    assert_eq!(
        error(form, StatusCode::UNSUPPORTED_MEDIA_TYPE).await,
        "wrong_type"
    );
    let photo = chat.client.post(format!("{}/chat/photo", chat.base));
    let photo = photo.header("content-type", "multipart/form-data; boundary=x");
    let photo = photo.body("--x--").send().await.unwrap();
    assert_eq!(error(photo, StatusCode::FORBIDDEN).await, "cross_origin");
    assert_eq!(chat.house.inbound.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nonsense_is_refused_in_one_shape() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let long = "请帮我看看".repeat(1_000);
    let long = chat
        .say(&cookie, json!({"id": "long-00001", "text": long}))
        .await;
    assert_eq!(long.status(), StatusCode::OK);
    let huge = json!({"id": "huge-00001", "text": "x".repeat(70_000)});
    let huge = chat.say(&cookie, huge).await;
    assert_eq!(
        error(huge, StatusCode::PAYLOAD_TOO_LARGE).await,
        "too_large"
    );
    for bad in [
        json!({"id": "short", "text": "x"}),
        json!({"id": "with space", "text": "x"}),
        json!({"id": "both-00001", "text": "x", "button": "y"}),
        json!({"id": "extra-0001", "text": "x", "address": "y"}),
        json!([]),
    ] {
        let response = chat.say(&cookie, bad).await;
        assert_eq!(
            error(response, StatusCode::BAD_REQUEST).await,
            "bad_request"
        );
    }
    let query = chat.get("/chat/history?after=x").send().await.unwrap();
    assert_eq!(error(query, StatusCode::BAD_REQUEST).await, "bad_request");
}

#[tokio::test]
async fn a_photo_is_taken_and_anything_else_is_not() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0];
    jpeg.resize(3_000_000, 7);
    let response = chat.photo(&cookie, jpeg.clone()).await;
    assert_eq!(response.status(), StatusCode::OK);
    {
        let inbound = chat.house.inbound.lock().unwrap();
        let Said::Photo(photo) = &inbound[1].said else {
            panic!("not a photo");
        };
        assert_eq!(photo.mime, "image/jpeg");
        assert!(photo.bytes == jpeg);
    }
    let text = chat.photo(&cookie, b"GIF89a".to_vec()).await;
    assert_eq!(
        error(text, StatusCode::UNPROCESSABLE_ENTITY).await,
        "not_a_photo"
    );
    jpeg.resize(Photo::MAX_BYTES + 1, 7);
    let large = chat.photo(&cookie, jpeg).await;
    assert_eq!(
        error(large, StatusCode::PAYLOAD_TOO_LARGE).await,
        "too_large"
    );
    let form = chat
        .post("/chat/photo")
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(
        error(form, StatusCode::UNSUPPORTED_MEDIA_TYPE).await,
        "wrong_type"
    );
}

#[tokio::test]
async fn a_chat_that_floods_is_told_when_to_go_on() {
    let chat = Chat::open(|options| options.burst = NonZeroU32::new(3).unwrap()).await;
    let cookie = chat.begin().await;
    let mut refused = None;
    for n in 0..5 {
        let said = json!({"id": format!("flood-000{n}"), "text": "x"});
        let response = chat.say(&cookie, said).await;
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(response);
            break;
        }
    }
    let refused = refused.expect("five at once are more than three");
    assert_eq!(refused.headers()["retry-after"], "1");
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["error"]["code"], "too_fast");
    let wait = body["error"]["retry_after_ms"].as_u64().unwrap();
    assert!((1..=200).contains(&wait), "{wait}");
    tokio::time::sleep(Duration::from_millis(wait)).await;
    let said = json!({"id": "flood-0009", "text": "x"});
    assert_eq!(chat.say(&cookie, said).await.status(), StatusCode::OK);
    assert_eq!(
        chat.begin().await.len(),
        cookie.len(),
        "others are not held back"
    );
}

#[tokio::test]
async fn streams_are_bounded_kept_alive_and_ended_on_closing() {
    let chat = Chat::open(|options| {
        options.streams_per_chat = 2;
        options.heartbeat = Duration::from_millis(50);
    })
    .await;
    let cookie = chat.begin().await;
    let first = chat.stream(&cookie, 9, None).await;
    let mut second = chat.stream(&cookie, 9, None).await;
    let third = chat.get("/chat/events").header("cookie", &cookie);
    let third = third.send().await.unwrap();
    assert_eq!(
        error(third, StatusCode::TOO_MANY_REQUESTS).await,
        "too_many_streams"
    );
    assert_eq!(second.next().await.unwrap().0, "hello");
    assert_eq!(second.next().await.unwrap().0, "beat");

    drop(first);
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let again = chat.get("/chat/events").header("cookie", &cookie);
        if again.send().await.unwrap().status() == StatusCode::OK {
            break;
        }
        assert!(Instant::now() < deadline, "a closed stream still counts");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    chat.web.close();
    while let Some((name, ..)) = second.next().await {
        assert_eq!(name, "beat");
    }
}

#[tokio::test]
async fn a_ticket_comes_with_its_code_drawn() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let ticket = Content {
        picture: Some(Picture::TicketQr {
            payload: "RL1ABCDEF".into(),
            code: "K7Q2M9".into(),
        }),
        ..Content::default()
    };
    let seq = chat
        .house
        .show(&chat.house.address(), Side::Bureau(Box::new(ticket)));
    let mut events = chat.stream(&cookie, seq - 1, None).await;
    let bubble = events.bubble().await;
    assert_eq!(bubble["content"]["picture"]["kind"], "ticket_qr");
    assert_eq!(bubble["qr"]["modules"], 21);
    assert!(
        bubble["qr"]["path"]
            .as_str()
            .unwrap()
            .starts_with("M0 0h7v1h-7z")
    );
}

#[tokio::test]
async fn every_file_is_our_own_and_locked_down() {
    let chat = Chat::open(|_| {}).await;
    let html = chat.get("/").send().await.unwrap().text().await.unwrap();
    let mut linked: Vec<&str> = html
        .split(['"', '\''])
        .filter(|part| part.starts_with("/chat/"))
        .collect();
    linked.extend(["/", "/chat/history"]);
    assert!(linked.len() > 5, "{linked:?}");
    for path in linked {
        let response = chat.get(path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["referrer-policy"], "no-referrer");
        let etag = response.headers().get("etag").cloned();
        let body = response.text().await.unwrap();
        let body = body.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !body.contains("http://") && !body.contains("https://"),
            "{path}"
        );
        if let Some(etag) = etag {
            let again = chat
                .get(path)
                .header("if-none-match", etag)
                .send()
                .await
                .unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        }
    }
    let handler = |word: &str| word.starts_with("on") && word.contains('=');
    assert!(!html.split_whitespace().any(handler));
    assert!(!html.contains("style=") && !html.contains("<style"));
}
