//! The first page: what stands where, and what wants doing. Each figure leads to the list behind it.

mod figures;
mod lists;
mod seats;
mod work;

pub use lists::{demand, demand_workbook, registrations, registrations_workbook};
pub use seats::{bar_legend, seats_bar, taken};

use super::fault::Fault;
use super::layout::{Nav, page as draw};
use super::people::{Anyone, Bureau};
use super::show::midnight;
use crate::domain::notice::NoticeState;
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::domain::trip::TripState;
use crate::locale::label::Label;
use crate::locale::label::overview::OverviewLabel as L;
use crate::store::figures::{Figure, Overdue};
use crate::store::help::InboxItem;
use crate::store::notice::{Notice, Progress};
use crate::store::report::{DemandRow, DistrictCount, WaitingLine};
use crate::store::trip::TripSummary;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::time::Duration;

/// Rows of demand on the page; the list has all.
const DEMAND_FIRST: i64 = 10;
/// Days of the chart.
const DAYS: u64 = 14;

struct Figures {
    districts: Vec<DistrictCount>,
    registered: Vec<Figure>,
    days: Vec<(Timestamp, i64)>,
    trips: Vec<TripSummary>,
    unanswered: Vec<InboxItem>,
    waiting: Vec<WaitingLine>,
    overdue: Vec<Overdue>,
    demand: Vec<DemandRow>,
    notices: Vec<(Notice, Progress)>,
}

/// The overview; HR is led to its roster, crew to its vehicle.
pub async fn page(desk: Anyone) -> Result<Response, Fault> {
    match desk.staff.role {
        Role::Clerk | Role::Admin => {}
        Role::Hr => return Ok(Redirect::to("/console/rosters").into_response()),
        Role::Crew => return Ok(Redirect::to("/console/boarding").into_response()),
    }
    let desk = Bureau::of((*desk).clone())?;
    let all = load(&desk).await?;
    let body = html! {
        (tiles(&desk, &all))
        div.columns {
            div.wide { (seats::seats(&desk, &all.trips)) }
            div.narrow-column {
                (work::unanswered(&desk, &all.unanswered))
                (figures::districts(&desk, &all.districts))
            }
        }
        div.halves {
            (figures::days(&desk, &all.days, first_day(&desk), DAYS))
            (figures::origins(&desk, &all.registered))
            (figures::employers(&desk, &all.registered))
            (work::overdue(&desk, &all.overdue))
            (work::waiting(&desk, &all.waiting))
            (work::under_way(&desk, &all.notices))
        }
        (lists::demand_card(&desk, &all.demand))
    };
    draw(&desk, Nav::Overview, desk.t(Label::NavOverview), body).await
}

/// Beginning of the chart's first day.
fn first_day(desk: &Bureau) -> Timestamp {
    midnight(desk.now()).minus(Duration::from_secs((DAYS - 1) * 24 * 3600))
}

async fn load(desk: &Bureau) -> Result<Figures, Fault> {
    let district = desk.district();
    let mut tx = desk.read().await?;
    let districts = tx
        .registrations_by_district(district, midnight(desk.now()))
        .await?;
    let registered = tx.figures(district, None).await?;
    let days = tx.registrations_by_day(district, first_day(desk)).await?;
    let mut trips = tx.trips().await?;
    trips.retain(|t| desk.looks_after(Some(t.trip.district)) && is_coming(t.trip.state));
    let mut unanswered = tx.inbox().await?;
    unanswered.retain(|item| item.waiting_since.is_some() && desk.looks_after(item.district));
    let waiting = tx.waiting_lines(district).await?;
    let overdue = tx.rosters_overdue(district, desk.now()).await?;
    let demand = tx.demand_by_route(district, DEMAND_FIRST).await?;
    let mut notices = Vec::new();
    for notice in tx.notices().await? {
        if matches!(notice.state, NoticeState::Sending | NoticeState::Paused) {
            let progress = tx.progress(&notice.id).await?;
            notices.push((notice, progress));
        }
    }
    Ok(Figures {
        districts,
        registered,
        days,
        trips,
        unanswered,
        waiting,
        overdue,
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

fn tiles(desk: &Bureau, all: &Figures) -> Markup {
    let total: i64 = all.districts.iter().map(|d| d.total).sum();
    let today: i64 = all.districts.iter().map(|d| d.today).sum();
    let capacity: i64 = all.trips.iter().map(|t| t.capacity).sum();
    let seated: i64 = all.trips.iter().map(taken).sum();
    let waiting: i64 = all.waiting.iter().map(|w| w.waiting + w.offered).sum();
    let overdue: i64 = all.overdue.iter().map(|one| one.people).sum();
    let tile = |label: String, value: i64, note: Option<String>, behind: &str| {
        html! {
            div.tile {
                dt { (label) }
                dd { a href=(behind) { strong { (value) } } @if let Some(note) = note { span { (note) } } }
            }
        }
    };
    let today = Some(desk.t(Label::TodayPlus { count: today }));
    let of = Some(desk.t(Label::OfCapacity { capacity }));
    let unanswered = all.unanswered.len() as i64;
    html! {
        dl.tiles {
            (tile(desk.t(Label::Registrations), total, today, "/console/registrations"))
            (tile(desk.t(Label::SeatsTaken), seated, of, "/console/trips"))
            (tile(desk.t(Label::InLine), waiting, None, "/console/trips?sort=-waiting"))
            (tile(desk.t(Label::Unanswered), unanswered, None, "/console/inbox"))
            @if overdue > 0 { (tile(desk.t(L::OverdueTile), overdue, None, "/console/rosters?overdue=yes")) }
        }
    }
}
