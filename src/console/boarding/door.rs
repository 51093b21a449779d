//! The door of one vehicle: what is to be done next, and who is expected.

use super::super::assets;
use super::super::fault::Fault;
use super::super::layout::{Nav, page as frame};
use super::super::parts::{csrf, done_note, empty};
use super::super::people::{Crew, Visitor};
use super::super::sent::Sent;
use super::super::show::{route, when};
use super::access::{Post, post};
use super::answer::templates;
use super::check::{Given, recheck};
use super::live::live;
use super::{ready, warmth};
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::boarding::Manifest;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What was done.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The door.
pub async fn page(
    crew: Crew,
    Path(vehicle): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let (post, manifest) = load(&crew, &vehicle).await?;
    let note = match done.done.as_str() {
        "undone" => Some(Say::DoneUndone),
        "not-undone" => Some(Say::DoneNotUndone),
        "counted" => Some(Say::DoneCounted),
        "not-counted" => Some(Say::NotCounted),
        "no-seat" => Some(Say::NotCountedNoSeat),
        "nothing-open" => Some(Say::NothingOpen),
        "begun" => Some(Say::DoneBegun),
        "supplies" => Some(Say::DoneSupplies),
        "left" => Some(Say::DoneLeft),
        "has-left" => Some(Say::WhyDeparted),
        "arrived" => Some(Say::DoneArrived),
        "walked-up" => Some(Say::DoneWalkedUp),
        _ => None,
    };
    let drawn = draw_with(&crew, &post, &manifest, "", None, note).await?;
    Ok(drawn.into_response())
}

/// Looks somebody up among those expected. Sent as a form, so that no name stands in an address.
pub async fn find(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (post, manifest) = load(&crew, &vehicle).await?;
    draw_with(&crew, &post, &manifest, sent.value("find"), None, None).await
}

async fn load(crew: &Crew, vehicle: &str) -> Result<(Post, Manifest), Fault> {
    let mut tx = crew.read().await?;
    let post = post(crew, &mut tx, vehicle).await?;
    let manifest = tx.manifest(&post.door.vehicle, crew.now()).await?;
    Ok((post, manifest.ok_or(Fault::NotFound)?))
}

/// Draws the door, with a search, an error of the code's field or a note of what was done.
pub async fn draw_with(
    crew: &Crew,
    post: &Post,
    manifest: &Manifest,
    find: &str,
    error: Option<String>,
    note: Option<Say>,
) -> Result<Response, Fault> {
    let door = &post.door;
    let body = html! {
        div #boarding.boarding data-vehicle=(door.vehicle) data-at=(post.at("")) data-worker=(super::WORKER) data-boards=(post.boards()) data-under-way=(post.under_way())
            data-keep=(kept().join(" ")) {
            @if let Some(note) = note { (done_note(crew, note)) }
            p.journey { (route(crew, &door.trip)) " · " (when(crew, door.trip.departs_at)) " · "
                a href="/console/boarding?all=yes" { (crew.t(Say::Vehicles)) } }
            (connection(crew))
            @if post.boards() { (check_in(crew, post, error)) }
            @if door.departed_at.is_none() && door.doors_open_at.is_none() { (ready::begin_card(crew, post, manifest)) }
            @if post.under_way() { (warmth::card(crew, post)) }
            (search(crew, post, find))
            div #nobody-matches role="status" hidden { (empty(crew, Say::NotFound, Say::NotFoundAdvice)) }
            div #live { (live(crew, post, manifest, find)) }
            @if door.departed_at.is_none() { (ready::cards(crew, post, manifest)) }
            (templates(crew))
            (check_template(crew))
            (super::live::templates(crew, post))
            (warmth::templates(crew))
        }
        (files(crew))
        script type="module" src=(assets::address("boarding.js")) {}
    };
    frame(crew, Nav::Boarding, door.label.clone(), body).await
}

