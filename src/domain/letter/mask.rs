//! What the Markdown parser is given to read: the letter with the same number of bytes, in which whatever a plain
//! author does not mean as markup has been made inert. Offsets in it are offsets in the letter.
//!
//! CommonMark decides by the characters on both sides of an asterisk whether it can begin or end something, and its
//! rules assume spaces between words. In `**注意：**请` the closing pair stands between punctuation and a letter and
//! would not close. So the neighbours of a pair of asterisks are replaced by what makes it open or close where a
//! reader of Chinese sees it do so.

use super::slot::Braced;
use std::ops::Range;

/// Signs that begin a quotation or a parenthesis.
const OPENING: &str = "“‘「『《〈（【〔［｛｢";
/// Signs that end something.
const STOPPING: &str = "，。、；：！？”’」』》〉）】〕］｝｣…—～·％";
/// ASCII signs that only end something.
const ASCII_STOPPING: &str = ".,:;!?)]}>%";
/// ASCII signs that only begin something.
const ASCII_OPENING: &str = "([{<\\";

/// The text as the parser is to read it.
pub(super) fn mask(text: &str, braced: &[(Range<usize>, Braced)]) -> String {
    let mut masked = text.to_owned();
    for (at, what) in braced {
        if matches!(what, Braced::Slot(..)) {
            masked.replace_range(at.clone(), &"x".repeat(at.len()));
        }
    }
    indentation(&mut masked);
    // Entities are HTML; here an ampersand is an ampersand.
    let mut masked = masked.replace('&', "x");
    addresses(&mut masked);
    runs(&mut masked);
    masked
}

/// Signs within a web address belong to it; those right behind it do not.
fn addresses(masked: &mut String) {
    let mut at = 0;
    while let Some(next) = masked[at..].find("://") {
        let from = at + next;
        let rest = &masked[from..];
        let ends = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | ')');
        let whole = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let address = whole.trim_end_matches(['*', '_']);
        at = from + whole.len();
        let inert = address.replace(['*', '_'], "x");
        masked.replace_range(from..from + address.len(), &inert);
    }
}

/// Indented lines are no code: their first spaces become full stops, unless an item of a list begins there.
fn indentation(masked: &mut String) {
    let mut at = 0;
    let mut indents = Vec::new();
    for line in masked.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - rest.len();
        let deep = indent >= 4 || line[..indent].contains('\t');
        let item = rest.starts_with(['-', '*', '+']) && rest[1..].starts_with([' ', '\t']);
        if deep && !item && !rest.trim().is_empty() {
            indents.push(at..at + indent);
        }
        at += line.len();
    }
    for indent in indents {
        masked.replace_range(indent.clone(), &".".repeat(indent.len()));
    }
}

/// A row of the same sign, `*` or `_`.
struct Run {
    at: Range<usize>,
    sign: char,
    before: Option<char>,
    after: Option<char>,
}

fn runs(masked: &mut String) {
    let mut from = 0;
    while let Some(run) = next_run(masked, from) {
        from = run.at.end;
        if is_plain(&run) {
            masked.replace_range(run.at.clone(), &"x".repeat(run.at.len()));
        } else if run.sign == '*' && run.at.len() >= 2 {
            beside(masked, &run);
        }
    }
}

fn next_run(masked: &str, from: usize) -> Option<Run> {
    let start = from + masked[from..].find(['*', '_'])?;
    let sign = masked[start..].chars().next()?;
    let length = masked[start..].len() - masked[start..].trim_start_matches(sign).len();
    let end = start + length;
    Some(Run {
        at: start..end,
        sign,
        before: masked[..start].chars().next_back(),
        after: masked[end..].chars().next(),
    })
}

/// Whether these signs are meant as they stand: products, masked names and numbers, blanks to fill in.
fn is_plain(run: &Run) -> bool {
    let amid = |is: fn(char) -> bool| run.before.is_some_and(is) && run.after.is_some_and(is);
    match (run.sign, run.at.len()) {
        ('*', 1) => amid(char::is_alphanumeric),
        ('*', 2) => amid(|c| c.is_ascii_digit()),
        ('*', 3) => amid(char::is_alphanumeric),
        ('_', 1 | 2) => false,
        _ => true,
    }
}

/// Makes two or three asterisks open or close as a reader of Chinese sees them do.
fn beside(masked: &mut String, run: &Run) {
    let sign = |c: char| c.is_ascii_punctuation();
    let wide = |c: char| !c.is_ascii() && !c.is_whitespace();
    let (before, after) = match (run.before, run.after) {
        (Some(before), Some(after)) => (before, after),
        // At either end of the text there is nothing to be mended but a picture or sign within.
        (Some(c), None) | (None, Some(c)) => (c, c),
        (None, None) => return,
    };
    let (left, right) = (run.before.is_some(), run.after.is_some());
    // An ASCII sign inside wants a sign outside as well.
    if left && right && wide(before) && sign(after) && !ASCII_STOPPING.contains(after) {
        return put_before(masked, run, before, Class::Sign);
    }
    if left && right && wide(after) && sign(before) && !ASCII_OPENING.contains(before) {
        return put_after(masked, run, after, Class::Sign);
    }
    if left && wide(before) && !OPENING.contains(before) {
        put_before(masked, run, before, Class::Letter);
    }
    if right && wide(after) && !STOPPING.contains(after) {
        put_after(masked, run, after, Class::Letter);
    }
}

#[derive(Clone, Copy)]
enum Class {
    Letter,
    Sign,
}

fn put_before(masked: &mut String, run: &Run, c: char, class: Class) {
    let from = run.at.start - c.len_utf8();
    masked.replace_range(from..run.at.start, stand_in(c, class));
}

fn put_after(masked: &mut String, run: &Run, c: char, class: Class) {
    let to = run.at.end + c.len_utf8();
    masked.replace_range(run.at.end..to, stand_in(c, class));
}

/// A letter or a sign of as many bytes.
fn stand_in(c: char, class: Class) -> &'static str {
    match (class, c.len_utf8()) {
        (Class::Letter, 1) => "x",
        (Class::Letter, 2) => "é",
        (Class::Letter, 3) => "字",
        (Class::Letter, _) => "𠀀",
        (Class::Sign, 1) => ".",
        (Class::Sign, 2) => "·",
        (Class::Sign, 3) => "、",
        (Class::Sign, _) => "𐄀",
    }
}
