//! Small pieces that pages are made of: fields with their errors, badges, bars, empty states, pagers.

use super::people::{Desk, Visitor};
use crate::locale::Wording;
use crate::locale::label::Label;
use maud::{Markup, html};

/// The hidden token that every form carries.
pub fn csrf(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="csrf" value=(visitor.csrf); }
}

/// A one-line field: label above, error beside, hint below, all tied together for screen readers.
#[derive(Debug, Default)]
pub struct Field<'a> {
    name: &'a str,
    id: &'a str,
    label: String,
    kind: &'a str,
    value: &'a str,
    hint: Option<String>,
    error: Option<String>,
    autocomplete: Option<&'a str>,
    required: bool,
}

impl<'a> Field<'a> {
    /// A text field.
    pub fn text(name: &'a str, label: String) -> Self {
        Self {
            name,
            id: name,
            label,
            kind: "text",
            ..Self::default()
        }
    }

    /// Another id than the name, where a page has two fields of one name.
    pub fn id(self, id: &'a str) -> Self {
        Self { id, ..self }
    }

    /// Another `type` of input.
    pub fn kind(self, kind: &'a str) -> Self {
        Self { kind, ..self }
    }

    /// What stands in it.
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// Advice under it.
    pub fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// What is wrong with it.
    pub fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }

    /// What a password manager may fill in.
    pub fn autocomplete(self, what: &'a str) -> Self {
        Self {
            autocomplete: Some(what),
            ..self
        }
    }

    /// Must be filled in.
    pub fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The markup.
    pub fn draw(self) -> Markup {
        let described = described_by(self.id, self.hint.is_some(), self.error.is_some());
        html! {
            div.field {
                label for=(self.id) { (self.label) }
                @if let Some(error) = &self.error { (field_error(self.id, error)) }
                input #(self.id) type=(self.kind) name=(self.name) value=(self.value)
                    autocomplete=[self.autocomplete] required[self.required] aria-describedby=[described]
                    aria-invalid=[self.error.is_some().then_some("true")];
                @if let Some(hint) = &self.hint { p.hint #{ (self.id) "-hint" } { (hint) } }
            }
        }
    }
}

/// The error of a field, to be put beside it.
pub fn field_error(name: &str, error: &str) -> Markup {
    html! { p.error #{ (name) "-error" } { (error) } }
}

/// Value of `aria-describedby` for a field with a hint, an error or both.
pub fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (true, true) => Some(format!("{name}-error {name}-hint")),
    }
}

/// Tone of a badge or note; each badge also has a word, so colour is never all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Done, good.
    Good,
    /// Under way, wants a look.
    Busy,
    /// Wrong, refused.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Good => "badge good",
            Self::Busy => "badge busy",
            Self::Bad => "badge bad",
        }
    }
}

/// A state as a word in a coloured frame.
pub fn badge(visitor: &Visitor, tone: Tone, label: impl Wording) -> Markup {
    html! { span class=(tone.class()) { (visitor.t(label)) } }
}

/// A note at the top of a page that something was done.
pub fn done_note(visitor: &Visitor, label: impl Wording) -> Markup {
    html! { p.done role="status" { (visitor.t(label)) } }
}

/// What stands where a list would be: that it is empty, and what to do.
pub fn empty(visitor: &Visitor, what: impl Wording, advice: impl Wording) -> Markup {
    html! { div.empty { p { strong { (visitor.t(what)) } } p { (visitor.t(advice)) } } }
}

/// A bar of stacked parts of `whole`: (class, amount). Its text alternative stands beside it in the page.
pub fn bar(parts: &[(&str, i64)], whole: i64) -> Markup {
    let whole = whole.max(1);
    let mut at = 0;
    let mut pieces = Vec::new();
    for (class, amount) in parts {
        let width = amount.clamp(&0, &(whole - at)) * 1000 / whole;
        pieces.push((class, at * 1000 / whole, width));
        at = (at + amount.max(&0)).min(whole);
    }
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rest x="0" y="0" width="1000" height="10" {}
            @for (class, x, width) in pieces {
                rect class=(class) x=(x) y="0" width=(width) height="10" {}
            }
        }
    }
}

/// Links to the page before and after; nothing where one page holds all.
pub fn pager(desk: &Desk, address: &str, page: i64, pages: i64) -> Markup {
    html! {
        @if pages > 1 {
            nav.pager aria-label=(desk.t(Label::PagerName)) {
                @if page > 1 { a.button href={ (address) (page - 1) } rel="prev" { (desk.t(Label::PagerBack)) } }
                span { (desk.t(Label::PagerAt { page, pages })) }
                @if page < pages { a.button href={ (address) (page + 1) } rel="next" { (desk.t(Label::PagerOn)) } }
            }
        }
    }
}
