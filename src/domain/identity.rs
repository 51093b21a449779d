//! Who somebody is: resident ID number, mobile number and name, checked at the door and shown masked
//! (bulletin P2; domain §3).
//!
//! None of the three prints more than its mask with `{:?}` and none can be displayed, so a log line or a
//! careless `format!` does not leak them; [`ResidentId::expose`] and its like say aloud what they do.

mod mobile;
mod person_name;
mod resident_id;

pub use mobile::{Mobile, MobileError};
pub use person_name::{MAX_NAME_CHARS, NameError, PersonName};
pub use resident_id::{MIN_AGE, ResidentId, ResidentIdError};

/// What people put between the groups of a number: spaces, hyphens and dashes of any width, and the
/// invisible characters that come along when a number is pasted.
fn is_separator(ch: char) -> bool {
    ch.is_whitespace()
        || is_invisible(ch)
        || matches!(ch, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Zero-width characters and direction marks.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a text is a number in scientific notation, as a resident ID becomes when a spreadsheet program takes it
/// for a number: its last digits are lost for good.
pub fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    is_number(whole) && is_number(fraction) && exponent.strip_prefix('+').is_some_and(is_number)
}
