//! Why a file cannot be read as a table: typed, so that a page words it in the reader's language; `Display` is the
//! command line's English. Nothing of a cell's content is repeated.

use super::header::Column;
use super::{MAX_BYTES, MAX_CELL_CHARS, MAX_COLUMNS, MAX_INFLATED, MAX_ROWS};
use std::fmt;

/// A fault and the place where it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetError {
    /// Name of the file, as [`super::file_name`] made it safe to show.
    pub file: String,
    /// Title of the worksheet, where there are any.
    pub sheet: Option<String>,
    /// Row, from 1, as a spreadsheet program counts.
    pub row: Option<u32>,
    /// Column, from 0; [`super::column_letters`] gives its letters.
    pub column: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file, and what its sender can do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than {} MB; split it into several", MAX_BYTES >> 20)]
    TooLarge,
    /// More than [`MAX_INFLATED`] when unpacked, or built to swell: what no spreadsheet of people does.
    #[error("the file unpacks to more than {} MB; copy the table into a new workbook and save that", MAX_INFLATED >> 20)]
    Swells,
    /// More rows than [`MAX_ROWS`].
    #[error("there are more than {MAX_ROWS} rows; split the file into several")]
    TooManyRows,
    /// Something stands to the right of the last of [`MAX_COLUMNS`].
    #[error(
        "there are more than {MAX_COLUMNS} columns; delete what stands to the right of the table"
    )]
    TooManyColumns,
    /// More than [`MAX_CELL_CHARS`] in one cell.
    #[error(
        "a cell has more than {MAX_CELL_CHARS} characters; a quotation mark may be missing at its end"
    )]
    LongCell,
    /// The workbook format of Excel 97–2003.
    #[error("this is a workbook of the old format (.xls); open it and save it as .xlsx")]
    OldWorkbook,
    /// Encrypted.
    #[error("the workbook is protected by a password; save a copy without one")]
    Protected,
    /// Neither a workbook nor a text.
    #[error("this is neither an .xlsx workbook nor a .csv text; save the table as one of them")]
    NotATable,
    /// A workbook or text that breaks off or contradicts itself.
    #[error("the file is damaged here; open it in a spreadsheet program and save it anew as .xlsx")]
    Damaged,
    /// A text in neither UTF-8, UTF-16 nor GB18030.
    #[error("the text is neither in UTF-8 nor in GB18030; save it as “CSV UTF-8” or as .xlsx")]
    Encoding,
    /// No cell has anything in it.
    #[error("there is nothing in it; check that the right file was saved")]
    Empty,
    /// None of the columns that are needed was found in the first rows.
    #[error("no column is headed {}; put one of these words above the column", headings(.wanted))]
    NoColumn {
        /// The columns of which one would do.
        wanted: Vec<Column>,
    },
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        match (self.row, self.column) {
            (Some(row), Some(column)) => {
                write!(f, ", cell {}{row}", super::column_letters(column))?
            }
            (Some(row), None) => write!(f, ", row {row}")?,
            (None, _) => {}
        }
        write!(f, ": {}", self.fault)
    }
}

impl std::error::Error for SheetError {}

/// `手机号 (mobile) or 身份证号 (resident ID)`.
fn headings(wanted: &[Column]) -> String {
    let words: Vec<_> = wanted
        .iter()
        .filter_map(|column| match column.headings() {
            [chinese, .., english] => Some(format!("{chinese} ({english})")),
            [..] => None,
        })
        .collect();
    words.join(" or ")
}
