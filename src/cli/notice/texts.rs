//! Texts from files, one a language.

use crate::domain::language::Locale;
use crate::domain::notice::{MAX_TITLE, NoticeText};
use anyhow::Context;
use clap::Args;
use std::path::{Path, PathBuf};

/// Files of a notice's texts.
#[derive(Debug, Args)]
pub struct Files {
    /// Text in Simplified Chinese
    #[arg(long, value_name = "FILE")]
    zh_hans: PathBuf,
    /// Text in Traditional Chinese
    #[arg(long, value_name = "FILE")]
    zh_hant: Option<PathBuf>,
    /// Text in English
    #[arg(long, value_name = "FILE")]
    en: Option<PathBuf>,
}

impl Files {
    /// Reads them.
    ///
    /// # Errors
    /// Naming the file that cannot be read or holds no fit text.
    pub fn read(&self) -> anyhow::Result<Vec<NoticeText>> {
        let files = [
            (Locale::ZhHans, Some(&self.zh_hans)),
            (Locale::ZhHant, self.zh_hant.as_ref()),
            (Locale::En, self.en.as_ref()),
        ];
        let given = files
            .into_iter()
            .filter_map(|(locale, file)| Some((locale, file?)));
        given.map(|(locale, file)| read(locale, file)).collect()
    }
}

fn read(locale: Locale, file: &Path) -> anyhow::Result<NoticeText> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    let text = parse(locale, &text);
    let length = text.title.chars().count();
    anyhow::ensure!(!text.body.is_empty(), "{name} holds no text");
    anyhow::ensure!(
        length <= MAX_TITLE,
        "the heading of {name} has {length} characters; at most {MAX_TITLE} fit"
    );
    Ok(text)
}

/// A first line `# …` is the heading.
fn parse(locale: Locale, text: &str) -> NoticeText {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.trim();
    let (title, body) = match text.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", text),
    };
    NoticeText {
        locale,
        title: title.trim().to_owned(),
        body: body.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_first_line_marked_as_one() {
        let of = |text: &str| {
            let text = parse(Locale::En, text);
            (text.title, text.body)
        };
        let pair = |title: &str, body: &str| (title.to_owned(), body.to_owned());
        assert_eq!(
            of("\u{feff}# Come\r\n\r\nback\r\nsoon\r\n"),
            pair("Come", "back\nsoon")
        );
        assert_eq!(of("#no heading\nback"), pair("", "#no heading\nback"));
        assert_eq!(of("# only"), pair("only", ""));
    }
}
