//! Check-in: whose ticket it is, their health code and temperature, and the answer.

use super::super::fault::Fault;
use super::super::guard::{INVALID, fresh_token};
use super::super::layout::{Nav, page as draw};
use super::super::parts::{csrf, field_error};
use super::super::people::Crew;
use super::super::sent::Sent;
use super::super::show::{health, when};
use super::access::{Post, post};
use super::answer::whose;
use super::door;
use super::photo::text_of;
use crate::domain::boarding::{Temperature, TemperatureError};
use crate::domain::health::HealthCode;
use crate::locale::label::boarding::BoardingLabel as Say;
use crate::store::StoreError;
use crate::store::boarding::{Answer, Attempt, BoardingKind, Passenger, Shown};
use axum::Json;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::json;

/// Longest identifier a device may give, in characters.
pub const LONGEST_ID: usize = 64;

/// Whether an answer is wanted for a script.
pub fn json_wanted(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

/// The device's own name; without a script that of the session, which is one browser's.
pub fn device(crew: &Crew, sent: &Sent) -> String {
    match plain_id(sent.value("device")) {
        Some(device) => device,
        None => crew.session.chars().take(16).collect(),
    }
}

/// An identifier that a device has made: letters, digits and dashes.
pub fn plain_id(given: &str) -> Option<String> {
    let fits = (1..=LONGEST_ID).contains(&given.len());
    let plain = given
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (fits && plain).then(|| given.to_owned())
}

/// What is shown, as typed or read: a code's text, or a ticket's code.
pub fn shown(text: &str) -> Shown {
    let text = text.trim();
    // No code is longer; whatever is longer was in a QR code.
    match text.contains(':') || text.chars().count() > 16 {
        true => Shown::Qr(text.to_owned()),
        false => Shown::Code(text.to_owned()),
    }
}

/// Reads what is shown. A ticket of this vehicle leads to the questions; of any other it is said at once what is wrong.
pub async fn check(crew: Crew, Path(vehicle): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let text = match sent.file("photo") {
        Some(photo) => match text_of(photo.bytes.clone()).await? {
            Some(text) => text,
            None => return again(&crew, &post, tx, Say::NoCodeInPhoto).await,
        },
        None => sent.value("code").trim().to_owned(),
    };
    if text.is_empty() {
        return again(&crew, &post, tx, Say::CodeNeeded).await;
    }
    let holder = tx
        .ticket_holder(crew.store(), &post.door.vehicle, &shown(&text))
        .await?;
    drop(tx);
    match holder {
        Some(who) => {
            let asked = Asked {
                text: &text,
                id: &fresh_token()[..32],
                given: Given::default(),
            };
            questions(&crew, &post, &who, asked).await
        }
        None => {
            let attempt = attempt(&crew, &post, &sent, &text, None, None)?;
            decide(&crew, &post, &attempt, false).await
        }
    }
}

async fn again(
    crew: &Crew,
    post: &Post,
    mut tx: crate::store::Tx,
    what: Say,
) -> Result<Response, Fault> {
    let manifest = tx.manifest(&post.door.vehicle, crew.now()).await?;
    drop(tx);
    let manifest = manifest.ok_or(Fault::NotFound)?;
    let drawn = door::draw_with(crew, post, &manifest, "", Some(crew.t(what)), None).await?;
    Ok((INVALID, drawn).into_response())
}

/// What the questions are about.
struct Asked<'a> {
    text: &'a str,
    id: &'a str,
    given: Given<'a>,
}

/// What was answered to the questions before, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Given<'a> {
    /// The colour chosen, as sent.
    pub colour: &'a str,
    /// What is wrong with it.
    pub colour_error: Option<Say>,
    /// The temperature as typed.
    pub typed: &'a str,
    /// What is wrong with it.
    pub typed_error: Option<Say>,
}

async fn questions(
    crew: &Crew,
    post: &Post,
    who: &Passenger,
    asked: Asked<'_>,
) -> Result<Response, Fault> {
    let body = html! {
        form.card.check method="post" action=(post.at("/board")) {
            (csrf(crew))
            input type="hidden" name="id" value=(asked.id);
            input type="hidden" name="code" value=(asked.text);
            p.whose { (whose(crew, who)) }
            p.hint { (crew.t(Say::CompareTail)) }
            @if let Some((code, at)) = who.health {
                p.hint { (crew.t(Say::LastSeen)) " " (crew.t(health(code))) ", " (when(crew, at)) }
            }
            (recheck(crew, "temperature", &asked.given))
            button.primary.big type="submit" { (crew.t(Say::LetAboard)) }
            a.button href=(post.at("")) { (crew.t(Say::NotNow)) }
        }
        (door::files(crew))
    };
    draw(crew, Nav::Boarding, crew.t(Say::Check), body).await
}

