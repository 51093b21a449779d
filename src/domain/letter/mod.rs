//! The letter of a notice: plain text with a little Markdown and a few placeholders, parsed once and rendered for
//! each reader.
//!
//! Our authors write plain letters, so whatever is not surely meant as markup stays as it was typed, line breaks and
//! indentation included. What counts as markup:
//!
//! | Typed | Read as |
//! |---|---|
//! | `**bold**` | bold, also amid Chinese: `**注意：**请带口罩` |
//! | `*italic*`, `_italic_` | italic, with a space or punctuation outside: `3*4*5` and `张*` stay |
//! | `[text](https://…)`, `<https://…>` | a link |
//! | `- item` | `• item`; numbered lists are written by hand and stay |
//! | `{name|friend}` | a [`Placeholder`] with the words for those of whom it is not known |
//! | `{{`, `}}`, `\*` | a literal `{`, `}`, `*` |
//!
//! Refused, because they would not look as meant: headings, images, tables, code and HTML. Kept as typed: lines of
//! dashes or asterisks, `>` at the beginning of a line, masked numbers (`154****0001`), blanks to fill in (`____`).

mod mask;
mod parse;
mod slot;
#[cfg(test)]
mod tests;

pub(super) use parse::https;
pub use slot::Placeholder;

use super::words;
use serde::{Deserialize, Serialize};

/// Most stretches of formatting in one letter: Telegram ignores all beyond 100, of which the heading takes one.
pub const MAX_MARKS: usize = 99;

/// A stretch of formatted text. Stretches lie within one another or apart, outer ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it begins: an offset into the body in UTF-16 code units, which both Telegram and browsers count in.
    pub from: usize,
    /// Where it ends, exclusive, counted the same way.
    pub to: usize,
    /// How it looks.
    #[serde(flatten)]
    pub kind: MarkKind,
}

/// How a stretch of text looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "url", rename_all = "snake_case")]
pub enum MarkKind {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// A link to this `https` address.
    Link(String),
}

words! {
    /// Markup that a letter cannot carry.
    Construct {
        /// A line that begins with `# `.
        Heading => "heading",
        /// `![…](…)`.
        Image => "image",
        /// Rows of cells between bars.
        Table => "table",
        /// Words between backticks.
        Code => "code",
        /// A tag between angle brackets.
        Html => "html",
    }
}

impl Construct {
    /// What to do instead.
    const fn advice(self) -> &'static str {
        match self {
            Self::Heading => "use the heading field, or make the line **bold**",
            Self::Image => "attach the picture to the notice instead",
            Self::Table => "write a line for each row instead",
            Self::Code => "leave the backticks out",
            Self::Html => "write **bold** or *italic*, or put a backslash before the <",
        }
    }
}

/// Why a text cannot be a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// Markup that a letter cannot carry; `text` is the beginning of it.
    #[error("{what} cannot be sent ({text}): {advice}", advice = what.advice())]
    Unsupported {
        /// Kind.
        what: Construct,
        /// Its beginning, at most 40 characters.
        text: String,
    },
    /// A placeholder that does not exist.
    #[error("there is no placeholder {{{0}}}; there are {{name|…}}, {{employer|…}} and {{trip|…}}")]
    UnknownPlaceholder(String),
    /// A placeholder without the words for those of whom it is not known.
    #[error("{{{0}}} needs words for those of whom it is not known: {{{0}|{example}}}", example = .0.example())]
    NoWords(Placeholder),
    /// A brace that begins nothing.
    #[error("a single {{ begins a placeholder; for the sign itself write {{{{")]
    LoneBrace,
    /// A link to something else than an `https` address.
    #[error("a link needs a whole address beginning with https://, not {0:?}")]
    BadLink(String),
    /// A link without any words to press on.
    #[error("the link to {0} has no words to press on")]
    EmptyLink(String),
    /// More formatting than a message can carry.
    #[error("{0} pieces of formatting; at most {MAX_MARKS} fit one message")]
    TooManyMarks(usize),
}

