//! Registrations by county, by employer, by place of origin and by day: bars with their numbers, which lead to the list
//! of the same registrations.

use crate::console::parts::{bar, empty};
use crate::console::people::Bureau;
use crate::console::show::place;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::overview::OverviewLabel as L;
use crate::store::figures::Figure;
use crate::store::report::DistrictCount;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Employers shown; the list has all.
const EMPLOYERS: usize = 8;
/// Width of a day and height of the chart, in units of the drawing.
const DAY: i64 = 10;
const HEIGHT: i64 = 100;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// One bar: its name, the address behind it, how many.
struct Row {
    name: String,
    behind: String,
    count: i64,
    note: Option<String>,
}

fn bars(rows: &[Row]) -> Markup {
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0);
    html! {
        ul.bars {
            @for row in rows {
                li {
                    span.name { a href=(row.behind) { (row.name) } }
                    span.figure { (row.count) @if let Some(note) = &row.note { " · " (note) } }
                    (bar(&[("firm", row.count)], most))
                }
            }
        }
    }
}

fn card(desk: &Bureau, id: &str, title: String, rows: &[Row], after: Markup) -> Markup {
    html! {
        section.card aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if rows.is_empty() {
                (empty(desk, Label::NoRegistrations, Label::NoRegistrationsAdvice))
            } @else {
                (bars(rows))
                (after)
            }
        }
    }
}

pub(super) fn districts(desk: &Bureau, districts: &[DistrictCount]) -> Markup {
    let row = |one: &DistrictCount| Row {
        name: match one.district {
            Some(code) => place(desk, code),
            None => desk.t(Label::NoEmployerYet),
        },
        behind: match one.district {
            Some(code) => format!("/console/registrations?district={code}"),
            None => "/console/registrations?employer=none".to_owned(),
        },
        count: one.total,
        note: (one.today > 0).then(|| desk.t(Label::TodayPlus { count: one.today })),
    };
    let rows: Vec<Row> = districts.iter().map(row).collect();
    card(
        desk,
        "districts",
        desk.t(Label::ByDistrict),
        &rows,
        html! {},
    )
}

pub(super) fn employers(desk: &Bureau, registered: &[Figure]) -> Markup {
    let mut sums: BTreeMap<&str, (&str, i64, i64)> = BTreeMap::new();
    for one in registered {
        if let Some((id, name, _)) = &one.employer {
            let sum = sums.entry(id.as_str()).or_insert((name, 0, 0));
            sum.1 += one.registered;
            sum.2 += one.arranged + one.arrived;
        }
    }
    let mut rows: Vec<Row> = sums
        .into_iter()
        .map(|(id, (name, count, arranged))| Row {
            name: name.to_owned(),
            behind: format!("/console/registrations?employer={id}"),
            count,
            note: Some(desk.t(L::Arranged { count: arranged })),
        })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let all = rows.len() as i64;
    rows.truncate(EMPLOYERS);
    let after = html! {
        @if all > EMPLOYERS as i64 {
            p { a href="/console/registrations" { (desk.t(L::AllEmployers { count: all })) } }
        }
    };
    card(desk, "employers", desk.t(L::ByEmployer), &rows, after)
}

/// By province; the cities of each open below it.
pub(super) fn origins(desk: &Bureau, registered: &[Figure]) -> Markup {
    let mut provinces: BTreeMap<PlaceCode, BTreeMap<PlaceCode, i64>> = BTreeMap::new();
    for one in registered {
        let cities = provinces.entry(one.origin.province()).or_default();
        *cities.entry(one.origin).or_default() += one.registered;
    }
    let behind = |code: PlaceCode| format!("/console/registrations?origin={code}");
    let mut sums: Vec<(Row, Vec<Row>)> = provinces
        .into_iter()
        .map(|(province, cities)| {
            let row = |code: PlaceCode, count: i64| Row {
                name: place(desk, code),
                behind: behind(code),
                count,
                note: None,
            };
            let all = cities.values().sum();
            let mut within: Vec<Row> = cities.into_iter().map(|(code, n)| row(code, n)).collect();
            within.sort_by_key(|city| -city.count);
            (row(province, all), within)
        })
        .collect();
    sums.sort_by_key(|(province, _)| -province.count);
    let most = sums.iter().map(|(row, _)| row.count).max().unwrap_or(0);
    html! {
        section.card aria-labelledby="origins" {
            h2 #origins { (desk.t(L::ByOrigin)) }
            @if sums.is_empty() {
                (empty(desk, Label::NoRegistrations, Label::NoRegistrationsAdvice))
            } @else {
                ul.bars {
                    @for (province, cities) in &sums {
                        li {
                            span.name { a href=(province.behind) { (province.name) } }
                            span.figure { (province.count) }
                            (bar(&[("firm", province.count)], most))
                            details.within {
                                summary { (desk.t(L::Cities { count: cities.len() as i64 })) }
                                (bars(cities))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A bar a day, and the same in a table that opens below: the chart's own text.
pub(super) fn days(desk: &Bureau, days: &[(Timestamp, i64)], from: Timestamp, many: u64) -> Markup {
    let counts: Vec<(Timestamp, i64)> = (0..many)
        .map(|n| {
            let ms = i64::try_from(n).unwrap_or(0) * DAY_MS;
            let day = Timestamp::from_millis(from.millis() + ms);
            let found = days.iter().find(|(at, _)| *at == day);
            (day, found.map_or(0, |(_, count)| *count))
        })
        .collect();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let wide = DAY * i64::try_from(counts.len()).unwrap_or(1);
    let title = desk.t(L::ByDay);
    let day = |at: Timestamp| desk.t(L::Day { date: at.date() });
    html! {
        section.card aria-labelledby="days" {
            h2 #days { (title) }
            figure.chart {
                figcaption { (desk.t(L::MostADay { count: most })) }
                svg viewBox={ "0 0 " (wide) " " (HEIGHT) } preserveAspectRatio="none" role="img" aria-label=(title) {
                    @for (n, (_, count)) in counts.iter().enumerate() {
                        @let height = count * HEIGHT / most.max(1);
                        @if height > 0 {
                            rect.firm x=(n as i64 * DAY + 1) y=(HEIGHT - height) width=(DAY - 2) height=(height) {}
                        }
                    }
                }
                @if let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) {
                    p.axis { (day(*first)) " – " (day(*last)) }
                }
            }
            details {
                summary { (desk.t(L::AsTable)) }
                table.tight {
                    thead { tr { th scope="col" { (desk.t(L::ColDay)) } th.number scope="col" { (desk.t(Label::Registrations)) } } }
                    tbody {
                        @for (at, count) in counts.iter().rev() {
                            tr {
                                th scope="row" { a href={ "/console/registrations?day=" (at.date()) } { (day(*at)) } }
                                td.number { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}
