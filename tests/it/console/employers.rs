//! Employers at the desk: the list, forms, people, invitation and poster.

use super::harness::{Browser, Desk, Reply};
use axum::http::StatusCode;
use std::sync::Arc;

async fn e1(browser: &mut Browser) -> Reply {
    browser.get("/console/employers/e1").await
}

async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.sql("UPDATE employer SET name = '乐清示例电器', pinyin = 'le/yue qing shi li dian qi' WHERE id = 'e2'")
        .await;
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_searched_by_initials_filtered_and_taken_away() {
    let desk = furnished().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut admin = desk.signed_in("admin").await;
    for (query, both) in [
        ("", [true, true]),
        ("?q=yqsl", [false, true]),
        ("?q=%E7%A4%BA%E4%BE%8B%E4%BC%81%E4%B8%9A", [true, false]),
        ("?district=330324", [false, true]),
        ("?listed=yes", [true, true]),
        ("?listed=no", [false, false]),
        ("?q=nosuchfirm", [false, false]),
        ("?sort=-registered", [true, true]),
    ] {
        let reply = admin.get(&format!("/console/employers{query}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{query}");
        let found = ["/console/employers/e1\"", "/console/employers/e2\""]
            .map(|id| reply.body.contains(id));
        assert_eq!(found, both, "{query}");
    }
    let sorted = admin.get("/console/employers?sort=-registered").await.body;
    assert!(
        sorted.find("employers/e1\"") < sorted.find("employers/e2\""),
        "one registered first"
    );
    let table = admin.get("/console/employers/export.xlsx?q=yqsl").await;
    assert!(table.bytes.starts_with(b"PK"));
    let mut clerk = desk.signed_in("yongjia").await;
    let own = clerk.get("/console/employers").await.body;
    assert!(own.contains("employers/e2\"") && !own.contains("employers/e1\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employer_is_entered_and_changed_and_a_taken_name_is_told_beside_the_field() {
    let desk = furnished().await;
    let mut clerk = desk.signed_in("yongjia").await;
    clerk.get("/console/employers/new").await;
    let fields = [
        ("name", " 示例 企业03 "),
        ("district", "330324"),
        ("zone", "浙南产业集聚区"),
        ("listed", "yes"),
        ("from", "2020-02-20"),
        ("through", "2020-02-23"),
    ];
    let made = clerk.post("/console/employers/new", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let address = made.location().split('?').next().unwrap().to_owned();
    let page = clerk.get(&address).await.body;
    assert!(
        page.contains("示例 企业03") && page.contains("Listed today"),
        "{page}"
    );
    // Another district is not theirs to give it to, and what was typed stays.
    let mut wrong = fields;
    wrong[1].1 = "330302";
    wrong[5].1 = "2020-02-19";
    let edit = format!("{address}/edit");
    clerk.get(&edit).await;
    let refused = clerk.post(&edit, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Please choose one of the city"));
    assert!(refused.body.contains("The last day is before the first"));
    assert!(refused.body.contains("value=\" 示例 企业03 \""));
    let mut taken = fields.to_vec();
    taken[0].1 = "乐清 示例电器";
    taken.push(("version", "0"));
    let refused = clerk.post(&edit, &taken).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = refused
        .body
        .find("id=\"name-error\"")
        .expect("beside the field");
    assert!(
        refused.body[error..].contains("There is an employer of this name already: 乐清示例电器")
    );
    let mut renamed = fields.to_vec();
    renamed[0].1 = "示例企业04";
    renamed.push(("version", "0"));
    assert_eq!(
        clerk.post(&edit, &renamed).await.status,
        StatusCode::SEE_OTHER
    );
    // The page that a colleague still has open is of an older edit.
    renamed[0].1 = "示例企业05";
    let late = clerk.post(&edit, &renamed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.body
            .contains("Somebody else has changed this employer")
    );
    let audit = desk
        .texts("SELECT action FROM audit WHERE action LIKE 'employer.%' ORDER BY id")
        .await;
    assert_eq!(audit, ["employer.created", "employer.changed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_kept_with_masked_numbers_and_a_number_is_shown_on_the_record() {
    let desk = furnished().await;
    let mut clerk = desk.signed_in("clerk").await;
    e1(&mut clerk).await;
    let contacts = "/console/employers/e1/contacts";
    let wrong = [
        ("step", "save"),
        ("name", "林芳"),
        ("role", ""),
        ("phone", "12"),
    ];
    let refused = clerk.post(contacts, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("This is no telephone number")
            && refused.body.contains("value=\"林芳\"")
    );
    let right = [
        ("step", "save"),
        ("name", "林芳"),
        ("role", "人事"),
        ("phone", "154 0000 0007"),
    ];
    assert_eq!(
        clerk.post(contacts, &right).await.status,
        StatusCode::SEE_OTHER
    );
    let page = e1(&mut clerk).await.body;
    assert!(page.contains("154****0007") && !page.contains("15400000007"));
    let list = clerk.get("/console/employers").await.body;
    assert!(list.contains("154****0007") && !list.contains("15400000007"));
    let who = desk
        .texts("SELECT id FROM employer_contact")
        .await
        .remove(0);
    let shown = clerk
        .post("/console/employers/e1/reveal", &[("who", &who)])
        .await;
    assert!(shown.body.contains("15400000007"));
    // HR sees its card, masked and without a form.
    let mut hr = desk.signed_in("hr").await;
    let card = e1(&mut hr).await;
    assert!(card.body.contains("154****0007") && !card.body.contains("/reveal\""));
    let reveal = hr
        .post("/console/employers/e1/reveal", &[("who", &who)])
        .await;
    assert_eq!(reveal.status, StatusCode::FORBIDDEN);
    let helpers = "/console/employers/e1/helpers";
    let mut three = vec![
        ("county_officer-name", "王甲"),
        ("county_officer-phone", "15400000001"),
        ("township_leader-name", "李乙"),
        ("township_leader-phone", "15400000002"),
        ("grid_member-name", "王甲"),
        ("grid_member-phone", "15400000003"),
    ];
    let twice = clerk.post(helpers, &three).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.body.contains("id=\"grid_member-name-error\""),
        "{}",
        twice.body
    );
    three[4].1 = "张丙";
    assert_eq!(
        clerk.post(helpers, &three).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM employer_helper").await, 3);
    let gone = clerk
        .post(contacts, &[("step", "remove"), ("contact", &who)])
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let audit = desk
        .texts("SELECT action FROM audit WHERE action LIKE 'employer.%' ORDER BY id")
        .await;
    assert_eq!(
        audit,
        [
            "employer.contact_added",
            "employer.contact_revealed",
            "employer.helpers_set",
            "employer.contact_removed"
        ]
    );
}

/// Reads the drawn codes of a page or picture as a camera would: a module is a square of the path.
fn scanned(svg: &str) -> String {
    let width: u32 = svg
        .split("width=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let mut image = image::GrayImage::from_pixel(width, width, image::Luma([255]));
    let path = svg
        .split(" d=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for part in path.split('M').filter(|part| !part.trim().is_empty()) {
        let numbers: Vec<u32> = part
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|text| text.parse().ok())
            .collect();
        let [x, y, w, h] = numbers[..4].try_into().unwrap();
        for (x, y) in (x..x + w).flat_map(|x| (y..y + h).map(move |y| (x, y))) {
            image.put_pixel(x, y, image::Luma([0]));
        }
    }
    let mut prepared = rqrr::PreparedImage::prepare(image);
    prepared.detect_grids()[0].decode().unwrap().1
}

#[tokio::test(flavor = "multi_thread")]
async fn the_posters_code_opens_a_chat_with_the_employer_chosen() {
    use returnline::channel::{Inbound, Said};
    use returnline::domain::delivery::ChannelKind;
    let desk = furnished().await;
    desk.worker("w1", "张三", "e1", true).await;
    let mut hr = desk.signed_in("hr").await;
    let poster = hr.get("/console/employers/e1/poster").await;
    assert_eq!(poster.status, StatusCode::OK);
    assert!(!poster.body.contains("张三") && poster.body.contains("返岗登记，扫码办理"));
    assert!(
        poster.body.contains("register here"),
        "in the reader's language too"
    );
    let drawn: Vec<_> = poster.body.split("<svg").skip(1).collect();
    let links = [
        "https://chat.example/?e=e1",
        "https://t.me/example_bot?start=e_e1",
    ];
    assert_eq!([scanned(drawn[0]), scanned(drawn[1])], links);
    for (name, link) in ["web.svg", "telegram.svg"].iter().zip(links) {
        let code = hr.get(&format!("/console/employers/e1/qr/{name}")).await;
        assert_eq!(code.headers["content-type"], "image/svg+xml");
        assert!(code.body.starts_with("<?xml"));
        assert_eq!(scanned(&code.body), link);
    }
    // Followed: the messenger hands the payload over, and the chat knows the employer.
    let (clock, wake) = (desk.clock.clone(), Arc::new(tokio::sync::Notify::new()));
    let runner = returnline::runner::Runner::new(desk.store.clone(), clock, wake);
    let payload = scanned(drawn[1]).split_once("start=").unwrap().1.to_owned();
    let open = async |address: &str, payload: &str| {
        let inbound = Inbound {
            channel: ChannelKind::Telegram,
            address: address.into(),
            update_id: "1".into(),
            said: Said::Start {
                payload: Some(payload.into()),
            },
            locale_hint: Some("en".into()),
            on_message: None,
        };
        runner.apply(&inbound).await.unwrap();
        desk.texts(&format!(
            "SELECT content FROM outbox WHERE address = '{address}'"
        ))
        .await
        .concat()
    };
    assert!(open("1", &payload).await.contains("示例企业01"));
    // A new link: the old one invites nobody.
    let mut clerk = desk.signed_in("clerk").await;
    e1(&mut clerk).await;
    let done = clerk
        .post("/console/employers/e1/link", &[("code", "e1")])
        .await;
    assert!(
        done.location().ends_with("done=link"),
        "{}",
        done.location()
    );
    assert!(!open("2", &payload).await.contains("示例企业01"));
    let code = desk
        .texts("SELECT link_code FROM employer WHERE id = 'e1'")
        .await
        .remove(0);
    assert!(open("3", &format!("e_{code}")).await.contains("示例企业01"));
    let late = clerk
        .post("/console/employers/e1/link", &[("code", "e1")])
        .await;
    assert!(late.location().ends_with("done=link-old"));
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM audit WHERE action = 'employer.link_renewed'")
            .await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn hr_gets_a_code_for_its_chat_and_crew_does_not() {
    let desk = furnished().await;
    let mut hr = desk.signed_in("hr").await;
    let made = hr.post("/console/own-chat", &[]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(
        made.body.contains("https://chat.example/#s=")
            && made.body.contains("t.me/example_bot?start=s_")
    );
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM staff_chat_code WHERE staff_id = 'hr'")
            .await,
        1
    );
    let forgotten = hr.post("/console/own-chat/forget", &[]).await;
    assert_eq!(forgotten.status, StatusCode::SEE_OTHER);
}
