//! Letters in the web chat: their formatting as data, and files that only their own chat may fetch.

use super::rig::{Chat, error};
use crate::kit::chromium::Browser;
use fantoccini::Locator;
use reqwest::StatusCode;
use returnline::channel::{Channel, FileToSend, Said, Side};
use returnline::domain::delivery::{Attachment, Button, Content, Link};
use returnline::domain::letter::{Letter, Recipient};
use returnline::domain::notice::NoticeFile;
use serde_json::json;

const PDF: &[u8] = b"%PDF-1.7 letter";
const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 1];

fn file(name: &str, bytes: &[u8]) -> FileToSend {
    let file = NoticeFile::recognise(name, bytes.to_vec()).unwrap();
    let hash = blake3::hash(bytes).to_hex().to_string();
    FileToSend { file, hash }
}

#[tokio::test]
async fn formatting_comes_as_data_beside_the_words() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let letter = Letter::parse(r"🚌**\<b>** [页](https://example.com/)").unwrap();
    let (body, marks) = letter.render(&Recipient::default());
    let content = Content {
        body,
        marks,
        ..Content::default()
    };
    let address = chat.house.address();
    let seq = chat.house.show(&address, Side::Bureau(Box::new(content)));
    let mut events = chat.stream(&cookie, seq - 1, None).await;
    let bubble = events.bubble().await;
    assert_eq!(bubble["content"]["body"], "🚌<b> 页");
    assert_eq!(
        bubble["content"]["marks"],
        json!([
            { "from": 2, "to": 5, "kind": "bold" },
            { "from": 6, "to": 7, "kind": "link", "url": "https://example.com/" },
        ])
    );
}

