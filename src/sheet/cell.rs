//! A cell's text as a person sees it.

use super::Fault;
use super::MAX_CELL_CHARS;
use calamine::{DataRef, ExcelDateTime};
use unicode_normalization::UnicodeNormalization;

/// From here on a number has more digits than a spreadsheet program keeps.
const ROUNDED_FROM: f64 = 1e15;

/// The text of a cell, cleaned.
pub(super) fn text_of(value: &DataRef<'_>) -> Result<String, Fault> {
    match value {
        DataRef::Empty => Ok(String::new()),
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(number) => Ok(number_text(*number)),
        DataRef::String(text) => clean(text),
        DataRef::SharedString(text) => clean(text),
        DataRef::Bool(true) => Ok("TRUE".into()),
        DataRef::Bool(false) => Ok("FALSE".into()),
        DataRef::DateTime(moment) => Ok(moment_text(moment)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => clean(text),
        DataRef::Error(error) => Ok(error.to_string()),
    }
}

/// What a person typed, without what cannot be seen: NFKC (so full-width digits are digits), no zero-width
/// characters, direction marks or other control characters than line breaks and tabs, no spaces around, and without
/// the two ways of telling a spreadsheet program that a number is text: `="154…"` and `'154…`.
pub(super) fn clean(text: &str) -> Result<String, Fault> {
    if text.len() > MAX_CELL_CHARS && text.chars().count() > MAX_CELL_CHARS {
        return Err(Fault::LongCell);
    }
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    let cleaned: String = match text.bytes().all(is_plain) {
        true => text.to_owned(),
        false => text.nfkc().filter(|ch| !is_unseen(*ch)).collect(),
    };
    let trimmed = cleaned.trim();
    let formula = trimmed
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'));
    let apostrophe = trimmed
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit() || ch == '+'));
    Ok(formula.or(apostrophe).unwrap_or(trimmed).trim().to_owned())
}

/// Zero-width characters, direction marks, and control characters that part neither lines nor columns.
fn is_unseen(ch: char) -> bool {
    let is_control = ch.is_control() && ch != '\n' && ch != '\t';
    is_control
        || matches!(ch, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A number in all its digits: 15400000001, not 1.54E+10 and not 15400000001.0. From 16 digits on, where the last
/// ones are lost, in scientific notation, so that nobody takes them for digits; see [`super::is_rounded`].
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    if number.abs() >= ROUNDED_FROM {
        return format!("{number:.5E}").replacen('E', "E+", 1);
    }
    // Fifteen digits are what a spreadsheet program shows: 0.3, not 0.30000000000000004.
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Without the sign of minus zero.
    format!("{}", shown + 0.0)
}

/// `2020-02-23`, with ` 08:00` or ` 08:00:30` when there is a time of day; a time alone or a duration as `08:00`.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    if moment.is_duration() {
        let seconds = (moment.as_f64() * 86_400.0).round().max(0.0) as u64;
        return format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (moment.as_f64() < 1.0, moment.as_f64().fract() == 0.0) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::is_rounded;

    #[test]
    fn numbers_are_shown_in_all_their_digits_while_they_have_them() {
        for (number, text) in [
            (15_400_000_001.0, "15400000001"),
            (0.0, "0"),
            (-0.0, "0"),
            (37.3, "37.3"),
            (0.1 + 0.2, "0.3"),
            (1e-7, "0.0000001"),
            (-12.5, "-12.5"),
            (999_999_999_999_999.0, "999999999999999"),
            (520_199_199_003_070_013.0, "5.20199E+17"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn scientific_notation_is_recognised() {
        for text in ["5.20199E+17", "5.20199199003070E+17", "5e+17"] {
            assert!(is_rounded(text), "{text}");
        }
        for text in [
            "520199199003070013",
            "E+17",
            "5.2E",
            "5.2E17x",
            "a.bE+1",
            "车E+1",
            "",
        ] {
            assert!(!is_rounded(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        for (raw, seen) in [
            (" 15400000001\u{a0}", "15400000001"),
            ("１５４００００ ０００１", "1540000 0001"),
            ("\u{feff}张三\u{200b}", "张三"),
            ("张\u{202e}三", "张三"),
            ("=\"15400000001\"", "15400000001"),
            ("'15400000001", "15400000001"),
            ("'quoted'", "'quoted'"),
            ("=1+1", "=1+1"),
            ("two\r\nlines", "two\nlines"),
            ("　", ""),
        ] {
            assert_eq!(clean(raw).unwrap(), seen);
        }
        assert_eq!(
            clean(&"长".repeat(MAX_CELL_CHARS + 1)),
            Err(Fault::LongCell)
        );
        assert!(clean(&"长".repeat(MAX_CELL_CHARS)).is_ok());
    }

    #[test]
    fn dates_are_written_the_way_that_cannot_be_misread() {
        let kind = calamine::ExcelDateTimeType::DateTime;
        let moment = |value| moment_text(&ExcelDateTime::new(value, kind, false));
        assert_eq!(moment(43_884.0), "2020-02-23");
        assert_eq!(moment(43_884.5), "2020-02-23 12:00");
        assert_eq!(moment(0.5), "12:00");
        let kind = calamine::ExcelDateTimeType::TimeDelta;
        assert_eq!(moment_text(&ExcelDateTime::new(1.5, kind, false)), "36:00");
    }
}
