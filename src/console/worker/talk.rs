//! What was said in all of a worker's chats, with what became of each message.

use super::page::{Known, Pages, turner};
use super::words::outcome;
use crate::console::follow_up::reason_label;
use crate::console::parts::{Tone, badge};
use crate::console::people::Bureau;
use crate::console::rich::rich;
use crate::console::show::{channel, when};
use crate::domain::delivery::{ChannelKind, Content, DeliveryState};
use crate::locale::label::Label;
use crate::locale::label::desk::DeskLabel as L;
use crate::locale::notice::Prepared;
use crate::store::desk::{Line, LineSide, Said};
use maud::{Markup, html};

/// Messages on a page.
pub const PAGE: i64 = 40;

/// The messages of one page, the oldest of them first.
pub fn draw(desk: &Bureau, known: &Known, pages: Pages) -> Markup {
    let shown = known.talk.len().min(PAGE as usize);
    let more = known.talk.len() > shown;
    let here = &known.file.id;
    let address = |page: i64| format!("/console/workers/{here}?talk={page}#messages");
    html! {
        details.card #messages open[pages.talk.is_some() || shown <= 10] {
            summary { (desk.t(L::Messages)) }
            @if shown == 0 { p.hint { (desk.t(L::TalkEmpty)) } }
            ol.bubbles { @for line in known.talk[..shown].iter().rev() { (bubble(desk, line)) } }
            (turner(desk, pages.talk.unwrap_or(1), more, address))
        }
    }
}

fn bubble(desk: &Bureau, line: &Line) -> Markup {
    let place = desk.t(channel(line.channel));
    html! {
        @match &line.side {
            LineSide::Worker(words, helper) => li {
                p.who {
                    (desk.t(Label::ColWorker)) " · " (place) " · " (when(desk, line.at))
                    @if let Some(name) = helper { " · " (desk.t(L::TalkEntered { name: name.clone() })) }
                }
                p.words { (words) }
            },
            LineSide::Bureau(said, state, error) => li.ours {
                p.who {
                    @match said.as_ref() {
                        Said::This(_) => (desk.t(Label::Bot)),
                        Said::Notice(id, _, _) => {
                            a href={ "/console/notices/" (id) } { (desk.t(L::TalkNotice)) }
                        }
                    }
                    " · " (place) " · " (when(desk, line.at))
                }
                (rich(&content(said)))
                // At the desk a message is shown, not delivered.
                @if line.channel != ChannelKind::Desk { (became(desk, *state, error.as_deref())) }
            },
        }
    }
}

fn content(said: &Said) -> Content {
    match said {
        Said::This(content) => content.clone(),
        Said::Notice(_, message, reader) => {
            Prepared::new(message).content(reader.locale, &reader.known)
        }
    }
}

/// What became of it, in words; what simply arrived says so quietly.
fn became(desk: &Bureau, state: DeliveryState, error: Option<&str>) -> Markup {
    let (tone, label) = outcome(state);
    html! {
        p.who {
            @if tone == Tone::Good { (desk.t(label)) } @else { (badge(desk, tone, label)) }
            @if let Some(error) = error.filter(|error| !error.is_empty()) {
                " "
                @match reason_label(error) { Some(label) => (desk.t(label)), None => (error) }
            }
        }
    }
}
