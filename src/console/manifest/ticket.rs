//! A worker's ticket on paper, for those without a phone; issued anew when it is lost.

use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::layout::{Nav, page as draw};
use crate::console::parts::{Field, csrf, done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::{place, route, when};
use crate::domain::id::WorkerId;
use crate::domain::trip::{Stop, TripState};
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::Tx;
use crate::store::seat::ActiveSeat;
use crate::store::ticket::Ticket;
use crate::store::trip::REASON_CHARS;
use axum::extract::{Form, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use icalendar::{Calendar, Component, Event, EventLike};
use maud::{Markup, PreEscaped, html};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;

/// Side of the code's picture, in pixels; the style sheet and the printer scale it.
const SIDE: u32 = 240;

/// What was done before.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// What is asked for.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    reason: String,
}

/// A ticket with all that is printed on it.
struct View {
    name: String,
    seat: ActiveSeat,
    ticket: Option<Ticket>,
    /// Where they get on.
    stop: Option<Stop>,
}

async fn view(desk: &Bureau, tx: &mut Tx, worker: &WorkerId) -> Result<View, Fault> {
    let seat = tx.active_seat(worker).await?.ok_or(Fault::NotFound)?;
    if !desk.looks_after(Some(seat.trip.district)) {
        return Err(Fault::NotFound);
    }
    let origin = tx.origin_of(worker).await?;
    let stops = tx.trip_stops(&seat.trip).await?;
    let stop = Stop::nearest(&stops, origin).cloned();
    let ticket = tx.valid_ticket(worker).await?;
    Ok(View {
        name: tx.worker_name(worker).await?,
        ticket: ticket.filter(|ticket| ticket.seat == seat.seat),
        seat,
        stop,
    })
}

/// The ticket, to be printed.
pub async fn page(
    desk: Bureau,
    Path(worker): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let worker = WorkerId::new(worker);
    show(&desk, &worker, done.done == "reissued", "", None).await
}

async fn show(
    desk: &Bureau,
    worker: &WorkerId,
    reissued: bool,
    reason: &str,
    error: Option<TripLabel>,
) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let view = view(desk, &mut tx, worker).await?;
    drop(tx);
    let trip = &view.seat.trip;
    let body = html! {
        @if reissued { (done_note(desk, TripLabel::DoneReissued)) }
        p.no-print { a href={ "/console/trips/" (trip.id) } { "← " (trip.code) } }
        @match &view.ticket {
            Some(ticket) => {
                (sheet(desk, &view, ticket)?)
                p.no-print.note { (desk.t(TripLabel::PrintHow)) }
                p.no-print { a.button href={ "/console/tickets/" (worker) "/calendar.ics" } { (desk.t(TripLabel::Calendar)) } }
            }
            None => (empty(desk, TripLabel::TicketNone, TripLabel::TicketNoneAdvice)),
        }
        @if view.ticket.is_some() && may_reissue(&view.seat) {
            form.card.narrow method="post" action={ "/console/tickets/" (worker) } {
                (csrf(desk))
                h2 { (desk.t(TripLabel::Reissue)) }
                p { (desk.t(TripLabel::ReissueAdvice)) }
                (Field::text("reason", desk.t(TripLabel::Reason)).value(reason).hint(desk.t(TripLabel::ReissueReasonHint))
                    .error(error.map(|label| desk.t(label))).required().draw())
                button type="submit" { (desk.t(TripLabel::Reissue)) }
            }
        }
    };
    let title = format!("{} · {}", desk.t(TripLabel::Ticket), view.name);
    draw(desk, Nav::Trips, title, body).await
}

