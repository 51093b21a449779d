//! The list of employers: searched by name, pinyin or initials, filtered, sorted, and taken away as a workbook that
//! can be brought back.

use super::draw;
use super::fields::districts;
use super::file_draw::export_rows;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page as draw_page};
use crate::console::parts::{done_note, empty};
use crate::console::people::{Bureau, Desk};
use crate::console::show::place;
use crate::console::table::{self, Key, Table, View};
use crate::domain::place::PlaceCode;
use crate::locale::label::Label;
use crate::locale::label::employer::EmployerLabel;
use crate::store::employer::EmployerSummary;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

const ADDRESS: &str = "/console/employers";

/// What is asked for; empty fields filter nothing.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    #[serde(flatten)]
    view: View,
    district: String,
    zone: String,
    /// `yes` for those listed today, `no` for the others.
    listed: String,
    /// How many were just entered and changed by file: `12-3`.
    imported: String,
}

impl Filter {
    fn takes(&self, desk: &Desk, one: &EmployerSummary) -> bool {
        let employer = &one.employer;
        let district = PlaceCode::parse(&self.district).ok();
        let listed = match self.listed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        district.is_none_or(|code| code == employer.district)
            && (self.zone.is_empty() || employer.zone.as_deref() == Some(self.zone.as_str()))
            && listed.is_none_or(|listed| listed == employer.listing.holds(desk.now()))
    }
}

/// The rows asked for, in the order asked for, with the zones there are among all.
async fn rows(
    desk: &Desk,
    filter: &Filter,
    table: &Table<'_>,
) -> Result<(Vec<EmployerSummary>, BTreeSet<String>), Fault> {
    let mut tx = desk.read().await?;
    let mut found = tx.employer_summaries(desk.district()).await?;
    let matches = tx.search_employers(filter.view.words()).await?;
    drop(tx);
    let zones = found.iter().filter_map(|one| one.employer.zone.clone());
    let zones = zones.collect();
    // They come in the order of their reading, which is not that of their characters.
    let reading: HashMap<_, _> = (0_i64..)
        .zip(&found)
        .map(|(at, one)| (one.employer.id.clone(), at))
        .collect();
    found.retain(|one| filter.takes(desk, one));
    if let Some(matches) = matches {
        let rank: HashMap<_, _> = matches.iter().zip(0_i64..).collect();
        found.retain(|one| rank.contains_key(&one.employer.id));
        // Of rows alike the better match comes first.
        found.sort_by_key(|one| rank.get(&one.employer.id).copied());
    }
    table.order().sort(&mut found, |one, key| match key {
        "name" => Key::from(reading.get(&one.employer.id).copied()),
        "district" => Key::Text(one.employer.district.to_string()),
        "registered" => Key::from(one.registered),
        "confirmed" => Key::from(one.confirmed),
        "seats" => Key::from(one.seats),
        _ => Key::Missing,
    });
    Ok((found, zones))
}

fn columns<'a>(desk: &'a Desk, filter: &'a Filter) -> Table<'a> {
    Table::new(desk, ADDRESS, &filter.view, ("name", false))
        .filter("district", &filter.district)
        .filter("zone", &filter.zone)
        .filter("listed", &filter.listed)
        .sorted("name", Label::ColEmployer)
        .sorted("district", Label::ColDistrict)
        .plain(EmployerLabel::Zone)
        .plain(EmployerLabel::Listing)
        .number("registered", EmployerLabel::Registered)
        .number("confirmed", EmployerLabel::Confirmed)
        .number("seats", EmployerLabel::Seats)
        .plain(EmployerLabel::Contact)
}

