//! Spreadsheets: what people send is read as they see it, what is hostile is refused, and what we write is read
//! back the same.

mod hostile;
mod lists;
mod reading;
mod round_trip;
mod trips;
mod ugly;

use returnline::sheet::{self, Fault, Row, SheetError};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook of one worksheet.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook with each row's cells as text.
pub(crate) fn workbook_of(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| {
        for (at, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*row) {
                sheet.write_string(at, column, *cell).unwrap();
            }
        }
    })
}

/// Puts another text into a part of a workbook, or adds the part.
pub(crate) fn with_part(workbook: &[u8], part: &str, content: &[u8]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut old = from.by_index(at).unwrap();
        let name = String::from_utf8(old.name_raw().to_vec()).unwrap();
        if name != part {
            let mut bytes = Vec::new();
            old.read_to_end(&mut bytes).unwrap();
            to.start_file(name, SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.start_file(part, SimpleFileOptions::default()).unwrap();
    to.write_all(content).unwrap();
    to.finish().unwrap().into_inner()
}

/// A worksheet's part, with this inside its `sheetData`.
pub(crate) fn worksheet_xml(before: &str, data: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         {before}<sheetData>{data}</sheetData></worksheet>"
    )
}

pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";

fn rows(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Vec<Row>, SheetError> {
    sheet::read(name, bytes.into())?.rows().collect()
}

/// Row numbers and cells.
fn table(bytes: impl Into<Vec<u8>>) -> Vec<(u32, Vec<String>)> {
    let rows = rows("a", bytes).unwrap_or_else(|error| panic!("{error}"));
    rows.iter()
        .map(|row| (row.number, row.cells().to_vec()))
        .collect()
}

fn fault(bytes: impl Into<Vec<u8>>) -> Fault {
    rows("a", bytes)
        .expect_err("it should have been refused")
        .fault
}