fn sheet(desk: &Bureau, view: &View, ticket: &Ticket) -> Result<Markup, Fault> {
    let (seat, trip) = (&view.seat, &view.seat.trip);
    let code =
        QrCode::with_error_correction_level(&ticket.payload, EcLevel::M).map_err(|error| {
            tracing::error!(%error, "console: a ticket's code could not be drawn");
            Fault::Internal
        })?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(SIDE, SIDE)
        .build();
    // Without the declaration, which does not belong inside a page.
    let drawn = drawn
        .split_once("?>")
        .map_or(drawn.as_str(), |(_, rest)| rest);
    Ok(html! {
        section.card.ticket-sheet {
            div role="img" aria-label=(desk.t(TripLabel::TicketQr)) { (PreEscaped(drawn)) }
            div { p.hint { (desk.t(TripLabel::TicketCode)) } p.ticket-code.mono { (ticket.code) } }
            div.facts { dl {
                div { dt { (desk.t(Label::ColTrip)) } dd { (trip.code) } }
                div { dt { (desk.t(Label::ColRoute)) } dd { (route(desk, trip)) } }
                div { dt { (desk.t(Label::ColVehicle)) } dd { (seat.vehicle_label) } }
                div { dt { (desk.t(Label::ColSeat)) } dd { (seat.seat_label) } }
                @if let Some(stop) = &view.stop {
                    div { dt { (desk.t(TripLabel::StopPlace)) } dd { (place(desk, stop.place)) } }
                    div { dt { (desk.t(TripLabel::StopTime)) } dd { (when(desk, stop.departs_at)) } }
                    div.all { dt { (desk.t(Label::MeetingPoint)) } dd { (stop.meeting_point) } }
                }
            } }
        }
    })
}

/// Whether a ticket for the seat is still to be used.
fn may_reissue(seat: &ActiveSeat) -> bool {
    match seat.trip.state {
        TripState::Open | TripState::Boarding => true,
        TripState::Draft | TripState::Departed | TripState::Arrived | TripState::Cancelled => false,
    }
}

/// Issues the ticket anew and revokes the old one.
pub async fn reissue(
    desk: Bureau,
    Path(worker): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let worker = WorkerId::new(worker);
    let reason = asked.reason.trim();
    let mut tx = desk.write().await?;
    let view = view(&desk, &mut tx, &worker).await?;
    if view.ticket.is_none() || !may_reissue(&view.seat) {
        return Err(Fault::BadRequest);
    }
    if !REASON_CHARS.contains(&reason.chars().count()) {
        tx.rollback().await?;
        let error = Some(TripLabel::ReasonNeeded);
        let drawn = show(&desk, &worker, false, &asked.reason, error).await?;
        return Ok((INVALID, drawn).into_response());
    }
    let now = desk.now();
    let why = (&desk.staff.id, reason);
    tx.reissue_ticket(desk.store(), &view.seat, &worker, why, now)
        .await?;
    tx.commit().await?;
    desk.wake();
    let address = format!("/console/tickets/{worker}?done=reissued");
    Ok(Redirect::to(&address).into_response())
}

/// The ride for a calendar: trip, seat and place, nothing about who travels.
pub async fn calendar(desk: Bureau, Path(worker): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let view = view(&desk, &mut tx, &WorkerId::new(worker)).await?;
    drop(tx);
    view.ticket.ok_or(Fault::NotFound)?;
    let stop = view.stop.ok_or(Fault::NotFound)?;
    let code = view.seat.trip.code.clone();
    let about = format!(
        "{} {} · {} {}",
        desk.t(Label::ColVehicle),
        view.seat.vehicle_label,
        desk.t(Label::ColSeat),
        view.seat.seat_label
    );
    let event = Event::new()
        // The same for a ticket issued anew, which takes the old one's place in the calendar.
        .uid(&format!("{}@returnline", view.seat.trip.id))
        .timestamp(desk.now().local().to_utc())
        .summary(&desk.t(TripLabel::CalendarTitle { code }))
        .location(&stop.meeting_point)
        .description(&about)
        .starts(stop.departs_at.local().to_utc())
        .done();
    let text = Calendar::new().push(event).done().to_string();
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"ride.ics\""),
    ];
    Ok((headers, text).into_response())
}
