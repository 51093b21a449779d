//! The picture or document that goes with a notice.

use super::super::words;
use super::NoticeError;

words! {
    /// Kind of a file, found by looking at its first bytes; its word is its media type.
    FileKind {
        /// JPEG picture.
        Jpeg => "image/jpeg",
        /// PNG picture.
        Png => "image/png",
        /// PDF document.
        Pdf => "application/pdf",
        /// Plain text: what a worker asked to be given of their own data, never a notice's.
        Text => "text/plain; charset=utf-8",
    }
}

const MEBIBYTE: u64 = 1024 * 1024;

/// Longest name, in characters.
const MAX_NAME: usize = 60;

impl FileKind {
    /// Largest file of this kind, in bytes: what Telegram takes as a photo; for documents less than it takes, so
    /// that a phone on a slow line can load it.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Jpeg | Self::Png => 10 * MEBIBYTE,
            Self::Pdf | Self::Text => 20 * MEBIBYTE,
        }
    }

    /// Whether it is shown as a picture, rather than kept as a document.
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Jpeg | Self::Png => true,
            Self::Pdf | Self::Text => false,
        }
    }

    /// How its name ends.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Pdf => &[".pdf"],
            Self::Text => &[".txt"],
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// Why a file cannot go with a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither JPEG, PNG nor PDF.
    #[error("only JPEG and PNG pictures and PDF documents can be sent")]
    UnknownKind,
    /// Larger than its kind may be.
    #[error("the file has {size} bytes; at most {max} can be sent")]
    TooLarge {
        /// Its length in bytes.
        size: u64,
        /// The most allowed.
        max: u64,
    },
}

/// A file with its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct NoticeFile {
    /// Name as shown to the reader: no path, no control characters, 1 to 60 characters, its kind's ending.
    pub name: String,
    /// Kind.
    pub kind: FileKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What a file is, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Name as shown to the reader.
    pub name: String,
    /// Kind.
    pub kind: FileKind,
    /// Length in bytes.
    pub size: u64,
    /// Hash of its bytes, in hexadecimal.
    pub hash: String,
}

/// Shows no bytes.
impl std::fmt::Debug for NoticeFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NoticeFile")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("size", &self.bytes.len())
            .finish()
    }
}

impl NoticeFile {
    /// Recognises a file by its first bytes, whatever it is called.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn recognise(name: &str, bytes: Vec<u8>) -> Result<Self, FileError> {
        if bytes.is_empty() {
            return Err(FileError::Empty);
        }
        let kind = FileKind::of(&bytes).ok_or(FileError::UnknownKind)?;
        fits(kind, bytes.len() as u64)?;
        let name = name_for(name, kind);
        Ok(Self { name, kind, bytes })
    }
}

impl FileInfo {
    pub(super) fn check(&self) -> Result<(), NoticeError> {
        fits(self.kind, self.size).map_err(NoticeError::File)
    }
}

fn fits(kind: FileKind, size: u64) -> Result<(), FileError> {
    let max = kind.max_bytes();
    match size > max {
        true => Err(FileError::TooLarge { size, max }),
        false => Ok(()),
    }
}

/// A name that is safe to show and to save under.
fn name_for(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Beside control characters also those that turn the direction of writing around, which hide an ending.
    let safe = |c: &char| {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_control() && !turns && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*')
    };
    let name: String = last.chars().filter(safe).collect();
    let name = name.trim_end_matches([' ', '.']);
    let endings = kind.endings();
    let lower = name.to_ascii_lowercase();
    let ending = endings.iter().find(|ending| lower.ends_with(**ending));
    let ending = ending.or(endings.first()).copied().unwrap_or_default();
    let stem = match lower.ends_with(ending) {
        true => &name[..name.len() - ending.len()],
        false => name,
    };
    let stem: String = stem.chars().take(MAX_NAME - ending.len()).collect();
    match stem.trim_matches([' ', '.']) {
        "" => format!("file{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PDF: &[u8] = b"%PDF-1.7";

    fn named(name: &str) -> String {
        NoticeFile::recognise(name, PDF.to_vec()).unwrap().name
    }

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        let kind = |bytes: &[u8]| NoticeFile::recognise("x.pdf", bytes.to_vec()).map(|f| f.kind);
        assert_eq!(kind(&[0xff, 0xd8, 0xff, 0xe0]), Ok(FileKind::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n.."), Ok(FileKind::Png));
        assert_eq!(kind(PDF), Ok(FileKind::Pdf));
        assert_eq!(kind(b""), Err(FileError::Empty));
        for other in [&b"GIF89a"[..], b"PK\x03\x04", b"<svg", b"%PD", b"\x89PNG"] {
            assert_eq!(kind(other), Err(FileError::UnknownKind));
        }
        let mut large = vec![0xff, 0xd8, 0xff];
        large.resize(10 * 1024 * 1024 + 1, 0);
        assert!(matches!(kind(&large), Err(FileError::TooLarge { .. })));
        large[..5].copy_from_slice(b"%PDF-");
        assert_eq!(kind(&large), Ok(FileKind::Pdf));
    }

    #[test]
    fn names_are_made_safe_and_keep_their_ending() {
        assert_eq!(named("致新温州人.pdf"), "致新温州人.pdf");
        assert_eq!(named("C:\\Users\\a\\letter.PDF"), "letter.pdf");
        assert_eq!(named("../../etc/passwd"), "passwd.pdf");
        assert_eq!(named("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie x.pdf");
        assert_eq!(named("photo.jpg"), "photo.jpg.pdf");
        assert_eq!(named("\u{202e}fdp.exe"), "fdp.exe.pdf");
        for nothing in ["", ".pdf", "/", "..."] {
            assert_eq!(named(nothing), "file.pdf", "{nothing:?}");
        }
        assert_eq!(named(&"长".repeat(100)).chars().count(), MAX_NAME);
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_safe_one(name in ".{0,100}") {
            let safe = named(&name);
            prop_assert!((5..=MAX_NAME).contains(&safe.chars().count()), "{safe:?}");
            prop_assert!(safe.ends_with(".pdf") && !safe.chars().any(|c| c.is_control() || "/\\\"".contains(c)));
        }
    }
}
