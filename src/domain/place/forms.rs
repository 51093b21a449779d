//! What may be typed for a place: its names with and without suffix, its readings, other spellings.

use std::collections::HashMap;

use super::Place;

/// Readings of the generic suffixes' last characters.
const SUFFIX_READINGS: [(char, &str); 7] = [
    ('省', "sheng"),
    ('市', "shi"),
    ('区', "qu"),
    ('县', "xian"),
    ('州', "zhou"),
    ('旗', "qi"),
    ('盟', "meng"),
];

/// Traditional or variant characters people type which the conversion of the list does not yield.
const VARIANTS: [(char, char); 9] = [
    ('爲', '为'),
    ('裏', '里'),
    ('裡', '里'),
    ('峯', '峰'),
    ('個', '个'),
    ('衞', '卫'),
    ('羣', '群'),
    ('鐘', '钟'),
    ('湧', '涌'),
];

/// Other names and spellings that count as the place's own, folded. First old or everyday names, then
/// readings in dispute, then readings so often mistaken that input methods offer them.
const ALIASES: [(&str, &str); 70] = [
    ("431200", "怀化县"), // the bulletin's name of the city (domain §2)
    ("431200", "huaihuaxian"),
    ("610000", "shanxi"), // shaanxi is a spelling for foreigners; most people type both provinces alike
    ("150000", "内蒙"),
    ("150000", "neimeng"),
    ("150000", "innermongolia"),
    ("540000", "tibet"),
    ("810000", "hongkong"),
    ("820000", "macau"),
    ("820000", "macao"),
    ("131025", "dacheng"),
    ("130981", "potou"),
    ("140109", "wanbolin"),
    ("450804", "tantang"),
    ("451000", "bose"),
    ("621223", "tanchang"),
    ("632723", "chengduo"),
    ("640303", "hongsipu"),
    ("640303", "hongsibao"),
    ("659008", "kekedara"),
    ("341500", "liuan"),
    ("320116", "liuhe"),
    ("330382", "leqing"),
    ("130225", "leting"),
    ("371481", "leling"),
    ("340300", "bangbu"),
    ("340303", "bangshan"),
    ("341600", "haozhou"),
    ("341621", "woyang"),
    ("340722", "congyang"),
    ("341021", "xixian"),
    ("361124", "qianshan"),
    ("371522", "xinxian"),
    ("371722", "danxian"),
    ("370612", "mouping"),
    ("410122", "zhongmou"),
    ("410182", "rongyang"),
    ("410182", "yingyang"),
    ("410223", "yushi"),
    ("410621", "junxian"),
    ("411726", "miyang"),
    ("411100", "leihe"),
    ("141024", "hongdong"),
    ("140428", "changzi"),
    ("140924", "fanzhi"),
    ("130726", "weixian"),
    ("222404", "huichun"),
    ("231085", "muleng"),
    ("231226", "suileng"),
    ("310112", "minxing"),
    ("420116", "huangbei"),
    ("421303", "cengdu"),
    ("440113", "fanyu"),
    ("441422", "dapu"),
    ("441900", "dongwan"),
    ("450406", "longwei"),
    ("510117", "pidou"),
    ("510682", "shenfang"),
    ("511123", "jianwei"),
    ("511527", "yunlian"),
    ("511822", "xingjing"),
    ("511822", "rongjing"),
    ("522701", "douyun"),
    ("540531", "langqiazi"),
    ("610829", "wubao"),
    ("611026", "zuoshui"),
    ("620802", "kongdong"),
    ("652823", "weili"),
    ("653129", "gashi"),
    ("350105", "mayi"),
];

/// One way to write a place.
#[derive(Debug)]
pub(super) struct Form {
    /// Folded; simplified hanzi or toneless letters.
    pub text: String,
    /// One bit a letter that occurs, 0 for hanzi: a cheap bound before edit distance is computed.
    pub letters: u32,
}

