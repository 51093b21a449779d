//! The picture of a vehicle's seats, seen from above, drawn as SVG. A state shows by colour, by pattern of the
//! outline and by a sign; the list of passengers says the same in words.

use super::people::Visitor;
use super::show::{seat_state, vehicle as vehicle_name};
use crate::domain::id::VehicleId;
use crate::domain::seat::{SeatPlan, SeatState, VehicleKind};
use crate::locale::label::Label;
use crate::store::trip::{SeatRow, VehicleSeats};
use maud::{Markup, html};

/// Side of a coach seat and the distance to the next, in units of the drawing.
const SEAT: i64 = 33;
const STEP: i64 = 37;
/// Room in front of the first row of a coach, for driver and door.
const FRONT: i64 = 52;
const EDGE: i64 = 10;

/// The same for a train, whose 900 seats are small.
const SMALL: i64 = 13;
const SMALL_STEP: i64 = 15;
const SMALL_EDGE: i64 = 8;

/// How a seat is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Free,
    Held,
    Reserved,
    Confirmed,
    Boarded,
    NotSold,
}

impl Mark {
    const ALL: [Self; 6] = [
        Self::Free,
        Self::Held,
        Self::Reserved,
        Self::Confirmed,
        Self::Boarded,
        Self::NotSold,
    ];

    fn of(seat: &SeatRow) -> Self {
        match seat.state {
            SeatState::Free if !seat.sellable => Self::NotSold,
            state => Self::of_state(state),
        }
    }

    fn of_state(state: SeatState) -> Self {
        match state {
            SeatState::Free => Self::Free,
            SeatState::Held => Self::Held,
            SeatState::Reserved => Self::Reserved,
            SeatState::Confirmed => Self::Confirmed,
            SeatState::Boarded => Self::Boarded,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Free => "seat free",
            Self::Held => "seat held",
            Self::Reserved => "seat reserved",
            Self::Confirmed => "seat confirmed",
            Self::Boarded => "seat boarded",
            Self::NotSold => "seat not-sold",
        }
    }

    /// A sign that tells the state without colour.
    fn sign(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::Held => "…",
            Self::Reserved => "◐",
            Self::Confirmed => "✓",
            Self::Boarded => "●",
            Self::NotSold => "×",
        }
    }

    fn label(self) -> Label {
        match self {
            Self::Free => Label::SeatFree,
            Self::Held => Label::SeatHeld,
            Self::Reserved => Label::SeatReserved,
            Self::Confirmed => Label::SeatConfirmed,
            Self::Boarded => Label::SeatBoarded,
            Self::NotSold => Label::SeatNotSold,
        }
    }
}

/// What the marks mean.
pub fn legend(visitor: &Visitor) -> Markup {
    html! {
        ul.legend {
            @for mark in Mark::ALL {
                li { (swatch(mark)) (visitor.t(mark.label())) }
            }
        }
    }
}

/// The mark of a state, to stand before its word.
pub fn mark(_visitor: &Visitor, state: SeatState) -> Markup {
    swatch(Mark::of_state(state))
}

fn swatch(mark: Mark) -> Markup {
    html! {
        svg.swatch viewBox="0 0 20 20" aria-hidden="true" focusable="false" {
            g class=(mark.class()) {
                rect x="1.5" y="1.5" width="17" height="17" rx="4" {}
                text x="10" y="14.5" { (mark.sign()) }
            }
        }
    }
}

/// A vehicle's picture: a coach with its front on top, a train carriage by carriage.
pub fn draw(visitor: &Visitor, vehicle: &VehicleSeats) -> Markup {
    match vehicle.kind {
        VehicleKind::Coach40 | VehicleKind::Coach44 | VehicleKind::Coach49 => {
            coach(visitor, vehicle)
        }
        VehicleKind::Train900 => train(visitor, vehicle),
    }
}

/// The picture of a vehicle nobody has a seat on yet: which seats may be sold under spacing and with crew seats.
pub fn preview(visitor: &Visitor, kind: VehicleKind, spaced: bool, crew: u32) -> Markup {
    let seat = |plan: SeatPlan| SeatRow {
        label: plan.label,
        number: plan.number.into(),
        carriage: plan.carriage.into(),
        row: plan.row.into(),
        column: plan.column.into(),
        block: plan.block.into(),
        sellable: plan.sellable,
        state: SeatState::Free,
        worker: None,
        name: None,
    };
    let plan = kind.layout(spaced, crew);
    let vehicle = VehicleSeats {
        vehicle: VehicleId::new(""),
        ordinal: 1,
        label: visitor.t(vehicle_name(kind)),
        kind,
        seats: plan.into_iter().map(seat).collect(),
    };
    draw(visitor, &vehicle)
}

/// Counts for the text alternative of a picture.
fn summary(visitor: &Visitor, seats: &[&SeatRow]) -> String {
    let count = |mark: Mark| seats.iter().filter(|seat| Mark::of(seat) == mark).count();
    let parts: Vec<String> = Mark::ALL
        .into_iter()
        .map(|mark| (mark, count(mark)))
        .filter(|(_, n)| *n > 0)
        .map(|(mark, n)| format!("{} {n}", visitor.t(mark.label())))
        .collect();
    visitor.t(Label::Pair {
        name: visitor.t(Label::SeatMap),
        value: parts.join(", "),
    })
}

