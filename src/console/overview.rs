//! The first page: what stands where, and what wants doing.

use super::fault::Fault;
use super::layout::{Nav, page as draw};
use super::notice::progress_bar;
use super::parts::{bar, empty};
use super::people::Bureau;
use super::show::{full_place, lasting, midnight, mode, place, route, when};
use crate::domain::notice::{NoticeState, text_for};
use crate::domain::staff::Role;
use crate::domain::trip::TripState;
use crate::locale::label::Label;
use crate::store::help::InboxItem;
use crate::store::notice::{Notice, Progress};
use crate::store::report::{DemandRow, DistrictCount, WaitingLine};
use crate::store::trip::TripSummary;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

/// Most rows of demand on the page.
const DEMAND_ROWS: i64 = 200;
/// Of them, those shown without asking.
const DEMAND_FIRST: usize = 10;
/// Unanswered workers shown; the inbox has all.
const UNANSWERED_ROWS: usize = 8;

struct Figures {
    districts: Vec<DistrictCount>,
    trips: Vec<TripSummary>,
    unanswered: Vec<InboxItem>,
    waiting: Vec<WaitingLine>,
    demand: Vec<DemandRow>,
    notices: Vec<(Notice, Progress)>,
}

/// The overview; HR is led to its roster, crew to its vehicle.
pub async fn page(desk: super::people::Anyone) -> Result<Response, Fault> {
    match desk.staff.role {
        Role::Clerk | Role::Admin => {}
        Role::Hr => return Ok(Redirect::to("/console/rosters").into_response()),
        Role::Crew => return Ok(Redirect::to("/console/boarding").into_response()),
    }
    let desk = Bureau::of((*desk).clone())?;
    let figures = load(&desk).await?;
    let body = html! {
        (tiles(&desk, &figures))
        div.columns {
            div.wide { (seats(&desk, &figures.trips)) }
            div.narrow-column {
                (unanswered(&desk, &figures.unanswered))
                (districts(&desk, &figures.districts))
            }
        }
        div.halves {
            (waiting(&desk, &figures.waiting))
            (under_way(&desk, &figures.notices))
        }
        (demand(&desk, &figures.demand))
    };
    draw(&desk, Nav::Overview, desk.t(Label::NavOverview), body).await
}

async fn load(desk: &Bureau) -> Result<Figures, Fault> {
    let district = desk.district();
    let mut tx = desk.read().await?;
    let districts = tx
        .registrations_by_district(district, midnight(desk.now()))
        .await?;
    let mut trips = tx.trips().await?;
    trips.retain(|t| desk.looks_after(Some(t.trip.district)) && is_coming(t.trip.state));
    let mut unanswered = tx.inbox().await?;
    unanswered.retain(|item| item.waiting_since.is_some() && desk.looks_after(item.district));
    let waiting = tx.waiting_lines(district).await?;
    let demand = tx.demand_by_route(district, DEMAND_ROWS).await?;
    let mut notices = Vec::new();
    for notice in tx.notices().await? {
        if matches!(notice.state, NoticeState::Sending | NoticeState::Paused) {
            let progress = tx.progress(&notice.id).await?;
            notices.push((notice, progress));
        }
    }
    Ok(Figures {
        districts,
        trips,
        unanswered,
        waiting,
        demand,
        notices,
    })
}

fn is_coming(state: TripState) -> bool {
    match state {
        TripState::Open | TripState::Boarding => true,
        TripState::Draft | TripState::Departed | TripState::Arrived | TripState::Cancelled => false,
    }
}

