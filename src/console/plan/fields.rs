//! The form's fields: what they begin with, what they say, and what is wrong with them.

use super::field;
use crate::console::people::Bureau;
use crate::domain::place::{Gazetteer, PlaceCode, SOURCE_PROVINCES};
use crate::domain::plan::{Costs, PlanRules, TripTerms};
use crate::domain::seat::VehicleKind;
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use crate::locale::label::Label;
use crate::planner::MAX_DAYS;
use crate::store::plan::Plan;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

/// Where trips return that serve more than one district: the city.
const CITY: &str = "330300";
/// The area from which nobody boards to begin with (domain reference, readings).
const HUBEI: &str = "420000";
/// The row of prices for provinces without one.
pub const ELSEWHERE: &str = "else";
/// Most yuan in a field.
const MOST_YUAN: i64 = 10_000_000;

/// Whole numbers of the form: name, what it begins with, least, most.
pub const NUMBERS: [(&str, i64, i64, i64); 10] = [
    ("days", 3, 1, MAX_DAYS as i64),
    ("turnaround", 2, 1, 31),
    ("crew_seats", 0, 0, 8),
    ("max_stops", 4, 1, 8),
    ("min_load", 10, 1, 900),
    ("seconds", 10, 1, 60),
    ("stop_yuan", 300, 0, MOST_YUAN),
    ("left_over_yuan", 2_000, 0, MOST_YUAN),
    ("day_yuan", 50, 0, MOST_YUAN),
    ("split_yuan", 50, 0, MOST_YUAN),
];

/// The pool to begin with: 40 large and 50 medium coaches (bulletin P3), taking 49 seats for large and 40 for
/// medium, and two trains (bulletin P1).
const fn pool(kind: VehicleKind) -> i64 {
    match kind {
        VehicleKind::Coach49 => 40,
        VehicleKind::Coach40 => 50,
        VehicleKind::Coach44 => 0,
        VehicleKind::Train900 => 2,
    }
}

/// Most vehicles of a kind in the pool.
const MOST_VEHICLES: i64 = 999;

/// The form as sent or to begin with.
#[derive(Debug, Clone, Default)]
pub struct Fields(BTreeMap<String, String>);

/// What the form says.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub district: Option<PlaceCode>,
    /// Where workers without an employer go.
    pub unemployed: PlaceCode,
    pub in_line: bool,
    pub rules: PlanRules,
    pub terms: TripTerms,
    pub time: Duration,
}

/// What is wrong, by field.
pub type Errors = BTreeMap<String, Label>;

/// The districts of the city.
pub fn districts() -> Vec<PlaceCode> {
    let city = PlaceCode::parse(CITY).ok();
    let inside = city.map(|city| Gazetteer::builtin().children(city));
    let inside = inside.unwrap_or_default();
    inside.into_iter().map(|place| place.code).collect()
}

/// The provinces with a row of prices and a tick for areas nobody boards in.
pub fn provinces() -> Vec<PlaceCode> {
    let codes = SOURCE_PROVINCES.iter();
    codes
        .filter_map(|code| PlaceCode::parse(code).ok())
        .collect()
}

impl Fields {
    /// The form as sent.
    pub fn sent(fields: BTreeMap<String, String>) -> Self {
        Self(fields)
    }

    /// What the form begins with: as the newest plan had it, else the bulletin's pool and made-up costs.
    pub fn first(newest: Option<&Plan>, now: Timestamp) -> Self {
        let mut fields = Self::default();
        let tomorrow = now.plus(Duration::from_secs(24 * 3600)).date();
        fields.set("first", tomorrow);
        fields.set("hour", "08:00");
        fields.set("mode", Mode::Coach);
        fields.set("unemployed", CITY);
        for name in ["in_line", "spaced", "certificate"] {
            fields.set(name, "on");
        }
        for (name, value, ..) in NUMBERS {
            fields.set(name, value);
        }
        for kind in VehicleKind::ALL {
            fields.set(&field("pool", *kind), pool(*kind));
        }
        fields.set(&format!("blocked-{HUBEI}"), "on");
        fields.set_costs(&Costs::made_up());
        if let Some(plan) = newest {
            fields.take_over(plan);
        }
        fields
    }

    fn take_over(&mut self, plan: &Plan) {
        let (rules, terms) = (&plan.request.rules, &plan.terms);
        for (name, value) in [
            ("turnaround", i64::from(rules.turnaround_days)),
            ("crew_seats", i64::from(rules.crew_seats)),
            ("max_stops", i64::from(rules.max_stops)),
            ("min_load", i64::from(rules.min_load)),
            ("stop_yuan", rules.stop_fen / 100),
            ("left_over_yuan", rules.left_over_fen / 100),
            ("day_yuan", rules.day_fen / 100),
            ("split_yuan", rules.split_fen / 100),
        ] {
            self.set(name, value);
        }
        for (kind, count) in &rules.pool {
            self.set(&field("pool", *kind), count);
        }
        self.set("hour", format!("{:02}:{:02}", terms.hour, terms.minute));
        self.tick("spaced", rules.spaced);
        self.tick("certificate", terms.certificate);
        for province in provinces() {
            self.tick(
                &format!("blocked-{province}"),
                terms.blocked.contains(&province),
            );
        }
        self.set_costs(&rules.costs);
    }

    fn set_costs(&mut self, costs: &Costs) {
        for kind in VehicleKind::ALL {
            for province in provinces() {
                let yuan = costs.of(*kind, province) / 100;
                self.set(&field(&province.to_string(), *kind), yuan);
            }
            let yuan = costs.elsewhere.get(kind).copied().unwrap_or(0) / 100;
            self.set(&field(ELSEWHERE, *kind), yuan);
        }
    }

