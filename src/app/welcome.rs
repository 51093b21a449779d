//! What a newcomer reads at the start: where the chat and the console are, and what is off.

use super::{Running, TelegramState, World};
use crate::console::LINK_LIFE;
use crate::domain::staff::Role;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use std::fmt::Write;

/// The whole text. Writing to a `String` cannot fail, so results are dropped.
pub(super) fn text(house: &Running, colour: bool) -> String {
    let mut out = String::new();
    let chat = house.chat_url();
    let now = house.clock.now().local().format("%Y-%m-%d %H:%M");
    let _ = match house.world {
        World::Demo => writeln!(
            out,
            "\nreturnline {} plays its demo: synthetic people, on {now} in Wenzhou\n",
            env!("CARGO_PKG_VERSION")
        ),
        World::Live => writeln!(out, "\nreturnline {}\n", env!("CARGO_PKG_VERSION")),
    };
    let _ = writeln!(out, "Chat, for workers\n  {chat}\n");
    if let Some(code) = qr(&chat, colour) {
        let _ = writeln!(out, "{code}");
    }
    if house.local_only {
        let _ = writeln!(
            out,
            "  It listens on {}, so only this machine reaches it. For phones in your network:\n  \
             {} serve --listen 0.0.0.0:{}\n",
            house.addr.ip(),
            program(),
            house.addr.port()
        );
    }
    let _ = writeln!(out, "Console, for staff\n  {}\n", house.console_url());
    sign_in_links(&mut out, house);
    let _ = match &house.telegram {
        TelegramState::Off => writeln!(out, "Telegram is off until TELOXIDE_TOKEN is set."),
        TelegramState::On(name) => writeln!(out, "Telegram is on: https://t.me/{name}"),
        TelegramState::Unanswered(why) => {
            writeln!(out, "Telegram is on but did not answer yet: {why}")
        }
    };
    let _ = writeln!(out, "Ctrl-C stops the server.");
    out
}

fn sign_in_links(out: &mut String, house: &Running) {
    if house.sign_in_links.is_empty() {
        return;
    }
    let hours = LINK_LIFE.as_secs() / 3600;
    let _ = match house.world {
        World::Demo => writeln!(
            out,
            "  Each of these links signs in once, within {hours} hours:"
        ),
        World::Live => writeln!(
            out,
            "  No password is set yet. This link signs in once, within {hours} hours, to set one:"
        ),
    };
    for link in &house.sign_in_links {
        let _ = writeln!(out, "  {:<6} {}", role_name(link.role), link.url);
    }
    let _ = writeln!(out);
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk",
        Role::Admin => "admin",
        Role::Hr => "HR",
        Role::Crew => "crew",
    }
}

/// The program as it was called, so that the line can be copied: under cargo it is not on the search path.
fn program() -> String {
    std::env::args()
        .next()
        .unwrap_or_else(|| env!("CARGO_PKG_NAME").to_owned())
}

/// A QR code in half-block characters. On a terminal its colours are set, since a code in the colours of a dark
/// terminal would be inverted; without colours its light modules are drawn, which is right on a dark ground.
fn qr(payload: &str, colour: bool) -> Option<String> {
    let code = QrCode::new(payload).ok()?;
    let (dark, light) = match colour {
        true => (Dense1x2::Dark, Dense1x2::Light),
        false => (Dense1x2::Light, Dense1x2::Dark),
    };
    let drawn = code
        .render::<Dense1x2>()
        .dark_color(dark)
        .light_color(light)
        .quiet_zone(true)
        .build();
    let line = |line: &str| match colour {
        true => format!("  \u{1b}[30;107m{line}\u{1b}[0m\n"),
        false => format!("  {line}\n"),
    };
    Some(drawn.lines().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma};

    /// Reads a drawn code as a camera would see it: each half block a square of 8 pixels.
    fn scan(drawn: &str, ink: u8) -> String {
        let rows: Vec<Vec<char>> = drawn.lines().map(|l| l.chars().skip(2).collect()).collect();
        let (width, height) = (rows[0].len() as u32, rows.len() as u32 * 2);
        let image = GrayImage::from_fn(width * 8, height * 8, |x, y| {
            let (column, half) = ((x / 8) as usize, y / 8);
            let filled = match rows[(half / 2) as usize][column] {
                '█' => true,
                '▀' => half % 2 == 0,
                '▄' => half % 2 == 1,
                _ => false,
            };
            Luma([if filled { ink } else { 255 - ink }])
        });
        let mut prepared = rqrr::PreparedImage::prepare(image);
        prepared.detect_grids()[0].decode().unwrap().1
    }

    #[test]
    fn the_code_can_be_scanned_with_and_without_colours() {
        let url = "http://127.0.0.1:8080/";
        assert_eq!(scan(&qr(url, false).unwrap(), 255), url);
        let coloured = qr(url, true).unwrap();
        let plain = coloured
            .replace("\u{1b}[30;107m", "")
            .replace("\u{1b}[0m", "");
        assert_eq!(scan(&plain, 0), url);
    }
}
