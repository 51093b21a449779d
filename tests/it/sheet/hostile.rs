//! Files that are not what they seem.

use super::{SHEET, fault, rows, table, with_part, workbook_of, worksheet_xml};
use proptest::prelude::*;
use returnline::sheet::{Fault, MAX_BYTES, MAX_INFLATED, MAX_ROWS};

#[test]
fn a_zip_bomb_is_refused_before_it_is_opened() {
    let spaces = vec![b' '; MAX_INFLATED + 1];
    let bomb = with_part(&workbook_of(&[&["x"]]), "xl/media/image1.bin", &spaces);
    assert!(bomb.len() < MAX_BYTES / 10, "{} bytes", bomb.len());
    assert_eq!(fault(bomb), Fault::Swells);
}

#[test]
fn a_billion_laughs_are_not_laughed() {
    let mut entities = String::from("<!DOCTYPE lol [<!ENTITY a \"ha\">");
    for (name, of) in [
        ('b', 'a'),
        ('c', 'b'),
        ('d', 'c'),
        ('e', 'd'),
        ('f', 'e'),
        ('g', 'f'),
        ('h', 'g'),
        ('i', 'h'),
    ] {
        let laughs = format!("&{of};").repeat(10);
        entities.push_str(&format!("<!ENTITY {name} \"{laughs}\">"));
    }
    entities.push_str("]>");
    let strings = format!(
        "<?xml version=\"1.0\"?>{entities}<sst uniqueCount=\"1\"><si><t>&i;</t></si></sst>"
    );
    let shared = with_part(
        &workbook_of(&[&["x"]]),
        "xl/sharedStrings.xml",
        strings.as_bytes(),
    );
    let inline = worksheet_xml(
        "",
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&i;</t></is></c></row>",
    );
    let inline = inline.replacen("<worksheet", &format!("{entities}<worksheet"), 1);
    let inline = with_part(&workbook_of(&[&["x"]]), SHEET, inline.as_bytes());
    for book in [shared, inline] {
        let longest = rows("a", book).map_or(0, |rows| {
            rows.iter().map(|row| row.cell(0).len()).sum::<usize>()
        });
        assert!(longest < 100, "{longest} characters");
    }
}

#[test]
fn what_is_announced_is_not_made_room_for() {
    for announced in ["99999999999", "18446744073709551615"] {
        let strings = format!("<sst uniqueCount=\"{announced}\"><si><t>x</t></si></sst>");
        let book = with_part(
            &workbook_of(&[&["x"]]),
            "xl/sharedStrings.xml",
            strings.as_bytes(),
        );
        assert_eq!(fault(book), Fault::Swells);
    }
    // Dimensions that go backwards, and dimensions of everything.
    for dimension in ["C3:A1", "A1:XFD1048576"] {
        let xml = worksheet_xml(
            &format!("<dimension ref=\"{dimension}\"/>"),
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>x</v></c></row>",
        );
        let book = with_part(&workbook_of(&[&["x"]]), SHEET, xml.as_bytes());
        match rows("a", book) {
            Ok(rows) => assert_eq!(rows.len(), 1),
            Err(error) => assert_eq!(error.fault, Fault::Damaged),
        }
    }
}

#[test]
fn cells_out_of_order_or_out_of_the_sheet_are_damage() {
    for data in [
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"9\"><c r=\"A99999999999\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>77</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v>",
    ] {
        let xml = worksheet_xml("", data);
        let book = with_part(&workbook_of(&[&["x"]]), SHEET, xml.as_bytes());
        let error = rows("a", book).unwrap_err();
        assert_eq!(
            (error.fault, error.row),
            (Fault::Damaged, Some(1)),
            "{data}"
        );
    }
}

#[test]
fn what_is_no_table_is_told_apart() {
    let cfb = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let mut locked = cfb.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let good = workbook_of(&[&["x"]]);
    let other_zip = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (bytes, expected) in [
        (cfb, Fault::OldWorkbook),
        (locked, Fault::Protected),
        (good[..good.len() / 2].to_vec(), Fault::Damaged),
        (other_zip, Fault::NotATable),
        (b"%PDF-1.7 a,b".to_vec(), Fault::NotATable),
        (
            b"<html><table><tr><td>1</td></tr></table>".to_vec(),
            Fault::NotATable,
        ),
        (b"a,b\0c".to_vec(), Fault::NotATable),
        (Vec::new(), Fault::Empty),
        (b" \r\n\r\n".to_vec(), Fault::Empty),
        (workbook_of(&[&[" "]]), Fault::Empty),
        (vec![b'1'; MAX_BYTES + 1], Fault::TooLarge),
        (
            format!("\"{}", "x".repeat(40_000)).into_bytes(),
            Fault::LongCell,
        ),
    ] {
        assert_eq!(fault(bytes), expected);
    }
}

#[test]
fn rows_beyond_the_bound_are_refused_and_blank_ones_not_counted() {
    let blank = "\n".repeat(MAX_ROWS);
    assert_eq!(table(format!("1{blank}2")).len(), 2);
    let error = rows("a", "1\n".repeat(MAX_ROWS + 1)).unwrap_err();
    assert_eq!(
        (error.fault, error.row),
        (Fault::TooManyRows, Some(200_001))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = rows("a", bytes);
    }

    #[test]
    fn no_damage_to_a_workbook_panics(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<bool>()) {
        let mut book = workbook_of(&[&["手机号", "姓名"], &["15400000001", "张三"]]);
        let at = at.index(book.len());
        book[at] = with;
        if cut {
            book.truncate(at);
        }
        let _ = rows("a", book);
    }

    #[test]
    fn no_worksheet_panics(data in "(<row( r=\"[0-9]{0,11}\")?>|<c( r=\"[A-Z]{0,4}[0-9]{0,11}\")?( t=\"(s|str|n|b|e|d|x)\")?( s=\"[0-9]{1,11}\")?>|<v>|</v>|<is>|<t>|&[a-z#0-9]{0,5};|[0-9.E+-]{0,9}|</c>|</row>){0,30}") {
        let book = with_part(&workbook_of(&[&["x"]]), SHEET, worksheet_xml("", &data).as_bytes());
        let _ = rows("a", book);
    }
}
