//! How a firm's name is read, and how well it answers a query.
//!
//! Hanzi, full pinyin, initials and mixtures are matched by the `ib-pinyin` crate, which tries every reading of
//! every character. It knows no misspellings; for those a name is kept as its readings, syllable by syllable,
//! and the edit distance is taken over all readings at once, which the
//! `strsim` crate cannot do.

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::{PinyinData, PinyinNotation};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Longer queries are cut; no firm's name is longer.
const MAX_CHARS: usize = 64;
/// Shorter queries are taken by the letter: with one letter free, three would match anything.
const MIN_FUZZY_LETTERS: usize = 4;

fn pinyin_data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter))
}

/// One spelling: compatibility forms unified, lower case, no spaces or punctuation.
fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// A name as its readings: for each character the syllables it may be read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading(Vec<Vec<String>>);

impl Reading {
    /// Reads a name; a character without a reading (a letter, a digit) stands for itself.
    pub(super) fn of(name: &str) -> Self {
        let name = fold(name);
        let syllables = name.chars().map(|c| {
            let mut ways: Vec<String> = Vec::new();
            for way in pinyin_data()
                .get_pinyins(c)
                .filter_map(|p| p.notation(PinyinNotation::Ascii))
            {
                if !ways.iter().any(|known| known == way) {
                    ways.push(way.to_owned());
                }
            }
            if ways.is_empty() {
                ways.push(c.to_string());
            }
            ways
        });
        Self(syllables.collect())
    }

    /// As stored: syllables parted by spaces, several readings of one by slashes: `le/yue qing`.
    pub(super) fn pinyin(&self) -> String {
        self.join(|way| way)
    }

    /// First letters in the same form: `l/y q`.
    pub(super) fn initials(&self) -> String {
        self.join(|way| {
            way.char_indices()
                .nth(1)
                .map_or(way, |(end, _)| &way[..end])
        })
    }

    fn join<'a>(&'a self, part: impl Fn(&'a str) -> &'a str) -> String {
        let syllables = self.0.iter().map(|ways| {
            let mut parts: Vec<&str> = ways.iter().map(|way| part(way)).collect();
            parts.dedup();
            parts.join("/")
        });
        syllables.collect::<Vec<_>>().join(" ")
    }
}

/// How well a name answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// It is the name.
    Exact,
    /// The name begins with it.
    Prefix,
    /// The name contains it.
    Contains,
    /// A part of the name reads like it but for one letter, or sounds like it in other characters.
    Fuzzy,
}

/// A query made ready for matching.
pub(super) struct Query {
    text: String,
    /// In letters, when it is long enough to be misspelt.
    letters: Option<Vec<u8>>,
}

impl Query {
    /// `None` when nothing is left of the text.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text: String = fold(text).chars().take(MAX_CHARS).collect();
        if text.is_empty() {
            return None;
        }
        // The first reading of each hanzi: enough to find 铭棋 and 銘奇 where 铭奇 is meant.
        let letters: String = Reading::of(&text)
            .0
            .iter()
            .filter_map(|ways| ways.first())
            .map(String::as_str)
            .collect();
        let long = letters.len() >= MIN_FUZZY_LETTERS && !text.bytes().all(|b| b.is_ascii_digit());
        let letters = (long && letters.is_ascii()).then(|| letters.into_bytes());
        Some(Self { text, letters })
    }

    /// Identifiers of the best of `(id, name, pinyin)`, at most `limit`.
    pub(super) fn best<'a>(
        &self,
        names: &'a [(String, String, String)],
        limit: usize,
    ) -> Vec<&'a str> {
        let mut best = self.graded(names, limit);
        best.truncate(limit);
        best
    }

    /// Identifiers of all that match, best first; misspelt ones only where nothing is spelt so.
    pub(super) fn all<'a>(&self, names: &'a [(String, String, String)]) -> Vec<&'a str> {
        self.graded(names, 1)
    }

    /// All that match, best first; misspelt ones only where fewer than `enough` are spelt so.
    fn graded<'a>(&self, names: &'a [(String, String, String)], enough: usize) -> Vec<&'a str> {
        let matcher = PinyinMatcher::builder(self.text.as_str())
            .pinyin_data(pinyin_data())
            .build();
        let mut hits: Vec<_> = names
            .iter()
            .filter_map(|(id, name, _)| Some((grade(&matcher, &fold(name))?, name, id)))
            .collect();
        if hits.len() < enough {
            let misspelt = names.iter().filter(|(id, _, pinyin)| {
                self.sounds_like(pinyin) && !hits.iter().any(|(_, _, known)| *known == id)
            });
            let misspelt: Vec<_> = misspelt
                .map(|(id, name, _)| (Quality::Fuzzy, name, id))
                .collect();
            hits.extend(misspelt);
        }
        hits.sort_by_key(|(quality, name, _)| (*quality, name.chars().count(), *name));
        hits.into_iter().map(|(_, _, id)| id.as_str()).collect()
    }

    /// Whether some run of whole syllables reads like the query but for the edits allowed.
    fn sounds_like(&self, pinyin: &str) -> bool {
        let Some(letters) = &self.letters else {
            return false;
        };
        // Entry i of a row: fewest edits that turn the first i letters of the query into what was read since
        // the start of some syllable.
        let fresh: Vec<usize> = (0..=letters.len()).collect();
        let mut row = fresh.clone();
        for syllable in pinyin.split(' ') {
            let ways = syllable.split('/').map(|way| read(&row, letters, way));
            let Some(after) = ways.reduce(|a, b| least(&a, &b)) else {
                continue;
            };
            if after
                .last()
                .is_some_and(|edits| *edits <= allowed_edits(letters.len()))
            {
                return true;
            }
            row = least(&after, &fresh);
        }
        false
    }
}

