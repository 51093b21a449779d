//! Words that people type for what has a button or a command, in any of our languages whichever the chat speaks.

use super::sources;
use crate::domain::language::Locale;
use fluent_syntax::ast::{Entry, PatternElement};
use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// The name (`status`, `back`, …) of the word that a text means, when it means exactly one.
pub fn meaning(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let folded = folded.strip_prefix('/').unwrap_or(&folded);
    table().get(folded).copied()
}

/// A text as it is compared: NFKC, lower case, without spaces around and closing punctuation.
pub fn fold(text: &str) -> String {
    let folded: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let bare = folded.trim_end_matches(['.', '!', '。', '~']).trim();
    bare.to_owned()
}

/// Every spelling of every word, built once from the `words.ftl` files.
fn table() -> &'static HashMap<String, &'static str> {
    static TABLE: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for locale in Locale::ALL {
            for &(file, source) in sources(*locale) {
                if file == "words.ftl" {
                    collect(source, &mut table);
                }
            }
        }
        table
    })
}

fn collect(source: &'static str, table: &mut HashMap<String, &'static str>) {
    let resource = fluent_syntax::parser::parse(source).unwrap_or_else(|(partial, _)| partial);
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let Some(name) = message.id.name.strip_prefix("word-") else {
            continue;
        };
        table.insert(name.to_owned(), name);
        for element in message
            .value
            .into_iter()
            .flat_map(|pattern| pattern.elements)
        {
            if let PatternElement::TextElement { value } = element {
                table.extend(value.split('|').map(|spelling| (fold(spelling), name)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_in_every_language_and_as_commands() {
        for (text, word) in [
            ("/status", "status"),
            ("Status!", "status"),
            ("状态", "status"),
            ("狀態", "status"),
            (" ０ ", "human"),
            ("退订", "stop"),
            ("TD", "stop"),
            ("？", "help"),
        ] {
            assert_eq!(meaning(text), Some(word), "{text}");
        }
        assert_eq!(meaning("贵阳"), None);
        assert_eq!(meaning(""), None);
    }
}
