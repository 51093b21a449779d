//! The fields of a trip's form, by name; a row of a file has the same, so that both are read by one set of rules.

use super::words::yuan;
use crate::console::people::Visitor;
use crate::console::show::full_place;
use crate::domain::place::{Gazetteer, PlaceCode, SOURCE_PROVINCES};
use crate::domain::seat::VehicleKind;
use crate::domain::time::Timestamp;
use crate::domain::trip::{MAX_STOPS, Mode, Stop, TripDraft};
use crate::locale::label::trip::TripLabel;
use std::collections::BTreeMap;
use std::time::Duration;

/// Where charter trains return (bulletin P1): the city.
const CITY: &str = "330300";
/// The area from which nobody boards to begin with (domain reference, readings).
const HUBEI: &str = "420000";

/// What is wrong, by field.
pub type Errors = BTreeMap<String, TripLabel>;

/// A form as sent or to begin with; empty fields are not kept apart from missing ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub BTreeMap<String, String>);

/// Where trips return: the districts of the city, and the city itself.
pub fn destinations() -> Vec<PlaceCode> {
    let city = PlaceCode::parse(CITY).ok();
    let inside = city.map(|city| Gazetteer::builtin().children(city));
    let inside = inside.unwrap_or_default().into_iter();
    inside.map(|place| place.code).chain(city).collect()
}

/// The provinces with a tick of their own.
pub fn provinces() -> Vec<PlaceCode> {
    let codes = SOURCE_PROVINCES.iter();
    codes
        .filter_map(|code| PlaceCode::parse(code).ok())
        .collect()
}

/// A place as the search knows it in every language, without the marks that part a list.
pub fn official(code: PlaceCode) -> String {
    let path = Gazetteer::builtin().path(code);
    path.iter().map(|place| place.name.as_str()).collect()
}

/// Name of the field for the number of vehicles of a kind.
pub fn count(kind: VehicleKind) -> String {
    format!("count-{kind}")
}

impl Fields {
    /// What a new trip's form begins with: a coach tomorrow at eight, as Lucheng asks (bulletin P3).
    pub fn first(own: Option<PlaceCode>, now: Timestamp) -> Self {
        let mut fields = Self::default();
        let tomorrow = now.plus(Duration::from_secs(24 * 3600)).date();
        fields.set("mode", Mode::Coach);
        fields.set("fare", "0");
        fields.set("s0-at", format!("{tomorrow}T08:00"));
        for (name, value) in [("drivers", 2), ("medics", 1), ("officials", 1)] {
            fields.set(name, value);
        }
        for name in ["spaced", "certificate", "supplies"] {
            fields.set(name, "on");
        }
        fields.set("crew_seats", 0);
        fields.set(&format!("blocked-{HUBEI}"), "on");
        if let Some(own) = own {
            fields.set("district", own);
            fields.set(&format!("for-{own}"), "on");
        }
        fields
    }

    /// The form of a trip as it is.
    pub fn of(visitor: &Visitor, draft: &TripDraft) -> Self {
        let mut fields = Self::default();
        let rules = &draft.requirements;
        for (name, value) in [
            ("code", draft.code.clone()),
            ("mode", draft.mode.to_string()),
            ("district", draft.district.to_string()),
            ("fare", yuan(draft.fare_fen)),
            ("crew_seats", draft.crew_seats.to_string()),
            ("zones", rules.zones.join("、")),
        ] {
            fields.set(name, value);
        }
        for (name, on) in [
            ("spaced", draft.spaced),
            ("certificate", rules.certificate),
            ("listed", rules.listed_employer),
            ("roster", rules.roster_confirmed),
            ("supplies", rules.crew.is_some_and(|crew| crew.supplies)),
        ] {
            fields.tick(name, on);
        }
        for (at, stop) in draft.stops.iter().enumerate() {
            fields.set_stop(visitor, at, stop);
        }
        for kind in VehicleKind::ALL {
            let number = draft.vehicles.iter().filter(|one| *one == kind).count();
            fields.set(&count(*kind), number);
        }
        fields.set_rules(draft);
        fields
    }

    fn set_stop(&mut self, visitor: &Visitor, at: usize, stop: &Stop) {
        let name = full_place(visitor, stop.place);
        self.set(&format!("s{at}-place"), &name);
        self.set(&format!("s{at}-for"), &name);
        self.set(&format!("s{at}-pick"), stop.place);
        let local = stop.departs_at.local();
        self.set(&format!("s{at}-at"), local.format("%Y-%m-%dT%H:%M"));
        if stop.has_meeting_point() {
            self.set(&format!("s{at}-meet"), &stop.meeting_point);
        }
    }

    fn set_rules(&mut self, draft: &TripDraft) {
        let rules = &draft.requirements;
        if let Some(hours) = rules.code_within_hours {
            self.set("code_hours", hours);
        }
        if let Some(limit) = rules.hottest {
            self.set("hottest", limit);
        }
        let crew = rules.crew.as_ref();
        self.set("drivers", crew.map_or(0, |crew| crew.drivers));
        self.set("medics", crew.map_or(0, |crew| crew.medics));
        self.set("officials", crew.map_or(0, |crew| crew.officials));
        for code in &rules.districts {
            self.set(&format!("for-{code}"), "on");
        }
        let (ticks, others): (Vec<_>, Vec<_>) = rules
            .blocked
            .iter()
            .partition(|code| provinces().contains(code));
        for code in ticks {
            self.set(&format!("blocked-{code}"), "on");
        }
        let others: Vec<_> = others
            .into_iter()
            .map(|code: &PlaceCode| official(*code))
            .collect();
        self.set("blocked", others.join("、"));
    }

    /// Puts a value into a field.
    pub fn set(&mut self, name: &str, value: impl ToString) {
        self.0.insert(name.to_owned(), value.to_string());
    }

    fn tick(&mut self, name: &str, on: bool) {
        if on {
            self.set(name, "on");
        }
    }

    /// What a field holds, without spaces around it.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Coach unless train is said.
    pub fn mode(&self) -> Mode {
        match Mode::parse(self.get("mode")) {
            Some(Mode::Train) => Mode::Train,
            Some(Mode::Coach | Mode::SelfDrive | Mode::Public) | None => Mode::Coach,
        }
    }

    /// Whether anything stands in the row of a stop.
    pub fn has_stop(&self, at: usize) -> bool {
        let filled = |what: &str| !self.get(&format!("s{at}-{what}")).is_empty();
        filled("place") || filled("meet") || (at > 0 && filled("at"))
    }

    /// Rows of stops to show: those filled in and one more.
    pub fn stop_rows(&self) -> usize {
        let last = (0..MAX_STOPS).rev().find(|at| self.has_stop(*at));
        (last.map_or(0, |at| at + 1) + 1).min(MAX_STOPS)
    }

    /// How many vehicles of a kind, where it is a number.
    pub fn vehicles(&self, kind: VehicleKind) -> usize {
        self.get(&count(kind)).parse().unwrap_or(0)
    }

    /// Seats that the crew takes, where it is a number.
    pub fn crew_seats(&self) -> u32 {
        self.get("crew_seats").parse().unwrap_or(0)
    }
}
