//! The picture of a trip's form.

use super::fields::{Fields, count, destinations, provinces};
use super::read::{MOST_CREW, Wrong};
use super::words;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::parts::{Field, csrf, done_note, field_error};
use crate::console::people::Bureau;
use crate::console::seatmap;
use crate::console::show::{mode, place, vehicle};
use crate::domain::seat::{VehicleKind, effective_capacity};
use crate::domain::trip::{Mode, TripFault};
use crate::locale::Wording;
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::store::trip::Drafted;
use axum::response::Response;
use maud::{Markup, html};

/// What is shown.
pub struct View<'a> {
    pub fields: &'a Fields,
    /// The draft that is edited, and its version.
    pub editing: Option<(String, i64)>,
    pub wrong: Wrong,
    pub refusal: Option<TripLabel>,
    /// What still stands in the way of opening it.
    pub faults: Vec<TripFault>,
    /// Whether it was looked through and found well-formed.
    pub checked: bool,
}

impl<'a> View<'a> {
    /// A new trip.
    pub fn new(fields: &'a Fields) -> Self {
        Self {
            fields,
            editing: None,
            wrong: Wrong::default(),
            refusal: None,
            faults: Vec::new(),
            checked: false,
        }
    }

    /// A draft. The version is the one that was shown to whoever sends the form, until they are told of another.
    pub fn of(was: &Drafted, version: i64, fields: &'a Fields) -> Self {
        Self {
            editing: Some((was.id.to_string(), version)),
            ..Self::new(fields)
        }
    }
}

/// The page.
pub async fn draw(desk: &Bureau, view: &View<'_>) -> Result<Response, Fault> {
    let draw = Draw { desk, view };
    let (title, action, back) = match &view.editing {
        Some((id, _)) => {
            let trip = format!("/console/trips/{id}");
            (TripLabel::TripEdit, format!("{trip}/edit"), trip)
        }
        None => {
            let list = "/console/trips".to_owned();
            (TripLabel::TripNew, format!("{list}/new"), list)
        }
    };
    let body = html! {
        p { (desk.t(TripLabel::FormIntro)) }
        @if let Some(label) = &view.refusal {
            div.error.box role="alert" {
                (desk.t(label.clone()))
                // Beside the form, as what was typed would be gone with it.
                @if view.editing.is_some() { " " a href=(back) target="_blank" rel="noopener" { (desk.t(TripLabel::SeeNow)) } }
            }
        }
        @if !view.wrong.errors.is_empty() { p.error.box role="alert" { (desk.t(TripLabel::LookAgain)) } }
        @if view.checked { (checked(desk, &view.faults)) }
        (faults(desk, &view.faults))
        form.letter method="post" action=(action) {
            (csrf(desk))
            @if let Some((_, version)) = &view.editing { input type="hidden" name="version" value=(version); }
            // Pressing Enter in a field checks and keeps nothing.
            button.unseen type="submit" name="step" value="check" tabindex="-1" aria-hidden="true" {}
            div.halves { (draw.basics()) (draw.fleet()) }
            (draw.stops())
            div.halves { (draw.rules()) (draw.served()) }
            (draw.preview())
            div.row.sticky {
                button.primary type="submit" name="step" value="save" { (desk.t(TripLabel::SaveDraft)) }
                button type="submit" name="step" value="check" { (desk.t(TripLabel::CheckStep)) }
                a.button href=(back) { (desk.t(Label::Back)) }
            }
        }
    };
    page(desk, Nav::Trips, desk.t(title), body).await
}

/// That what was typed is well-formed, and whether that is all.
fn checked(desk: &Bureau, faults: &[TripFault]) -> Markup {
    match faults.is_empty() {
        true => done_note(desk, TripLabel::Checked),
        false => html! { p.note role="status" { (desk.t(TripLabel::CheckedDraft)) } },
    }
}

/// What stands in the way of opening a trip.
pub fn faults(desk: &Bureau, faults: &[TripFault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.note role="note" {
                p { strong { (desk.t(TripLabel::NotYet)) } }
                ul.bulleted { @for one in faults { li { (desk.t(words::fault(*one))) } } }
            }
        }
    }
}

