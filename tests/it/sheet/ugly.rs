//! Rosters as HR departments have them, each file named for its ugliness: the right people, or an error that names
//! the cell and what to do. The texts are in `ugly/`, byte for byte as such programs write them; the workbooks are
//! made here.

use super::{SHEET, with_part, workbook, workbook_of, worksheet_xml};
use chrono::NaiveDate;
use returnline::domain::roster::Field;
use returnline::sheet::{self, MAX_INFLATED};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::path::Path;

const ZHANG: &str = "520199199003070013";
const ZHANG_ROW: [&str; 3] = ["张三", ZHANG, "15400000001"];
const HEADS: [&str; 3] = ["姓名", "身份证号", "手机号"];
const ZHANG_IN_2: &str = "2 张三 520199199003070013 15400000001";
const LI_IN_3: &str = "3 李四 520199199104080026 15400000002";

/// What the file says of each row: the person, or each fault at its cell; or why the file is refused.
fn verdict(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2020, 2, 23).unwrap();
    let read = sheet::read(name, bytes);
    let read = read.and_then(|mut sheet| sheet::roster(&mut sheet));
    let read = match read {
        Ok(read) => read,
        Err(error) => return vec![error.to_string()],
    };
    let mut said = Vec::new();
    for row in &read.rows {
        match row.cells.read(today) {
            Ok(entry) => {
                let mobile = entry.mobile.as_ref().map_or("", |mobile| mobile.expose());
                let (name, id) = (entry.name.expose(), entry.resident_id.expose());
                said.push(format!("{} {name} {id} {mobile}", row.number));
            }
            Err(faults) => {
                let told = faults
                    .iter()
                    .map(|one| format!("{}: {}", sheet::place(row, one.field), one.fault));
                said.extend(told);
            }
        }
    }
    let passed = read
        .passed_over
        .iter()
        .map(|row| format!("passed over {row}"));
    said.extend(passed);
    said
}

fn file(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sheet/ugly");
    verdict(name, std::fs::read(folder.join(name)).unwrap())
}

/// A test for each file or workbook.
macro_rules! ugly {
    ($($case:ident, $said:expr => [$($line:expr),* $(,)?];)+) => {$(
        #[test]
        fn $case() {
            let expected: &[&str] = &[$($line),*];
            assert_eq!($said, expected);
        }
    )+};
}

const ROUNDED: &str = "the spreadsheet program has rounded the number; format the column as text and enter the number again";
const TWO: &str = "two people stand in one row; give each a row of their own";

