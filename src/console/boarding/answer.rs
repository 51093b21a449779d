//! The answer at the door, filling the screen: green or red, with a sign, words and what to do next.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::csrf;
use super::super::people::{Crew, Visitor};
use super::access::{Post, post};
use super::take_back::reasons;
use super::words::{every_refusal, refusal};
use crate::domain::boarding::{Refusal, TicketFault};
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{Answer, BoardingKind, Passenger};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

/// What was answered to an attempt.
pub async fn page(
    crew: Crew,
    Path((vehicle, id)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let answer = tx.boarding_answered(&id, &post.door.vehicle).await?;
    let answer = answer.ok_or(Fault::NotFound)?;
    let seated = tx.seated_on(&post.door.vehicle).await?;
    drop(tx);
    let who = answer
        .seat
        .as_ref()
        .and_then(|seat| seated.iter().find(|one| one.seat == *seat));
    let after = html! {
        a.button.primary.big href=(post.at("")) autofocus { (crew.t(Say::Next)) }
        @if answer.kind == BoardingKind::Boarded { (take_back(&crew, &post, &id)) }
    };
    let body = html! {
        (verdict(&crew, &answer, who, after))
        (super::door::files(&crew))
    };
    draw(
        &crew,
        Nav::Boarding,
        crew.t(word(answer.kind, &answer.reasons)),
        body,
    )
    .await
}

/// The answer in a word.
fn word(kind: BoardingKind, reasons: &[Refusal]) -> Say {
    let twice = Refusal::Ticket(TicketFault::AlreadyBoarded);
    match kind {
        BoardingKind::Boarded => Say::Aboard,
        BoardingKind::Refused if reasons.contains(&twice) => Say::AlreadyAboard,
        BoardingKind::Refused | BoardingKind::Undone => Say::NotAboard,
    }
}

/// Somebody from the line who is turned away, with the way back to it.
pub fn turned_away(crew: &Crew, reasons: Vec<Refusal>, back: &str) -> Markup {
    let answer = Answer {
        kind: BoardingKind::Refused,
        seat: None,
        reasons,
        conflicts_with: None,
    };
    let after = html! { a.button.primary.big href=(back) autofocus { (crew.t(Say::BackToLine)) } };
    html! { (verdict(crew, &answer, None, after)) (super::door::files(crew)) }
}

/// Fills the screen, as the script's own answer does; `after` is what may be done next.
fn verdict(crew: &Crew, answer: &Answer, who: Option<&Passenger>, after: Markup) -> Markup {
    let good = answer.kind == BoardingKind::Boarded;
    html! {
        section.verdict.whole.good[good].bad[!good] role="alert" {
            p.sign aria-hidden="true" { (if good { "✓" } else { "✕" }) }
            p.word { (crew.t(word(answer.kind, &answer.reasons))) }
            @if let Some(who) = who {
                p.whose { (whose(crew, who)) }
            }
            @if answer.conflicts_with.is_some() { p.twice { (crew.t(Say::TwiceAdvice)) } }
            @if !answer.reasons.is_empty() {
                ul.reasons { @for one in &answer.reasons { li { (reason(crew, *one)) } } }
            }
            div.after { (after) }
        }
    }
}

/// Seat, masked name and the end of the ID number.
pub fn whose(crew: &Crew, who: &Passenger) -> String {
    crew.t(Say::Whose {
        seat: who.seat_label.clone(),
        name: who.masked(),
        tail: who.id_tail.clone(),
    })
}

/// Why, and what to do next.
pub fn reason(visitor: &Visitor, why: Refusal) -> Markup {
    let (why, next) = refusal(why);
    html! { strong { (visitor.t(why)) } span { (visitor.t(next)) } }
}

fn take_back(crew: &Crew, post: &Post, record: &str) -> Markup {
    html! {
        details.quiet.take-back {
            summary { (crew.t(Say::TakeBack)) }
            form method="post" action=(post.at("/undo")) {
                (csrf(crew))
                input type="hidden" name="record" value=(record);
                (reasons(crew))
                button.danger type="submit" { (crew.t(Say::TakeBackNow)) }
            }
        }
    }
}

/// What the script fills in and shows without asking anybody: both answers and every reason.
pub fn templates(crew: &Crew) -> Markup {
    html! {
        template #answer-good { (sheet(crew, true)) }
        template #answer-bad { (sheet(crew, false)) }
        @for one in every_refusal() {
            template id={ "why-" (one.as_str()) } { li { (reason(crew, one)) } }
        }
        template #why-check-later { li { strong { (crew.t(Say::CheckedLater)) } span { (crew.t(Say::CheckedLaterAdvice)) } } }
        template #why-unknown-offline { li { strong { (crew.t(Say::UnknownOffline)) } span { (crew.t(Say::UnknownOfflineAdvice)) } } }
    }
}

fn sheet(crew: &Crew, good: bool) -> Markup {
    html! {
        section.verdict.good[good].bad[!good] role="alert" {
            p.sign aria-hidden="true" { (if good { "✓" } else { "✕" }) }
            @if good { p.word { (crew.t(Say::Aboard)) } }
            @else { p.word data-already=(crew.t(Say::AlreadyAboard)) { (crew.t(Say::NotAboard)) } }
            p.whose {}
            p.twice hidden { (crew.t(Say::TwiceAdvice)) }
            p.later hidden { (crew.t(Say::KeptOnPhone)) }
            ul.reasons {}
            div.after {
                button.primary.big type="button" data-do="next" autofocus { (crew.t(Say::Next)) }
                @if good {
                    details.quiet.take-back {
                        summary { (crew.t(Say::TakeBack)) }
                        form data-do="undo" {
                            input type="hidden" name="record";
                            (reasons(crew))
                            button.danger type="submit" { (crew.t(Say::TakeBackNow)) }
                        }
                    }
                }
            }
        }
    }
}
