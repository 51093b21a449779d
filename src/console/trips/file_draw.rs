//! The page of trips by file, and the templates.

use super::file::{Carried, RowRead, template_kind};
use super::words;
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::notice::workbook;
use crate::console::parts::{Tone, badge, csrf, field_error};
use crate::console::people::Bureau;
use crate::console::show::{place, when};
use crate::domain::language::Locale;
use crate::domain::trip::{Stop, TripDraft};
use crate::locale::label::Label;
use crate::locale::label::trip::TripLabel;
use crate::sheet::{Cell, Head, TableColumn, TripColumn, Writer, column_letters};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Look {
    /// Its rows.
    pub rows: Vec<RowRead>,
    /// Its columns: which, and where, from 0.
    pub columns: Vec<(TripColumn, usize)>,
    /// Why it could not be read at all.
    pub refusal: Option<TripLabel>,
}

/// The page.
pub async fn draw(desk: &Bureau, look: &Look) -> Result<Response, Fault> {
    let error = look.refusal.clone().map(|label| desk.t(label));
    let body = html! {
        p { (desk.t(TripLabel::FileIntro)) }
        div.row {
            a.button href="/console/trips/template/trips.xlsx" { (desk.t(TripLabel::TemplateXlsx)) }
            a.button href="/console/trips/template/trips.csv" { (desk.t(TripLabel::TemplateCsv)) }
        }
        form.card method="post" action="/console/trips/file" enctype="multipart/form-data" {
            (csrf(desk))
            div.field {
                label for="file" { (desk.t(TripLabel::FileField)) }
                @if let Some(error) = &error { (field_error("file", error)) }
                input #file type="file" name="file" accept=".xlsx,.csv,.txt" required
                    aria-invalid=[error.is_some().then_some("true")];
            }
            div.row {
                button.primary[look.rows.is_empty()] type="submit" { (desk.t(TripLabel::Upload)) }
                a.button href="/console/trips" { (desk.t(Label::Back)) }
            }
        }
        @if !look.rows.is_empty() { (read(desk, look)?) }
    };
    page(desk, Nav::Trips, desk.t(TripLabel::TripsByFile), body).await
}

fn read(desk: &Bureau, look: &Look) -> Result<Markup, Fault> {
    let good = look.rows.iter().filter(|row| row.draft.is_ok()).count();
    let bad = look.rows.len() - good;
    let rows: Vec<&Carried> = look.rows.iter().map(|row| &row.row).collect();
    let carried = serde_json::to_string(&rows).map_err(|_| Fault::Internal)?;
    Ok(html! {
        p role="status" { strong { (desk.t(TripLabel::FileRows { good, bad })) } }
        @if bad > 0 {
            p.error.box { (desk.t(TripLabel::FileMend)) }
        } @else {
            form method="post" action="/console/trips/file" enctype="multipart/form-data" {
                (csrf(desk))
                input type="hidden" name="rows" value=(carried);
                button.primary type="submit" { (desk.t(TripLabel::FileAccept { count: good })) }
            }
        }
        (table(desk, look))
    })
}

fn table(desk: &Bureau, look: &Look) -> Markup {
    html! {
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(TripLabel::ColRow)) }
                th scope="col" { (desk.t(Label::ColTrip)) }
                th scope="col" { (desk.t(TripLabel::ColErrors)) }
            } }
            tbody {
                @for row in &look.rows {
                    tr {
                        th scope="row" { (row.row.number) }
                        td data-label=(desk.t(Label::ColTrip)) {
                            div {
                                @match &row.draft {
                                    Ok(draft) => (brief(desk, draft)),
                                    Err(_) => (as_written(&row.row)),
                                }
                            }
                        }
                        td data-label=(desk.t(TripLabel::ColErrors)) { div { (outcome(desk, look, row)) } }
                    }
                }
            }
        }
    }
}

fn brief(desk: &Bureau, draft: &TripDraft) -> Markup {
    let places: Vec<_> = draft.stops.iter().map(|stop| stop.place).collect();
    html! {
        p { strong { (draft.code) } " " (words::places(desk, &places)) " → " (place(desk, draft.district)) }
        p.hint {
            @if let Some(at) = draft.departs_at() { (when(desk, at)) " · " }
            (desk.t(TripLabel::Capacity { seats: draft.capacity(), vehicles: draft.vehicles.len() }))
        }
        ul.bulleted {
            @for stop in &draft.stops {
                li { (place(desk, stop.place)) " · " (when(desk, stop.departs_at)) " · " (meeting(desk, stop)) }
            }
        }
    }
}

