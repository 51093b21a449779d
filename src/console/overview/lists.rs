//! The lists behind the figures: registrations by employer and city, and demand without a trip. Counts only.

use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::parts::{Field, empty};
use crate::console::people::Bureau;
use crate::console::show::{full_place, mode, place, when};
use crate::console::table::{Key, Order, Table, View, choice, export};
use crate::domain::place::{Gazetteer, PlaceCode, Quality};
use crate::domain::time::Timestamp;
use crate::domain::trip::Mode;
use crate::locale::label::Label;
use crate::locale::label::overview::OverviewLabel as L;
use crate::sheet::{Cell, Head};
use crate::store::figures::Figure;
use crate::store::report::DemandRow;
use axum::extract::Query;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;

const REGISTRATIONS: &str = "/console/registrations";
const DEMAND: &str = "/console/demand";
/// Most rows of demand in a list.
const MOST_DEMAND: i64 = 100_000;
/// Most places of one name that an origin may mean.
const NAMESAKES: usize = 20;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What is asked of a list. What is not understood asks for nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    /// County of the employer.
    district: String,
    /// The employer, or `none`.
    employer: String,
    /// Place of origin: a code, or as people call it.
    origin: String,
    /// Day of submission.
    day: String,
    /// Transport wished for.
    mode: String,
}

impl Asked {
    fn district(&self) -> Option<PlaceCode> {
        PlaceCode::parse(&self.district).ok()
    }

    /// The places meant by a code or by what people call them; `None` where nothing is asked.
    fn origins(&self) -> Option<Vec<PlaceCode>> {
        let asked = self.origin.trim();
        if asked.is_empty() {
            return None;
        }
        if let Ok(code) = PlaceCode::parse(asked) {
            return Some(vec![code]);
        }
        let hits = Gazetteer::builtin().search(asked, NAMESAKES);
        let is_exact = hits.iter().any(|hit| hit.quality == Quality::Exact);
        let meant = hits
            .iter()
            .filter(|hit| !is_exact || hit.quality == Quality::Exact);
        Some(meant.map(|hit| hit.place.code).collect())
    }

    /// What stands in the field: a figure's link has brought a code, which nobody reads.
    fn origin_words(&self, desk: &Bureau) -> String {
        PlaceCode::parse(&self.origin)
            .map_or_else(|_| self.origin.clone(), |code| place(desk, code))
    }

    fn day(&self) -> Option<NaiveDate> {
        self.day.parse().ok()
    }

    /// From the beginning of the day asked for to its end.
    fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let from = Timestamp::shanghai(self.day()?, 0, 0)?;
        Some((from, from.plus(DAY)))
    }

    fn wants_name(&self, name: Option<&str>) -> bool {
        let words = self.view.words().to_lowercase();
        words.is_empty() || name.is_some_and(|name| name.to_lowercase().contains(&words))
    }
}

/// Whether somebody from there is wanted.
fn covers(asked: Option<&[PlaceCode]>, origin: PlaceCode) -> bool {
    asked.is_none_or(|asked| {
        asked
            .iter()
            .any(|place| *place == origin || place.contains(origin))
    })
}

/// `/console/registrations`.
pub async fn registrations(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let rows = found(&desk, &asked).await?;
    let table = registrations_table(&desk, &asked);
    let total: i64 = rows.iter().map(|row| row.registered).sum();
    let fields = html! {
        (Field::text("origin", desk.t(L::Origin)).value(&asked.origin_words(&desk)).draw())
        (Field::text("day", desk.t(L::ColDay)).kind("date").value(&asked.day).draw())
        @if !asked.district.is_empty() { input type="hidden" name="district" value=(asked.district); }
        @if !asked.employer.is_empty() { input type="hidden" name="employer" value=(asked.employer); }
    };
    let search = Some(desk.t(Label::EmployerSearch));
    let body = html! {
        (table.tools(search, &fields, Some("/console/registrations.xlsx")))
        @if table.is_narrowed() { p { a href=(REGISTRATIONS) { (desk.t(L::ShowAll)) } } }
        p { strong { (desk.t(L::InAll { count: total })) } }
        @if rows.is_empty() {
            (empty(&desk, Label::NoRegistrations, Label::NoRegistrationsAdvice))
        } @else {
            table.stack.tight.card {
                (table.head())
                tbody { @for row in &rows[table.rows(rows.len())] { (registration_row(&desk, row)) } }
            }
            (table.foot(rows.len()))
        }
    };
    page(&desk, Nav::Overview, desk.t(Label::Registrations), body).await
}

