//! A roster: name, resident ID and mobile of each person, wherever HR's spreadsheet has them.

use super::{Column, Columns, Fault, HEADER_WITHIN, Row, Sheet, SheetError, find_header};
use crate::domain::identity::ResidentId;
use crate::domain::roster::{EntryCells, EntryRow, Field};

const WANTED: [Column; 2] = [Column::ResidentId, Column::Name];

/// How a row begins that sums up, is signed or explains; without the spaces people put between the characters.
const NOT_A_PERSON: [&str; 24] = [
    "合计",
    "合計",
    "总计",
    "總計",
    "小计",
    "小計",
    "共计",
    "共計",
    "总人数",
    "總人數",
    "total",
    "subtotal",
    "sum",
    "制表",
    "填表",
    "审核",
    "審核",
    "经办",
    "盖章",
    "备注:",
    "说明:",
    "注:",
    "note:",
    "联系人",
];

/// The place of a row's cell, such as `C7`; of a column that is missing the row alone.
pub fn place(row: &EntryRow, field: Field) -> String {
    match row.columns[field as usize] {
        Some(column) => format!("{}{}", super::column_letters(column), row.number),
        None => row.number.to_string(),
    }
}

/// A roster as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRead {
    /// Title of the worksheet that holds it.
    pub title: Option<String>,
    /// Titles of visible worksheets that were not read.
    pub others: Vec<String>,
    /// The rows that are about somebody.
    pub rows: Vec<EntryRow>,
    /// Rows below the headings that are about nobody: totals, signatures, headings again.
    pub passed_over: Vec<u32>,
}

/// Reads a roster from the first visible worksheet that has headings of ID numbers and names in its first ten rows.
///
/// # Errors
/// [`SheetError`]: [`Fault::NoColumn`] where no worksheet has both headings, else what reading a row says. A cell
/// that cannot be used is no error here: [`EntryCells::read`] tells.
pub fn roster(sheet: &mut Sheet) -> Result<RosterRead, SheetError> {
    let mut found = look(sheet)?;
    for _ in 0..sheet.others().len() {
        if found.is_ok() || !sheet.turn_over()? {
            break;
        }
        // The first sheet's complaint is the one to tell.
        found = look(sheet)?.or(found);
    }
    let (below, columns) = found?;
    let mut read = RosterRead {
        title: sheet.title().map(str::to_owned),
        others: sheet.others().to_vec(),
        rows: Vec::new(),
        passed_over: Vec::new(),
    };
    let columns = Places::of(&columns);
    for row in sheet.rows() {
        let row = row?;
        if row.number <= below {
            continue;
        }
        match columns.person(&row) {
            Some(person) => read.rows.push(person),
            None => read.passed_over.push(row.number),
        }
    }
    match read.rows.is_empty() {
        true => Err(sheet.error(Fault::Empty)),
        false => Ok(read),
    }
}

/// The headings of a worksheet and their row, or why they will not do.
fn look(sheet: &mut Sheet) -> Result<Result<(u32, Columns), SheetError>, SheetError> {
    let first = sheet
        .rows()
        .take(HEADER_WITHIN)
        .collect::<Result<Vec<_>, _>>()?;
    let found = find_header(&first, &WANTED).map(|(at, columns)| (first[at].number, columns));
    let Some((number, columns)) = found else {
        let wanted = WANTED.to_vec();
        return Ok(Err(sheet.error(Fault::NoColumn { wanted })));
    };
    let missing = WANTED
        .into_iter()
        .find(|column| columns.at(*column).is_none());
    Ok(match missing {
        None => Ok((number, columns)),
        Some(column) => Err(SheetError {
            row: Some(number),
            ..sheet.error(Fault::NoColumn {
                wanted: vec![column],
            })
        }),
    })
}

/// The columns of each field, from left to right.
struct Places {
    of: [Vec<usize>; 3],
}

impl Places {
    fn of(columns: &Columns) -> Self {
        let all = |wanted: Column| {
            let same = columns.iter().filter(|(column, _)| *column == wanted);
            same.map(|(_, at)| at).collect()
        };
        Self {
            of: [
                all(Column::Name),
                all(Column::ResidentId),
                all(Column::Mobile),
            ],
        }
    }

    /// The row's person; `None` for a row about nobody.
    fn person(&self, row: &Row) -> Option<EntryRow> {
        let columns = [0, 1, 2].map(|field| self.filled(field, row));
        let cell = |field: usize| columns[field].map_or("", |at| row.cell(at));
        let (name, resident_id, mobile) = (cell(0), cell(1), cell(2));
        let is_blank = name.is_empty() && resident_id.is_empty() && mobile.is_empty();
        if is_blank || is_about_nobody(row, name, resident_id) {
            return None;
        }
        let bare = |text: &str| text.replace([' ', '-'], "").to_uppercase();
        let second = self.of[1].iter().any(|at| {
            let other = row.cell(*at);
            !other.is_empty() && bare(other) != bare(resident_id)
        });
        Some(EntryRow {
            number: row.number,
            columns,
            cells: EntryCells {
                name: name.to_owned(),
                resident_id: resident_id.to_owned(),
                mobile: mobile.to_owned(),
                second,
            },
        })
    }

    /// Of the columns of a field the first that has something in this row, else the first.
    fn filled(&self, field: usize, row: &Row) -> Option<usize> {
        let columns = &self.of[field];
        let filled = columns.iter().find(|at| !row.cell(**at).is_empty());
        filled.or(columns.first()).copied()
    }
}

/// A total, a signature, a note or the headings of the next printed page.
fn is_about_nobody(row: &Row, name: &str, resident_id: &str) -> bool {
    let is_heading = Column::of(name) == Some(Column::Name)
        && Column::of(resident_id) == Some(Column::ResidentId);
    if is_heading {
        return true;
    }
    let first = row.cells().iter().find(|cell| !cell.is_empty());
    let first: String = first.map(String::as_str).unwrap_or_default().to_lowercase();
    let first: String = first.split_whitespace().collect();
    let begins = |word: &&str| {
        let rest = first.strip_prefix(*word);
        // "Summer" is no sum.
        rest.is_some_and(|rest| !rest.starts_with(|ch: char| ch.is_ascii_alphabetic()))
    };
    NOT_A_PERSON.iter().any(begins) && ResidentId::try_from(resident_id.to_owned()).is_err()
}