ugly! {
    utf8_with_mark, file("utf8_with_mark.csv") => [ZHANG_IN_2, LI_IN_3];
    gb18030, file("gb18030.csv") => [ZHANG_IN_2, LI_IN_3];
    utf16, file("utf16.txt") => [ZHANG_IN_2];
    semicolons, file("semicolons.csv") => [ZHANG_IN_2];
    tabs, file("tabs.csv") => [ZHANG_IN_2];
    headings_in_english_in_another_order, file("headings_in_english_in_another_order.csv")
        => ["2 Zhang San 520199199003070013 15400000001"];
    headings_in_row_ten, file("headings_in_row_ten.csv")
        => ["11 张三 520199199003070013 15400000001"];
    headings_too_far_down, file("headings_too_far_down.csv")
        => ["headings_too_far_down.csv: no column is headed 身份证号 (residentid) or 姓名 (name); put one of these words above the column"];
    empty_first_rows, file("empty_first_rows.csv") => ["5 张三 520199199003070013 15400000001"];
    quoted_line_breaks, file("quoted_line_breaks.csv") => [ZHANG_IN_2, LI_IN_3];
    blank_lines_between, file("blank_lines_between.csv")
        => [ZHANG_IN_2, "5 李四 520199199104080026 15400000002"];
    total_line_at_the_end, file("total_line_at_the_end.csv")
        => [ZHANG_IN_2, LI_IN_3, "passed over 4", "passed over 5"];
    running_numbers_without_people, file("running_numbers_without_people.csv")
        => [ZHANG_IN_2, "passed over 3", "passed over 4"];
    headings_again_on_every_page, file("headings_again_on_every_page.csv")
        => [ZHANG_IN_2, "4 李四 520199199104080026 15400000002", "passed over 3"];
    duplicate_heading_second_filled, file("duplicate_heading_second_filled.csv") => [ZHANG_IN_2];
    no_column_of_ids, file("no_column_of_ids.csv")
        => ["no_column_of_ids.csv, row 1: no column is headed 身份证号 (residentid); put one of these words above the column"];
    no_headings_at_all, file("no_headings_at_all.csv")
        => ["no_headings_at_all.csv: no column is headed 身份证号 (residentid) or 姓名 (name); put one of these words above the column"];
    id_of_fifteen_digits, file("id_of_fifteen_digits.csv")
        => ["B2: a number of 15 digits is no longer valid; check it against the ID card"];
    id_with_wrong_check_character, file("id_with_wrong_check_character.csv")
        => ["B2: the check character does not fit; check it against the ID card"];
    id_with_lower_case_x, file("id_with_lower_case_x.csv") => ["2 张三 52019919930610003X 15400000001"];
    full_width_digits, file("full_width_digits.csv") => [ZHANG_IN_2];
    spaces_in_the_id, file("spaces_in_the_id.csv") => [ZHANG_IN_2];
    id_in_scientific_notation, file("id_in_scientific_notation.csv") => [&format!("B2: {ROUNDED}")];
    id_with_its_last_digits_lost, file("id_with_its_last_digits_lost.csv") => [&format!("B2: {ROUNDED}")];
    mobile_with_point_nought, file("mobile_with_point_nought.csv") => [ZHANG_IN_2];
    mobile_in_scientific_notation, file("mobile_in_scientific_notation.csv") => [&format!("C2: {ROUNDED}")];
    mobile_with_country_code, file("mobile_with_country_code.csv") => [ZHANG_IN_2, LI_IN_3];
    mobile_too_short, file("mobile_too_short.csv")
        => ["C2: a mobile number has 11 digits; write the 11 digits, or leave the cell empty"];
    two_people_in_one_cell, file("two_people_in_one_cell.csv")
        => [&format!("A2: {TWO}"), &format!("B2: {TWO}")];
    two_people_side_by_side, file("two_people_side_by_side.csv")
        => [&format!("B2: {TWO}"), "3 王五 520199199205090039 "];
    a_very_long_name, file("a_very_long_name.csv")
        => ["A2: a name has at most 40 characters; write the name alone, as on the ID card"];
    name_with_a_middle_dot, file("name_with_a_middle_dot.csv")
        => ["2 阿凡提·买买提 520199199003070013 15400000001"];
    // The preview tells the second from the first; both are read.
    same_person_twice, file("same_person_twice.csv")
        => [ZHANG_IN_2, "3 张三 520199199003070013 15400000001"];
    forced_text, file("forced_text.csv") => [ZHANG_IN_2];
    formula_for_a_name, file("formula_for_a_name.csv")
        => [&format!("A2: {TWO}")];
    html_saved_as_xls, file("html_saved_as.xls")
        => ["html_saved_as.xls: this is neither an .xlsx workbook nor a .csv text; save the table as one of them"];
    empty, file("empty.csv") => ["empty.csv: there is nothing in it; check that the right file was saved"];
    only_headings, file("only_headings.csv")
        => ["only_headings.csv: there is nothing in it; check that the right file was saved"];
    born_too_late, file("born_too_late.csv")
        => ["B2: the holder is younger than 16; check it against the ID card"];
    a_date_for_a_mobile, file("a_date_for_a_mobile.csv")
        => ["C2: a mobile number has 11 digits; write the 11 digits, or leave the cell empty"];

    merged_title_row, merged_title() => ["3 张三 520199199003070013 15400000001"];
    hidden_sheet_first, hidden_sheet() => [ZHANG_IN_2];
    instructions_on_the_first_sheet, two_sheets() => [ZHANG_IN_2];
    numbers_stored_as_numbers, numbers() => [&format!("B2: {ROUNDED}"), "3 李四 520199199104080026 15400000002"];
    formula_cells, formulas() => ["2 张三 52019919930610003X 15400000001", "B3: only digits, and X at the end, are allowed; check it against the ID card"];
    date_cells, dates() => ["A2: this is no name; write the name alone, as on the ID card"];
    hidden_rows_and_columns_count, hidden_rows() => [ZHANG_IN_2];
    zip_bomb, bomb() => ["bomb.xlsx: the file unpacks to more than 200 MB; copy the table into a new workbook and save that"];
    billion_laughs, laughs()
        => ["laughs.xlsx: the file is damaged here; open it in a spreadsheet program and save it anew as .xlsx"];
    old_workbook, verdict("2003.xls", compound(""))
        => ["2003.xls: this is a workbook of the old format (.xls); open it and save it as .xlsx"];
    protected_by_a_password, verdict("locked.xlsx", compound("EncryptedPackage"))
        => ["locked.xlsx: the workbook is protected by a password; save a copy without one"];
    cut_off_in_the_middle, verdict("half.xlsx", half())
        => ["half.xlsx: the file is damaged here; open it in a spreadsheet program and save it anew as .xlsx"];
    a_path_for_a_name, verdict("../../etc/名单.csv", b"x".to_vec())
        => ["名单.csv: no column is headed 身份证号 (residentid) or 姓名 (name); put one of these words above the column"];
}

fn merged_title() -> Vec<String> {
    let book = workbook(|sheet| {
        let centred = Format::new();
        sheet
            .merge_range(0, 0, 0, 2, "某厂2020年返岗人员花名册", &centred)
            .unwrap();
        sheet.write_row(1, 0, HEADS).unwrap();
        sheet.write_row(2, 0, ZHANG_ROW).unwrap();
    });
    verdict("merged.xlsx", book)
}

