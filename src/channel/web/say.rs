//! `POST /chat/say`: a text, a pressed button, or the opening of the chat.

use super::Web;
use super::guard::{self, Visitor};
use super::refusal::Refusal;
use crate::channel::{Inbound, Receipt, Said};
use crate::domain::delivery::ChannelKind;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Largest body in bytes: several times the longest text a worker may type.
pub(super) const MAX_BODY: usize = 64 * 1024;

/// What the page sends. Exactly one of `text`, `button` and `start` is present.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Say {
    /// Made by the page; the same for every retry.
    id: String,
    text: Option<String>,
    /// Payload of the button pressed.
    button: Option<String>,
    /// Position of the bubble the button stands under.
    on: Option<i64>,
    /// Payload of the link that opened the chat; empty without one.
    start: Option<String>,
}

/// What the page is told once the update is committed.
#[derive(Serialize)]
struct Answer<'a> {
    chat: &'a str,
    receipt: &'static str,
}

pub(super) async fn say(
    State(web): State<Arc<Web>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let visitor = Visitor::of(&web, &headers)?;
    guard::json(&headers)?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge(MAX_BODY),
        _ => Refusal::BadRequest("the body did not arrive whole"),
    })?;
    let say: Say = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("not the JSON of something said"))?;
    let on = say.on.map(|seq| seq.to_string());
    let id = say.id.clone();
    let said = said(say)?;
    submit(&web, &visitor, &headers, id, said, on).await
}

/// Checks one thing said.
fn said(say: Say) -> Result<Said, Refusal> {
    // A NUL is nothing a person types, and PostgreSQL cannot store it.
    if say.text.as_ref().is_some_and(|text| text.contains('\0')) {
        return Err(Refusal::BadRequest("NUL in text"));
    }
    match (say.text, say.button, say.start) {
        (Some(text), None, None) => Ok(Said::Text(text)),
        (None, Some(payload), None) if is_payload(&payload) => Ok(Said::Button(payload)),
        (None, None, Some(payload)) if payload.is_empty() => Ok(Said::Start { payload: None }),
        (None, None, Some(payload)) if is_start(&payload) => Ok(Said::Start {
            payload: Some(payload),
        }),
        (None, Some(_), None) => Err(Refusal::BadRequest("not a button of ours")),
        (None, None, Some(_)) => Err(Refusal::BadRequest("not a link of ours")),
        _ => Err(Refusal::BadRequest(
            "exactly one of text, button and start is expected",
        )),
    }
}

/// Button payloads are printable ASCII of at most 64 bytes, as [`Button`](crate::domain::delivery::Button) says.
fn is_payload(payload: &str) -> bool {
    (1..=64).contains(&payload.len()) && payload.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// Payloads of links are at most 64 of `[A-Za-z0-9_-]`.
fn is_start(payload: &str) -> bool {
    payload.len() <= 64
        && payload
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Hands an update over and answers after its commit; a new chat's cookie goes with the answer.
pub(super) async fn submit(
    web: &Web,
    visitor: &Visitor,
    headers: &HeaderMap,
    update_id: String,
    said: Said,
    on_message: Option<String>,
) -> Result<Response, Refusal> {
    if !guard::is_update_id(&update_id) {
        return Err(Refusal::BadRequest("id must be 8 to 64 of [A-Za-z0-9-]"));
    }
    let inbound = Inbound {
        channel: ChannelKind::Web,
        address: visitor.address.clone(),
        update_id,
        said,
        locale_hint: guard::preferred_language(headers),
        on_message,
    };
    let receipt = web.intake.submit(inbound).await;
    // The worker's own bubble is there now; other tabs of the chat are to see it at once, too.
    web.wakes.ring(&visitor.address);
    let answer = Answer {
        chat: super::cookie::tag(&visitor.address),
        receipt: match receipt.map_err(|_| Refusal::Closing)? {
            Receipt::Applied => "applied",
            Receipt::Duplicate => "duplicate",
            Receipt::DeadLettered => "dead_lettered",
        },
    };
    let mut response = Json(answer).into_response();
    if let Some(cookie) = visitor.cookie(web) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Said, Refusal> {
        said(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn each_kind_is_read() {
        let start = |payload: Option<&str>| Said::Start {
            payload: payload.map(str::to_owned),
        };
        let cases = [
            (
                r#"{"id":"a","text":"<李> & 0"}"#,
                Said::Text("<李> & 0".into()),
            ),
            (r#"{"id":"a","text":" "}"#, Said::Text(" ".into())),
            (
                r#"{"id":"a","button":"x:1","on":3}"#,
                Said::Button("x:1".into()),
            ),
            (r#"{"id":"a","start":""}"#, start(None)),
            (r#"{"id":"a","start":"e_WZ-1"}"#, start(Some("e_WZ-1"))),
        ];
        for (json, expected) in cases {
            assert!(read(json).unwrap() == expected, "{json}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let long = "x".repeat(65);
        for json in [
            r#"{"id":"a"}"#.to_owned(),
            r#"{"id":"a","text":"x","button":"y"}"#.to_owned(),
            r#"{"id":"a","text":"a\u0000b"}"#.to_owned(),
            r#"{"id":"a","button":""}"#.to_owned(),
            r#"{"id":"a","button":"按"}"#.to_owned(),
            format!(r#"{{"id":"a","button":"{long}"}}"#),
            format!(r#"{{"id":"a","start":"{long}"}}"#),
            r#"{"id":"a","start":"e WZ"}"#.to_owned(),
        ] {
            assert!(matches!(read(&json), Err(Refusal::BadRequest(_))), "{json}");
        }
    }
}
