//! `GET /chat/events` and `GET /chat/history`: what has appeared in a chat, as it appears or all at once.
//!
//! The race a stream lives with: [`send`](crate::channel::Channel::send) rings before the outbox has settled the
//! message, so a look right after the ring finds nothing yet. A ring is therefore followed by a few more looks
//! in quick succession, until one of ours has come.

use super::Web;
use super::cookie::{ChatToken, tag};
use super::refusal::Refusal;
use super::show::Shown;
use super::wakes::Listener;
use crate::channel::{Bubble, IntakeClosed, Side};
use crate::domain::delivery::ChannelKind;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Most bubbles read at once.
const PAGE: usize = 100;
/// Pauses between the looks that follow a ring.
const SOON: [Duration; 4] = [
    Duration::from_millis(30),
    Duration::from_millis(100),
    Duration::from_millis(300),
    Duration::from_millis(600),
];
/// How long the browser waits before it reconnects.
const RECONNECT: Duration = Duration::from_secs(1);

/// Where the page has got to.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: i64,
}

#[derive(Serialize)]
struct History<'a> {
    /// `null` when this browser has no chat yet.
    chat: Option<&'a str>,
    bubbles: Vec<Shown<'a>>,
    /// Whether there may be more after these.
    more: bool,
}

#[derive(Serialize)]
struct Hello<'a> {
    chat: &'a str,
}

fn position(query: Result<Query<After>, QueryRejection>) -> Result<i64, Refusal> {
    query
        .map(|Query(After { after })| after)
        .map_err(|_| Refusal::BadRequest("after must be a whole number"))
}

/// Bubbles after a position, once.
pub(super) async fn history(
    State(web): State<Arc<Web>>,
    query: Result<Query<After>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let after = position(query)?;
    let Some(token) = ChatToken::sent(&headers) else {
        let nothing = History {
            chat: None,
            bubbles: Vec::new(),
            more: false,
        };
        return Ok(Json(nothing).into_response());
    };
    let address = token.address();
    web.limits.chat(&address)?;
    let bubbles = read(&web, &address, after)
        .await
        .map_err(|_| Refusal::Closing)?;
    Ok(Json(History {
        chat: Some(tag(&address)),
        bubbles: bubbles.iter().map(Shown::new).collect(),
        more: bubbles.len() >= PAGE,
    })
    .into_response())
}

/// Bubbles after a position, and all that follow.
pub(super) async fn events(
    State(web): State<Arc<Web>>,
    query: Result<Query<After>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let asked = position(query)?;
    // A browser that reconnects repeats its first address; the header is what it has seen since.
    let after = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok())
        .unwrap_or(asked);
    let address = ChatToken::sent(&headers).ok_or(Refusal::NoChat)?.address();
    web.limits.chat(&address)?;
    let listener = web
        .wakes
        .listen(&address, web.options.streams_per_chat)
        .ok_or(Refusal::TooManyStreams)?;
    let beat = Event::default().comment("beat").event("beat").data("");
    let beat = KeepAlive::new().interval(web.options.heartbeat).event(beat);
    let feed = Feed {
        ready: VecDeque::from([hello(&address)]),
        web,
        address,
        after,
        listener,
        // A ring just before this stream began to listen is not to be missed.
        soon: 0..SOON.len(),
    };
    let stream = futures::stream::unfold(feed, Feed::next);
    let mut response = Sse::new(stream).keep_alive(beat).into_response();
    // nginx would otherwise collect bubbles until its buffer is full.
    response.headers_mut().insert(
        "x-accel-buffering",
        axum::http::HeaderValue::from_static("no"),
    );
    Ok(response)
}

async fn read(web: &Web, address: &str, after: i64) -> Result<Vec<Bubble>, IntakeClosed> {
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    web.intake
        .history(ChannelKind::Web, address, after, limit)
        .await
}

/// First event of a stream: which chat it is.
fn hello(address: &str) -> Event {
    let hello = Hello { chat: tag(address) };
    let event = Event::default().event("hello").retry(RECONNECT);
    event.json_data(hello).unwrap_or_default()
}

/// One open stream.
struct Feed {
    web: Arc<Web>,
    address: String,
    /// Position of the last bubble handed on.
    after: i64,
    listener: Listener,
    ready: VecDeque<Event>,
    /// Looks still owed to the last ring, as indices into [`SOON`].
    soon: std::ops::Range<usize>,
}

impl Feed {
    /// The next event; `None`, which ends the stream, when the house is closing.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some((Ok(event), self));
            }
            if self.web.closing.is_cancelled() {
                return None;
            }
            let bubbles = read(&self.web, &self.address, self.after).await.ok()?;
            if bubbles.is_empty() {
                self.rest().await;
            } else {
                self.take(&bubbles);
            }
        }
    }

    fn take(&mut self, bubbles: &[Bubble]) {
        for bubble in bubbles {
            self.after = self.after.max(bubble.seq);
            if matches!(bubble.side, Side::Bureau(_)) {
                self.soon = 0..0;
            }
            let event = Event::default().id(bubble.seq.to_string());
            match event.json_data(Shown::new(bubble)) {
                Ok(event) => self.ready.push_back(event),
                Err(error) => {
                    tracing::error!(seq = bubble.seq, %error, "a bubble could not be written as JSON");
                }
            }
        }
    }

    /// Waits until it is time to look again.
    async fn rest(&mut self) {
        let pause = self
            .soon
            .next()
            .and_then(|look| SOON.get(look).copied())
            .unwrap_or(self.web.options.poll);
        tokio::select! {
            () = self.listener.rung() => self.soon = 0..SOON.len(),
            () = tokio::time::sleep(pause) => {}
            () = self.web.closing.cancelled() => {}
        }
    }
}