fn tiles(desk: &Bureau, figures: &Figures) -> Markup {
    let total: i64 = figures.districts.iter().map(|d| d.total).sum();
    let today: i64 = figures.districts.iter().map(|d| d.today).sum();
    let capacity: i64 = figures.trips.iter().map(|t| t.capacity).sum();
    let taken: i64 = figures.trips.iter().map(taken).sum();
    let waiting: i64 = figures.waiting.iter().map(|w| w.waiting + w.offered).sum();
    let tile = |label: Label, value: String, note: Option<String>| {
        html! {
            div.tile { dt { (desk.t(label)) } dd { strong { (value) } @if let Some(note) = note { span { (note) } } } }
        }
    };
    html! {
        dl.tiles {
            (tile(Label::Registrations, total.to_string(), Some(desk.t(Label::TodayPlus { count: today }))))
            (tile(Label::SeatsTaken, taken.to_string(), Some(desk.t(Label::OfCapacity { capacity }))))
            (tile(Label::InLine, waiting.to_string(), None))
            (tile(Label::Unanswered, figures.unanswered.len().to_string(), None))
        }
    }
}

/// Seats that are somebody's.
pub fn taken(trip: &TripSummary) -> i64 {
    trip.held + trip.reserved + trip.confirmed + trip.boarded
}

/// A trip's seats as a bar.
pub fn seats_bar(trip: &TripSummary) -> Markup {
    let parts = [
        ("firm", trip.confirmed + trip.boarded),
        ("reserved", trip.reserved),
        ("held", trip.held),
    ];
    bar(&parts, trip.capacity)
}

/// What the colours of a seats' bar mean.
pub fn bar_legend(desk: &Bureau) -> Markup {
    let entry = |class: &str, label: Label| {
        html! {
            li {
                svg.swatch viewBox="0 0 10 10" aria-hidden="true" { rect class=(class) width="10" height="10" {} }
                (desk.t(label))
            }
        }
    };
    html! {
        ul.legend {
            (entry("firm", Label::LegendFirm))
            (entry("reserved", Label::SeatReserved))
            (entry("held", Label::SeatHeld))
            (entry("rest", Label::SeatFree))
        }
    }
}

fn seats(desk: &Bureau, trips: &[TripSummary]) -> Markup {
    html! {
        section.card aria-labelledby="seats" {
            h2 #seats { (desk.t(Label::SeatsByTrip)) }
            @if trips.is_empty() {
                (empty(desk, Label::NoTrips, Label::NoTripsAdvice))
            } @else {
                (bar_legend(desk))
                ul.bars {
                    @for trip in trips {
                        li {
                            a href={ "/console/trips/" (trip.trip.id) } { (trip.trip.code) }
                            span.route { (route(desk, &trip.trip)) }
                            span.figure {
                                (desk.t(Label::TakenOf { taken: taken(trip), capacity: trip.capacity }))
                                @if trip.waiting > 0 { " · " (desk.t(Label::WaitingCount { count: trip.waiting })) }
                            }
                            (seats_bar(trip))
                        }
                    }
                }
            }
        }
    }
}

fn unanswered(desk: &Bureau, items: &[InboxItem]) -> Markup {
    html! {
        section.card aria-labelledby="unanswered" {
            h2 #unanswered { (desk.t(Label::Unanswered)) }
            @if items.is_empty() {
                (empty(desk, Label::InboxClear, Label::InboxClearAdvice))
            } @else {
                ul.rows {
                    @for item in items.iter().take(UNANSWERED_ROWS) {
                        li {
                            a href={ "/console/inbox/" (item.help) } {
                                (item.name.clone().unwrap_or_else(|| desk.t(Label::UnknownWorker)))
                            }
                            @if let Some(since) = item.waiting_since {
                                span.figure { (lasting(desk, since, desk.now())) }
                            }
                            @if let Some(text) = &item.last_text { p.clip { (text) } }
                        }
                    }
                }
                @if items.len() > UNANSWERED_ROWS {
                    p { a href="/console/inbox" { (desk.t(Label::AllInInbox { count: items.len() })) } }
                }
            }
        }
    }
}

