//! Five hundred people at once (acceptance 2): every one ends with a ticket, a place in line or a reason, and every
//! update replayed twice changes nothing.

use super::cast::{self, Manner, Person};
use super::ledger::Look;
use super::run::{World, check_log};
use super::told::{Times, check_endings, check_shown};
use crate::kit::postgres::Database;
use std::time::Duration;

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

/// Who looks before pressing gets answers in place of the questions, but never buttons above the ticket: there nobody
/// would look for them.
#[tokio::test(flavor = "multi_thread")]
async fn a_calm_person_finds_the_buttons_below_the_ticket() {
    let calm = |person: &Person| {
        let (role, manner) = (&person.role, person.manner);
        manner == Manner::Presses && role.origin.0 == "431100" && !person.gives_up
    };
    let people = cast::everybody().into_iter().filter(calm).take(3).collect();
    let mut world = World::of(people).await;
    world.pause = Duration::from_millis(300);
    let mut server = world.server(None);
    let look = Look::at(&server.database_url()).await;
    world.begin();
    world.settle(&look, &server).await;
    world.end().await;
    assert_eq!(server.terminate(), Some(0), "{}", server.log());
    check_endings(&world, &look).await;
    check_shown(&world, &look, Times::Once).await;
    for person in world.people.iter() {
        let view = world.api.chat(person.chat);
        let edits: u32 = view.messages.iter().map(|shown| shown.edits).sum();
        // Of the questions only those after something typed, and the outcome, are messages of their own.
        assert_eq!(view.bot_messages(), 7, "{view:#?}");
        assert!(edits >= 10, "{edits} in {view:#?}");
    }
    look.close().await;
}

async fn register(people: Vec<Person>, database: Option<&str>) {
    let mut world = World::of(people).await;
    world.api.replay_each(2);
    let mut server = world.server(database);
    let look = Look::at(&server.database_url()).await;
    world.begin();
    world.settle(&look, &server).await;
    world.tell("registered");

    // Once more, when nothing else moves any more: not a row may differ.
    while look.moves_to_tell().await > 0 {
        tokio::time::sleep(Duration::from_millis(500)).await;
        world.settle(&look, &server).await;
    }
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
    check_log(&server);
    assert_eq!(world.second_answers(), 0);
    look.close().await;
}

/// How much has been shown.
fn shown(world: &World) -> usize {
    let methods = ["sendmessage", "sendphoto", "editmessagetext"];
    methods.map(|method| world.api.count(method)).iter().sum()
}