async fn found(desk: &Bureau, asked: &Asked) -> Result<Vec<Figure>, Fault> {
    // A clerk of a county sees the own one whatever is asked.
    let district = desk.district().or(asked.district());
    let mut tx = desk.read().await?;
    let mut rows = tx.figures(district, asked.span()).await?;
    tx.rollback().await?;
    let origins = asked.origins();
    rows.retain(|row| {
        let employer = row.employer.as_ref();
        let same = match asked.employer.as_str() {
            "" => true,
            "none" => employer.is_none(),
            id => employer.is_some_and(|(own, _, _)| own.as_str() == id),
        };
        same && covers(origins.as_deref(), row.origin)
            && asked.wants_name(employer.map(|(_, name, _)| name.as_str()))
    });
    let order = registrations_table(desk, asked).order();
    order.sort(&mut rows, |row, key| match key {
        "employer" => Key::from(row.employer.as_ref().map_or("", |(_, name, _)| name)),
        "district" => Key::from(
            row.employer
                .as_ref()
                .map(|(_, _, code)| code.to_string())
                .unwrap_or_default()
                .as_str(),
        ),
        "origin" => Key::from(row.origin.to_string().as_str()),
        "confirmed" => Key::from(row.confirmed),
        "arranged" => Key::from(row.arranged),
        "arrived" => Key::from(row.arrived),
        _ => Key::from(row.registered),
    });
    Ok(rows)
}

fn registrations_table<'a>(desk: &'a Bureau, asked: &'a Asked) -> Table<'a> {
    Table::new(desk, REGISTRATIONS, &asked.view, ("registered", true))
        .filter("district", &asked.district)
        .filter("employer", &asked.employer)
        .filter("origin", &asked.origin)
        .filter("day", &asked.day)
        .sorted("employer", Label::ColEmployer)
        .sorted("district", Label::ColDistrict)
        .sorted("origin", Label::ColOrigin)
        .number("registered", Label::Registrations)
        .number("confirmed", Label::RosterConfirmed)
        .number("arranged", L::ColArranged)
        .number("arrived", L::ColArrived)
}

fn registration_row(desk: &Bureau, row: &Figure) -> Markup {
    html! {
        tr {
            th scope="row" {
                @match &row.employer {
                    Some((id, name, _)) => a href={ "/console/rosters/" (id) } { (name) },
                    None => (desk.t(Label::NoEmployerYet)),
                }
            }
            td data-label=(desk.t(Label::ColDistrict)) {
                @match &row.employer { Some((_, _, code)) => (place(desk, *code)), None => "–" }
            }
            td data-label=(desk.t(Label::ColOrigin)) { (full_place(desk, row.origin)) }
            td.number data-label=(desk.t(Label::Registrations)) { (row.registered) }
            td.number data-label=(desk.t(Label::RosterConfirmed)) { (row.confirmed) }
            td.number data-label=(desk.t(L::ColArranged)) { (row.arranged) }
            td.number data-label=(desk.t(L::ColArrived)) { (row.arrived) }
        }
    }
}

/// The same as a workbook.
pub async fn registrations_workbook(
    desk: Bureau,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let rows = found(&desk, &asked).await?;
    let heads = [
        Head::new(desk.t(Label::ColEmployer), 36),
        Head::new(desk.t(Label::ColDistrict), 14),
        Head::new(desk.t(Label::ColOrigin), 28),
        Head::new(desk.t(Label::Registrations), 12),
        Head::new(desk.t(Label::RosterConfirmed), 12),
        Head::new(desk.t(L::ColArranged), 12),
        Head::new(desk.t(L::ColArrived), 12),
    ];
    let texts: Vec<[String; 3]> = rows
        .iter()
        .map(|row| match &row.employer {
            Some((_, name, code)) => [
                name.clone(),
                place(&desk, *code),
                full_place(&desk, row.origin),
            ],
            None => [
                desk.t(Label::NoEmployerYet),
                String::new(),
                full_place(&desk, row.origin),
            ],
        })
        .collect();
    let cells = rows.iter().zip(&texts).map(|(row, texts)| {
        let numbers = [row.registered, row.confirmed, row.arranged, row.arrived];
        let words = texts.iter().map(|text| Cell::Text(text));
        words
            .chain(numbers.map(|number| Cell::Number(number as f64)))
            .collect()
    });
    let title = desk.t(Label::Registrations);
    export(&desk, ("registrations", &title), &heads, cells)
}

/// `/console/demand`.
pub async fn demand(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let rows = wished(&desk, &asked).await?;
    let table = demand_table(&desk, &asked);
    let modes = Mode::ALL.iter().filter(|one| one.has_seats());
    let options: Vec<(String, String)> = modes
        .map(|one| (one.as_str().to_owned(), desk.t(mode(*one))))
        .collect();
    let fields = html! {
        (Field::text("origin", desk.t(L::Origin)).value(&asked.origin_words(&desk)).draw())
        (choice(&desk, "mode", desk.t(Label::ColMode), &asked.mode, &options))
    };
    let search = Some(desk.t(Label::EmployerSearch));
    let workers: i64 = rows.iter().map(|row| row.workers).sum();
    let body = html! {
        (table.tools(search, &fields, Some("/console/demand.xlsx")))
        p { strong { (desk.t(L::InAll { count: workers })) } }
        @if rows.is_empty() {
            (empty(&desk, Label::NoDemand, Label::NoDemandAdvice))
        } @else {
            table.stack.tight.card {
                (table.head())
                (demand_rows(&desk, &rows[table.rows(rows.len())]))
            }
            (table.foot(rows.len()))
        }
    };
    page(&desk, Nav::Overview, desk.t(Label::DemandTitle), body).await
}

