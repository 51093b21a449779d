//! How many seats a second workers can be given, each of them durable, as a share of bare transactions of one
//! statement on the same database in the same run.
//!
//! The floor: sixteen clients, each of them again and again a transaction of the store with a single `UPDATE` of one
//! seat that is free, known by its key. Our side: as many clients, each of them again and again a transaction of the
//! store with one whole claim, by which a worker is given the next seat of a train: their lock, the next free seat
//! found among all, the line looked at, the trip and whether they have another seat, the claim noted for the seat's
//! history, and the seat read for the answer. A second, lower floor is the same `UPDATE` of a table that has nothing but a key: no
//! other index, and no reference.
//!
//! All run through the same pools and wait for the disk: SQLite with `synchronous=FULL` on a file, PostgreSQL in a
//! cluster with `fsync` on. Floors and claims take turns, so that a machine that gets busy slows them all.
//!
//! `cargo bench --bench seat_claims`

#[path = "../tests/it/kit/mod.rs"]
mod kit;

use kit::databases::{number, sql};
use kit::postgres::Database;
use returnline::domain::id::WorkerId;
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, Requirements, Trip, TripState};
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

/// Seats of a trip, and so claims a turn, and transactions a turn of each floor.
const SEATS: usize = 1_800;

/// Turns of floors and claims on each database; the first one warms up and is not counted.
const TURNS: usize = 7;

const SEAT: &str =
    "UPDATE seat SET state = 'held', changed_at = $2 WHERE id = $1 AND state = 'free'";

const BARE: &str =
    "UPDATE bare SET state = 'held', changed_at = $2 WHERE id = $1 AND state = 'free'";

#[tokio::main]
async fn main() {
    println!(
        "{CLIENTS} clients            seat claims      one known seat   share    one bare row   share"
    );
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bench.db").display());
    measure("SQLite", &url).await;
    if let Some(database) = Database::durable().await {
        measure("PostgreSQL", &database.url).await;
    }
}

async fn measure(name: &str, url: &str) {
    let store = Store::open(url, Keys::from_root(&[7; 32])).await.unwrap();
    let (trips, known) = prepare(&store).await;
    let known = Arc::new(known);
    check_durable(&store).await;
    let mut all = [Duration::ZERO; 3];
    for (turn, trip) in trips.into_iter().enumerate() {
        let (trip, known) = (Arc::new(trip), known.clone());
        let took = [
            crowd(&store, turn, move |store, at| {
                claim(store, trip.clone(), at)
            })
            .await,
            crowd(&store, turn, move |store, at| {
                update(store, SEAT, known[at].clone())
            })
            .await,
            crowd(&store, turn, |store, at| {
                update(store, BARE, format!("row-{at}"))
            })
            .await,
        ];
        if turn > 0 {
            print_line(name, took);
            all.iter_mut()
                .zip(took)
                .for_each(|(all, took)| *all += took);
        }
    }
    let turns = u32::try_from(TURNS - 1).unwrap();
    print_line(&format!("{name}, all"), all.map(|took| took / turns));
    check_sold(&store).await;
    store.close().await;
}

fn print_line(name: &str, [claims, seat, bare]: [Duration; 3]) {
    let a_second = |took: Duration| SEATS as f64 / took.as_secs_f64();
    let share = |floor: Duration| 100.0 * floor.as_secs_f64() / claims.as_secs_f64();
    println!(
        "{name:<16} {:>15.0} /s {:>15.0} /s {:>5.0} % {:>11.0} /s {:>5.0} %",
        a_second(claims),
        a_second(seat),
        share(seat),
        a_second(bare),
        share(bare)
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

/// One transaction of one statement.
async fn update(store: Store, statement: &'static str, id: String) {
    let mut tx = store.write().await.unwrap();
    let now = DEMO_START.millis();
    let changed = match &mut tx {
        Tx::Sqlite(tx) => {
            let query = sqlx::query(statement).bind(&id).bind(now);
            query.execute(&mut **tx).await.unwrap().rows_affected()
        }
        Tx::Postgres(tx) => {
            let query = sqlx::query(statement).bind(&id).bind(now);
            query.execute(&mut **tx).await.unwrap().rows_affected()
        }
    };
    assert_eq!(changed, 1);
    tx.commit().await.unwrap();
}

async fn claim(store: Store, trip: Arc<Trip>, at: usize) {
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

/// People, bare rows and trips enough for every turn: trips to claim seats of, and the seats of others.
async fn prepare(store: &Store) -> (Vec<Trip>, Vec<String>) {
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
    let rows = format!("INSERT INTO bare {numbers} SELECT 'row-' || i, 'free', 0 FROM n");
    let mut tx = store.write().await.unwrap();
    for statement in [workers.as_str(), bare, rows.as_str(), "ANALYZE"] {
        sql(&mut tx, statement).await;
    }
    let mut known = Vec::new();
    for turn in TURNS..2 * TURNS {
        let trip = tx.insert_trip(&train(turn), DEMO_START).await.unwrap();
        let seats = tx.free_seats(&trip).await.unwrap();
        known.extend(seats.into_iter().map(|seat| seat.id));
    }
    let mut trips = Vec::new();
    for turn in 0..TURNS {
        let trip = tx.insert_trip(&train(turn), DEMO_START).await.unwrap();
        trips.push(tx.trip(&trip).await.unwrap().unwrap());
    }
    tx.commit().await.unwrap();
    (trips, known)
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

/// Every seat is sold, to as many people, each with the time of its claim, which its history has later.
async fn check_sold(store: &Store) {
    let mut tx = store.read().await.unwrap();
    for query in [
        "SELECT COUNT(*) FROM seat WHERE state = 'held' AND worker_id IS NOT NULL",
        "SELECT COUNT(DISTINCT worker_id) FROM seat WHERE state = 'held'",
        "SELECT COUNT(claimed_at) FROM seat",
    ] {
        let found = number(&mut tx, query).await;
        assert_eq!(usize::try_from(found).unwrap(), SEATS * TURNS, "{query}");
    }
    tx.rollback().await.unwrap();
}
