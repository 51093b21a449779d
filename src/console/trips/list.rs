//! The table of departures, with its filter.

use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw};
use crate::console::overview::{bar_legend, seats_bar, taken};
use crate::console::parts::{Field, done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::{place, route, trip_state, trip_state_label, when};
use crate::console::table::{Key, Table, View, choice, export};
use crate::domain::place::PlaceCode;
use crate::domain::trip::TripState;
use crate::locale::label::Label;
use crate::locale::label::overview::OverviewLabel;
use crate::locale::label::trip::TripLabel;
use crate::sheet::{Cell, Head};
use crate::store::trip::TripSummary;
use axum::extract::Query;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is asked for; empty fields filter nothing.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    #[serde(flatten)]
    view: View,
    state: String,
    day: String,
    to: String,
    /// How many trips were just entered by file.
    imported: String,
}

impl Filter {
    fn takes(&self, trip: &TripSummary) -> bool {
        let (state, full) = (trip.trip.state, trip.free == 0);
        let state = match self.state.as_str() {
            "full" => state == TripState::Open && full,
            other => TripState::parse(other).is_none_or(|wanted| wanted == state),
        };
        let day = self.day.parse::<NaiveDate>().ok();
        let to = PlaceCode::parse(&self.to).ok();
        let words = self.view.words().to_lowercase();
        state
            && (words.is_empty() || trip.trip.code.to_lowercase().contains(&words))
            && day.is_none_or(|day| trip.trip.departs_at.date() == day)
            && to.is_none_or(|to| to == trip.trip.district)
    }
}

/// The table of departures.
pub async fn page(desk: Bureau, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let (trips, destinations) = found(&desk, &filter).await?;
    let columns = columns(&desk, &filter);
    let body = html! {
        @if let Ok(count) = filter.imported.parse() { (done_note(&desk, TripLabel::DoneImported { count })) }
        div.row {
            a.button.primary href="/console/trips/new" { (desk.t(TripLabel::TripNew)) }
            a.button href="/console/trips/file" { (desk.t(TripLabel::TripsByFile)) }
            a.button href="/console/plan" { (desk.t(Label::PlanTitle)) }
        }
        @if destinations.is_empty() {
            (empty(&desk, Label::NoTrips, Label::NoTripsAdvice))
        } @else {
            (tools(&desk, &filter, &columns, &destinations))
            @if trips.is_empty() {
                (empty(&desk, TripLabel::NoneMatch, TripLabel::NoneMatchAdvice))
            } @else {
                (bar_legend(&desk))
                table.stack.tight.card {
                    (columns.head())
                    tbody { @for trip in &trips[columns.rows(trips.len())] { (row(&desk, trip)) } }
                }
                (columns.foot(trips.len()))
            }
        }
    };
    draw(&desk, Nav::Trips, desk.t(Label::NavTrips), body).await
}

/// The trips asked for in their order, and all destinations there are to choose from.
async fn found(
    desk: &Bureau,
    filter: &Filter,
) -> Result<(Vec<TripSummary>, BTreeSet<PlaceCode>), Fault> {
    let mut trips = desk.read().await?.trips().await?;
    trips.retain(|t| desk.looks_after(Some(t.trip.district)));
    let destinations = trips.iter().map(|t| t.trip.district).collect();
    trips.retain(|t| filter.takes(t));
    columns(desk, filter)
        .order()
        .sort(&mut trips, |one, key| match key {
            "code" => Key::from(one.trip.code.as_str()),
            "route" => Key::from(route(desk, &one.trip).as_str()),
            "vehicles" => Key::from(one.vehicles),
            "taken" => Key::from(taken(one)),
            "waiting" => Key::from(one.waiting),
            "state" => Key::from(one.trip.state as i64),
            _ => Key::from(one.trip.departs_at.millis()),
        });
    Ok((trips, destinations))
}

