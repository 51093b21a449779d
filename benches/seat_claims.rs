//! How many seats a second workers can be given, each of them durable, as a share of bare transactions of one
//! statement on the same database in the same run.
//!
//! The floor: sixteen clients, each of them again and again a transaction of the store with a single `UPDATE` of one
//! row, found by its key, of a table that has no other index. Our side: as many clients, each of them again and again
//! a transaction of the store with one whole claim, by which a worker is given the next seat of a train: their lock,
//! the seat with its indexes and references, the line looked at, the seat's history written, and the seat read for
//! the answer. Both run through the same pools and wait for the disk: SQLite with `synchronous=FULL` on a file,
//! PostgreSQL in a cluster with `fsync` on. Floor and claims take turns, so that a machine that gets busy slows both.
//!
//! `cargo bench --bench seat_claims`

#[path = "../tests/it/kit/mod.rs"]
mod kit;

use kit::databases::{number, sql};
use kit::postgres::Database;
use returnline::domain::id::{TripId, WorkerId};
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, Requirements, TripState};
use returnline::store::demo::DEMO_START;
use returnline::store::keys::Keys;
use returnline::store::seat::Claim;
use returnline::store::trip::NewTrip;
use returnline::store::{Store, Tx};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const CLIENTS: usize = 16;

/// Seats of a trip, and so claims a turn and bare transactions a turn.
const SEATS: usize = 1_800;

/// Turns of floor and claims on each database; the first one warms up and is not counted.
const TURNS: usize = 7;

const BARE: &str =
    "UPDATE bare SET state = 'held', changed_at = $2 WHERE id = $1 AND state = 'free'";

#[tokio::main]
async fn main() {
    println!("{CLIENTS} clients      bare transactions       seat claims    share");
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bench.db").display());
    measure("SQLite", &url).await;
    if let Some(database) = Database::durable().await {
        measure("PostgreSQL", &database.url).await;
    }
}

async fn measure(name: &str, url: &str) {
    let store = Store::open(url, Keys::from_root(&[7; 32])).await.unwrap();
    let trips = prepare(&store).await;
    check_durable(&store).await;
    let (mut floor, mut ours) = (Duration::ZERO, Duration::ZERO);
    for (turn, trip) in trips.into_iter().enumerate() {
        let bare = crowd(&store, turn, bare).await;
        let trip = Arc::new(trip);
        let claims = crowd(&store, turn, move |store, at| {
            claim(store, trip.clone(), at)
        })
        .await;
        if turn > 0 {
            print_line(name, bare, claims);
            floor += bare;
            ours += claims;
        }
    }
    let turns = u32::try_from(TURNS - 1).unwrap();
    print_line(&format!("{name}, all"), floor / turns, ours / turns);
    check_sold(&store).await;
    store.close().await;
}

fn print_line(name: &str, bare: Duration, claims: Duration) {
    let a_second = |took: Duration| SEATS as f64 / took.as_secs_f64();
    println!(
        "{name:<16} {:>15.0} /s {:>15.0} /s {:>6.0} %",
        a_second(bare),
        a_second(claims),
        100.0 * bare.as_secs_f64() / claims.as_secs_f64()
    );
}

