//! The resident ID number (GB 11643; domain §3).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::super::place::PlaceCode;
use super::is_separator;

/// The youngest age at which somebody may work, in full years (domain §3).
pub const MIN_AGE: u8 = 16;

/// Weights of the first 17 digits (GB 11643; domain §3).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character by the weighted sum modulo 11 (GB 11643; domain §3).
const CHECK_CHARACTERS: [u8; 11] = *b"10X98765432";

/// Nobody who travels was born earlier; such a year is a typing error. Outside knowledge.
const EARLIEST_BIRTH_YEAR: i32 = 1900;

/// Why a text is no acceptable resident ID number. Carries nothing of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResidentIdError {
    /// Nothing but spaces and hyphens.
    #[error("no number given")]
    Empty,
    /// Neither 18 characters nor 15.
    #[error("18 characters are needed, {digits} were given")]
    Length {
        /// Characters given, without spaces and hyphens.
        digits: usize,
    },
    /// A number of the first generation, no longer valid.
    #[error("a number of 15 digits is no longer valid")]
    FifteenDigits,
    /// Something else than digits, or an X not at the end.
    #[error("only digits, and X at the end, are allowed")]
    NotDigits,
    /// The first two digits are no province.
    #[error("the first two digits are no province")]
    Province,
    /// The birth date is on no calendar or before 1900.
    #[error("the birth date does not exist")]
    BirthDate,
    /// The birth date is after today.
    #[error("the birth date is in the future")]
    FutureBirth,
    /// A valid number of somebody too young to work.
    #[error("the holder is younger than {min_age}")]
    TooYoung {
        /// The required age in full years.
        min_age: u8,
    },
    /// The last character does not fit the others: somewhere a digit is wrong.
    #[error("the check character does not fit")]
    Checksum,
}

/// A resident ID number of 18 characters (GB 11643) whose province, birth date and check character hold.
/// The county part may be unassigned or abolished (domain §3).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResidentId {
    text: String,
    county: PlaceCode,
    birth: NaiveDate,
}

impl ResidentId {
    /// Reads what somebody typed: NFKC, upper-case X, spaces and hyphens dropped. `today` is the date in
    /// Asia/Shanghai; on the 16th birthday the holder is old enough.
    ///
    /// # Errors
    /// The first cause found, in this order: form, province, birth date, future, check character, age. Age
    /// comes last, because before the check character holds a wrong year may be a typing error.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, ResidentIdError> {
        let (id, check) = Self::read(text)?;
        if id.birth > today {
            return Err(ResidentIdError::FutureBirth);
        }
        check?;
        match today.years_since(id.birth) {
            Some(age) if age >= u32::from(MIN_AGE) => Ok(id),
            Some(_) | None => Err(ResidentIdError::TooYoung { min_age: MIN_AGE }),
        }
    }

    /// Everything that does not depend on today; apart from it, whether the check character fits.
    fn read(text: &str) -> Result<(Self, Result<(), ResidentIdError>), ResidentIdError> {
        let text = normalized_id(text)?;
        let county = text
            .get(..6)
            .and_then(|prefix| PlaceCode::parse(prefix).ok());
        let county = county.ok_or(ResidentIdError::Province)?;
        let birth = birth_date(&text).ok_or(ResidentIdError::BirthDate)?;
        let fits = text.bytes().last() == Some(check_character(&text));
        let check = if fits {
            Ok(())
        } else {
            Err(ResidentIdError::Checksum)
        };
        Ok((
            Self {
                text,
                county,
                birth,
            },
            check,
        ))
    }

    /// The full number: for sealing into storage, for the roster and for a logged reveal, never for logs.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The number without birth date and most of the sequence: `520199********0013` (domain §3).
    pub fn masked(&self) -> String {
        format!(
            "{}********{}",
            self.text.get(..6).unwrap_or_default(),
            self.tail4()
        )
    }

    /// The last four characters, which is all that the crew sees when boarding (domain §2).
    pub fn tail4(&self) -> &str {
        self.text.get(14..).unwrap_or_default()
    }

    /// The holder's birth date, 1900 or later.
    pub fn birth_date(&self) -> NaiveDate {
        self.birth
    }

    /// The first six digits: the county where the number was issued, perhaps no longer on the list.
    pub fn county_code(&self) -> PlaceCode {
        self.county
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", self.masked())
    }
}

impl TryFrom<String> for ResidentId {
    type Error = ResidentIdError;

    /// For numbers that were accepted before, as in sealed session state: checks all but today's date.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (id, check) = Self::read(&text)?;
        check.map(|()| id)
    }
}

impl From<ResidentId> for String {
    fn from(id: ResidentId) -> Self {
        id.text
    }
}

/// 17 digits and a digit or X, all ASCII.
fn normalized_id(text: &str) -> Result<String, ResidentIdError> {
    let text: String = text
        .nfkc()
        .filter(|ch| !is_separator(*ch))
        .collect::<String>()
        .to_uppercase();
    if text.is_empty() {
        return Err(ResidentIdError::Empty);
    }
    let body = text.strip_suffix('X').unwrap_or(&text);
    if !body.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ResidentIdError::NotDigits);
    }
    match text.len() {
        18 => Ok(text),
        15 if body.len() == 15 => Err(ResidentIdError::FifteenDigits),
        digits => Err(ResidentIdError::Length { digits }),
    }
}

