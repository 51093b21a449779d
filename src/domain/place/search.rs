//! Finds the places a worker may mean (bulletin P1, P4; domain §3).
//!
//! The text is folded, its hanzi simplified and its words joined. Going down the list, each place eats
//! the part of the text it is a name for, and what is left is matched against the places inside it: so
//! 贵州贵阳, `guizhou guiyang` and 贵州省贵阳市南明区 need no cutting into words. Only if nothing matches
//! exactly are parts of names and misspellings tried, and only if nothing begins with the text, names inside
//! a sentence.

use std::cmp::Reverse;
use std::iter;

use super::fold::fold;
use super::forms::{Form, Forms, letter_set, without_suffix};
use super::{Gazetteer, Level, Place, PlaceCode, SOURCE_PROVINCES};

/// Longer texts, counted after folding and without spaces, match nothing.
pub const MAX_QUERY_CHARS: usize = 64;

/// Longer texts are not even folded. Generous: every kept character may take several bytes.
const MAX_QUERY_BYTES: usize = 1024;

/// How a place matches, best first. A place appears once, with its best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// The text is one of its names, with or without suffix and the names of what it lies in, or its code.
    Exact,
    /// One of its names begins with the text.
    Prefix,
    /// The text is the initials of its name.
    Initials,
    /// The text is a part of its name, or the name stands in the text (我在贵阳).
    Contains,
    /// A reading of it differs from the text by a letter (two from 8 letters on), or by the suffix.
    Fuzzy,
}

/// One place found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The place.
    pub place: &'a Place,
    /// How it matches.
    pub quality: Quality,
}

/// A hit while it is being ranked.
struct Found {
    index: usize,
    quality: Quality,
    /// Within the quality: letters that differ, or characters that mean something else.
    distance: usize,
}

impl Gazetteer {
    /// The places `query` may mean, at most `limit`, best first: by quality; then fewer differences; then
    /// those in the source provinces (bulletin P17); then the higher level; then the shorter official
    /// name, as the better known; then the order of [`SOURCE_PROVINCES`]; then the code.
    ///
    /// Returns nothing for a text without letters or hanzi, or with more than [`MAX_QUERY_CHARS`].
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit<'_>> {
        let words = self.words(query);
        let joined = words.concat();
        if limit == 0 || joined.is_empty() || joined.chars().count() > MAX_QUERY_CHARS {
            return Vec::new();
        }
        let mut found = self.find(&joined);
        if words.len() > 1 && !has(&found, Quality::Exact) {
            found = self.find_otherwise(&words, found);
        }
        found.sort_by_cached_key(|found| self.rank(found));
        found.truncate(limit);
        let hit = |found: Found| {
            Some(Hit {
                place: self.places.get(found.index)?,
                quality: found.quality,
            })
        };
        found.into_iter().filter_map(hit).collect()
    }

    /// Folded words with simplified hanzi; none if the text is far too long.
    fn words(&self, query: &str) -> Vec<String> {
        if query.len() > MAX_QUERY_BYTES {
            return Vec::new();
        }
        let simplify = |ch: char| self.simplified.get(&ch).copied().unwrap_or(ch);
        fold(query)
            .split(' ')
            .map(|word| word.chars().map(simplify).collect())
            .collect()
    }

    /// Several words that match nothing as they stand: small before large (Guiyang, Guizhou), else the
    /// last word that means something by itself (guizou guiyang).
    fn find_otherwise(&self, words: &[String], found: Vec<Found>) -> Vec<Found> {
        let reversed: String = words.iter().rev().map(String::as_str).collect();
        let other = self.find(&reversed);
        if has(&other, Quality::Exact) {
            return other;
        }
        if !found.is_empty() {
            return found;
        }
        let alone = words.iter().rev().map(|word| self.find(word));
        alone
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn find(&self, text: &str) -> Vec<Found> {
        if let Some(index) = PlaceCode::parse(text)
            .ok()
            .and_then(|code| self.index(code))
        {
            return vec![Found {
                index,
                quality: Quality::Exact,
                distance: 0,
            }];
        }
        let starts = self.starts(text);
        let mut found = self.each(&starts, text, |rest, forms| Some((graded(rest, forms)?, 0)));
        if has(&found, Quality::Exact) {
            // 济南市 is no beginning of 济南 市中.
            let begins = |forms| graded(text, forms).is_some();
            found.retain(|hit| {
                hit.quality == Quality::Exact || self.forms.get(hit.index).is_some_and(begins)
            });
            return found;
        }
        // The text, not what is left of it: 贵州阳 is no part of every 阳 in 贵州.
        found.extend(self.each(&[], text, |rest, forms| {
            is_part(rest, forms).then_some((Quality::Contains, 0))
        }));
        if found.iter().all(|found| found.quality > Quality::Initials) {
            found.extend(self.mentioned(text));
        }
        found.extend(self.each(&starts, text, |rest, forms| {
            misspelling(rest, forms).map(|distance| (Quality::Fuzzy, distance))
        }));
        best_of_each(found)
    }

    /// For each place, where in the text its own name may start, besides the beginning: after names of
    /// what it lies in.
    fn starts(&self, text: &str) -> Vec<Vec<usize>> {
        let mut starts: Vec<Vec<usize>> = Vec::with_capacity(self.places.len());
        // Parents stand before what they contain, so their starts are already known.
        for parent in &self.parents {
            let parent = parent.and_then(|at| self.forms.get(at).zip(starts.get(at)));
            let own = parent.map_or_else(Vec::new, |(parent, before)| {
                let mut own = before.clone();
                for from in iter::once(0).chain(before.iter().copied()) {
                    let rest = text.get(from..).unwrap_or_default();
                    own.extend(parent.ends_in(rest).map(|end| from + end));
                }
                own
            });
            starts.push(own);
        }
        starts
    }

    /// Tries `grade` on the text and on what is left of it at every start of every place (none where the
    /// list of starts is too short); keeps the best of each place.
    fn each(
        &self,
        starts: &[Vec<usize>],
        text: &str,
        grade: impl Fn(&str, &Forms) -> Option<(Quality, usize)>,
    ) -> Vec<Found> {
        let graded = self.forms.iter().enumerate().filter_map(|(index, forms)| {
            let later = starts.get(index).into_iter().flatten();
            let rests = later
                .filter_map(|from| text.get(*from..))
                .filter(|rest| !rest.is_empty());
            let grades = iter::once(text)
                .chain(rests)
                .filter_map(|rest| grade(rest, forms));
            grades.min().map(|(quality, distance)| Found {
                index,
                quality,
                distance,
            })
        });
        graded.collect()
    }

    /// Places whose name in hanzi stands inside a longer text: an address down to the village, a sentence.
    /// Only those that, with the places around them, explain most of the text.
    fn mentioned(&self, text: &str) -> Vec<Found> {
        let chars = text.chars().count();
        let mention = |index| {
            let distance = chars.saturating_sub(self.explained(text, index)?);
            Some(Found {
                index,
                quality: Quality::Contains,
                distance,
            })
        };
        let mut found: Vec<Found> = (0..self.places.len()).filter_map(mention).collect();
        let least = found.iter().map(|found| found.distance).min();
        found.retain(|found| Some(found.distance) == least);
        found
    }

    /// Characters of the text that are the place's name or, before it, names of what it lies in.
    fn explained(&self, text: &str, index: usize) -> Option<usize> {
        let (mut before, mut chars) = longest_mention(text, self.forms.get(index)?)?;
        let mut up = self.parents.get(index).copied().flatten();
        while let Some(at) = up {
            if let Some((start, more)) = self
                .forms
                .get(at)
                .and_then(|forms| longest_mention(before, forms))
            {
                before = start;
                chars += more;
            }
            up = self.parents.get(at).copied().flatten();
        }
        Some(chars)
    }

    fn rank(&self, found: &Found) -> impl Ord + use<> {
        let place = self.places.get(found.index);
        let province = place
            .map(|place| place.code.province().to_string())
            .unwrap_or_default();
        let source = SOURCE_PROVINCES.iter().position(|code| *code == province);
        (
            (found.quality, found.distance),
            Reverse(source.is_some()),
            place.map_or(Level::County, |place| place.code.level()),
            place.map_or(0, |place| place.name.chars().count()),
            source,
            found.index,
        )
    }
}