/// Lets the clients do `work` for each number of this turn, as fast as they can.
async fn crowd<W, F>(store: &Store, turn: usize, work: W) -> Duration
where
    W: Fn(Store, usize) -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send,
{
    let next = Arc::new(AtomicUsize::new(turn * SEATS));
    let end = (turn + 1) * SEATS;
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (store, next, work) = (store.clone(), next.clone(), work.clone());
        clients.spawn(async move {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= end {
                    return;
                }
                work(store.clone(), at).await;
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    start.elapsed()
}

async fn bare(store: Store, at: usize) {
    let mut tx = store.write().await.unwrap();
    let (id, now) = (format!("seat-{at}"), DEMO_START.millis());
    let changed = match &mut tx {
        Tx::Sqlite(tx) => {
            let query = sqlx::query(BARE).bind(&id).bind(now);
            query.execute(&mut **tx).await.unwrap().rows_affected()
        }
        Tx::Postgres(tx) => {
            let query = sqlx::query(BARE).bind(&id).bind(now);
            query.execute(&mut **tx).await.unwrap().rows_affected()
        }
    };
    assert_eq!(changed, 1);
    tx.commit().await.unwrap();
}

async fn claim(store: Store, trip: Arc<TripId>, at: usize) {
    let worker = WorkerId::new(format!("worker-{at}"));
    let until = minutes(10);
    let mut tx = store.write().await.unwrap();
    let claim = tx.claim_seat(&trip, &worker, until, DEMO_START).await;
    assert!(matches!(claim, Ok(Claim::Held(_))), "{claim:?}");
    tx.commit().await.unwrap();
}

fn minutes(after: u64) -> Timestamp {
    DEMO_START.plus(Duration::from_secs(60 * after))
}

/// People, bare rows and trips enough for every turn.
async fn prepare(store: &Store) -> Vec<TripId> {
    let count = SEATS * TURNS;
    let numbers = format!(
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {})",
        count - 1
    );
    let workers = format!(
        "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, source, \
         created_at, updated_at) {numbers} SELECT 'worker-' || i, 'x', 'h' || i, '', '', 'm' || i, '', '', 'bench', \
         0, 0 FROM n"
    );
    let bare =
        "CREATE TABLE bare (id TEXT PRIMARY KEY, state TEXT NOT NULL, changed_at BIGINT NOT NULL)";
    let rows = format!("INSERT INTO bare {numbers} SELECT 'seat-' || i, 'free', 0 FROM n");
    let mut tx = store.write().await.unwrap();
    for statement in [workers.as_str(), bare, rows.as_str(), "ANALYZE"] {
        sql(&mut tx, statement).await;
    }
    let mut trips = Vec::new();
    for turn in 0..TURNS {
        trips.push(tx.insert_trip(&train(turn), DEMO_START).await.unwrap());
    }
    tx.commit().await.unwrap();
    trips
}

/// Two trains of 900.
fn train(turn: usize) -> NewTrip {
    let place = |code: &str| PlaceCode::parse(code).unwrap();
    NewTrip {
        code: format!("T-{turn}"),
        mode: Mode::Train,
        district: place("330304"),
        stops: vec![place("520100")],
        meeting_point: "贵阳北站".to_owned(),
        departs_at: minutes(48 * 60),
        state: TripState::Open,
        spaced: false,
        fare_fen: 0,
        requirements: Requirements::default(),
        vehicles: vec![VehicleKind::Train900; 2],
        crew_seats: 0,
        source: "bench".to_owned(),
    }
}

/// Neither side may be fast by not waiting for the disk.
async fn check_durable(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let (query, at_least) = match &tx {
        // FULL is 2, EXTRA 3.
        Tx::Sqlite(_) => ("SELECT synchronous FROM pragma_synchronous", 2),
        Tx::Postgres(_) => (
            "SELECT COUNT(*) FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'on'",
            2,
        ),
    };
    let set = number(&mut tx, query).await;
    assert!(set >= at_least, "the database does not wait for the disk");
    tx.rollback().await.unwrap();
}

/// Every seat is sold, to as many people, with its history.
async fn check_sold(store: &Store) {
    let mut tx = store.read().await.unwrap();
    for query in [
        "SELECT COUNT(*) FROM seat WHERE state = 'held'",
        "SELECT COUNT(DISTINCT worker_id) FROM seat WHERE state = 'held'",
        "SELECT COUNT(*) FROM seat_event WHERE what = 'held'",
    ] {
        let found = number(&mut tx, query).await;
        assert_eq!(usize::try_from(found).unwrap(), SEATS * TURNS, "{query}");
    }
    tx.rollback().await.unwrap();
}
