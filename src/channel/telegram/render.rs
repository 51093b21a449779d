//! [`Content`] → Telegram's keyboards and pictures.

use crate::domain::delivery::{Button, Content, Link, Picture};
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};
use std::io::Cursor;
use teloxide::types::{
    ButtonRequest, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    ReplyMarkup,
};

/// Payload of the button that means "share my number through the channel".
const CONTACT: &str = "contact";
/// Ways around the question that share a row.
const CONTROLS_A_ROW: usize = 3;
/// White margin around a QR code, in modules; twice what the standard asks, for scratched screens in sunlight.
const QUIET_MODULES: usize = 8;
/// Least width and height of a picture, in pixels: Telegram compresses photos.
const MIN_PIXELS: usize = 640;

/// The keyboard below a message. A message can carry one only: a request for the own number needs a reply keyboard,
/// on which the other buttons become plain words; everything else is an inline keyboard.
pub(super) fn markup(content: &Content) -> Option<ReplyMarkup> {
    let mut buttons = content.controls.iter().chain(&content.choices);
    if let Some(contact) = buttons.find(|button| button.payload == CONTACT) {
        return Some(contact_keyboard(content, contact).into());
    }
    let mut rows = rows(content, inline_button);
    rows.extend(
        content
            .links
            .iter()
            .filter_map(|link| Some(vec![page_button(link)?])),
    );
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows).into())
}

fn contact_keyboard(content: &Content, contact: &Button) -> KeyboardMarkup {
    let share = KeyboardButton::new(&contact.label).request(ButtonRequest::Contact);
    let mut keyboard = vec![vec![share]];
    keyboard.extend(rows(content, |button| KeyboardButton::new(&button.label)));
    KeyboardMarkup::new(keyboard)
        .one_time_keyboard()
        .resize_keyboard()
}

/// Choices one a row, for their labels are long; then the controls.
fn rows<B>(content: &Content, draw: impl Fn(&Button) -> B) -> Vec<Vec<B>> {
    let shown = |button: &&Button| button.payload != CONTACT;
    let choices = content.choices.iter().filter(shown);
    let controls: Vec<&Button> = content.controls.iter().filter(shown).collect();
    let controls = controls.chunks(CONTROLS_A_ROW);
    choices
        .map(|choice| vec![draw(choice)])
        .chain(controls.map(|row| row.iter().map(|button| draw(button)).collect()))
        .collect()
}

fn inline_button(button: &Button) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(&button.label, &button.payload)
}

/// A button that opens a page; a link that is none is left out, for the server would refuse the whole message.
fn page_button(link: &Link) -> Option<InlineKeyboardButton> {
    let url = link.url.parse().ok()?;
    Some(InlineKeyboardButton::url(&link.label, url))
}

/// The picture as a PNG file.
///
/// # Errors
/// Why it cannot be drawn: a payload too long for any QR code.
pub(super) fn png(picture: &Picture) -> Result<Vec<u8>, String> {
    match picture {
        Picture::TicketQr { payload, code: _ } => qr(payload),
    }
}

fn qr(payload: &str) -> Result<Vec<u8>, String> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M)
        .map_err(|e| format!("no QR code can be drawn: {e}"))?;
    let modules = code.width() + 2 * QUIET_MODULES;
    let scale = MIN_PIXELS.div_ceil(modules);
    let pixels = u32::try_from(modules * scale).map_err(|e| e.to_string())?;
    let dark = |pixel: u32| -> Option<usize> {
        let module = usize::try_from(pixel).ok()? / scale;
        module
            .checked_sub(QUIET_MODULES)
            .filter(|at| *at < code.width())
    };
    let image = GrayImage::from_fn(pixels, pixels, |x, y| match (dark(x), dark(y)) {
        (Some(x), Some(y)) if code[(x, y)] == Color::Dark => Luma([0]),
        _ => Luma([255]),
    });
    let mut file = Cursor::new(Vec::new());
    image
        .write_to(&mut file, ImageFormat::Png)
        .map_err(|e| e.to_string())?;
    Ok(file.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::InputHint;

    fn button(label: &str, payload: &str) -> Button {
        Button {
            label: label.to_owned(),
            payload: payload.to_owned(),
        }
    }

    #[test]
    fn choices_stand_one_a_row_and_controls_share_rows_of_three() {
        let content = Content {
            choices: vec![button("1 甲", "a"), button("2 乙", "b")],
            controls: ["c", "d", "e", "f"].map(|p| button(p, p)).to_vec(),
            ..Content::default()
        };
        let Some(ReplyMarkup::InlineKeyboard(keyboard)) = markup(&content) else {
            panic!("an inline keyboard is wanted");
        };
        let widths: Vec<usize> = keyboard.inline_keyboard.iter().map(Vec::len).collect();
        assert_eq!(widths, [1, 1, 3, 1]);
        assert_eq!(markup(&Content::default()), None);
    }

    #[test]
    fn pages_open_from_rows_of_their_own_below_the_other_buttons() {
        let link = |url: &str| Link {
            label: "Read".to_owned(),
            url: url.to_owned(),
        };
        let content = Content {
            controls: vec![button("Stop", "0.stop")],
            links: vec![link("https://example.com/a"), link("nowhere")],
            ..Content::default()
        };
        let stop = InlineKeyboardButton::callback("Stop", "0.stop");
        let page = "https://example.com/a".parse().unwrap();
        let read = InlineKeyboardButton::url("Read", page);
        let expected = InlineKeyboardMarkup::new([[stop], [read]]);
        assert_eq!(markup(&content), Some(expected.into()));
    }

    #[test]
    fn the_contact_button_turns_the_keyboard_into_a_reply_keyboard() {
        let content = Content {
            input: Some(InputHint::Mobile),
            controls: vec![button("Back", "back"), button("Share", CONTACT)],
            ..Content::default()
        };
        let Some(ReplyMarkup::Keyboard(keyboard)) = markup(&content) else {
            panic!("a reply keyboard is wanted");
        };
        assert!(keyboard.one_time_keyboard && keyboard.resize_keyboard);
        assert_eq!(
            keyboard.keyboard,
            [
                vec![KeyboardButton::new("Share").request(ButtonRequest::Contact)],
                vec![KeyboardButton::new("Back")]
            ]
        );
    }

    #[test]
    fn the_ticket_can_be_scanned_from_its_picture() {
        let payload = format!("RL1:{}", "A7".repeat(80));
        let file = png(&Picture::TicketQr {
            payload: payload.clone(),
            code: "A1".to_owned(),
        })
        .unwrap();
        let image = image::load_from_memory(&file).unwrap().to_luma8();
        assert!(image.width() >= 600);
        let (width, height) = (image.width() as usize, image.height() as usize);
        let mut scan = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            image.get_pixel(x as u32, y as u32).0[0]
        });
        assert_eq!(scan.detect_grids()[0].decode().unwrap().1, payload);
    }

    #[test]
    fn a_payload_beyond_any_code_is_an_error() {
        assert!(qr(&"A".repeat(9000)).is_err());
    }
}
