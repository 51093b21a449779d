//! A notice written out for its reader: the text in the nearest language, what is known of them in words, and the
//! buttons in their own language.

use super::message::Message;
use super::text;
use crate::domain::delivery::{Attachment, Button, Content, Link};
use crate::domain::id::NoticeId;
use crate::domain::language::Locale;
use crate::domain::letter::{Letter, Recipient};
use crate::domain::notice::{
    FileInfo, Known, KnownTrip, NoticeButton, NoticeMessage, NoticeOptions, text_for,
};

/// A notice whose letters have been parsed, to be written out for many readers.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// For each reader's language the language of the text they get, its heading and its letter.
    letters: Vec<(Locale, Locale, String, Letter)>,
    options: NoticeOptions,
    file: Option<FileInfo>,
}

impl Prepared {
    /// Parses the letters of a notice.
    pub fn new(message: &NoticeMessage) -> Self {
        let letter = |reader: &Locale| {
            let text = text_for(&message.texts, *reader)?;
            let title = text.title.trim().to_owned();
            Some((*reader, text.locale, title, text.letter()))
        };
        Self {
            letters: Locale::ALL.iter().filter_map(letter).collect(),
            options: message.options.clone(),
            file: message.file.clone(),
        }
    }

    /// The message for a reader of whom this is known; empty when the notice has no text at all.
    pub fn content(&self, reader: Locale, known: &Known) -> Content {
        let found = self.letters.iter().find(|(of, ..)| *of == reader);
        let spoken = found.map_or(reader, |(_, locale, ..)| *locale);
        self.content_for(reader, &recipient(spoken, known))
    }

    /// The message for a reader of whom this is known, in words.
    pub fn content_for(&self, reader: Locale, recipient: &Recipient) -> Content {
        let found = self.letters.iter().find(|(of, ..)| *of == reader);
        let Some((_, _, title, letter)) = found else {
            return Content::default();
        };
        let (body, marks) = letter.render(recipient);
        Content {
            title: (!title.is_empty()).then(|| title.clone()),
            body,
            marks,
            links: self.links(reader),
            controls: self.controls(reader),
            file: self.file.as_ref().map(|file| Attachment {
                name: file.name.clone(),
                kind: file.kind,
                size: file.size,
                of: None,
                own: None,
            }),
            ..Content::default()
        }
    }

    fn controls(&self, reader: Locale) -> Vec<Button> {
        let button = |button: &NoticeButton| {
            Some(Button {
                label: label(reader, *button),
                payload: button.payload()?.to_owned(),
            })
        };
        self.options.buttons.iter().filter_map(button).collect()
    }

    fn links(&self, reader: Locale) -> Vec<Link> {
        let buttons = self.options.buttons.iter();
        let link = |button: &NoticeButton| {
            Some(Link {
                label: label(reader, *button),
                url: self.options.read_more_address().ok()?,
            })
        };
        buttons
            .filter(|button| **button == NoticeButton::ReadMore)
            .filter_map(link)
            .collect()
    }
}

/// What a button of a notice says.
pub fn label(locale: Locale, button: NoticeButton) -> String {
    let message = match button {
        NoticeButton::Register => Message::ButtonRegister,
        NoticeButton::ReadMore => Message::ButtonReadMore,
        NoticeButton::Stop => Message::ButtonStopNotices,
    };
    text(locale, &message)
}

/// What is known of a reader, in words of this language.
pub fn recipient(locale: Locale, known: &Known) -> Recipient {
    let trip = |trip: &KnownTrip| {
        let line = Message::TripInLetter {
            code: trip.code.clone(),
            departs: trip.departs_at,
            meeting_point: trip.meeting_point.clone(),
        };
        text(locale, &line)
    };
    Recipient {
        name: known.name.clone(),
        employer: known.employer.clone(),
        trip: known.trip.as_ref().map(trip),
    }
}

/// How a notice looks to a reader of a language of whom this is known.
pub fn preview(message: &NoticeMessage, reader: Locale, recipient: &Recipient) -> Content {
    Prepared::new(message).content_for(reader, recipient)
}

/// A notice as its writers look at it: once in every language that it is written in, for somebody of whom nothing is
/// known.
pub fn samples(notice: &NoticeId, message: &NoticeMessage) -> Vec<Content> {
    let prepared = Prepared::new(message);
    let written = |locale: &&Locale| message.texts.iter().any(|text| text.locale == **locale);
    let sample = |locale: &Locale| {
        let mut content = prepared.content(*locale, &Known::default());
        if let Some(file) = &mut content.file {
            file.of = Some(notice.clone());
        }
        content
    };
    Locale::ALL.iter().filter(written).map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::{Mark, MarkKind};
    use crate::domain::notice::NoticeText;
    use crate::domain::time::Timestamp;

    fn message() -> NoticeMessage {
        let text = |locale, body: &str| NoticeText {
            locale,
            title: " 通知 ".to_owned(),
            body: body.to_owned(),
        };
        NoticeMessage {
            texts: vec![
                text(Locale::ZhHans, "**{name|老乡}**：{trip|尚未订座}。"),
                text(Locale::En, "{name|Friend}, {trip|no seat yet}."),
            ],
            options: NoticeOptions {
                buttons: vec![
                    NoticeButton::Register,
                    NoticeButton::ReadMore,
                    NoticeButton::Stop,
                ],
                read_more: Some("https://example.com/letter".to_owned()),
                ..NoticeOptions::default()
            },
            file: None,
        }
    }

    fn known() -> Known {
        Known {
            name: Some("李明".to_owned()),
            employer: None,
            trip: Some(KnownTrip {
                code: "HS-0224".to_owned(),
                // 2020-02-24T08:00+08:00.
                departs_at: Timestamp::from_millis(1_582_502_400_000),
                meeting_point: "汽车站".to_owned(),
            }),
        }
    }

    #[test]
    fn each_reader_gets_their_text_with_what_is_known_of_them() {
        let prepared = Prepared::new(&message());
        let hans = prepared.content(Locale::ZhHans, &known());
        assert_eq!(hans.title.as_deref(), Some("通知"));
        assert_eq!(hans.body, "李明：HS-0224，2月24日（周一）08:00，汽车站。");
        let (from, to, kind) = (0, 2, MarkKind::Bold);
        assert_eq!(hans.marks, [Mark { from, to, kind }]);
        let nobody = prepared.content(Locale::ZhHans, &Known::default());
        assert_eq!(nobody.body, "老乡：尚未订座。");
        let en = prepared.content(Locale::En, &known());
        assert_eq!(en.body, "李明, HS-0224, Mon 24 Feb, 08:00, 汽车站.");
    }

    #[test]
    fn a_reader_of_another_language_gets_the_nearest_text_with_buttons_in_their_own() {
        let hant = preview(
            &message(),
            Locale::ZhHant,
            &recipient(Locale::ZhHans, &known()),
        );
        assert!(hant.body.contains("周一"), "{}", hant.body);
        let labels: Vec<_> = hant.controls.iter().map(|b| b.label.as_str()).collect();
        assert_eq!(labels, ["📝 馬上登記", "🔕 不再接收通知"]);
        assert_eq!(hant.links[0].label, "🔗 了解更多");
        assert_eq!(hant.links[0].url, "https://example.com/letter");
        assert_eq!(
            hant,
            Prepared::new(&message()).content(Locale::ZhHant, &known())
        );
    }
}
