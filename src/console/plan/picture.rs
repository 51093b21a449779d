//! A picture of a plan without a map: bars of the places people set out from, on the left, flow into bars of where
//! and when they go, on the right. A bar is as high as its people are many.

use crate::console::people::Bureau;
use crate::console::show::place;
use crate::domain::place::PlaceCode;
use crate::locale::label::Label;
use crate::store::plan::Plan;
use chrono::NaiveDate;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Places shown by name; the rest are one bar.
const NAMED: usize = 14;

/// Sizes in units of the drawing, which is as wide as a telephone.
const WIDTH: i64 = 310;
/// Room for names on the left, and for names and days on the right.
const LEFT: i64 = 92;
const RIGHT: i64 = 118;
const BAR: i64 = 8;
const HEIGHT: i64 = 300;
const GAP: i64 = 6;
/// Least height of a bar: a line of text.
const LEAST: i64 = 24;

/// Where people go: with a trip on a day, or nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    Trip(NaiveDate, PlaceCode),
    LeftOver,
}

/// Where people come from: the county, or their city or province where there are too many counties; or the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Place(PlaceCode),
    Others,
}

type Flows = BTreeMap<(Source, Goal), i64>;

/// A bar: its name, people, top and height.
struct Bar {
    name: String,
    note: String,
    people: i64,
    top: i64,
    height: i64,
}

/// The picture.
pub fn draw(desk: &Bureau, plan: &Plan) -> Markup {
    let (flows, others) = gather(plan);
    if flows.is_empty() {
        return html! {};
    }
    let source_name = |source: Source| match source {
        Source::Place(code) => place(desk, code),
        Source::Others => desk.t(Label::PlanOthers { count: others }),
    };
    let goal_name = |goal: Goal| match goal {
        Goal::Trip(day, district) => (place(desk, district), desk.t(Label::PlanDay { day })),
        Goal::LeftOver => (desk.t(Label::PlanLeftOver), String::new()),
    };
    let total: i64 = flows.values().sum();
    let left = bars(
        &flows,
        |key| key.0,
        total,
        |source| (source_name(source), String::new()),
    );
    let right = bars(&flows, |key| key.1, total, goal_name);
    let bottom = |side: &BTreeMap<_, Bar>| side.values().map(|bar| bar.top + bar.height).max();
    let bottom_right = right.values().map(|bar| bar.top + bar.height).max();
    let height = bottom(&left).max(bottom_right).unwrap_or(0) + 4;
    let told: Vec<_> = flows
        .iter()
        .map(|((source, goal), people)| {
            let (where_to, when) = goal_name(*goal);
            format!("{} → {where_to} {when}: {people}", source_name(*source))
        })
        .collect();
    html! {
        svg.flow viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(told.join("; ")) {
            @for (class, path) in ribbons(&flows, &left, &right) { path class=(class) d=(path) {} }
            @for bar in left.values() { (bar_of(bar, LEFT, "end", LEFT - 6, "from")) }
            @for (goal, bar) in &right {
                (bar_of(bar, WIDTH - RIGHT - BAR, "start", WIDTH - RIGHT + 6,
                    if *goal == Goal::LeftOver { "left-over" } else { "to" }))
            }
        }
    }
}

fn bar_of(bar: &Bar, x: i64, anchor: &str, text: i64, class: &str) -> Markup {
    let middle = bar.top + bar.height / 2;
    let people = if bar.note.is_empty() {
        bar.people.to_string()
    } else {
        format!("{} · {}", bar.note, bar.people)
    };
    html! {
        rect class=(class) x=(x) y=(bar.top) width=(BAR) height=(bar.height) rx="2" {}
        text x=(text) y=(middle - 1) text-anchor=(anchor) { (bar.name) }
        text.note x=(text) y=(middle + 10) text-anchor=(anchor) { (people) }
    }
}

