//! A table of things that the house keeps: the columns of its template, found by their headings in any order. What a
//! cell means is for others to say.

use super::header::{HEADER_WITHIN, fold};
use super::{Row, Sheet, SheetError};
use serde::{Deserialize, Serialize};

/// What a column of such a table can hold.
pub trait TableColumn: Copy + PartialEq + 'static {
    /// Every column of the template, in its order.
    const COLUMNS: &'static [Self];
    /// The columns without which a row is no row of headings.
    const NEEDED: &'static [Self];
    /// Most rows of one table.
    const MOST: usize;

    /// Words that such a column is headed by, the template's Chinese one first, the English one last; folded.
    fn headings(self) -> &'static [&'static str];

    /// The template's heading.
    fn heading(self, english: bool) -> &'static str {
        let words = self.headings();
        let at = if english { words.len() - 1 } else { 0 };
        words.get(at).copied().unwrap_or_default()
    }

    /// The column that somebody's heading means.
    fn of(heading: &str) -> Option<Self> {
        let folded = fold(heading);
        let is_named = |column: &Self| column.headings().contains(&folded.as_str());
        Self::COLUMNS.iter().copied().find(is_named)
    }
}

/// A row of the table that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow<C> {
    /// Its number, from 1, as a spreadsheet program counts.
    pub number: u32,
    /// Columns that have something in this row: which, where (from 0), and the text.
    pub cells: Vec<(C, usize, String)>,
}

impl<C: TableColumn> TableRow<C> {
    /// What a column holds in this row; empty where it has none.
    pub fn get(&self, column: C) -> &str {
        let found = self.cells.iter().find(|(one, ..)| *one == column);
        found.map_or("", |(.., text)| text.trim())
    }
}

/// A table as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table<C> {
    /// Columns found: which, and where, from 0.
    pub columns: Vec<(C, usize)>,
    /// The rows below the headings, at most one more than [`TableColumn::MOST`].
    pub rows: Vec<TableRow<C>>,
}

impl<C> Default for Table<C> {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }
}

/// Reads a table; `None` where none of the first rows has the headings that are needed.
///
/// # Errors
/// [`SheetError`] of reading a row.
pub fn table<C: TableColumn>(sheet: &mut Sheet) -> Result<Option<Table<C>>, SheetError> {
    let mut columns: Option<Vec<(C, usize)>> = None;
    let mut rows = Vec::new();
    for (at, row) in sheet.rows().enumerate() {
        let row = row?;
        let Some(columns) = &columns else {
            columns = header(&row);
            if columns.is_none() && at + 1 >= HEADER_WITHIN {
                return Ok(None);
            }
            continue;
        };
        let cell = |(column, at): &(C, usize)| {
            let text = row.cell(*at);
            (!text.is_empty()).then(|| (*column, *at, text.to_owned()))
        };
        let cells: Vec<_> = columns.iter().filter_map(cell).collect();
        if cells.is_empty() {
            continue;
        }
        rows.push(TableRow {
            number: row.number,
            cells,
        });
        if rows.len() > C::MOST {
            break;
        }
    }
    Ok(columns.map(|columns| Table { columns, rows }))
}

fn header<C: TableColumn>(row: &Row) -> Option<Vec<(C, usize)>> {
    let mut found: Vec<(C, usize)> = Vec::new();
    for (at, heading) in row.cells().iter().enumerate() {
        if let Some(column) = C::of(heading)
            && found.iter().all(|(other, _)| *other != column)
        {
            found.push((column, at));
        }
    }
    let has = |wanted: &C| found.iter().any(|(column, _)| column == wanted);
    C::NEEDED.iter().all(has).then_some(found)
}
