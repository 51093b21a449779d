//! Keyboards, as strictly as the server takes them.

use super::chat::{Pressable, ReplyButton};
use super::methods::bad;
use super::params::Params;
use super::server::Answer;
use serde_json::Value;

/// What is below a message.
pub enum Keyboard {
    Untouched,
    Inline(Vec<Vec<Pressable>>),
    Reply(Vec<Vec<ReplyButton>>, bool),
    Remove,
}

/// The inline keyboard of an edit, which can have no other.
pub fn inline_only(params: &Params) -> Result<Vec<Vec<Pressable>>, Answer> {
    match keyboard(params)? {
        Keyboard::Untouched => Ok(Vec::new()),
        Keyboard::Inline(rows) => Ok(rows),
        Keyboard::Reply(..) | Keyboard::Remove => Err(bad("inline keyboard expected")),
    }
}

/// The keyboard of a call.
pub fn keyboard(params: &Params) -> Result<Keyboard, Answer> {
    let Some(markup) = params.json("reply_markup") else {
        return Ok(Keyboard::Untouched);
    };
    if let Some(rows) = markup["inline_keyboard"].as_array() {
        return Ok(Keyboard::Inline(draw(rows, pressable)?));
    }
    if let Some(rows) = markup["keyboard"].as_array() {
        let one_time = markup["one_time_keyboard"] == true;
        return Ok(Keyboard::Reply(draw(rows, reply_button)?, one_time));
    }
    match markup["remove_keyboard"] == true {
        true => Ok(Keyboard::Remove),
        false => Err(bad("object expected as reply markup")),
    }
}

fn draw<B>(
    rows: &[Value],
    button: impl Fn(&Value) -> Result<B, Answer>,
) -> Result<Vec<Vec<B>>, Answer> {
    let row = |row: &Value| -> Result<Vec<B>, Answer> {
        row.as_array().into_iter().flatten().map(&button).collect()
    };
    rows.iter().map(row).collect()
}

fn label(button: &Value) -> Result<String, Answer> {
    let label = button["text"].as_str().unwrap_or_default();
    match label.is_empty() {
        true => Err(bad("text buttons are unallowed in the inline keyboard")),
        false => Ok(label.to_owned()),
    }
}

fn pressable(button: &Value) -> Result<Pressable, Answer> {
    if let Some(url) = button["url"].as_str() {
        let known = ["https://", "http://", "tg://"];
        if !known.iter().any(|scheme| url.starts_with(scheme)) {
            return Err(bad("inline keyboard button URL is invalid"));
        }
        return Ok(Pressable {
            label: label(button)?,
            data: String::new(),
            url: Some(url.to_owned()),
        });
    }
    let data = button["callback_data"].as_str().unwrap_or_default();
    if !(1..=64).contains(&data.len()) {
        return Err(bad("BUTTON_DATA_INVALID"));
    }
    Ok(Pressable {
        label: label(button)?,
        data: data.to_owned(),
        url: None,
    })
}

fn reply_button(button: &Value) -> Result<ReplyButton, Answer> {
    Ok(ReplyButton {
        label: label(button)?,
        contact: button["request_contact"] == true,
    })
}
