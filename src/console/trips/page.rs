//! One trip: its facts, what may be done with it, its seats and who sits in them.

use super::act::{Given, actions};
use super::form_draw::faults;
use super::{mine, words};
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw};
use crate::console::manifest;
use crate::console::overview::{seats_bar, taken};
use crate::console::parts::{done_note, empty};
use crate::console::people::Bureau;
use crate::console::seatmap;
use crate::console::show::{mode, place, route, seat_state, trip_state, vehicle, when};
use crate::console::table::{Key, Table, View};
use crate::domain::id::TripId;
use crate::domain::trip::{Stop, TripState};
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::trip::{Drafted, Listed, TripSummary, VehicleSeats};
use axum::extract::{Path, Query};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// Most passengers of a trip that are read: more than any has seats.
const MOST_PASSENGERS: i64 = 10_000;

/// What of the passengers, and what was done before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct At {
    #[serde(flatten)]
    view: View,
    done: String,
}

/// A passenger: their place among all of them by vehicle and seat, the vehicle's label, and who they are.
type Seated = (i64, String, Listed);

/// One trip. Another district's is not found by a clerk bound to theirs.
pub async fn page(
    desk: Bureau,
    Path(id): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    show(&desk, &TripId::new(id), &at, &Given::default()).await
}

/// The page, with what was given to a form that was refused.
pub async fn show(desk: &Bureau, id: &TripId, at: &At, given: &Given) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let trips = tx.trips().await?;
    let summary = trips.into_iter().find(|t| t.trip.id == *id);
    let summary = summary.ok_or(Fault::NotFound)?;
    mine(desk, &summary.trip)?;
    let drafted = tx.drafted_trip(id).await?.ok_or(Fault::NotFound)?;
    let vehicles = tx.seat_map(id).await?;
    let seated = tx.seated_people(id, MOST_PASSENGERS, 0).await?;
    let mut left = Vec::new();
    for door in tx.doors_of(id).await? {
        left.extend(manifest::read_after(&mut tx, door).await?);
    }
    drop(tx);
    let numbered = (0..).zip(seated).map(|(at, (label, one))| (at, label, one));
    let draft = summary.trip.state == TripState::Draft;
    let missing = match draft {
        true => drafted.draft.ready(desk.now()),
        false => Vec::new(),
    };
    let body = html! {
        @if let Some(label) = done(&at.done) { (done_note(desk, label)) }
        (facts(desk, &summary, &drafted))
        (faults(desk, &missing))
        (actions(desk, &summary, &drafted, &missing, given))
        p { (crate::console::boarding::crew_link(desk, id)) }
        (manifest::after_section(desk, &left))
        (vehicle_pictures(desk, &vehicles))
        @if !draft {
            section aria-labelledby="passengers" {
                h2 #passengers { (desk.t(Label::Passengers)) }
                (passengers(desk, id, &at.view, numbered.collect()))
            }
        }
    };
    let title = format!("{} {}", summary.trip.code, route(desk, &summary.trip));
    draw(desk, Nav::Trips, title, body).await
}

fn done(done: &str) -> Option<TripLabel> {
    match done {
        "saved" => Some(TripLabel::DoneSaved),
        "opened" => Some(TripLabel::DoneOpened),
        "moved" => Some(TripLabel::DoneMoved),
        "meet" => Some(TripLabel::DoneMeet),
        "cancelled" => Some(TripLabel::DoneCancelled),
        "settled" => Some(TripLabel::DoneSettled),
        "none-open" => Some(TripLabel::NoneOpen),
        _ => None,
    }
}

