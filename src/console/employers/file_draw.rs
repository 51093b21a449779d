//! The page of employers by file, the templates, and the table that is taken away: the same columns in all of them.

use super::fields::Fields;
use super::file::{Outcomes, Table};
use super::file_row::{Carried, What};
use crate::console::fault::Fault;
use crate::console::layout::{Nav, page};
use crate::console::notice::workbook;
use crate::console::parts::{Tone, badge, csrf, field_error};
use crate::console::people::Bureau;
use crate::console::table::export;
use crate::domain::employer::{HelperDuty, Listing};
use crate::domain::language::Locale;
use crate::domain::place::Gazetteer;
use crate::locale::label::Label;
use crate::locale::label::employer::EmployerLabel;
use crate::sheet::{Cell, EmployerColumn, Head, TableColumn, Writer, column_letters};
use crate::store::employer::{EmployerSummary, Helper};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// Rows that are shown of a file: all that are wrong, and the first of the others.
const SHOWN: usize = 200;

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Look {
    /// It.
    pub table: Table,
    /// What each of its rows comes to.
    pub outcomes: Outcomes,
    /// Why it could not be read at all.
    pub refusal: Option<EmployerLabel>,
}

/// The page.
pub async fn draw(desk: &Bureau, look: &Look) -> Result<Response, Fault> {
    let error = look.refusal.clone().map(|label| desk.t(label));
    let begun = !look.table.rows.is_empty();
    let body = html! {
        p { (desk.t(EmployerLabel::FileIntro)) }
        div.row {
            a.button href="/console/employers/template/employers.xlsx" { (desk.t(EmployerLabel::TemplateXlsx)) }
            a.button href="/console/employers/template/employers.csv" { (desk.t(EmployerLabel::TemplateCsv)) }
        }
        form.card method="post" action="/console/employers/file" enctype="multipart/form-data" {
            (csrf(desk))
            div.field {
                label for="file" { (desk.t(EmployerLabel::FileField)) }
                @if let Some(error) = &error { (field_error("file", error)) }
                input #file type="file" name="file" accept=".xlsx,.csv,.txt" required
                    aria-invalid=[error.is_some().then_some("true")];
            }
            div.row {
                button.primary[!begun] type="submit" { (desk.t(EmployerLabel::FileLook)) }
                a.button href="/console/employers" { (desk.t(Label::Back)) }
            }
        }
        @if begun { (read(desk, look)?) }
    };
    page(desk, Nav::Employers, desk.t(EmployerLabel::ByFile), body).await
}

fn read(desk: &Bureau, look: &Look) -> Result<Markup, Fault> {
    let count = |what: What| look.outcomes.iter().filter(|row| **row == Ok(what)).count();
    let bad = look.outcomes.iter().filter(|row| row.is_err()).count();
    let (new, changed, same) = (count(What::New), count(What::Changed), count(What::Same));
    let carried = serde_json::to_string(&look.table).map_err(|_| Fault::Internal)?;
    let summary = EmployerLabel::FileRows {
        new,
        changed,
        same,
        bad,
    };
    Ok(html! {
        p role="status" { strong { (desk.t(summary)) } }
        @if bad > 0 {
            p.error.box { (desk.t(EmployerLabel::FileMend)) }
        } @else if new + changed > 0 {
            form method="post" action="/console/employers/file" enctype="multipart/form-data" {
                (csrf(desk))
                input type="hidden" name="table" value=(carried);
                button.primary type="submit" { (desk.t(EmployerLabel::FileAccept { count: new + changed })) }
            }
        }
        (table(desk, look))
    })
}

