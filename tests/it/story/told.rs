//! What the phones were shown, held against what was to be sent.

use super::ledger::Look;
use super::run::World;
use super::worker::Arrived;
use crate::fake_bot_api::{Call, Shown};
use returnline::domain::delivery::Content;
use std::collections::{BTreeMap, BTreeSet};

/// How often a message may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once and in order.
    Once,
    /// In order, and perhaps some again after a crash.
    AtLeastOnce,
}

/// Holds that every message in the outbox was shown, in the order in which it was queued.
pub async fn check_shown(world: &World, look: &Look, times: Times) {
    let mut shown: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for call in world.api.calls("*") {
        if let (Some(chat), Some(text)) = (call.chat, words(&call)) {
            shown.entry(chat).or_default().push(text);
        }
    }
    for (chat, queued) in look.queued().await {
        let shown = shown.remove(&chat).unwrap_or_default();
        compare(chat, &queued, &shown, times);
    }
    assert!(shown.is_empty(), "shown without being queued: {shown:?}");
}

/// The words of a call that showed something.
fn words(call: &Call) -> Option<String> {
    let field = match call.method.as_str() {
        "sendmessage" | "editmessagetext" => "text",
        "sendphoto" => "caption",
        _ => return None,
    };
    let text = call.params.get(field)?.as_str()?;
    call.applied.then(|| text.to_owned())
}

fn compare(chat: i64, queued: &[Content], shown: &[String], times: Times) {
    let mut next = 0;
    for text in shown {
        let is = |at: usize| queued.get(at).is_some_and(|content| matches(content, text));
        if is(next) {
            next += 1;
        } else {
            let again = (0..next).any(is);
            assert!(
                again && times == Times::AtLeastOnce,
                "chat {chat} was shown out of order or twice, after {next} messages: {text}\n{shown:#?}"
            );
        }
    }
    assert_eq!(next, queued.len(), "chat {chat} was not shown everything");
}

fn matches(content: &Content, text: &str) -> bool {
    let title = content.title.as_deref().unwrap_or_default();
    text.contains(&content.body) && text.contains(title)
}

/// Holds that what people believe is what the database says.
pub async fn check_endings(world: &World, look: &Look) {
    let tickets = look.tickets().await;
    let chats = |wanted: fn(&Arrived) -> bool| -> BTreeSet<i64> {
        let found = world.people.iter().filter(|person| {
            let arrived = world.diary(person).arrived.clone();
            arrived.as_ref().is_some_and(wanted)
        });
        found.map(|person| person.chat).collect()
    };
    let with_ticket = chats(|arrived| matches!(arrived, Arrived::Ticket(_)));
    assert_eq!(with_ticket, tickets.keys().copied().collect());
    assert_eq!(chats(|a| *a == Arrived::InLine), look.waiting().await);
    assert_eq!(
        chats(|a| *a == Arrived::WaitsForHr),
        look.awaiting_hr().await
    );
    assert_eq!(chats(|a| *a == Arrived::Demand), look.demand().await);
    let gone = chats(|a| matches!(a, Arrived::Code | Arrived::Refused));
    let submitted = (world.people.len() - gone.len()) as i64;
    assert_eq!(look.registered().await, submitted, "registrations");
    for person in world.people.iter() {
        if let Some(Arrived::Ticket(picture)) = &world.diary(person).arrived {
            assert_eq!(scan(picture), tickets[&person.chat], "chat {}", person.chat);
            check_places(world, person.chat);
        }
    }
}

/// Holds that the buttons stand below the ticket, where the worker looks, and not above it.
fn check_places(world: &World, chat: i64) {
    let view = world.api.chat(chat);
    let newest = |wanted: fn(&Shown) -> bool| {
        let found = view.messages.iter().filter(|shown| shown.from_bot);
        found
            .filter(|shown| wanted(shown))
            .map(|shown| shown.id)
            .max()
    };
    let ticket = newest(|shown| shown.photo.is_some());
    let buttons = newest(|shown| !shown.inline.is_empty());
    assert!(buttons > ticket, "chat {chat}: {view:#?}");
}

/// The payload of a ticket's QR code, read from its picture.
fn scan(picture: &[u8]) -> String {
    let image = image::load_from_memory(picture).unwrap().to_luma8();
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut scan = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        image.get_pixel(x as u32, y as u32).0[0]
    });
    scan.detect_grids()[0].decode().unwrap().1
}