fn tip(visitor: &Visitor, seat: &SeatRow) -> String {
    let state = if Mark::of(seat) == Mark::NotSold {
        visitor.t(Label::SeatNotSold)
    } else {
        visitor.t(seat_state(seat.state))
    };
    match &seat.name {
        Some(name) => format!("{} · {state} · {name}", seat.label),
        None => format!("{} · {state}", seat.label),
    }
}

fn coach(visitor: &Visitor, vehicle: &VehicleSeats) -> Markup {
    let columns = 5;
    let rows = vehicle.seats.iter().map(|s| s.row).max().unwrap_or(1);
    let width = 2 * EDGE + columns * STEP - (STEP - SEAT);
    let height = FRONT + rows * STEP + EDGE;
    let seats: Vec<&SeatRow> = vehicle.seats.iter().collect();
    html! {
        svg.coach viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img"
            aria-label=(format!("{}. {}", vehicle.label, summary(visitor, &seats))) {
            path.hull d=(hull(width, height)) {}
            // The driver sits on the left, the door is on the right: traffic keeps to the right.
            circle.wheel cx=(EDGE + SEAT / 2) cy="28" r="9" {}
            path.wheel d=(format!("M{} 28h18", EDGE + SEAT / 2 - 9)) {}
            path.door d=(format!("M{} 16v28", width - 2)) {}
            text.front x=(width / 2) y="32" { (visitor.t(Label::CoachFront)) }
            @for seat in &vehicle.seats {
                (coach_seat(visitor, seat))
            }
        }
    }
}

fn coach_seat(visitor: &Visitor, seat: &SeatRow) -> Markup {
    let (x, y) = (EDGE + seat.column * STEP, FRONT + (seat.row - 1) * STEP);
    let mark = Mark::of(seat);
    html! {
        g class=(mark.class()) {
            title { (tip(visitor, seat)) }
            rect x=(x) y=(y) width=(SEAT) height=(SEAT) rx="8" {}
            text.label x=(x + SEAT / 2) y=(y + 13) { (seat.label) }
            text x=(x + SEAT / 2) y=(y + 27) { (mark.sign()) }
        }
    }
}

/// Outline of a coach: round in front, nearly square behind.
fn hull(width: i64, height: i64) -> String {
    let (right, bottom) = (width - 2, height - 2);
    format!(
        "M2 26Q2 2 26 2H{}Q{right} 2 {right} 26V{}Q{right} {bottom} {} {bottom}H12Q2 {bottom} 2 {}Z",
        right - 24,
        bottom - 10,
        right - 10,
        bottom - 10,
    )
}

fn train(visitor: &Visitor, vehicle: &VehicleSeats) -> Markup {
    let carriages = vehicle.seats.iter().map(|s| s.carriage).max().unwrap_or(0);
    html! {
        div.train {
            @for carriage in 1..=carriages {
                (carriage_strip(visitor, vehicle, carriage))
            }
        }
    }
}

/// A carriage lies on its side: rows run from left to right.
fn carriage_strip(visitor: &Visitor, vehicle: &VehicleSeats, carriage: i64) -> Markup {
    let seats: Vec<&SeatRow> = vehicle
        .seats
        .iter()
        .filter(|s| s.carriage == carriage)
        .collect();
    let rows = seats.iter().map(|s| s.row).max().unwrap_or(1);
    let columns = seats.iter().map(|s| s.column).max().unwrap_or(0) + 1;
    let width = 2 * SMALL_EDGE + rows * SMALL_STEP - (SMALL_STEP - SMALL);
    let height = 2 * SMALL_EDGE + columns * SMALL_STEP - (SMALL_STEP - SMALL);
    let name = visitor.t(Label::Carriage { number: carriage });
    let taken = seats.iter().filter(|s| s.worker.is_some()).count();
    // A seat that spacing keeps empty, and that nobody has all the same, is none of those that can be had.
    let sold = seats
        .iter()
        .filter(|s| Mark::of(s) != Mark::NotSold)
        .count();
    html! {
        div.carriage {
            p { strong { (name) } " " span.hint { (taken) " / " (sold) } }
            svg viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img"
                aria-label=(format!("{name}. {}", summary(visitor, &seats))) {
                rect.hull x="1" y="1" width=(width - 2) height=(height - 2) rx="8" {}
                @for seat in &seats {
                    (small_seat(visitor, seat))
                }
            }
        }
    }
}

fn small_seat(visitor: &Visitor, seat: &SeatRow) -> Markup {
    let (x, y) = (
        SMALL_EDGE + (seat.row - 1) * SMALL_STEP,
        SMALL_EDGE + seat.column * SMALL_STEP,
    );
    let mark = Mark::of(seat);
    html! {
        g class={ (mark.class()) " small" } {
            title { (tip(visitor, seat)) }
            rect x=(x) y=(y) width=(SMALL) height=(SMALL) rx="3" {}
            @if mark != Mark::Free { text x=(x + SMALL / 2 + 1) y=(y + 10) { (mark.sign()) } }
        }
    }
}
