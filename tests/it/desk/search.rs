//! Names by any part, numbers by their hash, the own district only, sorted and paged.

use super::{employer, known};
use crate::kit::databases::{on_both, sql};
use returnline::domain::desk::Wanted;
use returnline::domain::place::PlaceCode;
use returnline::store::demo::DEMO_START;
use returnline::store::desk::{Hits, MOST_HITS, Order};
use returnline::store::{Store, Tx};

const PEOPLE: [(&str, &str, &str, &str); 6] = [
    ("王小明", "520199199003070013", "15400000001", "a"),
    ("王晓明", "520199199105060027", "15400000001", "b"),
    ("欧阳小明明", "", "15400000003", "b"),
    ("阿卜杜拉·买买提明", "", "15400000004", ""),
    ("Maria Lopez", "", "15400000005", ""),
    ("明", "", "15400000006", "a"),
];

/// A valid number of its own for each.
fn resident_id(n: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("520199{}0307{:03}", 1960 + n / 900, 10 + n % 900);
    let digits = body.bytes().zip(WEIGHTS);
    let sum: usize = digits
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", &"10X98765432"[sum % 11..=sum % 11])
}

async fn furnish(store: &Store) {
    let mut tx = store.write().await.unwrap();
    employer(&mut tx, "a", "330302").await;
    employer(&mut tx, "b", "330324").await;
    for (n, (name, id, mobile, firm)) in PEOPLE.into_iter().enumerate() {
        let id = match id.is_empty() {
            true => resident_id(n),
            false => id.to_owned(),
        };
        let worker = known(&mut tx, store, name, &id, mobile).await;
        if !firm.is_empty() {
            register(&mut tx, worker.as_str(), firm).await;
        }
    }
    tx.commit().await.unwrap();
}

async fn register(tx: &mut Tx, worker: &str, firm: &str) {
    sql(
        tx,
        &format!(
            "INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
             health_observed_at, certificate_sealed, submitted_at, updated_at) \
             SELECT 'r{worker}', id, 'submitted', '431200', '{firm}', 'coach', 'green', 0, id_sealed, 0, 0 \
             FROM worker WHERE id = '{worker}'"
        ),
    )
    .await;
}

async fn find(store: &Store, text: &str, district: Option<&str>) -> Vec<String> {
    let hits = page(store, text, district, (Order::Name, false), (0, 50)).await;
    assert_eq!(hits.found as usize, hits.page.len());
    hits.page.into_iter().map(|hit| hit.name).collect()
}

async fn page(
    store: &Store,
    text: &str,
    district: Option<&str>,
    order: (Order, bool),
    span: (i64, i64),
) -> Hits {
    let wanted = Wanted::parse(text, DEMO_START.date()).unwrap();
    let district = district.map(|code| PlaceCode::parse(code).unwrap());
    let mut tx = store.read().await.unwrap();
    let hits = tx.find_workers(store, &wanted, district, order, span).await;
    tx.rollback().await.unwrap();
    hits.unwrap()
}

#[tokio::test]
async fn desk_finds_anybody_by_part_of_a_name_or_by_number() {
    on_both("search", async |store| {
        furnish(&store).await;
        for (text, mut expected) in [
            ("小明", vec!["欧阳小明明", "王小明"]),
            ("王", vec!["王小明", "王晓明"]),
            (
                "明",
                vec!["明", "欧阳小明明", "王小明", "王晓明", "阿卜杜拉·买买提明"],
            ),
            ("买提", vec!["阿卜杜拉·买买提明"]),
            ("明明", vec!["欧阳小明明"]),
            ("MARIA", vec!["Maria Lopez"]),
            ("lop", vec!["Maria Lopez"]),
            ("李", vec![]),
            ("+86 154 0000 0001", vec!["王小明", "王晓明"]),
            ("５２０１９９ １９９００３０７ ００１３", vec!["王小明"]),
            ("15400009999", vec![]),
        ] {
            // In the order of their characters, on either database.
            expected.sort_unstable();
            let mut found = find(&store, text, None).await;
            if text == "小明" {
                assert_eq!(found, expected);
            }
            found.sort();
            assert_eq!(found, expected, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn desk_finds_only_its_own_district_and_who_has_no_employer() {
    on_both("search district", async |store| {
        furnish(&store).await;
        let yongjia = Some("330324");
        let mut found = find(&store, "明", yongjia).await;
        found.sort();
        assert_eq!(found, ["欧阳小明明", "王晓明", "阿卜杜拉·买买提明"]);
        assert_eq!(find(&store, "15400000001", yongjia).await, ["王晓明"]);
        let other = find(&store, "520199199003070013", yongjia).await;
        assert!(other.is_empty());
    })
    .await;
}

#[tokio::test]
async fn desk_sorts_and_pages_what_it_finds() {
    on_both("search pages", async |store| {
        furnish(&store).await;
        let firms = async |down| {
            let hits = page(&store, "明", None, (Order::Employer, down), (0, 50)).await;
            hits.page
                .into_iter()
                .map(|hit| hit.employer)
                .collect::<Vec<_>>()
        };
        let firm = |letter: &str| Some(format!("示例企业{letter}"));
        let (a, b) = (firm("a"), firm("b"));
        let up = [a.clone(), a.clone(), b.clone(), b.clone(), None];
        assert_eq!(firms(false).await, up, "whoever has none comes last");
        let down = [b.clone(), b, a.clone(), a, None];
        assert_eq!(firms(true).await, down, "either way");
        let mut seen = Vec::new();
        for offset in [0, 2, 4] {
            let hits = page(&store, "明", None, (Order::Name, false), (offset, 2)).await;
            assert_eq!((hits.found, hits.cut), (5, false));
            seen.extend(hits.page.into_iter().map(|hit| hit.name));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 5, "every one on one page");
    })
    .await;
}

#[tokio::test]
async fn desk_says_when_there_are_more_than_it_looks_at() {
    on_both("search cut", async |store| {
        let mut tx = store.write().await.unwrap();
        for n in 0..=MOST_HITS {
            let insert = format!(
                "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, \
                 source, created_at, updated_at) VALUES ('w{n}', '王某', 'h{n}', '', '', '', '', '', 'x', 0, 0)"
            );
            sql(&mut tx, &insert).await;
        }
        tx.commit().await.unwrap();
        let hits = page(&store, "王某", None, (Order::Name, false), (0, 25)).await;
        assert_eq!((hits.found, hits.cut, hits.page.len()), (MOST_HITS, true, 25));
    })
    .await;
}
