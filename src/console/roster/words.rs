//! Faults of files and cells in words.

use crate::domain::identity::{MAX_NAME_CHARS, NameError, ResidentIdError};
use crate::domain::roster::{CellFault, Field, RowKind};
use crate::locale::label::Label;
use crate::locale::label::roster::RosterLabel;
use crate::sheet::{Column, Fault, MAX_ROWS, SheetError, column_letters};
use crate::store::roster::Refused;

use super::super::parts::Tone;

/// A file's refusal as it is kept: a word and the place.
pub fn refused(error: &SheetError) -> Refused {
    let reason = match &error.fault {
        Fault::TooLarge | Fault::Swells => "too_large",
        Fault::TooManyRows => "too_many_rows",
        Fault::TooManyColumns => "too_wide",
        Fault::LongCell => "long_cell",
        Fault::OldWorkbook => "old",
        Fault::Protected => "protected",
        Fault::NotATable => "no_table",
        Fault::Damaged => "damaged",
        Fault::Encoding => "encoding",
        Fault::Empty => "empty",
        Fault::NoColumn { wanted } => match wanted.as_slice() {
            [Column::ResidentId] => "no_ids",
            [Column::Name] => "no_names",
            [..] => "no_heads",
        },
    };
    let row = error.row.map(|row| row.to_string()).unwrap_or_default();
    let letters = error.column.map(column_letters).unwrap_or_default();
    Refused {
        reason: reason.to_owned(),
        place: format!("{letters}{row}"),
    }
}

/// A refusal in words; `None` where reading merely broke off.
pub fn refusal(refused: &Refused) -> Option<RosterLabel> {
    let place = match refused.place.as_str() {
        "" => "1".to_owned(),
        place => place.to_owned(),
    };
    Some(match refused.reason.as_str() {
        "too_large" => RosterLabel::SheetTooLarge,
        "too_many_rows" => RosterLabel::SheetTooManyRows { rows: MAX_ROWS },
        "too_wide" => RosterLabel::SheetTooWide { place },
        "long_cell" => RosterLabel::SheetLongCell { place },
        "old" => RosterLabel::SheetOld,
        "protected" => RosterLabel::SheetProtected,
        "no_table" => RosterLabel::SheetNotATable,
        "damaged" => RosterLabel::SheetDamaged { place },
        "encoding" => RosterLabel::SheetEncoding,
        "empty" => RosterLabel::SheetEmpty,
        "no_ids" => RosterLabel::SheetNoIds { place },
        "no_names" => RosterLabel::SheetNoNames { place },
        "no_heads" => RosterLabel::SheetNoHeads,
        _ => return None,
    })
}

/// A cell's fault in words.
pub fn cell_fault(fault: CellFault) -> RosterLabel {
    match fault {
        CellFault::Missing => RosterLabel::FaultMissing,
        CellFault::Rounded => RosterLabel::FaultRounded,
        CellFault::TwoPeople => RosterLabel::FaultTwoPeople,
        CellFault::Name(NameError::TooLong { .. }) => RosterLabel::FaultNameLong {
            most: MAX_NAME_CHARS,
        },
        CellFault::Name(NameError::Empty) => RosterLabel::FaultMissing,
        CellFault::Name(NameError::NotAName) => RosterLabel::FaultName,
        CellFault::ResidentId(error) => match error {
            ResidentIdError::Empty => RosterLabel::FaultMissing,
            ResidentIdError::Length { digits } => RosterLabel::FaultIdLength { digits },
            ResidentIdError::FifteenDigits => RosterLabel::FaultIdFifteen,
            ResidentIdError::NotDigits => RosterLabel::FaultIdDigits,
            ResidentIdError::TooYoung { min_age } => RosterLabel::FaultIdYoung { age: min_age },
            ResidentIdError::Province
            | ResidentIdError::BirthDate
            | ResidentIdError::FutureBirth
            | ResidentIdError::Checksum => RosterLabel::FaultIdWrong,
        },
        CellFault::Mobile(_) => RosterLabel::FaultMobile,
    }
}

/// Name of a field.
pub fn field(field: Field) -> Label {
    match field {
        Field::Name => Label::ColName,
        Field::ResidentId => Label::ColResidentId,
        Field::Mobile => Label::ColMobile,
    }
}

/// Name and tone of a kind of row.
pub fn kind(kind: RowKind) -> (Tone, RosterLabel) {
    match kind {
        RowKind::Matched => (Tone::Good, RosterLabel::KindMatched),
        RowKind::New => (Tone::Plain, RosterLabel::KindNew),
        RowKind::Duplicate => (Tone::Busy, RosterLabel::KindDuplicate),
        RowKind::Listed => (Tone::Plain, RosterLabel::KindListed),
        RowKind::Wrong => (Tone::Bad, RosterLabel::KindWrong),
    }
}
