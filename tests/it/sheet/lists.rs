//! Lists of people, as they come.

use super::workbook;
use returnline::domain::notice::{EntryError, ListRead};
use returnline::sheet::{self, Column, Fault, SheetError};

const ID: &str = "520199199003070013";

fn people(bytes: impl Into<Vec<u8>>) -> Result<ListRead, SheetError> {
    sheet::people(&mut sheet::read("名单.csv", bytes.into())?)
}

/// Mobile numbers and resident IDs, and rows read, duplicates and unreadable.
fn read(text: &str) -> (Vec<String>, (usize, usize, usize)) {
    let list = people(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let entries = list.entries.iter().map(|entry| {
        let mobile = entry.mobile.as_ref().map_or("", |mobile| mobile.expose());
        let id = entry.resident_id.as_ref().map_or("", |id| id.expose());
        format!("{mobile}/{id}")
    });
    (
        entries.collect(),
        (list.rows_read, list.duplicates, list.unreadable.len()),
    )
}

#[test]
fn the_columns_are_found_under_a_title_and_in_any_order() {
    let text = format!(
        "2020年返岗人员手机号名单,,\n填表说明：请勿改动表头,,\n,身份证号码,姓名,联系电话(必填)\n\
         1,{ID},张三,+86 154-0000-0001\n2,,李四,１５４００００000２\n3,{ID},张三,\n"
    );
    let (entries, figures) = read(&text);
    assert_eq!(
        entries,
        [format!("15400000001/{ID}"), "15400000002/".into()]
    );
    assert_eq!(figures, (3, 1, 0));
    let (entries, _) = read("Mobile No.;Name\n15400000001;A\n");
    assert_eq!(entries, ["15400000001/"]);
}

#[test]
fn without_headings_the_columns_are_told_by_what_is_in_them() {
    let (entries, figures) = read("15400000001\n154 0000 0002\n15400000001\n");
    assert_eq!(entries, ["15400000001/", "15400000002/"]);
    assert_eq!(figures, (3, 1, 0));
    let (entries, _) = read(&format!("张三,{ID},15400000001\n李四,,15400000002\n"));
    assert_eq!(
        entries,
        [format!("15400000001/{ID}"), "15400000002/".into()]
    );
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_its_cell_and_its_cause() {
    let text = format!(
        "姓名,手机号,身份证号\nA,1540000000,\nB,,5.20199E+17\nC,,\nD,12345,{ID}\n\n合计,4,\n"
    );
    let list = people(text).unwrap();
    let told: Vec<_> = list
        .unreadable
        .iter()
        .map(|unread| (unread.row, unread.column, unread.why.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (
                2,
                Some(1),
                "mobile number: a mobile number has 11 digits".to_owned()
            ),
            (3, Some(2), EntryError::Rounded.to_string()),
            (4, None, EntryError::Nothing.to_string()),
            (
                7,
                Some(1),
                "mobile number: a mobile number has 11 digits".to_owned()
            ),
        ]
    );
    assert_eq!(
        (list.rows_read, list.entries.len(), list.passed_over.len()),
        (5, 1, 1)
    );
    assert_eq!(list.passed_over[0].row, 5);
}

#[test]
fn numbers_kept_as_numbers_are_read_and_rounded_ids_refused() {
    let book = workbook(|sheet| {
        sheet
            .write_string(0, 0, "手机")
            .unwrap()
            .write_string(0, 1, "身份证")
            .unwrap();
        sheet.write_number(1, 0, 15_400_000_001.0).unwrap();
        sheet.write_number(2, 1, 520_199_199_003_070_013.0).unwrap();
    });
    let list = people(book).unwrap();
    assert_eq!(
        list.entries[0].mobile.as_ref().unwrap().expose(),
        "15400000001"
    );
    assert_eq!(
        (list.unreadable[0].row, list.unreadable[0].why),
        (3, EntryError::Rounded)
    );
}

#[test]
fn a_table_of_something_else_is_refused_with_the_words_to_use() {
    let error = people("姓名,年龄\n张三,30\n").unwrap_err();
    let wanted = vec![Column::Mobile, Column::ResidentId];
    assert_eq!(error.fault, Fault::NoColumn { wanted });
    assert_eq!(
        error.to_string(),
        "名单.csv: no column is headed 手机号 (mobile) or 身份证号 (residentid); put one of these words above the column"
    );
    let shut = people("手机号\n").unwrap();
    assert_eq!(shut.rows_read, 0);
}
