//! Trips by file: a template, a look at what was read, and drafts once that is accepted. Nothing is kept between the
//! look and the acceptance but what the page itself carries, and that is read anew.

use super::fields::{Errors, Fields, count, destinations};
use super::file_draw::{self, Look};
use super::file_stops;
use super::form::keep;
use super::read::{Wrong, parted, read, several};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::lookup::{self, Found, Match};
use crate::console::people::Bureau;
use crate::console::sent::Sent;
use crate::console::table_file::{self, Refusal};
use crate::domain::place::PlaceCode;
use crate::domain::seat::VehicleKind;
use crate::domain::trip::{Mode, TripDraft};
use crate::locale::label::trip::TripLabel;
use crate::sheet::{MAX_TRIPS, TableRow, TripColumn};
use crate::store::Tx;
use crate::store::trip::DraftError;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeSet;

pub use super::file_draw::template;

/// A row of the file, as the page carries it until it is accepted.
pub type Carried = TableRow<TripColumn>;

/// A row and what was made of it.
#[derive(Debug)]
pub struct RowRead {
    /// The row.
    pub row: Carried,
    /// The draft, or what is wrong with which column.
    pub draft: Result<TripDraft, Vec<(TripColumn, TripLabel)>>,
}

/// The form.
pub async fn form(desk: Bureau) -> Result<Response, Fault> {
    file_draw::draw(&desk, &Look::default()).await
}

/// Takes a file to look at, or accepts what was looked at.
pub async fn sent(desk: Bureau, sent: Sent) -> Result<Response, Fault> {
    if sent.has("rows") {
        let rows = serde_json::from_str(sent.value("rows"));
        return accept(&desk, rows.map_err(|_| Fault::BadRequest)?).await;
    }
    match table_file::read::<TripColumn>(&desk, &sent).await? {
        Ok(table) => {
            let columns = table.columns;
            let mut tx = desk.read().await?;
            let rows = examine(&desk, &mut tx, table.rows).await?;
            drop(tx);
            let look = Look {
                rows,
                columns,
                refusal: None,
            };
            file_draw::draw(&desk, &look).await
        }
        Err(refusal) => {
            let look = Look {
                refusal: Some(told(refusal)),
                ..Look::default()
            };
            Ok((INVALID, file_draw::draw(&desk, &look).await?).into_response())
        }
    }
}

fn told(refusal: Refusal) -> TripLabel {
    match refusal {
        Refusal::NoFile => TripLabel::FileNone,
        Refusal::Unreadable(why) => TripLabel::FileBad { why },
        Refusal::NoHeader => TripLabel::FileNoHeader,
        Refusal::NoRows => TripLabel::FileNoRows,
        Refusal::TooMany => TripLabel::FileTooMany {
            most: MAX_TRIPS as i64,
        },
    }
}

/// Keeps all rows as drafts, or none: what has become wrong since is shown again.
async fn accept(desk: &Bureau, rows: Vec<Carried>) -> Result<Response, Fault> {
    if rows.is_empty() || rows.len() > MAX_TRIPS {
        return Err(Fault::BadRequest);
    }
    let mut tx = desk.write().await?;
    let rows = examine(desk, &mut tx, rows).await?;
    if rows.iter().any(|row| row.draft.is_err()) {
        tx.rollback().await?;
        let look = Look {
            rows,
            ..Look::default()
        };
        return Ok((INVALID, file_draw::draw(desk, &look).await?).into_response());
    }
    let number = rows.len();
    for draft in rows.into_iter().filter_map(|row| row.draft.ok()) {
        match keep(desk, &mut tx, None, draft).await {
            Ok(_) => {}
            Err(DraftError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(Fault::BadRequest),
        }
    }
    tx.commit().await?;
    let address = format!("/console/trips?imported={number}");
    Ok(Redirect::to(&address).into_response())
}

/// Reads every row by the rules of the form. A code is there once.
async fn examine(desk: &Bureau, tx: &mut Tx, rows: Vec<Carried>) -> Result<Vec<RowRead>, Fault> {
    let mut codes = BTreeSet::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut draft = one(desk, &row);
        if let Ok(read) = &draft
            && !read.code.is_empty()
        {
            let error = if !codes.insert(read.code.clone()) {
                Some(TripLabel::FileTwice)
            } else if tx.trip_code_taken(&read.code).await? {
                Some(TripLabel::CodeTaken)
            } else {
                None
            };
            if let Some(error) = error {
                draft = Err(vec![(TripColumn::Code, error)]);
            }
        }
        out.push(RowRead { row, draft });
    }
    Ok(out)
}

fn one(desk: &Bureau, row: &Carried) -> Result<TripDraft, Vec<(TripColumn, TripLabel)>> {
    let (fields, mut wrong) = fields(desk, row);
    match read(desk, &fields) {
        Ok(draft) if wrong.is_empty() => Ok(draft),
        Ok(_) => Err(wrong),
        Err(read) => {
            let known: BTreeSet<_> = wrong.iter().map(|(column, _)| *column).collect();
            let errors = without_choices(desk, &fields, read);
            wrong.extend(by_column(errors).filter(|(column, _)| !known.contains(column)));
            wrong.sort_by_key(|(column, _)| *column);
            wrong.dedup();
            Err(wrong)
        }
    }
}

