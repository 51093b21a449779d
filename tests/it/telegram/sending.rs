//! Sending: rendering as the person sees it, edits in place, and every way it can fail.

use super::{button, outbound, send, telegram, text};
use crate::fake_bot_api::{FakeBotApi, Fault, Reach};
use returnline::channel::telegram::{SetupError, Telegram};
use returnline::channel::{Channel, Outbound, SendError};
use returnline::domain::delivery::{Content, Gone, InputHint, Picture};
use secrecy::SecretString;
use std::time::{Duration, Instant};

const CHAT: i64 = 7;
const NAME: &str = "<b>&\"李>";

async fn chat() -> (FakeBotApi, Telegram) {
    let api = FakeBotApi::start().await;
    api.set_reach(CHAT, Reach::Open);
    let channel = telegram(&api);
    (api, channel)
}

/// Text fallback of the ticket.
const CODE: &str = "ABC234";

fn question(body: &str) -> Content {
    Content {
        title: Some("Title".to_owned()),
        choices: vec![button("1 One", "c:1"), button("2 Two", "c:2")],
        controls: vec![button("Back", "b")],
        ..text(body)
    }
}

fn ticket(body: &str) -> Content {
    Content {
        title: Some("Ticket".to_owned()),
        picture: Some(Picture::TicketQr {
            payload: "RL1:ABC234".to_owned(),
            code: CODE.to_owned(),
        }),
        ..text(body)
    }
}

fn editing(content: Content, message: &str) -> Outbound {
    Outbound {
        edit: Some(message.to_owned()),
        ..outbound(CHAT, content)
    }
}

#[tokio::test]
async fn every_name_arrives_as_it_is() {
    let (api, channel) = chat().await;
    let content = Content {
        title: Some(NAME.to_owned()),
        choices: vec![button(NAME, "x")],
        ..text(&format!("{NAME} & </b> &amp;"))
    };
    let sent = send(&channel, CHAT, content).await.unwrap();
    let shown = api.last(CHAT);
    assert_eq!(shown.text, format!("{NAME}\n{NAME} & </b> &amp;"));
    assert_eq!(shown.bold, [NAME]);
    assert_eq!(shown.labels(), [NAME]);
    assert_eq!(sent.message_ref, shown.id.to_string());
}

#[tokio::test]
async fn an_answer_replaces_the_question_in_place() {
    let (api, channel) = chat().await;
    let first = send(&channel, CHAT, question("a")).await.unwrap();
    let message = editing(text("b"), &first.message_ref);
    let second = channel.send(&message).await.unwrap();
    assert_eq!(second, first);
    let again = channel.send(&message).await.unwrap();
    assert_eq!(again, first, "what stands there already is delivered");
    let view = api.chat(CHAT);
    assert_eq!(view.bot_messages(), 1);
    assert_eq!(view.last().unwrap().text, "b");
    assert!(view.last().unwrap().inline.is_empty());
}

#[tokio::test]
async fn what_cannot_be_edited_is_sent_anew_and_loses_its_buttons() {
    let (api, channel) = chat().await;
    let photo = Content {
        controls: vec![button("More", "m")],
        ..ticket("t")
    };
    let photo = send(&channel, CHAT, photo).await.unwrap();
    for target in [photo.message_ref.as_str(), "424242", "not a number"] {
        let message = editing(question(target), target);
        let sent = channel.send(&message).await.unwrap();
        assert_ne!(sent.message_ref, target);
        assert!(api.last(CHAT).text.ends_with(target));
    }
    let view = api.chat(CHAT);
    assert_eq!(view.bot_messages(), 4);
    assert!(view.messages[0].photo.is_some() && view.messages[0].inline.is_empty());
}

#[tokio::test]
async fn spent_buttons_disappear_and_their_failure_is_not_the_messages() {
    let (api, channel) = chat().await;
    let old = send(&channel, CHAT, question("a")).await.unwrap();
    let message = Outbound {
        spent: Some(old.message_ref),
        ..outbound(CHAT, question("b"))
    };
    channel.send(&message).await.unwrap();
    let view = api.chat(CHAT);
    assert!(view.messages[0].inline.is_empty());
    assert_eq!(view.messages[1].labels(), ["1 One", "2 Two", "Back"]);
    api.fail("editMessageReplyMarkup", Fault::ServerError(500), 1);
    channel.send(&message).await.unwrap();
    assert_eq!(api.chat(CHAT).bot_messages(), 3);
}

