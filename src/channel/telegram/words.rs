//! [`Content`] → a message's text and its entities. Formatting stands beside the text, so nothing a worker is called
//! can break it. Telegram counts in UTF-16 code units, as marks do.

use crate::domain::delivery::{Content, Picture};
use crate::domain::letter::{Mark, MarkKind, units_of};
use teloxide::types::MessageEntity;

/// Longest text of a message, in UTF-16 units.
pub(super) const MAX_TEXT: usize = 4096;
/// Longest caption of a photo, counted the same way.
pub(super) const MAX_CAPTION: usize = 1024;

/// A text with its formatting.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Words {
    pub text: String,
    pub entities: Vec<MessageEntity>,
    /// Length in UTF-16 units.
    pub units: usize,
}

impl Words {
    /// Heading, body and, below a ticket, its code.
    pub(super) fn of(content: &Content) -> Self {
        let mut words = Self::default();
        if let Some(title) = &content.title {
            let length = words.push(title);
            words.entities.push(MessageEntity::bold(0, length));
            if !content.body.is_empty() {
                words.push("\n");
            }
        }
        let start = words.units;
        words.push(&content.body);
        let marks = content.marks.iter();
        words
            .entities
            .extend(marks.filter_map(|mark| entity(mark, start)));
        if let Some(Picture::TicketQr { code, .. }) = &content.picture {
            words.push("\n\n");
            let start = words.units;
            // In a fixed-width face, which a tap copies.
            let length = words.push(code);
            words.entities.push(MessageEntity::code(start, length));
        }
        words
    }

    /// Adds a text; its length in UTF-16 units.
    fn push(&mut self, text: &str) -> usize {
        let units = units_of(text);
        self.text.push_str(text);
        self.units += units;
        units
    }
}

fn entity(mark: &Mark, start: usize) -> Option<MessageEntity> {
    let (offset, length) = (start + mark.from, mark.to.checked_sub(mark.from)?);
    Some(match &mark.kind {
        MarkKind::Bold => MessageEntity::bold(offset, length),
        MarkKind::Italic => MessageEntity::italic(offset, length),
        MarkKind::Link(url) => MessageEntity::text_link(url.parse().ok()?, offset, length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::{Letter, Recipient};
    use proptest::prelude::*;
    use teloxide::types::MessageEntityKind;

    /// The words an entity covers, as a phone shows them.
    fn covered(words: &Words, entity: &MessageEntity) -> String {
        let units: Vec<u16> = words.text.encode_utf16().collect();
        String::from_utf16(&units[entity.offset..entity.offset + entity.length]).unwrap()
    }

    #[test]
    fn names_cannot_break_the_formatting() {
        let content = Content {
            title: Some("A & B".to_owned()),
            body: "<b>&\"李>".to_owned(),
            ..Content::default()
        };
        let words = Words::of(&content);
        assert_eq!(words.text, "A & B\n<b>&\"李>");
        assert_eq!(words.units, 5 + 1 + 7);
        assert_eq!(words.entities, [MessageEntity::bold(0, 5)]);
    }

    #[test]
    fn a_ticket_ends_with_its_code() {
        let content = Content {
            body: "🎫".to_owned(),
            picture: Some(Picture::TicketQr {
                payload: "P".to_owned(),
                code: "A7".to_owned(),
            }),
            ..Content::default()
        };
        let words = Words::of(&content);
        assert_eq!(words.text, "🎫\n\nA7");
        assert_eq!(words.entities, [MessageEntity::code(4, 2)]);
    }

    proptest! {
        /// Whatever the letter, a phone shows the words that were marked, behind whatever heading.
        #[test]
        fn entities_cover_what_was_marked(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "**", "*", " ", "李", "🚌", "𠮷", "a", "：", "{name|👩‍👧友}", "[页🎫](https://example.com/)", "\n", "- ",
            ]), 0..16),
            title in prop::option::of("[🚌李a]{1,5}"),
            name in prop::option::of("[𠮷🚌*李<]{1,9}"),
        ) {
            let Ok(letter) = Letter::parse(&pieces.concat()) else { return Ok(()); };
            let reader = Recipient { name, ..Recipient::default() };
            let (body, marks) = letter.render(&reader);
            let body_units: Vec<u16> = body.encode_utf16().collect();
            let content = Content { title: title.clone(), body: body.clone(), marks: marks.clone(), ..Content::default() };
            let words = Words::of(&content);
            prop_assert_eq!(words.units, words.text.encode_utf16().count());
            let own = words.entities.iter().skip(usize::from(title.is_some()));
            prop_assert_eq!(own.clone().count(), marks.len());
            for (entity, mark) in own.zip(&marks) {
                let marked = String::from_utf16(&body_units[mark.from..mark.to]).unwrap();
                prop_assert_eq!(covered(&words, entity), marked);
                let same = match (&mark.kind, &entity.kind) {
                    (MarkKind::Bold, MessageEntityKind::Bold) | (MarkKind::Italic, MessageEntityKind::Italic) => true,
                    (MarkKind::Link(to), MessageEntityKind::TextLink { url }) => url.as_str() == to,
                    _ => false,
                };
                prop_assert!(same, "{mark:?} became {entity:?}");
            }
            if let Some(title) = title {
                prop_assert_eq!(covered(&words, &words.entities[0]), title);
            }
        }
    }
}
