//! What a notice says, in each language.

use super::super::language::Locale;
use super::super::letter::{Letter, units_of};
use super::{FileInfo, MAX_TITLE, MAX_UNITS, NoticeError, NoticeOptions};
use serde::{Deserialize, Serialize};

/// The text of a notice in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// Language.
    pub locale: Locale,
    /// Heading, at most [`MAX_TITLE`] characters; plain text.
    pub title: String,
    /// Body, as typed: a [`Letter`].
    pub body: String,
}

impl NoticeText {
    /// The body as a letter; one that was approved before there were letters, and is none, stays as typed.
    pub fn letter(&self) -> Letter {
        Letter::parse(&self.body).unwrap_or_else(|_| Letter::verbatim(&self.body))
    }

    /// Length of the message in UTF-16 code units for the reader with whom it is longest.
    ///
    /// # Errors
    /// [`NoticeError::Letter`].
    pub fn units(&self) -> Result<usize, NoticeError> {
        let locale = self.locale;
        let letter = Letter::parse(&self.body);
        let letter = letter.map_err(|error| NoticeError::Letter { locale, error })?;
        let title = match self.title.trim() {
            "" => 0,
            title => units_of(title) + 1,
        };
        Ok(title + letter.max_units())
    }
}

/// Picks the text for a reader: their language, else the other Chinese script for a Chinese reader, else the
/// authoritative Simplified Chinese.
pub fn text_for(texts: &[NoticeText], reader: Locale) -> Option<&NoticeText> {
    let order = match reader {
        Locale::ZhHans => [Locale::ZhHans, Locale::ZhHant, Locale::En],
        Locale::ZhHant => [Locale::ZhHant, Locale::ZhHans, Locale::En],
        Locale::En => [Locale::En, Locale::ZhHans, Locale::ZhHant],
    };
    order
        .iter()
        .find_map(|locale| texts.iter().find(|text| text.locale == *locale))
}

/// Checks what a notice says before it is approved: Simplified Chinese present, every text a letter that fits one
/// message whoever reads it, buttons with addresses that can be opened, a file that can be sent.
///
/// # Errors
/// [`NoticeError`], naming language and cause; the first one found.
pub fn check_texts(
    texts: &[NoticeText],
    options: &NoticeOptions,
    file: Option<&FileInfo>,
) -> Result<(), NoticeError> {
    if !texts.iter().any(|text| text.locale == Locale::ZhHans) {
        return Err(NoticeError::NoText);
    }
    texts.iter().try_for_each(check_text)?;
    options.check()?;
    file.map_or(Ok(()), FileInfo::check)
}

