//! Trips: the table of departures, and each with a picture of its seats and the list of who sits in them.

use super::fault::Fault;
use super::layout::{Nav, page as draw};
use super::overview::{bar_legend, seats_bar, taken};
use super::parts::{empty, pager};
use super::people::Bureau;
use super::seatmap;
use super::show::{mode, place, route, seat_state, trip_state, vehicle, when};
use crate::domain::id::TripId;
use crate::locale::label::Label;
use crate::store::report::Passenger;
use crate::store::trip::{TripSummary, VehicleSeats};
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// Passengers on one page.
const PAGE: i64 = 100;

/// The table of departures.
pub async fn list(desk: Bureau) -> Result<Response, Fault> {
    let mut trips = desk.read().await?.trips().await?;
    trips.retain(|t| desk.looks_after(Some(t.trip.district)));
    let body = html! {
        @if trips.is_empty() {
            (empty(&desk, Label::NoTrips, Label::NoTripsAdvice))
        } @else {
            (bar_legend(&desk))
            (table(&desk, &trips))
        }
    };
    draw(&desk, Nav::Trips, desk.t(Label::NavTrips), body).await
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

/// Which page of the passengers.
#[derive(Deserialize)]
pub struct At {
    #[serde(default)]
    page: Option<i64>,
}

/// One trip. Another district's is not found by a clerk bound to theirs.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let id = TripId::new(id);
    let mut tx = desk.read().await?;
    let trips = tx.trips().await?;
    let summary = trips
        .into_iter()
        .find(|t| t.trip.id == id && desk.looks_after(Some(t.trip.district)))
        .ok_or(Fault::NotFound)?;
    let vehicles = tx.seat_map(&id).await?;
    let pages = (taken(&summary) + PAGE - 1) / PAGE;
    let at = at.page.unwrap_or(1).clamp(1, pages.max(1));
    let passengers = tx.passengers(&id, PAGE, (at - 1) * PAGE).await?;
    drop(tx);
    let body = html! {
        (facts(&desk, &summary))
        (vehicle_pictures(&desk, &vehicles))
        section aria-labelledby="passengers" {
            h2 #passengers { (desk.t(Label::Passengers)) }
            @if passengers.is_empty() {
                (empty(&desk, Label::NoPassengers, Label::NoPassengersAdvice))
            } @else {
                (passenger_table(&desk, &passengers))
                (pager(&desk, &format!("/console/trips/{id}?page="), at, pages))
            }
        }
    };
    let title = format!("{} {}", summary.trip.code, route(&desk, &summary.trip));
    draw(&desk, Nav::Trips, title, body).await
}

fn facts(desk: &Bureau, summary: &TripSummary) -> Markup {
    let trip = &summary.trip;
    let rules = &trip.requirements;
    let asked: Vec<Label> = [
        (rules.certificate, Label::AsksCertificate),
        (rules.listed_employer, Label::AsksListing),
        (rules.roster_confirmed, Label::AsksRoster),
        (trip.spaced, Label::AsksSpacing),
    ]
    .into_iter()
    .filter_map(|(asked, label)| asked.then_some(label))
    .collect();
    html! {
        section.card.facts {
            p { (trip_state(desk, trip.state, Some(summary.free))) }
            dl {
                div { dt { (desk.t(Label::ColDeparture)) } dd { (when(desk, trip.departs_at)) } }
                div { dt { (desk.t(Label::MeetingPoint)) } dd { (trip.meeting_point) } }
                div { dt { (desk.t(Label::Destination)) } dd { (place(desk, trip.district)) } }
                div { dt { (desk.t(Label::ColMode)) } dd { (desk.t(mode(trip.mode))) } }
                div {
                    dt { (desk.t(Label::SeatsTaken)) }
                    dd { (desk.t(Label::TakenOf { taken: taken(summary), capacity: summary.capacity })) }
                }
                div { dt { (desk.t(Label::InLine)) } dd { (summary.waiting) } }
                @if !asked.is_empty() {
                    div.all {
                        dt { (desk.t(Label::Asks)) }
                        dd { ul.plain { @for label in asked { li { (desk.t(label)) } } } }
                    }
                }
            }
            (seats_bar(summary))
        }
    }
}

fn vehicle_pictures(desk: &Bureau, vehicles: &[VehicleSeats]) -> Markup {
    html! {
        section aria-labelledby="vehicles" {
            h2 #vehicles { (desk.t(Label::ColVehicles)) }
            @if vehicles.is_empty() {
                (empty(desk, Label::NoVehicles, Label::NoVehiclesAdvice))
            } @else {
                (seatmap::legend(desk))
                div.vehicles {
                    @for one in vehicles {
                        figure.card.vehicle {
                            figcaption {
                                strong { (one.label) } " " span.hint { (desk.t(vehicle(one.kind))) }
                            }
                            (seatmap::draw(desk, one))
                        }
                    }
                }
            }
        }
    }
}

fn passenger_table(desk: &Bureau, passengers: &[Passenger]) -> Markup {
    html! {
        table.stack.tight.card {
            thead { tr {
                th scope="col" { (desk.t(Label::ColName)) }
                th scope="col" { (desk.t(Label::ColMobile)) }
                th scope="col" { (desk.t(Label::ColVehicle)) }
                th scope="col" { (desk.t(Label::ColSeat)) }
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(Label::ColState)) }
            } }
            tbody {
                @for one in passengers {
                    tr {
                        th scope="row" { (one.name) }
                        td data-label=(desk.t(Label::ColMobile)) { (one.mobile_mask) }
                        td data-label=(desk.t(Label::ColVehicle)) { (one.vehicle) }
                        td data-label=(desk.t(Label::ColSeat)) { (one.seat) }
                        td data-label=(desk.t(Label::ColEmployer)) { (one.employer.as_deref().unwrap_or("–")) }
                        td data-label=(desk.t(Label::ColState)) { (seatmap::mark(desk, one.state)) (desk.t(seat_state(one.state))) }
                    }
                }
            }
        }
    }
}
