//! Tests of the search over the list of divisions.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn code(text: &str) -> PlaceCode {
    PlaceCode::parse(text).unwrap()
}

fn codes(query: &str, limit: usize) -> Vec<String> {
    let hits = Gazetteer::builtin().search(query, limit);
    hits.iter().map(|hit| hit.place.code.to_string()).collect()
}

fn first(query: &str) -> (String, Quality) {
    let hits = Gazetteer::builtin().search(query, 8);
    let hit = hits
        .first()
        .unwrap_or_else(|| panic!("nothing found for {query}"));
    (hit.place.code.to_string(), hit.quality)
}

/// Asserts that an exact hit on `expected` comes first.
fn exact(query: &str, expected: &str) {
    assert_eq!(
        first(query),
        (expected.to_owned(), Quality::Exact),
        "{query}"
    );
}

/// Asserts that `expected` is among the exact hits.
fn exact_among(query: &str, expected: &str) {
    let hits = Gazetteer::builtin().search(query, 50);
    let mut exact = hits.iter().filter(|hit| hit.quality == Quality::Exact);
    assert!(
        exact.any(|hit| hit.place.code == code(expected)),
        "{query} {hits:?}"
    );
}

#[test]
fn the_places_of_the_bulletin_are_found_by_name_and_by_reading() {
    let named = [
        ("万年", "wannian", "361129"),
        ("乐平", "leping", "360281"),
        ("景德镇", "jingdezhen", "360200"),
        ("岳西", "yuexi", "340828"),
        ("永州", "yongzhou", "431100"),
        ("黄山", "huangshan", "341000"),
        ("怀化", "huaihua", "431200"),
        ("贵阳", "guiyang", "520100"),
        ("阜南", "funan", "341225"),
        ("赣州", "ganzhou", "360700"),
        ("怀化县", "huaihua xian", "431200"),
    ];
    for (hanzi, pinyin, expected) in named {
        exact(hanzi, expected);
        exact_among(pinyin, expected);
    }
    for source in SOURCE_PROVINCES {
        let place = Gazetteer::builtin().get(code(source)).unwrap();
        exact(place.short_name(), source);
        exact_among(&place.pinyin, source);
    }
}

/// Names and readings in turn: exceptions that general tables get wrong, and names near them.
const READINGS: &str = "
    重庆 chongqing 六安 luan 蚌埠 bengbu 乐清 yueqing 厦门 xiamen 长沙 changsha 长治 changzhi
    莘县 shenxian 浚县 xunxian 台州 taizhou 丽水 lishui 荥阳 xingyang 亳州 bozhou 单县 shanxian
    铅山 yanshan 枞阳 zongyang 郫都 pidu 番禺 panyu 大埔 dabu 东莞 dongguan 都匀 duyun 歙县 shexian
    黟县 yixian 洪洞 hongtong 尉氏 weishi 乐平 leping 乐山 leshan 陕西 shaanxi 山西 shanxi
    乐亭 laoting 乐陵 laoling 涡阳 guoyang 漯河 luohe 泌阳 biyang 筠连 junlian 什邡 shifang
    荥经 yingjing 犍为 qianwei 珲春 hunchun 闵行 minhang 盱眙 xuyi 长子 zhangzi 子长 zichang
    蔚县 yuxian 尉犁 yuli 崆峒 kongtong 井陉 jingxing 牟平 muping 中牟 zhongmu 邗江 hanjiang
    砀山 dangshan 颍上 yingshang 鄱阳 poyang 余干 yugan 婺源 wuyuan 耒阳 leiyang 郴州 chenzhou
    汨罗 miluo 溆浦 xupu 澧县 lixian 秭归 zigui 猇亭 xiaoting 郧阳 yunyang 黄陂 huangpi 渑池 mianchi
    郏县 jiaxian 柘城 zhecheng 淅川 xichuan 涪陵 fuling 綦江 qijiang 北碚 beibei 邛崃 qionglai
    阆中 langzhong 瓮安 wengan 册亨 ceheng 个旧 gejiu 弥勒 mile 勐海 menghai 绿春 lvchun 吕梁 lvliang
    柞水 zhashui 鄠邑 huyi 吴堡 wubu 百色 baise 儋州 danzhou 东阿 donge 曲阜 qufu 茌平 chiping
    喀什 kashi 莎车 shache 库尔勒 kuerle 吐鲁番 tulufan 阿拉善 alashan 巴彦淖尔 bayannaoer 穆棱 muling
    讷河 nehe 瓯海 ouhai 瑞安 ruian 鄞州 yinzhou 嵊州 shengzhou 朝阳 chaoyang 长安 changan
    都江堰 dujiangyan 乾县 qianxian 佛山 foshan 六合 luhe 六盘水 liupanshui 略阳 lueyang