/// The health code as seen now, and the temperature in a field of this name; what was given before stands in them.
pub fn recheck(crew: &Crew, field: &str, given: &Given<'_>) -> Markup {
    let wrong = given.typed_error.clone().map(|error| crew.t(error));
    html! {
        fieldset.picks.colours {
            legend { (crew.t(Say::ColourNow)) }
            @if let Some(error) = &given.colour_error { p.error role="alert" { (crew.t(error.clone())) } }
            @for code in [HealthCode::Green, HealthCode::Yellow, HealthCode::Red, HealthCode::None] {
                label class={ "pick " (code) } {
                    input type="radio" name="colour" value=(code) required checked[code.as_str() == given.colour];
                    span { (crew.t(health(code))) }
                }
            }
            label.pick { input type="radio" name="colour" value="unseen" checked[given.colour == "unseen"]; span { (crew.t(Say::ColourUnseen)) } }
        }
        div.field {
            label for=(field) { (crew.t(Say::TemperatureNow)) }
            @if let Some(error) = &wrong { (field_error(field, error)) }
            input.figure-field #(field) type="text" name="temperature" inputmode="decimal" autocomplete="off"
                value=(given.typed) required maxlength="8" placeholder="36.5" autofocus[wrong.is_some()]
                aria-describedby=[wrong.as_ref().map(|_| format!("{field}-error"))] aria-invalid=[wrong.as_ref().map(|_| "true")];
        }
    }
}

/// What is wrong with a temperature, in words.
pub fn temperature_error(error: TemperatureError) -> Say {
    match error {
        TemperatureError::Unreadable => Say::TemperatureUnreadable,
        TemperatureError::Impossible => Say::TemperatureImpossible,
    }
}

fn attempt(
    crew: &Crew,
    post: &Post,
    sent: &Sent,
    text: &str,
    temperature: Option<Temperature>,
    code_seen: Option<HealthCode>,
) -> Result<Attempt, Fault> {
    let id = match sent.value("id") {
        "" => fresh_token()[..32].to_owned(),
        id => plain_id(id).ok_or(Fault::BadRequest)?,
    };
    Ok(Attempt {
        id,
        vehicle: post.door.vehicle.clone(),
        shown: shown(text),
        temperature,
        code_seen,
        device: device(crew, sent),
        staff: crew.staff.id.clone(),
        happened_at: crew.now(),
        offline: false,
    })
}

/// Lets them aboard or turns them away.
pub async fn board(
    crew: Crew,
    Path(vehicle): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Fault> {
    let mut tx = crew.read().await?;
    let post = post(&crew, &mut tx, &vehicle).await?;
    let text = sent.value("code").to_owned();
    let json = json_wanted(&headers);
    let seen = match sent.value("colour") {
        "" | "unseen" => None,
        colour => Some(HealthCode::parse(colour).ok_or(Fault::BadRequest)?),
    };
    let typed = sent.value("temperature");
    let temperature = match typed.trim() {
        "" => None,
        typed => match typed.parse::<Temperature>() {
            Ok(temperature) => Some(temperature),
            Err(error) if json => {
                let said = crew.t(temperature_error(error));
                return Ok((INVALID, Json(json!({ "temperature": said }))).into_response());
            }
            Err(error) => {
                let holder = tx
                    .ticket_holder(crew.store(), &post.door.vehicle, &shown(&text))
                    .await?;
                drop(tx);
                let who = holder.ok_or(Fault::BadRequest)?;
                let id = plain_id(sent.value("id")).ok_or(Fault::BadRequest)?;
                let given = Given {
                    colour: sent.value("colour"),
                    typed,
                    typed_error: Some(temperature_error(error)),
                    ..Given::default()
                };
                let asked = Asked {
                    text: &text,
                    id: &id,
                    given,
                };
                let drawn = questions(&crew, &post, &who, asked).await?;
                return Ok((INVALID, drawn).into_response());
            }
        },
    };
    drop(tx);
    let attempt = attempt(&crew, &post, &sent, &text, temperature, seen)?;
    decide(&crew, &post, &attempt, json).await
}

async fn decide(
    crew: &Crew,
    post: &Post,
    attempt: &Attempt,
    json: bool,
) -> Result<Response, Fault> {
    let mut tx = crew.write().await?;
    let answer = match tx.board(crew.store(), attempt, crew.now()).await {
        Ok(answer) => answer,
        // It has left meanwhile, which its page says.
        Err(StoreError::Refused(_)) if json => {
            return Ok(Json(json!({ "error": "left" })).into_response());
        }
        Err(StoreError::Refused(_)) => {
            return Ok(Redirect::to(&post.at("?done=has-left")).into_response());
        }
        Err(other) => return Err(other.into()),
    };
    tx.commit().await?;
    if json {
        return Ok(Json(as_json(&attempt.id, &answer)).into_response());
    }
    Ok(Redirect::to(&post.at(&format!("/answer/{}", attempt.id))).into_response())
}

/// An answer for a script.
pub fn as_json(id: &str, answer: &Answer) -> serde_json::Value {
    let reasons: Vec<_> = answer.reasons.iter().map(|one| one.as_str()).collect();
    json!({
        "id": id,
        "aboard": answer.kind == BoardingKind::Boarded,
        "reasons": reasons,
        "seat": answer.seat.as_ref().map(|seat| seat.as_str()),
        "conflict": answer.conflicts_with,
    })
}