fn meeting(desk: &Bureau, stop: &Stop) -> String {
    match stop.has_meeting_point() {
        true => stop.meeting_point.clone(),
        false => desk.t(TripLabel::MeetOpen),
    }
}

/// What stands in the row, for finding it again.
fn as_written(row: &Carried) -> Markup {
    let wanted = [
        TripColumn::Code,
        TripColumn::Stops,
        TripColumn::Destination,
        TripColumn::Times,
    ];
    let cells = row
        .cells
        .iter()
        .filter(|(column, ..)| wanted.contains(column));
    let texts: Vec<_> = cells.map(|(.., text)| text.as_str()).collect();
    html! { p.hint { (texts.join(" · ")) } }
}

fn outcome(desk: &Bureau, look: &Look, row: &RowRead) -> Markup {
    match &row.draft {
        Ok(draft) => html! {
            (badge(desk, Tone::Good, TripLabel::RowGood))
            @for fault in draft.ready(desk.now()) { p.hint { (desk.t(words::fault(fault))) } }
        },
        Err(errors) => html! {
            @for (column, why) in errors {
                p.error {
                    (desk.t(TripLabel::CellError {
                        cell: cell(look, &row.row, *column),
                        column: column.heading(desk.locale == Locale::En).to_owned(),
                        why: desk.t(why.clone()),
                    }))
                }
            }
        },
    }
}

/// A cell's name, `B3`; the row's number where the file has no such column.
fn cell(look: &Look, row: &Carried, column: TripColumn) -> String {
    let filled = row.cells.iter().find(|(one, ..)| *one == column);
    let headed = look.columns.iter().find(|(one, _)| *one == column);
    let at = filled.map(|(_, at, _)| *at).or(headed.map(|(_, at)| *at));
    at.map_or_else(
        || row.number.to_string(),
        |at| format!("{}{}", column_letters(at), row.number),
    )
}

/// What the template's only row says, to be written over.
fn example(column: TripColumn) -> &'static str {
    match column {
        TripColumn::Mode => "大巴",
        TripColumn::Destination => "鹿城区",
        TripColumn::Stops => "安徽黄山市;江西景德镇市",
        TripColumn::Times => "2020-02-24 08:00;2020-02-24 10:30",
        TripColumn::Meeting => "汽车客运总站门前;里村汽车站门前",
        TripColumn::Coach44 => "2",
        TripColumn::Spaced | TripColumn::Certificate | TripColumn::Supplies => "是",
        TripColumn::Listed | TripColumn::Roster => "否",
        TripColumn::Fare | TripColumn::CrewSeats => "0",
        TripColumn::Districts => "鹿城区",
        TripColumn::Blocked => "湖北省",
        TripColumn::Drivers => "2",
        TripColumn::Medics | TripColumn::Officials => "1",
        TripColumn::Code
        | TripColumn::Coach40
        | TripColumn::Coach49
        | TripColumn::Train900
        | TripColumn::CodeHours
        | TripColumn::Hottest
        | TripColumn::Zones => "",
    }
}

/// An empty table with one row as an example.
pub async fn template(desk: Bureau, name: Path<String>) -> Result<Response, Fault> {
    let workbook_wanted = template_kind(&name).ok_or(Fault::NotFound)?;
    let english = desk.locale == Locale::En;
    let headings = TripColumn::ALL.iter().map(|column| column.heading(english));
    if workbook_wanted {
        let heads: Vec<_> = headings.map(|heading| Head::new(heading, 16)).collect();
        let mut writer = Writer::new(&desk.t(Label::NavTrips), &[], &heads)?;
        let cells: Vec<_> = TripColumn::ALL
            .iter()
            .map(|column| Cell::Text(example(*column)))
            .collect();
        writer.row(&cells)?;
        return Ok(workbook("trips.xlsx", writer.finish()?));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = [
        headings.collect::<Vec<_>>(),
        TripColumn::ALL
            .iter()
            .map(|column| example(*column))
            .collect(),
    ];
    for row in rows {
        writer.write_record(row).map_err(|_| Fault::Internal)?;
    }
    let text = writer.into_inner().map_err(|_| Fault::Internal)?;
    // The mark by which spreadsheet programs know UTF-8.
    let bytes = ["\u{feff}".as_bytes(), &text].concat();
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"trips.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
