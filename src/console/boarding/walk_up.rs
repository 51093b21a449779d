//! Walk-ups: the line of the trip, and a seat of this vehicle for whoever of it is there.

use super::super::fault::Fault;
use super::super::guard::{INVALID, fresh_token};
use super::super::layout::{Nav, page as draw};
use super::super::parts::{csrf, empty};
use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::{Post, post};
use super::answer::reason;
use super::check::{device, plain_id, recheck, temperature_error};
use super::words::unmet;
use crate::domain::boarding::{Refusal, Temperature};
use crate::domain::health::HealthCode;
use crate::domain::id::WaitlistId;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{InLine, WalkUp, WalkedUp};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// What is to be said above the line.
#[derive(Default)]
struct Told {
    error: Option<String>,
    reasons: Vec<Refusal>,
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

async fn line(crew: &Crew, post: &Post, told: Told) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let line = tx.line_at_door(&post.door.vehicle, crew.now()).await?;
    let free = tx.free_seats_aboard(&post.door.vehicle).await?;
    drop(tx);
    let body = html! {
        p { a href=(post.at("")) { "← " (crew.t(Say::BackToDoor)) } }
        @if let Some(error) = &told.error { p.error.box role="alert" { (error) } }
        @if !told.reasons.is_empty() {
            section.verdict.bad role="alert" {
                p.sign aria-hidden="true" { "✕" }
                p.word { (crew.t(Say::NotAboard)) }
                ul.reasons { @for one in &told.reasons { li { (reason(crew, *one)) } } }
            }
        }
        p.head-count { strong { (free) } " " span { (crew.t(Say::FreeSeats)) } }
        @if line.is_empty() {
            (empty(crew, Say::LineEmpty, Say::LineEmptyAdvice))
        } @else {
            p.note { (crew.t(Say::LineAdvice)) }
            ul.manifest { @for (ahead, one) in line.iter().enumerate() { (entry(crew, one, ahead, free > 0)) } }
        }
        (super::door::files())
    };
    draw(crew, Nav::Boarding, crew.t(Say::WalkUps), body).await
}

fn entry(crew: &Crew, one: &InLine, ahead: usize, free: bool) -> Markup {
    html! {
        li.passenger {
            span.seat-no { (one.place) }
            span.person { strong { (one.who) } " " span.mono { (one.id_tail) }
                @if let Some(employer) = &one.employer { span.hint { (employer) } }
                @for lack in &one.unmet { span.lack { (crew.t(unmet(*lack).0)) } }
            }
            @if one.unmet.is_empty() && free {
                form.check method="post" {
                    (csrf(crew))
                    @let id = fresh_token();
                    input type="hidden" name="id" value=(&id[..32]);
                    input type="hidden" name="place" value=(one.waitlist);
                    details.quiet {
                        summary { (crew.t(Say::LetOn)) }
                        @if ahead > 0 { p.note { (crew.t(Say::PassedOver { count: ahead })) } }
                        (walk_up_check(crew, &one.waitlist))
                        button.primary.big type="submit" { (crew.t(Say::LetAboard)) }
                    }
                }
            }
        }
    }
}

/// The questions, with fields whose identifiers are each place's own.
fn walk_up_check(crew: &Crew, place: &WaitlistId) -> Markup {
    let drawn = recheck(crew, "", None).into_string();
    let own = drawn
        .replace("id=\"temperature\"", &format!("id=\"temperature-{place}\""))
        .replace(
            "for=\"temperature\"",
            &format!("for=\"temperature-{place}\""),
        );
    maud::PreEscaped(own)
}

/// Lets somebody from the line aboard.
pub async fn act(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    if !post.boards() {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    // Here nobody is let aboard unseen.
    let Some(code_seen) = HealthCode::parse(sent.value("colour")) else {
        tx.rollback().await?;
        return refuse(
            &crew,
            &post,
            Told {
                error: Some(crew.t(Say::ColourNeeded)),
                ..Told::default()
            },
        )
        .await;
    };
    let temperature = match sent.value("temperature").parse::<Temperature>() {
        Ok(temperature) => temperature,
        Err(error) => {
            tx.rollback().await?;
            let error = Some(crew.t(temperature_error(error)));
            return refuse(
                &crew,
                &post,
                Told {
                    error,
                    ..Told::default()
                },
            )
            .await;
        }
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
    let told = match tx.walk_up(crew.store(), &walk_up, crew.now()).await? {
        WalkedUp::Aboard(_) => {
            tx.commit().await?;
            crew.wake();
            return Ok(Redirect::to(&post.at(&format!("/answer/{}", walk_up.id))).into_response());
        }
        WalkedUp::Refused(reasons) => {
            // What was seen of their health code stands.
            tx.commit().await?;
            Told {
                reasons,
                ..Told::default()
            }
        }
        WalkedUp::NotInLine => Told {
            error: Some(crew.t(Say::NotInLine)),
            ..Told::default()
        },
        WalkedUp::NoSeat => Told {
            error: Some(crew.t(Say::NoSeatFree)),
            ..Told::default()
        },
    };
    refuse(&crew, &post, told).await
}

async fn refuse(crew: &Crew, post: &Post, told: Told) -> Result<Response, Fault> {
    let drawn = line(crew, post, told).await?;
    Ok((INVALID, drawn).into_response())
}
