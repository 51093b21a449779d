//! Spreadsheets in and out: people send lists as `.xlsx`, or as text in the encodings that their programs write,
//! and get tables back as `.xlsx`.
//!
//! What comes in is hostile until read: a file is bounded before it is opened, while it is unpacked and row by row,
//! and whatever is wrong comes back as a [`SheetError`] that names file, sheet, row and remedy. A cell is text, as
//! a person sees it; what it means is for `domain` to say.

mod cell;
mod delimited;
mod employers;
mod error;
mod excel;
mod guard;
mod header;
mod people;
mod roster;
mod table;
mod trips;
mod write;

pub use crate::domain::identity::is_rounded;
pub use employers::{EmployerColumn, MAX_EMPLOYERS};
pub use error::{Fault, SheetError};
pub use header::{Column, Columns, HEADER_WITHIN, find_header};
pub use people::people;
pub use roster::{RosterRead, place, roster};
pub use table::{Table, TableColumn, TableRow, table};
pub use trips::{MAX_TRIPS, TripColumn};
pub use write::{Cell, Head, WriteError, Writer};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 20 << 20;

/// Largest workbook once unpacked, in bytes.
pub const MAX_INFLATED: usize = 200 << 20;

/// Most rows that are not blank.
pub const MAX_ROWS: usize = 200_000;

/// Most columns.
pub const MAX_COLUMNS: usize = 200;

/// Most characters in a cell: what a spreadsheet program allows.
pub const MAX_CELL_CHARS: usize = 32_767;

/// Longest file name that is shown, in characters.
const MAX_NAME_CHARS: usize = 100;

/// One table: the text file, or the first visible worksheet that has anything in it.
pub struct Sheet {
    file: String,
    title: Option<String>,
    others: Vec<String>,
    source: Source,
}

enum Source {
    Workbook(Box<excel::Book>),
    Text(delimited::Text),
}

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1, as a spreadsheet program counts.
    pub number: u32,
    cells: Vec<String>,
}

impl Row {
    fn new(number: u32, cells: Vec<String>) -> Self {
        Self { number, cells }
    }

    /// The cell in a column, from 0; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The cells up to the last that has something in it.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }
}

/// Opens a table, whatever its name says it is: `.xlsx`; or text in UTF-8, UTF-16 with its mark, or GB18030, parted
/// by commas, semicolons or tabs.
///
/// # Errors
/// [`SheetError`] when it is no table, is damaged, protected or empty, or goes beyond the bounds of this module.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Sheet, SheetError> {
    let file = file_name(name);
    open(&file, bytes).map_err(|fault| SheetError {
        file,
        sheet: None,
        row: None,
        column: None,
        fault,
    })
}

fn open(file: &str, bytes: Vec<u8>) -> Result<Sheet, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    let file = file.to_owned();
    match guard::kind_of(&bytes)? {
        guard::Kind::Workbook => {
            guard::check_archive(&bytes)?;
            let (book, others) = excel::Book::open(bytes)?;
            Ok(Sheet {
                file,
                title: Some(book.title().to_owned()),
                others,
                source: Source::Workbook(Box::new(book)),
            })
        }
        guard::Kind::Text => Ok(Sheet {
            file,
            title: None,
            others: Vec::new(),
            source: Source::Text(delimited::Text::decode(&bytes)?),
        }),
    }
}

impl Sheet {
    /// Name of the file, without folders.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Title of the worksheet that is read; `None` for a text.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Titles of the other visible worksheets, which are not read.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The rows that are not blank, from the first on, one in memory at a time. Ends after the first error.
    pub fn rows(&mut self) -> Rows<'_> {
        let place = Place {
            file: &self.file,
            sheet: self.title.as_deref(),
        };
        let inner = match &mut self.source {
            Source::Workbook(book) => book.rows().map(|rows| Inner::Workbook(Box::new(rows))),
            Source::Text(text) => Ok(Inner::Text(text.rows())),
        };
        Rows {
            place,
            inner: inner.map_err(Some),
            given: 0,
        }
    }

    /// Turns to the next visible worksheet that has something in it, in the order of the workbook, and after the last
    /// one to the first again; `false` where there is no other.
    ///
    /// # Errors
    /// [`SheetError`] when that worksheet is damaged.
    fn turn_over(&mut self) -> Result<bool, SheetError> {
        let Source::Workbook(book) = &mut self.source else {
            return Ok(false);
        };
        let turned = book.turn_over(&mut self.others);
        match turned {
            Ok(turned) => {
                self.title = Some(book.title().to_owned());
                Ok(turned)
            }
            Err(fault) => Err(self.error(fault)),
        }
    }

    /// An error of this table as a whole.
    fn error(&self, fault: Fault) -> SheetError {
        SheetError {
            file: self.file.clone(),
            sheet: self.title.clone(),
            row: None,
            column: None,
            fault,
        }
    }
}

/// The rows of a table; see [`Sheet::rows`].
pub struct Rows<'a> {
    place: Place<'a>,
    inner: Result<Inner<'a>, Option<Stopped>>,
    given: usize,
}

struct Place<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
}

enum Inner<'a> {
    Workbook(Box<excel::Rows<'a>>),
    Text(delimited::Rows<'a>),
}

/// Where reading stopped, and why.
struct Stopped {
    row: Option<u32>,
    column: Option<usize>,
    fault: Fault,
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match &mut self.inner {
            Ok(Inner::Workbook(rows)) => rows.next()?,
            Ok(Inner::Text(rows)) => rows.next()?,
            Err(stopped) => Err(stopped.take()?),
        };
        let next = next.and_then(|row| {
            self.given += 1;
            match self.given > MAX_ROWS {
                true => Err(Stopped {
                    row: Some(row.number),
                    column: None,
                    fault: Fault::TooManyRows,
                }),
                false => Ok(row),
            }
        });
        Some(next.map_err(|stopped| {
            self.inner = Err(None);
            SheetError {
                file: self.place.file.to_owned(),
                sheet: self.place.sheet.map(str::to_owned),
                row: stopped.row,
                column: stopped.column,
                fault: stopped.fault,
            }
        }))
    }
}

/// A column's letters: A, B, … Z, AA, … for 0, 1, … 25, 26, …
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A file's name as it may be shown and stored: without folders, control characters and direction marks, at most
/// 100 characters.
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|ch| {
        !ch.is_control() && !matches!(ch, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    });
    shown
        .take(MAX_NAME_CHARS)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_everywhere() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn a_file_name_is_no_path_and_hides_nothing() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(r"C:\Users\hr\名单.xlsx"), "名单.xlsx");
        assert_eq!(file_name("a\u{202e}xslx.exe\n"), "axslx.exe");
        assert_eq!(file_name(&"长".repeat(300)).chars().count(), 100);
    }
}