fn columns<'a>(desk: &'a Bureau, filter: &'a Filter) -> Table<'a> {
    Table::new(desk, "/console/trips", &filter.view, ("departs", false))
        .filter("state", &filter.state)
        .filter("day", &filter.day)
        .filter("to", &filter.to)
        .sorted("code", Label::ColTrip)
        .sorted("route", Label::ColRoute)
        .sorted("departs", Label::ColDeparture)
        .number("vehicles", Label::ColVehicles)
        .sorted("taken", Label::SeatsTaken)
        .number("waiting", Label::InLine)
        .sorted("state", Label::ColState)
}

fn tools(
    desk: &Bureau,
    filter: &Filter,
    columns: &Table<'_>,
    destinations: &BTreeSet<PlaceCode>,
) -> Markup {
    let mut states: Vec<(String, String)> = Vec::new();
    for state in TripState::ALL {
        let name = |full| desk.t(trip_state_label(*state, full));
        states.push((state.as_str().to_owned(), name(false)));
        if *state == TripState::Open {
            states.push(("full".to_owned(), name(true)));
        }
    }
    let counties: Vec<_> = destinations
        .iter()
        .map(|code| (code.to_string(), place(desk, *code)))
        .collect();
    let day = Field::text("day", desk.t(TripLabel::FilterDay));
    let fields = html! {
        (choice(desk, "state", desk.t(TripLabel::FilterState), &filter.state, &states))
        (day.kind("date").value(&filter.day).draw())
        (choice(desk, "to", desk.t(TripLabel::FilterDestination), &filter.to, &counties))
    };
    let search = Some(desk.t(Label::ColTrip));
    columns.tools(search, &fields, Some("/console/trips.xlsx"))
}

fn row(desk: &Bureau, trip: &TripSummary) -> Markup {
    html! {
        tr {
            th.code scope="row" { a href={ "/console/trips/" (trip.trip.id) } { (trip.trip.code) } }
            td data-label=(desk.t(Label::ColRoute)) { (route(desk, &trip.trip)) }
            td data-label=(desk.t(Label::ColDeparture)) { (when(desk, trip.trip.departs_at)) }
            td.number data-label=(desk.t(Label::ColVehicles)) { (trip.vehicles) }
            td.bar-cell data-label=(desk.t(Label::SeatsTaken)) {
                span { (desk.t(Label::TakenOf { taken: taken(trip), capacity: trip.capacity })) }
                (seats_bar(trip))
            }
            td.number data-label=(desk.t(Label::InLine)) { (trip.waiting) }
            td data-label=(desk.t(Label::ColState)) { (trip_state(desk, trip.trip.state, Some(trip.free))) }
        }
    }
}

/// The same as a workbook.
pub async fn workbook(desk: Bureau, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let (trips, _) = found(&desk, &filter).await?;
    let heads = [
        Head::new(desk.t(Label::ColTrip), 14),
        Head::new(desk.t(Label::ColRoute), 36),
        Head::new(desk.t(Label::ColDeparture), 22),
        Head::new(desk.t(Label::ColVehicles), 10),
        Head::new(desk.t(Label::SeatsTaken), 12),
        Head::new(desk.t(OverviewLabel::ColCapacity), 12),
        Head::new(desk.t(Label::InLine), 10),
        Head::new(desk.t(Label::ColState), 16),
    ];
    let texts: Vec<[String; 3]> = trips
        .iter()
        .map(|one| {
            let full = one.free == 0;
            [
                route(&desk, &one.trip),
                desk.t(Label::At {
                    when: one.trip.departs_at,
                }),
                desk.t(trip_state_label(one.trip.state, full)),
            ]
        })
        .collect();
    let cells = trips
        .iter()
        .zip(&texts)
        .map(|(one, [route, departs, state])| {
            let number = |n: i64| Cell::Number(n as f64);
            vec![
                Cell::Text(&one.trip.code),
                Cell::Text(route),
                Cell::Text(departs),
                number(one.vehicles),
                number(taken(one)),
                number(one.capacity),
                number(one.waiting),
                Cell::Text(state),
            ]
        });
    let title = desk.t(Label::NavTrips);
    export(&desk, ("trips", &title), &heads, cells)
}
