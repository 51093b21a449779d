//! Departure: who is not there is said by name before the door closes, and whoever's boarding is still in doubt.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as draw};
use super::super::parts::csrf;
use super::super::people::Crew;
use super::super::sent::Sent;
use super::super::show::when;
use super::access::{Post, post};
use super::answer::whose;
use super::early::{self, Step};
use super::live::{head_count, whose_record, why};
use super::words::{doubt as word, gap};
use crate::domain::seat::SeatState;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::{LeaveError, Manifest, Passenger};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// What departure comes to.
pub async fn page(crew: Crew, Path(vehicle): Path<String>) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    if !post.boards() {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    let manifest = tx.manifest(&post.door.vehicle, crew.now()).await?;
    drop(tx);
    confirm(&crew, &post, &manifest.ok_or(Fault::NotFound)?, None).await
}

fn absent(manifest: &Manifest) -> Vec<&Passenger> {
    let absent = manifest
        .passengers
        .iter()
        .filter(|one| one.state != SeatState::Boarded);
    absent.collect()
}

async fn confirm(
    crew: &Crew,
    post: &Post,
    manifest: &Manifest,
    changed: Option<Say>,
) -> Result<Response, Fault> {
    let (aboard, expected) = head_count(manifest);
    let absent = absent(manifest);
    let body = html! {
        p { a href=(post.at("")) { "← " (crew.t(Say::BackToDoor)) } }
        @if let Some(changed) = changed { p.error.box role="alert" { (crew.t(changed)) } }
        p.head-count { strong { (aboard) } " / " (expected) " " span { (crew.t(Say::AboardOf)) } }
        section.card {
            @if absent.is_empty() {
                p { (crew.t(Say::NobodyAbsent)) }
            } @else {
                h2 { (crew.t(Say::Absent { count: absent.len() })) }
                ul.names { @for one in &absent { li { (whose(crew, one)) } } }
                p.note { (crew.t(Say::AbsentAdvice)) }
            }
        }
        (open(crew, manifest))
        section.card {
            @if manifest.gaps.is_empty() {
                form method="post" {
                    (csrf(crew))
                    input type="hidden" name="aboard" value=(aboard);
                    input type="hidden" name="absent" value=(absent.len());
                    (early::tick(crew, post, Step::Leave))
                    p #unsent.note hidden { (crew.t(Say::SendBeforeLeaving)) }
                    button.primary.big type="submit" { (crew.t(Say::Leave { aboard })) }
                }
            } @else {
                p { (crew.t(Say::DepartureBlocked)) }
                ul.gaps { @for one in &manifest.gaps { li { (crew.t(gap(*one))) } } }
            }
        }
        (super::door::files(crew))
    };
    draw(crew, Nav::Boarding, crew.t(Say::Departure), body).await
}

/// Records that nobody has settled: who is in doubt now is a no-show once the vehicle has left, or counted twice.
fn open(crew: &Crew, manifest: &Manifest) -> Markup {
    let open = manifest.open();
    html! {
        @if !open.is_empty() {
            h2 { (crew.t(Say::Open { count: open.len() })) }
            p.note { (crew.t(Say::OpenAdvice)) }
            @for (record, doubt) in open {
                section.conflict {
                    p.word { (crew.t(word(doubt))) }
                    p { (whose_record(crew, record)) }
                    p { (record.by) " · " (when(crew, record.happened_at)) }
                    (why(crew, record, doubt))
                }
            }
        }
    }
}

/// Closes the door and sends the vehicle off, if those aboard are still those that were shown.
pub async fn leave(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    if !post.boards() {
        return Ok(Redirect::to(&post.at("")).into_response());
    }
    let manifest = tx.manifest(&post.door.vehicle, crew.now()).await?;
    let manifest = manifest.ok_or(Fault::NotFound)?;
    let (aboard, _) = head_count(&manifest);
    let seen = (sent.value("aboard"), sent.value("absent"));
    let now = (aboard.to_string(), absent(&manifest).len().to_string());
    if seen != (now.0.as_str(), now.1.as_str()) {
        tx.rollback().await?;
        return confirm(&crew, &post, &manifest, Some(Say::CountChanged)).await;
    }
    // What is lacking is said first: nobody can tick a box that is not shown yet.
    if manifest.gaps.is_empty() && !early::agreed(&crew, &post, Step::Leave, &sent) {
        tx.rollback().await?;
        return confirm(&crew, &post, &manifest, Some(Say::EarlyUnticked)).await;
    }
    match tx
        .depart(&post.door.vehicle, &crew.staff.id, crew.now())
        .await
    {
        Ok(_) => tx.commit().await?,
        Err(LeaveError::Lacks(_) | LeaveError::NotHere) => {
            return Ok(Redirect::to(&post.at("/leave")).into_response());
        }
        Err(LeaveError::Store(error)) => return Err(error.into()),
    }
    // The line of a trip that has left closes at the next sweep.
    crew.wake();
    Ok(Redirect::to(&post.at("?done=left")).into_response())
}
