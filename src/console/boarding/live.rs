//! What changes while people board: the head count, what has to be settled, and who is expected.

use super::super::parts::{Tone, badge, csrf, empty};
use super::super::people::{Crew, Visitor};
use super::super::show::when;
use super::access::Post;
use super::take_back::reasons;
use super::uphold;
use super::words::{doubt as word, unmet};
use crate::domain::boarding::Refusal;
use crate::domain::seat::SeatState;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{Aboard, BoardingKind, Doubt, Manifest, Passenger};
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
        @for (record, doubt) in manifest.open() { (conflict(crew, post, record, doubt)) }
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
    let record = standing(manifest, one).next();
    let on_the_way = manifest
        .on_the_way
        .iter()
        .find(|taken| taken.seat == one.seat);
    html! {
        li.passenger data-seat=(one.seat) data-state=(if aboard { "aboard" } else { "expected" })
            data-words=(format!("{} {} {} {}", one.seat_label, one.masked(), one.id_tail, one.employer.as_deref().unwrap_or_default())) {
            span.seat-no { (one.seat_label) }
            span.rider { strong { (one.masked()) } " " span.mono { (one.id_tail) }
                @if let Some(employer) = &one.employer { span.hint { (employer) } }
                @if !aboard { @for lack in &one.unmet { span.lack { (crew.t(unmet(*lack).0)) } } }
            }
            span.how {
                @if aboard {
                    (badge(crew, Tone::Good, Say::IsAboard))
                    @if let Some(taken) = on_the_way {
                        span.hint { (when(crew, taken.at)) }
                        strong.mono { (taken.temperature) " °C" }
                        @if taken.temperature > post.door.hottest() { (badge(crew, Tone::Bad, Say::TooHot)) }
                    } @else if let Some(degrees) = record.and_then(|record| record.temperature) { span.hint.mono { (degrees) " °C" } }
                } @else if one.ticket.is_none() {
                    (badge(crew, Tone::Busy, Say::NoTicket))
                } @else {
                    (badge(crew, Tone::Plain, Say::Expected))
                }
            }
            @if let (true, true, Some(record)) = (aboard, post.boards(), record) {
                details.quiet.take-back { summary { (crew.t(Say::TakeBack)) } (undo_form(crew, post, &record.id)) }
            }
            @if aboard && post.under_way() {
                // Needs the script; without it the page of temperatures does it.
                button.small.measure type="button" data-do="measure" {
                    (crew.t(Say::Measure)) span.unseen { " " (crew.t(Say::Seat)) " " (one.seat_label) }
                }
            }
        }
    }
}

/// The records by which somebody is aboard.
pub fn standing<'a>(
    manifest: &'a Manifest,
    one: &'a Passenger,
) -> impl Iterator<Item = &'a Aboard> {
    manifest.records.iter().filter(|record| {
        record.kind == BoardingKind::Boarded
            && !record.undone
            && record.seat.as_ref() == Some(&one.seat)
    })
}

/// Whose ticket a record is about: seat, masked name and the end of the ID number, also once the seat was given up.
pub fn whose_record(visitor: &Visitor, record: &Aboard) -> String {
    match &record.holder {
        Some(holder) => visitor.t(Say::Whose {
            seat: holder.seat_label.clone(),
            name: holder.masked(),
            tail: holder.id_tail.clone(),
        }),
        None => visitor.t(Say::NotOnThisVehicle),
    }
}

/// What spoke against somebody who was let aboard, and what to do.
pub fn why(visitor: &Visitor, record: &Aboard, doubt: Doubt) -> Markup {
    html! {
        @match doubt {
            Doubt::Twice => p { (visitor.t(Say::TwiceAdvice)) },
            Doubt::Late | Doubt::Doubtful => ul.reasons {
                @for why in record.reasons.iter().filter_map(|word| Refusal::parse(word)) {
                    li { (super::answer::reason(visitor, why)) }
                }
            },
        }
    }
}

fn conflict(crew: &Crew, post: &Post, record: &Aboard, doubt: Doubt) -> Markup {
    html! {
        section.conflict role="alert" data-device=(record.device) data-record=(record.id) data-other=[record.conflicts_with.as_ref()] {
            p.word { (crew.t(word(doubt))) }
            p { (whose_record(crew, record)) }
            p { span.this-device hidden { (crew.t(Say::ThisDevice)) " · " } span.other-device hidden { (crew.t(Say::OtherDevice)) " · " }
                (record.by) " · " (when(crew, record.happened_at)) }
            (why(crew, record, doubt))
            @if post.boards() && record.only_reissued() { (uphold::form(crew, post, record)) }
            @if post.boards() { details.quiet.take-back { summary { (crew.t(Say::TakeBack)) } (undo_form(crew, post, &record.id)) } }
        }
    }
}

/// What the script lays over rows for what waits on the phone.
pub fn templates(crew: &Crew, post: &Post) -> Markup {
    let unsent = crew.t(Say::Unsent);
    html! {
        template #row-aboard { (badge(crew, Tone::Busy, Say::IsAboard)) span.hint.mono.measured {} span.hint { "⇡ " (unsent) } }
        template #row-expected { (badge(crew, Tone::Busy, Say::Expected)) span.hint { "⇡ " (unsent) } }
        template #row-reading { strong.mono.reading {} span.hint { "⇡ " (unsent) } }
        template #row-take-back { details.quiet.take-back { summary { (crew.t(Say::TakeBack)) } (undo_form(crew, post, "")) } }
    }
}

fn undo_form(crew: &Crew, post: &Post, record: &str) -> Markup {
    html! {
        form.undo method="post" action=(post.at("/undo")) {
            (csrf(crew))
            input type="hidden" name="record" value=(record);
            (reasons(crew))
            button.danger type="submit" { (crew.t(Say::TakeBackNow)) }
        }
    }
}