#[tokio::test]
async fn a_file_is_fetched_by_its_own_chat_only_and_cannot_do_anything() {
    let chat = Chat::open(|_| {}).await;
    let cookie = chat.begin().await;
    let address = chat.house.address();
    chat.house.attach(&address, 7, file("信 1.pdf", PDF));
    chat.house.attach(&address, 8, file("a.jpg", JPEG));
    let get = |seq: &str, cookie: &str| {
        let request = chat.get(&format!("/chat/file/{seq}"));
        request.header("cookie", cookie).send()
    };
    let response = get("7", &cookie).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename*=UTF-8''%E4%BF%A1%201.pdf"
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(
        header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert_eq!(header("cache-control"), "private, no-cache");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    let tag = header("etag");
    assert_eq!(response.bytes().await.unwrap(), PDF);
    let again = chat.get("/chat/file/7").header("cookie", &cookie);
    let again = again.header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let picture = get("8", &cookie).await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    assert!(
        picture.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("inline")
    );

    let other = format!("rl_chat={}", "A".repeat(43));
    let stranger = get("7", &other).await.unwrap();
    assert_eq!(error(stranger, StatusCode::NOT_FOUND).await, "no_file");
    let nobody = get("7", "x=y").await.unwrap();
    assert_eq!(error(nobody, StatusCode::UNAUTHORIZED).await, "no_chat");
    let none = get("1", &cookie).await.unwrap();
    assert_eq!(error(none, StatusCode::NOT_FOUND).await, "no_file");
    let odd = get("..%2f7", &cookie).await.unwrap();
    assert_eq!(error(odd, StatusCode::BAD_REQUEST).await, "bad_request");
}

/// A letter with everything a letter can have.
fn full_letter(attached: &FileToSend) -> Content {
    let typed = "老乡，您好！\n\n**班车恢复了**，请看[官网](https://example.com/a)，*免费*：\n- 🚌 身份证\n- **[<b>口罩</b>](https://example.com/b)**\n\n3*4=12";
    let letter = Letter::parse(&typed.replace('<', "\\<")).unwrap();
    let (body, marks) = letter.render(&Recipient::default());
    let button = |label: &str, payload: &str| Button {
        label: label.to_owned(),
        payload: payload.to_owned(),
    };
    Content {
        title: Some("致全体新温州人的一封信".to_owned()),
        body,
        marks,
        links: vec![Link {
            label: "🔗 了解更多".to_owned(),
            url: "https://example.com/more".to_owned(),
        }],
        controls: vec![
            button("📝 马上登记", "0.register"),
            button("🔕 不再接收通知", "0.stop"),
        ],
        file: Some(Attachment {
            name: attached.file.name.clone(),
            kind: attached.file.kind,
            size: attached.file.bytes.len() as u64,
            of: None,
            own: None,
        }),
        ..Content::default()
    }
}

fn png() -> Vec<u8> {
    let poster = image::RgbImage::from_fn(600, 300, |x, y| {
        image::Rgb([(x / 3) as u8, 90, (y / 2) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    poster
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_letter_stands_in_the_page_as_elements_and_keeps_its_buttons() {
    for width in [360, 1280] {
        let Some(browser) = Browser::open(width).await else {
            return;
        };
        let chat = Chat::open(|options| options.secure_cookies = false).await;
        browser
            .client
            .goto(&format!("{}/", chat.base))
            .await
            .unwrap();
        let rows = |n: usize| {
            format!("return document.querySelectorAll('.row.bureau:not(.typing)').length === {n}")
        };
        browser.wait_for("the welcome", &rows(1)).await;
        let address = chat.house.address();
        let question = Content {
            body: "您的健康码是什么颜色？".to_owned(),
            choices: vec![Button {
                label: "🟢 绿码".to_owned(),
                payload: "3.code:green".to_owned(),
            }],
            ..Content::default()
        };
        let show = |content| chat.house.show(&address, Side::Bureau(Box::new(content)));
        show(question);
        for attached in [file("海报.png", &png()), file("致新温州人 2020.pdf", PDF)] {
            let seq = show(full_letter(&attached));
            chat.house.attach(&address, seq, attached);
        }
        chat.web.shown(&address);
        browser.wait_for("the letters", &rows(4)).await;
        let loaded = "return [...document.querySelectorAll('.photo img')].every((one) => one.complete && one.naturalWidth === 600)";
        browser.wait_for("the picture", loaded).await;
        let found = browser
            .script(
                "const row = [...document.querySelectorAll('.row.bureau')].filter((one) => one.querySelector('.file'))[0]; \
                 const all = (css) => [...row.querySelectorAll(css)]; const text = (one) => one.textContent; \
                 return [all('strong').map(text), all('em').map(text), \
                   all('.body a, .own a').map((one) => [one.getAttribute('href'), one.target, one.rel]), \
                   all('b, script').length, row.querySelector('.file').getAttribute('download'), \
                   [...document.querySelectorAll('.actions .choices .label')].map(text), \
                   document.documentElement.scrollWidth - innerWidth]",
            )
            .await;
        let outside = |url: &str| json!([url, "_blank", "noopener noreferrer"]);
        assert_eq!(
            found,
            json!([
                ["班车恢复了", "<b>口罩</b>"],
                ["免费"],
                [
                    outside("https://example.com/a"),
                    outside("https://example.com/b"),
                    outside("https://example.com/more")
                ],
                0,
                "致新温州人 2020.pdf",
                ["🟢 绿码"],
                0
            ])
        );
        browser.screenshot(&format!("chat-letter-{width}")).await;
        let stop = "//div[contains(@class, 'own')]//button[contains(., '不再接收')]";
        let stop = browser.client.find(Locator::XPath(stop)).await.unwrap();
        stop.click().await.unwrap();
        browser.wait_for("the answer", &rows(5)).await;
        let said = chat
            .house
            .inbound
            .lock()
            .unwrap()
            .last()
            .unwrap()
            .said
            .clone();
        assert!(said == Said::Button("0.stop".to_owned()), "{said:?}");
        let kept = "return document.querySelectorAll('.own button').length === 4";
        browser.wait_for("the buttons to stay", kept).await;
        browser.assert_quiet_and_at_home(&chat.base).await;
    }
}
