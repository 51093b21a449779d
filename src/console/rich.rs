//! A message of ours as its reader sees it: formatting, links, buttons. Whatever a text holds, it enters the page as
//! text.

use crate::domain::delivery::Content;
use crate::domain::letter::{Mark, MarkKind};
use maud::{Markup, PreEscaped, html};

/// Heading, body, file and buttons of a message.
pub fn rich(content: &Content) -> Markup {
    let labels = content.choices.iter().chain(&content.controls);
    let labels = labels.map(|button| button.label.as_str());
    html! {
        @if let Some(file) = &content.file { p.words.attached { "📎 " (file.name) } }
        @if let Some(title) = &content.title { p.words { strong { (title) } } }
        p.words { (body(content)) }
        @if !(content.choices.is_empty() && content.controls.is_empty() && content.links.is_empty()) {
            ul.offered {
                @for label in labels { li { (label) } }
                @for link in &content.links { li { (outside(&link.url, html! { (link.label) })) } }
            }
        }
    }
}

/// The body with its formatting.
fn body(content: &Content) -> Markup {
    let units: Vec<u16> = content.body.encode_utf16().collect();
    stretch(&units, 0, units.len(), &content.marks)
}

/// A stretch of the text with the marks that begin in it; they lie within one another or apart, outer ones first.
fn stretch(units: &[u16], from: usize, to: usize, mut marks: &[Mark]) -> Markup {
    let mut out = String::new();
    let mut at = from;
    while let Some((mark, rest)) = marks.split_first() {
        let inner = rest.iter().take_while(|next| next.from < mark.to).count();
        let (inner, later) = rest.split_at(inner);
        marks = later;
        // Anything else was not made by us: its words show, its formatting does not.
        if mark.from < at || mark.to < mark.from || mark.to > to {
            continue;
        }
        let words = stretch(units, mark.from, mark.to, inner);
        out.push_str(&escaped(units, at, mark.from));
        let marked = match &mark.kind {
            MarkKind::Bold => html! { strong { (words) } },
            MarkKind::Italic => html! { em { (words) } },
            MarkKind::Link(url) => outside(url, words),
        };
        out.push_str(&marked.into_string());
        at = mark.to;
    }
    out.push_str(&escaped(units, at, to));
    PreEscaped(out)
}

fn escaped(units: &[u16], from: usize, to: usize) -> String {
    let text = String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    html! { (text) }.into_string()
}

/// A link to a page elsewhere, which learns nothing of where it was opened.
fn outside(url: &str, words: Markup) -> Markup {
    html! {
        @if url.starts_with("https://") {
            a href=(url) target="_blank" rel="noopener noreferrer" { (words) }
        } @else { (words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::{Button, Link};
    use crate::domain::letter::{Letter, Recipient};
    use proptest::prelude::*;

    fn of(text: &str) -> Content {
        let (body, marks) = Letter::parse(text).unwrap().render(&Recipient::default());
        Content {
            body,
            marks,
            ..Content::default()
        }
    }

    #[test]
    fn formatting_becomes_elements_and_words_stay_words() {
        let shown = body(&of(
            "🚌**粗 *斜*** <3 & [页\"面](https://example.com/?a=1&b=%22)",
        ))
        .into_string();
        assert_eq!(
            shown,
            "🚌<strong>粗 <em>斜</em></strong> &lt;3 &amp; <a href=\"https://example.com/?a=1&amp;b=%22\" \
             target=\"_blank\" rel=\"noopener noreferrer\">页&quot;面</a>"
        );
    }

    #[test]
    fn buttons_stand_below_and_only_pages_are_linked() {
        let content = Content {
            controls: vec![Button {
                label: "<登记>".to_owned(),
                payload: "0.register".to_owned(),
            }],
            links: vec![Link {
                label: "看".to_owned(),
                url: "javascript:alert(1)".to_owned(),
            }],
            ..of("x")
        };
        let shown = rich(&content).into_string();
        assert!(
            shown.contains("<li>&lt;登记&gt;</li><li>看</li>"),
            "{shown}"
        );
    }

    proptest! {
        /// Whatever the marks say, the words are all there and no sign of theirs becomes markup.
        #[test]
        fn no_mark_can_break_the_page(
            text in "[a<🚌&\"\n]{0,12}",
            marks in prop::collection::vec((0usize..20, 0usize..20, 0u8..3), 0..6),
        ) {
            let kind = |n| match n { 0 => MarkKind::Bold, 1 => MarkKind::Italic, _ => MarkKind::Link("https://a.example/".into()) };
            let marks = marks.into_iter().map(|(from, to, n)| Mark { from, to, kind: kind(n) }).collect();
            let content = Content { body: text.clone(), marks, ..Content::default() };
            let shown = body(&content).into_string();
            let bare = ["<strong>", "</strong>", "<em>", "</em>", "</a>",
                "<a href=\"https://a.example/\" target=\"_blank\" rel=\"noopener noreferrer\">"]
                .iter().fold(shown, |shown, tag| shown.replace(tag, ""));
            prop_assert!(!bare.contains(['<', '>']));
        }
    }
}
