//! Trips by file: the template, a look that keeps nothing, and drafts once it is accepted.

use super::harness::{Browser, Desk, Reply};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use reqwest::multipart::{Form, Part};
use std::io::Cursor;

const FILE: &str = "/console/trips/file";

async fn upload(browser: &mut Browser, name: &str, bytes: Vec<u8>) -> Reply {
    let part = Part::bytes(bytes).file_name(name.to_owned());
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .part("file", part);
    browser.post_form(FILE, form).await
}

async fn accept(browser: &mut Browser, page: &str) -> Reply {
    let rows = page
        .split("name=\"rows\" value=\"")
        .nth(1)
        .expect("rows to accept");
    let rows = rows
        .split('"')
        .next()
        .unwrap()
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let form = Form::new()
        .text("csrf", browser.csrf.clone())
        .text("rows", rows);
    browser.post_form(FILE, form).await
}

const GOOD: &str = "班次编号,方式,目的地,上车点,发车时间,集合地点,40座大巴,隔位就座,票价,驾驶员,医护人员,干部,防疫物资,服务区县,不接送地区,健康码小时\n\
    WN-1,大巴,永嘉县,万年县;乐平市,2020-02-25 08:00;2020/02/25 09:30,客运站;汽车站,2,是,120.50,2,1,1,是,永嘉县,湖北省,24\n\
    ,,鹿城区,怀化市,2020-02-26 07:00,,1,否,,,,,,,,\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_good_file_is_looked_at_first_and_then_entered() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get(FILE).await;
    let look = upload(&mut clerk, "班次.csv", GOOD.into()).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.body);
    for said in [
        "2 trips can be entered; 0 rows have errors",
        "40 seats to sell",
        "A meeting point is missing",
    ] {
        assert!(look.body.contains(said), "{said}: {}", look.body);
    }
    assert_eq!(
        desk.count("SELECT COUNT(*) FROM trip").await,
        1,
        "nothing is kept by looking"
    );
    let done = accept(&mut clerk, &look.body).await;
    assert_eq!(
        done.location(),
        "/console/trips?imported=2",
        "{}",
        done.body
    );
    let entered = "SELECT code || '/' || state || '/' || fare_fen || '/' || district FROM trip WHERE id <> 't1' ORDER BY departs_at";
    assert_eq!(
        desk.texts(entered).await,
        ["WN-1/draft/12050/330324", "HH-0226/draft/0/330302"]
    );
    let stops = "SELECT place FROM trip_stop p JOIN trip t ON t.id = p.trip_id WHERE t.code = 'WN-1' ORDER BY ordinal";
    assert_eq!(desk.texts(stops).await, ["361129", "360281"]);
    // Sent twice, the code is taken, and nothing of it is entered again.
    let again = accept(&mut clerk, &look.body).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Another trip has this code"));
    assert_eq!(desk.count("SELECT COUNT(*) FROM trip").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_told_at_their_cells() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get(FILE).await;
    let bad = "说明：一行一个班次\n班次编号,方式,目的地,上车点,发车时间,44座大巴,票价,隔位就座\n\
        HH-0224,大巴,鹿城区,黄山市,2020-02-25 08:00,1,0,是\n\
        A-1,飞机,鹿城区,黄山市,2020-02-25 08:00,1,0,是\n\
        A-2,大巴,北京市,Atlantis,明天,1,1.234,也许\n\
        A-3,大巴,鹿城区,黄山市,2020-02-25 08:00,,0,否\n\
        A-4,大巴,鹿城区,黄山市,2020-02-25 08:00,1,0,否\n\
        A-4,大巴,鹿城区,黄山市,2020-02-25 08:00,1,0,否\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(bad);
    let look = upload(&mut clerk, "a.csv", bytes.into_owned()).await;
    for said in [
        "1 trip can be entered; 5 rows have errors",
        "A3 (code): Another trip has this code",
        "B4 (mode): Write coach or train",
        "C5 (destination): Choose a destination",
        "D5 (stops): No such place",
        "E5 (departures): Give day and time",
        "G5 (fare): Give an amount",
        "H5 (spaced): Write yes or no",
        "At least one vehicle is needed",
        "A8 (code): The same code as in a row above",
    ] {
        assert!(look.body.contains(said), "{said}: {}", look.body);
    }
    assert!(
        !look.body.contains("name=\"rows\""),
        "what has errors cannot be accepted"
    );
    for (name, bytes, why) in [
        (
            "a.csv",
            "姓名,手机号\n张三,15400000001\n".as_bytes().to_vec(),
            "There is no heading row",
        ),
        (
            "a.csv",
            "上车点,发车时间\n".into(),
            "There is no trip in it",
        ),
        ("a.pdf", b"%PDF-1.4".to_vec(), "This file cannot be read"),
    ] {
        let refused = upload(&mut clerk, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(why), "{why}: {}", refused.body);
    }
    // A page made up by somebody is read by the same rules.
    let forged = Form::new().text("csrf", clerk.csrf.clone()).text(
        "rows",
        "[{\"number\":2,\"cells\":[[\"stops\",0,\"Atlantis\"]]}]",
    );
    assert_eq!(
        clerk.post_form(FILE, forged).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM trip").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_templates_are_read_back_as_they_are() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    let book = clerk.get("/console/trips/template/trips.xlsx").await.bytes;
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book.clone())).unwrap();
    let range = read.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.get((0, 0)), Some(&Data::String("code".into())));
    clerk.get(FILE).await;
    let look = upload(&mut clerk, "trips.xlsx", book).await;
    assert!(
        look.body
            .contains("1 trip can be entered; 0 rows have errors"),
        "{}",
        look.body
    );
    let text = clerk.get("/console/trips/template/trips.csv").await.bytes;
    assert!(text.starts_with("\u{feff}".as_bytes()));
    clerk.get(FILE).await;
    let look = upload(&mut clerk, "trips.csv", text).await;
    assert!(
        look.body
            .contains("1 trip can be entered; 0 rows have errors"),
        "{}",
        look.body
    );
}

