//! A worker's page: where they stand, what has happened, what was said, what stands in the audit, and what can be done
//! for them.

use super::forms::{self, Given};
use super::{facts, history, mine, reveal, talk};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::{csrf, done_note};
use crate::console::people::Bureau;
use crate::domain::id::WorkerId;
use crate::domain::line::LineClass;
use crate::domain::trip::{Stage, TripState, Unmet};
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel;
use crate::locale::label::privacy::PrivacyLabel;
use crate::locale::label::worker::WorkerLabel as L;
use crate::store::Tx;
use crate::store::desk::{ChatOf, Consented, Entry, FileOf, Happening, Line};
use crate::store::seat::ActiveSeat;
use crate::store::ticket::Ticket;
use crate::store::trip::TripSummary;
use crate::store::waitlist::Waiting;
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Everything a worker's page shows.
pub struct Known {
    /// Answers, masked.
    pub file: FileOf,
    /// Consents as last given.
    pub consents: Vec<Consented>,
    /// Priority in line.
    pub class: LineClass,
    /// Their seat.
    pub seat: Option<ActiveSeat>,
    /// Their place in line.
    pub waiting: Option<Waiting>,
    /// Their valid ticket.
    pub ticket: Option<Ticket>,
    /// What they lack for the trip they have a seat on, or wait for.
    pub lacks: Vec<Unmet>,
    /// Trips for which something can be waived.
    pub trips: Vec<TripSummary>,
    /// Their chats.
    pub chats: Vec<ChatOf>,
    /// What happened, newest first.
    pub story: Vec<Happening>,
    /// What was said, newest first: a page of it, and one more where there is more.
    pub talk: Vec<Line>,
    /// What stands in the audit, newest first: likewise.
    pub records: Vec<Entry>,
}

/// Which pages of the long parts are shown, from 1.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(default)]
pub struct Pages {
    /// Of the messages.
    pub talk: Option<i64>,
    /// Of the audit.
    pub records: Option<i64>,
}

impl Pages {
    /// Rows to be passed over, and rows to be read: one more than are shown, to know whether there are more.
    fn span(page: Option<i64>, size: i64) -> (i64, i64) {
        ((page.unwrap_or(1).clamp(1, 10_000) - 1) * size, size + 1)
    }
}

/// What the page says besides: that something was done, or what is wrong with the form that was sent.
#[derive(Default)]
pub struct Note<'a> {
    /// What was done.
    pub done: Option<L>,
    /// What is wrong with a form of [`forms`].
    pub error: Option<L>,
    /// That form as sent.
    pub given: Option<&'a Given>,
    /// The reason given for a look at the full numbers, and what is wrong with it.
    pub reveal: Option<(&'a str, DeskLabel)>,
}

/// Happenings read; nobody has more.
const STORY: i64 = 400;

/// The page.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(pages): Query<Pages>,
) -> Result<Response, Fault> {
    draw(&desk, &WorkerId::new(id), pages, &Note::default()).await
}

/// Does something for the worker.
pub async fn act(
    desk: Bureau,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Fault> {
    let id = WorkerId::new(id);
    let mut tx = desk.write().await?;
    mine(&desk, &mut tx, &id).await?;
    let mut note = Note {
        given: Some(&given),
        ..Note::default()
    };
    match forms::carry_out(&desk, &mut tx, &id, &given).await? {
        Ok(done) => {
            tx.commit().await?;
            desk.wake();
            note.done = Some(done);
            note.given = None;
            draw(&desk, &id, Pages::default(), &note).await
        }
        Err(error) => {
            tx.rollback().await?;
            note.error = Some(error);
            let drawn = draw(&desk, &id, Pages::default(), &note).await?;
            Ok((INVALID, drawn).into_response())
        }
    }
}

/// The page, with what there is to say.
pub async fn draw(
    desk: &Bureau,
    id: &WorkerId,
    pages: Pages,
    note: &Note<'_>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    mine(desk, &mut tx, id).await?;
    let known = look(desk, &mut tx, id, pages).await?;
    drop(tx);
    let body = html! {
        p { a href="/console/workers" { "← " (desk.t(DeskLabel::ToFound)) } }
        @if let Some(done) = &note.done { (done_note(desk, done.clone())) }
        (contents(desk))
        (facts::draw(desk, &known))
        div.row {
            form method="post" action="/console/counter" {
                (csrf(desk))
                input type="hidden" name="worker" value=(id);
                button.primary type="submit" { (desk.t(DeskLabel::ActGo)) }
            }
            p.hint { (desk.t(DeskLabel::ActAdvice)) }
        }
        (history::draw(desk, &known.story))
        (talk::draw(desk, &known, pages))
        (history::records(desk, &known, pages))
        section #actions {
            h2 { (desk.t(DeskLabel::Actions)) }
            (reveal::form(desk, id, note.reveal.as_ref()))
            (forms::draw(desk, &known, note))
            @if desk.is_admin() {
                p { a href={ "/console/privacy/" (id) } { (desk.t(PrivacyLabel::EraseTitle)) } }
            }
        }
    };
    draw_page(desk, Nav::Workers, known.file.name.clone(), body).await
}

fn contents(desk: &Bureau) -> Markup {
    let parts = [
        ("history", DeskLabel::History),
        ("messages", DeskLabel::Messages),
        ("records", DeskLabel::Records),
        ("actions", DeskLabel::Actions),
    ];
    html! {
        nav.tabs aria-label=(desk.t(DeskLabel::OnPage)) {
            @for (id, label) in parts { a href={ "#" (id) } { (desk.t(label)) } }
        }
    }
}

/// Links to newer and older rows of a part of the page; `more` where there are older ones.
pub fn turner(desk: &Bureau, at: i64, more: bool, address: impl Fn(i64) -> String) -> Markup {
    html! {
        @if at > 1 || more {
            nav.pager aria-label=(desk.t(Label::PagerName)) {
                @if at > 1 { a.button href=(address(at - 1)) rel="prev" { (desk.t(DeskLabel::Newer)) } }
                @if more { a.button href=(address(at + 1)) rel="next" { (desk.t(DeskLabel::Older)) } }
            }
        }
    }
}

async fn look(desk: &Bureau, tx: &mut Tx, id: &WorkerId, pages: Pages) -> Result<Known, Fault> {
    let file = tx.file_of(id).await?.ok_or(Fault::NotFound)?;
    let (seat, waiting) = (tx.active_seat(id).await?, tx.waiting(id).await?);
    let trip = waiting.as_ref().map(|waiting| &waiting.trip);
    let lacks = match trip.or(seat.as_ref().map(|seat| &seat.trip)).cloned() {
        Some(trip) => {
            tx.lacks(&trip, id, (Stage::Confirm, None), desk.now())
                .await?
        }
        None => None,
    };
    let trips = match desk.is_admin() {
        true => {
            let mut trips = tx.trips().await?;
            trips.retain(|one| matches!(one.trip.state, TripState::Open | TripState::Boarding));
            trips
        }
        false => Vec::new(),
    };
    Ok(Known {
        file,
        consents: tx.consents_of(id).await?,
        class: tx.line_class(id).await?,
        ticket: tx.valid_ticket(id).await?,
        seat,
        waiting,
        lacks: lacks.unwrap_or_default(),
        trips,
        chats: tx.chats_with(id).await?,
        story: tx.story_of(id, STORY).await?,
        talk: tx
            .said_with(id, Pages::span(pages.talk, talk::PAGE))
            .await?,
        records: tx
            .audit_of(id, Pages::span(pages.records, history::PAGE))
            .await?,
    })
}