#[tokio::test]
async fn a_ticket_is_a_photo_with_its_words_below_or_after_it() {
    let (api, channel) = chat().await;
    send(&channel, CHAT, ticket(NAME)).await.unwrap();
    let shown = api.last(CHAT);
    assert_eq!(shown.text, format!("Ticket\n{NAME}\n\n{CODE}"));
    let bytes = shown.photo.unwrap();
    let image = image::load_from_memory(&bytes).unwrap();
    assert!(image.width() >= 600 && image.width() == image.height());
    let long = "长".repeat(1025);
    send(&channel, CHAT, ticket(&long)).await.unwrap();
    let view = api.chat(CHAT);
    assert!(view.messages[1].photo.is_some() && view.messages[1].text.is_empty());
    assert!(
        view.messages[2]
            .text
            .ends_with(&format!("{long}\n\n{CODE}"))
    );
}

#[tokio::test]
async fn the_contact_question_brings_a_reply_keyboard() {
    let (api, channel) = chat().await;
    let content = Content {
        input: Some(InputHint::Mobile),
        controls: vec![button("Share my number", "contact"), button("Back", "b")],
        ..text("Your mobile?")
    };
    let old = send(&channel, CHAT, question("a")).await.unwrap();
    let message = editing(content, &old.message_ref);
    let sent = channel.send(&message).await.unwrap();
    assert_ne!(
        sent, old,
        "an inline message cannot become one with a reply keyboard"
    );
    let view = api.chat(CHAT);
    assert!(view.messages[0].inline.is_empty());
    let keyboard = view.keyboard.unwrap();
    assert!(keyboard[0][0].contact && !keyboard[1][0].contact);
    let next = editing(question("b"), &sent.message_ref);
    channel.send(&next).await.unwrap();
    assert_eq!(api.chat(CHAT).bot_messages(), 3, "nor the other way round");
}

