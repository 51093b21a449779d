//! `kill -9` at random moments of a run (acceptance 5), restarted each time on the same database: no update is lost,
//! none is applied twice, and everybody arrives.

use super::cast::{self, Person};
use super::ledger::Look;
use super::run::World;
use super::told::{Times, check_endings, check_shown};
use crate::kit::postgres::Database;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::Duration;

/// Updates that each of the cast causes at least, on average.
const UPDATES_EACH: usize = 13;
/// How often the program is killed.
const KILLS: usize = 5;

/// When a kill comes: after so many updates of all, and then this long.
struct Moment {
    after: usize,
    and: Duration,
    /// How long it stays down.
    down: Duration,
    /// Whether it is killed once more while it picks up again, after this long.
    again: Option<Duration>,
}

fn moments(random: &mut StdRng, people: usize, kills: usize) -> Vec<Moment> {
    let millis = |random: &mut StdRng, most| Duration::from_millis(random.random_range(0..most));
    let mut moments: Vec<Moment> = (0..kills)
        .map(|at| Moment {
            after: random.random_range(1..people * UPDATES_EACH),
            and: millis(random, 50),
            down: millis(random, 300),
            again: (at == 0).then(|| millis(random, 300)),
        })
        .collect();
    moments.sort_by_key(|moment| moment.after);
    moments
}

/// Runs `people` through the program on `database` with `kills` kills.
async fn survive(people: Vec<Person>, database: Option<&str>, kills: usize) {
    let seed = std::env::var("RETURNLINE_TEST_SEED").ok();
    let seed = seed.map_or_else(rand::random, |seed| seed.parse().unwrap());
    println!("RETURNLINE_TEST_SEED={seed} repeats these moments");
    let mut random = StdRng::seed_from_u64(seed);
    let moments = moments(&mut random, people.len(), kills);
    let mut world = World::of(people).await;
    let mut server = world.server(database);
    world.begin();
    for moment in moments {
        while world.progress() < moment.after && !world.all_arrived() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(moment.and).await;
        tokio::task::block_in_place(|| server.kill());
        println!("killed after {} updates", world.progress());
        tokio::time::sleep(moment.down).await;
        tokio::task::block_in_place(|| server.restart());
        if let Some(after) = moment.again {
            tokio::time::sleep(after).await;
            tokio::task::block_in_place(|| server.kill());
            println!("killed again {} ms after it was back", after.as_millis());
            tokio::task::block_in_place(|| server.restart());
        }
    }
    let look = Look::at(&server.database_url()).await;
    world.settle(&look, &server).await;
    world.tell("settled");
    world.end().await;
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    world.check_arrivals();
    look.check_messages(&world).await;
    look.check_seats().await;
    check_endings(&world, &look).await;
    check_shown(&world, &look, Times::AtLeastOnce).await;
    assert!(!server.log().contains("not applied"), "{}", server.log());
    look.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_at_random_moments_lose_and_repeat_nothing_on_sqlite() {
    survive(cast::one_in(4), None, KILLS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_at_random_moments_lose_and_repeat_nothing_on_postgres() {
    let Some(database) = Database::fresh().await else {
        return;
    };
    // Fewer: after each, the account's lease has to run out before anybody may send again.
    survive(cast::one_in(8), Some(&database.url), 2).await;
}