/// A file of one row with these cells.
fn row(stops: &str, times: &str, meeting: &str) -> Vec<u8> {
    format!("目的地,上车点,发车时间,集合地点,40座大巴\n鹿城区,{stops},{times},{meeting},1\n")
        .into_bytes()
}

const TIMES: &str = "2020-02-25 08:00;2020-02-25 09:00;2020-02-25 10:00";

#[tokio::test(flavor = "multi_thread")]
async fn meeting_points_stay_with_their_stops_and_are_shown_before_they_are_entered() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get(FILE).await;
    let stops = "万年县;乐平市;岳西县";
    let look = upload(&mut clerk, "a.csv", row(stops, TIMES, "A站;;C站")).await;
    let shown = look
        .body
        .split("ul class=\"bulleted\"")
        .nth(1)
        .unwrap_or_default();
    let shown: Vec<_> = shown.split("<li>").skip(1).take(3).collect();
    assert_eq!(shown.len(), 3, "{}", look.body);
    for (stop, said) in shown
        .iter()
        .zip(["A站", "meeting point not known yet", "C站"])
    {
        assert!(stop.contains(said), "{said}: {stop}");
    }
    accept(&mut clerk, &look.body).await;
    let kept = "SELECT COALESCE(s.meeting_point, t.meeting_point) FROM trip_stop AS s JOIN trip AS t ON t.id = s.trip_id \
        WHERE t.id <> 't1' ORDER BY s.ordinal";
    let kept = desk.texts(kept).await;
    assert_eq!(kept.len(), 3);
    assert_eq!((kept[0].as_str(), kept[2].as_str()), ("A站", "C站"));
    assert!(!kept[1].contains('站'), "{kept:?}");

    clerk.get(FILE).await;
    for (times, meeting, why) in [
        (
            TIMES,
            "A站",
            "D2 (meetingpoints): Stops in the row: 3. Meeting points here: 1.",
        ),
        (
            TIMES,
            "A;B;C;D",
            "Stops in the row: 3. Meeting points here: 4.",
        ),
        (
            "2020-02-25 08:00",
            "",
            "C2 (departures): Stops in the row: 3. Times here: 1.",
        ),
    ] {
        let look = upload(&mut clerk, "a.csv", row(stops, times, meeting)).await;
        assert!(look.body.contains(why), "{why}: {}", look.body);
        assert!(!look.body.contains("name=\"rows\""), "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_with_several_meanings_is_named_with_what_to_write_instead() {
    let desk = Desk::open().await;
    let mut clerk = desk.signed_in("clerk").await;
    clerk.get(FILE).await;
    let look = upload(&mut clerk, "a.csv", row("万年县;黄山;岳西县", TIMES, "")).await;
    let said = "B2 (stops): “黄山” may be several places. Write one of these instead: ";
    let named = look.body.split(said).nth(1);
    let named = named.unwrap_or_else(|| panic!("{said}: {}", look.body));
    let named = named.split(['.', '<']).next().unwrap();
    let all: Vec<_> = named.split(", ").collect();
    assert!(all.contains(&"安徽省黄山市"), "{named}");
    // Each of them is understood as it is written.
    for one in all {
        clerk.get(FILE).await;
        let stops = format!("万年县;{one};岳西县");
        let look = upload(&mut clerk, "a.csv", row(&stops, TIMES, "")).await;
        assert!(look.body.contains("name=\"rows\""), "{one}: {}", look.body);
    }
}