#[tokio::test]
async fn too_long_a_text_is_refused_before_anything_is_sent() {
    let (api, channel) = chat().await;
    for content in [text(&"👍".repeat(2049)), ticket(&"长".repeat(4096))] {
        let refused = send(&channel, CHAT, content).await;
        assert!(
            matches!(refused, Err(SendError::Rejected(_))),
            "{refused:?}"
        );
    }
    assert!(api.calls("*").is_empty());
    send(&channel, CHAT, text(&"👍".repeat(2048)))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_chat_that_cannot_be_reached_is_gone_for_its_reason() {
    let (api, channel) = chat().await;
    for (chat, reach, gone) in [
        (11, Reach::Blocked, Gone::Blocked),
        (12, Reach::Deactivated, Gone::Deactivated),
        (13, Reach::NeverStarted, Gone::NotFound),
    ] {
        api.set_reach(chat, reach);
        let sent = send(&channel, chat, text("x")).await;
        assert_eq!(sent, Err(SendError::Gone(gone)));
    }
    let unknown = send(&channel, 99, text("x")).await;
    assert_eq!(unknown, Err(SendError::Gone(Gone::NotFound)));
    api.set_reach(14, Reach::Migrated(-1005));
    let moved = send(&channel, 14, ticket("x")).await;
    let to = "-1005".to_owned();
    assert_eq!(moved, Err(SendError::Migrated { to }));
    let odd = Outbound {
        address: "someone".to_owned(),
        ..outbound(CHAT, text("x"))
    };
    assert!(matches!(
        channel.send(&odd).await,
        Err(SendError::Rejected(_))
    ));
}

#[tokio::test]
async fn failures_say_what_to_do_next() {
    let (api, channel) = chat().await;
    let pause = |seconds| SendError::RetryAfter {
        seconds,
        chat_only: false,
    };
    for (fault, expected) in [
        (Fault::TooMany(Some(17)), pause(17)),
        (Fault::TooMany(None), pause(1)),
        (
            Fault::Refuse(400, "Bad Request: BUTTON_DATA_INVALID"),
            SendError::Rejected("Bad Request: BUTTON_DATA_INVALID".to_owned()),
        ),
    ] {
        api.fail("sendMessage", fault, 1);
        assert_eq!(send(&channel, CHAT, text("x")).await, Err(expected));
    }
    for (code, words) in [(401, "Unauthorized"), (404, "Not Found")] {
        api.fail("sendMessage", Fault::Refuse(code, words), 1);
        let sent = send(&channel, CHAT, text("x")).await;
        assert!(matches!(sent, Err(SendError::Misconfigured(_))), "{sent:?}");
    }
    assert_eq!(api.chat(CHAT).bot_messages(), 0);
}

#[tokio::test]
async fn a_server_error_costs_no_time_and_delivers_nothing() {
    let (api, channel) = chat().await;
    for (method, content) in [("sendMessage", text("x")), ("sendPhoto", ticket("x"))] {
        for code in [500, 502, 503] {
            api.fail(method, Fault::ServerError(code), 1);
            let begun = Instant::now();
            let sent = send(&channel, CHAT, content.clone()).await;
            assert!(matches!(sent, Err(SendError::Later(_))), "{sent:?}");
            assert!(begun.elapsed() < Duration::from_secs(2));
        }
    }
    assert_eq!(api.chat(CHAT).bot_messages(), 0);
}

#[tokio::test]
async fn a_lost_answer_is_called_unknown_though_the_message_arrived() {
    let (api, channel) = chat().await;
    let mut arrived = 0;
    for fault in [Fault::ResetAfter, Fault::CutAfter] {
        for (method, content) in [("sendMessage", text("x")), ("sendPhoto", ticket("x"))] {
            api.fail(method, fault.clone(), 1);
            let sent = send(&channel, CHAT, content).await;
            assert!(
                matches!(sent, Err(SendError::Ambiguous(_))),
                "{fault:?} {sent:?}"
            );
            arrived += 1;
            assert_eq!(
                api.chat(CHAT).bot_messages(),
                arrived,
                "once, and not tried again"
            );
        }
    }
}

#[tokio::test]
async fn silence_is_called_unknown_after_the_time_that_is_set() {
    let (api, channel) = chat().await;
    let channel = channel.with_timeout(Duration::from_secs(1));
    for fault in [Fault::Hang, Fault::HangAfter] {
        api.fail("sendMessage", fault, 1);
        api.fail("sendPhoto", Fault::HangAfter, 1);
        let begun = Instant::now();
        for content in [text("x"), ticket("x")] {
            let sent = send(&channel, CHAT, content).await;
            assert!(matches!(sent, Err(SendError::Ambiguous(_))), "{sent:?}");
        }
        // Well before what it would be unless told.
        assert!(begun.elapsed() < Duration::from_secs(9));
        api.clear_faults();
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_later_and_no_error_shows_the_token() {
    let token = "1:very-secret";
    let away = Some("http://127.0.0.1:1".parse().unwrap());
    let channel = Telegram::new(SecretString::from(token), away).unwrap();
    let error = send(&channel, CHAT, text("x")).await.unwrap_err();
    assert!(matches!(error, SendError::Later(_)), "{error:?}");
    let said = format!("{error} {error:?} {channel:?}");
    assert!(!said.contains("secret"), "{said}");
    let other = FakeBotApi::start().await;
    let url = Some(other.url().parse().unwrap());
    let channel = Telegram::new(SecretString::from(token), url).unwrap();
    let error = channel.me().await.unwrap_err();
    assert!(matches!(error, SendError::Misconfigured(_)), "{error:?}");
    let empty = Telegram::new(SecretString::from(""), None);
    assert!(matches!(empty, Err(SetupError::Token)));
}

#[tokio::test]
async fn the_bot_knows_its_name_and_publishes_its_commands() {
    let (api, channel) = chat().await;
    assert_eq!(channel.me().await.unwrap(), crate::fake_bot_api::BOT_NAME);
    let list = |what: &str| vec![("status".to_owned(), what.to_owned())];
    let commands = [(None, list("My trip")), (Some("zh"), list("我的行程"))];
    channel.set_commands(&commands).await.unwrap();
    assert_eq!(api.commands("").unwrap()[0]["description"], "My trip");
    assert_eq!(api.commands("zh").unwrap()[0]["command"], "status");
}
