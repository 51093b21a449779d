//! Telegram's HTML, as strictly as the server takes it: an unescaped `<` is an error, not a character.

/// What is left when the markup is taken away.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub text: String,
    /// Bold parts in their order.
    pub bold: Vec<String>,
}

const TAGS: [&str; 13] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "code",
    "pre",
    "blockquote",
    "a",
];

/// Takes the markup away.
///
/// # Errors
/// Telegram's description of what cannot be parsed.
pub fn parse(html: &str) -> Result<Parsed, String> {
    let mut parsed = Parsed::default();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let offset = html.len() - rest.len();
        if first == '&' {
            let (c, taken) = entity(rest);
            parsed.text.push(c);
            rest = &rest[taken..];
        } else if first == '<' {
            let end = rest
                .find('>')
                .ok_or_else(|| refuse(&format!("Unclosed start tag at byte offset {offset}")))?;
            tag(&rest[1..end], offset, &mut open, &mut parsed)?;
            rest = &rest[end + 1..];
        } else {
            parsed.text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    match open.pop() {
        Some((name, _)) => Err(refuse(&format!(
            "Can't find end tag corresponding to start tag \"{name}\""
        ))),
        None => Ok(parsed),
    }
}

fn tag(
    inside: &str,
    offset: usize,
    open: &mut Vec<(String, usize)>,
    parsed: &mut Parsed,
) -> Result<(), String> {
    if let Some(name) = inside.strip_prefix('/') {
        let Some((begun, from)) = open.pop().filter(|(begun, _)| begun == name) else {
            return Err(refuse(&format!(
                "Unexpected end tag at byte offset {offset}"
            )));
        };
        if matches!(begun.as_str(), "b" | "strong") {
            parsed.bold.push(parsed.text[from..].to_owned());
        }
        return Ok(());
    }
    let name = inside.split_whitespace().next().unwrap_or_default();
    if !TAGS.contains(&name) {
        return Err(refuse(&format!(
            "Unsupported start tag \"{name}\" at byte offset {offset}"
        )));
    }
    open.push((name.to_owned(), parsed.text.len()));
    Ok(())
}

fn entity(rest: &str) -> (char, usize) {
    for (name, c) in [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&quot;", '"'),
    ] {
        if rest.starts_with(name) {
            return (c, name.len());
        }
    }
    ('&', 1)
}

fn refuse(why: &str) -> String {
    format!("Bad Request: can't parse entities: {why}")
}
