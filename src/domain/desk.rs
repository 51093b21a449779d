//! What the bureau's staff do for one worker: look for them, and act on their behalf (domain reference §4: entry on
//! someone's behalf with the helper recorded).

use super::identity::{Mobile, PersonName, ResidentId};
use super::words;
use chrono::NaiveDate;

words! {
    /// Something done on a worker's behalf; each is told to the worker and stands in the audit.
    Deed {
        /// A consent was given, or refused.
        Consent => "consent",
        /// The answers were submitted: a registration, or a change of it.
        Submitted => "submitted",
        /// A health code was recorded as observed.
        Health => "health",
        /// The registration was withdrawn, and seat or place in line given up.
        Withdrawn => "withdrawn",
        /// An offered seat was taken.
        OfferTaken => "offer_taken",
        /// An offered seat was left to the next in line.
        OfferDeclined => "offer_declined",
        /// The line was left.
        LineLeft => "line_left",
        /// Another seat of the same trip was taken.
        SeatChanged => "seat_changed",
        /// A new ticket was issued, the old one revoked.
        NewTicket => "new_ticket",
        /// The name was corrected.
        Name => "name",
        /// Something about the people they travel with.
        Party => "party",
        /// Notices were refused, or asked for again.
        Notices => "notices",
    }
}

/// Whom somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The one with this resident ID.
    Id(ResidentId),
    /// Everybody with this mobile.
    Mobile(Mobile),
    /// Everybody in whose name this occurs; letters in lower case.
    Name(String),
}

/// Why a text looks for nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WantedError {
    /// Nothing typed.
    #[error("nothing to look for")]
    Empty,
    /// A number that is no whole resident ID and no mobile.
    #[error("neither a whole resident ID nor a mobile number")]
    Number,
    /// No number and no part of a name.
    #[error("no part of a name")]
    NotAName,
}

/// From so many digits on a text is meant as a number.
const NUMBER: usize = 4;

impl Wanted {
    /// Reads what somebody typed: a resident ID, a mobile number or a part of a name, each as the domain reads it
    /// anywhere (full-width digits, spaces, hyphens, +86; domain reference §3).
    ///
    /// # Errors
    /// [`WantedError`] names the cause and repeats nothing of the text.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, WantedError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(WantedError::Empty);
        }
        if let Ok(mobile) = Mobile::parse(text) {
            return Ok(Self::Mobile(mobile));
        }
        if let Ok(id) = ResidentId::parse(text, today) {
            return Ok(Self::Id(id));
        }
        if text.chars().filter(|c| c.is_numeric()).count() >= NUMBER {
            return Err(WantedError::Number);
        }
        let name = PersonName::parse(text).map_err(|_| WantedError::NotAName)?;
        Ok(Self::Name(name.expose().to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Wanted, WantedError> {
        Wanted::parse(text, NaiveDate::from_ymd_opt(2020, 2, 23).unwrap())
    }

    #[test]
    fn numbers_are_read_however_they_are_typed() {
        for text in [
            "520199199003070013",
            " 520199 19900307 0013 ",
            "５２０１９９１９９００３０７００１３",
            "520199-19900307-0013",
        ] {
            assert!(
                matches!(parse(text), Ok(Wanted::Id(id)) if id.expose() == "520199199003070013"),
                "{text}"
            );
        }
        for text in [
            "15400000001",
            "+86 154 0000 0001",
            "００８６１５４０００００００１",
        ] {
            assert!(
                matches!(parse(text), Ok(Wanted::Mobile(mobile)) if mobile.expose() == "15400000001"),
                "{text}"
            );
        }
    }

    #[test]
    fn everything_else_is_a_name_or_nothing() {
        assert_eq!(parse(" 小明 "), Ok(Wanted::Name("小明".into())));
        assert_eq!(parse("MARIA  Lo"), Ok(Wanted::Name("maria lo".into())));
        assert_eq!(parse("  "), Err(WantedError::Empty));
        assert_eq!(parse("1540000"), Err(WantedError::Number));
        assert_eq!(parse("520199199003070014"), Err(WantedError::Number));
        assert_eq!(parse("%"), Err(WantedError::NotAName));
    }

    proptest! {
        /// Whatever is typed, nothing panics, and a name to look for has no pattern's signs in it.
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            if let Ok(Wanted::Name(name)) = parse(&text) {
                prop_assert!(!name.is_empty() && !name.contains(['%', '_', '\\']));
            }
        }
    }
}
