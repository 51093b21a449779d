//! Tables as text: which encoding, which character parts the cells, and the rows.

use super::cell::clean;
use super::{Fault, MAX_COLUMNS, Row, Stopped};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, GB18030};

/// Rows that are looked at to find out what parts the cells.
const LOOK_AT: usize = 20;

/// A text and what parts its cells.
pub(super) struct Text {
    text: String,
    delimiter: u8,
    /// Bytes of a first line that only names the delimiter.
    skip: usize,
}

impl Text {
    /// Reads the encoding from the byte order mark; without one UTF-8 if that is possible, and GB18030 otherwise.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Fault> {
        let text = match Encoding::for_bom(bytes) {
            Some((encoding, mark)) => {
                encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            }
            None => match std::str::from_utf8(bytes) {
                Ok(text) => Some(text.into()),
                Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
            },
        };
        let text = with_line_feeds(text.ok_or(Fault::Encoding)?.into_owned());
        if text.contains('\0') || is_markup(&text) {
            return Err(Fault::NotATable);
        }
        if text.trim().is_empty() {
            return Err(Fault::Empty);
        }
        let (delimiter, skip) = match named_delimiter(&text) {
            Some(named) => named,
            None => (likeliest_delimiter(&text), 0),
        };
        Ok(Self {
            text,
            delimiter,
            skip,
        })
    }

    /// The rows from the top.
    pub(super) fn rows(&mut self) -> Rows<'_> {
        let rest = self.text.as_bytes().get(self.skip..).unwrap_or_default();
        Rows {
            reader: reader(rest, self.delimiter),
            number: u32::from(self.skip > 0),
            next_line: 1,
        }
    }
}

/// Every line ended by one line feed, the last one too: what [`Rows::count`] reckons with.
fn with_line_feeds(mut text: String) -> String {
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text)
}

/// Whether it is a page or another XML file that only calls itself a table.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).collect();
    let start = start.to_ascii_lowercase();
    ["<html", "<!doctype", "<?xml", "<table", "<meta", "{\\rtf"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// What a first line `sep=;` says, and how long it is.
fn named_delimiter(text: &str) -> Option<(u8, usize)> {
    let end = text.find('\n')?;
    let named = text[..end].trim().trim_matches('"').strip_prefix("sep=")?;
    match named.as_bytes() {
        [delimiter @ (b',' | b';' | b'|')] => Some((*delimiter, end + 1)),
        // Trimmed away with the line's end.
        [] => Some((b'\t', end + 1)),
        [..] => None,
    }
}

/// The character that parts the first rows into the same number of cells most often; a comma where none does.
fn likeliest_delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut widths = std::collections::BTreeMap::<usize, usize>::new();
        let mut reader = reader(text.as_bytes(), delimiter);
        let mut record = ByteRecord::new();
        for _ in 0..LOOK_AT {
            match reader.read_byte_record(&mut record) {
                Ok(true) if record.len() > 1 => *widths.entry(record.len()).or_default() += 1,
                Ok(true) => {}
                Ok(false) | Err(_) => break,
            }
        }
        widths
            .into_iter()
            .map(|(width, rows)| (rows, width))
            .max()
            .unwrap_or_default()
    };
    let candidates = [b',', b'\t', b';'];
    let scored = candidates
        .into_iter()
        .rev()
        .max_by_key(|candidate| score(*candidate));
    scored.unwrap_or(b',')
}

/// The rows of a text.
pub(super) struct Rows<'a> {
    reader: csv::Reader<&'a [u8]>,
    /// The row last read.
    number: u32,
    /// The line that the reader stands at.
    next_line: u64,
}

impl Rows<'_> {
    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Option<Result<Row, Stopped>> {
        self.row().transpose()
    }

    fn row(&mut self) -> Result<Option<Row>, Stopped> {
        let mut record = ByteRecord::new();
        loop {
            let read = self.reader.read_byte_record(&mut record);
            let has_row = read.map_err(|_| self.stopped(None, Fault::Damaged))?;
            if !has_row {
                return Ok(None);
            }
            self.count(&record);
            let cells = self.cells(&record)?;
            if !cells.is_empty() {
                return Ok(Some(Row::new(self.number, cells)));
            }
        }
    }

    /// A spreadsheet program counts a row once, however many lines its cells take, and blank lines too, which the
    /// reader passes over.
    fn count(&mut self, record: &ByteRecord) {
        let line = self.reader.position().line();
        let passed = line.saturating_sub(self.next_line);
        self.next_line = line;
        let breaks = record
            .as_slice()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        let blank = passed.saturating_sub(breaks as u64 + 1);
        let blank = u32::try_from(blank).unwrap_or(u32::MAX);
        self.number = self.number.saturating_add(blank).saturating_add(1);
    }

    /// The cells up to the last that has something in it.
    fn cells(&self, record: &ByteRecord) -> Result<Vec<String>, Stopped> {
        let mut cells = Vec::with_capacity(record.len().min(MAX_COLUMNS));
        for (column, raw) in record.iter().enumerate() {
            // A piece of a text that was valid, cut at ASCII characters.
            let text =
                std::str::from_utf8(raw).map_err(|_| self.stopped(Some(column), Fault::Damaged))?;
            let text = clean(text).map_err(|fault| self.stopped(Some(column), fault))?;
            if column >= MAX_COLUMNS && !text.is_empty() {
                return Err(self.stopped(Some(column), Fault::TooManyColumns));
            }
            if column < MAX_COLUMNS {
                cells.push(text);
            }
        }
        let used = cells.iter().rposition(|cell| !cell.is_empty());
        cells.truncate(used.map_or(0, |last| last + 1));
        Ok(cells)
    }

    fn stopped(&self, column: Option<usize>, fault: Fault) -> Stopped {
        Stopped {
            row: Some(self.number.max(1)),
            column,
            fault,
        }
    }
}