/// How the rest of a text matches a place as it is spelt.
fn graded(rest: &str, forms: &Forms) -> Option<Quality> {
    let prefix = forms
        .whole
        .iter()
        .filter(|form| form.text.starts_with(rest));
    if let Some(shortest) = prefix.map(|form| form.text.len()).min() {
        return Some(if shortest == rest.len() {
            Quality::Exact
        } else {
            Quality::Prefix
        });
    }
    let is_initials = rest.len() > 1 && forms.initials.iter().any(|initials| initials == rest);
    is_initials.then_some(Quality::Initials)
}

/// Whether the text is a telling part of a name.
fn is_part(text: &str, forms: &Forms) -> bool {
    // Two hanzi or three letters; less is a part of hundreds of names.
    let telling = text.len() >= if text.is_ascii() { 3 } else { 6 };
    telling && forms.whole.iter().any(|form| form.text.contains(text))
}

/// Letters by which the rest of a text differs from the nearest reading, if that is near enough.
fn misspelling(rest: &str, forms: &Forms) -> Option<usize> {
    if !rest.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let allowed = allowed_distance(rest.len());
    let letters = letter_set(rest);
    let stem = without_suffix(rest).filter(|stem| stem.len() >= 4);
    let near = |form: &Form| {
        if stem == Some(form.text.as_str()) {
            return Some(1); // the wrong suffix, no worse than a wrong letter
        }
        // Each edit changes the length by at most one and the set of letters by at most two.
        let hopeless = form.text.len().abs_diff(rest.len()) > allowed
            || (form.letters ^ letters).count_ones() as usize > 2 * allowed;
        if hopeless {
            return None;
        }
        Some(strsim::osa_distance(rest, &form.text)).filter(|distance| *distance <= allowed)
    };
    forms
        .whole
        .iter()
        .filter(|form| form.is_latin())
        .filter_map(near)
        .min()
}

/// Edits (insert, drop, change, swap) forgiven in a text of so many letters.
fn allowed_distance(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        8.. => 2,
    }
}

/// The place's longest hanzi form in the text: the text before it, and its characters.
fn longest_mention<'a>(text: &'a str, forms: &Forms) -> Option<(&'a str, usize)> {
    let hanzi = forms.whole.iter().filter(|form| !form.is_latin());
    let places =
        hanzi.filter_map(|form| Some((text.rfind(&form.text)?, form.text.chars().count())));
    let (start, chars) = places.max_by_key(|(_, chars)| *chars)?;
    Some((text.get(..start)?, chars))
}

fn has(found: &[Found], quality: Quality) -> bool {
    found.iter().any(|found| found.quality == quality)
}

/// Keeps each place once, with its best quality and least distance.
fn best_of_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| (found.index, found.quality, found.distance));
    found.dedup_by_key(|found| found.index);
    found
}
