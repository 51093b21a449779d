//! The lines of a roster: a list that filters by state, sorts and pages, with what may be decided beside each.

use super::list::{decides, seat};
use crate::console::parts::{badge, csrf, empty};
use crate::console::people::Desk;
use crate::console::show::{full_place, lasting, roster_state, when};
use crate::console::table::{Key, Table, View};
use crate::domain::employer::Employer;
use crate::domain::roster::RosterState;
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::store::roster::RosterLine;
use maud::{Markup, html};

/// The list, narrowed to a state where one is asked for. Nothing is searched for by words: they would be names.
pub(super) fn section(
    desk: &Desk,
    employer: &Employer,
    lines: Vec<RosterLine>,
    (view, state): (&View, &str),
) -> Markup {
    if lines.is_empty() {
        return empty(desk, Label::RosterEmpty, Label::RosterEmptyAdvice);
    }
    let address = format!("/console/rosters/{}", employer.id);
    let wanted = RosterState::parse(state);
    let table = columns(
        Table::new(desk, &address, view, ("decision", false))
            .filter("state", wanted.map(RosterState::as_str).unwrap_or_default()),
    );
    let claimed = count(&lines, Some(RosterState::Claimed));
    let tabs = filters(desk, employer, view, &lines, wanted);
    let mut shown = lines;
    shown.retain(|line| wanted.is_none_or(|wanted| line.state == wanted));
    table.order().sort(&mut shown, key);
    html! {
        div.bar-above {
            (tabs)
            @if decides(desk) && claimed > 0 {
                a.button.primary href={ (address) "/confirm-all" } { (desk.t(Label::ConfirmAll { count: claimed })) }
            }
        }
        @if shown.is_empty() {
            (empty(desk, Label::NoneInState, Label::NoneInStateAdvice))
        } @else {
            (line_table(desk, employer, &table, &shown[table.rows(shown.len())]))
            (table.foot(shown.len()))
        }
    }
}

fn columns(table: Table<'_>) -> Table<'_> {
    table
        .sorted("name", Label::ColName)
        .plain(Label::ColResidentId)
        .plain(Label::ColMobile)
        .sorted("origin", Label::ColOrigin)
        .sorted("seat", Label::ColTripSeat)
        .sorted("state", Label::ColState)
        .sorted("decision", Label::ColDecision)
}

/// By decision: those without one first, in the order in which they came.
fn key(line: &RosterLine, key: &'static str) -> Key {
    match key {
        "name" => Key::from(line.name.as_str()),
        "origin" => Key::from(
            line.origin
                .map(|code| code.to_string())
                .unwrap_or_default()
                .as_str(),
        ),
        "seat" => Key::from(line.seat.as_ref().map(|seat| seat.departs_at.millis())),
        "state" => Key::from(line.state.as_str()),
        _ => match line.state {
            RosterState::Claimed => Key::Missing,
            RosterState::Confirmed
            | RosterState::Rejected
            | RosterState::Replaced
            | RosterState::Erased => Key::from(line.since.millis()),
        },
    }
}

fn count(lines: &[RosterLine], state: Option<RosterState>) -> usize {
    lines
        .iter()
        .filter(|line| state.is_none_or(|state| line.state == state))
        .count()
}

fn filters(
    desk: &Desk,
    employer: &Employer,
    view: &View,
    lines: &[RosterLine],
    state: Option<RosterState>,
) -> Markup {
    let sort = match view
        .sort
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    {
        true if !view.sort.is_empty() => format!("&sort={}", view.sort),
        true | false => String::new(),
    };
    let choices = [None]
        .into_iter()
        .chain(RosterState::ALL.iter().map(|s| Some(*s)));
    html! {
        nav.tabs aria-label=(desk.t(Label::FilterByState)) {
            @for choice in choices {
                @let word = choice.map(RosterState::as_str).unwrap_or_default();
                a href={ "/console/rosters/" (employer.id) "?state=" (word) (sort) }
                    aria-current=[(choice == state).then_some("true")] {
                    (desk.t(choice.map_or(Label::FilterAll, |state| roster_state(state).1)))
                    span.hint { (count(lines, choice)) }
                }
            }
        }
    }
}

fn line_table(desk: &Desk, employer: &Employer, table: &Table<'_>, lines: &[RosterLine]) -> Markup {
    html! {
        table.stack.card {
            (table.head())
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { (line.name) }
                        td.mono data-label=(desk.t(Label::ColResidentId)) { (line.id_mask) }
                        td.mono data-label=(desk.t(Label::ColMobile)) { (line.mobile_mask) }
                        td data-label=(desk.t(Label::ColOrigin)) {
                            @match line.origin { Some(code) => (full_place(desk, code)), None => "–" }
                        }
                        td data-label=(desk.t(Label::ColTripSeat)) { (seat(desk, line)) }
                        td data-label=(desk.t(Label::ColState)) { (state(desk, line)) }
                        td.actions data-label=(desk.t(Label::ColDecision)) { (decision(desk, employer, line)) }
                    }
                }
            }
        }
    }
}

fn state(desk: &Desk, line: &RosterLine) -> Markup {
    let (tone, label) = roster_state(line.state);
    html! {
        (badge(desk, tone, label))
        @if line.state == RosterState::Claimed {
            span.hint { (lasting(desk, line.since, desk.now())) }
            @if let Some(due) = line.due_at {
                span.hint {
                    @if due <= desk.now() { strong { (desk.t(RosterLabel::Overdue)) } }
                    @else { (desk.t(RosterLabel::DueAt { when: due })) }
                }
            }
        }
        @if let Some(reason) = &line.reason { span.hint { (reason) } }
    }
}

fn decision(desk: &Desk, employer: &Employer, line: &RosterLine) -> Markup {
    let address = format!("/console/rosters/{}/{}", employer.id, line.id);
    html! {
        @if line.state != RosterState::Claimed {
            @if let Some(at) = line.decided_at {
                span { (line.decided_by.as_deref().unwrap_or_default()) }
                span.hint { (when(desk, at)) }
            }
            @if line.state == RosterState::Confirmed && decides(desk) {
                a.button href={ (address) "/replace" }
                    aria-label=(desk.t(RosterLabel::ReplaceNamed { name: line.name.clone() })) {
                    (desk.t(RosterLabel::Replace))
                }
            }
        } @else if desk.own_employer().is_some() {
            div.row {
                form method="post" action=(address) {
                    (csrf(desk))
                    button.primary type="submit" name="decision" value="confirm"
                        aria-label=(desk.t(Label::ConfirmNamed { name: line.name.clone() })) { (desk.t(Label::Confirm)) }
                }
                a.button href=(address) aria-label=(desk.t(Label::RejectNamed { name: line.name.clone() })) {
                    (desk.t(Label::RejectStep))
                }
            }
        } @else if desk.is_admin() {
            a.button href=(address) aria-label=(desk.t(Label::DecideNamed { name: line.name.clone() })) {
                (desk.t(Label::DecideStep))
            }
        } @else {
            span.hint { (desk.t(Label::AwaitsHr)) }
        }
    }
}
