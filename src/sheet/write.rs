//! Tables out, as `.xlsx`: written row by row, so that memory holds one row, however long the table is.
//!
//! Text stays text. A cell that begins with `=`, `+`, `-` or `@` is a string, marked as one, so that no spreadsheet
//! program takes it for a formula; and a number such as a mobile keeps all its digits.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// Most rows in a worksheet, of the format.
const MAX_SHEET_ROWS: u32 = 1_048_576;

/// Longest worksheet title, in characters, of the format.
const MAX_TITLE_CHARS: usize = 31;

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The library refused, or there is no room for its temporary file.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    /// More rows than a worksheet takes.
    #[error("a worksheet takes at most {MAX_SHEET_ROWS} rows; export less at once")]
    TooManyRows,
}

/// Heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its text.
    pub text: String,
    /// Width, in characters of the usual font; a hanzi takes two.
    pub width: u16,
}

impl Head {
    /// A heading for a column of this width.
    pub fn new(text: impl Into<String>, width: u16) -> Self {
        Self {
            text: text.into(),
            width,
        }
    }
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Text, of which 32,767 characters are kept.
    Text(&'a str),
    /// Text that somebody is to correct: on a coloured ground, also where there is none.
    Marked(&'a str),
    /// A quantity, to reckon with.
    Number(f64),
}

/// A table being written.
pub struct Writer {
    workbook: Workbook,
    next_row: u32,
    text: Format,
    quoted: Format,
    marked: Format,
}

impl Writer {
    /// Begins a table: the notes, a row each, then the headings, which stay in view.
    ///
    /// # Errors
    /// [`WriteError::Workbook`].
    pub fn new(title: &str, notes: &[String], heads: &[Head]) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_title(title))?;
        for (column, head) in (0..).zip(heads) {
            sheet.set_column_width(column, f64::from(head.width))?;
        }
        let below = u32::try_from(notes.len()).unwrap_or(MAX_SHEET_ROWS);
        sheet.set_freeze_panes(below.saturating_add(1), 0)?;
        let (note, head) = (Format::new().set_italic(), head_format());
        for (row, text) in (0..).zip(notes) {
            sheet.write_string_with_format(row, 0, cut(text), &note)?;
        }
        for (column, cell) in (0..).zip(heads) {
            sheet.write_string_with_format(below, column, cut(&cell.text), &head)?;
        }
        let text = Format::new().set_num_format("@");
        Ok(Self {
            workbook,
            next_row: below.saturating_add(1),
            quoted: text.clone().set_quote_prefix(),
            marked: text
                .clone()
                .set_quote_prefix()
                .set_background_color(Color::RGB(0x00FF_D7D2)),
            text,
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`WriteError`]; the row is then not to be relied upon.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        if self.next_row >= MAX_SHEET_ROWS {
            return Err(WriteError::TooManyRows);
        }
        let row = self.next_row;
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let format = if is_formula_like(text) {
                        &self.quoted
                    } else {
                        &self.text
                    };
                    write_text(sheet, (row, column), text, format)?;
                }
                Cell::Marked("") => {
                    sheet.write_blank(row, column, &self.marked)?;
                }
                Cell::Marked(text) => write_text(sheet, (row, column), text, &self.marked)?,
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number)?;
                }
            }
        }
        self.next_row += 1;
        Ok(())
    }

    /// The workbook, in memory.
    ///
    /// # Errors
    /// [`WriteError::Workbook`].
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.workbook.save_to_buffer()?)
    }

    /// Writes the workbook into a file or the like, without holding it in memory.
    ///
    /// # Errors
    /// [`WriteError::Workbook`].
    pub fn finish_to(mut self, to: impl Write + Send) -> Result<(), WriteError> {
        Ok(self.workbook.save_to_writer(to)?)
    }
}

fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    if text.is_empty() {
        return Ok(());
    }
    sheet.write_string_with_format(row, column, cut(text), format)?;
    Ok(())
}

/// Whether a spreadsheet program would take a text that is typed for a formula.
fn is_formula_like(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn head_format() -> Format {
    Format::new()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00E8_EEF4))
        .set_border_bottom(FormatBorder::Thin)
}

/// As much as a cell takes: it counts in UTF-16 units.
fn cut(text: &str) -> String {
    let mut units = 0;
    let fits = |ch: &char| {
        units += ch.len_utf16();
        units <= super::MAX_CELL_CHARS
    };
    text.chars().take_while(fits).collect()
}

/// A title that the format allows.
fn sheet_title(title: &str) -> String {
    let is_allowed = |ch: &char| {
        !ch.is_control() && !matches!(ch, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')
    };
    let title: String = title
        .chars()
        .filter(is_allowed)
        .take(MAX_TITLE_CHARS)
        .collect();
    match title.trim() {
        "" => "1".to_owned(),
        trimmed => trimmed.to_owned(),
    }
}
