//! The audience's form controls.

use super::super::lookup::{Found, Match};
use super::super::parts::{described_by, field_error};
use super::super::people::Bureau;
use super::builder::Kind;
use super::builder_read::{GroupRead, RuleRead, offered};
use super::lists;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::AudienceList;
use maud::{Markup, html};

/// What the drawing needs besides the groups.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Whether unfinished conditions are to be pointed out.
    pub strict: bool,
    /// Where the form is sent to.
    pub action: &'a str,
    /// The uploaded lists to choose from.
    pub lists: &'a [AudienceList],
}

/// The groups, and the buttons that change their shape.
pub fn groups(desk: &Bureau, groups: &[GroupRead], view: View<'_>) -> Markup {
    html! {
        @for (g, group) in groups.iter().enumerate() {
            @if g > 0 { p.or { span { (desk.t(NoticeLabel::Or)) } } }
            (self::group(desk, g, group, groups.len(), view))
        }
        p {
            (step(view, "group", "audience", html! { (desk.t(NoticeLabel::AddGroup)) }))
            span.hint.beside { (desk.t(NoticeLabel::AddGroupHint)) }
        }
    }
}

/// A button that changes the form's shape and comes back to the same place.
pub fn step(view: View<'_>, word: &str, anchor: &str, label: Markup) -> Markup {
    html! {
        button.small type="submit" name="step" value=(word) formaction={ (view.action) "#" (anchor) } { (label) }
    }
}

fn group(desk: &Bureau, g: usize, group: &GroupRead, of: usize, view: View<'_>) -> Markup {
    let id = format!("g{g}");
    let lonely = group.rules.is_empty();
    let error = view.strict && lonely && of > 1;
    html! {
        fieldset.group #(id) aria-describedby=[error.then(|| format!("{id}-error"))] {
            legend {
                @if of == 1 && lonely { (desk.t(NoticeLabel::GroupEveryone)) }
                @else if of == 1 { (desk.t(NoticeLabel::GroupAll)) }
                @else { (desk.t(NoticeLabel::GroupAllOf { number: g + 1 })) }
            }
            input type="hidden" name=(id) value="all";
            @if error { (field_error(&id, &desk.t(NoticeLabel::GroupEmpty))) }
            @for (r, rule) in group.rules.iter().enumerate() {
                (self::rule(desk, (g, r), rule, view))
            }
            div.row.add {
                label.unseen for={ (id) "-kind" } { (desk.t(NoticeLabel::ConditionKind)) }
                select #{ (id) "-kind" } name={ (id) "-kind" } {
                    @for kind in Kind::ALL {
                        option value=(kind) { (kind_name(desk, *kind)) }
                    }
                }
                (step(view, &format!("add-{g}"), &id, html! { (desk.t(NoticeLabel::AddCondition)) }))
                @if of > 1 {
                    (step(view, &format!("ungroup-{g}"), "audience", html! {
                        (desk.t(NoticeLabel::DropGroup)) span.unseen { " " (g + 1) }
                    }))
                }
            }
        }
    }
}

/// What a kind of condition is called.
pub fn kind_name(desk: &Bureau, kind: Kind) -> String {
    match kind {
        Kind::Origin => desk.t(Label::ColOrigin),
        Kind::Employer => desk.t(Label::ColEmployer),
        Kind::District => desk.t(NoticeLabel::KindDistrict),
        Kind::Status => desk.t(NoticeLabel::StatusTitle),
        Kind::Health => desk.t(NoticeLabel::HealthCodeTitle),
        Kind::Language => desk.t(Label::LanguageSwitch),
        Kind::Channel => desk.t(Label::ColChannel),
        Kind::Seen => desk.t(NoticeLabel::KindSeen),
        Kind::List => desk.t(NoticeLabel::KindList),
    }
}

