//! Manifests, tickets on paper and the employers' word of arrival: who sees what, and what is recorded.

use super::harness::{Desk, PASSWORD, START};
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use returnline::domain::id::WorkerId;
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::domain::ticket::decode;
use std::io::Cursor;

const ID: &str = "520199199003070013";
const PAPER: &str = "/console/manifest/v1";

/// 张三 of the first employer and a person of the second with a name that a spreadsheet would reckon with, both
/// seated on the trip of the harness, with tickets. Gives 张三.
async fn aboard(desk: &Desk) -> WorkerId {
    let mut first = None;
    for (n, name, id, mobile, employer) in [
        (1, "张三", ID, "15400000001", "e1"),
        (3, "李四", "520199198501010027", "15400000002", "e2"),
    ] {
        let name = PersonName::parse(name).unwrap();
        let id = ResidentId::try_from(id.to_owned());
        let id = id.unwrap_or_else(|_| panic!("{n} has no valid ID"));
        let mobile = Mobile::parse(mobile).unwrap();
        let mut tx = desk.store.write().await.unwrap();
        let worker = tx
            .upsert_worker(&desk.store, &name, &id, &mobile, "test", START)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        desk.sql(&format!(
            "INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
                health_observed_at, certificate_sealed, submitted_at, updated_at) \
             VALUES ('r{n}', '{worker}', 'travel_arranged', '431200', '{employer}', 'coach', 'green', 0, x'00', 0, 0); \
             UPDATE seat SET state = 'confirmed', worker_id = '{worker}' WHERE id = 's{n}'"
        ))
        .await;
        let mut tx = desk.store.write().await.unwrap();
        let seat = tx.active_seat(&worker).await.unwrap().unwrap();
        tx.issue_ticket(&desk.store, &seat, &worker, START)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        first.get_or_insert(worker);
    }
    // A firm may be called anything.
    desk.sql("UPDATE employer SET name = '=1+1' WHERE id = 'e2'")
        .await;
    first.unwrap()
}