/// Edits (a letter more, less or other, or two swapped within a syllable) forgiven in so many letters.
fn allowed_edits(letters: usize) -> usize {
    if letters < 8 { 1 } else { 2 }
}

fn grade(matcher: &PinyinMatcher<'_>, name: &str) -> Option<Quality> {
    if let Some(found) = matcher.test(name) {
        return Some(if found.end() == name.len() {
            Quality::Exact
        } else {
            Quality::Prefix
        });
    }
    matcher.is_match(name).then_some(Quality::Contains)
}

/// The row of the edit-distance table after a syllable.
fn read(row: &[usize], letters: &[u8], syllable: &str) -> Vec<usize> {
    let mut row = row.to_vec();
    let mut before: Option<(Vec<usize>, u8)> = None;
    for letter in syllable.bytes() {
        let mut next = advance(&row, letters, letter);
        if let Some((older, last)) = &before {
            for ((pair, edits), into) in letters.windows(2).zip(older).zip(next.iter_mut().skip(2))
            {
                if pair == [letter, *last] {
                    *into = (*into).min(edits + 1);
                }
            }
        }
        before = Some((std::mem::replace(&mut row, next), letter));
    }
    row
}

/// The row after one more letter, without swaps.
fn advance(row: &[usize], letters: &[u8], letter: u8) -> Vec<usize> {
    let mut left = row.first().map_or(0, |edits| edits + 1);
    let mut next = vec![left];
    for (pair, typed) in row.windows(2).zip(letters) {
        let kept = pair[0] + usize::from(*typed != letter);
        left = kept.min(pair[1] + 1).min(left + 1);
        next.push(left);
    }
    next
}

fn least(a: &[usize], b: &[usize]) -> Vec<usize> {
    a.iter().zip(b).map(|(a, b)| *a.min(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(names: &[&str], query: &str) -> Vec<String> {
        let names: Vec<_> = names
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    (*name).to_owned(),
                    Reading::of(name).pinyin(),
                )
            })
            .collect();
        let query = Query::new(query);
        query.map_or_else(Vec::new, |query| {
            query
                .best(&names, 3)
                .into_iter()
                .map(str::to_owned)
                .collect()
        })
    }

    const NAMES: [&str; 6] = [
        "温州铭奇鞋业有限公司",
        "飞鹏五金",
        "德赛集团",
        "远华眼镜企业",
        "示例企业07",
        "示例企业17",
    ];

    #[test]
    fn found_by_hanzi_pinyin_initials_digits_and_misspelling() {
        let cases = [
            ("铭奇", "温州铭奇鞋业有限公司"),
            ("wenzhoumingqi", "温州铭奇鞋业有限公司"),
            ("Ming Qi", "温州铭奇鞋业有限公司"),
            ("mqxy", "温州铭奇鞋业有限公司"),
            ("mign qi", "温州铭奇鞋业有限公司"),
            ("minqi", "温州铭奇鞋业有限公司"),
            ("銘奇", "温州铭奇鞋业有限公司"),
            ("desaijituan", "德赛集团"),
            ("德赛jt", "德赛集团"),
            ("desajituan", "德赛集团"),
            ("dsjt", "德赛集团"),
            ("yuanhua", "远华眼镜企业"),
            ("07", "示例企业07"),
            ("slqy07", "示例企业07"),
            ("示例企业０７", "示例企业07"),
            ("feipen", "飞鹏五金"),
        ];
        for (query, name) in cases {
            let found = search(&NAMES, query);
            assert_eq!(found.first().map(String::as_str), Some(name), "{query}");
        }
    }

    #[test]
    fn exact_before_prefix_before_within_before_misspelt() {
        let names = ["新德赛", "德赛集团", "德赛", "得菜"];
        assert_eq!(search(&names, "德赛"), ["德赛", "德赛集团", "新德赛"]);
        assert_eq!(search(&names, "desai"), ["德赛", "德赛集团", "新德赛"]);
        assert_eq!(search(&["得菜", "德赛集团"], "desai"), ["德赛集团", "得菜"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        for query in ["", "  ", "😀", "！？", "zzzz", "99"] {
            assert!(search(&NAMES, query).is_empty(), "{query}");
        }
    }

    #[test]
    fn readings_keep_every_way() {
        let reading = Reading::of("乐清A1");
        assert_eq!(reading.pinyin(), "le/yue qing a 1");
        assert_eq!(reading.initials(), "l/y q a 1");
    }

    #[test]
    fn two_thousand_names_are_searched_fast() {
        let names: Vec<_> = (0..2_000)
            .map(|n| {
                let name = format!("温州示例{n}电器制造有限公司");
                let pinyin = Reading::of(&name).pinyin();
                (n.to_string(), name, pinyin)
            })
            .collect();
        let started = std::time::Instant::now();
        for query in ["shili1999", "sl42", "dianqizhizhao", "diamqizhizap", "电器"] {
            if let Some(query) = Query::new(query) {
                query.best(&names, 8);
            }
        }
        // Generous: unoptimised, on a busy machine.
        assert!(
            started.elapsed().as_millis() < 5_000,
            "{:?}",
            started.elapsed()
        );
    }
}
