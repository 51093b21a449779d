//! One person of a roster as HR's spreadsheet has them: three cells, read strictly, each fault with its remedy.

use super::super::identity::{
    Mobile, MobileError, NameError, PersonName, ResidentId, ResidentIdError, is_rounded,
};
use super::super::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Digits in one cell from which on it holds the ID numbers of two people.
const TWO_IDS: usize = 30;

words! {
    /// What a cell of a roster is about.
    Field {
        /// The person's name.
        Name => "name",
        /// Resident ID number.
        ResidentId => "resident_id",
        /// Mobile number.
        Mobile => "mobile",
    }
}

/// A row's cells as they stand in the file, cleaned of what cannot be seen, or as somebody has corrected them.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntryCells {
    /// Name.
    pub name: String,
    /// Resident ID.
    pub resident_id: String,
    /// Mobile; may be empty.
    pub mobile: String,
    /// Whether a second column of ID numbers holds another number: a second person in the row.
    #[serde(default)]
    pub second: bool,
}

impl std::fmt::Debug for EntryCells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EntryCells(…)")
    }
}

/// A row of a roster that is about somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// Its number in the file, from 1, as a spreadsheet program counts.
    pub number: u32,
    /// What stands in it.
    pub cells: EntryCells,
    /// Column, from 0, of each of [`Field::ALL`]; `None` where the file has no such column.
    pub columns: [Option<usize>; 3],
}

/// A person whom HR declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name.
    pub name: PersonName,
    /// Resident ID, of somebody old enough to work.
    pub resident_id: ResidentId,
    /// Mobile, where HR gives one.
    pub mobile: Option<Mobile>,
}

/// What is wrong with a cell, and what to do. Carries nothing of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// There is nothing in it.
    #[error("nothing is filled in; fill it in")]
    Missing,
    /// A spreadsheet program took the number for a quantity; its last digits are lost.
    #[error(
        "the spreadsheet program has rounded the number; format the column as text and enter the number again"
    )]
    Rounded,
    /// Two people in one row or cell.
    #[error("two people stand in one row; give each a row of their own")]
    TwoPeople,
    /// No name.
    #[error("{0}; write the name alone, as on the ID card")]
    Name(NameError),
    /// No resident ID.
    #[error("{0}; check it against the ID card")]
    ResidentId(ResidentIdError),
    /// No mobile number.
    #[error("{0}; write the 11 digits, or leave the cell empty")]
    Mobile(MobileError),
}

/// A fault and the cell it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryFault {
    /// Which of the row's cells.
    pub field: Field,
    /// What is wrong with it.
    pub fault: CellFault,
}

impl EntryCells {
    /// The cell of a field.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::ResidentId => &self.resident_id,
            Field::Mobile => &self.mobile,
        }
    }

    /// Reads the person; `today` is the date in Asia/Shanghai, by which they are old enough.
    ///
    /// # Errors
    /// Every cell that is wrong, at most one fault each, in the order of [`Field::ALL`].
    pub fn read(&self, today: NaiveDate) -> Result<Entry, Vec<EntryFault>> {
        let name = read_name(&self.name);
        let resident_id = match self.second {
            true => Err(CellFault::TwoPeople),
            false => read_id(&self.resident_id, today),
        };
        let mobile = read_mobile(&self.mobile);
        match (name, resident_id, mobile) {
            (Ok(name), Ok(resident_id), Ok(mobile)) => Ok(Entry {
                name,
                resident_id,
                mobile,
            }),
            (name, resident_id, mobile) => {
                let faults = [
                    (Field::Name, name.err()),
                    (Field::ResidentId, resident_id.err()),
                    (Field::Mobile, mobile.err()),
                ];
                let found = faults
                    .into_iter()
                    .filter_map(|(field, fault)| fault.map(|fault| EntryFault { field, fault }));
                Err(found.collect())
            }
        }
    }
}

