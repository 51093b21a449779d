//! Division codes: six digits that carry province, city and county (GB/T 2260; domain §3).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The provincial prefixes a code or a resident ID may begin with: the 31 of the mainland, then
/// Taiwan 71, Hong Kong 81, Macau 82 and 83 of the Taiwan residents' permit (domain §3).
pub const PROVINCE_PREFIXES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// Beijing, Tianjin, Shanghai, Chongqing: provinces without a city level of their own.
const MUNICIPALITIES: [u32; 4] = [11, 12, 31, 50];

/// The middle digits of counties which a province governs itself (仙桃 429004, 济源 419001).
const DIRECTLY_ADMINISTERED: u32 = 90;

/// How high in the hierarchy a code stands; higher levels order first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A province, autonomous region, municipality or special region: `520000`.
    Province,
    /// A prefecture-level city, prefecture, league: `520100`.
    City,
    /// A county, district, county-level city, banner: `520102`.
    County,
}

/// Why a text is no division code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceCodeError {
    /// Not exactly six ASCII digits.
    #[error("a division code has six digits")]
    NotSixDigits,
    /// The first two digits are no province ([`PROVINCE_PREFIXES`]).
    #[error("no province has this division code")]
    Province,
}

/// A division code of six digits whose province exists. The county part is not checked against the
/// list, because resident IDs carry codes that were abolished since (domain §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(u32);

impl PlaceCode {
    /// Reads exactly six ASCII digits, without trimming.
    ///
    /// # Errors
    /// [`PlaceCodeError`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, PlaceCodeError> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PlaceCodeError::NotSixDigits);
        }
        let number = text.parse().map_err(|_| PlaceCodeError::NotSixDigits)?;
        let code = Self(number);
        if PROVINCE_PREFIXES.contains(&code.province_prefix()) {
            Ok(code)
        } else {
            Err(PlaceCodeError::Province)
        }
    }

    /// The level the code's zeros tell: `520000` a province, `520100` a city, anything else a county.
    pub fn level(self) -> Level {
        if self.0.is_multiple_of(10_000) {
            Level::Province
        } else if self.0.is_multiple_of(100) {
            Level::City
        } else {
            Level::County
        }
    }

    /// The province the place lies in, or the place itself if it is one.
    pub fn province(self) -> Self {
        Self(self.province_prefix() * 10_000)
    }

    /// The city the place lies in, or the place itself if it is one. A municipality counts as its own
    /// city (`500105` → `500000`). `None` for other provinces and for counties directly under one.
    pub fn city(self) -> Option<Self> {
        if self.is_in_municipality() {
            return Some(self.province());
        }
        match self.level() {
            Level::Province => None,
            Level::City => Some(self),
            Level::County if self.0 / 100 % 100 == DIRECTLY_ADMINISTERED => None,
            Level::County => Some(Self(self.0 / 100 * 100)),
        }
    }

    /// Whether `other` is this place or lies in it: `330000` contains `330302`. A municipality's
    /// formal city codes (`500100`, `500200`) stand for the whole of it.
    pub fn contains(self, other: Self) -> bool {
        match self.level() {
            Level::Province => self.province() == other.province(),
            Level::City if self.is_in_municipality() => self.province() == other.province(),
            Level::City => self.0 / 100 == other.0 / 100,
            Level::County => self == other,
        }
    }

    fn province_prefix(self) -> u32 {
        self.0 / 10_000
    }

    fn is_in_municipality(self) -> bool {
        MUNICIPALITIES.contains(&self.province_prefix())
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl std::str::FromStr for PlaceCode {
    type Err = PlaceCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = PlaceCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> PlaceCode {
        PlaceCode::parse(text).unwrap()
    }

    #[test]
    fn only_six_digits_of_a_known_province_parse() {
        for text in ["", "33030", "3303022", "33030a", "３３０３０２", " 330302"] {
            assert_eq!(
                PlaceCode::parse(text),
                Err(PlaceCodeError::NotSixDigits),
                "{text}"
            );
        }
        assert_eq!(PlaceCode::parse("990101"), Err(PlaceCodeError::Province));
        assert_eq!(
            code("520199").to_string(),
            "520199",
            "an unassigned county is soft"
        );
    }

    #[test]
    fn parents_follow_the_digits() {
        assert_eq!(code("330302").province(), code("330000"));
        assert_eq!(code("330302").city(), Some(code("330300")));
        assert_eq!(code("330300").city(), Some(code("330300")));
        assert_eq!(code("330000").city(), None);
        assert_eq!(
            code("500235").city(),
            Some(code("500000")),
            "a municipality is its own city"
        );
        assert_eq!(code("429004").city(), None, "directly under its province");
        assert!(code("330000").level() < code("330300").level());
        assert_eq!(code("330302").level(), Level::County);
    }

    #[test]
    fn containment_knows_municipalities() {
        assert!(code("330000").contains(code("330302")));
        assert!(code("330300").contains(code("330302")));
        assert!(code("330302").contains(code("330302")));
        assert!(!code("330302").contains(code("330300")));
        assert!(!code("330300").contains(code("330402")));
        assert!(code("500000").contains(code("500235")));
        assert!(code("500100").contains(code("500235")));
    }

    #[test]
    fn serde_is_a_checked_string() {
        assert_eq!(
            serde_json::to_string(&code("330302")).unwrap(),
            "\"330302\""
        );
        assert_eq!(
            serde_json::from_str::<PlaceCode>("\"330302\"").unwrap(),
            code("330302")
        );
        assert!(serde_json::from_str::<PlaceCode>("\"3303\"").is_err());
    }
}