/// All ways to write one place.
#[derive(Debug)]
pub(super) struct Forms {
    /// Whole names and readings.
    pub whole: Vec<Form>,
    /// Initials without and with the suffix: `gy`, `gys`.
    pub initials: [String; 2],
}

impl Forms {
    /// The forms of a place.
    pub(super) fn of(place: &Place) -> Self {
        let stem = place.short_name();
        let suffix = place.name.get(stem.len()..).unwrap_or_default();
        let last = suffix.chars().last();
        let reading = last.and_then(suffix_reading).unwrap_or_default();

        let mut texts = vec![place.name.clone(), stem.to_owned()];
        texts.extend(last.map(|last| format!("{stem}{last}")));
        texts.extend(
            suffix
                .find("自治")
                .map(|at| format!("{stem}{}", &suffix[at..])),
        );
        for pinyin in spellings(&place.pinyin) {
            texts.push(format!("{pinyin}{reading}"));
            texts.push(pinyin);
        }
        let code = place.code.to_string();
        let aliases = ALIASES.iter().filter(|(of, _)| *of == code);
        texts.extend(aliases.map(|(_, alias)| (*alias).to_owned()));
        texts.sort_unstable();
        texts.dedup();

        let with_suffix = format!("{}{}", place.initials, reading.get(..1).unwrap_or_default());
        Self {
            whole: texts.into_iter().map(Form::new).collect(),
            initials: [place.initials.clone(), with_suffix],
        }
    }

    /// Ends of every form that `rest` begins with, in bytes.
    pub(super) fn ends_in<'a>(&'a self, rest: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.whole
            .iter()
            .filter(|form| rest.starts_with(&form.text))
            .map(|form| form.text.len())
    }
}

impl Form {
    fn new(text: String) -> Self {
        let letters = letter_set(&text);
        Self { text, letters }
    }

    /// Whether it is written in letters.
    pub(super) fn is_latin(&self) -> bool {
        self.letters != 0
    }
}

/// One bit for each of `a` to `z` that occurs.
pub(super) fn letter_set(text: &str) -> u32 {
    let letters = text.bytes().filter(u8::is_ascii_lowercase);
    letters.fold(0, |set, letter| set | 1 << (letter - b'a'))
}

/// Drops a generic suffix written in letters: `huaihuaxian` → `huaihua`.
pub(super) fn without_suffix(latin: &str) -> Option<&str> {
    SUFFIX_READINGS
        .iter()
        .find_map(|(_, reading)| latin.strip_suffix(reading))
}

/// Traditional → simplified for every character of the list on which the two differ. A character that is
/// also a simplified one (乾 of 乾县) is left alone.
pub(super) fn simplified_map(places: &[Place]) -> HashMap<char, char> {
    let pairs = places
        .iter()
        .flat_map(|place| place.hant.chars().zip(place.name.chars()));
    let mut map: HashMap<char, char> = VARIANTS.into_iter().chain(pairs).collect();
    for own in places.iter().flat_map(|place| place.name.chars()) {
        map.remove(&own);
    }
    map
}

fn suffix_reading(last: char) -> Option<&'static str> {
    SUFFIX_READINGS
        .iter()
        .find(|(suffix, _)| *suffix == last)
        .map(|(_, reading)| *reading)
}

/// `lvliang` is also typed `luliang` and, as in passports, `lyuliang`.
fn spellings(pinyin: &str) -> Vec<String> {
    if !pinyin.contains('v') {
        return vec![pinyin.to_owned()];
    }
    vec![
        pinyin.to_owned(),
        pinyin.replace('v', "u"),
        pinyin.replace('v', "yu"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{Gazetteer, PlaceCode};
    use super::ALIASES;

    #[test]
    fn every_alias_belongs_to_a_listed_place() {
        for (code, alias) in ALIASES {
            let code = PlaceCode::parse(code).unwrap();
            assert!(Gazetteer::builtin().get(code).is_some(), "{alias}");
        }
    }
}
