//! Bubbles as the page receives them.

use crate::channel::{Bubble, Side};
use crate::domain::delivery::{Content, Picture};
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;
use std::fmt::Write as _;

/// A bubble in the page's JSON.
#[derive(Debug, Serialize)]
pub(super) struct Shown<'a> {
    seq: i64,
    /// Epoch milliseconds.
    at: i64,
    #[serde(flatten)]
    side: ShownSide<'a>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "side", rename_all = "snake_case")]
enum ShownSide<'a> {
    Me {
        text: &'a str,
    },
    Bureau {
        content: &'a Content,
        /// The ticket's code, drawn here so that its payload never travels in an address.
        #[serde(skip_serializing_if = "Option::is_none")]
        qr: Option<Qr>,
    },
}

/// A QR code as the outline of its dark modules, in units of one module, without quiet zone.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Qr {
    /// Modules on each side.
    modules: usize,
    /// SVG path data.
    path: String,
}

impl<'a> Shown<'a> {
    pub(super) fn new(bubble: &'a Bubble) -> Self {
        let side = match &bubble.side {
            Side::Worker(text) => ShownSide::Me { text },
            Side::Bureau(content) => ShownSide::Bureau {
                content,
                qr: content.picture.as_ref().and_then(draw),
            },
        };
        Self {
            seq: bubble.seq,
            at: bubble.at.millis(),
            side,
        }
    }
}

/// `None` when the payload is too long for any QR code: the ticket's text code still shows.
fn draw(picture: &Picture) -> Option<Qr> {
    let Picture::TicketQr { payload, .. } = picture;
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).ok()?;
    let modules = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(modules).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            x += length;
        }
    }
    Some(Qr { modules, path })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn ticket(payload: &str) -> Bubble {
        Bubble {
            seq: 7,
            at: Timestamp::from_millis(1_582_416_000_000),
            side: Side::Bureau(Box::new(Content {
                body: "<李> & 张".to_owned(),
                picture: Some(Picture::TicketQr {
                    payload: payload.to_owned(),
                    code: "K7Q2M9".to_owned(),
                }),
                ..Content::default()
            })),
        }
    }

    #[test]
    fn a_drawn_ticket_scans() {
        let payload = "RL1:0123456789ABCDEFGHIJ";
        let bubble = ticket(payload);
        let ShownSide::Bureau { qr: Some(qr), .. } = Shown::new(&bubble).side else {
            panic!("no code drawn");
        };
        let mut dark = std::collections::HashSet::new();
        for part in qr.path.split('M').filter(|part| !part.is_empty()) {
            let (at, rest) = part.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            dark.extend((x..x + length).map(|x| (x, y)));
        }
        let side = qr.modules + 8;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * 4, side * 4, |x, y| {
            let module = (x / 4).checked_sub(4).zip((y / 4).checked_sub(4));
            if module.is_some_and(|m| dark.contains(&m)) {
                0
            } else {
                255
            }
        });
        let grids = image.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, payload);
    }

    #[test]
    fn a_payload_beyond_any_code_still_shows_the_ticket() {
        let bubble = ticket(&"x".repeat(5_000));
        let json = serde_json::to_value(Shown::new(&bubble)).unwrap();
        assert_eq!(json["qr"], serde_json::Value::Null);
        assert_eq!(json["content"]["picture"]["code"], "K7Q2M9");
        assert_eq!(json["content"]["body"], "<李> & 张");
        assert_eq!((&json["seq"], &json["side"]), (&7.into(), &"bureau".into()));
    }
}