fn districts(desk: &Bureau, districts: &[DistrictCount]) -> Markup {
    let most = districts.iter().map(|d| d.total).max().unwrap_or(0);
    html! {
        section.card aria-labelledby="districts" {
            h2 #districts { (desk.t(Label::ByDistrict)) }
            @if districts.is_empty() {
                (empty(desk, Label::NoRegistrations, Label::NoRegistrationsAdvice))
            } @else {
                ul.bars {
                    @for row in districts {
                        li {
                            span.name {
                                @match row.district {
                                    Some(code) => (place(desk, code)),
                                    None => (desk.t(Label::NoEmployerYet)),
                                }
                            }
                            span.figure {
                                (row.total)
                                @if row.today > 0 { " · " (desk.t(Label::TodayPlus { count: row.today })) }
                            }
                            (bar(&[("firm", row.total)], most))
                        }
                    }
                }
            }
        }
    }
}

fn waiting(desk: &Bureau, lines: &[WaitingLine]) -> Markup {
    html! {
        section.card aria-labelledby="waiting" {
            h2 #waiting { (desk.t(Label::WaitingLines)) }
            @if lines.is_empty() {
                (empty(desk, Label::NobodyWaits, Label::NobodyWaitsAdvice))
            } @else {
                ul.rows {
                    @for line in lines {
                        li {
                            a href={ "/console/trips/" (line.trip) } { (line.code) }
                            span.figure {
                                (desk.t(Label::WaitingCount { count: line.waiting + line.offered }))
                                @if line.offered > 0 { " · " (desk.t(Label::OfferedCount { count: line.offered })) }
                            }
                            p.hint { (desk.t(Label::LongestWait)) " " (lasting(desk, line.since, desk.now())) }
                        }
                    }
                }
            }
        }
    }
}

fn under_way(desk: &Bureau, notices: &[(Notice, Progress)]) -> Markup {
    html! {
        section.card aria-labelledby="under-way" {
            h2 #under-way { (desk.t(Label::NoticesUnderWay)) }
            @if notices.is_empty() {
                (empty(desk, Label::NoNoticesUnderWay, Label::NoNoticesUnderWayAdvice))
            } @else {
                ul.rows {
                    @for (notice, progress) in notices {
                        li {
                            a href={ "/console/notices/" (notice.id) } {
                                (text_for(&notice.texts, desk.locale).map(|t| t.title.as_str()).unwrap_or_default())
                            }
                            (progress_bar(desk, progress))
                        }
                    }
                }
            }
        }
    }
}

fn demand(desk: &Bureau, rows: &[DemandRow]) -> Markup {
    let (first, rest) = rows.split_at(rows.len().min(DEMAND_FIRST));
    html! {
        section.card aria-labelledby="demand" {
            h2 #demand { (desk.t(Label::DemandTitle)) }
            @if rows.is_empty() {
                (empty(desk, Label::NoDemand, Label::NoDemandAdvice))
            } @else {
                (demand_table(desk, first))
                @if !rest.is_empty() {
                    details {
                        summary { (desk.t(Label::MoreRows { count: rest.len() })) }
                        (demand_table(desk, rest))
                    }
                }
            }
        }
    }
}

fn demand_table(desk: &Bureau, rows: &[DemandRow]) -> Markup {
    html! {
        table.stack.tight {
            thead { tr {
                th scope="col" { (desk.t(Label::ColOrigin)) }
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(Label::ColMode)) }
                th.number scope="col" { (desk.t(Label::ColWorkers)) }
                th scope="col" { (desk.t(Label::ColSince)) }
            } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { (full_place(desk, row.origin)) }
                        td data-label=(desk.t(Label::ColEmployer)) {
                            (row.employer.clone().unwrap_or_else(|| desk.t(Label::NoEmployerYet)))
                        }
                        td data-label=(desk.t(Label::ColMode)) { (desk.t(mode(row.mode))) }
                        td.number data-label=(desk.t(Label::ColWorkers)) { (row.workers) }
                        td data-label=(desk.t(Label::ColSince)) { (when(desk, row.since)) }
                    }
                }
            }
        }
    }
}