async fn wished(desk: &Bureau, asked: &Asked) -> Result<Vec<DemandRow>, Fault> {
    let mut tx = desk.read().await?;
    let mut rows = tx.demand_by_route(desk.district(), MOST_DEMAND).await?;
    tx.rollback().await?;
    let wanted = Mode::parse(&asked.mode);
    let origins = asked.origins();
    rows.retain(|row| {
        wanted.is_none_or(|mode| mode == row.mode)
            && covers(origins.as_deref(), row.origin)
            && asked.wants_name(row.employer.as_deref())
    });
    let order: Order = demand_table(desk, asked).order();
    order.sort(&mut rows, |row, key| match key {
        "origin" => Key::from(row.origin.to_string().as_str()),
        "employer" => Key::from(row.employer.as_deref().unwrap_or_default()),
        "mode" => Key::from(row.mode.as_str()),
        "since" => Key::from(row.since.millis()),
        _ => Key::from(row.workers),
    });
    Ok(rows)
}

fn demand_table<'a>(desk: &'a Bureau, asked: &'a Asked) -> Table<'a> {
    Table::new(desk, DEMAND, &asked.view, ("workers", true))
        .filter("origin", &asked.origin)
        .filter("mode", &asked.mode)
        .sorted("origin", Label::ColOrigin)
        .sorted("employer", Label::ColEmployer)
        .sorted("mode", Label::ColMode)
        .number("workers", Label::ColWorkers)
        .sorted("since", Label::ColSince)
}

fn demand_rows(desk: &Bureau, rows: &[DemandRow]) -> Markup {
    html! {
        tbody {
            @for row in rows {
                tr {
                    th scope="row" { (full_place(desk, row.origin)) }
                    td data-label=(desk.t(Label::ColEmployer)) {
                        (row.employer.clone().unwrap_or_else(|| desk.t(Label::NoEmployerYet)))
                    }
                    td data-label=(desk.t(Label::ColMode)) { (desk.t(mode(row.mode))) }
                    td.number data-label=(desk.t(Label::ColWorkers)) { (row.workers) }
                    td data-label=(desk.t(Label::ColSince)) { (when(desk, row.since)) }
                }
            }
        }
    }
}

/// The largest wishes, on the overview.
pub(super) fn demand_card(desk: &Bureau, rows: &[DemandRow]) -> Markup {
    html! {
        section.card aria-labelledby="demand" {
            h2 #demand { (desk.t(Label::DemandTitle)) }
            @if rows.is_empty() {
                (empty(desk, Label::NoDemand, Label::NoDemandAdvice))
            } @else {
                table.stack.tight {
                    thead { tr {
                        th scope="col" { (desk.t(Label::ColOrigin)) }
                        th scope="col" { (desk.t(Label::ColEmployer)) }
                        th scope="col" { (desk.t(Label::ColMode)) }
                        th.number scope="col" { (desk.t(Label::ColWorkers)) }
                        th scope="col" { (desk.t(Label::ColSince)) }
                    } }
                    (demand_rows(desk, rows))
                }
                p { a href=(DEMAND) { (desk.t(L::AllDemand)) } }
            }
        }
    }
}

/// Demand as a workbook.
pub async fn demand_workbook(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let rows = wished(&desk, &asked).await?;
    let heads = [
        Head::new(desk.t(Label::ColOrigin), 28),
        Head::new(desk.t(Label::ColEmployer), 36),
        Head::new(desk.t(Label::ColMode), 14),
        Head::new(desk.t(Label::ColWorkers), 10),
        Head::new(desk.t(Label::ColSince), 20),
    ];
    let texts: Vec<[String; 4]> = rows
        .iter()
        .map(|row| {
            [
                full_place(&desk, row.origin),
                row.employer
                    .clone()
                    .unwrap_or_else(|| desk.t(Label::NoEmployerYet)),
                desk.t(mode(row.mode)),
                desk.t(Label::At { when: row.since }),
            ]
        })
        .collect();
    let cells = rows
        .iter()
        .zip(&texts)
        .map(|(row, [origin, employer, mode, since])| {
            vec![
                Cell::Text(origin),
                Cell::Text(employer),
                Cell::Text(mode),
                Cell::Number(row.workers as f64),
                Cell::Text(since),
            ]
        });
    let title = desk.t(Label::DemandTitle);
    export(&desk, ("demand", &title), &heads, cells)
}
