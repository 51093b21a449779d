//! Tables of trips, as they come.

use super::workbook_of;
use returnline::sheet::{self, MAX_TRIPS, Table, TripColumn};

fn table(bytes: impl Into<Vec<u8>>) -> Option<Table<TripColumn>> {
    sheet::table(&mut sheet::read("trips.csv", bytes.into()).unwrap()).unwrap()
}

#[test]
fn columns_are_found_below_a_title_in_any_order_and_unknown_ones_passed_over() {
    let text = "二月返岗班次,,\n,,\n备注,发车时间（必填）,上车点\n急,2020-02-25 08:00,黄山市;景德镇市\n,,\n,2020-02-26 08:00,\n";
    let table = table(text).unwrap();
    assert_eq!(
        table.columns,
        [(TripColumn::Times, 1), (TripColumn::Stops, 2)]
    );
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            (
                row.number,
                row.get(TripColumn::Stops),
                row.get(TripColumn::Times),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (4, "黄山市;景德镇市", "2020-02-25 08:00"),
            (6, "", "2020-02-26 08:00")
        ]
    );
    assert_eq!(table.rows[0].get(TripColumn::Fare), "");
}

#[test]
fn english_and_traditional_headings_are_known() {
    for heads in [["Stops", "Departures"], ["上車點", "發車時間"]] {
        let rows: [&[&str]; 2] = [&heads, &["黄山市", "2020-02-25 08:00"]];
        assert_eq!(table(workbook_of(&rows)).unwrap().rows.len(), 1);
    }
}

#[test]
fn a_table_of_something_else_has_no_trips() {
    assert_eq!(table("姓名,手机号\n张三,15400000001\n"), None);
    assert_eq!(table("上车点,姓名\n黄山,张三\n"), None);
    let late = "x\n".repeat(10) + "上车点,发车时间\n黄山,2020-02-25 08:00\n";
    assert_eq!(table(late), None);
}

#[test]
fn reading_stops_one_beyond_the_most() {
    let rows = "黄山市,2020-02-25 08:00\n".repeat(MAX_TRIPS + 50);
    assert_eq!(
        table(format!("上车点,发车时间\n{rows}"))
            .unwrap()
            .rows
            .len(),
        MAX_TRIPS + 1
    );
}
