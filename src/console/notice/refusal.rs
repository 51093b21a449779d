//! Why something about a notice is refused, in words.

use crate::domain::language::Locale;
use crate::domain::letter::{LetterError, MAX_MARKS};
use crate::domain::notice::{FileError, MAX_TITLE, MAX_UNITS, NoticeError};
use crate::locale::label::notice::NoticeLabel;
use crate::sheet::{Fault, SheetError};

/// Bytes of a mebibyte.
const MEBIBYTE: u64 = 1024 * 1024;

/// Why an action on a notice, or a text of it, is refused.
pub fn refusal(error: &NoticeError) -> NoticeLabel {
    match error {
        NoticeError::OwnNotice => NoticeLabel::OwnNotice,
        NoticeError::State(_) => NoticeLabel::NotInThisState,
        NoticeError::Past => NoticeLabel::MomentPassed,
        NoticeError::NoText => NoticeLabel::TextMissing,
        NoticeError::EmptyText(language) => NoticeLabel::RefusedEmptyText {
            language: *language,
        },
        NoticeError::TitleTooLong { locale, length } => NoticeLabel::RefusedLongTitle {
            language: *locale,
            length: *length,
            most: MAX_TITLE,
        },
        NoticeError::TooLong { locale, units } => NoticeLabel::RefusedLongText {
            language: *locale,
            length: *units,
            most: MAX_UNITS,
        },
        NoticeError::Letter { locale, error } => letter(*locale, error),
        NoticeError::ReadMoreNeedsAddress => NoticeLabel::RefusedNoAddress,
        NoticeError::BadAddress(address) => NoticeLabel::RefusedAddress {
            address: address.clone(),
        },
        NoticeError::ButtonTwice(_) => NoticeLabel::RefusedButtonTwice,
        NoticeError::File(error) => file(*error),
    }
}

/// Why a text cannot be sent as it is.
pub fn letter(language: Locale, error: &LetterError) -> NoticeLabel {
    match error {
        LetterError::Unsupported { what, text } => NoticeLabel::RefusedMarkup {
            language,
            what: *what,
            text: text.clone(),
        },
        LetterError::UnknownPlaceholder(name) => NoticeLabel::RefusedPlaceholder {
            language,
            name: format!("{{{name}}}"),
        },
        LetterError::NoWords(placeholder) => NoticeLabel::RefusedNoWords {
            language,
            name: placeholder.to_string(),
        },
        LetterError::LoneBrace => NoticeLabel::RefusedBrace { language },
        LetterError::BadLink(address) => NoticeLabel::RefusedLink {
            language,
            address: address.clone(),
        },
        LetterError::EmptyLink(address) => NoticeLabel::RefusedEmptyLink {
            language,
            address: address.clone(),
        },
        LetterError::TooManyMarks(count) => NoticeLabel::RefusedMarks {
            language,
            count: *count,
            most: MAX_MARKS,
        },
    }
}

/// Why a file cannot go with a notice.
pub fn file(error: FileError) -> NoticeLabel {
    match error {
        FileError::Empty => NoticeLabel::RefusedEmptyFile,
        FileError::UnknownKind => NoticeLabel::RefusedFileKind,
        FileError::TooLarge { max, .. } => NoticeLabel::RefusedLargeFile {
            most: i64::try_from(max / MEBIBYTE).unwrap_or(i64::MAX),
        },
    }
}

/// Why a file cannot be read as a list.
pub fn sheet(error: &SheetError) -> NoticeLabel {
    let row = i64::from(error.row.unwrap_or_default());
    match &error.fault {
        Fault::TooLarge | Fault::Swells | Fault::TooManyRows | Fault::TooManyColumns => {
            NoticeLabel::SheetTooLarge
        }
        Fault::LongCell => NoticeLabel::SheetLongCell { row },
        Fault::OldWorkbook => NoticeLabel::SheetOldWorkbook,
        Fault::Protected => NoticeLabel::SheetProtected,
        Fault::NotATable => NoticeLabel::SheetNotATable,
        Fault::Damaged => NoticeLabel::SheetDamaged,
        Fault::Encoding => NoticeLabel::SheetEncoding,
        Fault::Empty => NoticeLabel::SheetEmpty,
        Fault::NoColumn { .. } => NoticeLabel::SheetNoColumn,
    }
}