struct Draw<'a> {
    desk: &'a Bureau,
    view: &'a View<'a>,
}

impl Draw<'_> {
    fn error(&self, name: &str) -> Option<String> {
        let label = self.view.wrong.errors.get(name);
        label.map(|label| self.desk.t(label.clone()))
    }

    fn text(&self, name: &str, kind: &str, label: impl Wording, hint: Option<TripLabel>) -> Markup {
        let field = Field::text(name, self.desk.t(label))
            .kind(kind)
            .value(self.view.fields.get(name))
            .error(self.error(name));
        match hint {
            Some(hint) => field.hint(self.desk.t(hint)).draw(),
            None => field.draw(),
        }
    }

    fn number(&self, name: &str, label: String, most: i64) -> Markup {
        let error = self.error(name);
        html! {
            div.field {
                label for=(name) { (label) }
                @if let Some(error) = &error { (field_error(name, error)) }
                input #(name) type="number" name=(name) value=(self.view.fields.get(name)) min="0" max=(most)
                    aria-invalid=[error.is_some().then_some("true")];
            }
        }
    }

    fn tick(&self, name: &str, label: String) -> Markup {
        html! {
            label.tick { input type="checkbox" name=(name) value="on" checked[self.view.fields.ticked(name)]; " " (label) }
        }
    }

    fn basics(&self) -> Markup {
        let (desk, fields) = (self.desk, self.view.fields);
        let error = self.error("district");
        html! {
            section.card {
                h2 { (desk.t(TripLabel::Basics)) }
                (self.text("code", "text", TripLabel::Code, Some(TripLabel::CodeHint)))
                div.pair {
                    div.field {
                        label for="mode" { (desk.t(Label::ColMode)) }
                        select #mode name="mode" {
                            @for one in [Mode::Coach, Mode::Train] {
                                option value=(one) selected[fields.mode() == one] { (desk.t(mode(one))) }
                            }
                        }
                    }
                    div.field {
                        label for="district" { (desk.t(Label::Destination)) }
                        @if let Some(error) = &error { (field_error("district", error)) }
                        select #district name="district" aria-invalid=[error.is_some().then_some("true")] {
                            @if desk.district().is_none() { option value="" { "–" } }
                            @for code in destinations() {
                                @if desk.looks_after(Some(code)) {
                                    option value=(code) selected[fields.get("district") == code.to_string()] {
                                        (place(desk, code))
                                    }
                                }
                            }
                        }
                    }
                }
                (self.text("fare", "text", TripLabel::Fare, Some(TripLabel::FareHint)))
            }
        }
    }

    fn fleet(&self) -> Markup {
        let desk = self.desk;
        html! {
            section.card {
                h2 { (desk.t(TripLabel::Fleet)) }
                p.hint { (desk.t(TripLabel::FleetHint)) }
                div.numbers {
                    @for kind in VehicleKind::ALL { (self.number(&count(*kind), desk.t(vehicle(*kind)), 255)) }
                }
                (self.tick("spaced", desk.t(Label::AsksSpacing)))
                (self.number("crew_seats", desk.t(TripLabel::CrewSeats), MOST_CREW))
            }
        }
    }

    fn stops(&self) -> Markup {
        let desk = self.desk;
        html! {
            section.card {
                h2 { (desk.t(TripLabel::Stops)) }
                p.hint { (desk.t(TripLabel::StopsHint)) " " (desk.t(TripLabel::StopPlaceHint)) " " (desk.t(TripLabel::StopMeetHint)) }
                @for at in 0..self.view.fields.stop_rows() { (self.stop(at)) }
            }
        }
    }

    fn stop(&self, at: usize) -> Markup {
        let (desk, fields) = (self.desk, self.view.fields);
        let name = |what: &str| format!("s{at}-{what}");
        let typed = name("place");
        html! {
            fieldset.stop {
                legend { (desk.t(TripLabel::Stop { number: at as i64 + 1 })) }
                div {
                    (self.text(&typed, "text", TripLabel::StopPlace, None))
                    @if let Some(choices) = self.view.wrong.choices.get(&typed) {
                        input type="hidden" name=(name("for")) value=(fields.get(&typed));
                        fieldset.choices {
                            legend.unseen { (desk.t(TripLabel::PlacePick)) }
                            @for one in choices {
                                label { input type="radio" name=(name("pick")) value=(one.key); " " (one.name) }
                            }
                        }
                    } @else if !fields.get(&name("pick")).is_empty() {
                        input type="hidden" name=(name("for")) value=(fields.get(&name("for")));
                        input type="hidden" name=(name("pick")) value=(fields.get(&name("pick")));
                    }
                }
                (self.text(&name("at"), "datetime-local", TripLabel::StopTime, None))
                (self.text(&name("meet"), "text", TripLabel::StopMeet, None))
            }
        }
    }

    fn rules(&self) -> Markup {
        let desk = self.desk;
        html! {
            section.card {
                h2 { (desk.t(TripLabel::Rules)) }
                div {
                    (self.tick("certificate", desk.t(Label::AsksCertificate)))
                    (self.tick("listed", desk.t(Label::AsksListing)))
                    (self.tick("roster", desk.t(Label::AsksRoster)))
                }
                div.pair {
                    (self.text("code_hours", "number", TripLabel::CodeHours, Some(TripLabel::CodeHoursHint)))
                    (self.text("hottest", "text", TripLabel::Hottest, Some(TripLabel::HottestHint)))
                }
                h2 { (desk.t(TripLabel::Crew)) }
                p.hint { (desk.t(TripLabel::CrewHint)) }
                div.numbers {
                    (self.number("drivers", desk.t(TripLabel::Drivers), MOST_CREW))
                    (self.number("medics", desk.t(TripLabel::Medics), MOST_CREW))
                    (self.number("officials", desk.t(TripLabel::Officials), MOST_CREW))
                }
                (self.tick("supplies", desk.t(TripLabel::Supplies)))
            }
        }
    }

    fn served(&self) -> Markup {
        let desk = self.desk;
        html! {
            section.card {
                fieldset.ticks {
                    legend { (desk.t(TripLabel::Districts)) }
                    p.hint { (desk.t(TripLabel::DistrictsHint)) }
                    @for code in destinations() { (self.tick(&format!("for-{code}"), place(desk, code))) }
                }
                (self.text("zones", "text", TripLabel::Zones, Some(TripLabel::ZonesHint)))
                fieldset.ticks {
                    legend { (desk.t(TripLabel::Blocked)) }
                    @for code in provinces() { (self.tick(&format!("blocked-{code}"), place(desk, code))) }
                }
                (self.text("blocked", "text", TripLabel::BlockedMore, Some(TripLabel::BlockedMoreHint)))
            }
        }
    }

    /// One picture of each kind of vehicle, and what may be sold in all.
    fn preview(&self) -> Markup {
        let (desk, fields) = (self.desk, self.view.fields);
        let (spaced, crew) = (fields.ticked("spaced"), fields.crew_seats());
        let kinds: Vec<_> = VehicleKind::ALL
            .iter()
            .map(|kind| (*kind, fields.vehicles(*kind)))
            .filter(|(_, number)| (1..=255).contains(number))
            .collect();
        let seats = kinds.iter().map(|(kind, number)| {
            effective_capacity(*kind, spaced, crew)
                .saturating_mul(u32::try_from(*number).unwrap_or(0))
        });
        let (seats, vehicles) = (
            seats.sum::<u32>(),
            kinds.iter().map(|(_, number)| number).sum::<usize>(),
        );
        html! {
            @if !kinds.is_empty() {
                section.preview-seats aria-labelledby="preview" {
                    h2 #preview { (desk.t(TripLabel::Preview)) }
                    p { strong { (desk.t(TripLabel::Capacity { seats, vehicles })) } }
                    div.vehicles {
                        @for (kind, number) in &kinds {
                            figure.card.vehicle {
                                figcaption {
                                    strong { (number) " × " (desk.t(vehicle(*kind))) }
                                    span.hint.beside {
                                        (desk.t(TripLabel::CapacityOf { seats: effective_capacity(*kind, spaced, crew) }))
                                    }
                                }
                                (seatmap::preview(desk, *kind, spaced, crew))
                            }
                        }
                    }
                }
            }
        }
    }
}
