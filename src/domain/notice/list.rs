//! An uploaded list of people: who is on it, and which rows say nothing.

use super::super::identity::{Mobile, MobileError, ResidentId, ResidentIdError};
use std::collections::HashSet;

/// Somebody on a list, by at least one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Mobile number.
    pub mobile: Option<Mobile>,
    /// Resident ID.
    pub resident_id: Option<ResidentId>,
}

/// Why a number on a list cannot be read. Carries nothing of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The row has neither a mobile number nor a resident ID.
    #[error("neither a mobile number nor a resident ID")]
    Nothing,
    /// The mobile number.
    #[error("mobile number: {0}")]
    Mobile(MobileError),
    /// The resident ID.
    #[error("resident ID: {0}")]
    ResidentId(ResidentIdError),
    /// A spreadsheet program took the number for a quantity and rounded it: `5.20199E+17`.
    #[error(
        "the number was rounded by the spreadsheet program; format the column as text and enter it again"
    )]
    Rounded,
}

/// A number that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Row in the file, from 1.
    pub row: u32,
    /// Column, from 0; `None` when the row has nothing at all.
    pub column: Option<usize>,
    /// Why.
    pub why: EntryError,
}

/// A list as read: `rows_read` is the sum of the entries, the duplicates and the unreadable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRead {
    /// The people, each once, in the order of the file.
    pub entries: Vec<ListEntry>,
    /// Rows with something in them, without headings and what stands above.
    pub rows_read: usize,
    /// Rows for somebody whom another row has already: with the same resident ID, or without one and with the same
    /// mobile number. Two resident IDs that share a mobile number are two people.
    pub duplicates: usize,
    /// Rows that are left out, because no number in them can be read.
    pub unreadable: Vec<Unread>,
    /// Numbers that cannot be read in rows that are taken by their other number.
    pub passed_over: Vec<Unread>,
}

/// Puts a list together row by row.
#[derive(Debug, Default)]
pub struct ListReader {
    read: ListRead,
    ids: HashSet<ResidentId>,
    /// Mobile numbers of entries with a resident ID.
    mobiles_of_ids: HashSet<Mobile>,
    /// Mobile numbers of entries without one.
    bare_mobiles: HashSet<Mobile>,
}

/// A cell's number, as read or not; `None` where the cell is empty.
pub type Number<T> = Option<Result<T, Unread>>;

impl ListReader {
    /// Adds a row.
    pub fn add(&mut self, row: u32, mobile: Number<Mobile>, resident_id: Number<ResidentId>) {
        self.read.rows_read += 1;
        let (mobile, unread_mobile) = split(mobile);
        let (resident_id, unread_id) = split(resident_id);
        let unread = unread_id.into_iter().chain(unread_mobile);
        if mobile.is_none() && resident_id.is_none() {
            let nothing = Unread {
                row,
                column: None,
                why: EntryError::Nothing,
            };
            self.read
                .unreadable
                .push(unread.into_iter().next().unwrap_or(nothing));
            return;
        }
        self.read.passed_over.extend(unread);
        let is_new = match (&resident_id, &mobile) {
            (Some(id), mobile) => {
                self.mobiles_of_ids.extend(mobile.clone());
                self.ids.insert(id.clone())
            }
            (None, Some(mobile)) => self.bare_mobiles.insert(mobile.clone()),
            (None, None) => false,
        };
        match is_new {
            true => self.read.entries.push(ListEntry {
                mobile,
                resident_id,
            }),
            false => self.read.duplicates += 1,
        }
    }

    /// The list.
    pub fn finish(mut self) -> ListRead {
        let known = self.mobiles_of_ids;
        let before = self.read.entries.len();
        self.read.entries.retain(|entry| {
            let is_bare = entry.resident_id.is_none();
            !(is_bare
                && entry
                    .mobile
                    .as_ref()
                    .is_some_and(|mobile| known.contains(mobile)))
        });
        self.read.duplicates += before - self.read.entries.len();
        self.read
    }
}

fn split<T>(number: Number<T>) -> (Option<T>, Option<Unread>) {
    match number {
        Some(Ok(number)) => (Some(number), None),
        Some(Err(unread)) => (None, Some(unread)),
        None => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mobile(n: u32) -> Mobile {
        Mobile::parse(&format!("1540000{n:04}")).unwrap()
    }

    fn id() -> ResidentId {
        ResidentId::try_from("520199199003070013".to_owned()).unwrap()
    }

    #[test]
    fn a_row_for_somebody_whom_another_row_has_is_a_duplicate() {
        let mut list = ListReader::default();
        list.add(2, Some(Ok(mobile(1))), None);
        list.add(3, Some(Ok(mobile(1))), None);
        list.add(4, Some(Ok(mobile(2))), Some(Ok(id())));
        list.add(5, None, Some(Ok(id())));
        list.add(6, Some(Ok(mobile(2))), None);
        list.add(7, None, None);
        let read = list.finish();
        assert_eq!((read.rows_read, read.duplicates), (6, 3));
        assert_eq!(read.entries.len(), 2);
        assert_eq!(read.unreadable[0].why, EntryError::Nothing);
    }

    #[test]
    fn a_row_with_one_good_number_counts_and_the_other_is_told() {
        let bad = Unread {
            row: 9,
            column: Some(1),
            why: EntryError::Mobile(MobileError::Length),
        };
        let mut list = ListReader::default();
        list.add(9, Some(Err(bad.clone())), Some(Ok(id())));
        list.add(9, Some(Err(bad.clone())), None);
        let read = list.finish();
        assert_eq!(
            (read.passed_over, read.unreadable),
            (vec![bad.clone()], vec![bad])
        );
        assert_eq!(read.entries.len(), 1);
    }

    proptest! {
        #[test]
        fn the_order_of_the_rows_does_not_change_the_figures(
            rows in prop::collection::vec((prop::option::of(0..4_u32), any::<bool>()), 0..12).prop_shuffle()
        ) {
            let figures = |rows: &[(Option<u32>, bool)]| {
                let mut list = ListReader::default();
                for (mobile_no, with_id) in rows {
                    list.add(1, mobile_no.map(mobile).map(Ok), with_id.then(|| Ok(id())));
                }
                let read = list.finish();
                prop_assert_eq!(read.rows_read, read.entries.len() + read.duplicates + read.unreadable.len());
                Ok((read.entries.len(), read.duplicates))
            };
            let mut sorted = rows.clone();
            sorted.sort_unstable();
            prop_assert_eq!(figures(&rows)?, figures(&sorted)?);
        }
    }
}
