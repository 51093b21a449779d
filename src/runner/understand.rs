//! What a worker's text means: the number of an answer, an answer's words, a word that works anywhere, or just
//! text. Also what of it stands in the chat's transcript, with personal numbers masked.

use crate::channel::Said;
use crate::dialogue::button::Button;
use crate::dialogue::event::{Event, MAX_TEXT, Oddity, Word};
use crate::domain::delivery::{self, Content};
use crate::domain::language::Locale;
use crate::domain::notice::NoticeButton;
use crate::locale::notice;
use crate::locale::words::{fold, meaning};
use serde::{Deserialize, Serialize};

/// The buttons that are the current ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Offered {
    choices: Vec<delivery::Button>,
    controls: Vec<delivery::Button>,
    /// Whether free text is an answer too; then only an answer's full words stand for it.
    free_text: bool,
}

impl Offered {
    pub(super) fn of(content: &Content) -> Self {
        Self {
            choices: content.choices.clone(),
            controls: content.controls.clone(),
            free_text: content.input.is_some(),
        }
    }

    /// Adds the controls of a message between two questions, such as the one that ends a conversation with a
    /// clerk: their words stand in the transcript when they are pressed.
    pub(super) fn also(&mut self, content: &Content) {
        let fresh = |label: &str| content.controls.iter().all(|new| new.label != label);
        self.controls.retain(|old| fresh(&old.label));
        self.controls.extend(content.controls.iter().cloned());
    }

    fn label(&self, payload: &str) -> Option<&str> {
        self.choices
            .iter()
            .chain(&self.controls)
            .find(|b| b.payload == payload)
            .map(|b| b.label.as_str())
    }

    /// The answer that a text names by its number or its whole words.
    fn named(&self, text: &str) -> Option<&delivery::Button> {
        let folded = fold(text);
        let number = folded
            .trim_end_matches(['.', '、', ')', '）'])
            .parse::<usize>()
            .ok();
        let numbered = number
            .and_then(|n| n.checked_sub(1))
            .and_then(|index| self.choices.get(index));
        let same = |button: &&delivery::Button| bare(&button.label) == folded;
        let whole = || self.choices.iter().chain(&self.controls).find(same);
        numbered
            .or_else(whole)
            .or_else(|| self.named_by_clause(&folded))
    }

    /// The one answer with a clause of exactly these words: "submit" for "All right, submit".
    fn named_by_clause(&self, folded: &str) -> Option<&delivery::Button> {
        let has = |button: &&delivery::Button| {
            bare(&button.label)
                .split([',', '，'])
                .any(|clause| clause.trim() == folded)
        };
        let mut found = self.choices.iter().filter(has);
        found.next().filter(|_| found.next().is_none())
    }

    /// The answer that a part of its words names: where only answers are expected, and one alone has that part.
    /// Never one that settles something, which takes its whole words, its number or a plain yes.
    fn named_in_part(&self, text: &str) -> Option<&delivery::Button> {
        let folded = fold(text);
        if self.free_text || folded.is_empty() {
            return None;
        }
        let mut parts = self
            .choices
            .iter()
            .filter(|button| has_part(&bare(&button.label), &folded));
        let only = parts.next().filter(|_| parts.next().is_none())?;
        let settles = match Button::decode(&only.payload)?.1 {
            Button::Submit
            | Button::CancelYes
            | Button::EraseYes
            | Button::Agree
            | Button::AcceptOffer(_) => true,
            button => button.holds_always(),
        };
        (!settles).then_some(only)
    }

    /// "Yes" and "no" where there are two answers, for we always put the assent first; "yes" also where there is
    /// but one and no typing is expected.
    fn by_assent(&self, word: &str) -> Option<&delivery::Button> {
        match (word, self.choices.as_slice(), self.free_text) {
            ("yes", [yes, _], _) | ("yes", [yes], false) => Some(yes),
            ("no", [_, no], _) => Some(no),
            _ => None,
        }
    }
}