/// Every cell of the first worksheet, in one text.
fn cells(book: &[u8]) -> String {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    let range = read.worksheet_range_at(0).unwrap().unwrap();
    let rows = range.rows().map(|row| {
        row.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("|")
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manifest_is_masked_or_full_by_role_marked_and_recorded() {
    let desk = Desk::open().await;
    aboard(&desk).await;
    let mut clerk = desk.signed_in("clerk").await;
    let page = clerk.get(PAPER).await.body;
    assert!(page.contains("520199********0013") && !page.contains(ID));
    let masked = clerk.post(PAPER, &[("form", "xlsx")]).await;
    let book = cells(&masked.bytes);
    for said in [
        "张三",
        "520199********0013",
        "154****0001",
        "Name of clerk (clerk)",
        "Masked list",
        "=1+1",
    ] {
        assert!(book.contains(said), "{said}: {book}");
    }
    assert!(!book.contains(ID) && !book.contains("15400000001"));

    let refused = clerk
        .post(PAPER, &[("form", "xlsx"), ("full", "on"), ("reason", " ")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let full = clerk
        .post(
            PAPER,
            &[
                ("form", "xlsx"),
                ("full", "on"),
                ("reason", "交接给高速检查点"),
            ],
        )
        .await;
    let book = cells(&full.bytes);
    for said in [
        ID,
        "15400000001",
        "交接给高速检查点",
        "Name of clerk (clerk)",
    ] {
        assert!(book.contains(said), "{said}: {book}");
    }
    let mut formulas: Xlsx<_> = Xlsx::new(Cursor::new(full.bytes)).unwrap();
    assert!(formulas.worksheet_formula("Manifest").unwrap().is_empty());
    let print = clerk
        .post(
            PAPER,
            &[("form", "print"), ("full", "on"), ("reason", "司机核对")],
        )
        .await;
    assert!(print.body.contains(ID) && print.body.contains("class=\"watermark\""));
    assert!(
        print.body.contains("Exported by Name of clerk (clerk)") && print.body.contains("司机核对")
    );

    // HR: its own people, masked, never in full.
    let mut hr = desk.signed_in("hr").await;
    let own = hr.post(PAPER, &[("form", "xlsx")]).await;
    let book = cells(&own.bytes);
    assert!(
        book.contains("张三") && !book.contains("李四") && !book.contains(ID),
        "{book}"
    );
    assert!(!hr.get(PAPER).await.body.contains("李四"));
    let grasping = [("form", "xlsx"), ("full", "on"), ("reason", "想要全部")];
    assert_eq!(
        hr.post(PAPER, &grasping).await.status,
        StatusCode::FORBIDDEN
    );
    let mut other = desk.signed_in("yongjia").await;
    assert_eq!(
        other.post(PAPER, &grasping).await.status,
        StatusCode::NOT_FOUND
    );
    let records = "SELECT actor || ' ' || action || ' ' || COALESCE(reason, '-') FROM audit WHERE subject = 'vehicle:v1' ORDER BY id";
    assert_eq!(
        desk.texts(records).await,
        [
            "clerk manifest.exported -",
            "clerk manifest.exported_full 交接给高速检查点",
            "clerk manifest.exported_full 司机核对",
            "hr manifest.exported -",
        ]
    );
    assert!(!PASSWORD.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_printed_issued_anew_and_put_into_a_calendar() {
    let desk = Desk::open().await;
    let worker = aboard(&desk).await;
    desk.sql(&format!(
        "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
         VALUES ('c1', 'web', 'a1', 'zh-Hans', '{worker}', 0, 1)"
    ))
    .await;
    let mut clerk = desk.signed_in("clerk").await;
    let path = format!("/console/tickets/{worker}");
    assert!(clerk.get("/console/trips/t1").await.body.contains(&path));
    let code = async || {
        let sql =
            format!("SELECT code FROM ticket WHERE worker_id = '{worker}' AND revoked_at IS NULL");
        desk.texts(&sql).await
    };
    let old = code().await;
    let page = clerk.get(&path).await.body;
    assert!(
        page.contains(&old[0]) && page.contains("<svg") && page.contains("汽车站"),
        "{page}"
    );
    assert!(!page.contains("<?xml"));
    let refused = clerk.post(&path, &[("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(code().await, old);
    let done = clerk.post(&path, &[("reason", "手机丢失")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let new = code().await;
    assert_eq!(new.len(), 1);
    assert_ne!(new, old);
    let payload = desk
        .texts("SELECT payload FROM ticket WHERE revoked_at IS NULL ORDER BY issued_at DESC")
        .await;
    let (_, signed, signature) = decode(&payload[0]).unwrap();
    assert!(desk.store.keys().verify(&signed, &signature));
    let news = desk.texts("SELECT event FROM chat_event").await;
    assert!(
        news.len() == 1 && news[0].contains("ticket_reissued"),
        "{news:?}"
    );
    let records = "SELECT action || ' ' || reason FROM audit WHERE action LIKE 'ticket%'";
    assert_eq!(desk.texts(records).await, ["ticket.reissued 手机丢失"]);

    let calendar = clerk.get(&format!("{path}/calendar.ics")).await;
    let text = calendar.body.replace("\r\n ", "");
    for said in [
        "BEGIN:VEVENT",
        "DTSTART:20200224T000000Z",
        "LOCATION:汽车站",
        "HH-0224",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("张三") && !text.contains(ID));
    let mut other = desk.signed_in("yongjia").await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        other.post(&path, &[("reason", "手机丢失")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_come_stands_on_every_list_of_the_vehicle() {
    let desk = Desk::open().await;
    aboard(&desk).await;
    desk.worker("w9", "王五", "e1", false).await;
    let mut clerk = desk.signed_in("clerk").await;
    let before = clerk.get("/console/trips/t1").await.body;
    assert!(!before.contains("After departure"));
    desk.sql(
        "INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) VALUES ('s2', 't1', 'w9', 'no_show', 1); \
         UPDATE seat SET state = 'boarded' WHERE worker_id IS NOT NULL; UPDATE vehicle SET departed_at = 1",
    )
    .await;
    let page = clerk.get("/console/trips/t1").await.body;
    assert!(
        page.contains("Did not come aboard: 1") && page.contains("12 王五"),
        "{page}"
    );
    let list = clerk.get(PAPER).await.body;
    assert!(
        list.contains("王五") && list.contains(">Did not come aboard<"),
        "{list}"
    );
    let book = cells(&clerk.post(PAPER, &[("form", "xlsx")]).await.bytes);
    let row = book.lines().find(|row| row.contains("王五")).unwrap();
    assert!(
        row.contains("520199********0013") && row.ends_with("Did not come aboard"),
        "{row}"
    );
    let print = clerk.post(PAPER, &[("form", "print")]).await.body;
    assert!(print.contains("王五"));
    assert_eq!(
        print.matches("☐").count(),
        2,
        "only those aboard are ticked off"
    );

    // HR: its own, also when nobody else of theirs is left on the vehicle.
    let mut other = desk.signed_in("hr2").await;
    assert!(!other.get(PAPER).await.body.contains("王五"));
    desk.sql("UPDATE seat SET state = 'free', worker_id = NULL")
        .await;
    let mut hr = desk.signed_in("hr").await;
    assert!(hr.get(PAPER).await.body.contains("王五"));
    assert!(hr.get("/console/arrivals").await.body.contains(PAPER));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employer_signs_for_its_own_people_once_they_are_there() {
    let desk = Desk::open().await;
    let worker = aboard(&desk).await;
    // Somebody of theirs who did not come: their seat was given up when the coach left.
    desk.worker("w9", "王五", "e1", false).await;
    desk.sql("INSERT INTO seat_event (seat_id, trip_id, worker_id, what, at) VALUES ('s2', 't1', 'w9', 'no_show', 1)").await;
    let mut hr = desk.signed_in("hr").await;
    let path = "/console/arrivals/v1";
    assert!(
        hr.get("/console/arrivals")
            .await
            .body
            .contains("Not there yet")
    );
    assert_eq!(
        hr.post(path, &[("remark", "")]).await.status,
        StatusCode::BAD_REQUEST
    );
    desk.sql("UPDATE seat SET state = 'boarded' WHERE worker_id IS NOT NULL; UPDATE vehicle SET departed_at = 1, arrived_at = 2").await;
    let page = hr.get(path).await.body;
    assert!(
        page.contains("张三") && page.contains("王五") && !page.contains("李四"),
        "{page}"
    );
    let long = "长".repeat(501);
    let refused = hr.post(path, &[("remark", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let here = format!("here-{worker}");
    // Somebody else's worker is nothing that this employer can sign for.
    let fields = [
        (here.as_str(), "on"),
        ("here-stranger", "on"),
        ("remark", "王五未联系上"),
    ];
    let signed = hr.post(path, &fields).await;
    assert_eq!(signed.location(), "/console/arrivals/v1?done=signed");
    let told = hr.get(signed.location()).await.body;
    assert!(
        told.contains("Was not aboard, has not arrived: 1") && told.contains("王五"),
        "{told}"
    );
    assert_eq!(
        desk.texts(
            "SELECT employer_id || expected || arrived || missing || signed_by FROM arrival"
        )
        .await,
        ["e121[\"w9\"]hr"]
    );
    assert_eq!(hr.post(path, &[]).await.location(), path, "signed already");
    assert_eq!(desk.count("SELECT COUNT(*) FROM arrival").await, 1);
    assert!(hr.get("/console/arrivals").await.body.contains("Signed"));
    let mut clerk = desk.signed_in("clerk").await;
    let seen = clerk.get(PAPER).await.body;
    for said in [
        "2 expected, 1 arrived, 1 missing",
        "Was not aboard, has not arrived: 1",
        "王五未联系上",
        "Name of hr",
        "Not signed yet",
    ] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    assert_eq!(
        desk.texts("SELECT actor FROM audit WHERE action = 'arrival.signed'")
            .await,
        ["hr"]
    );
}