";

#[test]
fn readings_peculiar_to_places() {
    let words: Vec<&str> = READINGS.split_whitespace().collect();
    for pair in words.chunks(2) {
        let (name, pinyin) = (pair[0], pair[1]);
        let all = Gazetteer::builtin().all().iter();
        let own: Vec<&Place> = all.filter(|place| place.short_name() == name).collect();
        assert!(!own.is_empty(), "{name}");
        for place in own {
            assert_eq!(place.pinyin, pinyin, "{name}");
            exact_among(pinyin, &place.code.to_string());
        }
    }
    exact_among("shanxi", "610000");
    exact_among("shanxi", "140000");
}

#[test]
fn ways_to_write_one_place() {
    for query in [
        "贵阳",
        "贵阳市",
        "貴陽",
        "貴陽市",
        "guiyang",
        "GuiYang",
        "gui yang",
        "gui'yang",
        "guì yáng",
        "gui4 yang2",
        "gui4yang2",
        "guiyangshi",
        "guiyang shi",
        "贵州贵阳",
        "贵州省 贵阳市",
        "贵州省，贵阳市",
        "guizhou guiyang",
        "guizhouguiyang",
        "Guiyang, Guizhou",
        "贵阳 贵州",
        "贵州guiyang",
        " 贵阳。",
        "ＧＵＩＹＡＮＧ",
        "520100",
        "贵阳😀",
    ] {
        exact(query, "520100");
    }
    for (query, expected) in [
        ("西安", "610100"),
        ("xi'an", "610100"),
        ("Rui'an", "330381"),
        ("恩施州", "422800"),
        ("恩施", "422800"),
        ("道真县", "520325"),
        ("雲南", "530000"),
        ("陝西", "610000"),
        ("臺灣", "710000"),
        ("新疆", "650000"),
        ("内蒙", "150000"),
        ("神农架", "429021"),
        ("luliang", "141100"),
        ("lǚliáng", "141100"),
        ("香港", "810000"),
        ("黔东南州", "522600"),
        ("龙港", "330383"),
        ("朝阳 北京", "110105"),
    ] {
        exact_among(query, expected);
    }
}

#[test]
fn a_full_path_narrows_to_one() {
    for query in [
        "贵州贵阳南明",
        "贵州省贵阳市南明区",
        "guizhou guiyang nanming",
        "贵阳南明",
    ] {
        assert_eq!(codes(query, 8), ["520102"], "{query}");
    }
    assert_eq!(codes("安徽省黄山市黄山区", 8), ["341003"]);
    assert_eq!(codes("吉林吉林", 8), ["220200"]);
    assert_eq!(codes("重庆江北", 8), ["500105"]);
}

#[test]
fn several_meanings_are_all_returned() {
    assert_eq!(codes("黄山", 8), ["341000", "341003"]);
    assert_eq!(codes("黄山市", 8), ["341000"]);
    assert_eq!(codes("gz", 2), ["520000", "360700"]);
    assert_eq!(
        codes("guiyang", 8),
        ["520100", "431021"],
        "桂阳 sounds alike"
    );
    assert_eq!(codes("海南", 2)[0], "460000");
}

#[test]
fn misspellings_are_forgiven() {
    for (query, expected) in [
        ("guiyan", "520100"),
        ("huaihau", "431200"),
        ("huaihuashhi", "431200"),
        ("huangsan", "341000"),
        ("jingdezen", "360200"),
        ("jindezhenshi", "360200"),
        ("guizou guiyang", "520100"),
        ("guizhou guiynag", "520100"),
        ("ganzhouxian", "360700"),
        ("ganzou", "360700"),
        ("chonqing", "500000"),
        ("huaihua qu", "431200"),
    ] {
        assert_eq!(first(query).0, expected, "{query} {:?}", codes(query, 5));
    }
    assert!(
        codes("gyi", 8).iter().all(|code| code != "520100"),
        "three letters forgive nothing"
    );
}