fn hidden_sheet() -> Vec<String> {
    let mut book = Workbook::new();
    let old = book.add_worksheet().set_name("旧").unwrap();
    old.write_row(0, 0, HEADS).unwrap();
    old.write_row(1, 0, ["旧人", ZHANG, ""]).unwrap();
    old.set_hidden(true);
    let new = book.add_worksheet().set_name("新").unwrap();
    new.write_row(0, 0, HEADS).unwrap();
    new.write_row(1, 0, ZHANG_ROW).unwrap();
    // A worksheet that is in front cannot be hidden.
    new.set_active(true);
    verdict("hidden.xlsx", book.save_to_buffer().unwrap())
}

fn two_sheets() -> Vec<String> {
    let mut book = Workbook::new();
    let how = book.add_worksheet().set_name("填表说明").unwrap();
    how.write_string(0, 0, "请填写姓名和身份证号").unwrap();
    let list = book.add_worksheet().set_name("名单").unwrap();
    list.write_row(0, 0, HEADS).unwrap();
    list.write_row(1, 0, ZHANG_ROW).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut sheet = sheet::read("two.xlsx", bytes.clone()).unwrap();
    let read = sheet::roster(&mut sheet).unwrap();
    assert_eq!(read.title.as_deref(), Some("名单"));
    assert_eq!(read.others, ["填表说明"]);
    assert_eq!(sheet::place(&read.rows[0], Field::Mobile), "C2");
    verdict("two.xlsx", bytes)
}

fn numbers() -> Vec<String> {
    let book = workbook(|sheet| {
        sheet.write_row(0, 0, HEADS).unwrap();
        sheet.write_string(1, 0, "张三").unwrap();
        sheet.write_number(1, 1, 520_199_199_003_070_013.0).unwrap();
        sheet.write_number(1, 2, 15_400_000_001.0).unwrap();
        sheet.write_string(2, 0, "李四").unwrap();
        sheet.write_string(2, 1, "520199199104080026").unwrap();
        sheet.write_number(2, 2, 15_400_000_002.0).unwrap();
    });
    verdict("numbers.xlsx", book)
}

fn formulas() -> Vec<String> {
    let book = workbook(|sheet| {
        sheet.write_row(0, 0, HEADS).unwrap();
        sheet
            .write_formula(1, 0, Formula::new("=E2").set_result("张三"))
            .unwrap();
        sheet
            .write_formula(1, 1, Formula::new("=F2").set_result("52019919930610003X"))
            .unwrap();
        sheet.write_string(1, 2, "15400000001").unwrap();
        sheet.write_string(2, 0, "李四").unwrap();
        sheet
            .write_formula(2, 1, Formula::new("=G9").set_result("#REF!"))
            .unwrap();
    });
    verdict("formulas.xlsx", book)
}

fn dates() -> Vec<String> {
    let book = workbook(|sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        let date = ExcelDateTime::from_ymd(2020, 2, 23).unwrap();
        sheet.write_row(0, 0, HEADS).unwrap();
        sheet.write_datetime_with_format(1, 0, &date, &day).unwrap();
        sheet.write_string(1, 1, ZHANG).unwrap();
    });
    verdict("dates.xlsx", book)
}

fn hidden_rows() -> Vec<String> {
    let book = workbook(|sheet| {
        sheet.write_row(0, 0, HEADS).unwrap();
        sheet.write_row(1, 0, ZHANG_ROW).unwrap();
        sheet.set_row_hidden(1).unwrap();
        sheet.set_column_hidden(2).unwrap();
    });
    verdict("hidden rows.xlsx", book)
}

fn bomb() -> Vec<String> {
    let spaces = vec![b' '; MAX_INFLATED + 1];
    let bomb = with_part(&workbook_of(&[&HEADS]), "xl/media/image1.bin", &spaces);
    verdict("bomb.xlsx", bomb)
}

fn laughs() -> Vec<String> {
    let mut entities = String::from("<!DOCTYPE lol [<!ENTITY a \"姓名\">");
    for (name, of) in [('b', 'a'), ('c', 'b'), ('d', 'c'), ('e', 'd'), ('f', 'e')] {
        let laughs = format!("&{of};").repeat(100);
        entities.push_str(&format!("<!ENTITY {name} \"{laughs}\">"));
    }
    entities.push_str("]>");
    let inline = worksheet_xml(
        "",
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ha &f;</t></is></c></row>",
    );
    let inline = inline.replacen("<worksheet", &format!("{entities}<worksheet"), 1);
    let book = with_part(&workbook_of(&[&["x"]]), SHEET, inline.as_bytes());
    verdict("laughs.xlsx", book)
}

/// A compound file as Excel 97 wrote them, with a stream of this name.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn half() -> Vec<u8> {
    let mut book = workbook_of(&[&HEADS, &ZHANG_ROW]);
    book.truncate(book.len() / 2);
    book
}
