//! Walk-ups: the line of the trip, and a seat of this vehicle for whoever of it is there.

use super::super::fault::Fault;
use super::super::guard::{INVALID, fresh_token};
use super::super::layout::{Nav, page as draw};
use super::super::parts::{csrf, empty};
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::{Post, post};
use super::answer::turned_away;
use super::check::{Given, device, plain_id, recheck, temperature_error};
use super::words::unmet;
use crate::domain::boarding::{Refusal, Temperature};
use crate::domain::health::HealthCode;
use crate::domain::id::WaitlistId;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{InLine, WalkUp, WalkedUp};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// What is to be said above the line, or at somebody's questions.
#[derive(Default)]
struct Told<'a> {
    error: Option<Say>,
    /// Whose questions, and what was answered to them.
    asked: Option<(&'a str, Given<'a>)>,
}

/// The line.
pub async fn page(crew: Crew, Path(vehicle): Path<String>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    drop(tx);
    if !post.boards() {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    line(&crew, &post, Told::default()).await
}

async fn line(crew: &Crew, post: &Post, told: Told<'_>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let line = tx.line_at_door(&post.door.vehicle, crew.now()).await?;
    let free = tx.free_seats_aboard(&post.door.vehicle).await?;
    drop(tx);
    let body = html! {
        p { a href=(post.at("")) { "← " (crew.t(Say::BackToDoor)) } }
        @if let Some(error) = &told.error { p.error.box role="alert" { (crew.t(error.clone())) } }
        p.head-count { strong { (free) } " " span { (crew.t(Say::FreeSeats)) } }
        @if line.is_empty() {
            (empty(crew, Say::LineEmpty, Say::LineEmptyAdvice))
        } @else {
            p.note { (crew.t(Say::LineAdvice)) }
            ul.manifest { @for (ahead, one) in line.iter().enumerate() { (entry(crew, one, (ahead, free > 0), &told)) } }
        }
        (super::door::files(crew))
    };
    draw(crew, Nav::Boarding, crew.t(Say::WalkUps), body).await
}

fn entry(crew: &Crew, one: &InLine, (ahead, free): (usize, bool), told: &Told<'_>) -> Markup {
    let asked = told.asked.as_ref();
    let asked = asked.filter(|(place, _)| *place == one.waitlist.as_str());
    let none = Given::default();
    let given = asked.map_or(&none, |(_, given)| given);
    html! {
        li.passenger {
            span.seat-no { (one.place) }
            span.rider { strong { (one.who) } " " span.mono { (one.id_tail) }
                @if let Some(employer) = &one.employer { span.hint { (employer) } }
                @for lack in &one.unmet { span.lack { (crew.t(unmet(*lack).0)) } }
            }
            @if one.unmet.is_empty() && free {
                form.check method="post" {
                    (csrf(crew))
                    @let id = fresh_token();
                    input type="hidden" name="id" value=(&id[..32]);
                    input type="hidden" name="place" value=(one.waitlist);
                    details.quiet open[asked.is_some()] {
                        summary { (crew.t(Say::LetOn)) }
                        @if ahead > 0 { p.note { (crew.t(Say::PassedOver { count: ahead })) } }
                        (recheck(crew, &format!("temperature-{}", one.waitlist), given))
                        button.primary.big type="submit" { (crew.t(Say::LetAboard)) }
                    }
                }
            }
        }
    }
}

/// Lets somebody from the line aboard.
pub async fn act(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    if !post.boards() {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    // Here nobody is let aboard unseen.
    let seen = HealthCode::parse(sent.value("colour"));
    let measured = sent.value("temperature").parse::<Temperature>();
    let (Some(code_seen), Ok(temperature)) = (seen, measured) else {
        tx.rollback().await?;
        return ask_again(&crew, &post, &sent).await;
    };
    let walk_up = WalkUp {
        id: plain_id(sent.value("id")).ok_or(Fault::BadRequest)?,
        vehicle: post.door.vehicle.clone(),
        waitlist: WaitlistId::new(sent.value("place")),
        temperature,
        code_seen,
        device: device(&crew, &sent),
        staff: crew.staff.id.clone(),
    };
    let error = match tx.walk_up(crew.store(), &walk_up, crew.now()).await? {
        WalkedUp::Aboard(_) => {
            tx.commit().await?;
            crew.wake();
            return Ok(Redirect::to(&post.at(&format!("/answer/{}", walk_up.id))).into_response());
        }
        WalkedUp::Refused(reasons) => {
            // What was seen of their health code stands.
            tx.commit().await?;
            return turn_away(&crew, &post, reasons).await;
        }
        WalkedUp::NotInLine => Say::NotInLine,
        WalkedUp::NoSeat => Say::NoSeatFree,
    };
    tx.rollback().await?;
    let told = Told {
        error: Some(error),
        ..Told::default()
    };
    let drawn = line(&crew, &post, told).await?;
    Ok((INVALID, drawn).into_response())
}

/// The same questions once more, with what was answered and what is wrong with it.
async fn ask_again(crew: &Crew, post: &Post, sent: &Sent) -> Result<Response, Fault> {
    let (colour, typed) = (sent.value("colour"), sent.value("temperature"));
    let given = Given {
        colour,
        colour_error: HealthCode::parse(colour)
            .is_none()
            .then_some(Say::ColourNeeded),
        typed,
        typed_error: typed.parse::<Temperature>().err().map(temperature_error),
    };
    let told = Told {
        error: None,
        asked: Some((sent.value("place"), given)),
    };
    let drawn = line(crew, post, told).await?;
    Ok((INVALID, drawn).into_response())
}

async fn turn_away(crew: &Crew, post: &Post, reasons: Vec<Refusal>) -> Result<Response, Fault> {
    let body = turned_away(crew, reasons, &post.at("/walk-up"));
    let drawn = draw(crew, Nav::Boarding, crew.t(Say::NotAboard), body).await?;
    Ok((INVALID, drawn).into_response())
}
