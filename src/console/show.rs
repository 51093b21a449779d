//! How values of the domain are written on a page.

use super::parts::{Tone, badge};
use super::people::Visitor;
use crate::domain::delivery::ChannelKind;
use crate::domain::health::HealthCode;
use crate::domain::language::Locale;
use crate::domain::notice::{AudienceStatus, NoticeState};
use crate::domain::place::{Gazetteer, PlaceCode};
use crate::domain::roster::RosterState;
use crate::domain::seat::{SeatState, VehicleKind};
use crate::domain::staff::Role;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Trip, TripState};
use crate::locale::label::Label;
use maud::{Markup, html};
use std::time::Duration;

/// A moment before `now`.
pub fn ago(now: Timestamp, span: Duration) -> Timestamp {
    let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(now.millis().saturating_sub(span))
}

/// The first moment of today in Asia/Shanghai.
pub fn midnight(now: Timestamp) -> Timestamp {
    Timestamp::shanghai(now.date(), 0, 0).unwrap_or(now)
}

/// A moment as day and time.
pub fn when(visitor: &Visitor, at: Timestamp) -> Markup {
    let machine = at.local().to_rfc3339();
    html! { time datetime=(machine) { (visitor.t(Label::At { when: at })) } }
}

/// How long something has lasted: minutes, then hours, then days.
pub fn lasting(visitor: &Visitor, since: Timestamp, now: Timestamp) -> String {
    let minutes = i64::try_from(now.since(since).as_secs() / 60).unwrap_or(i64::MAX);
    visitor.t(match minutes {
        0 => Label::JustNow,
        1..60 => Label::ForMinutes { minutes },
        60..1440 => Label::ForHours {
            hours: minutes / 60,
        },
        _ => Label::ForDays {
            days: minutes / 1440,
        },
    })
}

/// A place by its own name, without what contains it.
pub fn place(visitor: &Visitor, code: PlaceCode) -> String {
    let path = Gazetteer::builtin().path(code);
    let Some(place) = path.last() else {
        return code.to_string();
    };
    match visitor.locale {
        Locale::ZhHans => place.name.clone(),
        Locale::ZhHant => place.hant.clone(),
        Locale::En => capital(&place.pinyin),
    }
}