/// Checks the text of one language: a letter that fits one message whoever reads it.
///
/// # Errors
/// [`NoticeError`], naming language and cause.
pub fn check_text(text: &NoticeText) -> Result<(), NoticeError> {
    let locale = text.locale;
    if text.body.trim().is_empty() {
        return Err(match locale {
            Locale::ZhHans => NoticeError::NoText,
            Locale::ZhHant | Locale::En => NoticeError::EmptyText(locale),
        });
    }
    let length = text.title.trim().chars().count();
    if length > MAX_TITLE {
        return Err(NoticeError::TitleTooLong { locale, length });
    }
    match text.units()? {
        units if units > MAX_UNITS => Err(NoticeError::TooLong { locale, units }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::letter::{Construct, LetterError};
    use super::super::{FileError, FileKind, NoticeButton};
    use super::*;

    fn text(locale: Locale, title: &str, body: &str) -> NoticeText {
        NoticeText {
            locale,
            title: title.to_owned(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let texts = [text(Locale::ZhHans, "", "x"), text(Locale::En, "", "y")];
        assert_eq!(
            text_for(&texts, Locale::ZhHant).unwrap().locale,
            Locale::ZhHans
        );
        assert_eq!(text_for(&texts, Locale::En).unwrap().locale, Locale::En);
        assert!(text_for(&[], Locale::En).is_none());
    }

    #[test]
    fn every_fault_is_named_with_its_language() {
        let check = |texts: &[NoticeText]| check_texts(texts, &NoticeOptions::default(), None);
        let hans = text(Locale::ZhHans, "通知", "欢迎回来");
        assert_eq!(check(&[]), Err(NoticeError::NoText));
        assert_eq!(
            check(&[text(Locale::En, "", "x")]),
            Err(NoticeError::NoText)
        );
        assert_eq!(
            check(&[text(Locale::ZhHans, "通知", " ")]),
            Err(NoticeError::NoText)
        );
        assert_eq!(
            check(&[hans.clone(), text(Locale::En, "Notice", "")]),
            Err(NoticeError::EmptyText(Locale::En))
        );
        let wrong = text(Locale::En, "", "# Come back");
        assert!(matches!(
            check(&[hans.clone(), wrong]),
            Err(NoticeError::Letter {
                locale: Locale::En,
                error: LetterError::Unsupported {
                    what: Construct::Heading,
                    ..
                }
            })
        ));
        let (locale, length) = (Locale::ZhHant, MAX_TITLE + 1);
        assert_eq!(
            check(&[hans.clone(), text(locale, &"長".repeat(length), "x")]),
            Err(NoticeError::TitleTooLong { locale, length })
        );
        assert_eq!(check(&[hans]), Ok(()));
    }

    #[test]
    fn the_length_counts_heading_longest_values_and_units_of_a_phone() {
        let check = |title: &str, body: &str| {
            let texts = [text(Locale::ZhHans, title, body)];
            check_texts(&texts, &NoticeOptions::default(), None)
        };
        let too_long = |units| {
            Err(NoticeError::TooLong {
                locale: Locale::ZhHans,
                units,
            })
        };
        assert_eq!(check("", &"长".repeat(MAX_UNITS)), Ok(()));
        assert_eq!(check("", &"🚌".repeat(2_049)), too_long(4_098));
        assert_eq!(check("通知", &"长".repeat(4_094)), too_long(4_097));
        let body = format!("{}{{name|友}}", "长".repeat(4_016));
        assert_eq!(check("", &body), Ok(()));
        assert_eq!(check("", &format!("{body}。")), too_long(4_097));
        assert_eq!(
            check("", &format!("**{}**", "长".repeat(MAX_UNITS))),
            Ok(())
        );
    }

    #[test]
    fn buttons_stand_once_and_read_more_opens_a_page() {
        let check = |buttons: &[NoticeButton], read_more: Option<&str>| {
            let options = NoticeOptions {
                buttons: buttons.to_vec(),
                read_more: read_more.map(str::to_owned),
                ..NoticeOptions::default()
            };
            check_texts(&[text(Locale::ZhHans, "", "x")], &options, None)
        };
        use NoticeButton::{ReadMore, Register, Stop};
        assert_eq!(check(&[Register, Stop], None), Ok(()));
        assert_eq!(
            check(&[Stop, Register, Stop], None),
            Err(NoticeError::ButtonTwice(Stop))
        );
        let page = Some("https://example.com/x");
        assert_eq!(check(&[Register, ReadMore, Stop], page), Ok(()));
        for nothing in [None, Some(" ")] {
            assert_eq!(
                check(&[ReadMore], nothing),
                Err(NoticeError::ReadMoreNeedsAddress)
            );
        }
        assert_eq!(
            check(&[ReadMore], Some("http://example.com")),
            Err(NoticeError::BadAddress("http://example.com".to_owned()))
        );
    }

    #[test]
    fn a_file_beyond_its_kind_is_refused() {
        let mut file = FileInfo {
            name: "a.jpg".to_owned(),
            kind: FileKind::Jpeg,
            size: FileKind::Jpeg.max_bytes(),
            hash: String::new(),
        };
        let check = |file: &FileInfo| {
            let texts = [text(Locale::ZhHans, "", "x")];
            check_texts(&texts, &NoticeOptions::default(), Some(file))
        };
        assert_eq!(check(&file), Ok(()));
        file.size += 1;
        assert!(matches!(
            check(&file),
            Err(NoticeError::File(FileError::TooLarge { .. }))
        ));
    }
}
