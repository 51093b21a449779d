//! Places: every province, city and county of November 2020, and the search that turns what a worker
//! types into one of them (bulletin P1, P4, P17; domain §3).

mod code;
mod fold;
mod forms;
mod search;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

pub use code::{Level, PROVINCE_PREFIXES, PlaceCode, PlaceCodeError};
pub use fold::fold;
use forms::Forms;
pub use search::{Hit, MAX_QUERY_CHARS, Quality};

/// The ten provinces whose workers the campaign brings back, as six-digit codes: 贵州 云南 湖北 湖南
/// 四川 重庆 江西 安徽 河南 陕西 (bulletin P17, in the order of domain §3).
pub const SOURCE_PROVINCES: [&str; 10] = [
    "520000", "530000", "420000", "430000", "510000", "500000", "360000", "340000", "410000",
    "610000",
];

const DIVISIONS: &str = include_str!("../data/divisions.csv");

/// One division. `hant`, `pinyin` and `initials` are machine-made and not reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Place {
    /// Its code.
    pub code: PlaceCode,
    /// Its official name, simplified: 贵阳市.
    pub name: String,
    /// The same name in traditional characters, as many as in `name`.
    pub hant: String,
    /// The name without its generic suffix in toneless lower-case letters, `v` for ü: `guiyang`. Names
    /// of two characters keep the suffix: `shanxian`.
    pub pinyin: String,
    /// The first letter of each character read in `pinyin`: `gy`.
    pub initials: String,
}

impl Place {
    /// The name without its generic suffix and peoples' names: 贵阳, 恩施; two-character names whole.
    pub fn short_name(&self) -> &str {
        let chars = self.initials.len();
        let end = self
            .name
            .char_indices()
            .nth(chars)
            .map_or(self.name.len(), |(at, _)| at);
        self.name.get(..end).unwrap_or(&self.name)
    }
}

/// Why a list of divisions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// A row is malformed or its code is no code.
    #[error("unreadable division row")]
    Row(#[from] csv::Error),
    /// Codes must rise from row to row, so that a parent stands before what it contains.
    #[error("division {0} is out of order or listed twice")]
    Order(PlaceCode),
}

/// All divisions with their index for search.
#[derive(Debug)]
pub struct Gazetteer {
    /// Ordered by code.
    places: Vec<Place>,
    /// Same order: what may be typed for each place.
    forms: Vec<Forms>,
    /// Same order: index of the nearest listed division around each place.
    parents: Vec<Option<usize>>,
    /// Traditional character → simplified one, for the characters of the list.
    simplified: HashMap<char, char>,
}

impl Gazetteer {
    /// The embedded list, parsed at first use.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Gazetteer> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            // Our own data, compiled in and covered by tests: a failure is a broken build.
            Self::from_csv(DIVISIONS).unwrap_or_else(|_| unreachable!("the list built in is valid"))
        })
    }

    /// Reads a list with the columns `code,name,hant,pinyin,initials`; lines that begin with `#` are
    /// comments.
    ///
    /// # Errors
    /// [`GazetteerError`] if a row is malformed or not in rising order of code.
    pub fn from_csv(text: &str) -> Result<Self, GazetteerError> {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let places = reader.deserialize().collect::<Result<Vec<Place>, _>>()?;
        if let Some(pair) = places.windows(2).find(|pair| pair[0].code >= pair[1].code) {
            return Err(GazetteerError::Order(pair[1].code));
        }
        let parents = places
            .iter()
            .map(|place| parent_of(&places, place.code))
            .collect();
        let forms = places.iter().map(Forms::of).collect();
        let simplified = forms::simplified_map(&places);
        Ok(Self {
            places,
            forms,
            parents,
            simplified,
        })
    }

    /// The division with this code, if it is on the list.
    pub fn get(&self, code: PlaceCode) -> Option<&Place> {
        self.index(code).and_then(|index| self.places.get(index))
    }

    /// All divisions, ordered by code.
    pub fn all(&self) -> &[Place] {
        &self.places
    }

    /// The provinces, municipalities and special regions, ordered by code.
    pub fn provinces(&self) -> Vec<&Place> {
        self.places
            .iter()
            .filter(|place| place.code.level() == Level::Province)
            .collect()
    }

    /// What lies directly in a place, ordered by code: a province's cities and the counties it governs
    /// itself, a municipality's districts, a city's counties. Empty for a county, for 东莞 and the other
    /// cities without counties, and for a code that is not listed.
    pub fn children(&self, code: PlaceCode) -> Vec<&Place> {
        let Some(parent) = self.index(code) else {
            return Vec::new();
        };
        let pairs = self.places.iter().zip(&self.parents);
        pairs
            .filter(|(_, up)| **up == Some(parent))
            .map(|(place, _)| place)
            .collect()
    }

    /// Province, city and county down to the place, leaving out levels it does not have. For a code that
    /// is not listed (an abolished county), what is listed above it.
    pub fn path(&self, code: PlaceCode) -> Vec<&Place> {
        let mut at = self.index(code).or_else(|| parent_of(&self.places, code));
        let mut path = Vec::with_capacity(3);
        while let Some(place) = at.and_then(|index| self.places.get(index)) {
            path.push(place);
            at = at.and_then(|index| self.parents.get(index).copied().flatten());
        }
        path.reverse();
        path
    }

    fn index(&self, code: PlaceCode) -> Option<usize> {
        index_of(&self.places, code)
    }
}

fn index_of(places: &[Place], code: PlaceCode) -> Option<usize> {
    places.binary_search_by_key(&code, |place| place.code).ok()
}

/// The city if it is listed, else the province: so nothing is unreachable from the provinces down.
fn parent_of(places: &[Place], code: PlaceCode) -> Option<usize> {
    let above = [code.city(), Some(code.province())].into_iter().flatten();
    above
        .filter(|up| *up != code)
        .find_map(|up| index_of(places, up))
}
