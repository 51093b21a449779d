//! Trips that are coming, each with its seats as a bar.

use crate::console::parts::{bar, empty};
use crate::console::people::Bureau;
use crate::console::show::route;
use crate::locale::label::Label;
use crate::store::trip::TripSummary;
use maud::{Markup, html};

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

pub(super) fn seats(desk: &Bureau, trips: &[TripSummary]) -> Markup {
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