/// A label without sign and arrows, folded for comparison.
fn bare(label: &str) -> String {
    fold(label.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a label has this part: a word's beginning of three letters or more, two Chinese characters anywhere, or
/// one with which the label begins.
fn has_part(label: &str, part: &str) -> bool {
    if part.is_ascii() {
        let at_word = label.match_indices(part).any(|(at, _)| {
            let before = label[..at].chars().next_back();
            before.is_none_or(|c| !c.is_ascii_alphanumeric())
        });
        return part.len() >= 3 && at_word;
    }
    label.starts_with(part) || (part.chars().count() >= 2 && label.contains(part))
}

/// Reads a typed text. During a conversation with a clerk everything but commands is meant for the clerk.
pub(super) fn understand(text: &str, offered: &Offered, in_help: bool) -> Event {
    let text = text.trim();
    if text.is_empty() {
        return Event::Odd(Oddity::Blank);
    }
    if text.chars().count() > MAX_TEXT {
        return Event::Odd(Oddity::TooLong);
    }
    let word = meaning(text);
    let press = |button: Option<&delivery::Button>| {
        button
            .and_then(|button| Button::decode(&button.payload))
            .map(|(serial, button)| Event::Pressed(serial, button))
    };
    if in_help {
        let command = word.filter(|word| text.starts_with('/') || matches!(*word, "human" | "end"));
        let ends = offered
            .named(text)
            .filter(|button| button.payload.ends_with(".endhelp"));
        return match (command.and_then(Word::parse), press(ends)) {
            (Some(word), _) => Event::Word(word),
            (None, Some(pressed)) => pressed,
            (None, None) => Event::Text(text.to_owned()),
        };
    }
    let assent = || word.and_then(|word| offered.by_assent(word));
    if let Some(pressed) = press(offered.named(text).or_else(assent)) {
        return pressed;
    }
    if let Some(word) = word.and_then(Word::parse) {
        return Event::Word(word);
    }
    if let Some(pressed) = press(offered.named_in_part(text)) {
        return pressed;
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Event::Odd(Oddity::OnlySymbols);
    }
    Event::Text(text.to_owned())
}

/// What of an update stands in the transcript as the worker's own; `None` for what leaves no bubble.
pub(super) fn echo_of(said: &Said, offered: &Offered, locale: Locale) -> Option<String> {
    const MOST: usize = 500;
    match said {
        Said::Text(text) => {
            let cut: String = text.trim().chars().take(MOST).collect();
            Some(mask_numbers(&cut))
        }
        Said::Button(payload) => Some(match (offered.label(payload), below_notice(payload)) {
            (Some(label), _) => label.to_owned(),
            (None, Some(button)) => notice::label(locale, button),
            (None, None) => "👆".to_owned(),
        }),
        Said::Photo(_) => Some("📷".to_owned()),
        Said::Contact { mobile, .. } => Some(format!("📱 {}", mask_numbers(mobile))),
        Said::Unreadable => Some("🙂".to_owned()),
        Said::Start { .. } | Said::Blocked | Said::Unblocked => None,
    }
}

/// The button below a notice that has this payload.
fn below_notice(payload: &str) -> Option<NoticeButton> {
    let has = |button: &&NoticeButton| button.payload() == Some(payload);
    NoticeButton::ALL.iter().find(has).copied()
}

/// Hides the middle of every run of seven or more digits (a closing X counts): telephone, ID and certificate
/// numbers typed anywhere never stand in a transcript whole. Full-width digits count too. What has the length of an
/// ID or a mobile is masked as those are everywhere (domain reference §3).
pub(super) fn mask_numbers(text: &str) -> String {
    const LONG: usize = 7;
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        let belongs = c.is_numeric()
            || (!run.is_empty()
                && matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ' | ' ' | '-' | '.' | '·' | '/'));
        if belongs {
            run.push(c);
            continue;
        }
        flush(&mut run, &mut out, LONG);
        out.push(c);
    }
    out.pop();
    out
}

fn flush(run: &mut String, out: &mut String, long: usize) {
    let digits: Vec<char> = run
        .chars()
        .filter(|c| c.is_numeric() || c.is_alphabetic())
        .collect();
    if digits.len() < long || is_date(run) {
        out.push_str(run);
    } else {
        let (head, hidden, tail) = match digits.len() {
            18 => (6, 8, 4),
            11 => (3, 4, 4),
            _ => (3, 4, 2),
        };
        out.extend(&digits[..head]);
        out.extend(std::iter::repeat_n('*', hidden));
        out.extend(&digits[digits.len() - tail..]);
        // What ends a number stays, so words do not run together.
        let end = |c: &char| matches!(c, ' ' | '.' | '·' | '/' | '-');
        let after: Vec<char> = run.chars().rev().take_while(end).collect();
        out.extend(after.iter().rev());
    }
    run.clear();
}

/// A day of validity is no personal number, and its worker should see what was understood.
fn is_date(run: &str) -> bool {
    let run = run.trim();
    ["%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d"]
        .iter()
        .any(|format| run.len() <= 10 && chrono::NaiveDate::parse_from_str(run, format).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(labels: &[&str], free_text: bool) -> Offered {
        let choices = labels
            .iter()
            .map(|label| delivery::Button {
                label: (*label).to_owned(),
                payload: format!("3.code:{}", label_code(label)),
            })
            .collect();
        Offered {
            choices,
            controls: Vec::new(),
            free_text,
        }
    }

    fn label_code(label: &str) -> &'static str {
        if label.contains("Green") {
            "green"
        } else {
            "red"
        }
    }

    fn presses(text: &str, offered: &Offered) -> bool {
        matches!(understand(text, offered, false), Event::Pressed(3, _))
    }

    #[test]
    fn an_answer_is_named_by_number_words_part_or_assent() {
        let two = offered(&["🟢 Green", "🔴 Red"], false);
        for text in [
            "1", "２", "1.", "green", " GREEN! ", "gre", "yes", "不", "错了",
        ] {
            assert!(presses(text, &two), "{text}");
        }
        for text in ["3", "e", "ree", "blue"] {
            assert!(!presses(text, &two), "{text}");
        }
        assert!(
            !presses("gre", &offered(&["🟢 Green", "🔴 Red"], true)),
            "free text keeps its meaning"
        );
    }

    #[test]
    fn a_part_of_a_label_settles_nothing() {
        let label = |label: &str, payload: &str| delivery::Button {
            label: label.into(),
            payload: payload.into(),
        };
        let choices = vec![
            label("✅ 没错，提交", "3.submit"),
            label("✏️ 要修改", "3.change"),
        ];
        let read_back = Offered {
            choices,
            ..Offered::default()
        };
        let pressed = |text: &str| match understand(text, &read_back, false) {
            Event::Pressed(_, button) => Some(button),
            _ => None,
        };
        assert_eq!(pressed("错"), Some(Button::Change), "the plain no");
        assert_eq!(pressed("没错"), Some(Button::Submit), "the plain yes");
        assert_eq!(pressed("提交"), Some(Button::Submit), "a clause of its own");
        assert_eq!(pressed("提"), None);
        assert_eq!(pressed("没错，提交"), Some(Button::Submit));
        assert_eq!(pressed("要修"), Some(Button::Change));
    }

    #[test]
    fn odd_texts_are_told_apart() {
        let none = Offered::default();
        assert!(matches!(
            understand("  ", &none, false),
            Event::Odd(Oddity::Blank)
        ));
        assert!(matches!(
            understand("😀😀😀", &none, false),
            Event::Odd(Oddity::OnlySymbols)
        ));
        assert!(matches!(
            understand(&"长".repeat(5000), &none, false),
            Event::Odd(Oddity::TooLong)
        ));
        assert!(matches!(
            understand("0", &none, false),
            Event::Word(Word::Human)
        ));
        assert!(
            matches!(understand("status", &none, true), Event::Text(_)),
            "meant for the clerk"
        );
        assert!(matches!(
            understand("/status", &none, true),
            Event::Word(Word::Status)
        ));
    }

    #[test]
    fn numbers_are_masked_wherever_they_are_typed() {
        assert_eq!(mask_numbers("520199199003070013"), "520199********0013");
        assert_eq!(
            mask_numbers("call 15400000001 please"),
            "call 154****0001 please"
        );
        assert_eq!(
            mask_numbers("5201 9919 9003 0700 1X。好"),
            "520199********001X。好"
        );
        assert_eq!(
            mask_numbers("２０２０-02-28 12座"),
            "２０２****28 12座".replace("28 12", "12")
        );
        assert_eq!(mask_numbers("3 people, 2 bags"), "3 people, 2 bags");
        assert_eq!(mask_numbers("until 2020-02-28"), "until 2020-02-28");
        assert_eq!(mask_numbers("20200228"), "20200228");
        assert_eq!(mask_numbers("520199.19900307.0013."), "520199********0013.");
    }
}
