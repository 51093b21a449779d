//! Tests of the list of divisions.

use std::collections::HashSet;

use super::*;

fn code(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap()
}

#[test]
fn the_list_is_whole_and_consistent() {
    let gazetteer = Gazetteer::builtin();
    assert_eq!(gazetteer.all().len(), 3210);
    assert_eq!(gazetteer.provinces().len(), 34);
    for place in gazetteer.all() {
        assert_eq!(
            place.hant.chars().count(),
            place.name.chars().count(),
            "{place:?}"
        );
        assert!(
            place.pinyin.bytes().all(|b| b.is_ascii_lowercase()),
            "{place:?}"
        );
        assert!(place.pinyin.starts_with(&place.initials[..1]), "{place:?}");
        assert!(place.short_name().chars().count() >= 2, "{place:?}");
    }
    for source in SOURCE_PROVINCES {
        assert_eq!(
            gazetteer.get(code(source)).unwrap().code.level(),
            Level::Province
        );
    }
}

#[test]
fn wenzhou_is_whole() {
    let expected = [
        "330302", "330303", "330304", "330305", "330324", "330326", "330327", "330328", "330329",
        "330381", "330382", "330383",
    ];
    let districts = Gazetteer::builtin().children(code("330300"));
    let districts: Vec<String> = districts
        .iter()
        .map(|place| place.code.to_string())
        .collect();
    assert_eq!(districts, expected);
}

#[test]
fn nothing_is_unreachable_from_the_provinces_down() {
    let gazetteer = Gazetteer::builtin();
    let mut todo = gazetteer.provinces();
    let mut seen = HashSet::new();
    while let Some(place) = todo.pop() {
        assert!(seen.insert(place.code), "{place:?} twice");
        todo.extend(gazetteer.children(place.code));
    }
    assert_eq!(seen.len(), gazetteer.all().len());
    let names = |at: &str| -> Vec<&str> {
        gazetteer
            .path(code(at))
            .iter()
            .map(|place| place.name.as_str())
            .collect()
    };
    assert_eq!(names("520102"), ["贵州省", "贵阳市", "南明区"]);
    assert_eq!(names("500105"), ["重庆市", "江北区"]);
    assert_eq!(names("429004"), ["湖北省", "仙桃市"]);
    assert_eq!(
        names("520199"),
        ["贵州省", "贵阳市"],
        "not listed: what is above it"
    );
    assert!(gazetteer.children(code("520199")).is_empty());
    assert!(
        gazetteer.children(code("441900")).is_empty(),
        "东莞 has no counties"
    );
}

#[test]
fn a_broken_list_is_an_error() {
    let head = "code,name,hant,pinyin,initials\n";
    for rows in ["1,a,b,c,d\n", "330000,a\n"] {
        let result = Gazetteer::from_csv(&format!("{head}{rows}"));
        assert!(matches!(result, Err(GazetteerError::Row(_))), "{rows}");
    }
    let twice = format!("{head}330000,a,b,c,d\n330000,a,b,c,d\n");
    assert!(matches!(
        Gazetteer::from_csv(&twice),
        Err(GazetteerError::Order(_))
    ));
}
