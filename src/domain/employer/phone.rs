//! The number under which somebody of an employer, or a helper, is called.

use crate::domain::identity::Mobile;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A telephone number in the mainland: a mobile, or a landline with its area code. Personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads what somebody typed: a mobile as [`Mobile::parse`] does, or a landline of 10 to 12 digits that begins
    /// with 0, an extension of at most six digits after it; `None` for anything else. Two ways of writing one
    /// number give the same.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(mobile) = Mobile::parse(text) {
            return Some(Self(mobile.expose().to_owned()));
        }
        let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
        let cut = folded
            .split_once("转")
            .or_else(|| folded.split_once("轉"))
            .or_else(|| folded.split_once("ext"));
        let (number, extension) = cut.unwrap_or((&folded, ""));
        let number = digits(number.strip_prefix("+86").unwrap_or(number))?;
        let extension = digits(extension)?;
        let fits = number.starts_with('0')
            && !number.starts_with("00")
            && (10..=12).contains(&number.len())
            && extension.len() <= 6;
        let whole = match extension.as_str() {
            "" => number,
            extension => format!("{number}-{extension}"),
        };
        fits.then_some(Self(whole))
    }

    /// The whole number: for sealing into storage and for who asked for it, never for logs.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first three digits and the last four: `154****0001`, `057****1234`.
    pub fn masked(&self) -> String {
        let tail = self.0.len().saturating_sub(4);
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("{}****{}", part(0..3), part(tail..self.0.len()))
    }
}

/// The digits of a part, whatever people put between them; `None` where there is something else.
fn digits(text: &str) -> Option<String> {
    let is_mark =
        |c: &char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '.' | ':' | '‐' | '–' | '—');
    let rest: String = text.chars().filter(|c| !is_mark(c)).collect();
    rest.bytes().all(|b| b.is_ascii_digit()).then_some(rest)
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mobiles_and_landlines_are_read_however_they_are_written() {
        for (text, number, mask) in [
            ("154 0000 0001", "15400000001", "154****0001"),
            ("+86-15400000001", "15400000001", "154****0001"),
            ("０５７７－８８８０１２３４", "057788801234", "057****1234"),
            ("(0577) 8880 1234", "057788801234", "057****1234"),
            ("0577-88801234转801", "057788801234-801", "057****-801"),
            (
                "+86 0577 88801234 ext. 801",
                "057788801234-801",
                "057****-801",
            ),
        ] {
            let read = Phone::parse(text).unwrap();
            assert_eq!(
                (read.expose(), read.masked().as_str()),
                (number, mask),
                "{text}"
            );
            assert!(!format!("{read:?}").contains(number));
        }
        for text in [
            "",
            "110",
            "88801234",
            "00577888012",
            "154****0001",
            "0577-8880-ab",
            "0577888012341234",
        ] {
            assert_eq!(Phone::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered_and_read_again_the_same(text in "\\PC{0,24}") {
            if let Some(phone) = Phone::parse(&text) {
                let again = phone.expose().replace('-', "转");
                prop_assert_eq!(Phone::parse(&again), Some(phone));
            }
        }
    }
}
