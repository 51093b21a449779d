//! A message's words with their formatting, given as markup or as entities, as strictly as the server takes them.

use super::html;
use super::methods::bad;
use super::params::Params;
use super::server::Answer;
use serde_json::Value;

/// What a phone shows.
#[derive(Debug, Default)]
pub struct Words {
    pub text: String,
    /// Bold parts in their order.
    pub bold: Vec<String>,
    /// Every formatted part: its kind, or the address it opens, and its words.
    pub marks: Vec<(String, String)>,
}

/// The words of a call.
pub fn words(params: &Params, name: &str) -> Result<Words, Answer> {
    let text = params.text(name).unwrap_or_default();
    let entities = match name {
        "text" => "entities",
        _ => "caption_entities",
    };
    match params.text("parse_mode") {
        Some(mode) if mode.eq_ignore_ascii_case("html") => {
            let parsed = html::parse(text).map_err(|why| Answer::refuse(400, &why))?;
            Ok(Words {
                text: parsed.text,
                bold: parsed.bold,
                marks: Vec::new(),
            })
        }
        _ => formatted(text, &params.json(entities).unwrap_or_default()),
    }
}

fn formatted(text: &str, entities: &Value) -> Result<Words, Answer> {
    let mut words = Words {
        text: text.to_owned(),
        ..Words::default()
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    for entity in entities.as_array().into_iter().flatten() {
        let number = |name: &str| entity[name].as_u64().and_then(|n| usize::try_from(n).ok());
        let covered = number("offset")
            .zip(number("length"))
            .and_then(|(from, length)| {
                let covered = units.get(from..from.checked_add(length)?)?;
                String::from_utf16(covered)
                    .ok()
                    .filter(|covered| !covered.is_empty())
            });
        let covered = covered.ok_or_else(|| bad("ENTITY_BOUNDS_INVALID"))?;
        let kind = entity["type"].as_str().unwrap_or_default();
        match kind {
            "bold" => words.bold.push(covered.clone()),
            "italic" | "code" | "text_link" => {}
            _ => return Err(bad("can't parse entities")),
        }
        let kind = entity["url"].as_str().unwrap_or(kind);
        words.marks.push((kind.to_owned(), covered));
    }
    Ok(words)
}
