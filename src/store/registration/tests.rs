use super::*;
use crate::domain::delivery::ChannelKind;
use crate::domain::employer::Listing;
use crate::domain::identity::{Mobile, PersonName, ResidentId};
use crate::domain::language::Locale;
use crate::store::demo::DEMO_START;
use crate::store::employer::NewEmployer;
use crate::store::keys::Keys;

fn answers(employer: Option<&EmployerId>) -> Submission {
    Submission {
        name: PersonName::parse("张三").unwrap(),
        resident_id: ResidentId::parse("520199199003070013", DEMO_START.date()).unwrap(),
        mobile: Mobile::parse("15400000001").unwrap(),
        origin: PlaceCode::parse("520100").unwrap(),
        health_code: HealthCode::Green,
        health_observed_at: DEMO_START,
        certificate: Certificate::Absent,
        employer: employer.cloned(),
        mode: Mode::Coach,
        trip: None,
    }
}

async fn lines(tx: &mut Tx) -> Vec<(String, String)> {
    rows!(
        tx,
        fetch_all,
        (String, String),
        "SELECT e.name, l.state FROM roster_line l JOIN employer e ON e.id = l.employer_id ORDER BY e.name"
    )
    .unwrap()
}

fn line(name: &str, state: &str) -> (String, String) {
    (name.to_owned(), state.to_owned())
}

#[tokio::test]
async fn an_undecided_claim_moves_with_the_worker_and_a_confirmed_one_stays() {
    let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
        .await
        .unwrap();
    let mut tx = store.write().await.unwrap();
    let mut employers = Vec::new();
    for name in ["A", "B", "C"] {
        let new = NewEmployer {
            name: name.to_owned(),
            district: PlaceCode::parse("330302").unwrap(),
            zone: None,
            listing: Listing::No,
            link_code: name.to_owned(),
            source: "made up".to_owned(),
        };
        employers.push(tx.insert_employer(&new, DEMO_START).await.unwrap());
    }
    let chat = tx
        .ensure_chat(ChannelKind::Web, "w", Locale::ZhHans, DEMO_START)
        .await
        .unwrap();
    let who = answers(None);
    let worker = tx
        .upsert_worker(
            &store,
            &who.name,
            &who.resident_id,
            &who.mobile,
            "test",
            DEMO_START,
        )
        .await
        .unwrap();
    let (a, b, c) = (&employers[0], &employers[1], &employers[2]);
    for employer in [a, b] {
        tx.save_registration(&store, &worker, &chat, &answers(Some(employer)), DEMO_START)
            .await
            .unwrap();
    }
    assert_eq!(lines(&mut tx).await, [line("B", "claimed")]);

    execute!(&mut tx, "UPDATE roster_line SET state = 'rejected'").unwrap();
    for employer in [c, b] {
        tx.save_registration(&store, &worker, &chat, &answers(Some(employer)), DEMO_START)
            .await
            .unwrap();
    }
    assert_eq!(
        lines(&mut tx).await,
        [line("B", "claimed")],
        "C was only claimed; B is asked again"
    );
    execute!(&mut tx, "UPDATE roster_line SET state = 'confirmed'").unwrap();

    tx.save_registration(&store, &worker, &chat, &answers(Some(c)), DEMO_START)
        .await
        .unwrap();
    tx.save_registration(&store, &worker, &chat, &answers(None), DEMO_START)
        .await
        .unwrap();
    assert_eq!(lines(&mut tx).await, [line("B", "confirmed")]);
}

#[tokio::test]
async fn personal_data_is_sealed_and_only_masks_are_in_clear() {
    let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
        .await
        .unwrap();
    let mut tx = store.write().await.unwrap();
    let who = answers(None);
    tx.upsert_worker(
        &store,
        &who.name,
        &who.resident_id,
        &who.mobile,
        "test",
        DEMO_START,
    )
    .await
    .unwrap();
    let (id, mobile, id_mask, mobile_mask) = rows!(
        &mut tx,
        fetch_one,
        (Vec<u8>, Vec<u8>, String, String),
        "SELECT id_sealed, mobile_sealed, id_mask, mobile_mask FROM worker"
    )
    .unwrap();
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(!holds(&id, "19900307") && !holds(&mobile, "0000001"));
    assert_eq!(
        (id_mask.as_str(), mobile_mask.as_str()),
        ("520199********0013", "154****0001")
    );
}
