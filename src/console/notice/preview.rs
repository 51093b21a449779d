//! A notice as each of its readers gets it.

use super::super::people::Bureau;
use super::super::rich::rich;
use super::super::show::language;
use crate::domain::language::Locale;
use crate::domain::letter::Recipient;
use crate::domain::notice::{Known, KnownTrip, NoticeMessage, text_for};
use crate::domain::time::Timestamp;
use crate::locale::label::notice::NoticeLabel;
use crate::locale::notice::{preview, recipient};
use maud::{Markup, html};
use std::time::Duration;

/// The message as each reader gets it, with a word where it is not in their language. Where it says something of
/// its reader, it is shown for a made-up one and for one of whom nothing is known.
pub fn previews(desk: &Bureau, message: &NoticeMessage) -> Markup {
    let personal = message.is_personal();
    html! {
        @for reader in Locale::ALL {
            article.preview {
                h3 { (desk.t(NoticeLabel::ReadersOf { language: desk.t(language(*reader)) })) }
                @match text_for(&message.texts, *reader) {
                    Some(text) => {
                        @if text.locale != *reader {
                            p.hint { (desk.t(NoticeLabel::FallbackTo { language: desk.t(language(text.locale)) })) }
                        }
                        @if personal {
                            (bubble(message, *reader, &recipient(text.locale, &example(desk.now()))))
                            p.hint { (desk.t(NoticeLabel::PreviewUnknown)) }
                        }
                        (bubble(message, *reader, &Recipient::default()))
                    }
                    None => p.hint { (desk.t(NoticeLabel::NoTextYet)) },
                }
            }
        }
    }
}

fn bubble(message: &NoticeMessage, reader: Locale, known: &Recipient) -> Markup {
    let spoken = text_for(&message.texts, reader).map(|text| text.locale);
    html! { div.bubble lang=[spoken] { (rich(&preview(message, reader, known))) } }
}

/// A made-up reader.
fn example(now: Timestamp) -> Known {
    const TWO_DAYS: Duration = Duration::from_secs(2 * 24 * 3600);
    Known {
        name: Some("王小明".to_owned()),
        employer: Some("示例企业01".to_owned()),
        trip: Some(KnownTrip {
            code: "HH-0224".to_owned(),
            departs_at: now.plus(TWO_DAYS),
            meeting_point: "汽车站".to_owned(),
        }),
    }
}
