//! What is entered about an employer, and what it must be like.

use super::Listing;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;
use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name.
pub const NAME_CHARS: std::ops::RangeInclusive<usize> = 2..=60;
/// Most characters of a zone tag, a contact's role and a contact's or helper's name.
pub const SHORT_CHARS: usize = 40;

/// An employer as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerDraft {
    /// Registered name, as [`clean_name`] gives it.
    pub name: String,
    /// County-level district whose bureau looks after it.
    pub district: PlaceCode,
    /// Zone tag, if any.
    pub zone: Option<String>,
    /// Listing for charter trains (bulletin P1).
    pub listing: Listing,
}

/// A name without spaces around and with single ones inside; `None` where it is shorter or longer than
/// [`NAME_CHARS`], or has no letter.
pub fn clean_name(text: &str) -> Option<String> {
    let clean = spaced(text);
    let fits =
        NAME_CHARS.contains(&clean.chars().count()) && clean.chars().any(char::is_alphabetic);
    fits.then_some(clean)
}

/// A zone, role or person's name in the same way; `None` where it is empty or longer than [`SHORT_CHARS`].
pub fn clean_short(text: &str) -> Option<String> {
    let clean = spaced(text);
    (1..=SHORT_CHARS)
        .contains(&clean.chars().count())
        .then_some(clean)
}

fn spaced(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

/// What two spellings of one name have in common: compatibility forms unified, lower case, no spaces or punctuation.
/// “（温州）” and “(温州)” are the same firm.
pub fn name_key(name: &str) -> String {
    name.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

impl Listing {
    /// Listed from one day through another, both inclusive and open where absent; `None` where they are the wrong way
    /// round.
    pub fn through(from: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Self> {
        if let (Some(from), Some(last)) = (from, last)
            && last < from
        {
            return None;
        }
        let start = |day: NaiveDate| Timestamp::shanghai(day, 0, 0);
        let from = match from {
            Some(day) => Some(start(day)?),
            None => None,
        };
        let until = match last {
            Some(day) => Some(start(day.checked_add_days(Days::new(1))?)?),
            None => None,
        };
        Some(Self::Yes { from, until })
    }

    /// First and last day of validity, in Asia/Shanghai.
    pub fn days(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Self::No => (None, None),
            Self::Yes { from, until } => {
                let last = |until: Timestamp| Timestamp::from_millis(until.millis() - 1).date();
                (from.map(Timestamp::date), until.map(last))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn names_are_cleaned_and_compared_without_their_marks() {
        assert_eq!(clean_name("  示例  企业 "), Some("示例 企业".to_owned()));
        for text in ["", " ", "企", "12345", "——"] {
            assert_eq!(clean_name(text), None, "{text}");
        }
        assert_eq!(clean_name(&"长".repeat(61)), None);
        assert_eq!(
            name_key("示例（温州）有限公司"),
            name_key("示例(温州) 有限公司")
        );
        assert_ne!(name_key("示例企业01"), name_key("示例企业02"));
        assert_eq!(clean_short(&"长".repeat(41)), None);
    }

    #[test]
    fn a_listing_holds_from_its_first_through_its_last_day() {
        let (from, last) = (day("2020-02-20"), day("2020-02-24"));
        let listing = Listing::through(Some(from), Some(last)).unwrap();
        assert_eq!(listing.days(), (Some(from), Some(last)));
        let at = |text: &str, hour, minute| Timestamp::shanghai(day(text), hour, minute).unwrap();
        assert!(!listing.holds(at("2020-02-19", 23, 59)));
        assert!(listing.holds(at("2020-02-20", 0, 0)));
        assert!(listing.holds(at("2020-02-24", 23, 59)));
        assert!(!listing.holds(at("2020-02-25", 0, 0)));
        assert_eq!(Listing::through(Some(last), Some(from)), None);
        assert!(Listing::through(Some(from), Some(from)).is_some());
        assert_eq!(Listing::through(None, None).unwrap().days(), (None, None));
        assert!(
            Listing::through(None, None)
                .unwrap()
                .holds(at("1999-01-01", 0, 0))
        );
    }
}
