//! Search fields that turn what is typed into one thing of the database, without a script: several matches come
//! back as a choice beside the field.

use super::people::Visitor;
use super::show::full_place;
use crate::domain::place::{Gazetteer, Quality};
use crate::store::{Result, Tx};

/// Matches offered.
const MATCHES: usize = 8;

/// A thing with its key and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// What stands for it in a form.
    pub key: String,
    /// What people read.
    pub name: String,
}

/// What became of what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Found {
    /// Nothing typed.
    #[default]
    Blank,
    /// This one.
    One(Match),
    /// One of these, or something else.
    Several(Vec<Match>),
    /// Nothing like it.
    Nothing,
}

/// Looks for a place. Only an exact name that one place alone has is taken without asking.
pub fn place(visitor: &Visitor, typed: &str) -> Found {
    let typed = typed.trim();
    if typed.is_empty() {
        return Found::Blank;
    }
    let hits = Gazetteer::builtin().search(typed, MATCHES);
    let matched = |code| Match {
        key: format!("{code}"),
        name: full_place(visitor, code),
    };
    let mut exact = hits.iter().filter(|hit| hit.quality == Quality::Exact);
    match (hits.first(), exact.next(), exact.next()) {
        (None, _, _) => Found::Nothing,
        (Some(_), Some(only), None) => Found::One(matched(only.place.code)),
        (Some(_), _, _) => Found::Several(hits.iter().map(|hit| matched(hit.place.code)).collect()),
    }
}

/// Looks for an employer. Only its very name is taken without asking.
///
/// # Errors
/// [`crate::store::StoreError`].
pub async fn employer(tx: &mut Tx, typed: &str) -> Result<Found> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Found::Blank);
    }
    let hits = tx.find_employers(typed, MATCHES).await?;
    let mut hits: Vec<_> = hits
        .into_iter()
        .map(|firm| Match {
            key: firm.id.as_str().to_owned(),
            name: firm.name,
        })
        .collect();
    if let Some(at) = hits.iter().position(|firm| firm.name == typed) {
        return Ok(Found::One(hits.swap_remove(at)));
    }
    Ok(match hits.is_empty() {
        true => Found::Nothing,
        false => Found::Several(hits),
    })
}
