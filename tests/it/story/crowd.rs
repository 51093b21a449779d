//! Five hundred people at once (acceptance 2): every one ends with a ticket, a place in line or a reason, and every
//! update replayed twice changes nothing.

use super::cast::{self, Person};
use super::ledger::Look;
use super::run::World;
use super::told::{Times, check_endings, check_shown};
use crate::kit::postgres::Database;

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_people_register_at_once_and_every_update_comes_three_times() {
    register(cast::everybody(), None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_register_at_once_and_every_update_comes_three_times_on_postgres() {
    if let Some(database) = Database::fresh().await {
        register(cast::one_in(4), Some(&database.url)).await;
    }
}

async fn register(people: Vec<Person>, database: Option<&str>) {
    let mut world = World::of(people).await;
    world.api.replay_each(2);
    let mut server = world.server(database);
    let look = Look::at(&server.database_url()).await;
    world.begin();
    world.settle(&look, &server).await;
    world.tell("registered");

    // Once more, now that nothing else moves: not a row may differ.
    let before = look.everything().await;
    let calls = shown(&world);
    for update in world.updates() {
        world.api.redeliver(update);
    }
    world.settle(&look, &server).await;
    assert_eq!(look.everything().await, before);
    assert_eq!(shown(&world), calls);

    world.end().await;
    world.tell("and replayed");
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    world.check_arrivals();
    look.check_messages(&world).await;
    look.check_seats().await;
    check_endings(&world, &look).await;
    check_shown(&world, &look, Times::Once).await;
    // Nothing had to be tried again either: a deadlock that a second attempt got over is still a defect.
    assert_eq!(server.log(), "");
    assert_eq!(world.second_answers(), 0);
    look.close().await;
}

/// How much has been shown.
fn shown(world: &World) -> usize {
    let methods = ["sendmessage", "sendphoto", "editmessagetext"];
    methods.map(|method| world.api.count(method)).iter().sum()
}
