//! What a vehicle that has left leaves for the bureau: who did not come, whose boarding is still open, and what the
//! employers have signed or still have to.

use super::arrival::{figures, listed};
use crate::console::boarding::{doubt as doubt_word, refusal_word};
use crate::console::fault::Fault;
use crate::console::parts::{Field, Tone, badge, csrf};
use crate::console::people::Desk;
use crate::console::show::when;
use crate::domain::boarding::Refusal;
use crate::domain::id::{TripId, VehicleId};
use crate::locale::label::Label;
use crate::locale::label::boarding::BoardingLabel;
use crate::locale::label::trip::TripLabel;
use crate::store::Tx;
use crate::store::boarding::{Aboard, Door, Doubt};
use crate::store::trip::{Arrival, Listed, Unsigned};
use maud::{Markup, html};

/// A vehicle that has left.
pub struct After {
    trip: TripId,
    vehicle: VehicleId,
    label: String,
    /// Whether it is there, so that employers can sign.
    there: bool,
    absent: Vec<Listed>,
    open: Vec<(Aboard, Doubt)>,
    signed: Vec<Arrival>,
    unsigned: Vec<Unsigned>,
}

/// Reads what a vehicle leaves; `None` while it has not left.
pub async fn read(tx: &mut Tx, door: Door) -> Result<Option<After>, Fault> {
    if door.departed_at.is_none() {
        return Ok(None);
    }
    let there = door.arrived_at.is_some();
    Ok(Some(After {
        absent: tx.no_shows_on(&door.vehicle, None).await?,
        open: tx.open_records(&door.vehicle).await?,
        signed: tx.arrivals(&door.vehicle).await?,
        unsigned: match there {
            true => tx.unsigned(&door.vehicle).await?,
            false => Vec::new(),
        },
        there,
        trip: door.trip.id,
        vehicle: door.vehicle,
        label: door.label,
    }))
}

/// All that have left, a card each; nothing while none has.
pub fn section(desk: &Desk, left: &[After]) -> Markup {
    html! {
        @if !left.is_empty() {
            section aria-labelledby="after" {
                h2 #after { (desk.t(TripLabel::After)) }
                div.halves { @for one in left { (card(desk, one)) } }
            }
        }
    }
}

fn card(desk: &Desk, one: &After) -> Markup {
    let absent: Vec<_> = one.absent.iter().map(seat_and_name).collect();
    html! {
        section.card {
            h3 {
                (desk.t(Label::ColVehicle)) " " (one.label)
                a.beside href={ "/console/manifest/" (one.vehicle) } { (desk.t(TripLabel::Manifest)) }
            }
            @if absent.is_empty() {
                p { (desk.t(TripLabel::EverybodyCame)) }
            } @else {
                p { strong { (desk.t(TripLabel::DidNotCome { count: absent.len() })) } br; (listed(desk, &absent)) }
            }
            (open_records(desk, one))
            (arrivals(desk, one))
        }
    }
}

fn seat_and_name(one: &Listed) -> String {
    format!("{} {}", one.seat, one.name)
}

fn open_records(desk: &Desk, one: &After) -> Markup {
    html! {
        @if !one.open.is_empty() {
            h3 { (desk.t(TripLabel::OpenRecords { count: one.open.len() })) }
            p.hint { (desk.t(TripLabel::OpenRecordsAdvice)) }
            ul.rows { @for (record, doubt) in &one.open { li { (open_record(desk, one, record, *doubt)) } } }
        }
    }
}

fn open_record(desk: &Desk, one: &After, record: &Aboard, doubt: Doubt) -> Markup {
    let reasons = record.reasons.iter().filter_map(|why| Refusal::parse(why));
    let reasons: Vec<_> = reasons.map(|why| desk.t(refusal_word(why))).collect();
    let field = format!("found-{}", record.id);
    html! {
        strong {
            @match &record.holder {
                Some(holder) => {
                    (desk.t(Label::ColSeat)) " " (holder.seat_label) " · "
                    a href={ "/console/workers/" (holder.worker) } { (holder.name) }
                },
                None => (desk.t(BoardingLabel::NotOnThisVehicle)),
            }
        }
        (badge(desk, Tone::Bad, doubt_word(doubt)))
        @if doubt == Doubt::Doubtful { p { (listed(desk, &reasons)) } }
        p.hint { (record.by) " · " (when(desk, record.happened_at)) }
        form.act-card method="post" action={ "/console/trips/" (one.trip) "/settle" } {
            (csrf(desk))
            input type="hidden" name="vehicle" value=(one.vehicle);
            input type="hidden" name="record" value=(record.id);
            (Field::text("found", desk.t(TripLabel::SettleFound)).id(&field).required().draw())
            button type="submit" { (desk.t(TripLabel::Settle)) }
        }
    }
}

/// Who has signed for their people, with the differences, and who has not.
fn arrivals(desk: &Desk, one: &After) -> Markup {
    html! {
        h3 { (desk.t(TripLabel::Arrivals)) }
        @if !one.there { p { (desk.t(TripLabel::ArrivalNotYet)) } }
        @if one.signed.iter().any(|arrival| !arrival.differences.is_empty()) {
            p.hint { (desk.t(TripLabel::DifferencesAdvice)) }
        }
        ul.rows {
            @for arrival in &one.signed { li { (figures(desk, arrival)) } }
            @for waits in &one.unsigned { li { (unsigned(desk, waits)) } }
        }
    }
}

fn unsigned(desk: &Desk, waits: &Unsigned) -> Markup {
    html! {
        strong {
            @match &waits.employer {
                Some(name) => (name),
                None => (desk.t(TripLabel::NoEmployer)),
            }
        }
        (badge(desk, Tone::Busy, TripLabel::NotSigned))
        p { (desk.t(TripLabel::UnsignedPeople { count: waits.people })) }
        @if waits.employer.is_none() { p.hint { (desk.t(TripLabel::NoEmployerAdvice)) } }
    }
}
