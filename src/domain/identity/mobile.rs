//! The mobile number (domain §3).

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::is_separator;

/// Why a text is no mobile number. Carries nothing of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MobileError {
    /// Nothing but spaces and hyphens.
    #[error("no number given")]
    Empty,
    /// Digits, but not 11 of them.
    #[error("a mobile number has 11 digits")]
    Length,
    /// Not digits, or 11 digits that no mainland mobile number begins with.
    #[error("this is no mainland mobile number")]
    NotMobile,
}

/// A mainland mobile number, `^1[3-9]\d{9}$` (domain §3), without country code.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

impl Mobile {
    /// Reads what somebody typed: NFKC, spaces, hyphens and brackets dropped, and a leading `+86` or
    /// `0086`, or the bare `86` with which a shared Telegram contact begins.
    ///
    /// # Errors
    /// [`MobileError`] names the cause.
    pub fn parse(text: &str) -> Result<Self, MobileError> {
        let is_dropped = |ch: char| is_separator(ch) || matches!(ch, '(' | ')');
        let text: String = text.nfkc().filter(|ch| !is_dropped(*ch)).collect();
        let bare = text
            .strip_prefix("+86")
            .or_else(|| text.strip_prefix("0086"));
        let bare = bare.or_else(|| text.strip_prefix("86").filter(|rest| rest.len() == 11));
        let number = bare.unwrap_or(&text);
        if text.is_empty() {
            return Err(MobileError::Empty);
        }
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MobileError::NotMobile);
        }
        if number.len() != 11 {
            return Err(MobileError::Length);
        }
        match number.as_bytes() {
            [b'1', b'3'..=b'9', ..] => Ok(Self(number.to_owned())),
            [..] => Err(MobileError::NotMobile),
        }
    }

    /// The full 11 digits: for sealing into storage and for sending, never for logs.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first three digits and the last four: `154****0001` (domain §3).
    pub fn masked(&self) -> String {
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("{}****{}", part(0..3), part(7..11))
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mobile({})", self.masked())
    }
}

impl TryFrom<String> for Mobile {
    type Error = MobileError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Mobile> for String {
    fn from(mobile: Mobile) -> Self {
        mobile.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_number() {
        for text in [
            "15400000001",
            "+86 154-0000-0001",
            "0086 15400000001",
            "8615400000001",
            "（+86）１５４００００ ０００１",
        ] {
            let mobile = Mobile::parse(text).unwrap();
            assert_eq!(mobile.expose(), "15400000001", "{text}");
            assert_eq!(mobile.masked(), "154****0001");
            assert_eq!(format!("{mobile:?}"), "Mobile(154****0001)");
        }
    }

    #[test]
    fn each_cause_is_named() {
        use MobileError::*;
        let cases = [
            ("", Empty),
            (" - ", Empty),
            ("1540000000", Length),
            ("154000000011", Length),
            ("+86", Length),
            ("12400000001", NotMobile),
            ("05770000000", NotMobile),
            ("我的手机", NotMobile),
            ("1540000000a", NotMobile),
            ("+1 5400000001", NotMobile),
        ];
        for (text, error) in cases {
            assert_eq!(Mobile::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn sealed_state_is_checked_again() {
        let mobile = Mobile::parse("15400000001").unwrap();
        let json = serde_json::to_string(&mobile).unwrap();
        assert_eq!(json, "\"15400000001\"");
        assert_eq!(serde_json::from_str::<Mobile>(&json).unwrap(), mobile);
        assert!(serde_json::from_str::<Mobile>("\"154\"").is_err());
    }

    proptest! {
        #[test]
        fn any_mobile_parses_and_hides_its_middle(number in "1[3-9][0-9]{9}") {
            let mobile = Mobile::parse(&number).unwrap();
            prop_assert_eq!(mobile.expose(), &number);
            prop_assert_eq!(&mobile.masked()[3..7], "****");
            prop_assert_eq!(mobile.masked().len(), 11);
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[+0-9 \\-]{0,16}") {
            let _ = Mobile::parse(&text);
            let _ = Mobile::parse(&digits);
        }
    }
}
