//! The terminal: a message as lines of text, its answers as numbers. Used by `talk`, and by the golden transcripts.

use super::{Channel, Delivered, FileToSend, Outbound, SendError};
use crate::domain::delivery::{ChannelKind, Content, Picture};
use crate::domain::letter::MarkKind;
use crate::domain::notice::FileKind;
use futures::future::BoxFuture;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use std::sync::{Mutex, PoisonError};

/// What stands before each line of ours, so that a transcript shows at a glance who speaks.
const MARGIN: &str = "    ";

/// A terminal that collects what is to be printed.
#[derive(Debug)]
pub struct Terminal {
    printed: Mutex<String>,
    draw: Draw,
}

/// How a ticket's QR is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// Drawn in block characters, with its code: for a person.
    Blocks,
    /// Named only, so that two runs of a script print the same.
    Placeholder,
}

impl Terminal {
    /// A terminal that shows tickets in this way.
    pub fn new(draw: Draw) -> Self {
        Self {
            printed: Mutex::default(),
            draw,
        }
    }

    /// Takes what has been printed since the last call.
    pub fn take(&self) -> String {
        std::mem::take(&mut *self.printed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, content: &Content, file: Option<&FileToSend>) -> String {
        let mut out = String::new();
        let mut line = |text: &str| {
            let text = format!("{MARGIN}{text}");
            out.push_str(text.trim_end());
            out.push('\n');
        };
        if let Some(title) = &content.title {
            line(&format!("** {title} **"));
        }
        if let Some(file) = &content.file {
            line(&format!("[{}]", file.name));
        }
        // There is nothing to save it with here, so it is printed.
        if let Some(sent) = file.filter(|sent| sent.file.kind == FileKind::Text) {
            let text = String::from_utf8_lossy(&sent.file.bytes);
            text.lines().for_each(|row| line(&format!("| {row}")));
        }
        with_addresses(content).lines().for_each(&mut line);
        if let Some(Picture::TicketQr { payload, code }) = &content.picture {
            self.ticket(payload, code).iter().for_each(|row| line(row));
        }
        for (choice, number) in content.choices.iter().zip(1..) {
            line(&format!("[{number}] {}", choice.label));
        }
        if !content.controls.is_empty() {
            let labels: Vec<_> = content.controls.iter().map(|c| c.label.as_str()).collect();
            line(&format!("( {} )", labels.join(" | ")));
        }
        for link in &content.links {
            line(&format!("( {}: {} )", link.label, link.url));
        }
        out.push('\n');
        out
    }

    fn ticket(&self, payload: &str, code: &str) -> Vec<String> {
        match self.draw {
            Draw::Placeholder => vec!["[QR]".to_owned()],
            Draw::Blocks => {
                let drawn = QrCode::new(payload)
                    .map(|qr| qr.render::<Dense1x2>().quiet_zone(true).build())
                    .unwrap_or_default();
                drawn
                    .lines()
                    .map(str::to_owned)
                    .chain([code.to_owned()])
                    .collect()
            }
        }
    }
}

/// The body with the address behind each link whose words are another.
fn with_addresses(content: &Content) -> String {
    let units: Vec<u16> = content.body.encode_utf16().collect();
    let text =
        |from: usize, to: usize| String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    let mut out = String::new();
    let mut at = 0;
    for mark in &content.marks {
        let MarkKind::Link(url) = &mark.kind else {
            continue;
        };
        out.push_str(&text(at, mark.to));
        at = mark.to.max(at);
        if text(mark.from, mark.to) != *url {
            out.push_str(&format!(" ({url})"));
        }
    }
    out.push_str(&text(at, units.len()));
    out
}

impl Channel for Terminal {
    fn kind(&self) -> ChannelKind {
        ChannelKind::Terminal
    }

    fn send<'a>(&'a self, message: &'a Outbound) -> BoxFuture<'a, Result<Delivered, SendError>> {
        let text = self.show(&message.content, message.file.as_deref());
        self.printed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_str(&text);
        let message_ref = message.id.to_string();
        Box::pin(async move { Ok(Delivered { message_ref }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::{Letter, Recipient};

    #[test]
    fn a_letter_is_plain_text_with_its_addresses() {
        let typed = "🚌 **[官网](https://example.com/a)**，<https://example.com/b>\n- *好*";
        let (body, marks) = Letter::parse(typed).unwrap().render(&Recipient::default());
        let content = Content {
            body,
            marks,
            ..Content::default()
        };
        let shown = Terminal::new(Draw::Placeholder).show(&content, None);
        assert_eq!(
            shown,
            "    🚌 官网 (https://example.com/a)，https://example.com/b\n    • 好\n\n"
        );
    }
}
