//! The employers with something on their roster: a list that searches, sorts, filters and pages. HR is led to its own.

use super::stage::stage_label;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::parts::empty;
use crate::console::people::{Bureau, Desk};
use crate::console::show::place;
use crate::console::table::{Key, Table, View, choice, export};
use crate::domain::place::PlaceCode;
use crate::domain::roster::RosterStage;
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::sheet::{Cell, Head};
use crate::store::roster::RosterCount;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

const ADDRESS: &str = "/console/rosters";
/// Most employers with a roster looked through at once.
const MOST: i64 = 20_000;
/// Most employers found by words.
const FOUND: usize = 500;

/// What is asked of the list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(flatten)]
    view: View,
    district: String,
    stage: String,
    /// `yes` for those that have not answered in time.
    overdue: String,
}

impl Asked {
    fn takes(&self, count: &RosterCount) -> bool {
        let district = PlaceCode::parse(&self.district).ok();
        let stage = RosterStage::parse(&self.stage);
        district.is_none_or(|district| district == count.district)
            && stage.is_none_or(|stage| count.stage == Some(stage))
            && (self.overdue != "yes" || count.overdue > 0)
    }
}

/// The list.
pub async fn page_of(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if let Some(own) = desk.own_employer() {
        return Ok(Redirect::to(&format!("{ADDRESS}/{own}")).into_response());
    }
    let desk = Bureau::of(desk)?;
    let (rows, districts) = found(&desk, &asked).await?;
    let table = table(&desk, &asked);
    let body = html! {
        (tools(&desk, &asked, &table, &districts))
        @if rows.is_empty() {
            @if table.is_narrowed() { (empty(&desk, Label::NoEmployerFound, Label::NoEmployerFoundAdvice)) }
            @else { (empty(&desk, Label::NoRosters, Label::NoRostersAdvice)) }
        } @else {
            table.stack.tight.card {
                (table.head())
                tbody { @for count in &rows[table.rows(rows.len())] { (row(&desk, count)) } }
            }
            (table.foot(rows.len()))
        }
    };
    page(&desk, Nav::Rosters, desk.t(Label::NavRosters), body).await
}

/// The rows asked for in their order, and all districts there are to choose from.
async fn found(
    desk: &Bureau,
    asked: &Asked,
) -> Result<(Vec<RosterCount>, BTreeSet<PlaceCode>), Fault> {
    let words = asked.view.words();
    let mut tx = desk.read().await?;
    let mut rows = tx.roster_counts(desk.district(), MOST, desk.now()).await?;
    let districts = rows.iter().map(|count| count.district).collect();
    if !words.is_empty() {
        let found = tx.find_employers(words, FOUND).await?;
        rows.retain(|count| found.iter().any(|employer| employer.id == count.employer));
        // Also those of which nothing is known yet: a clerk may upload their list.
        let own = found
            .into_iter()
            .filter(|employer| desk.looks_after(Some(employer.district)));
        for employer in own {
            if rows.iter().all(|count| count.employer != employer.id) {
                rows.push(RosterCount::none(&employer));
            }
        }
    }
    tx.rollback().await?;
    rows.retain(|count| asked.takes(count));
    table(desk, asked)
        .order()
        .sort(&mut rows, |count, key| match key {
            "name" => Key::from(count.name.as_str()),
            "district" => Key::from(count.district.to_string().as_str()),
            "claimed" => Key::from(count.claimed),
            "confirmed" => Key::from(count.confirmed),
            "rejected" => Key::from(count.rejected),
            "stage" => Key::from(count.stage.map(|stage| stage as i64)),
            _ => Key::from(count.overdue),
        });
    Ok((rows, districts))
}

fn table<'a>(desk: &'a Bureau, asked: &'a Asked) -> Table<'a> {
    Table::new(desk, ADDRESS, &asked.view, ("overdue", true))
        .filter("district", &asked.district)
        .filter("stage", &asked.stage)
        .filter("overdue", &asked.overdue)
        .sorted("name", Label::ColEmployer)
        .sorted("district", Label::ColDistrict)
        .number("claimed", Label::RosterClaimed)
        .number("confirmed", Label::RosterConfirmed)
        .number("rejected", Label::RosterRejected)
        .number("overdue", RosterLabel::ColOverdue)
        .sorted("stage", RosterLabel::ColStage)
}

fn tools(
    desk: &Bureau,
    asked: &Asked,
    table: &Table<'_>,
    districts: &BTreeSet<PlaceCode>,
) -> Markup {
    let counties: Vec<_> = districts
        .iter()
        .map(|code| (code.to_string(), place(desk, *code)))
        .collect();
    let stages: Vec<_> = RosterStage::ALL
        .iter()
        .map(|stage| (stage.as_str().to_owned(), desk.t(stage_label(*stage))))
        .collect();
    let overdue = [("yes".to_owned(), desk.t(RosterLabel::Overdue))];
    let fields = html! {
        @if desk.district().is_none() {
            (choice(desk, "district", desk.t(Label::ColDistrict), &asked.district, &counties))
        }
        (choice(desk, "stage", desk.t(RosterLabel::ColStage), &asked.stage, &stages))
        (choice(desk, "overdue", desk.t(RosterLabel::ColOverdue), &asked.overdue, &overdue))
    };
    let search = Some(desk.t(Label::EmployerSearch));
    table.tools(search, &fields, Some("/console/rosters.xlsx"))
}

fn row(desk: &Bureau, count: &RosterCount) -> Markup {
    let some = |n: i64| html! { @if n > 0 { strong { (n) } } @else { "0" } };
    html! {
        tr {
            th scope="row" { a href={ (ADDRESS) "/" (count.employer) } { (count.name) } }
            td data-label=(desk.t(Label::ColDistrict)) { (place(desk, count.district)) }
            td.number data-label=(desk.t(Label::RosterClaimed)) { (some(count.claimed)) }
            td.number data-label=(desk.t(Label::RosterConfirmed)) { (count.confirmed) }
            td.number data-label=(desk.t(Label::RosterRejected)) { (count.rejected) }
            td.number data-label=(desk.t(RosterLabel::ColOverdue)) { (some(count.overdue)) }
            td data-label=(desk.t(RosterLabel::ColStage)) { (stage(desk, count)) }
        }
    }
}

fn stage(desk: &Bureau, count: &RosterCount) -> String {
    desk.t(count.stage.map_or(RosterLabel::StageNone, stage_label))
}

/// The same as a workbook.
pub async fn workbook(desk: Bureau, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let (rows, _) = found(&desk, &asked).await?;
    let heads = [
        Head::new(desk.t(Label::ColEmployer), 36),
        Head::new(desk.t(Label::ColDistrict), 14),
        Head::new(desk.t(Label::RosterClaimed), 12),
        Head::new(desk.t(Label::RosterConfirmed), 12),
        Head::new(desk.t(Label::RosterRejected), 12),
        Head::new(desk.t(RosterLabel::ColOverdue), 12),
        Head::new(desk.t(RosterLabel::ColStage), 18),
    ];
    let texts: Vec<_> = rows
        .iter()
        .map(|count| (place(&desk, count.district), stage(&desk, count)))
        .collect();
    let cells = rows.iter().zip(&texts).map(|(count, (district, stage))| {
        let number = |n: i64| Cell::Number(n as f64);
        vec![
            Cell::Text(&count.name),
            Cell::Text(district),
            number(count.claimed),
            number(count.confirmed),
            number(count.rejected),
            number(count.overdue),
            Cell::Text(stage),
        ]
    });
    let title = desk.t(Label::NavRosters);
    export(&desk, ("rosters", &title), &heads, cells)
}