fn rule(desk: &Bureau, (g, r): (usize, usize), rule: &RuleRead, view: View<'_>) -> Markup {
    let name = format!("g{g}r{r}");
    let kind = kind_name(desk, rule.form.kind);
    let unfinished = view.strict && !rule.is_fit();
    let trouble = rule
        .trouble
        .clone()
        .or_else(|| unfinished.then_some(NoticeLabel::ConditionEmpty));
    let error = trouble.map(|label| desk.t(label));
    html! {
        div.rule role="group" aria-label=(kind) aria-describedby=[error.as_ref().map(|_| format!("{name}-error"))] {
            input type="hidden" name=(name) value=(rule.form.kind);
            strong { (kind) }
            select name={ (name) "-not" } aria-label=(desk.t(NoticeLabel::IsOrNot)) {
                option value="is" { (desk.t(NoticeLabel::Is)) }
                option value="not" selected[rule.form.not] { (desk.t(NoticeLabel::IsNot)) }
            }
            div.values {
                @if let Some(error) = &error { (field_error(&name, error)) }
                (values(desk, (g, r), rule, error.is_some(), view))
            }
            (step(view, &format!("drop-{g}-{r}"), &format!("g{g}"), html! {
                (desk.t(NoticeLabel::DropCondition)) span.unseen { " " (kind) }
            }))
        }
    }
}

fn values(
    desk: &Bureau,
    (g, r): (usize, usize),
    rule: &RuleRead,
    wrong: bool,
    view: View<'_>,
) -> Markup {
    let name = &format!("g{g}r{r}");
    match rule.form.kind {
        Kind::Origin => searched(desk, name, rule, wrong, view),
        Kind::Employer => searched(desk, name, rule, wrong, view),
        Kind::District | Kind::Status | Kind::Health | Kind::Language | Kind::Channel => {
            let all = offered(desk, rule.form.kind);
            html! { (ticks(name, &all, &rule.chosen)) }
        }
        Kind::Seen => days(desk, name, rule, wrong),
        Kind::List => lists::choose(desk, (g, r), rule, wrong, view),
    }
}

/// Values to tick, one or several.
fn ticks(name: &str, all: &[Match], chosen: &[Match]) -> Markup {
    html! {
        div.ticks {
            @for one in all {
                label.tick {
                    input type="checkbox" name={ (name) "-value" } value=(one.key)
                        checked[chosen.iter().any(|had| had.key == one.key)];
                    " " (one.name)
                }
            }
        }
    }
}

/// A search field with what was found so far; unticking takes a value out.
fn searched(desk: &Bureau, name: &str, rule: &RuleRead, wrong: bool, view: View<'_>) -> Markup {
    let hint = match rule.form.kind {
        Kind::Employer => NoticeLabel::EmployerHint,
        Kind::Origin
        | Kind::District
        | Kind::Status
        | Kind::Health
        | Kind::Language
        | Kind::Channel
        | Kind::Seen
        | Kind::List => NoticeLabel::OriginHint,
    };
    let group = name.split('r').next().unwrap_or(name);
    let field = format!("{name}-find");
    let described = described_by(name, true, wrong);
    html! {
        @if !rule.chosen.is_empty() { (ticks(name, &rule.chosen, &rule.chosen)) }
        div.row.lookup {
            input #(field) type="search" name=(field) value=(rule.form.typed) autocomplete="off"
                aria-label=(desk.t(Label::Find)) aria-describedby=[described] aria-invalid=[wrong.then_some("true")];
            (step(view, "find", group, html! { (desk.t(Label::Find)) }))
        }
        p.hint #{ (name) "-hint" } { (desk.t(hint)) }
        @if let Found::Several(matches) = &rule.found {
            fieldset.choices {
                legend { (desk.t(NoticeLabel::MatchesSome)) }
                input type="hidden" name={ (name) "-offered" } value=(rule.form.typed);
                @for one in matches {
                    label.tick {
                        input type="checkbox" name={ (name) "-value" } value=(one.key); " " (one.name)
                    }
                }
            }
        }
    }
}

fn days(desk: &Bureau, name: &str, rule: &RuleRead, wrong: bool) -> Markup {
    let typed = rule.chosen.first().map_or("", |one| one.key.as_str());
    html! {
        label.inline-field {
            (desk.t(NoticeLabel::SeenBefore))
            input type="text" inputmode="numeric" name={ (name) "-value" } value=(typed) size="4"
                aria-describedby=[described_by(name, false, wrong)] aria-invalid=[wrong.then_some("true")];
            (desk.t(NoticeLabel::SeenAfter))
        }
    }
}
