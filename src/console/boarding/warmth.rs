//! Temperatures on the way (bulletin P3): whose, how much, when, and by whom.

use super::super::fault::Fault;
use super::super::guard::{INVALID, fresh_token};
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Field, Tone, badge, csrf, done_note, empty};
use super::super::people::Crew;
use super::super::sent::Sent;
use super::super::show::when;
use super::access::{Post, post};
use super::check::{plain_id, temperature_error};
use crate::domain::boarding::Temperature;
use crate::domain::id::SeatId;
use crate::domain::seat::SeatState;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{Passenger, Reading, Taken};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// On the door's page, once it is under way.
pub fn card(crew: &Crew, post: &Post) -> Markup {
    html! {
        section.card aria-labelledby="on-the-way" {
            h2 #on-the-way { (crew.t(Say::OnTheWay)) }
            a.button.primary.big href=(post.at("/temperatures")) { (crew.t(Say::Temperatures)) }
            form method="post" action=(post.at("/arrive")) {
                (csrf(crew))
                p.hint { (crew.t(Say::ArriveAdvice)) }
                button.big.wide type="submit" { (crew.t(Say::Arrive)) }
            }
        }
    }
}

#[derive(Default)]
struct Given<'a> {
    seat: &'a str,
    typed: &'a str,
    error: Option<Say>,
    done: bool,
}

/// The log, and the form for the next one.
pub async fn page(
    crew: Crew,
    Path(vehicle): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    drop(tx);
    let given = Given {
        done: done.done == "noted",
        ..Given::default()
    };
    log(&crew, &post, given).await
}

async fn log(crew: &Crew, post: &Post, given: Given<'_>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let taken = tx.temperatures(&post.door.vehicle).await?;
    let mut aboard = tx.seated_on(&post.door.vehicle).await?;
    drop(tx);
    aboard.retain(|one| one.state == SeatState::Boarded);
    let limit = post.door.hottest();
    let body = html! {
        p { a href=(post.at("")) { "← " (crew.t(Say::BackToDoor)) } }
        @if given.done { (done_note(crew, Say::DoneNoted)) }
        @if post.under_way() {
            (form(crew, post, &aboard, &given))
        } @else {
            p.note { (crew.t(Say::NotUnderWay)) }
        }
        section aria-labelledby="log" {
            h2 #log { (crew.t(Say::Log)) }
            @if taken.is_empty() {
                (empty(crew, Say::LogEmpty, Say::LogEmptyAdvice))
            } @else {
                ul.manifest { @for one in &taken { (line(crew, one, limit)) } }
            }
        }
        (super::door::files(crew))
    };
    draw(crew, Nav::Boarding, crew.t(Say::Temperatures), body).await
}

/// What is wrong with a temperature, said by the script where there is no connection to ask over.
pub fn impossible(crew: &Crew) -> Markup {
    html! {
        p.error hidden role="alert" data-unreadable=(crew.t(Say::TemperatureUnreadable))
            data-impossible=(crew.t(Say::TemperatureImpossible)) {}
    }
}

/// How the script asks for a temperature in the list, and what it says to one that is too high.
pub fn templates(crew: &Crew) -> Markup {
    html! {
        template #reading-sheet {
            form.check autocomplete="off" {
                p.whose {}
                div.field {
                    label for="reading" { (crew.t(Say::TemperatureNow)) }
                    input #reading.figure-field type="text" name="temperature" inputmode="decimal" autocomplete="off" required
                        maxlength="8" placeholder="36.5" autofocus;
                }
                (impossible(crew))
                button.primary.big type="submit" { (crew.t(Say::Note)) }
                button type="button" data-do="next" { (crew.t(Say::NotNow)) }
            }
        }
        template #answer-hot {
            section.verdict.bad role="alert" {
                p.sign aria-hidden="true" { "!" }
                p.word { (crew.t(Say::TooHot)) }
                p.whose {}
                ul.reasons { li { span { (crew.t(Say::DoHotOnTheWay)) } } }
                div.after { button.primary.big type="button" data-do="next" autofocus { (crew.t(Say::Next)) } }
            }
        }
    }
}

fn form(crew: &Crew, post: &Post, aboard: &[Passenger], given: &Given<'_>) -> Markup {
    let error = given.error.clone().map(|error| crew.t(error));
    html! {
        form.card method="post" data-reading=(post.door.vehicle) {
            (csrf(crew))
            input type="hidden" name="id" value=(&fresh_token()[..32]);
            div.field {
                label for="seat" { (crew.t(Say::Seat)) }
                select #seat name="seat" required {
                    option value="" { (crew.t(Say::SeatChoose)) }
                    @for one in aboard {
                        option value=(one.seat) selected[one.seat.as_str() == given.seat] {
                            (super::answer::whose(crew, one))
                        }
                    }
                }
            }
            (Field::text("temperature", crew.t(Say::TemperatureNow)).value(given.typed).autocomplete("off")
                .required().error(error).draw())
            (impossible(crew))
            button.primary.big type="submit" { (crew.t(Say::Note)) }
        }
    }
}

fn line(crew: &Crew, one: &Taken, limit: Temperature) -> Markup {
    html! {
        li.passenger {
            span.seat-no { (one.seat_label) }
            span.rider { strong { (one.who) } span.hint { (when(crew, one.at)) " · " (one.by) } }
            span.how {
                strong.mono { (one.temperature) " °C" }
                @if one.temperature > limit { (badge(crew, Tone::Bad, Say::TooHot)) }
            }
            @if one.temperature > limit { p.advice { (crew.t(Say::DoHotOnTheWay)) } }
        }
    }
}

/// Notes one.
pub async fn note(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let typed = sent.value("temperature");
    let seat = sent.value("seat");
    let error = match typed.parse::<Temperature>() {
        Err(error) => temperature_error(error),
        Ok(temperature) => {
            let reading = Reading {
                id: plain_id(sent.value("id")).ok_or(Fault::BadRequest)?,
                vehicle: post.door.vehicle.clone(),
                seat: SeatId::new(seat),
                temperature,
                staff: crew.staff.id.clone(),
                taken_at: crew.now(),
            };
            if tx.note_temperature(&reading).await? {
                tx.commit().await?;
                return Ok(Redirect::to(&post.at("/temperatures?done=noted")).into_response());
            }
            Say::NobodyThere
        }
    };
    tx.rollback().await?;
    let given = Given {
        seat,
        typed,
        error: Some(error),
        done: false,
    };
    let drawn = log(&crew, &post, given).await?;
    Ok((INVALID, drawn).into_response())
}
