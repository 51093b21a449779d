//! The web chat: the page a worker opens in a browser, and the addresses behind it.
//!
//! | Address | What it does |
//! |---|---|
//! | `GET /` and `/chat/*.{js,css,svg}` | the page, embedded in the binary |
//! | `POST /chat/say` | hands a text, a button or an opened link to the [`Intake`]; answers after the commit |
//! | `POST /chat/photo` | the same for a photo |
//! | `GET /chat/events` | streams bubbles as they appear (server-sent events), resuming after the last one seen |
//! | `GET /chat/history` | the same bubbles once, for a browser or proxy that cannot stream |
//! | `GET /chat/file/{seq}` | the picture or document that came with a bubble |
//!
//! A chat belongs to whoever holds its cookie; its address is a hash of that cookie, so the secret itself is
//! neither stored nor logged. A message counts as delivered once the outbox says so: the page reads it from the
//! chat's history, on whichever replica it is connected to. [`Web::send`](Channel::send) therefore only wakes
//! the streams of this process; streams elsewhere find the bubble by looking once a second.

mod cookie;
mod events;
mod file;
mod guard;
mod limits;
mod page;
mod photo;
mod refusal;
mod say;
mod show;
mod wakes;

use super::{Channel, Delivered, Intake, Outbound, SendError};
use crate::domain::delivery::ChannelKind;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use futures::future::BoxFuture;
use limits::Limits;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use wakes::Wakes;

/// Settings of the web chat.
#[derive(Debug, Clone)]
pub struct WebOptions {
    /// Whether the cookie is sent over HTTPS only. On for every deployment behind TLS; off for trying out on
    /// plain HTTP.
    pub secure_cookies: bool,
    /// Origin under which workers reach the page, as `https://host[:port]`, when a proxy changes the `Host`
    /// header. Only consulted for browsers that do not send `Sec-Fetch-Site`.
    pub public_origin: Option<String>,
    /// Requests a second one chat may make on average.
    pub rate_per_second: NonZeroU32,
    /// Requests one chat may make at once.
    pub burst: NonZeroU32,
    /// Open event streams one chat may have (tabs and devices sharing the cookie).
    pub streams_per_chat: usize,
    /// How often a stream looks for bubbles sent by another replica.
    pub poll: Duration,
    /// How often an idle stream sends a sign of life.
    pub heartbeat: Duration,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self {
            secure_cookies: true,
            public_origin: None,
            rate_per_second: NonZeroU32::new(5).unwrap_or(NonZeroU32::MIN),
            burst: NonZeroU32::new(20).unwrap_or(NonZeroU32::MIN),
            streams_per_chat: 6,
            poll: Duration::from_secs(1),
            heartbeat: Duration::from_secs(15),
        }
    }
}

/// The web chat of this process.
#[derive(Debug)]
pub struct Web {
    intake: Intake,
    options: WebOptions,
    limits: Limits,
    wakes: Arc<Wakes>,
    closing: CancellationToken,
}

impl Web {
    /// A web chat that hands what workers do to `intake`.
    pub fn new(intake: Intake, options: WebOptions) -> Arc<Self> {
        let limits = Limits::new(options.rate_per_second, options.burst);
        Arc::new(Self {
            intake,
            options,
            limits,
            wakes: Arc::default(),
            closing: CancellationToken::new(),
        })
    }

    /// The page and its addresses, to be merged into the server's router.
    pub fn router(self: Arc<Self>) -> Router {
        let talk = Router::new()
            .route(
                "/chat/say",
                post(say::say).layer(DefaultBodyLimit::max(say::MAX_BODY)),
            )
            .route(
                "/chat/photo",
                post(photo::photo).layer(DefaultBodyLimit::max(photo::MAX_BODY)),
            )
            .route("/chat/events", get(events::events))
            .route("/chat/history", get(events::history))
            .layer(middleware::map_response(page::never_store));
        let files = Router::new().route("/chat/file/{seq}", get(file::file));
        page::routes()
            .merge(talk.merge(files).with_state(self))
            .layer(middleware::map_response(page::protect))
    }

    /// Ends every open event stream, so that a graceful shutdown need not wait for browsers to leave. Pages
    /// reconnect by themselves, to whatever serves the address next.
    pub fn close(&self) {
        self.closing.cancel();
    }
}

impl Channel for Web {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Web
    }

    /// Never fails: the bubble goes into the chat's history, where the page finds it whenever it comes back.
    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>> {
        let message_ref = message.id.to_string();
        Box::pin(async move { Ok(Delivered { message_ref }) })
    }

    /// The bubble is in the history now: wakes the chat's streams.
    fn shown(&self, address: &str) {
        self.wakes.ring(address);
    }
}
