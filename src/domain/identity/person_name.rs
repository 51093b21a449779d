//! The name of a person (domain §3).

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::is_invisible;

/// The longest name, in characters after NFKC. Long enough for a Uyghur name with its father's.
pub const MAX_NAME_CHARS: usize = 40;

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("no name given")]
    Empty,
    /// Longer than any name.
    #[error("a name has at most {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// No letter at all, or digits, symbols, emoji or control characters among them.
    #[error("this is no name")]
    NotAName,
}

/// A person's name: letters or ideographs, parted by single spaces, `·`, hyphens, apostrophes or full stops;
/// 1 to [`MAX_NAME_CHARS`] characters.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    /// Reads what somebody typed: NFKC, trimmed, runs of spaces made one, the various middle dots made `·`.
    ///
    /// # Errors
    /// [`NameError`] names the cause.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text: String = text
            .nfkc()
            .filter(|ch| !is_invisible(*ch))
            .map(middle_dot)
            .collect();
        if text.trim().chars().any(char::is_control) {
            return Err(NameError::NotAName);
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if name.chars().count() > MAX_NAME_CHARS {
            return Err(NameError::TooLong {
                max: MAX_NAME_CHARS,
            });
        }
        if name.chars().all(is_name_part) && name.chars().any(char::is_alphabetic) {
            Ok(Self(name))
        } else {
            Err(NameError::NotAName)
        }
    }

    /// The full name: for rosters, tickets' print-outs and the worker's own read-back, never for logs.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first character and a star for each further one: `张*` (domain §3). A name of one character is
    /// `*`, because its mask would be the name.
    pub fn masked(&self) -> String {
        let stars = "*".repeat(self.0.chars().count().saturating_sub(1));
        match self.0.chars().next() {
            Some(first) if !stars.is_empty() => format!("{first}{stars}"),
            Some(_) | None => "*".to_owned(),
        }
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", self.masked())
    }
}

impl TryFrom<String> for PersonName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

/// Keyboards and word processors write the dot of 阿凡提·买买提 in many ways.
fn middle_dot(ch: char) -> char {
    match ch {
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{30FB}' | '\u{FF65}' => '·',
        other => other,
    }
}

fn is_name_part(ch: char) -> bool {
    // The block of pictographs has letters in frames, which Unicode calls alphabetic.
    let is_pictograph = matches!(ch, '\u{1F000}'..='\u{1FAFF}');
    let is_letter = ch.is_alphabetic() || is_combining_mark(ch);
    let is_mark = matches!(ch, ' ' | '·' | '-' | '\'' | '’' | '.');
    is_mark || (is_letter && !is_pictograph && !is_variation_selector(ch))
}

/// Combining marks that turn a character into an emoji.
fn is_variation_selector(ch: char) -> bool {
    matches!(ch, '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_many_kinds() {
        let cases = [
            (" 张三 ", "张三", "张*"),
            ("欧阳　娜娜", "欧阳 娜娜", "欧****"),
            ("阿凡提•买买提", "阿凡提·买买提", "阿******"),
            (
                "O'Neil J. Smith-Lee",
                "O'Neil J. Smith-Lee",
                "O******************",
            ),
            ("𠮷", "𠮷", "*"),
            ("ئەخمەت", "ئەخمەت", "ئ*****"),
        ];
        for (text, name, masked) in cases {
            let parsed = PersonName::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(parsed.expose(), name);
            assert_eq!(parsed.masked(), masked);
            assert_eq!(format!("{parsed:?}"), format!("PersonName({masked})"));
        }
        assert!(PersonName::parse(&"张".repeat(MAX_NAME_CHARS)).is_ok());
    }

    #[test]
    fn each_cause_is_named() {
        use NameError::*;
        let long = "张".repeat(MAX_NAME_CHARS + 1);
        let cases = [
            ("", Empty),
            ("  ", Empty),
            (
                long.as_str(),
                TooLong {
                    max: MAX_NAME_CHARS,
                },
            ),
            ("张3", NotAName),
            ("·", NotAName),
            ("- '", NotAName),
            ("张\u{7}三", NotAName),
            ("😀", NotAName),
            ("张😀", NotAName),
            ("🅰", NotAName),
            ("❤️", NotAName),
            ("张\n三", NotAName),
            ("张①", NotAName),
            ("<b>", NotAName),
            ("=1+1", NotAName),
        ];
        for (text, error) in cases {
            assert_eq!(PersonName::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn sealed_state_is_checked_again() {
        let name = PersonName::parse("张三").unwrap();
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, "\"张三\"");
        assert_eq!(serde_json::from_str::<PersonName>(&json).unwrap(), name);
        assert!(serde_json::from_str::<PersonName>("\"123\"").is_err());
    }

    proptest! {
        #[test]
        fn what_parses_is_bounded_and_parses_again(text in any::<String>()) {
            if let Ok(name) = PersonName::parse(&text) {
                let chars = name.expose().chars().count();
                prop_assert!((1..=MAX_NAME_CHARS).contains(&chars));
                prop_assert_eq!(name.masked().chars().count(), chars);
                prop_assert_eq!(PersonName::parse(name.expose()), Ok(name.clone()));
            }
        }

        #[test]
        fn masks_show_one_character(name in "[\u{4e00}-\u{9fa5}]{2,8}") {
            let masked = PersonName::parse(&name).unwrap().masked();
            prop_assert_eq!(masked.chars().filter(|ch| *ch != '*').count(), 1);
        }
    }
}