/// What every page of the crew needs: the style sheet, what leaves no names behind at sign-out, and the lines that are
/// said where something does not go on without a connection.
pub fn files(visitor: &Visitor) -> Markup {
    let lines = [
        ("no-connection", Say::NeedsConnection),
        ("photo-needs-connection", Say::PhotoNeedsConnection),
        ("no-code-in-photo", Say::NoCodeInPhoto),
        ("send-first", Say::SendFirst),
    ];
    html! {
        (style())
        @for (name, say) in lines { template #(name) { p.error.box role="alert" { (visitor.t(say)) } } }
        template #kept-on-phone { p.note role="status" { (visitor.t(Say::KeptOnPhone)) } }
        script type="module" src=(assets::address("away.js")) {}
    }
}

/// The style sheet of these pages.
pub fn style() -> Markup {
    html! { link rel="stylesheet" href=(assets::address("boarding.css")); }
}

/// Files that the page needs without a connection.
fn kept() -> Vec<String> {
    [
        "console.css",
        "console.js",
        "icon.svg",
        "boarding.css",
        "away.js",
        "boarding.js",
        "keep.js",
        "overlay.js",
        "reach.js",
        "scan.js",
        "sheets.js",
        "sound.js",
        "ticket.js",
    ]
    .map(assets::address)
    .into()
}

/// How the connection is and what waits to be sent; filled in by the script, without which there is no such thing.
fn connection(crew: &Crew) -> Markup {
    html! {
        div #connection.connection role="status" hidden
            data-online=(crew.t(Say::Online)) data-offline=(crew.t(Say::Offline))
            data-waits=(crew.t(Say::Waits)) data-signed-out=(crew.t(Say::SignedOutWaits))
            data-lost=(crew.t(Say::NotTaken)) {
            span.dot aria-hidden="true" {}
            span.words {}
            button.small type="button" data-do="send" hidden { (crew.t(Say::SendNow)) }
            a.button.small data-do="sign-in" href="/console/sign-in" hidden { (crew.t(Say::SignInAgain)) }
        }
    }
}

fn check_in(crew: &Crew, post: &Post, error: Option<String>) -> Markup {
    html! {
        section.card.check-in aria-labelledby="check-in" {
            h2 #check-in { (crew.t(Say::Check)) }
            button.primary.big type="button" data-do="scan" hidden { (crew.t(Say::Scan)) }
            form #by-photo.photo method="post" action=(post.at("/check")) enctype="multipart/form-data" {
                (csrf(crew))
                label.button.big for="photo" { (crew.t(Say::TakePhoto)) }
                input #photo type="file" name="photo" accept="image/jpeg,image/png" capture="environment" required;
                button type="submit" { (crew.t(Say::ReadPhoto)) }
            }
            form #by-code.by-code method="post" action=(post.at("/check")) autocomplete="off" {
                (csrf(crew))
                label for="code" { (crew.t(Say::Code)) }
                @if let Some(error) = &error { p.error #code-error role="alert" { (error) } }
                div.row {
                    input #code type="text" name="code" maxlength="16" autocapitalize="characters" spellcheck="false"
                        placeholder="7Q0K-1M2N" required aria-describedby="code-hint";
                    button.primary type="submit" { (crew.t(Say::CheckCode)) }
                }
                p.hint #code-hint { (crew.t(Say::CodeHint)) }
            }
        }
        dialog #scanner.scanner aria-label=(crew.t(Say::Scan)) {
            video autoplay muted playsinline {}
            p.advice { (crew.t(Say::ScanAdvice)) }
            p.error hidden data-denied=(crew.t(Say::CameraDenied)) {}
            button.big type="button" data-do="stop" { (crew.t(Say::Stop)) }
        }
    }
}

/// The questions as the script asks them.
fn check_template(crew: &Crew) -> Markup {
    html! {
        template #check-sheet {
            form.check autocomplete="off" {
                p.whose {}
                p.hint { (crew.t(Say::CompareTail)) }
                p.hint.seen hidden { (crew.t(Say::LastSeen)) " " span {} }
                ul.reasons {}
                (recheck(crew, "temperature", &Given::default()))
                (warmth::impossible(crew))
                button.primary.big type="submit" { (crew.t(Say::LetAboard)) }
                button type="button" data-do="next" { (crew.t(Say::NotNow)) }
            }
        }
    }
}

fn search(crew: &Crew, post: &Post, find: &str) -> Markup {
    html! {
        form #find-form.search method="post" action=(post.at("")) role="search" data-again {
            (csrf(crew))
            div.field {
                label for="find" { (crew.t(Say::Find)) }
                input #find type="search" name="find" value=(find) maxlength="20" autocomplete="off";
            }
            button type="submit" { (crew.t(Say::FindNow)) }
        }
    }
}