fn facts(desk: &Bureau, summary: &TripSummary, drafted: &Drafted) -> Markup {
    let trip = &summary.trip;
    let asked = words::asked(desk, &trip.requirements, trip.spaced);
    let fare = match trip.fare_fen {
        0 => TripLabel::Free,
        fen => TripLabel::Yuan {
            amount: words::yuan(fen),
        },
    };
    html! {
        section.card.facts {
            p { (trip_state(desk, trip.state, Some(summary.free))) }
            dl {
                div { dt { (desk.t(Label::ColDeparture)) } dd { (when(desk, trip.departs_at)) } }
                @if let [_] = drafted.draft.stops.as_slice() {
                    div { dt { (desk.t(Label::MeetingPoint)) } dd { (trip.meeting_point) } }
                }
                div { dt { (desk.t(Label::Destination)) } dd { (place(desk, trip.district)) } }
                div { dt { (desk.t(Label::ColMode)) } dd { (desk.t(mode(trip.mode))) } }
                div { dt { (desk.t(TripLabel::Fare)) } dd { (desk.t(fare)) } }
                div {
                    dt { (desk.t(Label::SeatsTaken)) }
                    dd { (desk.t(Label::TakenOf { taken: taken(summary), capacity: summary.capacity })) }
                }
                div { dt { (desk.t(Label::InLine)) } dd { (summary.waiting) } }
                @if drafted.draft.stops.len() > 1 {
                    div.all { dt { (desk.t(TripLabel::Stops)) } dd { (stops(desk, &drafted.draft.stops)) } }
                }
                @if !asked.is_empty() {
                    div.all {
                        dt { (desk.t(Label::Asks)) }
                        dd { ul.plain { @for one in asked { li { (one) } } } }
                    }
                }
                @if let Some(why) = &drafted.cancelled_because {
                    div.all { dt { (desk.t(TripLabel::CancelledBecause)) } dd { (why) } }
                }
            }
            (seats_bar(summary))
        }
    }
}

fn stops(desk: &Bureau, stops: &[Stop]) -> Markup {
    html! {
        ul {
            @for stop in stops {
                li { (place(desk, stop.place)) " · " (when(desk, stop.departs_at)) " · " (stop.meeting_point) }
            }
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
                                a.beside href={ "/console/manifest/" (one.vehicle) } { (desk.t(TripLabel::Manifest)) }
                            }
                            (seatmap::draw(desk, one))
                        }
                    }
                }
            }
        }
    }
}

fn passengers(desk: &Bureau, trip: &TripId, view: &View, mut seated: Vec<Seated>) -> Markup {
    if seated.is_empty() {
        return empty(desk, Label::NoPassengers, Label::NoPassengersAdvice);
    }
    let address = format!("/console/trips/{trip}");
    let table = Table::new(desk, &address, view, ("seat", false))
        .sorted("name", Label::ColName)
        .plain(Label::ColMobile)
        .sorted("seat", Label::ColSeat)
        .sorted("employer", Label::ColEmployer)
        .sorted("state", Label::ColState)
        .plain(TripLabel::ColTicket);
    table
        .order()
        .sort(&mut seated, |(at, _, one), key| match key {
            "name" => Key::from(one.name.as_str()),
            "employer" => Key::from(one.employer_name.as_deref().unwrap_or_default()),
            "state" => Key::from(one.state.as_str()),
            _ => Key::from(*at),
        });
    html! {
        (table.tools(None, &html! {}, None))
        (passenger_table(desk, &table, &seated[table.rows(seated.len())]))
        (table.foot(seated.len()))
    }
}

fn passenger_table(desk: &Bureau, table: &Table<'_>, passengers: &[Seated]) -> Markup {
    html! {
        table.stack.tight.card {
            (table.head())
            tbody {
                @for (_, label, one) in passengers {
                    tr {
                        th scope="row" { (one.name) }
                        td data-label=(desk.t(Label::ColMobile)) { (one.mobile_mask) }
                        td data-label=(desk.t(Label::ColSeat)) { (label) " · " (one.seat) }
                        td data-label=(desk.t(Label::ColEmployer)) { (one.employer_name.as_deref().unwrap_or("–")) }
                        td data-label=(desk.t(Label::ColState)) { (seatmap::mark(desk, one.state)) (desk.t(seat_state(one.state))) }
                        td data-label=(desk.t(TripLabel::ColTicket)) {
                            @if one.ticket.is_some() {
                                a href={ "/console/tickets/" (one.worker) } { (desk.t(TripLabel::Ticket)) }
                            } @else { "–" }
                        }
                    }
                }
            }
        }
    }
}