#[test]
fn names_inside_sentences_and_addresses() {
    for (query, expected) in [
        ("我在贵阳", "520100"),
        ("我是江西万年的", "361129"),
        ("贵州省贵阳市南明区中华路街道", "520102"),
        ("江西省上饶市万年县陈营镇", "361129"),
        ("贵阳县", "520100"),
        ("从怀化出发", "431200"),
    ] {
        assert_eq!(
            first(query),
            (expected.to_owned(), Quality::Contains),
            "{query}"
        );
    }
}

#[test]
fn beginnings_and_parts() {
    assert_eq!(codes("贵", 2), ["520000", "520100"]);
    assert_eq!(first("guizh"), ("520000".to_owned(), Quality::Prefix));
    assert_eq!(first("鲁番"), ("650400".to_owned(), Quality::Contains));
    assert_eq!(first("贵州贵"), ("520100".to_owned(), Quality::Prefix));
}

#[test]
fn nonsense_finds_nothing_quickly() {
    let started = Instant::now();
    let (hanzi, letters) = ("贵".repeat(5000), "a".repeat(5000));
    let long_words = "gui ".repeat(200);
    for query in [
        "",
        " ",
        "😀",
        "🚌🚌",
        "？！",
        "12",
        "好的",
        "xyzzyq",
        &hanzi,
        &letters,
        &long_words,
    ] {
        assert_eq!(codes(query, 8), Vec::<String>::new(), "{:.20}", query);
    }
    assert!(codes("贵阳", 0).is_empty());
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn every_place_is_found_first_by_its_full_path() {
    let gazetteer = Gazetteer::builtin();
    for place in gazetteer.all() {
        let path: String = gazetteer
            .path(place.code)
            .iter()
            .map(|at| at.name.as_str())
            .collect();
        let hits = gazetteer.search(&path, 2);
        assert_eq!(
            hits.first(),
            Some(&Hit {
                place,
                quality: Quality::Exact
            }),
            "{path}"
        );
        assert_eq!(hits.len(), 1, "{path}");
    }
}

#[test]
fn every_place_is_found_by_its_name() {
    for place in Gazetteer::builtin().all() {
        let hits = Gazetteer::builtin().search(&place.name, usize::MAX);
        assert!(
            hits.contains(&Hit {
                place,
                quality: Quality::Exact
            }),
            "{place:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn search_never_panics(query in any::<String>(), limit in 0..20_usize) {
        let hits = Gazetteer::builtin().search(&query, limit);
        prop_assert!(hits.len() <= limit);
    }

    #[test]
    fn search_orders_by_quality_and_names_no_place_twice(query in "[a-z贵州阳黄山县市 ']{0,12}") {
        let hits = Gazetteer::builtin().search(&query, 50);
        prop_assert!(hits.is_sorted_by_key(|hit| hit.quality));
        let places: HashSet<_> = hits.iter().map(|hit| hit.place.code).collect();
        prop_assert_eq!(places.len(), hits.len());
    }

    #[test]
    fn one_swap_in_a_long_reading_is_forgiven(at in 0..3210_usize, swap in 0..6_usize) {
        let place = &Gazetteer::builtin().all()[at];
        let mut letters: Vec<char> = place.pinyin.chars().collect();
        prop_assume!(letters.len() >= 8);
        letters.swap(swap, swap + 1);
        let typed: String = letters.into_iter().collect();
        let hits = Gazetteer::builtin().search(&typed, usize::MAX);
        let exact = hits.iter().any(|hit| hit.quality == Quality::Exact);
        prop_assert!(exact || hits.iter().any(|hit| hit.place == place), "{}", typed);
    }

    #[test]
    fn each_spelling_finds_its_place(at in 0..3210_usize) {
        let place = &Gazetteer::builtin().all()[at];
        for spelling in [&place.hant, &place.pinyin, place.short_name()] {
            let hits = Gazetteer::builtin().search(spelling, usize::MAX);
            prop_assert!(hits.contains(&Hit { place, quality: Quality::Exact }), "{}", spelling);
        }
    }
}