fn table(desk: &Bureau, look: &Look) -> Markup {
    let rows = look.table.rows.iter().zip(&look.outcomes);
    let mut shown: Vec<_> = rows
        .clone()
        .filter(|(_, outcome)| outcome.is_err())
        .collect();
    let good = rows.filter(|(_, outcome)| outcome.is_ok());
    shown.extend(good.take(SHOWN.saturating_sub(shown.len())));
    shown.truncate(SHOWN);
    shown.sort_by_key(|(row, _)| row.number);
    html! {
        table.stack.card {
            thead { tr {
                th scope="col" { (desk.t(EmployerLabel::ColRow)) }
                th scope="col" { (desk.t(Label::ColEmployer)) }
                th scope="col" { (desk.t(EmployerLabel::ColOutcome)) }
            } }
            tbody {
                @for (row, outcome) in shown {
                    tr {
                        th scope="row" { (row.number) }
                        td data-label=(desk.t(Label::ColEmployer)) { div { (brief(row)) } }
                        td data-label=(desk.t(EmployerLabel::ColOutcome)) {
                            div {
                                @match outcome {
                                    Ok(what) => (done(desk, *what)),
                                    Err(errors) => @for (column, why) in errors {
                                        p.error {
                                            (desk.t(EmployerLabel::CellError {
                                                cell: cell(look, row, *column),
                                                column: column.heading(desk.locale == Locale::En).to_owned(),
                                                why: desk.t(why.clone()),
                                            }))
                                        }
                                    },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What stands in the row, for finding it again; no number of anybody.
fn brief(row: &Carried) -> Markup {
    html! {
        p { strong { (row.get(EmployerColumn::Name)) } }
        p.hint { (row.get(EmployerColumn::District)) }
    }
}

fn done(desk: &Bureau, what: What) -> Markup {
    let (tone, label) = match what {
        What::New => (Tone::Good, EmployerLabel::RowNew),
        What::Changed => (Tone::Busy, EmployerLabel::RowChanged),
        What::Same => (Tone::Plain, EmployerLabel::RowSame),
    };
    badge(desk, tone, label)
}

/// A cell's name, `B3`; the row's number where the file has no such column.
fn cell(look: &Look, row: &Carried, column: EmployerColumn) -> String {
    let columns = look.table.columns.iter();
    let at = columns.into_iter().find(|(one, _)| *one == column);
    at.map_or_else(
        || row.number.to_string(),
        |(_, at)| format!("{}{}", column_letters(*at), row.number),
    )
}

/// What the template's only row says, to be written over.
fn example(column: EmployerColumn) -> &'static str {
    match column {
        EmployerColumn::Name => "示例企业有限公司",
        EmployerColumn::District => "瓯海区",
        EmployerColumn::Zone => "浙南产业集聚区",
        EmployerColumn::Listed => "是",
        EmployerColumn::From => "2020-02-20",
        EmployerColumn::Through => "2020-03-31",
        EmployerColumn::Contact => "示例联系人",
        EmployerColumn::ContactRole => "人事",
        EmployerColumn::ContactPhone => "15400000001",
        EmployerColumn::County => "示例干部甲",
        EmployerColumn::CountyPhone => "15400000002",
        EmployerColumn::Township => "示例领导乙",
        EmployerColumn::TownshipPhone => "15400000003",
        EmployerColumn::Grid => "示例网格员丙",
        EmployerColumn::GridPhone => "15400000004",
    }
}

fn heads(desk: &Bureau) -> Vec<Head> {
    let english = desk.locale == Locale::En;
    let head = |column: &EmployerColumn| {
        let width = if *column == EmployerColumn::Name {
            36
        } else {
            18
        };
        Head::new(column.heading(english), width)
    };
    EmployerColumn::ALL.iter().map(head).collect()
}

/// An empty table with one row as an example: `employers.xlsx` or `employers.csv`.
pub async fn template(desk: Bureau, Path(name): Path<String>) -> Result<Response, Fault> {
    let heads = heads(&desk);
    let examples = EmployerColumn::ALL.iter().map(|column| example(*column));
    match name.as_str() {
        "employers.xlsx" => {
            let mut writer = Writer::new(&desk.t(Label::NavEmployers), &[], &heads)?;
            writer.row(&examples.map(Cell::Text).collect::<Vec<_>>())?;
            Ok(workbook("employers.xlsx", writer.finish()?))
        }
        "employers.csv" => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let headings: Vec<_> = heads.iter().map(|head| head.text.as_str()).collect();
            for row in [headings, examples.collect()] {
                writer.write_record(row).map_err(|_| Fault::Internal)?;
            }
            let text = writer.into_inner().map_err(|_| Fault::Internal)?;
            // The mark by which spreadsheet programs know UTF-8.
            let bytes = ["\u{feff}".as_bytes(), &text].concat();
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    CONTENT_DISPOSITION,
                    "attachment; filename=\"employers.csv\"",
                ),
            ];
            Ok((headers, bytes).into_response())
        }
        _ => Err(Fault::NotFound),
    }
}

/// Employers to take away, in the template's columns, so that the table can be brought back; numbers are masked.
pub async fn export_rows(desk: &Bureau, found: &[EmployerSummary]) -> Result<Response, Fault> {
    let helpers = desk.read().await?.all_helpers().await?;
    let texts: Vec<Vec<String>> = found
        .iter()
        .map(|one| {
            let helpers = helpers.get(&one.employer.id).map_or(&[][..], Vec::as_slice);
            let cell = |column: &EmployerColumn| value(desk, one, helpers, *column);
            EmployerColumn::ALL.iter().map(cell).collect()
        })
        .collect();
    let rows = texts
        .iter()
        .map(|row| row.iter().map(|text| Cell::Text(text)).collect());
    let title = desk.t(Label::NavEmployers);
    export(desk, ("employers", &title), &heads(desk), rows)
}

fn value(
    desk: &Bureau,
    one: &EmployerSummary,
    helpers: &[Helper],
    column: EmployerColumn,
) -> String {
    let fields = Fields::of(&one.employer);
    let helper = |duty: HelperDuty| helpers.iter().find(|helper| helper.duty == duty);
    let name = |duty| helper(duty).map(|helper| helper.name.clone());
    let phone = |duty| helper(duty).map(|helper| helper.phone_mask.clone());
    let contact = one.contact.clone();
    let text = match column {
        EmployerColumn::Name => Some(fields.name),
        EmployerColumn::District => Gazetteer::builtin()
            .get(one.employer.district)
            .map(|place| place.name.clone()),
        EmployerColumn::Zone => Some(fields.zone),
        EmployerColumn::Listed => Some(yes_no(desk, one.employer.listing != Listing::No)),
        EmployerColumn::From => Some(fields.from),
        EmployerColumn::Through => Some(fields.through),
        EmployerColumn::Contact => contact.map(|(name, ..)| name),
        EmployerColumn::ContactRole => contact.map(|(_, role, _)| role),
        EmployerColumn::ContactPhone => contact.map(|(.., mask)| mask),
        EmployerColumn::County => name(HelperDuty::CountyOfficer),
        EmployerColumn::CountyPhone => phone(HelperDuty::CountyOfficer),
        EmployerColumn::Township => name(HelperDuty::TownshipLeader),
        EmployerColumn::TownshipPhone => phone(HelperDuty::TownshipLeader),
        EmployerColumn::Grid => name(HelperDuty::GridMember),
        EmployerColumn::GridPhone => phone(HelperDuty::GridMember),
    };
    text.unwrap_or_default()
}

fn yes_no(desk: &Bureau, yes: bool) -> String {
    let (chinese, english) = if yes { ("是", "yes") } else { ("否", "no") };
    match desk.locale {
        Locale::ZhHans | Locale::ZhHant => chinese.to_owned(),
        Locale::En => english.to_owned(),
    }
}