/// People by source and goal, and how many places are in "others".
fn gather(plan: &Plan) -> (Flows, usize) {
    let groups = &plan.request.groups;
    let proposal = &plan.proposal;
    let aboard = proposal.trips.iter().flat_map(|trip| {
        let loads = trip.vehicles.iter().flat_map(|v| &v.loads);
        loads.map(|load| (load, Goal::Trip(trip.day, trip.district)))
    });
    let left = proposal.left_over.iter().map(|load| (load, Goal::LeftOver));
    let mut exact: BTreeMap<(PlaceCode, Goal), i64> = BTreeMap::new();
    for (load, goal) in aboard.chain(left) {
        if let Some(group) = groups.get(load.group) {
            *exact.entry((group.origin, goal)).or_default() += i64::from(load.workers);
        }
    }
    let levels: [fn(PlaceCode) -> PlaceCode; 3] = [
        |code| code,
        |code| code.city().unwrap_or(code),
        PlaceCode::province,
    ];
    let fine = |level: &&fn(PlaceCode) -> PlaceCode| totals(&exact, **level).len() <= NAMED;
    let level = *levels.iter().find(fine).unwrap_or(&levels[2]);
    let mut order: Vec<_> = totals(&exact, level).into_iter().collect();
    order.sort_by_key(|(code, people)| (-people, *code));
    let named: Vec<_> = order.iter().take(NAMED).map(|(code, _)| *code).collect();
    let mut flows = Flows::new();
    for ((code, goal), people) in exact {
        let code = level(code);
        let source = if named.contains(&code) {
            Source::Place(code)
        } else {
            Source::Others
        };
        *flows.entry((source, goal)).or_default() += people;
    }
    (flows, order.len().saturating_sub(NAMED))
}

fn totals(
    exact: &BTreeMap<(PlaceCode, Goal), i64>,
    level: fn(PlaceCode) -> PlaceCode,
) -> BTreeMap<PlaceCode, i64> {
    let mut totals = BTreeMap::new();
    for ((code, _), people) in exact {
        *totals.entry(level(*code)).or_default() += people;
    }
    totals
}

fn bars<K: Ord + Copy>(
    flows: &Flows,
    key: impl Fn(&(Source, Goal)) -> K,
    total: i64,
    name: impl Fn(K) -> (String, String),
) -> BTreeMap<K, Bar> {
    let mut people: BTreeMap<K, i64> = BTreeMap::new();
    for (ends, count) in flows {
        *people.entry(key(ends)).or_default() += count;
    }
    let mut top = 2;
    let placed = people.into_iter().map(|(key, people)| {
        let height = (people * HEIGHT / total.max(1)).max(LEAST);
        let (name, note) = name(key);
        let bar = Bar {
            name,
            note,
            people,
            top,
            height,
        };
        top += height + GAP;
        (key, bar)
    });
    placed.collect()
}

/// The bands between the bars: (class, path). A band takes the share of each bar that its people are of it.
fn ribbons(
    flows: &Flows,
    left: &BTreeMap<Source, Bar>,
    right: &BTreeMap<Goal, Bar>,
) -> Vec<(&'static str, String)> {
    let mut used_left: BTreeMap<Source, i64> = BTreeMap::new();
    let mut used_right: BTreeMap<Goal, i64> = BTreeMap::new();
    let mut paths = Vec::new();
    for ((source, goal), people) in flows {
        let (Some(from), Some(to)) = (left.get(source), right.get(goal)) else {
            continue;
        };
        let (a, b) = share(from, used_left.entry(*source).or_default(), *people);
        let (c, d) = share(to, used_right.entry(*goal).or_default(), *people);
        let (x0, x1) = (LEFT + BAR, WIDTH - RIGHT - BAR);
        let middle = (x0 + x1) / 2;
        let path = format!(
            "M{x0} {a}C{middle} {a} {middle} {c} {x1} {c}V{d}C{middle} {d} {middle} {b} {x0} {b}Z"
        );
        let class = match goal {
            Goal::Trip(..) => "band",
            Goal::LeftOver => "band left-over",
        };
        paths.push((class, path));
    }
    paths
}

/// From where to where on a bar the next people of it are.
fn share(bar: &Bar, used: &mut i64, people: i64) -> (String, String) {
    let at = |people: i64| {
        let tenths = people * bar.height * 10 / bar.people.max(1);
        let y = bar.top * 10 + tenths;
        format!("{}.{}", y / 10, y % 10)
    };
    let (from, to) = (at(*used), at(*used + people));
    *used += people;
    (from, to)
}