/// A place with what contains it.
pub fn full_place(visitor: &Visitor, code: PlaceCode) -> String {
    visitor.t(Label::Where { place: code })
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Where a trip picks up and where it goes: `万年、乐平 → 永嘉`.
pub fn route(visitor: &Visitor, trip: &Trip) -> String {
    let separator = match visitor.locale {
        Locale::ZhHans | Locale::ZhHant => "、",
        Locale::En => ", ",
    };
    let stops: Vec<_> = trip
        .stops
        .iter()
        .map(|stop| place(visitor, *stop))
        .collect();
    format!(
        "{} → {}",
        stops.join(separator),
        place(visitor, trip.district)
    )
}

/// A seat with its vehicle and trip, for a list: many vehicles bear their trip's code already.
pub fn seat_name(trip: &str, vehicle: &str, seat: &str) -> String {
    match vehicle.starts_with(trip) {
        true => format!("{vehicle} · {seat}"),
        false => format!("{trip} · {vehicle} · {seat}"),
    }
}

/// Name of a role.
pub fn role(role: Role) -> Label {
    match role {
        Role::Clerk => Label::RoleClerk,
        Role::Admin => Label::RoleAdmin,
        Role::Hr => Label::RoleHr,
        Role::Crew => Label::RoleCrew,
    }
}

/// Name of a channel.
pub fn channel(kind: ChannelKind) -> Label {
    match kind {
        ChannelKind::Telegram => Label::ChannelTelegram,
        ChannelKind::Web => Label::ChannelWeb,
        ChannelKind::Terminal => Label::ChannelTerminal,
        ChannelKind::Desk => Label::ChannelDesk,
    }
}

/// Name of a way of travelling.
pub fn mode(mode: Mode) -> Label {
    match mode {
        Mode::Coach => Label::ModeCoach,
        Mode::Train => Label::ModeTrain,
        Mode::SelfDrive => Label::ModeSelfDrive,
        Mode::Public => Label::ModePublic,
    }
}

/// Name of a kind of vehicle.
pub fn vehicle(kind: VehicleKind) -> Label {
    let seats = i64::from(kind.seats());
    match kind {
        VehicleKind::Coach40 | VehicleKind::Coach44 | VehicleKind::Coach49 => {
            Label::VehicleCoach { seats }
        }
        VehicleKind::Train900 => Label::VehicleTrain { seats },
    }
}

/// State of a trip; an open one without a free seat is full.
pub fn trip_state(visitor: &Visitor, state: TripState, free: Option<i64>) -> Markup {
    let full = free == Some(0);
    let tone = match state {
        TripState::Open if full => Tone::Busy,
        TripState::Open => Tone::Good,
        TripState::Boarding => Tone::Busy,
        TripState::Draft | TripState::Departed | TripState::Arrived => Tone::Plain,
        TripState::Cancelled => Tone::Bad,
    };
    badge(visitor, tone, trip_state_label(state, full))
}

/// Name of a trip's state; `full` tells an open one without a free seat.
pub fn trip_state_label(state: TripState, full: bool) -> Label {
    match state {
        TripState::Draft => Label::TripDraft,
        TripState::Open if full => Label::TripFull,
        TripState::Open => Label::TripOpen,
        TripState::Boarding => Label::TripBoarding,
        TripState::Departed => Label::TripDeparted,
        TripState::Arrived => Label::TripArrived,
        TripState::Cancelled => Label::TripCancelled,
    }
}

/// State of a seat.
pub fn seat_state(state: SeatState) -> Label {
    match state {
        SeatState::Free => Label::SeatFree,
        SeatState::Held => Label::SeatHeld,
        SeatState::Reserved => Label::SeatReserved,
        SeatState::Confirmed => Label::SeatConfirmed,
        SeatState::Boarded => Label::SeatBoarded,
    }
}

/// State of a roster line.
pub fn roster_state(state: RosterState) -> (Tone, Label) {
    match state {
        RosterState::Claimed => (Tone::Busy, Label::RosterClaimed),
        RosterState::Confirmed => (Tone::Good, Label::RosterConfirmed),
        RosterState::Rejected => (Tone::Bad, Label::RosterRejected),
        RosterState::Replaced => (Tone::Plain, Label::RosterReplaced),
        RosterState::Erased => (Tone::Plain, Label::RosterErased),
    }
}

/// State of a notice.
pub fn notice_state(state: NoticeState) -> (Tone, Label) {
    match state {
        NoticeState::Draft => (Tone::Busy, Label::NoticeDraft),
        NoticeState::Approved => (Tone::Good, Label::NoticeApproved),
        NoticeState::Scheduled => (Tone::Busy, Label::NoticeScheduled),
        NoticeState::Sending => (Tone::Busy, Label::NoticeSending),
        NoticeState::Paused => (Tone::Busy, Label::NoticePaused),
        NoticeState::Done => (Tone::Good, Label::NoticeDone),
        NoticeState::Cancelled => (Tone::Plain, Label::NoticeCancelled),
    }
}

/// How far the people of an audience have come.
pub fn audience_status(status: AudienceStatus) -> Label {
    match status {
        AudienceStatus::Anyone => Label::StatusAnyone,
        AudienceStatus::Started => Label::StatusStarted,
        AudienceStatus::Registered => Label::StatusRegistered,
        AudienceStatus::Seated => Label::StatusSeated,
        AudienceStatus::Waiting => Label::StatusWaiting,
        AudienceStatus::Unseated => Label::StatusUnseated,
    }
}

/// A health code.
pub fn health(code: HealthCode) -> Label {
    match code {
        HealthCode::Green => Label::HealthGreen,
        HealthCode::Yellow => Label::HealthYellow,
        HealthCode::Red => Label::HealthRed,
        HealthCode::None => Label::HealthNone,
    }
}

/// Name of a language.
pub fn language(locale: Locale) -> Label {
    match locale {
        Locale::ZhHans => Label::LanguageZhHans,
        Locale::ZhHant => Label::LanguageZhHant,
        Locale::En => Label::LanguageEn,
    }
}
