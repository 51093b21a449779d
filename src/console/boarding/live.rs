//! What changes while people board: the head count, what has to be settled, and who is expected.

use super::super::parts::{Tone, badge, csrf, empty};
use super::super::people::Crew;
use super::super::show::when;
use super::access::Post;
use super::answer::whose;
use super::take_back::reasons;
use super::words::unmet;
use crate::domain::boarding::Refusal;
use crate::domain::seat::SeatState;
use crate::domain::trip::Unmet;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{Aboard, BoardingKind, Manifest, Passenger};
use maud::{Markup, html};

/// People aboard, and people with a seat.
pub fn head_count(manifest: &Manifest) -> (usize, usize) {
    let aboard = manifest
        .passengers
        .iter()
        .filter(|one| one.state == SeatState::Boarded);
    (aboard.count(), manifest.passengers.len())
}

/// The changing part of the page.
pub fn live(crew: &Crew, post: &Post, manifest: &Manifest, find: &str) -> Markup {
    let (aboard, expected) = head_count(manifest);
    let wanted = find.trim().to_uppercase();
    let mut found = manifest
        .passengers
        .iter()
        .filter(|one| matches(one, &wanted))
        .peekable();
    html! {
        section.count-card aria-labelledby="head-count" {
            h2.unseen #head-count { (crew.t(Say::HeadCount)) }
            p.head-count data-aboard=(aboard) data-expected=(expected) {
                strong { (aboard) } " / " (expected) " " span { (crew.t(Say::AboardOf)) }
            }
        }
        @for record in manifest.records.iter().filter(|one| unsettled(one, manifest)) {
            (conflict(crew, post, manifest, record))
        }
        section aria-labelledby="manifest" {
            h2 #manifest { (crew.t(Say::Manifest)) }
            @if manifest.passengers.is_empty() {
                (empty(crew, Say::Nobody, Say::NobodyAdvice))
            } @else if found.peek().is_none() {
                (empty(crew, Say::NotFound, Say::NotFoundAdvice))
            } @else {
                ul.manifest { @for one in found { (entry(crew, post, manifest, one)) } }
            }
        }
    }
}

fn matches(one: &Passenger, wanted: &str) -> bool {
    let says = |text: &str| text.to_uppercase().contains(wanted);
    // By the family name only: more of a name is not shown here.
    let family = one
        .name
        .chars()
        .next()
        .map(String::from)
        .unwrap_or_default();
    wanted.is_empty()
        || one.seat_label.to_uppercase() == wanted
        || one.id_tail == wanted
        || family == wanted.chars().next().map(String::from).unwrap_or_default()
        || one.employer.as_deref().is_some_and(says)
}

fn entry(crew: &Crew, post: &Post, manifest: &Manifest, one: &Passenger) -> Markup {
    let aboard = one.state == SeatState::Boarded;
    let record = standing(manifest, one);
    html! {
        li.passenger data-seat=(one.seat) data-state=(if aboard { "aboard" } else { "expected" })
            data-words=(format!("{} {} {} {}", one.seat_label, one.masked(), one.id_tail, one.employer.as_deref().unwrap_or_default())) {
            span.seat-no { (one.seat_label) }
            span.person { strong { (one.masked()) } " " span.mono { (one.id_tail) }
                @if let Some(employer) = &one.employer { span.hint { (employer) } }
                @if !aboard { @for lack in &one.unmet { span.lack { (crew.t(unmet(*lack).0)) } } }
            }
            span.how {
                @if aboard {
                    (badge(crew, Tone::Good, Say::IsAboard))
                    @if let Some(degrees) = record.and_then(|record| record.temperature) { span.hint.mono { (degrees) " °C" } }
                } @else if one.ticket.is_none() {
                    (badge(crew, Tone::Busy, Say::NoTicket))
                } @else {
                    (badge(crew, Tone::Plain, Say::Expected))
                }
            }
            @if let (true, true, Some(record)) = (aboard, post.boards(), record) {
                details.quiet.take-back { summary { (crew.t(Say::TakeBack)) } (undo_form(crew, post, record)) }
            }
        }
    }
}

/// The record by which somebody is aboard.
fn standing<'a>(manifest: &'a Manifest, one: &Passenger) -> Option<&'a Aboard> {
    manifest.records.iter().find(|record| {
        record.kind == BoardingKind::Boarded
            && !record.undone
            && record.seat.as_ref() == Some(&one.seat)
    })
}

/// Whether a record wants people to look: the same ticket on two devices, or somebody let aboard without a connection
/// against whom something speaks.
fn unsettled(record: &Aboard, manifest: &Manifest) -> bool {
    if record.undone || record.kind != BoardingKind::Boarded {
        return false;
    }
    let other_stands = record.conflicts_with.as_ref().is_some_and(|other| {
        manifest
            .records
            .iter()
            .any(|one| one.id == *other && !one.undone)
    });
    let twice = Refusal::Ticket(crate::domain::boarding::TicketFault::AlreadyBoarded);
    let doubts = record
        .reasons
        .iter()
        .any(|reason| Refusal::parse(reason) != Some(twice));
    other_stands || doubts
}

fn conflict(crew: &Crew, post: &Post, manifest: &Manifest, record: &Aboard) -> Markup {
    let who = manifest
        .passengers
        .iter()
        .find(|one| Some(&one.seat) == record.seat.as_ref());
    let late = record
        .reasons
        .iter()
        .any(|reason| reason == Unmet::Departed.as_str());
    html! {
        section.conflict role="alert" data-device=(record.device) data-record=(record.id) {
            p.word { (crew.t(if record.conflicts_with.is_some() { Say::Twice } else if late { Say::Late } else { Say::Doubtful })) }
            p { @if let Some(who) = who { (whose(crew, who)) } @else { (crew.t(Say::NotOnThisVehicle)) } }
            p { span.this-device hidden { (crew.t(Say::ThisDevice)) " · " } span.other-device hidden { (crew.t(Say::OtherDevice)) " · " }
                (record.by) " · " (when(crew, record.happened_at)) }
            @if record.conflicts_with.is_none() {
                ul.reasons { @for why in record.reasons.iter().filter_map(|word| Refusal::parse(word)) {
                    li { (super::answer::reason(crew, why)) }
                } }
            } @else { p { (crew.t(Say::TwiceAdvice)) } }
            @if post.boards() { details.quiet.take-back { summary { (crew.t(Say::TakeBack)) } (undo_form(crew, post, record)) } }
        }
    }
}

fn undo_form(crew: &Crew, post: &Post, record: &Aboard) -> Markup {
    html! {
        form.undo method="post" action=(post.at("/undo")) {
            (csrf(crew))
            input type="hidden" name="record" value=(record.id);
            (reasons(crew))
            button.danger type="submit" { (crew.t(Say::TakeBackNow)) }
        }
    }
}
