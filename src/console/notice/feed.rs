//! A notice's page kept fresh by server-sent events: its figures and its buttons, whenever they change, at most once
//! a second. The figures are read once for all who watch, and only while somebody does.
//!
//! A stream ends after a minute and the browser asks for another, so that somebody who has been signed out stops
//! seeing figures.

use super::super::Shared;
use super::super::fault::Fault;
use super::super::people::Bureau;
use super::actions::{Said, actions};
use super::figures::figures;
use super::report::Report;
use crate::domain::id::NoticeId;
use axum::extract::{Path, Query};
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// Time between two looks at the figures; longer where a look takes long.
const LOOK: Duration = Duration::from_secs(1);
/// How many times as long as a look takes it then rests.
const REST: u32 = 4;
/// How long a stream lasts before the browser has to ask again.
const LIFE: Duration = Duration::from_secs(60);
/// How long the browser waits before it asks again.
const RECONNECT: Duration = Duration::from_secs(1);

/// The latest report; `None` before the first look.
type Latest = Option<Arc<Report>>;

/// The notices that are being watched.
#[derive(Debug, Default)]
pub struct Feeds {
    watched: Mutex<HashMap<NoticeId, Weak<watch::Sender<Latest>>>>,
}

impl Feeds {
    /// Reports on a notice as they come. The first to watch sets a task to work that ends with the last.
    fn watch(&self, shared: &Shared, id: &NoticeId) -> watch::Receiver<Latest> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|_, sender| sender.strong_count() > 0);
        if let Some(sender) = watched.get(id).and_then(Weak::upgrade) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(None);
        let sender = Arc::new(sender);
        watched.insert(id.clone(), Arc::downgrade(&sender));
        tokio::spawn(look_after(shared.clone(), id.clone(), sender));
        receiver
    }
}

/// Looks at a notice again and again while somebody watches and something may still change.
async fn look_after(shared: Shared, id: NoticeId, sender: Arc<watch::Sender<Latest>>) {
    loop {
        let began = Instant::now();
        match look(&shared, &id).await {
            Ok(Some(report)) => {
                let last = report.is_final();
                sender.send_if_modified(|latest| {
                    let changed = latest.as_deref() != Some(&report);
                    *latest = Some(Arc::new(report));
                    changed
                });
                if last {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => tracing::warn!(%error, %id, "console: a notice could not be looked at"),
        }
        let rest = LOOK.max(began.elapsed() * REST);
        tokio::select! {
            () = sender.closed() => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

async fn look(shared: &Shared, id: &NoticeId) -> crate::store::Result<Option<Report>> {
    let mut tx = shared.store().read().await?;
    Report::load(&mut tx, shared.console(), id, shared.now()).await
}

/// What a page shows already.
#[derive(Deserialize)]
pub struct Shown {
    #[serde(default)]
    figures: String,
    #[serde(default)]
    actions: String,
}

/// Address of a notice's stream for a page that shows this report.
pub fn address(desk: &Bureau, report: &Report) -> String {
    let (figures, actions) = parts(desk, report);
    let (id, figures, actions) = (&report.notice.id, mark(&figures), mark(&actions));
    format!("/console/notices/{id}/feed?figures={figures}&actions={actions}")
}

fn parts(desk: &Bureau, report: &Report) -> (Markup, Markup) {
    (
        figures(desk, report),
        actions(desk, report, &Said::default()),
    )
}

/// What stands for a part's content.
fn mark(part: &Markup) -> String {
    let hash = blake3::hash(part.0.as_bytes());
    hash.to_hex().chars().take(16).collect()
}

/// The stream of a notice.
pub async fn feed(
    desk: Bureau,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Fault> {
    let id = NoticeId::new(id);
    desk.read()
        .await?
        .notice(&id)
        .await?
        .ok_or(Fault::NotFound)?;
    let viewer = Viewer {
        latest: desk.feeds().watch(desk.shared(), &id),
        ready: VecDeque::from([Event::default().comment("").retry(RECONNECT)]),
        ends: Instant::now() + LIFE,
        over: false,
        shown,
        desk,
    };
    let stream = futures::stream::unfold(viewer, Viewer::next);
    let mut response = Sse::new(stream)
        .keep_alive(KeepAlive::default())
        .into_response();
    // nginx would otherwise collect events until its buffer is full.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response
        .headers_mut()
        .insert(unbuffered, HeaderValue::from_static("no"));
    Ok(response)
}

/// One open stream.
struct Viewer {
    desk: Bureau,
    latest: watch::Receiver<Latest>,
    ready: VecDeque<Event>,
    shown: Shown,
    ends: Instant,
    /// Whether nothing more will come.
    over: bool,
}

impl Viewer {
    /// The next event; `None` ends the stream.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some((Ok(event), self));
            }
            if self.over {
                return None;
            }
            tokio::select! {
                changed = self.latest.changed() => changed.ok()?,
                () = tokio::time::sleep_until(self.ends) => return None,
            }
            self.take();
        }
    }

    fn take(&mut self) {
        let Some(report) = self.latest.borrow_and_update().clone() else {
            return;
        };
        let (figures, actions) = parts(&self.desk, &report);
        for (name, part, shown) in [
            ("figures", figures, &mut self.shown.figures),
            ("actions", actions, &mut self.shown.actions),
        ] {
            let mark = mark(&part);
            if *shown != mark {
                *shown = mark;
                // A carriage return would break the event's framing.
                let data = part.into_string().replace('\r', "");
                self.ready
                    .push_back(Event::default().event(name).data(data));
            }
        }
        if report.is_final() {
            self.ready
                .push_back(Event::default().event("end").data("end"));
            self.over = true;
        }
    }
}
