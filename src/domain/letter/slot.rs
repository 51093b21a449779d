//! Placeholders: finding them in a text.

use super::super::words;
use super::LetterError;
use std::ops::Range;

words! {
    /// What a letter can say of its reader.
    Placeholder {
        /// Name as registered.
        Name => "name",
        /// Target employer.
        Employer => "employer",
        /// The trip on which they have a seat.
        Trip => "trip",
    }
}

impl Placeholder {
    /// Greatest length of its value in UTF-16 code units; what is longer is cut. A name of 40 characters
    /// ([`MAX_NAME_CHARS`](super::super::identity::MAX_NAME_CHARS)) fits even when each takes two units.
    pub const fn max_units(self) -> usize {
        match self {
            Self::Name | Self::Employer => 80,
            Self::Trip => 160,
        }
    }

    /// Words that could stand for it, for an error's advice.
    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Name => "friend",
            Self::Employer => "your employer",
            Self::Trip => "a trip of your choice",
        }
    }
}

/// Something in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Braced {
    /// `{{` or `}}`: the sign itself.
    Sign(&'static str),
    /// A placeholder with the words for those of whom it is not known.
    Slot(Placeholder, String),
}

/// Longest text quoted in an error, in characters.
const QUOTED: usize = 40;

/// Finds everything in braces, in order. A `}` alone is a character like any other.
pub(super) fn braced(text: &str) -> Result<Vec<(Range<usize>, Braced)>, LetterError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '}']) {
        let from = at + next;
        let rest = &text[from..];
        let (length, what) = match rest {
            rest if rest.starts_with("{{") => (2, Some(Braced::Sign("{"))),
            rest if rest.starts_with("}}") => (2, Some(Braced::Sign("}"))),
            rest if rest.starts_with('}') => (1, None),
            rest => {
                let (length, slot) = slot(rest)?;
                (length, Some(slot))
            }
        };
        at = from + length;
        found.extend(what.map(|what| (from..at, what)));
    }
    Ok(found)
}

/// The placeholder with which `text` begins, and its length in bytes.
fn slot(text: &str) -> Result<(usize, Braced), LetterError> {
    let inside = text
        .find(['}', '\n'])
        .filter(|end| text[*end..].starts_with('}'))
        .map(|end| &text[1..end])
        .filter(|inside| !inside.contains('{'))
        .ok_or(LetterError::LoneBrace)?;
    // A Chinese keyboard has the wide bar at hand.
    let (name, words) = match inside.split_once(['|', '｜']) {
        Some((name, words)) => (name.trim(), words.trim()),
        None => (inside.trim(), ""),
    };
    if name.is_empty() {
        return Err(LetterError::LoneBrace);
    }
    let what = Placeholder::parse(name)
        .ok_or_else(|| LetterError::UnknownPlaceholder(name.chars().take(QUOTED).collect()))?;
    if words.is_empty() {
        return Err(LetterError::NoWords(what));
    }
    Ok((inside.len() + 2, Braced::Slot(what, words.to_owned())))
}
