//! Ten thousand operations in any order, as people, HR, clerks and crews would do them over two days; all along
//! the seven invariants of the domain reference hold, on both databases.
//!
//! What may happen is in `ops`, the town it happens to in `town`. What must hold is asked of the tables themselves,
//! past the store that is under test.

mod ops;
mod town;

use super::house::House;
use ops::{Op, sequence};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use rand::Rng;
use std::panic::{AssertUnwindSafe, catch_unwind};
use town::Town;

/// Operations of a sequence.
const LENGTH: usize = 10_000;

/// Operations between two looks at everything.
const LOOK_EVERY: usize = 5;

/// What must never be found: (what it means, how many rows of it there are).
const VIOLATIONS: &[(&str, &str)] = &[
    (
        "invariant 1: a seat taken that is not for sale",
        "SELECT COUNT(*) FROM seat WHERE state <> 'free' AND NOT sellable",
    ),
    (
        "a free seat is somebody's",
        "SELECT COUNT(*) FROM seat WHERE state = 'free' AND worker_id IS NOT NULL",
    ),
    (
        "invariant 2: neighbours on a spaced trip",
        "SELECT COUNT(*) FROM seat a JOIN seat b ON b.vehicle_id = a.vehicle_id AND b.block_no = a.block_no \
         AND b.column_no = a.column_no + 1 JOIN trip t ON t.id = a.trip_id \
         WHERE t.spaced AND a.state <> 'free' AND b.state <> 'free'",
    ),
    (
        "invariant 3: two active seats of one worker",
        "SELECT COUNT(*) FROM (SELECT worker_id FROM seat WHERE worker_id IS NOT NULL GROUP BY worker_id \
         HAVING COUNT(*) > 1) twice",
    ),
    (
        "a claim on a seat that nobody has",
        "SELECT COUNT(*) FROM seat WHERE claimed_at IS NOT NULL AND worker_id IS NULL",
    ),
    (
        "a valid ticket without its seat",
        "SELECT COUNT(*) FROM ticket k WHERE k.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM seat s \
         WHERE s.id = k.seat_id AND s.worker_id = k.worker_id)",
    ),
    (
        "invariant 6: a vehicle left without two drivers, a medic, an official or supplies",
        "SELECT COUNT(*) FROM vehicle v WHERE v.departed_at IS NOT NULL AND (v.supplies_at IS NULL \
         OR (SELECT COUNT(*) FROM vehicle_crew c WHERE c.vehicle_id = v.id AND c.duty = 'driver') < 2 \
         OR (SELECT COUNT(*) FROM vehicle_crew c WHERE c.vehicle_id = v.id AND c.duty = 'medic') < 1 \
         OR (SELECT COUNT(*) FROM vehicle_crew c WHERE c.vehicle_id = v.id AND c.duty = 'official') < 1)",
    ),
    (
        "invariant 6: somebody on two vehicles of one trip",
        "SELECT COUNT(*) FROM (SELECT c.staff_id FROM vehicle_crew c JOIN vehicle v ON v.id = c.vehicle_id \
         GROUP BY c.staff_id, v.trip_id HAVING COUNT(*) > 1) twice",
    ),
    (
        "invariant 6: somebody on two vehicles at one time",
        "SELECT COUNT(*) FROM vehicle_crew a JOIN vehicle_crew b ON b.staff_id = a.staff_id AND b.vehicle_id > a.vehicle_id \
         JOIN vehicle va ON va.id = a.vehicle_id JOIN trip ta ON ta.id = va.trip_id AND ta.state <> 'cancelled' \
         JOIN vehicle vb ON vb.id = b.vehicle_id JOIN trip tb ON tb.id = vb.trip_id AND tb.state <> 'cancelled' \
         WHERE ABS(ta.departs_at - tb.departs_at) < 129600000",
    ),
    (
        "invariant 7: somebody too hot let aboard",
        "SELECT COUNT(*) FROM boarding WHERE kind = 'boarded' AND (temperature > 373 OR temperature IS NULL)",
    ),
    (
        "a seat still wanted on a vehicle that has left",
        "SELECT COUNT(*) FROM seat s JOIN vehicle v ON v.id = s.vehicle_id WHERE v.departed_at IS NOT NULL \
         AND s.state IN ('held', 'reserved', 'confirmed')",
    ),
];

/// All of them in one question.
fn question() -> String {
    let each: Vec<String> = VIOLATIONS
        .iter()
        .map(|(_, sql)| format!("({sql})"))
        .collect();
    format!("SELECT {}", each.join(" + "))
}

/// The database a sequence is told to.
#[derive(Debug, Clone, Copy)]
enum On {
    Sqlite,
    Postgres,
}

impl On {
    async fn house(self) -> Option<House> {
        match self {
            Self::Sqlite => Some(House::on_sqlite().await),
            Self::Postgres => House::on_postgres().await,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_operations_keep_the_invariants_on_sqlite() {
    keep_the_invariants(On::Sqlite);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_operations_keep_the_invariants_on_postgres() {
    keep_the_invariants(On::Postgres);
}

/// The seed as a failure has printed it, without the brackets or with them; else a new one.
fn seed_of(wanted: Option<String>) -> [u8; 32] {
    let Some(wanted) = wanted else {
        return rand::rng().random();
    };
    let numbers = wanted.trim_matches(['[', ']']).split(',');
    let numbers: Vec<u8> = numbers.map(|n| n.trim().parse().expect("a byte")).collect();
    numbers.try_into().expect("32 bytes")
}

fn keep_the_invariants(on: On) {
    // Another sequence each time; a failure prints what it is made from, and that plays it again.
    let seed = seed_of(std::env::var("RETURNLINE_SEQUENCE").ok());
    println!("{on:?}: the sequence that is made from {seed:?}");
    let config = Config {
        cases: 1,
        max_shrink_iters: 8,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let done = tokio::task::block_in_place(|| {
        runner.run(&sequence(LENGTH), |operations| {
            let run = tokio::runtime::Handle::current();
            let told = AssertUnwindSafe(|| run.block_on(tell(on, &operations.0)));
            catch_unwind(told).map_err(|_| TestCaseError::fail("see the panic above"))?
        })
    });
    done.unwrap_or_else(|error| panic!("{error}"));
}

/// Does the operations one after the other, each in a transaction of its own, in a town that is new.
async fn tell(on: On, operations: &[Op]) -> Result<(), TestCaseError> {
    let Some(house) = on.house().await else {
        return Ok(());
    };
    let mut town = Town::found(house).await;
    let question = question();
    for (at, operation) in operations.iter().enumerate() {
        town.perform(operation).await;
        // Asking takes as long as doing several.
        if (at % LOOK_EVERY == 0 || at + 1 == operations.len()) && town.number(&question).await > 0
        {
            for (meaning, sql) in VIOLATIONS {
                if town.number(sql).await > 0 {
                    let what = format!("{meaning}, after operation {at}: {operation:?}");
                    return Err(TestCaseError::fail(what));
                }
            }
        }
    }
    if operations.len() == LENGTH {
        town.see_everybody_off().await;
        if town.number(&question).await > 0 {
            return Err(TestCaseError::fail("broken when everybody was seen off"));
        }
        town.check_that_much_happened().await;
    }
    Ok(())
}
