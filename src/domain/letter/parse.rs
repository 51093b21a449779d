//! From a text to the parts of a letter. The parser only tells where markup stands; the words themselves are taken
//! from the text as typed.

use super::mask::mask;
use super::slot::{Braced, braced};
use super::{Construct, LetterError, MarkKind, Part};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Longest text quoted in an error, in characters.
const QUOTED: usize = 40;

/// Something to be done at a place of the text, in whose stead nothing of it stays.
struct Edit {
    at: Range<usize>,
    put: Put,
}

enum Put {
    Text(&'static str),
    Slot(super::Placeholder, String),
    Open(MarkKind),
    Close,
}

pub(super) fn parts(text: &str) -> Result<Vec<Part>, LetterError> {
    let text = text.replace("\r\n", "\n");
    let braced = braced(&text)?;
    let masked = mask(&text, &braced);
    let mut reading = Reading {
        text: &text,
        masked: &masked,
        edits: Vec::new(),
        links: Vec::new(),
    };
    let options = Options::ENABLE_TABLES;
    for (event, at) in Parser::new_ext(&masked, options).into_offset_iter() {
        reading.hear(event, at)?;
    }
    let mut edits = reading.edits;
    edits.extend(escapes(&masked));
    edits.extend(braced.into_iter().map(|(at, what)| Edit {
        at,
        put: match what {
            Braced::Sign(sign) => Put::Text(sign),
            Braced::Slot(what, words) => Put::Slot(what, words),
        },
    }));
    // Stable, so that of two at one place the outer comes first.
    edits.sort_by_key(|edit| edit.at.start);
    Ok(assemble(&text, edits))
}

/// The text with its edits made. What lies within an earlier edit (an escape in a link's address) is gone with it.
fn assemble(text: &str, edits: Vec<Edit>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut done = 0;
    for Edit { at, put } in edits {
        let marks = matches!(put, Put::Open(_) | Put::Close);
        if at.start < done && !marks {
            continue;
        }
        if at.start > done {
            parts.push(Part::Text(text[done..at.start].to_owned()));
        }
        done = done.max(at.end);
        parts.push(match put {
            Put::Text("") => continue,
            Put::Text(sign) => Part::Text(sign.to_owned()),
            Put::Slot(what, words) => Part::Slot { what, words },
            Put::Open(kind) => Part::Open(kind),
            Put::Close => Part::Close,
        });
    }
    if done < text.len() {
        parts.push(Part::Text(text[done..].to_owned()));
    }
    parts
}

/// Backslashes that take a sign's meaning away; they do not show themselves.
fn escapes(masked: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut signs = masked.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let escapes = |next: &(usize, char)| next.1.is_ascii_punctuation();
        if sign == '\\' && signs.next_if(escapes).is_some() {
            found.push(Edit {
                at: at..at + 1,
                put: Put::Text(""),
            });
        }
    }
    found
}

/// A link that is being read.
struct Link {
    at: Range<usize>,
    /// Where its words end; so far, where they begin.
    words_end: usize,
    url: String,
}

struct Reading<'a> {
    text: &'a str,
    masked: &'a str,
    edits: Vec<Edit>,
    /// The link under way; `None` for one that stays as typed.
    links: Vec<Option<Link>>,
}