/// What is known of the reader, worded in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// Name as registered.
    pub name: Option<String>,
    /// Target employer.
    pub employer: Option<String>,
    /// The trip they have a seat on: code, departure, meeting point, on one line.
    pub trip: Option<String>,
}

impl Recipient {
    /// A reader whose every value is as long as it can be, for checking lengths.
    pub fn longest() -> Self {
        let longest = |placeholder: Placeholder| Some("长".repeat(placeholder.max_units()));
        Self {
            name: longest(Placeholder::Name),
            employer: longest(Placeholder::Employer),
            trip: longest(Placeholder::Trip),
        }
    }

    fn value(&self, placeholder: Placeholder) -> Option<&str> {
        let value = match placeholder {
            Placeholder::Name => &self.name,
            Placeholder::Employer => &self.employer,
            Placeholder::Trip => &self.trip,
        };
        value.as_deref().filter(|value| !value.trim().is_empty())
    }
}

/// A parsed letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    parts: Vec<Part>,
}

/// A piece of a letter, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Slot { what: Placeholder, words: String },
    Open(MarkKind),
    Close,
}

impl Letter {
    /// Reads a text.
    ///
    /// # Errors
    /// [`LetterError`], naming the first thing that cannot be sent.
    pub fn parse(text: &str) -> Result<Self, LetterError> {
        let letter = Self {
            parts: parse::parts(text)?,
        };
        let opens = |part: &&Part| matches!(part, Part::Open(_));
        match letter.parts.iter().filter(opens).count() {
            count if count > MAX_MARKS => Err(LetterError::TooManyMarks(count)),
            _ => Ok(letter),
        }
    }

    /// The letter as it was typed, markup and all: for a text stored before there were letters.
    pub fn verbatim(text: &str) -> Self {
        Self {
            parts: vec![Part::Text(text.to_owned())],
        }
    }

    /// Whether it says different things to different readers of one language.
    pub fn is_personal(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Slot { .. }))
    }

    /// The letter for one reader: its text, and the formatting of it. A value is never read as markup, stands on
    /// one line and is cut at its greatest length.
    pub fn render(&self, reader: &Recipient) -> (String, Vec<Mark>) {
        let (mut body, mut units) = (String::new(), 0);
        let mut marks: Vec<Mark> = Vec::new();
        let mut open = Vec::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => push(&mut body, &mut units, text),
                Part::Slot { what, words } => match reader.value(*what) {
                    Some(value) => push(&mut body, &mut units, &one_line(value, what.max_units())),
                    None => push(&mut body, &mut units, words),
                },
                Part::Open(kind) => {
                    open.push(marks.len());
                    let (from, to, kind) = (units, units, kind.clone());
                    marks.push(Mark { from, to, kind });
                }
                Part::Close => {
                    if let Some(mark) = open.pop().and_then(|at: usize| marks.get_mut(at)) {
                        mark.to = units;
                    }
                }
            }
        }
        (body, marks)
    }

    /// Length in UTF-16 code units for the reader with whom it is longest.
    pub fn max_units(&self) -> usize {
        let longest = |part: &Part| match part {
            Part::Text(text) => units_of(text),
            Part::Slot { what, words } => what.max_units().max(units_of(words)),
            Part::Open(_) | Part::Close => 0,
        };
        self.parts.iter().map(longest).sum()
    }
}

/// Length of a text in UTF-16 code units.
pub fn units_of(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

fn push(body: &mut String, units: &mut usize, text: &str) {
    body.push_str(text);
    *units += units_of(text);
}

/// A value on one line, at most `max` UTF-16 code units long.
fn one_line(value: &str, max: usize) -> String {
    const CUT: char = '…';
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let value: String = value.trim().chars().map(plain).collect();
    if units_of(&value) <= max {
        return value;
    }
    let mut room = max.saturating_sub(CUT.len_utf16());
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut cut: String = value.chars().take_while(fits).collect();
    cut.push(CUT);
    cut
}
