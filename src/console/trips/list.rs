//! The table of departures, with its filter.

use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw};
use crate::console::overview::{bar_legend, seats_bar, taken};
use crate::console::parts::{done_note, empty};
use crate::console::people::Bureau;
use crate::console::show::{place, route, trip_state, trip_state_label, when};
use crate::domain::place::PlaceCode;
use crate::domain::trip::TripState;
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::trip::TripSummary;
use axum::extract::Query;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is asked for; empty fields filter nothing.
#[derive(Deserialize, Default)]
pub struct Filter {
    #[serde(default)]
    state: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    to: String,
    /// How many trips were just entered by file.
    #[serde(default)]
    imported: Option<i64>,
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
        state
            && day.is_none_or(|day| trip.trip.departs_at.date() == day)
            && to.is_none_or(|to| to == trip.trip.district)
    }

    fn is_set(&self) -> bool {
        [&self.state, &self.day, &self.to]
            .into_iter()
            .any(|field| !field.is_empty())
    }
}

/// The table of departures.
pub async fn page(desk: Bureau, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let mut trips = desk.read().await?.trips().await?;
    trips.retain(|t| desk.looks_after(Some(t.trip.district)));
    let none = trips.is_empty();
    let destinations: BTreeSet<_> = trips.iter().map(|t| t.trip.district).collect();
    trips.retain(|t| filter.takes(t));
    let body = html! {
        @if let Some(count) = filter.imported { (done_note(&desk, TripLabel::DoneImported { count })) }
        div.row {
            a.button.primary href="/console/trips/new" { (desk.t(TripLabel::TripNew)) }
            a.button href="/console/trips/file" { (desk.t(TripLabel::TripsByFile)) }
            a.button href="/console/plan" { (desk.t(Label::PlanTitle)) }
        }
        @if none {
            (empty(&desk, Label::NoTrips, Label::NoTripsAdvice))
        } @else {
            (filter_form(&desk, &filter, &destinations))
            @if trips.is_empty() {
                (empty(&desk, TripLabel::NoneMatch, TripLabel::NoneMatchAdvice))
            } @else {
                (bar_legend(&desk))
                (table(&desk, &trips))
            }
        }
    };
    draw(&desk, Nav::Trips, desk.t(Label::NavTrips), body).await
}

fn filter_form(desk: &Bureau, filter: &Filter, destinations: &BTreeSet<PlaceCode>) -> Markup {
    html! {
        details.card.quiet open[filter.is_set()] {
            summary { (desk.t(TripLabel::FilterGo)) }
            form.numbers.four method="get" action="/console/trips" {
                div.field {
                    label for="state" { (desk.t(TripLabel::FilterState)) }
                    select #state name="state" {
                        option value="" { (desk.t(TripLabel::FilterAny)) }
                        @for state in TripState::ALL {
                            option value=(state) selected[filter.state == state.as_str()] {
                                (desk.t(trip_state_label(*state, false)))
                            }
                            @if *state == TripState::Open {
                                option value="full" selected[filter.state == "full"] {
                                    (desk.t(trip_state_label(*state, true)))
                                }
                            }
                        }
                    }
                }
                div.field {
                    label for="day" { (desk.t(TripLabel::FilterDay)) }
                    input #day type="date" name="day" value=(filter.day);
                }
                div.field {
                    label for="to" { (desk.t(TripLabel::FilterDestination)) }
                    select #to name="to" {
                        option value="" { (desk.t(TripLabel::FilterAny)) }
                        @for code in destinations {
                            option value=(code) selected[filter.to == code.to_string()] { (place(desk, *code)) }
                        }
                    }
                }
                button type="submit" { (desk.t(TripLabel::FilterGo)) }
            }
        }
    }
}

fn table(desk: &Bureau, trips: &[TripSummary]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColTrip)) }
                th scope="col" { (desk.t(Label::ColRoute)) }
                th scope="col" { (desk.t(Label::ColDeparture)) }
                th.number scope="col" { (desk.t(Label::ColVehicles)) }
                th scope="col" { (desk.t(Label::SeatsTaken)) }
                th.number scope="col" { (desk.t(Label::InLine)) }
                th scope="col" { (desk.t(Label::ColState)) }
            } }
            tbody {
                @for trip in trips {
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
        }
    }
}