impl Reading<'_> {
    fn hear(&mut self, event: Event<'_>, at: Range<usize>) -> Result<(), LetterError> {
        let is_end_of_link = matches!(event, Event::End(TagEnd::Link));
        if let (Some(Some(link)), false) = (self.links.last_mut(), is_end_of_link) {
            link.words_end = link.words_end.max(at.end);
        }
        match event {
            Event::Start(tag) => self.begin(tag, at),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Code(_) => Err(self.refuse(Construct::Code, &at)),
            Event::Html(_) | Event::InlineHtml(_) => Err(self.refuse(Construct::Html, &at)),
            Event::HardBreak => {
                // Two spaces at a line's end cannot be seen; a backslash can.
                if self.masked[at.clone()].starts_with('\\') {
                    self.edit(at.start..at.start + 1, Put::Text(""));
                }
                Ok(())
            }
            Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => Ok(()),
        }
    }

    fn begin(&mut self, tag: Tag<'_>, at: Range<usize>) -> Result<(), LetterError> {
        match tag {
            Tag::Strong => self.span(at, 2, MarkKind::Bold),
            Tag::Emphasis => self.span(at, 1, MarkKind::Italic),
            Tag::Item => self.item(at),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.begin_link(link_type, &dest_url, at)?,
            Tag::Heading { .. } => self.heading(&at)?,
            Tag::Image { .. } => return Err(self.refuse(Construct::Image, &at)),
            Tag::Table(_) => return Err(self.refuse(Construct::Table, &at)),
            Tag::HtmlBlock => return Err(self.refuse(Construct::Html, &at)),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                return Err(self.refuse(Construct::Code, &at));
            }
            // Lines that are indented or quoted stay as they are; the rest is not asked for.
            Tag::CodeBlock(CodeBlockKind::Indented)
            | Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
        Ok(())
    }

    fn edit(&mut self, at: Range<usize>, put: Put) {
        self.edits.push(Edit { at, put });
    }

    /// Marks what lies between signs of `width` bytes, which themselves do not show.
    fn span(&mut self, at: Range<usize>, width: usize, kind: MarkKind) {
        self.edit(at.start..at.start + width, Put::Open(kind));
        self.edit(at.end - width..at.end, Put::Close);
    }

    /// The sign before an item of a list; a number stays as the author wrote it.
    fn item(&mut self, at: Range<usize>) {
        let sign = self.masked[at.clone()].find(['-', '*', '+']);
        let before = |offset: usize| self.masked[at.start..at.start + offset].trim().is_empty();
        if let Some(offset) = sign.filter(|offset| before(*offset)) {
            let sign = at.start + offset;
            self.edit(sign..sign + 1, Put::Text("•"));
        }
    }

    /// A line with number signs is a heading; a line above dashes is a line, and so is a number sign alone.
    fn heading(&self, at: &Range<usize>) -> Result<(), LetterError> {
        let line = self.masked[at.clone()].trim();
        match line.starts_with('#') && !line.trim_matches('#').is_empty() {
            true => Err(self.refuse(Construct::Heading, at)),
            false => Ok(()),
        }
    }

    fn begin_link(
        &mut self,
        kind: LinkType,
        dest: &str,
        at: Range<usize>,
    ) -> Result<(), LetterError> {
        let words = match kind {
            LinkType::Inline | LinkType::Autolink => at.start + 1,
            LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Email
            | LinkType::WikiLink { .. } => {
                self.links.push(None);
                return Ok(());
            }
        };
        let typed = self.typed(dest, &at);
        let url = https(&typed).ok_or(LetterError::BadLink(typed))?;
        self.edit(at.start..words, Put::Open(MarkKind::Link(url.clone())));
        self.links.push(Some(Link {
            at,
            words_end: words,
            url,
        }));
        Ok(())
    }

    fn end_link(&mut self) -> Result<(), LetterError> {
        let Some(link) = self.links.pop().flatten() else {
            return Ok(());
        };
        let words = link.at.start + 1..link.words_end;
        if self.text[words].trim().is_empty() {
            return Err(LetterError::EmptyLink(link.url));
        }
        self.edit(link.words_end..link.at.end, Put::Close);
        // An outer link cannot be, but words of an inner one that stays as typed belong to the outer.
        Ok(())
    }

    /// An address as typed, where the parser read the masked text.
    fn typed(&self, dest: &str, at: &Range<usize>) -> String {
        let within = &self.masked[at.clone()];
        let found = within.rfind(dest).map(|offset| at.start + offset);
        let typed = found.and_then(|from| self.text.get(from..from + dest.len()));
        typed.unwrap_or(dest).to_owned()
    }

    fn refuse(&self, what: Construct, at: &Range<usize>) -> LetterError {
        let text = self.text[at.clone()].trim();
        let line = text.lines().next().unwrap_or_default();
        LetterError::Unsupported {
            what,
            text: line.chars().take(QUOTED).collect(),
        }
    }
}

/// The address in its canonical form, if it is a page's: `https`, a host, nobody's name or password.
pub(in super::super) fn https(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let own = url.username().is_empty() && url.password().is_none();
    let host = url.host_str().is_some_and(|host| host.contains('.'));
    (url.scheme() == "https" && own && host).then(|| url.into())
}
