//! Body temperatures, in tenths of a degree Celsius.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A measured body temperature: 34.0 to 43.0 °C, in steps of 0.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Temperature(u16);

/// Why something is not a body temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemperatureError {
    /// Not a number of degrees with at most one decimal.
    #[error("not a temperature such as 36.5")]
    Unreadable,
    /// No living person has it: mistyped, or the thermometer is wrong.
    #[error("a body temperature lies between 34.0 and 43.0")]
    Impossible,
}

impl Temperature {
    /// Highest that boards where nothing else is set (invariant 7).
    pub const LIMIT: Self = Self(373);

    const RANGE: std::ops::RangeInclusive<u16> = 340..=430;

    /// From tenths of a degree.
    ///
    /// # Errors
    /// [`TemperatureError::Impossible`].
    pub fn from_tenths(tenths: u16) -> Result<Self, TemperatureError> {
        let possible = Self::RANGE.contains(&tenths);
        possible
            .then_some(Self(tenths))
            .ok_or(TemperatureError::Impossible)
    }

    /// Tenths of a degree.
    pub const fn tenths(self) -> u16 {
        self.0
    }
}

impl FromStr for Temperature {
    type Err = TemperatureError;

    /// As crews type it: `36.5`, `36,5`, `36。5`, full-width digits, with or without a degree sign; `365` too.
    fn from_str(typed: &str) -> Result<Self, TemperatureError> {
        let typed: String = typed.nfkc().collect();
        let typed = typed.trim().trim_end_matches(['C', 'c', '°', '度', ' ']);
        let parts: Vec<_> = typed.split(['.', ',', '。', '、']).collect();
        let number = |digits: &str| {
            digits
                .parse::<u16>()
                .map_err(|_| TemperatureError::Unreadable)
        };
        let plain = |digits: &str| digits.chars().all(|c| c.is_ascii_digit());
        if !parts.iter().all(|part| plain(part)) {
            return Err(TemperatureError::Unreadable);
        }
        let tenths = match parts.as_slice() {
            [whole] if whole.len() == 3 => number(whole)?,
            [whole] if whole.len() <= 2 => number(whole)? * 10,
            [whole, tenth] if whole.len() <= 2 && tenth.len() == 1 => {
                number(whole)? * 10 + number(tenth)?
            }
            _ => return Err(TemperatureError::Unreadable),
        };
        Self::from_tenths(tenths)
    }
}

impl fmt::Display for Temperature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl TryFrom<u16> for Temperature {
    type Error = TemperatureError;

    fn try_from(tenths: u16) -> Result<Self, TemperatureError> {
        Self::from_tenths(tenths)
    }
}

impl From<Temperature> for u16 {
    fn from(temperature: Temperature) -> Self {
        temperature.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_read_as_crews_type_it() {
        for typed in [
            "37.3",
            "37,3",
            "37。3",
            "３７．３",
            " 37.3 °C",
            "373",
            "37.3度",
        ] {
            assert_eq!(typed.parse(), Ok(Temperature(373)), "{typed}");
        }
        assert_eq!("37".parse(), Ok(Temperature(370)));
        for typed in ["", "warm", "37.35", "-37", "3.7.3", "1e2", "+37"] {
            let read = typed.parse::<Temperature>();
            assert_eq!(read, Err(TemperatureError::Unreadable), "{typed}");
        }
        for typed in ["33.9", "43.1", "3", "98"] {
            let read = typed.parse::<Temperature>();
            assert_eq!(read, Err(TemperatureError::Impossible), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(tenths in 340u16..=430) {
            let temperature = Temperature::from_tenths(tenths).unwrap();
            prop_assert_eq!(temperature.to_string().parse(), Ok(temperature));
        }

        #[test]
        fn nothing_typed_panics(typed in ".{0,12}") {
            let _ = typed.parse::<Temperature>();
        }
    }
}
