//! Before a workbook is opened: is it what it says, and does it stay within bounds when unpacked?
//!
//! A workbook is a zip archive of XML parts. What its directory claims about their size need not be true, so every
//! part is unpacked once to nowhere and measured. The shared strings, which the reader keeps in memory, are looked
//! at more closely: how many elements there are, and how many the part announces, because the reader makes room for
//! as many as are announced. Entities are never expanded by the reader, so a billion laughs stay one.

use super::{Fault, MAX_INFLATED};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of a workbook; one with pictures and a hundred sheets has some hundreds.
const MAX_PARTS: usize = 2_000;

/// Strings that the shared strings may announce.
const MAX_STRINGS: u64 = 2_000_000;

/// Tags in the shared strings; a string takes at least three, mostly four.
const MAX_STRING_TAGS: u64 = 8_000_000;

/// How a file begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive, which a workbook is.
    Workbook,
    /// Anything else that may be a text.
    Text,
}

/// Looks at how a file begins, whatever its name is.
pub(super) fn kind_of(bytes: &[u8]) -> Result<Kind, Fault> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"PK\x03\x04") {
        return Ok(Kind::Workbook);
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        // An encrypted .xlsx wears the same cover as an old .xls; the name of its stream tells.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        return Err(
            match bytes.windows(name.len()).any(|window| window == name) {
                true => Fault::Protected,
                false => Fault::OldWorkbook,
            },
        );
    }
    if [
        &b"%PDF"[..],
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"Rar!",
        b"7z\xBC\xAF",
    ]
    .into_iter()
    .any(begins)
    {
        return Err(Fault::NotATable);
    }
    Ok(Kind::Text)
}

/// Unpacks every part to nowhere, within bounds.
pub(super) fn check_archive(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault_of(&error))?;
    if archive.len() > MAX_PARTS {
        return Err(Fault::Swells);
    }
    let mut left = MAX_INFLATED;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| fault_of(&error))?;
        let name = String::from_utf8_lossy(part.name_raw());
        let is_strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let mut strings = is_strings.then(Strings::default);
        let mut buffer = [0; 1 << 14];
        loop {
            let read = part.read(&mut buffer).map_err(|_| Fault::Damaged)?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read).ok_or(Fault::Swells)?;
            if let Some(strings) = &mut strings {
                strings.look_at(&buffer[..read])?;
            }
        }
    }
    Ok(())
}

fn fault_of(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            Fault::Protected
        }
        _ => Fault::Damaged,
    }
}

/// What is announced as `uniqueCount="…"`, and the number of tags; looked for byte by byte, because either may lie
/// across two pieces.
#[derive(Default)]
struct Strings {
    tags: u64,
    /// Bytes of [`ANNOUNCED`] seen in a row; once complete, until the number ends.
    seen: usize,
    count: u64,
}

const ANNOUNCED: &[u8] = b"uniqueCount";

impl Strings {
    fn look_at(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        for byte in bytes {
            self.tags += u64::from(*byte == b'<');
            match ANNOUNCED.get(self.seen) {
                Some(expected) if byte == expected => self.seen += 1,
                Some(_) => self.seen = usize::from(*byte == ANNOUNCED[0]),
                None => self.digit(*byte),
            }
            if self.tags > MAX_STRING_TAGS || self.count > MAX_STRINGS {
                return Err(Fault::Swells);
            }
        }
        Ok(())
    }

    fn digit(&mut self, byte: u8) {
        match byte {
            b'0'..=b'9' => {
                let digit = u64::from(byte - b'0');
                self.count = self.count.saturating_mul(10).saturating_add(digit);
            }
            b'=' | b'"' | b'\'' | b'+' | b' ' | b'\t' | b'\r' | b'\n' if self.count == 0 => {}
            _ => (self.seen, self.count) = (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_is_found_however_it_is_cut() {
        let text = br#"<sst count="9" uniqueCount = "99999999999999">"#;
        for cut in 0..text.len() {
            let mut strings = Strings::default();
            let (a, b) = text.split_at(cut);
            let seen = strings.look_at(a).and_then(|()| strings.look_at(b));
            assert_eq!(seen, Err(Fault::Swells), "{cut}");
        }
        let mut strings = Strings::default();
        let honest = br#"<sst uniqueCount="500"><si><t>uniqueCount 2000</t></si>1234567"#;
        assert_eq!(strings.look_at(honest), Ok(()));
    }
}
