//! Workbooks, read cell by cell: of the worksheet nothing is in memory but the row at hand; of the workbook its
//! shared strings, which [`super::guard`] has bounded.
//!
//! The reader is a library's, and what it reads is anybody's: should it panic, that is a damaged file.

use super::cell::text_of;
use super::{Fault, MAX_COLUMNS, Row, Stopped};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bytes = Cursor<Vec<u8>>;

/// An open workbook and the worksheet that is read.
pub(super) struct Book {
    xlsx: Xlsx<Bytes>,
    title: String,
}

impl Book {
    /// Opens a workbook and picks the first visible worksheet that has something in it. Gives the titles of the
    /// other visible ones too.
    pub(super) fn open(bytes: Vec<u8>) -> Result<(Self, Vec<String>), Fault> {
        let mut xlsx = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        let visible = xlsx.sheets_metadata().iter().filter(|sheet| {
            sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
        });
        let mut others: Vec<_> = visible.map(|sheet| sheet.name.clone()).collect();
        for at in 0..others.len() {
            if has_content(&mut xlsx, &others[at])? {
                let title = others.remove(at);
                return Ok((Self { xlsx, title }, others));
            }
        }
        Err(Fault::Empty)
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Turns to the next worksheet of `others` that has something in it; the present one goes to their end. Empty
    /// ones are dropped.
    pub(super) fn turn_over(&mut self, others: &mut Vec<String>) -> Result<bool, Fault> {
        while !others.is_empty() {
            let next = others.remove(0);
            if has_content(&mut self.xlsx, &next)? {
                others.push(std::mem::replace(&mut self.title, next));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows from the top.
    pub(super) fn rows(&mut self) -> Result<Rows<'_>, Stopped> {
        let cells = guarded(|| self.xlsx.worksheet_cells_reader(&self.title));
        let cells = cells.map_err(|fault| Stopped {
            row: None,
            column: None,
            fault,
        })?;
        Ok(Rows {
            cells,
            first: None,
            last_row: 0,
            ended: false,
        })
    }
}

fn has_content(xlsx: &mut Xlsx<Bytes>, title: &str) -> Result<bool, Fault> {
    let mut cells = guarded(|| xlsx.worksheet_cells_reader(title))?;
    while let Some(cell) = guarded(|| cells.next_cell())? {
        if !is_blank(cell.get_value()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_blank(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::String(text) => text.trim().is_empty(),
        DataRef::SharedString(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Runs a part of the library's reader.
fn guarded<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(XlsxError::Password)) => Err(Fault::Protected),
        // A zip archive, but not with what a workbook has in it.
        Ok(Err(XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound)) => {
            Err(Fault::NotATable)
        }
        Ok(Err(_)) | Err(_) => Err(Fault::Damaged),
    }
}

/// The rows of a worksheet.
pub(super) struct Rows<'a> {
    cells: XlsxCellReader<'a, Bytes>,
    /// The first cell of the next row, already read.
    first: Option<Placed>,
    /// The last row given.
    last_row: u32,
    /// Whether the last cell was read; the reader must not be asked again.
    ended: bool,
}

struct Placed {
    row: u32,
    column: usize,
    text: String,
}

impl Rows<'_> {
    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Option<Result<Row, Stopped>> {
        self.row().transpose()
    }

    fn row(&mut self) -> Result<Option<Row>, Stopped> {
        let first = match self.first.take() {
            Some(first) => first,
            None => match self.cell()? {
                Some(first) => first,
                None => return Ok(None),
            },
        };
        let number = first.row;
        if number <= self.last_row {
            return Err(self.stopped(Some(number), Fault::Damaged));
        }
        self.last_row = number;
        let mut cells = Vec::new();
        put(&mut cells, first);
        while let Some(next) = self.cell()? {
            if next.row != number {
                self.first = Some(next);
                break;
            }
            put(&mut cells, next);
        }
        Ok(Some(Row::new(number, cells)))
    }

    /// The next cell that has something in it.
    fn cell(&mut self) -> Result<Option<Placed>, Stopped> {
        while !self.ended {
            let read = guarded(|| self.cells.next_cell());
            let Some(cell) = read.map_err(|fault| self.stopped(None, fault))? else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            let (row, column) = (row.saturating_add(1), column as usize);
            let text = text_of(cell.get_value()).map_err(|fault| Stopped {
                row: Some(row),
                column: Some(column),
                fault,
            })?;
            if text.is_empty() {
                continue;
            }
            if column >= MAX_COLUMNS {
                return Err(Stopped {
                    row: Some(row),
                    column: Some(column),
                    fault: Fault::TooManyColumns,
                });
            }
            return Ok(Some(Placed { row, column, text }));
        }
        Ok(None)
    }

    fn stopped(&self, row: Option<u32>, fault: Fault) -> Stopped {
        Stopped {
            row: row.or(Some(self.last_row).filter(|row| *row > 0)),
            column: None,
            fault,
        }
    }
}

fn put(cells: &mut Vec<String>, placed: Placed) {
    if cells.len() <= placed.column {
        cells.resize(placed.column + 1, String::new());
    }
    cells[placed.column] = placed.text;
}
