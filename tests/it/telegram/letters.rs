//! Letters with formatting, buttons that open pages, and files that are uploaded once.

use super::{button, outbound, telegram, text};
use crate::fake_bot_api::{FakeBotApi, Fault, Reach};
use returnline::channel::telegram::Telegram;
use returnline::channel::{Channel, FileToSend, Outbound, SendError};
use returnline::domain::delivery::{Attachment, Content, Gone, Link};
use returnline::domain::letter::{Letter, Recipient};
use returnline::domain::notice::{FileKind, NoticeFile};
use std::sync::Arc;

async fn house() -> (FakeBotApi, Telegram) {
    let api = FakeBotApi::start().await;
    for chat in 1..=20 {
        api.set_reach(chat, Reach::Open);
    }
    let channel = telegram(&api);
    (api, channel)
}

fn letter(typed: &str) -> Content {
    let (body, marks) = Letter::parse(typed).unwrap().render(&Recipient::default());
    Content {
        title: Some("🚌 通知".to_owned()),
        body,
        marks,
        controls: vec![button("Stop", "0.stop")],
        links: vec![Link {
            label: "Read".to_owned(),
            url: "https://example.com/letter".to_owned(),
        }],
        ..Content::default()
    }
}

fn file(name: &str, bytes: &[u8]) -> Arc<FileToSend> {
    let file = NoticeFile::recognise(name, bytes.to_vec()).unwrap();
    let hash = blake3::hash(bytes).to_hex().to_string();
    Arc::new(FileToSend { file, hash })
}

fn with(content: Content, chat: i64, file: &Arc<FileToSend>) -> Outbound {
    let attachment = Attachment {
        name: file.file.name.clone(),
        kind: file.file.kind,
        size: file.file.bytes.len() as u64,
        of: None,
        own: None,
    };
    let content = Content {
        file: Some(attachment),
        ..content
    };
    Outbound {
        file: Some(file.clone()),
        ..outbound(chat, content)
    }
}

const PDF: &[u8] = b"%PDF-1.7 letter";
const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

#[tokio::test]
async fn formatting_arrives_on_the_words_it_was_meant_for() {
    let (api, channel) = house().await;
    let typed = "🎫**𠮷祥 _号_**，[官网](https://example.com/?a=1)";
    channel.send(&outbound(1, letter(typed))).await.unwrap();
    let shown = api.last(1);
    assert_eq!(shown.text, "🚌 通知\n🎫𠮷祥 号，官网");
    let marks: Vec<_> = shown
        .marks
        .iter()
        .map(|(k, w)| (k.as_str(), w.as_str()))
        .collect();
    assert_eq!(
        marks,
        [
            ("bold", "🚌 通知"),
            ("bold", "𠮷祥 号"),
            ("italic", "号"),
            ("https://example.com/?a=1", "官网"),
        ]
    );
    assert_eq!(shown.labels(), ["Stop", "Read"]);
    let page = &shown.inline[1][0];
    assert_eq!(page.url.as_deref(), Some("https://example.com/letter"));
}

#[tokio::test]
async fn a_file_is_uploaded_once_however_many_get_it_at_once() {
    let (api, channel) = house().await;
    let document = file("致 新温州人.pdf", PDF);
    let sends = (1..=20).map(|chat| {
        let message = with(letter("请**看**附件"), chat, &document);
        let channel = &channel;
        async move { channel.send(&message).await }
    });
    for sent in futures::future::join_all(sends).await {
        sent.unwrap();
    }
    assert_eq!(api.uploads(), 1);
    for chat in 1..=20 {
        let shown = api.last(chat);
        let got = shown.file.clone().unwrap();
        assert_eq!(
            (got.name.as_str(), got.bytes.as_slice()),
            ("致 新温州人.pdf", PDF)
        );
        assert!(shown.photo.is_none());
        assert_eq!(shown.text, "🚌 通知\n请看附件");
        assert_eq!(shown.marks[1], ("bold".to_owned(), "看".to_owned()));
        assert_eq!(shown.labels(), ["Stop", "Read"]);
    }
    let picture = file("a.jpg", JPEG);
    for chat in [1, 2] {
        channel
            .send(&with(text("x"), chat, &picture))
            .await
            .unwrap();
        assert_eq!(api.last(chat).photo.unwrap().as_slice(), JPEG);
    }
    assert_eq!(api.uploads(), 2);
}

#[tokio::test]
async fn a_name_that_the_server_has_forgotten_is_replaced_by_one_new_upload() {
    let (api, channel) = house().await;
    let document = file("a.pdf", PDF);
    channel.send(&with(text("x"), 1, &document)).await.unwrap();
    api.forget_files();
    let sends = (2..=9).map(|chat| {
        let message = with(text("x"), chat, &document);
        let channel = &channel;
        async move { channel.send(&message).await }
    });
    for sent in futures::future::join_all(sends).await {
        sent.unwrap();
    }
    assert_eq!(api.uploads(), 2);
    assert!((2..=9).all(|chat| api.chat(chat).bot_messages() == 1));
}

#[tokio::test]
async fn an_upload_to_somebody_gone_leaves_it_to_the_next() {
    let (api, channel) = house().await;
    let document = file("a.pdf", PDF);
    api.set_reach(1, Reach::Blocked);
    let blocked = channel.send(&with(text("x"), 1, &document)).await;
    assert_eq!(blocked, Err(SendError::Gone(Gone::Blocked)));
    channel.send(&with(text("x"), 2, &document)).await.unwrap();
    channel.send(&with(text("x"), 3, &document)).await.unwrap();
    assert_eq!(api.uploads(), 1);
}

#[tokio::test]
async fn a_text_too_long_for_a_caption_follows_its_file_even_when_the_server_stumbles() {
    let (api, channel) = house().await;
    let document = file("a.pdf", PDF);
    let long = "长".repeat(1025);
    api.fail("sendMessage", Fault::ServerError(500), 1);
    let message = with(letter(&long), 1, &document);
    let sent = channel.send(&message).await.unwrap();
    let view = api.chat(1);
    assert_eq!(view.bot_messages(), 2, "the file is not sent again");
    assert!(view.messages[0].file.is_some() && view.messages[0].text.is_empty());
    assert!(view.messages[0].inline.is_empty());
    assert!(view.messages[1].text.ends_with(&long));
    assert_eq!(view.messages[1].labels(), ["Stop", "Read"]);
    assert_eq!(sent.message_ref, view.messages[1].id.to_string());
    let beyond = with(text(&"长".repeat(4097)), 2, &document);
    let refused = channel.send(&beyond).await;
    assert!(matches!(refused, Err(SendError::Rejected(_))));
    assert_eq!(api.chat(2).bot_messages(), 0);
}

#[tokio::test]
async fn a_workers_own_data_comes_as_a_document() {
    let (api, channel) = house().await;
    let bytes = "您的信息\n姓名：王小明".as_bytes().to_vec();
    let own = Arc::new(FileToSend {
        hash: "one of its own".to_owned(),
        file: NoticeFile {
            name: "我的信息.txt".to_owned(),
            kind: FileKind::Text,
            bytes: bytes.clone(),
        },
    });
    let message = with(letter("请妥善保管"), 1, &own);
    channel.send(&message).await.unwrap();
    let got = api.last(1).file.unwrap();
    assert_eq!(
        (got.name.as_str(), got.bytes.as_slice()),
        ("我的信息.txt", bytes.as_slice())
    );
    assert!(api.last(1).photo.is_none());
}
