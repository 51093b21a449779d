//! Search fields that turn what is typed into one thing of the database, without a script: several matches come
//! back as a choice beside the field.

use super::parts::{described_by, field_error};
use super::people::Bureau;
use super::show::full_place;
use crate::domain::id::EmployerId;
use crate::domain::place::{Gazetteer, PlaceCode, Quality};
use crate::locale::label::Label;
use crate::store::{Result, Tx};
use maud::{Markup, html};

/// Matches offered.
const MATCHES: usize = 8;

/// What a search field sends: the text, what was found for it before, and the choice among several.
#[derive(Debug, Default, Clone)]
pub struct Asked {
    /// What is typed.
    pub typed: String,
    /// What was found before; holds as long as `typed` is still its name.
    pub held: String,
    /// The text for which matches were offered.
    pub offered_for: String,
    /// The one that was picked among them.
    pub picked: String,
}

impl Asked {
    /// The pick, if it was made for what is typed now.
    fn fresh_pick(&self) -> Option<&str> {
        let picked = !self.picked.is_empty() && self.typed.trim() == self.offered_for;
        picked.then_some(self.picked.as_str())
    }
}

/// What became of it: each thing with its key and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// Nothing typed.
    Blank,
    /// This one.
    One(T, String),
    /// One of these, or something else.
    Several(Vec<(T, String)>),
    /// Nothing like it.
    Nothing,
}

impl<T> Found<T> {
    /// The one thing.
    pub fn one(&self) -> Option<&T> {
        match self {
            Self::One(thing, _) => Some(thing),
            Self::Blank | Self::Several(_) | Self::Nothing => None,
        }
    }

    /// What to say beside the field.
    pub fn trouble(&self) -> Option<Label> {
        match self {
            Self::Blank | Self::One(..) => None,
            Self::Several(_) => Some(Label::PickOne),
            Self::Nothing => Some(Label::NothingLikeIt),
        }
    }
}

/// Resolves a place. Only an exact name that one place alone has is taken without asking.
pub fn place(desk: &Bureau, asked: &Asked) -> Found<PlaceCode> {
    let typed = asked.typed.trim();
    if typed.is_empty() {
        return Found::Blank;
    }
    let named = |code: PlaceCode| Found::One(code, full_place(desk, code));
    let known = |text: &str| {
        let code = text.parse::<PlaceCode>().ok()?;
        Gazetteer::builtin().get(code).map(|place| place.code)
    };
    if let Some(code) = asked.fresh_pick().and_then(known) {
        return named(code);
    }
    if let Some(code) = known(&asked.held).filter(|code| full_place(desk, *code) == typed) {
        return named(code);
    }
    let hits = Gazetteer::builtin().search(typed, MATCHES);
    let mut exact = hits.iter().filter(|hit| hit.quality == Quality::Exact);
    match (hits.first(), exact.next(), exact.next()) {
        (None, _, _) => Found::Nothing,
        (Some(_), Some(only), None) => named(only.place.code),
        (Some(_), _, _) => Found::Several(
            hits.iter()
                .map(|hit| (hit.place.code, full_place(desk, hit.place.code)))
                .collect(),
        ),
    }
}

/// Resolves an employer. Only its very name is taken without asking.
///
/// # Errors
/// [`crate::store::StoreError`].
pub async fn employer(tx: &mut Tx, asked: &Asked) -> Result<Found<EmployerId>> {
    let typed = asked.typed.trim();
    if typed.is_empty() {
        return Ok(Found::Blank);
    }
    if let Some(id) = asked.fresh_pick()
        && let Some(firm) = tx.employer(&EmployerId::new(id)).await?
    {
        return Ok(Found::One(firm.id, firm.name));
    }
    let held = tx.employer(&EmployerId::new(asked.held.as_str())).await?;
    if let Some(firm) = held.filter(|firm| firm.name == typed) {
        return Ok(Found::One(firm.id, firm.name));
    }
    let mut hits = tx.find_employers(typed, MATCHES).await?;
    if let Some(at) = hits.iter().position(|firm| firm.name == typed) {
        let firm = hits.swap_remove(at);
        return Ok(Found::One(firm.id, firm.name));
    }
    if hits.is_empty() {
        return Ok(Found::Nothing);
    }
    let named = hits.into_iter().map(|firm| (firm.id, firm.name));
    Ok(Found::Several(named.collect()))
}

/// The field: text, hidden memory of what was found, and the matches to choose from.
pub fn draw<T: ToString>(
    desk: &Bureau,
    name: &str,
    label: Label,
    hint: Label,
    asked: &Asked,
    found: &Found<T>,
) -> Markup {
    let shown = match found {
        Found::One(_, name) => name.as_str(),
        Found::Blank | Found::Several(_) | Found::Nothing => asked.typed.trim(),
    };
    let error = found.trouble().map(|label| desk.t(label));
    html! {
        div.field {
            label for=(name) { (desk.t(label)) }
            @if let Some(error) = &error { (field_error(name, error)) }
            div.row.lookup {
                input #(name) type="search" name=(name) value=(shown) autocomplete="off"
                    aria-describedby=[described_by(name, true, error.is_some())]
                    aria-invalid=[error.is_some().then_some("true")];
                button type="submit" name="step" value="check" { (desk.t(Label::Find)) }
            }
            p.hint #{ (name) "-hint" } { (desk.t(hint)) }
            @match found {
                Found::One(key, _) => { input type="hidden" name={ (name) "_held" } value=(key.to_string()); }
                Found::Several(choices) => (matches(desk, name, shown, choices)),
                Found::Blank | Found::Nothing => {}
            }
        }
    }
}

fn matches<T: ToString>(desk: &Bureau, name: &str, typed: &str, choices: &[(T, String)]) -> Markup {
    html! {
        fieldset.choices {
            legend { (desk.t(Label::Matches)) }
            input type="hidden" name={ (name) "_offered" } value=(typed);
            @for (key, text) in choices {
                label { input type="radio" name={ (name) "_picked" } value=(key.to_string()); " " (text) }
            }
        }
    }
}
