//! Tables as their programs write them.

use super::{SHEET, fault, rows, table, with_part, workbook, workbook_of, worksheet_xml};
use encoding_rs::GB18030;
use returnline::sheet::{self, Fault};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn cells(row: &[&str]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn a_cell_of_a_workbook_is_read_as_a_person_sees_it() {
    let book = workbook(|sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        let date = ExcelDateTime::from_ymd(2020, 2, 23).unwrap();
        sheet.write_number(2, 0, 15_400_000_001.0).unwrap();
        sheet
            .write_string(2, 1, " １５４００００００02\u{a0}")
            .unwrap();
        sheet.write_number(2, 2, 520_199_199_003_070_013.0).unwrap();
        sheet.write_number(2, 3, 37.3).unwrap();
        sheet.write_boolean(2, 4, true).unwrap();
        sheet.write_datetime_with_format(2, 5, &date, &day).unwrap();
        sheet
            .write_formula(2, 6, Formula::new("=A1").set_result("张三"))
            .unwrap();
        sheet.write_string(2, 8, "=1+1").unwrap();
        sheet.write_blank(5, 0, &day).unwrap();
        sheet.write_string(6, 1, "末").unwrap();
    });
    let seen = cells(&[
        "15400000001",
        "15400000002",
        "5.20199E+17",
        "37.3",
        "TRUE",
        "2020-02-23",
        "张三",
        "",
        "=1+1",
    ]);
    assert_eq!(table(book), [(3, seen), (7, cells(&["", "末"]))]);
}

#[test]
fn rich_text_and_line_breaks_are_text() {
    let book = workbook(|sheet| {
        let (bold, plain) = (Format::new().set_bold(), Format::default());
        sheet
            .write_rich_string(0, 0, &[(&bold, "张"), (&plain, "三")])
            .unwrap();
        sheet.write_string(0, 1, "手机\n号码").unwrap();
        sheet.write_string(0, 2, "a & <b> \"c\"").unwrap();
    });
    assert_eq!(
        table(book),
        [(1, cells(&["张三", "手机\n号码", "a & <b> \"c\""]))]
    );
}

#[test]
fn the_first_visible_worksheet_with_something_in_it_is_read() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").unwrap();
    let hidden = book.add_worksheet().set_name("藏").unwrap();
    hidden
        .write_string(0, 0, "hidden")
        .unwrap()
        .set_hidden(true);
    book.add_worksheet()
        .set_name("名单")
        .unwrap()
        .write_string(1, 0, "this")
        .unwrap();
    book.add_worksheet()
        .set_name("别")
        .unwrap()
        .write_string(0, 0, "that")
        .unwrap();
    let mut sheet = sheet::read("/tmp/名单.xlsx", book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((sheet.file(), sheet.title()), ("名单.xlsx", Some("名单")));
    assert_eq!(sheet.others(), ["空", "别"]);
    for _ in 0..2 {
        let first = sheet.rows().next().unwrap().unwrap();
        assert_eq!(
            (first.number, first.cell(0), first.cell(9)),
            (2, "this", "")
        );
    }
}

#[test]
fn other_programs_leave_out_positions_and_shared_strings() {
    let xml = worksheet_xml(
        "",
        "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>1.54E10</v></c></row>",
    );
    let book = with_part(&workbook_of(&[&["x"]]), SHEET, xml.as_bytes());
    assert_eq!(table(book), [(1, cells(&["a", "15400000000"]))]);
}

#[test]
fn a_text_is_read_in_every_encoding_that_people_send() {
    let text = "姓名,手机号\r\n张三,15400000001\r\n";
    let utf16: Vec<u8> = "\u{feff}姓名\t手机号\r\n张三\t15400000001\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = [
        (1, cells(&["姓名", "手机号"])),
        (2, cells(&["张三", "15400000001"])),
    ];
    assert_eq!(table(text), expected);
    assert_eq!(table(format!("\u{feff}{text}")), expected);
    assert_eq!(table(GB18030.encode(text).0), expected);
    assert_eq!(table(utf16), expected);
    assert_eq!(fault(b"\xff\xff\xff name".to_vec()), Fault::Encoding);
}

#[test]
fn what_parts_the_cells_is_found_out() {
    let expected = [
        (1, cells(&["a,1", "b", "x"])),
        (2, cells(&["c,2", "d", "y"])),
    ];
    for text in [
        "a,1;b;x\nc,2;d;y\n",
        "a,1\tb\tx\r\nc,2\td\ty",
        "\"a,1\",b,x\n\"c,2\",d,y\n",
    ] {
        assert_eq!(table(text), expected, "{text:?}");
    }
    let named = [(2, cells(&["a,1", "b"])), (3, cells(&["c,2", "d"]))];
    assert_eq!(table("sep=;\na,1;b\nc,2;d\n"), named);
    assert_eq!(
        table("15400000001\n15400000002"),
        [(1, cells(&["15400000001"])), (2, cells(&["15400000002"]))]
    );
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_program_counts() {
    let text = "a,b\n\n\"two\nlines\",c\n,\nd,e\n";
    let numbers: Vec<_> = table(text).into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, [1, 3, 5]);
    let numbers: Vec<_> = table("\n\na\n\n\nb")
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, [3, 6]);
    let text = text.replace('\n', "\r\n");
    let numbers: Vec<_> = table(text).into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, [1, 3, 5]);
}

#[test]
fn ways_of_forcing_text_are_taken_off() {
    let text = "=\"15400000001\",'15400000002\n";
    assert_eq!(table(text), [(1, cells(&["15400000001", "15400000002"]))]);
}

#[test]
fn an_error_says_where_and_what_to_do() {
    let mut text = String::from("a\nb");
    text.push_str(&",".repeat(sheet::MAX_COLUMNS));
    text.push('c');
    let error = rows("dir/花名册.csv", text).unwrap_err();
    assert_eq!((error.row, error.column), (Some(2), Some(200)));
    let said = error.to_string();
    assert!(
        said.starts_with("花名册.csv, cell GS2: there are more than 200 columns; delete"),
        "{said}"
    );
    let book = workbook(|sheet| {
        sheet.write_string(16, 300, "far out").unwrap();
    });
    let said = rows("x.xlsx", book).unwrap_err().to_string();
    assert!(
        said.starts_with("x.xlsx, sheet Sheet1, cell KO17: "),
        "{said}"
    );
}
