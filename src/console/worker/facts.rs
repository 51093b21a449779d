//! Where a worker stands: answers, registration, seat, line, ticket, chats.

use super::page::Known;
use super::words::registration_state;
use crate::console::parts::{Tone, badge};
use crate::console::people::Bureau;
use crate::console::show::{channel, full_place, health, mode, place, seat_name, seat_state, when};
use crate::domain::delivery::{ChannelKind, ContactState};
use crate::domain::health::HealthCode;
use crate::domain::seat::SeatState;
use crate::domain::trip::Mode;
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::label::worker::WorkerLabel;
use crate::locale::message::Message;
use crate::store::desk::{Answered, ChatOf, Consented};
use crate::store::seat::ActiveSeat;
use maud::{Markup, html};

/// All of it in one card.
pub fn draw(desk: &Bureau, known: &Known) -> Markup {
    let file = &known.file;
    html! {
        section.card.facts {
            dl {
                (fact(&desk.t(L::ColId), &html! { span.mono { (file.id_mask) } }))
                (fact(&desk.t(Label::ColMobile), &html! { span.mono { (file.mobile_mask) } }))
                (fact(&desk.t(L::FactState), &state(desk, file.registered.as_ref())))
                @if let Some(answered) = &file.registered { (answers(desk, answered)) }
                (fact(&desk.t(WorkerLabel::WorkerSeat), &seat(desk, known)))
                (fact(&desk.t(L::FactTicket), &ticket(desk, known)))
                (fact(&desk.t(WorkerLabel::WorkerLine), &line(desk, known)))
                div.all { dt { (desk.t(L::FactChats)) } dd { (chats(desk, &known.chats)) } }
                @if !known.consents.is_empty() {
                    div.all { dt { (desk.t(L::FactConsents)) } dd { (consents(desk, &known.consents)) } }
                }
                @if !known.lacks.is_empty() {
                    div.all {
                        dt { (desk.t(WorkerLabel::WorkerLacks)) }
                        dd { ul.plain { @for one in &known.lacks { li { (desk.t(Message::from(*one))) } } } }
                    }
                }
            }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn state(desk: &Bureau, answered: Option<&Answered>) -> Markup {
    html! {
        @match answered {
            None => (desk.t(L::NotRegistered)),
            Some(answered) => {
                @let (tone, label) = registration_state(answered.state);
                (badge(desk, tone, label))
                p.hint { (when(desk, answered.submitted_at)) }
                @if let Some(name) = &answered.entered_by {
                    p.hint { (desk.t(L::FactEnteredBy { name: name.clone() })) }
                }
                @if answered.demand { p.hint { (desk.t(L::FactDemand)) } }
            }
        }
    }
}

fn answers(desk: &Bureau, answered: &Answered) -> Markup {
    html! {
        (fact(&desk.t(Label::ColEmployer), &html! {
            @match &answered.employer {
                Some((id, name, district)) => {
                    a href={ "/console/rosters/" (id) } { (name) }
                    p.hint { (place(desk, *district)) }
                }
                None => "–",
            }
        }))
        (fact(&desk.t(L::FactOrigin), &html! { (full_place(desk, answered.origin)) }))
        (fact(&desk.t(L::FactMode), &html! { (desk.t(mode_of(answered.mode))) }))
        (fact(&desk.t(L::FactHealth), &html! {
            (badge(desk, health_tone(answered.health_code), health(answered.health_code)))
            p.hint { (desk.t(L::FactSeen { when: answered.health_observed_at })) }
        }))
        (fact(&desk.t(L::FactCertificate), &html! {
            @match answered.certificate_until {
                Some(date) => (desk.t(L::FactCertificateUntil { date })),
                None => (desk.t(L::FactNoCertificate)),
            }
        }))
    }
}

fn mode_of(wished: Mode) -> Label {
    mode(wished)
}

const fn health_tone(code: HealthCode) -> Tone {
    match code {
        HealthCode::Green => Tone::Good,
        HealthCode::Yellow => Tone::Busy,
        HealthCode::Red => Tone::Bad,
        HealthCode::None => Tone::Plain,
    }
}

fn seat(desk: &Bureau, known: &Known) -> Markup {
    html! {
        @match &known.seat {
            Some(seat) => {
                a href={ "/console/trips/" (seat.trip.id) } {
                    (seat_name(&seat.trip.code, &seat.vehicle_label, &seat.seat_label))
                }
                p.hint { (desk.t(seat_state(seat.state))) " · " (when(desk, seat.trip.departs_at)) }
                @if awaits_hr(seat, known) { p.hint { (desk.t(Label::AwaitsHr)) } }
            }
            None => "–",
        }
    }
}

/// Whether the ticket waits for HR: not every seat that HR has not confirmed needs them to.
fn awaits_hr(seat: &ActiveSeat, known: &Known) -> bool {
    seat.state == SeatState::Reserved
        && seat.trip.requirements.roster_confirmed
        && known.ticket.is_none()
}

fn ticket(desk: &Bureau, known: &Known) -> Markup {
    html! {
        @match &known.ticket {
            Some(ticket) => {
                span.mono { (ticket.code) }
                p { a href={ "/console/tickets/" (known.file.id) } { (desk.t(L::FactTicketPrint)) } }
            }
            None => (desk.t(L::FactNoTicket)),
        }
    }
}

fn line(desk: &Bureau, known: &Known) -> Markup {
    html! {
        @match &known.waiting {
            Some(waiting) => {
                a href={ "/console/trips/" (waiting.trip.id) } { (waiting.trip.code) }
                p.hint { (desk.t(WorkerLabel::WorkerAhead { ahead: waiting.ahead })) }
            }
            None => "–",
        }
    }
}

fn chats(desk: &Bureau, chats: &[ChatOf]) -> Markup {
    let own = || {
        chats
            .iter()
            .filter(|chat| chat.channel != ChannelKind::Desk)
    };
    html! {
        @if own().next().is_none() { (desk.t(L::FactNoChat)) }
        ul.plain {
            @for chat in own() {
                li {
                    (desk.t(channel(chat.channel))) " (" (when(desk, chat.last_seen_at))
                    @match chat.contact {
                        ContactState::Open => {}
                        ContactState::OptedOut => { ", " (desk.t(L::ChatOptedOut)) }
                        ContactState::Blocked | ContactState::BlockedOptedOut => { ", " (desk.t(L::ChatBlocked)) }
                    }
                    ")"
                }
            }
        }
    }
}

fn consents(desk: &Bureau, consents: &[Consented]) -> Markup {
    html! {
        ul.plain {
            @for one in consents {
                li {
                    (desk.t(L::FactConsent { kind: one.kind.as_str(), version: one.version, when: one.at }))
                    @if !one.given { " " (badge(desk, Tone::Bad, L::FactRefused)) }
                    @if let Some(name) = &one.read_by { " " (desk.t(L::FactReadBy { name: name.clone() })) }
                }
            }
        }
    }
}