fn birth_date(text: &str) -> Option<NaiveDate> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(6, 10)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(10, 12)?, number(12, 14)?)?;
    (date.year() >= EARLIEST_BIRTH_YEAR).then_some(date)
}

/// The check character that belongs to the first 17 digits of an ASCII text.
fn check_character(text: &str) -> u8 {
    let products = text
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight);
    CHECK_CHARACTERS[products.sum::<u32>() as usize % CHECK_CHARACTERS.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The synthetic number of domain §3, born 7 March 1990.
    const GOOD: &str = "520199199003070013";

    fn today() -> NaiveDate {
        day(2020, 2, 23)
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn parse(text: &str) -> Result<ResidentId, ResidentIdError> {
        ResidentId::parse(text, today())
    }

    fn with_check(body: &str) -> String {
        format!("{body}{}", char::from(check_character(body)))
    }

    #[test]
    fn the_synthetic_number_reads_and_masks() {
        let id = parse(GOOD).unwrap();
        assert_eq!(id.expose(), GOOD);
        assert_eq!(id.masked(), "520199********0013");
        assert_eq!(format!("{id:?}"), "ResidentId(520199********0013)");
        assert_eq!(id.tail4(), "0013");
        assert_eq!(id.birth_date(), day(1990, 3, 7));
        assert_eq!(id.county_code().to_string(), "520199");
    }

    #[test]
    fn the_same_number_in_other_spellings() {
        for text in [
            " 520199 1990 0307 0013 ",
            "520199-19900307-0013",
            "５２０１９９１９９００３０７００１３",
            "520199–19900307—0013",
        ] {
            assert_eq!(parse(text).unwrap().expose(), GOOD, "{text}");
        }
        let with_x = (0..1000).map(|seq| with_check(&format!("52019919900307{seq:03}")));
        let with_x = with_x.into_iter().find(|id| id.ends_with('X')).unwrap();
        assert_eq!(parse(&with_x.to_lowercase()).unwrap().expose(), with_x);
    }

    #[test]
    fn each_cause_is_named() {
        use ResidentIdError::*;
        let cases = [
            ("", Empty),
            (" - ", Empty),
            ("52019919900307001", Length { digits: 17 }),
            ("5201991990030700133", Length { digits: 19 }),
            ("52019919900307X", Length { digits: 15 }),
            ("520199900307001", FifteenDigits),
            ("我没有身份证", NotDigits),
            ("52019919900307001A", NotDigits),
            ("5201991990030X0013", NotDigits),
            ("990199199003070013", Province),
            ("000000000000000000", Province),
            ("520199199002300013", BirthDate),
            ("520199190002290013", BirthDate),
            ("520199180003070013", BirthDate),
            ("520199202003070013", FutureBirth),
            ("520199199003070014", Checksum),
            ("520199199003070031", Checksum),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn sixteen_is_old_enough_on_the_birthday() {
        let too_young = Err(ResidentIdError::TooYoung { min_age: MIN_AGE });
        assert!(parse(&with_check("52019920040223001")).is_ok());
        assert_eq!(parse(&with_check("52019920040224001")), too_young);
        let leap = with_check("52019920040229001");
        assert_eq!(ResidentId::parse(&leap, day(2020, 2, 28)), too_young);
        assert!(ResidentId::parse(&leap, day(2020, 2, 29)).is_ok());
    }

    #[test]
    fn sealed_state_is_checked_again_but_for_age() {
        let id = parse(GOOD).unwrap();
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{GOOD}\""));
        assert_eq!(serde_json::from_str::<ResidentId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<ResidentId>("\"520199199003070014\"").is_err());
        let child = with_check("52019920150307001");
        assert!(serde_json::from_str::<ResidentId>(&format!("\"{child}\"")).is_ok());
    }

    prop_compose! {
        fn body()(
            province in prop::sample::select(&super::super::super::place::PROVINCE_PREFIXES[..]),
            county in 0..10_000_u32,
            days in 0..36_000_i64,
            sequence in 0..1000_u32,
        ) -> String {
            let birth = day(1900, 1, 1) + chrono::TimeDelta::days(days);
            format!("{province}{county:04}{}{sequence:03}", birth.format("%Y%m%d"))
        }
    }

    proptest! {
        #[test]
        fn any_valid_body_with_its_check_character_parses(body in body()) {
            let text = with_check(&body);
            let id = parse(&text).unwrap();
            prop_assert_eq!(id.expose(), &text);
            let masked = id.masked();
            prop_assert_eq!(masked.len(), 18);
            prop_assert_eq!(&masked[6..14], "********");
            let debug = format!("{id:?}");
            prop_assert!(!debug.contains(&text[6..14]));
        }

        #[test]
        fn any_single_changed_digit_is_noticed(body in body(), at in 0..18_usize, add in 1..10_u8) {
            let mut bytes = with_check(&body).into_bytes();
            bytes[at] = match bytes[at] {
                b'X' => b'0' + add,
                digit => b'0' + (digit - b'0' + add) % 10,
            };
            prop_assert!(parse(&String::from_utf8(bytes).unwrap()).is_err());
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[0-9xX \\-０-９]{0,24}") {
            let _ = parse(&text);
            let _ = parse(&digits);
        }
    }
}
