//! Getting ready: crew and supplies, the start of boarding, and what keeps the vehicle from leaving.

use super::super::fault::Fault;
use super::super::parts::{Tone, badge, csrf};
use super::super::people::Crew;
use super::super::sent::Sent;
use super::super::show::when;
use super::access::{Post, post};
use super::early::{self, Step};
use super::words::gap;
use crate::domain::boarding::Gap;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{LeaveError, Manifest};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// What has to be on board (bulletin P3), each with the name of its field.
const SUPPLIES: [(&str, Say); 4] = [
    ("masks", Say::SupplyMasks),
    ("disinfectant", Say::SupplyDisinfectant),
    ("thermometers", Say::SupplyThermometers),
    ("protection", Say::SupplyProtection),
];

impl From<LeaveError> for Fault {
    fn from(error: LeaveError) -> Self {
        match error {
            // The page shows what is missing, so only a form sent past it comes here.
            LeaveError::Lacks(_) | LeaveError::NotHere => Self::BadRequest,
            LeaveError::Store(error) => error.into(),
        }
    }
}

/// The card with which boarding begins.
pub fn begin_card(crew: &Crew, post: &Post, manifest: &Manifest) -> Markup {
    let lacks: Vec<_> = manifest
        .gaps
        .iter()
        .filter(|gap| **gap != Gap::Supplies)
        .collect();
    html! {
        section.card aria-labelledby="begin" {
            h2 #begin { (crew.t(Say::BeginTitle)) }
            @if lacks.is_empty() {
                p { (crew.t(Say::BeginAdvice)) }
                form method="post" action=(post.at("/begin")) {
                    (csrf(crew))
                    (early::tick(crew, post, Step::Begin))
                    button.primary.big type="submit" { (crew.t(Say::Begin)) }
                }
            } @else {
                p { (crew.t(Say::BeginBlocked)) }
                ul.gaps { @for one in lacks { li { (crew.t(gap(*one))) } } }
                p.hint { (crew.t(Say::CrewAdvice)) }
            }
        }
    }
}

/// Begins to let people aboard.
pub async fn begin(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    // The door's page asks for it.
    if !early::agreed(&crew, &post, Step::Begin, &sent) {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    match tx
        .open_doors(&post.door.vehicle, &crew.staff.id, crew.now())
        .await
    {
        Ok(_) => tx.commit().await?,
        // The door's page says what is missing.
        Err(LeaveError::Lacks(_)) => return Ok(Redirect::to(&post.at("")).into_response()),
        Err(other) => return Err(other.into()),
    }
    Ok(Redirect::to(&post.at("?done=begun")).into_response())
}

/// Supplies, walk-ups and departure.
pub fn cards(crew: &Crew, post: &Post, manifest: &Manifest) -> Markup {
    let asks = post.door.rule().is_some_and(|rule| rule.supplies);
    html! {
        @if asks { (supplies_card(crew, post)) }
        @if post.boards() {
            section.card aria-labelledby="walk-ups" {
                h2 #walk-ups { (crew.t(Say::WalkUps)) }
                p { (crew.t(Say::WalkUpsAdvice)) }
                a.button href=(post.at("/walk-up")) { (crew.t(Say::WalkUpsOpen)) }
            }
            section.card aria-labelledby="departure" {
                h2 #departure { (crew.t(Say::Departure)) }
                @if manifest.gaps.is_empty() {
                    p { (crew.t(Say::DepartureReady)) }
                } @else {
                    p { (crew.t(Say::DepartureBlocked)) }
                    ul.gaps { @for one in &manifest.gaps { li { (crew.t(gap(*one))) } } }
                }
                a.button href=(post.at("/leave")) { (crew.t(Say::DepartureOpen)) }
            }
        }
    }
}

fn supplies_card(crew: &Crew, post: &Post) -> Markup {
    html! {
        section.card aria-labelledby="supplies" {
            h2 #supplies { (crew.t(Say::Supplies)) }
            form.supplies method="post" action=(post.at("/supplies")) {
                (csrf(crew))
                @if let Some(at) = post.door.supplies_at {
                    p { (badge(crew, Tone::Good, Say::SuppliesAboard)) " " span.hint { (when(crew, at)) } }
                    button type="submit" name="aboard" value="no" { (crew.t(Say::SuppliesMissing)) }
                } @else {
                    @for (name, say) in SUPPLIES {
                        label.pick { input type="checkbox" name=(name) value="yes" required; span { (crew.t(say)) } }
                    }
                    button.primary type="submit" name="aboard" value="yes" { (crew.t(Say::SuppliesCheckIn)) }
                }
            }
        }
    }
}

/// Checks the supplies in, all of them, or takes that back.
pub async fn supplies(
    crew: Crew,
    Path(vehicle): Path<String>,
    sent: Sent,
) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    if post.door.departed_at.is_some() {
        return Err(Fault::BadRequest);
    }
    let all = SUPPLIES.iter().all(|(name, _)| sent.value(name) == "yes");
    let aboard = match sent.value("aboard") {
        "yes" if all => true,
        "no" => false,
        _ => return Err(Fault::BadRequest),
    };
    tx.check_supplies(&post.door.vehicle, aboard, &crew.staff.id, crew.now())
        .await?;
    tx.commit().await?;
    Ok(Redirect::to(&post.at("?done=supplies")).into_response())
}
