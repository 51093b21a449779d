//! The cells of a file that speak of every stop, a part each: which part belongs to which stop.

use super::fields::Fields;
use super::file::Carried;
use crate::domain::trip::MAX_STOPS;
use crate::locale::label::trip::TripLabel;
use crate::sheet::TripColumn;

/// The columns with a part for each stop, and the field that the part fills.
const COLUMNS: [(TripColumn, &str); 3] = [
    (TripColumn::Stops, "place"),
    (TripColumn::Times, "at"),
    (TripColumn::Meeting, "meet"),
];

/// Puts the parts into the fields of their stops, and says where there are not as many as stops.
pub fn put(fields: &mut Fields, row: &Carried) -> Vec<(TripColumn, TripLabel)> {
    let stops = filled(&parts(row, TripColumn::Stops));
    let mut wrong = Vec::new();
    if stops > MAX_STOPS {
        let most = MAX_STOPS as i64;
        wrong.push((TripColumn::Stops, TripLabel::FileStopsMany { most }));
    }
    for (column, what) in COLUMNS {
        let parts = parts(row, column);
        let last = filled(&parts);
        // Empty parts at the end may be written or left out; anything else would belong to no stop, or to a wrong one.
        let fits = last <= stops && stops <= parts.len();
        if stops > 0 && last > 0 && !fits {
            let given = if last > stops { last } else { parts.len() };
            wrong.extend(mismatch(column, stops, given).map(|label| (column, label)));
        }
        let filled = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !part.is_empty());
        for (at, part) in filled.take_while(|(at, _)| *at < stops) {
            fields.set(&format!("s{at}-{what}"), part);
        }
    }
    wrong
}

fn mismatch(column: TripColumn, stops: usize, given: usize) -> Option<TripLabel> {
    match column == TripColumn::Meeting {
        true => Some(TripLabel::FileMeets { stops, given }),
        false => (column == TripColumn::Times).then_some(TripLabel::FileTimes { stops, given }),
    }
}

/// The parts of a cell, each at its place. An empty one is its stop's empty value, so that none after it moves up.
fn parts(row: &Carried, column: TripColumn) -> Vec<String> {
    let cell = row.cells.iter().find(|(one, ..)| *one == column);
    let text = cell.map_or("", |(.., text)| text.as_str());
    // A line may end with its semicolon: both together part once.
    let text = text
        .replace('\r', "")
        .replace('；', ";")
        .replace(";\n", ";");
    let parts = text.split([';', '\n']).map(str::trim);
    parts.map(str::to_owned).collect()
}

/// How many parts there are up to the last that says something.
fn filled(parts: &[String]) -> usize {
    parts
        .iter()
        .rposition(|part| !part.is_empty())
        .map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(stops: &str, times: &str, meeting: &str) -> Carried {
        let cells = [stops, times, meeting].into_iter().zip(COLUMNS).enumerate();
        Carried {
            number: 2,
            cells: cells
                .map(|(at, (text, (column, _)))| (column, at, text.to_owned()))
                .collect(),
        }
    }

    fn meets(row: &Carried) -> Vec<String> {
        let mut fields = Fields::default();
        assert_eq!(put(&mut fields, row), []);
        (0..3)
            .map(|at| fields.get(&format!("s{at}-meet")).to_owned())
            .collect()
    }

    #[test]
    fn an_empty_part_stays_its_stops_empty_value() {
        let of = |meeting: &str| meets(&row("甲;乙；丙", "1;2\n3", meeting));
        assert_eq!(of("A站;;C站"), ["A站", "", "C站"]);
        assert_eq!(of("；B站；"), ["", "B站", ""]);
        assert_eq!(of("A站;\r\nB站;\nC站;\n"), ["A站", "B站", "C站"]);
        assert_eq!(of(" ; ; "), ["", "", ""]);
        assert_eq!(of(""), ["", "", ""]);
    }

    #[test]
    fn parts_that_belong_to_no_stop_are_said_and_go_nowhere() {
        let (stops, times) = ("甲;乙;丙", "1;2;3");
        for (row, wrong) in [
            (
                row(stops, times, "A站"),
                (
                    TripColumn::Meeting,
                    TripLabel::FileMeets { stops: 3, given: 1 },
                ),
            ),
            (
                row(stops, times, "A;B;C;D"),
                (
                    TripColumn::Meeting,
                    TripLabel::FileMeets { stops: 3, given: 4 },
                ),
            ),
            (
                row(stops, "1;2", ""),
                (
                    TripColumn::Times,
                    TripLabel::FileTimes { stops: 3, given: 2 },
                ),
            ),
            (
                row("1;2;3;4;5;6;7;8;9", "1;2;3;4;5;6;7;8;9", ""),
                (TripColumn::Stops, TripLabel::FileStopsMany { most: 8 }),
            ),
        ] {
            let mut fields = Fields::default();
            assert_eq!(put(&mut fields, &row), [wrong]);
            assert!(
                !fields.has_stop(9) && (stops != "甲;乙;丙" || fields.get("s3-meet").is_empty())
            );
        }
    }
}
