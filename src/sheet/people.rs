//! A list of people, by mobile number or resident ID.

use super::{
    Column, Columns, Fault, HEADER_WITHIN, Row, Rows, Sheet, SheetError, find_header, is_rounded,
};
use crate::domain::identity::{Mobile, ResidentId};
use crate::domain::notice::{EntryError, ListRead, ListReader, Unread};

const WANTED: [Column; 2] = [Column::Mobile, Column::ResidentId];

/// Reads the people of a list: the columns headed as mobile number or resident ID; without such headings in the
/// first ten rows, the columns that hold such numbers there. A row counts when one of its numbers can be read.
///
/// # Errors
/// [`SheetError`]: [`Fault::NoColumn`] when there is no such column, else what reading a row says. A number that
/// cannot be read is no error: it is in the list with its place.
pub fn people(sheet: &mut Sheet) -> Result<ListRead, SheetError> {
    let mut rows = sheet.rows();
    let first = rows
        .by_ref()
        .take(HEADER_WITHIN)
        .collect::<Result<Vec<_>, _>>()?;
    let found = find_header(&first, &WANTED).map(|(at, columns)| (at + 1, columns));
    let found = found.or_else(|| Some((0, told_by_content(&first)?)));
    let Some((skip, columns)) = found else {
        drop(rows);
        return Err(sheet.error(Fault::NoColumn {
            wanted: WANTED.to_vec(),
        }));
    };
    read_rows(first.into_iter().skip(skip), rows, &columns)
}

fn read_rows(
    first: impl Iterator<Item = Row>,
    rest: Rows<'_>,
    columns: &Columns,
) -> Result<ListRead, SheetError> {
    let mut list = ListReader::default();
    for row in first.map(Ok).chain(rest) {
        let row = row?;
        let cell = |column| {
            let at = columns.at(column)?;
            let text = row.cell(at);
            (!text.is_empty()).then_some((at, text))
        };
        let unread = |at, why| Unread {
            row: row.number,
            column: Some(at),
            why,
        };
        let mobile =
            cell(Column::Mobile).map(|(at, text)| mobile(text).map_err(|why| unread(at, why)));
        let id = cell(Column::ResidentId)
            .map(|(at, text)| resident_id(text).map_err(|why| unread(at, why)));
        list.add(row.number, mobile, id);
    }
    Ok(list.finish())
}

fn mobile(text: &str) -> Result<Mobile, EntryError> {
    if is_rounded(text) {
        return Err(EntryError::Rounded);
    }
    Mobile::parse(text).map_err(EntryError::Mobile)
}

/// Age does not matter here: a list says whom to look for, and whoever is found has registered.
fn resident_id(text: &str) -> Result<ResidentId, EntryError> {
    if is_rounded(text) {
        return Err(EntryError::Rounded);
    }
    ResidentId::try_from(text.to_owned()).map_err(EntryError::ResidentId)
}

/// The columns in which at least half of what stands in the first rows are such numbers.
fn told_by_content(rows: &[Row]) -> Option<Columns> {
    let holds = |is_one: fn(&str) -> bool| {
        let width = rows
            .iter()
            .map(|row| row.cells().len())
            .max()
            .unwrap_or_default();
        (0..width).find(|at| {
            let filled = rows
                .iter()
                .map(|row| row.cell(*at))
                .filter(|cell| !cell.is_empty());
            let (good, all) = filled.fold((0, 0), |(good, all), cell| {
                (good + usize::from(is_one(cell)), all + 1)
            });
            good > 0 && good * 2 >= all
        })
    };
    let mobiles = holds(|text| mobile(text).is_ok()).map(|at| (Column::Mobile, at));
    let ids = holds(|text| resident_id(text).is_ok()).map(|at| (Column::ResidentId, at));
    let found: Vec<_> = mobiles.into_iter().chain(ids).collect();
    (!found.is_empty()).then(|| Columns::by_content(found))
}