/// The form's errors as a table can act on them: where the form offers places to tick, they are named to be written.
fn without_choices(desk: &Bureau, fields: &Fields, wrong: Wrong) -> Errors {
    let mut errors = wrong.errors;
    for (field, choices) in &wrong.choices {
        let label = several(desk, fields.get(field), choices);
        errors.insert(field.clone(), label);
    }
    errors
}

/// The form's fields as a row fills them in, and what cannot even be put into one.
fn fields(desk: &Bureau, row: &Carried) -> (Fields, Vec<(TripColumn, TripLabel)>) {
    let mut fields = Fields::default();
    let mut wrong = file_stops::put(&mut fields, row);
    for (column, _, text) in &row.cells {
        if let Err(label) = put(desk, &mut fields, *column, text) {
            wrong.push((*column, label));
        }
    }
    (fields, wrong)
}

fn put(
    desk: &Bureau,
    fields: &mut Fields,
    column: TripColumn,
    text: &str,
) -> Result<(), TripLabel> {
    match column {
        TripColumn::Mode => fields.set("mode", mode(text).ok_or(TripLabel::FileMode)?),
        TripColumn::Destination => fields.set("district", destination(desk, text)?),
        TripColumn::Districts => {
            for name in parted(text) {
                fields.set(&format!("for-{}", destination(desk, name)?), "on");
            }
        }
        // These are put together, as their parts belong together.
        TripColumn::Stops | TripColumn::Times | TripColumn::Meeting => {}
        TripColumn::Spaced
        | TripColumn::Certificate
        | TripColumn::Listed
        | TripColumn::Roster
        | TripColumn::Supplies => {
            if flag(text).ok_or(TripLabel::FileFlag)? {
                fields.set(&name(column), "on");
            }
        }
        TripColumn::Code
        | TripColumn::Coach40
        | TripColumn::Coach44
        | TripColumn::Coach49
        | TripColumn::Train900
        | TripColumn::CrewSeats
        | TripColumn::Fare
        | TripColumn::CodeHours
        | TripColumn::Hottest
        | TripColumn::Zones
        | TripColumn::Blocked
        | TripColumn::Drivers
        | TripColumn::Medics
        | TripColumn::Officials => fields.set(&name(column), text),
    }
    Ok(())
}

/// The field that a column fills, where it is one.
fn name(column: TripColumn) -> String {
    match column {
        TripColumn::Coach40 => count(VehicleKind::Coach40),
        TripColumn::Coach44 => count(VehicleKind::Coach44),
        TripColumn::Coach49 => count(VehicleKind::Coach49),
        TripColumn::Train900 => count(VehicleKind::Train900),
        TripColumn::Destination => "district".into(),
        TripColumn::Stops => "s0-place".into(),
        TripColumn::Times => "s0-at".into(),
        TripColumn::Meeting => "s0-meet".into(),
        TripColumn::Code
        | TripColumn::Mode
        | TripColumn::Spaced
        | TripColumn::CrewSeats
        | TripColumn::Fare
        | TripColumn::Certificate
        | TripColumn::Listed
        | TripColumn::Roster
        | TripColumn::CodeHours
        | TripColumn::Hottest
        | TripColumn::Districts
        | TripColumn::Zones
        | TripColumn::Blocked
        | TripColumn::Drivers
        | TripColumn::Medics
        | TripColumn::Officials
        | TripColumn::Supplies => column.as_str().to_owned(),
    }
}

/// The form's errors, each with the column that its field comes from.
fn by_column(errors: Errors) -> impl Iterator<Item = (TripColumn, TripLabel)> {
    let column = |field: &str| {
        // Every stop's values come from the same three columns.
        let field = match field.split_once('-') {
            Some((stop, what)) if stop.starts_with('s') && stop.len() == 2 => format!("s0-{what}"),
            Some(_) | None => field.to_owned(),
        };
        let all = TripColumn::ALL.iter().copied();
        all.into_iter().find(|column| name(*column) == field)
    };
    errors
        .into_iter()
        .map(move |(field, label)| (column(&field).unwrap_or(TripColumn::Code), label))
}

fn mode(text: &str) -> Option<Mode> {
    match text.trim().to_lowercase().as_str() {
        "大巴" | "客车" | "客車" | "coach" | "bus" => Some(Mode::Coach),
        "专列" | "專列" | "火车" | "火車" | "列车" | "列車" | "train" => {
            Some(Mode::Train)
        }
        _ => None,
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "是" | "有" | "要" | "yes" | "y" | "true" | "1" | "✓" | "√" => Some(true),
        "否" | "无" | "無" | "不" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// One of the destinations, however it is called.
fn destination(desk: &Bureau, text: &str) -> Result<PlaceCode, TripLabel> {
    let here = |one: &Match| {
        PlaceCode::parse(&one.key)
            .ok()
            .filter(|code| destinations().contains(code))
    };
    let mut found = match lookup::place(desk, text) {
        Found::One(one) => here(&one).into_iter().collect::<Vec<_>>(),
        Found::Several(several) => several.iter().filter_map(here).collect(),
        Found::Blank | Found::Nothing => Vec::new(),
    };
    match (found.pop(), found.pop()) {
        (Some(code), None) => Ok(code),
        (None | Some(_), _) => Err(TripLabel::PickDistrict),
    }
}

/// Which of the templates was asked for.
pub fn template_kind(Path(name): &Path<String>) -> Option<bool> {
    match name.as_str() {
        "trips.xlsx" => Some(true),
        "trips.csv" => Some(false),
        _ => None,
    }
}