fn read_name(text: &str) -> Result<PersonName, CellFault> {
    let is_parting = |ch: char| matches!(ch, '、' | ',' | '，' | ';' | '；' | '/' | '\n');
    let people = text
        .split(is_parting)
        .filter(|part| !part.trim().is_empty());
    if people.count() > 1 {
        return Err(CellFault::TwoPeople);
    }
    match PersonName::parse(text) {
        Ok(name) => Ok(name),
        Err(NameError::Empty) => Err(CellFault::Missing),
        Err(error @ (NameError::TooLong { .. } | NameError::NotAName)) => {
            Err(CellFault::Name(error))
        }
    }
}

fn read_id(text: &str, today: NaiveDate) -> Result<ResidentId, CellFault> {
    let text = whole(text);
    if is_rounded(text) {
        return Err(CellFault::Rounded);
    }
    if text.chars().filter(char::is_ascii_digit).count() >= TWO_IDS {
        return Err(CellFault::TwoPeople);
    }
    match ResidentId::parse(text, today) {
        Ok(id) => Ok(id),
        Err(ResidentIdError::Empty) => Err(CellFault::Missing),
        // Fifteen digits are kept of a number of eighteen; the rest become noughts.
        Err(ResidentIdError::Checksum) if text.ends_with("000") => Err(CellFault::Rounded),
        Err(error) => Err(CellFault::ResidentId(error)),
    }
}

fn read_mobile(text: &str) -> Result<Option<Mobile>, CellFault> {
    let text = whole(text);
    if is_rounded(text) {
        return Err(CellFault::Rounded);
    }
    match Mobile::parse(text) {
        Ok(mobile) => Ok(Some(mobile)),
        Err(MobileError::Empty) => Ok(None),
        Err(error @ (MobileError::Length | MobileError::NotMobile)) => {
            Err(CellFault::Mobile(error))
        }
    }
}

/// Without the `.0` that a number gets when a program writes it as a quantity.
fn whole(text: &str) -> &str {
    let text = text.trim();
    match text.split_once('.') {
        Some((whole, noughts)) if !noughts.is_empty() && noughts.bytes().all(|b| b == b'0') => {
            whole
        }
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(name: &str, resident_id: &str, mobile: &str) -> EntryCells {
        EntryCells {
            name: name.to_owned(),
            resident_id: resident_id.to_owned(),
            mobile: mobile.to_owned(),
            second: false,
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 2, 23).unwrap()
    }

    #[test]
    fn each_cell_is_judged_by_itself() {
        let all_wrong = cells("", "5.20199E+17", "154").read(today()).unwrap_err();
        let expected = [
            (Field::Name, CellFault::Missing),
            (Field::ResidentId, CellFault::Rounded),
            (Field::Mobile, CellFault::Mobile(MobileError::Length)),
        ];
        let expected = expected.map(|(field, fault)| EntryFault { field, fault });
        assert_eq!(all_wrong, expected);
        let good = cells("张三", "520199199003070013.0", "")
            .read(today())
            .unwrap();
        assert_eq!(good.mobile, None);
    }

    #[test]
    fn two_people_are_told_from_one_with_an_odd_name() {
        let two = |name: &str, id: &str| {
            let faults = cells(name, id, "").read(today()).err().unwrap_or_default();
            faults.iter().any(|one| one.fault == CellFault::TwoPeople)
        };
        let id = "520199199003070013";
        assert!(two("张三、李四", id) && two("张三/李四", id));
        assert!(two("张三", &format!("{id} {id}")));
        assert!(!two("阿凡提·买买提", id) && !two("欧阳 娜娜", id));
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_the_same_again(name in "[\u{4e00}-\u{9fa5}]{2,4}", mobile in "1[3-9][0-9]{9}") {
            let first = cells(&format!(" {name} "), "５２０１９９１９９００３０７００１３", &format!("+86 {mobile}.0"));
            let read = first.read(today()).unwrap();
            let again = cells(read.name.expose(), read.resident_id.expose(), read.mobile.as_ref().unwrap().expose());
            prop_assert_eq!(again.read(today()), Ok(read));
        }

        #[test]
        fn no_cells_panic(name in any::<String>(), id in any::<String>(), mobile in "[0-9.eE+]{0,20}") {
            let _ = cells(&name, &id, &mobile).read(today());
        }
    }
}
