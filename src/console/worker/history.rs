//! What has happened to a worker as a timeline, and what stands in the audit about them.

use super::page::{Known, Pages, turner};
use super::words::record;
use crate::console::parts::{Tone, badge};
use crate::console::people::Bureau;
use crate::console::show::{health, seat_name, when};
use crate::domain::boarding::Temperature;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::message::Message;
use crate::store::boarding::BoardingKind;
use crate::store::desk::{Entry, Happening, What};
use maud::{Markup, html};

/// Entries of the audit on a page.
pub const PAGE: i64 = 25;
/// Happenings shown before the rest is folded away.
const OPEN: usize = 20;

/// The timeline, newest first.
pub fn draw(desk: &Bureau, story: &[Happening]) -> Markup {
    let (open, folded) = story.split_at(story.len().min(OPEN));
    html! {
        section.card #history {
            h2 { (desk.t(L::History)) }
            @if story.is_empty() { p.hint { (desk.t(L::HistoryEmpty)) } }
            ol.timeline { @for one in open { (happening(desk, one)) } }
            @if !folded.is_empty() {
                details {
                    summary { (desk.t(L::Earlier { count: folded.len() })) }
                    ol.timeline { @for one in folded { (happening(desk, one)) } }
                }
            }
        }
    }
}

fn happening(desk: &Bureau, one: &Happening) -> Markup {
    html! {
        li {
            p.hint { (when(desk, one.at)) }
            p { (what(desk, &one.what)) }
            @if let Some(reason) = reason(&one.what) { p.hint { (desk.t(L::HapWhy { reason })) } }
            @if let Some(name) = &one.by { p.hint { (desk.t(L::HapBy { name: name.clone() })) } }
        }
    }
}

fn reason(what: &What) -> Option<String> {
    match what {
        What::Roster(_, _, reason) => reason.clone().filter(|reason| !reason.is_empty()),
        What::Waived(_, _, reason) => Some(reason.clone()),
        What::Submitted
        | What::Consent(..)
        | What::Seat(..)
        | What::Line(..)
        | What::Ticket(..)
        | What::TicketGone(_)
        | What::Help(_)
        | What::Door(..)
        | What::Arrived(..) => None,
    }
}

fn what(desk: &Bureau, what: &What) -> Markup {
    let label = match what {
        What::Submitted => L::HapSubmitted,
        What::Consent(kind, version, given) => L::HapConsent {
            kind: kind.as_str(),
            version: version.clone(),
            given: if *given { "yes" } else { "no" },
        },
        What::Seat(change, trip, vehicle, seat) => L::HapSeat {
            change: change.map_or("other", |change| change.as_str()),
            seat: seat_name(trip, vehicle, seat),
        },
        What::Line(state, trip) => L::HapLine {
            state: state.as_str(),
            trip: trip.clone(),
        },
        What::Ticket(trip, tail) => L::HapTicket {
            trip: trip.clone(),
            tail: tail.clone(),
        },
        What::TicketGone(trip) => L::HapTicketGone { trip: trip.clone() },
        What::Roster(state, employer, _) => L::HapRoster {
            state: state.as_str(),
            employer: employer.clone(),
        },
        What::Help(id) => {
            return html! {
                (desk.t(L::HapHelp)) " · "
                a href={ "/console/inbox/" (id) } { (desk.t(L::HapHelpOpen)) }
            };
        }
        What::Door(kind, trip, vehicle, tenths, code) => {
            let label = L::HapDoor {
                kind: kind.as_str(),
                vehicle: vehicle_name(trip, vehicle),
            };
            let tone = match kind {
                BoardingKind::Boarded => Tone::Good,
                BoardingKind::Refused => Tone::Bad,
                BoardingKind::Undone => Tone::Plain,
            };
            return html! {
                (badge(desk, tone, label))
                @if let Some(degrees) = degrees(*tenths) { " " (desk.t(L::HapTemperature { degrees })) }
                @if let Some(code) = code { " " (desk.t(health(*code))) }
            };
        }
        What::Arrived(trip, vehicle) => L::HapArrived {
            vehicle: vehicle_name(trip, vehicle),
        },
        What::Waived(requirement, trip, _) => {
            return html! {
                (desk.t(L::HapWaived { trip: trip.clone() }))
                @if let Some(requirement) = requirement { " · " (desk.t(Message::from(*requirement))) }
            };
        }
    };
    html! { (desk.t(label)) }
}

/// A vehicle with its trip; many bear its code already.
fn vehicle_name(trip: &str, vehicle: &str) -> String {
    match vehicle.starts_with(trip) {
        true => vehicle.to_owned(),
        false => format!("{trip} · {vehicle}"),
    }
}

/// Tenths of a degree as people read them: `36.5`.
fn degrees(tenths: Option<i64>) -> Option<String> {
    let tenths = u16::try_from(tenths?).ok()?;
    let possible = Temperature::from_tenths(tenths).is_ok();
    possible.then(|| format!("{}.{}", tenths / 10, tenths % 10))
}

/// What stands in the audit, newest first.
pub fn records(desk: &Bureau, known: &Known, pages: Pages) -> Markup {
    let shown = known.records.len().min(PAGE as usize);
    let more = known.records.len() > shown;
    let here = &known.file.id;
    let address = |page: i64| format!("/console/workers/{here}?records={page}#records");
    html! {
        section #records {
            h2 { (desk.t(L::Records)) }
            @if shown == 0 {
                p.hint { (desk.t(L::HistoryEmpty)) }
            } @else {
                table.stack.tight.card { tbody {
                    @for entry in &known.records[..shown] { (entry_row(desk, entry)) }
                } }
            }
            (turner(desk, pages.records.unwrap_or(1), more, address))
        }
    }
}

fn entry_row(desk: &Bureau, entry: &Entry) -> Markup {
    html! {
        tr {
            td { (when(desk, entry.at)) }
            td { (record(desk, &entry.action)) @if let Some(reason) = &entry.reason { p.hint { (reason) } } }
            td data-label=(desk.t(L::ColBy)) { (entry.actor) }
        }
    }
}
