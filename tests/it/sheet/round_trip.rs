//! What we write is read back the same.

use super::{SHEET, table};
use proptest::prelude::*;
use returnline::sheet::{Cell, Head, Writer};
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;

fn written(notes: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let heads = [
        Head::new("姓名", 12),
        Head::new("手机号", 16),
        Head::new("备注", 40),
    ];
    let mut writer = Writer::new("名单", notes, &heads).unwrap();
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| Cell::Text(cell)).collect();
        writer.row(&cells).unwrap();
    }
    writer.finish().unwrap()
}

fn part(book: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn what_looks_like_a_formula_stays_text() {
    let texts = [
        "=1+1",
        "+8615400000001",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\",\"y\")",
        "520199199003070013",
    ];
    let rows: Vec<_> = texts.iter().map(|text| vec![(*text).to_owned()]).collect();
    let book = written(&[], &rows);
    let xml = part(&book, SHEET);
    assert!(!xml.contains("<f>"), "a formula was written");
    let read: Vec<_> = table(book.clone())
        .into_iter()
        .skip(1)
        .map(|(_, cells)| cells[0].clone())
        .collect();
    assert_eq!(read, texts);
    assert!(part(&book, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn notes_come_first_and_the_headings_stay_in_view() {
    let notes = ["Notice".to_owned(), "Hash".to_owned()];
    let book = written(&notes, &[vec!["张三".to_owned()]]);
    let rows = table(book.clone());
    assert_eq!(rows[0].1, ["Notice"]);
    assert_eq!(rows[2].1, ["姓名", "手机号", "备注"]);
    assert_eq!(rows[3], (4, vec!["张三".to_owned()]));
    assert!(part(&book, SHEET).contains("ySplit=\"3\""));
}

#[test]
fn a_long_text_is_cut_where_a_cell_ends_and_numbers_are_numbers() {
    let mut writer = Writer::new("a/b:[c]", &[], &[Head::new("n", 8)]).unwrap();
    let long = "𠮷".repeat(20_000);
    writer
        .row(&[Cell::Number(12.0), Cell::Text(&long)])
        .unwrap();
    let mut file = Vec::new();
    writer.finish_to(&mut file).unwrap();
    let rows = table(file.clone());
    assert_eq!(rows[1].1[0], "12");
    assert_eq!(rows[1].1[1].encode_utf16().count(), 32_766);
    assert!(part(&file, SHEET).contains("<v>12</v>"));
}

/// What reading makes of a text that stands in a cell.
fn as_read(text: &str) -> String {
    let seen = |ch: &char| !ch.is_control() || matches!(ch, '\n' | '\t');
    text.nfkc()
        .filter(seen)
        .collect::<String>()
        .trim()
        .to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_read_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec("[ -~\\n\\t\u{a0}-\u{2ff}\u{4e00}-\u{9fff}\u{ff10}-\u{ff5e}𠮷😀]{0,12}", 1..5), 1..12)
    ) {
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let mut cells: Vec<_> = row.iter().map(|cell| as_read(cell)).collect();
                while cells.last().is_some_and(String::is_empty) {
                    cells.pop();
                }
                cells
            })
            .filter(|cells| !cells.is_empty())
            .collect();
        // Ways of forcing text are taken off, which is told elsewhere.
        prop_assume!(expected.iter().flatten().all(|cell| !cell.starts_with('\'') && !cell.starts_with("=\"")));
        let read: Vec<_> = table(written(&[], &rows)).into_iter().skip(1).map(|(_, cells)| cells).collect();
        prop_assert_eq!(read, expected);
    }
}