    fn set(&mut self, name: &str, value: impl ToString) {
        self.0.insert(name.to_owned(), value.to_string());
    }

    fn tick(&mut self, name: &str, on: bool) {
        if on {
            self.set(name, "on");
        } else {
            self.0.remove(name);
        }
    }

    /// What a field holds.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Reads the form, for somebody who may plan for their own district only.
    pub fn read(&self, desk: &Bureau) -> Result<Wanted, Errors> {
        let mut errors = Errors::new();
        let hour = NaiveTime::parse_from_str(self.get("hour"), "%H:%M").ok();
        if hour.is_none() {
            errors.insert("hour".into(), Label::PlanTimeWrong);
        }
        let terms = self.terms(hour.unwrap_or_default());
        let first = NaiveDate::parse_from_str(self.get("first"), "%Y-%m-%d").unwrap_or_default();
        let departs = Timestamp::shanghai(first, terms.hour, terms.minute);
        if departs.is_none_or(|at| at <= desk.now()) {
            errors.insert("first".into(), Label::PlanDateWrong);
        }
        let rules = self.rules(first, &mut errors);
        let seconds = self.whole("seconds", &mut errors);
        let (district, unemployed) = self.destinations(desk);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Wanted {
            district,
            unemployed,
            in_line: self.ticked("in_line"),
            rules,
            terms,
            time: Duration::from_secs(u64::from(seconds)),
        })
    }

    fn rules(&self, first: NaiveDate, errors: &mut Errors) -> PlanRules {
        let days = self.whole("days", errors) as usize;
        PlanRules {
            mode: self.mode(),
            days: first.iter_days().take(days).collect(),
            pool: self.pool(errors),
            turnaround_days: self.whole("turnaround", errors),
            spaced: self.ticked("spaced"),
            crew_seats: self.whole("crew_seats", errors),
            max_stops: self.whole("max_stops", errors),
            min_load: self.whole("min_load", errors),
            costs: self.costs(errors),
            stop_fen: self.fen("stop_yuan", errors),
            day_fen: self.fen("day_yuan", errors),
            split_fen: self.fen("split_yuan", errors),
            left_over_fen: self.fen("left_over_yuan", errors),
        }
    }

    /// One of [`NUMBERS`]; an unknown name is our mistake and wrong for every value.
    fn known(&self, name: &str, errors: &mut Errors) -> i64 {
        let limits = NUMBERS.iter().find(|(known, ..)| *known == name);
        let (least, most) = limits.map_or((1, 0), |(_, _, least, most)| (*least, *most));
        self.number(name, least..=most, errors)
    }

    fn whole(&self, name: &str, errors: &mut Errors) -> u32 {
        u32::try_from(self.known(name, errors)).unwrap_or(0)
    }

    fn fen(&self, name: &str, errors: &mut Errors) -> i64 {
        self.known(name, errors) * 100
    }

    /// Coach unless train is said: nothing else has seats to be planned.
    pub fn mode(&self) -> Mode {
        match Mode::parse(self.get("mode")) {
            Some(Mode::Train) => Mode::Train,
            Some(Mode::Coach | Mode::SelfDrive | Mode::Public) | None => Mode::Coach,
        }
    }

    fn terms(&self, hour: NaiveTime) -> TripTerms {
        use chrono::Timelike;
        let blocked = |province: &PlaceCode| self.ticked(&format!("blocked-{province}"));
        TripTerms {
            hour: hour.hour(),
            minute: hour.minute(),
            certificate: self.ticked("certificate"),
            blocked: provinces().into_iter().filter(blocked).collect(),
        }
    }

    /// The district planned for, and where workers without an employer go.
    fn destinations(&self, desk: &Bureau) -> (Option<PlaceCode>, PlaceCode) {
        let known = |name: &str| {
            let code = PlaceCode::parse(self.get(name)).ok();
            code.filter(|code| districts().contains(code))
        };
        let district = desk.district().or_else(|| known("district"));
        let city = || PlaceCode::parse(CITY).unwrap_or_else(|_| unreachable!("a valid code"));
        (district, known("unemployed").unwrap_or_else(city))
    }

    fn number(&self, name: &str, range: RangeInclusive<i64>, errors: &mut Errors) -> i64 {
        let value = self.get(name).parse().ok().filter(|n| range.contains(n));
        value.unwrap_or_else(|| {
            let (least, most) = range.into_inner();
            errors.insert(name.to_owned(), Label::PlanNumber { least, most });
            0
        })
    }

    fn pool(&self, errors: &mut Errors) -> BTreeMap<VehicleKind, u32> {
        let kinds = VehicleKind::ALL.iter();
        let counts = kinds.map(|kind| {
            let count = self.number(&field("pool", *kind), 0..=MOST_VEHICLES, errors);
            (*kind, u32::try_from(count).unwrap_or(0))
        });
        counts.collect()
    }

    fn costs(&self, errors: &mut Errors) -> Costs {
        let mut row = |of: &str| -> BTreeMap<VehicleKind, i64> {
            let kinds = VehicleKind::ALL.iter();
            let prices = kinds.map(|kind| {
                let yuan = self.number(&field(of, *kind), 0..=MOST_YUAN, errors);
                (*kind, yuan * 100)
            });
            prices.collect()
        };
        Costs {
            elsewhere: row(ELSEWHERE),
            provinces: provinces()
                .into_iter()
                .map(|province| (province, row(&province.to_string())))
                .collect(),
        }
    }
}