/// The list; HR is led to its own employer.
pub async fn page(desk: Desk, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    if let Some(own) = desk.own_employer() {
        return Ok(Redirect::to(&format!("{ADDRESS}/{own}")).into_response());
    }
    let desk = Bureau::of(desk)?;
    let table = columns(&desk, &filter);
    let (found, zones) = rows(&desk, &filter, &table).await?;
    let shown = found.get(table.rows(found.len())).unwrap_or_default();
    let export = format!("{ADDRESS}/export.xlsx");
    let export = (!found.is_empty()).then_some(export.as_str());
    let search = Some(desk.t(EmployerLabel::Search));
    let body = html! {
        (imported(&desk, &filter.imported))
        div.row {
            a.button.primary href="/console/employers/new" { (desk.t(EmployerLabel::New)) }
            a.button href="/console/employers/file" { (desk.t(EmployerLabel::ByFile)) }
        }
        @if found.is_empty() && !table.is_narrowed() {
            (empty(&desk, EmployerLabel::ListEmpty, EmployerLabel::ListEmptyAdvice))
        } @else {
            (table.tools(search, &fields(&desk, &filter, &zones), export))
            @if found.is_empty() {
                (empty(&desk, Label::NoEmployerFound, EmployerLabel::NoneMatchAdvice))
            } @else {
                table.stack.tight.card {
                    (table.head())
                    tbody { @for one in shown { (row(&desk, one)) } }
                }
                (table.foot(found.len()))
            }
        }
    };
    draw_page(&desk, Nav::Employers, desk.t(Label::NavEmployers), body).await
}

fn imported(desk: &Desk, done: &str) -> Markup {
    let counts = done
        .split_once('-')
        .and_then(|(new, changed)| Some((new.parse().ok()?, changed.parse().ok()?)));
    match counts {
        Some((new, changed)) => done_note(desk, EmployerLabel::Imported { new, changed }),
        None => Markup::default(),
    }
}

fn fields(desk: &Desk, filter: &Filter, zones: &BTreeSet<String>) -> Markup {
    let districts: Vec<_> = districts(desk)
        .into_iter()
        .map(|code| (code.to_string(), place(desk, code)))
        .collect();
    let zones: Vec<_> = zones
        .iter()
        .map(|zone| (zone.clone(), zone.clone()))
        .collect();
    let listed = [
        ("yes".to_owned(), desk.t(EmployerLabel::ListedYes)),
        ("no".to_owned(), desk.t(EmployerLabel::FilterUnlisted)),
    ];
    let label = |label: EmployerLabel| desk.t(label);
    html! {
        @if districts.len() > 1 {
            (table::choice(desk, "district", desk.t(Label::ColDistrict), &filter.district, &districts))
        }
        @if !zones.is_empty() {
            (table::choice(desk, "zone", label(EmployerLabel::Zone), &filter.zone, &zones))
        }
        (table::choice(desk, "listed", label(EmployerLabel::FilterListed), &filter.listed, &listed))
    }
}

fn row(desk: &Desk, one: &EmployerSummary) -> Markup {
    let employer = &one.employer;
    let amount = |label: EmployerLabel, count: i64| {
        html! { td.number data-label=(desk.t(label)) { (count) } }
    };
    html! {
        tr {
            th scope="row" { a href={ (ADDRESS) "/" (employer.id) } { (employer.name) } }
            td data-label=(desk.t(Label::ColDistrict)) { (place(desk, employer.district)) }
            td data-label=(desk.t(EmployerLabel::Zone)) { (employer.zone.as_deref().unwrap_or("–")) }
            td data-label=(desk.t(EmployerLabel::Listing)) { div { (draw::listing(desk, employer.listing)) } }
            (amount(EmployerLabel::Registered, one.registered))
            (amount(EmployerLabel::Confirmed, one.confirmed))
            (amount(EmployerLabel::Seats, one.seats))
            td data-label=(desk.t(EmployerLabel::Contact)) {
                @match &one.contact {
                    Some((name, _, mask)) => div { (name) " " span.hint.mono { (mask) } },
                    None => "–",
                }
            }
        }
    }
}

/// The same rows to take away, in the columns of the template.
pub async fn export(desk: Bureau, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let table = columns(&desk, &filter);
    let (found, _) = rows(&desk, &filter, &table).await?;
    export_rows(&desk, &found).await
}
